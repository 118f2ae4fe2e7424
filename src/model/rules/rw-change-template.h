/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

gboolean   rw_change_template_is_altered       (RwRecord    *before,
                                                RwRecord    *after);
gboolean   rw_change_template_check_record     (RwRecord    *template_,
                                                GError     **error);
gboolean   rw_change_template_check_transition (RwRecord    *before,
                                                RwRecord    *after,
                                                GError     **error);
char     **rw_change_template_get_tasks        (RwRecord    *template_);
void       rw_change_template_set_tasks        (RwRecord    *template_,
                                                const char *const *tasks);
RwRecord  *rw_change_new_from_template         (RwRecord    *template_,
                                                const RwId  *person);
RwRecord  *rw_change_new_clone                 (RwRecord    *change,
                                                const RwId  *person);
void       rw_change_add_template_tasks        (GPtrArray   *edits,
                                                RwRecord    *template_,
                                                const RwId  *change,
                                                const RwId  *owner);
void       rw_change_add_cloned_parts          (GPtrArray   *edits,
                                                GPtrArray   *items,
                                                GPtrArray   *tasks,
                                                const RwId  *change);

G_END_DECLS
