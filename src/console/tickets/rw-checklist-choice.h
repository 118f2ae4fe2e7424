/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

void rw_checklist_choice_ask (RwPage     *page,
                              const RwId *subject);

G_END_DECLS
