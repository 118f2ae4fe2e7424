/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-schema.h"

#include <string.h>

/* Marks for xgettext, see rw-enums.c. */
#define N_(label)           label
#define NC_(context, label) context "\004" label

#define R(KIND)       RW_KIND_BIT (RW_KIND_##KIND)
#define E(list)       .enumeration = &rw_enum_##list
#define FIELD(KIND, NAME, field_name, TYPE, field_label, ...) \
  { .name = #field_name, .label = field_label, .type = RW_FIELD_##TYPE, ##__VA_ARGS__ },
#define FIELDS(KIND, kind, writers, flags, title, label, labels) \
  static const RwField kind##_fields[] = { RW_FIELDS_##KIND (FIELD) };
#define INFO(KIND, kind, writers, flags, title, label, labels) \
  { RW_KIND_##KIND, #kind, label, labels, flags, writers, RW_##KIND##_##title, RW_##KIND##_N_FIELDS, kind##_fields },

RW_KINDS (FIELDS)

static const RwKindInfo kinds[] = { RW_KINDS (INFO) };

/**
 * rw_schema_get:
 * @kind: a kind
 *
 * Returns: (transfer none): what there is to know about it
 */
const RwKindInfo *
rw_schema_get (RwKind kind)
{
  g_return_val_if_fail ((int) kind >= 0 && kind < RW_N_KINDS, NULL);
  return &kinds[kind];
}

const RwField *
rw_schema_field (RwKind kind,
                 guint  field)
{
  g_return_val_if_fail ((int) kind >= 0 && kind < RW_N_KINDS && field < kinds[kind].n_fields, NULL);
  return &kinds[kind].fields[field];
}

/**
 * rw_schema_find:
 * @name: (nullable): a kind's name
 *
 * Returns: the kind, or %RW_KIND_NONE
 */
RwKind
rw_schema_find (const char *name)
{
  static gsize ready;
  static GHashTable *by_name;

  if (g_once_init_enter (&ready))
    {
      by_name = g_hash_table_new (g_str_hash, g_str_equal);
      for (int i = 0; i < RW_N_KINDS; i++)
        g_hash_table_insert (by_name, (gpointer) kinds[i].name, GINT_TO_POINTER (i + 1));
      g_once_init_leave (&ready, 1);
    }
  return name == NULL ? RW_KIND_NONE : (RwKind) (GPOINTER_TO_INT (g_hash_table_lookup (by_name, name)) - 1);
}

/**
 * rw_schema_find_field:
 * @kind: a kind
 * @name: a field's name
 *
 * Returns: the field's index in the kind, or -1
 */
int
rw_schema_find_field (RwKind      kind,
                      const char *name)
{
  const RwKindInfo *info = rw_schema_get (kind);

  for (guint i = 0; i < info->n_fields; i++)
    if (strcmp (info->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

const char *
rw_kind_label (RwKind kind)
{
  return g_dgettext (NULL, rw_schema_get (kind)->label);
}

const char *
rw_kind_labels (RwKind kind)
{
  return g_dgettext (NULL, rw_schema_get (kind)->labels);
}

static void
append_writers (GString *out,
                guint    writers)
{
  const char *separator = "";

  for (guint role = RW_ROLE_ADMIN; role <= RW_ROLE_INTAKE; role <<= 1)
    if (writers & role)
      {
        g_string_append_printf (out, "%s%s", separator, rw_role_to_string (role));
        separator = ", ";
      }
}

static void
append_notes (GString       *out,
              const RwField *field)
{
  static const struct
  {
    RwFieldFlags flag;
    const char *word;
  } words[] = {
    { RW_F_REQUIRED, "required" },         { RW_F_UNIQUE, "unique" },
    { RW_F_SEARCH, "searchable" },         { RW_F_CONFIDENTIAL, "confidential" },
    { RW_F_NEVER_CACHED, "never cached" }, { RW_F_SERVER, "set by the server" },
    { RW_F_FIXED, "fixed" },
  };
  const char *separator = "";

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (field->flags & words[i].flag)
      {
        g_string_append_printf (out, "%s%s", separator, words[i].word);
        separator = ", ";
      }
  if (field->enumeration != NULL)
    {
      g_autofree char *list = g_strjoinv (" \\| ", (char **) field->enumeration->values);

      g_string_append_printf (out, "%s%s", separator, list);
      separator = ", ";
    }
  if (field->refs != 0)
    {
      g_string_append_printf (out, "%s→", separator);
      for (int kind = 0; kind < RW_N_KINDS; kind++)
        if (field->refs & RW_KIND_BIT (kind))
          g_string_append_printf (out, " %s", kinds[kind].name);
      separator = ", ";
    }
  if (field->unit != NULL)
    g_string_append_printf (out, "%s%s", separator, field->unit);
}

/**
 * rw_schema_to_markdown:
 *
 * Returns: (transfer full): every kind and field as a Markdown document
 */
char *
rw_schema_to_markdown (void)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "# Rackward schema %d\n", RW_SCHEMA_VERSION);
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const RwKindInfo *info = &kinds[kind];

      g_string_append_printf (out, "\n## %s (`%s`)\n\nWritten by: ", info->label, info->name);
      append_writers (out, info->writers);
      if (info->flags & RW_K_INSERT_ONLY)
        g_string_append (out, ". Insert-only");
      g_string_append (out, ".\n\n| field | type | label | notes |\n|---|---|---|---|\n");
      for (guint i = 0; i < info->n_fields; i++)
        {
          const RwField *field = &info->fields[i];
          const char *label = strchr (field->label, '\004');

          g_string_append_printf (out, "| `%s` | %s | %s | ", field->name, rw_field_type_name (field->type),
                                  label != NULL ? label + 1 : field->label);
          append_notes (out, field);
          g_string_append (out, " |\n");
        }
    }
  return g_string_free (out, FALSE);
}
