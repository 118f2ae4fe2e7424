/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-field-text.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-time.h"

/**
 * rw_field_text_dup:
 *
 * Returns: (transfer full): the value as a person edits it: local time, the locale's decimal point
 */
char *
rw_field_text_dup (const RwValue *value,
                      const RwField *field)
{
  RwField bare = *field;

  bare.unit = NULL;
  if (value->type == RW_FIELD_INSTANT)
    {
      g_autofree char *wall =
        rw_wall_to_string (rw_zone_wall (rw_format_get_zone (), value->integer));

      /* 2026-11-22T14:02:00: a blank for the T, and no seconds when there are none. */
      wall[10] = ' ';
      if (g_str_has_suffix (wall, ":00"))
        wall[16] = '\0';
      return g_strdup (wall);
    }
  if (value->type == RW_FIELD_DECIMAL)
    {
      g_autofree char *plain = rw_value_to_display (value, &bare);
      g_auto (GStrv) parts = g_strsplit (plain, ".", 2);

      return g_strjoinv (nl_langinfo (RADIXCHAR), parts);
    }
  return rw_value_to_display (value, &bare);
}

/**
 * rw_field_text_parse:
 * @text: what the person typed
 * @value: (out): checked against the field's bounds
 */
gboolean
rw_field_text_parse (const RwField  *field,
                       const char     *text,
                       RwValue        *value,
                       GError        **error)
{
  g_autofree char *trimmed = g_strdup (text);
  g_auto (RwValue) parsed = RW_VALUE_NULL;

  if (!(field->flags & RW_F_LONG))
    g_strstrip (trimmed);
  if (field->type == RW_FIELD_DECIMAL)
    g_strdelimit (trimmed, ",", '.');
  if (field->type == RW_FIELD_INSTANT && *trimmed != '\0')
    {
      g_autofree char *wall_text = NULL;
      gint64 wall;

      if (strlen (trimmed) == 16)
        wall_text = g_strconcat (trimmed, ":00", NULL);
      else
        wall_text = g_strdup (trimmed);
      if (strlen (wall_text) > 10 && wall_text[10] == ' ')
        wall_text[10] = 'T';
      if (!rw_wall_parse (wall_text, &wall))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s: write it like 2026-11-22 14:02"),
                       rw_field_label (field));
          return FALSE;
        }
      parsed = rw_value_instant (rw_zone_resolve (rw_format_get_zone (), wall));
    }
  else if (!rw_value_parse (field, trimmed, &parsed, error))
    return FALSE;
  if (!rw_field_check (field, &parsed, error))
    return FALSE;
  *value = parsed;
  parsed = RW_VALUE_NULL;
  return TRUE;
}
