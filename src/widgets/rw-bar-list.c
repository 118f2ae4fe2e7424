/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-bar-list.h"

#include <glib/gi18n.h>

#include "rw-bar.h"

/* So many lines are shown at first; where few are left, all are. Then so many more at a time: hundreds of rows are not
 * made in one frame. */
#define FIRST 10
#define FEW   2
#define MORE  20

struct _RwBarList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkButton *more;
  GArray *lines; /* (element-type RwBarLine) */
  guint n_shown;
  int label_chars;
  GtkSizeGroup *labels, *texts;
};

G_DEFINE_FINAL_TYPE (RwBarList, rw_bar_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
line_clear (gpointer data)
{
  RwBarLine *line = data;

  g_free ((char *) line->label);
  g_free ((char *) line->text);
  g_free ((char *) line->sentence);
}

static GtkWidget *
new_row (RwBarList *self, const RwBarLine *line)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9),
            *label = gtk_label_new (line->label), *text = gtk_label_new (line->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), self->label_chars);
  gtk_widget_set_tooltip_text (label, line->label);
  gtk_label_set_xalign (GTK_LABEL (text), 1);
  gtk_widget_add_css_class (text, "numeric");
  gtk_size_group_add_widget (self->labels, label);
  gtk_size_group_add_widget (self->texts, text);
  gtk_box_append (GTK_BOX (box), label);
  if (line->fraction >= 0)
    {
      GtkWidget *bar = rw_bar_new ();

      rw_bar_set (RW_BAR (bar), line->fraction, line->bad);
      gtk_widget_set_hexpand (bar, TRUE);
      gtk_box_append (GTK_BOX (box), bar);
    }
  else
    gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->sentence, -1);
  return row;
}

static void
activated_cb (RwBarList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) gtk_list_box_row_get_index (row));
}

static void
show_lines (RwBarList *self, guint n)
{
  guint left;
  g_autofree char *more = NULL;

  for (; self->n_shown < MIN (n, self->lines->len); self->n_shown++)
    gtk_list_box_append (self->list,
                         new_row (self, &g_array_index (self->lines, RwBarLine, self->n_shown)));
  left = self->lines->len - self->n_shown;
  more =
    g_strdup_printf (ngettext ("Show %u More", "Show %u More", MIN (left, MORE)), MIN (left, MORE));
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), left > 0);
}

/* The focus goes to the first of those that were hidden. */
static void
more_cb (RwBarList *self)
{
  guint first = self->n_shown;

  show_lines (self, first + MORE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) first)));
}

static void
rw_bar_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rw_bar_list_parent_class)->dispose (object);
}

static void
rw_bar_list_finalize (GObject *object)
{
  RwBarList *self = RW_BAR_LIST (object);

  g_array_unref (self->lines);
  g_object_unref (self->labels);
  g_object_unref (self->texts);
  G_OBJECT_CLASS (rw_bar_list_parent_class)->finalize (object);
}

static void
rw_bar_list_class_init (RwBarListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_bar_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_bar_list_finalize;
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", RW_TYPE_BAR_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
rw_bar_list_init (RwBarList *self)
{
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->label_chars = 22;
  self->lines = g_array_new (FALSE, FALSE, sizeof (RwBarLine));
  g_array_set_clear_func (self->lines, line_clear);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->texts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "rw-bars");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  self->more = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "rw-bars-more");
  gtk_widget_set_halign (GTK_WIDGET (self->more), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->more), GTK_WIDGET (self));
}

GtkWidget *
rw_bar_list_new (void)
{
  return g_object_new (RW_TYPE_BAR_LIST, NULL);
}

/**
 * rw_bar_list_set_label_chars:
 * @most: characters of a label that are shown; 22 unless told
 *
 * To be told before the lines.
 */
void
rw_bar_list_set_label_chars (RwBarList *self, int most)
{
  g_return_if_fail (RW_IS_BAR_LIST (self));

  self->label_chars = most;
}

/**
 * rw_bar_list_set:
 * @title: what the bars show, for those who cannot see them
 * @lines: (array length=n_lines): copied
 */
void
rw_bar_list_set (RwBarList *self, const char *title, const RwBarLine *lines, guint n_lines)
{
  g_return_if_fail (RW_IS_BAR_LIST (self));

  gtk_list_box_remove_all (self->list);
  g_array_set_size (self->lines, 0);
  self->n_shown = 0;
  for (guint i = 0; i < n_lines; i++)
    {
      RwBarLine line = lines[i];

      line.label = g_strdup (line.label);
      line.text = g_strdup (line.text);
      line.sentence = g_strdup (line.sentence);
      g_array_append_val (self->lines, line);
    }
  show_lines (self, n_lines > FIRST + FEW ? FIRST : n_lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

/**
 * rw_bar_list_get_n:
 *
 * Returns: how many lines there are, with those not yet shown
 */
guint
rw_bar_list_get_n (RwBarList *self)
{
  g_return_val_if_fail (RW_IS_BAR_LIST (self), 0);
  return self->lines->len;
}

/**
 * rw_bar_list_activate:
 *
 * As if the person had opened the line.
 */
void
rw_bar_list_activate (RwBarList *self, guint index)
{
  g_return_if_fail (RW_IS_BAR_LIST (self) && index < rw_bar_list_get_n (self));
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, index);
}

/**
 * rw_bar_list_focus:
 * @index: of the line that the focus goes to, or the last that is shown
 */
void
rw_bar_list_focus (RwBarList *self, guint index)
{
  g_return_if_fail (RW_IS_BAR_LIST (self));

  if (self->n_shown > 0)
    gtk_widget_grab_focus (GTK_WIDGET (
      gtk_list_box_get_row_at_index (self->list, (int) MIN (index, self->n_shown - 1))));
}
