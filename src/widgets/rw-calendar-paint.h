/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

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

G_END_DECLS
