/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"

/*
 * What the headings of a file mean: those that the table of systems is exported with, in English or in the
 * language of the program, the names and the labels of the schema.
 */

/* The columns of the table of systems that are not one field of the schema. */
static const struct
{
  const char *id;
  RwCsvMeaning meaning;
  int device;
  int vm;
} shown[] = {
  { "kind", RW_CSV_KIND, -1, -1 },
  { "stage", RW_CSV_FIELD, RW_DEVICE_STAGE, RW_VM_STAGE },
  { "service", RW_CSV_FIELD, RW_DEVICE_SERVICE, RW_VM_SERVICE },
  { "address", RW_CSV_FIELD, RW_DEVICE_PRIMARY_ADDRESS, RW_VM_PRIMARY_ADDRESS },
  { "site", RW_CSV_SITE, -1, -1 },
  { "place", RW_CSV_FIELD, RW_DEVICE_RACK, RW_VM_CLUSTER },
  { "unit", RW_CSV_FIELD, RW_DEVICE_POSITION, -1 },
  { "host", RW_CSV_FIELD, RW_DEVICE_PARENT, RW_VM_HOST },
  { "model", RW_CSV_FIELD, RW_DEVICE_TYPE, -1 },
  { "end-of-support", RW_CSV_FIELD, RW_DEVICE_END_OF_SUPPORT, RW_VM_END_OF_SUPPORT },
  { "draw", RW_CSV_FIELD, RW_DEVICE_DRAW, -1 },
  { "memory", RW_CSV_FIELD, -1, RW_VM_MEMORY },
  { "disk", RW_CSV_FIELD, -1, RW_VM_DISK },
  { "asset-tag", RW_CSV_FIELD, RW_DEVICE_ASSET_TAG, -1 },
  { "tickets", RW_CSV_IGNORED, -1, -1 },
};

/* A heading without its unit: "Power (W)" is "power" and "w". */
typedef struct
{
  char *text;
  char *unit; /* nullable */
} Words;

static void
words_clear (Words *words)
{
  g_free (words->text);
  g_free (words->unit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static Words
words_new (const char *heading)
{
  g_autofree char *folded = g_utf8_casefold (heading, -1);
  const char *open = strrchr (folded, '(');
  Words words = { NULL, NULL };

  if (open != NULL && open > folded && g_str_has_suffix (folded, ")"))
    {
      words.unit = g_strndup (open + 1, strlen (open) - 2);
      words.text = g_strchomp (g_strndup (folded, (gsize) (open - folded)));
    }
  else
    words.text = g_strdup (folded);
  return words;
}

static gboolean
is_word (const char *word, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return g_strcmp0 (word, folded) == 0;
}

/* A number in another unit is another number. */
static gboolean
is_heading (const Words *words, const char *text, const char *other, const char *unit)
{
  return (is_word (words->text, text) || is_word (words->text, other)) &&
         (words->unit == NULL ||
          (unit != NULL && (is_word (words->unit, unit) || is_word (words->unit, _ (unit)))));
}

static int
find_field (RwKind kind, const Words *words)
{
  const RwKindInfo *info = rw_schema_get (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwField *field = &info->fields[i];

      if (is_heading (words, field->name, rw_field_label (field), field->unit) ||
          is_heading (words, field->label, NULL, field->unit))
        return (int) i;
    }
  return -1;
}

/* Secrets, and what a cell cannot hold. */
static gboolean
is_importable (RwKind kind, int field)
{
  const RwField *info = field >= 0 ? rw_schema_field (kind, (guint) field) : NULL;

  return info != NULL && !rw_field_is_secret (info) && !(info->flags & RW_F_SERVER) &&
         info->type != RW_FIELD_JSON && info->type != RW_FIELD_REFS;
}

static gboolean
find_shown (const Words *words, const RwCsvHeading *headings, guint n_headings, RwCsvColumn *column)
{
  for (guint i = 0; i < n_headings; i++)
    {
      if (!is_heading (words, headings[i].title, _ (headings[i].title), headings[i].unit))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (shown); k++)
        if (g_str_equal (shown[k].id, headings[i].id))
          {
            column->meaning = shown[k].meaning;
            column->device = shown[k].device;
            column->vm = shown[k].vm;
            return TRUE;
          }
    }
  return FALSE;
}

static const char *
find_meaning (const Words      *words,
              const RwCsvHeading *headings,
              guint             n_headings,
              RwCsvColumn      *column)
{
  static const RwCsvColumn none = { .meaning = RW_CSV_IGNORED, .device = -1, .vm = -1 };
  const char *heading = column->heading;

  *column = none;
  column->heading = heading;
  if (is_heading (words, RW_CSV_ID_HEADING, NULL, NULL))
    column->meaning = RW_CSV_ID;
  else if (is_heading (words, "kind", NULL, NULL))
    column->meaning = RW_CSV_KIND;
  else if (is_heading (words, "room", rw_kind_label (RW_KIND_ROOM), NULL))
    column->meaning = RW_CSV_ROOM;
  else if (is_heading (words, "site", rw_kind_label (RW_KIND_SITE), NULL))
    column->meaning = RW_CSV_SITE;
  else if (is_heading (words, "manufacturer",
                       rw_field_label (
                         rw_schema_field (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MANUFACTURER)),
                       NULL))
    column->meaning = RW_CSV_MANUFACTURER;
  else if (find_shown (words, headings, n_headings, column))
    return column->meaning == RW_CSV_IGNORED
             ? _ ("The column “%s” is calculated and is not imported")
             : NULL;
  else
    {
      column->device = find_field (RW_KIND_DEVICE, words);
      column->vm = find_field (RW_KIND_VM, words);
      if (column->device < 0 && column->vm < 0)
        return _ ("The column “%s” is not known and is not imported");
      if (!is_importable (RW_KIND_DEVICE, column->device))
        column->device = -1;
      if (!is_importable (RW_KIND_VM, column->vm))
        column->vm = -1;
      if (column->device < 0 && column->vm < 0)
        return _ ("The column “%s” cannot be imported from a file");
      column->meaning = RW_CSV_FIELD;
    }
  return NULL;
}

static gboolean
is_same (const RwCsvColumn *one, const RwCsvColumn *other)
{
  if (one->meaning != other->meaning || one->meaning == RW_CSV_IGNORED)
    return FALSE;
  return one->meaning != RW_CSV_FIELD || (one->device >= 0 && one->device == other->device) ||
         (one->vm >= 0 && one->vm == other->vm);
}

static gboolean
check_columns (GArray *columns, GError **error)
{
  gboolean known = FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const RwCsvColumn *column = &g_array_index (columns, RwCsvColumn, i);

      known = known || column->meaning == RW_CSV_ID ||
              (column->meaning == RW_CSV_FIELD &&
               (column->device == RW_DEVICE_NAME || column->device == RW_DEVICE_SERIAL ||
                column->device == RW_DEVICE_ASSET_TAG));
      for (guint k = 0; k < i; k++)
        if (is_same (column, &g_array_index (columns, RwCsvColumn, k)))
          {
            g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                         _ ("The columns “%s” and “%s” mean the same; take one of them out"),
                         g_array_index (columns, RwCsvColumn, k).heading, column->heading);
            return FALSE;
          }
    }
  if (!known)
    g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                         _ ("No column says which systems the rows are about; the first row must "
                            "have headings, one of them “Name”, “Serial number”, “Asset tag” or "
                            "“id”"));
  return known;
}

/**
 * rw_csv_columns_new:
 * @headings: (array length=n_headings): those that the table of systems is exported with
 * @remarks: (element-type utf8): gets a sentence for each column that is left out
 *
 * Returns: (transfer full) (element-type RwCsvColumn): what each column of the table is about
 */
GArray *
rw_csv_columns_new (const RwCsvTable   *table,
                    const RwCsvHeading *headings,
                    guint               n_headings,
                    GPtrArray          *remarks,
                    GError            **error)
{
  g_autoptr (GArray) columns =
    g_array_sized_new (FALSE, FALSE, sizeof (RwCsvColumn), table->n_columns);

  for (guint i = 0; i < table->n_columns; i++)
    {
      RwCsvColumn column = { .heading = rw_csv_table_get_heading (table, i) };
      g_auto (Words) words = words_new (column.heading);
      const char *remark = find_meaning (&words, headings, n_headings, &column);

      g_array_append_val (columns, column);
      if (*column.heading == '\0')
        {
          gboolean empty = TRUE;

          for (guint row = 0; empty && row < table->n_rows; row++)
            empty = *rw_csv_table_get (table, row, i) == '\0';
          if (!empty)
            g_ptr_array_add (remarks,
                             g_strdup_printf (_ ("Column %u has no heading and is not imported"),
                                              i + 1));
        }
      else if (remark != NULL)
        g_ptr_array_add (remarks, g_strdup_printf (remark, column.heading));
    }
  return check_columns (columns, error) ? g_steal_pointer (&columns) : NULL;
}
