/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands in racks and how it is wired. */

#define RW_FIELDS_DEVICE_TYPE(F) \
  F (DEVICE_TYPE, MANUFACTURER, manufacturer, TEXT, N_ ("Manufacturer"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (DEVICE_TYPE, MODEL, model, TEXT, N_ ("Model"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (DEVICE_TYPE, SLUG, slug, TEXT, N_ ("Short name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE, .max = 120) \
  F (DEVICE_TYPE, PART_NUMBER, part_number, TEXT, N_ ("Part number"), .flags = RW_F_SEARCH, .max = 120) \
  F (DEVICE_TYPE, ROLE, role, ENUM, N_ ("Usual role"), E (device_role)) \
  F (DEVICE_TYPE, HEIGHT, height, DECIMAL, N_ ("Height"), .flags = RW_F_REQUIRED, .min = 0, .max = 100, .step = 0.5, .unit = "U") \
  F (DEVICE_TYPE, FULL_DEPTH, full_depth, BOOLEAN, N_ ("Full depth")) \
  F (DEVICE_TYPE, HALF_WIDTH, half_width, BOOLEAN, N_ ("Half width")) \
  F (DEVICE_TYPE, WEIGHT, weight_kg, DECIMAL, N_ ("Weight"), .min = 0, .max = 5000, .unit = "kg") \
  F (DEVICE_TYPE, AIR_FLOW, air_flow, ENUM, N_ ("Air flow"), E (air_flow)) \
  F (DEVICE_TYPE, DRAW, draw_w, INTEGER, N_ ("Rated draw"), .min = 0, .max = 100000, .unit = "W") \
  F (DEVICE_TYPE, DRIVE_BAYS, drive_bays, INTEGER, N_ ("Drive bays"), .min = 0, .max = 200) \
  F (DEVICE_TYPE, PORTS, ports, JSON, N_ ("Port templates")) \
  F (DEVICE_TYPE, BAYS, bays, JSON, N_ ("Bays")) \
  F (DEVICE_TYPE, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

/* What a device and a virtual machine have in common, told once. Each of the four ticks that
 * "connected" asks for is who and when. */
#define RW_FIELDS_LIFE(F, KIND) \
  F (KIND, STAGE, stage, ENUM, N_ ("Life-cycle stage"), .flags = RW_F_INDEX, E (stage)) \
  F (KIND, SERVICE, service, REF, N_ ("Business service"), .refs = R (SERVICE)) \
  F (KIND, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (KIND, PLATFORM, platform, TEXT, N_ ("Platform"), .flags = RW_F_SEARCH, .max = 120) \
  F (KIND, VERSION, version, TEXT, NC_ ("software", "Version"), .max = 120) \
  F (KIND, END_OF_SUPPORT, end_of_support, DATE, N_ ("End of support")) \
  F (KIND, PATCHED, patched, DATE, N_ ("Last patched")) \
  F (KIND, PRIMARY_ADDRESS, primary_address, REF, N_ ("Primary address"), .refs = R (ADDRESS)) \
  F (KIND, ACCESS, access, TEXT, N_ ("Access data"), .flags = RW_F_NEVER_CACHED | RW_F_LONG, .max = 4000, .readers = RW_ROLES_STAFF) \
  F (KIND, LICENCE, licence_key, TEXT, N_ ("Licence key"), .flags = RW_F_NEVER_CACHED, .max = 500, .readers = RW_ROLES_STAFF) \
  F (KIND, TICK_NETWORK_AT, tick_network_at, INSTANT, N_ ("Network connected")) \
  F (KIND, TICK_NETWORK_BY, tick_network_by, REF, N_ ("Network connected by"), .refs = R (PERSON)) \
  F (KIND, TICK_MONITORING_AT, tick_monitoring_at, INSTANT, N_ ("Monitoring connected")) \
  F (KIND, TICK_MONITORING_BY, tick_monitoring_by, REF, N_ ("Monitoring connected by"), .refs = R (PERSON)) \
  F (KIND, TICK_FIREWALL_AT, tick_firewall_at, INSTANT, N_ ("Firewall set up")) \
  F (KIND, TICK_FIREWALL_BY, tick_firewall_by, REF, N_ ("Firewall set up by"), .refs = R (PERSON)) \
  F (KIND, TICK_BACKUP_AT, tick_backup_at, INSTANT, N_ ("Backup set up")) \
  F (KIND, TICK_BACKUP_BY, tick_backup_by, REF, N_ ("Backup set up by"), .refs = R (PERSON)) \
  F (KIND, NO_BACKUP, no_backup, TEXT, N_ ("No backup because"), .max = 500) \
  F (KIND, WAIVER, waiver, TEXT, N_ ("Waived because"), .max = 500) \
  F (KIND, TAGS, tags, TEXTS, N_ ("Tags"), .max = 40) \
  F (KIND, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_DEVICE(F) \
  F (DEVICE, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_INDEX, .max = 120) \
  F (DEVICE, ROLE, role, ENUM, N_ ("Role"), E (device_role)) \
  F (DEVICE, TYPE, type, REF, N_ ("Device type"), .flags = RW_F_REQUIRED, .refs = R (DEVICE_TYPE)) \
  F (DEVICE, SERIAL, serial, TEXT, N_ ("Serial number"), .flags = RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (DEVICE, ASSET_TAG, asset_tag, TEXT, N_ ("Asset tag"), .flags = RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (DEVICE, SITE, site, REF, N_ ("Site"), .refs = R (SITE)) \
  F (DEVICE, RACK, rack, REF, N_ ("Rack"), .refs = R (RACK)) \
  F (DEVICE, POSITION, position, DECIMAL, N_ ("Lowest unit"), .min = 1, .max = 100, .step = 0.5, .unit = "U") \
  F (DEVICE, FACE, face, ENUM, N_ ("Face"), E (face)) \
  F (DEVICE, SIDE, side, ENUM, N_ ("Side"), E (side)) \
  F (DEVICE, PARENT, parent, REF, N_ ("Chassis"), .refs = R (DEVICE)) \
  F (DEVICE, BAY, bay, TEXT, N_ ("Bay"), .max = 60) \
  F (DEVICE, PARTNER, partner, REF, N_ ("Redundancy partner"), .refs = R (DEVICE)) \
  F (DEVICE, DRAW, draw_w, INTEGER, N_ ("Measured draw"), .min = 0, .max = 100000, .unit = "W") \
  F (DEVICE, PURCHASED, purchased, DATE, N_ ("Purchased")) \
  F (DEVICE, WARRANTY, warranty, DATE, N_ ("Warranty until")) \
  RW_FIELDS_LIFE (F, DEVICE)

#define RW_FIELDS_PORT(F) \
  F (PORT, SYSTEM, system, REF, N_ ("System"), .flags = RW_F_REQUIRED, .refs = R (DEVICE) | R (VM)) \
  F (PORT, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED, .max = 120) \
  F (PORT, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (port_type)) \
  F (PORT, CONNECTOR, connector, TEXT, N_ ("Connector"), .max = 60) \
  F (PORT, SPEED, speed_mbit, INTEGER, N_ ("Speed"), .min = 0, .max = 10000000, .unit = "Mbit/s") \
  F (PORT, MAC, mac, TEXT, N_ ("MAC address"), .flags = RW_F_SEARCH, .max = 23) \
  F (PORT, UNTAGGED, untagged_vlan, REF, N_ ("Untagged VLAN"), .refs = R (VLAN)) \
  F (PORT, TAGGED, tagged_vlans, REFS, N_ ("Tagged VLANs"), .refs = R (VLAN)) \
  F (PORT, MANAGEMENT, management_only, BOOLEAN, N_ ("Management only")) \
  F (PORT, ENABLED, enabled, BOOLEAN, N_ ("Enabled")) \
  F (PORT, UPSTREAM, upstream, REF, N_ ("Leads to"), .refs = R (PORT)) \
  F (PORT, UPSTREAM_POSITION, upstream_position, INTEGER, N_ ("Position there"), .min = 1, .max = 1024) \
  F (PORT, LEG, leg, ENUM, N_ ("Feed"), E (feed_leg)) \
  F (PORT, DRAW, draw_w, INTEGER, N_ ("Draw"), .min = 0, .max = 100000, .unit = "W") \
  F (PORT, NOTES, notes, TEXT, N_ ("Notes"), .max = 500)

#define RW_FIELDS_CABLE(F) \
  F (CABLE, LABEL, label, TEXT, N_ ("Label"), .flags = RW_F_SEARCH, .max = 120) \
  F (CABLE, A, a, REF, N_ ("End A"), .flags = RW_F_REQUIRED | RW_F_UNIQUE, .refs = R (PORT) | R (POWER_FEED)) \
  F (CABLE, B, b, REF, N_ ("End B"), .flags = RW_F_REQUIRED | RW_F_UNIQUE, .refs = R (PORT) | R (POWER_FEED)) \
  F (CABLE, TYPE, type, TEXT, N_ ("Type"), .max = 60) \
  F (CABLE, STATUS, status, ENUM, N_ ("Status"), E (cable_status)) \
  F (CABLE, COLOUR, colour, TEXT, N_ ("Colour"), .max = 40) \
  F (CABLE, LENGTH, length_m, DECIMAL, N_ ("Length"), .min = 0, .max = 100000, .unit = "m") \
  F (CABLE, NOTES, notes, TEXT, N_ ("Notes"), .max = 500)
