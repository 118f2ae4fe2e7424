/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-racks-page.h"

G_BEGIN_DECLS

void rw_racks_actions_install (RwRacksPageClass *klass);

G_END_DECLS
