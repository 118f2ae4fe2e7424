/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-session-limits.h"
#include "rw-systems-columns.h"

/* Systems from a file: the table is read in a thread, what is there by the session, both compared in a
 * thread, and what a person wants of it queued. */

typedef struct
{
  char *path;
  guint roles;
  RwTypesProgress *progress;
  RwCsvTable *table;
  RwCsvEstate *estate;
  GArray *headings;      /* (element-type RwCsvHeading) */
  GHashTable *addresses; /* (nullable) (element-type utf8): that the file names, without prefix length */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->path);
  rw_csv_table_free (load->table);
  rw_csv_estate_free (load->estate);
  g_array_unref (load->headings);
  g_clear_pointer (&load->addresses, g_hash_table_unref);
  g_free (load);
}

/* --- Reading ---------------------------------------------------------------------------------------- */

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  RwTypesProgress *progress = user_data;

  g_atomic_int_set (&progress->all, (int) all);
  g_atomic_int_set (&progress->done, (int) done);
}

/* Of the many addresses and ports only those are read that the file may mean. */
static gboolean
find_addresses (Load *load, GError **error)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) columns =
    rw_csv_columns_new (load->table, (const RwCsvHeading *) (gpointer) load->headings->data,
                        load->headings->len, remarks, error);

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      if (g_array_index (columns, RwCsvColumn, i).device != RW_DEVICE_PRIMARY_ADDRESS)
        continue;
      load->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint row = 0; row < load->table->n_rows; row++)
        {
          const char *cell = rw_csv_table_get (load->table, row, i);

          if (*cell != '\0')
            g_hash_table_add (load->addresses, g_strstrip (g_strndup (cell, strcspn (cell, "/"))));
        }
    }
  return TRUE;
}

static gboolean
add_all (RwCache *cache, RwKind kind, RwCsvEstate *estate, GError **error)
{
  g_autoptr (GPtrArray) records = rw_cache_select (cache, kind, "", error, RW_BIND_END);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    rw_csv_estate_add (estate, records->pdata[i]);
  return TRUE;
}

static gboolean
add_addresses (RwCache      *cache,
               GHashTable   *wanted,
               RwCsvEstate  *estate,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GPtrArray) records = rw_cache_select (cache, RW_KIND_ADDRESS, "", error, RW_BIND_END);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *address = records->pdata[i];
      const char *text = rw_record_get_title (address);
      const RwId *port_id = rw_record_get_ref (address, RW_ADDRESS_PORT);
      g_autofree char *host = g_strndup (text, strcspn (text, "/"));
      g_autoptr (GError) local = NULL;
      g_autoptr (RwRecord) port = NULL;

      rw_csv_estate_add (estate, address);
      if (port_id == NULL || !g_hash_table_contains (wanted, host))
        continue;
      port = rw_cache_get (cache, RW_KIND_PORT, port_id, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (port != NULL)
        rw_csv_estate_add (estate, port);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
read_estate (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  static const RwKind kinds[] = { RW_KIND_SITE,     RW_KIND_ROOM,        RW_KIND_RACK,
                                  RW_KIND_CUSTOMER, RW_KIND_SERVICE,     RW_KIND_PERSON,
                                  RW_KIND_CLUSTER,  RW_KIND_DEVICE_TYPE, RW_KIND_DEVICE,
                                  RW_KIND_VM };
  Load *load = g_task_get_task_data (data);
  g_autoptr (RwCsvEstate) estate = rw_csv_estate_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_all (cache, kinds[i], estate, error))
      return NULL;
  if (load->addresses != NULL &&
      !add_addresses (cache, load->addresses, estate, cancellable, error))
    return NULL;
  return g_steal_pointer (&estate);
}

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;
  RwCsvPlan *plan = rw_csv_plan_new (g_steal_pointer (&load->table),
                                     (const RwCsvHeading *) (gpointer) load->headings->data,
                                     load->headings->len, g_steal_pointer (&load->estate),
                                     load->roles, progress_cb, load->progress, cancellable, &error);

  if (plan == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, plan, (GDestroyNotify) rw_csv_plan_free);
}

static void
estate_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->estate = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (load->estate == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, compare_thread);
}

static void
table_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;

  load->table = rw_csv_table_load (load->path, cancellable, &error);
  if (load->table == NULL || !find_addresses (load, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
table_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  rw_session_read_async (RW_SESSION (source), read_estate, g_object_ref (task), g_object_unref,
                         (GDestroyNotify) rw_csv_estate_free, g_task_get_cancellable (task),
                         estate_cb, g_object_ref (task));
}

static GArray *
dup_headings (void)
{
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);
  GArray *headings = g_array_sized_new (FALSE, FALSE, sizeof (RwCsvHeading), n);

  for (guint i = 0; i < n; i++)
    {
      RwCsvHeading heading = { columns[i].id, columns[i].title, columns[i].unit };

      g_array_append_val (headings, heading);
    }
  return headings;
}

/**
 * rw_systems_load_async:
 * @path: of a CSV file
 * @progress: lives until it is done
 *
 * Reads a table of systems and compares it with those that are there.
 */
void
rw_systems_load_async (RwSession           *session,
                       const char          *path,
                       RwTypesProgress     *progress,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  g_autoptr (GTask) table = NULL;
  Load *load = g_new0 (Load, 1);

  load->path = g_strdup (path);
  load->roles = rw_session_get_roles (session);
  load->progress = progress;
  load->headings = dup_headings ();
  g_task_set_task_data (task, load, load_free);
  table = g_task_new (session, cancellable, table_cb, g_object_ref (task));
  g_task_set_task_data (table, load, NULL);
  g_task_run_in_thread (table, table_thread);
}

RwCsvPlan *
rw_systems_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing ---------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *edits;
  guint n_now;
  RwTypesProgress *progress;
  RwSystemsOutcome *outcome;
} Apply;

static void apply_next (GTask *task);

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_ptr_array_unref (apply->edits);
  g_clear_pointer (&apply->outcome, rw_systems_outcome_free);
  g_free (apply);
}

void
rw_systems_outcome_free (RwSystemsOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_clear_error (&outcome->stopped);
  g_free (outcome);
}

/**
 * rw_systems_import_label:
 *
 * Returns: (transfer full): what was done, for undo
 */
char *
rw_systems_import_label (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %u system", "Import %u systems", n),
                          n);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);

  if (rw_session_edit_finish (RW_SESSION (source), result, &apply->outcome->stopped))
    {
      apply->outcome->done += apply->n_now;
      apply->outcome->steps++;
      progress_cb (apply->outcome->done, apply->edits->len, apply->progress);
    }
  apply_next (g_steal_pointer (&task));
}

static void
apply_next (GTask *task)
{
  Apply *apply = g_task_get_task_data (task);
  RwSystemsOutcome *outcome = apply->outcome;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (outcome->stopped == NULL && outcome->done < apply->edits->len)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &outcome->stopped);
  if (outcome->stopped != NULL || outcome->done == apply->edits->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&apply->outcome),
                             (GDestroyNotify) rw_systems_outcome_free);
      g_object_unref (task);
      return;
    }
  apply->n_now = MIN (apply->edits->len - outcome->done, RW_SESSION_EDITS_MOST);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  for (guint i = 0; i < apply->n_now; i++)
    g_ptr_array_add (edits, rw_edit_copy (apply->edits->pdata[outcome->done + i]));
  label = rw_systems_import_label (apply->n_now);
  rw_session_edit_async (g_task_get_source_object (task), edits, label, NULL, applied_cb, task);
}

/**
 * rw_systems_apply_async:
 * @edits: (element-type RwEdit): what to do
 * @progress: lives until it is done
 * @cancellable: (nullable): stops between two steps
 *
 * Queues the edits as one group that one undo takes back, when there are not more than a group holds, and
 * else group by group, up to the first that is refused.
 */
void
rw_systems_apply_async (RwSession           *session,
                        GPtrArray           *edits,
                        RwTypesProgress     *progress,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Apply *apply = g_new0 (Apply, 1);

  /* What was done is told also when there is no more. */
  g_task_set_check_cancellable (task, FALSE);
  apply->edits = g_ptr_array_ref (edits);
  apply->progress = progress;
  apply->outcome = g_new0 (RwSystemsOutcome, 1);
  g_task_set_task_data (task, apply, apply_free);
  progress_cb (0, edits->len, progress);
  apply_next (task);
}

RwSystemsOutcome *
rw_systems_apply_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
