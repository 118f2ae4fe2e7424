/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-overview.h"
#include "rw-status.h"

G_BEGIN_DECLS

/**
 * RwOverviewLine:
 * @kind: of the place to go to, or %RW_KIND_NONE
 * @id: of the place to go to
 * @page: (nullable): action that goes to the page first that shows it best ("win.page-backups")
 * @status: colour and shape
 * @title: what it is
 * @reason: why it is here
 * @due: (nullable): until when, since when; short
 * @due_exact: (nullable): the exact time, for the tooltip
 * @late: @due has passed
 * @plain: @due says nothing about @status, and does not have its colour
 * @button: (nullable): what its button does, where that is not what those of the others do
 *
 * One line of a list, in the person's words.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  const char *page;
  RwStatus status;
  char *title;
  char *reason;
  char *due;
  char *due_exact;
  gboolean late;
  gboolean plain;
  const char *button;
} RwOverviewLine;

/**
 * RwOverviewFigure:
 * @figure: a number or a name
 * @hint: what to know beside it
 * @status: %RW_STATUS_BAD and %RW_STATUS_ATTENTION colour the figure
 * @page: action that goes to the page where more is to be seen
 */
typedef struct
{
  const char *title;
  char *figure;
  char *hint;
  RwStatus status;
  const char *page;
} RwOverviewFigure;

#define RW_OVERVIEW_N_FIGURES 5

void rw_overview_line_clear     (RwOverviewLine        *line);
void rw_overview_figure_clear   (RwOverviewFigure      *figure);

void rw_overview_say_need       (const RwNeed          *need,
                                 gint64                 now,
                                 RwOverviewLine        *line);
void rw_overview_say_series     (const RwSeries        *series,
                                 gint64                 now,
                                 RwOverviewLine        *line);
void rw_overview_say_event      (const RwShiftEvent    *event,
                                 gint64                 now,
                                 RwOverviewLine        *line);
void rw_overview_say_running    (const RwRunning       *running,
                                 gint64                 now,
                                 RwOverviewLine        *line);
void rw_overview_say_service    (const RwServiceHealth *service,
                                 RwOverviewLine        *line);
void rw_overview_say_site       (const RwSiteInfo      *site,
                                 RwOverviewLine        *line);
char *rw_overview_say_ahead     (const RwAhead         *ahead,
                                 gint64                 now);
char *rw_overview_say_shift     (const RwOverview      *overview);
char *rw_overview_say_quiet     (const RwOverview      *overview);
char *rw_overview_say_on_call   (const RwOverview      *overview);
void rw_overview_say_figures    (const RwOverview      *overview,
                                 RwOverviewFigure       figures[RW_OVERVIEW_N_FIGURES]);
char *rw_overview_short_name    (const char            *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwOverviewLine, rw_overview_line_clear)

G_END_DECLS
