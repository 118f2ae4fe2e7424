/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-cache-schema.h"
#include "rw-error.h"
#include "session-fixture.h"

/*
 * The client's files with damage everywhere it can be: the session ends with a cache that is as the
 * server's, and with every edit at the server.
 */

typedef enum
{
  DAMAGE_HEADER,
  DAMAGE_SCHEMA,
  DAMAGE_INTERIOR,
  DAMAGE_LEAF,
  DAMAGE_INDEX,
  DAMAGE_FREELIST,
  DAMAGE_TRUNCATED,
  DAMAGE_EMPTY,
  DAMAGE_WAL_TORN,
  DAMAGE_SIDECAR_MISSING,
  N_DAMAGES,
} Damage;

static const char *const names[N_DAMAGES] = {
  "header",   "schema-page", "interior-page", "leaf-page", "index-page",
  "freelist", "truncated",   "empty",         "wal-torn",  "sidecar-missing",
};

/* --- Files ------------------------------------------------------------------------------------------ */

static char *
find_file (Console *console, const char *prefix, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (console->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) &&
        (suffix != NULL ? g_str_has_suffix (name, suffix) : strstr (name, ".broken-") != NULL))
      return g_build_filename (console->dir, name, NULL);
  return NULL;
}

/* In its place, as a disk does it: whoever has the file open has it damaged. */
static void
spoil (const char *path, gint64 at, gsize length)
{
  g_autofree char *bytes = g_strnfill (length, 'Z');
  int fd = open (path, O_WRONLY);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, at), ==, length);
  close (fd);
}

static gint64
size_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_size;
}

/* Spoils every page behind the first whose first byte is in @types, as the file format has it. */
static void
spoil_pages (const char *path, const char *types)
{
  g_autofree char *bytes = NULL;
  gsize length, page;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  page = (guint8) bytes[16] << 8 | (guint8) bytes[17];
  g_assert_cmpuint (page, >=, 512);
  for (gsize at = page; at + page <= length; at += page)
    if (bytes[at] != '\0' && strchr (types, bytes[at]) != NULL)
      {
        spoil (path, (gint64) at, page);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
}

static void
damage_file (const char *path, Damage damage)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  switch (damage)
    {
    case DAMAGE_HEADER:
      spoil (path, 0, 100);
      break;
    case DAMAGE_SCHEMA:
      spoil (path, 100, 3996);
      break;
    case DAMAGE_INTERIOR:
      spoil_pages (path, "\x02\x05");
      break;
    case DAMAGE_LEAF:
      spoil_pages (path, "\x0d");
      break;
    case DAMAGE_INDEX:
      spoil_pages (path, "\x0a");
      break;
    case DAMAGE_FREELIST:
      /* Its first page, and how many there are. */
      spoil (path, 32, 8);
      break;
    case DAMAGE_TRUNCATED:
      g_assert_cmpint (truncate (path, size_of (path) / 2 / 4096 * 4096), ==, 0);
      break;
    case DAMAGE_EMPTY:
      g_assert_cmpint (truncate (path, 0), ==, 0);
      break;
    case DAMAGE_WAL_TORN:
      g_assert_cmpint (size_of (wal), >, 8192);
      spoil (wal, size_of (wal) / 2, (gsize) (size_of (wal) - size_of (wal) / 2));
      break;
    case DAMAGE_SIDECAR_MISSING:
      g_assert_cmpint (g_unlink (wal), ==, 0);
      g_unlink (shm);
      break;
    case N_DAMAGES:
    default:
      g_assert_not_reached ();
    }
}

/* --- What is in it ---------------------------------------------------------------------------------- */

static gboolean
add_rows (RwCache *cache, const char *sql, GString *out, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_string_append_printf (out, "%s|", rw_stmt_get_text (stmt, 0));
    }
  return FALSE;
}

/* Reads all of the file, and what was edited. */
static gpointer
read_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!add_rows (cache, "SELECT hex (id) || title || description || seq FROM ticket ORDER BY id",
                 out, error) ||
      !add_rows (cache, "SELECT hex (id) || name || hex (rack) FROM device ORDER BY id", out,
                 error) ||
      !rw_db_quick_check (rw_cache_get_db (cache), error))
    return NULL;
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, out->str, (gssize) out->len);
}

/* A part of the file that is not damaged. */
static gpointer
devices_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!add_rows (cache, "SELECT name FROM device NOT INDEXED", out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
ask (Console *console, RwReadFunc func, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_read_async (console->session, func, NULL, NULL, g_free, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_read_finish (console->session, result, error);
}

static char *
read_all (Console *console, GError **error)
{
  return ask (console, read_func, error);
}

static gboolean
is_quiet (Console *console)
{
  return rw_session_get_pending (console->session) == 0 &&
         rw_session_get_state (console->session) == RW_SYNC_STATE_UP_TO_DATE;
}

/* Reads until the cache is whole and nothing is on its way. */
static char *
wait_whole (Console *console)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      gboolean quiet = is_quiet (console);
      char *all = read_all (console, &error);

      if (all != NULL && quiet && is_quiet (console))
        return all;
      g_free (all);
      if (g_get_monotonic_time () > end)
        g_error ("not whole but in state %d, %u pending: %s, %s",
                 rw_session_get_state (console->session), rw_session_get_pending (console->session),
                 rw_session_get_message (console->session),
                 error != NULL ? error->message : "read");
      for (guint i = 0; i < 5; i++)
        fixture_iterate ();
    }
}

/* Texts that need more than a page, with spelling that the search has to keep. */
static void
edit_all (Fixture *fixture, Console *console, const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->tickets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (what);

      for (guint n = 0; n < 400; n++)
        g_string_append_printf (text, " %u-%u", i, n * 7919 % 104729);
      g_assert_true (console_set_text (console, RW_KIND_TICKET, &fixture->tickets[i],
                                       RW_TICKET_DESCRIPTION, text->str, &error));
    }
}

/* A reader that closes after the writer leaves the log: its content goes into the file, where the
 * damage will be. */
static void
write_back (const char *path)
{
  g_autoptr (GError) error = NULL;
  RwDb *db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_true (rw_db_checkpoint (db, &error));
  rw_db_close (db);
}

static void
open_again (Fixture *fixture)
{
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  console_open (&fixture->a, fixture->token);
}

static void
begin (Fixture *fixture)
{
  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  edit_all (fixture, &fixture->a, "first");
  g_free (wait_whole (&fixture->a));
}

/* The other console has what the server has. */
static void
assert_as_server (Fixture *fixture)
{
  g_autofree char *ours = wait_whole (&fixture->a);
  g_autofree char *theirs = NULL;
  g_autofree char *title = NULL;

  console_open (&fixture->b, fixture->token_b);
  theirs = wait_whole (&fixture->b);
  g_assert_cmpstr (ours, ==, theirs);
  title = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[3], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "unsent");
}

static void
edit_unsent (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_stop_server (fixture);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[3],
                                   RW_TICKET_TITLE, "unsent", &error));
  g_assert_no_error (error);
}

/* --- The cache -------------------------------------------------------------------------------------- */

/* What a killed process leaves: the file and its log. */
static void
keep_wal (Console *console, const char *path, gboolean back)
{
  static const char *const endings[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);
      g_autofree char *kept = g_strdup_printf ("%s/kept%u", console->dir, i);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (back ? kept : file, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents (back ? file : kept, bytes, (gssize) length, NULL));
    }
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  Damage damage = (Damage) GPOINTER_TO_INT (data);
  g_autofree char *path = NULL;

  begin (fixture);
  edit_unsent (fixture);
  path = find_file (&fixture->a, "cache-", ".db");
  keep_wal (&fixture->a, path, FALSE);
  console_close (&fixture->a);
  if (damage >= DAMAGE_WAL_TORN)
    keep_wal (&fixture->a, path, TRUE);
  else
    write_back (path);
  damage_file (path, damage);
  fixture_start_server (fixture);
  open_again (fixture);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  assert_as_server (fixture);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  Damage damage = (Damage) GPOINTER_TO_INT (data);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  /* The file has it all, and nobody has it in memory. */
  console_close (&fixture->a);
  path = find_file (&fixture->a, "cache-", ".db");
  write_back (path);
  open_again (fixture);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  edit_unsent (fixture);
  damage_file (path, damage);
  g_free (read_all (&fixture->a, &error));
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_free (wait_whole (&fixture->a));
  /* What was in memory may have hidden the damage: not the next time. */
  console_reopen (&fixture->a, fixture->url, fixture->token);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  assert_as_server (fixture);
}

/* The person is told once, in one sentence; what can be read is shown until the server is there; then
 * the cache is fetched anew, and the damaged file is kept. */
static void
test_found_offline (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *devices = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  console_close (&fixture->a);
  path = find_file (&fixture->a, "cache-", ".db");
  fixture_stop_server (fixture);
  write_back (path);
  spoil_pages (path, "\x02\x05");
  open_again (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_null (read_all (&fixture->a, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  wait_until (fixture->a.notices->len == 1);
  g_test_message ("%s", (char *) g_ptr_array_index (fixture->a.notices, 0));
  g_assert_nonnull (
    strstr (g_ptr_array_index (fixture->a.notices, 0), "once the server can be reached"));
  g_clear_error (&error);
  g_assert_null (read_all (&fixture->a, &error));
  g_clear_error (&error);
  devices = ask (&fixture->a, devices_func, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (devices, ==, "web-001|web-002|web-003|");
  g_assert_true (rw_session_has_data (fixture->a.session));

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_free (wait_whole (&fixture->a));
  g_assert_cmpuint (fixture->a.notices->len, ==, 1);
  g_assert_true (fixture->a.all);
  aside = find_file (&fixture->a, "cache-", NULL);
  g_assert_nonnull (aside);
}

/* Closed before the server could be reached: the next start knows. */
static void
test_found_and_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  console_close (&fixture->a);
  path = find_file (&fixture->a, "cache-", ".db");
  fixture_stop_server (fixture);
  write_back (path);
  spoil_pages (path, "\x02\x05");
  open_again (fixture);
  g_assert_null (read_all (&fixture->a, &error));
  wait_until (fixture->a.notices->len == 1);
  console_close (&fixture->a);
  open_again (fixture);
  wait_until (fixture->a.notices->len == 2);
  g_assert_false (rw_session_has_data (fixture->a.session));
  aside = find_file (&fixture->a, "cache-", NULL);
  g_assert_nonnull (aside);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_free (wait_whole (&fixture->a));
}

/* The writer closes the cache behind the reader: what is left is the files, and no log beside them. */
static void
test_one_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  g_autofree char *devices = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n = 0;

  begin (fixture);
  devices = ask (&fixture->a, devices_func, &error);
  g_assert_no_error (error);
  console_close (&fixture->a);
  dir = g_dir_open (fixture->a.dir, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_test_message ("%s", name);
      n += g_str_has_prefix (name, "cache-");
      g_assert_false (g_str_has_suffix (name, "-wal"));
      g_assert_false (g_str_has_suffix (name, "-shm"));
    }
  g_assert_cmpuint (n, ==, 1);
}

/* --- The work file ---------------------------------------------------------------------------------- */

static void
test_work (Fixture *fixture, gconstpointer data)
{
  Damage damage = (Damage) GPOINTER_TO_INT (data);
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture);
  path = find_file (&fixture->a, "work-", ".db");
  console_close (&fixture->a);
  /* The damage is found at the latest when the file is read from end to end, after a crash. */
  damage_file (path, damage);
  open_again (fixture);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[3], RW_TICKET_TITLE, "tried",
                    &error);
  if (fixture->a.notices->len == 0)
    {
      g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
      g_test_message ("%s", error->message);
      wait_until (fixture->a.notices->len == 1);
      g_test_message ("%s", (char *) g_ptr_array_index (fixture->a.notices, 0));
      g_assert_nonnull (strstr (g_ptr_array_index (fixture->a.notices, 0), "start it again"));
      g_ptr_array_set_size (fixture->a.notices, 0);
      console_reopen (&fixture->a, fixture->url, fixture->token);
      wait_until (rw_session_get_roles (fixture->a.session) != 0);
    }
  g_assert_cmpuint (fixture->a.notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->a.notices, 0), "unsent edits"));
  aside = find_file (&fixture->a, "work-", NULL);
  g_assert_nonnull (aside);
  g_clear_error (&error);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[3],
                                   RW_TICKET_TITLE, "unsent", &error));
  assert_as_server (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, GUINT_TO_POINTER (FIXTURE_RECORDS));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture, NULL);
}

int
main (int argc, char *argv[])
{
  static const Damage work[] = { DAMAGE_HEADER, DAMAGE_SCHEMA, DAMAGE_LEAF, DAMAGE_TRUNCATED };

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, damage, test) \
  g_test_add (path, Fixture, GINT_TO_POINTER (damage), set_up, test, tear_down)
  for (int i = 0; i < N_DAMAGES; i++)
    {
      g_autofree char *closed = g_strconcat ("/sync/damage/closed/", names[i], NULL);
      g_autofree char *open = g_strconcat ("/sync/damage/open/", names[i], NULL);

      ADD (closed, i, test_closed);
      ADD (open, i, test_open);
    }
  ADD ("/sync/damage/found-offline", 0, test_found_offline);
  ADD ("/sync/damage/found-and-closed", 0, test_found_and_closed);
  ADD ("/sync/damage/one-file", 0, test_one_file);
  for (guint i = 0; i < G_N_ELEMENTS (work); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/damage/outbox/", names[work[i]], NULL);

      ADD (path, work[i], test_work);
    }
#undef ADD
  return g_test_run ();
}
