/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-format.h"

/**
 * rw_estate_share:
 *
 * Returns: what share of the systems is within its recovery point objective; 1 where none is expected to be
 */
double
rw_estate_share (const RwEstateFigures *figures)
{
  return figures->n_expected > 0
           ? (double) figures->n_points[RW_RECOVERY_COMPLIANT] / figures->n_expected
           : 1;
}

/* Never rounded up to "100 %" while one is missing. */
char *
rw_estate_percent (const RwEstateFigures *figures)
{
  return rw_format_percent (floor (1000 * rw_estate_share (figures)) / 1000, 1);
}

char *
rw_estate_headline (const RwEstateFigures *figures)
{
  g_autofree char *good = rw_format_count (figures->n_points[RW_RECOVERY_COMPLIANT]),
                  *all = rw_format_count (figures->n_expected),
                  *percent = rw_estate_percent (figures);

  /* Translators: "11,902 of 11,988 systems recoverable within their RPO · 99.3 %" */
  return g_strdup_printf (_ ("%s of %s systems recoverable within their RPO · %s"), good, all,
                          percent);
}

/**
 * rw_estate_group_name:
 * @group: index
 *
 * Returns: (transfer full): the name of a customer or service, or what stands for those without
 */
char *
rw_estate_group_name (const RwEstate *estate, guint group)
{
  const RwEstateGroup *of = rw_estate_group (estate, group);

  if (of->name != NULL)
    return g_strdup (of->name);
  if (of->parent < 0)
    return g_strdup (_ ("All Customers"));
  return g_strdup (of->parent == 0 ? _ ("Without a customer") : _ ("Without a service"));
}

/* A row of the table, for those who cannot see it. */
char *
rw_estate_group_sentence (const RwEstate *estate, guint group)
{
  const RwEstateFigures *figures = &rw_estate_group (estate, group)->figures;
  g_autofree char *name = rw_estate_group_name (estate, group),
                  *headline = rw_estate_headline (figures),
                  *unprotected = g_strdup_printf (ngettext ("%u without a job", "%u without a job",
                                                            figures->n_unprotected),
                                                  figures->n_unprotected),
                  *never = g_strdup_printf (ngettext ("%u never restored", "%u never restored",
                                                      figures->n_never_restored),
                                            figures->n_never_restored);

  /* Translators: a customer, how many systems are recoverable, how many have no job, how many were never restored */
  return g_strdup_printf (_ ("%s: %s, %s, %s."), name, headline, unprotected, never);
}

static char *
day_percent (const RwEstateGroup *group, guint day)
{
  return rw_format_percent (floor (1000.0 * group->days_good[day] / group->days[day]) / 1000, 1);
}

/**
 * rw_estate_trend_sentence:
 *
 * Returns: (transfer full): what became of the share over the days of the trend
 */
char *
rw_estate_trend_sentence (const RwEstate *estate, guint group)
{
  const RwEstateGroup *of = rw_estate_group (estate, group);
  int first = -1, last = -1, worst = -1;
  g_autofree char *then = NULL, *now = NULL, *least = NULL, *first_day = NULL, *worst_day = NULL;

  for (int day = 0; estate->has_history && day < RW_ESTATE_DAYS; day++)
    {
      if (of->days[day] == 0)
        continue;
      first = first < 0 ? day : first;
      last = day;
      if (worst < 0 || (double) of->days_good[day] / of->days[day] <
                         (double) of->days_good[worst] / of->days[worst])
        worst = day;
    }
  if (last < 0)
    return g_strdup (_ ("Nothing is known from before today."));
  then = day_percent (of, (guint) first);
  now = day_percent (of, (guint) last);
  least = day_percent (of, (guint) worst);
  first_day = rw_format_day (estate->first_day + first, estate->now);
  worst_day = rw_format_day (estate->first_day + worst, estate->now);
  /* Translators: "Since 26 Aug from 98.7 % to 99.3 % at the start of the business day, at the least 95.2 % on 3 Nov" */
  return g_strdup_printf (
    _ ("Since %s from %s to %s at the start of the business day, at the least %s on %s"), first_day,
    then, now, least, worst_day);
}

/* "+120 GB", "−3 GB" */
char *
rw_estate_growth (gint64 bytes)
{
  g_autofree char *size = rw_format_size (bytes < 0 ? -bytes : bytes);

  if (bytes == 0)
    return g_strdup ("±0");
  return g_strconcat (bytes < 0 ? "−" : "+", size, NULL);
}

/* Customer and service of a system, as far as it has them. */
char *
rw_estate_place (const RwEstate *estate, const RwEstateSystem *system)
{
  const RwEstateGroup *service = rw_estate_group (estate, system->service);
  const RwEstateGroup *customer = rw_estate_customer (estate, system);

  if (customer->name == NULL && service->name == NULL)
    return g_strdup (_ ("Without a customer"));
  if (customer->name == NULL || service->name == NULL)
    return g_strdup (customer->name != NULL ? customer->name : service->name);
  return g_strdup_printf ("%s · %s", customer->name, service->name);
}

/**
 * rw_estate_why:
 *
 * Returns: (transfer full): why a system without a job should have one
 */
char *
rw_estate_why (const RwEstateSystem *system)
{
  const char *what =
    system->role >= 0 ? rw_enum_label (&rw_enum_device_role, system->role) : _ ("Virtual machine");

  if (system->n_off > 0)
    return g_strdup_printf (ngettext ("%s in operation, its job is switched off",
                                      "%s in operation, its jobs are switched off", system->n_off),
                            what);
  /* Translators: "Server in operation, no job, and no reason why not" */
  return g_strdup_printf (_ ("%s in operation, no job, and no reason why not"), what);
}
