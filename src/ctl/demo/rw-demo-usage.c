/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Daily samples of volumes: growth with a week's rhythm, clean-ups, resizes; one that fills soon. */

static const struct
{
  const char *name, *device, *filesystem;
} mounts[] = {
  { "/", "/dev/vda1", "ext4" }, { "/var/log", "/dev/mapper/vg0-log", "ext4" }, { "/srv/data", "/dev/vdb", "xfs" },
  { "/var/lib/postgresql", "/dev/vdc", "xfs" }, { "/home", "/dev/mapper/vg0-home", "ext4" }, { "/var", "/dev/mapper/vg0-var", "ext4" },
};

static void
emit_volume (RwDemoCompany *self,
             const RwId    *id,
             int            system,
             const char    *name,
             const char    *device,
             const char    *filesystem,
             gboolean       inodes)
{
  RwRecord *record = rw_record_new (RW_KIND_VOLUME, id);

  rw_record_set_ref (record, RW_VOLUME_SYSTEM, &RW_DEMO_SYSTEM (self, system)->id);
  rw_record_set_text (record, RW_VOLUME_NAME, name);
  rw_record_set_text (record, RW_VOLUME_DEVICE, device);
  rw_record_set_text (record, RW_VOLUME_FILESYSTEM, filesystem);
  rw_record_set_enum (record, RW_VOLUME_TYPE, inodes ? RW_VOLUME_TYPE_INODES : RW_VOLUME_TYPE_BYTES);
  rw_demo_emit (self, record);
}

static void
emit_sample (RwDemoCompany *self,
             const RwId    *volume,
             gint64         day,
             double         used,
             double         size)
{
  RwId id = rw_demo_id (self, rw_demo_instant (self, day, 6 * 60));
  RwRecord *record = rw_record_new (RW_KIND_USAGE_SAMPLE, &id);

  rw_record_set_ref (record, RW_USAGE_SAMPLE_VOLUME, volume);
  rw_record_set_date (record, RW_USAGE_SAMPLE_DAY, day);
  rw_record_set_integer (record, RW_USAGE_SAMPLE_USED, (gint64) CLAMP (used, 0, size));
  rw_record_set_integer (record, RW_USAGE_SAMPLE_SIZE, (gint64) size);
  rw_demo_emit (self, record);
}

/* @slope: part of the size that comes a day, on average. */
static void
emit_samples (RwDemoCompany *self,
              const RwId    *volume,
              guint          days,
              double         size,
              double         start,
              double         slope)
{
  RwDemoRandom *random = &self->random;
  double used = size * start;
  /* One clean-up in the history of every third, a resize in that of every twelfth. */
  gint64 clean_up = rw_demo_random_chance (random, 330) ? rw_demo_random_range (random, 10, (int) days - 10) : -1;
  gint64 resize = rw_demo_random_chance (random, 80) ? rw_demo_random_range (random, 20, (int) days - 5) : -1;

  for (guint i = 0; i < days; i++)
    {
      gint64 day = self->today - (gint64) days + 1 + i;
      double rhythm = rw_date_weekday (day) < 5 ? 1.25 : 0.35;

      used += size * slope * rhythm * (0.6 + rw_demo_random_unit (random) * 0.8);
      /* Logs rotate on Sunday. */
      if (rw_date_weekday (day) == 6)
        used -= size * slope * 0.9;
      if ((gint64) i == clean_up)
        used *= 0.62;
      if (used > size * 0.965 || (gint64) i == resize)
        size *= 1.5;
      emit_sample (self, volume, day, used, size);
    }
}

void
rw_demo_emit_usage (RwDemoCompany *self)
{
  RwDemoRandom *random = &self->random;
  GArray *vms = self->on[RW_DEMO_ON_VM];
  guint n = self->plan->volumes, days = self->plan->sample_days;

  rw_demo_stream (self, "usage");
  for (guint i = 0; i < n && self->error == NULL; i++)
    {
      /* The first is an array that is full in nine to fourteen days. */
      gboolean filling = i == 0, inodes = i % 20 == 19;
      int system = filling ? rw_demo_pick_system (self, RW_DEMO_ON_SAN) : g_array_index (vms, int, (guint64) i * vms->len / n);
      guint mount = rw_demo_random_below (random, G_N_ELEMENTS (mounts));
      RwId id = rw_demo_id_on (self, self->today - (gint64) days - 5);
      double size = inodes ? 6553600.0 : (double) (guint64) (20 << rw_demo_random_below (random, 6)) * 1073741824.0;
      double slope = rw_demo_random_unit (random);

      if (!filling && strcmp (RW_DEMO_SYSTEM (self, system)->duty, "db") == 0)
        mount = 3;
      emit_volume (self, &id, system, filling ? "/vol3" : mounts[mount].name, filling ? "aggr1" : mounts[mount].device,
                   filling ? "wafl" : mounts[mount].filesystem, inodes);
      if (filling)
        emit_samples (self, &id, days, 40e12, 0.31, 0.0051);
      else
        /* Some stand still, some are too young to tell. */
        emit_samples (self, &id, i % 15 == 7 ? 14 + rw_demo_random_below (random, 8) + 12 : days, size,
                      0.25 + rw_demo_random_unit (random) * 0.45, i % 4 == 1 ? 0.00002 : slope * slope * 0.003);
    }
}
