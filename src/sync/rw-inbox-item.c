/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox-item.h"

#include <json-glib/json-glib.h>

#include "rw-json.h"

static RwEdit *
read_edit (RwOp op, RwKind kind, const RwId *id, const char *json)
{
  g_autoptr (JsonNode) root = NULL;

  if (kind == RW_KIND_NONE)
    return NULL;
  if (op == RW_OP_DELETE)
    return rw_edit_new (op, kind, id);
  root = json != NULL ? rw_json_parse (json, -1, NULL) : NULL;
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
           ? rw_edit_from_json (op, kind, id, json_node_get_object (root), NULL)
           : NULL;
}

struct _RwOutboxItem
{
  GObject parent_instance;

  RwOutboxInfo info;
};

G_DEFINE_FINAL_TYPE (RwOutboxItem, rw_outbox_item, G_TYPE_OBJECT)

static void
rw_outbox_item_finalize (GObject *object)
{
  RwOutboxItem *self = RW_OUTBOX_ITEM (object);

  g_ptr_array_unref (self->info.edits);
  g_free (self->info.label);
  G_OBJECT_CLASS (rw_outbox_item_parent_class)->finalize (object);
}

static void
rw_outbox_item_class_init (RwOutboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_outbox_item_finalize;
}

static void
rw_outbox_item_init (RwOutboxItem *self)
{
  self->info.edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

/**
 * rw_outbox_item_get_info:
 *
 * Returns: (transfer none): all about it
 */
const RwOutboxInfo *
rw_outbox_item_get_info (RwOutboxItem *self)
{
  g_return_val_if_fail (RW_IS_OUTBOX_ITEM (self), NULL);
  return &self->info;
}

/**
 * rw_outbox_items_new:
 * @client: under which the entries are numbered
 * @entries: (element-type RwOutboxEntry): of the outbox, ascending
 *
 * Returns: (transfer full) (element-type RwOutboxItem): what the person did, oldest first, without
 *   what was discarded
 */
GPtrArray *
rw_outbox_items_new (const RwId *client, GPtrArray *entries)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  RwOutboxItem *item = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      RwEdit *edit;

      if (entry->discarded > 0)
        continue;
      if (item == NULL || item->info.group != entry->group)
        {
          item = g_object_new (RW_TYPE_OUTBOX_ITEM, NULL);
          item->info.client = *client;
          item->info.group = entry->group;
          item->info.kind = entry->kind;
          item->info.id = entry->id;
          item->info.label = g_strdup (entry->label);
          item->info.created = entry->created;
          g_ptr_array_add (items, item);
        }
      item->info.n_edits++;
      item->info.sent |= entry->state != RW_OUTBOX_PENDING;
      edit = read_edit (entry->op, entry->kind, &entry->id, entry->edit);
      if (edit != NULL)
        g_ptr_array_add (item->info.edits, edit);
    }
  return items;
}

struct _RwConflictItem
{
  GObject parent_instance;

  RwConflictInfo info;
  gint64 group;
};

G_DEFINE_FINAL_TYPE (RwConflictItem, rw_conflict_item, G_TYPE_OBJECT)

static void
part_free (gpointer data)
{
  RwConflictPart *part = data;

  rw_edit_free (part->edit);
  rw_edit_free (part->base);
  rw_edit_free (part->theirs);
  g_free (part);
}

static void
rw_conflict_item_finalize (GObject *object)
{
  RwConflictInfo *info = &RW_CONFLICT_ITEM (object)->info;

  g_array_unref (info->numbers);
  g_free (info->field_name);
  rw_value_clear (&info->base);
  rw_value_clear (&info->theirs);
  rw_value_clear (&info->yours);
  g_free (info->by);
  g_free (info->code);
  g_free (info->message);
  g_free (info->label);
  g_ptr_array_unref (info->parts);
  G_OBJECT_CLASS (rw_conflict_item_parent_class)->finalize (object);
}

static void
rw_conflict_item_class_init (RwConflictItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_conflict_item_finalize;
}

static void
rw_conflict_item_init (RwConflictItem *self)
{
  self->info.numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->info.parts = g_ptr_array_new_with_free_func (part_free);
}

/**
 * rw_conflict_item_get_info:
 *
 * Returns: (transfer none): all about it
 */
const RwConflictInfo *
rw_conflict_item_get_info (RwConflictItem *self)
{
  g_return_val_if_fail (RW_IS_CONFLICT_ITEM (self), NULL);
  return &self->info;
}

/* Whether the text could be read; none at all is no value. */
static gboolean
read_value (const RwField *field, const char *json, RwValue *value)
{
  g_autoptr (JsonNode) node = NULL;

  if (json == NULL)
    return TRUE;
  node = rw_json_parse (json, -1, NULL);
  return node != NULL && rw_value_from_json (field, node, value, NULL);
}

static RwConflictItem *
item_new (const RwEditConflict *conflict)
{
  RwConflictItem *item = g_object_new (RW_TYPE_CONFLICT_ITEM, NULL);
  RwConflictInfo *info = &item->info;

  item->group = conflict->field == NULL ? conflict->group : 0;
  info->kind = conflict->kind;
  info->id = conflict->id;
  info->field = conflict->kind != RW_KIND_NONE && conflict->field != NULL
                  ? rw_schema_find_field (conflict->kind, conflict->field)
                  : -1;
  info->field_name = g_strdup (conflict->field);
  info->by = g_strdup (conflict->by);
  info->at = conflict->at;
  info->label = g_strdup (conflict->label);
  info->created = conflict->created;
  info->can_keep = TRUE;
  if (info->field >= 0)
    {
      const RwField *field = rw_schema_field (info->kind, (guint) info->field);

      read_value (field, conflict->base, &info->base);
      read_value (field, conflict->theirs, &info->theirs);
      info->can_keep = read_value (field, conflict->yours, &info->yours);
    }
  else if (conflict->field != NULL)
    info->can_keep = FALSE;
  return item;
}

static void
add_part (RwConflictItem *item, const RwEditConflict *conflict)
{
  RwConflictInfo *info = &item->info;
  RwConflictPart *part = g_new0 (RwConflictPart, 1);

  part->op = conflict->op;
  part->kind = conflict->kind;
  part->id = conflict->id;
  part->edit = read_edit (conflict->op, conflict->kind, &conflict->id, conflict->yours);
  if (conflict->base != NULL)
    part->base = read_edit (RW_OP_UPDATE, conflict->kind, &conflict->id, conflict->base);
  if (conflict->theirs != NULL)
    part->theirs = read_edit (RW_OP_UPDATE, conflict->kind, &conflict->id, conflict->theirs);
  if (part->edit == NULL)
    info->can_keep = FALSE;
  g_ptr_array_add (info->parts, part);
  /* Of what belongs together one edit met something, and the others only say so. */
  if (conflict->by != NULL && info->by == NULL)
    {
      g_set_str (&info->by, conflict->by);
      info->at = conflict->at;
    }
  if (info->message == NULL || conflict->theirs != NULL)
    {
      g_set_str (&info->code, conflict->code);
      if (conflict->message != NULL)
        g_set_str (&info->message, conflict->message);
    }
}

/**
 * rw_conflict_items_new:
 * @conflicts: (element-type RwEditConflict): of the inbox, in its order
 *
 * Returns: (transfer full) (element-type RwConflictItem): the decisions to be made, in the same order;
 *   edits that were refused together are one
 */
GPtrArray *
rw_conflict_items_new (GPtrArray *conflicts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  RwConflictItem *item = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const RwEditConflict *conflict = g_ptr_array_index (conflicts, i);

      if (item == NULL || item->group == 0 || conflict->field != NULL ||
          item->group != conflict->group)
        {
          item = item_new (conflict);
          g_ptr_array_add (items, item);
        }
      g_array_append_val (item->info.numbers, conflict->number);
      if (conflict->field == NULL)
        add_part (item, conflict);
    }
  return items;
}
