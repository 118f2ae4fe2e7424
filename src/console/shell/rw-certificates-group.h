/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CERTIFICATES_GROUP (rw_certificates_group_get_type ())

/**
 * RwCertificatesGroup:
 *
 * Whom the connection to a server believes: the files that a person may choose, what is trusted now, and
 * what is wrong. What is chosen applies at once.
 */
G_DECLARE_FINAL_TYPE (RwCertificatesGroup, rw_certificates_group, RW, CERTIFICATES_GROUP, AdwPreferencesGroup)

GtkWidget *rw_certificates_group_new     (RwSession           *session);
void       rw_certificates_group_choose  (RwCertificatesGroup *self,
                                          const char          *ca_file,
                                          const char          *client_file);
gboolean   rw_certificates_group_settled (RwCertificatesGroup *self);

G_END_DECLS
