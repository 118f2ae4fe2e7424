/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-unfold.h"

/* The lowest row that a table of ours has, in pixels, as long as none was seen. */
#define ROW_HEIGHT 20

/* Rows that are shown at least, those that hang over the end of the view, and those that come with each
 * frame after that. Making a row takes longest: none is made that nobody sees. */
#define FEWEST 16
#define OVER   2
#define STEP   8

/* As many rows as a GTK list keeps widgets for: beyond that, more rows cost nothing. */
#define ENOUGH 256

/* Nobody types a filter slower than this and still means the next key, in microseconds. */
#define REST (250 * 1000)

struct _RwUnfold
{
  GObject parent_instance;

  GtkSliceListModel *slice;
  GtkWidget *view;  /* weak */
  guint tick_id;
  gint64 folded_at; /* frame time of the first frame after folding, 0 before it */
};

G_DEFINE_FINAL_TYPE (RwUnfold, rw_unfold, G_TYPE_OBJECT)

static void
stop (RwUnfold *self)
{
  if (self->view != NULL && self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick_id);
  self->tick_id = 0;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  RwUnfold *self = user_data;
  gint64 time = gdk_frame_clock_get_frame_time (clock);
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (self->folded_at == 0)
    self->folded_at = time;
  if (time - self->folded_at < REST)
    return G_SOURCE_CONTINUE;
  if (size < ENOUGH &&
      g_list_model_get_n_items (gtk_slice_list_model_get_model (self->slice)) > size)
    {
      gtk_slice_list_model_set_size (self->slice, size + STEP);
      return G_SOURCE_CONTINUE;
    }
  self->tick_id = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* The rows of a table are in a list of its own, those of a list in it. */
static int
get_row_height (GtkWidget *view)
{
  GtkWidget *list = view, *row;

  if (!GTK_IS_LIST_VIEW (view))
    for (list = gtk_widget_get_first_child (view); list != NULL && !GTK_IS_LIST_VIEW (list);)
      list = gtk_widget_get_next_sibling (list);
  row = list != NULL ? gtk_widget_get_first_child (list) : NULL;
  return row != NULL && gtk_widget_get_height (row) > 0 ? gtk_widget_get_height (row) : ROW_HEIGHT;
}

/* Without a frame clock nobody sees it, and nobody would unfold it. */
static void
unmap_cb (RwUnfold *self)
{
  rw_unfold_now (self);
}

static void
rw_unfold_dispose (GObject *object)
{
  RwUnfold *self = RW_UNFOLD (object);

  rw_unfold_set_view (self, NULL);
  g_clear_object (&self->slice);
  G_OBJECT_CLASS (rw_unfold_parent_class)->dispose (object);
}

static void
rw_unfold_class_init (RwUnfoldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_unfold_dispose;
}

static void
rw_unfold_init (RwUnfold *self)
{
}

/**
 * rw_unfold_new:
 * @model: (transfer full): the whole list
 *
 * Returns: (transfer full): whole, until rw_unfold_fold()
 */
RwUnfold *
rw_unfold_new (GListModel *model)
{
  RwUnfold *self = g_object_new (RW_TYPE_UNFOLD, NULL);

  self->slice = gtk_slice_list_model_new (model, 0, G_MAXUINT);
  return self;
}

/**
 * rw_unfold_get_model:
 *
 * Returns: (transfer none): the part of the list that is shown, from its first item on
 */
GListModel *
rw_unfold_get_model (RwUnfold *self)
{
  g_return_val_if_fail (RW_IS_UNFOLD (self), NULL);
  return G_LIST_MODEL (self->slice);
}

/**
 * rw_unfold_set_view:
 * @view: (nullable): the widget that shows the model; its frames pace the unfolding
 */
void
rw_unfold_set_view (RwUnfold  *self,
                    GtkWidget *view)
{
  g_return_if_fail (RW_IS_UNFOLD (self));
  if (self->view != NULL)
    {
      stop (self);
      g_signal_handlers_disconnect_by_data (self->view, self);
    }
  if (g_set_weak_pointer (&self->view, view) && view != NULL)
    g_signal_connect_object (view, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rw_unfold_fold:
 * @least: how many rows are needed in any case: those up to the last selected one
 *
 * To be called before the list changes much. Shows what fits into the view and lets the rest follow
 * when no further call came for a moment. Does nothing while the view is not on the screen.
 */
void
rw_unfold_fold (RwUnfold *self,
                guint     least)
{
  guint size;

  g_return_if_fail (RW_IS_UNFOLD (self));
  if (self->view == NULL || !gtk_widget_get_mapped (self->view))
    return;
  size = (guint) (MAX (gtk_widget_get_height (self->view), 0) / get_row_height (self->view)) + OVER;
  size = MAX (MAX (size, FEWEST), least);
  if (size >= ENOUGH)
    {
      rw_unfold_now (self);
      return;
    }
  self->folded_at = 0;
  gtk_slice_list_model_set_size (self->slice, size);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->view, tick_cb, self, NULL);
}

/**
 * rw_unfold_now:
 *
 * Shows the whole list at once: something in it is looked for.
 */
void
rw_unfold_now (RwUnfold *self)
{
  g_return_if_fail (RW_IS_UNFOLD (self));
  stop (self);
  if (self->slice != NULL)
    gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}

/**
 * rw_unfold_is_whole:
 *
 * Returns: whether every item of the list is shown
 */
gboolean
rw_unfold_is_whole (RwUnfold *self)
{
  g_return_val_if_fail (RW_IS_UNFOLD (self), TRUE);
  return self->tick_id == 0;
}
