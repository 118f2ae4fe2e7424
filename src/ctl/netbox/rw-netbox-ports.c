/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Interfaces and all the other holes, and the cables between them. */

static const struct
{
  const char *model, *owner, *owner_model;
  RwPortType type;
} components[] = {
  { "dcim.interface", "device", "dcim.device", RW_PORT_TYPE_NETWORK },
  { "dcim.consoleport", "device", "dcim.device", RW_PORT_TYPE_CONSOLE },
  { "dcim.consoleserverport", "device", "dcim.device", RW_PORT_TYPE_CONSOLE },
  { "dcim.powerport", "device", "dcim.device", RW_PORT_TYPE_POWER_INLET },
  { "dcim.poweroutlet", "device", "dcim.device", RW_PORT_TYPE_POWER_OUTLET },
  { "dcim.rearport", "device", "dcim.device", RW_PORT_TYPE_PATCH_REAR },
  { "dcim.frontport", "device", "dcim.device", RW_PORT_TYPE_PATCH_FRONT },
  { "virtualization.vminterface", "virtual_machine", "virtualization.virtualmachine", RW_PORT_TYPE_NETWORK },
};

/* "10gbase-x-sfpp" says 10,000 Mbit/s, "1000base-t" 1,000. */
static gint64
speed_of (const char *type)
{
  char *end;
  double number;

  if (type == NULL || !g_ascii_isdigit (*type))
    return 0;
  number = g_ascii_strtod (type, &end);
  if (!(number <= 1e9))
    return 0;
  if (g_str_has_prefix (end, "gbase"))
    return (gint64) (number * 1000);
  return g_str_has_prefix (end, "base") ? (gint64) number : 0;
}

static void
set_network (RwNetboxDump   *self,
             RwRecord       *record,
             RwNetboxObject *object)
{
  JsonNode *tagged = json_object_get_member (object->fields, "tagged_vlans");
  RwNetboxObject *mac = rw_netbox_fold (self, object, "primary_mac_address", "dcim.macaddress");
  double speed;
  gint64 mbit = speed_of (rw_netbox_text (object, "type"));

  if (rw_netbox_number (object, "speed", &speed))
    mbit = (gint64) (speed / 1000);
  if (mbit > 0)
    rw_record_set_integer (record, RW_PORT_SPEED, mbit);
  rw_record_set_text (record, RW_PORT_MAC, mac != NULL ? rw_netbox_text (mac, "mac_address") : rw_netbox_text (object, "mac_address"));
  rw_netbox_set_ref (record, RW_PORT_UNTAGGED, rw_netbox_ref (self, object, "untagged_vlan", "ipam.vlan"));
  if (tagged != NULL && JSON_NODE_HOLDS_ARRAY (tagged))
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));
      JsonArray *keys = json_node_get_array (tagged);

      for (guint i = 0; i < json_array_get_length (keys); i++)
        if (JSON_NODE_HOLDS_VALUE (json_array_get_element (keys, i)) &&
            json_node_get_value_type (json_array_get_element (keys, i)) == G_TYPE_INT64)
          {
            g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (keys, i));
            RwNetboxObject *vlan = rw_netbox_find (self, "ipam.vlan", pk);

            if (vlan != NULL)
              g_array_append_val (ids, vlan->id);
          }
      rw_record_set_refs (record, RW_PORT_TAGGED, (RwId *) (gpointer) ids->data, ids->len);
    }
  rw_record_set_boolean (record, RW_PORT_MANAGEMENT, rw_netbox_true (object, "mgmt_only"));
  rw_record_set_boolean (record, RW_PORT_ENABLED, rw_netbox_true (object, "enabled"));
}

static void
set_upstream (RwNetboxDump   *self,
              RwRecord       *record,
              RwNetboxObject *object,
              RwPortType      type)
{
  double number;

  if (type == RW_PORT_TYPE_POWER_OUTLET)
    rw_netbox_set_ref (record, RW_PORT_UPSTREAM, rw_netbox_ref (self, object, "power_port", "dcim.powerport"));
  else if (type == RW_PORT_TYPE_PATCH_FRONT)
    {
      rw_netbox_set_ref (record, RW_PORT_UPSTREAM, rw_netbox_ref (self, object, "rear_port", "dcim.rearport"));
      if (rw_netbox_number (object, "rear_port_position", &number))
        rw_record_set_integer (record, RW_PORT_UPSTREAM_POSITION, (gint64) number);
    }
  else if (type == RW_PORT_TYPE_POWER_INLET &&
           (rw_netbox_number (object, "allocated_draw", &number) || rw_netbox_number (object, "maximum_draw", &number)))
    rw_record_set_integer (record, RW_PORT_DRAW, (gint64) number);
}

static char *
port_notes (RwNetboxDump   *self,
            RwNetboxObject *object)
{
  RwNetboxObject *lag = rw_netbox_ref (self, object, "lag", "dcim.interface"), *parent = rw_netbox_ref (self, object, "parent", object->model);

  return rw_netbox_notes (self, object, TRUE, _ ("Label"), rw_netbox_text (object, "label"), _ ("Member of"), lag != NULL ? rw_netbox_text (lag, "name") : NULL,
                          _ ("Part of"), parent != NULL ? rw_netbox_text (parent, "name") : NULL, NULL);
}

void
rw_netbox_take_ports (RwNetboxDump *self)
{
  for (guint c = 0; c < G_N_ELEMENTS (components); c++)
    {
      GPtrArray *all = rw_netbox_all (self, components[c].model);

      for (guint i = 0; i < all->len; i++)
        {
          RwNetboxObject *object = all->pdata[i];
          RwRecord *record = rw_netbox_record (self, object, RW_KIND_PORT);
          g_autofree char *notes = port_notes (self, object);

          rw_netbox_set_ref (record, RW_PORT_SYSTEM, rw_netbox_ref (self, object, components[c].owner, components[c].owner_model));
          rw_record_set_text (record, RW_PORT_NAME, rw_netbox_text (object, "name"));
          rw_record_set_enum (record, RW_PORT_TYPE, components[c].type);
          rw_record_set_text (record, RW_PORT_CONNECTOR, rw_netbox_text (object, "type"));
          if (components[c].type == RW_PORT_TYPE_NETWORK)
            set_network (self, record, object);
          set_upstream (self, record, object, components[c].type);
          rw_record_set_text (record, RW_PORT_NOTES, notes);
        }
    }
}

static gboolean
can_be_end (const RwNetboxObject *object)
{
  if (strcmp (object->model, "dcim.powerfeed") == 0)
    return TRUE;
  for (guint c = 0; c < G_N_ELEMENTS (components); c++)
    if (strcmp (components[c].model, object->model) == 0)
      return TRUE;
  return FALSE;
}

/* Colours are six hexadecimal digits; the common ones have names. */
static void
set_colour (RwRecord             *record,
            const RwNetboxObject *cable)
{
  static const char *const names[] = {
    "000000", "black", "ffffff", "white", "9e9e9e", "grey", "c0c0c0", "light grey", "607d8b", "dark grey", "f44336", "red", "aa1409", "dark red",
    "e91e63", "rose", "9c27b0", "violet", "3f51b5", "indigo", "2196f3", "blue", "03a9f4", "light blue", "00bcd4", "aqua", "009688", "teal",
    "4caf50", "green", "2f6a31", "dark green", "8bc34a", "light green", "cddc39", "lime", "ffeb3b", "yellow", "ffc107", "amber",
    "ff9800", "orange", "ff5722", "dark orange", "795548", "brown", NULL,
  };
  const char *colour = rw_netbox_text (cable, "color");

  if (colour == NULL)
    return;
  for (guint i = 0; names[i] != NULL; i += 2)
    if (g_ascii_strcasecmp (colour, names[i]) == 0)
      {
        rw_record_set_text (record, RW_CABLE_COLOUR, names[i + 1]);
        return;
      }
  rw_record_set_text (record, RW_CABLE_COLOUR, colour);
}

static void
set_length (RwRecord             *record,
            const RwNetboxObject *cable)
{
  static const struct
  {
    const char *unit;
    double metres;
  } units[] = { { "km", 1000 }, { "m", 1 }, { "cm", 0.01 }, { "mi", 1609.344 }, { "ft", 0.3048 }, { "in", 0.0254 } };
  double length;

  if (!rw_netbox_number (cable, "length", &length))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (rw_netbox_text (cable, "length_unit"), units[i].unit) == 0)
      rw_record_set_decimal (record, RW_CABLE_LENGTH, round (length * units[i].metres * 1000) / 1000);
}

static void
leave_out_cable (RwNetboxObject *cable,
                 GPtrArray      *terminations,
                 const char     *reason)
{
  rw_netbox_leave_out (cable, reason);
  for (guint i = 0; terminations != NULL && i < terminations->len; i++)
    rw_netbox_leave_out (terminations->pdata[i], _ ("its cable is left out"));
}

static void
take_cable (RwNetboxDump   *self,
            RwNetboxObject *cable,
            GPtrArray      *terminations)
{
  static const char *const statuses[] = { "connected", "connected", "planned", "planned", "decommissioning", "decommissioning", NULL };
  RwNetboxObject *ends[2] = { NULL };
  RwRecord *record;
  g_autofree char *notes = NULL;

  for (guint i = 0; terminations != NULL && i < terminations->len; i++)
    {
      RwNetboxObject *termination = terminations->pdata[i], *end = rw_netbox_generic (self, termination, "termination_type", "termination_id");
      guint side = g_strcmp0 (rw_netbox_text (termination, "cable_end"), "B") == 0;

      if (end != NULL && !can_be_end (end))
        {
          leave_out_cable (cable, terminations, g_str_has_prefix (end->model, "circuits.") ? _ ("ends at a circuit, which has no port")
                                                                                           : _ ("ends at something that has no port"));
          return;
        }
      if (ends[side] != NULL)
        {
          leave_out_cable (cable, terminations, _ ("has more than two ends"));
          return;
        }
      ends[side] = end;
    }
  if (ends[0] == NULL || ends[1] == NULL)
    {
      leave_out_cable (cable, terminations, _ ("has an end that leads nowhere"));
      return;
    }
  record = rw_netbox_record (self, cable, RW_KIND_CABLE);
  notes = rw_netbox_notes (self, cable, TRUE, NULL);
  rw_record_set_text (record, RW_CABLE_LABEL, rw_netbox_text (cable, "label"));
  rw_netbox_set_ref (record, RW_CABLE_A, ends[0]);
  rw_netbox_set_ref (record, RW_CABLE_B, ends[1]);
  rw_record_set_text (record, RW_CABLE_TYPE, rw_netbox_text (cable, "type"));
  rw_netbox_set_word (record, RW_CABLE_STATUS, cable, "status", statuses);
  set_colour (record, cable);
  set_length (record, cable);
  rw_record_set_text (record, RW_CABLE_NOTES, notes);
  for (guint i = 0; i < terminations->len; i++)
    ((RwNetboxObject *) terminations->pdata[i])->fate = RW_NETBOX_FOLDED;
}

void
rw_netbox_take_cables (RwNetboxDump *self)
{
  GPtrArray *cables = rw_netbox_all (self, "dcim.cable"), *terminations = rw_netbox_all (self, "dcim.cabletermination");
  g_autoptr (GHashTable) of_cable = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < terminations->len; i++)
    {
      RwNetboxObject *cable = rw_netbox_ref (self, terminations->pdata[i], "cable", "dcim.cable");
      GPtrArray *ends = cable != NULL ? g_hash_table_lookup (of_cable, cable) : NULL;

      if (cable == NULL)
        continue;
      if (ends == NULL)
        g_hash_table_insert (of_cable, cable, ends = g_ptr_array_new ());
      g_ptr_array_add (ends, terminations->pdata[i]);
    }
  for (guint i = 0; i < cables->len; i++)
    take_cable (self, cables->pdata[i], g_hash_table_lookup (of_cable, cables->pdata[i]));
}
