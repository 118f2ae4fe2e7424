/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-capacity.h"

#include <math.h>

#include "rules/rw-cable-trace.h"
#include "rw-text.h"

/* A half unit of a face: how much of its width is taken, in halves, and whether it is kept. */
#define TAKEN 0x03
#define KEPT  0x80

/* What the loss of one feed adds to another. */
typedef struct
{
  int lost;
  double watts;
} Extra;

typedef struct
{
  RwCapacity *capacity;
  GArray **extras; /* of each feed */
} Maker;

static guint8 *
half_of (const RwCapacity *capacity, guint rack, int face, int half)
{
  return &capacity->halves[(rack * 2 + (guint) face) * RW_CAPACITY_HALVES + (guint) half];
}

/* --- Units ----------------------------------------------------------------------------------------- */

static void
take_units (RwCapacity *capacity, guint index)
{
  guint rack = (guint) capacity->wiring->systems[index].rack;
  RwPlacement at;

  if (!rw_wiring_get_placement (capacity->wiring, index, &at))
    return;
  for (int half = at.start; half < MIN (at.start + at.length, RW_CAPACITY_HALVES); half++)
    for (int face = 0; face < 2; face++)
      if ((at.faces & (1 << face)) != 0)
        {
          guint8 *there = half_of (capacity, rack, face, half);
          guint8 width = (*there & TAKEN) + (at.half_width ? 1 : 2);

          *there = (guint8) ((*there & ~TAKEN) | MIN (2, width));
        }
}

/* What is kept for something that stands there already is that. */
static void
keep_units (RwCapacity *capacity, const RwWireReservation *reservation)
{
  RwCapacityRack *rack;
  gboolean there = FALSE;

  if (reservation->rack < 0)
    return;
  rack = &capacity->racks[reservation->rack];
  for (int half = MAX (0, reservation->start);
       half < MIN (reservation->start + reservation->length, RW_CAPACITY_HALVES); half++)
    for (int face = 0; face < 2; face++)
      if ((reservation->faces & (1 << face)) != 0)
        {
          guint8 *place = half_of (capacity, (guint) reservation->rack, face, half);

          there |= (*place & TAKEN) != 0;
          *place |= KEPT;
        }
  if (there)
    return;
  rack->planned_watts += reservation->watts;
  rack->planned_weight += reservation->weight;
  rack->planned_outlets += reservation->watts > 0;
}

/**
 * rw_capacity_half_free:
 * @rack: index in the wiring
 * @half: half unit above the floor
 * @half_width: whether half of its width is enough
 *
 * Returns: whether nothing stands there on any of @faces, and nobody has reserved it
 */
gboolean
rw_capacity_half_free (
  const RwCapacity *capacity, guint rack, int half, RwFaces faces, gboolean half_width)
{
  for (int face = 0; face < 2; face++)
    {
      guint8 there;

      if ((faces & (1 << face)) == 0)
        continue;
      there = *half_of (capacity, rack, face, half);
      if ((there & KEPT) != 0 || (there & TAKEN) > (half_width ? 1 : 0))
        return FALSE;
    }
  return TRUE;
}

static void
count_units (RwCapacity *capacity, guint index)
{
  RwCapacityRack *rack = &capacity->racks[index];
  int run = 0, longest = 0, free = 0, kept = 0;

  for (int half = 0; half < 2 * capacity->wiring->racks[index].units; half++)
    {
      guint8 both = *half_of (capacity, index, 0, half) | *half_of (capacity, index, 1, half);

      run = both == 0 ? run + 1 : 0;
      longest = MAX (longest, run);
      free += (both & TAKEN) == 0;
      kept += both == KEPT;
    }
  rack->units = capacity->wiring->racks[index].units;
  rack->free = free / 2.0;
  rack->reserved = kept / 2.0;
  rack->largest = longest / 2.0;
}

/* --- Power ----------------------------------------------------------------------------------------- */

/* Feeds on which a device may hang and be told apart: more cords than that no device has. */
#define MOST_FEEDS 16

static guint
add_feed (int *feeds, guint n, int feed)
{
  for (guint i = 0; i < n; i++)
    if (feeds[i] == feed)
      return n;
  if (feed >= 0 && n < MOST_FEEDS)
    feeds[n++] = feed;
  return n;
}

static guint
find_feeds (const RwCapacity *capacity, const RwWireSystem *system, int *feeds)
{
  const RwWiring *wiring = capacity->wiring;
  guint n = 0;

  for (guint i = system->first_port; i < system->first_port + system->n_ports; i++)
    if (wiring->ports[i].type == RW_PORT_TYPE_POWER_INLET && wiring->ports[i].cable >= 0)
      n = add_feed (feeds, n, rw_cable_trace_feed (wiring, i));
  /* Nobody has written down where its cords lead: to both legs, as they should. */
  if (n == 0)
    for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
      n = add_feed (feeds, n, capacity->racks[system->rack].legs[leg].feed);
  return n;
}

static void
add_extra (Maker *maker, int feed, int lost, double watts)
{
  GArray *extras = maker->extras[feed];
  Extra extra = { lost, watts };

  if (extras == NULL)
    extras = maker->extras[feed] = g_array_new (FALSE, FALSE, sizeof (Extra));
  for (guint i = 0; i < extras->len; i++)
    if (g_array_index (extras, Extra, i).lost == lost)
      {
        g_array_index (extras, Extra, i).watts += watts;
        return;
      }
  g_array_append_val (extras, extra);
}

static void
draw (Maker *maker, const RwWireSystem *system, double watts)
{
  int feeds[MOST_FEEDS];
  guint n = find_feeds (maker->capacity, system, feeds);

  for (guint i = 0; i < n; i++)
    {
      maker->capacity->feeds[feeds[i]].load += watts / n;
      /* What it drew from the lost one it then draws from the others. */
      for (guint k = 0; k < n; k++)
        if (k != i)
          add_extra (maker, feeds[i], feeds[k], watts / n / (n - 1));
    }
}

static void
find_worst (Maker *maker)
{
  for (guint i = 0; i < maker->capacity->wiring->n_feeds; i++)
    {
      RwCapacityFeed *feed = &maker->capacity->feeds[i];
      const GArray *extras = maker->extras[i];
      double most = 0;

      for (guint k = 0; extras != NULL && k < extras->len; k++)
        {
          const Extra *extra = &g_array_index (extras, Extra, k);

          if (extra->watts > most)
            {
              most = extra->watts;
              feed->worst = extra->lost;
            }
        }
      feed->after = feed->load + most;
    }
}

/**
 * rw_capacity_feed_left:
 * @feed: index in the wiring, or -1
 *
 * Returns: watts that the feed can still take when another one is lost; NAN when that is not known
 */
double
rw_capacity_feed_left (const RwCapacity *capacity, int feed)
{
  if (feed < 0 || capacity->feeds[feed].limit <= 0)
    return NAN;
  return capacity->feeds[feed].limit - capacity->feeds[feed].after;
}

/* The leg of an outlet, as it is labelled or as its cord leads. */
static int
leg_of (const RwWiring *wiring, const RwWirePort *outlet, int *feed)
{
  *feed = outlet->upstream >= 0 ? rw_cable_trace_feed (wiring, (guint) outlet->upstream) : -1;
  return *feed >= 0 && wiring->feeds[*feed].leg >= 0 ? wiring->feeds[*feed].leg : outlet->leg;
}

/* A leg is stood for by the feed with most left; of two without watts by the first. */
static void
offer_feed (RwCapacity *capacity, guint rack, int leg, int feed)
{
  RwCapacityLeg *offered = &capacity->racks[rack].legs[leg];
  double left = rw_capacity_feed_left (capacity, feed),
         before = rw_capacity_feed_left (capacity, offered->feed);

  if (feed >= 0 && (offered->feed < 0 || (!isnan (left) && !(left <= before))))
    offered->feed = feed;
}

/* Those of the rack, for legs without an outlet that is free and known to hang on one. */
static void
offer_feeds (RwCapacity *capacity)
{
  const RwWiring *wiring = capacity->wiring;
  g_autofree gboolean *given = g_new0 (gboolean, wiring->n_racks * RW_FEED_LEG_N_VALUES + 1);

  for (guint i = 0; i < wiring->n_racks; i++)
    for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
      given[i * RW_FEED_LEG_N_VALUES + (guint) leg] = capacity->racks[i].legs[leg].feed >= 0;
  for (guint i = 0; i < wiring->n_feeds; i++)
    {
      const RwWireFeed *feed = &wiring->feeds[i];

      if (feed->rack >= 0 && feed->leg >= 0 && feed->leg < RW_FEED_LEG_N_VALUES &&
          !given[(guint) (feed->rack * RW_FEED_LEG_N_VALUES + feed->leg)])
        offer_feed (capacity, (guint) feed->rack, feed->leg, (int) i);
    }
}

static void
count_outlets (RwCapacity *capacity)
{
  const RwWiring *wiring = capacity->wiring;

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *pdu = &wiring->systems[i];

      if (pdu->rack < 0 || pdu->role != RW_DEVICE_ROLE_PDU || rw_stage_is_ghost (pdu->stage))
        continue;
      for (guint p = pdu->first_port; p < pdu->first_port + pdu->n_ports; p++)
        {
          const RwWirePort *outlet = &wiring->ports[p];
          int feed, leg;

          if (outlet->type != RW_PORT_TYPE_POWER_OUTLET)
            continue;
          leg = leg_of (wiring, outlet, &feed);
          if (leg < 0 || leg >= RW_FEED_LEG_N_VALUES)
            continue;
          capacity->racks[pdu->rack].legs[leg].outlets++;
          if (outlet->cable >= 0 || !outlet->enabled)
            continue;
          capacity->racks[pdu->rack].legs[leg].free++;
          offer_feed (capacity, (guint) pdu->rack, leg, feed);
        }
    }
}

/* --- Systems --------------------------------------------------------------------------------------- */

static void
count_ports (RwCapacity *capacity, guint index)
{
  const RwWiring *wiring = capacity->wiring;
  const RwWireSystem *system = &wiring->systems[index];
  RwCapacityRack *rack = &capacity->racks[system->rack];

  if (!rw_wiring_is_network (system->role) || rw_stage_is_ghost (system->stage))
    return;
  for (guint i = system->first_port; i < system->first_port + system->n_ports; i++)
    {
      const RwWirePort *port = &wiring->ports[i];

      if (port->type != RW_PORT_TYPE_NETWORK || port->management)
        continue;
      rack->ports++;
      if (port->cable < 0)
        {
          rack->free_ports++;
          capacity->free_ports[index]++;
        }
    }
}

static void
add_system (Maker *maker, guint index)
{
  RwCapacity *capacity = maker->capacity;
  const RwWireSystem *system = &capacity->wiring->systems[index];
  const RwWireType *type = system->type >= 0 ? &capacity->wiring->types[system->type] : NULL;
  RwCapacityRack *rack;
  double watts = system->watts > 0 ? system->watts : type != NULL ? type->watts : 0;
  double weight = type != NULL ? type->weight : 0;

  if (system->kind != RW_KIND_DEVICE || system->rack < 0 || !rw_stage_takes_units (system->stage))
    return;
  rack = &capacity->racks[system->rack];
  rack->n_devices++;
  take_units (capacity, index);
  /* The chassis' own meter includes its blades; a PDU and a UPS pass on what others draw. */
  if (system->parent >= 0 || system->role == RW_DEVICE_ROLE_PDU ||
      system->role == RW_DEVICE_ROLE_UPS)
    watts = 0;
  if (rw_stage_is_ghost (system->stage))
    {
      rack->planned_watts += watts;
      rack->planned_weight += weight;
      if (watts > 0)
        rack->planned_outlets += MAX (1, type != NULL ? (type->inlets + 1) / 2 : 1);
      return;
    }
  rack->watts += watts;
  rack->weight += weight;
  if (watts > 0)
    draw (maker, system, watts);
  count_ports (capacity, index);
}

static void
find_left (RwCapacity *capacity, guint index)
{
  RwCapacityRack *rack = &capacity->racks[index];
  double a = rw_capacity_feed_left (capacity, rack->legs[RW_FEED_LEG_A].feed),
         b = rw_capacity_feed_left (capacity, rack->legs[RW_FEED_LEG_B].feed);

  rack->left = isnan (a) || isnan (b) ? NAN : MIN (a, b);
}

/* --- Rows and rooms -------------------------------------------------------------------------------- */

static void
add_to_sum (RwCapacitySum *sum, const RwCapacity *capacity, guint index)
{
  const RwCapacityRack *rack = &capacity->racks[index];

  sum->n_racks++;
  sum->n_over += rack->left < 0;
  sum->n_unknown += isnan (rack->left);
  sum->units += rack->units;
  sum->free += rack->free;
  sum->reserved += rack->reserved;
  sum->largest = MAX (sum->largest, rack->largest);
  sum->watts += rack->watts;
  sum->planned_watts += rack->planned_watts;
  sum->left += isnan (rack->left) ? 0 : MAX (0, rack->left);
  sum->weight += rack->weight;
  sum->max_weight += rack->max_weight;
  sum->ports += rack->ports;
  sum->free_ports += rack->free_ports;
  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    {
      sum->outlets[leg] += rack->legs[leg].outlets;
      sum->free_outlets[leg] += rack->legs[leg].free;
    }
}

static void
add_feeds_to_sums (RwCapacity *capacity)
{
  for (guint i = 0; i < capacity->wiring->n_feeds; i++)
    {
      const RwWireFeed *feed = &capacity->wiring->feeds[i];
      int room = feed->rack >= 0 ? capacity->wiring->racks[feed->rack].room : -1,
          row = feed->rack >= 0 ? capacity->racks[feed->rack].row : -1;
      RwCapacitySum *sums[] = { room >= 0 ? &capacity->rooms[room] : NULL,
                                row >= 0 ? &capacity->rows[row] : NULL };

      for (guint k = 0; k < G_N_ELEMENTS (sums); k++)
        if (sums[k] != NULL && feed->leg >= 0 && feed->leg < RW_FEED_LEG_N_VALUES)
          {
            sums[k]->load[feed->leg] += capacity->feeds[i].load;
            sums[k]->limit[feed->leg] += capacity->feeds[i].limit;
          }
    }
}

/**
 * rw_capacity_get_rack:
 * @rack: index in the wiring
 * @sum: (out): the same figures as for a row, of this rack alone; @left is below zero when a loss overloads a
 *   feed, and NAN when no feeds are recorded
 */
void
rw_capacity_get_rack (const RwCapacity *capacity, guint rack, RwCapacitySum *sum)
{
  const RwWireRack *place = &capacity->wiring->racks[rack];

  *sum = (RwCapacitySum) {
    .rack = (int) rack, .room = place->room, .row = place->row, .name = place->name
  };
  add_to_sum (sum, capacity, rack);
  sum->left = capacity->racks[rack].left;
  for (guint i = 0; i < capacity->wiring->n_feeds; i++)
    {
      const RwWireFeed *feed = &capacity->wiring->feeds[i];

      if (feed->rack != (int) rack || feed->leg < 0 || feed->leg >= RW_FEED_LEG_N_VALUES)
        continue;
      sum->load[feed->leg] += capacity->feeds[i].load;
      sum->limit[feed->leg] += capacity->feeds[i].limit;
    }
}

static int
find_row (RwCapacity *capacity, int room, const char *row)
{
  for (guint i = 0; i < capacity->n_rows; i++)
    if (capacity->rows[i].room == room && g_strcmp0 (capacity->rows[i].row, row) == 0)
      return (int) i;
  capacity->rows[capacity->n_rows] =
    (RwCapacitySum) { .rack = -1, .room = room, .row = row, .name = row };
  return (int) capacity->n_rows++;
}

static void
sum_up (RwCapacity *capacity)
{
  const RwWiring *wiring = capacity->wiring;

  capacity->rows = g_new0 (RwCapacitySum, wiring->n_racks + 1);
  capacity->rooms = g_new0 (RwCapacitySum, wiring->n_rooms + 1);
  for (guint i = 0; i < wiring->n_rooms; i++)
    {
      capacity->rooms[i].rack = -1;
      capacity->rooms[i].room = (int) i;
      capacity->rooms[i].name = wiring->rooms[i].name;
    }
  for (guint i = 0; i < wiring->n_racks; i++)
    {
      const RwWireRack *rack = &wiring->racks[i];

      capacity->racks[i].row = -1;
      if (rack->room < 0)
        continue;
      add_to_sum (&capacity->rooms[rack->room], capacity, i);
      if (rack->row == NULL || *rack->row == '\0')
        continue;
      capacity->racks[i].row = find_row (capacity, rack->room, rack->row);
      add_to_sum (&capacity->rows[capacity->racks[i].row], capacity, i);
    }
  add_feeds_to_sums (capacity);
}

/**
 * rw_capacity_new:
 * @wiring: a finished one
 *
 * Adds up units, watts, weight, ports and outlets. A device draws what is measured, else what its
 * type is rated for, in equal parts from the feeds that its cords lead to; after the loss of one of
 * them the others carry its part (DOMAIN, "Racks and power"). What is ordered stands at its units
 * already, and is planned for with its rated draw and weight.
 *
 * Returns: (transfer full): what there is and what is left of it
 */
RwCapacity *
rw_capacity_new (RwWiring *wiring)
{
  RwCapacity *capacity;
  Maker maker;

  g_return_val_if_fail (wiring->finished, NULL);

  capacity = g_new0 (RwCapacity, 1);
  capacity->wiring = rw_wiring_ref (wiring);
  capacity->feeds = g_new0 (RwCapacityFeed, wiring->n_feeds + 1);
  capacity->racks = g_new0 (RwCapacityRack, wiring->n_racks + 1);
  capacity->free_ports = g_new0 (guint, wiring->n_systems + 1);
  capacity->halves = g_malloc0_n (wiring->n_racks + 1, 2 * RW_CAPACITY_HALVES);
  maker = (Maker) { capacity, g_new0 (GArray *, wiring->n_feeds + 1) };
  for (guint i = 0; i < wiring->n_feeds; i++)
    {
      capacity->feeds[i].limit = wiring->feeds[i].watts;
      capacity->feeds[i].worst = -1;
    }
  for (guint i = 0; i < wiring->n_racks; i++)
    {
      capacity->racks[i].max_weight = wiring->racks[i].max_weight;
      for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
        capacity->racks[i].legs[leg].feed = -1;
    }
  /* Where nothing is written down, feeds are shared as they are offered without load. */
  offer_feeds (capacity);
  for (guint i = 0; i < wiring->n_systems; i++)
    add_system (&maker, i);
  find_worst (&maker);
  for (guint i = 0; i < wiring->n_racks; i++)
    for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
      capacity->racks[i].legs[leg].feed = -1;
  count_outlets (capacity);
  offer_feeds (capacity);
  for (guint i = 0; i < wiring->n_reservations; i++)
    keep_units (capacity, &wiring->reservations[i]);
  for (guint i = 0; i < wiring->n_racks; i++)
    {
      count_units (capacity, i);
      find_left (capacity, i);
    }
  sum_up (capacity);
  for (guint i = 0; i < wiring->n_feeds; i++)
    g_clear_pointer (&maker.extras[i], g_array_unref);
  g_free (maker.extras);
  return capacity;
}

void
rw_capacity_free (RwCapacity *capacity)
{
  if (capacity == NULL)
    return;
  rw_wiring_unref (capacity->wiring);
  g_free (capacity->feeds);
  g_free (capacity->racks);
  g_free (capacity->rows);
  g_free (capacity->rooms);
  g_free (capacity->free_ports);
  g_free (capacity->halves);
  g_free (capacity);
}
