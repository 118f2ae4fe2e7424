/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-intake.h"
#include "rw-server-private.h"
#include "rw-time.h"
#include "rw-usage.h"
#include "rw-volume-alert.h"

/*
 * POST /v1/intake/usage: how full the file systems of one system are, see rw_usage_write(). A volume that is not known
 * is made, by the server. There is one sample of a volume and day, in the zone of the server: the first stays.
 */

/* A machine with more is one that mounts by program; its volumes tell nobody anything. */
#define VOLUMES_MOST 500

/* As with runs: a clock that is ahead would put a sample behind all that come until then. */
#define AHEAD_MOST RW_HOUR

typedef struct
{
  char *system;
  GPtrArray *usages;
} Report;

static void
free_report (gpointer data)
{
  Report *report = data;

  g_free (report->system);
  g_clear_pointer (&report->usages, g_ptr_array_unref);
  g_free (report);
}

static char *
key_of (const char *mount, int type)
{
  return g_strdup_printf ("%d %s", MAX (type, RW_VOLUME_TYPE_BYTES), mount);
}

/* Returns: (element-type utf8 RwRecord): the volumes of the system by what they count and where */
static GHashTable *
read_volumes (RwLogStore *store, const RwId *system, GError **error)
{
  g_autoptr (GPtrArray) known =
    rw_log_store_referrers (store, system, RW_KIND_BIT (RW_KIND_VOLUME), 0, error);
  GHashTable *volumes;

  if (known == NULL)
    return NULL;
  volumes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < known->len; i++)
    g_hash_table_replace (volumes,
                          key_of (rw_record_get_text (known->pdata[i], RW_VOLUME_NAME),
                                  rw_record_get_enum (known->pdata[i], RW_VOLUME_TYPE)),
                          g_object_ref (known->pdata[i]));
  return volumes;
}

static RwRecord *
new_volume (const RwId *system, const RwUsage *usage, const char *key)
{
  char text[RW_ID_STRING_LENGTH + 1];
  g_autofree char *name = NULL;
  RwRecord *volume;
  RwId id;

  rw_id_write (system, text);
  name = g_strconcat (text, "\n", key, NULL);
  id = rw_id_from_name ("volume", name);
  volume = rw_record_new (RW_KIND_VOLUME, &id);
  rw_record_set_ref (volume, RW_VOLUME_SYSTEM, system);
  rw_record_set_text (volume, RW_VOLUME_NAME, usage->mount);
  rw_record_set_text (volume, RW_VOLUME_DEVICE, usage->device);
  rw_record_set_text (volume, RW_VOLUME_FILESYSTEM, usage->filesystem);
  rw_record_set_enum (volume, RW_VOLUME_TYPE, (int) usage->type);
  return volume;
}

/* @volume: (out) (nullable): %NULL for one that somebody has deleted, or given to another system: it is not wanted */
static gboolean
find_volume (RwLogStore *store, RwIntake *intake, GHashTable *volumes, const RwId *system, const RwUsage *usage, RwRecord **volume, GError **error)
{
  g_autofree char *key = key_of (usage->mount, (int) usage->type);
  g_autoptr (RwRecord) made = NULL;
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (RwEdit) edit = NULL;
  GError *problem = NULL;

  *volume = g_hash_table_lookup (volumes, key);
  if (*volume != NULL)
    return TRUE;
  made = new_volume (system, usage, key);
  state = rw_log_store_get (store, rw_record_get_id (made), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (state != NULL)
    {
      const RwId *owner = state->record != NULL ? rw_record_get_ref (state->record, RW_VOLUME_SYSTEM) : NULL;

      /* Known by another name by now. */
      if (owner == NULL || !rw_id_equal (owner, system))
        return TRUE;
      *volume = state->record;
      g_hash_table_replace (volumes, g_steal_pointer (&key), g_object_ref (state->record));
      return TRUE;
    }
  if (g_hash_table_size (volumes) >= VOLUMES_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("A system has no more than %d volumes"),
                   VOLUMES_MOST);
      return FALSE;
    }
  edit = rw_edit_new_create (made);
  if (!rw_intake_write_own (store, intake->now, edit, error))
    return FALSE;
  *volume = made;
  g_hash_table_replace (volumes, g_steal_pointer (&key), g_steal_pointer (&made));
  return TRUE;
}

static RwRecord *
new_sample (const RwId *volume, gint64 day, const RwUsage *usage)
{
  char text[RW_ID_STRING_LENGTH + 1];
  g_autofree char *name = NULL;
  RwRecord *sample;
  RwId id;

  rw_id_write (volume, text);
  name = g_strdup_printf ("%s\n%" G_GINT64_FORMAT, text, day);
  id = rw_id_from_name ("usage_sample", name);
  sample = rw_record_new (RW_KIND_USAGE_SAMPLE, &id);
  rw_record_set_ref (sample, RW_USAGE_SAMPLE_VOLUME, volume);
  rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, day);
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, usage->used);
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, usage->size);
  return sample;
}

static gboolean
write_usage (RwLogStore *store, RwIntake *intake, GError **error)
{
  const Report *report = intake->data;
  g_autoptr (RwRecord) system = rw_intake_find_system (store, report->system, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GHashTable) volumes =
    system != NULL ? read_volumes (store, rw_record_get_id (system), error) : NULL;
  g_autoptr (GHashTable) touched = g_hash_table_new (NULL, NULL);
  guint n_new = 0, n_same = 0;
  GHashTableIter iter;
  gpointer volume;

  if (volumes == NULL)
    return FALSE;
  for (guint i = 0; i < report->usages->len; i++)
    {
      const RwUsage *usage = report->usages->pdata[i];
      gint64 at = usage->at != 0 ? usage->at : intake->now;
      g_autoptr (RwRecord) sample = NULL;
      RwRecord *of = NULL;
      const char *result;

      if (at > intake->now + AHEAD_MOST)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("The sample is from the future; set the clock of “%s” right"),
                       report->system);
          return FALSE;
        }
      if (!find_volume (store, intake, volumes, rw_record_get_id (system), usage, &of, error))
        return FALSE;
      if (of == NULL)
        continue;
      sample = new_sample (rw_record_get_id (of), rw_zone_wall (zone, at) / RW_DAY, usage);
      if (!rw_intake_create (store, intake, sample, &result, error))
        return FALSE;
      if (g_str_equal (result, "new"))
        g_hash_table_add (touched, of);
      n_new += g_str_equal (result, "new");
      n_same += g_str_equal (result, "same");
    }
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &volume, NULL))
    if (!rw_volume_alert (store, system, volume, intake->now, error))
      return FALSE;
  g_string_append_printf (intake->json, "{\"new\":%u,\"same\":%u}", n_new, n_same);
  return TRUE;
}

void
rw_handle_intake_usage (RwRequest *request)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  Report *report;

  if (!rw_intake_check (request, RW_KIND_USAGE_SAMPLE))
    return;
  object = rw_request_read_object (request, &root);
  if (object == NULL)
    return;
  report = g_new0 (Report, 1);
  report->usages = rw_usage_read (object, &report->system, &error);
  if (report->usages != NULL)
    {
      rw_intake_run (request, write_usage, NULL, report, free_report);
      return;
    }
  rw_request_fail (request, error);
  free_report (report);
}
