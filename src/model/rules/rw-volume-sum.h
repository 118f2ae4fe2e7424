/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-forecast.h"

G_BEGIN_DECLS

/* A volume that was not measured for longer, while others of its group were, is not there any more. */
#define RW_VOLUME_SUM_GONE 14

GArray *rw_volume_sum (GPtrArray *volumes);

G_END_DECLS
