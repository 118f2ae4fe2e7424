/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-server.h"

G_BEGIN_DECLS

/**
 * RwControl:
 *
 * Where rackwardctl finds a server that runs: a socket in its data folder. Who may open the store's
 * file may speak here, and nobody else: the folder and the socket belong to the server's user, and
 * the kernel says who is at the other end. There are no passwords to know and no port to reach, so
 * that administration adds nothing to what can be attacked over the network.
 *
 * One order and one answer a connection, each one line of JSON: see rw_admin_run() for the orders.
 * The answer is {"ok":{…}} or {"error":{"code":…,"message":…}}.
 */
typedef struct _RwControl RwControl;

RwControl *rw_control_new  (RwServer    *server,
                            const char  *data_dir,
                            GError     **error);
void       rw_control_free (RwControl   *control);
JsonNode  *rw_control_ask  (const char  *data_dir,
                            JsonObject  *order,
                            GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwControl, rw_control_free)

G_END_DECLS
