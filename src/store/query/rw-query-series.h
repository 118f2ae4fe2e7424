/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwSeriesTicket:
 * @number: (nullable): given by the server
 * @linked: it names the problem as its cause already
 *
 * One incident of a series, or of a problem.
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  RwTicketStatus status;
  RwPriority priority;
  gint64 opened;
  gboolean linked;
} RwSeriesTicket;

/**
 * RwSeries:
 * @title: of the newest of the incidents
 * @cause: (nullable): the alert or category they share
 * @customer: (nullable): name
 * @system: (nullable): name of the configuration item
 * @ci: the configuration item
 * @ci_kind: of it
 * @newest: the newest of the incidents; what is common to all is read from it
 * @tickets: (element-type RwId): ascending by their opening
 * @incidents: (nullable) (element-type RwSeriesTicket): the same, in the same order
 * @numbers: their numbers, with commas
 * @last: when the newest was opened
 * @days: in how many days they came; 0 for those of a fixed problem
 * @by_alert: @cause is an alert
 * @problem: the fixed problem that they look like; nil for a candidate
 * @problem_number: (nullable): its number
 * @problem_title: (nullable): its title
 * @change: the change that fixed it
 * @change_number: (nullable): its number
 * @fixed: when that was done
 *
 * Incidents that a person has to decide on: a problem candidate, or a question whether a fixed problem is back
 * (DOMAIN, "Tickets").
 */
typedef struct
{
  char *title;
  char *cause;
  char *customer;
  char *system;
  RwId ci;
  RwKind ci_kind;
  RwId newest;
  GArray *tickets;
  GPtrArray *incidents;
  char *numbers;
  gint64 last;
  guint days;
  gboolean by_alert;
  RwPriority priority;
  RwId problem;
  char *problem_number;
  char *problem_title;
  RwId change;
  char *change_number;
  gint64 fixed;
} RwSeries;

GPtrArray *rw_query_series       (RwCache        *cache,
                                  gint64          now,
                                  GCancellable   *cancellable,
                                  GError        **error);
void       rw_series_free        (RwSeries       *series);
void       rw_series_ticket_free (RwSeriesTicket *ticket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSeries, rw_series_free)

G_END_DECLS
