/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-migrator.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The numbers of the NNN.sql in @folder, ascending. */
static GArray *
list_steps (GResource  *resource,
            const char *folder)
{
  g_auto (GStrv) names = g_resource_enumerate_children (resource, folder, 0, NULL);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (int));

  for (char **name = names; name != NULL && *name != NULL; name++)
    if (g_str_has_suffix (*name, ".sql"))
      {
        int number = (int) g_ascii_strtoull (*name, NULL, 10);

        g_assert (number > 0);
        g_array_append_val (steps, number);
      }
  g_array_sort (steps, compare_numbers);
  return steps;
}

/**
 * rw_migrator_newest:
 * @resource: holds the steps
 * @folder: in it, with files 001.sql, 002.sql …
 *
 * Returns: the schema that the steps lead to: what to give to rw_db_open()
 */
int
rw_migrator_newest (GResource  *resource,
                    const char *folder)
{
  g_autoptr (GArray) steps = list_steps (resource, folder);

  return steps->len > 0 ? g_array_index (steps, int, steps->len - 1) : 0;
}

/**
 * rw_migrator_apply:
 * @db: the one writer, in a transaction
 * @resource: holds the steps
 * @folder: in it, with files 001.sql, 002.sql …; a step leads from the schema before its number to it
 *
 * Takes the steps that a file has not taken yet. On an error the caller is to roll back.
 */
gboolean
rw_migrator_apply (RwDb       *db,
                   GResource  *resource,
                   const char *folder,
                   GError    **error)
{
  g_autoptr (GArray) steps = list_steps (resource, folder);
  int version = rw_db_get_user_version (db, error);

  if (version < 0)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    {
      int number = g_array_index (steps, int, i);
      g_autofree char *path = g_strdup_printf ("%s/%03d.sql", folder, number);
      g_autoptr (GBytes) sql = NULL;

      if (number <= version)
        continue;
      sql = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (sql == NULL || !rw_db_exec (db, g_bytes_get_data (sql, NULL), error))
        {
          g_prefix_error (error, _ ("Could not bring %s from schema %d to %d. It is as it was. "), rw_db_get_title (db), version, number);
          return FALSE;
        }
    }
  return steps->len == 0 || rw_db_set_user_version (db, g_array_index (steps, int, steps->len - 1), error);
}

/**
 * rw_migrator_run:
 * @db: the one writer
 * @resource: holds the steps
 * @folder: see rw_migrator_apply()
 *
 * Brings a file to the newest schema, in one transaction: it ends at the newest one or stays as it was.
 */
gboolean
rw_migrator_run (RwDb       *db,
                 GResource  *resource,
                 const char *folder,
                 GError    **error)
{
  int newest = rw_migrator_newest (resource, folder);
  int version = rw_db_get_user_version (db, error);

  if (version < 0)
    return FALSE;
  if (version >= newest)
    return TRUE;
  if (!rw_db_begin (db, error))
    return FALSE;
  if (rw_migrator_apply (db, resource, folder, error))
    return rw_db_commit (db, error);
  rw_db_rollback (db);
  return FALSE;
}
