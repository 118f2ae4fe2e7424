/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-view.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-action.h"
#include "rw-format.h"
#include "rw-long-text.h"
#include "rw-problem-fixes.h"
#include "rw-problem-text.h"

struct _RwProblemView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *title;
  GtkWidget *about;
  GtkWidget *status;
  GtkWidget *known_error;
  GtkWidget *cause;
  GtkWidget *workaround;
  GtkWidget *fixes;

  RwId shown;
  int statuses[RW_TICKET_STATUS_N_VALUES]; /* of the entries of the list */
  guint n_statuses;
  int current;
  gboolean updating;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_SET_STATUS,
  SIGNAL_SET_KNOWN_ERROR,
  SIGNAL_SET_TEXT,
  SIGNAL_UNLINK,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwProblemView, rw_problem_view, GTK_TYPE_WIDGET)

static void
open_cb (RwProblemView *self, int kind, const RwId *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, kind, id);
}

static void
unlink_cb (RwProblemView *self, const RwId *link)
{
  g_signal_emit (self, signals[SIGNAL_UNLINK], 0, link);
}

static void
status_cb (RwProblemView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status));

  if (!self->updating && selected < self->n_statuses && self->statuses[selected] != self->current)
    g_signal_emit (self, signals[SIGNAL_SET_STATUS], 0, self->statuses[selected]);
}

static void
known_error_cb (RwProblemView *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_SET_KNOWN_ERROR], 0,
                   gtk_check_button_get_active (GTK_CHECK_BUTTON (self->known_error)));
}

static void
save_cb (RwProblemView *self, const char *text, GtkWidget *from)
{
  g_signal_emit (self, signals[SIGNAL_SET_TEXT], 0,
                 (guint) (from == self->cause ? RW_TICKET_ROOT_CAUSE : RW_TICKET_WORKAROUND), text);
}

static void
done_cb (RwProblemView *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
rw_problem_view_dispose (GObject *object)
{
  g_clear_pointer (&RW_PROBLEM_VIEW (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_problem_view_parent_class)->dispose (object);
}

static void
rw_problem_view_class_init (RwProblemViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_problem_view_dispose;
#define SIGNAL(name, ...)                                                                        \
  g_signal_new (name, RW_TYPE_PROBLEM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, \
                __VA_ARGS__)
  signals[SIGNAL_OPEN] = SIGNAL ("open", 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_SET_STATUS] = SIGNAL ("set-status", 1, G_TYPE_INT);
  signals[SIGNAL_SET_KNOWN_ERROR] = SIGNAL ("set-known-error", 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_SET_TEXT] = SIGNAL ("set-text", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_UNLINK] = SIGNAL ("unlink", 1, G_TYPE_POINTER);
  signals[SIGNAL_DONE] = SIGNAL ("done", 0);
#undef SIGNAL
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
add_text (RwProblemView *self, GtkWidget *texts, const char *label, const char *placeholder)
{
  GtkWidget *text = rw_long_text_new (label, placeholder), *child = gtk_flow_box_child_new ();

  g_signal_connect_swapped (text, "save", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (text, "done", G_CALLBACK (done_cb), self);
  gtk_widget_set_size_request (text, 270, -1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), text);
  /* The text is what is walked to. */
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (GTK_FLOW_BOX (texts), child);
  return text;
}

static GtkWidget *
controls_new (RwProblemView *self)
{
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *open = gtk_button_new_with_label (_ ("Open Ticket"));
  g_autofree char *tooltip = rw_action_tooltip ("problems.open"),
                  *known = rw_action_tooltip ("problems.known-error");

  self->status = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Status"), -1);
  g_signal_connect_swapped (self->status, "notify::selected", G_CALLBACK (status_cb), self);
  self->known_error = gtk_check_button_new_with_label (_ ("Known error"));
  gtk_widget_set_tooltip_text (self->known_error, known);
  g_signal_connect_swapped (self->known_error, "toggled", G_CALLBACK (known_error_cb), self);
  gtk_widget_set_tooltip_text (open, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "problems.open");
  gtk_widget_set_halign (open, GTK_ALIGN_END);
  gtk_widget_set_hexpand (open, TRUE);
  gtk_box_append (GTK_BOX (controls), self->status);
  gtk_box_append (GTK_BOX (controls), self->known_error);
  gtk_box_append (GTK_BOX (controls), open);
  return controls;
}

static void
rw_problem_view_init (RwProblemView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *texts = gtk_flow_box_new ();

  self->title = new_label ("title-3");
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  self->about = new_label ("dimmed");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->about);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (texts), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (texts), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (texts), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (texts), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (texts), 9);
  gtk_widget_set_focusable (texts, FALSE);
  self->cause = add_text (self, texts, _ ("Root cause"), _ ("Not known yet"));
  self->workaround = add_text (self, texts, _ ("Workaround"), _ ("None yet"));
  self->fixes = rw_problem_fixes_new ();
  g_signal_connect_swapped (self->fixes, "open", G_CALLBACK (open_cb), self);
  g_signal_connect_swapped (self->fixes, "unlink", G_CALLBACK (unlink_cb), self);
  gtk_widget_add_css_class (box, "rw-problem-detail");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), controls_new (self));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), self->fixes);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
rw_problem_view_new (void)
{
  return g_object_new (RW_TYPE_PROBLEM_VIEW, NULL);
}

/* Only what a ticket may go to from where it is. */
static void
show_status (RwProblemView *self, RwTicketStatus status)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  self->current = (int) status;
  self->n_statuses = 0;
  for (int i = 0; i < RW_TICKET_STATUS_N_VALUES; i++)
    if (rw_ticket_status_may_follow (status, (RwTicketStatus) i))
      {
        if (i == (int) status)
          selected = self->n_statuses;
        self->statuses[self->n_statuses++] = i;
        gtk_string_list_append (words, rw_enum_label (&rw_enum_ticket_status, i));
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->status), G_LIST_MODEL (words));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), selected);
}

static char *
dup_about (const RwProblemRow *row, gint64 now)
{
  g_autoptr (GString) text = g_string_new (rw_enum_label (&rw_enum_priority, (int) row->priority));
  g_autofree char *opened = rw_format_when (row->opened, now), *since = NULL;
  const char *parts[] = { row->customer, row->service, row->system,
                          row->assignee != NULL ? row->assignee : _ ("not assigned") };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, " · %s", parts[i]);
  /* Translators: when a problem was opened */
  since = g_strdup_printf (_ ("opened %s"), opened);
  g_string_append_printf (text, " · %s", since);
  return g_strdup (text->str);
}

/**
 * rw_problem_view_show:
 * @detail: a problem
 * @may_edit: whether the person may change it
 */
void
rw_problem_view_show (RwProblemView *self, const RwProblemDetail *detail, gboolean may_edit, gint64 now)
{
  const RwProblemRow *row = detail->row;
  g_autofree char *title = NULL, *about = NULL;
  gboolean other;

  g_return_if_fail (RW_IS_PROBLEM_VIEW (self));
  other = !rw_id_equal (&self->shown, &row->id);
  self->updating = TRUE;
  self->shown = row->id;
  title = row->number != NULL ? g_strdup_printf ("%s  %s", row->number, row->title)
                              : g_strdup (row->title);
  about = dup_about (row, now);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->about), about);
  if (other || self->current != (int) row->status)
    show_status (self, row->status);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->known_error), row->known_error);
  gtk_widget_set_sensitive (self->status, may_edit);
  gtk_widget_set_sensitive (self->known_error, may_edit);
  if (other)
    {
      rw_long_text_drop (RW_LONG_TEXT (self->cause));
      rw_long_text_drop (RW_LONG_TEXT (self->workaround));
    }
  rw_long_text_set (RW_LONG_TEXT (self->cause),
                    rw_record_get_text (detail->problem, RW_TICKET_ROOT_CAUSE));
  rw_long_text_set (RW_LONG_TEXT (self->workaround),
                    rw_record_get_text (detail->problem, RW_TICKET_WORKAROUND));
  rw_long_text_set_editable (RW_LONG_TEXT (self->cause), may_edit);
  rw_long_text_set_editable (RW_LONG_TEXT (self->workaround), may_edit);
  rw_problem_fixes_show (RW_PROBLEM_FIXES (self->fixes), detail, may_edit, now);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->scroller)),
                              0);
  self->updating = FALSE;
}

/**
 * rw_problem_view_save:
 *
 * Hands over what was written and not saved yet: the person goes to another problem.
 */
void
rw_problem_view_save (RwProblemView *self)
{
  g_return_if_fail (RW_IS_PROBLEM_VIEW (self));
  rw_long_text_save (RW_LONG_TEXT (self->cause));
  rw_long_text_save (RW_LONG_TEXT (self->workaround));
}

/**
 * rw_problem_view_ask_status:
 *
 * Opens the list of statuses.
 */
void
rw_problem_view_ask_status (RwProblemView *self)
{
  g_return_if_fail (RW_IS_PROBLEM_VIEW (self));
  gtk_widget_grab_focus (self->status);
  g_signal_emit_by_name (self->status, "activate");
}

/**
 * rw_problem_view_edit:
 * @field: RW_TICKET_ROOT_CAUSE or RW_TICKET_WORKAROUND
 */
void
rw_problem_view_edit (RwProblemView *self, guint field)
{
  g_return_if_fail (RW_IS_PROBLEM_VIEW (self));
  gtk_widget_grab_focus (field == RW_TICKET_ROOT_CAUSE ? self->cause : self->workaround);
}
