/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-loss.h"

#include "rw-cable-trace.h"
#include "rw-text.h"

/* Of a system, in one state of the estate. */
typedef struct
{
  gboolean lost;    /* named, or in what was named */
  gint8 power;      /* -1: not known yet, 0: none, 1: some */
  gboolean asking;  /* power that is fed by itself is none */
  guint inlets;     /* that have power */
  int depth;        /* of a network device: steps from the edge, or -1 */
  guint links;      /* ports that lead on: up, for a network device */
  gboolean up;
} Node;

typedef struct
{
  RwWiring *wiring;
  Node *nodes;
  gboolean *feed_lost;
} State;

static void
state_init (State *state, RwWiring *wiring)
{
  state->wiring = wiring;
  state->nodes = g_new0 (Node, wiring->n_systems + 1);
  state->feed_lost = g_new0 (gboolean, wiring->n_feeds + 1);
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      state->nodes[i].power = -1;
      state->nodes[i].depth = -1;
    }
}

static void
state_clear (State *state)
{
  g_free (state->nodes);
  g_free (state->feed_lost);
}

/* --- Power --------------------------------------------------------------------------------------- */

static gboolean has_power (State *state, guint system);

/* Whether what an inlet is plugged into gives power. */
static gboolean
inlet_works (State *state, const RwWirePort *inlet)
{
  const RwWirePort *outlet;

  if (inlet->feed >= 0)
    return !state->feed_lost[inlet->feed];
  if (inlet->peer < 0)
    return FALSE;
  outlet = &state->wiring->ports[inlet->peer];
  if (outlet->system < 0)
    return TRUE;
  if (!has_power (state, (guint) outlet->system))
    return FALSE;
  /* A PDU with two inlets: its outlet hangs on one of them. A UPS carries its outlets by itself. */
  if (outlet->upstream >= 0 && state->wiring->systems[outlet->system].role != RW_DEVICE_ROLE_UPS &&
      state->wiring->ports[outlet->upstream].cable >= 0)
    {
      const RwWirePort *behind = &state->wiring->ports[outlet->upstream];
      gboolean works;

      if (state->nodes[outlet->system].asking)
        return FALSE;
      state->nodes[outlet->system].asking = TRUE;
      works = inlet_works (state, behind);
      state->nodes[outlet->system].asking = FALSE;
      return works;
    }
  return TRUE;
}

static gboolean
has_power (State *state, guint index)
{
  const RwWireSystem *system = &state->wiring->systems[index];
  Node *node = &state->nodes[index];
  guint cords = 0;

  if (node->power >= 0)
    return node->power;
  if (node->lost || node->asking)
    return FALSE;
  node->asking = TRUE;
  for (guint i = system->first_port; i < system->first_port + system->n_ports; i++)
    {
      const RwWirePort *port = &state->wiring->ports[i];

      if (port->type != RW_PORT_TYPE_POWER_INLET || port->cable < 0)
        continue;
      cords++;
      node->inlets += inlet_works (state, port);
    }
  node->asking = FALSE;
  /* Of what has no cord nobody knows where its power comes from; a blade has its chassis'. */
  node->power = cords > 0             ? node->inlets > 0 || system->role == RW_DEVICE_ROLE_UPS
                : system->parent >= 0 ? has_power (state, (guint) system->parent)
                                      : TRUE;
  return node->power;
}

/* --- Network ------------------------------------------------------------------------------------- */

static gboolean
leads_on (const RwWirePort *port)
{
  return port->type == RW_PORT_TYPE_NETWORK && !port->management && port->enabled && port->far >= 0;
}

/* From the edge inwards: what a network device is away from it. */
static void
spread (State *state, GArray *queue)
{
  RwWiring *wiring = state->wiring;

  for (guint next = 0; next < queue->len; next++)
    {
      guint index = g_array_index (queue, guint, next);
      const RwWireSystem *system = &wiring->systems[index];

      for (guint i = system->first_port; i < system->first_port + system->n_ports; i++)
        {
          const RwWirePort *port = &wiring->ports[i];
          int other = leads_on (port) ? wiring->ports[port->far].system : -1;

          if (other < 0 || !state->nodes[other].up || state->nodes[other].depth >= 0 ||
              !rw_wiring_is_network (wiring->systems[other].role))
            continue;
          state->nodes[other].depth = state->nodes[index].depth + 1;
          g_array_append_val (queue, other);
        }
    }
}

/* @before: (nullable): the state without the loss: what it did not reach from the edge stands on its own
 * here too. */
static void
find_depths (State *state, const State *before)
{
  RwWiring *wiring = state->wiring;
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < wiring->n_systems; i++)
    if (state->nodes[i].up && (wiring->systems[i].role == RW_DEVICE_ROLE_ROUTER ||
                               wiring->systems[i].role == RW_DEVICE_ROLE_FIREWALL))
      {
        state->nodes[i].depth = 0;
        g_array_append_val (queue, i);
      }
  spread (state, queue);
  /* An estate, or a part of it, whose edge is not recorded: every switch is one. */
  for (guint i = 0; i < wiring->n_systems; i++)
    if (state->nodes[i].up && state->nodes[i].depth < 0 &&
        rw_wiring_is_network (wiring->systems[i].role) &&
        (before == NULL || before->nodes[i].depth == G_MAXINT))
      state->nodes[i].depth = G_MAXINT;
}

/* Ports that lead to a network device that is reached; of a network device those that lead outwards. */
static void
count_links (State *state, const State *before)
{
  RwWiring *wiring = state->wiring;

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i];
      gboolean network = rw_wiring_is_network (system->role);

      for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
        {
          const RwWirePort *port = &wiring->ports[p];
          int other = leads_on (port) ? wiring->ports[port->far].system : -1;

          if (other < 0 || other == (int) i || state->nodes[other].depth < 0 ||
              (network && before->nodes[other].depth >= before->nodes[i].depth))
            continue;
          state->nodes[i].links++;
        }
    }
}

/* --- One state ----------------------------------------------------------------------------------- */

static gboolean
is_there (const RwWireSystem *system)
{
  return system->stage != RW_STAGE_REMOVED;
}

static void
work_out (State *state, const State *before)
{
  for (guint i = 0; i < state->wiring->n_systems; i++)
    {
      const RwWireSystem *system = &state->wiring->systems[i];
      Node *node = &state->nodes[i];

      if (system->kind == RW_KIND_DEVICE)
        node->up = !node->lost && has_power (state, i) &&
                   (system->parent < 0 || (!state->nodes[system->parent].lost &&
                                           has_power (state, (guint) system->parent)));
    }
  find_depths (state, before);
  count_links (state, before != NULL ? before : state);
}

static gboolean
mark_lost (State *state, const RwId *lost)
{
  RwWiring *wiring = state->wiring;
  int index = rw_wiring_find (wiring, lost);
  gboolean found = FALSE;

  if (index >= 0 && index < (int) wiring->n_feeds && rw_id_equal (&wiring->feeds[index].id, lost))
    found = state->feed_lost[index] = TRUE;
  /* A rack may be empty. */
  else if (index >= 0 && index < (int) wiring->n_racks &&
           rw_id_equal (&wiring->racks[index].id, lost))
    found = TRUE;
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i],
                         *outer = system->parent >= 0 ? &wiring->systems[system->parent] : system;

      if (rw_id_equal (&system->id, lost) || rw_id_equal (&system->rack_id, lost) ||
          rw_id_equal (&outer->rack_id, lost))
        found = state->nodes[i].lost = TRUE;
    }
  return found;
}

/* --- What it did --------------------------------------------------------------------------------- */

static void
judge_device (const State *before, const State *after, guint index, RwLossHit *hit)
{
  const RwWireSystem *system = &after->wiring->systems[index];
  const Node *was = &before->nodes[index], *is = &after->nodes[index];

  if (!was->up)
    return;
  if (is->lost)
    *hit = (RwLossHit) { index, RW_LOSS_DOWN, RW_LOSS_ITSELF, 0, 0 };
  else if (!is->up && system->parent >= 0 && !after->nodes[system->parent].up)
    *hit = (RwLossHit) { index, RW_LOSS_DOWN, RW_LOSS_CHASSIS, 0, 0 };
  else if (!is->up)
    *hit = (RwLossHit) { index, RW_LOSS_DOWN, RW_LOSS_POWER, 0, was->inlets };
  else if (was->links > 0 && is->links == 0)
    *hit = (RwLossHit) { index, RW_LOSS_DOWN, RW_LOSS_NETWORK, 0, was->links };
  else if (is->inlets < was->inlets)
    *hit = (RwLossHit) { index, RW_LOSS_AT_RISK, RW_LOSS_POWER, is->inlets, was->inlets };
  else if (is->links < was->links)
    *hit = (RwLossHit) { index, RW_LOSS_AT_RISK, RW_LOSS_NETWORK, is->links, was->links };
}

/* Whether another host of its cluster goes on: one on which a virtual machine of the cluster runs. */
static GHashTable *
find_live_clusters (RwWiring *wiring, const RwLossHit *hits)
{
  GHashTable *live = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *vm = &wiring->systems[i];

      if (vm->kind == RW_KIND_VM && vm->host >= 0 && !rw_id_is_nil (&vm->cluster_id) &&
          hits[vm->host].state != RW_LOSS_DOWN)
        g_hash_table_add (live, (gpointer) &vm->cluster_id);
    }
  return live;
}

static int
compare_sums (gconstpointer a, gconstpointer b, gpointer data)
{
  const RwLossSum *x = a, *y = b;
  const RwWirePlace *places = data;

  if (x->state != y->state)
    return (int) y->state - (int) x->state;
  if (x->n_down != y->n_down)
    return x->n_down > y->n_down ? -1 : 1;
  if (x->n_at_risk != y->n_at_risk)
    return x->n_at_risk > y->n_at_risk ? -1 : 1;
  return rw_text_collate (places[x->index].name, places[y->index].name);
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer data)
{
  const RwLossHit *x = a, *y = b;
  const RwWiring *wiring = data;
  const RwWireSystem *p = &wiring->systems[x->system], *q = &wiring->systems[y->system];

  if (x->state != y->state)
    return (int) y->state - (int) x->state;
  if (p->kind != q->kind)
    return p->kind == RW_KIND_DEVICE ? -1 : 1;
  if (x->cause != y->cause)
    return (int) x->cause - (int) y->cause;
  return rw_text_collate (p->name, q->name);
}

/* @of: which of @n things each system belongs to, or -1. */
static GArray *
sum_up (RwWiring *wiring, const RwLossHit *hits, const int *of, guint n, const RwWirePlace *places)
{
  g_autofree RwLossSum *sums = g_new0 (RwLossSum, n + 1);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RwLossSum));

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i];
      RwLossSum *sum;
      gboolean down;

      if (of[i] < 0 || !is_there (system))
        continue;
      sum = &sums[of[i]];
      sum->index = (guint) of[i];
      sum->n_systems++;
      /* What has a partner that goes on is not missed yet. */
      down = hits[i].state == RW_LOSS_DOWN &&
             (system->partner < 0 || hits[system->partner].state == RW_LOSS_DOWN);
      sum->n_down += down;
      sum->n_at_risk += !down && hits[i].state != RW_LOSS_NONE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (sums[i].n_down == 0 && sums[i].n_at_risk == 0)
        continue;
      sums[i].state = sums[i].n_down == sums[i].n_systems ? RW_LOSS_DOWN : RW_LOSS_AT_RISK;
      g_array_append_val (found, sums[i]);
    }
  g_array_sort_with_data (found, compare_sums, (gpointer) places);
  return found;
}

static void
sum_all (RwLoss *loss, RwWiring *wiring, const RwLossHit *hits)
{
  g_autofree int *of = g_new (int, wiring->n_systems + 1);

  for (guint i = 0; i < wiring->n_systems; i++)
    of[i] = wiring->systems[i].service;
  loss->services = sum_up (wiring, hits, of, wiring->n_services, wiring->services);
  for (guint i = 0; i < wiring->n_systems; i++)
    if (of[i] >= 0)
      of[i] = wiring->services[of[i]].customer;
  loss->customers = sum_up (wiring, hits, of, wiring->n_customers, wiring->customers);
}

/**
 * rw_loss_simulate:
 * @lost: a power feed, a device (PDU, switch, host, chassis or any other) or a rack
 *
 * What goes down and what loses its redundancy when @lost is gone. Only what the CMDB knows counts: a
 * system without a cord has power, one without a port was not connected before either. A UPS
 * carries what hangs on it.
 *
 * Returns: (transfer full) (nullable): %NULL when @lost is not in the wiring
 */
RwLoss *
rw_loss_simulate (RwWiring *wiring, const RwId *lost)
{
  g_autofree RwLossHit *hits = g_new0 (RwLossHit, wiring->n_systems + 1);
  g_autoptr (GHashTable) live = NULL;
  State before, after;
  RwLoss *loss;

  g_return_val_if_fail (wiring->finished, NULL);

  state_init (&after, wiring);
  if (!mark_lost (&after, lost))
    {
      state_clear (&after);
      return NULL;
    }
  state_init (&before, wiring);
  work_out (&before, NULL);
  work_out (&after, &before);
  for (guint i = 0; i < wiring->n_systems; i++)
    if (wiring->systems[i].kind == RW_KIND_DEVICE && is_there (&wiring->systems[i]))
      judge_device (&before, &after, i, &hits[i]);
  live = find_live_clusters (wiring, hits);
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *vm = &wiring->systems[i];

      if (vm->kind != RW_KIND_VM || !is_there (vm))
        continue;
      if (after.nodes[i].lost)
        hits[i] = (RwLossHit) { i, RW_LOSS_DOWN, RW_LOSS_ITSELF, 0, 0 };
      else if (vm->host >= 0 && hits[vm->host].state == RW_LOSS_DOWN)
        hits[i] = (RwLossHit) { i,
                                g_hash_table_contains (live, &vm->cluster_id) ? RW_LOSS_AT_RISK
                                                                              : RW_LOSS_DOWN,
                                RW_LOSS_HOST, 0, 0 };
    }
  state_clear (&before);
  state_clear (&after);
  loss = g_new0 (RwLoss, 1);
  loss->hits = g_array_new (FALSE, FALSE, sizeof (RwLossHit));
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      if (hits[i].state == RW_LOSS_NONE)
        continue;
      g_array_append_val (loss->hits, hits[i]);
      loss->n_down += hits[i].state == RW_LOSS_DOWN;
      loss->n_at_risk += hits[i].state == RW_LOSS_AT_RISK;
    }
  g_array_sort_with_data (loss->hits, compare_hits, wiring);
  sum_all (loss, wiring, hits);
  return loss;
}

void
rw_loss_free (RwLoss *loss)
{
  if (loss == NULL)
    return;
  g_array_unref (loss->hits);
  g_array_unref (loss->services);
  g_array_unref (loss->customers);
  g_free (loss);
}

/* --- Single cords -------------------------------------------------------------------------------- */

static gboolean
needs_power (const RwWireSystem *system)
{
  return system->kind == RW_KIND_DEVICE && is_there (system) &&
         system->role != RW_DEVICE_ROLE_PDU && system->role != RW_DEVICE_ROLE_PATCH_PANEL &&
         system->role != RW_DEVICE_ROLE_SHELF;
}

/**
 * rw_loss_single:
 *
 * Systems with one cord only, or all of whose cords come from one feed.
 *
 * Returns: (transfer full) (element-type RwSingleCord): by name
 */
GArray *
rw_loss_single (RwWiring *wiring)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RwSingleCord));

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i];
      RwSingleCord single = { i, 0, -1 };
      gboolean one_feed = TRUE;

      if (!needs_power (system))
        continue;
      for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
        {
          const RwWirePort *port = &wiring->ports[p];
          int feed;

          if (port->type != RW_PORT_TYPE_POWER_INLET || port->cable < 0)
            continue;
          feed = rw_cable_trace_feed (wiring, p);
          one_feed &= feed >= 0 && (single.inlets == 0 || feed == single.feed);
          single.feed = single.inlets == 0 || feed == single.feed ? feed : -1;
          single.inlets++;
        }
      if (single.inlets == 1 || (single.inlets > 1 && one_feed))
        g_array_append_val (found, single);
    }
  return found;
}
