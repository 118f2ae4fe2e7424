/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rw-planted.h"
#include "sim-vfs.h"
#include "sim.h"

/*
 * Runs the simulation, each seed in a process of its own, which may end however it likes; cuts a list
 * of steps that breaks something down to what is needed for it; and shows that the faults planted in
 * the program are found.
 */

/* A seed takes a few hundredths of a second; with sanitizers on a busy machine less than this. */
#define PATIENCE_SECONDS 60

static int n_seeds, first_seed = 1, one_seed = -1, n_jobs;
static gboolean trace, quiet_children;
#ifdef RW_PLANTED_BUGS
static gboolean planted;
#endif
static char *steps_text;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many seeds to run", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first of them", "SEED" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &one_seed, "Run one seed", "SEED" },
  { "steps", 0, 0, G_OPTION_ARG_STRING, &steps_text, "With these steps instead of its own", "STEPS" },
  { "trace", 0, 0, G_OPTION_ARG_NONE, &trace, "Tell all that happens", NULL },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &n_jobs, "Processes at once", "N" },
#ifdef RW_PLANTED_BUGS
  { "planted", 0, 0, G_OPTION_ARG_NONE, &planted, "Look for the planted faults, with at most that many seeds each", NULL },
#endif
  { NULL },
};

/* Shared with the processes that run the seeds. */
typedef struct
{
  guint next;
  guint done;
  guint failed;
  guint32 failures[64];
  SimCounts counts;
} Shared;

static Shared *shared;

static GLogWriterOutput
drop_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return g_log_writer_standard_streams (level, fields, n_fields, user_data);
  return G_LOG_WRITER_HANDLED;
}

static void
add_counts (const SimCounts *counts)
{
  __atomic_add_fetch (&shared->counts.edits, counts->edits, __ATOMIC_RELAXED);
  __atomic_add_fetch (&shared->counts.conflicts, counts->conflicts, __ATOMIC_RELAXED);
  __atomic_add_fetch (&shared->counts.pages, counts->pages, __ATOMIC_RELAXED);
  __atomic_add_fetch (&shared->counts.crashes, counts->crashes, __ATOMIC_RELAXED);
  __atomic_add_fetch (&shared->counts.restores, counts->restores, __ATOMIC_RELAXED);
  __atomic_add_fetch (&shared->counts.rebuilds, counts->rebuilds, __ATOMIC_RELAXED);
}

static void
be_quiet (void)
{
  int null = open ("/dev/null", O_WRONLY);

  dup2 (null, STDERR_FILENO);
  close (null);
}

/* Runs one list of steps. Returns: 0 when it ended well, else how it ended */
static int
run_apart (guint32 seed, GArray *steps, gboolean tell)
{
  int status = 0;
  pid_t child;

  fflush (NULL);
  child = fork ();
  g_assert (child >= 0);
  if (child == 0)
    {
      SimCounts counts;

      if (!tell)
        be_quiet ();
      alarm (PATIENCE_SECONDS);
      sim_run (seed, steps, trace, &counts);
      add_counts (&counts);
      _exit (0);
    }
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  if (WIFSIGNALED (status) && tell)
    g_printerr ("Seed %u ended by signal %d%s\n", seed, WTERMSIG (status),
                WTERMSIG (status) == SIGALRM ? " (it took too long)" : "");
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

static gboolean
prepare (void)
{
  const char *folder = sim_set_template (TRUE);
  int status = 0;
  pid_t child;

  fflush (NULL);
  child = fork ();
  g_assert (child >= 0);
  if (child == 0)
    {
      sim_prepare (folder);
      _exit (0);
    }
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* Takes steps out as long as what is left breaks the same: first halves, then quarters, then one by one. */
static GArray *
shrink (guint32 seed, GArray *steps)
{
  GArray *best = g_array_copy (steps);
  int how = run_apart (seed, steps, FALSE);

  for (guint size = MAX (best->len / 2, 1); size > 0;)
    {
      gboolean shorter = FALSE;

      for (guint at = 0; at < best->len;)
        {
          g_autoptr (GArray) less = g_array_copy (best);

          g_array_remove_range (less, at, MIN (size, less->len - at));
          if (run_apart (seed, less, FALSE) != how)
            {
              at += size;
              continue;
            }
          g_array_unref (best);
          best = g_steal_pointer (&less);
          shorter = TRUE;
        }
      if (!shorter || size > best->len)
        size = MIN (size / 2, best->len);
    }
  return best;
}

static void
explain (guint32 seed, GArray *steps)
{
  g_autoptr (GArray) less = shrink (seed, steps);
  g_autofree char *text = sim_steps_write (less);

  g_printerr ("Seed %u breaks with %u of its %u steps:\n", seed, less->len, steps->len);
  run_apart (seed, less, TRUE);
  g_printerr ("Once more, with all that happens:\n  ./dev sim --seed %u --steps '%s' --trace\n",
              seed, text);
}

static void
work (guint seeds)
{
  guint at;

  while ((at = __atomic_fetch_add (&shared->next, 1, __ATOMIC_RELAXED)) < seeds &&
         shared->failed == 0)
    {
      guint32 seed = (guint32) first_seed + at;
      g_autoptr (GArray) steps = sim_steps_new (seed);

      if (run_apart (seed, steps, !quiet_children) != 0)
        {
          guint n = __atomic_fetch_add (&shared->failed, 1, __ATOMIC_RELAXED);

          if (n < G_N_ELEMENTS (shared->failures))
            shared->failures[n] = seed;
        }
      __atomic_add_fetch (&shared->done, 1, __ATOMIC_RELAXED);
    }
}

/* Returns: how many of the seeds broke something */
static guint
run_seeds (guint seeds, gboolean progress)
{
  g_autofree pid_t *children = g_new0 (pid_t, n_jobs);
  gint64 begin = g_get_monotonic_time (), told = begin;
  int running = n_jobs;

  *shared = (Shared) { 0 };
  fflush (NULL);
  for (int i = 0; i < n_jobs; i++)
    {
      children[i] = fork ();
      g_assert (children[i] >= 0);
      if (children[i] == 0)
        {
          work (seeds);
          _exit (0);
        }
    }
  while (running > 0)
    {
      if (waitpid (-1, NULL, WNOHANG) > 0)
        {
          running--;
          continue;
        }
      g_usleep (20000);
      if (progress && g_get_monotonic_time () - told > 10 * G_USEC_PER_SEC)
        {
          told = g_get_monotonic_time ();
          g_printerr ("%u of %u seeds, %u edits, %.0f s\n", shared->done, seeds,
                      shared->counts.edits, (double) (told - begin) / G_USEC_PER_SEC);
        }
    }
  return shared->failed;
}

static int
run_many (guint seeds)
{
  guint failed = run_seeds (seeds, TRUE), done = shared->done;
  SimCounts counts = shared->counts;

  for (guint i = 0; i < MIN (failed, 1); i++)
    {
      g_autoptr (GArray) steps = sim_steps_new (shared->failures[i]);

      explain (shared->failures[i], steps);
    }
  g_print ("# %u edits, %u conflicts, %u pages, %u crashes, %u restores, %u first syncs\n",
           counts.edits, counts.conflicts, counts.pages, counts.crashes, counts.restores,
           counts.rebuilds);
  /* A run in which nothing happened would show nothing. */
  if (failed == 0 && seeds >= 100 &&
      (counts.conflicts == 0 || counts.crashes == 0 || counts.restores == 0))
    failed = 1;
  g_print ("%s 1 %u seeds from %d, %u violations\n1..1\n", failed == 0 ? "ok" : "not ok", done,
           first_seed, failed);
  return failed == 0 ? 0 : 1;
}

#ifdef RW_PLANTED_BUGS

RwPlanted rw_planted;

/* The first seed that found each when steps were last made in another way: looked at first, so that the test is quick. When
 * steps are made in another way they tell nothing, and the search takes longer. */
static const guint32 hints[RW_N_PLANTED] = {
  [RW_PLANTED_LOST_TOMBSTONE] = 5,
  [RW_PLANTED_CURSOR_BEFORE_ROWS] = 5,
  [RW_PLANTED_PRUNED_EARLY] = 5,
  [RW_PLANTED_MERGE_BY_RECORD] = 10,
  [RW_PLANTED_VERSION_NOT_RAISED] = 17,
  [RW_PLANTED_MID_REPEATED] = 31,
  [RW_PLANTED_DROPPED_WHEN_SENT] = 1,
  [RW_PLANTED_EPOCH_IGNORED] = 22,
  [RW_PLANTED_EPOCH_KEPT] = 22,
  [RW_PLANTED_TWO_SNAPSHOTS] = 1,
  [RW_PLANTED_H0_FORGOTTEN] = 5,
  [RW_PLANTED_H0_IGNORED] = 63,
  [RW_PLANTED_FLOOR_NOT_RAISED] = 5,
  [RW_PLANTED_FLOOR_IGNORED] = 5,
  [RW_PLANTED_SCOPE_IGNORED] = 15,
  [RW_PLANTED_SEEN_TOO_EARLY] = 6,
  [RW_PLANTED_SETTLED_AT_ANSWER] = 1,
  [RW_PLANTED_STAMP_IGNORED] = 1,
  [RW_PLANTED_RESULTS_DROPPED] = 1,
  [RW_PLANTED_NOT_REQUEUED] = 22,
  [RW_PLANTED_BASES_KEPT] = 22,
  [RW_PLANTED_CONFLICT_DROPPED] = 1,
  [RW_PLANTED_GROUP_HALVED] = 7,
  [RW_PLANTED_WORK_NOT_SYNCED] = 1,
  [RW_PLANTED_SERVER_NOT_SYNCED] = 5,
  [RW_PLANTED_SWAP_NOT_SYNCED] = 38,
};

#define NAME(NAME, text) #NAME,
#define TEXT(NAME, text) text,

static const char *const names[] = { "", RW_PLANTED_LIST (NAME) };
static const char *const texts[] = { "", RW_PLANTED_LIST (TEXT) };

static int
run_planted (guint seeds)
{
  const char *only = g_getenv ("RW_PLANTED");
  guint missed = 0;
  int from = first_seed;

  quiet_children = TRUE;
  for (guint bug = 1; bug < RW_N_PLANTED; bug++)
    {
      gboolean caught;

      if (only != NULL && strstr (only, names[bug]) == NULL)
        continue;
      rw_planted = (RwPlanted) bug;
      first_seed = hints[bug] > 0 ? (int) hints[bug] : from;
      caught = run_seeds (hints[bug] > 0 ? 1 : seeds, FALSE) > 0;
      if (!caught && hints[bug] > 0)
        {
          first_seed = from;
          caught = run_seeds (seeds, FALSE) > 0;
        }
      missed += !caught;
      g_print ("%s %u %s (%s): %s %u seeds, %u\n", caught ? "ok" : "not ok", bug, names[bug],
               texts[bug], caught ? "found after" : "not found in", shared->done,
               shared->failures[0]);
    }
  g_print ("1..%d\n", RW_N_PLANTED - 1);
  return missed == 0 ? 0 : 1;
}

static void
choose_planted (void)
{
  const char *name = g_getenv ("RW_PLANTED");

  for (guint i = 1; name != NULL && i < RW_N_PLANTED; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      rw_planted = (RwPlanted) i;
}
#endif

static int
run_one (void)
{
  g_autoptr (GArray) steps =
    steps_text != NULL ? sim_steps_parse (steps_text) : sim_steps_new ((guint32) one_seed);
  SimCounts counts;

  if (steps == NULL)
    {
      g_printerr ("These are no steps\n");
      return 2;
    }
  if (!trace && steps_text == NULL && run_apart ((guint32) one_seed, steps, FALSE) != 0)
    {
      explain ((guint32) one_seed, steps);
      return 1;
    }
  sim_run ((guint32) one_seed, steps, trace, &counts);
  g_print ("ok 1 seed %d\n1..1\n", one_seed);
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint seeds;
  int result;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (!trace)
    g_log_set_writer_func (drop_log, NULL, NULL);
  if (n_jobs < 1)
    n_jobs = (int) g_get_num_processors ();
  shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert (shared != MAP_FAILED);
  sim_vfs_install ();
  seeds = n_seeds > 0 ? (guint) n_seeds : 300;
  if (!prepare ())
    result = 1;
#ifdef RW_PLANTED_BUGS
  else if (planted)
    result = run_planted (seeds);
#endif
  else
    {
#ifdef RW_PLANTED_BUGS
      choose_planted ();
#endif
      result = one_seed >= 0 ? run_one () : run_many (seeds);
    }
  sim_set_template (FALSE);
  return result;
}
