/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"

G_BEGIN_DECLS

/* Small things that the calendar views draw themselves, behind and over their chips. */

void   rw_calendar_paint_get_colors (GtkWidget     *widget,
                                     GdkRGBA       *line,
                                     GdkRGBA       *ink);
void   rw_calendar_paint_get_accent (GdkRGBA       *accent);
double rw_calendar_paint_text       (GtkWidget     *widget,
                                     GtkSnapshot   *snapshot,
                                     const char    *text,
                                     double         x,
                                     double         y,
                                     double         width,
                                     const GdkRGBA *color);
void   rw_calendar_paint_dot        (GtkSnapshot   *snapshot,
                                     double         x,
                                     double         y,
                                     double         radius,
                                     const GdkRGBA *color);

void   rw_calendar_paint_along     (GtkWidget             *widget,
                                    GtkSnapshot           *snapshot,
                                    const char            *text,
                                    const graphene_rect_t *area,
                                    const GdkRGBA         *color);
void   rw_calendar_paint_hatch     (GtkSnapshot           *snapshot,
                                    const graphene_rect_t *area,
                                    const GdkRGBA         *color);
void   rw_calendar_paint_dashes    (GtkSnapshot           *snapshot,
                                    const graphene_rect_t *area,
                                    const GdkRGBA         *color);
void   rw_calendar_paint_icon      (GtkWidget             *widget,
                                    GtkSnapshot           *snapshot,
                                    const char            *icon_name,
                                    double                 x,
                                    double                 y,
                                    const GdkRGBA         *color);
void   rw_calendar_paint_layer     (GtkWidget             *widget,
                                    GtkSnapshot           *snapshot,
                                    RwCalendarLayer        layer,
                                    gboolean               faint,
                                    const graphene_rect_t *area);
void   rw_calendar_paint_layer_ink (RwCalendarLayer        layer,
                                    GdkRGBA               *ink);

void   rw_calendar_paint_held      (GtkWidget             *widget,
                                    GtkSnapshot           *snapshot,
                                    const graphene_rect_t *area,
                                    const RwCalendarGhost *ghost,
                                    GTimeZone             *zone,
                                    gboolean               labelled);

G_END_DECLS
