/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-estate.h"

G_BEGIN_DECLS

void rw_estate_report_save_pdf (GtkWidget *widget,
                                RwEstate  *estate,
                                guint      group);
void rw_estate_report_save_csv (GtkWidget *widget,
                                RwEstate  *estate,
                                guint      group);
void rw_estate_report_save_all (GtkWidget *widget,
                                RwEstate  *estate);
void rw_estate_report_save_into (GtkWidget *widget,
                                 RwEstate  *estate,
                                 GFile     *folder);

G_END_DECLS
