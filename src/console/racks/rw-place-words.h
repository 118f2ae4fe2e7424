/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-find-place.h"

G_BEGIN_DECLS

char *rw_place_watts   (double                watts);
char *rw_place_title   (const RwWiring       *wiring,
                        const RwPlaceRequest *request,
                        const RwPlace        *place);
char *rw_place_reasons (const RwWiring       *wiring,
                        const RwPlaceRequest *request,
                        const RwPlace        *place);
char *rw_place_next    (const RwPlaceRequest *request,
                        const RwPlace        *place);
char *rw_place_heading (const RwPlaceAnswer  *answer,
                        const RwPlaceRequest *request);
char *rw_place_lacks   (const RwWiring       *wiring,
                        const RwPlaceAnswer  *answer,
                        const RwPlaceRequest *request);

G_END_DECLS
