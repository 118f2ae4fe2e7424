/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-snooze.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-clocks.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-ticket-chooser.h"
#include "rw-ticket-edits.h"

/* Out of sight until a time, in the hours of the person at the console. */

#define MORNING 8
#define EVENING 18

/* --- The edits --------------------------------------------------------------------------------------- */

/* Until and by whom. */
typedef struct
{
  gint64 until;
  RwId author;
} Snooze;

static gboolean
may_snooze (RwRecord            *ticket,
            const RwTicketPast  *past,
            gint64               now,
            GError             **error)
{
  gint64 attention = rw_ticket_attention (ticket, past);

  if (!rw_ticket_status_is_open (rw_record_get_enum (ticket, RW_TICKET_STATUS)))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _ ("Only an open ticket is snoozed"));
      return FALSE;
    }
  if (attention == 0 || attention > now)
    return TRUE;
  g_set_error_literal (
    error, RW_ERROR, RW_ERROR_INVALID,
    _ ("One of its clocks needs attention, so that it would be back at once. Set it to pending, or "
       "tell the customer"));
  return FALSE;
}

/* A line in the timeline says since when it is away: an answer after that brings it back. */
static GPtrArray *
snooze_edits (RwRecord            *ticket,
              const RwTicketPast  *past,
              gpointer             data,
              GError             **error)
{
  const Snooze *snooze = data;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  gint64 now = rw_clock_now ();

  if (snooze->until == 0)
    rw_record_take (after, RW_TICKET_SNOOZED_UNTIL, RW_VALUE_NULL);
  else if (!may_snooze (ticket, past, now, error))
    return NULL;
  else
    rw_record_set_instant (after, RW_TICKET_SNOOZED_UNTIL, snooze->until);
  if (rw_record_equal (ticket, after))
    return g_steal_pointer (&edits);
  if (snooze->until != 0 && !rw_id_is_nil (&snooze->author))
    {
      g_autoptr (RwRecord) event = rw_record_new (RW_KIND_MESSAGE, NULL);
      g_autofree char *when = rw_format_moment (snooze->until, now);
      g_autofree char *text = g_strdup_printf (_ ("Snoozed until %s"), when);

      rw_record_set_ref (event, RW_MESSAGE_TICKET, rw_record_get_id (ticket));
      rw_record_set_enum (event, RW_MESSAGE_TYPE, RW_MESSAGE_TYPE_EVENT);
      rw_record_set_instant (event, RW_MESSAGE_AT, now);
      rw_record_set_ref (event, RW_MESSAGE_AUTHOR, &snooze->author);
      rw_record_set_text (event, RW_MESSAGE_BODY, text);
      g_ptr_array_add (edits, rw_edit_new_create (event));
    }
  g_ptr_array_add (edits, rw_edit_new_diff (ticket, after));
  return g_steal_pointer (&edits);
}

/**
 * rw_ticket_snooze_until:
 * @until: when they come back; 0 for now
 */
void
rw_ticket_snooze_until (RwPage              *page,
                        const RwTicketGroup *group,
                        gint64               until)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (page));
  Snooze *snooze = g_new0 (Snooze, 1);
  g_autofree char *when = until != 0 ? rw_format_when (until, rw_clock_now ()) : NULL;

  snooze->until = until;
  snooze->author = me != NULL ? *me : RW_ID_NIL;
  rw_ticket_edit_group (page, group, snooze_edits, snooze, g_free,
                        /* Translators: a ticket ("T-1042", or "3 tickets") and a time */
                        until != 0 ? g_strdup_printf (_ ("Snooze %s until %s"), group->name, when)
                                   : g_strdup_printf (_ ("Bring %s back"), group->name));
}

/**
 * rw_ticket_snooze_text:
 *
 * Returns: (transfer full) (nullable): "Snoozed until Tue 08:00"; %NULL for a ticket that is not away
 */
char *
rw_ticket_snooze_text (const RwTicketRow *row,
                       gint64             now)
{
  gint64 end = rw_ticket_row_snooze_end (row);
  g_autofree char *when = NULL;

  if (end <= now)
    return NULL;
  when = rw_format_when (end, now);
  return g_strdup_printf (_ ("Snoozed until %s"), when);
}

/* --- Until when -------------------------------------------------------------------------------------- */

typedef struct
{
  RwPage *page;
  RwTicketGroup *group;
  GArray *untils; /* of gint64: in the order of the rows; 0 for now, -1 to ask */
  GtkWidget *calendar;
  GtkWidget *hour;
  GtkWidget *minute;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->page);
  rw_ticket_group_free (choice->group);
  g_clear_pointer (&choice->untils, g_array_unref);
  g_free (choice);
}

static Choice *
choice_new (RwPage              *page,
            const RwTicketGroup *group)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (page);
  choice->group = rw_ticket_group_copy (group);
  choice->untils = g_array_new (FALSE, FALSE, sizeof (gint64));
  return choice;
}

static gint64
picked (Choice *choice)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (choice->calendar));
  g_autoptr (GDateTime) time =
    g_date_time_new (rw_format_get_zone (), g_date_time_get_year (day), g_date_time_get_month (day),
                     g_date_time_get_day_of_month (day),
                     gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (choice->hour)),
                     gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (choice->minute)), 0);

  return time != NULL ? g_date_time_to_unix (time) * RW_SECOND : 0;
}

static void
picked_changed_cb (AdwAlertDialog *dialog)
{
  Choice *choice = g_object_get_data (G_OBJECT (dialog), "rw-choice");

  adw_alert_dialog_set_response_enabled (dialog, "snooze", picked (choice) > rw_clock_now ());
}

static void
picked_cb (AdwAlertDialog *dialog,
           const char     *response,
           Choice         *choice)
{
  rw_ticket_snooze_until (choice->page, choice->group, picked (choice));
}

static gboolean
two_digits_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static GtkWidget *
spin_new (int         value,
          int         most,
          const char *label)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, most, 1);

  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  g_signal_connect (spin, "output", G_CALLBACK (two_digits_cb), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return spin;
}

static void
ask_time (RwPage              *page,
          const RwTicketGroup *group)
{
  g_autofree char *title = g_strdup_printf (_ ("Snooze %s Until"), group->name);
  AdwDialog *dialog = adw_alert_dialog_new (title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *time = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Choice *choice = choice_new (page, group);
  g_autoptr (GDateTime) now =
    g_date_time_new_from_unix_utc (rw_clock_now () / RW_SECOND + 24 * 60 * 60);
  g_autoptr (GDateTime) tomorrow = g_date_time_to_timezone (now, rw_format_get_zone ());

  choice->calendar = gtk_calendar_new ();
  gtk_calendar_select_day (GTK_CALENDAR (choice->calendar), tomorrow);
  choice->hour = spin_new (MORNING, 23, _ ("Hour"));
  choice->minute = spin_new (0, 59, _ ("Minute"));
  gtk_widget_set_halign (time, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (time), choice->hour);
  gtk_box_append (GTK_BOX (time), gtk_label_new (":"));
  gtk_box_append (GTK_BOX (time), choice->minute);
  gtk_box_append (GTK_BOX (box), choice->calendar);
  gtk_box_append (GTK_BOX (box), time);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "snooze",
                                  _ ("_Snooze"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "snooze",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "snooze");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "rw-choice", choice);
  g_signal_connect_data (dialog, "response::snooze", G_CALLBACK (picked_cb), choice, choice_free,
                         0);
  g_signal_connect_object (choice->calendar, "day-selected", G_CALLBACK (picked_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (choice->hour, "value-changed", G_CALLBACK (picked_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (choice->minute, "value-changed", G_CALLBACK (picked_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
chosen_cb (RwTicketChooser *chooser,
           guint            index,
           Choice          *choice)
{
  gint64 until = g_array_index (choice->untils, gint64, index);

  if (until < 0)
    ask_time (choice->page, choice->group);
  else
    rw_ticket_snooze_until (choice->page, choice->group, until);
}

static void
add_choice (Choice     *choice,
            AdwDialog  *chooser,
            const char *label,
            gint64      until)
{
  g_autofree char *exact = until > 0 ? rw_format_when (until, rw_clock_now ()) : NULL;

  rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), label, exact);
  g_array_append_val (choice->untils, until);
}

/* An hour of the day that is @days from @now; 0 where that is over. */
static gint64
hour_of (GDateTime *now,
         int        days,
         int        hour)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);
  g_autoptr (GDateTime) time =
    g_date_time_new (rw_format_get_zone (), g_date_time_get_year (day), g_date_time_get_month (day),
                     g_date_time_get_day_of_month (day), hour, 0, 0);

  return time != NULL && g_date_time_compare (time, now) > 0
           ? g_date_time_to_unix (time) * RW_SECOND
           : 0;
}

/**
 * rw_ticket_snooze_ask:
 * @snoozed: whether any of them is away, so that it can be brought back
 *
 * Asks until when.
 *
 * Returns: (transfer none): the dialog, for its "chosen"
 */
AdwDialog *
rw_ticket_snooze_ask (RwPage              *page,
                      const RwTicketGroup *group,
                      gboolean             snoozed)
{
  g_autofree char *title = g_strdup_printf (_ ("Snooze %s"), group->name);
  AdwDialog *chooser = rw_ticket_chooser_new (title);
  Choice *choice = choice_new (page, group);
  gint64 now = rw_clock_now (), evening;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / RW_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, rw_format_get_zone ());
  int weekday = g_date_time_get_day_of_week (local);

  if (snoozed)
    add_choice (choice, chooser, _ ("Bring Back Now"), 0);
  add_choice (choice, chooser, _ ("In 1 Hour"), now + RW_HOUR);
  evening = hour_of (local, 0, EVENING);
  if (evening > now + RW_HOUR)
    add_choice (choice, chooser, _ ("This Evening"), evening);
  add_choice (choice, chooser, _ ("Tomorrow Morning"), hour_of (local, 1, MORNING));
  /* On Sunday, tomorrow is Monday. */
  if (weekday != 7)
    add_choice (choice, chooser, C_ ("snooze", "Monday"), hour_of (local, 8 - weekday, MORNING));
  add_choice (choice, chooser, _ ("Date and Time…"), -1);
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  adw_dialog_present (chooser, GTK_WIDGET (page));
  return chooser;
}
