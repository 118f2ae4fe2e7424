/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-fields-hardware.h"

/* What is virtual, and the networks. */

#define RW_FIELDS_CLUSTER(F) \
  F (CLUSTER, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (CLUSTER, TYPE, type, TEXT, N_ ("Type"), .max = 120) \
  F (CLUSTER, SITE, site, REF, N_ ("Site"), .refs = R (SITE)) \
  F (CLUSTER, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (CLUSTER, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_VM(F) \
  F (VM, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_INDEX, .max = 120) \
  F (VM, ROLE, role, TEXT, N_ ("Role"), .max = 60) \
  F (VM, CLUSTER, cluster, REF, N_ ("Cluster"), .refs = R (CLUSTER)) \
  F (VM, HOST, host, REF, N_ ("Host"), .refs = R (DEVICE)) \
  F (VM, VCPUS, vcpus, DECIMAL, N_ ("vCPUs"), .min = 0, .max = 4096) \
  F (VM, MEMORY, memory_mb, INTEGER, N_ ("Memory"), .min = 0, .max = 100000000, .unit = "MB") \
  F (VM, DISK, disk_gb, INTEGER, N_ ("Disk"), .min = 0, .max = 100000000, .unit = "GB") \
  RW_FIELDS_LIFE (F, VM)

#define RW_FIELDS_VLAN(F) \
  F (VLAN, VID, vid, INTEGER, N_ ("VLAN number"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .min = 1, .max = 4094) \
  F (VLAN, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (VLAN, SITE, site, REF, N_ ("Site"), .refs = R (SITE)) \
  F (VLAN, DOMAIN, domain, TEXT, NC_ ("VLAN", "Group"), .max = 120) \
  F (VLAN, STATUS, status, ENUM, N_ ("Status"), E (net_status)) \
  F (VLAN, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (VLAN, PURPOSE, purpose, TEXT, N_ ("Purpose"), .max = 200)

#define RW_FIELDS_PREFIX(F) \
  F (PREFIX, PREFIX, prefix, TEXT, N_ ("Prefix"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_INDEX, .max = 43) \
  F (PREFIX, VRF, vrf, TEXT, N_ ("VRF"), .max = 120) \
  F (PREFIX, VLAN, vlan, REF, N_ ("VLAN"), .refs = R (VLAN)) \
  F (PREFIX, SITE, site, REF, N_ ("Site"), .refs = R (SITE)) \
  F (PREFIX, STATUS, status, ENUM, N_ ("Status"), E (net_status)) \
  F (PREFIX, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (PREFIX, POOL, pool, BOOLEAN, N_ ("All addresses usable")) \
  F (PREFIX, PURPOSE, purpose, TEXT, N_ ("Purpose"), .max = 200)

#define RW_FIELDS_ADDRESS(F) \
  F (ADDRESS, ADDRESS, address, TEXT, N_ ("Address"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_INDEX, .max = 43) \
  F (ADDRESS, VRF, vrf, TEXT, N_ ("VRF"), .max = 120) \
  F (ADDRESS, PORT, port, REF, N_ ("Port"), .refs = R (PORT)) \
  F (ADDRESS, PRIMARY, primary, BOOLEAN, N_ ("Primary")) \
  F (ADDRESS, DNS_NAME, dns_name, TEXT, N_ ("DNS name"), .flags = RW_F_SEARCH, .max = 255) \
  F (ADDRESS, STATUS, status, ENUM, N_ ("Status"), E (net_status)) \
  F (ADDRESS, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (ADDRESS, PURPOSE, purpose, TEXT, N_ ("Purpose"), .max = 200)
