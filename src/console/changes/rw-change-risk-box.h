/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_RISK_BOX (rw_change_risk_box_get_type ())

/**
 * RwChangeRiskBox:
 *
 * Questions on the risk with their answers, and what comes of them: probability × effect. A person may raise it, not
 * lower it.
 */
G_DECLARE_FINAL_TYPE (RwChangeRiskBox, rw_change_risk_box, RW, CHANGE_RISK_BOX, RwChangeBox)

GtkWidget *rw_change_risk_box_new (void);

G_END_DECLS
