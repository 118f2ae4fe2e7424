/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-client-store-inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rw-check.h"
#include "rw-client-store-private.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-outbox-export.h"

/**
 * rw_client_store_list:
 *
 * Returns: (transfer full) (nullable): the inbox and the outbox
 */
RwInbox *
rw_client_store_list (RwClientStore *self, GError **error)
{
  g_autoptr (GPtrArray) conflicts = rw_work_list_conflicts (self->work, error);
  g_autoptr (GPtrArray) entries =
    conflicts != NULL ? rw_work_list_unanswered (self->work, G_MAXUINT, error) : NULL;
  RwInbox *inbox;

  if (entries == NULL)
    return NULL;
  inbox = g_new (RwInbox, 1);
  inbox->conflicts = rw_conflict_items_new (conflicts);
  inbox->outbox = rw_outbox_items_new (rw_work_get_client (self->work), entries);
  return inbox;
}

/* Decisions */

static gboolean
check_seen (RwClientStore *self, const RwResolution *resolution, GError **error)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (resolution->item);
  g_autoptr (GError) local = NULL;
  g_autoptr (RwRecord) now = NULL;

  if (!resolution->has_seen || info->field < 0 || self->writer == NULL)
    return TRUE;
  now = rw_cache_get (rw_cache_writer_get_cache (self->writer), info->kind, &info->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (now == NULL || rw_value_equal (rw_record_get (now, (guint) info->field), &resolution->seen))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               _ ("%s of “%s” was changed again just now: look at it once more"),
               rw_field_label (rw_schema_field (info->kind, (guint) info->field)),
               rw_record_get_title (now));
  return FALSE;
}

static GPtrArray *
make_edits (const RwResolution *resolution, GError **error)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (resolution->item);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwValue value = RW_VALUE_NULL;
  RwEdit *edit;

  if ((resolution->how == RW_RESOLVE_EDIT && info->field < 0) ||
      (resolution->how == RW_RESOLVE_KEEP && !info->can_keep))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("This Rackward cannot do the edit again; a newer one may"));
      return NULL;
    }
  if (info->field < 0)
    {
      for (guint i = 0; i < info->parts->len; i++)
        g_ptr_array_add (edits, rw_edit_copy (
                                  ((RwConflictPart *) g_ptr_array_index (info->parts, i))->edit));
      return g_steal_pointer (&edits);
    }
  rw_value_copy (resolution->how == RW_RESOLVE_EDIT ? &resolution->value : &info->yours, &value);
  edit = rw_edit_new (RW_OP_UPDATE, info->kind, &info->id);
  rw_edit_set (edit, (guint) info->field, value);
  g_ptr_array_add (edits, edit);
  return g_steal_pointer (&edits);
}

static gboolean
drop (RwClientStore *self, GArray *numbers, GError **error)
{
  if (!rw_work_begin (self->work, error))
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!rw_work_resolve_conflict (self->work, g_array_index (numbers, gint64, i), error))
      {
        rw_work_rollback (self->work);
        return FALSE;
      }
  return rw_work_commit (self->work, error);
}

static gboolean
resolve_one (RwClientStore *self,
             const RwResolution *resolution,
             const char *label,
             guint roles,
             RwInboxDone *done,
             GError **error)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (resolution->item);
  g_autoptr (GPtrArray) edits = NULL, inverse = NULL;

  if (resolution->how == RW_RESOLVE_TAKE)
    return drop (self, info->numbers, error);
  if (!check_seen (self, resolution, error))
    return FALSE;
  edits = make_edits (resolution, error);
  if (edits == NULL)
    return FALSE;
  inverse = rw_client_store_write (self, edits, NULL, label, roles, info->numbers, error);
  if (inverse == NULL)
    return FALSE;
  for (guint i = 0; i < inverse->len; i++)
    g_ptr_array_insert (done->inverse, (int) i, rw_edit_copy (g_ptr_array_index (inverse, i)));
  g_ptr_array_extend_and_steal (done->edits, g_steal_pointer (&edits));
  return TRUE;
}

static GHashTable *
list_open (RwClientStore *self, GError **error)
{
  g_autoptr (GPtrArray) conflicts = rw_work_list_conflicts (self->work, error);
  GHashTable *open;

  if (conflicts == NULL)
    return NULL;
  open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < conflicts->len; i++)
    g_hash_table_add (open,
                      g_memdup2 (&((RwEditConflict *) g_ptr_array_index (conflicts, i))->number,
                                 sizeof (gint64)));
  return open;
}

/**
 * rw_client_store_resolve:
 * @resolutions: (element-type RwResolution): decisions
 * @label: (nullable): what a person calls all of it
 * @roles: of the person
 *
 * Carries out decisions, each for itself: an edit and the entry that it takes out of the inbox are
 * written together. What was decided before is passed over; what cannot be done stays in the inbox.
 *
 * Returns: (transfer full) (nullable): what became of them
 */
RwInboxDone *
rw_client_store_resolve (RwClientStore *self,
                         GPtrArray *resolutions,
                         const char *label,
                         guint roles,
                         GError **error)
{
  g_autoptr (GHashTable) open = list_open (self, error);
  g_autoptr (RwInboxDone) done = NULL;

  if (open == NULL)
    return NULL;
  done = rw_inbox_done_new ();
  for (guint i = 0; i < resolutions->len; i++)
    {
      const RwResolution *resolution = g_ptr_array_index (resolutions, i);
      GArray *numbers = rw_conflict_item_get_info (resolution->item)->numbers;
      g_autoptr (GError) local = NULL;

      /* The parts of an entry are decided together. */
      if (!g_hash_table_remove (open, &g_array_index (numbers, gint64, 0)))
        continue;
      if (resolve_one (self, resolution, label, roles, done, &local))
        {
          g_array_append_vals (done->numbers, numbers->data, numbers->len);
          continue;
        }
      done->n_failed++;
      if (done->message == NULL)
        done->message = g_strdup (local->message);
    }
  self->inbox_serial++;
  return g_steal_pointer (&done);
}

/**
 * rw_client_store_reopen:
 * @numbers: (element-type gint64): entries that a decision took out of the inbox
 *
 * Puts them back: the person took the decision back.
 */
gboolean
rw_client_store_reopen (RwClientStore *self, GArray *numbers, GError **error)
{
  if (!rw_work_begin (self->work, error))
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!rw_work_reopen_conflict (self->work, g_array_index (numbers, gint64, i), error))
      {
        rw_work_rollback (self->work);
        return FALSE;
      }
  if (!rw_work_commit (self->work, error))
    return FALSE;
  self->inbox_serial++;
  return TRUE;
}

/* Taking back what was not sent */

/* What the records look like after some of the edits. */
typedef struct
{
  RwClientStore *self;
  GHashTable *records; /* id → RwRecord, or NULL where there is none */
  GHashTable *never;   /* ids of records that will never be made */
  guint roles;
} Course;

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

static GHashTable *
new_records (void)
{
  return g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, unref_record);
}

static gboolean
find_record (Course *course,
             GHashTable *staged,
             const RwEdit *edit,
             RwRecord **record,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer found;

  if (g_hash_table_lookup_extended (staged, &edit->id, NULL, &found) ||
      g_hash_table_lookup_extended (course->records, &edit->id, NULL, &found))
    {
      *record = found != NULL ? g_object_ref (found) : NULL;
      return TRUE;
    }
  *record = rw_cache_writer_get_server (course->self->writer, edit->kind, &edit->id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
refers_to (const RwEdit *edit, GHashTable *never)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwValue *value = &g_array_index (edit->changes, RwFieldChange, i).value;

      if (value->type == RW_FIELD_REF && g_hash_table_contains (never, &value->id))
        return TRUE;
      for (guint j = 0; value->type == RW_FIELD_REFS && j < value->n_ids; j++)
        if (g_hash_table_contains (never, &value->ids[j]))
          return TRUE;
    }
  return FALSE;
}

/* Lets one group of entries happen; @works: whether its rules allow that. */
static gboolean
run_group (Course *course, GPtrArray *group, gboolean *works, GError **error)
{
  const RwOutboxEntry *first = g_ptr_array_index (group, 0);
  g_autoptr (GHashTable) staged = new_records ();
  GHashTableIter iter;
  gpointer id, record;

  *works = TRUE;
  for (guint i = 0; i < group->len && *works; i++)
    {
      g_autoptr (RwEdit) edit = rw_client_store_read_edit (g_ptr_array_index (group, i), NULL);
      g_autoptr (RwRecord) before = NULL;
      RwRecord *after = NULL;

      /* What cannot be read depends on nothing that is known. */
      if (edit == NULL)
        continue;
      if (!find_record (course, staged, edit, &before, error))
        return FALSE;
      if (first->state == RW_OUTBOX_PENDING)
        *works = !(edit->op == RW_OP_CREATE && before != NULL) &&
                 !refers_to (edit, course->never) &&
                 rw_edit_check (edit, before, course->roles, &after, NULL);
      else if (edit->op != RW_OP_DELETE)
        {
          after = before != NULL ? rw_record_dup (before) : rw_record_new (edit->kind, &edit->id);
          rw_edit_apply (edit, after);
        }
      g_hash_table_replace (staged, rw_id_copy (&edit->id), after);
    }
  if (!*works)
    return TRUE;
  g_hash_table_iter_init (&iter, staged);
  while (g_hash_table_iter_next (&iter, &id, &record))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (course->records, id, record);
    }
  return TRUE;
}

static void
note_never (Course *course, GPtrArray *group)
{
  for (guint i = 0; i < group->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (group, i);

      if (entry->op == RW_OP_CREATE)
        g_hash_table_add (course->never, rw_id_copy (&entry->id));
    }
}

/* The groups among @groups (numbers) that cannot happen without those in @without. */
static GHashTable *
run (RwClientStore *self, GPtrArray *groups, GHashTable *without, guint roles, GError **error)
{
  g_autoptr (GHashTable) fail = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) records = new_records ();
  g_autoptr (GHashTable) never = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  Course course = { self, records, never, roles };

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      gint64 number = ((RwOutboxEntry *) g_ptr_array_index (group, 0))->group;
      gboolean works = FALSE;

      if (without == NULL || !g_hash_table_contains (without, &number))
        {
          if (!run_group (&course, group, &works, error))
            return NULL;
          if (works)
            continue;
          g_hash_table_add (fail, g_memdup2 (&number, sizeof number));
        }
      if (without != NULL)
        note_never (&course, group);
    }
  return g_steal_pointer (&fail);
}

static void
free_group (gpointer group)
{
  g_ptr_array_unref (group);
}

/* What is not in the server's rows, by group. */
static GPtrArray *
list_groups (RwClientStore *self, GError **error)
{
  g_autoptr (GPtrArray) entries =
    rw_work_list (self->work, rw_cache_writer_get_cursor (self->writer)->last_mid, error);
  GPtrArray *groups, *group = NULL;
  gint64 number = 0;

  if (entries == NULL)
    return NULL;
  groups = g_ptr_array_new_with_free_func (free_group);
  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      RwOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->discarded > 0 || entry->refused)
        {
          rw_outbox_entry_free (entry);
          continue;
        }
      if (group == NULL || entry->group != number)
        {
          group = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
          g_ptr_array_add (groups, group);
          number = entry->group;
        }
      g_ptr_array_add (group, entry);
    }
  return groups;
}

static gboolean
check_wanted (RwClientStore *self, GPtrArray *items, GHashTable *waiting, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const RwOutboxInfo *info = rw_outbox_item_get_info (g_ptr_array_index (items, i));
      const RwOutboxEntry *entry = g_hash_table_lookup (waiting, &info->group);

      if (entry == NULL || !rw_id_equal (&info->client, rw_work_get_client (self->work)) ||
          entry->created != info->created)
        {
          g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                               _ ("The edit does not wait any more: the server has answered it"));
          return FALSE;
        }
      if (entry->state == RW_OUTBOX_PENDING)
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("“%s” was sent and the server may have it: it can only be undone when the "
                      "answer has come"),
                   info->label != NULL ? info->label : rw_op_to_string (entry->op));
      return FALSE;
    }
  return TRUE;
}

/* The entries that go when @items go: they, and what would make no sense without them. */
static GPtrArray *
plan (RwClientStore *self, GPtrArray *items, guint roles, GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GHashTable) waiting = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) before = NULL, after = NULL;
  GPtrArray *going;

  if (self->writer == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                           _ ("Nothing can be changed before the data has arrived"));
      return NULL;
    }
  groups = list_groups (self, error);
  if (groups == NULL)
    return NULL;
  for (guint i = 0; i < groups->len; i++)
    {
      RwOutboxEntry *first = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (groups, i), 0);

      if (first->state != RW_OUTBOX_ACKED)
        g_hash_table_insert (waiting, &first->group, first);
    }
  if (!check_wanted (self, items, waiting, error))
    return NULL;
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (wanted,
                      (gpointer) &rw_outbox_item_get_info (g_ptr_array_index (items, i))->group);
  /* What does not work anyway is for the server to refuse. */
  before = run (self, groups, NULL, roles, error);
  after = before != NULL ? run (self, groups, wanted, roles, error) : NULL;
  if (after == NULL)
    return NULL;
  going = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      gint64 number = ((RwOutboxEntry *) g_ptr_array_index (group, 0))->group;

      if (g_hash_table_contains (wanted, &number) ||
          (g_hash_table_contains (after, &number) && !g_hash_table_contains (before, &number)))
        {
          for (guint j = 0; j < group->len; j++)
            g_ptr_array_add (going, g_ptr_array_index (group, j));
          g_ptr_array_set_free_func (group, NULL);
        }
    }
  return going;
}

/**
 * rw_client_store_plan_discard:
 * @items: (element-type RwOutboxItem): what the person wants to take back
 * @roles: of the person
 *
 * Returns: (transfer full) (element-type RwOutboxItem) (nullable): what would go with it, they
 *   themselves included: edits of a record that would not be made, and steps that another step
 *   made possible. %RW_ERROR_CONFLICT when one was sent and has no answer yet
 */
GPtrArray *
rw_client_store_plan_discard (RwClientStore *self, GPtrArray *items, guint roles, GError **error)
{
  g_autoptr (GPtrArray) going = plan (self, items, roles, error);

  return going != NULL ? rw_outbox_items_new (rw_work_get_client (self->work), going) : NULL;
}

static gboolean
is_among (gint64 group, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (rw_outbox_item_get_info (g_ptr_array_index (items, i))->group == group)
      return TRUE;
  return FALSE;
}

/**
 * rw_client_store_discard:
 * @items: (element-type RwOutboxItem): all that rw_client_store_plan_discard() named
 * @roles: of the person
 *
 * Takes back what was never sent: the view is as if it had not been done.
 *
 * Returns: %FALSE with @error set, and nothing done: %RW_ERROR_CONFLICT when more would have to go by
 *   now, or something was sent
 */
gboolean
rw_client_store_discard (
  RwClientStore *self, GPtrArray *items, guint roles, GError **error)
{
  g_autoptr (GPtrArray) going = plan (self, items, roles, error);
  g_autoptr (GArray) mids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (going == NULL)
    return FALSE;
  for (guint i = 0; i < going->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (going, i);

      if (!is_among (entry->group, items))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                       _ ("“%s” builds on it by now: look at it once more"),
                       entry->label != NULL ? entry->label : rw_op_to_string (entry->op));
          return FALSE;
        }
      g_array_append_val (mids, entry->mid);
    }
  /* The outbox comes first, as always: after a crash in between its stamp says that the view has more. */
  if (mids->len > 0 &&
      (!rw_work_discard (self->work, (const gint64 *) mids->data, mids->len, error) ||
       !rw_client_store_hide (self, mids, error)))
    return FALSE;
  self->inbox_serial++;
  return TRUE;
}

/* Files and drafts */

static gboolean
write_all (int fd, const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize written = write (fd, text, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      text += written;
      left -= (gsize) written;
    }
  return fsync (fd) == 0;
}

/* A file beside @path that takes its place when it is whole. GLib's own function would keep the
 * permissions of a file that was there, and others could read what now is in it. */
static gboolean
replace_file (const char *path, const char *text)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600), saved;
  gboolean written;

  if (fd < 0)
    return FALSE;
  written = write_all (fd, text);
  saved = errno;
  written = close (fd) == 0 && written;
  if (written && g_rename (beside, path) == 0)
    return TRUE;
  if (written)
    saved = errno;
  g_unlink (beside);
  errno = saved;
  return FALSE;
}

/**
 * rw_client_store_export:
 * @path: file to be written, readable to its owner only; one that is there is replaced, whole or not at all
 * @server: address of the server
 * @person: (nullable): whose edits they are
 *
 * See rw_outbox_export_to_json() for what is in the file.
 */
gboolean
rw_client_store_export (RwClientStore *self,
                        const char *path,
                        const char *server,
                        const char *person,
                        GError **error)
{
  g_autofree char *text =
    rw_outbox_export_to_json (self->work, server, person, rw_clock_now (), error);

  if (text == NULL)
    return FALSE;
  if (replace_file (path, text))
    return TRUE;
  g_set_error (error, RW_ERROR,
               errno == ENOSPC || errno == EDQUOT                    ? RW_ERROR_FULL
               : errno == EACCES || errno == EPERM || errno == EROFS ? RW_ERROR_FORBIDDEN
                                                                     : RW_ERROR_FAILED,
               _ ("Your edits could not be written to %s: %s. Choose another folder"), path,
               g_strerror (errno));
  return FALSE;
}

/**
 * rw_client_store_set_draft:
 * @text: (nullable): %NULL when it is done or given up
 *
 * See rw_work_set_draft().
 */
gboolean
rw_client_store_set_draft (RwClientStore *self, const char *key, const char *text, GError **error)
{
  return rw_work_set_draft (self->work, key, text, error);
}

/**
 * rw_client_store_list_drafts:
 *
 * Returns: (transfer full) (nullable) (element-type RwDraft): see rw_work_list_drafts()
 */
GPtrArray *
rw_client_store_list_drafts (RwClientStore *self, GError **error)
{
  return rw_work_list_drafts (self->work, error);
}

/**
 * rw_client_store_get_draft:
 *
 * Returns: (transfer full) (nullable): the text; %NULL without @error when there is none
 */
char *
rw_client_store_get_draft (RwClientStore *self, const char *key, GError **error)
{
  return rw_work_get_draft (self->work, key, error);
}
