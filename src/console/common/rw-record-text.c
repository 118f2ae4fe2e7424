/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-text.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

static char *
numbered (RwRecord *record,
          guint     number)
{
  const char *text = rw_record_get_text (record, number);

  /* Translators: stands in the place of a number that the server has not given yet */
  return g_strdup_printf ("%s %s", text != NULL ? text : C_ ("number", "Draft"), rw_record_get_title (record));
}

/* A record without a name of its own: what it says, and when. */
static char *
with_time (RwRecord *record,
           guint     what,
           guint     when)
{
  const RwValue *value = rw_record_get (record, what);
  g_autofree char *word = rw_value_to_display (value, &rw_record_get_info (record)->fields[what]);
  g_autofree char *time = NULL;

  if (!rw_record_has (record, when))
    return g_strdup (word);
  time = rw_format_when (rw_record_get_integer (record, when, 0), rw_clock_now ());
  return *word != '\0' ? g_strdup_printf ("%s · %s", word, time) : g_steal_pointer (&time);
}

/* How full it was, and on which day. */
static char *
sample_title (RwRecord *sample)
{
  gint64 used = rw_record_get_integer (sample, RW_USAGE_SAMPLE_USED, 0),
         size = rw_record_get_integer (sample, RW_USAGE_SAMPLE_SIZE, 0);
  g_autofree char *fill = rw_format_percent (size > 0 ? (double) used / (double) size : 0, 1);
  g_autofree char *day =
    rw_format_day (rw_record_get_integer (sample, RW_USAGE_SAMPLE_DAY, 0), rw_clock_now ());

  return g_strdup_printf ("%s · %s", fill, day);
}

/**
 * rw_record_dup_title:
 *
 * Returns: (transfer full): what a person calls the record, with its number where it has one
 */
char *
rw_record_dup_title (RwRecord *record)
{
  const char *manufacturer, *name;

  g_return_val_if_fail (RW_IS_RECORD (record), NULL);
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_TICKET:
      return numbered (record, RW_TICKET_NUMBER);
    case RW_KIND_CHANGE:
      return numbered (record, RW_CHANGE_NUMBER);
    case RW_KIND_DEVICE_TYPE:
      manufacturer = rw_record_get_text (record, RW_DEVICE_TYPE_MANUFACTURER);
      return g_strdup_printf ("%s%s%s", manufacturer != NULL ? manufacturer : "", manufacturer != NULL ? " " : "",
                              rw_record_get_title (record));
    case RW_KIND_VLAN:
      return g_strdup_printf ("%d %s", (int) rw_record_get_integer (record, RW_VLAN_VID, 0),
                              rw_record_get_title (record));
    case RW_KIND_MESSAGE:
      name = rw_record_get_text (record, RW_MESSAGE_SUBJECT);
      return name != NULL ? g_strdup (name) : with_time (record, RW_MESSAGE_TYPE, RW_MESSAGE_AT);
    case RW_KIND_BACKUP_RUN:
      return with_time (record, RW_BACKUP_RUN_STATUS, RW_BACKUP_RUN_DUE);
    case RW_KIND_RESTORE_TEST:
      return with_time (record, RW_RESTORE_TEST_RESULT, RW_RESTORE_TEST_AT);
    case RW_KIND_MORNING_CHECK:
      return rw_format_day_exact (rw_record_get_integer (record, RW_MORNING_CHECK_DAY, 0));
    case RW_KIND_USAGE_SAMPLE:
      return sample_title (record);
    case RW_KIND_SHIFT:
      return with_time (record, RW_SHIFT_RANK, RW_SHIFT_START);
    case RW_KIND_APPROVAL:
      return with_time (record, RW_APPROVAL_DECISION, RW_APPROVAL_AT);
    default:
      return g_strdup (rw_record_get_title (record));
    }
}
