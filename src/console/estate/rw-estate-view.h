/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_ESTATE_VIEW (rw_estate_view_get_type ())

/**
 * RwEstateView:
 *
 * What the company can restore, for each customer and service, how that became, and which systems somebody should
 * look at. Reads the present first, and the history behind it, only while somebody looks. Systems are opened by
 * the page that it stands in.
 */
G_DECLARE_FINAL_TYPE (RwEstateView, rw_estate_view, RW, ESTATE_VIEW, AdwBin)

GtkWidget *rw_estate_view_new          (void);
void       rw_estate_view_set_session  (RwEstateView      *self,
                                        RwSession         *session);
void       rw_estate_view_data_changed (RwEstateView      *self,
                                        const RwChangeSet *changes);
void       rw_estate_view_set_shown    (RwEstateView      *self,
                                        gboolean           shown);
void       rw_estate_view_plan_tests   (RwEstateView      *self);
gboolean   rw_estate_view_is_settled   (RwEstateView      *self);

G_END_DECLS
