/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_WELCOME (rw_welcome_get_type ())

/**
 * RwWelcome:
 *
 * What stands in the window until there is data: the choice between a server and the sample
 * company, the log-in, and the progress of the first sync.
 *
 * Signals: "connect-requested" (url, login, password); "sample-requested"; "cancelled": the person
 * left the progress page.
 */
G_DECLARE_FINAL_TYPE (RwWelcome, rw_welcome, RW, WELCOME, AdwBin)

void rw_welcome_show_choice   (RwWelcome  *self);
void rw_welcome_show_connect  (RwWelcome  *self,
                               const char *url,
                               const char *login,
                               const char *message);
void rw_welcome_show_progress (RwWelcome  *self,
                               const char *title,
                               const char *detail,
                               double      fraction);
void rw_welcome_show_failure  (RwWelcome  *self,
                               const char *title,
                               const char *message);
void rw_welcome_set_busy      (RwWelcome  *self,
                               gboolean    busy);
gboolean   rw_welcome_get_tls_files (RwWelcome   *self,
                                     const char **ca_file,
                                     const char **client_file);
gboolean rw_welcome_in_form   (RwWelcome  *self);
char    *rw_welcome_normalise_url (const char  *text,
                                   GError     **error);

G_END_DECLS
