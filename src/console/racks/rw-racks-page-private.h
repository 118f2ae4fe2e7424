/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-canvas.h"
#include "rw-rack-plan.h"
#include "rw-racks-chooser.h"
#include "rw-racks-page.h"
#include "rw-racks-photos.h"

G_BEGIN_DECLS

/* What the parts of the page share: showing, its actions, and the search for a place beside the racks. */

/* The moves that are planned: rw-racks-draft.c */
typedef struct _RwRacksDraft RwRacksDraft;

struct _RwRacksPage
{
  RwPage parent_instance;

  GSettings *settings;
  GtkWidget *stack;
  RwRackCanvas *canvas;
  GtkWidget *legend;
  GtkWidget *hint;
  GtkWidget *menu;
  RwRacksDraft *draft;
  RwRacksPhotos *photos;
  GtkWidget *place; /* the search for a place, while it is open */
  GtkBox *beside;   /* the racks, and what is open beside them */
  AdwToggleGroup *toggles; /* not owned */
  RwRacksChooser *chooser; /* not owned */

  GtkWidget *cables_bar, *cables_label;
  RwId cables_of; /* whose cables are over the racks, or asked for */
  char *cables_of_name;
  gboolean cables_loading, cables_stale;

  GPtrArray *rooms; /* (element-type RwRoomInfo) */
  RwId site;        /* the one that is shown */
  RwId room;        /* the one in the middle of the window */
  RwRackPlan *held; /* newer data that wait until the device in the hand is put down */
  gboolean has_wanted;
  RwKind wanted_kind; /* to be revealed once its room is there */
  RwId wanted;
  guint n_found;
  gboolean searching;

  GCancellable *cancellable;
  gboolean loading;
  gboolean stale;
  gboolean shown;
};

void rw_racks_page_colour_by       (RwRacksPage *self,
                                    int          by);
void rw_racks_page_go_to           (RwRacksPage *self,
                                    int          kind,
                                    const RwId  *place);
void rw_racks_page_show_plan       (RwRacksPage *self,
                                    RwRackPlan  *plan);

/* rw-racks-page-actions.c */
void rw_racks_page_actions_install (RwRacksPageClass *klass);

G_END_DECLS
