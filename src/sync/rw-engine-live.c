/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include "rw-error.h"

/* The live stream. */

static void
live_opened_cb (RwEngine *self)
{
  rw_engine_contact (self);
  g_signal_emit_by_name (self, "live", TRUE);
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_OPENED });
}

static void
live_heard_cb (RwEngine *self)
{
  rw_engine_contact (self);
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_HEARD });
}

static void
live_hint_cb (RwEngine *self, const char *epoch, gint64 head)
{
  self->head = MAX (self->head, head);
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_HINT, .epoch = epoch, .head = head });
}

static void
live_presence_cb (RwEngine *self, const char *json)
{
  g_signal_emit_by_name (self, "presence", json);
}

void
rw_engine_close_live (RwEngine *self)
{
  if (self->live == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->live, self);
  rw_live_stream_close (self->live);
  g_clear_object (&self->live);
  g_signal_emit_by_name (self, "live", FALSE);
}

static void
live_lost_cb (RwEngine *self, GError *error)
{
  RwError fault = rw_engine_note_error (self, error);

  rw_engine_close_live (self);
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_LOST, .fault = fault });
}

void
rw_engine_open_live (RwEngine *self)
{
  char client[RW_ID_STRING_LENGTH + 1];

  rw_engine_close_live (self);
  rw_id_write (&self->client, client);
  self->live = rw_live_stream_new (rw_http_client_get_server (self->http),
                                   rw_http_client_get_trust (self->http),
                                   rw_http_client_get_token (self->http), client);
  g_signal_connect_swapped (self->live, "opened", G_CALLBACK (live_opened_cb), self);
  g_signal_connect_swapped (self->live, "heard", G_CALLBACK (live_heard_cb), self);
  g_signal_connect_swapped (self->live, "hint", G_CALLBACK (live_hint_cb), self);
  g_signal_connect_swapped (self->live, "presence", G_CALLBACK (live_presence_cb), self);
  g_signal_connect_swapped (self->live, "lost", G_CALLBACK (live_lost_cb), self);
  rw_live_stream_open (self->live);
}
