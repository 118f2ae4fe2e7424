/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-ticket-report.h"

G_BEGIN_DECLS

/* Periods that are no number of days; nobody counts so few. */
#define RW_REPORT_THIS_MONTH 1
#define RW_REPORT_LAST_MONTH 2

#define RW_TYPE_REPORT_BAR (rw_report_bar_get_type ())

/**
 * RwReportBar:
 *
 * Asks for the period and for whom; remembers both. Signal: "changed".
 */
G_DECLARE_FINAL_TYPE (RwReportBar, rw_report_bar, RW, REPORT_BAR, AdwBin)

GtkWidget *rw_report_bar_new         (void);
void       rw_report_bar_set_choices (RwReportBar      *self,
                                      GPtrArray        *customers,
                                      GPtrArray        *services);
void       rw_report_bar_ask         (RwReportBar      *self,
                                      gint64            now,
                                      RwReportQuestion *question);
void       rw_report_bar_set_period  (RwReportBar      *self,
                                      guint             days);
gboolean   rw_report_bar_set_dates   (RwReportBar      *self,
                                      const char       *from,
                                      const char       *to);
void       rw_report_bar_choose      (RwReportBar      *self,
                                      RwKind            kind,
                                      const RwId       *id);
char      *rw_report_bar_dup_about   (RwReportBar      *self,
                                      gint64            from,
                                      gint64            to);
void       rw_report_bar_set_note    (RwReportBar      *self,
                                      const char       *note);
void       rw_report_bar_set_busy    (RwReportBar      *self,
                                      gboolean          busy);

G_END_DECLS
