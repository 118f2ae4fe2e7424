/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rw-backup.h"
#include "rw-ctl.h"
#include "rw-error.h"
#include "rw-file-backup.h"
#include "rw-server.h"
#include "rw-store-check.h"

/* rackwardctl backup, restore, check and compact: the server's file as a whole, and the files that its
 * records speak of. */

static int
fail_without_data (void)
{
  return rw_ctl_misuse (_ ("Say where the data is: --data DIR"));
}

/* Returns: the exit code */
static int
report_files (const RwFileCopies *copies,
              const char         *folder)
{
  g_autofree char *size = g_format_size ((guint64) copies->bytes);

  if (copies->wanted > 0)
    g_print (_ ("%s: %u attached files, %u of them copied now (%s)\n"), folder, copies->wanted,
             copies->copied, size);
  if (copies->missing > 0)
    g_print (ngettext ("%u attached file is not here: its console has not sent it yet\n",
                       "%u attached files are not here: their consoles have not sent them yet\n",
                       copies->missing),
             copies->missing);
  if (copies->damaged == 0)
    return RW_CTL_OK;
  g_printerr (ngettext ("rackwardctl: %u attached file is damaged and was not copied\n",
                        "rackwardctl: %u attached files are damaged and were not copied\n",
                        copies->damaged),
              copies->damaged);
  return RW_CTL_FAILED;
}

int
rw_cmd_backup (int    argc,
               char **argv)
{
  g_autofree char *data_dir = NULL, *path = NULL, *size = NULL, *folder = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwBackupInfo) info = { 0 };
  RwFileCopies copies;
  g_autoptr (GError) error = NULL;

  if (
    !rw_ctl_parse (
      "rackwardctl backup", "FILE",
      _ (
        "Copies everything into a file, and attached files into a folder beside it, while the server runs or not, and checks the copy. A backup that is there is replaced once the new one is whole."),
      entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (data_dir == NULL)
    return fail_without_data ();
  path = rw_server_store_path (data_dir);
  if (!rw_backup_make (path, argv[1], &info, &error))
    return rw_ctl_fail (error);
  size = g_format_size ((guint64) info.bytes);
  g_print (_ ("%s: %lld records up to number %lld, %s, checked\n"), argv[1],
           (long long) info.records, (long long) info.head, size);
  if (!rw_file_backup_make (data_dir, argv[1], &copies, &error))
    return rw_ctl_fail (error);
  folder = rw_file_backup_path (argv[1]);
  return report_files (&copies, folder);
}

int
rw_cmd_restore (int    argc,
                char **argv)
{
  g_autofree char *data_dir = NULL, *path = NULL, *folder = NULL;
  gboolean access = FALSE;
  RwFileCopies copies;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "access-from-backup", 0, 0, G_OPTION_ARG_NONE, &access,
      N_ ("Accounts and tokens as they were then; who was shut out since gets in again"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwBackupInfo) info = { 0 };
  g_autoptr (RwStoreLock) lock = NULL;
  g_autoptr (GError) error = NULL;

  if (
    !rw_ctl_parse (
      "rackwardctl restore", "FILE",
      _ (
        "Puts a backup in the place of the server's file, which is kept beside it, and brings back attached files. Stop the server first. Every console starts from zero afterwards and brings what the backup has not seen."),
      entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (data_dir == NULL)
    return fail_without_data ();
  if (!rw_ctl_check_owner (data_dir, &error))
    return rw_ctl_fail (error);
  lock = rw_store_lock_acquire (data_dir, "rackward", &error);
  if (lock == NULL)
    {
      if (g_error_matches (error, RW_ERROR, RW_ERROR_BUSY))
        g_prefix_error (&error, _ ("Stop the server first. "));
      return rw_ctl_fail (error);
    }
  path = rw_server_store_path (data_dir);
  if (!rw_backup_restore (argv[1], path, access, &info, &error))
    return rw_ctl_fail (error);
  g_print (_ ("Restored %lld records up to number %lld\n"), (long long) info.records,
           (long long) info.head);
  g_print (
    info.access_kept
      ? _ ("Accounts and tokens are those from before the restore\n")
      : _ ("Accounts and tokens are those of the backup: look through “rackwardctl token list”\n"));
  if (info.aside != NULL)
    g_print (_ ("What it replaced is in %s\n"), info.aside);
  if (!rw_file_backup_restore (argv[1], data_dir, &copies, &error))
    return rw_ctl_fail (error);
  folder = rw_file_store_path (data_dir);
  return report_files (&copies, folder);
}

static void
report_cb (const char *what,
           GPtrArray  *findings,
           gint64      figure,
           gpointer    user_data)
{
  g_print ("%-28s %12" G_GINT64_FORMAT "  %s\n", what, figure,
           findings->len == 0 ? _ ("well") : _ ("DAMAGED"));
  for (guint i = 0; i < findings->len; i++)
    g_print ("    %s\n", (const char *) findings->pdata[i]);
}

int
rw_cmd_check (int    argc,
              char **argv)
{
  g_autofree char *data_dir = NULL, *file = NULL, *path = NULL, *folder = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &file, N_ ("Instead of a folder: a backup"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RwLogStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean sound;

  if (
    !rw_ctl_parse (
      "rackwardctl check", NULL,
      _ (
        "Reads all of the server's file, or of a backup, and the attached files, and says whether everything fits together. The server may run."),
      entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if ((data_dir == NULL) == (file == NULL))
    return rw_ctl_misuse (_ ("Say what to check: --data DIR or --file FILE"));
  path = data_dir != NULL ? rw_server_store_path (data_dir) : g_strdup (file);
  store = rw_log_store_sqlite_open_snapshot (path, &error);
  if (store == NULL ||
      !rw_store_check (RW_LOG_STORE_SQLITE (store), report_cb, NULL, &sound, &error))
    return rw_ctl_fail (error);
  folder = data_dir != NULL ? rw_file_store_path (data_dir) : rw_file_backup_path (file);
  if (!rw_file_check (folder, report_cb, NULL, &sound, &error))
    return rw_ctl_fail (error);
  if (sound)
    return RW_CTL_OK;
  g_printerr (_ ("rackwardctl: %s is damaged; keep it and restore a backup\n"), path);
  return RW_CTL_FAILED;
}

int
rw_cmd_compact (int    argc,
                char **argv)
{
  g_autofree char *data_dir = NULL, *before = NULL, *after = NULL;
  int days = 90;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "keep-days", 0, 0, G_OPTION_ARG_INT, &days,
      N_ (
        "How long deletions are remembered (90); a console that was away longer starts from zero"),
      "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) order = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *figures;

  if (
    !rw_ctl_parse (
      "rackwardctl compact", NULL,
      _ (
        "Forgets old deletions and answers, and gives their room back to the disk. The change log is not touched. The server may run; edits wait meanwhile."),
      entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  json_object_set_string_member (order, "do", "compact");
  json_object_set_int_member (order, "days", days);
  answer = rw_ctl_admin (data_dir, FALSE, order, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  figures = json_node_get_object (answer);
  before = g_format_size_full ((guint64) json_object_get_int_member (figures, "before"),
                               G_FORMAT_SIZE_LONG_FORMAT);
  after = g_format_size_full ((guint64) json_object_get_int_member (figures, "after"),
                              G_FORMAT_SIZE_LONG_FORMAT);
  g_print (_ ("Forgot %lld deletions and %lld answers\nBefore: %s\nAfter: %s\n"),
           (long long) json_object_get_int_member (figures, "tombstones"),
           (long long) json_object_get_int_member (figures, "results"), before, after);
  return RW_CTL_OK;
}
