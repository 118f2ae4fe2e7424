/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/**
 * rw_system_field:
 * @system: a device or a virtual machine
 * @device_field: a field that both have, as the device's index (RW_DEVICE_STAGE to RW_DEVICE_NOTES)
 *
 * Returns: the index of the same field in @system
 */
guint
rw_system_field (RwRecord *system,
                 guint     device_field)
{
  G_STATIC_ASSERT (RW_DEVICE_NOTES - RW_DEVICE_STAGE == RW_VM_NOTES - RW_VM_STAGE);

  g_assert (device_field >= RW_DEVICE_STAGE && device_field <= RW_DEVICE_NOTES);
  if (rw_record_get_kind (system) == RW_KIND_DEVICE)
    return device_field;
  return device_field - RW_DEVICE_STAGE + RW_VM_STAGE;
}

/**
 * rw_device_check_place:
 *
 * A device is in one place: in units of a rack, at a rack's side (0U), in a chassis' bay, or nowhere yet.
 */
gboolean
rw_device_check_place (RwRecord  *device,
                       GError   **error)
{
  const char *name = rw_record_get_title (device);
  gboolean in_units = rw_record_has (device, RW_DEVICE_POSITION);
  const RwId *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);

  if (in_units && !rw_record_has (device, RW_DEVICE_RACK))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Device “%s” has a unit but no rack"), name);
  else if (in_units && rw_record_has (device, RW_DEVICE_SIDE))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Device “%s” is both in a unit and at the side of the rack"), name);
  else if (in_units && parent != NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Device “%s” is both in a chassis and in a unit of a rack"), name);
  else if (parent != NULL && rw_id_equal (parent, rw_record_get_id (device)))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Device “%s” cannot be its own chassis"), name);
  else
    return TRUE;
  return FALSE;
}

/**
 * rw_system_check_stage:
 *
 * "In operation" asks for the four ticks, network, monitoring, firewall and backup, each with who
 * and when, unless waived with a reason (DOMAIN, "Life cycle of a system"). A reason for having no
 * backup answers for that tick alone.
 */
gboolean
rw_system_check_stage (RwRecord  *system,
                       GError   **error)
{
  static const guint ticks[] = { RW_DEVICE_TICK_NETWORK_AT, RW_DEVICE_TICK_MONITORING_AT, RW_DEVICE_TICK_FIREWALL_AT,
                                 RW_DEVICE_TICK_BACKUP_AT };

  if (rw_record_get_enum (system, rw_system_field (system, RW_DEVICE_STAGE)) != RW_STAGE_OPERATION ||
      rw_record_has (system, rw_system_field (system, RW_DEVICE_WAIVER)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      guint field = rw_system_field (system, ticks[i]);

      if (rw_record_has (system, field) ||
          (ticks[i] == RW_DEVICE_TICK_BACKUP_AT &&
           rw_record_has (system, rw_system_field (system, RW_DEVICE_NO_BACKUP))))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“%s” cannot go into operation: “%s” is not ticked and not waived"),
                   rw_record_get_title (system), rw_field_label (rw_schema_field (rw_record_get_kind (system), field)));
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_system_expects_backup:
 * @system: a device or a virtual machine
 *
 * A system in operation that keeps something needs a backup, unless a person wrote down why it has
 * none. A waived tick is no such reason: it says that the system may run, not that it can be lost.
 *
 * Returns: whether a system without any backup job is a fault
 */
gboolean
rw_system_expects_backup (RwRecord *system)
{
  if (rw_record_get_enum (system, rw_system_field (system, RW_DEVICE_STAGE)) !=
        RW_STAGE_OPERATION ||
      rw_record_has (system, rw_system_field (system, RW_DEVICE_NO_BACKUP)))
    return FALSE;
  if (rw_record_get_kind (system) != RW_KIND_DEVICE)
    return TRUE;
  switch (rw_record_get_enum (system, RW_DEVICE_ROLE))
    {
    case RW_DEVICE_ROLE_SERVER:
    case RW_DEVICE_ROLE_STORAGE:
    case RW_DEVICE_ROLE_BLADE:
      return TRUE;
    default:
      return FALSE;
    }
}
