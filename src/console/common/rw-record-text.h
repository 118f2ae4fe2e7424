/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

char *rw_record_dup_title (RwRecord *record);

G_END_DECLS
