/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv-cells.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-csv.h"
#include "rw-error.h"
#include "rw-text.h"

/*
 * What a cell says, as a value. Names of records, labels and words of enumerations, numbers with a comma
 * and days with dots as a spreadsheet may have left them; nothing that could be read in two ways.
 */

/* Longer than a cell that a sentence can quote. */
#define QUOTE_MOST 60

/* So many of one name are many, however many more there are. */
#define FOUND_MOST 100

/**
 * rw_csv_cell_is_word:
 *
 * Returns: whether the cell is the word, capitals or not
 */
gboolean
rw_csv_cell_is_word (const char *text, const char *word)
{
  g_autofree char *one = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *other = word != NULL ? g_utf8_casefold (word, -1) : NULL;

  return one != NULL && other != NULL && g_str_equal (g_strstrip (one), g_strstrip (other));
}

/**
 * rw_csv_cell_is_text:
 *
 * Returns: whether the cell says the text as a spreadsheet leaves it, which may have changed the ends of
 *   its lines and taken the spaces around it
 */
gboolean
rw_csv_cell_is_text (const char *cell, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (cell, "\r\n", -1);
  g_auto (GStrv) others = g_strsplit (text, "\r\n", -1);
  g_autofree char *first = g_strstrip (g_strjoinv ("\n", lines));
  g_autofree char *second = g_strstrip (g_strjoinv ("\n", others));

  return g_str_equal (first, second);
}

/**
 * rw_csv_cell_clears:
 *
 * Returns: whether the cell says that its field is to be empty. An empty cell does not: it may be a
 *   column that somebody cut.
 */
gboolean
rw_csv_cell_clears (const char *text)
{
  return rw_csv_cell_is_word (text, "(clear)") ||
         /* Translators: stands in a cell of a CSV file and empties the field; in parentheses */
         rw_csv_cell_is_word (text, _ ("(clear)"));
}

static gboolean
refuse (GError **error, const char *format, const char *text)
{
  g_autofree char *shown = rw_text_truncate (text, QUOTE_MOST);

  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, format, shown);
  return FALSE;
}

/* --- Plain values ----------------------------------------------------------------------------------- */

static gboolean
parse_number (const RwField *field, const char *text, RwValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);
  g_autofree char *dotted = NULL;

  /* As a German spreadsheet writes one and a half. */
  if (field->type == RW_FIELD_DECIMAL && g_strv_length (parts) == 2 && strchr (text, '.') == NULL)
    dotted = g_strjoinv (".", parts);
  if (rw_value_parse (field, dotted != NULL ? dotted : text, value, NULL))
    return TRUE;
  return refuse (error,
                 field->type == RW_FIELD_DECIMAL ? _ ("“%s” is not a number")
                                                 : _ ("“%s” is not a whole number"),
                 text);
}

/* 2026-11-22, or 22.11.2026 as a German spreadsheet has it. */
static gboolean
parse_date (const RwField *field, const char *text, RwValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 4);
  g_autofree char *iso = NULL;

  if (g_strv_length (parts) == 3 && strlen (parts[2]) == 4 && strlen (parts[0]) <= 2 &&
      strlen (parts[1]) <= 2)
    iso = g_strdup_printf ("%s-%s%s-%s%s", parts[2], strlen (parts[1]) < 2 ? "0" : "", parts[1],
                           strlen (parts[0]) < 2 ? "0" : "", parts[0]);
  if (rw_value_parse (field, iso != NULL ? iso : text, value, NULL))
    return TRUE;
  return refuse (error, _ ("“%s” is not a day, such as 2026-11-22"), text);
}

static gboolean
parse_enum (const RwField *field, const char *text, RwValue *value, GError **error)
{
  const RwEnumInfo *info = field->enumeration;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < info->n_values; i++)
    {
      const char *label = rw_enum_label (info, (int) i);

      if (rw_csv_cell_is_word (text, label) || rw_csv_cell_is_word (text, info->values[i]) ||
          rw_csv_cell_is_word (text, info->labels[i]))
        {
          *value = rw_value_enum ((int) i);
          return TRUE;
        }
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", label);
    }
  shown = rw_text_truncate (text, QUOTE_MOST);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is none of %s"), shown, words->str);
  return FALSE;
}

static gboolean
parse_boolean (const char *text, RwValue *value, GError **error)
{
  gboolean yes = rw_csv_cell_is_word (text, "true") || rw_csv_cell_is_word (text, "yes") ||
                 rw_csv_cell_is_word (text, C_ ("boolean", "Yes"));
  gboolean no = rw_csv_cell_is_word (text, "false") || rw_csv_cell_is_word (text, "no") ||
                rw_csv_cell_is_word (text, C_ ("boolean", "No"));

  if (!yes && !no)
    return refuse (error, _ ("“%s” is neither yes nor no"), text);
  *value = rw_value_boolean (yes);
  return TRUE;
}

/* --- Names ------------------------------------------------------------------------------------------ */

/**
 * rw_csv_cell_names:
 *
 * Returns: whether the cell is a name of the record, or its id
 */
gboolean
rw_csv_cell_names (RwCsvEstate *estate, RwRecord *record, const char *text)
{
  GPtrArray *known = rw_csv_estate_find (estate, rw_record_get_kind (record), text);
  RwId id;

  if (known != NULL)
    for (guint i = 0; i < known->len; i++)
      if (rw_id_equal (rw_record_get_id (known->pdata[i]), rw_record_get_id (record)))
        return TRUE;
  return rw_id_parse (text, &id) && rw_id_equal (&id, rw_record_get_id (record));
}

static gboolean
refers_to_name (RwCsvEstate *estate, RwRecord *record, guint field, const char *name)
{
  RwRecord *other = rw_csv_estate_get_ref (estate, record, field);

  return other != NULL && rw_csv_cell_names (estate, other, name);
}

/* Whether what else the row says speaks against the record. */
static gboolean
is_near (RwCsvEstate *estate, RwRecord *record, const RwCsvNear *near)
{
  RwRecord *room;

  switch (rw_record_get_kind (record))
    {
    case RW_KIND_RACK:
      room = rw_csv_estate_get_ref (estate, record, RW_RACK_ROOM);
      return (near->room == NULL ||
              (room != NULL && rw_csv_cell_names (estate, room, near->room))) &&
             (near->site == NULL ||
              (room != NULL && refers_to_name (estate, room, RW_ROOM_SITE, near->site)));
    case RW_KIND_CLUSTER:
      return near->site == NULL || refers_to_name (estate, record, RW_CLUSTER_SITE, near->site);
    case RW_KIND_DEVICE_TYPE:
      return near->manufacturer == NULL ||
             rw_csv_cell_is_word (rw_record_get_text (record, RW_DEVICE_TYPE_MANUFACTURER),
                                  near->manufacturer);
    default:
      return TRUE;
    }
}

/* Which of several is meant without saying so: the only one of the customer, the only one with just these
 * capitals. */
static RwRecord *
choose (GPtrArray *found, const char *text, RwRecord *customer)
{
  RwRecord *exact = NULL, *theirs = NULL;
  guint n_exact = 0, n_theirs = 0;

  for (guint i = 0; i < found->len; i++)
    {
      RwRecord *record = found->pdata[i];

      if (g_strcmp0 (rw_record_get_title (record), text) == 0)
        {
          exact = record;
          n_exact++;
        }
      if (rw_record_get_kind (record) == RW_KIND_SERVICE && customer != NULL &&
          rw_record_get_ref (record, RW_SERVICE_CUSTOMER) != NULL &&
          rw_id_equal (rw_record_get_ref (record, RW_SERVICE_CUSTOMER),
                       rw_record_get_id (customer)))
        {
          theirs = record;
          n_theirs++;
        }
    }
  if (found->len == 1)
    return found->pdata[0];
  return n_theirs == 1 ? theirs : n_exact == 1 ? exact : NULL;
}

static gboolean
refuse_unknown (RwKind           kind,
                guint            n_far,
                const char      *text,
                const RwCsvNear *near,
                GError         **error)
{
  g_autofree char *shown = rw_text_truncate (text, QUOTE_MOST);
  const char *where = kind == RW_KIND_DEVICE_TYPE                  ? near->manufacturer
                      : near->room != NULL && kind == RW_KIND_RACK ? near->room
                                                                   : near->site;

  if (n_far > 0 && where != NULL)
    /* Translators: a kind, a name, a place or manufacturer: “Rack: there is no “R11” with “FRA1”” */
    g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                 _ ("%s “%s” does not go with “%s” in the same row"), rw_kind_label (kind), shown,
                 where);
  else
    g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("%s “%s” does not exist"),
                 rw_kind_label (kind), shown);
  return FALSE;
}

static gboolean
refuse_many (RwKind kind, guint n, const char *text, GError **error)
{
  g_autofree char *shown = rw_text_truncate (text, QUOTE_MOST);

  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               g_dngettext (GETTEXT_PACKAGE, "%s “%s” means %u record",
                            "%s “%s” means %u records; write the id of the right one", n),
               rw_kind_label (kind), shown, n);
  return FALSE;
}

/* A system that the file renames is found as it is and as it would be. */
static void
add_once (GPtrArray *found, RwRecord *record)
{
  for (guint i = 0; i < found->len; i++)
    if (rw_id_equal (rw_record_get_id (found->pdata[i]), rw_record_get_id (record)))
      return;
  g_ptr_array_add (found, record);
}

static gboolean
parse_ref (RwCsvEstate     *estate,
           const RwField   *field,
           const char      *text,
           const RwCsvNear *near,
           RwValue         *value,
           GError         **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  RwKind kind = RW_KIND_NONE;
  guint n_far = 0;
  RwRecord *record;
  RwId id;

  /* Of several with the name the one that it is. */
  if (near->now != NULL && rw_csv_cell_names (estate, near->now, text) &&
      is_near (estate, near->now, near))
    {
      *value = rw_value_ref (rw_record_get_id (near->now));
      return TRUE;
    }
  for (guint i = 0; i < RW_N_KINDS; i++)
    {
      GPtrArray *known = NULL;

      if (!(field->refs & RW_KIND_BIT (i)))
        continue;
      kind = (RwKind) i;
      known = rw_csv_estate_find (estate, kind, text);
      for (guint k = 0; known != NULL && k < known->len && found->len < FOUND_MOST; k++)
        if (is_near (estate, known->pdata[k], near))
          add_once (found, known->pdata[k]);
        else
          n_far++;
      if (rw_id_parse (text, &id) && (record = rw_csv_estate_get (estate, kind, &id)) != NULL)
        g_ptr_array_add (found, record);
    }
  if (found->len == 0)
    return refuse_unknown (kind, n_far, text, near, error);
  record = choose (found, text, near->customer);
  if (record == NULL)
    return refuse_many (kind, found->len, text, error);
  *value = rw_value_ref (rw_record_get_id (record));
  return TRUE;
}

/**
 * rw_csv_cell_parse:
 * @field: what the cell is for
 * @text: what it says, without spaces around
 * @near: what else is known
 * @value: (out): the value; untouched when %FALSE is returned
 *
 * Reads a cell. Bounds are not checked here, see rw_record_check().
 *
 * Returns: whether it says something; the error is a sentence that quotes it
 */
gboolean
rw_csv_cell_parse (RwCsvEstate     *estate,
                   const RwField   *field,
                   const char      *text,
                   const RwCsvNear *near,
                   RwValue         *value,
                   GError         **error)
{
  switch (field->type)
    {
    case RW_FIELD_INTEGER:
    case RW_FIELD_DECIMAL:
      return parse_number (field, text, value, error);
    case RW_FIELD_DATE:
      return parse_date (field, text, value, error);
    case RW_FIELD_ENUM:
      return parse_enum (field, text, value, error);
    case RW_FIELD_BOOLEAN:
      return parse_boolean (text, value, error);
    case RW_FIELD_REF:
      return parse_ref (estate, field, text, near, value, error);
    case RW_FIELD_INSTANT:
      return rw_value_parse (field, text, value, NULL) ||
             refuse (error, _ ("“%s” is not a time, such as 2026-11-22T14:02:00Z"), text);
    case RW_FIELD_TEXT:
    case RW_FIELD_TEXTS:
    case RW_FIELD_JSON:
    case RW_FIELD_REFS:
    case RW_FIELD_NONE:
    default:
      return rw_value_parse (field, text, value, error);
    }
}
