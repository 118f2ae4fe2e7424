/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-backup-policies.h"

#include "rw-db.h"

static void
use_free (gpointer data)
{
  RwBackupPolicyUse *use = data;

  g_clear_object (&use->policy);
  g_free (use->example);
  g_free (use);
}

/**
 * rw_query_backup_policies:
 *
 * Returns: (transfer full) (element-type RwBackupPolicyUse): all policies by name, and how many jobs each has
 */
GPtrArray *
rw_query_backup_policies (RwCache *cache, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func (use_free);
  g_autoptr (GPtrArray) policies =
    rw_cache_select (cache, RW_KIND_BACKUP_POLICY, "ORDER BY \"name\" COLLATE NOCASE, \"id\"",
                     error, RW_BIND_END);
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (cache),
                   "SELECT count (*), min (\"name\") FROM \"backup_job\" WHERE \"policy\" = ?1",
                   error);
  gboolean row;

  if (policies == NULL || stmt == NULL)
    return NULL;
  for (guint i = 0; i < policies->len; i++)
    {
      RwBackupPolicyUse *use = g_new0 (RwBackupPolicyUse, 1);

      g_ptr_array_add (uses, use);
      use->policy = g_object_ref (policies->pdata[i]);
      rw_stmt_bind_id (stmt, 1, rw_record_get_id (use->policy));
      if (!rw_stmt_step (stmt, &row, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      use->n_jobs = (guint) rw_stmt_get_integer (stmt, 0);
      use->example = g_strdup (rw_stmt_get_text (stmt, 1));
      rw_stmt_reset (stmt);
    }
  return g_steal_pointer (&uses);
}
