/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-networks.h"
#include "store-fixture.h"

#include <gio/gio.h>

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  f->cache = rw_cache_writer_get_cache (f->writer);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static RwRecord *
new_named (RwKind kind, guint field, const char *name)
{
  RwId id = rw_id_from_name ("test", name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, field, name);
  return record;
}

static void
put (Fixture *f, RwRecord *record)
{
  store_put (f->writer, record);
  g_object_unref (record);
}

static void
fill (Fixture *f)
{
  RwId site = rw_id_from_name ("test", "Frankfurt 2"), customer = rw_id_from_name ("test", "ACME"),
       system = rw_id_from_name ("test", "web-014"), port = rw_id_from_name ("test", "eth0"),
       vlans[2];
  RwRecord *record = new_named (RW_KIND_SITE, RW_SITE_NAME, "Frankfurt 2");

  rw_record_set_text (record, RW_SITE_CODE, "FRA2");
  put (f, record);
  put (f, new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "ACME"));
  put (f, new_named (RW_KIND_VM, RW_VM_NAME, "web-014"));
  for (int i = 0; i < 2; i++)
    {
      record = new_named (RW_KIND_VLAN, RW_VLAN_NAME, i == 0 ? "web" : "db");
      vlans[i] = *rw_record_get_id (record);
      rw_record_set_integer (record, RW_VLAN_VID, 200 + i);
      rw_record_set_ref (record, RW_VLAN_SITE, &site);
      put (f, record);
    }
  record = new_named (RW_KIND_PORT, RW_PORT_NAME, "eth0");
  rw_record_set_ref (record, RW_PORT_SYSTEM, &system);
  rw_record_set_enum (record, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  rw_record_set_ref (record, RW_PORT_UNTAGGED, &vlans[0]);
  rw_record_set_refs (record, RW_PORT_TAGGED, vlans, 2);
  put (f, record);
  record = new_named (RW_KIND_PREFIX, RW_PREFIX_PREFIX, "10.20.14.0/24");
  rw_record_set_ref (record, RW_PREFIX_VLAN, &vlans[0]);
  rw_record_set_ref (record, RW_PREFIX_SITE, &site);
  rw_record_set_ref (record, RW_PREFIX_CUSTOMER, &customer);
  rw_record_set_enum (record, RW_PREFIX_STATUS, RW_NET_STATUS_ACTIVE);
  rw_record_set_boolean (record, RW_PREFIX_POOL, TRUE);
  rw_record_set_text (record, RW_PREFIX_PURPOSE, "Web");
  rw_record_set_text (record, RW_PREFIX_VRF, "blue");
  put (f, record);
  record = new_named (RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, "10.20.14.0/24 ");
  rw_record_set_text (record, RW_ADDRESS_ADDRESS, "10.20.14.0/24");
  rw_record_set_text (record, RW_ADDRESS_VRF, "blue");
  rw_record_set_ref (record, RW_ADDRESS_PORT, &port);
  rw_record_set_boolean (record, RW_ADDRESS_PRIMARY, TRUE);
  rw_record_set_text (record, RW_ADDRESS_DNS_NAME, "web.example");
  rw_record_set_enum (record, RW_ADDRESS_STATUS, RW_NET_STATUS_RESERVED);
  put (f, record);
}

static void
test_networks (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNetPlan) plan = NULL;
  const RwNetPrefix *prefix;
  const RwNetAddress *address;

  fill (f);
  plan = rw_query_networks (f->cache, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->prefixes->len, ==, 1);
  prefix = RW_NET_PREFIX (plan, 0);
  g_assert_cmpstr (prefix->text, ==, "10.20.14.0/24");
  g_assert_cmpstr (RW_NET_VRF (plan, prefix->vrf)->name, ==, "blue");
  g_assert_cmpstr (rw_net_plan_site (plan, prefix->site), ==, "FRA2");
  g_assert_cmpstr (rw_net_plan_customer (plan, prefix->customer), ==, "ACME");
  g_assert_cmpint (prefix->status, ==, RW_NET_STATUS_ACTIVE);
  g_assert_true (prefix->pool);
  g_assert_cmpuint (prefix->use.used, ==, 1);
  g_assert_cmpuint (prefix->use.total, ==, 256);
  address = RW_NET_ADDRESS (plan, 0);
  g_assert_cmpint (address->prefix, ==, 0);
  g_assert_cmpstr (address->dns_name, ==, "web.example");
  g_assert_cmpint (address->status, ==, RW_NET_STATUS_RESERVED);
  g_assert_true (address->primary);
  g_assert_cmpstr (RW_NET_PORT (plan, address->port)->name, ==, "eth0");
  g_assert_cmpstr (RW_NET_SYSTEM (plan, RW_NET_PORT (plan, address->port)->system)->name, ==,
                   "web-014");
  g_assert_cmpuint (plan->vlans->len, ==, 2);
  g_assert_cmpint (RW_NET_VLAN (plan, 0)->vid, ==, 200);
  g_assert_cmpuint (RW_NET_VLAN (plan, 0)->n_members, ==, 2);
  g_assert_cmpuint (RW_NET_VLAN (plan, 0)->n_prefixes, ==, 1);
  g_assert_cmpuint (RW_NET_VLAN (plan, 1)->n_members, ==, 1);
  g_assert_true (RW_NET_MEMBER (plan, RW_NET_VLAN (plan, 1)->first_member)->tagged);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RwNetPlan) plan = rw_query_networks (f->cache, cancellable, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->nodes->len, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (rw_query_networks (f->cache, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/query-networks/networks", Fixture, NULL, set_up, test_networks, tear_down);
  g_test_add ("/store/query-networks/empty", Fixture, NULL, set_up, test_empty, tear_down);
  return g_test_run ();
}
