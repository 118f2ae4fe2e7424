/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* What stands where. Nothing overlaps: each rack keeps a bit for each half unit of both faces. */

#define FRONT 1
#define REAR  2

typedef enum
{
  FROM_TOP,
  FROM_BOTTOM,
} Direction;

static gboolean
is_free (const RwDemoRack *rack,
         guint             half,
         guint             n,
         int               faces)
{
  for (guint i = half; i < half + n; i++)
    for (int face = 0; face < 2; face++)
      if ((faces & (1 << face)) && (rack->used[face][i / 64] >> (i % 64) & 1))
        return FALSE;
  return TRUE;
}

static void
occupy (RwDemoRack *rack,
        guint       half,
        guint       n,
        int         faces)
{
  for (guint i = half; i < half + n; i++)
    for (int face = 0; face < 2; face++)
      if (faces & (1 << face))
        rack->used[face][i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
}

/* Whole units only, as rails are. Returns the lowest half unit or -1. */
static int
find_units (const RwDemoRack *rack,
            guint             n,
            int               faces,
            Direction         direction)
{
  int last = (int) (rack->units * 2 - n);

  for (int step = 0; step <= last; step += 2)
    {
      int half = direction == FROM_BOTTOM ? step : last - step;

      if (half % 2 == 0 && is_free (rack, (guint) half, n, faces))
        return half;
    }
  return -1;
}

static int
add_device (RwDemoCompany *self,
            const char    *slug)
{
  RwDemoDevice device = { .type = rw_demo_type_find (slug), .rack = -1, .site = -1, .parent = -1, .partner = -1, .service = -1,
                          .cluster = -1, .vlan = -1, .face = -1, .side = -1, .leg = -1, .bay = -1, .stage = RW_STAGE_OPERATION };
  const RwDemoType *type = rw_demo_type (device.type);

  device.role = type->role;
  device.watts = type->watts * (guint) rw_demo_random_range (&self->random, 72, 128) / 100;
  device.purchased = self->today - 45 - (gint64) rw_demo_random_below (&self->random, 1700);
  g_array_append_val (self->devices, device);
  return (int) self->devices->len - 1;
}

/* Takes outlets and watts of the rack; whether there were outlets enough. */
static gboolean
take_power (RwDemoCompany *self,
            RwDemoRack    *rack,
            RwDemoDevice  *device)
{
  guint psus = rw_demo_type (device->type)->psus;
  int each = (int) (psus + 1) / 2;

  if (psus == 0)
    return TRUE;
  if (rack->outlets_used[0] + each > (int) self->plan->outlets || rack->outlets_used[1] + each > (int) self->plan->outlets)
    return FALSE;
  rack->outlets_used[0] += each;
  rack->outlets_used[1] += each;
  rack->watts += device->watts;
  return TRUE;
}

/* Puts a new device of a type into a rack. Returns -1 and adds nothing when there is no room or outlet. */
static int
place (RwDemoCompany *self,
       int            rack_index,
       const char    *slug,
       int            face,
       Direction      direction,
       gboolean       ghost)
{
  RwDemoRack *rack = RW_DEMO_RACK (self, rack_index);
  int index = add_device (self, slug);
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  const RwDemoType *type = rw_demo_type (device->type);
  int faces = type->full_depth ? FRONT | REAR : face == RW_FACE_REAR ? REAR : FRONT;
  int half = find_units (rack, type->half_units, faces, direction);

  if (half < 0 || (!ghost && !take_power (self, rack, device)))
    {
      g_array_set_size (self->devices, self->devices->len - 1);
      return -1;
    }
  occupy (rack, (guint) half, type->half_units, faces);
  device->rack = rack_index;
  device->site = rack->site;
  device->unit = 1 + half / 2.0;
  device->face = face;
  return index;
}

static void
make_partners (RwDemoCompany *self,
               int            a,
               int            b)
{
  if (a < 0 || b < 0)
    return;
  RW_DEMO_DEVICE (self, a)->partner = b;
  RW_DEMO_DEVICE (self, b)->partner = a;
  RW_DEMO_DEVICE (self, b)->purchased = RW_DEMO_DEVICE (self, a)->purchased;
}

static void
place_pdus (RwDemoCompany *self,
            int            rack_index)
{
  const char *slug = self->plan->outlets == 10 ? "apc-ap8858-10" : self->plan->outlets == 20 ? "rittal-pdu-20" : "raritan-px3-5493v";

  for (int leg = 0; leg < 2; leg++)
    {
      RwDemoRack *rack = RW_DEMO_RACK (self, rack_index);
      int index = add_device (self, slug);
      RwDemoDevice *device = RW_DEMO_DEVICE (self, index);

      device->rack = rack_index;
      device->site = rack->site;
      device->face = RW_FACE_REAR;
      device->side = leg == 0 ? RW_SIDE_LEFT : RW_SIDE_RIGHT;
      device->leg = leg;
      rack->pdus[leg] = index;
    }
  make_partners (self, RW_DEMO_RACK (self, rack_index)->pdus[0], RW_DEMO_RACK (self, rack_index)->pdus[1]);
}

static int
place_pair (RwDemoCompany *self,
            int            rack_index,
            const char    *slug,
            int            pair[2])
{
  for (int i = 0; i < 2; i++)
    pair[i] = place (self, rack_index + i, slug, RW_FACE_FRONT, FROM_TOP, FALSE);
  make_partners (self, pair[0], pair[1]);
  return pair[0];
}

/* Panels and switches at the top, as far as a row needs them. */
static void
place_network (RwDemoCompany *self)
{
  gboolean small = self->plan->tor_ports == 24;
  const char *panel = small ? "panduit-lc12" : "panduit-lc24";

  for (guint r = 0; r < self->rows->len; r++)
    {
      RwDemoRow *row = RW_DEMO_ROW (self, r);
      RwDemoRack *first = RW_DEMO_RACK (self, row->first_rack);
      gboolean only_row = r + 1 == self->rows->len ? r == 0 || RW_DEMO_ROW (self, r - 1)->site != row->site
                                                   : RW_DEMO_ROW (self, r + 1)->site != row->site && first->in_core;
      int pair[2];

      for (int i = 0; i < row->n_racks; i++)
        {
          RwDemoRack *rack = RW_DEMO_RACK (self, row->first_rack + i);

          if (row->n_racks >= 4 && (i < 2 || i >= row->n_racks - 2))
            rack->panel = place (self, row->first_rack + i, rack->in_core && !only_row ? "panduit-lc48" : panel, RW_FACE_FRONT,
                                 FROM_TOP, FALSE);
        }
      for (int i = 0; i < row->n_racks; i++)
        RW_DEMO_RACK (self, row->first_rack + i)->tor =
          place (self, row->first_rack + i, small ? "arista-7010tx-24" : r % 3 == 1 ? "juniper-qfx5120-48y" : "arista-7050sx3-48yc8",
                 RW_FACE_FRONT, FROM_TOP, FALSE);
      for (int i = 0; i + 1 < row->n_racks; i += 2)
        make_partners (self, RW_DEMO_RACK (self, row->first_rack + i)->tor, RW_DEMO_RACK (self, row->first_rack + i + 1)->tor);
      place_pair (self, row->first_rack, small ? "arista-7050cx3-16s" : "arista-7060cx2-32s", row->aggs);
      if (first->in_core)
        {
          if (only_row)
            memcpy (self->cores[row->site], row->aggs, sizeof row->aggs);
          else
            place_pair (self, row->first_rack, "arista-7280cr3-96", self->cores[row->site]);
          place_pair (self, row->first_rack, "juniper-mx204", self->routers[row->site]);
          place_pair (self, row->first_rack, "fortinet-fg-600f", pair);
        }
      else if (row->n_racks >= 4)
        {
          int service = rw_demo_pick_service (self, row->site);

          place_pair (self, row->first_rack + 2, r % 4 == 3 ? "paloalto-pa-3420" : "fortinet-fg-600f", pair);
          for (int i = 0; i < 2; i++)
            if (pair[i] >= 0)
              RW_DEMO_DEVICE (self, pair[i])->service = service;
        }
      if (!small && row->n_racks >= 6 && r % 2 == 0)
        place_pair (self, row->first_rack + 4, "f5-r5800", pair);
      if (!small)
        place (self, row->first_rack, "opengear-om2216", RW_FACE_REAR, FROM_TOP, FALSE);
    }
}

static void
place_chassis (RwDemoCompany *self,
               int            rack_index,
               guint          number)
{
  int chassis = place (self, rack_index, "dell-mx7000", RW_FACE_FRONT, FROM_BOTTOM, FALSE);
  guint bays;

  if (chassis < 0)
    return;
  bays = rw_demo_type (RW_DEMO_DEVICE (self, chassis)->type)->bays;
  /* Some have a bay left. */
  for (guint bay = 0; bay < bays - (number % 5 == 3 ? 1 : 0); bay++)
    {
      int index = add_device (self, "dell-mx760c");
      RwDemoDevice *blade = RW_DEMO_DEVICE (self, index), *parent = RW_DEMO_DEVICE (self, chassis);

      blade->parent = chassis;
      blade->bay = (int) bay + 1;
      blade->rack = rack_index;
      blade->site = parent->site;
      blade->purchased = parent->purchased;
      /* The chassis' own meter includes its blades. */
      parent->watts += blade->watts;
      RW_DEMO_RACK (self, rack_index)->watts += blade->watts;
      blade->watts = 0;
    }
}

static const char *
server_type (RwDemoCompany *self,
             const char    *duty)
{
  static const char *const two[] = { "dell-r650", "dell-r660", "hpe-dl360-gen11", "lenovo-sr630-v3", "dell-r660", "hpe-dl360-gen11" };
  static const char *const two_big[] = { "dell-r750", "hpe-dl380-gen11", "dell-r750" };
  static const char *const four[] = { "dell-r660-4n", "hpe-dl360-gen11-4n", "dell-r660-4n" };
  static const char *const four_big[] = { "hpe-dl380-gen11-4n", "lenovo-sr650-v3-4n" };
  gboolean big = strcmp (duty, "db") == 0 || strcmp (duty, "file") == 0 || strcmp (duty, "search") == 0;
  gboolean wide = self->plan->nics == 4 && rw_demo_random_chance (&self->random, 800);

  if (big && rw_demo_random_chance (&self->random, self->plan->outlets == 10 ? 160 : 60))
    return "dell-r960";
  big = rw_demo_random_chance (&self->random, big ? 750 : self->plan->outlets == 10 ? 650 : 160);
  if (wide)
    return big ? four_big[rw_demo_random_below (&self->random, G_N_ELEMENTS (four_big))]
               : four[rw_demo_random_below (&self->random, G_N_ELEMENTS (four))];
  return big ? two_big[rw_demo_random_below (&self->random, G_N_ELEMENTS (two_big))]
             : two[rw_demo_random_below (&self->random, G_N_ELEMENTS (two))];
}

/* A server in a rack, or -1 when the rack is full. Every 37th is still on its way: a ghost. */
static int
place_server (RwDemoCompany *self,
              int            rack_index,
              guint          number)
{
  static const RwStage coming[] = { RW_STAGE_ORDERED, RW_STAGE_WORKSHOP, RW_STAGE_ORDERED, RW_STAGE_TESTED, RW_STAGE_TRANSIT };
  int site = RW_DEMO_RACK (self, rack_index)->site;
  int service = rw_demo_pick_service (self, site);
  char **roles = RW_DEMO_SERVICE (self, service)->roles;
  const char *duty = rw_demo_pick (self, roles);
  gboolean ghost = number % 37 == 8;
  int index = place (self, rack_index, server_type (self, duty), RW_FACE_FRONT, FROM_BOTTOM, ghost);
  RwDemoDevice *device;

  if (index < 0)
    return -1;
  device = RW_DEMO_DEVICE (self, index);
  device->duty = duty;
  device->service = service;
  if (ghost)
    {
      device->stage = coming[number / 37 % G_N_ELEMENTS (coming)];
      device->purchased = self->today - 1 - (gint64) rw_demo_random_below (&self->random, 20);
      device->watts = 0;
    }
  else if (number % 61 == 17)
    device->stage = number % 2 == 0 ? RW_STAGE_RACKED : RW_STAGE_CONNECTED;
  else if (number % 71 == 23)
    device->stage = RW_STAGE_DECOMMISSIONING;
  if (device->stage == RW_STAGE_RACKED || device->stage == RW_STAGE_CONNECTED)
    device->purchased = self->today - 20 - (gint64) rw_demo_random_below (&self->random, 20);
  return index;
}

/* A gap of a unit or two between servers, as they come about. */
static void
leave_gap (RwDemoCompany *self,
           int            rack_index,
           guint          units)
{
  RwDemoRack *rack = RW_DEMO_RACK (self, rack_index);
  int half = find_units (rack, 2 * units, FRONT | REAR, FROM_BOTTOM);

  if (half >= 0)
    occupy (rack, (guint) half, 2 * units, FRONT | REAR);
}

static void
fill_with_servers (RwDemoCompany *self)
{
  guint target = self->plan->counts.devices, number = 0;
  /* A few are in no rack: ideas, and what was taken out. */
  guint without = target / 120;

  for (guint i = 0; i < self->racks->len; i++)
    {
      guint racks_left = self->racks->len - i, left = target - without - MIN (self->devices->len, target - without);
      int n = (int) (left / racks_left) + (racks_left > 1 ? rw_demo_random_range (&self->random, -1, 1) : 0);
      /* The more room there is, the more of it is left open between the servers. */
      guint gap = self->plan->outlets == 10 ? 320 : 90;

      for (int k = 0; k < n; k++)
        {
          if (place_server (self, (int) i, number) < 0)
            break;
          number++;
          if (rw_demo_random_chance (&self->random, gap))
            leave_gap (self, (int) i, 1 + rw_demo_random_below (&self->random, 2));
        }
    }
  for (guint i = 0; i < self->racks->len && self->devices->len < target - without; i++)
    while (self->devices->len < target - without && place_server (self, (int) i, number) >= 0)
      number++;
  while (self->devices->len < target)
    {
      int service = rw_demo_pick_service (self, -1);
      RwDemoDevice *device = RW_DEMO_DEVICE (self, add_device (self, number % 2 == 0 ? "dell-r660" : "hpe-dl360-gen11"));

      device->duty = rw_demo_pick (self, RW_DEMO_SERVICE (self, service)->roles);
      device->service = number % 3 == 0 ? service : -1;
      device->stage = number % 3 == 0 ? RW_STAGE_CONCEPT : RW_STAGE_REMOVED;
      device->watts = 0;
      number++;
    }
}

/* Hypervisors: the blades of three chassis in four, then as many servers as the machines need. */
static void
choose_hosts (RwDemoCompany *self)
{
  guint vms = self->plan->counts.vms;
  guint needed = MAX (vms / (vms < 1000 ? 11 : vms < 20000 ? 16 : 24), 4), servers = 0, stride, seen = 0;

  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->role == RW_DEVICE_ROLE_BLADE)
        {
          device->duty = needed > 0 && (vms < 1000 || device->parent % 4 != 0) ? "hv" : "k8s";
          if (strcmp (device->duty, "hv") == 0)
            needed--;
          else
            device->service = rw_demo_pick_service (self, device->site);
        }
      else if (device->duty != NULL && device->rack >= 0 && device->stage == RW_STAGE_OPERATION)
        servers++;
    }
  stride = needed > 0 ? MAX (servers / needed, 1) : 0;
  for (guint i = 0; i < self->devices->len && needed > 0; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->role == RW_DEVICE_ROLE_SERVER && device->rack >= 0 && device->stage == RW_STAGE_OPERATION &&
          seen++ % stride == 0)
        {
          device->duty = "hv";
          device->service = -1;
          needed--;
        }
    }
  for (int i = 0; i < (int) self->devices->len; i++)
    if (g_strcmp0 (RW_DEMO_DEVICE (self, i)->duty, "hv") == 0)
      g_array_append_val (self->hosts, i);
}

static void
name_devices (RwDemoCompany *self)
{
  static const char *const prefixes[] = {
    [RW_DEVICE_ROLE_SERVER] = "srv", [RW_DEVICE_ROLE_STORAGE] = "san", [RW_DEVICE_ROLE_SWITCH] = "sw",
    [RW_DEVICE_ROLE_ROUTER] = "rt", [RW_DEVICE_ROLE_FIREWALL] = "fw", [RW_DEVICE_ROLE_LOAD_BALANCER] = "lb",
    [RW_DEVICE_ROLE_CHASSIS] = "bc", [RW_DEVICE_ROLE_BLADE] = "hv", [RW_DEVICE_ROLE_PATCH_PANEL] = "pp",
    [RW_DEVICE_ROLE_PDU] = "pdu", [RW_DEVICE_ROLE_UPS] = "usv", [RW_DEVICE_ROLE_CONSOLE_SERVER] = "con",
    [RW_DEVICE_ROLE_SHELF] = "shelf", [RW_DEVICE_ROLE_OTHER] = "dev",
  };
  guint n = self->devices->len * 5 / 4;
  g_autofree int *numbers = g_new (int, n);

  for (guint i = 0; i < n; i++)
    numbers[i] = 101 + (int) i;
  rw_demo_random_shuffle (&self->random, numbers, n);
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->role == RW_DEVICE_ROLE_PDU)
        device->name = rw_demo_string (self, "%s-PDU-%c", RW_DEMO_RACK (self, device->rack)->name, 'A' + device->leg);
      else
        device->name = rw_demo_string (self, "%s-%d", device->duty != NULL ? device->duty : prefixes[device->role], numbers[i]);
      device->id = rw_demo_id_on (self, device->purchased);
    }
}

void
rw_demo_make_hardware (RwDemoCompany *self)
{
  guint n_racks = self->racks->len;

  rw_demo_stream (self, "hardware");
  for (guint i = 0; i < n_racks; i++)
    place_pdus (self, (int) i);
  place_network (self);
  /* Heavy things low, spread over the racks that do not carry the core. */
  for (guint i = 0; i < self->plan->storages; i++)
    {
      static const char *const arrays[] = { "netapp-aff-a400", "pure-x50-r4", "supermicro-640sp-60" };
      guint rack = (i * n_racks / self->plan->storages + 3) % n_racks;

      place (self, (int) rack, arrays[i % G_N_ELEMENTS (arrays)], RW_FACE_FRONT, FROM_BOTTOM, FALSE);
    }
  for (guint i = 0; i < self->plan->chassis; i++)
    place_chassis (self, (int) ((i * n_racks / self->plan->chassis + 4) % n_racks), i);
  for (guint i = 7; i < n_racks; i += 25)
    place (self, (int) i, "rittal-shelf-1", RW_FACE_FRONT, FROM_BOTTOM, FALSE);
  fill_with_servers (self);
  choose_hosts (self);
  name_devices (self);
}

/**
 * rw_demo_set_life:
 * @record: a device or machine
 * @since: day on which it was made or bought
 * @backed_up: whether it has the backup tick: someone set up a backup for it
 * @no_backup: (nullable): why there is none; needed when not @backed_up
 *
 * Sets what the life cycle asks for: ticks one after the other, each with who.
 */
void
rw_demo_set_life (RwDemoCompany *self,
                  RwRecord      *record,
                  RwStage        stage,
                  int            service,
                  gint64         since,
                  gboolean       backed_up,
                  const char    *no_backup)
{
  gboolean vm = rw_record_get_kind (record) == RW_KIND_VM;
  guint shift = vm ? RW_VM_STAGE - RW_DEVICE_STAGE : 0;
  gint64 at = rw_demo_instant (self, MIN (since + (vm ? 1 : 14), self->today - 1), 9 * 60);
  gboolean connected = stage == RW_STAGE_OPERATION || stage == RW_STAGE_DECOMMISSIONING || stage == RW_STAGE_CONNECTED;

  rw_record_set_enum (record, RW_DEVICE_STAGE + shift, stage);
  if (service >= 0)
    {
      rw_record_set_ref (record, RW_DEVICE_SERVICE + shift, &RW_DEMO_SERVICE (self, service)->id);
      rw_record_set_ref (record, RW_DEVICE_CUSTOMER + shift,
                         &RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, service)->customer)->id);
    }
  for (guint tick = 0; connected && tick < 4; tick++)
    {
      /* One that is being connected has not got all yet. */
      if ((stage == RW_STAGE_CONNECTED && tick >= 2) || (tick == 3 && !backed_up))
        break;
      at += (30 + (gint64) rw_demo_random_below (&self->random, 300)) * RW_MINUTE;
      rw_record_set_instant (record, RW_DEVICE_TICK_NETWORK_AT + shift + 2 * tick, MIN (at, self->now));
      rw_record_set_ref (record, RW_DEVICE_TICK_NETWORK_BY + shift + 2 * tick, &RW_DEMO_PERSON (self, rw_demo_technician (self))->id);
    }
  if (connected && !backed_up && stage != RW_STAGE_CONNECTED)
    rw_record_set_text (record, RW_DEVICE_NO_BACKUP + shift, no_backup);
}

static void
set_software (RwDemoCompany      *self,
              const RwDemoDevice *device,
              RwRecord           *record)
{
  static const struct
  {
    const char *platform, *version;
    int year, month, day;
  } systems[] = {
    { "Debian", "13.2", 2030, 6, 30 }, { "Debian", "12.12", 2028, 6, 30 }, { "Debian", "11.11", 2026, 8, 31 },
    { "RHEL", "9.7", 2032, 5, 31 }, { "RHEL", "8.10", 2029, 5, 31 }, { "Ubuntu", "24.04", 2029, 5, 31 },
    { "Windows Server", "2022", 2031, 10, 14 }, { "Debian", "13.2", 2030, 6, 30 },
  };
  const char *platform = NULL, *version = NULL;

  switch (device->role)
    {
    case RW_DEVICE_ROLE_SERVER:
    case RW_DEVICE_ROLE_BLADE:
      if (g_strcmp0 (device->duty, "hv") == 0)
        {
          gboolean proxmox = device->cluster < 0 || strcmp (RW_DEMO_CLUSTER (self, device->cluster)->type, "Proxmox VE") == 0;

          platform = proxmox ? "Proxmox VE" : "VMware ESXi";
          version = proxmox ? "9.1" : "8.0 U3";
        }
      else
        {
          guint i = rw_demo_random_below (&self->random, G_N_ELEMENTS (systems));

          platform = systems[i].platform;
          version = systems[i].version;
          rw_record_set_date (record, RW_DEVICE_END_OF_SUPPORT, rw_date_from_civil (systems[i].year, systems[i].month, systems[i].day));
        }
      break;
    case RW_DEVICE_ROLE_SWITCH:
      platform = g_str_has_prefix (rw_demo_type (device->type)->slug, "juniper") ? "Junos" : "Arista EOS";
      version = platform[0] == 'J' ? "23.4R2" : device->rack % 9 == 4 ? "4.30.5M" : "4.34.2F";
      break;
    case RW_DEVICE_ROLE_FIREWALL:
      platform = g_str_has_prefix (rw_demo_type (device->type)->slug, "fortinet") ? "FortiOS" : "PAN-OS";
      version = platform[0] == 'F' ? "7.4.5" : "11.1.4";
      break;
    case RW_DEVICE_ROLE_ROUTER:
      platform = "Junos";
      version = "23.4R2";
      break;
    case RW_DEVICE_ROLE_STORAGE:
      platform = "ONTAP";
      version = "9.16.1";
      if (strstr (rw_demo_type (device->type)->slug, "pure") != NULL)
        platform = "Purity", version = "6.6.11";
      else if (strstr (rw_demo_type (device->type)->slug, "super") != NULL)
        platform = "Ceph", version = "19.2.3";
      break;
    default:
      return;
    }
  rw_record_set_text (record, RW_DEVICE_PLATFORM, platform);
  rw_record_set_text (record, RW_DEVICE_VERSION, version);
  if (device->stage == RW_STAGE_OPERATION)
    rw_record_set_date (record, RW_DEVICE_PATCHED, self->today - 2 - (gint64) rw_demo_random_below (&self->random, 70));
}

static void
emit_device (RwDemoCompany *self,
             guint          index)
{
  RwDemoDevice *device = RW_DEMO_DEVICE (self, index);
  const RwDemoType *type = rw_demo_type (device->type);
  RwRecord *record = rw_record_new (RW_KIND_DEVICE, &device->id);
  g_autofree char *serial = g_strdup_printf ("%c%c%05X%02u", 'A' + type->slug[0] % 26, 'A' + type->slug[1] % 26,
                                             (index * 2654435761u) >> 12, index % 97);
  g_autofree char *asset = g_strdup_printf ("MB-%06u", 10000 + index);
  gboolean server = device->role == RW_DEVICE_ROLE_SERVER || device->role == RW_DEVICE_ROLE_BLADE;
  gboolean hypervisor = g_strcmp0 (device->duty, "hv") == 0;
  RwDemoSystem system = { .kind = RW_KIND_DEVICE, .index = (int) index, .service = device->service, .site = device->site,
                          .name = device->name, .duty = device->duty, .id = device->id, .backed_up = device->backed_up };

  rw_record_set_text (record, RW_DEVICE_NAME, device->name);
  rw_record_set_enum (record, RW_DEVICE_ROLE, device->role);
  rw_record_set_ref (record, RW_DEVICE_TYPE, &g_array_index (self->type_ids, RwId, device->type));
  rw_record_set_text (record, RW_DEVICE_SERIAL, serial);
  rw_record_set_text (record, RW_DEVICE_ASSET_TAG, asset);
  if (device->site >= 0)
    rw_record_set_ref (record, RW_DEVICE_SITE, &self->sites[device->site]);
  if (device->rack >= 0)
    rw_record_set_ref (record, RW_DEVICE_RACK, &RW_DEMO_RACK (self, device->rack)->id);
  if (device->unit > 0)
    rw_record_set_decimal (record, RW_DEVICE_POSITION, device->unit);
  rw_record_set_enum (record, RW_DEVICE_FACE, device->face);
  rw_record_set_enum (record, RW_DEVICE_SIDE, device->side);
  if (device->parent >= 0)
    {
      char bay[8];

      g_snprintf (bay, sizeof bay, "%d", device->bay);
      rw_record_set_ref (record, RW_DEVICE_PARENT, &RW_DEMO_DEVICE (self, device->parent)->id);
      rw_record_set_text (record, RW_DEVICE_BAY, bay);
    }
  if (device->partner >= 0)
    rw_record_set_ref (record, RW_DEVICE_PARTNER, &RW_DEMO_DEVICE (self, device->partner)->id);
  if (device->watts > 0)
    rw_record_set_integer (record, RW_DEVICE_DRAW, device->watts);
  if (device->stage != RW_STAGE_CONCEPT)
    {
      rw_record_set_date (record, RW_DEVICE_PURCHASED, device->purchased);
      if (type->psus > 0 || server)
        rw_record_set_date (record, RW_DEVICE_WARRANTY, device->purchased + 5 * 365);
    }
  set_software (self, device, record);
  rw_demo_set_life (self, record, device->stage, device->service, device->purchased,
                    system.backed_up,
                    server ? hypervisor ? "Hypervisor, wird aus der Vorlage neu aufgesetzt"
                                        : "Zustandslos, wird aus dem Image neu gebaut"
                    : device->role == RW_DEVICE_ROLE_PDU ||
                        device->role == RW_DEVICE_ROLE_PATCH_PANEL ||
                        device->role == RW_DEVICE_ROLE_SHELF
                      ? "Passive Technik: hält keine Daten"
                      : "Konfiguration liegt in der Versionsverwaltung");
  if (!rw_id_is_nil (&device->primary_address))
    rw_record_set_ref (record, RW_DEVICE_PRIMARY_ADDRESS, &device->primary_address);
  rw_demo_emit (self, record);
  if (device->stage == RW_STAGE_OPERATION)
    rw_demo_add_system (self, &system, device->role);
}

static void
emit_reservation (RwDemoCompany      *self,
                  const RwDemoDevice *device)
{
  RwId id = rw_demo_id_on (self, device->purchased);
  RwRecord *record = rw_record_new (RW_KIND_RESERVATION, &id);
  g_autofree char *purpose = g_strdup_printf ("%s, Lieferung erwartet", device->name);

  rw_record_set_ref (record, RW_RESERVATION_RACK, &RW_DEMO_RACK (self, device->rack)->id);
  rw_record_set_decimal (record, RW_RESERVATION_POSITION, device->unit);
  rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, rw_demo_type (device->type)->half_units / 2.0);
  rw_record_set_enum (record, RW_RESERVATION_FACE, RW_FACE_FRONT);
  rw_record_set_text (record, RW_RESERVATION_PURPOSE, purpose);
  if (device->service >= 0)
    rw_record_set_ref (record, RW_RESERVATION_CUSTOMER,
                       &RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, device->service)->customer)->id);
  rw_record_set_ref (record, RW_RESERVATION_PERSON, &RW_DEMO_PERSON (self, rw_demo_technician (self))->id);
  rw_record_set_date (record, RW_RESERVATION_UNTIL, self->today + 10 + rw_demo_random_range (&self->random, 0, 40));
  rw_demo_emit (self, record);
}

void
rw_demo_emit_hardware (RwDemoCompany *self)
{
  rw_demo_stream (self, "device-records");
  for (guint i = 0; i < self->devices->len; i++)
    emit_device (self, i);
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->rack >= 0 && device->unit > 0 && device->stage < RW_STAGE_RACKED)
        emit_reservation (self, device);
    }
  /* Room kept for a customer that grows. */
  for (guint i = 5; i < self->racks->len; i += 9)
    {
      RwDemoRack *rack = RW_DEMO_RACK (self, i);
      int half = find_units (rack, 4, FRONT | REAR, FROM_TOP);
      RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, i % self->customers->len);
      g_autofree char *purpose = g_strdup_printf ("Erweiterung %s", customer->short_name);
      RwId id = rw_demo_id_on (self, self->today - 25);
      RwRecord *record;

      if (half < 0)
        continue;
      occupy (rack, (guint) half, 4, FRONT | REAR);
      record = rw_record_new (RW_KIND_RESERVATION, &id);
      rw_record_set_ref (record, RW_RESERVATION_RACK, &rack->id);
      rw_record_set_decimal (record, RW_RESERVATION_POSITION, 1 + half / 2.0);
      rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, 2);
      rw_record_set_text (record, RW_RESERVATION_PURPOSE, purpose);
      rw_record_set_ref (record, RW_RESERVATION_CUSTOMER, &customer->id);
      rw_record_set_ref (record, RW_RESERVATION_PERSON, &RW_DEMO_PERSON (self, 0)->id);
      rw_record_set_date (record, RW_RESERVATION_UNTIL, self->today + 90);
      rw_demo_emit (self, record);
    }
}
