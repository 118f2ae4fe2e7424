/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-morning.h"

#include "rules/rw-backup-schedule.h"
#include "rw-clock.h"

/* Systems whose tickets and changes are looked for: of hundreds nobody reads them. */
#define SYSTEMS_MOST 40

static const char tickets_sql[] =
  "SELECT id, number, title FROM ticket WHERE ci = ?1 AND status NOT IN ('resolved', 'closed') ORDER BY opened DESC LIMIT ?2";

/* Those that are not over, the next one first. */
static const char changes_sql[] =
  "SELECT c.id, c.number, c.title FROM change_item i JOIN change c ON c.id = i.change"
  " WHERE i.ci = ?1 AND c.status NOT IN ('closed', 'cancelled', 'rejected') ORDER BY c.start LIMIT ?2";

static const char answers_sql[] =
  "SELECT max (a.at), p.name, a.reason FROM backup_ack a LEFT JOIN person p ON p.id = a.person"
  " WHERE a.signature = ?1 GROUP BY a.reason ORDER BY max (a.at) DESC LIMIT ?2";

static void
thing_free (gpointer data)
{
  RwMorningThing *thing = data;

  g_free (thing->number);
  g_free (thing->text);
  g_free (thing);
}

void
rw_morning_details_free (RwMorningDetails *details)
{
  g_free (details->message);
  g_ptr_array_unref (details->things);
  g_ptr_array_unref (details->answers);
  g_array_unref (details->untils);
  g_free (details);
}

static gboolean
knows (GPtrArray  *things,
       const RwId *id)
{
  for (guint i = 0; i < things->len; i++)
    if (rw_id_equal (&((RwMorningThing *) things->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
read_things (RwCache     *cache,
             const char  *sql,
             RwKind       kind,
             const RwId  *system,
             GPtrArray   *things,
             GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, system);
  rw_stmt_bind_integer (stmt, 2, RW_MORNING_THINGS_MOST);
  for (;;)
    {
      RwMorningThing *thing;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      /* One change may touch all of them. */
      if (things->len >= 2 * RW_MORNING_THINGS_MOST || knows (things, &id))
        continue;
      thing = g_new0 (RwMorningThing, 1);
      thing->kind = kind;
      thing->id = id;
      thing->number = g_strdup (rw_stmt_get_text (stmt, 1));
      thing->text = g_strdup (rw_stmt_get_text (stmt, 2));
      g_ptr_array_add (things, thing);
    }
}

static gboolean
read_answers (RwCache     *cache,
              const char  *cause,
              GPtrArray   *answers,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), answers_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, cause);
  rw_stmt_bind_integer (stmt, 2, RW_MORNING_THINGS_MOST);
  for (;;)
    {
      RwMorningThing *thing;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      thing = g_new0 (RwMorningThing, 1);
      thing->kind = RW_N_KINDS;
      thing->at = rw_stmt_get_integer (stmt, 0);
      thing->number = g_strdup (rw_stmt_get_text (stmt, 1));
      thing->text = g_strdup (rw_stmt_get_text (stmt, 2));
      g_ptr_array_add (answers, thing);
    }
}

static gboolean
read_until (RwCache             *cache,
            const RwMorningRed  *red,
            gint64               now,
            gint64              *until,
            GError             **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (RwRecord) job = rw_id_is_nil (&red->job) ? NULL : rw_cache_get (cache, RW_KIND_BACKUP_JOB, &red->job, &failed);
  const RwId *policy_id = job != NULL ? rw_record_get_ref (job, RW_BACKUP_JOB_POLICY) : NULL;
  g_autoptr (RwRecord) policy =
    policy_id != NULL && failed == NULL ? rw_cache_get (cache, RW_KIND_BACKUP_POLICY, policy_id, &failed) : NULL;
  g_auto (RwBackupSchedule) schedule = { 0 };
  gint64 after;

  *until = 0;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (policy == NULL || !rw_backup_schedule_init (&schedule, policy, job))
    return TRUE;
  schedule.anchor = red->due;
  after = rw_backup_schedule_after (&schedule, now);
  /* Somebody has to see what became of it: not before it is over by any reckoning. */
  *until = after != 0 ? MAX (after + schedule.grace, now + RW_HOUR) : 0;
  return TRUE;
}

static gboolean
read_message (RwCache            *cache,
              const RwMorningRed *red,
              char              **message,
              GError            **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (RwRecord) run = rw_id_is_nil (&red->run) ? NULL : rw_cache_get (cache, RW_KIND_BACKUP_RUN, &red->run, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  *message = run != NULL ? g_strdup (rw_record_get_text (run, RW_BACKUP_RUN_MESSAGE)) : NULL;
  return TRUE;
}

/**
 * rw_query_morning_details:
 * @reds: (array length=n_reds): of one cause
 *
 * Returns: (transfer full): what is needed to answer for them, or %NULL with @error set
 */
RwMorningDetails *
rw_query_morning_details (RwCache            *cache,
                          const RwMorningRed *reds,
                          guint               n_reds,
                          gint64              now,
                          GError            **error)
{
  g_autoptr (RwMorningDetails) details = g_new0 (RwMorningDetails, 1);

  g_return_val_if_fail (n_reds > 0, NULL);
  details->things = g_ptr_array_new_with_free_func (thing_free);
  details->answers = g_ptr_array_new_with_free_func (thing_free);
  details->untils = g_array_new (FALSE, TRUE, sizeof (gint64));
  if (!read_message (cache, &reds[0], &details->message, error) ||
      (reds[0].cause != NULL && !read_answers (cache, reds[0].cause, details->answers, error)))
    return NULL;
  for (guint i = 0; i < n_reds; i++)
    {
      gint64 until;

      if (!read_until (cache, &reds[i], now, &until, error))
        return NULL;
      g_array_append_val (details->untils, until);
      if (i < SYSTEMS_MOST && (!read_things (cache, tickets_sql, RW_KIND_TICKET, &reds[i].system, details->things, error) ||
                               !read_things (cache, changes_sql, RW_KIND_CHANGE, &reds[i].system, details->things, error)))
        return NULL;
    }
  return g_steal_pointer (&details);
}
