/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-row.h"

#include <glib/gi18n.h>

struct _RwOverviewRow
{
  GtkListBoxRow parent_instance;

  RwKind kind;
  RwId id;
  const char *page;
  RwStatus status;
  GtkLabel *digit;
  GtkLabel *symbol;
  GtkLabel *title;
  GtkLabel *reason;
  GtkLabel *due;
  GtkWidget *button;
};

enum
{
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwOverviewRow, rw_overview_row, GTK_TYPE_LIST_BOX_ROW)

static void
clicked_cb (RwOverviewRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0);
}

static void
rw_overview_row_class_init (RwOverviewRowClass *klass)
{
  signals[SIGNAL_ACT] = g_signal_new ("act", RW_TYPE_OVERVIEW_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
rw_overview_row_init (RwOverviewRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  self->kind = RW_KIND_NONE;
  self->digit = add_label (box, "rw-line-digit");
  gtk_widget_set_visible (GTK_WIDGET (self->digit), FALSE);
  self->symbol = add_label (box, "rw-line-symbol");
  gtk_label_set_width_chars (self->symbol, 2);
  gtk_label_set_xalign (self->symbol, 0.5);
  self->title = add_label (texts, "rw-line-title");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  self->reason = add_label (texts, "rw-line-reason");
  gtk_label_set_ellipsize (self->reason, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  self->due = add_label (box, "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->due), "rw-line-due");
  gtk_label_set_xalign (self->due, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-line");
  gtk_widget_add_css_class (box, "rw-line-box");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
rw_overview_row_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_ROW, NULL);
}

static void
set_status_class (GtkWidget *widget,
                  int        status)
{
  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    if (i == status)
      gtk_widget_add_css_class (widget, rw_status_css_class (i));
    else
      gtk_widget_remove_css_class (widget, rw_status_css_class (i));
}

/**
 * rw_overview_row_set_line:
 * @line: what to show
 */
void
rw_overview_row_set_line (RwOverviewRow        *self,
                          const RwOverviewLine *line)
{
  gboolean colored = !line->plain && (line->status == RW_STATUS_BAD || line->status == RW_STATUS_ATTENTION);
  g_autofree char *tooltip = NULL, *name = NULL;

  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));
  self->kind = line->kind;
  self->id = line->id;
  self->page = line->page;
  gtk_label_set_text (self->symbol, rw_status_symbol (line->status));
  set_status_class (GTK_WIDGET (self->symbol), (int) line->status);
  gtk_label_set_text (self->title, line->title);
  gtk_label_set_text (self->reason, line->reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), line->reason != NULL && *line->reason != '\0');
  gtk_label_set_text (self->due, line->due != NULL ? line->due : "");
  gtk_widget_set_visible (GTK_WIDGET (self->due), line->due != NULL && *line->due != '\0');
  set_status_class (GTK_WIDGET (self->due), colored ? (int) line->status : -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->due), line->due_exact);
  /* What does not fit can be read here. */
  tooltip = g_strdup_printf ("%s\n%s", line->title, line->reason != NULL ? line->reason : "");
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (GTK_WIDGET (self->title)), g_strchomp (tooltip));
  name = g_strdup_printf ("%s: %s. %s. %s", rw_status_label (line->status), line->title, line->reason != NULL ? line->reason : "",
                          line->due != NULL ? line->due : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rw_overview_row_set_digit:
 * @digit: the key that goes there, 1 to 9; 0 for none
 */
void
rw_overview_row_set_digit (RwOverviewRow *self,
                           guint          digit)
{
  char text[2] = { (char) ('0' + digit % 10), '\0' };

  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));
  gtk_label_set_text (self->digit, digit > 0 && digit <= 9 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->digit), TRUE);
  if (digit > 0 && digit <= 9)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS);
}

/**
 * rw_overview_row_set_button:
 * @label: (nullable): what the row's button does; %NULL for no button
 */
void
rw_overview_row_set_button (RwOverviewRow *self,
                            const char    *label)
{
  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));

  if (label == NULL)
    {
      if (self->button != NULL)
        gtk_box_remove (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), self->button);
      self->button = NULL;
      return;
    }
  if (self->button == NULL)
    {
      self->button = gtk_button_new ();
      gtk_widget_add_css_class (self->button, "flat");
      gtk_widget_add_css_class (self->button, "rw-line-button");
      gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
      gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), self->button);
    }
  gtk_button_set_label (GTK_BUTTON (self->button), label);
}

RwKind
rw_overview_row_get_kind (RwOverviewRow *self)
{
  return self->kind;
}

const RwId *
rw_overview_row_get_id (RwOverviewRow *self)
{
  return &self->id;
}

/**
 * rw_overview_row_get_page:
 *
 * Returns: (transfer none) (nullable): action that goes to the page that shows it best
 */
const char *
rw_overview_row_get_page (RwOverviewRow *self)
{
  return self->page;
}
