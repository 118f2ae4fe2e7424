/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Ports of every device and machine, and the cables between them. A port has one cable at most,
 * both ends of a network cable carry the same VLANs, and each inlet hangs on the PDU of its leg. */

static int
add_port (RwDemoCompany *self,
          int            device,
          const char    *name,
          RwPortType     type,
          const char    *connector,
          guint          speed)
{
  RwDemoPort port = { .device = device, .vm = -1, .name = name, .type = type, .connector = connector, .speed = speed,
                      .vlan = -1, .trunk = -1, .upstream = -1, .leg = -1, .cable = -1 };

  g_array_append_val (self->ports, port);
  return (int) self->ports->len - 1;
}

/* In the order of the type's templates, see rw-demo-types.c. */
static void
make_device_ports (RwDemoCompany *self,
                   int            index)
{
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  const RwDemoType *type = rw_demo_type (device->type);
  int inlet = -1;

  device->first_port = self->ports->len;
  if (device->stage == RW_STAGE_CONCEPT || device->stage == RW_STAGE_REMOVED)
    return;
  if (type->nic_names != NULL)
    {
      g_auto (GStrv) names = g_strsplit (type->nic_names, " ", -1);

      for (char **p = names; *p != NULL; p++)
        add_port (self, index, g_string_chunk_insert_const (self->strings, *p), RW_PORT_TYPE_NETWORK, type->nic_connector, type->nic_speed);
    }
  for (guint i = 1; i <= type->downlinks + type->uplinks; i++)
    add_port (self, index, rw_demo_string (self, "1/0/%u", i), RW_PORT_TYPE_NETWORK,
              i > type->downlinks ? "QSFP28" : type->nic_connector, i > type->downlinks ? 100000 : type->nic_speed);
  if (type->management != NULL)
    RW_DEMO_PORT (self, add_port (self, index, type->management, RW_PORT_TYPE_NETWORK, "RJ45", 1000))->management = TRUE;
  for (guint i = 1; i <= type->consoles; i++)
    add_port (self, index, rw_demo_string (self, "port%u", i), RW_PORT_TYPE_CONSOLE, "RJ45", 0);
  for (guint i = 0; i < type->psus; i++)
    {
      int port = add_port (self, index, rw_demo_string (self, "PSU%u", i + 1), RW_PORT_TYPE_POWER_INLET, "C14", 0);

      RW_DEMO_PORT (self, port)->leg = (int) i % 2;
      RW_DEMO_PORT (self, port)->watts = device->watts / type->psus;
    }
  if (type->outlets > 0)
    {
      inlet = add_port (self, index, "Inlet", RW_PORT_TYPE_POWER_INLET, "CEE", 0);
      RW_DEMO_PORT (self, inlet)->leg = device->leg;
    }
  for (guint i = 1; i <= type->outlets; i++)
    {
      int port = add_port (self, index, rw_demo_string (self, "%u", i), RW_PORT_TYPE_POWER_OUTLET, "C13", 0);

      RW_DEMO_PORT (self, port)->leg = device->leg;
      RW_DEMO_PORT (self, port)->upstream = inlet;
    }
  for (guint i = 1; i <= type->positions; i++)
    {
      int port = add_port (self, index, rw_demo_string (self, "F%u", i), RW_PORT_TYPE_PATCH_FRONT, "LC", 0);

      RW_DEMO_PORT (self, port)->upstream = port + (int) type->positions;
      RW_DEMO_PORT (self, port)->upstream_position = 1;
    }
  for (guint i = 1; i <= type->positions; i++)
    add_port (self, index, rw_demo_string (self, "R%u", i), RW_PORT_TYPE_PATCH_REAR, "LC", 0);
  RW_DEMO_DEVICE (self, index)->n_ports = self->ports->len - RW_DEMO_DEVICE (self, index)->first_port;
}

static int
nic (RwDemoCompany *self,
     int            device,
     guint          number)
{
  RwDemoDevice *of = RW_DEMO_DEVICE (self, device);

  return number < rw_demo_type (of->type)->nics && number < of->n_ports ? (int) (of->first_port + number) : -1;
}

static int
take_downlink (RwDemoCompany *self,
               int            device)
{
  RwDemoDevice *of;

  if (device < 0)
    return -1;
  of = RW_DEMO_DEVICE (self, device);
  return of->next_downlink < rw_demo_type (of->type)->downlinks ? (int) (of->first_port + of->next_downlink++) : -1;
}

static int
take_uplink (RwDemoCompany *self,
             int            device)
{
  RwDemoDevice *of = RW_DEMO_DEVICE (self, device);
  const RwDemoType *type = rw_demo_type (of->type);

  return of->next_uplink < type->uplinks ? (int) (of->first_port + type->downlinks + of->next_uplink++) : -1;
}

/* Front ports of a panel come before its rear ports. */
static int
take_position (RwDemoCompany *self,
               int            device)
{
  RwDemoDevice *of;

  if (device < 0)
    return -1;
  of = RW_DEMO_DEVICE (self, device);
  return of->next_position < rw_demo_type (of->type)->positions ? (int) (of->first_port + of->next_position++) : -1;
}

static int
power_port (RwDemoCompany *self,
            int            device,
            guint          number)
{
  RwDemoDevice *of = RW_DEMO_DEVICE (self, device);

  for (guint i = of->first_port; i < of->first_port + of->n_ports; i++)
    if (RW_DEMO_PORT (self, i)->type == RW_PORT_TYPE_POWER_INLET && number-- == 0)
      return (int) i;
  return -1;
}

static void
connect_ports (RwDemoCompany *self,
               int            a,
               int            b,
               const char    *type,
               const char    *colour,
               double         length)
{
  RwDemoCable cable = { .a = a, .b = b, .type = type, .colour = colour, .length = length };

  g_assert (RW_DEMO_PORT (self, a)->cable < 0 && RW_DEMO_PORT (self, b)->cable < 0);
  RW_DEMO_PORT (self, a)->cable = RW_DEMO_PORT (self, b)->cable = (int) self->cables->len;
  g_array_append_val (self->cables, cable);
}

static void
carry (RwDemoCompany *self,
       int            port,
       int            vlan,
       int            trunk)
{
  RW_DEMO_PORT (self, port)->vlan = vlan;
  RW_DEMO_PORT (self, port)->trunk = trunk;
}

/* What people put off: the second cord of what is not in operation yet, and of a console server that
 * nobody looks at. */
static gboolean
has_one_cord (const RwDemoDevice *device)
{
  return device->stage == RW_STAGE_RACKED || device->stage == RW_STAGE_CONNECTED ||
         (device->role == RW_DEVICE_ROLE_CONSOLE_SERVER && device->site == 1);
}

static void
wire_power (RwDemoCompany *self,
            int            index,
            guint         *next_outlet)
{
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  RwDemoRack *rack = RW_DEMO_RACK (self, device->rack);

  if (device->leg >= 0)
    {
      RwDemoCable cable = { .a = power_port (self, index, 0), .b = rack->feeds[device->leg], .to_feed = TRUE, .type = "power",
                            .colour = device->leg == 0 ? "red" : "blue", .length = 3 };

      RW_DEMO_PORT (self, cable.a)->cable = (int) self->cables->len;
      g_array_append_val (self->cables, cable);
      return;
    }
  for (guint i = 0; i < rw_demo_type (device->type)->psus; i++)
    {
      int leg = (int) i % 2, pdu = rack->pdus[leg];
      guint outlet;

      if (i > 0 && has_one_cord (device))
        return;
      outlet = next_outlet[2 * device->rack + leg]++;
      if (outlet >= self->plan->outlets)
        return;
      /* The inlet is the PDU's first port. */
      connect_ports (self, power_port (self, index, i), (int) (RW_DEMO_DEVICE (self, pdu)->first_port + 1 + outlet), "power",
                     leg == 0 ? "red" : "blue", 1 + (double) (outlet % 3) / 2);
    }
}

/* Now and then somebody plugs both cords of a server into the same PDU, and nobody sees it. */
static void
cross_cords (RwDemoCompany *self, guint *next_outlet)
{
  guint number = 0, every = self->plan->outlets == 10 ? 19 : 83;

  for (int i = 0; i < (int) self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);
      RwDemoPort *inlet, *to;
      RwDemoCable *cable;
      int port;
      guint outlet;

      if (device->role != RW_DEVICE_ROLE_SERVER || device->rack < 0 ||
          device->stage != RW_STAGE_OPERATION || rw_demo_type (device->type)->psus != 2)
        continue;
      outlet = next_outlet[2 * device->rack];
      port = power_port (self, i, 1);
      inlet = RW_DEMO_PORT (self, port);
      if (outlet >= self->plan->outlets || inlet->cable < 0 || number++ % every != every / 2)
        continue;
      next_outlet[2 * device->rack]++;
      cable = RW_DEMO_CABLE (self, inlet->cable);
      RW_DEMO_PORT (self, cable->b)->cable = -1;
      cable->b =
        (int) (RW_DEMO_DEVICE (self, RW_DEMO_RACK (self, device->rack)->pdus[0])->first_port + 1 +
               outlet);
      cable->colour = "red";
      to = RW_DEMO_PORT (self, cable->b);
      to->cable = inlet->cable;
      inlet->leg = to->leg;
    }
}

/* One adapter to the switch of the rack, the next to that of the pair. */
static void
wire_access (RwDemoCompany *self,
             int            index,
             guint          n,
             int            vlan,
             int            trunk)
{
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  RwDemoRack *rack = RW_DEMO_RACK (self, device->rack);
  RwDemoRack *other = RW_DEMO_RACK (self, rack->pair);

  for (guint i = 0; i < n; i++)
    {
      int from = nic (self, index, i);
      int to = take_downlink (self, i % 2 == 0 ? rack->tor : other->tor);

      if (from < 0 || to < 0)
        continue;
      connect_ports (self, from, to, device->role == RW_DEVICE_ROLE_CONSOLE_SERVER ? "cat6a" : i % 2 == 0 ? "dac-passive" : "aoc",
                     i % 2 == 0 ? "black" : "aqua", i % 2 == 0 ? 2 : 3);
      carry (self, from, vlan, trunk);
      carry (self, to, vlan, trunk);
    }
}

static void
wire_device (RwDemoCompany *self,
             int            index)
{
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  int trunk = -1;

  switch (device->role)
    {
    case RW_DEVICE_ROLE_SERVER:
      if (device->cluster >= 0)
        trunk = RW_DEMO_CLUSTER (self, device->cluster)->trunk;
      wire_access (self, index, 2, device->vlan, trunk);
      for (guint i = 0; nic (self, index, i) >= 0; i++)
        {
          RwDemoPort *port = RW_DEMO_PORT (self, nic (self, index, i));

          port->disabled = port->cable < 0;
        }
      break;
    case RW_DEVICE_ROLE_STORAGE:
      wire_access (self, index, 4, device->vlan, -1);
      break;
    case RW_DEVICE_ROLE_CHASSIS:
      /* The chassis' own switches carry what its blades need. */
      trunk = rw_demo_add_trunk (self);
      for (guint i = (guint) index + 1; i < self->devices->len && RW_DEMO_DEVICE (self, i)->parent == index; i++)
        {
          RwDemoDevice *blade = RW_DEMO_DEVICE (self, i);
          int of_blade = blade->cluster >= 0 ? RW_DEMO_CLUSTER (self, blade->cluster)->trunk : -1;

          if (blade->vlan >= 0)
            rw_demo_trunk_add (self, trunk, blade->vlan);
          if (of_blade >= 0)
            rw_demo_trunk_join (self, trunk, of_blade);
          for (guint k = 0; k < 2; k++)
            carry (self, nic (self, (int) i, k), blade->vlan, of_blade);
        }
      wire_access (self, index, 4, -1, trunk);
      break;
    case RW_DEVICE_ROLE_FIREWALL:
    case RW_DEVICE_ROLE_LOAD_BALANCER:
    case RW_DEVICE_ROLE_CONSOLE_SERVER:
      wire_access (self, index, 2, device->vlan, -1);
      if (device->role == RW_DEVICE_ROLE_FIREWALL && device->partner > index)
        connect_ports (self, nic (self, index, 2), nic (self, device->partner, 2), "dac-passive", "yellow", 3);
      break;
    case RW_DEVICE_ROLE_ROUTER:
      for (guint i = 0; i < 2; i++)
        {
          int from = nic (self, index, i), to = take_downlink (self, self->cores[device->site][i]);

          if (to < 0)
            continue;
          connect_ports (self, from, to, "smf-os2", "yellow", 5);
          carry (self, from, device->vlan, -1);
          carry (self, to, device->vlan, -1);
        }
      break;
    default:
      break;
    }
}

/* From one end of an uplink to the other, through the panels of both racks when both have one. */
static void
wire_uplink (RwDemoCompany *self,
             int            from,
             int            to,
             int            from_panel,
             int            to_panel,
             double         length)
{
  int near, far;

  if (from < 0 || to < 0)
    return;
  near = from_panel >= 0 && to_panel >= 0 && from_panel != to_panel ? take_position (self, from_panel) : -1;
  far = near >= 0 ? take_position (self, to_panel) : -1;
  if (far < 0)
    {
      connect_ports (self, from, to, "mmf-om4", "aqua", length);
      return;
    }
  connect_ports (self, from, near, "mmf-om4", "aqua", 2);
  connect_ports (self, RW_DEMO_PORT (self, near)->upstream, RW_DEMO_PORT (self, far)->upstream, "mmf-om4", "violet", length + 10);
  connect_ports (self, far, to, "mmf-om4", "aqua", 2);
}

static void
join_downlinks (RwDemoCompany *self,
                int            device,
                int            trunk)
{
  RwDemoDevice *of = RW_DEMO_DEVICE (self, device);

  for (guint i = 0; i < of->next_downlink; i++)
    {
      RwDemoPort *port = RW_DEMO_PORT (self, of->first_port + i);

      if (port->vlan >= 0)
        rw_demo_trunk_add (self, trunk, port->vlan);
      if (port->trunk >= 0)
        rw_demo_trunk_join (self, trunk, port->trunk);
    }
}

static void
wire_row (RwDemoCompany *self,
          RwDemoRow     *row)
{
  for (int i = 0; i < row->n_racks; i++)
    {
      RwDemoRack *rack = RW_DEMO_RACK (self, row->first_rack + i);
      int trunk = rw_demo_add_trunk (self);
      gboolean far = row->n_racks >= 4 && i >= row->n_racks - 2;

      rw_demo_trunk_add (self, trunk, RW_DEMO_ROOM (self, rack->room)->vlan);
      join_downlinks (self, rack->tor, trunk);
      for (int k = 0; k < 2; k++)
        {
          int from = take_uplink (self, rack->tor), to = take_downlink (self, row->aggs[k]);

          if (from < 0 || to < 0)
            continue;
          carry (self, from, -1, trunk);
          carry (self, to, -1, trunk);
          wire_uplink (self, from, to, far ? rack->panel : -1, far ? RW_DEMO_RACK (self, row->first_rack + k)->panel : -1, 3 + i);
        }
    }
}

static void
wire_core (RwDemoCompany *self,
           RwDemoRow     *row)
{
  int *cores = self->cores[row->site];
  int trunk = rw_demo_add_trunk (self);

  if (row->aggs[0] == cores[0])
    {
      wire_uplink (self, take_uplink (self, cores[0]), take_uplink (self, cores[1]), -1, -1, 3);
      return;
    }
  join_downlinks (self, row->aggs[0], trunk);
  for (int a = 0; a < 2; a++)
    for (int k = 0; k < 2; k++)
      {
        int from = take_uplink (self, row->aggs[a]), to = take_downlink (self, cores[k]);

        if (from < 0 || to < 0)
          continue;
        carry (self, from, -1, trunk);
        carry (self, to, -1, trunk);
        wire_uplink (self, from, to, RW_DEMO_RACK (self, row->first_rack + a)->panel,
                     RW_DEMO_RACK (self, RW_DEMO_DEVICE (self, cores[k])->rack)->panel, 18);
      }
}

/* Management ports are wired as far as the size's cables go. */
static void
wire_management (RwDemoCompany *self)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) self->ports->len; i++)
    {
      RwDemoPort *port = RW_DEMO_PORT (self, i);

      if (port->management && port->cable < 0 && RW_DEMO_DEVICE (self, port->device)->rack >= 0 &&
          RW_DEMO_DEVICE (self, port->device)->stage >= RW_STAGE_CONNECTED)
        g_array_append_val (candidates, i);
    }
  rw_demo_random_shuffle (&self->random, (int *) (gpointer) candidates->data, candidates->len);
  for (guint i = 0; i < candidates->len && self->cables->len < self->plan->counts.cables; i++)
    {
      int from = g_array_index (candidates, int, i);
      RwDemoDevice *device = RW_DEMO_DEVICE (self, RW_DEMO_PORT (self, from)->device);
      RwDemoRack *rack = RW_DEMO_RACK (self, device->rack);
      int vlan = RW_DEMO_ROOM (self, rack->room)->vlan;
      int to = rack->tor == RW_DEMO_PORT (self, from)->device ? take_downlink (self, RW_DEMO_RACK (self, rack->pair)->tor)
                                                               : take_downlink (self, rack->tor);

      if (to < 0)
        continue;
      connect_ports (self, from, to, "cat6a", "grey", 2);
      carry (self, from, vlan, -1);
      carry (self, to, vlan, -1);
    }
}

static void
make_vm_ports (RwDemoCompany *self)
{
  guint n = self->vms->len, left = self->plan->counts.ports - MIN (self->ports->len, self->plan->counts.ports), given = 0;

  for (guint i = 0; i < n; i++)
    {
      RwDemoVm *vm = RW_DEMO_VM (self, i);
      guint until = MAX ((guint) ((guint64) left * (i + 1) / n), i + 1);

      vm->first_port = self->ports->len;
      for (guint k = 0; given < until && k < 4; given++, k++)
        {
          int port = add_port (self, -1, rw_demo_string (self, "ens%u", 18 + k), RW_PORT_TYPE_NETWORK, "virtio", 10000);

          RW_DEMO_PORT (self, port)->vm = (int) i;
          RW_DEMO_PORT (self, port)->vlan = vm->vlan;
        }
      vm->n_ports = self->ports->len - vm->first_port;
    }
}

void
rw_demo_make_wiring (RwDemoCompany *self)
{
  g_autofree guint *next_outlet = g_new0 (guint, 2 * self->racks->len);

  rw_demo_stream (self, "wiring");
  for (int i = 0; i < (int) self->devices->len; i++)
    make_device_ports (self, i);
  make_vm_ports (self);
  for (int i = 0; i < (int) self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->rack < 0 || device->stage < RW_STAGE_RACKED || device->role == RW_DEVICE_ROLE_BLADE)
        continue;
      wire_power (self, i, next_outlet);
      if (device->stage >= RW_STAGE_CONNECTED)
        wire_device (self, i);
    }
  cross_cords (self, next_outlet);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->rows->len; i++)
      {
        if (pass == 0)
          wire_row (self, RW_DEMO_ROW (self, i));
        else
          wire_core (self, RW_DEMO_ROW (self, i));
      }
  wire_management (self);
  for (guint i = 0; i < self->ports->len; i++)
    {
      RwDemoPort *port = RW_DEMO_PORT (self, i);

      port->id = rw_demo_id_on (self, port->device >= 0 ? RW_DEMO_DEVICE (self, port->device)->purchased : RW_DEMO_VM (self, port->vm)->created);
    }
}

static void
emit_port (RwDemoCompany    *self,
           guint             index,
           GArray           *ids)
{
  RwDemoPort *port = RW_DEMO_PORT (self, index);
  RwRecord *record = rw_record_new (RW_KIND_PORT, &port->id);

  rw_record_set_ref (record, RW_PORT_SYSTEM, port->device >= 0 ? &RW_DEMO_DEVICE (self, port->device)->id : &RW_DEMO_VM (self, port->vm)->id);
  rw_record_set_text (record, RW_PORT_NAME, port->name);
  rw_record_set_enum (record, RW_PORT_TYPE, port->type);
  rw_record_set_text (record, RW_PORT_CONNECTOR, port->connector);
  if (port->speed > 0)
    rw_record_set_integer (record, RW_PORT_SPEED, port->speed);
  if (port->type == RW_PORT_TYPE_NETWORK && (port->vm >= 0 || port->management ||
      rw_demo_type (RW_DEMO_DEVICE (self, port->device)->type)->nics > 0))
    {
      guint64 hash = (guint64) (index + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      char mac[18];

      g_snprintf (mac, sizeof mac, port->vm >= 0 ? "bc:24:11:%02x:%02x:%02x" : "3c:ec:ef:%02x:%02x:%02x",
                  (guint) (hash >> 56), (guint) (hash >> 48 & 255), (guint) (hash >> 40 & 255));
      rw_record_set_text (record, RW_PORT_MAC, mac);
    }
  if (port->vlan >= 0)
    rw_record_set_ref (record, RW_PORT_UNTAGGED, &RW_DEMO_VLAN (self, port->vlan)->id);
  if (port->trunk >= 0)
    {
      GArray *vlans = self->trunks->pdata[port->trunk];

      g_array_set_size (ids, 0);
      for (guint i = 0; i < vlans->len; i++)
        g_array_append_val (ids, RW_DEMO_VLAN (self, g_array_index (vlans, int, i))->id);
      rw_record_set_refs (record, RW_PORT_TAGGED, (RwId *) (gpointer) ids->data, ids->len);
    }
  if (port->type == RW_PORT_TYPE_NETWORK)
    {
      rw_record_set_boolean (record, RW_PORT_MANAGEMENT, port->management);
      rw_record_set_boolean (record, RW_PORT_ENABLED, !port->disabled);
    }
  if (port->upstream >= 0)
    rw_record_set_ref (record, RW_PORT_UPSTREAM, &RW_DEMO_PORT (self, port->upstream)->id);
  if (port->upstream_position > 0)
    rw_record_set_integer (record, RW_PORT_UPSTREAM_POSITION, port->upstream_position);
  if (port->leg >= 0)
    rw_record_set_enum (record, RW_PORT_LEG, port->leg == 0 ? RW_FEED_LEG_A : RW_FEED_LEG_B);
  if (port->watts > 0)
    rw_record_set_integer (record, RW_PORT_DRAW, port->watts);
  rw_demo_emit (self, record);
}

void
rw_demo_emit_wiring (RwDemoCompany *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  rw_demo_stream (self, "wiring-records");
  for (guint i = 0; i < self->ports->len; i++)
    emit_port (self, i, ids);
  for (guint i = 0; i < self->cables->len; i++)
    {
      RwDemoCable *cable = RW_DEMO_CABLE (self, i);
      RwDemoDevice *device = RW_DEMO_DEVICE (self, RW_DEMO_PORT (self, cable->a)->device);
      RwRecord *record;
      g_autofree char *label = g_strdup_printf ("%s-%06u", device->site == 0 ? "FRA2" : "FRA4", 100001 + i);

      cable->id = rw_demo_id_on (self, device->purchased + 10);
      record = rw_record_new (RW_KIND_CABLE, &cable->id);
      rw_record_set_text (record, RW_CABLE_LABEL, label);
      rw_record_set_ref (record, RW_CABLE_A, &RW_DEMO_PORT (self, cable->a)->id);
      rw_record_set_ref (record, RW_CABLE_B, cable->to_feed ? &RW_DEMO_FEED (self, cable->b)->id : &RW_DEMO_PORT (self, cable->b)->id);
      rw_record_set_text (record, RW_CABLE_TYPE, cable->type);
      rw_record_set_enum (record, RW_CABLE_STATUS, device->stage == RW_STAGE_DECOMMISSIONING ? RW_CABLE_STATUS_DECOMMISSIONING : RW_CABLE_STATUS_CONNECTED);
      rw_record_set_text (record, RW_CABLE_COLOUR, cable->colour);
      rw_record_set_decimal (record, RW_CABLE_LENGTH, cable->length);
      rw_demo_emit (self, record);
    }
}
