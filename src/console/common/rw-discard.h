/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

void rw_discard_guard (AdwDialog         *dialog,
                       AdwNavigationView *navigation);
void rw_discard_watch (AdwNavigationPage *editor,
                       RwRecord          *record);

G_END_DECLS
