/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_PING_ADDRESS (rw_ping_address_get_type ())

/**
 * RwPingAddress:
 *
 * The address that a job's program calls when it begins, ends or fails. It is a secret: read from the server only
 * when somebody asks for it, and shown only when somebody wants to see it.
 */
G_DECLARE_FINAL_TYPE (RwPingAddress, rw_ping_address, RW, PING_ADDRESS, AdwBin)

GtkWidget  *rw_ping_address_new         (RwSession     *session,
                                         const RwId    *job);
void        rw_ping_address_show        (RwPingAddress *self);
const char *rw_ping_address_get_command (RwPingAddress *self);
gboolean    rw_ping_address_settled     (RwPingAddress *self);

G_END_DECLS
