/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-fixes.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-format.h"
#include "rw-problem-text.h"

struct _RwProblemFixes
{
  GtkBox parent_instance;

  GtkWidget *buttons;
  GtkWidget *none;
  GtkListBox *fixes;
  GtkWidget *count;
  GtkWidget *more;
  GtkListBox *incidents;
  GArray *keys[2]; /* RwRecordKey, of the rows of both lists */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_UNLINK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwProblemFixes, rw_problem_fixes, GTK_TYPE_BOX)

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, RwProblemFixes *self)
{
  GArray *keys = self->keys[list == self->incidents];
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (index < keys->len)
    {
      RwRecordKey key = g_array_index (keys, RwRecordKey, index);

      g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) key.kind, &key.id);
    }
}

static void
unlink_cb (GtkWidget *button, RwProblemFixes *self)
{
  RwId link = *(const RwId *) g_object_get_data (G_OBJECT (button), "rw-id");

  g_signal_emit (self, signals[SIGNAL_UNLINK], 0, &link);
}

static GtkWidget *
add_row (RwProblemFixes *self, GtkListBox *list, RwKind kind, const RwId *id, const char *name, const char *detail, const char *when)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *title = new_label (name, NULL),
            *row = gtk_list_box_row_new ();
  g_autofree char *sentence = g_strdup_printf ("%s, %s%s%s", name, detail, when != NULL ? ", " : "",
                                               when != NULL ? when : "");
  RwRecordKey key = { kind, *id };

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), new_label (detail, "dimmed"));
  if (when != NULL)
    {
      GtkWidget *label = new_label (when, "dimmed");

      gtk_label_set_width_chars (GTK_LABEL (label), 9);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "rw-problem-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_list_box_append (list, row);
  g_array_append_val (self->keys[list == self->incidents], key);
  return box;
}

static void
add_fix (RwProblemFixes *self, const RwProblemFix *fix, gboolean may_edit, gint64 now)
{
  g_autofree char *name = fix->number != NULL ? g_strdup_printf ("%s  %s", fix->number, fix->title)
                                              : g_strdup (fix->title),
                  *detail = rw_problem_text_fix (fix, now), *label = NULL;
  GtkWidget *box = add_row (self, self->fixes, RW_KIND_CHANGE, &fix->change, name, detail, NULL),
            *button;

  if (!may_edit)
    return;
  button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Not the fix"));
  /* Translators: a change */
  label = g_strdup_printf (_ ("%s is not the fix"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (&fix->link), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (unlink_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);
}

static void
rw_problem_fixes_finalize (GObject *object)
{
  RwProblemFixes *self = RW_PROBLEM_FIXES (object);

  g_array_unref (self->keys[0]);
  g_array_unref (self->keys[1]);
  G_OBJECT_CLASS (rw_problem_fixes_parent_class)->finalize (object);
}

static void
rw_problem_fixes_class_init (RwProblemFixesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_problem_fixes_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_PROBLEM_FIXES, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_UNLINK] = g_signal_new ("unlink", RW_TYPE_PROBLEM_FIXES, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static GtkListBox *
list_new (RwProblemFixes *self, const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_DEFAULT);
  return GTK_LIST_BOX (list);
}

static void
add_button (RwProblemFixes *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_widget_add_css_class (button, "rw-small");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
rw_problem_fixes_init (RwProblemFixes *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *heading = new_label (_ ("Fixed By"), "rw-heading");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  for (guint i = 0; i < 2; i++)
    self->keys[i] = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  add_button (self, _ ("Choose Change…"), "problems.fix");
  add_button (self, _ ("New Change"), "problems.new-fix");
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), self->buttons);
  self->fixes = list_new (self, _ ("Changes that fix it"));
  self->none = new_label (_ ("No change fixes it yet."), "dimmed");
  self->count = new_label (NULL, "rw-heading");
  gtk_widget_set_margin_top (self->count, 9);
  self->incidents = list_new (self, _ ("Incidents that it caused"));
  self->more = new_label (NULL, "dimmed");
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->none);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->fixes));
  gtk_box_append (GTK_BOX (self), self->count);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->incidents));
  gtk_box_append (GTK_BOX (self), self->more);
}

GtkWidget *
rw_problem_fixes_new (void)
{
  return g_object_new (RW_TYPE_PROBLEM_FIXES, NULL);
}

void
rw_problem_fixes_show (RwProblemFixes *self, const RwProblemDetail *detail, gboolean may_edit, gint64 now)
{
  g_autofree char *count = NULL, *heading = NULL;
  guint n;

  g_return_if_fail (RW_IS_PROBLEM_FIXES (self));
  gtk_list_box_remove_all (self->fixes);
  gtk_list_box_remove_all (self->incidents);
  g_array_set_size (self->keys[0], 0);
  g_array_set_size (self->keys[1], 0);
  for (guint i = 0; i < detail->fixes->len; i++)
    add_fix (self, detail->fixes->pdata[i], may_edit, now);
  for (guint i = 0; i < detail->incidents->len; i++)
    {
      const RwSeriesTicket *ticket = detail->incidents->pdata[i];
      g_autofree char *name = rw_problem_text_ticket (ticket),
                      *when = rw_format_when (ticket->opened, now);

      add_row (self, self->incidents, RW_KIND_TICKET, &ticket->id, name,
               rw_enum_label (&rw_enum_ticket_status, (int) ticket->status), when);
    }
  gtk_widget_set_visible (self->buttons, may_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->fixes), detail->fixes->len > 0);
  gtk_widget_set_visible (self->none, detail->fixes->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->incidents), detail->incidents->len > 0);
  count = rw_problem_text_count (detail->row, now);
  /* Translators: "4 incidents, the last 3 hours ago" */
  heading = g_strdup_printf (_ ("Caused: %s"), count);
  gtk_label_set_text (GTK_LABEL (self->count), heading);
  n = detail->row->n_incidents > detail->incidents->len
        ? detail->row->n_incidents - detail->incidents->len
        : 0;
  gtk_widget_set_visible (self->more, n > 0);
  if (n > 0)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u older one", "and %u older ones", n), n);

      gtk_label_set_text (GTK_LABEL (self->more), more);
    }
}
