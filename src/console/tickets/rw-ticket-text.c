/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-text.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-ticket-item.h"
#include "rw-ticket-snooze.h"

void
rw_ticket_clock_clear (RwTicketClock *clock)
{
  g_clear_pointer (&clock->text, g_free);
  g_clear_pointer (&clock->exact, g_free);
}

/* One number, as exact as it matters: "37 min", "108 min", "15 h", "3 d". */
static char *
short_duration (gint64 us)
{
  us = ABS (us);
  if (us >= 2 * RW_DAY)
    us -= us % RW_DAY;
  else if (us >= 2 * RW_HOUR)
    us -= us % RW_HOUR;
  else
    {
      int minutes = MAX ((int) (us / RW_MINUTE), 1);

      /* Translators: minutes, also more than sixty */
      return g_strdup_printf (ngettext ("%d min", "%d min", (gulong) minutes), minutes);
    }
  return rw_format_duration (us);
}

static RwStatus
due_status (RwDueState state)
{
  switch (state)
    {
    case RW_DUE_BREACHED:
      return RW_STATUS_BAD;
    case RW_DUE_ATTENTION:
      return RW_STATUS_ATTENTION;
    case RW_DUE_NONE:
    case RW_DUE_RUNNING:
    default:
      return RW_STATUS_UNKNOWN;
    }
}

/**
 * rw_ticket_text_due:
 * @clock: (out): of the response and the resolution clock the one that runs out first
 */
void
rw_ticket_text_due (const RwTicketRow *row,
                    gint64             now,
                    RwTicketClock     *clock)
{
  gboolean response = row->accepted == 0 && row->response_due != 0;
  gint64 due = response ? row->response_due : row->resolution_due;
  g_autofree char *duration = NULL;

  *clock = (RwTicketClock) { NULL, RW_STATUS_UNKNOWN, NULL };
  if (!rw_ticket_status_is_open (row->status))
    return;
  if (row->status == RW_TICKET_STATUS_PENDING_CUSTOMER)
    {
      g_autofree char *until = row->pending_until != 0 ? rw_format_when (row->pending_until, now) : NULL;

      /* Translators: a clock that stands still while the customer is asked */
      clock->text = until != NULL ? g_strdup_printf (_("paused until %s"), until) : g_strdup (_("paused"));
      clock->exact = g_strdup (_("The resolution clock stands still while the customer is asked"));
      return;
    }
  if (response && row->resolution_due != 0 && row->resolution_due < due)
    {
      response = FALSE;
      due = row->resolution_due;
    }
  if (due == 0)
    return;
  duration = short_duration (due - now);
  clock->status = due_status (
    rw_due_state (row->attention[response ? RW_SLA_CLOCK_RESPONSE : RW_SLA_CLOCK_RESOLUTION], due,
                  now));
  if (response)
    clock->text = g_strdup_printf (due > now ? _("response in %s") : _("response %s late"), duration);
  else
    clock->text = g_strdup_printf (due > now ? _("%s left") : _("%s over"), duration);
  {
    g_autofree char *exact = rw_format_exact (due);

    clock->exact = g_strdup_printf (response ? _("Response due %s") : _("Resolution due %s"), exact);
  }
}

/**
 * rw_ticket_text_update:
 * @clock: (out): the next customer update
 */
void
rw_ticket_text_update (const RwTicketRow *row,
                       gint64             now,
                       RwTicketClock     *clock)
{
  RwDueState state = rw_due_state (row->attention[RW_SLA_CLOCK_UPDATE], row->update_due, now);
  g_autofree char *duration = NULL;
  g_autofree char *exact = NULL;

  *clock = (RwTicketClock) { NULL, RW_STATUS_UNKNOWN, NULL };
  if (row->update_due == 0 || !rw_ticket_status_is_open (row->status))
    return;
  duration = short_duration (row->update_due - now);
  exact = rw_format_exact (row->update_due);
  /* Translators: how long until the customer must hear of it, and how late that is */
  clock->text = g_strdup_printf (state == RW_DUE_BREACHED ? C_ ("customer update", "%s late") : C_ ("customer update", "%s"),
                                 duration);
  clock->exact = g_strdup_printf (_("Customer update due %s"), exact);
  clock->status = state == RW_DUE_RUNNING ? RW_STATUS_PLANNED : due_status (state);
}

/**
 * rw_ticket_text_number:
 *
 * Returns: (transfer full): the ticket's number, or a draft number until the server has given one
 */
char *
rw_ticket_text_number (const RwTicketRow *row)
{
  char id[RW_ID_STRING_LENGTH + 1];

  if (row->number != NULL)
    return g_strdup (row->number);
  rw_id_write (&row->id, id);
  /* Translators: stands for a ticket number that the server has not given yet */
  return g_strdup_printf (C_ ("ticket number", "Draft %.4s"), id + RW_ID_STRING_LENGTH - 4);
}

/**
 * rw_ticket_text_sentence:
 *
 * Returns: (transfer full): the ticket for somebody who does not see the card
 */
char *
rw_ticket_text_sentence (const RwTicketRow *row,
                         gint64             now)
{
  g_autofree char *number = rw_ticket_text_number (row);
  g_auto (RwTicketClock) due = { 0 };
  g_auto (RwTicketClock) update = { 0 };
  GString *text = g_string_new (number);

  g_string_append_printf (text, ", %s", rw_enum_label (&rw_enum_priority, row->priority));
  if (row->major)
    g_string_append_printf (text, ", %s", _("major incident"));
  g_string_append_printf (text, ", %s", row->title);
  if (row->customer_name != NULL)
    g_string_append_printf (text, ", %s", row->customer_name);
  if (row->ci_name != NULL)
    g_string_append_printf (text, ", %s", row->ci_name);
  g_string_append_printf (text, ", %s", rw_enum_label (&rw_enum_ticket_status, row->status));
  rw_ticket_text_due (row, now, &due);
  if (due.text != NULL)
    g_string_append_printf (text, ", %s", due.text);
  rw_ticket_text_update (row, now, &update);
  if (update.text != NULL)
    {
      g_autofree char *relative = rw_format_relative (row->update_due, now);

      g_string_append_printf (text, ", ");
      g_string_append_printf (text, _("customer update due %s"), relative);
    }
  if (rw_ticket_row_snooze_end (row) > now)
    {
      g_autofree char *snooze = rw_ticket_snooze_text (row, now);

      g_string_append_printf (text, ", %s", snooze);
    }
  g_string_append (text, ", ");
  if (row->assignee_name != NULL)
    g_string_append_printf (text, _("assigned to %s"), row->assignee_name);
  else
    g_string_append (text, _("not assigned"));
  return g_string_free_and_steal (text);
}

/**
 * rw_ticket_row_is_urgent:
 *
 * Returns: whether somebody should drop other things for it: a major incident, a P1 that nobody has
 *   accepted, or a clock that has run out
 */
gboolean
rw_ticket_row_is_urgent (const RwTicketRow *row,
                         gint64             now)
{
  gint64 due;

  if (!rw_ticket_status_is_open (row->status))
    return FALSE;
  if (row->major || (row->priority == RW_PRIORITY_P1 && row->accepted == 0))
    return TRUE;
  due = rw_ticket_row_next_due (row, NULL);
  return due != 0 && due <= now;
}

/**
 * rw_ticket_text_summary:
 * @items: of RwTicketItem
 * @filter: which of them are shown
 * @as_of: when the data were last known to be current, 0 for now
 * @n_urgent: (out): how many are urgent
 *
 * Returns: (transfer full): "12 of 34 open · 5 urgent · 9 not assigned · 2 snoozed · as of 14:02"
 */
char *
rw_ticket_text_summary (GListModel *items,
                        GtkFilter  *filter,
                        gint64      now,
                        gint64      as_of,
                        guint      *n_urgent)
{
  guint n = g_list_model_get_n_items (items), open = 0, shown = 0, unassigned = 0, snoozed = 0;
  GString *text = g_string_new (NULL);

  *n_urgent = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (items, i);
      const RwTicketRow *row = rw_ticket_item_get_row (item);

      if (!rw_ticket_status_is_open (row->status))
        continue;
      if (rw_ticket_row_snooze_end (row) > now)
        {
          snoozed++;
          continue;
        }
      open++;
      shown += gtk_filter_match (filter, item) ? 1 : 0;
      *n_urgent += rw_ticket_row_is_urgent (row, now) ? 1 : 0;
      unassigned += rw_id_is_nil (&row->assignee) ? 1 : 0;
    }
  if (shown < open)
    g_string_append_printf (text, _("%u of %u open"), shown, open);
  else
    g_string_append_printf (text, _("%u open"), open);
  if (*n_urgent > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%u urgent"), *n_urgent);
    }
  if (unassigned > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%u not assigned"), unassigned);
    }
  if (snoozed > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u snoozed", "%u snoozed", snoozed), snoozed);
    }
  if (as_of != 0)
    {
      g_autofree char *when = rw_format_when (as_of, now);

      g_string_append (text, " · ");
      g_string_append_printf (text, _("as of %s"), when);
    }
  return g_string_free_and_steal (text);
}
