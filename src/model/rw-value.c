/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-value.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "rw-error.h"
#include "rw-time.h"

/**
 * rw_value_clear:
 * @value: a value; null afterwards
 */
void
rw_value_clear (RwValue *value)
{
  switch (value->type)
    {
    case RW_FIELD_TEXT:
    case RW_FIELD_JSON:
      g_free (value->text);
      break;
    case RW_FIELD_REFS:
      g_free (value->ids);
      break;
    case RW_FIELD_TEXTS:
      g_strfreev (value->texts);
      break;
    default:
      break;
    }
  *value = RW_VALUE_NULL;
}

/**
 * rw_value_copy:
 * @source: a value
 * @target: (out caller-allocates): becomes a deep copy; what it held is not freed
 */
void
rw_value_copy (const RwValue *source,
               RwValue       *target)
{
  *target = *source;
  if (source->type == RW_FIELD_TEXT || source->type == RW_FIELD_JSON)
    target->text = g_strdup (source->text);
  else if (source->type == RW_FIELD_REFS)
    target->ids = g_memdup2 (source->ids, source->n_ids * sizeof (RwId));
  else if (source->type == RW_FIELD_TEXTS)
    target->texts = g_strdupv (source->texts);
}

gboolean
rw_value_is_null (const RwValue *value)
{
  return value->type == RW_FIELD_NONE;
}

gboolean
rw_value_equal (const RwValue *a,
                const RwValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case RW_FIELD_NONE:
      return TRUE;
    case RW_FIELD_TEXT:
    case RW_FIELD_JSON:
      return strcmp (a->text, b->text) == 0;
    case RW_FIELD_DECIMAL:
      return memcmp (&a->decimal, &b->decimal, sizeof a->decimal) == 0;
    case RW_FIELD_REF:
      return rw_id_equal (&a->id, &b->id);
    case RW_FIELD_REFS:
      return a->n_ids == b->n_ids && (a->n_ids == 0 || memcmp (a->ids, b->ids, a->n_ids * sizeof (RwId)) == 0);
    case RW_FIELD_TEXTS:
      return g_strv_equal ((const char *const *) a->texts, (const char *const *) b->texts);
    default:
      return a->integer == b->integer;
    }
}

/**
 * rw_value_text:
 * @text: (nullable): copied; null and empty text both give the null value: a field that a person
 *   emptied and one that was never filled are the same
 */
RwValue
rw_value_text (const char *text)
{
  if (text == NULL || *text == '\0')
    return RW_VALUE_NULL;
  return (RwValue){ .type = RW_FIELD_TEXT, .text = g_strdup (text) };
}

RwValue
rw_value_json (const char *json)
{
  if (json == NULL || *json == '\0')
    return RW_VALUE_NULL;
  return (RwValue){ .type = RW_FIELD_JSON, .text = g_strdup (json) };
}

RwValue
rw_value_integer (gint64 integer)
{
  return (RwValue){ .type = RW_FIELD_INTEGER, .integer = integer };
}

RwValue
rw_value_decimal (double decimal)
{
  /* Minus zero would compare unequal to zero. */
  return (RwValue){ .type = RW_FIELD_DECIMAL, .decimal = decimal == 0 ? 0.0 : decimal };
}

RwValue
rw_value_boolean (gboolean boolean)
{
  return (RwValue){ .type = RW_FIELD_BOOLEAN, .integer = boolean ? 1 : 0 };
}

RwValue
rw_value_instant (gint64 instant)
{
  return (RwValue){ .type = RW_FIELD_INSTANT, .integer = instant };
}

RwValue
rw_value_date (gint64 day)
{
  return (RwValue){ .type = RW_FIELD_DATE, .integer = day };
}

RwValue
rw_value_enum (int index)
{
  return index < 0 ? RW_VALUE_NULL : (RwValue){ .type = RW_FIELD_ENUM, .integer = index };
}

/**
 * rw_value_ref:
 * @id: (nullable): %NULL and the nil id give null
 */
RwValue
rw_value_ref (const RwId *id)
{
  if (id == NULL || rw_id_is_nil (id))
    return RW_VALUE_NULL;
  return (RwValue){ .type = RW_FIELD_REF, .id = *id };
}

/**
 * rw_value_refs:
 * @ids: (array length=n_ids): in any order, with repeats or not; an empty set gives null
 */
RwValue
rw_value_refs (const RwId *ids,
               guint       n_ids)
{
  RwValue value = { .type = RW_FIELD_REFS };

  if (n_ids == 0)
    return RW_VALUE_NULL;
  value.ids = g_memdup2 (ids, n_ids * sizeof (RwId));
  qsort (value.ids, n_ids, sizeof (RwId), rw_id_compare);
  for (guint i = 0; i < n_ids; i++)
    if (i == 0 || !rw_id_equal (&value.ids[i], &value.ids[value.n_ids - 1]))
      value.ids[value.n_ids++] = value.ids[i];
  return value;
}

static int
compare_strings (const void *a,
                 const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * rw_value_texts:
 * @texts: (array zero-terminated=1) (nullable): in any order, with repeats or not; an empty set gives null
 */
RwValue
rw_value_texts (const char *const *texts)
{
  RwValue value = { .type = RW_FIELD_TEXTS };
  guint n = texts == NULL ? 0 : g_strv_length ((char **) texts);
  guint kept = 0;

  if (n == 0)
    return RW_VALUE_NULL;
  value.texts = g_strdupv ((char **) texts);
  qsort (value.texts, n, sizeof (char *), compare_strings);
  for (guint i = 0; i < n; i++)
    {
      if (kept == 0 || strcmp (value.texts[i], value.texts[kept - 1]) != 0)
        value.texts[kept++] = value.texts[i];
      else
        g_free (value.texts[i]);
    }
  value.texts[kept] = NULL;
  return value;
}

static gboolean
set_has_text (const RwValue *set,
              const char    *text)
{
  return set->type == RW_FIELD_TEXTS && g_strv_contains ((const char *const *) set->texts, text);
}

static gboolean
set_has_id (const RwValue *set,
            const RwId    *id)
{
  return set->type == RW_FIELD_REFS && bsearch (id, set->ids, set->n_ids, sizeof (RwId), rw_id_compare) != NULL;
}

/* Members of @a that are (or, with @keep false, are not) in @b. @b may be null. */
static RwValue
set_filter (const RwValue *a,
            const RwValue *b)
{
  if (a->type == RW_FIELD_REFS)
    {
      g_autofree RwId *ids = g_new (RwId, a->n_ids);
      guint n = 0;

      for (guint i = 0; i < a->n_ids; i++)
        if (!set_has_id (b, &a->ids[i]))
          ids[n++] = a->ids[i];
      return rw_value_refs (ids, n);
    }
  if (a->type == RW_FIELD_TEXTS)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new ();

      for (char **p = a->texts; *p != NULL; p++)
        if (!set_has_text (b, *p))
          g_ptr_array_add (texts, *p);
      g_ptr_array_add (texts, NULL);
      return rw_value_texts ((const char *const *) texts->pdata);
    }
  return RW_VALUE_NULL;
}

/**
 * rw_value_set_minus:
 * @a: a set of references or of texts, or null
 * @b: another of the same type, or null
 *
 * Returns: the members of @a that @b does not have
 */
RwValue
rw_value_set_minus (const RwValue *a,
                    const RwValue *b)
{
  return set_filter (a, b);
}

/**
 * rw_value_set_union:
 * @a: a set of references or of texts, or null
 * @b: another of the same type, or null
 */
RwValue
rw_value_set_union (const RwValue *a,
                    const RwValue *b)
{
  RwValue copy;

  if (rw_value_is_null (a) || rw_value_is_null (b))
    {
      rw_value_copy (rw_value_is_null (a) ? b : a, &copy);
      return copy;
    }
  if (a->type == RW_FIELD_REFS)
    {
      g_autofree RwId *ids = g_new (RwId, a->n_ids + b->n_ids);

      memcpy (ids, a->ids, a->n_ids * sizeof (RwId));
      memcpy (ids + a->n_ids, b->ids, b->n_ids * sizeof (RwId));
      return rw_value_refs (ids, a->n_ids + b->n_ids);
    }

  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (char **p = a->texts; *p != NULL; p++)
    g_ptr_array_add (texts, *p);
  for (char **p = b->texts; *p != NULL; p++)
    g_ptr_array_add (texts, *p);
  g_ptr_array_add (texts, NULL);
  return rw_value_texts ((const char *const *) texts->pdata);
}

/**
 * rw_decimal_to_string:
 * @decimal: a finite number
 *
 * Returns: (transfer full): the shortest text that reads back as the same number
 */
char *
rw_decimal_to_string (double decimal)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 6; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, decimal);
      if (g_ascii_strtod (buffer, NULL) == decimal)
        break;
    }
  return g_strdup (buffer);
}

static char *
with_unit (char       *number,
           const char *unit)
{
  char *text;

  if (unit == NULL)
    return number;
  text = g_strconcat (number, "\u202f", unit, NULL);
  g_free (number);
  return text;
}

/**
 * rw_value_to_display:
 * @value: a value
 * @field: the field it is of
 *
 * Writes a value for a person. References give the id's text: only a caller with the records at
 * hand can name them. Instants are in UTC: only the console knows the zone to show.
 *
 * Returns: (transfer full): the text, empty for null
 */
char *
rw_value_to_display (const RwValue *value,
                     const RwField *field)
{
  switch (value->type)
    {
    case RW_FIELD_TEXT:
    case RW_FIELD_JSON:
      return g_strdup (value->text);
    case RW_FIELD_INTEGER:
      return with_unit (g_strdup_printf ("%" G_GINT64_FORMAT, value->integer),
                        rw_field_unit (field));
    case RW_FIELD_DECIMAL:
      return with_unit (rw_decimal_to_string (value->decimal), rw_field_unit (field));
    case RW_FIELD_BOOLEAN:
      return g_strdup (value->integer ? g_dpgettext2 (NULL, "boolean", "Yes") : g_dpgettext2 (NULL, "boolean", "No"));
    case RW_FIELD_INSTANT:
      return rw_instant_to_string (value->integer);
    case RW_FIELD_DATE:
      {
        char text[RW_DATE_STRING_LENGTH + 1];

        rw_date_write (value->integer, text);
        return g_strdup (text);
      }
    case RW_FIELD_ENUM:
      return g_strdup (rw_enum_label (field->enumeration, (int) value->integer));
    case RW_FIELD_REF:
      return rw_id_to_string (&value->id);
    case RW_FIELD_REFS:
      {
        GString *out = g_string_new (NULL);

        for (guint i = 0; i < value->n_ids; i++)
          {
            g_autofree char *id = rw_id_to_string (&value->ids[i]);

            g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", id);
          }
        return g_string_free (out, FALSE);
      }
    case RW_FIELD_TEXTS:
      return g_strjoinv (", ", value->texts);
    case RW_FIELD_NONE:
    default:
      return g_strdup ("");
    }
}

static gboolean
refuse (const RwField *field,
        const char    *text,
        const char    *expected,
        GError       **error)
{
  g_autofree char *short_text = g_strndup (text, 60);
  g_autofree char *valid = g_utf8_make_valid (short_text, -1);

  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "%s: “%s” is not %s", rw_field_label (field), valid, expected);
  return FALSE;
}

static gboolean
parse_boolean (const char *text,
               RwValue    *value)
{
  static const char *const yes[] = { "true", "yes", "1", "ja", "x", NULL };
  static const char *const no[] = { "false", "no", "0", "nein", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (g_strv_contains (yes, lower))
    *value = rw_value_boolean (TRUE);
  else if (g_strv_contains (no, lower))
    *value = rw_value_boolean (FALSE);
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_refs (const char *text,
            RwValue    *value)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  for (char **p = parts; *p != NULL; p++)
    {
      RwId id;

      if (!rw_id_parse (g_strstrip (*p), &id))
        return FALSE;
      g_array_append_val (ids, id);
    }
  *value = rw_value_refs ((RwId *) ids->data, ids->len);
  return TRUE;
}

static gboolean
parse_texts (const char *text,
             RwValue    *value)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **p = parts; *p != NULL; p++)
    if (*g_strstrip (*p) != '\0')
      g_ptr_array_add (kept, *p);
  g_ptr_array_add (kept, NULL);
  *value = rw_value_texts ((const char *const *) kept->pdata);
  return TRUE;
}

/**
 * rw_value_parse:
 * @field: the field
 * @text: what a person typed or a CSV cell holds; empty gives null
 * @value: (out): the value; untouched when %FALSE is returned
 *
 * Reads a value from its plain text form: the one that JSON uses, without quotes; lists are
 * separated by commas. Bounds are not checked here, see rw_field_check().
 */
gboolean
rw_value_parse (const RwField *field,
                const char    *text,
                RwValue       *value,
                GError       **error)
{
  gint64 integer;
  double decimal;
  char *end;
  RwId id;
  int index;

  if (*text == '\0')
    {
      *value = RW_VALUE_NULL;
      return TRUE;
    }
  switch (field->type)
    {
    case RW_FIELD_TEXT:
      *value = rw_value_text (text);
      return TRUE;
    case RW_FIELD_JSON:
      *value = rw_value_json (text);
      return TRUE;
    case RW_FIELD_INTEGER:
      if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return refuse (field, text, "a whole number", error);
      *value = rw_value_integer (integer);
      return TRUE;
    case RW_FIELD_DECIMAL:
      errno = 0;
      decimal = g_ascii_strtod (text, &end);
      if (errno != 0 || end == text || *end != '\0' || !isfinite (decimal))
        return refuse (field, text, "a number", error);
      *value = rw_value_decimal (decimal);
      return TRUE;
    case RW_FIELD_BOOLEAN:
      return parse_boolean (text, value) || refuse (field, text, "yes or no", error);
    case RW_FIELD_INSTANT:
      if (!rw_instant_parse (text, &integer))
        return refuse (field, text, "a time (2026-11-22T14:02:00Z)", error);
      *value = rw_value_instant (integer);
      return TRUE;
    case RW_FIELD_DATE:
      if (!rw_date_parse (text, &integer))
        return refuse (field, text, "a date (2026-11-22)", error);
      *value = rw_value_date (integer);
      return TRUE;
    case RW_FIELD_ENUM:
      index = rw_enum_find (field->enumeration, text);
      if (index < 0)
        {
          g_autofree char *words = g_strjoinv (", ", (char **) field->enumeration->values);
          g_autofree char *expected = g_strconcat ("one of ", words, NULL);

          return refuse (field, text, expected, error);
        }
      *value = rw_value_enum (index);
      return TRUE;
    case RW_FIELD_REF:
      if (!rw_id_parse (text, &id))
        return refuse (field, text, "a record id", error);
      *value = rw_value_ref (&id);
      return TRUE;
    case RW_FIELD_REFS:
      return parse_refs (text, value) || refuse (field, text, "a list of record ids", error);
    case RW_FIELD_TEXTS:
      return parse_texts (text, value);
    case RW_FIELD_NONE:
    default:
      g_return_val_if_reached (FALSE);
    }
}
