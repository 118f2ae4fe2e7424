/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-rules.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Puts @value into the ring and the sorted copy beside it, in place of the oldest when full. */
static void
window_add (gint64 *ring,
            gint64 *sorted,
            guint  *n,
            guint  *next,
            gint64  value)
{
  guint at;

  if (*n == RW_BACKUP_MEDIAN_RUNS)
    {
      for (at = 0; sorted[at] != ring[*next]; at++)
        ;
      memmove (sorted + at, sorted + at + 1, (*n - at - 1) * sizeof *sorted);
      (*n)--;
    }
  for (at = *n; at > 0 && sorted[at - 1] > value; at--)
    sorted[at] = sorted[at - 1];
  sorted[at] = value;
  ring[*next] = value;
  *next = (*next + 1) % RW_BACKUP_MEDIAN_RUNS;
  (*n)++;
}

/* Twice the median, so that an even number of values needs no rounding. */
static gint64
twice_median (const gint64 *sorted,
              guint         n)
{
  return sorted[(n - 1) / 2] + sorted[n / 2];
}

/**
 * rw_backup_median_judge:
 * @self: the good runs before this one
 * @status: what the run says of itself
 * @bytes: bytes processed (never the deduplicated delta), or -1 when not known
 * @seconds: how long it took, or -1 when not known
 *
 * The rule is DOMAIN, "Backups": zero bytes; total size under half or over twice the median of the
 * last 14 good runs; duration over three times the median. Only a run that says it succeeded can be
 * suspicious.
 */
RwSuspicion
rw_backup_median_judge (const RwBackupMedian *self,
                        RwRunStatus           status,
                        gint64                bytes,
                        gint64                seconds)
{
  if (status != RW_RUN_STATUS_SUCCESS && status != RW_RUN_STATUS_WARNING)
    return RW_SUSPICION_NONE;
  if (bytes == 0)
    return RW_SUSPICION_EMPTY;
  if (bytes > 0 && self->n_bytes >= RW_BACKUP_MEDIAN_LEAST)
    {
      gint64 twice = twice_median (self->sorted_bytes, self->n_bytes);

      if (bytes * 4 < twice)
        return RW_SUSPICION_SMALL;
      if (bytes > twice)
        return RW_SUSPICION_LARGE;
    }
  if (seconds > 0 && self->n_seconds >= RW_BACKUP_MEDIAN_LEAST &&
      seconds * 2 > 3 * twice_median (self->sorted_seconds, self->n_seconds))
    return RW_SUSPICION_LONG;
  return RW_SUSPICION_NONE;
}

/**
 * rw_backup_median_add:
 * @bytes: of a good run, or -1 when not known
 * @seconds: of a good run, or -1 when not known
 *
 * Remembers a good run and forgets the fifteenth before it.
 */
void
rw_backup_median_add (RwBackupMedian *self,
                      gint64          bytes,
                      gint64          seconds)
{
  if (bytes >= 0)
    window_add (self->bytes, self->sorted_bytes, &self->n_bytes, &self->next_bytes, bytes);
  if (seconds >= 0)
    window_add (self->seconds, self->sorted_seconds, &self->n_seconds, &self->next_seconds, seconds);
}

/**
 * rw_backup_median_bytes:
 *
 * Returns: the median size of the good runs, or -1 while there are too few
 */
gint64
rw_backup_median_bytes (const RwBackupMedian *self)
{
  return self->n_bytes >= RW_BACKUP_MEDIAN_LEAST
           ? twice_median (self->sorted_bytes, self->n_bytes) / 2
           : -1;
}

/**
 * rw_backup_median_seconds:
 *
 * Returns: the median duration of the good runs, or -1 when none is known
 */
gint64
rw_backup_median_seconds (const RwBackupMedian *self)
{
  return self->n_seconds > 0 ? twice_median (self->sorted_seconds, self->n_seconds) / 2 : -1;
}

gboolean
rw_backup_run_is_good (RwRunStatus status,
                       RwSuspicion suspicion)
{
  return (status == RW_RUN_STATUS_SUCCESS || status == RW_RUN_STATUS_WARNING) && suspicion == RW_SUSPICION_NONE;
}

RwBackupResult
rw_backup_run_result (RwRunStatus status,
                      RwSuspicion suspicion)
{
  switch (status)
    {
    case RW_RUN_STATUS_SUCCESS:
      return suspicion != RW_SUSPICION_NONE ? RW_BACKUP_SUSPICIOUS : RW_BACKUP_GOOD;
    case RW_RUN_STATUS_WARNING:
      return suspicion != RW_SUSPICION_NONE ? RW_BACKUP_SUSPICIOUS : RW_BACKUP_WARNING;
    case RW_RUN_STATUS_RUNNING:
      return RW_BACKUP_RUNNING;
    case RW_RUN_STATUS_MISSED:
      return RW_BACKUP_MISSED;
    case RW_RUN_STATUS_FAILED:
      return RW_BACKUP_FAILED;
    case RW_RUN_STATUS_UNKNOWN:
    case RW_RUN_STATUS_N_VALUES:
    default:
      return RW_BACKUP_UNKNOWN;
    }
}

/**
 * rw_backup_worse:
 *
 * Returns: the worse of two: a day, or a system with several jobs, is as bad as its worst run
 */
RwBackupResult
rw_backup_worse (RwBackupResult a,
                 RwBackupResult b)
{
  return MAX (a, b);
}

/**
 * rw_backup_result_is_red:
 *
 * Returns: whether the morning check asks for an answer
 */
gboolean
rw_backup_result_is_red (RwBackupResult result)
{
  return result >= RW_BACKUP_SUSPICIOUS;
}

/**
 * rw_backup_recovery_point:
 * @age: microseconds since the last good run; negative when there was none
 * @objective: the recovery point objective in microseconds
 */
RwRecoveryPoint
rw_backup_recovery_point (gint64 age,
                          gint64 objective)
{
  if (age < 0 || age > 4 * objective)
    return RW_RECOVERY_CRITICAL;
  if (age > 2 * objective)
    return RW_RECOVERY_SEVERE;
  return age > objective ? RW_RECOVERY_EXCEEDED : RW_RECOVERY_COMPLIANT;
}

/* What is red and has no signature of its own. Kept in answers, so never translated or changed. */
static const struct
{
  const char *cause;
  const char *label;
} causes[] = {
  { "failed", NC_ ("backup cause", "Failed, and the tool did not say why") },
  { "missed", NC_ ("backup cause", "Did not start") },
  { "suspicious: empty", NC_ ("backup cause", "Suspicious: zero bytes") },
  { "suspicious: small", NC_ ("backup cause", "Suspicious: under half the usual size") },
  { "suspicious: large", NC_ ("backup cause", "Suspicious: over twice the usual size") },
  { "suspicious: long", NC_ ("backup cause", "Suspicious: over three times the usual duration") },
};

/**
 * rw_backup_cause:
 * @result: what a run comes to
 * @suspicion: what is odd about it
 * @signature: (nullable): of the run
 *
 * What an answer is bound to. A suspicious run is so whatever its tool said of itself, and a failure
 * without a signature is not the same as a run that never started.
 *
 * Returns: (nullable) (transfer none): the cause, or @signature; %NULL for what is not red: a recovery
 *   point that is merely too old
 */
const char *
rw_backup_cause (RwBackupResult  result,
                 RwSuspicion     suspicion,
                 const char     *signature)
{
  switch (result)
    {
    case RW_BACKUP_SUSPICIOUS:
      return suspicion != RW_SUSPICION_NONE ? causes[1 + suspicion].cause : signature;
    case RW_BACKUP_FAILED:
    case RW_BACKUP_MISSED:
      if (signature != NULL && *signature != '\0')
        return signature;
      return causes[result == RW_BACKUP_MISSED].cause;
    case RW_BACKUP_NOTHING:
    case RW_BACKUP_GOOD:
    case RW_BACKUP_RUNNING:
    case RW_BACKUP_UNKNOWN:
    case RW_BACKUP_WARNING:
    case RW_BACKUP_NO_JOB:
    case RW_BACKUP_N_RESULTS:
    default:
      return NULL;
    }
}

/**
 * rw_backup_cause_label:
 * @cause: (nullable): from rw_backup_cause()
 *
 * Returns: (transfer none): the cause for people: that of a tool as it is
 */
const char *
rw_backup_cause_label (const char *cause)
{
  if (cause == NULL)
    return C_ ("backup cause", "The last good backup is too old");
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (strcmp (causes[i].cause, cause) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "backup cause", causes[i].label);
  return cause;
}

/**
 * rw_backup_ack_holds:
 * @at: when it was given
 * @until: its end
 * @acknowledged_signature: (nullable): the cause that was acknowledged
 * @signature: (nullable): the cause now
 * @now: the present
 *
 * An acknowledgement ends at its end, and by itself when the cause of the failure changes.
 */
gboolean
rw_backup_ack_holds (gint64      at,
                     gint64      until,
                     const char *acknowledged_signature,
                     const char *signature,
                     gint64      now)
{
  return at <= now && now < until && g_strcmp0 (acknowledged_signature, signature) == 0;
}

/**
 * rw_backup_result_label:
 *
 * Returns: (transfer none): the translated word for a legend and for sentences
 */
const char *
rw_backup_result_label (RwBackupResult result)
{
  static const char *const labels[] = {
    [RW_BACKUP_NOTHING] = NC_ ("backup result", "nothing expected"),
    [RW_BACKUP_GOOD] = NC_ ("backup result", "good"),
    [RW_BACKUP_RUNNING] = NC_ ("backup result", "running"),
    [RW_BACKUP_UNKNOWN] = NC_ ("backup result", "unknown"),
    [RW_BACKUP_WARNING] = NC_ ("backup result", "warning"),
    [RW_BACKUP_SUSPICIOUS] = NC_ ("backup result", "suspicious"),
    [RW_BACKUP_MISSED] = NC_ ("backup result", "missed"),
    [RW_BACKUP_FAILED] = NC_ ("backup result", "failed"),
    [RW_BACKUP_NO_JOB] = NC_ ("backup result", "no job"),
  };

  g_return_val_if_fail (result < G_N_ELEMENTS (labels), "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "backup result", labels[result]);
}

/**
 * rw_suspicion_label:
 *
 * Returns: (transfer none): why the run is suspicious, as a translated clause; empty for none
 */
const char *
rw_suspicion_label (RwSuspicion suspicion)
{
  switch (suspicion)
    {
    case RW_SUSPICION_EMPTY:
      return _ ("zero bytes");
    case RW_SUSPICION_SMALL:
      return _ ("under half the usual size");
    case RW_SUSPICION_LARGE:
      return _ ("over twice the usual size");
    case RW_SUSPICION_LONG:
      return _ ("over three times the usual duration");
    case RW_SUSPICION_NONE:
    default:
      return "";
    }
}

const char *
rw_recovery_point_label (RwRecoveryPoint point)
{
  switch (point)
    {
    case RW_RECOVERY_COMPLIANT:
      return C_ ("recovery point", "within the objective");
    case RW_RECOVERY_EXCEEDED:
      return C_ ("recovery point", "exceeded");
    case RW_RECOVERY_SEVERE:
      return C_ ("recovery point", "severe");
    case RW_RECOVERY_CRITICAL:
    default:
      return C_ ("recovery point", "critical");
    }
}
