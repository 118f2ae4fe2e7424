/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-kind-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-address-rules.h"
#include "rw-change-rules.h"
#include "rw-change-template.h"
#include "rw-error.h"
#include "rw-file-rules.h"
#include "rw-opening-hours.h"
#include "rw-recurrence.h"
#include "rw-security-rules.h"
#include "rw-system-rules.h"
#include "rw-ticket-rules.h"
#include "rw-time.h"

static gboolean
check_order (RwRecord  *record,
             guint      start,
             guint      end,
             GError   **error)
{
  gint64 from = rw_record_get_integer (record, start, G_MININT64);
  gint64 to = rw_record_get_integer (record, end, G_MAXINT64);

  if (from < to)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s “%s” ends before it begins"),
               rw_kind_label (rw_record_get_kind (record)), rw_record_get_title (record));
  return FALSE;
}

static gboolean
check_tz (RwRecord  *record,
          guint      field,
          GError   **error)
{
  const char *tz = rw_record_get_text (record, field);
  g_autoptr (GTimeZone) zone = NULL;

  if (tz == NULL)
    return TRUE;
  zone = rw_zone_get (tz);
  if (zone != NULL)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The time zone “%s” is not known"), tz);
  return FALSE;
}

static gboolean
check_calendar (RwRecord  *record,
                GError   **error)
{
  g_autoptr (RwOpeningHours) hours = rw_opening_hours_new_calendar (record, error);

  return hours != NULL;
}

static gboolean
check_cable (RwRecord  *record,
             GError   **error)
{
  const RwId *a = rw_record_get_ref (record, RW_CABLE_A), *b = rw_record_get_ref (record, RW_CABLE_B);

  if (!rw_id_equal (a, b))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Cable “%s” has both ends in one port"), rw_record_get_title (record));
  return FALSE;
}

/* 256 random bits as base64url: whoever has the address reads the calendar or reports for the job, so nobody is to
 * guess it. */
#define KEY_LEAST 43

static gboolean
is_good_key (const char *key)
{
  const char *letters = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";

  return key == NULL || (strlen (key) >= KEY_LEAST && strspn (key, letters) == strlen (key));
}

static gboolean
check_job (RwRecord *job, GError **error)
{
  if (is_good_key (rw_record_get_text (job, RW_BACKUP_JOB_PING_KEY)))
    return TRUE;
  g_set_error (
    error, RW_ERROR, RW_ERROR_INVALID,
    _ (
      "The ping key of backup job “%s” is too short, or has other characters than A-Z, a-z, 0-9, - and _"),
    rw_record_get_title (job));
  return FALSE;
}

static gboolean
check_feed (RwRecord *feed, GError **error)
{
  if (!is_good_key (rw_record_get_text (feed, RW_CALENDAR_FEED_KEY)))
    {
      g_set_error (
        error, RW_ERROR, RW_ERROR_INVALID,
        _ (
          "The key of calendar feed “%s” is too short, or has other characters than A-Z, a-z, 0-9, - and _"),
        rw_record_get_title (feed));
      return FALSE;
    }
  if (!rw_record_get_boolean (feed, RW_CALENDAR_FEED_FOR_CUSTOMER) ||
      rw_record_get_ref (feed, RW_CALENDAR_FEED_SUBJECT) != NULL)
    return TRUE;
  g_set_error (
    error, RW_ERROR, RW_ERROR_INVALID,
    _ ("Calendar feed “%s” is read by a customer: choose the customer, or one of its services"),
    rw_record_get_title (feed));
  return FALSE;
}

/**
 * rw_kind_rules_check:
 * @record: a record whose fields are each valid
 *
 * The rules of a kind that hold within one record.
 */
gboolean
rw_kind_rules_check (RwRecord  *record,
                     GError   **error)
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_CUSTOMER:
      return check_tz (record, RW_CUSTOMER_TZ, error);
    case RW_KIND_CALENDAR:
      return check_calendar (record, error);
    case RW_KIND_SITE:
      return check_tz (record, RW_SITE_TZ, error);
    case RW_KIND_SHIFT:
      return check_order (record, RW_SHIFT_START, RW_SHIFT_END, error);
    case RW_KIND_WINDOW:
      return rw_window_check (record, error);
    case RW_KIND_CALENDAR_FEED:
      return check_feed (record, error);
    case RW_KIND_BACKUP_JOB:
      return check_job (record, error);
    case RW_KIND_MORNING_CHECK:
      return check_order (record, RW_MORNING_CHECK_STARTED, RW_MORNING_CHECK_FINISHED, error);
    case RW_KIND_CABLE:
      return check_cable (record, error);
    case RW_KIND_PREFIX:
      return rw_prefix_check (record, error);
    case RW_KIND_ADDRESS:
      return rw_address_check (record, error);
    case RW_KIND_DEVICE:
      return rw_device_check_place (record, error) && rw_system_check_stage (record, error);
    case RW_KIND_VM:
      return rw_system_check_stage (record, error);
    case RW_KIND_TICKET:
      return rw_ticket_check (record, error);
    case RW_KIND_MEASURE:
      return rw_measure_check (record, error);
    case RW_KIND_LINK:
      return rw_link_check (record, error);
    case RW_KIND_ATTACHMENT:
      return rw_attachment_check (record, error);
    case RW_KIND_CHANGE_TEMPLATE:
      return rw_change_template_check_record (record, error);
    case RW_KIND_CHANGE:
      return check_tz (record, RW_CHANGE_TZ, error) && check_order (record, RW_CHANGE_START, RW_CHANGE_END, error) &&
             rw_change_check (record, error);
    default:
      return TRUE;
    }
}

gboolean
rw_kind_rules_check_transition (RwRecord  *before,
                                RwRecord  *after,
                                GError   **error)
{
  switch (rw_record_get_kind (after))
    {
    case RW_KIND_TICKET:
      return rw_ticket_check_transition (before, after, error);
    case RW_KIND_MEASURE:
      return rw_measure_check_transition (before, after, error);
    case RW_KIND_CHANGE:
      return rw_change_check_transition (before, after, error);
    case RW_KIND_CHANGE_TEMPLATE:
      return rw_change_template_check_transition (before, after, error);
    default:
      return TRUE;
    }
}

/**
 * rw_kind_rules_check_writer:
 * @before: (nullable): the record as it is
 * @after: (nullable): as it would be; %NULL when it is deleted
 * @roles: mask of the #RwRole that the writer has
 *
 * What of a kind only some of its writers may write.
 */
gboolean
rw_kind_rules_check_writer (RwKind     kind,
                            RwRecord  *before,
                            RwRecord  *after,
                            guint      roles,
                            GError   **error)
{
  return kind != RW_KIND_MEASURE || rw_measure_check_writer (before, after, roles, error);
}
