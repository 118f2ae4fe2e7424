/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-words.h"

#include <glib/gi18n.h>

/**
 * rw_rack_device_status:
 *
 * One colour for a device: bad for an open P1 or P2 or a backup that failed or was missed, attention
 * for an open P3, a backup with a warning or one that is being removed, planned for what is not in
 * operation yet.
 */
RwStatus
rw_rack_device_status (const RwRackDevice *device)
{
  if (rw_stage_is_ghost (device->stage))
    return RW_STATUS_PLANNED;
  if (device->priority == RW_PRIORITY_P1 || device->priority == RW_PRIORITY_P2 ||
      device->backup >= RW_BACKUP_STATE_MISSED)
    return RW_STATUS_BAD;
  if (device->priority == RW_PRIORITY_P3 || device->backup == RW_BACKUP_STATE_WARNING ||
      device->stage == RW_STAGE_DECOMMISSIONING)
    return RW_STATUS_ATTENTION;
  if (device->stage < 0)
    return RW_STATUS_UNKNOWN;
  return device->stage == RW_STAGE_OPERATION ? RW_STATUS_GOOD : RW_STATUS_PLANNED;
}

/**
 * rw_rack_device_condition:
 *
 * Returns: (transfer full): "failed backup", "P2 T-1042"; empty when there is nothing to say
 */
char *
rw_rack_device_condition (const RwRackDevice *device)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *backup = NULL;

  if (device->stage >= 0 && device->stage != RW_STAGE_OPERATION)
    {
      g_autofree char *stage = g_utf8_strdown (rw_enum_label (&rw_enum_stage, device->stage), -1);

      g_string_append (words, stage);
    }
  if (device->backup == RW_BACKUP_STATE_FAILED)
    backup = _ ("failed backup");
  else if (device->backup == RW_BACKUP_STATE_MISSED)
    backup = _ ("missed backup");
  else if (device->backup == RW_BACKUP_STATE_WARNING)
    backup = _ ("backup with a warning");
  if (backup != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", backup);
  if (device->change == RW_CHANGE_TODAY_RUNNING)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _ ("change in progress"));
  if (device->priority >= 0)
    g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? ", " : "",
                            rw_enum_label (&rw_enum_priority, device->priority),
                            device->ticket != NULL ? " " : "",
                            device->ticket != NULL ? device->ticket : "");
  if (device->n_tickets > 1)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("%u more ticket", "%u more tickets", device->n_tickets - 1),
                         device->n_tickets - 1);

      g_string_append_printf (words, ", %s", more);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * rw_rack_device_place:
 *
 * Returns: (transfer full): "unit 23, front"
 */
char *
rw_rack_device_place (RwRackPlan *plan, guint device)
{
  const RwRackDevice *d = &plan->devices[device];
  const RwRackInfo *rack = d->rack >= 0 ? &plan->racks[d->rack] : NULL;
  const char *face = rw_enum_label (&rw_enum_face, d->face);
  g_autofree char *lower_face = g_utf8_strdown (face, -1);
  g_autofree char *units = NULL;

  if (d->parent >= 0)
    {
      if (d->bay != NULL)
        return g_strdup_printf (_ ("bay %s of %s"), d->bay, plan->devices[d->parent].name);
      return g_strdup_printf (_ ("in %s"), plan->devices[d->parent].name);
    }
  if (d->side >= 0)
    return g_strdup_printf (d->side == RW_SIDE_LEFT ? _ ("left side, %s") : _ ("right side, %s"),
                            lower_face);
  if (rack == NULL || d->length == 0)
    return g_strdup (_ ("no unit"));
  units = rw_rack_units_label (rack->units, rack->numbering, d->start, d->length);
  return g_strdup_printf (d->length > 2 || (d->start & 1) != 0 ? _ ("units %s, %s")
                                                               : _ ("unit %s, %s"),
                          units, lower_face);
}

/**
 * rw_rack_device_sentence:
 *
 * Returns: (transfer full): "web-014, unit 23, front, failed backup"
 */
char *
rw_rack_device_sentence (RwRackPlan *plan, guint device)
{
  g_autofree char *place = rw_rack_device_place (plan, device);
  g_autofree char *condition = rw_rack_device_condition (&plan->devices[device]);

  return g_strdup_printf ("%s, %s%s%s", plan->devices[device].name, place,
                          condition[0] != '\0' ? ", " : "", condition);
}

/**
 * rw_rack_status:
 * @n_worst: (out) (optional): how many of its devices are that
 *
 * Returns: the worst of the rack's devices; attention and bad only, else good
 */
RwStatus
rw_rack_status (RwRackPlan *plan, guint rack, guint *n_worst)
{
  const RwRackInfo *info = &plan->racks[rack];
  guint n[RW_STATUS_N_VALUES] = { 0 };
  RwStatus worst;

  for (int face = 0; face < 2; face++)
    for (guint i = 0; i < info->slots[face]->len; i++)
      {
        const RwRackSlot *slot = &g_array_index (info->slots[face], RwRackSlot, i);
        const RwRackDevice *device = &plan->devices[slot->device];

        if (slot->other_side)
          continue;
        n[rw_rack_device_status (device)]++;
        for (guint c = 0; c < device->n_children; c++)
          n[rw_rack_device_status (&plan->devices[device->first_child + c])]++;
      }
  for (guint i = 0; i < info->sides->len; i++)
    n[rw_rack_device_status (&plan->devices[g_array_index (info->sides, guint, i)])]++;
  worst = n[RW_STATUS_BAD] > 0         ? RW_STATUS_BAD
          : n[RW_STATUS_ATTENTION] > 0 ? RW_STATUS_ATTENTION
                                       : RW_STATUS_GOOD;
  if (n_worst != NULL)
    *n_worst = n[worst];
  return worst;
}

/**
 * rw_rack_watts:
 *
 * Returns: (transfer full): "412 W", "4.2 kW"
 */
char *
rw_rack_watts (int watts)
{
  if (watts < 1000)
    return g_strdup_printf (_ ("%d W"), watts);
  return g_strdup_printf (_ ("%.1f kW"), watts / 1000.0);
}

/**
 * rw_rack_power_words:
 * @bad: (out): whether the loss of a feed would take the rack down
 *
 * Returns: (transfer full) (nullable): "61 % on one feed", "full if feed A fails"
 */
char *
rw_rack_power_words (const RwRackInfo *rack, gboolean *bad)
{
  RwFeedLeg worst;
  double loss = rw_rack_info_get_loss (rack, &worst);

  *bad = loss > 1;
  if (loss < 0)
    return NULL;
  if (*bad)
    return g_strdup_printf (_ ("full if feed %s fails"), rw_enum_label (&rw_enum_feed_leg, worst));
  return g_strdup_printf (_ ("%d %% on one feed"), (int) (loss * 100 + 0.5));
}

/**
 * rw_rack_sentence:
 *
 * Returns: (transfer full): "FRA2-C3-R11, 31 of 42 units used, 4.2 kW, 2 devices in bad state"
 */
char *
rw_rack_sentence (RwRackPlan *plan, guint rack)
{
  const RwRackInfo *info = &plan->racks[rack];
  g_autoptr (GString) words = g_string_new (info->name);
  gboolean bad;
  g_autofree char *power = rw_rack_power_words (info, &bad);
  guint n;
  RwStatus status = rw_rack_status (plan, rack, &n);

  g_string_append (words, ", ");
  g_string_append_printf (words, _ ("%g of %d units used"), info->use.used, info->units);
  if (info->watts > 0)
    {
      g_autofree char *watts = rw_rack_watts (info->watts);

      g_string_append_printf (words, ", %s", watts);
    }
  if (power != NULL)
    g_string_append_printf (words, ", %s", power);
  if (status == RW_STATUS_BAD)
    {
      g_string_append (words, ", ");
      g_string_append_printf (words,
                              ngettext ("%u device in a bad state", "%u devices in a bad state", n),
                              n);
    }
  else if (status == RW_STATUS_ATTENTION)
    {
      g_string_append (words, ", ");
      g_string_append_printf (
        words, ngettext ("%u device needs attention", "%u devices need attention", n), n);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * rw_rack_spot_sentence:
 *
 * Returns: (transfer full): what is at a spot
 */
char *
rw_rack_spot_sentence (RwRackPlan *plan, const RwRackSpot *spot)
{
  const RwRackInfo *rack;
  g_autofree char *units = NULL;
  g_autofree char *face = NULL;

  switch (spot->kind)
    {
    case RW_RACK_SPOT_RACK:
      return rw_rack_sentence (plan, spot->rack);
    case RW_RACK_SPOT_DEVICE:
      return rw_rack_device_sentence (plan, spot->device);
    case RW_RACK_SPOT_FREE:
      rack = &plan->racks[spot->rack];
      units = rw_rack_units_label (rack->units, rack->numbering, spot->start, spot->length);
      face = g_utf8_strdown (rw_enum_label (&rw_enum_face, spot->face), -1);
      return g_strdup_printf (spot->length > 2 ? _ ("units %s free, %s, %s")
                                               : _ ("unit %s free, %s, %s"),
                              units, face, rack->name);
    default:
      return g_strdup ("");
    }
}
