/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_SECURITY_APPLY (rw_security_apply_get_type ())

/**
 * RwSecurityApply:
 *
 * Asks what an entry of the catalogue is applied to: the service as a whole, some of its systems, or both.
 *
 * Signal: "apply" (GArray *cis of RwId; one that is nil stands for the service as a whole).
 */
G_DECLARE_FINAL_TYPE (RwSecurityApply, rw_security_apply, RW, SECURITY_APPLY, AdwDialog)

AdwDialog *rw_security_apply_new    (const char      *title,
                                     GPtrArray       *systems);
void       rw_security_apply_choose (RwSecurityApply *self,
                                     guint            index,
                                     gboolean         chosen);
void       rw_security_apply_accept (RwSecurityApply *self);

G_END_DECLS
