/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-cross-rules.h"

G_BEGIN_DECLS

/**
 * RwCsvEstate:
 *
 * The records around an import: what its names mean, and what its rows would stand beside. It can show a
 * record as it would be, so that the rules between records are asked of the whole of an import. Not
 * locked: of one thread at a time.
 */
typedef struct _RwCsvEstate RwCsvEstate;

RwCsvEstate *rw_csv_estate_new      (void);
void         rw_csv_estate_free     (RwCsvEstate *estate);
void         rw_csv_estate_add      (RwCsvEstate *estate,
                                     RwRecord    *record);
void         rw_csv_estate_name     (RwCsvEstate *estate,
                                     RwRecord    *record);
void         rw_csv_estate_show     (RwCsvEstate *estate,
                                     RwRecord    *record);
void         rw_csv_estate_hide     (RwCsvEstate *estate,
                                     RwRecord    *record);
RwRecord    *rw_csv_estate_get      (RwCsvEstate *estate,
                                     RwKind       kind,
                                     const RwId  *id);
GPtrArray   *rw_csv_estate_find     (RwCsvEstate *estate,
                                     RwKind       kind,
                                     const char  *name);
GPtrArray   *rw_csv_estate_find_by  (RwCsvEstate *estate,
                                     RwKind       kind,
                                     guint        field,
                                     const char  *text);
RwRecord    *rw_csv_estate_get_rack (RwCsvEstate *estate,
                                     RwRecord    *device);
RwRecord    *rw_csv_estate_get_site (RwCsvEstate *estate,
                                     RwRecord    *system);
RwRecord    *rw_csv_estate_get_ref  (RwCsvEstate *estate,
                                     RwRecord    *record,
                                     guint        field);
RwRecord    *rw_csv_estate_find_primary (RwCsvEstate *estate,
                                     const RwId  *address,
                                     RwRecord    *system);
RwCrossView  rw_csv_estate_get_view (RwCsvEstate *estate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCsvEstate, rw_csv_estate_free)

G_END_DECLS
