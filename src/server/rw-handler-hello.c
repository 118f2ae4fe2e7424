/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"

#include "rw-clock.h"
#include "rw-server-private.h"
#include "rw-time.h"

/* GET /v1/hello: who is there, for a client that knows nothing yet. */
void
rw_handle_hello (RwRequest *request)
{
  GString *json = g_string_new (NULL);
  char now[RW_INSTANT_STRING_LENGTH + 1];

  rw_instant_write (rw_clock_now (), now);
  g_string_printf (json, "{\"name\":\"rackward\",\"version\":\"%s\",\"api\":1,\"schema\":%d,\"epoch\":\"%s\",\"epochs\":%s,\"now\":\"%s\"}",
                   RW_VERSION, RW_SCHEMA_VERSION, rw_server_get_epoch (request->server), rw_server_get_epochs (request->server), now);
  rw_request_reply (request, SOUP_STATUS_OK, json);
}
