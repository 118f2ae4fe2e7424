/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Clusters of hypervisors and what runs on them. */

static void
make_clusters (RwDemoCompany *self)
{
  static const char *const codes[RW_DEMO_N_SITES] = { "fra2", "fra4" };
  guint most = self->plan->counts.vms < 1000 ? 10 : self->plan->counts.vms < 20000 ? 12 : 24;

  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      guint number = 0, in_cluster = most;

      for (guint i = 0; i < self->hosts->len; i++)
        {
          RwDemoDevice *host = RW_DEMO_DEVICE (self, g_array_index (self->hosts, int, i));

          if (host->site != site)
            continue;
          if (in_cluster >= most)
            {
              gboolean proxmox = number % 3 != 2;
              RwDemoCluster cluster = { .site = site, .vlan = -1, .type = proxmox ? "Proxmox VE" : "VMware vSphere" };

              cluster.name = rw_demo_string (self, "%s-%s-%02u", proxmox ? "pve" : "vsphere", codes[site], ++number);
              cluster.id = rw_demo_id_on (self, host->purchased + 10);
              cluster.trunk = rw_demo_add_trunk (self);
              g_array_append_val (self->clusters, cluster);
              in_cluster = 0;
            }
          host->cluster = (int) self->clusters->len - 1;
          RW_DEMO_CLUSTER (self, host->cluster)->n_hosts++;
          in_cluster++;
        }
    }
}

/* The hosts of each cluster as they stand in the list of hosts sorted by cluster. */
static int *
sort_hosts (RwDemoCompany *self)
{
  int *sorted = g_new (int, self->hosts->len + 1);
  guint n = 0;

  for (guint c = 0; c < self->clusters->len; c++)
    {
      RW_DEMO_CLUSTER (self, c)->first_host = n;
      for (guint i = 0; i < self->hosts->len; i++)
        if (RW_DEMO_DEVICE (self, g_array_index (self->hosts, int, i))->cluster == (int) c)
          sorted[n++] = g_array_index (self->hosts, int, i);
    }
  return sorted;
}

/* A service keeps to one cluster of a site, a large one to two. */
static int
cluster_for (RwDemoCompany *self,
             int            service,
             int            site,
             guint          number)
{
  int at_site[256];
  guint n = 0;

  for (guint i = 0; i < self->clusters->len && n < G_N_ELEMENTS (at_site); i++)
    if (RW_DEMO_CLUSTER (self, i)->site == site)
      at_site[n++] = (int) i;
  g_assert (n > 0);
  return at_site[((guint) service + (number % 80) / 50) % n];
}

static void
make_vms (RwDemoCompany *self)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree int *hosts = sort_hosts (self);
  guint total = 0, made = 0, weight_seen = 0;

  for (guint i = 0; i < self->services->len; i++)
    total += RW_DEMO_SERVICE (self, i)->weight;
  for (guint i = 0; i < self->services->len; i++)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);
      const char *stem = RW_DEMO_CUSTOMER (self, service->customer)->stem;
      guint until;

      weight_seen += service->weight;
      until = (guint) ((guint64) self->plan->counts.vms * weight_seen / total);
      for (guint n = 0; made < until; made++, n++)
        {
          RwDemoVm vm = { .service = (int) i, .vlan = -1, .stage = RW_STAGE_OPERATION };
          RwDemoCluster *cluster;
          const char *key;
          guint number;

          vm.site = n % 5 == 4 ? 1 - service->site : service->site;
          vm.cluster = cluster_for (self, (int) i, vm.site, n);
          cluster = RW_DEMO_CLUSTER (self, vm.cluster);
          vm.host = hosts[cluster->first_host + cluster->next_host++ % cluster->n_hosts];
          /* Each role once, then as chance has it. */
          vm.duty = n < g_strv_length (service->roles) ? service->roles[n] : rw_demo_pick (self, service->roles);
          key = rw_demo_string (self, "%s-%s-%s", stem, service->code, vm.duty);
          number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key)) + 1;
          g_hash_table_insert (numbers, (gpointer) key, GUINT_TO_POINTER (number));
          vm.name = rw_demo_string (self, "%s%02u", key, number);
          vm.created = self->today - 3 - (gint64) rw_demo_random_below (&self->random, 1300);
          if (made % 97 == 41)
            {
              vm.stage = made % 2 == 0 ? RW_STAGE_TESTED : RW_STAGE_CONNECTED;
              vm.created = self->today - 1 - (gint64) rw_demo_random_below (&self->random, 12);
            }
          else if (made % 131 == 77)
            vm.stage = RW_STAGE_DECOMMISSIONING;
          vm.id = rw_demo_id_on (self, vm.created);
          g_array_append_val (self->vms, vm);
        }
    }
}

void
rw_demo_make_virtual (RwDemoCompany *self)
{
  rw_demo_stream (self, "virtual");
  make_clusters (self);
  make_vms (self);
}

void
rw_demo_emit_virtual (RwDemoCompany *self)
{
  static const struct
  {
    const char *duty, *platform, *version;
    int vcpus, memory_gb, disk_gb;
  } shapes[] = {
    { "web", "Debian", "13.2", 4, 8, 40 }, { "app", "Debian", "13.2", 4, 16, 80 }, { "db", "Debian", "12.12", 8, 64, 500 },
    { "cache", "Debian", "13.2", 2, 16, 30 }, { "mail", "Debian", "12.12", 4, 16, 400 }, { "file", "Windows Server", "2022", 4, 16, 2000 },
    { "search", "Ubuntu", "24.04", 8, 32, 300 }, { "mq", "Debian", "13.2", 2, 8, 60 }, { "k8s", "Ubuntu", "24.04", 8, 32, 120 },
    { "ci", "Ubuntu", "24.04", 8, 16, 200 }, { "mon", "Debian", "13.2", 4, 16, 250 },
  };

  rw_demo_stream (self, "virtual-records");
  for (guint i = 0; i < self->clusters->len; i++)
    {
      RwDemoCluster *cluster = RW_DEMO_CLUSTER (self, i);
      RwRecord *record = rw_record_new (RW_KIND_CLUSTER, &cluster->id);

      rw_record_set_text (record, RW_CLUSTER_NAME, cluster->name);
      rw_record_set_text (record, RW_CLUSTER_TYPE, cluster->type);
      rw_record_set_ref (record, RW_CLUSTER_SITE, &self->sites[cluster->site]);
      rw_demo_emit (self, record);
    }
  for (guint i = 0; i < self->vms->len; i++)
    {
      RwDemoVm *vm = RW_DEMO_VM (self, i);
      RwRecord *record = rw_record_new (RW_KIND_VM, &vm->id);
      RwDemoSystem system = { .kind = RW_KIND_VM, .index = (int) i, .service = vm->service, .site = vm->site,
                              .name = vm->name, .duty = vm->duty, .id = vm->id, .backed_up = vm->backed_up };
      guint shape = 0;
      int factor = 1 << rw_demo_random_below (&self->random, 2);
      gboolean old;

      while (shape + 1 < G_N_ELEMENTS (shapes) && strcmp (shapes[shape].duty, vm->duty) != 0)
        shape++;
      old = rw_demo_random_chance (&self->random, 90) && strcmp (shapes[shape].platform, "Debian") == 0;
      rw_record_set_text (record, RW_VM_NAME, vm->name);
      rw_record_set_text (record, RW_VM_ROLE, vm->duty);
      rw_record_set_ref (record, RW_VM_CLUSTER, &RW_DEMO_CLUSTER (self, vm->cluster)->id);
      rw_record_set_ref (record, RW_VM_HOST, &RW_DEMO_DEVICE (self, vm->host)->id);
      rw_record_set_decimal (record, RW_VM_VCPUS, shapes[shape].vcpus * factor);
      rw_record_set_integer (record, RW_VM_MEMORY, (gint64) shapes[shape].memory_gb * factor * 1024);
      rw_record_set_integer (record, RW_VM_DISK, shapes[shape].disk_gb * factor);
      rw_record_set_text (record, RW_VM_PLATFORM, shapes[shape].platform);
      rw_record_set_text (record, RW_VM_VERSION, old ? "11.11" : shapes[shape].version);
      if (old)
        rw_record_set_date (record, RW_VM_END_OF_SUPPORT, rw_date_from_civil (2026, 8, 31));
      else if (shapes[shape].platform[0] == 'D')
        rw_record_set_date (record, RW_VM_END_OF_SUPPORT, rw_date_from_civil (shapes[shape].version[1] == '3' ? 2030 : 2028, 6, 30));
      if (vm->stage == RW_STAGE_OPERATION)
        rw_record_set_date (record, RW_VM_PATCHED,
                            rw_demo_most (self->today - 1 - (gint64) rw_demo_random_below (&self->random, old ? 200 : 45), vm->created));
      if (!rw_id_is_nil (&vm->primary_address))
        rw_record_set_ref (record, RW_VM_PRIMARY_ADDRESS, &vm->primary_address);
      rw_demo_set_life (self, record, vm->stage, vm->service, vm->created, system.backed_up,
                        "Zustandslos, wird aus dem Image neu gebaut");
      rw_demo_emit (self, record);
      if (vm->stage == RW_STAGE_OPERATION)
        rw_demo_add_system (self, &system, RW_DEVICE_ROLE_OTHER);
    }
}
