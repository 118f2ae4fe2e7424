/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-problem-view.h"
#include "rw-problems-list.h"
#include "rw-problems-page.h"
#include "rw-series-view.h"

G_BEGIN_DECLS

/* What the parts of the page share: the page itself reads and shows, rw-problems-page-work.c does what a person asks
 * for. */
struct _RwProblemsPage
{
  RwPage parent_instance;

  GtkStack *stack;
  GtkStack *details;
  RwProblemsList *list;
  RwSeriesView *series;
  RwProblemView *problem;

  RwProblemDetail *detail; /* (nullable): of the problem that is shown */
  RwId wanted;             /* what is to be selected once it is read, or nil */

  GCancellable *cancellable;
  GCancellable *detail_cancellable;
  guint reload_source;
  gboolean loading, stale, loaded, opening, is_shown;
};

gboolean rw_problems_page_may_edit     (RwProblemsPage *self);
void     rw_problems_page_install_work (GtkWidgetClass *widget_class);
void     rw_problems_page_connect_work (RwProblemsPage *self);

G_END_DECLS
