/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-certificates.h"

#include "rw-clock.h"

/* @date: (transfer full) (nullable) */
static gint64
take_date (GDateTime *date)
{
  gint64 at = date != NULL ? g_date_time_to_unix (date) * RW_SECOND : 0;

  g_clear_pointer (&date, g_date_time_unref);
  return at;
}

/**
 * rw_certificate_new:
 *
 * Returns: (transfer full): what is in @certificate for a person
 */
RwCertificate *
rw_certificate_new (GTlsCertificate *certificate)
{
  RwCertificate *self = g_new (RwCertificate, 1);

  *self = (RwCertificate) { g_tls_certificate_get_subject_name (certificate),
                            g_tls_certificate_get_issuer_name (certificate),
                            take_date (g_tls_certificate_get_not_valid_before (certificate)),
                            take_date (g_tls_certificate_get_not_valid_after (certificate)) };
  return self;
}

/**
 * rw_certificate_copy:
 * @certificate: (nullable): what to copy
 *
 * Returns: (transfer full) (nullable): the same
 */
RwCertificate *
rw_certificate_copy (const RwCertificate *certificate)
{
  RwCertificate *copy;

  if (certificate == NULL)
    return NULL;
  copy = g_new (RwCertificate, 1);
  *copy = (RwCertificate) { g_strdup (certificate->subject), g_strdup (certificate->issuer),
                            certificate->from, certificate->until };
  return copy;
}

void
rw_certificate_free (RwCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_free (certificate->subject);
  g_free (certificate->issuer);
  g_free (certificate);
}

void
rw_certificates_free (RwCertificates *certificates)
{
  if (certificates == NULL)
    return;
  g_free (certificates->ca_file);
  g_free (certificates->client_file);
  g_free (certificates->problem);
  g_ptr_array_unref (certificates->authorities);
  rw_certificate_free (certificates->client);
  rw_certificate_free (certificates->server);
  g_free (certificates);
}
