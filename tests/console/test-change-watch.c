/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-watch.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "session-fixture.h"

/* A change in progress and the one who is told that it goes on past its end. */
typedef struct
{
  Fixture base;
  RwChangeWatch *watch;
  gint64 now;
  GPtrArray *messages;
  RwId last;
} Room;

static void
overrun_cb (Room *room, const char *message, const RwId *id, gboolean own)
{
  g_assert_false (own);
  g_ptr_array_add (room->messages, g_strdup (message));
  room->last = id != NULL ? *id : RW_ID_NIL;
}

static void
set_up (Room *room, gconstpointer flags)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");

  rw_format_set_zone (zone);
  g_assert_true (rw_instant_parse ("2026-11-24T09:12:00Z", &room->now));
  rw_clock_freeze (room->now);
  fixture_set_up (&room->base, flags);
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->messages = g_ptr_array_new_with_free_func (g_free);
  room->watch = rw_change_watch_new (room->base.a.session);
  g_signal_connect_swapped (room->watch, "overrun", G_CALLBACK (overrun_cb), room);
}

static void
tear_down (Room *room, gconstpointer flags)
{
  g_assert_finalize_object (room->watch);
  g_ptr_array_unref (room->messages);
  fixture_tear_down (&room->base, flags);
  rw_clock_thaw ();
}

static RwRecord *
start (Room *room, const char *title, gint64 end)
{
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64 n = console_count (&room->base.a, RW_KIND_CHANGE);

  rw_record_set_text (change, RW_CHANGE_TITLE, title);
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_IN_PROGRESS);
  rw_record_set_instant (change, RW_CHANGE_START, room->now - RW_HOUR);
  rw_record_set_instant (change, RW_CHANGE_END, end);
  rw_record_set_instant (change, RW_CHANGE_STARTED, room->now - RW_HOUR);
  /* Nobody begins with one that is in progress: it is there. */
  g_ptr_array_add (records, change);
  rw_server_load (room->base.server, records, "test", &error);
  g_assert_no_error (error);
  rw_session_sync_now (room->base.a.session);
  wait_until (console_count (&room->base.a, RW_KIND_CHANGE) == n + 1);
  return g_steal_pointer (&change);
}

static const char *
message (Room *room, guint index)
{
  return room->messages->pdata[index];
}

static void
test_overrun (Room *room, gconstpointer data)
{
  g_autoptr (RwRecord) firmware =
    start (room, "Core switch firmware", room->now + 100 * G_TIME_SPAN_MILLISECOND);
  g_autoptr (RwRecord) later = start (room, "PDU swap", room->now + RW_HOUR);

  /* Its time passes by itself: nothing has to change for it to be seen. */
  g_assert_cmpuint (room->messages->len, ==, 0);
  rw_clock_freeze (room->now + RW_SECOND);
  wait_until (room->messages->len == 1);
  g_assert_cmpstr (message (room, 0), ==, "C-1001 goes on past its end, 10:12");
  g_assert_true (rw_id_equal (&room->last, rw_record_get_id (firmware)));

  /* Once, whatever else happens. */
  console_set_text (&room->base.a, RW_KIND_CHANGE, rw_record_get_id (firmware), RW_CHANGE_TITLE,
                    "Core switch", NULL);
  console_set_text (&room->base.a, RW_KIND_CHANGE, rw_record_get_id (later), RW_CHANGE_TITLE, "PDU",
                    NULL);
  for (gint64 end = g_get_monotonic_time () + 200 * G_TIME_SPAN_MILLISECOND;
       g_get_monotonic_time () < end;)
    fixture_iterate ();
  g_assert_cmpuint (room->messages->len, ==, 1);

  /* Two at once are one sentence. */
  rw_clock_freeze (room->now + 2 * RW_HOUR);
  g_autoptr (RwRecord) third = start (room, "Cable", room->now + RW_HOUR);

  wait_until (room->messages->len == 2);
  g_assert_cmpstr (message (room, 1), ==, "2 changes go on past their end");
  g_assert_true (rw_id_is_nil (&room->last));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/change-watch/overrun", Room, NULL, set_up, test_overrun, tear_down);
  return g_test_run ();
}
