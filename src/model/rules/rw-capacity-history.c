/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-capacity-history.h"

#include <math.h>

#include "rw-capacity.h"
#include "rw-clock.h"

/* A device at the moment that the walk has come to. */
typedef struct
{
  RwCapacityDevice device;
  gboolean exists;
  int rack, type; /* indexes in the wiring, or -1 */
} Thing;

typedef struct
{
  const RwWiring *wiring;
  RwCapacityHistory *history;
  GHashTable *indexes; /* RwId → index + 1 in things */
  GPtrArray *things;
  guint n_existing;
  guint16 *halves; /* of each rack: how many things are in each half unit */
  double *now;     /* of each rack, the measures */
} Walk;

/* --- What a thing takes ---------------------------------------------------------------------------- */

static void
count_units (Walk *walk, const Thing *thing, const RwWireType *type, int sign)
{
  int top = MIN (2 * walk->wiring->racks[thing->rack].units, RW_CAPACITY_HALVES),
      length = type != NULL ? type->length : 2;
  guint16 *halves = &walk->halves[thing->rack * RW_CAPACITY_HALVES];
  double *used = &walk->now[(guint) thing->rack * RW_CAPACITY_N_MEASURES + RW_CAPACITY_USED_UNITS];

  if (thing->device.start < 0 || thing->device.at_side || thing->device.in_chassis)
    return;
  for (int half = thing->device.start; half < MIN (thing->device.start + length, top); half++)
    {
      if (sign > 0 ? halves[half]++ == 0 : --halves[half] == 0)
        *used += sign * 0.5;
    }
}

/* As rw_capacity_new() counts the present. */
static void
count (Walk *walk, const Thing *thing, int sign)
{
  const RwCapacityDevice *device = &thing->device;
  const RwWireType *type = thing->type >= 0 ? &walk->wiring->types[thing->type] : NULL;
  int role = device->role >= 0 ? device->role : type != NULL ? type->role : -1;
  double *now;

  if (!thing->exists || thing->rack < 0 || !rw_stage_takes_units (device->stage))
    return;
  count_units (walk, thing, type, sign);
  if (rw_stage_is_ghost (device->stage))
    return;
  now = &walk->now[(guint) thing->rack * RW_CAPACITY_N_MEASURES];
  /* The chassis' own meter includes its blades; a PDU and a UPS pass on what others draw. */
  if (!device->in_chassis && role != RW_DEVICE_ROLE_PDU && role != RW_DEVICE_ROLE_UPS)
    now[RW_CAPACITY_DRAWN_WATTS] += sign * (device->watts > 0 ? device->watts
                                            : type != NULL    ? type->watts
                                                              : 0);
  now[RW_CAPACITY_CARRIED_WEIGHT] += sign * (type != NULL ? type->weight : 0);
}

/* --- Going back ------------------------------------------------------------------------------------ */

static void
clear_device (RwCapacityDevice *device)
{
  *device =
    (RwCapacityDevice) { .id = device->id, .start = -1, .face = -1, .role = -1, .stage = -1 };
}

static void
find_indexes (Walk *walk, Thing *thing)
{
  thing->rack = rw_wiring_find_rack (walk->wiring, &thing->device.rack_id);
  thing->type = rw_wiring_find_type (walk->wiring, &thing->device.type_id);
}

static Thing *
add_thing (Walk *walk, const RwCapacityDevice *device)
{
  Thing *thing = g_new (Thing, 1);

  *thing = (Thing) { .device = *device, .rack = -1, .type = -1 };
  g_ptr_array_add (walk->things, thing);
  g_hash_table_insert (walk->indexes, &thing->device.id, thing);
  return thing;
}

static RwId
id_of (const RwValue *value)
{
  return value->type == RW_FIELD_REF ? value->id : RW_ID_NIL;
}

static int
word_of (const RwValue *value)
{
  return value->type == RW_FIELD_ENUM ? (int) value->integer : -1;
}

static double
number_of (const RwValue *value)
{
  return value->type == RW_FIELD_DECIMAL   ? value->decimal
         : value->type == RW_FIELD_INTEGER ? (double) value->integer
                                           : 0;
}

static void
set_field (RwCapacityDevice *device, guint field, const RwValue *value)
{
  switch (field)
    {
    case RW_DEVICE_TYPE:
      device->type_id = id_of (value);
      break;
    case RW_DEVICE_RACK:
      device->rack_id = id_of (value);
      break;
    case RW_DEVICE_POSITION:
      device->start = rw_value_is_null (value)
                        ? -1
                        : rw_rack_half_from_position (CLAMP (number_of (value), 0, 1000));
      break;
    case RW_DEVICE_FACE:
      device->face = word_of (value);
      break;
    case RW_DEVICE_ROLE:
      device->role = word_of (value);
      break;
    case RW_DEVICE_STAGE:
      device->stage = word_of (value);
      break;
    case RW_DEVICE_SIDE:
      device->at_side = !rw_value_is_null (value);
      break;
    case RW_DEVICE_PARENT:
      device->in_chassis = !rw_value_is_null (value);
      break;
    case RW_DEVICE_DRAW:
      device->watts = number_of (value);
      break;
    default:
      break;
    }
}

static void
set_exists (Walk *walk, Thing *thing, gboolean exists)
{
  walk->n_existing += (guint) exists - (guint) thing->exists;
  thing->exists = exists;
}

static void
undo (Walk *walk, const RwHistoryEntry *entry)
{
  Thing *thing = g_hash_table_lookup (walk->indexes, &entry->id);

  if (thing == NULL)
    thing = add_thing (walk, &(RwCapacityDevice) { .id = entry->id });
  count (walk, thing, -1);
  if (entry->op == RW_OP_DELETE)
    clear_device (&thing->device);
  for (guint i = 0; i < entry->changes->len; i++)
    {
      const RwHistoryChange *change = &g_array_index (entry->changes, RwHistoryChange, i);

      set_field (&thing->device, change->field, &change->before);
    }
  /* Of what is neither there nor was deleted nobody knows where it stood. */
  if (entry->op == RW_OP_DELETE)
    set_exists (walk, thing, TRUE);
  else if (entry->op == RW_OP_CREATE)
    set_exists (walk, thing, FALSE);
  find_indexes (walk, thing);
  count (walk, thing, 1);
}

/* What was taken away again and again leaves a little of nothing. */
static void
note (Walk *walk, guint instant, gboolean known)
{
  guint n = walk->history->n_racks * RW_CAPACITY_N_MEASURES;
  double *values = &walk->history->values[instant * n];

  for (guint i = 0; i < n; i++)
    values[i] = known ? fmax (0, round (walk->now[i] * 1000) / 1000) : NAN;
}

/**
 * rw_capacity_history_get_fields:
 *
 * Returns: (transfer none): names of the fields of a device whose changes rw_capacity_history_new() asks for
 */
const char *const *
rw_capacity_history_get_fields (void)
{
  static const char *const fields[] = { "type",   "rack", "position", "face",   "side",
                                        "parent", "role", "stage",    "draw_w", NULL };

  return fields;
}

/**
 * rw_capacity_history_new:
 * @wiring: a finished one: the racks and the device types
 * @devices: (element-type RwCapacityDevice): all that there are, as they are
 * @entries: (element-type RwHistoryEntry): of the change log of devices, newest first
 * @since: the entries are all there were since then
 * @instants: ascending, microseconds since 1970
 *
 * Walks back from the present, taking back one change after the other, and notes at each instant what
 * each rack held. Racks and device types count as they are now: a type that was corrected since is taken
 * to have been so always, and a rack that is gone is not told of. Where the log begins with the estate
 * being entered, what was before is not known.
 *
 * Returns: (transfer full): how full the racks were
 */
RwCapacityHistory *
rw_capacity_history_new (const RwWiring *wiring,
                         const GArray *devices,
                         const GPtrArray *entries,
                         gint64 since,
                         const gint64 *instants,
                         guint n_instants)
{
  RwCapacityHistory *history = g_new0 (RwCapacityHistory, 1);
  Walk walk = { wiring, history };
  guint left = n_instants;

  g_return_val_if_fail (wiring->finished, NULL);

  history->instants = g_memdup2 (instants, n_instants * sizeof (gint64));
  history->n_instants = n_instants;
  history->since = since;
  history->n_racks = wiring->n_racks;
  history->values =
    g_new0 (double, (gsize) n_instants * wiring->n_racks * RW_CAPACITY_N_MEASURES + 1);
  walk.indexes = g_hash_table_new (rw_id_hash, rw_id_equal);
  walk.things = g_ptr_array_new_with_free_func (g_free);
  walk.halves = g_new0 (guint16, (gsize) wiring->n_racks * RW_CAPACITY_HALVES + 1);
  walk.now = g_new0 (double, (gsize) wiring->n_racks *RW_CAPACITY_N_MEASURES + 1);
  for (guint i = 0; i < devices->len; i++)
    {
      Thing *thing = add_thing (&walk, &g_array_index (devices, RwCapacityDevice, i));

      set_exists (&walk, thing, TRUE);
      find_indexes (&walk, thing);
      count (&walk, thing, 1);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const RwHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind != RW_KIND_DEVICE || entry->at < since)
        continue;
      while (left > 0 && entry->at <= instants[left - 1])
        note (&walk, --left, TRUE);
      undo (&walk, entry);
      if (walk.n_existing == 0)
        history->since = entry->at;
    }
  while (left > 0)
    {
      left--;
      note (&walk, left, instants[left] >= history->since);
    }
  g_hash_table_unref (walk.indexes);
  g_ptr_array_unref (walk.things);
  g_free (walk.halves);
  g_free (walk.now);
  return history;
}

void
rw_capacity_history_free (RwCapacityHistory *history)
{
  if (history == NULL)
    return;
  g_free (history->instants);
  g_free (history->values);
  g_free (history);
}

/**
 * rw_capacity_history_get:
 * @instant: index
 * @rack: index in the wiring
 *
 * Returns: how much of it was taken; NAN for not known
 */
double
rw_capacity_history_get (const RwCapacityHistory *history,
                         guint instant,
                         guint rack,
                         RwCapacityMeasure measure)
{
  g_return_val_if_fail (instant < history->n_instants && rack < history->n_racks, NAN);

  return history->values[(instant * history->n_racks + rack) * RW_CAPACITY_N_MEASURES + measure];
}

/**
 * rw_capacity_history_sum:
 * @racks: (array length=n_racks): indexes in the wiring
 *
 * Returns: (transfer full) (array): of all these racks together, at each instant; NAN for not known
 */
double *
rw_capacity_history_sum (const RwCapacityHistory *history,
                         const guint *racks,
                         guint n_racks,
                         RwCapacityMeasure measure)
{
  double *sums = g_new0 (double, history->n_instants + 1);

  for (guint i = 0; i < history->n_instants; i++)
    for (guint k = 0; k < n_racks; k++)
      sums[i] += rw_capacity_history_get (history, i, racks[k], measure);
  return sums;
}

/* --- Growth ---------------------------------------------------------------------------------------- */

#define LEAST_SPAN (90 * RW_DAY)
#define PARTS      4
#define LARGEST_PART 0.6
#define FURTHEST   (5 * 365 * RW_DAY)

/* Whether there is a pace: it grew in most parts of the time, and not by most of it in one of them, as when a
 * room is filled in a week. */
static gboolean
is_steady (const gint64 *instants, const double *values, guint first, guint last)
{
  double change = values[last] - values[first], before = values[first];
  guint grown = 0, at = first;

  for (int part = 1; part <= PARTS; part++)
    {
      gint64 end = instants[first] + (instants[last] - instants[first]) / PARTS * part;

      while (at < last && instants[at + 1] <= end)
        at++;
      if (part == PARTS)
        at = last;
      if (values[at] - before > LARGEST_PART * change)
        return FALSE;
      grown += values[at] > before;
      before = values[at];
    }
  return grown >= PARTS - 1;
}

/**
 * rw_capacity_growth:
 * @instants: ascending
 * @values: at these instants; NAN for not known
 * @limit: what there is room for; 0 for unknown
 * @growth: (out): what can be told
 *
 * Tells what became of something over time, and only what can honestly be told: nothing from less than 90
 * days; no day on which it is full unless it grew in three quarters of the time at least, by less than
 * 60 % of the whole in any of them, and that day is within five years.
 *
 * Returns: whether enough is known
 */
gboolean
rw_capacity_growth (const gint64 *instants,
                    const double *values,
                    guint n,
                    double limit,
                    RwCapacityGrowth *growth)
{
  guint first = 0, last = n;
  double days;

  while (first < n && isnan (values[first]))
    first++;
  while (last > first && isnan (values[last - 1]))
    last--;
  if (last <= first || instants[last - 1] - instants[first] < LEAST_SPAN)
    return FALSE;
  last--;
  *growth = (RwCapacityGrowth) { instants[first], instants[last], values[last] - values[first], 0 };
  if (growth->change <= 0 || limit <= values[last] || !is_steady (instants, values, first, last))
    return TRUE;
  days = (limit - values[last]) * (double) (growth->to - growth->from) / growth->change;
  if (days <= (double) FURTHEST)
    growth->full = growth->to + (gint64) days;
  return TRUE;
}
