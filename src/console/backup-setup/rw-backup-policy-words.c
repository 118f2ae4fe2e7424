/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-policy-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

static void
append (GString *out, char *text)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
  g_free (text);
}

static char *
describe_schedule (RwRecord *policy)
{
  gint64 hours = rw_record_get_integer (policy, RW_BACKUP_POLICY_INTERVAL, 0);
  const char *start = rw_record_get_text (policy, RW_BACKUP_POLICY_START_TIME);
  g_autofree char *interval = rw_format_duration (hours * RW_HOUR);

  if (hours == 0 && start == NULL)
    return g_strdup (_ ("At no set time"));
  if (start == NULL)
    /* Translators: a duration: "Every 6 h" */
    return g_strdup_printf (C_ ("backup policy", "Every %s"), interval);
  if (hours == 0 || hours == 24)
    /* Translators: a time of day: "Every day at 20:00" */
    return g_strdup_printf (C_ ("backup policy", "Every day at %s"), start);
  if (hours == 168)
    return g_strdup_printf (C_ ("backup policy", "Every week at %s"), start);
  /* Translators: a duration and a time of day: "Every 6 h from 00:15" */
  return g_strdup_printf (C_ ("backup policy", "Every %s from %s"), interval, start);
}

static char *
describe_cadence (gint64    days,
                  const char *never,
                  const char *daily,
                  const char *weekly,
                  const char *others)
{
  if (days <= 0)
    return g_strdup (never);
  if (days == 1)
    return g_strdup (daily);
  if (days == 7)
    return g_strdup (weekly);
  return g_strdup_printf (others, (int) days);
}

/**
 * rw_backup_policy_describe:
 *
 * Returns: (transfer full): "Every day at 20:00, at most 24 h lost, verified weekly, restored every 90 days"
 */
char *
rw_backup_policy_describe (RwRecord *policy)
{
  GString *out = g_string_new (NULL);
  gint64 kept;
  g_autofree char *objective = NULL;

  g_return_val_if_fail (RW_IS_RECORD (policy), NULL);
  objective =
    rw_format_duration (rw_record_get_integer (policy, RW_BACKUP_POLICY_RPO, 0) * RW_HOUR);
  append (out, describe_schedule (policy));
  /* Translators: the recovery point objective: "at most 24 h lost" */
  append (out, g_strdup_printf (C_ ("backup policy", "at most %s lost"), objective));
  append (out, describe_cadence (rw_record_get_integer (policy, RW_BACKUP_POLICY_VERIFY_DAYS, 0),
                                 C_ ("backup policy", "never verified"),
                                 C_ ("backup policy", "verified daily"),
                                 C_ ("backup policy", "verified weekly"),
                                 C_ ("backup policy", "verified every %d days")));
  append (out, describe_cadence (rw_record_get_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, 0),
                                 C_ ("backup policy", "never restored"),
                                 C_ ("backup policy", "restored daily"),
                                 C_ ("backup policy", "restored weekly"),
                                 C_ ("backup policy", "restored every %d days")));
  kept = rw_record_get_integer (policy, RW_BACKUP_POLICY_RETENTION, 0);
  if (kept > 0)
    append (out,
            g_strdup_printf (ngettext ("kept %d day", "kept %d days", (gulong) kept), (int) kept));
  return g_string_free (out, FALSE);
}

/**
 * rw_backup_policy_describe_copies:
 *
 * Returns: (transfer full) (nullable): "3 copies, 2 kinds of media, off site, immutable"; %NULL when it wants nothing
 */
char *
rw_backup_policy_describe_copies (RwRecord *policy)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gint64 copies, media;

  g_return_val_if_fail (RW_IS_RECORD (policy), NULL);
  copies = rw_record_get_integer (policy, RW_BACKUP_POLICY_COPIES, 0);
  media = rw_record_get_integer (policy, RW_BACKUP_POLICY_MEDIA, 0);
  if (copies > 0)
    append (out,
            g_strdup_printf (ngettext ("%d copy", "%d copies", (gulong) copies), (int) copies));
  if (media > 0)
    append (out,
            g_strdup_printf (ngettext ("%d kind of media", "%d kinds of media", (gulong) media),
                             (int) media));
  if (rw_record_get_boolean (policy, RW_BACKUP_POLICY_OFF_SITE))
    append (out, g_strdup (C_ ("backup policy", "one off site")));
  if (rw_record_get_boolean (policy, RW_BACKUP_POLICY_IMMUTABLE))
    append (out, g_strdup (C_ ("backup policy", "one offline or immutable")));
  return out->len > 0 ? g_strdup (out->str) : NULL;
}
