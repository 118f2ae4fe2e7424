/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-morning.h"

G_BEGIN_DECLS

char     *rw_morning_ticket_title (const RwMorningStep *step);
RwRecord *rw_morning_ticket_new   (const RwMorningStep *step,
                                   const char          *title,
                                   const char          *message,
                                   gint64               now);

G_END_DECLS
