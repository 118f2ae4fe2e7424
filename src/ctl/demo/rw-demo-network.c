/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* VLANs, prefixes and addresses. Each service has a VLAN of 254 addresses per site, and another
 * when it outgrows that; VLAN 214 of Frankfurt 2 is 10.20.14.0/24 and 2001:db8:20:214::/64. */

#define FIRST_SERVICE_VID 200
#define SYSTEMS_IN_VLAN   115 /* each may get a second address */

static const guint8 second_octet[RW_DEMO_N_SITES] = { 20, 40 };
static const char *const site_code[RW_DEMO_N_SITES] = { "FRA2", "FRA4" };

int
rw_demo_add_trunk (RwDemoCompany *self)
{
  g_ptr_array_add (self->trunks, g_array_new (FALSE, FALSE, sizeof (int)));
  return (int) self->trunks->len - 1;
}

void
rw_demo_trunk_add (RwDemoCompany *self,
                   int            trunk,
                   int            vlan)
{
  GArray *vlans = self->trunks->pdata[trunk];

  for (guint i = 0; i < vlans->len; i++)
    if (g_array_index (vlans, int, i) == vlan)
      return;
  g_array_append_val (vlans, vlan);
}

void
rw_demo_trunk_join (RwDemoCompany *self,
                    int            trunk,
                    int            other)
{
  GArray *vlans = self->trunks->pdata[other];

  for (guint i = 0; i < vlans->len; i++)
    rw_demo_trunk_add (self, trunk, g_array_index (vlans, int, i));
}

static int
add_vlan (RwDemoCompany *self,
          int            site,
          guint          vid,
          int            service,
          guint32        base,
          guint          bits,
          const char    *name,
          const char    *purpose)
{
  RwDemoVlan vlan = { .vid = vid, .site = site, .service = service, .base = base, .bits = bits, .name = name,
                      .purpose = purpose, .next_host = 11, .next_host6 = 11 };

  vlan.id = rw_demo_id_on (self, self->today - 100 - (gint64) rw_demo_random_below (&self->random, 1500));
  g_array_append_val (self->vlans, vlan);
  return (int) self->vlans->len - 1;
}

static guint32
ipv4 (guint a,
      guint b,
      guint c)
{
  return (guint32) a << 24 | b << 16 | c << 8;
}

static void
make_site_vlans (RwDemoCompany *self)
{
  guint cages[RW_DEMO_N_SITES] = { 0 }, clusters[RW_DEMO_N_SITES] = { 0 };

  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      self->transit[site] = add_vlan (self, site, 40, -1, ipv4 (10, second_octet[site] + 9, 250), 24, "transit", "Netzkern zu Routern und Firewalls");
      self->storage[site] = add_vlan (self, site, 50, -1, ipv4 (10, second_octet[site] + 10, 0), 22, "storage", "Speichernetz");
    }
  for (guint i = 0; i < self->rooms->len; i++)
    {
      RwDemoRoom *room = RW_DEMO_ROOM (self, i);
      guint cage = cages[room->site]++;

      room->vlan = add_vlan (self, room->site, 10 + cage, -1, ipv4 (10, second_octet[room->site] + 8, 4 * cage), 22,
                             rw_demo_string (self, "mgmt-%s", room->code), "Verwaltung der Geräte");
    }
  for (guint i = 0; i < self->clusters->len; i++)
    {
      RwDemoCluster *cluster = RW_DEMO_CLUSTER (self, i);
      guint number = clusters[cluster->site]++;

      cluster->vlan = add_vlan (self, cluster->site, 60 + number, -1, ipv4 (10, second_octet[cluster->site] + 9, number), 24,
                                rw_demo_string (self, "hv-%s", cluster->name), "Hypervisoren, Migration");
    }
}

static void
make_service_vlans (RwDemoCompany *self)
{
  guint next[RW_DEMO_N_SITES] = { 0 };

  for (guint i = 0; i < self->vms->len; i++)
    RW_DEMO_SERVICE (self, RW_DEMO_VM (self, i)->service)->n_systems[RW_DEMO_VM (self, i)->site]++;
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->service >= 0 && device->site >= 0)
        RW_DEMO_SERVICE (self, device->service)->n_systems[device->site]++;
    }
  for (guint i = 0; i < self->services->len; i++)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);
      const char *stem = RW_DEMO_CUSTOMER (self, service->customer)->stem;

      for (int site = 0; site < RW_DEMO_N_SITES; site++)
        {
          service->n_vlans[site] = (int) (service->n_systems[site] + SYSTEMS_IN_VLAN - 1) / SYSTEMS_IN_VLAN;
          service->vlans[site] = (int) self->vlans->len;
          for (int k = 0; k < service->n_vlans[site]; k++)
            {
              guint number = next[site]++;
              const char *name = k == 0 ? rw_demo_string (self, "%s-%s", stem, service->code)
                                        : rw_demo_string (self, "%s-%s-%d", stem, service->code, k + 1);

              add_vlan (self, site, FIRST_SERVICE_VID + number, (int) i, ipv4 (10, second_octet[site] + number / 256, number % 256), 24,
                        name, service->name);
            }
          service->n_systems[site] = 0; /* from here on counts those that have their VLAN */
        }
    }
}

static int
next_vlan (RwDemoCompany *self,
           int            service,
           int            site)
{
  RwDemoService *of = RW_DEMO_SERVICE (self, service);

  return of->vlans[site] + (int) (of->n_systems[site]++ / SYSTEMS_IN_VLAN);
}

void
rw_demo_make_networks (RwDemoCompany *self)
{
  rw_demo_stream (self, "networks");
  make_site_vlans (self);
  make_service_vlans (self);
  for (guint i = 0; i < self->vms->len; i++)
    {
      RwDemoVm *vm = RW_DEMO_VM (self, i);

      vm->vlan = next_vlan (self, vm->service, vm->site);
      rw_demo_trunk_add (self, RW_DEMO_CLUSTER (self, vm->cluster)->trunk, vm->vlan);
    }
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->site < 0)
        continue;
      if (device->cluster >= 0)
        device->vlan = RW_DEMO_CLUSTER (self, device->cluster)->vlan;
      else if (device->role == RW_DEVICE_ROLE_STORAGE)
        device->vlan = self->storage[device->site];
      else if (device->role == RW_DEVICE_ROLE_ROUTER)
        device->vlan = self->transit[device->site];
      else if (device->role == RW_DEVICE_ROLE_CONSOLE_SERVER)
        device->vlan = RW_DEMO_ROOM (self, RW_DEMO_RACK (self, device->rack)->room)->vlan;
      else if (device->service >= 0)
        device->vlan = next_vlan (self, device->service, device->site);
      else if (device->role == RW_DEVICE_ROLE_FIREWALL || device->role == RW_DEVICE_ROLE_LOAD_BALANCER)
        device->vlan = self->transit[device->site];
    }
}

static void
emit_prefix (RwDemoCompany    *self,
             const char       *prefix,
             int               site,
             const RwDemoVlan *vlan,
             RwNetStatus       status,
             const char       *purpose)
{
  RwId id = rw_demo_id_on (self, self->today - 100 - (gint64) rw_demo_random_below (&self->random, 1500));
  RwRecord *record = rw_record_new (RW_KIND_PREFIX, &id);

  rw_record_set_text (record, RW_PREFIX_PREFIX, prefix);
  if (vlan != NULL)
    rw_record_set_ref (record, RW_PREFIX_VLAN, &vlan->id);
  if (site >= 0)
    rw_record_set_ref (record, RW_PREFIX_SITE, &self->sites[site]);
  rw_record_set_enum (record, RW_PREFIX_STATUS, status);
  if (vlan != NULL && vlan->service >= 0)
    rw_record_set_ref (record, RW_PREFIX_CUSTOMER,
                       &RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, vlan->service)->customer)->id);
  rw_record_set_boolean (record, RW_PREFIX_POOL, FALSE);
  rw_record_set_text (record, RW_PREFIX_PURPOSE, purpose);
  rw_demo_emit (self, record);
}

void
rw_demo_emit_networks (RwDemoCompany *self)
{
  rw_demo_stream (self, "network-records");
  for (guint i = 0; i < self->vlans->len; i++)
    {
      RwDemoVlan *vlan = RW_DEMO_VLAN (self, i);
      RwRecord *record = rw_record_new (RW_KIND_VLAN, &vlan->id);

      rw_record_set_integer (record, RW_VLAN_VID, vlan->vid);
      rw_record_set_text (record, RW_VLAN_NAME, vlan->name);
      rw_record_set_ref (record, RW_VLAN_SITE, &self->sites[vlan->site]);
      rw_record_set_text (record, RW_VLAN_DOMAIN, site_code[vlan->site]);
      rw_record_set_enum (record, RW_VLAN_STATUS, RW_NET_STATUS_ACTIVE);
      if (vlan->service >= 0)
        rw_record_set_ref (record, RW_VLAN_CUSTOMER,
                           &RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, vlan->service)->customer)->id);
      rw_record_set_text (record, RW_VLAN_PURPOSE, vlan->purpose);
      rw_demo_emit (self, record);
    }
  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      g_autofree char *inside = g_strdup_printf ("10.%u.0.0/14", second_octet[site]);
      g_autofree char *management = g_strdup_printf ("10.%u.0.0/16", second_octet[site] + 8);
      g_autofree char *six = g_strdup_printf ("2001:db8:%u::/48", second_octet[site]);

      emit_prefix (self, inside, site, NULL, RW_NET_STATUS_CONTAINER, "Dienste der Kunden");
      emit_prefix (self, management, site, NULL, RW_NET_STATUS_CONTAINER, "Verwaltung");
      emit_prefix (self, six, site, NULL, RW_NET_STATUS_CONTAINER, "IPv6 der Dienste");
    }
  emit_prefix (self, "203.0.113.0/24", 0, NULL, RW_NET_STATUS_ACTIVE, "Öffentliche Adressen FRA2");
  emit_prefix (self, "198.51.100.0/24", 1, NULL, RW_NET_STATUS_ACTIVE, "Öffentliche Adressen FRA4");
  for (guint i = 0; i < self->vlans->len; i++)
    {
      RwDemoVlan *vlan = RW_DEMO_VLAN (self, i);
      g_autofree char *text = g_strdup_printf ("%u.%u.%u.0/%u", vlan->base >> 24, vlan->base >> 16 & 255, vlan->base >> 8 & 255, vlan->bits);

      emit_prefix (self, text, vlan->site, vlan, RW_NET_STATUS_ACTIVE, vlan->purpose);
      if (vlan->service >= 0)
        {
          g_autofree char *six = g_strdup_printf ("2001:db8:%u:%u::/64", second_octet[vlan->site], vlan->vid);

          emit_prefix (self, six, vlan->site, vlan, RW_NET_STATUS_ACTIVE, vlan->purpose);
        }
    }
}

static RwId
add_address (RwDemoCompany *self,
             int            port,
             int            vlan,
             gboolean       v6,
             gboolean       primary,
             gint64         day)
{
  RwDemoVlan *in = RW_DEMO_VLAN (self, vlan);
  RwDemoAddress address = { .port = port, .vlan = vlan, .v6 = v6, .primary = primary };

  address.host = v6 ? in->next_host6++ : in->next_host++;
  g_assert (v6 || address.host < (1u << (32 - in->bits)) - 1);
  address.id = rw_demo_id_on (self, day);
  g_array_append_val (self->addresses, address);
  return address.id;
}

/* The management port's index within the device, see rw-demo-wiring.c. */
static int
management_port (RwDemoCompany      *self,
                 const RwDemoDevice *device)
{
  for (guint i = device->first_port; i < device->first_port + device->n_ports; i++)
    if (RW_DEMO_PORT (self, i)->management)
      return (int) i;
  return -1;
}

/**
 * rw_demo_make_addresses:
 *
 * One for the management and one for the first adapter of each device, one for each machine; what
 * is left to the size's count goes to the machines as IPv6, then as further IPv4 addresses.
 */
void
rw_demo_make_addresses (RwDemoCompany *self)
{
  guint left, given = 0, n = self->vms->len;

  rw_demo_stream (self, "addresses");
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);
      int management = management_port (self, device);
      gboolean server = device->role == RW_DEVICE_ROLE_SERVER || device->role == RW_DEVICE_ROLE_BLADE;

      if (device->rack < 0 || device->stage < RW_STAGE_CONNECTED)
        continue;
      if (server && device->vlan >= 0)
        device->primary_address = add_address (self, (int) device->first_port, device->vlan, FALSE, TRUE, device->purchased);
      if (management >= 0)
        {
          RwId id = add_address (self, management, RW_DEMO_ROOM (self, RW_DEMO_RACK (self, device->rack)->room)->vlan, FALSE, !server, device->purchased);

          if (!server)
            device->primary_address = id;
        }
    }
  for (guint i = 0; i < n; i++)
    RW_DEMO_VM (self, i)->primary_address =
      add_address (self, (int) RW_DEMO_VM (self, i)->first_port, RW_DEMO_VM (self, i)->vlan, FALSE, TRUE, RW_DEMO_VM (self, i)->created);
  left = self->plan->counts.addresses - MIN (self->addresses->len, self->plan->counts.addresses);
  for (guint i = 0; i < n; i++)
    {
      RwDemoVm *vm = RW_DEMO_VM (self, i);
      guint until = (guint) ((guint64) left * (i + 1) / n);

      for (guint k = 0; given < until; given++, k++)
        {
          gboolean v6 = k != 1 || RW_DEMO_VLAN (self, vm->vlan)->next_host > 250;

          add_address (self, (int) (vm->first_port + (vm->n_ports > 1 && k > 0 ? 1 : 0)), vm->vlan, v6, FALSE, vm->created);
        }
    }
}

void
rw_demo_emit_addresses (RwDemoCompany *self)
{
  rw_demo_stream (self, "address-records");
  for (guint i = 0; i < self->addresses->len; i++)
    {
      RwDemoAddress *address = RW_DEMO_ADDRESS (self, i);
      RwDemoVlan *vlan = RW_DEMO_VLAN (self, address->vlan);
      RwDemoPort *port = RW_DEMO_PORT (self, address->port);
      const char *name = port->device >= 0 ? RW_DEMO_DEVICE (self, port->device)->name : RW_DEMO_VM (self, port->vm)->name;
      RwRecord *record = rw_record_new (RW_KIND_ADDRESS, &address->id);
      char text[48], dns[128];
      guint32 ip = vlan->base + address->host;

      if (address->v6)
        g_snprintf (text, sizeof text, "2001:db8:%u:%u::%x", second_octet[vlan->site], vlan->vid, address->host);
      else
        g_snprintf (text, sizeof text, "%u.%u.%u.%u", ip >> 24, ip >> 16 & 255, ip >> 8 & 255, ip & 255);
      rw_record_set_text (record, RW_ADDRESS_ADDRESS, text);
      rw_record_set_ref (record, RW_ADDRESS_PORT, &port->id);
      rw_record_set_boolean (record, RW_ADDRESS_PRIMARY, address->primary);
      if (port->management || address->primary)
        {
          g_autofree char *host = rw_demo_slug (name);

          g_snprintf (dns, sizeof dns, "%s.%s.mainblick.example", host,
                      port->management ? vlan->site == 0 ? "mgmt.fra2" : "mgmt.fra4" : vlan->site == 0 ? "fra2" : "fra4");
          rw_record_set_text (record, RW_ADDRESS_DNS_NAME, dns);
        }
      rw_record_set_enum (record, RW_ADDRESS_STATUS, RW_NET_STATUS_ACTIVE);
      if (vlan->service >= 0)
        rw_record_set_ref (record, RW_ADDRESS_CUSTOMER,
                           &RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, vlan->service)->customer)->id);
      rw_demo_emit (self, record);
    }
}
