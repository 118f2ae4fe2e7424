/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-estate.h"

G_BEGIN_DECLS

double      rw_estate_share         (const RwEstateFigures *figures);
char       *rw_estate_percent       (const RwEstateFigures *figures);
char       *rw_estate_headline      (const RwEstateFigures *figures);
char       *rw_estate_group_name    (const RwEstate        *estate,
                                     guint                  group);
char       *rw_estate_group_sentence (const RwEstate       *estate,
                                     guint                  group);
char       *rw_estate_trend_sentence (const RwEstate       *estate,
                                     guint                  group);
char       *rw_estate_growth        (gint64                 bytes);
char       *rw_estate_place         (const RwEstate        *estate,
                                     const RwEstateSystem  *system);
char       *rw_estate_why           (const RwEstateSystem  *system);

G_END_DECLS
