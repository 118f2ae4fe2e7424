/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shot-studio.h"

G_BEGIN_DECLS

/* The round through the racks. */

void shot_racks  (Shots      *shots,
                  const char *scheme);
void shot_floor  (Shots      *shots,
                  const char *scheme);
void shot_wiring (Shots      *shots,
                  const char *scheme);

G_END_DECLS
