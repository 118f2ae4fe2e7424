/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-device-type-plan.h"

#include <glib/gi18n-lib.h>

#include "rw-json.h"

/*
 * What is there counts for more than a file: a field that is empty is filled, one that says something
 * else may be what a person put right, and changes only when a person says so. What a file does not
 * mention stays.
 */

static void
item_free (gpointer data)
{
  RwDeviceTypeItem *item = data;

  g_clear_object (&item->existing);
  g_array_unref (item->fills);
  g_array_unref (item->differs);
  g_free (item);
}

static char *
model_key (RwRecord *type)
{
  const char *maker = rw_record_get_text (type, RW_DEVICE_TYPE_MANUFACTURER);
  g_autofree char *both =
    g_strconcat (maker != NULL ? maker : "", "\n", rw_record_get_title (type), NULL);

  return g_utf8_casefold (both, -1);
}

/* JSON is compared by what it means, not by how it is spaced. */
static gboolean
is_same (const RwValue *one, const RwValue *other)
{
  g_autoptr (JsonNode) left = NULL;
  g_autoptr (JsonNode) right = NULL;

  if (rw_value_equal (one, other))
    return TRUE;
  if (one->type != RW_FIELD_JSON || other->type != RW_FIELD_JSON)
    return FALSE;
  left = rw_json_parse (one->text, -1, NULL);
  right = rw_json_parse (other->text, -1, NULL);
  return left != NULL && right != NULL && json_node_equal (left, right);
}

static void
compare (RwDeviceTypeItem *item)
{
  for (guint i = 0; i < RW_DEVICE_TYPE_N_FIELDS; i++)
    {
      const RwValue *new = rw_record_get (item->found, i), *old = rw_record_get (item->existing, i);

      if (rw_value_is_null (new) || is_same (new, old))
        continue;
      if (rw_value_is_null (old))
        g_array_append_val (item->fills, i);
      /* The format has no role; ours is a guess and never worth a question. */
      else if (i != RW_DEVICE_TYPE_ROLE)
        g_array_append_val (item->differs, i);
    }
  item->fate = item->differs->len > 0 ? RW_DEVICE_TYPE_CHANGED
               : item->fills->len > 0 ? RW_DEVICE_TYPE_FILLED
                                      : RW_DEVICE_TYPE_SAME;
}

/**
 * rw_device_type_plan_new:
 * @files: (transfer full): what is to be imported
 * @existing: (element-type RwRecord): the device types that are there
 *
 * A type is known again by its short name, by its manufacturer and model, or by its id.
 *
 * Returns: (transfer full): what would become of each
 */
RwDeviceTypePlan *
rw_device_type_plan_new (RwDeviceTypeFiles *files, GPtrArray *existing)
{
  RwDeviceTypePlan *plan = g_new0 (RwDeviceTypePlan, 1);
  g_autoptr (GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < existing->len; i++)
    {
      RwRecord *type = existing->pdata[i];

      if (rw_record_has (type, RW_DEVICE_TYPE_SLUG))
        g_hash_table_insert (slugs, (gpointer) rw_record_get_text (type, RW_DEVICE_TYPE_SLUG),
                             type);
      g_hash_table_insert (models, model_key (type), type);
      g_hash_table_insert (ids, (gpointer) rw_record_get_id (type), type);
    }
  plan->files = files;
  plan->items = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < files->found->len; i++)
    {
      const RwDeviceTypeFound *found = files->found->pdata[i];
      RwDeviceTypeItem *item = g_new0 (RwDeviceTypeItem, 1);
      g_autofree char *model = model_key (found->record);
      RwRecord *known =
        g_hash_table_lookup (slugs, rw_record_get_text (found->record, RW_DEVICE_TYPE_SLUG));

      if (known == NULL)
        known = g_hash_table_lookup (models, model);
      if (known == NULL)
        known = g_hash_table_lookup (ids, rw_record_get_id (found->record));
      item->path = found->path;
      item->found = found->record;
      item->fills = g_array_new (FALSE, FALSE, sizeof (guint));
      item->differs = g_array_new (FALSE, FALSE, sizeof (guint));
      if (known != NULL)
        {
          item->existing = g_object_ref (known);
          compare (item);
        }
      plan->n[item->fate]++;
      g_ptr_array_add (plan->items, item);
    }
  return plan;
}

void
rw_device_type_plan_free (RwDeviceTypePlan *plan)
{
  if (plan == NULL)
    return;
  g_ptr_array_unref (plan->items);
  rw_device_type_files_free (plan->files);
  g_free (plan);
}

/**
 * rw_device_type_item_edit:
 * @replace: whether what differs becomes what the file says
 *
 * Returns: (transfer full) (nullable): what is to be done; %NULL when nothing is
 */
RwEdit *
rw_device_type_item_edit (const RwDeviceTypeItem *item, gboolean replace)
{
  g_autoptr (RwRecord) after = NULL;

  if (item->existing == NULL)
    return rw_edit_new_create (item->found);
  after = rw_record_dup (item->existing);
  for (guint i = 0; i < item->fills->len; i++)
    rw_record_set (after, g_array_index (item->fills, guint, i),
                   rw_record_get (item->found, g_array_index (item->fills, guint, i)));
  for (guint i = 0; replace && i < item->differs->len; i++)
    rw_record_set (after, g_array_index (item->differs, guint, i),
                   rw_record_get (item->found, g_array_index (item->differs, guint, i)));
  return rw_edit_new_diff (item->existing, after);
}

/**
 * rw_device_type_item_name:
 *
 * Returns: (transfer full): manufacturer and model
 */
char *
rw_device_type_item_name (const RwDeviceTypeItem *item)
{
  RwRecord *type = item->existing != NULL ? item->existing : item->found;

  return g_strdup_printf ("%s %s", rw_record_get_text (type, RW_DEVICE_TYPE_MANUFACTURER),
                          rw_record_get_title (type));
}

static char *
describe_value (RwRecord *type, guint field, RwValueTextFunc to_text)
{
  const RwField *info = rw_schema_field (RW_KIND_DEVICE_TYPE, field);
  const RwValue *value = rw_record_get (type, field);
  g_autofree char *text = NULL;

  if (rw_value_is_null (value))
    return g_strdup (_ ("nothing"));
  if (value->type == RW_FIELD_JSON)
    {
      g_autoptr (JsonNode) node = rw_json_parse (value->text, -1, NULL);
      guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node)
                  ? json_array_get_length (json_node_get_array (node))
                  : 0;

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", n), n);
    }
  text = to_text (value, info);
  if (g_utf8_strlen (text, -1) > 60)
    {
      g_autofree char *start = g_utf8_substring (text, 0, 60);

      return g_strconcat (start, "…", NULL);
    }
  return g_steal_pointer (&text);
}

/**
 * rw_device_type_item_describe:
 * @field: one of its fields that differ or are filled
 * @to_text: how a value is written, as rw_value_to_display()
 *
 * Returns: (transfer full): "Weight: 21.2 kg → 21.6 kg"
 */
char *
rw_device_type_item_describe (const RwDeviceTypeItem *item, guint field, RwValueTextFunc to_text)
{
  const char *label = rw_field_label (rw_schema_field (RW_KIND_DEVICE_TYPE, field));
  g_autofree char *was = describe_value (item->existing, field, to_text);
  g_autofree char *is = describe_value (item->found, field, to_text);

  /* Lists of the same length, long texts that begin alike. */
  if (g_str_equal (was, is))
    return g_strdup_printf (_ ("%s: another content"), label);
  return g_strdup_printf ("%s: %s → %s", label, was, is);
}

static void
add_fields (GString *text, const RwDeviceTypeItem *item, GArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *line =
        rw_device_type_item_describe (item, g_array_index (fields, guint, i), rw_value_to_display);

      g_string_append_printf (text, "    %s\n", line);
    }
}

static void
add_items (GString *text, RwDeviceTypePlan *plan, RwDeviceTypeFate fate, const char *heading)
{
  if (plan->n[fate] == 0)
    return;
  g_string_append_printf (text, "\n%s\n", heading);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const RwDeviceTypeItem *item = plan->items->pdata[i];
      g_autofree char *name = NULL;

      if (item->fate != fate)
        continue;
      name = rw_device_type_item_name (item);
      g_string_append_printf (text, "  %s (%s)\n", name, item->path);
      add_fields (text, item, item->differs);
      add_fields (text, item, item->fills);
    }
}

static void
add_lines (GString *text, GPtrArray *lines, const char *heading)
{
  if (lines->len == 0)
    return;
  g_string_append_printf (text, "\n%s\n", heading);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "  %s\n", (char *) lines->pdata[i]);
}

/**
 * rw_device_type_plan_to_text:
 *
 * Returns: (transfer full): all of it, to be read, kept or sent
 */
char *
rw_device_type_plan_to_text (RwDeviceTypePlan *plan)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          g_dngettext (GETTEXT_PACKAGE, "%u file\n", "%u files\n",
                                       plan->files->n_files),
                          plan->files->n_files);
  g_string_append_printf (text,
                          _ ("%u new, %u to be filled, %u different, %u the same, %u skipped\n"),
                          plan->n[RW_DEVICE_TYPE_NEW], plan->n[RW_DEVICE_TYPE_FILLED],
                          plan->n[RW_DEVICE_TYPE_CHANGED], plan->n[RW_DEVICE_TYPE_SAME],
                          plan->files->skipped->len);
  add_items (text, plan, RW_DEVICE_TYPE_CHANGED, _ ("Different from the file:"));
  add_items (text, plan, RW_DEVICE_TYPE_FILLED, _ ("The file knows more:"));
  add_items (text, plan, RW_DEVICE_TYPE_NEW, _ ("New:"));
  add_lines (text, plan->files->skipped, _ ("Skipped:"));
  add_lines (text, plan->files->remarks, _ ("Passed over:"));
  return g_string_free (text, FALSE);
}
