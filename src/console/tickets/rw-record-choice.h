/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

typedef void (*RwRecordChosenFunc) (RwPage     *page,
                                    RwKind      kind,
                                    const RwId *id,
                                    gpointer    data);

void rw_record_choice_ask (RwPage             *page,
                           const char         *title,
                           RwRecord           *ticket,
                           guint64             kinds,
                           RwRecordChosenFunc  func,
                           gpointer            data,
                           GDestroyNotify      free_data);

G_END_DECLS
