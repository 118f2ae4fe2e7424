/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

char *rw_backup_policy_describe        (RwRecord *policy);
char *rw_backup_policy_describe_copies (RwRecord *policy);

G_END_DECLS
