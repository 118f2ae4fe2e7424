/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RW_BACKUP_MEDIAN_RUNS:
 *
 * A run is compared with the median of this many good ones before it.
 */
#define RW_BACKUP_MEDIAN_RUNS 14

/**
 * RW_BACKUP_MEDIAN_LEAST:
 *
 * With fewer good runs than this there is no median to speak of, and only zero bytes are suspicious.
 */
#define RW_BACKUP_MEDIAN_LEAST 3

/**
 * RwSuspicion:
 * @RW_SUSPICION_NONE: nothing odd
 * @RW_SUSPICION_EMPTY: zero bytes processed
 * @RW_SUSPICION_SMALL: under half the median size
 * @RW_SUSPICION_LARGE: over twice the median size
 * @RW_SUSPICION_LONG: took over three times the median time
 *
 * Why a run that says it succeeded does not count as a good one.
 */
typedef enum
{
  RW_SUSPICION_NONE,
  RW_SUSPICION_EMPTY,
  RW_SUSPICION_SMALL,
  RW_SUSPICION_LARGE,
  RW_SUSPICION_LONG,
} RwSuspicion;

/**
 * RwBackupResult:
 * @RW_BACKUP_NOTHING: no run was expected
 * @RW_BACKUP_GOOD: success
 * @RW_BACKUP_RUNNING: not finished yet
 * @RW_BACKUP_UNKNOWN: nobody can tell
 * @RW_BACKUP_WARNING: good, with a warning
 * @RW_BACKUP_SUSPICIOUS: says it succeeded, but see #RwSuspicion
 * @RW_BACKUP_MISSED: expected, did not start by schedule and grace
 * @RW_BACKUP_FAILED: failed
 * @RW_BACKUP_NO_JOB: the system has no job at all
 *
 * What a run, a day or a system comes to; ascending by how bad it is.
 */
typedef enum
{
  RW_BACKUP_NOTHING,
  RW_BACKUP_GOOD,
  RW_BACKUP_RUNNING,
  RW_BACKUP_UNKNOWN,
  RW_BACKUP_WARNING,
  RW_BACKUP_SUSPICIOUS,
  RW_BACKUP_MISSED,
  RW_BACKUP_FAILED,
  RW_BACKUP_NO_JOB,
  RW_BACKUP_N_RESULTS,
} RwBackupResult;

/**
 * RwRecoveryPoint:
 *
 * Age of the last good run by the recovery point objective: up to 1 compliant, up to 2 exceeded, up
 * to 4 severe, above critical. No good run at all is critical.
 */
typedef enum
{
  RW_RECOVERY_COMPLIANT,
  RW_RECOVERY_EXCEEDED,
  RW_RECOVERY_SEVERE,
  RW_RECOVERY_CRITICAL,
} RwRecoveryPoint;

/**
 * RwBackupMedian:
 *
 * The last good runs of one job. Zero it to begin; feed it runs in ascending order of time.
 */
typedef struct
{
  guint n_bytes, n_seconds;
  guint next_bytes, next_seconds;
  gint64 bytes[RW_BACKUP_MEDIAN_RUNS];          /* in order of arrival, a ring */
  gint64 seconds[RW_BACKUP_MEDIAN_RUNS];
  gint64 sorted_bytes[RW_BACKUP_MEDIAN_RUNS];
  gint64 sorted_seconds[RW_BACKUP_MEDIAN_RUNS];
} RwBackupMedian;

RwSuspicion     rw_backup_median_judge   (const RwBackupMedian *self,
                                          RwRunStatus           status,
                                          gint64                bytes,
                                          gint64                seconds);
void            rw_backup_median_add     (RwBackupMedian       *self,
                                          gint64                bytes,
                                          gint64                seconds);
gint64          rw_backup_median_bytes   (const RwBackupMedian *self);
gint64          rw_backup_median_seconds (const RwBackupMedian *self);
gboolean        rw_backup_run_is_good    (RwRunStatus           status,
                                          RwSuspicion           suspicion);
RwBackupResult  rw_backup_run_result     (RwRunStatus           status,
                                          RwSuspicion           suspicion);
RwBackupResult  rw_backup_worse          (RwBackupResult        a,
                                          RwBackupResult        b);
gboolean        rw_backup_result_is_red  (RwBackupResult        result);
RwRecoveryPoint rw_backup_recovery_point (gint64                age,
                                          gint64                objective);
const char     *rw_backup_cause          (RwBackupResult        result,
                                          RwSuspicion           suspicion,
                                          const char           *signature);
const char     *rw_backup_cause_label    (const char           *cause);
gboolean        rw_backup_ack_holds      (gint64                at,
                                          gint64                until,
                                          const char           *acknowledged_signature,
                                          const char           *signature,
                                          gint64                now);
const char     *rw_backup_result_label   (RwBackupResult        result);
const char     *rw_suspicion_label       (RwSuspicion           suspicion);
const char     *rw_recovery_point_label  (RwRecoveryPoint       point);

G_END_DECLS
