/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-live-events.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rw-json.h"

/* The longest event that is read; the server's are a few hundred bytes. */
#define EVENT_MOST (64 * 1024)

struct _RwLiveEvents
{
  RwLiveEventFuncs funcs;
  gpointer user_data;
  GString *line;
  GString *event;
  GString *data;
  gboolean stopped;
};

/**
 * rw_live_events_new:
 * @funcs: what to do with events; copied
 *
 * Returns: (transfer full): for one stream
 */
RwLiveEvents *
rw_live_events_new (const RwLiveEventFuncs *funcs,
                    gpointer                user_data)
{
  RwLiveEvents *self = g_new0 (RwLiveEvents, 1);

  self->funcs = *funcs;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->event = g_string_new (NULL);
  self->data = g_string_new (NULL);
  return self;
}

void
rw_live_events_free (RwLiveEvents *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_string_free (self->event, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}

static void
take_hint (RwLiveEvents *self)
{
  g_autoptr (JsonNode) root = rw_json_parse (self->data->str, (gssize) self->data->len, NULL);
  JsonNode *epoch, *head;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  epoch = json_object_get_member (object, "epoch");
  head = json_object_get_member (object, "head");
  if (epoch == NULL || head == NULL || json_node_get_value_type (epoch) != G_TYPE_STRING ||
      json_node_get_value_type (head) != G_TYPE_INT64)
    return;
  self->funcs.hint (json_node_get_string (epoch), json_node_get_int (head), self->user_data);
}

static void
take_line (RwLiveEvents *self,
           const char   *line)
{
  const char *value = strchr (line, ':');
  gsize length = value != NULL ? (gsize) (value - line) : strlen (line);

  if (*line == '\0')
    {
      if (self->data->len > 0 && strcmp (self->event->str, "hint") == 0)
        take_hint (self);
      else if (self->data->len > 0 && strcmp (self->event->str, "presence") == 0)
        self->funcs.presence (self->data->str, self->user_data);
      g_string_truncate (self->event, 0);
      g_string_truncate (self->data, 0);
      return;
    }
  value = value != NULL ? value + 1 : "";
  if (*value == ' ')
    value++;
  if (length == strlen ("event") && strncmp (line, "event", length) == 0)
    g_string_assign (self->event, value);
  else if (length == strlen ("data") && strncmp (line, "data", length) == 0)
    {
      if (self->data->len > 0)
        g_string_append_c (self->data, '\n');
      g_string_append (self->data, value);
    }
}

/**
 * rw_live_events_take:
 * @bytes: what came next
 *
 * Returns: %FALSE when an event is too long to be the server's
 */
gboolean
rw_live_events_take (RwLiveEvents *self,
                     const char   *bytes,
                     gsize         length)
{
  for (gsize i = 0; i < length && !self->stopped; i++)
    {
      if (bytes[i] != '\n')
        {
          g_string_append_c (self->line, bytes[i]);
          if (self->line->len + self->data->len > EVENT_MOST)
            return FALSE;
          continue;
        }
      if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
        g_string_truncate (self->line, self->line->len - 1);
      take_line (self, self->line->str);
      g_string_truncate (self->line, 0);
    }
  return TRUE;
}

/**
 * rw_live_events_stop:
 *
 * Nothing is called after this; may be called while an event is told.
 */
void
rw_live_events_stop (RwLiveEvents *self)
{
  self->stopped = TRUE;
}
