/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-list.h"

struct _RwOverviewList
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *side;
  GtkListBox *box;
  GPtrArray *rows;
  GtkWidget *more_row;
  GtkLabel *more;
  gboolean digits;
  char *button;
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_ACT,
  SIGNAL_MORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwOverviewList, rw_overview_list, GTK_TYPE_BOX)

static void
row_activated_cb (GtkListBox     *box,
                  GtkListBoxRow  *row,
                  RwOverviewList *self)
{
  if (GTK_WIDGET (row) == self->more_row)
    g_signal_emit (self, signals[SIGNAL_MORE], 0);
  else
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, row);
}

static void
act_cb (RwOverviewRow  *row,
        RwOverviewList *self)
{
  guint index;

  if (g_ptr_array_find (self->rows, row, &index))
    g_signal_emit (self, signals[SIGNAL_ACT], 0, index);
}

static void
rw_overview_list_finalize (GObject *object)
{
  RwOverviewList *self = RW_OVERVIEW_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->button);
  G_OBJECT_CLASS (rw_overview_list_parent_class)->finalize (object);
}

static void
rw_overview_list_class_init (RwOverviewListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_overview_list_finalize;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_OVERVIEW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            RW_TYPE_OVERVIEW_ROW);
  signals[SIGNAL_ACT] = g_signal_new ("act", RW_TYPE_OVERVIEW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MORE] = g_signal_new ("more", RW_TYPE_OVERVIEW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_overview_list_init (RwOverviewList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->rows = g_ptr_array_new ();
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "rw-overview-heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  self->side = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->side, PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (self->side, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->side), TRUE);
  gtk_widget_set_margin_end (GTK_WIDGET (self->side), 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->side), "rw-overview-side");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->side));
  gtk_box_append (GTK_BOX (self), head);

  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  g_signal_connect (self->box, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->box));

  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "rw-line-more");
  self->more_row = gtk_list_box_row_new ();
  gtk_widget_add_css_class (self->more_row, "rw-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more_row), GTK_WIDGET (self->more));
  gtk_list_box_append (self->box, self->more_row);
  gtk_widget_set_visible (self->more_row, FALSE);
}

/**
 * rw_overview_list_new:
 * @title: heading
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
rw_overview_list_new (const char *title)
{
  RwOverviewList *self = g_object_new (RW_TYPE_OVERVIEW_LIST, NULL);

  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

/**
 * rw_overview_list_set_side:
 * @text: (nullable): on the other side of the heading
 */
void
rw_overview_list_set_side (RwOverviewList *self,
                           const char     *text)
{
  gtk_label_set_text (self->side, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->side), text);
}

/**
 * rw_overview_list_set_digits:
 * @digits: show in front of the first nine lines the key that goes there
 */
void
rw_overview_list_set_digits (RwOverviewList *self,
                             gboolean        digits)
{
  self->digits = digits;
}

/**
 * rw_overview_list_set_button:
 * @label: (nullable): what the button of each line does
 */
void
rw_overview_list_set_button (RwOverviewList *self,
                             const char     *label)
{
  g_set_str (&self->button, label);
}

static RwOverviewRow *
append_row (RwOverviewList *self)
{
  GtkWidget *row = rw_overview_row_new ();

  if (self->digits)
    rw_overview_row_set_digit (RW_OVERVIEW_ROW (row), self->rows->len + 1);
  rw_overview_row_set_button (RW_OVERVIEW_ROW (row), self->button);
  g_signal_connect (row, "act", G_CALLBACK (act_cb), self);
  gtk_list_box_insert (self->box, row, (int) self->rows->len);
  g_ptr_array_add (self->rows, row);
  return RW_OVERVIEW_ROW (row);
}

static int
find_focus (RwOverviewList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    if (focus == self->rows->pdata[i] || gtk_widget_is_ancestor (focus, self->rows->pdata[i]))
      return (int) i;
  return -1;
}

/* The person was about to do something with this record, wherever it stands now. */
static void
move_focus (RwOverviewList       *self,
            int                   from,
            const RwId           *id,
            const RwOverviewLine *lines,
            guint                 n_lines)
{
  guint to = MIN ((guint) from, n_lines - 1);

  for (guint i = 0; i < n_lines; i++)
    if (rw_id_equal (&lines[i].id, id))
      {
        to = i;
        break;
      }
  if ((int) to != from)
    gtk_widget_grab_focus (self->rows->pdata[to]);
}

/**
 * rw_overview_list_set_lines:
 * @lines: (array length=n_lines): what to show
 * @more: (nullable): text of the line behind the last
 */
void
rw_overview_list_set_lines (RwOverviewList       *self,
                            const RwOverviewLine *lines,
                            guint                 n_lines,
                            const char           *more)
{
  int focus = find_focus (self);
  RwId focused = focus >= 0 ? *rw_overview_row_get_id (self->rows->pdata[focus]) : RW_ID_NIL;

  g_return_if_fail (RW_IS_OVERVIEW_LIST (self));
  for (guint i = 0; i < n_lines; i++)
    {
      RwOverviewRow *row = i < self->rows->len ? self->rows->pdata[i] : append_row (self);

      rw_overview_row_set_line (row, &lines[i]);
      if (self->button != NULL)
        rw_overview_row_set_button (row, lines[i].button != NULL ? lines[i].button : self->button);
    }
  if (focus >= 0 && n_lines > 0)
    move_focus (self, focus, &focused, lines, n_lines);
  while (self->rows->len > n_lines)
    {
      gtk_list_box_remove (self->box, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  gtk_label_set_text (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (self->more_row, more != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), n_lines > 0 || more != NULL);
}

guint
rw_overview_list_get_n_rows (RwOverviewList *self)
{
  g_return_val_if_fail (RW_IS_OVERVIEW_LIST (self), 0);
  return self->rows->len;
}

/**
 * rw_overview_list_get_row:
 *
 * Returns: (transfer none) (nullable): the row
 */
RwOverviewRow *
rw_overview_list_get_row (RwOverviewList *self,
                          guint           index)
{
  g_return_val_if_fail (RW_IS_OVERVIEW_LIST (self), NULL);
  return index < self->rows->len ? self->rows->pdata[index] : NULL;
}
