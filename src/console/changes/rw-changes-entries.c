/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-entries.h"

#include <glib/gi18n.h>

#include "rules/rw-change-rules.h"
#include "rw-text.h"

static RwCalendarTone
get_tone (const RwChangeInfo *change)
{
  if (change->status >= RW_CHANGE_STATUS_REVIEW)
    return RW_CALENDAR_DONE;
  if (change->status == RW_CHANGE_STATUS_IN_PROGRESS)
    return RW_CALENDAR_RUNNING;
  if (change->type == RW_CHANGE_TYPE_EMERGENCY)
    return RW_CALENDAR_URGENT;
  return change->status >= RW_CHANGE_STATUS_APPROVED ? RW_CALENDAR_FIRM : RW_CALENDAR_TENTATIVE;
}

/* What a chip has room for; the page of the change has the whole sentence. */
static char *
get_note (const RwChangeInfo *change)
{
  /* What a standard change does by day misses the windows of the night, and nobody minds. */
  guint codes = change->type == RW_CHANGE_TYPE_STANDARD
                  ? ~((1u << RW_CONFLICT_NO_WINDOW) | (1u << RW_CONFLICT_EXCEEDS_WINDOW))
                  : ~0u;
  const RwConflict *worst = rw_conflicts_first (change->conflicts, codes);
  const char *cause;

  if (worst == NULL)
    return NULL;
  cause = g_array_index (worst->records, RwConflictRecord, 0).title;
  switch (worst->code)
    {
    case RW_CONFLICT_FREEZE:
      return worst->severity == RW_CONFLICT_REFUSES
               ? g_strdup_printf (_ ("inside freeze “%s”, refused"), cause)
               : g_strdup_printf (_ ("inside freeze “%s”"), cause);
    case RW_CONFLICT_SAME_CI:
      return g_strdup_printf (_ ("same item as %s"), cause);
    case RW_CONFLICT_NO_WINDOW:
      return g_strdup (rw_conflict_code_label (worst->code));
    default:
      /* Translators: what kind of conflict, and with which change or window */
      return g_strdup_printf (C_ ("conflict", "%s: %s"), rw_conflict_code_label (worst->code),
                              cause);
    }
}

static char *
get_detail (const RwChangeInfo *change)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (change->customer != NULL)
    g_ptr_array_add (parts, g_strdup (change->customer));
  else if (change->service != NULL)
    g_ptr_array_add (parts, g_strdup (change->service));
  if (change->n_items > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u item", "%u items", change->n_items),
                                             change->n_items));
  if (change->implementer != NULL)
    g_ptr_array_add (parts, g_strdup (change->implementer));
  g_ptr_array_add (parts, NULL);
  return parts->len > 1 ? g_strjoinv (" · ", (char **) parts->pdata) : NULL;
}

/**
 * rw_changes_match:
 * @words: (nullable): folded words, see rw_text_fold()
 *
 * Returns: whether the change has all of them in its number, title, customer, service or implementer
 */
gboolean
rw_changes_match (const RwChangeInfo *change,
                  const char         *words)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (words == NULL || *words == '\0')
    return TRUE;
  text = g_strjoin ("\n", change->number != NULL ? change->number : "", change->title,
                    change->customer != NULL ? change->customer : "",
                    change->service != NULL ? change->service : "",
                    change->implementer != NULL ? change->implementer : "", NULL);
  folded = rw_text_fold (text);
  return rw_text_matches (folded, words);
}

/**
 * rw_changes_entry_new:
 * @writable: the person may write changes
 *
 * Returns: (transfer full): what a calendar shows of a change
 */
RwCalendarEntry *
rw_changes_entry_new (const RwChangeInfo *change,
                      gboolean            writable)
{
  RwCalendarEntry *entry =
    rw_calendar_entry_new (&change->id, change->number, change->title, change->start, change->end);

  entry->detail = get_detail (change);
  entry->status = g_strdup (rw_enum_label (&rw_enum_change_status, (int) change->status));
  entry->note = get_note (change);
  entry->tone = get_tone (change);
  entry->movable = writable && rw_change_status_may_reschedule (change->status);
  return entry;
}

/**
 * rw_changes_band_new:
 *
 * Returns: (transfer full): what a calendar shows of one time of a window
 */
RwCalendarBand *
rw_changes_band_new (const RwWindowInfo *window)
{
  g_autofree char *label =
    window->target != NULL ? g_strdup_printf ("%s · %s", window->name, window->target) : NULL;

  return rw_calendar_band_new (window->freeze ? RW_CALENDAR_LAYER_FREEZES
                                              : RW_CALENDAR_LAYER_WINDOWS,
                               label != NULL ? label : window->name, window->start, window->end,
                               window->target != NULL);
}
