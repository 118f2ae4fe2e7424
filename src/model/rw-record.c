/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record.h"

struct _RwRecord
{
  GObject parent_instance;

  RwKind kind;
  RwId id;
  gint64 seq;
  const RwKindInfo *info;
  RwValue *values;
};

G_DEFINE_FINAL_TYPE (RwRecord, rw_record, G_TYPE_OBJECT)

static void
rw_record_finalize (GObject *object)
{
  RwRecord *self = RW_RECORD (object);

  for (guint i = 0; i < self->info->n_fields; i++)
    rw_value_clear (&self->values[i]);
  g_free (self->values);
  G_OBJECT_CLASS (rw_record_parent_class)->finalize (object);
}

static void
rw_record_class_init (RwRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_record_finalize;
}

static void
rw_record_init (RwRecord *self)
{
}

/**
 * rw_record_new:
 * @kind: what it is
 * @id: (nullable): its id; %NULL makes a new one
 *
 * Returns: (transfer full): a record in which every field is null
 */
RwRecord *
rw_record_new (RwKind      kind,
               const RwId *id)
{
  RwRecord *self = g_object_new (RW_TYPE_RECORD, NULL);

  self->kind = kind;
  self->info = rw_schema_get (kind);
  self->id = id != NULL ? *id : rw_id_new ();
  self->values = g_new0 (RwValue, self->info->n_fields);
  return self;
}

/**
 * rw_record_dup:
 *
 * Returns: (transfer full): a copy that can be changed
 */
RwRecord *
rw_record_dup (RwRecord *self)
{
  RwRecord *copy;

  g_return_val_if_fail (RW_IS_RECORD (self), NULL);
  copy = rw_record_new (self->kind, &self->id);
  copy->seq = self->seq;
  for (guint i = 0; i < self->info->n_fields; i++)
    rw_value_copy (&self->values[i], &copy->values[i]);
  return copy;
}

RwKind
rw_record_get_kind (RwRecord *self)
{
  g_return_val_if_fail (RW_IS_RECORD (self), RW_KIND_NONE);
  return self->kind;
}

const RwKindInfo *
rw_record_get_info (RwRecord *self)
{
  g_return_val_if_fail (RW_IS_RECORD (self), NULL);
  return self->info;
}

const RwId *
rw_record_get_id (RwRecord *self)
{
  g_return_val_if_fail (RW_IS_RECORD (self), NULL);
  return &self->id;
}

/**
 * rw_record_get_seq:
 *
 * Returns: the server's number of the last write to the record that this copy has seen; 0 for a
 *   record that the server does not have yet
 */
gint64
rw_record_get_seq (RwRecord *self)
{
  g_return_val_if_fail (RW_IS_RECORD (self), 0);
  return self->seq;
}

void
rw_record_set_seq (RwRecord *self,
                   gint64    seq)
{
  g_return_if_fail (RW_IS_RECORD (self));
  self->seq = seq;
}

/**
 * rw_record_get_title:
 *
 * Returns: (transfer none): what a person calls the record; the kind's label where it has no name
 */
const char *
rw_record_get_title (RwRecord *self)
{
  const char *title = NULL;

  g_return_val_if_fail (RW_IS_RECORD (self), NULL);
  if (self->info->title >= 0)
    title = rw_record_get_text (self, (guint) self->info->title);
  return title != NULL ? title : rw_kind_label (self->kind);
}

/**
 * rw_record_get:
 * @field: index of a field of the record's kind
 *
 * Returns: (transfer none): the value, of the field's type or null
 */
const RwValue *
rw_record_get (RwRecord *self,
               guint     field)
{
  g_assert (field < self->info->n_fields);
  return &self->values[field];
}

gboolean
rw_record_has (RwRecord *self,
               guint     field)
{
  return rw_record_get (self, field)->type != RW_FIELD_NONE;
}

/**
 * rw_record_get_text:
 *
 * Returns: (transfer none) (nullable): the text of a text or JSON field
 */
const char *
rw_record_get_text (RwRecord *self,
                    guint     field)
{
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_TEXT || value->type == RW_FIELD_JSON,
                        NULL);
  return value->type == RW_FIELD_NONE ? NULL : value->text;
}

/**
 * rw_record_get_integer:
 *
 * For integers, instants, dates and booleans.
 */
gint64
rw_record_get_integer (RwRecord *self,
                       guint     field,
                       gint64    fallback)
{
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_INTEGER ||
                        value->type == RW_FIELD_INSTANT || value->type == RW_FIELD_DATE ||
                        value->type == RW_FIELD_BOOLEAN, fallback);
  return value->type == RW_FIELD_NONE ? fallback : value->integer;
}

double
rw_record_get_decimal (RwRecord *self,
                       guint     field,
                       double    fallback)
{
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_DECIMAL, fallback);
  return value->type == RW_FIELD_NONE ? fallback : value->decimal;
}

gboolean
rw_record_get_boolean (RwRecord *self,
                       guint     field)
{
  return rw_record_get_integer (self, field, FALSE) != 0;
}

/**
 * rw_record_get_enum:
 *
 * Returns: the index in the field's list of words, or -1 for null
 */
int
rw_record_get_enum (RwRecord *self,
                    guint     field)
{
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_ENUM, -1);
  return value->type == RW_FIELD_NONE ? -1 : (int) value->integer;
}

/**
 * rw_record_get_ref:
 *
 * Returns: (transfer none) (nullable): the id that a reference holds
 */
const RwId *
rw_record_get_ref (RwRecord *self,
                   guint     field)
{
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_REF, NULL);
  return value->type == RW_FIELD_NONE ? NULL : &value->id;
}

/**
 * rw_record_get_refs:
 * @n_ids: (out): how many
 *
 * Returns: (transfer none) (nullable) (array length=n_ids): the ids, ascending
 */
const RwId *
rw_record_get_refs (RwRecord *self,
                    guint     field,
                    guint    *n_ids)
{
  const RwValue *value = rw_record_get (self, field);

  *n_ids = 0;
  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_REFS, NULL);
  if (value->type == RW_FIELD_NONE)
    return NULL;
  *n_ids = value->n_ids;
  return value->ids;
}

/**
 * rw_record_get_texts:
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts, ascending; an empty list for null
 */
const char *const *
rw_record_get_texts (RwRecord *self,
                     guint     field)
{
  static const char *const empty[] = { NULL };
  const RwValue *value = rw_record_get (self, field);

  g_return_val_if_fail (value->type == RW_FIELD_NONE || value->type == RW_FIELD_TEXTS, empty);
  return value->type == RW_FIELD_NONE ? empty : (const char *const *) value->texts;
}

/**
 * rw_record_take:
 * @value: (transfer full): of the field's type, or null
 */
void
rw_record_take (RwRecord *self,
                guint     field,
                RwValue   value)
{
  g_assert (field < self->info->n_fields);
  g_assert (value.type == RW_FIELD_NONE || value.type == self->info->fields[field].type);
  rw_value_clear (&self->values[field]);
  self->values[field] = value;
}

/**
 * rw_record_set:
 * @value: of the field's type, or null; copied
 */
void
rw_record_set (RwRecord      *self,
               guint          field,
               const RwValue *value)
{
  RwValue copy;

  rw_value_copy (value, &copy);
  rw_record_take (self, field, copy);
}

/**
 * rw_record_set_text:
 * @text: (nullable): copied; for text and JSON fields
 */
void
rw_record_set_text (RwRecord   *self,
                    guint       field,
                    const char *text)
{
  gboolean json = self->info->fields[field].type == RW_FIELD_JSON;

  rw_record_take (self, field, json ? rw_value_json (text) : rw_value_text (text));
}

void
rw_record_set_integer (RwRecord *self,
                       guint     field,
                       gint64    integer)
{
  rw_record_take (self, field, rw_value_integer (integer));
}

void
rw_record_set_decimal (RwRecord *self,
                       guint     field,
                       double    decimal)
{
  rw_record_take (self, field, rw_value_decimal (decimal));
}

void
rw_record_set_boolean (RwRecord *self,
                       guint     field,
                       gboolean  boolean)
{
  rw_record_take (self, field, rw_value_boolean (boolean));
}

void
rw_record_set_instant (RwRecord *self,
                       guint     field,
                       gint64    instant)
{
  rw_record_take (self, field, rw_value_instant (instant));
}

void
rw_record_set_date (RwRecord *self,
                    guint     field,
                    gint64    day)
{
  rw_record_take (self, field, rw_value_date (day));
}

void
rw_record_set_enum (RwRecord *self,
                    guint     field,
                    int       index)
{
  rw_record_take (self, field, rw_value_enum (index));
}

void
rw_record_set_ref (RwRecord   *self,
                   guint       field,
                   const RwId *id)
{
  rw_record_take (self, field, rw_value_ref (id));
}

void
rw_record_set_refs (RwRecord   *self,
                    guint       field,
                    const RwId *ids,
                    guint       n_ids)
{
  rw_record_take (self, field, rw_value_refs (ids, n_ids));
}

void
rw_record_set_texts (RwRecord          *self,
                     guint              field,
                     const char *const *texts)
{
  rw_record_take (self, field, rw_value_texts (texts));
}

/**
 * rw_record_equal:
 *
 * Returns: whether both are the same record with the same values; seq is not compared
 */
gboolean
rw_record_equal (RwRecord *self,
                 RwRecord *other)
{
  if (self->kind != other->kind || !rw_id_equal (&self->id, &other->id))
    return FALSE;
  for (guint i = 0; i < self->info->n_fields; i++)
    if (!rw_value_equal (&self->values[i], &other->values[i]))
      return FALSE;
  return TRUE;
}
