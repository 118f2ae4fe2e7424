/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Jobs and 90 days of runs. A system in operation that has the backup tick should have a job; a few
 * have lost theirs, or never got it. One night the repository of many is locked. */

#define DAYS 90

/* Data is read as a run of its own about so often; the structure is checked behind every seventh run. */
#define VERIFY_DAYS 30

typedef enum
{
  NIGHTLY,
  DATABASES,
  FILES,
  OFTEN,
  WEEKLY,
  COPY,
  N_POLICIES,
} Policy;

static const struct
{
  const char *name, *start;
  int start_minutes, rpo, interval, grace, retention, verify, restore, copies, media;
  gboolean off_site, immutable;
} policies[N_POLICIES] = {
  { "Täglich 22:00", "22:00", 22 * 60, 24, 24, 60, 30, 30, 180, 2, 1, TRUE, FALSE },
  { "Datenbanken 01:30", "01:30", 90, 24, 24, 45, 35, 14, 90, 3, 2, TRUE, TRUE },
  { "Dateidienste 03:00", "03:00", 180, 24, 24, 90, 90, 30, 180, 3, 2, TRUE, FALSE },
  { "Alle 6 Stunden", "00:15", 15, 6, 6, 30, 14, 7, 90, 3, 2, TRUE, TRUE },
  { "Wöchentlich sonntags", "04:00", 240, 168, 168, 120, 180, 90, 365, 2, 1, FALSE, FALSE },
  { "Zweitkopie samstags", "06:00", 360, 192, 168, 240, 365, 180, 365, 3, 2, TRUE, TRUE },
};

typedef struct
{
  RwId id;
  int system;
  Policy policy;
  guint repository, chronic_days, chronic;
  gint64 bytes, files, seconds, since; /* since: first day with a run */
  gint64 born;                         /* day on which the job was set up */
  int site;                            /* where the copy is kept */
  RwBackupTool tool;
  RwBackupMedium medium;
  double growth;
  gint64 last_failed_at;
  const char *last_signature;
  RwId last_failed;
  gboolean failing;
} Job;

static const struct
{
  const char *signature, *message;
} faults[] = {
  { "disk quota exceeded", "Fatal: unable to save snapshot: disk quota exceeded" },
  { "connection refused", "Fatal: unable to open repository: dial tcp: connect: connection refused" },
  { "VSS timeout", "VSS: Zeitüberschreitung beim Einfrieren der Datenbank" },
  { "read error", "error: read /srv/data/archive: input/output error" },
  { "wrong password", "Fatal: wrong password or no key found" },
  { "agent not reachable", "Agent antwortet nicht, Auftrag nach 30 Minuten abgebrochen" },
};

static Policy
policy_for (const char *duty,
            RwKind      kind,
            int         index)
{
  if (duty == NULL)
    return kind == RW_KIND_DEVICE && index % 2 == 0 ? WEEKLY : NIGHTLY;
  if (strcmp (duty, "db") == 0)
    return index % 23 == 7 ? OFTEN : DATABASES;
  return strcmp (duty, "file") == 0 ? FILES : NIGHTLY;
}

/* What holds data has a second copy elsewhere, most of it. */
static gboolean
has_copy (Policy policy,
          int    index)
{
  return (policy == DATABASES || policy == FILES || policy == OFTEN) && index % 4 != 3;
}

static gboolean
is_weekly (Policy policy)
{
  return policy == WEEKLY || policy == COPY;
}

/* How often a policy's runs, those of its verification and those of a second copy fall into the window until now. */
guint
rw_demo_runs_for (RwDemoCompany *self,
                  const char    *duty,
                  RwKind         kind,
                  int            index,
                  gint64         since)
{
  guint days = (guint) MAX (MIN (DAYS, self->today - since - 1), 0);
  Policy policy = policy_for (duty, kind, index);
  guint runs = policy == OFTEN ? days * 4 : policy == WEEKLY ? days / 7 : days;

  return runs + days / VERIFY_DAYS + (has_copy (policy, index) ? days / 7 : 0);
}

typedef struct
{
  double score;
  RwKind kind;
  int index;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;
  return left->kind != right->kind ? (int) left->kind - (int) right->kind : left->index - right->index;
}

static double
worth (RwDemoCompany *self,
       const char    *duty)
{
  static const char *const kept[] = { "db", "file", "mail", "ci", "search", "mq", "app", "mon", "web", NULL };
  double score = rw_demo_random_unit (&self->random);

  for (guint i = 0; duty != NULL && kept[i] != NULL; i++)
    if (strcmp (duty, kept[i]) == 0)
      return score + (i < 3 ? 1 : i < 6 ? 0.6 : 0.25);
  return score;
}

/**
 * rw_demo_plan_backups:
 *
 * Decides what is backed up: what holds data before what can be made anew, until the runs of the
 * size are used up. The rest is waived with a reason.
 */
void
rw_demo_plan_backups (RwDemoCompany *self)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  /* Those without a job take no runs. */
  guint runs = 0, most = self->plan->counts.runs + self->plan->no_job * DAYS;

  rw_demo_stream (self, "backup-plan");
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);
      gboolean server = (device->role == RW_DEVICE_ROLE_SERVER || device->role == RW_DEVICE_ROLE_BLADE) && g_strcmp0 (device->duty, "hv") != 0;
      Candidate candidate = { .kind = RW_KIND_DEVICE, .index = (int) i };

      if (device->stage != RW_STAGE_OPERATION || (!server && device->role != RW_DEVICE_ROLE_FIREWALL && device->role != RW_DEVICE_ROLE_STORAGE))
        continue;
      candidate.score = worth (self, device->duty) + (server ? 0 : 0.2);
      g_array_append_val (candidates, candidate);
    }
  for (guint i = 0; i < self->vms->len; i++)
    {
      RwDemoVm *vm = RW_DEMO_VM (self, i);
      Candidate candidate = { .kind = RW_KIND_VM, .index = (int) i };

      if (vm->stage != RW_STAGE_OPERATION)
        continue;
      candidate.score = worth (self, vm->duty);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && runs < most; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);
      RwDemoDevice *device = candidate->kind == RW_KIND_DEVICE ? RW_DEMO_DEVICE (self, candidate->index) : NULL;
      RwDemoVm *vm = device == NULL ? RW_DEMO_VM (self, candidate->index) : NULL;
      guint of_one = rw_demo_runs_for (self, device != NULL ? device->duty : vm->duty, candidate->kind, candidate->index,
                                       device != NULL ? device->purchased + 14 : vm->created);

      /* One that runs four times a day would go far over the end. */
      if (of_one > 2 * DAYS && runs + of_one > most)
        continue;
      if (device != NULL)
        device->backed_up = TRUE;
      else
        vm->backed_up = TRUE;
      runs += of_one;
    }
}

static void
emit_policies (RwDemoCompany *self,
               RwId          *ids)
{
  for (int i = 0; i < N_POLICIES; i++)
    {
      RwRecord *record;

      ids[i] = rw_demo_id_on (self, self->today - 900);
      record = rw_record_new (RW_KIND_BACKUP_POLICY, &ids[i]);
      rw_record_set_text (record, RW_BACKUP_POLICY_NAME, policies[i].name);
      rw_record_set_integer (record, RW_BACKUP_POLICY_RPO, policies[i].rpo);
      rw_record_set_text (record, RW_BACKUP_POLICY_START_TIME, policies[i].start);
      rw_record_set_integer (record, RW_BACKUP_POLICY_INTERVAL, policies[i].interval);
      rw_record_set_integer (record, RW_BACKUP_POLICY_GRACE, policies[i].grace);
      rw_record_set_text (record, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
      rw_record_set_text (record, RW_BACKUP_POLICY_DAY_START, "12:00");
      rw_record_set_integer (record, RW_BACKUP_POLICY_RETENTION, policies[i].retention);
      rw_record_set_integer (record, RW_BACKUP_POLICY_VERIFY_DAYS, policies[i].verify);
      rw_record_set_integer (record, RW_BACKUP_POLICY_RESTORE_DAYS, policies[i].restore);
      rw_record_set_integer (record, RW_BACKUP_POLICY_COPIES, policies[i].copies);
      rw_record_set_integer (record, RW_BACKUP_POLICY_MEDIA, policies[i].media);
      rw_record_set_boolean (record, RW_BACKUP_POLICY_OFF_SITE, policies[i].off_site);
      rw_record_set_boolean (record, RW_BACKUP_POLICY_IMMUTABLE, policies[i].immutable);
      rw_record_set_ref (record, RW_BACKUP_POLICY_RESTORE_TEMPLATE, &self->restore_template);
      rw_demo_emit (self, record);
    }
}

static void
emit_job (RwDemoCompany *self,
          const Job     *job,
          const RwId    *policy,
          guint          n_repositories)
{
  RwDemoSystem *system = RW_DEMO_SYSTEM (self, job->system);
  RwRecord *record = rw_record_new (RW_KIND_BACKUP_JOB, &job->id);
  g_autofree char *name = g_strdup_printf ("%s %s", system->name, policies[job->policy].name);
  g_autofree char *server =
    g_strdup_printf ("bak-%s-%02u", job->site == 1 ? "fra4" : "fra2", 1 + job->repository / 2);
  g_autofree char *repository = NULL;

  switch (job->tool)
    {
    case RW_BACKUP_TOOL_RESTIC:
      if (job->medium == RW_BACKUP_MEDIUM_OBJECT)
        {
          repository = g_strdup_printf ("s3:https://s3.%s.mainblick.example/backup-%s",
                                        job->site == 1 ? "fra4" : "fra2", system->name);
          break;
        }
      repository = g_strdup_printf ("rest:https://%s.mainblick.example/%s", server, system->name);
      break;
    case RW_BACKUP_TOOL_BORG:
      repository = g_strdup_printf ("ssh://borg@%s.mainblick.example/./%s", server, system->name);
      break;
    case RW_BACKUP_TOOL_PBS:
      repository = g_strdup_printf ("%s:store%u", server, 1 + job->repository);
      break;
    default:
      repository =
        g_strdup_printf (job->medium == RW_BACKUP_MEDIUM_TAPE ? "%s:Band-%u" : "%s:Pool-%u", server,
                         1 + job->repository);
      break;
    }
  rw_record_set_text (record, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (record, RW_BACKUP_JOB_SYSTEM, &system->id);
  rw_record_set_ref (record, RW_BACKUP_JOB_POLICY, policy);
  rw_record_set_enum (record, RW_BACKUP_JOB_TOOL, job->tool);
  rw_record_set_text (record, RW_BACKUP_JOB_REPOSITORY, repository);
  rw_record_set_ref (record, RW_BACKUP_JOB_SITE, &self->sites[job->site]);
  rw_record_set_enum (record, RW_BACKUP_JOB_MEDIUM, job->medium);
  rw_record_set_boolean (record, RW_BACKUP_JOB_IMMUTABLE,
                         job->medium == RW_BACKUP_MEDIUM_OBJECT ||
                           job->medium == RW_BACKUP_MEDIUM_TAPE);
  rw_record_set_boolean (record, RW_BACKUP_JOB_ENABLED, TRUE);
  rw_demo_emit (self, record);
}

/* Where a copy is kept, with what, and on what: most of them away from their system. */
static void
draw_keeping (RwDemoCompany *self,
              Job           *job,
              guint          n_repositories)
{
  RwDemoSystem *system = RW_DEMO_SYSTEM (self, job->system);
  guint roll = rw_demo_random_below (&self->random, 100);

  job->tool = system->duty == NULL                                 ? RW_BACKUP_TOOL_OTHER
              : strcmp (system->duty, "file") == 0                 ? RW_BACKUP_TOOL_BAREOS
              : system->kind == RW_KIND_VM && job->system % 3 != 0 ? RW_BACKUP_TOOL_PBS
              : job->system % 7 == 2                               ? RW_BACKUP_TOOL_BORG
                                                                   : RW_BACKUP_TOOL_RESTIC;
  if (job->policy == COPY)
    {
      job->tool = job->system % 2 == 0 ? RW_BACKUP_TOOL_BAREOS : RW_BACKUP_TOOL_RESTIC;
      job->medium =
        job->tool == RW_BACKUP_TOOL_BAREOS ? RW_BACKUP_MEDIUM_TAPE : RW_BACKUP_MEDIUM_OBJECT;
    }
  else
    job->medium = job->tool == RW_BACKUP_TOOL_RESTIC && roll < 30 ? RW_BACKUP_MEDIUM_OBJECT
                                                                  : RW_BACKUP_MEDIUM_DISK;
  if ((int) (job->repository + 1) % 2 == system->site && (roll < 60 || job->policy == COPY))
    job->repository =
      (job->repository ^ 1) < n_repositories ? job->repository ^ 1 : job->repository - 1;
  job->site = (int) (job->repository + 1) % 2;
}

static void
add_copy (RwDemoCompany *self,
          GArray        *jobs,
          const Job     *first,
          guint          n_repositories)
{
  Job job = *first;

  job.policy = COPY;
  job.repository = rw_demo_random_below (&self->random, n_repositories);
  job.seconds = job.seconds * 2;
  job.chronic_days = 0;
  draw_keeping (self, &job, n_repositories);
  job.id = rw_demo_id_on (self, job.born);
  g_array_append_val (jobs, job);
}

static GArray *
make_jobs (RwDemoCompany *self,
           guint          n_repositories)
{
  GArray *jobs = g_array_new (FALSE, TRUE, sizeof (Job));
  GArray *backed_up = self->on[RW_DEMO_ON_BACKUP];
  guint without = self->plan->no_job, stride = MAX (backed_up->len / MAX (without, 1), 2), left_out = 0;

  for (guint i = 0; i < backed_up->len; i++)
    {
      Job job = { .system = g_array_index (backed_up, int, i) };
      RwDemoSystem *system = RW_DEMO_SYSTEM (self, job.system);
      RwDemoRandom *random = &self->random;
      double size;

      /* These few were forgotten. */
      job.policy = policy_for (system->duty, system->kind, system->index);
      if (i % stride >= stride / 2 && left_out <= i / stride && left_out < without && job.policy < OFTEN)
        {
          left_out++;
          continue;
        }
      job.repository = rw_demo_random_below (random, n_repositories);
      size = rw_demo_random_unit (random);
      size = (1.5 + 240 * size * size * size) * (job.policy == FILES ? 6 : job.policy == WEEKLY ? 0.01 : 1);
      job.bytes = (gint64) (size * 1e9);
      job.files = (gint64) (size * 1500) + 40;
      job.seconds = 90 + (gint64) (size * 22) + rw_demo_random_below (random, 200);
      job.growth = 0.0002 + rw_demo_random_unit (random) * 0.0012;
      job.born =
        1 + (system->kind == RW_KIND_VM ? RW_DEMO_VM (self, system->index)->created
                                        : RW_DEMO_DEVICE (self, system->index)->purchased + 14);
      job.since = MAX (self->today - DAYS, job.born);
      if (rw_demo_random_chance (random, 6))
        {
          job.chronic_days = 1 + rw_demo_random_below (random, 4);
          job.chronic = rw_demo_random_below (random, G_N_ELEMENTS (faults));
        }
      draw_keeping (self, &job, n_repositories);
      job.id = rw_demo_id_on (self, job.born);
      g_array_append_val (jobs, job);
      if (has_copy (job.policy, system->index))
        add_copy (self, jobs, &job, n_repositories);
    }
  return jobs;
}

/* Some jobs were never told to look at what they wrote. */
static gboolean
is_verified (const Job *job)
{
  return job->system % 17 != 3;
}

static gboolean
is_checked (const Job *job,
            gint64     day)
{
  return is_verified (job) && (is_weekly (job->policy) ? (day / 7 + job->system) % 3 == 0
                                                       : (day + job->system) % 7 == 0);
}

/* All data is read, by day, when nothing else is written. */
static void
emit_verification (RwDemoCompany *self,
                   Job           *job,
                   gint64         day,
                   gboolean       failed)
{
  gint64 due = rw_demo_instant (self, day, 10 * 60 + (job->system * 7) % 240),
         seconds = 60 + job->seconds / 2;
  RwId id;
  RwRecord *record;

  if (due + (seconds + 240) * RW_SECOND > self->now)
    return;
  id = rw_demo_id (self, due);
  record = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  rw_record_set_ref (record, RW_BACKUP_RUN_JOB, &job->id);
  rw_record_set_enum (record, RW_BACKUP_RUN_PURPOSE, RW_RUN_PURPOSE_VERIFICATION);
  rw_record_set_enum (record, RW_BACKUP_RUN_CHECK_DEPTH, RW_CHECK_DEPTH_DATA);
  rw_record_set_enum (record, RW_BACKUP_RUN_STATUS,
                      failed ? RW_RUN_STATUS_FAILED : RW_RUN_STATUS_SUCCESS);
  rw_record_set_instant (record, RW_BACKUP_RUN_DUE, due);
  rw_record_set_instant (record, RW_BACKUP_RUN_STARTED, due + 20 * RW_SECOND);
  rw_record_set_instant (record, RW_BACKUP_RUN_FINISHED, due + (20 + seconds) * RW_SECOND);
  if (failed)
    {
      rw_record_set_text (record, RW_BACKUP_RUN_SIGNATURE, "pack damaged");
      rw_record_set_text (
        record, RW_BACKUP_RUN_MESSAGE,
        "Pack ID does not match, want 5a1f0c9e, got 91d27b40: repository contains errors");
    }
  rw_demo_emit (self, record);
}

static void
emit_run (RwDemoCompany *self,
          Job           *job,
          gint64         due,
          RwRunStatus    status,
          const char    *signature,
          const char    *message,
          double         factor,
          gint64         day)
{
  RwDemoRandom *random = &self->random;
  RwId id = rw_demo_id (self, due);
  RwRecord *record = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  gint64 started = due + rw_demo_random_below (random, 240) * RW_SECOND;
  gint64 seconds = (gint64) ((double) job->seconds * (0.85 + rw_demo_random_unit (random) * 0.3));
  double grown = 1 + job->growth * (double) (day - (self->today - DAYS)) + rw_demo_random_bell (random) * 0.02;

  rw_record_set_ref (record, RW_BACKUP_RUN_JOB, &job->id);
  rw_record_set_instant (record, RW_BACKUP_RUN_DUE, due);
  if (status == RW_RUN_STATUS_FAILED)
    seconds = 4 + rw_demo_random_below (random, 90);
  if (status != RW_RUN_STATUS_MISSED && started + seconds * RW_SECOND > self->now)
    status = RW_RUN_STATUS_RUNNING;
  rw_record_set_enum (record, RW_BACKUP_RUN_STATUS, status);
  job->failing = status == RW_RUN_STATUS_FAILED || status == RW_RUN_STATUS_MISSED;
  if (job->failing)
    {
      job->last_failed_at = due;
      job->last_failed = id;
      job->last_signature = signature;
    }
  if (status != RW_RUN_STATUS_MISSED)
    rw_record_set_instant (record, RW_BACKUP_RUN_STARTED, MIN (started, self->now));
  if (status == RW_RUN_STATUS_SUCCESS || status == RW_RUN_STATUS_WARNING || status == RW_RUN_STATUS_FAILED)
    rw_record_set_instant (record, RW_BACKUP_RUN_FINISHED, started + seconds * RW_SECOND);
  if (status == RW_RUN_STATUS_SUCCESS || status == RW_RUN_STATUS_WARNING)
    {
      rw_record_set_integer (record, RW_BACKUP_RUN_BYTES, (gint64) ((double) job->bytes * grown * factor));
      rw_record_set_integer (record, RW_BACKUP_RUN_FILES, (gint64) ((double) job->files * grown * factor));
      rw_record_set_enum (record, RW_BACKUP_RUN_CHECK_DEPTH,
                          is_checked (job, day) ? RW_CHECK_DEPTH_STRUCTURE : RW_CHECK_DEPTH_RAN);
    }
  if (status != RW_RUN_STATUS_RUNNING)
    {
      rw_record_set_text (record, RW_BACKUP_RUN_SIGNATURE, signature);
      rw_record_set_text (record, RW_BACKUP_RUN_MESSAGE, message);
    }
  rw_demo_emit (self, record);
}

/* What became of one run. @locked: the repository that was locked in that night, or -1. */
static void
draw_run (RwDemoCompany *self,
          Job           *job,
          gint64         due,
          gint64         day,
          int            locked,
          guint          hit)
{
  RwDemoRandom *random = &self->random;
  guint roll = rw_demo_random_below (random, 10000);

  /* Of two nights in a row the machine says the same thing. */
  if (self->today - day < job->chronic_days)
    emit_run (self, job, due, RW_RUN_STATUS_FAILED, faults[job->chronic].signature, faults[job->chronic].message, 1, day);
  else if ((int) job->repository == locked && rw_demo_random_chance (random, hit))
    emit_run (self, job, due, RW_RUN_STATUS_FAILED, "repository locked",
              "unable to create lock in backend: repository is already locked exclusively by PID 72341 on bak-fra2-01", 1, day);
  else if (roll < 22)
    {
      guint fault = rw_demo_random_below (random, G_N_ELEMENTS (faults));

      emit_run (self, job, due, RW_RUN_STATUS_FAILED, faults[fault].signature, faults[fault].message, 1, day);
    }
  else if (roll < 42)
    emit_run (self, job, due, RW_RUN_STATUS_MISSED, "not started", "Bis Ablauf der Karenzzeit nicht gestartet", 1, day);
  else if (roll < 150)
    emit_run (self, job, due, RW_RUN_STATUS_WARNING, "files changed", "3 Dateien während des Lesens geändert", 1, day);
  else if (roll < 160)
    emit_run (self, job, due, RW_RUN_STATUS_SUCCESS, NULL, NULL, roll < 153 ? 0 : roll < 158 ? 0.31 : 2.6, day);
  else
    emit_run (self, job, due, RW_RUN_STATUS_SUCCESS, NULL, NULL, 1, day);
}

static void
emit_runs (RwDemoCompany *self,
           GArray        *jobs,
           guint          n_repositories)
{
  /* About one cluster of failures for every fortieth job of the repository, never a whole company. */
  guint of_repository = MAX (jobs->len / n_repositories, 1);

  for (gint64 day = self->today - DAYS; day <= self->today; day++)
    {
      int locked = day == self->today || rw_demo_random_chance (&self->random, 70) ? (int) rw_demo_random_below (&self->random, n_repositories) : -1;
      guint hit = (guint) rw_demo_least (700, 1000 * (5 + rw_demo_random_below (&self->random, 5)) / of_repository);
      gint64 due[N_POLICIES][4] = { 0 };

      for (int p = 0; p < N_POLICIES; p++)
        for (int k = 0; k < (p == OFTEN ? 4 : 1); k++)
          if (!is_weekly ((Policy) p) || rw_date_weekday (day) == (p == COPY ? 5 : 6))
            due[p][k] = rw_demo_instant (self, day, policies[p].start_minutes + 360 * k);
      for (guint i = 0; i < jobs->len && self->error == NULL; i++)
        {
          Job *job = &g_array_index (jobs, Job, i);

          for (int k = 0; k < 4 && day >= job->since; k++)
            if (due[job->policy][k] != 0 && due[job->policy][k] <= self->now - RW_MINUTE)
              draw_run (self, job, due[job->policy][k], day, locked, hit);
          /* One of them is damaged, and was found to be so the last time. */
          if (job->policy != COPY && is_verified (job) && day > job->since &&
              (day + job->system) % VERIFY_DAYS == 0)
            emit_verification (self, job, day,
                               job->system % 31 == 4 && self->today - day < VERIFY_DAYS);
        }
    }
}

static void
emit_ack (RwDemoCompany *self,
          const Job     *job,
          char         **reasons)
{
  gint64 at = rw_demo_least (job->last_failed_at + rw_demo_random_range (&self->random, 180, 600) * RW_MINUTE, self->now - 5 * RW_MINUTE);
  RwId id = rw_demo_id (self, at);
  RwRecord *record = rw_record_new (RW_KIND_BACKUP_ACK, &id);

  rw_record_set_ref (record, RW_BACKUP_ACK_JOB, &job->id);
  rw_record_set_ref (record, RW_BACKUP_ACK_SYSTEM, &RW_DEMO_SYSTEM (self, job->system)->id);
  rw_record_set_ref (record, RW_BACKUP_ACK_RUN, &job->last_failed);
  rw_record_set_text (record, RW_BACKUP_ACK_REASON, rw_demo_pick (self, reasons));
  rw_record_set_text (record, RW_BACKUP_ACK_SIGNATURE, job->last_signature);
  rw_record_set_instant (record, RW_BACKUP_ACK_AT, at);
  rw_record_set_instant (record, RW_BACKUP_ACK_UNTIL, at + rw_demo_random_range (&self->random, 1, 7) * RW_DAY);
  rw_record_set_ref (record, RW_BACKUP_ACK_PERSON, &RW_DEMO_PERSON (self, rw_demo_technician (self))->id);
  rw_demo_emit (self, record);
}

static void
emit_restore_test (RwDemoCompany *self,
                   const Job     *job,
                   gint64         at,
                   RwTestResult   result,
                   int            person,
                   const RwId    *change)
{
  RwId id = rw_demo_id (self, at);
  RwRecord *record = rw_record_new (RW_KIND_RESTORE_TEST, &id);
  gint64 minutes =
    rw_demo_least (12 + job->bytes / 2500000000 + rw_demo_random_below (&self->random, 25), 400);

  rw_record_set_ref (record, RW_RESTORE_TEST_SYSTEM, &RW_DEMO_SYSTEM (self, job->system)->id);
  rw_record_set_ref (record, RW_RESTORE_TEST_JOB, &job->id);
  rw_record_set_instant (record, RW_RESTORE_TEST_AT, MIN (at, self->now));
  rw_record_set_enum (record, RW_RESTORE_TEST_RESULT, result);
  rw_record_set_integer (record, RW_RESTORE_TEST_DURATION, minutes);
  rw_record_set_ref (record, RW_RESTORE_TEST_PERSON, &RW_DEMO_PERSON (self, person)->id);
  if (change != NULL)
    rw_record_set_ref (record, RW_RESTORE_TEST_CHANGE, change);
  rw_record_set_text (
    record, RW_RESTORE_TEST_NOTES,
    result == RW_TEST_RESULT_PASSED
      ? "In leere Umgebung zurückgeholt, Prüfsummen stimmen, Dienst startet."
    : result == RW_TEST_RESULT_PARTIAL
      ? "Daten vollständig, Dienst startet nur mit altem Zertifikat. Ticket angelegt."
      : "Abbruch nach der Hälfte: Sicherungsstand unvollständig. Ticket angelegt.");
  rw_demo_emit (self, record);
}

/* Backwards from the last one, each a cadence before the next: most are in time, some are overdue, and a few were
 * never made. */
static void
emit_restore_tests (RwDemoCompany *self,
                    const Job     *job,
                    guint          number)
{
  gint64 cadence = policies[job->policy].restore, day = self->today;
  guint roll = rw_demo_random_below (&self->random, 100);

  if (number == 1 || roll < 78)
    day -= 2 + rw_demo_random_below (&self->random, (guint) cadence * 8 / 10);
  else if (roll < 90)
    day -= cadence * 11 / 10 + rw_demo_random_below (&self->random, (guint) cadence / 2);
  else
    return;
  for (int made = 0; made < 3 && day > job->born + 14; made++)
    {
      guint luck = rw_demo_random_below (&self->random, 100);

      while (rw_date_weekday (day) > 4)
        day--;
      /* The second job of all could not be restored when it was tried last. */
      emit_restore_test (self, job,
                         rw_demo_instant (self, day,
                                          rw_demo_random_range (&self->random, 540, 960)),
                         number == 1 && made == 0 ? RW_TEST_RESULT_FAILED
                         : luck < 93              ? RW_TEST_RESULT_PASSED
                         : luck < 98              ? RW_TEST_RESULT_PARTIAL
                                                  : RW_TEST_RESULT_FAILED,
                         rw_demo_technician (self), NULL);
      day -= cadence - 5 + rw_demo_random_below (&self->random, 10);
    }
}

/* Those that were planned as changes. */
static void
emit_planned_tests (RwDemoCompany *self,
                    GArray        *jobs)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const RwDemoChange *change = &g_array_index (self->changes, RwDemoChange, i);

      for (guint j = 0;
           j < jobs->len && change->restore_test && change->past && change->finished != 0; j++)
        {
          const Job *job = &g_array_index (jobs, Job, j);

          if (job->system == change->system && job->policy != COPY)
            emit_restore_test (self, job, change->finished,
                               change->well ? RW_TEST_RESULT_PASSED : RW_TEST_RESULT_PARTIAL,
                               change->implementer, &change->id);
        }
    }
}

void
rw_demo_emit_backups (RwDemoCompany *self)
{
  g_auto (GStrv) reasons = rw_demo_section ("phrases.txt", "ackreason");
  guint n_repositories = CLAMP (self->on[RW_DEMO_ON_BACKUP]->len / 120, 4, 40);
  g_autoptr (GArray) jobs = NULL;
  RwId ids[N_POLICIES];
  gboolean answered = FALSE;

  rw_demo_stream (self, "backups");
  emit_policies (self, ids);
  jobs = make_jobs (self, n_repositories);
  for (guint i = 0; i < jobs->len; i++)
    emit_job (self, &g_array_index (jobs, Job, i), &ids[g_array_index (jobs, Job, i).policy], n_repositories);
  emit_runs (self, jobs, n_repositories);
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = &g_array_index (jobs, Job, i);

      /* A third of what is red was answered, one at least; so was most of what was red before. */
      if (job->last_failed_at != 0 && rw_demo_random_chance (&self->random, !job->failing ? 500
                                                                            : answered    ? 320
                                                                                          : 1000))
        {
          answered |= job->failing;
          emit_ack (self, job, reasons);
        }
      emit_restore_tests (self, job, i);
    }
  emit_planned_tests (self, jobs);
}
