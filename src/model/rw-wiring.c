/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-wiring.h"

#include <stdlib.h>

#include "rules/rw-cable-trace.h"
#include "rw-text.h"

/* A VLAN on a port, before it is known which are meant. */
typedef struct
{
  RwId system, vlan;
} Carrying;

/**
 * rw_wiring_new:
 *
 * Returns: (transfer full): nothing yet: add, then rw_wiring_finish()
 */
RwWiring *
rw_wiring_new (void)
{
  RwWiring *wiring = g_new0 (RwWiring, 1);

  g_atomic_ref_count_init (&wiring->ref_count);
  wiring->strings = g_string_chunk_new (16384);
  wiring->system_array = g_array_new (FALSE, FALSE, sizeof (RwWireSystem));
  wiring->port_array = g_array_new (FALSE, FALSE, sizeof (RwWirePort));
  wiring->cable_array = g_array_new (FALSE, FALSE, sizeof (RwWireCable));
  wiring->feed_array = g_array_new (FALSE, FALSE, sizeof (RwWireFeed));
  wiring->rack_array = g_array_new (FALSE, FALSE, sizeof (RwWireRack));
  wiring->room_array = g_array_new (FALSE, FALSE, sizeof (RwWirePlace));
  wiring->type_array = g_array_new (FALSE, FALSE, sizeof (RwWireType));
  wiring->vlan_array = g_array_new (FALSE, FALSE, sizeof (RwWireVlan));
  wiring->reservation_array = g_array_new (FALSE, FALSE, sizeof (RwWireReservation));
  wiring->carried_array = g_array_new (FALSE, FALSE, sizeof (RwWireCarried));
  wiring->carrying = g_array_new (FALSE, FALSE, sizeof (Carrying));
  wiring->service_array = g_array_new (FALSE, FALSE, sizeof (RwWirePlace));
  wiring->customer_array = g_array_new (FALSE, FALSE, sizeof (RwWirePlace));
  wiring->indexes = g_hash_table_new (rw_id_hash, rw_id_equal);
  return wiring;
}

/**
 * rw_wiring_new_variant:
 * @base: a finished one
 *
 * For what would be if things stood elsewhere: systems and ports are copies that may be written to, at their
 * old indexes; all else is that of @base.
 *
 * Returns: (transfer full): a finished wiring
 */
RwWiring *
rw_wiring_new_variant (RwWiring *base)
{
  RwWiring *wiring;

  g_return_val_if_fail (base->finished, NULL);

  wiring = g_memdup2 (base, sizeof *base);
  g_atomic_ref_count_init (&wiring->ref_count);
  wiring->base = rw_wiring_ref (base);
  wiring->systems = g_memdup2 (base->systems, base->n_systems * sizeof (RwWireSystem));
  wiring->ports = g_memdup2 (base->ports, base->n_ports * sizeof (RwWirePort));
  return wiring;
}

RwWiring *
rw_wiring_ref (RwWiring *wiring)
{
  g_return_val_if_fail (wiring != NULL, NULL);

  g_atomic_ref_count_inc (&wiring->ref_count);
  return wiring;
}

void
rw_wiring_unref (RwWiring *wiring)
{
  if (wiring == NULL || !g_atomic_ref_count_dec (&wiring->ref_count))
    return;
  if (wiring->base != NULL)
    {
      g_free (wiring->systems);
      g_free (wiring->ports);
      rw_wiring_unref (wiring->base);
      g_free (wiring);
      return;
    }
  g_array_unref (wiring->system_array);
  g_array_unref (wiring->port_array);
  g_array_unref (wiring->cable_array);
  g_array_unref (wiring->feed_array);
  g_array_unref (wiring->rack_array);
  g_array_unref (wiring->room_array);
  g_array_unref (wiring->type_array);
  g_array_unref (wiring->vlan_array);
  g_array_unref (wiring->reservation_array);
  g_array_unref (wiring->carried_array);
  g_array_unref (wiring->carrying);
  g_array_unref (wiring->service_array);
  g_array_unref (wiring->customer_array);
  g_hash_table_unref (wiring->indexes);
  g_string_chunk_free (wiring->strings);
  g_free (wiring);
}

/* --- Filling ------------------------------------------------------------------------------------ */

static const char *
keep (RwWiring *wiring, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (wiring->strings, text) : NULL;
}

/**
 * rw_wiring_add_system:
 * @system: texts are copied
 */
void
rw_wiring_add_system (RwWiring *wiring, const RwWireSystem *system)
{
  RwWireSystem copy = *system;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, system->name != NULL ? system->name : "");
  copy.rack = copy.parent = copy.host = copy.partner = copy.service = copy.type = -1;
  copy.first_port = copy.n_ports = 0;
  g_array_append_val (wiring->system_array, copy);
}

/**
 * rw_wiring_add_port:
 * @port: texts are copied; its system may be added later
 */
void
rw_wiring_add_port (RwWiring *wiring, const RwWirePort *port)
{
  RwWirePort copy = *port;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, port->name != NULL ? port->name : "");
  copy.system = copy.upstream = copy.cable = copy.peer = copy.feed = copy.far = -1;
  g_array_append_val (wiring->port_array, copy);
}

/**
 * rw_wiring_add_cable:
 * @cable: texts are copied; its ends may be added later
 */
void
rw_wiring_add_cable (RwWiring *wiring, const RwWireCable *cable)
{
  RwWireCable copy = *cable;

  g_return_if_fail (!wiring->finished);

  copy.label = keep (wiring, cable->label);
  copy.type = keep (wiring, cable->type);
  copy.colour = keep (wiring, cable->colour);
  copy.a = copy.a_feed = copy.b = copy.b_feed = -1;
  g_array_append_val (wiring->cable_array, copy);
}

/**
 * rw_wiring_add_feed:
 * @feed: texts are copied
 */
void
rw_wiring_add_feed (RwWiring *wiring, const RwWireFeed *feed)
{
  RwWireFeed copy = *feed;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, feed->name != NULL ? feed->name : "");
  copy.rack = -1;
  g_array_append_val (wiring->feed_array, copy);
}

static void
add_place (RwWiring *wiring, GArray *places, const RwWirePlace *place)
{
  RwWirePlace copy = *place;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, place->name != NULL ? place->name : "");
  copy.customer = -1;
  g_array_append_val (places, copy);
}

/**
 * rw_wiring_add_rack:
 * @rack: texts are copied
 */
void
rw_wiring_add_rack (RwWiring *wiring, const RwWireRack *rack)
{
  RwWireRack copy = *rack;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, rack->name != NULL ? rack->name : "");
  copy.row = keep (wiring, rack->row);
  copy.units = CLAMP (rack->units, 0, 100);
  copy.room = -1;
  g_array_append_val (wiring->rack_array, copy);
}

/**
 * rw_wiring_add_type:
 * @type: texts are copied
 */
void
rw_wiring_add_type (RwWiring *wiring, const RwWireType *type)
{
  RwWireType copy = *type;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, type->name != NULL ? type->name : "");
  g_array_append_val (wiring->type_array, copy);
}

/**
 * rw_wiring_add_vlan:
 * @vlan: texts are copied
 */
void
rw_wiring_add_vlan (RwWiring *wiring, const RwWireVlan *vlan)
{
  RwWireVlan copy = *vlan;

  g_return_if_fail (!wiring->finished);

  copy.name = keep (wiring, vlan->name != NULL ? vlan->name : "");
  g_array_append_val (wiring->vlan_array, copy);
}

void
rw_wiring_add_reservation (RwWiring *wiring, const RwWireReservation *reservation)
{
  RwWireReservation copy = *reservation;

  g_return_if_fail (!wiring->finished);

  copy.purpose = keep (wiring, reservation->purpose != NULL ? reservation->purpose : "");
  copy.rack = -1;
  g_array_append_val (wiring->reservation_array, copy);
}

/**
 * rw_wiring_add_carried:
 * @system: a network device
 * @vlan: that is on one of its ports
 *
 * Both may be added later, and the same may be said for each port.
 */
void
rw_wiring_add_carried (RwWiring *wiring, const RwId *system, const RwId *vlan)
{
  Carrying carrying = { *system, *vlan };

  g_return_if_fail (!wiring->finished);

  g_array_append_val (wiring->carrying, carrying);
}

void
rw_wiring_add_room (RwWiring *wiring, const RwWirePlace *room)
{
  add_place (wiring, wiring->room_array, room);
}

void
rw_wiring_add_service (RwWiring *wiring, const RwWirePlace *service)
{
  add_place (wiring, wiring->service_array, service);
}

void
rw_wiring_add_customer (RwWiring *wiring, const RwWirePlace *customer)
{
  add_place (wiring, wiring->customer_array, customer);
}

/* --- Finishing ---------------------------------------------------------------------------------- */

static int
find (const RwWiring *wiring, const RwId *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (wiring->indexes, id)) - 1;
}

/* Records of different kinds have different ids, but a reference may name another kind than meant:
 * what an index is of is checked by its own id. */
#define FIND(wiring, array, n, wanted)                                     \
  G_STMT_START                                                             \
  {                                                                        \
    int index = find (wiring, wanted);                                     \
                                                                           \
    return index >= 0 && index < (int) (n) && rw_id_equal (&(array)[index].id, wanted) ? index : -1; \
  }                                                                        \
  G_STMT_END

int
rw_wiring_find_system (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->systems, wiring->n_systems, id);
}

static int
find_port (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->ports, wiring->n_ports, id);
}

static int
find_feed (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->feeds, wiring->n_feeds, id);
}

int
rw_wiring_find_rack (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->racks, wiring->n_racks, id);
}

int
rw_wiring_find_service (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->services, wiring->n_services, id);
}

int
rw_wiring_find_type (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->types, wiring->n_types, id);
}

int
rw_wiring_find_vlan (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->vlans, wiring->n_vlans, id);
}

static int
find_room (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->rooms, wiring->n_rooms, id);
}

static int
find_customer (const RwWiring *wiring, const RwId *id)
{
  FIND (wiring, wiring->customers, wiring->n_customers, id);
}

#define INDEX(wiring, array, n)                                                            \
  G_STMT_START                                                                             \
  {                                                                                        \
    for (guint i = 0; i < (n); i++)                                                        \
      g_hash_table_insert ((wiring)->indexes, &(array)[i].id, GINT_TO_POINTER ((int) i + 1)); \
  }                                                                                        \
  G_STMT_END

static int
compare_ports (gconstpointer a, gconstpointer b)
{
  const RwWirePort *x = a, *y = b;
  int order;

  if (x->system != y->system)
    return x->system < y->system ? -1 : 1;
  order = rw_text_collate (x->name, y->name);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

static int
compare_types (gconstpointer a, gconstpointer b)
{
  const RwWireType *x = a, *y = b;
  int order = rw_text_collate (x->name, y->name);

  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

static int
compare_vlans (gconstpointer a, gconstpointer b)
{
  const RwWireVlan *x = a, *y = b;
  int order;

  if (x->vid != y->vid)
    return x->vid < y->vid ? -1 : 1;
  order = rw_text_collate (x->name, y->name);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

static int
compare_carried (gconstpointer a, gconstpointer b)
{
  const RwWireCarried *x = a, *y = b;

  if (x->system != y->system)
    return x->system < y->system ? -1 : 1;
  return (x->vlan > y->vlan) - (x->vlan < y->vlan);
}

/* qsort() takes no null, not even for none. */
static void
sort (gpointer array, guint n, gsize size, int (*compare) (gconstpointer, gconstpointer))
{
  if (n > 1)
    qsort (array, n, size, compare);
}

static void
join_carried (RwWiring *wiring)
{
  GArray *pairs = wiring->carried_array;
  guint n = 0;

  for (guint i = 0; i < wiring->carrying->len; i++)
    {
      const Carrying *carrying = &g_array_index (wiring->carrying, Carrying, i);
      int system = rw_wiring_find_system (wiring, &carrying->system),
          vlan = rw_wiring_find_vlan (wiring, &carrying->vlan);
      RwWireCarried pair = { (guint) system, (guint) vlan };

      if (system >= 0 && vlan >= 0)
        g_array_append_val (pairs, pair);
    }
  g_array_set_size (wiring->carrying, 0);
  wiring->carried = (RwWireCarried *) (void *) pairs->data;
  sort (wiring->carried, pairs->len, sizeof (RwWireCarried), compare_carried);
  for (guint i = 0; i < pairs->len; i++)
    if (n == 0 || compare_carried (&wiring->carried[n - 1], &wiring->carried[i]) != 0)
      wiring->carried[n++] = wiring->carried[i];
  wiring->n_carried = n;
}

static void
join_racks (RwWiring *wiring)
{
  for (guint i = 0; i < wiring->n_racks; i++)
    wiring->racks[i].room = find_room (wiring, &wiring->racks[i].room_id);
  for (guint i = 0; i < wiring->n_reservations; i++)
    wiring->reservations[i].rack = rw_wiring_find_rack (wiring, &wiring->reservations[i].rack_id);
}

static void
join_systems (RwWiring *wiring)
{
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      RwWireSystem *system = &wiring->systems[i];

      system->rack = rw_wiring_find_rack (wiring, &system->rack_id);
      system->parent = rw_wiring_find_system (wiring, &system->parent_id);
      system->host = rw_wiring_find_system (wiring, &system->host_id);
      system->partner = rw_wiring_find_system (wiring, &system->partner_id);
      system->service = rw_wiring_find_service (wiring, &system->service_id);
      system->type = rw_wiring_find_type (wiring, &system->type_id);
    }
  for (guint i = 0; i < wiring->n_feeds; i++)
    wiring->feeds[i].rack = rw_wiring_find_rack (wiring, &wiring->feeds[i].rack_id);
  for (guint i = 0; i < wiring->n_services; i++)
    wiring->services[i].customer = find_customer (wiring, &wiring->services[i].customer_id);
}

static void
join_ports (RwWiring *wiring)
{
  for (guint i = 0; i < wiring->n_ports; i++)
    {
      RwWirePort *port = &wiring->ports[i];

      port->upstream = find_port (wiring, &port->upstream_id);
      /* It leads somewhere inside its own system. */
      if (port->upstream >= 0 &&
          (wiring->ports[port->upstream].system != port->system || port->upstream == (int) i))
        port->upstream = -1;
      if (port->system < 0)
        continue;
      if (wiring->systems[port->system].n_ports++ == 0)
        wiring->systems[port->system].first_port = i;
    }
}

static void
plug (RwWiring *wiring, int port, int cable, int peer, int feed)
{
  /* A second cable in one port is refused where it is entered. */
  if (port < 0 || wiring->ports[port].cable >= 0)
    return;
  wiring->ports[port].cable = cable;
  wiring->ports[port].peer = peer;
  wiring->ports[port].feed = feed;
}

static void
join_cables (RwWiring *wiring)
{
  for (guint i = 0; i < wiring->n_cables; i++)
    {
      RwWireCable *cable = &wiring->cables[i];

      cable->a = find_port (wiring, &cable->a_id);
      cable->a_feed = find_feed (wiring, &cable->a_id);
      cable->b = find_port (wiring, &cable->b_id);
      cable->b_feed = find_feed (wiring, &cable->b_id);
      if (cable->status == RW_CABLE_STATUS_DECOMMISSIONING)
        continue;
      plug (wiring, cable->a, (int) i, cable->b, cable->b_feed);
      plug (wiring, cable->b, (int) i, cable->a, cable->a_feed);
    }
}

/**
 * rw_wiring_finish:
 *
 * Resolves every reference; what a reference does not find is as if it were not there.
 */
void
rw_wiring_finish (RwWiring *wiring)
{
  g_return_if_fail (!wiring->finished);

  wiring->systems = (RwWireSystem *) (void *) wiring->system_array->data;
  wiring->n_systems = wiring->system_array->len;
  wiring->ports = (RwWirePort *) (void *) wiring->port_array->data;
  wiring->n_ports = wiring->port_array->len;
  wiring->cables = (RwWireCable *) (void *) wiring->cable_array->data;
  wiring->n_cables = wiring->cable_array->len;
  wiring->feeds = (RwWireFeed *) (void *) wiring->feed_array->data;
  wiring->n_feeds = wiring->feed_array->len;
  wiring->racks = (RwWireRack *) (void *) wiring->rack_array->data;
  wiring->n_racks = wiring->rack_array->len;
  wiring->rooms = (RwWirePlace *) (void *) wiring->room_array->data;
  wiring->n_rooms = wiring->room_array->len;
  wiring->types = (RwWireType *) (void *) wiring->type_array->data;
  wiring->n_types = wiring->type_array->len;
  wiring->vlans = (RwWireVlan *) (void *) wiring->vlan_array->data;
  wiring->n_vlans = wiring->vlan_array->len;
  wiring->reservations = (RwWireReservation *) (void *) wiring->reservation_array->data;
  wiring->n_reservations = wiring->reservation_array->len;
  wiring->services = (RwWirePlace *) (void *) wiring->service_array->data;
  wiring->n_services = wiring->service_array->len;
  wiring->customers = (RwWirePlace *) (void *) wiring->customer_array->data;
  wiring->n_customers = wiring->customer_array->len;
  sort (wiring->types, wiring->n_types, sizeof (RwWireType), compare_types);
  sort (wiring->vlans, wiring->n_vlans, sizeof (RwWireVlan), compare_vlans);
  INDEX (wiring, wiring->systems, wiring->n_systems);
  INDEX (wiring, wiring->types, wiring->n_types);
  INDEX (wiring, wiring->vlans, wiring->n_vlans);
  for (guint i = 0; i < wiring->n_ports; i++)
    wiring->ports[i].system = rw_wiring_find_system (wiring, &wiring->ports[i].system_id);
  sort (wiring->ports, wiring->n_ports, sizeof (RwWirePort), compare_ports);
  INDEX (wiring, wiring->ports, wiring->n_ports);
  INDEX (wiring, wiring->cables, wiring->n_cables);
  INDEX (wiring, wiring->feeds, wiring->n_feeds);
  INDEX (wiring, wiring->racks, wiring->n_racks);
  INDEX (wiring, wiring->rooms, wiring->n_rooms);
  INDEX (wiring, wiring->services, wiring->n_services);
  INDEX (wiring, wiring->customers, wiring->n_customers);
  join_racks (wiring);
  join_systems (wiring);
  join_carried (wiring);
  join_ports (wiring);
  join_cables (wiring);
  for (guint i = 0; i < wiring->n_ports; i++)
    if (wiring->ports[i].type == RW_PORT_TYPE_NETWORK)
      wiring->ports[i].far = rw_cable_trace_far_end (wiring, i);
  wiring->finished = TRUE;
}

/* --- Asking ------------------------------------------------------------------------------------- */

/**
 * rw_wiring_find:
 *
 * Returns: the index of the record among those of its kind, or -1
 */
int
rw_wiring_find (const RwWiring *wiring, const RwId *id)
{
  return find (wiring, id);
}

/**
 * rw_wiring_cross:
 * @port: of a patch panel
 * @position: for the rear: which of its positions, or 0 for its only one
 *
 * From the front of a patch panel to its rear, and back.
 *
 * Returns: the port on the other side, or -1 when there is none or which one it is is not known
 */
int
rw_wiring_cross (const RwWiring *wiring, guint port, int position)
{
  const RwWirePort *from = &wiring->ports[port];
  const RwWireSystem *panel;
  int found = -1;

  if (from->type == RW_PORT_TYPE_PATCH_FRONT)
    return from->upstream;
  if (from->type != RW_PORT_TYPE_PATCH_REAR || from->system < 0)
    return -1;
  panel = &wiring->systems[from->system];
  for (guint i = panel->first_port; i < panel->first_port + panel->n_ports; i++)
    {
      const RwWirePort *front = &wiring->ports[i];

      if (front->type != RW_PORT_TYPE_PATCH_FRONT || front->upstream != (int) port)
        continue;
      if (position > 0 && MAX (1, front->position) == position)
        return (int) i;
      if (position == 0 && found >= 0)
        return -1;
      if (position == 0)
        found = (int) i;
    }
  return found;
}

/**
 * rw_wiring_get_placement:
 * @system: index
 * @placement: (out): its name borrows from @wiring
 *
 * What rw_placement_from_device() says of a record. Without a type it counts as 1 U, full depth.
 *
 * Returns: whether it takes units: a device in a rack, not in a chassis, not at the side, not removed
 */
gboolean
rw_wiring_get_placement (const RwWiring *wiring, guint system, RwPlacement *placement)
{
  const RwWireSystem *device = &wiring->systems[system];
  const RwWireType *type = device->type >= 0 ? &wiring->types[device->type] : NULL;
  RwFaces faces = type == NULL || type->full_depth ? RW_FACES_BOTH
                  : device->face == RW_FACE_REAR   ? RW_FACES_REAR
                                                   : RW_FACES_FRONT;

  if (device->kind != RW_KIND_DEVICE || device->rack < 0 || device->start < 0 ||
      device->parent >= 0 || (type != NULL && type->length <= 0) ||
      !rw_stage_takes_units (device->stage))
    return FALSE;
  *placement = (RwPlacement) { .id = device->id,
                               .name = device->name,
                               .start = device->start,
                               .length = type != NULL ? type->length : 2,
                               .faces = faces,
                               .half_width = type != NULL && type->half_width };
  return TRUE;
}

/**
 * rw_wiring_is_network:
 *
 * Returns: whether devices of this role pass on what reaches them
 */
gboolean
rw_wiring_is_network (RwDeviceRole role)
{
  return role == RW_DEVICE_ROLE_SWITCH || role == RW_DEVICE_ROLE_ROUTER ||
         role == RW_DEVICE_ROLE_FIREWALL || role == RW_DEVICE_ROLE_LOAD_BALANCER;
}
