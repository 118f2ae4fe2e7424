/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-schema.h"
#include "rw-time.h"

/* A maintenance window or freeze as a recurrence. */

/**
 * rw_moved_instance_parse:
 * @text: `RECURRENCE>WALL`, both local times, see rw_wall_parse()
 * @move: (out): the move
 */
gboolean
rw_moved_instance_parse (const char *text, RwMovedInstance *move)
{
  const char *separator = strchr (text, RW_MOVED_SEPARATOR);
  g_autofree char *recurrence = NULL;

  if (separator == NULL)
    return FALSE;
  recurrence = g_strndup (text, (gsize) (separator - text));
  return rw_wall_parse (recurrence, &move->recurrence) &&
         rw_wall_parse (separator + 1, &move->wall);
}

/**
 * rw_moved_instance_to_string:
 *
 * Returns: (transfer full): what rw_moved_instance_parse() reads
 */
char *
rw_moved_instance_to_string (const RwMovedInstance *move)
{
  g_autofree char *recurrence = rw_wall_to_string (move->recurrence);
  g_autofree char *wall = rw_wall_to_string (move->wall);

  return g_strdup_printf ("%s%c%s", recurrence, RW_MOVED_SEPARATOR, wall);
}

void
rw_recurrence_free (RwRecurrence *recurrence)
{
  g_free ((char *) recurrence->tz);
  g_free ((char *) recurrence->rrule);
  g_clear_pointer (&recurrence->exdates, g_array_unref);
  g_clear_pointer (&recurrence->rdates, g_array_unref);
  g_clear_pointer (&recurrence->moves, g_array_unref);
  g_free (recurrence);
}

static gboolean
refuse (RwRecord *window, guint field, const char *text, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s of window “%s” cannot be read: “%s”"),
               rw_field_label (rw_schema_field (RW_KIND_WINDOW, field)),
               rw_record_get_title (window), text);
  return FALSE;
}

static gboolean
read_walls (RwRecord *window, guint field, GArray **walls, GError **error)
{
  const char *const *texts = rw_record_get_texts (window, field);

  *walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; texts[i] != NULL; i++)
    {
      gint64 wall;

      if (!rw_wall_parse (texts[i], &wall))
        return refuse (window, field, texts[i], error);
      g_array_append_val (*walls, wall);
    }
  return TRUE;
}

static gboolean
read_moves (RwRecord *window, GArray **moves, GError **error)
{
  const char *const *texts = rw_record_get_texts (window, RW_WINDOW_MOVED);

  *moves = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));
  for (guint i = 0; texts[i] != NULL; i++)
    {
      RwMovedInstance move;

      if (!rw_moved_instance_parse (texts[i], &move))
        return refuse (window, RW_WINDOW_MOVED, texts[i], error);
      g_array_append_val (*moves, move);
    }
  return TRUE;
}

/**
 * rw_recurrence_new_window:
 * @window: a maintenance window or freeze
 *
 * Returns: (transfer full) (nullable): when it takes place; the error names what of it cannot be read
 */
RwRecurrence *
rw_recurrence_new_window (RwRecord *window, GError **error)
{
  const char *start = rw_record_get_text (window, RW_WINDOW_START_WALL);
  g_autoptr (RwRecurrence) recurrence = g_new0 (RwRecurrence, 1);

  recurrence->tz = g_strdup (rw_record_get_text (window, RW_WINDOW_TZ));
  recurrence->rrule = g_strdup (rw_record_get_text (window, RW_WINDOW_RRULE));
  recurrence->duration = rw_record_get_integer (window, RW_WINDOW_DURATION, 0) * RW_MINUTE;
  if (!rw_wall_parse (start, &recurrence->start_wall))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Window “%s” has no readable start"),
                   rw_record_get_title (window));
      return NULL;
    }
  if (!read_walls (window, RW_WINDOW_EXDATES, &recurrence->exdates, error) ||
      !read_walls (window, RW_WINDOW_RDATES, &recurrence->rdates, error) ||
      !read_moves (window, &recurrence->moves, error))
    return NULL;
  return g_steal_pointer (&recurrence);
}

/**
 * rw_window_check:
 * @window: a maintenance window or freeze whose fields are each valid
 *
 * Returns: whether it can be expanded, and all that is moved is an instance of it
 */
gboolean
rw_window_check (RwRecord *window, GError **error)
{
  g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (window, error);

  return recurrence != NULL && rw_recurrence_check_rule (recurrence, error) &&
         rw_recurrence_check_moves (recurrence, error);
}

/**
 * rw_window_expand:
 * @window: a maintenance window or freeze
 *
 * Returns: (transfer full) (element-type RwInstance): see rw_recurrence_expand()
 */
GArray *
rw_window_expand (RwRecord *window, gint64 from, gint64 to, GError **error)
{
  g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (window, error);

  return recurrence != NULL ? rw_recurrence_expand (recurrence, from, to, error) : NULL;
}
