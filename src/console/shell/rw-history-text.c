/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history-text.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-text.h"

#define MAX_CHARS 60

static char *
short_value (const RwValue *value,
             const RwField *field,
             gint64         now)
{
  g_autofree char *text = rw_format_value (value, field, now);

  if (value->type == RW_FIELD_REF || value->type == RW_FIELD_REFS)
    return g_strdup (C_ ("history", "another record"));
  g_strdelimit (text, "\n", ' ');
  return rw_text_truncate (text, MAX_CHARS);
}

/**
 * rw_history_change_to_markup:
 *
 * Returns: (transfer full): "<b>Measured draw</b> 398 → 412 W"
 */
char *
rw_history_change_to_markup (const RwHistoryEntry  *entry,
                             const RwHistoryChange *change,
                             gint64                 now)
{
  const RwField *field = rw_schema_field (entry->kind, change->field);
  gboolean had = change->before.type != RW_FIELD_NONE, has = change->after.type != RW_FIELD_NONE;
  gboolean is_text = field->flags & RW_F_LONG || field->type == RW_FIELD_JSON;
  RwField bare = *field;
  g_autofree char *before = NULL, *after = NULL;

  if (rw_field_is_secret (field))
    return g_markup_printf_escaped ("<b>%s</b> %s", rw_field_label (field),
                                    C_ ("history", "changed"));

  /* "398 → 412 W": the unit once. */
  if (had && has)
    bare.unit = NULL;
  before = had ? short_value (&change->before, &bare, now) : NULL;
  after = has ? short_value (&change->after, field, now) : NULL;
  if (entry->op == RW_OP_CREATE || !had)
    return g_markup_printf_escaped ("<b>%s</b> %s", rw_field_label (field), after != NULL ? after : "—");
  if (is_text)
    return g_markup_printf_escaped ("<b>%s</b> %s", rw_field_label (field),
                                    has ? C_ ("history", "rewritten") : C_ ("history", "emptied"));
  if ((field->type == RW_FIELD_REF || field->type == RW_FIELD_REFS) && has)
    return g_markup_printf_escaped ("<b>%s</b> %s", rw_field_label (field), C_ ("history", "changed"));
  return g_markup_printf_escaped ("<b>%s</b> %s → %s", rw_field_label (field), before, after != NULL ? after : "—");
}

/**
 * rw_history_entry_to_footer:
 *
 * Returns: (transfer full): "T. Yılmaz · 12 Nov"
 */
char *
rw_history_entry_to_footer (const RwHistoryEntry *entry,
                            gint64                now)
{
  g_autofree char *when = rw_format_when (entry->at, now);
  const char *who = entry->actor != NULL && *entry->actor != '\0' ? entry->actor : _("Unknown");

  switch (entry->op)
    {
    case RW_OP_CREATE:
      /* Translators: who and when: "Made by T. Yılmaz · 12 Nov" */
      return g_strdup_printf (_("Made by %s · %s"), who, when);
    case RW_OP_DELETE:
      return g_strdup_printf (_("Deleted by %s · %s"), who, when);
    case RW_OP_UPDATE:
    default:
      return g_strdup_printf ("%s · %s", who, when);
    }
}
