/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-many-edit.h"

#include <glib/gi18n.h>

#include "query/rw-query-records.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-property-row.h"

void
rw_many_edit_free (RwManyEdit *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_array_unref (self->fields);
  g_clear_pointer (&self->common, rw_inspector_data_free);
  g_free (self);
}

static const RwField *
get_field (const RwManyEdit *self, guint index)
{
  return &rw_record_get_info (g_ptr_array_index (self->records, 0))->fields[index];
}

/* Returns: where @field is in @record, or -1: kinds may have fields of one name and one meaning. */
static int
find_field (RwRecord *record, const RwField *field)
{
  int index = rw_schema_find_field (rw_record_get_kind (record), field->name);
  const RwField *found = index >= 0 ? &rw_record_get_info (record)->fields[index] : NULL;

  if (found == NULL || found->type != field->type || found->enumeration != field->enumeration ||
      found->refs != field->refs)
    return -1;
  return index;
}

/* What names a record, or stands where only one can be, is not set in many. */
static gboolean
may_set (const RwManyEdit *self, const RwField *field, guint roles)
{
  if (field->flags & RW_F_UNIQUE || rw_field_is_secret (field))
    return FALSE;
  for (guint i = 0; i < self->records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (self->records, i);
      int index = find_field (record, field);

      if (index < 0 || !rw_property_is_writable (record, (guint) index, roles))
        return FALSE;
    }
  return TRUE;
}

static guint
count_values (const RwManyEdit *self, const RwField *field)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (self->records, i);
      const RwValue *value = rw_record_get (record, (guint) find_field (record, field));
      gboolean found = FALSE;

      for (guint j = 0; !found && j < seen->len; j++)
        found = rw_value_equal (g_ptr_array_index (seen, j), value);
      if (!found)
        g_ptr_array_add (seen, (gpointer) value);
    }
  return seen->len;
}

/**
 * rw_many_edit_new:
 * @keys: (element-type RwRecordKey): which records
 * @roles: of the person
 *
 * For the reader thread.
 *
 * Returns: (transfer full) (nullable): the records and what they have in common; %RW_ERROR_NOT_FOUND when
 *   none of them is there any more
 */
RwManyEdit *
rw_many_edit_new (
  RwCache *cache, GArray *keys, guint roles, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = rw_query_records (cache, keys, cancellable, error);
  g_autoptr (RwManyEdit) self = NULL;
  g_autoptr (RwRecord) common = NULL;
  RwRecord *first;

  if (records == NULL)
    return NULL;
  if (records->len == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                   _ ("These records were deleted, or are not for you to see"));
      return NULL;
    }
  self = g_new0 (RwManyEdit, 1);
  self->records = g_steal_pointer (&records);
  self->fields = g_array_new (FALSE, FALSE, sizeof (RwManyField));
  first = g_ptr_array_index (self->records, 0);
  common = rw_record_new (rw_record_get_kind (first), rw_record_get_id (first));
  for (guint i = 0; i < rw_record_get_info (first)->n_fields; i++)
    {
      RwManyField field = { .index = i };

      if ((int) i == rw_record_get_info (first)->title ||
          !may_set (self, get_field (self, i), roles))
        continue;
      field.n_values = count_values (self, get_field (self, i));
      if (field.n_values == 1)
        rw_record_set (common, i, rw_record_get (first, i));
      g_array_append_val (self->fields, field);
    }
  self->common = rw_inspector_data_of (cache, common, error);
  return self->common != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rw_many_edit_dup_noun:
 *
 * Returns: (transfer full): what is edited, with its number: "12 devices"
 */
char *
rw_many_edit_dup_noun (const RwManyEdit *self)
{
  RwKind kind = rw_record_get_kind (g_ptr_array_index (self->records, 0));
  g_autofree char *count = rw_format_count (self->records->len);
  gboolean alike = TRUE, systems = TRUE;

  for (guint i = 0; i < self->records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (self->records, i);

      alike = alike && rw_record_get_kind (record) == kind;
      systems = systems && (rw_record_get_info (record)->flags & RW_K_SYSTEM);
    }
  if (self->records->len == 1)
    return g_strdup (rw_record_get_title (g_ptr_array_index (self->records, 0)));
  if (systems && !alike)
    return g_strdup_printf (ngettext ("%s system", "%s systems", self->records->len), count);
  if (!alike)
    return g_strdup_printf (ngettext ("%s record", "%s records", self->records->len), count);
  /* Translators: a number and a kind of records: "12 Devices" */
  return g_strdup_printf (C_ ("many records", "%s %s"), count, rw_kind_labels (kind));
}

/**
 * rw_many_edit_build:
 * @values: (element-type guint RwValue): what is set, by the index of the field in the first record's kind
 * @now: rw_clock_now()
 *
 * Returns: (transfer full) (element-type RwEdit): what changes; nothing for records that have it all
 */
GPtrArray *
rw_many_edit_build (const RwManyEdit *self, GHashTable *values, gint64 now)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  for (guint i = 0; i < self->records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (self->records, i);
      g_autoptr (RwRecord) after = rw_record_dup (record);
      RwEdit *edit;

      /* In the order of the fields: one may bring another with it. */
      for (guint j = 0; j < self->fields->len; j++)
        {
          guint index = g_array_index (self->fields, RwManyField, j).index;
          const RwValue *value = g_hash_table_lookup (values, GUINT_TO_POINTER (index));

          if (value != NULL)
            rw_property_set (after, (guint) find_field (record, get_field (self, index)), value,
                             now);
        }
      edit = rw_edit_new_diff (record, after);
      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
  return edits;
}
