/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-move.h"

#include <glib/gi18n.h>

#include "rules/rw-change-actions.h"
#include "rules/rw-change-rules.h"
#include "rw-calendar-entry.h"
#include "rw-format.h"
#include "rw-time.h"

typedef struct
{
  RwPage *page;
  RwId id;
  gint64 start;
  gint64 end;
  char *warning;
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

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *range = NULL;
  g_autofree char *label = NULL, *whole = NULL;
  g_autoptr (RwRecord) before = NULL;
  const char *number, *tz;

  if (records == NULL)
    {
      rw_page_toast (move->page, error->message);
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

      rw_page_toast (move->page, message);
      return;
    }
  after = rw_record_dup (before);
  rw_change_set_times (after, rw_zone_wall (zone, move->start), rw_zone_wall (zone, move->end), tz);
  edits = rw_change_alter (before, after, FALSE, records);
  if (edits->len == 0)
    return;
  number = rw_record_get_text (before, RW_CHANGE_NUMBER);
  range = rw_calendar_range_text (move->start, move->end, rw_format_get_zone ());
  label = g_strdup_printf (_ ("Move %s to %s"), number != NULL ? number : rw_record_get_title (before), range);
  if (move->warning != NULL)
    whole = g_strdup_printf ("%s · ▲ %s", label, move->warning);
  rw_page_submit (move->page, edits, whole != NULL ? whole : label);
}

/**
 * rw_changes_move:
 * @id: of the change
 * @start: microseconds since 1970, UTC
 * @end: the same
 * @warning: (nullable): what stands against it, to be said with it
 *
 * Reschedules a change: wall times, zone and instants together, as one edit that can be undone. What was
 * approved for another time is submitted anew.
 */
void
rw_changes_move (RwPage     *page,
                 const RwId *id,
                 gint64      start,
                 gint64      end,
                 const char *warning)
{
  Move *move = g_new0 (Move, 1);

  move->page = g_object_ref (page);
  move->id = *id;
  move->start = start;
  move->end = end;
  move->warning = g_strdup (warning);
  rw_session_read_async (rw_page_get_session (page), read_change_cb, rw_id_copy (id), g_free, (GDestroyNotify) g_ptr_array_unref,
                         NULL, read_cb, move);
}
