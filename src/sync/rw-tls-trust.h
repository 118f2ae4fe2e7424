/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-certificates.h"

G_BEGIN_DECLS

#define RW_TYPE_TLS_TRUST (rw_tls_trust_get_type ())

/**
 * RwTlsTrust:
 *
 * Whom the connections to one server believe: the system's certificate authorities, or those in one
 * file; and the certificate this client shows, where the server wants one. What does not verify is
 * refused, always; there is no way around it. It remembers the certificate that was accepted last,
 * so that it can be said that a refused one is another. A new certificate that a trusted authority
 * vouches for is a renewal, and accepted.
 *
 * In the file server-NAME.conf of the state folder are the paths of the files, never what is in them.
 * May be used from any thread, as every #GTlsDatabase.
 */
G_DECLARE_FINAL_TYPE (RwTlsTrust, rw_tls_trust, RW, TLS_TRUST, GTlsDatabase)

RwTlsTrust      *rw_tls_trust_load        (const char    *dir,
                                           const char    *name,
                                           const char    *host);
RwTlsTrust      *rw_tls_trust_choose      (const char    *dir,
                                           const char    *name,
                                           const char    *host,
                                           const char    *ca_file,
                                           const char    *client_file,
                                           GError       **error);
gboolean         rw_tls_trust_save_files  (const char    *dir,
                                           const char    *name,
                                           const char    *ca_file,
                                           const char    *client_file,
                                           GError       **error);
RwCertificates  *rw_tls_trust_describe    (RwTlsTrust    *self);
GTlsCertificate *rw_tls_trust_get_client  (RwTlsTrust    *self);
void             rw_tls_trust_note_answer (RwTlsTrust    *self);
gboolean         rw_tls_trust_note_request (RwTlsTrust   *self);
char            *rw_tls_trust_explain     (RwTlsTrust    *self,
                                           const GError  *error);

G_END_DECLS
