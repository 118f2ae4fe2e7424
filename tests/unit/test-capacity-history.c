/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rules/rw-capacity-history.h"
#include "rw-capacity.h"
#include "rw-clock.h"
#include "wiring-parts.h"

/* How full the racks were, told backwards from the present and the change log. The other way round, every
 * day is counted as the present of that day is. */

#define N_RACKS   4
#define N_DEVICES 24
#define N_DAYS    60
#define N_ROUNDS  60

typedef RwCapacityDevice Device;

static const char *const rack_names[N_RACKS] = { "r1", "r2", "r3", "r4" };
static const char *const type_names[] = { "server", "half", "shallow", "pdu", "panel", "none" };

static void
add_rack (RwWiring *wiring, const char *name, int units)
{
  RwWireRack rack = {
    .id = id (name), .room_id = id ("room"), .name = name, .row = "1", .units = units
  };

  rw_wiring_add_rack (wiring, &rack);
}

static guint
find_rack (const RwWiring *wiring, const char *name)
{
  RwId rack = id (name);

  return (guint) rw_wiring_find_rack (wiring, &rack);
}

/* Racks, types and these devices. */
static RwWiring *
make_wiring (const Device *devices, const gboolean *exists)
{
  RwWiring *wiring = rw_wiring_new ();
  RwWireType pdu = { .id = id ("pdu"),
                     .name = "pdu",
                     .role = RW_DEVICE_ROLE_PDU,
                     .length = 2,
                     .weight = 5.5,
                     .watts = 10 };

  for (guint i = 0; i < N_RACKS; i++)
    add_rack (wiring, rack_names[i], 8 + (int) i);
  add_type (wiring, "server", 2, TRUE, FALSE, 20.1, 400);
  add_type (wiring, "half", 3, TRUE, TRUE, 7.3, 150);
  add_type (wiring, "shallow", 1, FALSE, FALSE, 1.7, 0);
  add_type (wiring, "panel", 0, FALSE, FALSE, 0, 0);
  rw_wiring_add_type (wiring, &pdu);
  for (guint i = 0; exists != NULL && i < N_DEVICES; i++)
    {
      const Device *device = &devices[i];
      g_autofree char *name = g_strdup_printf ("d%u", i);
      RwId pdu_id = id ("pdu");
      int role = device->role >= 0                         ? device->role
                 : rw_id_equal (&device->type_id, &pdu_id) ? RW_DEVICE_ROLE_PDU
                                                           : RW_DEVICE_ROLE_SERVER;
      RwWireSystem system = { .id = device->id,
                              .kind = RW_KIND_DEVICE,
                              .name = name,
                              .role = role,
                              .stage = device->stage,
                              .rack_id = device->rack_id,
                              .type_id = device->type_id,
                              .start = device->at_side || device->in_chassis ? -1 : device->start,
                              .face = device->face,
                              .watts = device->watts };

      if (device->in_chassis)
        system.parent_id = id ("chassis");
      if (exists[i] && device->stage != RW_STAGE_REMOVED)
        rw_wiring_add_system (wiring, &system);
    }
  if (exists != NULL)
    {
      RwWireSystem chassis = { .id = id ("chassis"),
                               .kind = RW_KIND_DEVICE,
                               .name = "chassis",
                               .stage = RW_STAGE_OPERATION,
                               .start = -1 };

      rw_wiring_add_system (wiring, &chassis);
    }
  rw_wiring_finish (wiring);
  return wiring;
}

/* --- A log ----------------------------------------------------------------------------------------- */

static RwValue
value_of (const Device *device, guint field)
{
  RwId chassis = id ("chassis");

  switch (field)
    {
    case RW_DEVICE_TYPE:
      return rw_id_is_nil (&device->type_id) ? RW_VALUE_NULL : rw_value_ref (&device->type_id);
    case RW_DEVICE_RACK:
      return rw_id_is_nil (&device->rack_id) ? RW_VALUE_NULL : rw_value_ref (&device->rack_id);
    case RW_DEVICE_POSITION:
      return device->start < 0 ? RW_VALUE_NULL
                               : rw_value_decimal (rw_rack_position_from_half (device->start));
    case RW_DEVICE_FACE:
      return device->face < 0 ? RW_VALUE_NULL : rw_value_enum (device->face);
    case RW_DEVICE_ROLE:
      return device->role < 0 ? RW_VALUE_NULL : rw_value_enum (device->role);
    case RW_DEVICE_STAGE:
      return device->stage < 0 ? RW_VALUE_NULL : rw_value_enum (device->stage);
    case RW_DEVICE_SIDE:
      return device->at_side ? rw_value_enum (0) : RW_VALUE_NULL;
    case RW_DEVICE_PARENT:
      return device->in_chassis ? rw_value_ref (&chassis) : RW_VALUE_NULL;
    case RW_DEVICE_DRAW:
      return device->watts > 0 ? rw_value_integer ((gint64) device->watts) : RW_VALUE_NULL;
    default:
      g_assert_not_reached ();
    }
}

static RwHistoryEntry *
new_entry (RwOp op, gint64 at, const Device *before, const Device *after)
{
  RwHistoryEntry *entry = rw_history_entry_new ();
  static const guint fields[] = { RW_DEVICE_ROLE,     RW_DEVICE_TYPE, RW_DEVICE_RACK,
                                  RW_DEVICE_POSITION, RW_DEVICE_FACE, RW_DEVICE_SIDE,
                                  RW_DEVICE_PARENT,   RW_DEVICE_DRAW, RW_DEVICE_STAGE };

  entry->kind = RW_KIND_DEVICE;
  entry->op = op;
  entry->at = at;
  entry->id = before != NULL ? before->id : after->id;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      RwHistoryChange change = { .field = fields[i] };

      if (before != NULL)
        change.before = value_of (before, fields[i]);
      if (after != NULL)
        change.after = value_of (after, fields[i]);
      if (!rw_value_equal (&change.before, &change.after))
        g_array_append_val (entry->changes, change);
    }
  return entry;
}

static void
shake (Device *device, GRand *random)
{
  guint n = (guint) g_rand_int_range (random, 1, 4);

  for (guint i = 0; i < n; i++)
    switch (g_rand_int_range (random, 0, 9))
      {
      case 0:
        device->rack_id = g_rand_boolean (random)
                            ? id (rack_names[g_rand_int_range (random, 0, N_RACKS)])
                          : g_rand_boolean (random) ? RW_ID_NIL
                                                    : id ("a rack that is gone");
        break;
      case 1:
        device->start = g_rand_int_range (random, -1, 24);
        break;
      case 2:
        device->type_id = id (type_names[g_rand_int_range (random, 0, G_N_ELEMENTS (type_names))]);
        break;
      case 3:
        device->stage = g_rand_int_range (random, -1, RW_STAGE_REMOVED + 1);
        break;
      case 4:
        device->watts = g_rand_int_range (random, 0, 3) * 123;
        break;
      case 5:
        device->face = g_rand_int_range (random, -1, 2);
        break;
      case 6:
        device->role = g_rand_boolean (random) ? -1 : RW_DEVICE_ROLE_UPS;
        break;
      case 7:
        device->at_side = g_rand_int_range (random, 0, 4) == 0;
        break;
      default:
        device->in_chassis = g_rand_int_range (random, 0, 4) == 0;
        break;
      }
}

/* What the present of a day says. */
static void
count_forward (const Device *devices, const gboolean *exists, double *values)
{
  g_autoptr (RwWiring) wiring = make_wiring (devices, exists);
  g_autoptr (RwCapacity) capacity = rw_capacity_new (wiring);

  for (guint i = 0; i < N_RACKS; i++)
    {
      const RwCapacityRack *rack = &capacity->racks[find_rack (wiring, rack_names[i])];

      values[i * RW_CAPACITY_N_MEASURES + RW_CAPACITY_USED_UNITS] = rack->units - rack->free;
      values[i * RW_CAPACITY_N_MEASURES + RW_CAPACITY_DRAWN_WATTS] = rack->watts;
      values[i * RW_CAPACITY_N_MEASURES + RW_CAPACITY_CARRIED_WEIGHT] = rack->weight;
    }
}

static void
test_there_and_back (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (round);
      g_autoptr (GPtrArray) entries =
        g_ptr_array_new_with_free_func ((GDestroyNotify) rw_history_entry_free);
      g_autoptr (GArray) present = g_array_new (FALSE, FALSE, sizeof (Device));
      g_autoptr (RwWiring) wiring = make_wiring (NULL, NULL);
      g_autoptr (RwCapacityHistory) history = NULL;
      Device devices[N_DEVICES] = { 0 };
      gboolean exists[N_DEVICES] = { FALSE };
      gint64 days[N_DAYS];
      double expected[N_DAYS][N_RACKS * RW_CAPACITY_N_MEASURES];
      guint first = N_DAYS;

      for (guint i = 0; i < N_DEVICES; i++)
        {
          g_autofree char *name = g_strdup_printf ("d%u", i);

          devices[i].id = id (name);
        }
      for (guint day = 0; day < N_DAYS; day++)
        {
          guint n = (guint) g_rand_int_range (random, 0, 5);

          days[day] = ((gint64) day + 1) * RW_DAY;
          for (guint k = 0; k < n; k++)
            {
              guint i = (guint) g_rand_int_range (random, 0, N_DEVICES);
              /* The last is at the very instant. */
              gint64 at = (gint64) day * RW_DAY + ((gint64) k + 1) * RW_DAY / n;
              Device before = devices[i];

              if (exists[i] && g_rand_int_range (random, 0, 8) == 0)
                {
                  exists[i] = FALSE;
                  g_ptr_array_add (entries, new_entry (RW_OP_DELETE, at, &before, NULL));
                  continue;
                }
              if (!exists[i])
                devices[i] = (Device) { .id = before.id,
                                        .start = 2 * g_rand_int_range (random, 0, 8),
                                        .face = -1,
                                        .role = -1,
                                        .stage = RW_STAGE_OPERATION,
                                        .type_id = id ("server"),
                                        .rack_id = id (rack_names[i % N_RACKS]) };
              shake (&devices[i], random);
              g_ptr_array_add (entries, new_entry (exists[i] ? RW_OP_UPDATE : RW_OP_CREATE, at,
                                                   exists[i] ? &before : NULL, &devices[i]));
              exists[i] = TRUE;
              first = MIN (first, day);
            }
          count_forward (devices, exists, expected[day]);
        }
      for (guint i = 0; i < N_DEVICES; i++)
        if (exists[i])
          g_array_append_val (present, devices[i]);
      for (guint i = 0; i < entries->len / 2; i++)
        {
          gpointer other = entries->pdata[entries->len - 1 - i];

          entries->pdata[entries->len - 1 - i] = entries->pdata[i];
          entries->pdata[i] = other;
        }

      history = rw_capacity_history_new (wiring, present, entries, 0, days, N_DAYS);
      for (guint day = 0; day < N_DAYS; day++)
        for (guint r = 0; r < N_RACKS; r++)
          for (int m = 0; m < RW_CAPACITY_N_MEASURES; m++)
            {
              double is =
                rw_capacity_history_get (history, day, find_rack (wiring, rack_names[r]), m);

              if (day < first)
                g_assert_true (isnan (is) || is == 0);
              else
                g_assert_cmpfloat_with_epsilon (is, expected[day][r * RW_CAPACITY_N_MEASURES + m],
                                                0.01);
            }
    }
}

static Device
new_device (const char *name, const char *rack, int start)
{
  return (Device) { .id = id (name),
                    .rack_id = id (rack),
                    .type_id = id ("server"),
                    .start = start,
                    .face = -1,
                    .role = -1,
                    .stage = RW_STAGE_OPERATION };
}

/* What the log does not reach back to is not known, nor what was before it began. */
static void
test_not_known (void)
{
  g_autoptr (RwWiring) wiring = make_wiring (NULL, NULL);
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (Device));
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_history_entry_free);
  const gint64 days[] = { 10 * RW_DAY, 20 * RW_DAY, 30 * RW_DAY, 40 * RW_DAY };
  Device a = new_device ("a", "r1", 0), b = new_device ("b", "r1", 4);
  guint rack = find_rack (wiring, "r1");
  g_autofree double *sums = NULL;

  g_array_append_val (devices, a);
  g_array_append_val (devices, b);
  g_ptr_array_add (entries, new_entry (RW_OP_CREATE, 35 * RW_DAY, NULL, &b));
  {
    g_autoptr (RwCapacityHistory) history =
      rw_capacity_history_new (wiring, devices, entries, 15 * RW_DAY, days, 4);

    g_assert_true (isnan (rw_capacity_history_get (history, 0, rack, RW_CAPACITY_USED_UNITS)));
    g_assert_cmpfloat (rw_capacity_history_get (history, 1, rack, RW_CAPACITY_USED_UNITS), ==, 1);
    g_assert_cmpfloat (rw_capacity_history_get (history, 2, rack, RW_CAPACITY_USED_UNITS), ==, 1);
    g_assert_cmpfloat (rw_capacity_history_get (history, 3, rack, RW_CAPACITY_USED_UNITS), ==, 2);
    sums = rw_capacity_history_sum (history, (guint[]) { rack, 0 }, 1, RW_CAPACITY_DRAWN_WATTS);
    g_assert_true (isnan (sums[0]));
    g_assert_cmpfloat (sums[3], ==, 800);
  }
  g_ptr_array_add (entries, new_entry (RW_OP_CREATE, 25 * RW_DAY, NULL, &a));
  {
    g_autoptr (RwCapacityHistory) history =
      rw_capacity_history_new (wiring, devices, entries, 0, days, 4);

    g_assert_cmpint (history->since, ==, 25 * RW_DAY);
    g_assert_true (isnan (rw_capacity_history_get (history, 1, rack, RW_CAPACITY_USED_UNITS)));
    g_assert_cmpfloat (rw_capacity_history_get (history, 2, rack, RW_CAPACITY_USED_UNITS), ==, 1);
  }
}

/* --- Growth ---------------------------------------------------------------------------------------- */

static gboolean
grow (const double *values, guint n, double limit, RwCapacityGrowth *growth)
{
  g_autofree gint64 *instants = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    instants[i] = (gint64) i * 30 * RW_DAY;
  return rw_capacity_growth (instants, values, n, limit, growth);
}

static void
test_growth (void)
{
  const double steady[] = { NAN, 10, 11, 12, 13, 14, 15, 16, 17, 18 },
               sudden[] = { 2, 2, 2, 2, 2, 38, 38, 39, 39 }, falling[] = { 20, 18, 16, 15, 12 },
               young[] = { NAN, NAN, 10, 11, 12 }, slow[] = { 10, 10.1, 10.2, 10.3, 10.4, 10.5 },
               full[] = { 10, 20, 30, 40, 42 }, unknown[] = { NAN, NAN, NAN, NAN, NAN };
  RwCapacityGrowth growth;

  /* 8 in 240 days; 24 more take 720. */
  g_assert_true (grow (steady, G_N_ELEMENTS (steady), 42, &growth));
  g_assert_cmpfloat (growth.change, ==, 8);
  g_assert_cmpint (growth.from, ==, 30 * RW_DAY);
  g_assert_cmpint (growth.full - growth.to, ==, 720 * RW_DAY);
  g_assert_true (grow (steady, G_N_ELEMENTS (steady), 0, &growth));
  g_assert_cmpint (growth.full, ==, 0);
  /* Filled in a month: that is no pace. */
  g_assert_true (grow (sudden, G_N_ELEMENTS (sudden), 42, &growth));
  g_assert_cmpfloat (growth.change, ==, 37);
  g_assert_cmpint (growth.full, ==, 0);
  g_assert_true (grow (falling, G_N_ELEMENTS (falling), 42, &growth));
  g_assert_cmpfloat (growth.change, ==, -8);
  g_assert_cmpint (growth.full, ==, 0);
  /* So far away that nobody can tell. */
  g_assert_true (grow (slow, G_N_ELEMENTS (slow), 42, &growth));
  g_assert_cmpint (growth.full, ==, 0);
  g_assert_true (grow (full, G_N_ELEMENTS (full), 42, &growth));
  g_assert_cmpint (growth.full, ==, 0);
  g_assert_false (grow (young, G_N_ELEMENTS (young), 42, &growth));
  g_assert_false (grow (unknown, G_N_ELEMENTS (unknown), 42, &growth));
  g_assert_false (grow (steady, 0, 42, &growth));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity-history/there-and-back", test_there_and_back);
  g_test_add_func ("/capacity-history/not-known", test_not_known);
  g_test_add_func ("/capacity-history/growth", test_growth);
  return g_test_run ();
}
