/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-session.h"

G_BEGIN_DECLS

/* Ways to an open session. Each answers with one that has been opened, or with an error whose
 * message a person can act on. */

/**
 * RwConnectionProgress:
 * @text: what is being done
 * @fraction: 0 to 1, negative for unknown
 */
typedef void (*RwConnectionProgress) (const char *text,
                                      double      fraction,
                                      gpointer    user_data);

/**
 * RwConnectionTls:
 * @ca_file: (nullable): PEM file with the certificate authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show and its key, %NULL for none
 *
 * What a person chose about certificates.
 */
typedef struct
{
  const char *ca_file;
  const char *client_file;
} RwConnectionTls;

void       rw_connection_sample_async  (const char           *state_dir,
                                        const char           *import_file,
                                        RwConnectionProgress  progress,
                                        gpointer              progress_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void       rw_connection_sign_in_async (const char           *state_dir,
                                        const char           *url,
                                        const char           *login,
                                        const char           *password,
                                        const RwConnectionTls *tls,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void       rw_connection_resume_async  (const char           *state_dir,
                                        const char           *url,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
RwSession *rw_connection_finish        (GAsyncResult         *result,
                                        GError              **error);
char      *rw_connection_explain       (const GError         *error,
                                        const char           *url);

G_END_DECLS
