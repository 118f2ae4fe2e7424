/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-time.h"

static void
clear_record (gpointer data)
{
  g_free (((RwConflictRecord *) data)->title);
}

/**
 * rw_conflict_copy:
 *
 * Returns: (transfer full): a conflict like @conflict
 */
RwConflict *
rw_conflict_copy (const RwConflict *conflict)
{
  RwConflict *copy = g_memdup2 (conflict, sizeof *conflict);

  copy->key = g_strdup (conflict->key);
  copy->text = g_strdup (conflict->text);
  copy->records = g_array_new (FALSE, FALSE, sizeof (RwConflictRecord));
  g_array_set_clear_func (copy->records, clear_record);
  for (guint i = 0; i < conflict->records->len; i++)
    {
      RwConflictRecord record = g_array_index (conflict->records, RwConflictRecord, i);

      record.title = g_strdup (record.title);
      g_array_append_val (copy->records, record);
    }
  return copy;
}

void
rw_conflict_free (RwConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->key);
  g_free (conflict->text);
  g_array_unref (conflict->records);
  g_free (conflict);
}

void
rw_conflict_slot_free (RwConflictSlot *slot)
{
  if (slot == NULL)
    return;
  g_ptr_array_unref (slot->conflicts);
  g_free (slot);
}

/**
 * rw_conflict_code_name:
 *
 * Returns: (transfer none): a word that does not change with the language: "same_ci"
 */
const char *
rw_conflict_code_name (RwConflictCode code)
{
  static const char *const names[] = {
    [RW_CONFLICT_SAME_CI] = "same_ci",
    [RW_CONFLICT_RELATED_CI] = "related_ci",
    [RW_CONFLICT_SAME_SERVICE] = "same_service",
    [RW_CONFLICT_REDUNDANCY] = "redundancy",
    [RW_CONFLICT_IMPLEMENTER] = "implementer",
    [RW_CONFLICT_FREEZE] = "freeze",
    [RW_CONFLICT_NO_WINDOW] = "no_window",
    [RW_CONFLICT_EXCEEDS_WINDOW] = "exceeds_window",
    [RW_CONFLICT_BACKUP_WINDOW] = "backup_window",
    [RW_CONFLICT_NO_GOOD_BACKUP] = "no_good_backup",
    [RW_CONFLICT_NEVER_RESTORED] = "never_restored",
  };

  g_return_val_if_fail (code < G_N_ELEMENTS (names), "");
  return names[code];
}

/**
 * rw_conflict_code_label:
 *
 * Returns: (transfer none): two or three translated words, for where a sentence has no room
 */
const char *
rw_conflict_code_label (RwConflictCode code)
{
  static const char *const labels[] = {
    [RW_CONFLICT_SAME_CI] = NC_ ("conflict", "Same item"),
    [RW_CONFLICT_RELATED_CI] = NC_ ("conflict", "Dependent item"),
    [RW_CONFLICT_SAME_SERVICE] = NC_ ("conflict", "Same service"),
    [RW_CONFLICT_REDUNDANCY] = NC_ ("conflict", "Redundancy"),
    [RW_CONFLICT_IMPLEMENTER] = NC_ ("conflict", "Same implementer"),
    [RW_CONFLICT_FREEZE] = NC_ ("conflict", "Freeze"),
    [RW_CONFLICT_NO_WINDOW] = NC_ ("conflict", "No window"),
    [RW_CONFLICT_EXCEEDS_WINDOW] = NC_ ("conflict", "Exceeds window"),
    [RW_CONFLICT_BACKUP_WINDOW] = NC_ ("conflict", "Backup runs"),
    [RW_CONFLICT_NO_GOOD_BACKUP] = NC_ ("conflict", "No good backup"),
    [RW_CONFLICT_NEVER_RESTORED] = NC_ ("conflict", "Never restored"),
  };

  g_return_val_if_fail (code < G_N_ELEMENTS (labels), "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "conflict", labels[code]);
}

/* Half-open: touching is no overlap. */
static gboolean
overlap (gint64 a_start,
         gint64 a_end,
         gint64 b_start,
         gint64 b_end)
{
  return a_start < b_end && b_start < a_end;
}

static void
look_at_freezes (const RwConflictView *view,
                 GArray               *findings,
                 gint64                start,
                 gint64                end)
{
  for (guint i = 0; i < view->freezes->len; i++)
    {
      const RwConflictWindow *window = view->freezes->pdata[i];

      for (guint j = 0; j < window->instances->len; j++)
        {
          const RwInstance *instance = &g_array_index (window->instances, RwInstance, j);
          RwConflictFinding finding = { .code = RW_CONFLICT_FREEZE,
                                        .window = window,
                                        .instance = instance };

          if (!overlap (start, end, instance->start, instance->end))
            continue;
          finding.severity = window->hard ? RW_CONFLICT_REFUSES : RW_CONFLICT_WARNS;
          g_array_append_val (findings, finding);
          break;
        }
    }
}

/* The instance that has most of [start, end), or else the one that is nearest to it. */
static void
find_nearest (const RwConflictView *view,
              RwConflictFinding    *finding,
              gint64                start,
              gint64                end)
{
  gint64 best = 0;

  for (guint i = 0; i < view->maintenance->len; i++)
    {
      const RwConflictWindow *window = view->maintenance->pdata[i];

      for (guint j = 0; j < window->instances->len; j++)
        {
          const RwInstance *instance = &g_array_index (window->instances, RwInstance, j);
          gint64 common = MIN (end, instance->end) - MAX (start, instance->start);

          if (finding->instance != NULL && common <= best)
            continue;
          best = common;
          finding->window = window;
          finding->instance = instance;
        }
    }
  finding->code = best > 0 ? RW_CONFLICT_EXCEEDS_WINDOW : RW_CONFLICT_NO_WINDOW;
}

static void
look_at_maintenance (const RwConflictView *view,
                     GArray               *findings,
                     gint64                start,
                     gint64                end)
{
  RwConflictFinding finding = { .severity = RW_CONFLICT_WARNS };

  if (view->open == NULL)
    return;
  for (guint i = 0; i < view->open->len; i++)
    {
      const RwConflictSpan *span = &g_array_index (view->open, RwConflictSpan, i);

      if (span->start <= start && end <= span->end)
        return;
    }
  find_nearest (view, &finding, start, end);
  g_array_append_val (findings, finding);
}

/* Whether a run of @runs overlaps [start, end); @run_start gets when it begins. */
gboolean
rw_conflict_runs_between (RwConflictScene      *scene,
                          const RwConflictRuns *runs,
                          gint64                start,
                          gint64                end,
                          gint64               *run_start)
{
  GArray *starts = g_array_index (scene->schedules, RwConflictSchedule, runs->schedule).starts;
  guint low = 0, high = starts->len;

  /* The first that has not ended by @start. */
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (starts, gint64, middle) + runs->duration <= start)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == starts->len || g_array_index (starts, gint64, low) >= end)
    return FALSE;
  *run_start = g_array_index (starts, gint64, low);
  return TRUE;
}

static void
add_backup_finding (GArray        *findings,
                    RwConflictCode code)
{
  RwConflictFinding finding = { .code = code, .severity = RW_CONFLICT_WARNS };

  g_array_append_val (findings, finding);
}

static void
look_at_backups (RwConflictScene *scene,
                 GArray          *findings,
                 gint64           start,
                 gint64           end)
{
  gboolean bad = FALSE, untested = FALSE;
  gint64 at;

  for (guint i = 0; i < scene->runs->len; i++)
    if (rw_conflict_runs_between (scene, &g_array_index (scene->runs, RwConflictRuns, i), start,
                                  end, &at))
      {
        add_backup_finding (findings, RW_CONFLICT_BACKUP_WINDOW);
        break;
      }
  for (guint i = 0; i < scene->backups->len; i++)
    {
      const RwConflictBackup *backup = &g_array_index (scene->backups, RwConflictBackup, i);

      bad |= backup->n_jobs > 0 ? !backup->good : backup->expected;
      untested |= backup->n_jobs > 0 && !backup->restored;
    }
  if (bad)
    add_backup_finding (findings, RW_CONFLICT_NO_GOOD_BACKUP);
  if (untested)
    add_backup_finding (findings, RW_CONFLICT_NEVER_RESTORED);
}

static int
severity_rank (RwConflictSeverity severity)
{
  return severity == RW_CONFLICT_REFUSES ? 0 : severity == RW_CONFLICT_WARNS ? 1 : 2;
}

/* What begins first comes first among those of one code. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const RwConflictFinding *x = a, *y = b;
  RwConflictScene *scene = data;
  int rank = severity_rank (x->severity) - severity_rank (y->severity);

  if (rank != 0)
    return rank;
  if (x->code != y->code)
    return (int) x->code - (int) y->code;
  if (x->meeting != NULL && y->meeting != NULL)
    {
      const RwConflictTask *first = RW_CONFLICT_WORK (scene, x->meeting->work);
      const RwConflictTask *second = RW_CONFLICT_WORK (scene, y->meeting->work);

      return first->start != second->start ? (first->start < second->start ? -1 : 1)
                                           : rw_id_compare (&first->id, &second->id);
    }
  if (x->window != NULL && y->window != NULL)
    return rw_id_compare (rw_record_get_id (x->window->record),
                          rw_record_get_id (y->window->record));
  return 0;
}

/*
 * rw_conflict_look:
 *
 * Returns: (transfer full) (element-type RwConflictFinding): what stands against the work of @view from @start to
 *   @end, worst first
 */
GArray *
rw_conflict_look (RwConflictScene      *scene,
                  const RwConflictView *view,
                  gint64                start,
                  gint64                end)
{
  GArray *findings = g_array_new (FALSE, TRUE, sizeof (RwConflictFinding));

  for (guint i = 0; i < view->meetings->len; i++)
    {
      const RwConflictMeeting *meeting = view->meetings->pdata[i];
      const RwConflictTask *other = RW_CONFLICT_WORK (scene, meeting->work);
      RwConflictFinding finding = { .code = meeting->code,
                                    .severity = RW_CONFLICT_WARNS,
                                    .meeting = meeting };

      if (overlap (start, end, other->start, other->end))
        g_array_append_val (findings, finding);
    }
  look_at_freezes (view, findings, start, end);
  look_at_maintenance (view, findings, start, end);
  look_at_backups (scene, findings, start, end);
  for (guint i = 0; i < view->unreadable->len; i++)
    {
      const RwConflictWindow *window = view->unreadable->pdata[i];
      RwConflictFinding finding = { .code =
                                      window->freeze ? RW_CONFLICT_FREEZE : RW_CONFLICT_NO_WINDOW,
                                    .severity = RW_CONFLICT_NOT_EVALUATED,
                                    .window = window };

      g_array_append_val (findings, finding);
    }
  for (guint i = 0; i < scene->doubts->len; i++)
    {
      const RwConflictDoubt *doubt = &g_array_index (scene->doubts, RwConflictDoubt, i);
      RwConflictFinding finding = { .code = doubt->code,
                                    .severity = RW_CONFLICT_NOT_EVALUATED,
                                    .doubt = doubt };

      g_array_append_val (findings, finding);
    }
  /* What was not read cannot be told. */
  if (start < scene->from || end > scene->to)
    {
      RwConflictFinding finding = { .code = RW_CONFLICT_SAME_CI,
                                    .severity = RW_CONFLICT_NOT_EVALUATED };

      g_array_append_val (findings, finding);
    }
  g_array_sort_with_data (findings, compare_findings, scene);
  return findings;
}

/**
 * rw_conflicts_find:
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 *
 * Asks what stands against the scene's change if it is done from @start to @end. Fast enough for every
 * motion of a pointer.
 *
 * Returns: (transfer full) (element-type RwConflict): one for each cause, what refuses first; empty for a
 *   change that is closed, cancelled or in review
 */
GPtrArray *
rw_conflicts_find (RwConflictScene *scene,
                   gint64           start,
                   gint64           end)
{
  g_return_val_if_fail (scene != NULL, NULL);
  if (scene->own == NULL || RW_CONFLICT_WORK (scene, scene->own->work)->quiet || start >= end)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_free);
  return rw_conflict_list (scene, scene->own, start, end);
}

/* What rw_conflict_look() finds, in words. */
GPtrArray *
rw_conflict_list (RwConflictScene      *scene,
                  const RwConflictView *view,
                  gint64                start,
                  gint64                end)
{
  GPtrArray *conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_free);
  g_autoptr (GArray) findings = rw_conflict_look (scene, view, start, end);

  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (conflicts,
                     rw_conflict_tell (scene, view, &g_array_index (findings, RwConflictFinding, i),
                                       start, end));
  return conflicts;
}

/**
 * rw_conflicts_news:
 * @found: (element-type RwConflict): what rw_conflicts_find() found
 * @seen: (array zero-terminated=1): keys of those that a person has seen
 *
 * Returns: (transfer container) (element-type RwConflict): those that are new; what could not be evaluated is
 *   no news
 */
GPtrArray *
rw_conflicts_news (GPtrArray         *found,
                   const char *const *seen)
{
  GPtrArray *news = g_ptr_array_new ();

  for (guint i = 0; i < found->len; i++)
    {
      RwConflict *conflict = found->pdata[i];

      if (conflict->severity != RW_CONFLICT_NOT_EVALUATED && !g_strv_contains (seen, conflict->key))
        g_ptr_array_add (news, conflict);
    }
  return news;
}

/**
 * rw_conflicts_first:
 * @conflicts: (element-type RwConflict) (nullable): worst first
 * @codes: mask of codes (1 << RwConflictCode)
 *
 * Returns: (transfer none) (nullable): the worst conflict with one of the codes; what could not be evaluated is none
 */
const RwConflict *
rw_conflicts_first (GPtrArray *conflicts,
                    guint      codes)
{
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const RwConflict *conflict = conflicts->pdata[i];

      if (conflict->severity != RW_CONFLICT_NOT_EVALUATED && (codes & (1u << conflict->code)))
        return conflict;
    }
  return NULL;
}
