/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-copies.h"

#include <glib/gi18n-lib.h>

/* A copy that is older than the objective is no copy of what is promised: it counts for no digit. */

static void
append_name (GString *out, const char *name)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
}

static void
count_copies (RwBackupCopiesDigit *digit, const RwBackupCopy *copies, guint n_copies)
{
  g_autoptr (GString) late = g_string_new (NULL);
  guint good = 0;

  for (guint i = 0; i < n_copies; i++)
    {
      good += copies[i].good;
      if (!copies[i].good)
        append_name (late, copies[i].name);
    }
  digit->value = 1 + good;
  if (n_copies == 0)
    digit->reason = g_strdup (_ ("production only, there is no job"));
  else if (late->len > 0)
    /* Translators: names of backup jobs: "no good run within its RPO: db-01 nightly" */
    digit->reason = g_strdup_printf (_ ("no good run within its RPO: %s"), late->str);
  else
    digit->reason = g_strdup_printf (ngettext ("production, and %u job that is good",
                                               "production, and %u jobs that are good", good),
                                     good);
}

static void
count_media (RwBackupCopiesDigit *digit, const RwBackupCopy *copies, guint n_copies)
{
  guint seen = 1u << RW_BACKUP_MEDIUM_DISK;
  g_autoptr (GString) names = g_string_new (NULL), unsaid = g_string_new (NULL);

  for (guint i = 0; i < n_copies; i++)
    {
      if (copies[i].medium >= 0 && copies[i].good)
        seen |= 1u << copies[i].medium;
      if (copies[i].medium < 0)
        append_name (unsaid, copies[i].name);
    }
  for (int medium = 0; medium < RW_BACKUP_MEDIUM_N_VALUES; medium++)
    if (seen & (1u << medium))
      {
        append_name (names, rw_enum_label (&rw_enum_backup_medium, medium));
        digit->value++;
      }
  if (unsaid->len > 0)
    /* Translators: kinds of media, and names of jobs: "Disk; not said what db-01 nightly is kept on" */
    digit->reason =
      g_strdup_printf (_ ("%s; not said what is kept on: %s"), names->str, unsaid->str);
  else
    digit->reason = g_string_free (g_steal_pointer (&names), FALSE);
}

static void
count_sites (RwBackupCopiesDigit *digit,
             const RwBackupCopy  *copies,
             guint                n_copies,
             const char          *system_site)
{
  g_autoptr (GString) away = g_string_new (NULL), unsaid = g_string_new (NULL);

  for (guint i = 0; i < n_copies; i++)
    {
      if (copies[i].site == NULL)
        append_name (unsaid, copies[i].name);
      else if (copies[i].off_site && copies[i].good && system_site != NULL)
        {
          gboolean named = FALSE;

          for (guint j = 0; j < i; j++)
            named = named || (copies[j].off_site && copies[j].good &&
                              g_strcmp0 (copies[j].site, copies[i].site) == 0);
          digit->value++;
          if (!named)
            append_name (away, copies[i].site);
        }
    }
  if (system_site == NULL)
    digit->reason = g_strdup (_ ("not known where the system itself is"));
  else if (digit->value > 0)
    /* Translators: names of sites: "at FRA2; the system is at FRA4" */
    digit->reason = g_strdup_printf (_ ("at %s; the system is at %s"), away->str, system_site);
  else if (unsaid->len > 0)
    /* Translators: names of jobs */
    digit->reason = g_strdup_printf (_ ("not said where it is kept: %s"), unsaid->str);
  else
    digit->reason = g_strdup_printf (_ ("no good copy away from %s"), system_site);
}

static void
count_immutable (RwBackupCopiesDigit *digit, const RwBackupCopy *copies, guint n_copies)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_copies; i++)
    if (copies[i].immutable && copies[i].good)
      {
        digit->value++;
        append_name (names, copies[i].name);
      }
  digit->reason = names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE)
                                 : g_strdup (_ ("no good copy that nobody can overwrite"));
}

static void
append_clause (GString *out, char *clause)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", clause);
  g_free (clause);
}

static void
count_errors (RwBackupCopiesDigit *digit, const RwBackupCopy *copies, guint n_copies)
{
  g_autoptr (GString) failed = g_string_new (NULL), lost = g_string_new (NULL),
                      overdue = g_string_new (NULL), out = g_string_new (NULL);

  for (guint i = 0; i < n_copies; i++)
    {
      const RwBackupCopy *copy = &copies[i];

      digit->value += copy->check_failed || copy->restore_failed || copy->check_overdue;
      if (copy->check_failed)
        append_name (failed, copy->name);
      if (copy->restore_failed)
        append_name (lost, copy->name);
      if (copy->check_overdue && !copy->check_failed)
        append_name (overdue, copy->name);
    }
  /* Translators: names of jobs, in this and the two below; they stand beside each other */
  if (failed->len > 0)
    append_clause (out, g_strdup_printf (_ ("verification failed: %s"), failed->str));
  if (lost->len > 0)
    append_clause (out, g_strdup_printf (_ ("restore test failed: %s"), lost->str));
  if (overdue->len > 0)
    append_clause (out, g_strdup_printf (_ ("verification overdue: %s"), overdue->str));
  if (out->len > 0)
    digit->reason = g_string_free (g_steal_pointer (&out), FALSE);
  else
    digit->reason = n_copies > 0 ? g_strdup (_ ("every verification passed, and none is overdue"))
                                 : g_strdup (_ ("there is nothing to verify"));
}

/**
 * rw_backup_copies_derive:
 * @copies: (array length=n_copies): what the enabled jobs of the system keep
 * @system_site: (nullable): where the system is
 * @copies_wanted: of the policy, production counted; 0 for no wish
 * @media_wanted: of the policy; 0 for no wish
 *
 * 3-2-1-1-0 as DOMAIN, "Backups", has it: production is a copy, on disk; a job is one more when it has a good run
 * within its objective. Zero errors is always wanted, of whatever there is. Without a job that has a policy nobody said
 * what is wanted, and nothing is met.
 *
 * Returns: (transfer full): each digit with its reason
 */
RwBackupCopies *
rw_backup_copies_derive (const RwBackupCopy *copies,
                         guint               n_copies,
                         const char         *system_site,
                         guint               copies_wanted,
                         guint               media_wanted,
                         gboolean            off_site_wanted,
                         gboolean            immutable_wanted)
{
  RwBackupCopies *self = g_new0 (RwBackupCopies, 1);

  g_return_val_if_fail (copies != NULL || n_copies == 0, self);
  count_copies (&self->digits[RW_COPIES_COPIES], copies, n_copies);
  count_media (&self->digits[RW_COPIES_MEDIA], copies, n_copies);
  count_sites (&self->digits[RW_COPIES_OFF_SITE], copies, n_copies, system_site);
  count_immutable (&self->digits[RW_COPIES_IMMUTABLE], copies, n_copies);
  count_errors (&self->digits[RW_COPIES_ERRORS], copies, n_copies);
  self->digits[RW_COPIES_COPIES].wanted = copies_wanted;
  self->digits[RW_COPIES_MEDIA].wanted = media_wanted;
  self->digits[RW_COPIES_OFF_SITE].wanted = off_site_wanted ? 1 : 0;
  self->digits[RW_COPIES_IMMUTABLE].wanted = immutable_wanted ? 1 : 0;
  for (guint i = 0; i < n_copies; i++)
    self->promised |= copies[i].promised;
  self->met = self->promised;
  for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
    {
      RwBackupCopiesDigit *digit = &self->digits[i];

      digit->met = i == RW_COPIES_ERRORS ? digit->value == 0 : digit->value >= digit->wanted;
      self->met &= digit->met;
    }
  return self;
}

/**
 * rw_backup_copies_text:
 *
 * Returns: (transfer full): "3-2-1-1-0"
 */
char *
rw_backup_copies_text (const RwBackupCopies *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "-" : "", self->digits[i].value);
  return g_string_free (out, FALSE);
}

/**
 * rw_copies_digit_label:
 *
 * Returns: (transfer none): what a digit counts, translated
 */
const char *
rw_copies_digit_label (RwCopiesDigit digit)
{
  switch (digit)
    {
    case RW_COPIES_COPIES:
      return C_ ("backup copies", "Copies");
    case RW_COPIES_MEDIA:
      return C_ ("backup copies", "Kinds of media");
    case RW_COPIES_OFF_SITE:
      return C_ ("backup copies", "Off site");
    case RW_COPIES_IMMUTABLE:
      return C_ ("backup copies", "Offline or immutable");
    case RW_COPIES_ERRORS:
    case RW_COPIES_N_DIGITS:
    default:
      return C_ ("backup copies", "Verification errors");
    }
}

void
rw_backup_copies_free (RwBackupCopies *self)
{
  for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
    g_free (self->digits[i].reason);
  g_free (self);
}
