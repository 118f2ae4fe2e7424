/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-check.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/rw-kind-rules.h"
#include "rw-error.h"
#include "rw-json-text.h"

/* What a text may hold when its field states no bound of its own, in characters. */
#define TEXT_MAX_SHORT 4000
#define TEXT_MAX_LONG  200000
#define SET_MAX        1000

static gboolean
check_length (const RwField *field,
              const char    *text,
              gboolean       may_be_long,
              GError       **error)
{
  glong length, most = field->max > 0 ? (glong) field->max : may_be_long ? TEXT_MAX_LONG : TEXT_MAX_SHORT;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not valid text (UTF-8)"), rw_field_label (field));
      return FALSE;
    }
  length = g_utf8_strlen (text, -1);
  if (length > most || length < (glong) field->min)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s has %ld characters; allowed are %ld to %ld"),
                   rw_field_label (field), length, (glong) field->min, most);
      return FALSE;
    }
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\n' && *p != '\t' && *p != '\r')
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s contains a control character"), rw_field_label (field));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_number (const RwField *field,
              double         number,
              GError       **error)
{
  if (!isfinite (number))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not a number"), rw_field_label (field));
      return FALSE;
    }
  if ((field->min != 0 || field->max != 0) && (number < field->min || number > field->max))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is %g; allowed are %g to %g"), rw_field_label (field),
                   number, field->min, field->max);
      return FALSE;
    }
  if (field->step > 0 && fabs (number / field->step - round (number / field->step)) > 1e-9)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is %g; it goes in steps of %g"), rw_field_label (field),
                   number, field->step);
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_field_check:
 * @field: a field
 * @value: a value for it
 *
 * Checks type and bounds of one value. Null is accepted unless the field is required.
 */
gboolean
rw_field_check (const RwField *field,
                const RwValue *value,
                GError       **error)
{
  if (value->type == RW_FIELD_NONE)
    {
      if (!(field->flags & RW_F_REQUIRED))
        return TRUE;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is missing"), rw_field_label (field));
      return FALSE;
    }
  if (value->type != field->type)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is a %s where a %s belongs"), rw_field_label (field),
                   rw_field_type_name (value->type), rw_field_type_name (field->type));
      return FALSE;
    }
  switch (value->type)
    {
    case RW_FIELD_TEXT:
      return check_length (field, value->text, (field->flags & RW_F_LONG) != 0, error);
    case RW_FIELD_JSON:
      if (!check_length (field, value->text, TRUE, error))
        return FALSE;
      if (rw_json_text_check (value->text, -1, RW_JSON_NESTING_MOST, NULL))
        return TRUE;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is not valid JSON"), rw_field_label (field));
      return FALSE;
    case RW_FIELD_INTEGER:
      return check_number (field, (double) value->integer, error);
    case RW_FIELD_DECIMAL:
      return check_number (field, value->decimal, error);
    case RW_FIELD_ENUM:
      if (value->integer >= 0 && value->integer < field->enumeration->n_values)
        return TRUE;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s has a value that is not on its list"),
                   rw_field_label (field));
      return FALSE;
    case RW_FIELD_REFS:
      if (value->n_ids <= SET_MAX)
        return TRUE;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s has more than %d entries"), rw_field_label (field), SET_MAX);
      return FALSE;
    case RW_FIELD_TEXTS:
      if (g_strv_length (value->texts) > SET_MAX)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s has more than %d entries"), rw_field_label (field),
                       SET_MAX);
          return FALSE;
        }
      for (char **p = value->texts; *p != NULL; p++)
        if (!check_length (field, *p, FALSE, error))
          return FALSE;
      return TRUE;
    case RW_FIELD_BOOLEAN:
    case RW_FIELD_INSTANT:
    case RW_FIELD_DATE:
    case RW_FIELD_REF:
    case RW_FIELD_NONE:
    default:
      return TRUE;
    }
}

/**
 * rw_record_check:
 * @record: a whole record
 *
 * Checks everything about a record that can be told from it alone: each field, and the rules of
 * its kind. What needs other records (uniqueness, rack units, dangling references) is the server's.
 */
gboolean
rw_record_check (RwRecord  *record,
                 GError   **error)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (!rw_field_check (&info->fields[i], rw_record_get (record, i), error))
        {
          g_prefix_error (error, "%s “%s”: ", rw_kind_label (info->kind), rw_record_get_title (record));
          return FALSE;
        }
    }
  return rw_kind_rules_check (record, error);
}

/**
 * rw_transition_check:
 * @before: the record as it is
 * @after: as it would be
 *
 * Checks what depends on the way from one to the other: fixed fields and status transitions.
 */
gboolean
rw_transition_check (RwRecord  *before,
                     RwRecord  *after,
                     GError   **error)
{
  const RwKindInfo *info = rw_record_get_info (after);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & RW_F_FIXED) && rw_record_has (before, i) &&
        !rw_value_equal (rw_record_get (before, i), rw_record_get (after, i)))
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s cannot be changed once it is set"),
                     rw_field_label (&info->fields[i]));
        return FALSE;
      }
  return rw_kind_rules_check_transition (before, after, error);
}

/**
 * rw_edit_check:
 * @edit: what somebody wants
 * @before: (nullable): the record as it is; %NULL when it does not exist
 * @roles: mask of the #RwRole that the writer has
 * @after: (out) (optional) (transfer full) (nullable): the record as it would be; %NULL after a delete
 *
 * The one validation of edits: run by the console before an edit is queued and by the server
 * before it is accepted, so that both say the same.
 */
gboolean
rw_edit_check (const RwEdit  *edit,
               RwRecord      *before,
               guint          roles,
               RwRecord     **after,
               GError       **error)
{
  const RwKindInfo *info = rw_schema_get (edit->kind);
  g_autoptr (RwRecord) result = NULL;

  if (after != NULL)
    *after = NULL;
  if ((info->writers & roles) == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("You may not change %s"), rw_kind_labels (edit->kind));
      return FALSE;
    }
  if (edit->op != RW_OP_CREATE && (info->flags & RW_K_INSERT_ONLY))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("%s cannot be changed once they are there"),
                   rw_kind_labels (edit->kind));
      return FALSE;
    }
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwField *field = &info->fields[g_array_index (edit->changes, RwFieldChange, i).field];

      if ((field->flags & RW_F_SERVER) || (field->writers != 0 && (field->writers & roles) == 0))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("You may not set %s"), rw_field_label (field));
          return FALSE;
        }
    }
  if (edit->op != RW_OP_CREATE && before == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This %s no longer exists"), rw_kind_label (edit->kind));
      return FALSE;
    }
  if (edit->op == RW_OP_DELETE)
    return rw_kind_rules_check_writer (edit->kind, before, NULL, roles, error);

  result = edit->op == RW_OP_CREATE ? rw_record_new (edit->kind, &edit->id) : rw_record_dup (before);
  rw_edit_apply (edit, result);
  if (!rw_kind_rules_check_writer (edit->kind, edit->op == RW_OP_CREATE ? NULL : before, result, roles, error) ||
      !rw_record_check (result, error))
    return FALSE;
  if (edit->op == RW_OP_UPDATE && !rw_transition_check (before, result, error))
    return FALSE;
  if (after != NULL)
    *after = g_steal_pointer (&result);
  return TRUE;
}

/**
 * rw_edit_check_plain:
 * @edit: what is to be queued
 *
 * An edit waits in a file, is answered into one and comes back with the history. A secret goes no such
 * way: it is set by itself, while connected.
 *
 * Returns: whether the edit is without secrets
 */
gboolean
rw_edit_check_plain (const RwEdit  *edit,
                     GError       **error)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwField *field =
        rw_schema_field (edit->kind, g_array_index (edit->changes, RwFieldChange, i).field);

      if (!rw_field_is_secret (field))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
                   _ ("%s cannot wait among other edits: it is set by itself, while connected"),
                   rw_field_label (field));
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_secret_check:
 * @field: a never cached field of @kind
 * @roles: mask of the #RwRole of who wants to read it
 *
 * Run by the console before it asks and by the server before it answers.
 */
gboolean
rw_secret_check (RwKind    kind,
                 guint     field,
                 guint     roles,
                 GError  **error)
{
  const RwField *info = rw_schema_field (kind, field);

  g_return_val_if_fail (rw_field_is_secret (info), FALSE);
  if (info->readers & roles)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("You may not read %s"),
               rw_field_label (info));
  return FALSE;
}

/**
 * rw_record_unique_key:
 *
 * Returns: (transfer full) (nullable): the text that no other record of the kind may have in
 *   @field, or %NULL when the field is not unique or empty
 */
char *
rw_record_unique_key (RwRecord *record,
                      guint     field)
{
  const RwField *info = rw_schema_field (rw_record_get_kind (record), field);

  if (!(info->flags & RW_F_UNIQUE) || !rw_record_has (record, field))
    return NULL;
  return rw_value_to_display (rw_record_get (record, field), info);
}
