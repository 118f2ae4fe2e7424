/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-address-rules.h"

/* VLANs, prefixes, addresses; VRFs, groups and roles are words in them. */

static const char *const statuses[] = { "container", "container", "active", "active", "reserved", "reserved", "deprecated", "deprecated",
                                        "dhcp", "active", "slaac", "active", NULL };

static const char *
folded_name (RwNetboxDump         *self,
             const RwNetboxObject *object,
             const char           *field,
             const char           *model)
{
  RwNetboxObject *target = rw_netbox_fold (self, object, field, model);

  return target != NULL ? rw_netbox_text (target, "name") : NULL;
}

/* Up to NetBox 4.1 a site, from 4.2 on a scope that may be one. */
static RwNetboxObject *
site_of (RwNetboxDump         *self,
         const RwNetboxObject *object)
{
  RwNetboxObject *site = rw_netbox_ref (self, object, "site", "dcim.site"), *scope;

  if (site != NULL)
    return site;
  scope = rw_netbox_generic (self, object, "scope_type", "scope_id");
  return scope != NULL && strcmp (scope->model, "dcim.site") == 0 ? scope : NULL;
}

/* What it is for, in at most the 200 characters that there is room for. */
static char *
purpose_of (RwNetboxDump         *self,
            const RwNetboxObject *object,
            const char           *role)
{
  g_autofree char *all = rw_netbox_notes (self, object, TRUE, _ ("Role"), role, NULL);

  return g_utf8_substring (all, 0, MIN (g_utf8_strlen (all, -1), 200));
}

/* NetBox checks what it keeps; how it is written may differ. */
static void
set_network (RwRecord             *record,
             guint                 field,
             const RwNetboxObject *object,
             const char           *name)
{
  const char *text = rw_netbox_text (object, name);
  g_autofree char *normal = text != NULL ? rw_address_normalize (text) : NULL;

  rw_record_set_text (record, field, normal);
}

static void
take_vlans (RwNetboxDump *self)
{
  GPtrArray *vlans = rw_netbox_all (self, "ipam.vlan");

  for (guint i = 0; i < vlans->len; i++)
    {
      RwNetboxObject *vlan = vlans->pdata[i];
      RwNetboxObject *group = rw_netbox_fold (self, vlan, "group", "ipam.vlangroup"), *site = site_of (self, vlan);
      RwRecord *record = rw_netbox_record (self, vlan, RW_KIND_VLAN);
      g_autofree char *purpose = purpose_of (self, vlan, folded_name (self, vlan, "role", "ipam.role"));
      double vid;

      if (rw_netbox_number (vlan, "vid", &vid))
        rw_record_set_integer (record, RW_VLAN_VID, (gint64) vid);
      rw_record_set_text (record, RW_VLAN_NAME, rw_netbox_text (vlan, "name"));
      rw_netbox_set_ref (record, RW_VLAN_SITE, site == NULL && group != NULL ? site_of (self, group) : site);
      rw_record_set_text (record, RW_VLAN_DOMAIN, group != NULL ? rw_netbox_text (group, "name") : NULL);
      rw_netbox_set_word (record, RW_VLAN_STATUS, vlan, "status", statuses);
      rw_netbox_set_ref (record, RW_VLAN_CUSTOMER, rw_netbox_ref (self, vlan, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_VLAN_PURPOSE, purpose);
    }
}

void
rw_netbox_take_networks (RwNetboxDump *self)
{
  GPtrArray *prefixes = rw_netbox_all (self, "ipam.prefix"), *aggregates = rw_netbox_all (self, "ipam.aggregate");

  take_vlans (self);
  for (guint i = 0; i < prefixes->len; i++)
    {
      RwNetboxObject *prefix = prefixes->pdata[i];
      RwRecord *record = rw_netbox_record (self, prefix, RW_KIND_PREFIX);
      g_autofree char *purpose = purpose_of (self, prefix, folded_name (self, prefix, "role", "ipam.role"));

      set_network (record, RW_PREFIX_PREFIX, prefix, "prefix");
      rw_record_set_text (record, RW_PREFIX_VRF, folded_name (self, prefix, "vrf", "ipam.vrf"));
      rw_netbox_set_ref (record, RW_PREFIX_VLAN, rw_netbox_ref (self, prefix, "vlan", "ipam.vlan"));
      rw_netbox_set_ref (record, RW_PREFIX_SITE, site_of (self, prefix));
      rw_netbox_set_word (record, RW_PREFIX_STATUS, prefix, "status", statuses);
      rw_netbox_set_ref (record, RW_PREFIX_CUSTOMER, rw_netbox_ref (self, prefix, "tenant", "tenancy.tenant"));
      rw_record_set_boolean (record, RW_PREFIX_POOL, rw_netbox_true (prefix, "is_pool"));
      rw_record_set_text (record, RW_PREFIX_PURPOSE, purpose);
    }
  /* The outermost containers, told by who gave them out. */
  for (guint i = 0; i < aggregates->len; i++)
    {
      RwNetboxObject *aggregate = aggregates->pdata[i];
      RwRecord *record = rw_netbox_record (self, aggregate, RW_KIND_PREFIX);
      g_autofree char *purpose = purpose_of (self, aggregate, folded_name (self, aggregate, "rir", "ipam.rir"));

      set_network (record, RW_PREFIX_PREFIX, aggregate, "prefix");
      rw_record_set_enum (record, RW_PREFIX_STATUS, RW_NET_STATUS_CONTAINER);
      rw_netbox_set_ref (record, RW_PREFIX_CUSTOMER, rw_netbox_ref (self, aggregate, "tenant", "tenancy.tenant"));
      rw_record_set_boolean (record, RW_PREFIX_POOL, FALSE);
      rw_record_set_text (record, RW_PREFIX_PURPOSE, purpose);
    }
}

static void
collect_primaries (RwNetboxDump *self,
                   const char   *model,
                   GHashTable   *primaries)
{
  GPtrArray *systems = rw_netbox_all (self, model);

  for (guint i = 0; i < systems->len; i++)
    for (guint v = 0; v < 2; v++)
      {
        RwNetboxObject *address = rw_netbox_ref (self, systems->pdata[i], v == 0 ? "primary_ip4" : "primary_ip6", "ipam.ipaddress");

        if (address != NULL)
          g_hash_table_add (primaries, address);
      }
}

void
rw_netbox_take_addresses (RwNetboxDump *self)
{
  GPtrArray *addresses = rw_netbox_all (self, "ipam.ipaddress");
  g_autoptr (GHashTable) primaries = g_hash_table_new (NULL, NULL);

  collect_primaries (self, "dcim.device", primaries);
  collect_primaries (self, "virtualization.virtualmachine", primaries);
  for (guint i = 0; i < addresses->len; i++)
    {
      RwNetboxObject *address = addresses->pdata[i];
      RwNetboxObject *port = rw_netbox_generic (self, address, "assigned_object_type", "assigned_object_id");
      RwRecord *record = rw_netbox_record (self, address, RW_KIND_ADDRESS);
      g_autofree char *purpose = purpose_of (self, address, rw_netbox_text (address, "role"));

      set_network (record, RW_ADDRESS_ADDRESS, address, "address");
      rw_record_set_text (record, RW_ADDRESS_VRF, folded_name (self, address, "vrf", "ipam.vrf"));
      rw_netbox_set_ref (record, RW_ADDRESS_PORT, port);
      rw_record_set_boolean (record, RW_ADDRESS_PRIMARY, g_hash_table_contains (primaries, address));
      rw_record_set_text (record, RW_ADDRESS_DNS_NAME, rw_netbox_text (address, "dns_name"));
      rw_netbox_set_word (record, RW_ADDRESS_STATUS, address, "status", statuses);
      rw_netbox_set_ref (record, RW_ADDRESS_CUSTOMER, rw_netbox_ref (self, address, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_ADDRESS_PURPOSE, purpose);
    }
}
