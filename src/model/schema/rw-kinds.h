/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-field.h"

G_BEGIN_DECLS

/*
 * Every kind of record. K (KIND, kind, writers, flags, title, label, label for several):
 * kind is the name in JSON, SQLite and CSV; title the field that names a record to a person.
 * The order is that of the groups in DOMAIN; a new kind goes at the end of its group: nothing
 * outside the program knows the numbers.
 */
#define RW_KINDS(K) \
  K (CUSTOMER, customer, RW_ROLES_MANAGE, 0, NAME, N_ ("Customer"), N_ ("Customers")) \
  K (CONTACT, contact, RW_ROLES_STAFF, 0, NAME, N_ ("Contact"), N_ ("Contacts")) \
  K (PERSON, person, RW_ROLES_ADMIN, 0, NAME, N_ ("Person"), N_ ("People")) \
  K (TEAM, team, RW_ROLES_ADMIN, 0, NAME, N_ ("Team"), N_ ("Teams")) \
  K (SHIFT, shift, RW_ROLES_MANAGE, 0, NONE, N_ ("On-call shift"), N_ ("On-call shifts")) \
  K (SERVICE, service, RW_ROLES_MANAGE, 0, NAME, N_ ("Business service"), N_ ("Business services")) \
  K (SLA, sla, RW_ROLES_MANAGE, 0, NAME, N_ ("Service level agreement"), N_ ("Service level agreements")) \
  K (CALENDAR, calendar, RW_ROLES_MANAGE, 0, NAME, N_ ("Calendar"), N_ ("Calendars")) \
  K (SITE, site, RW_ROLES_MANAGE, 0, NAME, N_ ("Site"), N_ ("Sites")) \
  K (ROOM, room, RW_ROLES_MANAGE, 0, NAME, N_ ("Room"), N_ ("Rooms")) \
  K (RACK, rack, RW_ROLES_STAFF, 0, NAME, N_ ("Rack"), N_ ("Racks")) \
  K (RESERVATION, reservation, RW_ROLES_STAFF, 0, PURPOSE, N_ ("Reservation"), N_ ("Reservations")) \
  K (POWER_FEED, power_feed, RW_ROLES_STAFF, 0, NAME, N_ ("Power feed"), N_ ("Power feeds")) \
  K (DEVICE_TYPE, device_type, RW_ROLES_STAFF, 0, MODEL, N_ ("Device type"), N_ ("Device types")) \
  K (DEVICE, device, RW_ROLES_STAFF, RW_K_SYSTEM, NAME, N_ ("Device"), N_ ("Devices")) \
  K (PORT, port, RW_ROLES_STAFF, 0, NAME, N_ ("Port"), N_ ("Ports")) \
  K (CABLE, cable, RW_ROLES_STAFF, 0, LABEL, N_ ("Cable"), N_ ("Cables")) \
  K (CLUSTER, cluster, RW_ROLES_STAFF, 0, NAME, N_ ("Cluster"), N_ ("Clusters")) \
  K (VM, vm, RW_ROLES_STAFF, RW_K_SYSTEM, NAME, N_ ("Virtual machine"), N_ ("Virtual machines")) \
  K (VLAN, vlan, RW_ROLES_STAFF, 0, NAME, N_ ("VLAN"), N_ ("VLANs")) \
  K (PREFIX, prefix, RW_ROLES_STAFF, 0, PREFIX, N_ ("Prefix"), N_ ("Prefixes")) \
  K (ADDRESS, address, RW_ROLES_STAFF, 0, ADDRESS, N_ ("Address"), N_ ("Addresses")) \
  K (TICKET, ticket, RW_ROLES_STAFF, 0, TITLE, N_ ("Ticket"), N_ ("Tickets")) \
  K (MESSAGE, message, RW_ROLES_STAFF, RW_K_INSERT_ONLY, SUBJECT, N_ ("Message"), N_ ("Messages")) \
  K (LINK, link, RW_ROLES_STAFF, 0, NONE, N_ ("Link"), N_ ("Links")) \
  K (MACRO, macro, RW_ROLES_MANAGE, 0, NAME, N_ ("Macro"), N_ ("Macros")) \
  K (CHANGE, change, RW_ROLES_STAFF, 0, TITLE, N_ ("Change"), N_ ("Changes")) \
  K (CHANGE_ITEM, change_item, RW_ROLES_STAFF, 0, NONE, N_ ("Affected item"), N_ ("Affected items")) \
  K (CHANGE_TASK, change_task, RW_ROLES_STAFF, 0, TITLE, N_ ("Task"), N_ ("Tasks")) \
  K (APPROVAL, approval, RW_ROLES_STAFF, 0, NONE, N_ ("Approval"), N_ ("Approvals")) \
  K (WINDOW, window, RW_ROLES_MANAGE, 0, NAME, N_ ("Window"), N_ ("Windows")) \
  K (CHANGE_TEMPLATE, change_template, RW_ROLES_MANAGE, 0, NAME, N_ ("Change template"), N_ ("Change templates")) \
  K (RISK_QUESTION, risk_question, RW_ROLES_MANAGE, 0, NAME, N_ ("Question on risk"), N_ ("Questions on risk")) \
  K (CARRIER_NOTICE, carrier_notice, RW_ROLES_STAFF | RW_ROLE_INTAKE, 0, TITLE, N_ ("Carrier notice"), N_ ("Carrier notices")) \
  K (CALENDAR_FEED, calendar_feed, RW_ROLES_MANAGE, 0, NAME, N_ ("Calendar feed"), N_ ("Calendar feeds")) \
  K (BACKUP_POLICY, backup_policy, RW_ROLES_MANAGE, 0, NAME, N_ ("Backup policy"), N_ ("Backup policies")) \
  K (BACKUP_JOB, backup_job, RW_ROLES_STAFF, 0, NAME, N_ ("Backup job"), N_ ("Backup jobs")) \
  K (BACKUP_RUN, backup_run, RW_ROLES_STAFF | RW_ROLE_INTAKE, RW_K_INSERT_ONLY, NONE, N_ ("Backup run"), N_ ("Backup runs")) \
  K (RESTORE_TEST, restore_test, RW_ROLES_STAFF, 0, NONE, N_ ("Restore test"), N_ ("Restore tests")) \
  K (BACKUP_ACK, backup_ack, RW_ROLES_STAFF, 0, REASON, N_ ("Acknowledgement"), N_ ("Acknowledgements")) \
  K (MORNING_CHECK, morning_check, RW_ROLES_STAFF, RW_K_INSERT_ONLY, NONE, N_ ("Morning check"), N_ ("Morning checks")) \
  K (VOLUME, volume, RW_ROLES_STAFF, 0, NAME, N_ ("Volume"), N_ ("Volumes")) \
  K (USAGE_SAMPLE, usage_sample, RW_ROLES_STAFF | RW_ROLE_INTAKE, RW_K_INSERT_ONLY, NONE, N_ ("Usage sample"), N_ ("Usage samples")) \
  K (MEASURE, measure, RW_ROLES_STAFF, 0, TITLE, N_ ("Measure"), N_ ("Measures")) \
  K (FINDING, finding, RW_ROLES_STAFF, 0, TITLE, N_ ("Finding"), N_ ("Findings")) \
  K (CHECKLIST, checklist, RW_ROLES_STAFF, 0, TITLE, N_ ("Checklist"), N_ ("Checklists")) \
  K (CHECKLIST_ITEM, checklist_item, RW_ROLES_STAFF, 0, TITLE, N_ ("Checklist item"), N_ ("Checklist items")) \
  K (DOCUMENT, document, RW_ROLES_STAFF, 0, TITLE, N_ ("Document"), N_ ("Documents")) \
  K (AUDIT, audit, RW_ROLES_STAFF, 0, NONE, N_ ("Audit"), N_ ("Audits")) \
  K (AUDIT_ITEM, audit_item, RW_ROLES_STAFF, 0, NONE, N_ ("Audit item"), N_ ("Audit items")) \
  K (ATTACHMENT, attachment, RW_ROLES_STAFF, 0, NAME, N_ ("Attachment"), N_ ("Attachments"))

/**
 * RwKindFlags:
 * @RW_K_SYSTEM: a system of the CMDB: a device or a virtual machine
 * @RW_K_INSERT_ONLY: never edited or deleted once it is there
 */
typedef enum
{
  RW_K_SYSTEM = 1 << 0,
  RW_K_INSERT_ONLY = 1 << 1,
} RwKindFlags;

#define RW_KIND_CONSTANT(KIND, kind, writers, flags, title, label, labels) RW_KIND_##KIND,

typedef enum
{
  RW_KINDS (RW_KIND_CONSTANT) RW_N_KINDS,
  RW_KIND_NONE = -1,
} RwKind;

#undef RW_KIND_CONSTANT

G_STATIC_ASSERT (RW_N_KINDS <= 64);

G_END_DECLS
