/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-actions.h"

#include <glib/gi18n.h>

#include "query/rw-query-problems.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-problem-edits.h"

/* What is kept while the records are read. */
typedef struct
{
  RwPage *page;
  GArray *incidents; /* RwId: of those that are meant, what is not linked yet */
  RwPriority priority;
  RwId problem; /* that comes back; else of the new one, or nil */
  char *label;
  char *reason;
} Decision;

static void
decision_free (Decision *decision)
{
  g_object_unref (decision->page);
  g_clear_pointer (&decision->incidents, g_array_unref);
  g_free (decision->label);
  g_free (decision->reason);
  g_free (decision);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/* --- A new problem ------------------------------------------------------------------------------- */

static gpointer
read_incident_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  RwRecord *incident = rw_cache_get (cache, RW_KIND_TICKET, data, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (incident == NULL)
    g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This ticket is no longer here"));
  return incident;
}

static void
make_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Decision) decision = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) incident = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = NULL;

  if (incident == NULL)
    {
      rw_page_toast (decision->page, error->message);
      return;
    }
  edits = rw_problem_edits_new (incident, decision->incidents, decision->priority,
                                rw_session_get_person (RW_SESSION (source)), rw_clock_now (),
                                rw_id_is_nil (&decision->problem) ? NULL : &decision->problem);
  rw_page_submit (decision->page, edits, decision->label);
}

/* --- One that is back ---------------------------------------------------------------------------- */

static gpointer
read_problem_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_problem (cache, data, error);
}

static void
reopen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Decision) decision = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwProblemDetail) detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = NULL;

  if (detail == NULL)
    {
      rw_page_toast (decision->page, error->message);
      return;
    }
  edits =
    rw_problem_edits_reopen (detail->problem, detail->past, decision->incidents, rw_clock_now ());
  rw_page_submit (decision->page, edits, decision->label);
}

/**
 * rw_problem_decide:
 * @page: that submits it, and offers undo
 * @series: what a person decided about
 * @incidents: (nullable) (element-type RwId): which of them are meant; %NULL for all
 * @problem: (nullable): the id of the problem that is to be made; %NULL makes one
 *
 * Makes the problem of a candidate, or opens a fixed problem that is back, and links the incidents to it: one step
 * to undo.
 */
void
rw_problem_decide (RwPage *page, const RwSeries *series, GArray *incidents, const RwId *problem)
{
  RwSession *session = rw_page_get_session (page);
  gboolean back = !rw_id_is_nil (&series->problem);
  GArray *meant = incidents != NULL ? incidents : series->tickets;
  Decision *decision;
  RwId *newest;
  guint n = meant->len;

  if (session == NULL || n == 0)
    return;
  decision = g_new0 (Decision, 1);
  decision->page = g_object_ref (page);
  decision->priority = series->priority;
  decision->incidents = g_array_new (FALSE, FALSE, sizeof (RwId));
  for (guint i = 0; i < n; i++)
    {
      const RwId *id = &g_array_index (meant, RwId, i);
      gboolean linked = FALSE;

      for (guint j = 0; back && series->incidents != NULL && j < series->incidents->len; j++)
        {
          const RwSeriesTicket *ticket = series->incidents->pdata[j];

          linked |= ticket->linked && rw_id_equal (&ticket->id, id);
        }
      if (!linked)
        g_array_append_val (decision->incidents, *id);
    }
  if (back)
    {
      decision->problem = series->problem;
      /* Translators: says what was done; the number or the title of a problem */
      decision->label = g_strdup_printf (_ ("Reopen problem %s"), series->problem_number != NULL
                                                                    ? series->problem_number
                                                                    : series->problem_title);
      rw_session_read_async (session, read_problem_cb, rw_id_copy (&series->problem), g_free,
                             (GDestroyNotify) rw_problem_detail_free, NULL, reopen_cb, decision);
      return;
    }
  if (problem != NULL)
    decision->problem = *problem;
  /* Translators: a number, a system: says what was done */
  decision->label = g_strdup_printf (ngettext ("Make a problem of %u incident on %s",
                                               "Make a problem of %u incidents on %s", n),
                                     n, series->system);
  /* Of those that are meant, the newest is the last. */
  newest = rw_id_copy (&g_array_index (meant, RwId, n - 1));
  rw_session_read_async (session, read_incident_cb, newest, g_free, g_object_unref, NULL, make_cb,
                         decision);
}

/* --- No problem ---------------------------------------------------------------------------------- */

static void
submit_dismissal (Decision *decision, RwRecord *incident)
{
  g_autoptr (GPtrArray) edits = rw_problem_edits_dismiss (incident);

  rw_page_submit (decision->page, edits, decision->label);
}

typedef struct
{
  Decision *decision;
  RwRecord *incident;
} Noted;

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Noted *noted = user_data;
  g_autoptr (Decision) decision = noted->decision;
  g_autoptr (RwRecord) incident = noted->incident;
  g_autoptr (GError) error = NULL;

  if (rw_session_edit_finish (RW_SESSION (source), result, &error))
    submit_dismissal (decision, incident);
  else
    rw_page_toast (decision->page, error->message);
}

static void
dismiss_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwSession *session = RW_SESSION (source);
  g_autoptr (Decision) decision = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) incident = rw_session_read_finish (session, result, &error);
  g_autoptr (GPtrArray) edits = NULL;
  Noted *noted;

  if (incident == NULL)
    {
      rw_page_toast (decision->page, error->message);
      return;
    }
  /* The reason first, by itself: a message stays, and the decision after it can be undone. */
  edits = rw_problem_edits_reason (incident, decision->reason, rw_session_get_person (session),
                                   rw_clock_now ());
  noted = g_new (Noted, 1);
  noted->incident = g_steal_pointer (&incident);
  noted->decision = g_steal_pointer (&decision);
  rw_session_edit_async (session, edits, noted->decision->label, NULL, noted_cb, noted);
}

typedef struct
{
  Decision *decision;
  RwId incident;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_clear_pointer (&asking->decision, decision_free);
  g_free (asking);
}

static char *
dup_reason (AdwAlertDialog *dialog)
{
  return g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog)))));
}

static void
reason_changed_cb (GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *reason = dup_reason (dialog);

  adw_alert_dialog_set_response_enabled (dialog, "dismiss", *reason != '\0');
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Asking *asking)
{
  g_autofree char *reason = dup_reason (dialog);
  RwSession *session;

  /* Closing answers as well. */
  if (asking->decision == NULL || !g_str_equal (response, "dismiss") || *reason == '\0')
    return;
  session = rw_page_get_session (asking->decision->page);
  if (session == NULL)
    return;
  asking->decision->reason = g_steal_pointer (&reason);
  rw_session_read_async (session, read_incident_cb, rw_id_copy (&asking->incident), g_free,
                         g_object_unref, NULL, dismiss_cb, g_steal_pointer (&asking->decision));
}

/**
 * rw_problem_dismiss:
 * @page: that submits it, and offers undo
 * @series: what a person decided about
 *
 * Asks why it is not a problem, or not the same as before. The reason is kept as a note on the newest incident, the
 * decision with it, until another incident comes.
 */
void
rw_problem_dismiss (RwPage *page, const RwSeries *series)
{
  gboolean back = !rw_id_is_nil (&series->problem);
  AdwAlertDialog *dialog;
  GtkWidget *entry;
  Asking *asking;

  if (rw_page_get_session (page) == NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    back ? _ ("Why Is It Not Back?") : _ ("Why Is It Not a Problem?"),
    _ (
      "The reason is kept as a note on the newest incident. With the next one you are asked again.")));
  entry = gtk_entry_new ();
  asking = g_new0 (Asking, 1);
  asking->incident = series->newest;
  asking->decision = g_new0 (Decision, 1);
  asking->decision->page = g_object_ref (page);
  /* Translators: says what was done; a system */
  asking->decision->label = g_strdup_printf (_ ("No problem on %s"), series->system);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 500);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "dismiss",
                                  back ? _ ("_Not the Same") : _ ("_Not a Problem"), NULL);
  adw_alert_dialog_set_response_enabled (dialog, "dismiss", FALSE);
  adw_alert_dialog_set_response_appearance (dialog, "dismiss", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "dismiss");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog,
                           G_CONNECT_DEFAULT);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), asking, asking_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
  gtk_widget_grab_focus (entry);
}
