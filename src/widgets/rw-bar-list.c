/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-bar-list.h"

#include <glib/gi18n.h>

#include "rw-bar.h"

/* So many lines are shown at first; where few are left, all are. */
#define FIRST 10
#define FEW   2

struct _RwBarList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (RwBarList, rw_bar_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_row (const RwBarLine *line, GtkSizeGroup *labels, GtkSizeGroup *texts)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9),
            *label = gtk_label_new (line->label), *text = gtk_label_new (line->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_set_tooltip_text (label, line->label);
  gtk_label_set_xalign (GTK_LABEL (text), 1);
  gtk_widget_add_css_class (text, "numeric");
  gtk_size_group_add_widget (labels, label);
  gtk_size_group_add_widget (texts, text);
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

/* The focus goes to the first of those that were hidden. */
static void
more_cb (RwBarList *self)
{
  GtkListBoxRow *row;

  for (int i = FIRST; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, FIRST)));
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
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
rw_bar_list_class_init (RwBarListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_bar_list_dispose;
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
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "rw-bars");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  self->more = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
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
 * rw_bar_list_set:
 * @title: what the bars show, for those who cannot see them
 * @lines: (array length=n_lines): copied
 */
void
rw_bar_list_set (RwBarList *self, const char *title, const RwBarLine *lines, guint n_lines)
{
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
                           texts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gboolean cut = n_lines > FIRST + FEW;
  g_autofree char *more =
    g_strdup_printf (ngettext ("Show %u More", "Show %u More", n_lines - FIRST), n_lines - FIRST);

  g_return_if_fail (RW_IS_BAR_LIST (self));

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_lines; i++)
    {
      GtkWidget *row = new_row (&lines[i], labels, texts);

      gtk_widget_set_visible (row, !cut || i < FIRST);
      gtk_list_box_append (self->list, row);
    }
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), cut);
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
  guint n = 0;

  g_return_val_if_fail (RW_IS_BAR_LIST (self), 0);
  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;
  return n;
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
