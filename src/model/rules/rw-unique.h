/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/* An address is unique in its VRF: not a field of its own. */
#define RW_UNIQUE_ADDRESS "address_in_vrf"

const char *rw_unique_name (RwKind    kind,
                            guint     index);
char       *rw_unique_key  (RwRecord *record,
                            guint     index);
char       *rw_unique_text (RwRecord *record,
                            guint     index);
const char *rw_unique_label (RwKind   kind,
                             guint    index);

G_END_DECLS
