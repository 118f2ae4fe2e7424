/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problems-page-private.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-action.h"
#include "rw-clock.h"
#include "rw-pick-dialog.h"
#include "rw-problem-actions.h"
#include "rw-problem-edits.h"

/* What a person does on the page: with a key, with a button, in the view of a problem. */

static const RwSeries *
get_series (RwProblemsPage *self)
{
  RwProblemItem *item = rw_problems_list_get_selected (self->list);

  return item != NULL && rw_problems_page_may_edit (self) ? rw_problem_item_get_series (item)
                                                          : NULL;
}

/* The problem that is shown, as it was read; %NULL where there is none or the person may not change it. */
static RwProblemDetail *
get_problem (RwProblemsPage *self)
{
  return rw_problems_page_may_edit (self) ? self->detail : NULL;
}

static const char *
get_name (const RwProblemDetail *detail)
{
  return detail->row->number != NULL ? detail->row->number : detail->row->title;
}

/* --- What a person decides ----------------------------------------------------------------------- */

static void
decide (RwProblemsPage *self)
{
  const RwSeries *series = get_series (self);
  g_autoptr (GArray) chosen = NULL;

  if (series == NULL)
    return;
  chosen = rw_series_view_dup_chosen (self->series);
  if (chosen->len == 0)
    {
      rw_page_toast (RW_PAGE (self), _ ("No incident is marked"));
      return;
    }
  /* The problem is what the person wants to see next. */
  self->wanted = rw_id_is_nil (&series->problem) ? rw_id_new () : series->problem;
  rw_problem_decide (RW_PAGE (self), series, chosen, &self->wanted);
}

static void
dismiss (RwProblemsPage *self)
{
  const RwSeries *series = get_series (self);

  if (series != NULL)
    rw_problem_dismiss (RW_PAGE (self), series);
}

/* --- A problem ----------------------------------------------------------------------------------- */

static void
set_status_cb (RwProblemsPage *self, int status)
{
  RwProblemDetail *detail = get_problem (self);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (detail == NULL)
    return;
  edits = rw_problem_edits_status (detail->problem, detail->past, (RwTicketStatus) status,
                                   rw_clock_now ());
  /* Translators: a ticket ("T-1042", or "3 tickets") and its new status */
  label = g_strdup_printf (_ ("Move %s to “%s”"), get_name (detail),
                           rw_enum_label (&rw_enum_ticket_status, status));
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
set (RwProblemsPage *self, guint field, RwValue value)
{
  RwProblemDetail *detail = get_problem (self);
  g_auto (RwValue) owned = value;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (detail == NULL)
    return;
  edits = rw_problem_edits_set (detail->problem, field, owned);
  owned = RW_VALUE_NULL;
  /* Translators: a field and a ticket: "Root cause of T-1042" */
  label =
    g_strdup_printf (C_ ("field", "%s of %s"),
                     rw_field_label (rw_schema_field (RW_KIND_TICKET, field)), get_name (detail));
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
set_known_error_cb (RwProblemsPage *self, gboolean known)
{
  set (self, RW_TICKET_KNOWN_ERROR, rw_value_boolean (known));
}

static void
set_text_cb (RwProblemsPage *self, guint field, const char *text)
{
  set (self, field, *text != '\0' ? rw_value_text (text) : RW_VALUE_NULL);
}

static void
unlink_cb (RwProblemsPage *self, const RwId *link)
{
  RwProblemDetail *detail = get_problem (self);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = NULL;

  if (detail == NULL)
    return;
  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_LINK, link));
  label = g_strdup_printf (_ ("Take the fix from %s"), get_name (detail));
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
fix_picked_cb (RwPage *page, RwKind kind, const RwId *id, gpointer data)
{
  RwProblemDetail *detail = get_problem (RW_PROBLEMS_PAGE (page));
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (detail == NULL || !rw_id_equal (&detail->row->id, data))
    return;
  for (guint i = 0; i < detail->fixes->len; i++)
    if (rw_id_equal (&((RwProblemFix *) detail->fixes->pdata[i])->change, id))
      {
        rw_page_toast (page, _ ("That change is named as the fix already"));
        return;
      }
  edits = rw_problem_edits_fix (detail->problem, id);
  label = g_strdup_printf (_ ("Name the fix of %s"), get_name (detail));
  rw_page_submit (page, edits, label);
}

static void
fix (RwProblemsPage *self)
{
  RwProblemDetail *detail = get_problem (self);
  g_autofree char *title = NULL;

  if (detail == NULL)
    return;
  /* Translators: title of a dialog; a ticket */
  title = g_strdup_printf (_ ("Change That Fixes %s"), get_name (detail));
  rw_pick_dialog_present (RW_PAGE (self), title, RW_KIND_BIT (RW_KIND_CHANGE), fix_picked_cb,
                          rw_id_copy (&detail->row->id), g_free);
}

static void
make_fix (RwProblemsPage *self)
{
  RwProblemDetail *detail = get_problem (self);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;
  RwId change;

  if (detail == NULL)
    return;
  edits = rw_problem_edits_new_fix (detail->problem, detail->row->ci_kind,
                                    rw_session_get_person (rw_page_get_session (RW_PAGE (self))),
                                    &change);
  label = g_strdup_printf (_ ("Draft a change that fixes %s"), get_name (detail));
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
take (RwProblemsPage *self)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (RW_PAGE (self)));

  if (me != NULL && !rw_id_is_nil (me))
    set (self, RW_TICKET_ASSIGNEE, rw_value_ref (me));
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
open_cb (RwProblemsPage *self, int kind, const RwId *id)
{
  rw_page_open (RW_PAGE (self), (RwKind) kind, id);
}

static void
open_selected (RwProblemsPage *self)
{
  RwProblemItem *item = rw_problems_list_get_selected (self->list);

  if (item != NULL)
    rw_page_open (RW_PAGE (self), RW_KIND_TICKET, rw_problem_item_get_key (item));
}

static void
work_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (widget);
  static const struct
  {
    const char *name;
    void (*func) (RwProblemsPage *self);
  } works[] = {
    { "problems.decide", decide },     { "problems.dismiss", dismiss },
    { "problems.fix", fix },           { "problems.new-fix", make_fix },
    { "problems.assign-to-me", take }, { "problems.open", open_selected },
  };

  for (guint i = 0; i < G_N_ELEMENTS (works) && rw_page_get_session (RW_PAGE (self)) != NULL; i++)
    if (g_str_equal (works[i].name, action))
      works[i].func (self);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rw_problems_list_step (RW_PROBLEMS_PAGE (widget)->list,
                         g_str_equal (action, "problems.next") ? 1 : -1);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (widget);
  RwProblemDetail *detail = get_problem (self);

  if (detail == NULL)
    return;
  if (g_str_equal (action, "problems.status"))
    rw_problem_view_ask_status (self->problem);
  else if (g_str_equal (action, "problems.known-error"))
    set_known_error_cb (self, !detail->row->known_error);
  else
    rw_problem_view_edit (self->problem, g_str_equal (action, "problems.cause")
                                           ? RW_TICKET_ROOT_CAUSE
                                           : RW_TICKET_WORKAROUND);
}

static const RwAction page_actions[] = {
  { "problems.next", N_ ("Next Problem"), N_ ("Problems"), "j", "problems", RW_ACTION_NO_PALETTE, NULL },
  { "problems.previous", N_ ("Previous Problem"), N_ ("Problems"), "k", "problems", RW_ACTION_NO_PALETTE, NULL },
  { "problems.decide", N_ ("Make or Reopen the Problem"), N_ ("Problems"), "p", "problems", RW_ACTION_DEFAULT, "rw-problems-symbolic" },
  { "problems.dismiss", N_ ("Not a Problem…"), N_ ("Problems"), "d", "problems", RW_ACTION_DEFAULT, NULL },
  { "problems.open", N_ ("Open the Ticket"), N_ ("Problems"), "o", "problems", RW_ACTION_DEFAULT, "rw-tickets-symbolic" },
  { "problems.status", N_ ("Set the Status of the Problem"), N_ ("Problems"), "s", "problems", RW_ACTION_DEFAULT, NULL },
  { "problems.assign-to-me", N_ ("Take the Problem"), N_ ("Problems"), "<Control>i", "problems", RW_ACTION_DEFAULT, "contact-new-symbolic" },
  { "problems.cause", N_ ("Write the Root Cause"), N_ ("Problems"), "c", "problems", RW_ACTION_DEFAULT, NULL },
  { "problems.workaround", N_ ("Write the Workaround"), N_ ("Problems"), "w", "problems", RW_ACTION_DEFAULT, NULL },
  { "problems.known-error", N_ ("Known Error or Not"), N_ ("Problems"), "e", "problems", RW_ACTION_DEFAULT, NULL },
  { "problems.fix", N_ ("Choose the Change That Fixes It…"), N_ ("Problems"), "f", "problems", RW_ACTION_DEFAULT, "rw-changes-symbolic" },
  { "problems.new-fix", N_ ("Draft a Change That Fixes It"), N_ ("Problems"), "n", "problems", RW_ACTION_DEFAULT, "rw-changes-symbolic" },
};

/* Installs the actions, with their keys. */
void
rw_problems_page_install_work (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } funcs[] = {
    { "problems.next", step_cb },         { "problems.previous", step_cb },
    { "problems.decide", work_cb },       { "problems.dismiss", work_cb },
    { "problems.open", work_cb },         { "problems.status", edit_cb },
    { "problems.assign-to-me", work_cb }, { "problems.cause", edit_cb },
    { "problems.workaround", edit_cb },   { "problems.known-error", edit_cb },
    { "problems.fix", work_cb },          { "problems.new-fix", work_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    gtk_widget_class_install_action (widget_class, funcs[i].name, NULL, funcs[i].func);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

/* Back to where single keys work. */
static void
done_cb (RwProblemsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
activated_cb (RwProblemsPage *self)
{
  open_selected (self);
}

/* Listens to the parts of the page. */
void
rw_problems_page_connect_work (RwProblemsPage *self)
{
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->series, "open", G_CALLBACK (open_cb), self);
  g_signal_connect_swapped (self->series, "decide", G_CALLBACK (decide), self);
  g_signal_connect_swapped (self->series, "dismiss", G_CALLBACK (dismiss), self);
  g_signal_connect_swapped (self->problem, "open", G_CALLBACK (open_cb), self);
  g_signal_connect_swapped (self->problem, "set-status", G_CALLBACK (set_status_cb), self);
  g_signal_connect_swapped (self->problem, "set-known-error", G_CALLBACK (set_known_error_cb),
                            self);
  g_signal_connect_swapped (self->problem, "set-text", G_CALLBACK (set_text_cb), self);
  g_signal_connect_swapped (self->problem, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->problem, "unlink", G_CALLBACK (unlink_cb), self);
}
