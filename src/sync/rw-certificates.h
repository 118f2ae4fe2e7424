/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RwCertificate:
 * @subject: whose it is
 * @issuer: who vouches for it
 * @from: first moment that it is good for, microseconds since 1970; 0 when it does not say
 * @until: the last one
 *
 * What a person wants to know of a certificate.
 */
typedef struct
{
  char *subject;
  char *issuer;
  gint64 from;
  gint64 until;
} RwCertificate;

/**
 * RwCertificates:
 * @ca_file: (nullable): PEM file with the authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show the server and its key, %NULL for none
 * @authorities: (element-type RwCertificate): what is in @ca_file; empty without one
 * @client: (nullable): what is in @client_file
 * @server: (nullable): what the server showed when it was believed last, also before the last start
 * @problem: (nullable): one sentence on why nobody is believed, and what to do next
 *
 * Whom the connections to a server believe.
 */
typedef struct
{
  char *ca_file;
  char *client_file;
  GPtrArray *authorities;
  RwCertificate *client;
  RwCertificate *server;
  char *problem;
} RwCertificates;

RwCertificate  *rw_certificate_new   (GTlsCertificate     *certificate);
RwCertificate  *rw_certificate_copy  (const RwCertificate *certificate);
void            rw_certificate_free  (RwCertificate       *certificate);

void            rw_certificates_free (RwCertificates      *certificates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCertificate, rw_certificate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCertificates, rw_certificates_free)

G_END_DECLS
