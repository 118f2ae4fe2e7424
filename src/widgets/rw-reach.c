/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-reach.h"

/* Further items come before the last but so many pages are seen. */
#define PAGES_AHEAD 1

struct _RwReach
{
  GObject parent_instance;

  GtkSliceListModel *shown;
  GtkAdjustment *adjustment; /* (nullable) */
  guint step;
  guint idle;
};

G_DEFINE_FINAL_TYPE (RwReach, rw_reach, G_TYPE_OBJECT)

static guint
count (RwReach *self)
{
  return g_list_model_get_n_items (gtk_slice_list_model_get_model (self->shown));
}

static gboolean
is_near_end (RwReach *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);

  return page > 0 && gtk_adjustment_get_value (self->adjustment) + (1 + PAGES_AHEAD) * page >=
                       gtk_adjustment_get_upper (self->adjustment);
}

static gboolean
grow_cb (gpointer user_data)
{
  RwReach *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->shown);

  self->idle = 0;
  if (size < count (self) && is_near_end (self))
    gtk_slice_list_model_set_size (self->shown, size + self->step);
  return G_SOURCE_REMOVE;
}

/* Not while the list lays itself out, which is when its adjustment changes. */
static void
moved_cb (RwReach *self)
{
  if (self->idle == 0 && gtk_slice_list_model_get_size (self->shown) < count (self) &&
      is_near_end (self))
    self->idle = g_idle_add (grow_cb, self);
}

/* What was reached is of the list as it was: a short one begins anew. */
static void
items_changed_cb (RwReach *self)
{
  if (count (self) <= self->step)
    gtk_slice_list_model_set_size (self->shown, self->step);
}

static void
rw_reach_dispose (GObject *object)
{
  RwReach *self = RW_REACH (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (rw_reach_parent_class)->dispose (object);
}

static void
rw_reach_class_init (RwReachClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_reach_dispose;
}

static void
rw_reach_init (RwReach *self)
{
}

/**
 * rw_reach_new:
 * @model: a list
 * @step: how many items it reaches at first, and how many more each time
 */
RwReach *
rw_reach_new (GListModel *model,
              guint       step)
{
  RwReach *self = g_object_new (RW_TYPE_REACH, NULL);

  self->step = step;
  self->shown = gtk_slice_list_model_new (g_object_ref (model), 0, step);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * rw_reach_get_shown:
 *
 * Returns: (transfer none): the items that are reached; positions are those of the list
 */
GListModel *
rw_reach_get_shown (RwReach *self)
{
  return G_LIST_MODEL (self->shown);
}

/**
 * rw_reach_set_scroller:
 * @adjustment: by which the list is scrolled
 */
void
rw_reach_set_scroller (RwReach       *self,
                       GtkAdjustment *adjustment)
{
  g_return_if_fail (self->adjustment == NULL);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (moved_cb), self);
}

/**
 * rw_reach_include:
 * @position: of an item that is to be shown
 */
void
rw_reach_include (RwReach *self,
                  guint    position)
{
  guint size = gtk_slice_list_model_get_size (self->shown);

  if (position >= size)
    gtk_slice_list_model_set_size (self->shown, position + self->step);
}
