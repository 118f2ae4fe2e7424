/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-layout.h"
#include "rw-status.h"

G_BEGIN_DECLS

RwStatus  rw_rack_device_status    (const RwRackDevice *device);
char     *rw_rack_device_condition (const RwRackDevice *device);
char     *rw_rack_device_place     (RwRackPlan         *plan,
                                    guint               device);
char     *rw_rack_device_sentence  (RwRackPlan         *plan,
                                    guint               device);
RwStatus  rw_rack_status           (RwRackPlan         *plan,
                                    guint               rack,
                                    guint              *n_worst);
char     *rw_rack_sentence         (RwRackPlan         *plan,
                                    guint               rack);
char     *rw_rack_power_words      (const RwRackInfo   *rack,
                                    gboolean           *bad);
char     *rw_rack_watts            (int                 watts);
char     *rw_rack_spot_sentence    (RwRackPlan         *plan,
                                    const RwRackSpot   *spot);

G_END_DECLS
