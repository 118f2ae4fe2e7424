/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-space.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rw-error.h"

/*
 * A half unit of a face holds two half-width devices or one full-width one (DOMAIN, "Racks and
 * power"). A rack holds some fifty things, so every question is answered by looking at all of them.
 */

typedef struct
{
  RwPlacement at;
  char *name;
  gboolean reservation;
} Entry;

struct _RwRackSpace
{
  char *name;
  int units;
  RwRackNumbering numbering;
  GArray *entries;
};

static void
entry_clear (gpointer entry)
{
  g_free (((Entry *) entry)->name);
}

RwRackSpace *
rw_rack_space_new (const char *name, int units, RwRackNumbering numbering)
{
  RwRackSpace *space;

  g_return_val_if_fail (units > 0, NULL);

  space = g_new0 (RwRackSpace, 1);
  space->name = g_strdup (name != NULL ? name : "");
  space->units = units;
  space->numbering = numbering;
  space->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (space->entries, entry_clear);
  return space;
}

RwRackSpace *
rw_rack_space_new_for_rack (RwRecord *rack)
{
  g_return_val_if_fail (rw_record_get_kind (rack) == RW_KIND_RACK, NULL);

  return rw_rack_space_new (rw_record_get_title (rack),
                            MAX (1, rw_record_get_integer (rack, RW_RACK_UNITS, 42)),
                            MAX (0, rw_record_get_enum (rack, RW_RACK_NUMBERING)));
}

void
rw_rack_space_free (RwRackSpace *space)
{
  if (space == NULL)
    return;
  g_free (space->name);
  g_array_unref (space->entries);
  g_free (space);
}

static void
add_entry (RwRackSpace *space, const RwPlacement *placement, gboolean reservation)
{
  Entry entry = { *placement, g_strdup (placement->name != NULL ? placement->name : ""),
                  reservation };

  g_return_if_fail (placement->length >= 0);

  entry.at.name = entry.name;
  g_array_append_val (space->entries, entry);
}

/**
 * rw_rack_space_add:
 * @placement: where a device stands; may lie outside the rack or in another device: records can be wrong
 */
void
rw_rack_space_add (RwRackSpace *space, const RwPlacement *placement)
{
  add_entry (space, placement, FALSE);
}

/**
 * rw_rack_space_reserve:
 * @placement: units that are kept for somebody; @name is the purpose
 */
void
rw_rack_space_reserve (RwRackSpace *space, const RwPlacement *placement)
{
  add_entry (space, placement, TRUE);
}

static gboolean
covers (const RwPlacement *placement, int half, RwFaces faces)
{
  return (placement->faces & faces) != 0 && half >= placement->start &&
         half < placement->start + placement->length;
}

/* Finds the lowest half unit of @placement that has no room left, and who stands there. */
static const Entry *
find_overlap (RwRackSpace *space, const RwPlacement *placement)
{
  for (int half = placement->start; half < placement->start + placement->length; half++)
    for (RwFaces face = RW_FACES_FRONT; face <= RW_FACES_REAR; face++)
      {
        const Entry *other = NULL;
        int width = placement->half_width ? 1 : 2;

        if ((placement->faces & face) == 0)
          continue;
        for (guint i = 0; i < space->entries->len; i++)
          {
            const Entry *entry = &g_array_index (space->entries, Entry, i);

            if (entry->reservation || !covers (&entry->at, half, face) ||
                rw_id_equal (&entry->at.id, &placement->id))
              continue;
            width += entry->at.half_width ? 1 : 2;
            if (other == NULL || (other->at.half_width && !entry->at.half_width))
              other = entry;
          }
        if (width > 2 && other != NULL)
          return other;
      }
  return NULL;
}

/**
 * rw_rack_space_check:
 * @placement: where a device would stand; what the space knows under the same id is not in its way
 * @error: one sentence that names both records: %RW_ERROR_INVALID when it is outside the rack,
 *   %RW_ERROR_CONFLICT when something else stands there
 *
 * Whether a device fits. Reservations do not count; see rw_rack_space_describe_reserved().
 */
gboolean
rw_rack_space_check (RwRackSpace *space, const RwPlacement *placement, GError **error)
{
  const char *name = placement->name != NULL ? placement->name : "";
  const Entry *other;

  if (placement->length > 2 * space->units)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s is %g U high, %s only %d U"), name,
                   placement->length / 2.0, space->name, space->units);
      return FALSE;
    }
  if (placement->start < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("%s would stand below the lowest unit of %s"), name, space->name);
      return FALSE;
    }
  if (placement->start + placement->length > 2 * space->units)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("%s would reach above the highest unit of %s"), name, space->name);
      return FALSE;
    }
  other = find_overlap (space, placement);
  if (other != NULL)
    {
      int from = MAX (placement->start, other->at.start);
      int to = MIN (placement->start + placement->length, other->at.start + other->at.length);
      int n_units = (to - 1) / 2 - from / 2 + 1;
      g_autofree char *units =
        rw_rack_units_label (space->units, space->numbering, from, to - from);

      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   ngettext ("%s and %s would overlap in unit %s of %s",
                             "%s and %s would overlap in units %s of %s", n_units),
                   name, other->name, units, space->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_rack_space_describe_reserved:
 *
 * Returns: (transfer full) (nullable): one sentence if @placement takes reserved units
 */
char *
rw_rack_space_describe_reserved (RwRackSpace *space, const RwPlacement *placement)
{
  for (guint i = 0; i < space->entries->len; i++)
    {
      const Entry *entry = &g_array_index (space->entries, Entry, i);
      int from = MAX (placement->start, entry->at.start);
      int to = MIN (placement->start + placement->length, entry->at.start + entry->at.length);

      if (entry->reservation && from < to && (entry->at.faces & placement->faces) != 0 &&
          !rw_id_equal (&entry->at.id, &placement->id))
        {
          int n_units = (to - 1) / 2 - from / 2 + 1;
          g_autofree char *units =
            rw_rack_units_label (space->units, space->numbering, from, to - from);

          return g_strdup_printf (ngettext ("Unit %s of %s is reserved: %s",
                                            "Units %s of %s are reserved: %s", n_units),
                                  units, space->name, entry->name);
        }
    }
  return NULL;
}

/**
 * rw_rack_space_first_fit:
 * @wanted: a device and where it is wanted
 * @start: (out): the nearest place where it fits, in half units
 *
 * Whole units first, nearest first, downwards first at equal distance, and units that nobody has
 * reserved before those that somebody has; half units only when @wanted is on one.
 *
 * Returns: whether there is room at all
 */
gboolean
rw_rack_space_first_fit (RwRackSpace *space, const RwPlacement *wanted, int *start)
{
  int halves = 2 * space->units, step = (wanted->start & 1) != 0 ? 1 : 2;

  for (int pass = 0; pass < 2; pass++)
    for (int distance = 0; distance <= halves + ABS (wanted->start); distance += step)
      for (int sign = -1; sign <= (distance > 0 ? 1 : -1); sign += 2)
        {
          RwPlacement there = *wanted;
          g_autofree char *reserved = NULL;

          there.start = wanted->start + sign * distance;
          if (!rw_rack_space_check (space, &there, NULL))
            continue;
          if (pass == 0)
            reserved = rw_rack_space_describe_reserved (space, &there);
          if (reserved != NULL)
            continue;
          *start = there.start;
          return TRUE;
        }
  return FALSE;
}

/**
 * rw_rack_space_get_use:
 */
void
rw_rack_space_get_use (RwRackSpace *space, RwRackUse *use)
{
  int used = 0, reserved = 0, run = 0, longest = 0;

  for (int half = 0; half < 2 * space->units; half++)
    {
      gboolean taken = FALSE, kept = FALSE;

      for (guint i = 0; i < space->entries->len && !taken; i++)
        {
          const Entry *entry = &g_array_index (space->entries, Entry, i);

          if (!covers (&entry->at, half, RW_FACES_BOTH))
            continue;
          if (entry->reservation)
            kept = TRUE;
          else
            taken = TRUE;
        }
      used += taken;
      reserved += !taken && kept;
      run = taken ? 0 : run + 1;
      longest = MAX (longest, run);
    }
  *use = (RwRackUse) {
    .units = space->units,
    .used = used / 2.0,
    .free = space->units - used / 2.0,
    .reserved = reserved / 2.0,
    .largest_free = longest / 2.0,
  };
}

/**
 * rw_stage_takes_units:
 * @stage: a stage of the life cycle, or -1 for none
 *
 * Returns: whether a device with units takes them: ordered kit does, so that nobody plans into its
 *   place; removed kit does not
 */
gboolean
rw_stage_takes_units (int stage)
{
  return stage != RW_STAGE_REMOVED;
}

/**
 * rw_stage_is_ghost:
 * @stage: a stage of the life cycle, or -1 for none
 *
 * Returns: whether a device with units is not there yet and shows as a ghost
 */
gboolean
rw_stage_is_ghost (int stage)
{
  return stage >= 0 && stage < RW_STAGE_RACKED;
}

static RwFaces
faces_of (int face, gboolean full_depth)
{
  if (full_depth)
    return RW_FACES_BOTH;
  return face == RW_FACE_REAR ? RW_FACES_REAR : RW_FACES_FRONT;
}

/**
 * rw_placement_from_device:
 * @type: (nullable): the device's type; without one it counts as 1 U, full depth
 * @placement: (out): its name borrows from @device
 *
 * Returns: whether the device takes units: not in a chassis, not at the side, not removed
 */
gboolean
rw_placement_from_device (RwRecord *device, RwRecord *type, RwPlacement *placement)
{
  double height = type != NULL ? rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 1) : 1;

  if (!rw_record_has (device, RW_DEVICE_RACK) || !rw_record_has (device, RW_DEVICE_POSITION) ||
      rw_record_has (device, RW_DEVICE_PARENT) || rw_record_has (device, RW_DEVICE_SIDE) ||
      height <= 0 || !rw_stage_takes_units (rw_record_get_enum (device, RW_DEVICE_STAGE)))
    return FALSE;
  *placement = (RwPlacement) {
    .id = *rw_record_get_id (device),
    .name = rw_record_get_title (device),
    .start = rw_rack_half_from_position (rw_record_get_decimal (device, RW_DEVICE_POSITION, 1)),
    .length = (int) lround (height * 2),
    .faces = faces_of (rw_record_get_enum (device, RW_DEVICE_FACE),
                       type == NULL || rw_record_get_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH)),
    .half_width = type != NULL && rw_record_get_boolean (type, RW_DEVICE_TYPE_HALF_WIDTH),
  };
  return TRUE;
}

/**
 * rw_placement_from_reservation:
 * @placement: (out): its name, the purpose, borrows from @reservation
 *
 * A reservation without a face is for both.
 */
gboolean
rw_placement_from_reservation (RwRecord *reservation, RwPlacement *placement)
{
  int face = rw_record_get_enum (reservation, RW_RESERVATION_FACE);

  if (!rw_record_has (reservation, RW_RESERVATION_POSITION))
    return FALSE;
  *placement = (RwPlacement) {
    .id = *rw_record_get_id (reservation),
    .name = rw_record_get_title (reservation),
    .start =
      rw_rack_half_from_position (rw_record_get_decimal (reservation, RW_RESERVATION_POSITION, 1)),
    .length = (int) lround (rw_record_get_decimal (reservation, RW_RESERVATION_HEIGHT, 1) * 2),
    .faces = faces_of (face, face < 0),
  };
  return TRUE;
}

/**
 * rw_rack_half_from_position:
 * @position: the lowest unit, 1 at the floor, in steps of a half
 *
 * Returns: its lower edge in half units above the floor
 */
int
rw_rack_half_from_position (double position)
{
  return (int) lround ((position - 1) * 2);
}

double
rw_rack_position_from_half (int start)
{
  return start / 2.0 + 1;
}

/* The number on the rail beside a half unit. */
static int
number_of (int units, RwRackNumbering numbering, int half)
{
  int unit = (half < 0 ? half - 1 : half) / 2;

  return numbering == RW_RACK_NUMBERING_TOP_DOWN ? units - unit : unit + 1;
}

/**
 * rw_rack_unit_label:
 * @half: a half unit
 *
 * Returns: (transfer full): the number of its unit, as the rack is labelled
 */
char *
rw_rack_unit_label (int units, RwRackNumbering numbering, int half)
{
  return g_strdup_printf ("%d", number_of (units, numbering, half));
}

/**
 * rw_rack_units_label:
 *
 * Returns: (transfer full): the numbers of all units that are touched, lower number first: "20" or "19–20"
 */
char *
rw_rack_units_label (int units, RwRackNumbering numbering, int start, int length)
{
  int a = number_of (units, numbering, start),
      b = number_of (units, numbering, start + MAX (length, 1) - 1);

  if (a == b)
    return g_strdup_printf ("%d", a);
  return g_strdup_printf ("%d–%d", MIN (a, b), MAX (a, b));
}
