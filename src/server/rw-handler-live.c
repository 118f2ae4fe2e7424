/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-error.h"
#include "rw-server-private.h"

/* GET /v1/live: Server-Sent Events for as long as the client listens. */
void
rw_handle_live (RwRequest *request)
{
  if (!rw_live_add (rw_server_get_live (request->server), request))
    rw_request_fail_with (request, RW_ERROR_BUSY, 60, "There are too many streams open with this token");
}
