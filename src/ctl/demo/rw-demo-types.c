/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Real shapes, from the makers' data sheets, rounded. Heights in half units. */

#define SERVER(maker, name, short_name, half, kg, draw, n, mbit, names, plug, bmc, drives) \
  { .manufacturer = maker, .model = name, .slug = short_name, .role = RW_DEVICE_ROLE_SERVER, .half_units = half, \
    .full_depth = TRUE, .weight_kg = kg, .watts = draw, .psus = 2, .nics = n, .nic_speed = mbit, .nic_names = names, \
    .nic_connector = plug, .management = bmc, .drive_bays = drives }

static const RwDemoType types[] = {
  SERVER ("Dell", "PowerEdge R650", "dell-r650", 2, 21.2, 270, 2, 25000, "eno1 eno2", "SFP28", "iDRAC", 10),
  SERVER ("Dell", "PowerEdge R660", "dell-r660", 2, 21.6, 300, 2, 25000, "eno1 eno2", "SFP28", "iDRAC", 8),
  SERVER ("Dell", "PowerEdge R750", "dell-r750", 4, 28.6, 380, 2, 25000, "eno1 eno2", "SFP28", "iDRAC", 24),
  SERVER ("HPE", "ProLiant DL360 Gen11", "hpe-dl360-gen11", 2, 20.4, 290, 2, 25000, "ens1f0 ens1f1", "SFP28", "iLO", 8),
  SERVER ("HPE", "ProLiant DL380 Gen11", "hpe-dl380-gen11", 4, 27.5, 400, 2, 25000, "ens1f0 ens1f1", "SFP28", "iLO", 16),
  SERVER ("Lenovo", "ThinkSystem SR630 V3", "lenovo-sr630-v3", 2, 20.2, 280, 2, 25000, "eth0 eth1", "SFP28", "XCC", 10),
  SERVER ("Dell", "PowerEdge R960", "dell-r960", 8, 51.0, 720, 2, 25000, "eno1 eno2", "SFP28", "iDRAC", 24),
  /* The same with a second adapter. */
  SERVER ("Dell", "PowerEdge R660 (4 NIC)", "dell-r660-4n", 2, 21.8, 310, 4, 25000, "eno1 eno2 ens3f0 ens3f1", "SFP28", "iDRAC", 8),
  SERVER ("HPE", "ProLiant DL360 Gen11 (4 NIC)", "hpe-dl360-gen11-4n", 2, 20.6, 300, 4, 25000, "ens1f0 ens1f1 ens2f0 ens2f1", "SFP28", "iLO", 8),
  SERVER ("HPE", "ProLiant DL380 Gen11 (4 NIC)", "hpe-dl380-gen11-4n", 4, 27.9, 410, 4, 25000, "ens1f0 ens1f1 ens2f0 ens2f1", "SFP28", "iLO", 16),
  SERVER ("Lenovo", "ThinkSystem SR650 V3 (4 NIC)", "lenovo-sr650-v3-4n", 4, 29.8, 390, 4, 25000, "eth0 eth1 eth2 eth3", "SFP28", "XCC", 16),
  { .manufacturer = "Dell", .model = "PowerEdge MX7000", .slug = "dell-mx7000", .role = RW_DEVICE_ROLE_CHASSIS, .half_units = 14,
    .full_depth = TRUE, .weight_kg = 182, .watts = 420, .psus = 6, .nics = 4, .nic_speed = 100000,
    .nic_names = "A1/1 A1/2 A2/1 A2/2", .nic_connector = "QSFP28", .management = "MM", .bays = 8 },
  { .manufacturer = "Dell", .model = "PowerEdge MX760c", .slug = "dell-mx760c", .role = RW_DEVICE_ROLE_BLADE, .half_units = 0,
    .weight_kg = 8.1, .watts = 330, .nics = 2, .nic_speed = 25000, .nic_names = "nic1 nic2", .nic_connector = "Backplane",
    .drive_bays = 6 },
  { .manufacturer = "NetApp", .model = "AFF A400", .slug = "netapp-aff-a400", .role = RW_DEVICE_ROLE_STORAGE, .half_units = 8,
    .full_depth = TRUE, .weight_kg = 50.8, .watts = 1050, .psus = 2, .nics = 4, .nic_speed = 25000,
    .nic_names = "e0a e0b e1a e1b", .nic_connector = "SFP28", .management = "e0M", .drive_bays = 0 },
  { .manufacturer = "Pure Storage", .model = "FlashArray//X50 R4", .slug = "pure-x50-r4", .role = RW_DEVICE_ROLE_STORAGE,
    .half_units = 6, .full_depth = TRUE, .weight_kg = 43.5, .watts = 920, .psus = 2, .nics = 4, .nic_speed = 25000,
    .nic_names = "ct0.eth4 ct0.eth5 ct1.eth4 ct1.eth5", .nic_connector = "SFP28", .management = "ct0.eth0", .drive_bays = 20 },
  { .manufacturer = "Supermicro", .model = "SSG-640SP-E1CR60", .slug = "supermicro-640sp-60", .role = RW_DEVICE_ROLE_STORAGE,
    .half_units = 8, .full_depth = TRUE, .weight_kg = 88, .watts = 870, .psus = 2, .nics = 2, .nic_speed = 25000,
    .nic_names = "eno1 eno2", .nic_connector = "SFP28", .management = "BMC", .drive_bays = 60 },
  { .manufacturer = "Arista", .model = "7050SX3-48YC8", .slug = "arista-7050sx3-48yc8", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 2, .weight_kg = 9.1, .watts = 170, .psus = 2, .management = "Management1", .downlinks = 48, .uplinks = 2,
    .nic_speed = 25000, .nic_connector = "SFP28" },
  { .manufacturer = "Juniper", .model = "QFX5120-48Y", .slug = "juniper-qfx5120-48y", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 2, .weight_kg = 10.6, .watts = 180, .psus = 2, .management = "em0", .downlinks = 48, .uplinks = 2,
    .nic_speed = 25000, .nic_connector = "SFP28" },
  { .manufacturer = "Arista", .model = "7010TX-24", .slug = "arista-7010tx-24", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 2, .weight_kg = 5.6, .watts = 70, .psus = 2, .management = "Management1", .downlinks = 24, .uplinks = 2,
    .nic_speed = 10000, .nic_connector = "SFP+" },
  { .manufacturer = "Arista", .model = "7060CX2-32S", .slug = "arista-7060cx2-32s", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 2, .full_depth = FALSE, .weight_kg = 9.5, .watts = 240, .psus = 2, .management = "Management1",
    .downlinks = 28, .uplinks = 4, .nic_speed = 100000, .nic_connector = "QSFP28" },
  { .manufacturer = "Arista", .model = "7280CR3-96", .slug = "arista-7280cr3-96", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 8, .full_depth = TRUE, .weight_kg = 38, .watts = 980, .psus = 2, .management = "Management1",
    .downlinks = 96, .uplinks = 8, .nic_speed = 100000, .nic_connector = "QSFP28" },
  { .manufacturer = "Arista", .model = "7050CX3-16S", .slug = "arista-7050cx3-16s", .role = RW_DEVICE_ROLE_SWITCH,
    .half_units = 2, .full_depth = FALSE, .weight_kg = 8.2, .watts = 150, .psus = 2, .management = "Management1",
    .downlinks = 12, .uplinks = 4, .nic_speed = 100000, .nic_connector = "QSFP28" },
  { .manufacturer = "Juniper", .model = "MX204", .slug = "juniper-mx204", .role = RW_DEVICE_ROLE_ROUTER, .half_units = 2,
    .full_depth = FALSE, .weight_kg = 7.5, .watts = 260, .psus = 2, .nics = 4, .nic_speed = 100000,
    .nic_names = "et-0/0/0 et-0/0/1 et-0/0/2 et-0/0/3", .nic_connector = "QSFP28", .management = "fxp0" },
  { .manufacturer = "Fortinet", .model = "FortiGate 600F", .slug = "fortinet-fg-600f", .role = RW_DEVICE_ROLE_FIREWALL,
    .half_units = 2, .weight_kg = 7.4, .watts = 150, .psus = 2, .nics = 6, .nic_speed = 10000,
    .nic_names = "x1 x2 x3 x4 x5 x6", .nic_connector = "SFP+", .management = "mgmt" },
  { .manufacturer = "Palo Alto Networks", .model = "PA-3420", .slug = "paloalto-pa-3420", .role = RW_DEVICE_ROLE_FIREWALL,
    .half_units = 2, .weight_kg = 7.0, .watts = 140, .psus = 2, .nics = 6, .nic_speed = 10000,
    .nic_names = "eth1/1 eth1/2 eth1/3 eth1/4 eth1/5 eth1/6", .nic_connector = "SFP+", .management = "mgmt" },
  { .manufacturer = "F5", .model = "BIG-IP r5800", .slug = "f5-r5800", .role = RW_DEVICE_ROLE_LOAD_BALANCER, .half_units = 2,
    .full_depth = TRUE, .weight_kg = 16.3, .watts = 240, .psus = 2, .nics = 4, .nic_speed = 25000,
    .nic_names = "3.0 4.0 5.0 6.0", .nic_connector = "SFP28", .management = "mgmt" },
  { .manufacturer = "Panduit", .model = "OptiCom 12×LC Duplex", .slug = "panduit-lc12", .role = RW_DEVICE_ROLE_PATCH_PANEL,
    .half_units = 2, .weight_kg = 2.4, .positions = 12 },
  { .manufacturer = "Panduit", .model = "OptiCom 24×LC Duplex", .slug = "panduit-lc24", .role = RW_DEVICE_ROLE_PATCH_PANEL,
    .half_units = 2, .weight_kg = 2.9, .positions = 24 },
  { .manufacturer = "Panduit", .model = "HD Flex 48×LC Duplex", .slug = "panduit-lc48", .role = RW_DEVICE_ROLE_PATCH_PANEL,
    .half_units = 2, .weight_kg = 3.2, .positions = 48 },
  { .manufacturer = "APC", .model = "AP8858 (10 outlets)", .slug = "apc-ap8858-10", .role = RW_DEVICE_ROLE_PDU, .half_units = 0,
    .weight_kg = 4.6, .outlets = 10 },
  { .manufacturer = "Rittal", .model = "PDU metered, 20 outlets", .slug = "rittal-pdu-20", .role = RW_DEVICE_ROLE_PDU,
    .half_units = 0, .weight_kg = 7.6, .outlets = 20 },
  { .manufacturer = "Raritan", .model = "PX3-5493V", .slug = "raritan-px3-5493v", .role = RW_DEVICE_ROLE_PDU, .half_units = 0,
    .weight_kg = 8.3, .outlets = 24 },
  { .manufacturer = "Opengear", .model = "OM2216", .slug = "opengear-om2216", .role = RW_DEVICE_ROLE_CONSOLE_SERVER,
    .half_units = 2, .weight_kg = 3.9, .watts = 25, .psus = 2, .nics = 1, .nic_speed = 1000, .nic_names = "net1",
    .nic_connector = "RJ45", .consoles = 16 },
  { .manufacturer = "Rittal", .model = "Geräteboden 1 HE", .slug = "rittal-shelf-1", .role = RW_DEVICE_ROLE_SHELF,
    .half_units = 2, .weight_kg = 4.0 },
};

const RwDemoType *
rw_demo_type (int type)
{
  return &types[type];
}

guint
rw_demo_n_types (void)
{
  return G_N_ELEMENTS (types);
}

int
rw_demo_type_find (const char *slug)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].slug, slug) == 0)
      return (int) i;
  g_assert_not_reached ();
}

static void
add_template (GString    *json,
              const char *name,
              const char *type,
              const char *connector,
              guint       speed,
              gboolean    management)
{
  g_string_append_printf (json, "%s{\"name\":\"%s\",\"type\":\"%s\"", json->len > 1 ? "," : "", name, type);
  if (connector != NULL)
    g_string_append_printf (json, ",\"connector\":\"%s\"", connector);
  if (speed > 0)
    g_string_append_printf (json, ",\"speed_mbit\":%u", speed);
  if (management)
    g_string_append (json, ",\"management_only\":true");
  g_string_append_c (json, '}');
}

/* The same ports that rw-demo-wiring.c makes for a device of the type. */
static char *
port_templates (const RwDemoType *type)
{
  GString *json = g_string_new ("[");
  char name[32];

  if (type->nic_names != NULL)
    {
      g_auto (GStrv) names = g_strsplit (type->nic_names, " ", -1);

      for (char **p = names; *p != NULL; p++)
        add_template (json, *p, "network", type->nic_connector, type->nic_speed, FALSE);
    }
  for (guint i = 1; i <= type->downlinks + type->uplinks; i++)
    {
      gboolean up = i > type->downlinks;

      g_snprintf (name, sizeof name, "1/0/%u", i);
      add_template (json, name, "network", up ? "QSFP28" : type->nic_connector, up ? 100000 : type->nic_speed, FALSE);
    }
  if (type->management != NULL)
    add_template (json, type->management, "network", "RJ45", 1000, TRUE);
  for (guint i = 1; i <= type->consoles; i++)
    {
      g_snprintf (name, sizeof name, "port%u", i);
      add_template (json, name, "console", "RJ45", 0, FALSE);
    }
  for (guint i = 1; i <= type->psus; i++)
    {
      g_snprintf (name, sizeof name, "PSU%u", i);
      add_template (json, name, "power_inlet", "C14", 0, FALSE);
    }
  if (type->outlets > 0)
    add_template (json, "Inlet", "power_inlet", "CEE", 0, FALSE);
  for (guint i = 1; i <= type->outlets; i++)
    {
      g_snprintf (name, sizeof name, "%u", i);
      add_template (json, name, "power_outlet", "C13", 0, FALSE);
    }
  for (guint i = 1; i <= type->positions; i++)
    {
      g_snprintf (name, sizeof name, "F%u", i);
      add_template (json, name, "patch_front", "LC", 0, FALSE);
    }
  for (guint i = 1; i <= type->positions; i++)
    {
      g_snprintf (name, sizeof name, "R%u", i);
      add_template (json, name, "patch_rear", "LC", 0, FALSE);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

void
rw_demo_emit_types (RwDemoCompany *self)
{
  rw_demo_stream (self, "types");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const RwDemoType *type = &types[i];
      RwId id = rw_demo_id_on (self, self->today - 2400);
      RwRecord *record = rw_record_new (RW_KIND_DEVICE_TYPE, &id);
      g_autofree char *ports = port_templates (type);
      gboolean passive = type->psus == 0 && type->bays == 0;

      rw_record_set_text (record, RW_DEVICE_TYPE_MANUFACTURER, type->manufacturer);
      rw_record_set_text (record, RW_DEVICE_TYPE_MODEL, type->model);
      rw_record_set_text (record, RW_DEVICE_TYPE_SLUG, type->slug);
      rw_record_set_enum (record, RW_DEVICE_TYPE_ROLE, type->role);
      rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, type->half_units / 2.0);
      rw_record_set_boolean (record, RW_DEVICE_TYPE_FULL_DEPTH, type->full_depth);
      rw_record_set_boolean (record, RW_DEVICE_TYPE_HALF_WIDTH, FALSE);
      rw_record_set_decimal (record, RW_DEVICE_TYPE_WEIGHT, type->weight_kg);
      rw_record_set_enum (record, RW_DEVICE_TYPE_AIR_FLOW, passive ? RW_AIR_FLOW_PASSIVE : RW_AIR_FLOW_FRONT_TO_REAR);
      if (type->watts > 0)
        rw_record_set_integer (record, RW_DEVICE_TYPE_DRAW, type->watts * 3 / 2);
      if (type->drive_bays > 0)
        rw_record_set_integer (record, RW_DEVICE_TYPE_DRIVE_BAYS, type->drive_bays);
      rw_record_set_text (record, RW_DEVICE_TYPE_PORTS, ports);
      if (type->bays > 0)
        {
          GString *bays = g_string_new ("[");

          for (guint b = 1; b <= type->bays; b++)
            g_string_append_printf (bays, "%s{\"name\":\"%u\"}", b > 1 ? "," : "", b);
          g_string_append_c (bays, ']');
          rw_record_set_text (record, RW_DEVICE_TYPE_BAYS, bays->str);
          g_string_free (bays, TRUE);
        }
      rw_demo_emit (self, record);
      g_array_append_val (self->type_ids, id);
    }
}
