/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-connection.h"

G_BEGIN_DECLS

#define RW_TYPE_SAMPLE_SERVER (rw_sample_server_get_type ())

/**
 * RwSampleServer:
 *
 * A private rackwardd on loopback with the sample company, or with what a NetBox dump holds. Ends
 * with the object. To the console it is a server like any other.
 */
G_DECLARE_FINAL_TYPE (RwSampleServer, rw_sample_server, RW, SAMPLE_SERVER, GObject)

RwSampleServer *rw_sample_server_new           (const char           *state_dir,
                                                const char           *import_file);
void            rw_sample_server_start_async   (RwSampleServer       *self,
                                                RwConnectionProgress  progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean        rw_sample_server_start_finish  (RwSampleServer       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
const char     *rw_sample_server_get_directory (RwSampleServer       *self);
const char     *rw_sample_server_get_url       (RwSampleServer       *self);
const char     *rw_sample_server_get_token     (RwSampleServer       *self);

G_END_DECLS
