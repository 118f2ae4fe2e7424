/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-entry.h"

G_BEGIN_DECLS

GPtrArray *rw_calendar_bands_merge (GPtrArray       *bands,
                                    RwCalendarLayer  layer,
                                    gboolean         faint);
gboolean   rw_calendar_bands_have  (GPtrArray       *bands,
                                    RwCalendarLayer  layer);

G_END_DECLS
