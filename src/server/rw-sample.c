/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sample.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-server-private.h"

#define SAMPLE_LOGIN "sample"

/* rackwardctl stands beside rackwardd where both are installed, and in the next folder of a build. */
static char *
find_ctl (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = self == NULL ? NULL : g_path_get_dirname (self);
  static const char *const places[] = { "rackwardctl", "../rackwardctl", "../ctl/rackwardctl" };

  for (guint i = 0; dir != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (dir, places[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path ("rackwardctl");
}

static gboolean
run_ctl (const char  *folder,
         const char  *import_file,
         GError     **error)
{
  g_autofree char *ctl = find_ctl ();
  const char *demo[] = { ctl, "demo", "--data", folder, "--size", "small", NULL };
  const char *import[] = { ctl, "import", "netbox-dump", import_file, "--data", folder, NULL };
  int status;

  if (ctl == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("Could not make the sample data: rackwardctl is not installed"));
      return FALSE;
    }
  if (g_spawn_sync (NULL, (char **) (import_file != NULL ? import : demo), NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                    &status, error) &&
      g_spawn_check_wait_status (status, error))
    return TRUE;
  g_prefix_error (error, _ ("Could not make the sample data: "));
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "rackward.db", "rackward.db-wal", "rackward.db-shm", "rackward.lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/**
 * rw_sample_fill:
 * @import_file: (nullable): a NetBox dump to take instead of the sample company
 *
 * Fills a data folder that has no store yet, with rackwardctl. Does nothing when there is one. What
 * was interrupted half-way begins anew the next time.
 */
gboolean
rw_sample_fill (const char  *data_dir,
                const char  *import_file,
                GError     **error)
{
  g_autofree char *path = rw_server_store_path (data_dir);
  g_autofree char *folder = g_build_filename (data_dir, "filling", NULL);
  g_autofree char *made = rw_server_store_path (folder);
  gboolean well;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  remove_folder (folder);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("Could not make the folder %s: %s"), folder, g_strerror (errno));
      return FALSE;
    }
  well = run_ctl (folder, import_file, error);
  if (well && g_rename (made, path) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not make the sample data: %s"), g_strerror (errno));
      well = FALSE;
    }
  remove_folder (folder);
  return well;
}

typedef struct
{
  char *name;
  char *login;
} Person;

static gboolean
person_func (const RwLogRow *row,
             gpointer        user_data)
{
  Person *person = user_data;
  g_autoptr (RwRecord) record = NULL;

  if (row->deleted || g_strcmp0 (row->kind, rw_schema_get (RW_KIND_PERSON)->name) != 0)
    return TRUE;
  record = rw_record_from_body (RW_KIND_PERSON, &row->id, row->body, (gssize) row->length, NULL);
  if (record == NULL || rw_record_get_enum (record, RW_PERSON_ROLE) != RW_PERSON_ROLE_SDM)
    return TRUE;
  person->name = g_strdup (rw_record_get_text (record, RW_PERSON_NAME));
  person->login = g_strdup (rw_record_get_text (record, RW_PERSON_LOGIN));
  return FALSE;
}

static gpointer
find_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  rw_log_store_since (RW_LOG_STORE (store), 0, 0, person_func, data, error);
  return NULL;
}

/**
 * rw_sample_admit:
 *
 * Lets the person at the console in as a service delivery manager of the sample company, who may
 * also do what an administrator may: they are alone with it.
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
rw_sample_admit (RwServer  *server,
                 GError   **error)
{
  g_autoptr (GError) problem = NULL;
  Person person = { NULL };
  char *token = NULL;

  rw_store_thread_run (rw_server_get_store (server), find_func, &person, NULL);
  if (person.login == NULL)
    person.login = g_strdup (SAMPLE_LOGIN);
  if (rw_server_add_account (server, person.login, person.name, RW_ROLES_STAFF, NULL, &problem) ||
      g_error_matches (problem, RW_ERROR, RW_ERROR_CONFLICT))
    token = rw_server_create_token (server, person.login, _ ("Sample data"), RW_ROLES_STAFF, RW_DAY, error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  g_free (person.name);
  g_free (person.login);
  return token;
}
