/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Device types with their templates, devices with their bays, clusters and machines. */

#define WAIVER "Imported from NetBox"

typedef struct
{
  const char *model; /* of the component or its template */
  RwPortType type;
} Component;

static const Component templates[] = {
  { "dcim.interfacetemplate", RW_PORT_TYPE_NETWORK },         { "dcim.consoleporttemplate", RW_PORT_TYPE_CONSOLE },
  { "dcim.consoleserverporttemplate", RW_PORT_TYPE_CONSOLE }, { "dcim.powerporttemplate", RW_PORT_TYPE_POWER_INLET },
  { "dcim.poweroutlettemplate", RW_PORT_TYPE_POWER_OUTLET },  { "dcim.frontporttemplate", RW_PORT_TYPE_PATCH_FRONT },
  { "dcim.rearporttemplate", RW_PORT_TYPE_PATCH_REAR },
};

/* Templates by the type they belong to: pk → GPtrArray. */
static GHashTable *
group_by_type (RwNetboxDump *self,
               const char   *model)
{
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *all = rw_netbox_all (self, model);

  for (guint i = 0; i < all->len; i++)
    {
      RwNetboxObject *type = rw_netbox_ref (self, all->pdata[i], "device_type", "dcim.devicetype");
      GPtrArray *group;

      if (type == NULL)
        {
          rw_netbox_leave_out (all->pdata[i], _ ("belongs to a module type"));
          continue;
        }
      group = g_hash_table_lookup (groups, type);
      if (group == NULL)
        g_hash_table_insert (groups, type, group = g_ptr_array_new ());
      g_ptr_array_add (group, all->pdata[i]);
    }
  return groups;
}

static void
add_template (JsonBuilder    *json,
              RwNetboxObject *template,
              RwPortType      type)
{
  double draw;

  template->fate = RW_NETBOX_FOLDED;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "name");
  json_builder_add_string_value (json, rw_netbox_text (template, "name") != NULL ? rw_netbox_text (template, "name") : "?");
  json_builder_set_member_name (json, "type");
  json_builder_add_string_value (json, rw_enum_value (&rw_enum_port_type, type));
  if (rw_netbox_text (template, "type") != NULL)
    {
      json_builder_set_member_name (json, "connector");
      json_builder_add_string_value (json, rw_netbox_text (template, "type"));
    }
  if (rw_netbox_true (template, "mgmt_only"))
    {
      json_builder_set_member_name (json, "management_only");
      json_builder_add_boolean_value (json, TRUE);
    }
  if (rw_netbox_number (template, "maximum_draw", &draw))
    {
      json_builder_set_member_name (json, "draw_w");
      json_builder_add_int_value (json, (gint64) draw);
    }
  json_builder_end_object (json);
}

/* Ends the array in @json and puts it into a field, unless it is empty. */
static void
set_json (RwRecord    *record,
          guint        field,
          JsonBuilder *json)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_end_array (json);
  node = json_builder_get_root (json);
  if (json_array_get_length (json_node_get_array (node)) == 0)
    return;
  text = json_to_string (node, FALSE);
  rw_record_set_text (record, field, text);
}

static RwDeviceRole
role_from_name (const char *name)
{
  static const struct
  {
    const char *part;
    RwDeviceRole role;
  } parts[] = {
    { "pdu", RW_DEVICE_ROLE_PDU }, { "power", RW_DEVICE_ROLE_PDU }, { "ups", RW_DEVICE_ROLE_UPS }, { "patch", RW_DEVICE_ROLE_PATCH_PANEL },
    { "panel", RW_DEVICE_ROLE_PATCH_PANEL }, { "firewall", RW_DEVICE_ROLE_FIREWALL }, { "router", RW_DEVICE_ROLE_ROUTER },
    { "balancer", RW_DEVICE_ROLE_LOAD_BALANCER }, { "switch", RW_DEVICE_ROLE_SWITCH }, { "console", RW_DEVICE_ROLE_CONSOLE_SERVER },
    { "storage", RW_DEVICE_ROLE_STORAGE }, { "blade", RW_DEVICE_ROLE_BLADE }, { "chassis", RW_DEVICE_ROLE_CHASSIS },
    { "shelf", RW_DEVICE_ROLE_SHELF }, { "server", RW_DEVICE_ROLE_SERVER }, { "hypervisor", RW_DEVICE_ROLE_SERVER },
    { "host", RW_DEVICE_ROLE_SERVER },
  };
  g_autofree char *folded = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (parts); i++)
    if (strstr (folded, parts[i].part) != NULL)
      return parts[i].role;
  return RW_DEVICE_ROLE_OTHER;
}

static void
set_weight (RwRecord             *record,
            const RwNetboxObject *type)
{
  const char *unit = rw_netbox_text (type, "weight_unit");
  double weight, factor = g_strcmp0 (unit, "g") == 0 ? 0.001 : g_strcmp0 (unit, "lb") == 0 ? 0.45359237 : g_strcmp0 (unit, "oz") == 0 ? 0.028349523125 : 1;

  if (rw_netbox_number (type, "weight", &weight))
    rw_record_set_decimal (record, RW_DEVICE_TYPE_WEIGHT, round (weight * factor * 1000) / 1000);
}

static void
set_draw (RwRecord  *record,
          GPtrArray *power)
{
  double sum = 0, draw;

  for (guint i = 0; power != NULL && i < power->len; i++)
    if (rw_netbox_number (power->pdata[i], "allocated_draw", &draw) || rw_netbox_number (power->pdata[i], "maximum_draw", &draw))
      sum += draw;
  if (sum > 0)
    rw_record_set_integer (record, RW_DEVICE_TYPE_DRAW, (gint64) sum);
}

void
rw_netbox_take_types (RwNetboxDump *self)
{
  static const char *const flows[] = { "front-to-rear", "front_to_rear", "rear-to-front", "rear_to_front", "left-to-right", "side",
                                       "right-to-left", "side", "side-to-rear", "side", "passive", "passive", NULL };
  GPtrArray *types = rw_netbox_all (self, "dcim.devicetype");
  GHashTable *groups[G_N_ELEMENTS (templates)];
  g_autoptr (GHashTable) bays = group_by_type (self, "dcim.devicebaytemplate");

  for (guint g = 0; g < G_N_ELEMENTS (templates); g++)
    groups[g] = group_by_type (self, templates[g].model);
  for (guint i = 0; i < types->len; i++)
    {
      RwNetboxObject *type = types->pdata[i];
      RwNetboxObject *maker = rw_netbox_fold (self, type, "manufacturer", "dcim.manufacturer");
      RwRecord *record = rw_netbox_record (self, type, RW_KIND_DEVICE_TYPE);
      g_autoptr (JsonBuilder) ports = json_builder_new (), baying = json_builder_new ();
      GPtrArray *of_type = g_hash_table_lookup (bays, type);
      g_autofree char *notes = rw_netbox_notes (self, type, TRUE, NULL);
      const char *subdevice = rw_netbox_text (type, "subdevice_role"), *slug = rw_netbox_text (type, "slug");
      g_autofree char *full_slug = NULL;
      double height;

      /* NetBox's slugs are unique per manufacturer only. */
      full_slug = slug != NULL && maker != NULL && rw_netbox_text (maker, "slug") != NULL && !g_str_has_prefix (slug, rw_netbox_text (maker, "slug"))
                    ? g_strconcat (rw_netbox_text (maker, "slug"), "-", slug, NULL) : g_strdup (slug);
      rw_record_set_text (record, RW_DEVICE_TYPE_MANUFACTURER, maker != NULL ? rw_netbox_text (maker, "name") : NULL);
      rw_record_set_text (record, RW_DEVICE_TYPE_MODEL, rw_netbox_text (type, "model"));
      rw_record_set_text (record, RW_DEVICE_TYPE_SLUG, full_slug);
      rw_record_set_text (record, RW_DEVICE_TYPE_PART_NUMBER, rw_netbox_text (type, "part_number"));
      if (g_strcmp0 (subdevice, "parent") == 0)
        rw_record_set_enum (record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_CHASSIS);
      else if (g_strcmp0 (subdevice, "child") == 0)
        rw_record_set_enum (record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_BLADE);
      if (rw_netbox_number (type, "u_height", &height))
        rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, height);
      rw_record_set_boolean (record, RW_DEVICE_TYPE_FULL_DEPTH, rw_netbox_true (type, "is_full_depth"));
      set_weight (record, type);
      rw_netbox_set_word (record, RW_DEVICE_TYPE_AIR_FLOW, type, "airflow", flows);
      json_builder_begin_array (ports);
      for (guint g = 0; g < G_N_ELEMENTS (templates); g++)
        {
          GPtrArray *group = g_hash_table_lookup (groups[g], type);

          for (guint k = 0; group != NULL && k < group->len; k++)
            add_template (ports, group->pdata[k], templates[g].type);
          if (templates[g].type == RW_PORT_TYPE_POWER_INLET)
            set_draw (record, group);
        }
      set_json (record, RW_DEVICE_TYPE_PORTS, ports);
      json_builder_begin_array (baying);
      for (guint k = 0; of_type != NULL && k < of_type->len; k++)
        {
          RwNetboxObject *bay = of_type->pdata[k];

          bay->fate = RW_NETBOX_FOLDED;
          json_builder_begin_object (baying);
          json_builder_set_member_name (baying, "name");
          json_builder_add_string_value (baying, rw_netbox_text (bay, "name") != NULL ? rw_netbox_text (bay, "name") : "?");
          json_builder_end_object (baying);
        }
      set_json (record, RW_DEVICE_TYPE_BAYS, baying);
      rw_record_set_text (record, RW_DEVICE_TYPE_NOTES, notes);
    }
  for (guint g = 0; g < G_N_ELEMENTS (templates); g++)
    g_hash_table_unref (groups[g]);
}

/* Ours count from the floor whichever way the labels run; NetBox's count as the labels do. */
static void
set_place (RwNetboxDump   *self,
           RwRecord       *record,
           RwNetboxObject *device)
{
  static const char *const faces[] = { "front", "front", "rear", "rear", NULL };
  RwNetboxObject *rack = rw_netbox_ref (self, device, "rack", "dcim.rack");
  RwNetboxObject *type = rw_netbox_ref (self, device, "device_type", "dcim.devicetype");
  double position, units = 0, height = 0, first = 1;

  rw_netbox_set_ref (record, RW_DEVICE_RACK, rack);
  rw_netbox_set_word (record, RW_DEVICE_FACE, device, "face", faces);
  if (rack == NULL || type == NULL || !rw_netbox_number (device, "position", &position))
    return;
  rw_netbox_number (rack, "u_height", &units);
  rw_netbox_number (type, "u_height", &height);
  rw_netbox_number (rack, "starting_unit", &first);
  position -= first - 1;
  rw_record_set_decimal (record, RW_DEVICE_POSITION, rw_netbox_true (rack, "desc_units") ? units - position - height + 2 : position);
}

static void
set_status (RwRecord             *record,
            guint                 stage,
            guint                 waiver,
            const RwNetboxObject *system)
{
  static const char *const stages[] = { "active", "in_operation", "offline", "connected", "planned", "concept", "staged", "in_workshop",
                                        "failed", "in_operation", "inventory", "tested", "decommissioning", "decommissioning",
                                        "paused", "connected", NULL };

  rw_netbox_set_word (record, stage, system, "status", stages);
  /* Nobody ticked anything in NetBox. */
  if (rw_record_get_enum (record, stage) == RW_STAGE_OPERATION)
    rw_record_set_text (record, waiver, WAIVER);
}

static const char *
role_name (RwNetboxDump   *self,
           RwNetboxObject *object)
{
  RwNetboxObject *role = rw_netbox_fold (self, object, rw_netbox_has (object, "device_role") ? "device_role" : "role", "dcim.devicerole");

  return role != NULL ? rw_netbox_text (role, "name") : NULL;
}

/* "Slot 0: Juniper EX9200-32XS" for each module of a device; modules have no kind of their own. */
static GHashTable *
describe_modules (RwNetboxDump *self)
{
  GHashTable *texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GPtrArray *modules = rw_netbox_all (self, "dcim.module");

  for (guint i = 0; i < modules->len; i++)
    {
      RwNetboxObject *module = modules->pdata[i];
      RwNetboxObject *device = rw_netbox_ref (self, module, "device", "dcim.device");
      RwNetboxObject *bay = rw_netbox_fold (self, module, "module_bay", "dcim.modulebay");
      RwNetboxObject *type = rw_netbox_fold (self, module, "module_type", "dcim.moduletype");
      const char *before = g_hash_table_lookup (texts, device), *serial = rw_netbox_text (module, "serial");

      if (device == NULL || type == NULL)
        continue;
      rw_netbox_fold (self, type, "manufacturer", "dcim.manufacturer");
      module->fate = RW_NETBOX_FOLDED;
      g_hash_table_insert (texts, device,
                           g_strdup_printf ("%s%s%s %s%s%s", before != NULL ? before : "", before != NULL ? "; " : "",
                                            bay != NULL ? rw_netbox_text (bay, "name") : "", rw_netbox_text (type, "model"),
                                            serial != NULL ? " " : "", serial != NULL ? serial : ""));
    }
  return texts;
}

/* Two that stack are each other's partner; of more than two, each says with whom. */
static void
take_virtual_chassis (RwNetboxDump *self,
                      GHashTable   *records)
{
  GPtrArray *chassis = rw_netbox_all (self, "dcim.virtualchassis"), *devices = rw_netbox_all (self, "dcim.device");

  for (guint i = 0; i < chassis->len; i++)
    {
      g_autoptr (GPtrArray) members = g_ptr_array_new ();

      for (guint d = 0; d < devices->len; d++)
        if (rw_netbox_ref (self, devices->pdata[d], "virtual_chassis", "dcim.virtualchassis") == chassis->pdata[i])
          g_ptr_array_add (members, devices->pdata[d]);
      if (members->len != 2)
        {
          rw_netbox_leave_out (chassis->pdata[i], _ ("does not have two members"));
          continue;
        }
      for (guint m = 0; m < 2; m++)
        rw_netbox_set_ref (g_hash_table_lookup (records, members->pdata[m]), RW_DEVICE_PARTNER, members->pdata[1 - m]);
      ((RwNetboxObject *) chassis->pdata[i])->fate = RW_NETBOX_FOLDED;
    }
}

static void
take_bays (RwNetboxDump *self,
           GHashTable   *records)
{
  GPtrArray *bays = rw_netbox_all (self, "dcim.devicebay");

  for (guint i = 0; i < bays->len; i++)
    {
      RwNetboxObject *bay = bays->pdata[i];
      RwNetboxObject *parent = rw_netbox_ref (self, bay, "device", "dcim.device");
      RwNetboxObject *child = rw_netbox_ref (self, bay, "installed_device", "dcim.device");
      RwRecord *record = child != NULL ? g_hash_table_lookup (records, child) : NULL;

      /* An empty one is told by the type. */
      bay->fate = RW_NETBOX_FOLDED;
      if (record == NULL)
        continue;
      rw_netbox_set_ref (record, RW_DEVICE_PARENT, parent);
      rw_record_set_text (record, RW_DEVICE_BAY, rw_netbox_text (bay, "name"));
      rw_record_take (record, RW_DEVICE_POSITION, RW_VALUE_NULL);
    }
}

void
rw_netbox_take_devices (RwNetboxDump *self)
{
  GPtrArray *devices = rw_netbox_all (self, "dcim.device");
  g_autoptr (GHashTable) modules = describe_modules (self), records = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < devices->len; i++)
    {
      RwNetboxObject *device = devices->pdata[i];
      RwNetboxObject *type = rw_netbox_ref (self, device, "device_type", "dcim.devicetype");
      RwNetboxObject *platform = rw_netbox_fold (self, device, "platform", "dcim.platform");
      RwNetboxObject *location = rw_netbox_ref (self, device, "location", "dcim.location");
      RwRecord *record = rw_netbox_record (self, device, RW_KIND_DEVICE);
      const char *role = role_name (self, device), *status = rw_netbox_text (device, "status");
      g_autofree char *notes = rw_netbox_notes (self, device, FALSE, _ ("Role in NetBox"), role, _ ("Modules"), g_hash_table_lookup (modules, device),
                                                _ ("Location"), location != NULL ? rw_netbox_text (location, "name") : NULL,
                                                _ ("Status in NetBox"), g_strcmp0 (status, "failed") == 0 ? status : NULL, NULL);
      g_autofree char *nameless = NULL;

      if (rw_netbox_text (device, "name") == NULL)
        nameless = g_strdup_printf ("%s #%s", type != NULL ? rw_netbox_text (type, "model") : "?", device->pk);
      rw_record_set_text (record, RW_DEVICE_NAME, nameless != NULL ? nameless : rw_netbox_text (device, "name"));
      rw_record_set_enum (record, RW_DEVICE_ROLE, role_from_name (role));
      if (type != NULL && role_from_name (role) == RW_DEVICE_ROLE_OTHER && g_strcmp0 (rw_netbox_text (type, "subdevice_role"), "parent") == 0)
        rw_record_set_enum (record, RW_DEVICE_ROLE, RW_DEVICE_ROLE_CHASSIS);
      rw_netbox_set_ref (record, RW_DEVICE_TYPE, type);
      rw_record_set_text (record, RW_DEVICE_SERIAL, rw_netbox_text (device, "serial"));
      rw_record_set_text (record, RW_DEVICE_ASSET_TAG, rw_netbox_text (device, "asset_tag"));
      rw_netbox_set_ref (record, RW_DEVICE_SITE, rw_netbox_ref (self, device, "site", "dcim.site"));
      set_place (self, record, device);
      set_status (record, RW_DEVICE_STAGE, RW_DEVICE_WAIVER, device);
      rw_netbox_set_ref (record, RW_DEVICE_CUSTOMER, rw_netbox_ref (self, device, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_DEVICE_PLATFORM, platform != NULL ? rw_netbox_text (platform, "name") : NULL);
      rw_netbox_set_ref (record, RW_DEVICE_PRIMARY_ADDRESS,
                         rw_netbox_ref (self, device, rw_netbox_has (device, "primary_ip4") ? "primary_ip4" : "primary_ip6", "ipam.ipaddress"));
      rw_netbox_set_tags (self, record, RW_DEVICE_TAGS, device);
      rw_record_set_text (record, RW_DEVICE_NOTES, notes);
      g_hash_table_insert (records, device, record);
    }
  take_bays (self, records);
  take_virtual_chassis (self, records);
}

void
rw_netbox_take_clusters (RwNetboxDump *self)
{
  GPtrArray *clusters = rw_netbox_all (self, "virtualization.cluster");

  for (guint i = 0; i < clusters->len; i++)
    {
      RwNetboxObject *cluster = clusters->pdata[i];
      RwNetboxObject *type = rw_netbox_fold (self, cluster, "type", "virtualization.clustertype");
      RwNetboxObject *group = rw_netbox_fold (self, cluster, "group", "virtualization.clustergroup");
      RwNetboxObject *site = rw_netbox_ref (self, cluster, "site", "dcim.site");
      RwNetboxObject *scope = rw_netbox_generic (self, cluster, "scope_type", "scope_id");
      RwRecord *record = rw_netbox_record (self, cluster, RW_KIND_CLUSTER);
      g_autofree char *notes = rw_netbox_notes (self, cluster, TRUE, _ ("Group"), group != NULL ? rw_netbox_text (group, "name") : NULL,
                                                _ ("Status in NetBox"), rw_netbox_text (cluster, "status"), NULL);

      rw_record_set_text (record, RW_CLUSTER_NAME, rw_netbox_text (cluster, "name"));
      rw_record_set_text (record, RW_CLUSTER_TYPE, type != NULL ? rw_netbox_text (type, "name") : NULL);
      rw_netbox_set_ref (record, RW_CLUSTER_SITE, site == NULL && scope != NULL && strcmp (scope->model, "dcim.site") == 0 ? scope : site);
      rw_netbox_set_ref (record, RW_CLUSTER_CUSTOMER, rw_netbox_ref (self, cluster, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_CLUSTER_NOTES, notes);
    }
}

void
rw_netbox_take_vms (RwNetboxDump *self)
{
  GPtrArray *vms = rw_netbox_all (self, "virtualization.virtualmachine");

  for (guint i = 0; i < vms->len; i++)
    {
      RwNetboxObject *vm = vms->pdata[i];
      RwNetboxObject *platform = rw_netbox_fold (self, vm, "platform", "dcim.platform");
      RwRecord *record = rw_netbox_record (self, vm, RW_KIND_VM);
      g_autofree char *notes = rw_netbox_notes (self, vm, FALSE, NULL);
      double number;

      rw_record_set_text (record, RW_VM_NAME, rw_netbox_text (vm, "name"));
      rw_record_set_text (record, RW_VM_ROLE, role_name (self, vm));
      rw_netbox_set_ref (record, RW_VM_CLUSTER, rw_netbox_ref (self, vm, "cluster", "virtualization.cluster"));
      rw_netbox_set_ref (record, RW_VM_HOST, rw_netbox_ref (self, vm, "device", "dcim.device"));
      if (rw_netbox_number (vm, "vcpus", &number))
        rw_record_set_decimal (record, RW_VM_VCPUS, number);
      if (rw_netbox_number (vm, "memory", &number))
        rw_record_set_integer (record, RW_VM_MEMORY, (gint64) number);
      if (rw_netbox_number (vm, "disk", &number))
        rw_record_set_integer (record, RW_VM_DISK, (gint64) number);
      set_status (record, RW_VM_STAGE, RW_VM_WAIVER, vm);
      rw_netbox_set_ref (record, RW_VM_CUSTOMER, rw_netbox_ref (self, vm, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_VM_PLATFORM, platform != NULL ? rw_netbox_text (platform, "name") : NULL);
      rw_netbox_set_ref (record, RW_VM_PRIMARY_ADDRESS,
                         rw_netbox_ref (self, vm, rw_netbox_has (vm, "primary_ip4") ? "primary_ip4" : "primary_ip6", "ipam.ipaddress"));
      rw_netbox_set_tags (self, record, RW_VM_TAGS, vm);
      rw_record_set_text (record, RW_VM_NOTES, notes);
    }
}
