/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-recurrence.h"

G_BEGIN_DECLS

/**
 * RwPreviewLine:
 * @instance: when; of one that is left out, when it would be
 * @skipped: it is left out
 * @moved: it has another start than the rule says
 * @added: it is a date beside the rule
 * @change: the clocks changed at this instant, and this is the first after it; 0 else
 */
typedef struct
{
  RwInstance instance;
  gboolean skipped;
  gboolean moved;
  gboolean added;
  gint64 change;
} RwPreviewLine;

GArray  *rw_recurrence_preview (const RwRecurrence *recurrence,
                                gint64              now,
                                guint               most,
                                GError            **error);
gboolean rw_recurrence_next    (const RwRecurrence *recurrence,
                                gint64              now,
                                RwInstance         *next);
gint64   rw_zone_next_change   (GTimeZone          *zone,
                                gint64              from);

G_END_DECLS
