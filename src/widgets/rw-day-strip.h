/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-status.h"

G_BEGIN_DECLS

/**
 * RwDaySpan:
 * @start: microseconds since 1970, UTC
 * @end: the same; @start for a moment
 * @label: shown beside or inside the bar
 * @description: a sentence with the times, for the tooltip and for those who cannot see the bar
 * @status: colour of the bar; %RW_STATUS_ATTENTION and %RW_STATUS_BAD show their symbol, too
 * @faint: something to know rather than to do: a window, not a change
 */
typedef struct
{
  gint64 start;
  gint64 end;
  const char *label;
  const char *description;
  RwStatus status;
  gboolean faint;
} RwDaySpan;

#define RW_TYPE_DAY_STRIP (rw_day_strip_get_type ())

/**
 * RwDayStrip:
 *
 * A stretch of about a day as a strip: hours from left to right, spans below each other where they
 * would overlap. Each span is a button.
 *
 * Signals: "activate-span" (guint index): the person chose the span with this index.
 */
G_DECLARE_FINAL_TYPE (RwDayStrip, rw_day_strip, RW, DAY_STRIP, GtkWidget)

GtkWidget *rw_day_strip_new         (void);
void       rw_day_strip_set         (RwDayStrip      *self,
                                     gint64           start,
                                     gint64           end,
                                     gint64           now,
                                     GTimeZone       *zone,
                                     const RwDaySpan *spans,
                                     guint            n_spans);
void       rw_day_strip_set_max_lanes (RwDayStrip    *self,
                                       guint          max_lanes);
guint      rw_day_strip_get_n_hidden (RwDayStrip     *self);

G_END_DECLS
