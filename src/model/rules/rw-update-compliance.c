/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-update-compliance.h"

#include "rw-ticket-report-private.h"

/**
 * rw_update_due_is_met:
 *
 * Returns: whether the customer heard in time
 */
gboolean
rw_update_due_is_met (const RwUpdateDue *due)
{
  return due->given != 0 && due->given <= due->due;
}

/**
 * rw_update_dues:
 * @hours: when time counts
 * @target: within so much open time the customer is to hear, microseconds
 * @opened: when the ticket was opened
 * @end: when it was resolved; %G_MAXINT64 while it is open
 * @pauses: (nullable): when the clock stood still, see rw_sla_pauses_new()
 * @given: (array length=n_given): when staff wrote to the customer, ascending
 * @now: the present
 *
 * The rolling clock of DOMAIN, "Service levels": it runs from the opening and from each public message to the next one,
 * as long as the ticket is open. A long silence is one update that is late, for the clock begins anew with the next
 * message only. What is not due yet is left out, and so is what the end of the ticket came before.
 *
 * Returns: (transfer full) (element-type RwUpdateDue): each due update, ascending
 */
GArray *
rw_update_dues (RwOpeningHours *hours,
                gint64          target,
                gint64          opened,
                gint64          end,
                GArray         *pauses,
                const gint64   *given,
                guint           n_given,
                gint64          now)
{
  GArray *dues = g_array_new (FALSE, FALSE, sizeof (RwUpdateDue));
  RwUpdateDue due = { 0 };
  gint64 from = opened;

  for (guint i = 0; i < n_given && given[i] <= end && given[i] <= now; i++)
    {
      if (given[i] <= from)
        continue;
      due.due = rw_sla_due (hours, from, target, pauses);
      due.given = given[i];
      g_array_append_val (dues, due);
      from = given[i];
    }
  due.due = rw_sla_due (hours, from, target, pauses);
  due.given = 0;
  if (due.due <= now && due.due < end)
    g_array_append_val (dues, due);
  return dues;
}

static gboolean
is_counted (const RwTicketFacts *self, const RwTicketUpdate *update)
{
  return update->due.due >= self->from && update->due.due < self->to;
}

/**
 * rw_ticket_report_updates:
 *
 * The updates that were due in the period, of whatever ticket: in @n_met so many that came in time, in @n_missed so many
 * that did not. The tickets stand behind a row once each, those with a late update first.
 *
 * Returns: (transfer full) (element-type RwReportRow): by priority in their order; else the most missed first
 */
GPtrArray *
rw_ticket_report_updates (const RwTicketFacts *self, RwReportBy by)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_row_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);
  const RwTicketUpdate *updates = (const RwTicketUpdate *) (void *) self->updates->data;

  for (int kept = 0; kept < 2; kept++)
    for (guint i = 0, next; i < self->updates->len; i = next)
      {
        guint n_met = 0, n_missed = 0;
        RwReportRow *row;

        for (next = i; next < self->updates->len && updates[next].fact == updates[i].fact; next++)
          if (is_counted (self, &updates[next]))
            {
              n_met += rw_update_due_is_met (&updates[next].due);
              n_missed += !rw_update_due_is_met (&updates[next].due);
            }
        if (n_met + n_missed == 0 || (n_missed == 0) != (kept == 1))
          continue;
        row = rw_report_rows_find (rows, by_id,
                                   &g_array_index (self->facts, RwTicketFact, updates[i].fact), by);
        g_array_append_val (row->facts, updates[i].fact);
        row->n_met += n_met;
        row->n_missed += n_missed;
      }
  rw_report_rows_sort_missed (rows, by);
  return rows;
}
