/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

void rw_systems_set_stage (RwPage    *page,
                           GArray    *keys,
                           RwStage    stage);

G_END_DECLS
