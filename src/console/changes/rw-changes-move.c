/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-move.h"

#include <glib/gi18n.h>

#include "rules/rw-change-actions.h"
#include "rules/rw-change-approval.h"
#include "rules/rw-change-rules.h"
#include "rw-calendar-entry.h"
#include "rw-format.h"
#include "rw-submit.h"
#include "rw-time.h"

typedef struct
{
  RwPage *page;
  RwId id;
  gint64 start;
  gint64 end;
  char *warning;
  gboolean agreed; /* that it is submitted anew */
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->page);
  g_free (move->warning);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

/* The change, and behind it the approvals of it. */
static gpointer
read_change_cb (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (RwRecord) change = rw_cache_get (cache, RW_KIND_CHANGE, data, error);
  GPtrArray *records;

  if (change == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("This change no longer exists."));
      return NULL;
    }
  records = rw_cache_select (cache, RW_KIND_APPROVAL, "WHERE \"change\" = ?", error, RW_BIND_ID, data, RW_BIND_END);
  if (records != NULL)
    g_ptr_array_insert (records, 0, g_steal_pointer (&change));
  return records;
}

static void move (Move *self);

static void
answered_cb (AdwAlertDialog *question,
             const char     *response,
             Move           *self)
{
  Move *again;

  /* The page may be gone from its window by now: the session is locked. */
  if (!g_str_equal (response, "move") || gtk_widget_get_root (GTK_WIDGET (self->page)) == NULL)
    return;
  again = g_new (Move, 1);
  *again = (Move) { g_object_ref (self->page), self->id, self->start, self->end,
                    g_strdup (self->warning),  TRUE };
  move (again);
}

static void
move_free_closure (gpointer  data,
                   GClosure *closure)
{
  move_free (data);
}

static void
ask (Move       *self,
     const char *name,
     guint       n_decided)
{
  g_autofree char *heading = NULL, *body = NULL;
  GtkWidget *page = GTK_WIDGET (self->page);
  AdwDialog *question;

  /* Translators: the number of a change: "Move C-2066?" */
  heading = g_strdup_printf (_ ("Move %s?"), name);
  if (n_decided > 0)
    body = g_strdup_printf (
      ngettext ("It takes back %u approval, and the change has to be approved again.",
                "It takes back %u approvals, and the change has to be approved again.", n_decided),
      n_decided);
  else
    body = g_strdup (_ ("The change has to be approved again."));
  question = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "move",
                                  _ ("_Move"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "move",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_data (question, "response", G_CALLBACK (answered_cb), self, move_free_closure,
                         0);
  adw_dialog_present (question, page);
}

static guint
count_decided (GPtrArray *approvals)
{
  guint n = 0;

  for (guint i = 0; i < approvals->len; i++)
    n += rw_approval_is_decided (approvals->pdata[i]) &&
         rw_record_get_enum (approvals->pdata[i], RW_APPROVAL_BOARD) != RW_APPROVAL_BOARD_EXTENSION;
  return n;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Move) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GString) label = NULL;
  g_autofree char *range = NULL;
  g_autoptr (RwRecord) before = NULL;
  const char *name, *tz;
  gboolean anew;

  if (gtk_widget_get_root (GTK_WIDGET (self->page)) == NULL)
    return;
  if (records == NULL)
    {
      rw_page_toast (self->page, error->message);
      return;
    }
  before = g_ptr_array_steal_index (records, 0);
  /* A change keeps the zone that it was planned in; one without gets the zone on the screen. */
  tz = rw_record_get_text (before, RW_CHANGE_TZ);
  if (tz == NULL)
    tz = g_time_zone_get_identifier (rw_format_get_zone ());
  zone = rw_zone_get (tz);
  if (zone == NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("The time zone “%s” of this change is not known here."), tz);

      rw_page_toast (self->page, message);
      return;
    }
  after = rw_record_dup (before);
  rw_change_set_times (after, rw_zone_wall (zone, self->start), rw_zone_wall (zone, self->end), tz);
  edits = rw_change_alter (before, after, FALSE, records);
  if (edits->len == 0)
    return;
  name = rw_record_get_text (before, RW_CHANGE_NUMBER);
  if (name == NULL)
    name = rw_record_get_title (before);
  /* One that waits for the first decision only moves. */
  anew = rw_change_reopens (before, after, FALSE) &&
         (rw_record_get_enum (before, RW_CHANGE_STATUS) > RW_CHANGE_STATUS_SUBMITTED ||
          count_decided (records) > 0);
  if (anew && !self->agreed)
    {
      ask (g_steal_pointer (&self), name, count_decided (records));
      return;
    }
  range = rw_calendar_range_text (self->start, self->end, rw_format_get_zone ());
  label = g_string_new (NULL);
  g_string_printf (label, _ ("Move %s to %s"), name, range);
  if (anew)
    g_string_append_printf (label, " · %s", _ ("to be approved again"));
  if (self->warning != NULL)
    g_string_append_printf (label, " · ▲ %s", self->warning);
  /* What was approved cannot be had back by an undo. */
  if (anew)
    rw_submit_for_good (GTK_WIDGET (self->page), rw_page_get_session (self->page), edits,
                        label->str);
  else
    rw_page_submit (self->page, edits, label->str);
}

static void
move (Move *self)
{
  rw_session_read_async (rw_page_get_session (self->page), read_change_cb, rw_id_copy (&self->id),
                         g_free, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, self);
}

/**
 * rw_changes_move:
 * @id: of the change
 * @start: microseconds since 1970, UTC
 * @end: the same
 * @warning: (nullable): what stands against it, to be said with it
 *
 * Reschedules a change: wall times, zone and instants together, as one edit that can be undone. What was
 * approved for another time is submitted anew: that is asked first, and is not undone.
 */
void
rw_changes_move (RwPage     *page,
                 const RwId *id,
                 gint64      start,
                 gint64      end,
                 const char *warning)
{
  Move *self = g_new0 (Move, 1);

  self->page = g_object_ref (page);
  self->id = *id;
  self->start = start;
  self->end = end;
  self->warning = g_strdup (warning);
  move (self);
}
