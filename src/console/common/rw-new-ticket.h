/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

void rw_new_ticket_submit (RwPage   *page,
                           RwRecord *ticket,
                           gboolean  open);

void rw_new_ticket_submit_with (RwPage    *page,
                                RwRecord  *ticket,
                                GPtrArray *more,
                                gboolean   open);

G_END_DECLS
