/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-session-private.h"

/*
 * Who has what open: what the person has is said to the server, and what others have is heard over the live
 * stream. It is a courtesy: nothing of it is kept, nothing of it waits for a connection, and no fault of it is shown.
 */

#define LOOK_SECONDS 1

static void say_next (RwSession *self);

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);

  self->presence_sending = FALSE;
  if (answer == NULL)
    {
      g_debug ("%s", error->message);
      rw_presence_teller_failed (self->presence_teller, rw_clock_boot ());
    }
  say_next (self);
}

static gboolean
say_cb (gpointer data)
{
  RwSession *self = data;

  self->presence_timer = 0;
  say_next (self);
  return G_SOURCE_REMOVE;
}

static void
say_next (RwSession *self)
{
  char id[RW_ID_STRING_LENGTH + 1];
  gint64 now = rw_clock_boot (), next;
  RwPresenceWord word;

  g_clear_handle_id (&self->presence_timer, g_source_remove);
  if (!self->presence_live || self->presence_sending || self->closed ||
      !(rw_session_get_roles (self) & (RW_ROLES_STAFF | RW_ROLE_AUDITOR)))
    return;
  next = rw_presence_teller_next (self->presence_teller, now, &word);
  if (next == now)
    {
      g_autoptr (SoupMessage) message =
        rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/presence");
      g_autoptr (GBytes) body = NULL;
      char *text;

      rw_id_write (&word.id, id);
      text = g_strdup_printf ("{\"kind\":\"%s\",\"id\":\"%s\",\"mode\":\"%s\"}",
                              rw_schema_get (word.kind)->name, id, word.mode);
      body = g_bytes_new_take (text, strlen (text));
      self->presence_sending = TRUE;
      rw_http_client_send_async (self->http, message, body, self->cancellable, told_cb,
                                 g_object_ref (self));
    }
  else if (next > 0)
    self->presence_timer = g_timeout_add ((guint) ((next - now) / 1000 + 1), say_cb, self);
}

static void
emit_changed (RwSession *self)
{
  g_signal_emit_by_name (self, "presence-changed");
}

static gboolean
look_cb (gpointer data)
{
  RwSession *self = data;
  gboolean changed = rw_presence_book_expire (self->presence_book, rw_clock_boot ()),
           waits = rw_presence_book_waits (self->presence_book);

  if (!waits)
    self->presence_look = 0;
  if (changed)
    emit_changed (self);
  return waits ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
live_cb (RwSession *self, gboolean live)
{
  if (self->presence_live == live)
    return;
  self->presence_live = live;
  rw_presence_teller_forget (self->presence_teller);
  if (live)
    rw_presence_book_opened (self->presence_book, rw_clock_boot ());
  else
    rw_presence_book_lost (self->presence_book, rw_clock_boot ());
  if (self->presence_look == 0 && rw_presence_book_waits (self->presence_book))
    self->presence_look = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  say_next (self);
}

static void
presence_cb (RwSession *self, const char *json)
{
  if (!self->locked && rw_presence_book_take (self->presence_book, json))
    emit_changed (self);
}

/* The engine was made. */
void
rw_session_start_presence (RwSession *self)
{
  g_signal_connect_swapped (self->engine, "live", G_CALLBACK (live_cb), self);
  g_signal_connect_swapped (self->engine, "presence", G_CALLBACK (presence_cb), self);
}

/* Nothing is said or heard from here on; the server knows that whoever ends its stream has left. */
void
rw_session_stop_presence (RwSession *self)
{
  g_clear_handle_id (&self->presence_timer, g_source_remove);
  g_clear_handle_id (&self->presence_look, g_source_remove);
  if (self->engine != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->engine, live_cb, self);
      g_signal_handlers_disconnect_by_func (self->engine, presence_cb, self);
    }
  self->presence_live = FALSE;
}

/* The token is another, or there is none: what was heard with the old one is not shown. */
void
rw_session_clear_presence (RwSession *self)
{
  if (rw_presence_book_clear (self->presence_book))
    emit_changed (self);
}

/* Somebody else may be signed in. */
void
rw_session_update_presence (RwSession *self)
{
  if (rw_presence_book_set_me (self->presence_book, rw_session_get_person (self)))
    emit_changed (self);
  /* What they may say is known now. */
  say_next (self);
}

/**
 * rw_session_set_presence:
 * @place: where: any address that is another for each window
 * @kind: of the record
 * @id: (nullable): what the person has open there now; %NULL for nothing
 * @writes: whether they write in it
 *
 * Says what the person looks at, so that others see it. It may be called with the same as often as one likes.
 * Without a connection it does nothing but remember what is open until there is one.
 */
void
rw_session_set_presence (RwSession *self,
                         gconstpointer place,
                         RwKind kind,
                         const RwId *id,
                         gboolean writes)
{
  g_return_if_fail (RW_IS_SESSION (self) && place != NULL);
  rw_presence_teller_set (self->presence_teller, place, kind, id, writes, rw_clock_boot ());
  say_next (self);
}

/**
 * rw_session_get_presence:
 * @record: id of a record
 *
 * Returns: (transfer none) (nullable) (element-type RwPresent): who else has it open, those who write
 *   first; %NULL for nobody. Good until "presence-changed"
 */
const GPtrArray *
rw_session_get_presence (RwSession *self, const RwId *record)
{
  g_return_val_if_fail (RW_IS_SESSION (self) && record != NULL, NULL);
  return self->locked ? NULL : rw_presence_book_get (self->presence_book, record);
}
