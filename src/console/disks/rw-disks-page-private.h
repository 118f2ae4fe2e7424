/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-disk-view.h"
#include "rw-disks-list.h"
#include "rw-disks-page.h"

G_BEGIN_DECLS

/* What the parts of the page share: the page itself reads and shows, rw-disks-page-work.c does what a person asks
 * for. */
struct _RwDisksPage
{
  RwPage parent_instance;

  GtkStack *stack;
  GtkStack *lists; /* the list, or that nothing is in it */
  GtkStack *sides; /* the view, or that nothing is selected */
  RwDisksList *list;
  RwDiskView *view;
  GtkWidget *progress;
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GtkDropDown *groups;     /* weak */
  GSettings *settings;     /* (nullable) */

  RwVolumesBy by;
  RwDisksShow show;
  char *words; /* folded, nullable */
  RwId wanted; /* a volume that is to be selected once it is there; nil for none */

  GPtrArray *rows; /* as shown; %NULL before the first time */
  RwVolumesBy rows_by;
  guint n_urgent; /* volumes */
  GCancellable *cancellable;
  GCancellable *curve_cancellable;
  RwVolumeQuestion asked; /* of the curve that is shown or being read */
  guint pause_source;
  gboolean loading, stale, reading, is_shown;
};

void rw_disks_page_set_by       (RwDisksPage            *self,
                                 RwVolumesBy             by);
void rw_disks_page_set_show     (RwDisksPage            *self,
                                 RwDisksShow             show);
void rw_disks_page_ask_curve    (RwDisksPage            *self,
                                 const RwForecastChange *change);
void rw_disks_page_install_work (GtkWidgetClass         *widget_class);
void rw_disks_page_update_work  (RwDisksPage            *self);

G_END_DECLS
