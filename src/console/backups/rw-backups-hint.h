/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-session.h"

G_BEGIN_DECLS

/**
 * RwBackupsHint:
 *
 * The runs of the cells that a person looks at, by the pointer or by keys, as text. They are read beside the
 * interface; the caller is told when they are there.
 */
typedef struct _RwBackupsHint RwBackupsHint;

RwBackupsHint *rw_backups_hint_new         (GFunc          arrived,
                                            gpointer       data);
void           rw_backups_hint_free        (RwBackupsHint *self);
void           rw_backups_hint_set_session (RwBackupsHint *self,
                                            RwSession     *session);
void           rw_backups_hint_forget      (RwBackupsHint *self);
const char    *rw_backups_hint_get         (RwBackupsHint *self,
                                            const RwId    *system,
                                            gint64         day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupsHint, rw_backups_hint_free)

G_END_DECLS
