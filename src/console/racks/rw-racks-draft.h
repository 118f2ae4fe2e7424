/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-move-plan.h"
#include "rw-racks-page-private.h"

G_BEGIN_DECLS

GtkWidget  *rw_racks_draft_wrap         (RwRacksPage       *self,
                                         GtkWidget         *content);
void        rw_racks_draft_session_set  (RwRacksPage       *self);
void        rw_racks_draft_data_changed (RwRacksPage       *self,
                                         const RwChangeSet *changes);
RwRackPlan *rw_racks_draft_show         (RwRacksPage       *self,
                                         RwRackPlan        *plan);
void        rw_racks_draft_show_ghosts  (RwRacksPage       *self);
gboolean    rw_racks_draft_take_move    (RwRacksPage       *self,
                                         const RwMove      *move);
void        rw_racks_draft_close        (RwRacksPage       *self);
gboolean    rw_racks_draft_settled      (RwRacksPage       *self);
void        rw_racks_draft_dispose      (RwRacksPage       *self);
void        rw_racks_draft_install      (RwRacksPageClass  *klass);

G_END_DECLS
