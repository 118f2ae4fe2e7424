/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-security-rules.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* What a person does to measures and findings, as edits that are added to a list. */

gboolean  rw_security_edit_status  (GPtrArray          *edits,
                                    RwRecord           *measure,
                                    RwMeasureStatus     status,
                                    const RwId         *me,
                                    GError            **error);
void      rw_security_edit_accept  (GPtrArray          *edits,
                                    RwRecord           *measure,
                                    const char         *reason,
                                    gint64              until);
void      rw_security_edit_tie     (GPtrArray          *edits,
                                    RwRecord           *measure,
                                    guint               field,
                                    const RwId         *to);
void      rw_security_edit_apply   (GPtrArray          *edits,
                                    RwRecord           *entry,
                                    const RwId         *service,
                                    const RwId         *ci,
                                    const RwId         *ticket);
void      rw_security_edit_settle  (GPtrArray          *edits,
                                    RwRecord           *finding,
                                    RwRecord           *system,
                                    const RwId         *me);

G_END_DECLS
