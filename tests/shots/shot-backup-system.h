/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shot-studio.h"

G_BEGIN_DECLS

void shot_backup_system (Shots      *shots,
                         const char *scheme);

G_END_DECLS
