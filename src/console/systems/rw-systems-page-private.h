/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-steady-rows.h"
#include "rw-systems-columns.h"
#include "rw-systems-page.h"
#include "rw-systems-view.h"
#include "rw-unfold.h"

G_BEGIN_DECLS

/* What the files of the page share: rw-systems-page.c has the rows and what is done with them,
 * rw-systems-page-views.c how the table is set up and what is kept of that. */

/* Which systems the toggles of the header bar leave. */
typedef enum
{
  SHOW_ALL,
  SHOW_HARDWARE,
  SHOW_VIRTUAL,
} RwSystemsShow;

struct _RwSystemsPage
{
  RwPage parent_instance;

  GListStore *store;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  RwUnfold *unfold;
  GtkMultiSelection *selection;
  RwSteadyRows *rows;
  GtkColumnView *view;
  GtkStack *stack;
  GtkDropDown *group;
  GtkPopover *menu;
  GSimpleActionGroup *actions;
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GMenu *views_menu;
  GPtrArray *views;       /* (element-type RwSystemsView) */
  RwSystemsView *deleted; /* the last one, until another is */

  char *words;
  RwSystemsShow show;
  const RwSystemsColumn *section;
  RwId wanted;

  GCancellable *cancellable;
  GSettings *settings;
  gboolean loading;
  gboolean stale;
  gboolean loaded;
};

void rw_systems_page_set_section      (RwSystemsPage         *self,
                                       const RwSystemsColumn *section);
void rw_systems_page_restore_settings (RwSystemsPage         *self);
void rw_systems_page_save_columns     (RwSystemsPage         *self);
void rw_systems_page_add_view_actions (RwSystemsPage         *self);

G_END_DECLS
