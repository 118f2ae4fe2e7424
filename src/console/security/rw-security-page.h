/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_SECURITY_PAGE (rw_security_page_get_type ())

/**
 * RwSecurityPage:
 *
 * How well the services are hardened, what is to be done, what was found, and the catalogue of what should be done
 * everywhere. Its action "security.of" (is) narrows the measures to a record: its kind and its id.
 */
G_DECLARE_FINAL_TYPE (RwSecurityPage, rw_security_page, RW, SECURITY_PAGE, RwPage)

GtkWidget *rw_security_page_new (void);

G_END_DECLS
