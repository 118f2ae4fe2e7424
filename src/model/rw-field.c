/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A label is "msgid" or "context\004msgid"; g_dpgettext() takes the latter with the offset of msgid. */
static const char *
translate (const char *label)
{
  const char *separator = strchr (label, '\004');

  if (separator == NULL)
    return g_dgettext (NULL, label);
  return g_dpgettext (NULL, label, (gsize) (separator - label) + 1);
}

/**
 * rw_field_label:
 * @field: a field
 *
 * Returns: (transfer none): its label in the person's language
 */
const char *
rw_field_label (const RwField *field)
{
  return translate (field->label);
}

/**
 * rw_field_unit:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): its unit in the person's language
 */
const char *
rw_field_unit (const RwField *field)
{
  /* Of all the units, only the rack unit has another name in another language. */
  return g_strcmp0 (field->unit, "U") == 0 ? C_ ("unit", "U") : field->unit;
}

const char *
rw_field_type_name (RwFieldType type)
{
  static const char *const names[] = {
    "none", "text", "integer", "decimal", "boolean", "instant",
    "date", "enum", "reference", "references", "texts", "JSON",
  };

  g_return_val_if_fail (type < G_N_ELEMENTS (names), "none");
  return names[type];
}

/**
 * rw_enum_label:
 * @info: a list of words
 * @index: which; -1 is allowed and has the label "—"
 */
const char *
rw_enum_label (const RwEnumInfo *info,
               int               index)
{
  if (index < 0 || (guint) index >= info->n_values)
    return "—";
  return translate (info->labels[index]);
}

const char *
rw_enum_value (const RwEnumInfo *info,
               int               index)
{
  g_return_val_if_fail (index >= 0 && (guint) index < info->n_values, NULL);
  return info->values[index];
}

/**
 * rw_enum_find:
 *
 * Returns: the index of @value, or -1
 */
int
rw_enum_find (const RwEnumInfo *info,
              const char       *value)
{
  for (guint i = 0; i < info->n_values; i++)
    if (strcmp (info->values[i], value) == 0)
      return (int) i;
  return -1;
}

static const char *const role_names[] = { "admin", "manager", "technician", "auditor", "wall", "intake" };

/**
 * rw_role_from_string:
 *
 * Returns: the role, or 0
 */
RwRole
rw_role_from_string (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (role_names); i++)
    if (strcmp (role_names[i], name) == 0)
      return (RwRole) (1u << i);
  return 0;
}

const char *
rw_role_to_string (RwRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (role == (RwRole) (1u << i))
      return role_names[i];
  return "none";
}

/**
 * rw_field_is_secret:
 * @field: a field
 *
 * Returns: whether it is never cached, see %RW_F_NEVER_CACHED
 */
gboolean
rw_field_is_secret (const RwField *field)
{
  return (field->flags & RW_F_NEVER_CACHED) != 0;
}
