/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

typedef void (*RwRiskFunc) (RwPage     *page,
                            const char *reason,
                            gint64      until,
                            gpointer    data);

AdwDialog *rw_security_ask_risk (RwPage         *page,
                                 const char     *title,
                                 gint64          today,
                                 RwRiskFunc      func,
                                 gpointer        data,
                                 GDestroyNotify  free_data);

G_END_DECLS
