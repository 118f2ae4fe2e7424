/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-merge.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-kind-rules.h"
#include "rw-approval-check.h"
#include "rw-check.h"
#include "rw-cross-check.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-planted.h"
#include "rw-time.h"

typedef struct
{
  RwLogStore *store;
  RwLogAuthor author;
  RwId person;
  guint roles;
  GHashTable *before; /* RwId → RwRecord or NULL: as it was before the group */
  gboolean many;
} Merge;

static void
clear_conflict (gpointer data)
{
  RwMergeConflict *conflict = data;

  rw_value_clear (&conflict->base);
  rw_value_clear (&conflict->theirs);
  rw_value_clear (&conflict->yours);
  g_free (conflict->by);
}

static void
refuse (RwMergeResult *result,
        GError        *why)
{
  result->status = RW_MERGE_REFUSED;
  g_clear_error (&result->error);
  result->error = why;
}

/* What was written to the record since @base by others, newest first. A client that did not pull yet
 * has seen its own writes all the same. */
static GPtrArray *
unseen (Merge            *merge,
        const RwMutation *mutation,
        GError          **error)
{
  GPtrArray *entries = rw_log_store_history (merge->store, &mutation->edit->id, mutation->base, 0, G_MAXINT32, error);

  for (guint i = 0; entries != NULL && i < entries->len;)
    {
      RwLogEntry *entry = g_ptr_array_index (entries, i);

      if (!rw_id_is_nil (&merge->author.client) && rw_id_equal (&entry->client, &merge->author.client))
        g_ptr_array_remove_index (entries, i);
      else
        i++;
    }
  return entries;
}

static gboolean
read_side (const char    *json,
           const RwField *field,
           RwValue       *value)
{
  g_autoptr (JsonNode) node = json == NULL ? NULL : rw_json_parse (json, -1, NULL);
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  member = json_object_get_member (json_node_get_object (node), field->name);
  return member != NULL && rw_value_from_json (field, member, value, NULL);
}

/* Who changed the field last and what it was before the first change that the writer had not seen. */
static void
explain (RwMergeConflict *conflict,
         const RwField   *field,
         GPtrArray       *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);
      g_auto (RwValue) before = RW_VALUE_NULL;
      g_auto (RwValue) after = RW_VALUE_NULL;
      gboolean was = read_side (entry->before, field, &before);

      if (!was && !read_side (entry->after, field, &after))
        continue;
      if (conflict->by == NULL)
        {
          conflict->by = g_strdup (entry->actor);
          conflict->at = entry->at;
        }
      rw_value_clear (&conflict->base);
      conflict->base = before;
      before = RW_VALUE_NULL;
    }
}

static void
add_conflict (RwMergeResult *result,
              RwKind         kind,
              guint          field,
              const RwValue *theirs,
              const RwValue *yours,
              GPtrArray     *entries)
{
  RwMergeConflict conflict = { .field = field };

  if (theirs != NULL)
    rw_value_copy (theirs, &conflict.theirs);
  if (yours != NULL)
    rw_value_copy (yours, &conflict.yours);
  explain (&conflict, rw_schema_field (kind, field), entries);
  g_array_append_val (result->conflicts, conflict);
  result->status = RW_MERGE_CONFLICT;
}

static gboolean
is_unseen (const RwMutation *mutation,
           const RwLogState *state,
           guint             field,
           GPtrArray        *entries)
{
  if (state->versions[field] <= mutation->base || RW_PLANTED (MERGE_BY_RECORD))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (((RwLogEntry *) g_ptr_array_index (entries, i))->seq == state->versions[field])
      return TRUE;
  return FALSE;
}

/* Whether somebody else has moved the device: a place is taken whole or not at all. */
static gboolean
was_moved (const RwMutation *mutation,
           const RwLogState *state,
           GPtrArray        *entries)
{
  for (guint i = RW_DEVICE_RACK; rw_field_is_place (state->kind, i); i++)
    if (is_unseen (mutation, state, i, entries))
      return TRUE;
  return FALSE;
}

static gboolean
write_record (Merge            *merge,
              const RwLogState *state,
              const RwMutation *mutation,
              RwRecord         *after,
              RwMergeResult    *result,
              GError          **error)
{
  const RwId *id = &mutation->edit->id;

  if (!g_hash_table_contains (merge->before, id))
    g_hash_table_insert (merge->before, rw_id_copy (id),
                         state != NULL && state->record != NULL ? g_object_ref (state->record) : NULL);
  merge->author.mid = mutation->mid;
  return rw_log_store_append (merge->store, &merge->author, state, after, &result->seq, error);
}

/* An edit of a record that is no longer there: what was wanted goes back to the person. */
static gboolean
meet_deleted (Merge            *merge,
              const RwMutation *mutation,
              RwMergeResult    *result,
              GError          **error)
{
  const RwEdit *edit = mutation->edit;
  g_autoptr (GPtrArray) entries = unseen (merge, mutation, error);
  const RwLogEntry *last;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);

      add_conflict (result, edit->kind, change->field, NULL, &change->value, entries);
    }
  result->status = RW_MERGE_CONFLICT;
  last = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  if (last != NULL && last->op == RW_OP_DELETE && last->actor != NULL)
    g_set_error (&result->error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s has deleted this %s"), last->actor,
                 rw_kind_label (edit->kind));
  else
    g_set_error (&result->error, RW_ERROR, RW_ERROR_CONFLICT, _ ("This %s was deleted"), rw_kind_label (edit->kind));
  return TRUE;
}

/* Numbers that the server gave come back with a record that is made again, as when a deletion is undone;
 * so do the secrets, which whoever makes it again never had. */
static gboolean
keep_server_fields (Merge            *merge,
                    const RwLogState *state,
                    RwEdit           *edit,
                    RwRecord        **kept,
                    GError          **error)
{
  const RwKindInfo *info = rw_schema_get (edit->kind);
  g_autoptr (GPtrArray) entries = NULL;

  *kept = NULL;
  if (state == NULL)
    return TRUE;
  entries = rw_log_store_history (merge->store, &edit->id, 0, 0, 1, error);
  if (entries == NULL)
    return FALSE;
  if (entries->len == 0 || ((RwLogEntry *) g_ptr_array_index (entries, 0))->before == NULL)
    return TRUE;
  *kept = rw_record_from_body (edit->kind, &edit->id, ((RwLogEntry *) g_ptr_array_index (entries, 0))->before, -1, error);
  if (*kept == NULL)
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwFieldChange *change = (info->fields[i].flags & RW_F_SERVER) ? rw_edit_find (edit, i) : NULL;

      if (change != NULL && rw_value_equal (&change->value, rw_record_get (*kept, i)))
        g_array_remove_index (edit->changes, (guint) (change - (RwFieldChange *) edit->changes->data));
    }
  return TRUE;
}

/* Whether @entry set every field to what @edit sets it to. */
static gboolean
was_so (const RwLogEntry *entry, const RwEdit *edit)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      g_auto (RwValue) value = RW_VALUE_NULL;

      read_side (entry->after, rw_schema_field (edit->kind, change->field), &value);
      if (!rw_value_equal (&value, &change->value))
        return FALSE;
    }
  return TRUE;
}

/* Whether this client made the record that is there, and just so. One that was deleted and made again
 * by somebody else is another record under the same id. */
static gboolean
made_by_client (Merge        *merge,
                const RwEdit *edit,
                gboolean     *own,
                GError      **error)
{
  g_autoptr (GPtrArray) entries = rw_log_store_history (merge->store, &edit->id, 0, 0, G_MAXINT32, error);

  if (entries == NULL)
    return FALSE;
  *own = FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);

      if (entry->op != RW_OP_CREATE)
        continue;
      *own = !rw_id_is_nil (&merge->author.client) &&
             rw_id_equal (&entry->client, &merge->author.client) && was_so (entry, edit);
      break;
    }
  return TRUE;
}

static gboolean
create (Merge            *merge,
        const RwMutation *mutation,
        const RwLogState *state,
        RwMergeResult    *result,
        GError          **error)
{
  g_autoptr (RwEdit) edit = rw_edit_copy (mutation->edit);
  const RwKindInfo *info = rw_schema_get (edit->kind);
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (RwRecord) kept = NULL;
  GError *why = NULL;

  if (state != NULL && state->record != NULL)
    {
      gboolean own;

      /* After a restore clients push again what they had pushed since the copy was made, and a little more. */
      if (!made_by_client (merge, edit, &own, error))
        return FALSE;
      if (own)
        return TRUE;
      refuse (result, g_error_new (RW_ERROR, RW_ERROR_CONFLICT, _ ("There already is a record with the id of this %s"),
                                   rw_kind_label (edit->kind)));
      return TRUE;
    }
  /* Deleted and made again in one group would be an update that no rule of an update was asked for. */
  if (g_hash_table_lookup (merge->before, &edit->id) != NULL)
    {
      refuse (result,
              g_error_new (RW_ERROR, RW_ERROR_INVALID, _ ("This %s was deleted with the same edit"),
                           rw_kind_label (edit->kind)));
      return TRUE;
    }
  if (!keep_server_fields (merge, state, edit, &kept, error))
    return FALSE;
  if (!rw_edit_check (edit, NULL, merge->roles, &after, &why))
    {
      refuse (result, why);
      return TRUE;
    }
  for (guint i = 0; kept != NULL && i < info->n_fields; i++)
    if (info->fields[i].flags & (RW_F_SERVER | RW_F_NEVER_CACHED))
      rw_record_set (after, i, rw_record_get (kept, i));
  if (!rw_log_store_assign (merge->store, after, error))
    return FALSE;
  return write_record (merge, state, mutation, after, result, error);
}

static gboolean
update (Merge            *merge,
        const RwMutation *mutation,
        const RwLogState *state,
        RwMergeResult    *result,
        GError          **error)
{
  const RwEdit *wanted = mutation->edit;
  const RwKindInfo *info = rw_schema_get (wanted->kind);
  g_autoptr (RwEdit) edit = rw_edit_new (RW_OP_UPDATE, wanted->kind, &wanted->id);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RwRecord) after = NULL;
  GError *why = NULL;
  gboolean moved;

  entries = unseen (merge, mutation, error);
  if (entries == NULL)
    return FALSE;
  moved = was_moved (mutation, state, entries);
  for (guint i = 0; i < wanted->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (wanted->changes, RwFieldChange, i);
      const RwValue *now = rw_record_get (state->record, change->field);
      RwValue value = RW_VALUE_NULL, removed = RW_VALUE_NULL;

      if (rw_field_is_set (&info->fields[change->field]))
        {
          g_auto (RwValue) rest = rw_value_set_minus (now, &change->removed);
          g_auto (RwValue) merged = rw_value_set_union (&rest, &change->value);

          if (rw_value_equal (&merged, now))
            continue;
          rw_value_copy (&change->removed, &removed);
        }
      else if (rw_value_equal (&change->value, now))
        continue;
      else if (is_unseen (mutation, state, change->field, entries) ||
               (moved && rw_field_is_place (wanted->kind, change->field)))
        {
          add_conflict (result, wanted->kind, change->field, now, &change->value, entries);
          continue;
        }
      rw_value_copy (&change->value, &value);
      rw_edit_change_set (edit, change->field, value, removed);
    }

  /* Of a group nothing is written when one field cannot be. */
  if (edit->changes->len == 0 || (merge->many && result->conflicts->len > 0))
    return TRUE;
  if (!rw_edit_check (edit, state->record, merge->roles, &after, &why))
    {
      /* What conflicts is told with it: all of it goes back to the person. */
      refuse (result, why);
      return TRUE;
    }
  if (!write_record (merge, state, mutation, after, result, error))
    return FALSE;
  if (result->status == RW_MERGE_APPLIED && entries->len > 0)
    result->status = RW_MERGE_MERGED;
  return TRUE;
}

static gboolean
delete_record (Merge            *merge,
               const RwMutation *mutation,
               const RwLogState *state,
               RwMergeResult    *result,
               GError          **error)
{
  const RwKindInfo *info = rw_schema_get (state->kind);
  g_autoptr (GPtrArray) entries = unseen (merge, mutation, error);
  const RwLogEntry *last;

  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    return write_record (merge, state, mutation, NULL, result, error);
  for (guint i = 0; i < info->n_fields; i++)
    if (is_unseen (mutation, state, i, entries))
      add_conflict (result, state->kind, i, rw_record_get (state->record, i), NULL, entries);
  result->status = RW_MERGE_CONFLICT;
  last = g_ptr_array_index (entries, 0);
  g_set_error (&result->error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s “%s” was not deleted: %s has changed it meanwhile"),
               rw_kind_label (state->kind), rw_record_get_title (state->record),
               last->actor != NULL ? last->actor : _ ("somebody"));
  return TRUE;
}

/* Whether the writer may touch the record at all, before anything is told about it. */
static gboolean
may_write (Merge        *merge,
           const RwEdit *edit,
           RwRecord     *record,
           GError      **why)
{
  g_autoptr (RwEdit) touch = rw_edit_new (RW_OP_DELETE, edit->kind, &edit->id);

  return rw_edit_check (touch, record, merge->roles, NULL, why);
}

static gboolean
merge_one (Merge            *merge,
           const RwMutation *mutation,
           RwMergeResult    *result,
           GError          **error)
{
  const RwEdit *edit = mutation->edit;
  g_autoptr (RwLogState) state = NULL;
  GError *problem = NULL, *why = NULL;

  if (edit == NULL)
    {
      if (mutation->problem != NULL)
        refuse (result, g_error_copy (mutation->problem));
      return TRUE;
    }
  state = rw_log_store_get (merge->store, &edit->id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  result->seq = state != NULL ? state->seq : 0;
  if (state != NULL && state->kind != edit->kind)
    {
      refuse (result, g_error_new (RW_ERROR, RW_ERROR_INVALID, _ ("This is a %s, not a %s"), rw_kind_label (state->kind),
                                   rw_kind_label (edit->kind)));
      return TRUE;
    }
  if (edit->op == RW_OP_CREATE)
    return create (merge, mutation, state, result, error);
  if (state == NULL || state->record == NULL)
    /* What is to be deleted and is deleted is as it should be. */
    return edit->op == RW_OP_DELETE || meet_deleted (merge, mutation, result, error);
  if (!may_write (merge, edit, state->record, &why))
    {
      refuse (result, why);
      return TRUE;
    }
  return edit->op == RW_OP_UPDATE ? update (merge, mutation, state, result, error)
                                  : delete_record (merge, mutation, state, result, error);
}

/* Index of the first mutation of the group that touches @id. */
static guint
find_mutation (RwMutation **mutations,
               guint        n_mutations,
               const RwId  *id)
{
  for (guint i = 0; i < n_mutations; i++)
    if (mutations[i]->edit != NULL && rw_id_equal (&mutations[i]->edit->id, id))
      return i;
  g_return_val_if_reached (0);
}

/* What the edits of a group come to is held to the same rules as one edit: several steps of a life cycle in one group
 * would go past what is asked at each. */
static RwCrossResult
check_whole (Merge     *merge,
             RwRecord  *before,
             RwRecord  *after,
             GError   **error)
{
  if (!merge->many || before == NULL || after == NULL)
    return RW_CROSS_OK;
  return rw_kind_rules_check_transition (before, after, error) ? RW_CROSS_OK : RW_CROSS_REFUSED;
}

/* Returns: the index of the mutation that breaks a rule, n_mutations when none does, -1 on a failure. */
static int
check_between (Merge          *merge,
               RwMutation    **mutations,
               RwMergeResult **results,
               guint           n_mutations,
               GError        **error)
{
  GHashTableIter iter;
  gpointer id, before;

  g_hash_table_iter_init (&iter, merge->before);
  while (g_hash_table_iter_next (&iter, &id, &before))
    {
      GError *problem = NULL;
      g_autoptr (RwLogState) state = rw_log_store_get (merge->store, id, &problem);
      RwCrossResult verdict;
      guint at;

      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return -1;
        }
      verdict = check_whole (merge, before, state != NULL ? state->record : NULL, &problem);
      if (verdict == RW_CROSS_OK)
        verdict =
          rw_cross_check (merge->store, before, state != NULL ? state->record : NULL, &problem);
      if (verdict == RW_CROSS_OK)
        verdict = rw_approval_check (merge->store, &merge->author, &merge->person, merge->roles,
                                     before, state != NULL ? state->record : NULL, &problem);
      if (verdict == RW_CROSS_OK)
        continue;
      if (verdict == RW_CROSS_FAILED)
        {
          g_propagate_error (error, problem);
          return -1;
        }
      at = find_mutation (mutations, n_mutations, id);
      refuse (results[at], problem);
      return (int) at;
    }
  return (int) n_mutations;
}

static void
unref_record (gpointer record)
{
  g_clear_object ((GObject **) &record);
}

/**
 * rw_merge_group:
 * @author: who writes; its mid is not used
 * @person: the writer's record, nil for a machine
 * @roles: mask of the #RwRole that the writer has
 * @mutations: (array length=n_mutations): one, or several that apply all or none
 * @results: (array length=n_mutations) (out caller-allocates): what became of each
 *
 * Merges what a client wants into what the store has, within the running transaction: a field is
 * written when nobody else has changed it since the client saw it or when the values are equal; sets
 * merge as additions and removals. The whole is checked as any edit is, and against other records.
 *
 * Returns: %FALSE when the store failed; the transaction is then to be rolled back
 */
gboolean
rw_merge_group (RwLogStore           *store,
                const RwLogAuthor    *author,
                const RwId           *person,
                guint                 roles,
                RwMutation          **mutations,
                RwMergeResult       **results,
                guint                 n_mutations,
                GError              **error)
{
  g_autoptr (GHashTable) before = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, unref_record);
  Merge merge = { .store = store,
                  .author = *author,
                  .person = *person,
                  .roles = roles,
                  .before = before,
                  .many = n_mutations > 1 };
  int failed = (int) n_mutations;

  for (guint i = 0; i < n_mutations; i++)
    results[i] = rw_merge_result_new ();
  if (!rw_log_store_mark (store, error))
    return FALSE;
  for (guint i = 0; i < n_mutations && failed == (int) n_mutations; i++)
    {
      if (!merge_one (&merge, mutations[i], results[i], error))
        return FALSE;
      if (results[i]->status == RW_MERGE_REFUSED || (merge.many && results[i]->status == RW_MERGE_CONFLICT))
        failed = (int) i;
    }
  if (failed == (int) n_mutations)
    failed = check_between (&merge, mutations, results, n_mutations, error);
  if (failed < 0 || !rw_log_store_release (store,
                                           failed == (int) n_mutations ||
                                             (RW_PLANTED (GROUP_HALVED) && failed > 0),
                                           error))
    return FALSE;
  if (failed == (int) n_mutations)
    return TRUE;

  for (guint i = 0; i < n_mutations; i++)
    {
      RwMergeResult *culprit = results[failed];

      if ((int) i == failed)
        {
          /* A number that was taken back would mean nothing to the client. */
          if (mutations[i]->edit == NULL || g_hash_table_contains (merge.before, &mutations[i]->edit->id))
            results[i]->seq = 0;
          continue;
        }
      results[i]->seq = 0;
      g_array_set_size (results[i]->conflicts, 0);
      refuse (results[i], g_error_new (RW_ERROR, RW_ERROR_CONFLICT, "%s",
                                       culprit->error != NULL ? culprit->error->message
                                                              : _ ("A change that belongs to this one is in conflict")));
    }
  return TRUE;
}

const char *
rw_merge_status_name (RwMergeStatus status)
{
  static const char *const names[] = { "applied", "merged", "conflict", "refused" };

  return names[status];
}

RwMergeResult *
rw_merge_result_new (void)
{
  RwMergeResult *result = g_new0 (RwMergeResult, 1);

  result->conflicts = g_array_new (FALSE, TRUE, sizeof (RwMergeConflict));
  g_array_set_clear_func (result->conflicts, clear_conflict);
  return result;
}

void
rw_merge_result_free (RwMergeResult *result)
{
  if (result == NULL)
    return;
  g_array_unref (result->conflicts);
  g_clear_error (&result->error);
  g_free (result);
}

void
rw_mutation_free (RwMutation *mutation)
{
  if (mutation == NULL)
    return;
  rw_edit_free (mutation->edit);
  g_clear_error (&mutation->problem);
  g_free (mutation);
}
