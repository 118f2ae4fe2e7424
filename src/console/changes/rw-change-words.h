/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"
#include "rw-status.h"

G_BEGIN_DECLS

char *rw_change_words_countdown (RwRecord *change,
                                 gint64    now,
                                 RwStatus *status);

G_END_DECLS
