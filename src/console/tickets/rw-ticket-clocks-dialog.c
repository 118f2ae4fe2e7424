/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-clocks-dialog.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"

/* Every interval behind the due times of a ticket (DOMAIN, "Service levels"). */

/* An incident that is open for years has an interval for each evening: the last ones say enough. */
#define MOST_INTERVALS 120

static const char *
clock_title (RwSlaClock clock)
{
  switch (clock)
    {
    case RW_SLA_CLOCK_RESPONSE:
      return _ ("Response");
    case RW_SLA_CLOCK_RESOLUTION:
      return _ ("Resolution");
    case RW_SLA_CLOCK_UPDATE:
    case RW_SLA_N_CLOCKS:
    default:
      return _ ("Customer Update");
    }
}

static const char *
state_words (RwClockState state)
{
  switch (state)
    {
    case RW_CLOCK_ATTENTION:
      return _ ("more than three quarters of the time are gone");
    case RW_CLOCK_PAUSED:
      return _ ("paused, the customer is waited for");
    case RW_CLOCK_MET:
      return C_ ("service level", "met");
    case RW_CLOCK_BREACHED:
      return C_ ("service level", "late");
    case RW_CLOCK_NONE:
    case RW_CLOCK_RUNNING:
    default:
      return _ ("running");
    }
}

static RwStatus
state_status (RwClockState state)
{
  switch (state)
    {
    case RW_CLOCK_ATTENTION:
      return RW_STATUS_ATTENTION;
    case RW_CLOCK_MET:
      return RW_STATUS_GOOD;
    case RW_CLOCK_BREACHED:
      return RW_STATUS_BAD;
    case RW_CLOCK_NONE:
    case RW_CLOCK_RUNNING:
    case RW_CLOCK_PAUSED:
    default:
      return RW_STATUS_UNKNOWN;
    }
}

static const char *
why_words (RwSlaWhy why)
{
  switch (why)
    {
    case RW_SLA_CLOSED:
      return C_ ("service level", "Closed");
    case RW_SLA_HOLIDAY:
      return C_ ("service level", "Holiday");
    case RW_SLA_PAUSED:
      return C_ ("service level", "Paused: somebody else was waited for");
    case RW_SLA_COUNTED:
    default:
      return C_ ("service level", "Counted");
    }
}

static void
add_interval (AdwPreferencesGroup *group, const RwSlaInterval *interval, gint64 now)
{
  g_autofree char *from = rw_format_moment (interval->from, now);
  g_autofree char *to = rw_format_moment (interval->to, now);
  g_autofree char *duration = rw_format_duration (interval->to - interval->from);
  /* Translators: from an instant to another */
  g_autofree char *times = g_strdup_printf (C_ ("interval", "%s to %s"), from, to);
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (duration);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), why_words (interval->why));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), times);
  gtk_widget_add_css_class (label, "numeric");
  /* What counts adds up. */
  gtk_widget_add_css_class (label, interval->why == RW_SLA_COUNTED ? "heading" : "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

/* What the clock shows, in one sentence. */
static char *
describe (const RwTicketReading *reading, gint64 now)
{
  g_autofree char *target = rw_format_duration (reading->target);
  g_autofree char *elapsed = rw_format_duration (reading->elapsed);
  g_autofree char *due = reading->due < G_MAXINT64 ? rw_format_moment (reading->due, now) : NULL;
  RwStatus status = state_status (reading->state);
  g_autofree char *state =
    status == RW_STATUS_UNKNOWN
      ? g_strdup (state_words (reading->state))
      : g_strdup_printf ("%s %s", rw_status_symbol (status), state_words (reading->state));

  if (due == NULL)
    return g_strdup_printf (_ ("%s of %s counted · %s"), elapsed, target, state);
  return g_strdup_printf (_ ("%s of %s counted · due %s · %s"), elapsed, target, due, state);
}

static AdwPreferencesGroup *
new_group (RwRecord *ticket, const RwTicketPast *past, RwSlaClock clock, const RwTicketReading *reading, gint64 now)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GArray) pauses = clock == RW_SLA_CLOCK_RESOLUTION ? rw_ticket_pauses (ticket) : NULL;
  g_autoptr (GArray) intervals =
    rw_sla_explain (past->terms->hours, reading->from,
                    reading->due < G_MAXINT64 ? reading->due : now, pauses);
  gint64 kept = rw_record_get_integer (ticket, RW_TICKET_RESPONSE_DUE + clock, 0);
  guint first = intervals->len > MOST_INTERVALS ? intervals->len - MOST_INTERVALS : 0;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *sentence = describe (reading, now);

  g_string_append (words, sentence);
  if (first > 0)
    {
      g_string_append_c (words, '\n');
      g_string_append_printf (words,
                              ngettext ("%u earlier interval is not shown",
                                        "%u earlier intervals are not shown", first),
                              first);
    }
  /* Written when the agreement or its calendar was another one. */
  if (kept != 0 && reading->due < G_MAXINT64 && ABS (kept - reading->due) >= RW_MINUTE)
    {
      g_autofree char *exact = rw_format_moment (kept, now);

      g_string_append_c (words, '\n');
      g_string_append_printf (
        words,
        _ (
          "The ticket itself says %s: it was reckoned before the agreement, its calendar or the ticket changed"),
        exact);
    }
  adw_preferences_group_set_title (group, clock_title (clock));
  adw_preferences_group_set_description (group, words->str);
  for (guint i = first; i < intervals->len; i++)
    add_interval (group, &g_array_index (intervals, RwSlaInterval, i), now);
  return group;
}

/**
 * rw_ticket_clocks_dialog_new:
 * @past: of the ticket, with terms
 * @now: the present
 *
 * Returns: (transfer floating): explains each due time of the ticket
 */
AdwDialog *
rw_ticket_clocks_dialog_new (RwRecord *ticket, const RwTicketPast *past, gint64 now)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *page = adw_preferences_page_new ();
  gboolean any = FALSE;

  adw_dialog_set_title (dialog, _ ("How the Clocks Are Counted"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 620);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  for (guint c = 0; c < RW_SLA_N_CLOCKS; c++)
    {
      RwTicketReading reading;

      rw_ticket_read_clock (ticket, past, c, now, &reading);
      if (reading.state == RW_CLOCK_NONE)
        continue;
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                                new_group (ticket, past, c, &reading, now));
      any = TRUE;
    }
  if (!any)
    {
      g_object_ref_sink (page);
      g_object_unref (page);
      page = adw_status_page_new ();
      adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Clock"));
      adw_status_page_set_description (
        ADW_STATUS_PAGE (page),
        _ (
          "The agreement of the business service promises nothing for this priority, or there is none."));
    }
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
