/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

/* Ids of the records that are there: fuzz_store_id (1) is a customer, and so on; see fuzz-store.c. */
#define FUZZ_STORE_RECORDS 12

RwLogStore *fuzz_store_begin (void);
void        fuzz_store_end   (void);
void        fuzz_store_check (RwLogStore *store);
RwId        fuzz_store_id    (guint       number);

G_END_DECLS
