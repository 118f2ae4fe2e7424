/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-work-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-migrator.h"
#include "rw-planted.h"
#include "rw-store-resources.h"

/* "RWwo" */
#define APPLICATION_ID 0x5257776f
#define FOLDER         "/net/rackward/sql/client-work"

/*
 * The stamp goes up with every change to the set of pending edits, in the same transaction. The cache
 * stores the stamp of the edits it shows; where the two differ, a crash came between the files.
 * It begins at a random number, so that a new work file never agrees with an old cache by chance.
 */

/* What stands under "clean" in a file that was found to be damaged: it is set aside at the next start. */
#define CONDEMNED -1

static gboolean
load (RwWork  *self,
      GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *client = rw_db_get_meta (self->db, "client", &local);

  if (local == NULL)
    self->stamp = rw_db_get_meta_integer (self->db, "stamp", 0, &local);
  if (local == NULL)
    self->last_mid = rw_db_get_meta_integer (self->db, "last_mid", 0, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (client == NULL)
    {
      RwId id = rw_id_new ();

      if (!rw_work_enter (self, error))
        return FALSE;
      return rw_work_leave (self,
                            rw_work_set_client (self, &id, error) &&
                              rw_work_set_counter (self, "stamp", &self->stamp, ((gint64) g_random_int () + 1) << 24, error) &&
                              rw_work_set_counter (self, "last_mid", &self->last_mid, 0, error),
                            error);
    }
  if (!rw_id_parse (client, &self->client))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, _ ("Could not open %s: the file is damaged (%s)"), rw_db_get_title (self->db),
                   "client");
      return FALSE;
    }
  return TRUE;
}

static RwWork *
try_open (const char  *path,
          GError     **error)
{
  g_autoptr (RwWork) self = g_new0 (RwWork, 1);
  GResource *resource = rw_store_get_resource ();
  g_autoptr (GError) local = NULL;
  gint64 mark;

  self->db = rw_db_open (path, APPLICATION_ID, rw_migrator_newest (resource, FOLDER),
                         RW_DB_CREATE | (RW_PLANTED (WORK_NOT_SYNCED) ? 0 : RW_DB_FULL), error);
  if (self->db == NULL || !rw_migrator_run (self->db, resource, FOLDER, error))
    return NULL;
  mark = rw_db_get_meta_integer (self->db, "clean", 0, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (mark == CONDEMNED)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                   _ ("Could not open %s: the file is damaged (%s)"), rw_db_get_title (self->db),
                   _ ("found while it was read"));
      return NULL;
    }
  if (mark == 0 && !rw_db_quick_check (self->db, error))
    return NULL;
  if (!rw_db_set_meta_integer (self->db, "clean", 0, error) || !load (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rw_work_open:
 * @dir: folder of the client's files
 * @server: name of the server, as in the file's name
 * @set_aside: (out) (optional) (nullable): where a damaged file was put; the person must be told, its
 *   edits may be lost
 *
 * Opens the work file for the calling thread, or makes one. A damaged one is set aside and a new one
 * made, with a new client id.
 *
 * Returns: (transfer full) (nullable): the work file; %RW_ERROR_TOO_NEW, %RW_ERROR_FORBIDDEN, %RW_ERROR_FULL …
 */
RwWork *
rw_work_open (const char  *dir,
              const char  *server,
              char       **set_aside,
              GError     **error)
{
  g_autofree char *name = g_strdup_printf ("work-%s.db", server);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *aside = NULL;
  g_autoptr (GError) local = NULL;
  RwWork *self = try_open (path, &local);

  if (set_aside != NULL)
    *set_aside = NULL;
  if (self != NULL)
    return self;
  if (!g_error_matches (local, RW_ERROR, RW_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  aside = rw_db_set_aside (path, error);
  if (aside == NULL)
    return NULL;
  g_message ("%s. It was put at %s", local->message, aside);
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&aside);
  return try_open (path, error);
}

/**
 * rw_work_close:
 * @self: (transfer full) (nullable): a running transaction is rolled back
 */
void
rw_work_close (RwWork *self)
{
  if (self == NULL)
    return;
  if (self->db != NULL)
    {
      g_autoptr (GError) error = NULL;

      rw_db_rollback (self->db);
      if (rw_db_get_user_version (self->db, NULL) > 0 && !rw_id_is_nil (&self->client) &&
          !rw_db_set_meta_integer (self->db, "clean", rw_db_is_damaged (self->db) ? CONDEMNED : 1,
                                   &error))
        g_info ("%s", error->message);
      rw_db_close (self->db);
    }
  g_free (self);
}

RwDb *
rw_work_get_db (RwWork *self)
{
  return self->db;
}

/**
 * rw_work_get_client:
 *
 * Returns: (transfer none): the id under which the server counts this client's edits
 */
const RwId *
rw_work_get_client (RwWork *self)
{
  return &self->client;
}

/**
 * rw_work_get_stamp:
 *
 * Returns: the number of the present set of pending edits, for the cache
 */
gint64
rw_work_get_stamp (RwWork *self)
{
  return self->stamp;
}

/**
 * rw_work_get_last_mid:
 *
 * Returns: the number of the newest edit there ever was. A server that says it has a higher one of
 *   this client knows a newer work file than this: see rw_work_renew_client()
 */
gint64
rw_work_get_last_mid (RwWork *self)
{
  return self->last_mid;
}

/**
 * rw_work_begin:
 *
 * What follows is kept together, by rw_work_commit(), or not at all.
 */
gboolean
rw_work_begin (RwWork  *self,
               GError **error)
{
  g_return_val_if_fail (!self->explicit_transaction, FALSE);
  if (!rw_work_enter (self, error))
    return FALSE;
  self->explicit_transaction = TRUE;
  return TRUE;
}

/**
 * rw_work_commit:
 *
 * Returns: %FALSE with @error set when it failed; all is as before rw_work_begin() then
 */
gboolean
rw_work_commit (RwWork  *self,
                GError **error)
{
  g_return_val_if_fail (self->explicit_transaction, FALSE);
  self->explicit_transaction = FALSE;
  return rw_work_leave (self, TRUE, error);
}

void
rw_work_rollback (RwWork *self)
{
  self->explicit_transaction = FALSE;
  rw_work_leave (self, FALSE, NULL);
}

/* Begins a transaction of the function's own, unless the caller has one. */
gboolean
rw_work_enter (RwWork  *self,
               GError **error)
{
  if (self->explicit_transaction)
    return TRUE;
  if (!rw_db_begin (self->db, error))
    return FALSE;
  self->client_before = self->client;
  self->stamp_before = self->stamp;
  self->last_mid_before = self->last_mid;
  return TRUE;
}

/* Ends what rw_work_enter() began. */
gboolean
rw_work_leave (RwWork    *self,
               gboolean   success,
               GError   **error)
{
  if (self->explicit_transaction)
    return success;
  if (success && rw_db_commit (self->db, error))
    return TRUE;
  rw_db_rollback (self->db);
  self->client = self->client_before;
  self->stamp = self->stamp_before;
  self->last_mid = self->last_mid_before;
  return FALSE;
}

gboolean
rw_work_set_counter (RwWork      *self,
                     const char  *key,
                     gint64      *counter,
                     gint64       value,
                     GError     **error)
{
  if (!rw_db_set_meta_integer (self->db, key, value, error))
    return FALSE;
  *counter = value;
  return TRUE;
}

gboolean
rw_work_set_client (RwWork      *self,
                    const RwId  *client,
                    GError     **error)
{
  char text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (client, text);
  if (!rw_db_set_meta (self->db, "client", text, error))
    return FALSE;
  self->client = *client;
  return TRUE;
}

/* A kind that only another Rackward knows keeps its name in the file. */
const char *
rw_work_kind_name (RwKind      kind,
                   const char *unknown_kind)
{
  if (kind != RW_KIND_NONE)
    return rw_schema_get (kind)->name;
  return unknown_kind != NULL ? unknown_kind : "";
}

RwKind
rw_work_find_kind (const char  *name,
                   char       **unknown_kind)
{
  RwKind kind = rw_schema_find (name);

  if (kind == RW_KIND_NONE)
    *unknown_kind = g_strdup (name);
  return kind;
}
