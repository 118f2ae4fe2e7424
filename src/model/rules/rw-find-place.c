/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-find-place.h"

#include <math.h>
#include <string.h>

#include "rw-text.h"

/* What is the same for all racks. */
typedef struct
{
  const RwCapacity *capacity;
  const RwPlaceRequest *request;
  int partner_rack;      /* index, or -1 */
  guint *rack_ports;     /* free, with the VLAN, of each rack */
  guint *row_ports;      /* of each row */
  guint *near;           /* systems of the service in each row */
  gboolean *near_room;   /* whether there are any in each room */
  gboolean has_near;
} Search;

/* Kilograms from which on two people lift. */
#define HEAVY 20.0

/* --- Before the racks are looked at ---------------------------------------------------------------- */

static int
rack_of (const RwWiring *wiring, int system)
{
  if (system >= 0 && wiring->systems[system].kind == RW_KIND_VM)
    system = wiring->systems[system].host;
  if (system >= 0 && wiring->systems[system].rack < 0)
    system = wiring->systems[system].parent;
  return system >= 0 ? wiring->systems[system].rack : -1;
}

static void
count_switch (Search *search, guint system)
{
  int rack = search->capacity->wiring->systems[system].rack;

  if (rack < 0 || search->capacity->free_ports[system] == 0)
    return;
  search->rack_ports[rack] += search->capacity->free_ports[system];
  if (search->capacity->racks[rack].row >= 0)
    search->row_ports[search->capacity->racks[rack].row] += search->capacity->free_ports[system];
}

static void
count_ports (Search *search)
{
  const RwWiring *wiring = search->capacity->wiring;

  if (search->request->ports == 0)
    return;
  if (search->request->vlan < 0)
    {
      for (guint i = 0; i < wiring->n_systems; i++)
        count_switch (search, i);
      return;
    }
  for (guint i = 0; i < wiring->n_carried; i++)
    if ((int) wiring->carried[i].vlan == search->request->vlan)
      count_switch (search, wiring->carried[i].system);
}

static void
find_near (Search *search)
{
  const RwWiring *wiring = search->capacity->wiring;

  if (search->request->service < 0)
    return;
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      int rack =
        wiring->systems[i].service == search->request->service ? rack_of (wiring, (int) i) : -1;

      if (rack < 0 || wiring->systems[i].kind != RW_KIND_DEVICE)
        continue;
      search->has_near = TRUE;
      if (search->capacity->racks[rack].row >= 0)
        search->near[search->capacity->racks[rack].row]++;
      if (wiring->racks[rack].room >= 0)
        search->near_room[wiring->racks[rack].room] = TRUE;
    }
}

/* --- Units ----------------------------------------------------------------------------------------- */

typedef struct
{
  int start; /* half unit */
  int end;
  guint fits;
} Run;

/* Runs of free half units, those with room for one at least; what has a height in whole units stands
 * on whole units, as rails do. */
static guint
find_runs (const Search *search, guint rack, Run *runs, int *longest)
{
  const RwPlaceRequest *request = search->request;
  int halves = 2 * search->capacity->wiring->racks[rack].units, start = -1;
  guint n = 0;

  *longest = 0;
  for (int half = 0; half <= halves; half++)
    {
      gboolean free = half < halves && rw_capacity_half_free (search->capacity, rack, half,
                                                              request->faces, request->half_width);

      if (free && start < 0)
        start = half;
      if (free || start < 0)
        continue;
      if (request->length % 2 == 0 && start % 2 != 0)
        start++;
      *longest = MAX (*longest, half - start);
      if (half - start >= request->length)
        runs[n++] = (Run) { start, half, (guint) ((half - start) / request->length) };
      start = -1;
    }
  return n;
}

/* Best fit: the shortest run that takes all of them, the lowest of equal ones; else as few runs as
 * possible. Returns how many find no room. */
static guint
choose_units (const Search *search, guint rack, RwPlace *place, int *longest, guint *room)
{
  const RwPlaceRequest *request = search->request;
  Run runs[RW_CAPACITY_HALVES];
  guint n = find_runs (search, rack, runs, longest), wanted = request->count, given = 0;

  *room = 0;
  for (guint i = 0; i < n; i++)
    *room += runs[i].fits;
  if (*room < wanted)
    return wanted - *room;
  while (given < wanted)
    {
      Run *best = NULL;

      for (guint i = 0; i < n; i++)
        {
          Run *run = &runs[i];
          gboolean all = run->fits >= wanted - given,
                   best_all = best != NULL && best->fits >= wanted - given;

          if (run->fits == 0)
            continue;
          if (best == NULL || (all && !best_all) ||
              (all && best_all && run->end - run->start < best->end - best->start) ||
              (!all && !best_all && run->fits > best->fits))
            best = run;
        }
      while (best->fits > 0 && given < wanted)
        {
          place->starts[given++] = best->start;
          best->start += request->length;
          best->fits--;
        }
      place->rest = (best->end - best->start) / 2.0;
      best->fits = 0;
    }
  return 0;
}

/* --- One rack -------------------------------------------------------------------------------------- */

typedef struct
{
  gboolean failed[RW_PLACE_N_RULES];
  double missing[RW_PLACE_N_RULES];
} Verdict;

static void
fail (Verdict *verdict, RwPlaceRule rule, double missing)
{
  verdict->failed[rule] = TRUE;
  verdict->missing[rule] = missing;
}

/* Remembers which resource is the first to run out. */
static void
limit (RwPlace *place, RwPlaceRule rule, double more)
{
  guint n = (guint) CLAMP (floor (more), 0, 1000);

  if (place->next == RW_PLACE_N_RULES || n < place->more)
    {
      place->next = rule;
      place->more = n;
    }
}

static void
judge_kept (const Search *search, guint index, Verdict *verdict)
{
  const RwWireRack *rack = &search->capacity->wiring->racks[index];
  gboolean own = !rw_id_is_nil (&rack->customer_id) &&
                 rw_id_equal (&rack->customer_id, &search->request->customer);

  if (rack->status == RW_RACK_STATUS_RETIRED || (rack->status == RW_RACK_STATUS_RESERVED && !own) ||
      (!rw_id_is_nil (&rack->customer_id) && !own))
    fail (verdict, RW_PLACE_KEPT, NAN);
}

static void
judge_units (const Search *search, guint index, RwPlace *place, Verdict *verdict)
{
  int longest;
  guint room, missing;

  if (search->request->length <= 0)
    return;
  missing = choose_units (search, index, place, &longest, &room);
  if (missing > 0)
    fail (verdict, RW_PLACE_UNITS,
          missing == 1 && search->request->count == 1 ? (search->request->length - longest) / 2.0
                                                      : missing * search->request->length / 2.0);
  else
    limit (place, RW_PLACE_UNITS, room - search->request->count);
}

static void
judge_weight (const Search *search, guint index, RwPlace *place, Verdict *verdict)
{
  const RwCapacityRack *rack = &search->capacity->racks[index];
  double needed = search->request->weight * search->request->count;

  place->weight_left =
    rack->max_weight > 0 ? rack->max_weight - rack->weight - rack->planned_weight : NAN;
  if (needed <= 0 || isnan (place->weight_left))
    return;
  if (place->weight_left < needed)
    fail (verdict, RW_PLACE_WEIGHT, needed - place->weight_left);
  else
    limit (place, RW_PLACE_WEIGHT, (place->weight_left - needed) / search->request->weight);
}

/* Watts that are left for it: on both feeds, as it hangs on both and either may fail; with one inlet on the
 * better of them. */
static double
find_power (const Search *search, guint index, RwPlace *place)
{
  const RwCapacity *capacity = search->capacity;
  const RwCapacityRack *rack = &capacity->racks[index];
  double best = NAN;

  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    {
      int feed = rack->legs[leg].feed;
      double left = rw_capacity_feed_left (capacity, feed) - rack->planned_watts;
      gboolean both = search->request->inlets != 1;

      if (isnan (left) && both)
        return NAN;
      if (isnan (left) || (!isnan (best) && (both ? left >= best : left <= best)))
        continue;
      best = left;
      place->limit = capacity->feeds[feed].limit;
    }
  return best;
}

static void
judge_power (const Search *search, guint index, RwPlace *place, Verdict *verdict)
{
  double needed = search->request->watts * search->request->count;

  place->left = NAN;
  if (needed <= 0)
    return;
  place->left = find_power (search, index, place);
  if (isnan (place->left))
    fail (verdict, RW_PLACE_POWER, NAN);
  else if (place->left < needed)
    fail (verdict, RW_PLACE_POWER, needed - place->left);
  else
    limit (place, RW_PLACE_POWER, (place->left - needed) / search->request->watts);
}

static void
judge_outlets (const Search *search, guint index, RwPlace *place, Verdict *verdict)
{
  const RwPlaceRequest *request = search->request;
  const RwCapacityRack *rack = &search->capacity->racks[index];
  guint each = (request->inlets + 1) / 2, needed = each * request->count, least = G_MAXUINT,
        most = 0;

  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    {
      guint free = rack->legs[leg].free;

      place->outlets[leg] = free > rack->planned_outlets ? free - rack->planned_outlets : 0;
      least = MIN (least, place->outlets[leg]);
      most = MAX (most, place->outlets[leg]);
    }
  if (request->inlets == 0)
    return;
  if (request->inlets == 1)
    least = most;
  if (least < needed)
    fail (verdict, RW_PLACE_OUTLETS, needed - least);
  else
    limit (place, RW_PLACE_OUTLETS, (least - needed) / each);
}

static void
judge_ports (const Search *search, guint index, RwPlace *place, Verdict *verdict)
{
  int row = search->capacity->racks[index].row;
  guint needed = search->request->ports * search->request->count;

  if (needed == 0)
    return;
  place->own_ports = search->rack_ports[index];
  place->ports = row >= 0 ? search->row_ports[row] : place->own_ports;
  if (place->ports < needed)
    fail (verdict, RW_PLACE_PORTS, needed - place->ports);
  else
    limit (place, RW_PLACE_PORTS, (place->ports - needed) / search->request->ports);
}

/* Lower is better; each part is between 0 and its weight. */
static double
find_cost (const Search *search, const RwPlace *place)
{
  const RwPlaceRequest *request = search->request;
  const RwWireRack *rack = &search->capacity->wiring->racks[place->rack];
  int row = search->capacity->racks[place->rack].row;
  double cost = 0;

  if (place->rest > 0)
    cost += 1 + 2 * MIN (place->rest, 40) / 40;
  if (!isnan (place->left) && place->limit > 0)
    {
      double used = 1 - (place->left - request->watts * request->count) / place->limit;

      cost += 4 * used * used;
    }
  if (request->weight >= HEAVY && rack->units > 0)
    cost += 2.0 * place->starts[0] / (2 * rack->units);
  if (request->ports > 0 && place->own_ports < request->ports * request->count)
    cost += 1;
  if (search->has_near && (row < 0 || search->near[row] == 0))
    cost += rack->room >= 0 && search->near_room[rack->room] ? 1 : 2;
  if (place->partner_row)
    cost += 2;
  if (rack->status == RW_RACK_STATUS_PLANNED)
    cost += 3;
  return cost;
}

static gboolean
is_asked_for (const RwPlaceRequest *request, const RwWireRack *rack)
{
  return (request->room < 0 || rack->room == request->room) &&
         (request->row == NULL || g_strcmp0 (rack->row, request->row) == 0);
}

static void
note_lacks (RwPlaceAnswer *answer, guint rack, const Verdict *verdict, guint n_failed)
{
  for (guint rule = 0; rule < RW_PLACE_N_RULES; rule++)
    {
      RwPlaceLack *lack = &answer->lacks[rule];

      if (!verdict->failed[rule])
        continue;
      lack->n_failed++;
      if (n_failed > 1)
        continue;
      lack->n_only++;
      if (lack->rack < 0 || verdict->missing[rule] < lack->missing ||
          (isnan (lack->missing) && !isnan (verdict->missing[rule])))
        {
          lack->rack = (int) rack;
          lack->missing = verdict->missing[rule];
        }
    }
}

static void
look_at (const Search *search, guint index, RwPlaceAnswer *answer)
{
  const RwCapacityRack *rack = &search->capacity->racks[index];
  RwPlace place = { .rack = index, .next = RW_PLACE_N_RULES };
  Verdict verdict = { 0 };
  guint n_failed = 0;

  answer->n_racks++;
  judge_kept (search, index, &verdict);
  judge_units (search, index, &place, &verdict);
  judge_weight (search, index, &place, &verdict);
  judge_power (search, index, &place, &verdict);
  judge_outlets (search, index, &place, &verdict);
  judge_ports (search, index, &place, &verdict);
  if (search->partner_rack == (int) index)
    fail (&verdict, RW_PLACE_PARTNER, NAN);
  for (guint rule = 0; rule < RW_PLACE_N_RULES; rule++)
    n_failed += verdict.failed[rule];
  if (n_failed > 0)
    {
      note_lacks (answer, index, &verdict, n_failed);
      return;
    }
  place.near = rack->row >= 0 ? search->near[rack->row] : 0;
  place.partner_row = search->partner_rack >= 0 && rack->row >= 0 &&
                      search->capacity->racks[search->partner_rack].row == rack->row;
  place.cost = find_cost (search, &place);
  g_array_append_val (answer->places, place);
}

/* --- All of them ----------------------------------------------------------------------------------- */

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RwPlace *x = a, *y = b;
  const RwWiring *wiring = user_data;
  const RwWireRack *p = &wiring->racks[x->rack], *q = &wiring->racks[y->rack];
  int order;

  if (fabs (x->cost - y->cost) > 1e-9)
    return x->cost < y->cost ? -1 : 1;
  order = rw_text_collate (p->name, q->name);
  return order != 0 ? order : rw_id_compare (&p->id, &q->id);
}

/**
 * rw_find_place:
 * @request: what is looked for; counts beyond %RW_PLACE_MOST are that many
 *
 * Looks at every rack that @request allows. A place breaks none of #RwPlaceRule; ordered kit and
 * reservations have taken theirs already. There is one place a rack, the shortest run of free units
 * that is long enough, at its lower end. The rank follows the sum of: units that stay free in that run (none
 * at all is best: they may be stranded), how full the feed is after a loss, how high what is heavy stands, whether
 * the ports are in the rack itself, how far the other systems of the service are, whether the redundancy
 * partner stands in the row, whether the rack is there yet. Equal ones go by name.
 *
 * Returns: (transfer full): the places, and what the other racks lack
 */
RwPlaceAnswer *
rw_find_place (const RwCapacity *capacity, const RwPlaceRequest *request)
{
  const RwWiring *wiring = capacity->wiring;
  RwPlaceAnswer *answer = g_new0 (RwPlaceAnswer, 1);
  RwPlaceRequest asked = *request;
  Search search = { .capacity = capacity, .request = &asked };

  asked.count = CLAMP (request->count, 1, RW_PLACE_MOST);
  answer->places = g_array_new (FALSE, FALSE, sizeof (RwPlace));
  for (guint rule = 0; rule < RW_PLACE_N_RULES; rule++)
    answer->lacks[rule] = (RwPlaceLack) { 0, 0, -1, NAN };
  search.partner_rack = rack_of (wiring, request->partner);
  search.rack_ports = g_new0 (guint, wiring->n_racks + 1);
  search.row_ports = g_new0 (guint, capacity->n_rows + 1);
  search.near = g_new0 (guint, capacity->n_rows + 1);
  search.near_room = g_new0 (gboolean, wiring->n_rooms + 1);
  count_ports (&search);
  find_near (&search);
  for (guint i = 0; i < wiring->n_racks; i++)
    if (is_asked_for (&asked, &wiring->racks[i]))
      look_at (&search, i, answer);
  g_array_sort_with_data (answer->places, compare_places, (gpointer) wiring);
  g_free (search.rack_ports);
  g_free (search.row_ports);
  g_free (search.near);
  g_free (search.near_room);
  return answer;
}

void
rw_place_answer_free (RwPlaceAnswer *answer)
{
  if (answer == NULL)
    return;
  g_array_unref (answer->places);
  g_free (answer);
}

/**
 * rw_place_request_init:
 * @request: (out): one device of 1 U on both faces, anywhere, that needs nothing else
 */
void
rw_place_request_init (RwPlaceRequest *request)
{
  *request = (RwPlaceRequest) { .count = 1,
                                .length = 2,
                                .faces = RW_FACES_BOTH,
                                .room = -1,
                                .vlan = -1,
                                .partner = -1,
                                .service = -1 };
}

/**
 * rw_place_request_set_type:
 *
 * Asks for what a device of @type needs. What draws power and whose inlets nobody has written down
 * has two.
 */
void
rw_place_request_set_type (RwPlaceRequest *request, const RwWireType *type)
{
  request->length = type->length;
  request->faces = type->full_depth ? RW_FACES_BOTH : RW_FACES_FRONT;
  request->half_width = type->half_width;
  request->weight = type->weight;
  request->watts = type->watts;
  request->inlets = type->inlets == 0 && type->watts > 0 ? 2 : type->inlets;
  request->ports = type->ports;
}
