/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-problem.h"

#include <glib/gi18n.h>

#include "rw-clock.h"

/**
 * rw_overview_problem_edits:
 * @incident: the newest of the series
 * @series: the incidents; only their ids are read
 * @person: (nullable): who does it
 * @now: the present
 *
 * Returns: (transfer full) (element-type RwEdit): a new problem, and a link from each of the
 *   incidents that names it as the cause
 */
GPtrArray *
rw_overview_problem_edits (RwRecord       *incident,
                           const RwSeries *series,
                           const RwId     *person,
                           gint64          now)
{
  static const guint common[] = { RW_TICKET_TITLE, RW_TICKET_CUSTOMER, RW_TICKET_SERVICE, RW_TICKET_CI,
                                  RW_TICKET_TEAM,  RW_TICKET_CATEGORY, RW_TICKET_ALERT };
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwId id = rw_id_new ();
  g_autoptr (RwRecord) problem = rw_record_new (RW_KIND_TICKET, &id);

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    rw_record_set (problem, common[i], rw_record_get (incident, common[i]));
  rw_record_set_enum (problem, RW_TICKET_TYPE, RW_TICKET_TYPE_PROBLEM);
  rw_record_set_enum (problem, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (problem, RW_TICKET_PRIORITY, (int) series->priority);
  rw_record_set_enum (problem, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_instant (problem, RW_TICKET_OPENED, now);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (problem, RW_TICKET_ASSIGNEE, person);
  g_ptr_array_add (edits, rw_edit_new_create (problem));
  for (guint i = 0; i < series->tickets->len; i++)
    {
      RwId link_id = rw_id_new ();
      g_autoptr (RwRecord) link = rw_record_new (RW_KIND_LINK, &link_id);

      rw_record_set_ref (link, RW_LINK_SOURCE, &g_array_index (series->tickets, RwId, i));
      rw_record_set_enum (link, RW_LINK_TYPE, RW_LINK_TYPE_CAUSED_BY);
      rw_record_set_ref (link, RW_LINK_TARGET, &id);
      g_ptr_array_add (edits, rw_edit_new_create (link));
    }
  return edits;
}

/* What is kept while the newest incident is read. */
typedef struct
{
  RwPage *page;
  RwSeries series; /* of it: newest, tickets, priority */
  char *label;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->page);
  g_array_unref (making->series.tickets);
  g_free (making->label);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static gpointer
read_incident_cb (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return rw_cache_get (cache, RW_KIND_TICKET, data, error);
}

static void
incident_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Making) making = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) incident = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = NULL;

  if (incident == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (making->page, error->message);
      return;
    }
  edits = rw_overview_problem_edits (incident, &making->series, rw_session_get_person (RW_SESSION (source)), rw_clock_now ());
  rw_page_submit (making->page, edits, making->label);
}

/**
 * rw_overview_make_problem:
 * @page: that submits it, and offers undo
 * @series: a problem candidate
 *
 * Makes the problem of a series of incidents and links them all to it.
 */
void
rw_overview_make_problem (RwPage         *page,
                          const RwSeries *series)
{
  RwSession *session = rw_page_get_session (page);
  Making *making;
  guint n = series->tickets->len;

  if (session == NULL)
    return;
  making = g_new0 (Making, 1);
  making->page = g_object_ref (page);
  making->series.newest = series->newest;
  making->series.priority = series->priority;
  making->series.tickets = g_array_ref (series->tickets);
  /* Translators: a number, a system: says what was done */
  making->label = g_strdup_printf (ngettext ("Make a problem of %u incident on %s", "Make a problem of %u incidents on %s", n), n,
                                   series->system);
  rw_session_read_async (session, read_incident_cb, g_memdup2 (&series->newest, sizeof (RwId)), g_free, g_object_unref, NULL,
                         incident_read_cb, making);
}
