/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-live-events.h"

/*
 * What comes over the live stream. In one piece or byte by byte, it says the same; a hint has an epoch.
 */

typedef struct
{
  GString *told;
  RwLiveEvents *events;
  guint left; /* events until it is stopped */
} Listener;

static void
count (Listener *listener)
{
  g_assert_cmpuint (listener->left, >, 0);
  if (--listener->left == 0)
    rw_live_events_stop (listener->events);
}

static void
hint_cb (const char *epoch,
         gint64      head,
         gpointer    user_data)
{
  Listener *listener = user_data;

  g_assert_nonnull (epoch);
  g_assert_true (g_utf8_validate (epoch, -1, NULL));
  g_string_append_printf (listener->told, "hint %s %" G_GINT64_FORMAT "\n", epoch, head);
  count (listener);
}

static void
presence_cb (const char *json,
             gpointer    user_data)
{
  Listener *listener = user_data;

  g_assert_cmpint (*json, !=, '\0');
  g_string_append_printf (listener->told, "presence %s\n", json);
  count (listener);
}

static const RwLiveEventFuncs funcs = { hint_cb, presence_cb };

/* Returns: (transfer full): what was told */
static GString *
take (const char *bytes,
      gsize       length,
      gsize       piece,
      guint       most)
{
  g_autoptr (GString) told = g_string_new (NULL);
  Listener listener = { .told = told, .left = most };
  g_autoptr (RwLiveEvents) events = rw_live_events_new (&funcs, &listener);
  gboolean well = TRUE;

  listener.events = events;
  for (gsize at = 0; well && at < length; at += piece)
    well = rw_live_events_take (events, bytes + at, MIN (piece, length - at));
  g_string_append (told, well ? "on" : "too long");
  return g_steal_pointer (&told);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GString) whole = take ((const char *) data, size, MAX (size, 1), G_MAXUINT);
  g_autoptr (GString) bytes = take ((const char *) data, size, 1, G_MAXUINT);
  g_autoptr (GString) stopped = take ((const char *) data, size, 7, 1);

  g_assert_cmpstr (whole->str, ==, bytes->str);
  g_assert_true (stopped->len <= whole->len + strlen ("too long"));
  return 0;
}
