/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/* How many incidents in how many days make a problem candidate (DOMAIN, "Tickets"). */
#define RW_PROBLEM_MANY      3
#define RW_PROBLEM_MANY_DAYS 30
#define RW_PROBLEM_FEW       2
#define RW_PROBLEM_FEW_DAYS  7

/**
 * RwIncident:
 * @customer: nil for none
 * @service: nil for none
 * @ci: the configuration item; nil for none
 * @alert: (nullable): name of the alert; borrowed
 * @category: (nullable): borrowed; counts where there is no alert
 * @opened: when
 * @has_problem: a problem is named as its cause already
 * @has_open_problem: and that problem is still open
 * @fixed: 1 + the index of the fixed problem that is named as its cause, see rw-problem-return.h; 0 for none
 * @dismissed: a person decided that it and those before it are not one problem
 *
 * What of an incident decides whether it is one of a series.
 */
typedef struct
{
  RwId customer;
  RwId service;
  RwId ci;
  const char *alert;
  const char *category;
  gint64 opened;
  gboolean has_problem;
  gboolean has_open_problem;
  guint fixed;
  gboolean dismissed;
} RwIncident;

/* The tag of the incident at which a person decided that there is no problem behind it and those before it. */
#define RW_TICKET_TAG_NO_PROBLEM "not-a-problem"

/**
 * RwProblemCandidate:
 * @incidents: (element-type guint): indexes into the incidents, ascending by their opening
 * @days: %RW_PROBLEM_FEW_DAYS or %RW_PROBLEM_MANY_DAYS: in how many days they came
 *
 * Incidents that look like one problem. A person decides.
 */
typedef struct
{
  GArray *incidents;
  guint days;
} RwProblemCandidate;

char      *rw_incident_dup_key        (const RwIncident   *incident);
gboolean   rw_incident_is_of_same     (const RwIncident   *a,
                                       const RwIncident   *b);
gboolean   rw_incident_is_dismissed   (RwRecord           *ticket);
GPtrArray *rw_problem_candidates_find (const RwIncident   *incidents,
                                       guint               n_incidents,
                                       gint64              now);
void       rw_problem_candidate_free  (RwProblemCandidate *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwProblemCandidate, rw_problem_candidate_free)

G_END_DECLS
