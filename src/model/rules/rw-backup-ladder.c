/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-ladder.h"

static void
take (RwBackupLadder *self, RwCheckDepth depth, gboolean passed, gint64 at, const char *message)
{
  if (passed)
    {
      self->good[depth] = MAX (self->good[depth], at);
      return;
    }
  /* Of two at the same moment it does not matter which was told first. */
  if (at < self->failed[depth] ||
      (at == self->failed[depth] && g_strcmp0 (message, self->messages[depth]) <= 0))
    return;
  self->failed[depth] = at;
  g_set_str (&self->messages[depth], message);
}

/**
 * rw_backup_ladder_add_run:
 * @purpose: an #RwRunPurpose, or -1 for a backup
 * @status: what the run says of itself
 * @suspicion: what is odd about it, see rw_backup_median_judge()
 * @depth: an #RwCheckDepth, or -1 for not said
 * @at: when it began
 * @message: (nullable): what it said
 *
 * A good backup has run, and what its tool checked behind it is checked. A backup that failed takes nothing away:
 * what was kept before is as good as it was. A verification is no backup; one that failed takes away what it
 * checked. What is running, was missed or is unknown says nothing.
 */
void
rw_backup_ladder_add_run (RwBackupLadder *self,
                          int             purpose,
                          RwRunStatus     status,
                          RwSuspicion     suspicion,
                          int             depth,
                          gint64          at,
                          const char     *message)
{
  gboolean good = rw_backup_run_is_good (status, suspicion);
  gboolean verification = purpose == RW_RUN_PURPOSE_VERIFICATION;

  g_return_if_fail (self != NULL && depth < RW_CHECK_DEPTH_N_VALUES);
  if (!verification && good)
    take (self, RW_CHECK_DEPTH_RAN, TRUE, at, NULL);
  /* A verification that does not say how deep it went has looked at the structure at least. */
  if (verification && depth < 0)
    depth = RW_CHECK_DEPTH_STRUCTURE;
  if (depth < RW_CHECK_DEPTH_STRUCTURE)
    return;
  if (good)
    take (self, (RwCheckDepth) depth, TRUE, at, NULL);
  else if (verification && status == RW_RUN_STATUS_FAILED)
    take (self, (RwCheckDepth) depth, FALSE, at, message);
}

/**
 * rw_backup_ladder_add_test:
 * @at: when it was made
 * @message: (nullable): what was noted
 *
 * A restore of a part is no restore of what was promised: only one that passed proves anything. It takes nothing away
 * either: only one that failed does.
 */
void
rw_backup_ladder_add_test (RwBackupLadder *self,
                           RwTestResult    result,
                           gint64          at,
                           const char     *message)
{
  g_return_if_fail (self != NULL);
  if (result == RW_TEST_RESULT_PARTIAL)
    return;
  take (self, RW_CHECK_DEPTH_RESTORED, result == RW_TEST_RESULT_PASSED, at, message);
}

/* A restore has read the data, and who has read the data has followed the structure. Neither says that anything
 * was backed up since: that a job ran is proven by its runs alone. */
static void
settle_step (RwBackupLadder *self, guint depth)
{
  RwLadderStep *step = &self->steps[depth];
  guint highest = depth == RW_CHECK_DEPTH_RAN ? depth : RW_CHECK_DEPTH_RESTORED;

  g_clear_pointer (&step->message, g_free);
  *step = (RwLadderStep) { .by = (RwCheckDepth) depth };
  for (guint above = depth; above <= highest; above++)
    if (self->good[above] > step->at)
      {
        step->at = self->good[above];
        step->by = (RwCheckDepth) above;
      }
  step->state = step->at != 0 ? RW_LADDER_PROVEN : RW_LADDER_NEVER;
  if (self->failed[depth] > step->at)
    {
      step->state = RW_LADDER_FAILED;
      step->failed_at = self->failed[depth];
      step->message = g_strdup (self->messages[depth]);
    }
}

/* What stands on a step that broke after it was climbed stands on nothing, until that one is proven again. */
static void
doubt_step (RwBackupLadder *self, guint depth)
{
  RwLadderStep *step = &self->steps[depth];

  if (step->state != RW_LADDER_PROVEN)
    return;
  for (guint below = RW_CHECK_DEPTH_STRUCTURE; below < depth; below++)
    {
      const RwLadderStep *broken = &self->steps[below];

      if (broken->state != RW_LADDER_FAILED || broken->failed_at < step->at)
        continue;
      step->state = RW_LADDER_DOUBTED;
      step->failed_at = broken->failed_at;
      g_set_str (&step->message, broken->message);
    }
}

/**
 * rw_backup_ladder_settle:
 * @cadence: what the policy wants
 * @now: the present
 *
 * Works out the steps. A verification is due by the step of the structure: the policy says how often, not how
 * deep; that the data was never read is to be seen at its own step.
 */
void
rw_backup_ladder_settle (RwBackupLadder *self, const RwLadderCadence *cadence, gint64 now)
{
  const gint64 wanted[RW_CHECK_DEPTH_N_VALUES] = {
    [RW_CHECK_DEPTH_RAN] = cadence->objective,
    [RW_CHECK_DEPTH_STRUCTURE] = cadence->verify,
    [RW_CHECK_DEPTH_RESTORED] = cadence->restore,
  };

  g_return_if_fail (self != NULL && cadence != NULL);
  for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
    {
      RwLadderStep *step = &self->steps[depth];
      gint64 since;

      settle_step (self, depth);
      since = step->at != 0 ? step->at : depth != RW_CHECK_DEPTH_RAN ? cadence->since : 0;
      step->overdue = wanted[depth] > 0 && now - since > wanted[depth];
    }
  for (guint depth = RW_CHECK_DEPTH_DATA; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
    doubt_step (self, depth);
}

static gboolean
is_weaker (const RwLadderStep *step, const RwLadderStep *than)
{
  static const guint8 rank[] = {
    [RW_LADDER_PROVEN] = 0, [RW_LADDER_DOUBTED] = 1, [RW_LADDER_NEVER] = 2, [RW_LADDER_FAILED] = 3
  };

  if (rank[step->state] != rank[than->state])
    return rank[step->state] > rank[than->state];
  return step->at < than->at;
}

/**
 * rw_backup_ladder_weaken:
 * @self: settled
 * @other: settled
 *
 * Has @self say of each step what is the worse of both: of several jobs the worst counts.
 */
void
rw_backup_ladder_weaken (RwBackupLadder *self, const RwBackupLadder *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
    {
      RwLadderStep *step = &self->steps[depth];
      gboolean overdue = step->overdue || other->steps[depth].overdue;

      if (is_weaker (&other->steps[depth], step))
        {
          g_free (step->message);
          *step = other->steps[depth];
          step->message = g_strdup (step->message);
        }
      step->overdue = overdue;
    }
}

/**
 * rw_backup_ladder_reached:
 * @self: settled
 *
 * Returns: the highest step up to which every one is proven, or -1 when nothing ever ran
 */
int
rw_backup_ladder_reached (const RwBackupLadder *self)
{
  int reached = -1;

  g_return_val_if_fail (self != NULL, -1);
  for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
    {
      if (self->steps[depth].state != RW_LADDER_PROVEN)
        break;
      reached = (int) depth;
    }
  return reached;
}

void
rw_backup_ladder_clear (RwBackupLadder *self)
{
  for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
    {
      g_free (self->steps[depth].message);
      g_free (self->messages[depth]);
    }
  *self = (RwBackupLadder) { 0 };
}
