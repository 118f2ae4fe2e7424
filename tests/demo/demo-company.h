/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-demo.h"
#include "rw-record.h"

/* 2026-11-22 07:00 UTC, a Sunday. */
#define NOW G_GINT64_CONSTANT (1795330800000000)

/* A sample company, in memory. */
typedef struct
{
  GPtrArray *records;  /* in order */
  GHashTable *by_id;   /* id → record */
  GHashTable *order;   /* id → place in order + 1 */
  GHashTable *cables;  /* id of an end → cable */
  guint counts[RW_N_KINDS];
} Company;

gboolean  keep         (RwRecord   *record,
                        gpointer    data,
                        GError    **error);
Company  *company_new  (RwDemoSize  size,
                        guint64     seed);
void      company_free (Company    *company);
Company  *mid          (void);
RwRecord *get          (Company    *company,
                        const RwId *id);
RwRecord *follow       (Company    *company,
                        RwRecord   *record,
                        guint       field);

#define FOR_EACH(company, KIND, record) \
  for (guint i_##record = 0; i_##record < (company)->records->len; i_##record++) \
    for (RwRecord *record = (company)->records->pdata[i_##record]; \
         record != NULL && rw_record_get_kind (record) == RW_KIND_##KIND; record = NULL)
