/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-racks-page-private.h"

G_BEGIN_DECLS

void rw_racks_place_open         (RwRacksPage       *self);
void rw_racks_place_close        (RwRacksPage       *self);
void rw_racks_place_shown_plan   (RwRacksPage       *self);
void rw_racks_place_data_changed (RwRacksPage       *self,
                                  const RwChangeSet *changes);

G_END_DECLS
