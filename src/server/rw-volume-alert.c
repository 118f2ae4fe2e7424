/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-volume-alert.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/rw-ticket-rules.h"
#include "rules/rw-volume-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-intake.h"
#include "rw-time.h"

/*
 * A volume that reaches one of its thresholds opens a ticket, once: as long as that ticket is open, what gets worse is
 * added to it. How near it was is in the ticket's urgency, so that nothing is said twice.
 */

/* What is older says little of the weeks to come. */
#define DAYS_MOST 400

/* --- How it is ----------------------------------------------------------------------------------------- */

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const RwVolumeSample *left = a, *right = b;

  return (left->day > right->day) - (left->day < right->day);
}

/* Returns: (element-type RwVolumeSample): ascending */
static GArray *
read_samples (RwLogStore *store, RwRecord *volume, GError **error)
{
  g_autoptr (GPtrArray) records = rw_log_store_referrers (
    store, rw_record_get_id (volume), RW_KIND_BIT (RW_KIND_USAGE_SAMPLE), 0, error);
  GArray *samples;

  if (records == NULL)
    return NULL;
  samples = g_array_sized_new (FALSE, FALSE, sizeof (RwVolumeSample), records->len);
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *record = records->pdata[i];
      RwVolumeSample sample = { rw_record_get_integer (record, RW_USAGE_SAMPLE_DAY, 0),
                                rw_record_get_integer (record, RW_USAGE_SAMPLE_USED, 0),
                                rw_record_get_integer (record, RW_USAGE_SAMPLE_SIZE, 0) };

      g_array_append_val (samples, sample);
    }
  g_array_sort (samples, compare_samples);
  if (samples->len > DAYS_MOST)
    g_array_remove_range (samples, 0, samples->len - DAYS_MOST);
  return samples;
}

/* As in the consoles, which are to say the same: see rw-query-volumes-read.c. */
static guint64
seed_of (RwRecord *volume)
{
  const RwId *id = rw_record_get_id (volume);
  guint64 seed;

  memcpy (&seed, id->bytes + sizeof id->bytes - sizeof seed, sizeof seed);
  return seed;
}

static char *
describe (RwRecord *volume, const RwVolumeSample *last, const RwForecastRange *full)
{
  g_autofree char *range = rw_volume_range_text (full);
  g_autofree char *used = NULL, *size = NULL, *amounts = NULL;
  char day[RW_DATE_STRING_LENGTH + 1];
  int percent = (int) (100.0 * (double) last->used / (double) MAX (last->size, 1));

  rw_date_write (last->day, day);
  if (rw_record_get_enum (volume, RW_VOLUME_TYPE) == RW_VOLUME_TYPE_INODES)
    amounts = g_strdup_printf (_ ("%d %% of the inodes are used (as of %s)"), percent, day);
  else
    {
      used = g_format_size_full ((guint64) last->used, G_FORMAT_SIZE_IEC_UNITS);
      size = g_format_size_full ((guint64) last->size, G_FORMAT_SIZE_IEC_UNITS);
      amounts = g_strdup_printf (_ ("%d %% are used, %s of %s (as of %s)"), percent, used, size, day);
    }
  return range != NULL ? g_strdup_printf ("%s; %s.", amounts, range) : g_strdup_printf ("%s.", amounts);
}

/* --- The ticket ---------------------------------------------------------------------------------------- */

static char *
make_title (RwRecord *system, RwRecord *volume, RwVolumeAlert alert)
{
  const char *name = rw_record_get_title (system);
  const char *mount = rw_record_get_text (volume, RW_VOLUME_NAME);
  g_autofree char *title =
    g_strdup_printf (alert == RW_VOLUME_ALERT_FULL ? _ ("%s: %s is full") : _ ("%s: %s is filling up"), name, mount);

  return g_utf8_strlen (title, -1) > 200 ? g_utf8_substring (title, 0, 200)
                                         : g_steal_pointer (&title);
}

static gboolean
set_owner (RwLogStore *store, RwRecord *ticket, RwRecord *system, GError **error)
{
  gboolean device = rw_record_get_kind (system) == RW_KIND_DEVICE;
  const RwId *service =
    rw_record_get_ref (system, device ? (guint) RW_DEVICE_SERVICE : (guint) RW_VM_SERVICE);
  g_autoptr (RwRecord) record = NULL;
  GError *problem = NULL;

  rw_record_set_ref (ticket, RW_TICKET_CI, rw_record_get_id (system));
  record = service != NULL ? rw_intake_get (store, RW_KIND_SERVICE, service, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  rw_record_set_ref (ticket, RW_TICKET_SERVICE, service);
  rw_record_set (ticket, RW_TICKET_CUSTOMER, rw_record_get (record, RW_SERVICE_CUSTOMER));
  return TRUE;
}

static void
set_urgency (RwRecord *ticket, RwVolumeAlert alert)
{
  RwLevel urgency = rw_volume_urgency (alert);

  rw_record_set_enum (ticket, RW_TICKET_IMPACT, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, (int) urgency);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY,
                      (int) rw_priority_from_matrix (RW_LEVEL_MEDIUM, urgency));
}

static gboolean
open_ticket (RwLogStore *store, RwRecord *system, RwRecord *volume, RwVolumeAlert alert, const char *text, gint64 now, GError **error)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwEdit) make = NULL;
  g_autoptr (RwEdit) link =
    rw_edit_new (RW_OP_UPDATE, RW_KIND_VOLUME, rw_record_get_id (volume));
  g_autofree char *title = make_title (system, volume, alert);

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, RW_TICKET_SOURCE_MONITORING);
  rw_record_set_text (ticket, RW_TICKET_ALERT, "volume filling");
  rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
  set_urgency (ticket, alert);
  if (!set_owner (store, ticket, system, error))
    return FALSE;
  make = rw_edit_new_create (ticket);
  rw_edit_set (link, RW_VOLUME_TICKET, rw_value_ref (rw_record_get_id (ticket)));
  return rw_intake_write_own (store, now, make, error) &&
         rw_intake_write_own (store, now, link, error);
}

/* It got worse: said in the ticket, whose urgency rises, unless a person has made it higher. */
static gboolean
worsen (RwLogStore *store, RwRecord *ticket, RwVolumeAlert alert, const char *text, gint64 now, GError **error)
{
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  g_autoptr (RwEdit) make = NULL;
  g_autoptr (RwEdit) raise = NULL;
  RwLevel urgency = rw_volume_urgency (alert);

  rw_record_set_ref (message, RW_MESSAGE_TICKET, rw_record_get_id (ticket));
  rw_record_set_enum (message, RW_MESSAGE_TYPE, RW_MESSAGE_TYPE_EVENT);
  rw_record_set_instant (message, RW_MESSAGE_AT, now);
  rw_record_set_text (message, RW_MESSAGE_BODY, text);
  make = rw_edit_new_create (message);
  rw_record_set_enum (after, RW_TICKET_URGENCY, (int) urgency);
  if (rw_record_get_text (ticket, RW_TICKET_PRIORITY_REASON) == NULL)
    rw_record_set_enum (
      after, RW_TICKET_PRIORITY,
      MIN ((int) rw_priority_from_matrix (rw_record_get_enum (ticket, RW_TICKET_IMPACT) >= 0
                                            ? (RwLevel) rw_record_get_enum (ticket, RW_TICKET_IMPACT)
                                            : RW_LEVEL_MEDIUM,
                                          urgency),
           rw_record_get_enum (ticket, RW_TICKET_PRIORITY)));
  raise = rw_edit_new_diff (ticket, after);
  return rw_intake_write_own (store, now, make, error) &&
         rw_intake_write_own (store, now, raise, error);
}

/* So much of a volume has to be used more than when its ticket was resolved, or has to have become free since. */
#define CHANGE_LEAST 0.02

static double
fill_of (const RwVolumeSample *sample)
{
  return sample->size > 0 ? (double) sample->used / (double) sample->size : 0;
}

/* Whether it is news again after somebody resolved the ticket on it: it is nearer to being full than it was then, or was
 * made better since and filled again. What is full and stays so was resolved as it is. */
static gboolean
is_news_again (RwRecord *ticket, GArray *samples, RwVolumeAlert alert, gint64 now)
{
  gint64 resolved = rw_record_get_integer (ticket, RW_TICKET_RESOLVED, now) / RW_DAY;
  const RwVolumeSample *last = &g_array_index (samples, RwVolumeSample, samples->len - 1),
                       *then = NULL;

  if ((int) rw_volume_urgency (alert) > rw_record_get_enum (ticket, RW_TICKET_URGENCY))
    return TRUE;
  for (guint i = 0; i < samples->len; i++)
    {
      const RwVolumeSample *sample = &g_array_index (samples, RwVolumeSample, i);

      if (then == NULL || sample->day <= resolved)
        then = sample;
      else if (fill_of (sample) < fill_of (then) - CHANGE_LEAST)
        return TRUE;
    }
  return fill_of (last) > fill_of (then) + CHANGE_LEAST;
}

/**
 * rw_volume_alert:
 * @system: whose @volume is
 * @volume: with a new sample
 *
 * Opens a ticket when the volume has reached a threshold and none is open, or says in the one that is that it got
 * worse. After one was resolved there is another when the volume fills further, or again. Within the running transaction.
 */
gboolean
rw_volume_alert (RwLogStore *store, RwRecord *system, RwRecord *volume, gint64 now, GError **error)
{
  static const double thresholds[] = { 1.0 };
  g_autoptr (GArray) samples = read_samples (store, volume, error);
  const RwId *id = rw_record_get_ref (volume, RW_VOLUME_TICKET);
  g_auto (RwForecast) forecast = { 0 };
  g_autoptr (RwRecord) ticket = NULL;
  g_autofree char *text = NULL;
  const RwForecastRange *full = NULL;
  const RwVolumeSample *last;
  GError *problem = NULL;
  RwVolumeAlert alert;

  if (samples == NULL)
    return FALSE;
  if (samples->len == 0)
    return TRUE;
  last = &g_array_index (samples, RwVolumeSample, samples->len - 1);
  rw_forecast ((const RwVolumeSample *) samples->data, samples->len, thresholds, 1, seed_of (volume),
               &forecast);
  if (forecast.state == RW_FORECAST_FILLING || forecast.state == RW_FORECAST_FULL)
    full = &forecast.ranges[0];
  alert = rw_volume_judge (volume, last, full);
  if (alert == RW_VOLUME_ALERT_NONE)
    return TRUE;
  ticket = id != NULL ? rw_intake_get (store, RW_KIND_TICKET, id, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  text = describe (volume, last, full);
  if (ticket == NULL)
    return open_ticket (store, system, volume, alert, text, now, error);
  if (!rw_ticket_status_is_open ((RwTicketStatus) rw_record_get_enum (ticket, RW_TICKET_STATUS)))
    return !is_news_again (ticket, samples, alert, now) ||
           open_ticket (store, system, volume, alert, text, now, error);
  if (rw_record_get_enum (ticket, RW_TICKET_URGENCY) >= (int) rw_volume_urgency (alert))
    return TRUE;
  return worsen (store, ticket, alert, text, now, error);
}
