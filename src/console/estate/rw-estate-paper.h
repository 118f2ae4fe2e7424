/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-estate.h"
#include "rw-sheets.h"

G_BEGIN_DECLS

RwSheets *rw_estate_paper_new (RwEstate       *estate,
                               guint           group,
                               const char     *made);
GBytes   *rw_estate_csv_new   (RwEstate       *estate,
                               guint           group);

G_END_DECLS
