/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/* The category of a catalogue entry that is a sort of finding, not a hardening step that every service should have. */
#define RW_MEASURE_FINDING_TYPE "finding-type"

/* An accepted risk is spoken of so long before it ends. */
#define RW_RISK_ENDING_DAYS 30

/**
 * RwHardeningState:
 * @RW_HARDENING_WEAK: a critical finding is open, an accepted risk has ended, or less than half is done
 * @RW_HARDENING_UNKNOWN: nobody has looked at it
 * @RW_HARDENING_GAPS: something is left to do
 * @RW_HARDENING_GOOD: nine tenths are done, and nothing of weight is open
 *
 * How well a service is hardened; the worst first.
 */
typedef enum
{
  RW_HARDENING_WEAK,
  RW_HARDENING_UNKNOWN,
  RW_HARDENING_GAPS,
  RW_HARDENING_GOOD,
} RwHardeningState;

/**
 * RwHardening:
 * @n_steps: hardening steps of the catalogue that are in use
 * @n_done: of those how many are done here, and on every system that they were asked of
 * @n_verified: of those how many somebody else has looked at
 * @n_accepted: risks that are accepted for now
 * @n_lapsed: risks that were accepted and whose end has passed
 * @n_ending: risks that are accepted for less than %RW_RISK_ENDING_DAYS more
 * @next_end: day on which the first of them ends; only with @n_ending
 * @n_open: measures that are left to do, also those that are of no catalogue
 * @n_late: of those how many are past their due date
 * @findings: findings that no measure has settled, by severity
 * @known: there is any measure or finding
 *
 * What is known of the hardening of one service.
 */
typedef struct
{
  guint n_steps, n_done, n_verified;
  guint n_accepted, n_lapsed, n_ending;
  gint64 next_end;
  guint n_open, n_late;
  guint findings[RW_SEVERITY_N_VALUES];
  gboolean known;
} RwHardening;

gboolean         rw_measure_status_may_follow (RwMeasureStatus    from,
                                               RwMeasureStatus    to);
RwMeasureStatus  rw_measure_status_on         (RwMeasureStatus    status,
                                               gint64             risk_until,
                                               gint64             today);
gboolean         rw_measure_is_settled        (RwMeasureStatus    status);
gboolean         rw_measure_check             (RwRecord          *measure,
                                               GError           **error);
gboolean         rw_measure_check_transition  (RwRecord          *before,
                                               RwRecord          *after,
                                               GError           **error);
gboolean         rw_measure_check_writer      (RwRecord          *before,
                                               RwRecord          *after,
                                               guint              roles,
                                               GError           **error);
gboolean         rw_measure_check_verifier    (RwRecord          *measure,
                                               const RwId        *person,
                                               GError           **error);
gboolean         rw_measure_is_retired        (RwRecord          *measure);
double           rw_hardening_share           (const RwHardening *hardening);
RwHardeningState rw_hardening_judge           (const RwHardening *hardening);
int              rw_hardening_compare         (const RwHardening *a,
                                               const RwHardening *b);

G_END_DECLS
