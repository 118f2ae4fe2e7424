/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the generator share: the company as plain structures, made first, from which
 * the records are then written. Indexes into the arrays stand for references; -1 is none. */

#include "rw-clock.h"
#include "rw-demo-random.h"
#include "rw-demo.h"
#include "rw-time.h"

G_BEGIN_DECLS

#define RW_DEMO_N_SITES 2

/* How a size is filled where DOMAIN's table leaves it open. */
typedef struct
{
  RwDemoCounts counts;
  guint customers, services, people;
  guint chassis, storages, tor_ports, outlets, nics, panel;
  guint volumes, sample_days;
  guint open_tickets, desk_days, change_days, future_changes;
  guint no_job;
} RwDemoPlan;

typedef struct
{
  RwId id;
  const char *name, *first, *login;
  RwPersonRole role;
  int team;
} RwDemoPerson;

typedef struct
{
  RwId id;
  const char *name, *short_name, *slug, *stem, *sector;
  guint first_contact, n_contacts;
  int manager;
} RwDemoCustomer;

typedef struct
{
  RwId id;
  const char *name;
  int customer;
} RwDemoContact;

typedef struct
{
  RwId id;
  gboolean business_hours;
  int minutes[5][3]; /* response, resolution, customer update; 0 is none */
} RwDemoSla;

typedef struct
{
  RwId id;
  const char *name, *code, *domain;
  char **roles;
  int customer, sla;
  int managers[3];
  guint n_managers, weight;
  RwServiceStage stage;
  int site; /* where it is at home */
  int vlans[RW_DEMO_N_SITES], n_vlans[RW_DEMO_N_SITES];
  guint n_systems[RW_DEMO_N_SITES];
} RwDemoService;

typedef struct
{
  RwId id;
  int site;
  const char *name, *code;
  int vlan;
} RwDemoRoom;

typedef struct
{
  RwId id;
  const char *name;
  int room, site, row;
  guint position, units;
  gboolean in_core;
  guint64 used[2][2]; /* half units, per face: bit set is occupied */
  int feeds[2], pdus[2], outlets_used[2], tor, panel, pair;
  guint watts;
} RwDemoRack;

typedef struct
{
  int first_rack, n_racks, site;
  int aggs[2], panels[2];
} RwDemoRow;

typedef struct
{
  RwId id;
  int rack, leg;
  const char *name;
} RwDemoFeed;

/* What a kind of device has; see rw-demo-types.c. */
typedef struct
{
  const char *manufacturer, *model, *slug;
  RwDeviceRole role;
  guint half_units;
  gboolean full_depth;
  double weight_kg;
  guint watts, psus, nics, nic_speed;
  const char *nic_names, *nic_connector, *management;
  guint downlinks, uplinks, outlets, positions, consoles, drive_bays, bays;
} RwDemoType;

typedef struct
{
  RwId id;
  const char *name;
  int type, rack, site, parent, partner, service, cluster, vlan;
  RwDeviceRole role;
  const char *duty; /* web, db, … of a server */
  RwStage stage;
  double unit;
  int face, side, leg, bay;
  guint watts;
  gint64 purchased; /* day */
  guint first_port, n_ports, next_downlink, next_uplink, next_position;
  RwId primary_address;
  gboolean backed_up;
} RwDemoDevice;

typedef struct
{
  RwId id;
  int device, vm;
  const char *name, *connector;
  RwPortType type;
  guint speed;
  gboolean management, disabled;
  int vlan, trunk; /* index of untagged; of the set of tagged ones */
  int upstream, upstream_position, leg, cable;
  guint watts;
} RwDemoPort;

typedef struct
{
  RwId id;
  int a, b; /* ports; b is a feed when it is power to the wall */
  gboolean to_feed;
  const char *type, *colour;
  double length;
} RwDemoCable;

typedef struct
{
  RwId id;
  guint vid;
  const char *name, *purpose;
  int site, service;
  guint32 base; /* of its IPv4 prefix */
  guint bits, next_host, next_host6;
} RwDemoVlan;

typedef struct
{
  RwId id;
  const char *name, *type;
  int site;
  guint first_host, n_hosts, next_host;
  int vlan, trunk;
} RwDemoCluster;

typedef struct
{
  RwId id;
  const char *name, *duty;
  int service, cluster, host, site, vlan;
  guint first_port, n_ports;
  RwStage stage;
  gint64 created; /* day */
  RwId primary_address;
  gboolean backed_up;
} RwDemoVm;

typedef struct
{
  RwId id;
  int port, vlan;
  guint host;
  gboolean v6, primary;
} RwDemoAddress;

/* A system that tickets, changes, backups and volumes can be about. */
typedef struct
{
  RwKind kind;
  int index;
  int service, site;
  const char *name, *duty;
  RwId id;
  gboolean backed_up;
} RwDemoSystem;

/* What a template of a title or a message may be about. */
typedef enum
{
  RW_DEMO_ON_ANY,
  RW_DEMO_ON_HOST,
  RW_DEMO_ON_VM,
  RW_DEMO_ON_DB,
  RW_DEMO_ON_WEB,
  RW_DEMO_ON_MAIL,
  RW_DEMO_ON_FW,
  RW_DEMO_ON_SW,
  RW_DEMO_ON_SAN,
  RW_DEMO_ON_PDU,
  RW_DEMO_ON_BACKUP,
  RW_DEMO_ON_RACK,
  RW_DEMO_ON_NONE,
  RW_DEMO_N_ON,
} RwDemoOn;

/* Who and what a text is about; -1 is nobody and nothing. */
typedef struct
{
  int system, service, contact, person, rack, leg;
  gint64 at;
} RwDemoTalk;

typedef struct
{
  RwId id;
  int service, system, implementer;
  gint64 start, end, finished;
  RwChangeStatus status;
  gboolean past, well; /* it ended; it was a success */
  gboolean restore_test;
} RwDemoChange;

/* A security request, which measures belong to. */
typedef struct
{
  RwId id;
  int service;
} RwDemoRequest;

typedef struct
{
  const RwDemoPlan *plan;
  guint64 seed;
  gint64 now;
  gint64 today; /* day in Berlin */
  GTimeZone *zone;
  RwDemoRandom random;

  RwDemoSink sink;
  gpointer sink_data;
  GError *error;

  GStringChunk *strings;
  RwId calendars[2], sites[RW_DEMO_N_SITES];
  GArray *teams; /* RwId */
  GArray *people, *customers, *contacts, *slas, *services;
  GArray *rooms, *racks, *rows, *feeds;
  GArray *type_ids; /* RwId, one per type */
  GArray *devices, *ports, *cables, *vlans, *clusters, *vms, *addresses;
  GPtrArray *trunks; /* GArray of int, vlan indexes */
  GArray *hosts; /* int, device indexes */
  GArray *systems, *changes, *requests;
  RwId restore_template; /* that restore tests are planned from */
  GArray *on[RW_DEMO_N_ON]; /* int, indexes into systems */
  int cores[RW_DEMO_N_SITES][2], routers[RW_DEMO_N_SITES][2];
  int transit[RW_DEMO_N_SITES], storage[RW_DEMO_N_SITES]; /* VLANs */
} RwDemoCompany;

#define RW_DEMO_AT(company, array, Type, i) (&g_array_index ((company)->array, Type, (i)))
#define RW_DEMO_PERSON(c, i)   RW_DEMO_AT (c, people, RwDemoPerson, i)
#define RW_DEMO_CUSTOMER(c, i) RW_DEMO_AT (c, customers, RwDemoCustomer, i)
#define RW_DEMO_CONTACT(c, i)  RW_DEMO_AT (c, contacts, RwDemoContact, i)
#define RW_DEMO_SLA(c, i)      RW_DEMO_AT (c, slas, RwDemoSla, i)
#define RW_DEMO_SERVICE(c, i)  RW_DEMO_AT (c, services, RwDemoService, i)
#define RW_DEMO_ROOM(c, i)     RW_DEMO_AT (c, rooms, RwDemoRoom, i)
#define RW_DEMO_RACK(c, i)     RW_DEMO_AT (c, racks, RwDemoRack, i)
#define RW_DEMO_ROW(c, i)      RW_DEMO_AT (c, rows, RwDemoRow, i)
#define RW_DEMO_FEED(c, i)     RW_DEMO_AT (c, feeds, RwDemoFeed, i)
#define RW_DEMO_DEVICE(c, i)   RW_DEMO_AT (c, devices, RwDemoDevice, i)
#define RW_DEMO_PORT(c, i)     RW_DEMO_AT (c, ports, RwDemoPort, i)
#define RW_DEMO_CABLE(c, i)    RW_DEMO_AT (c, cables, RwDemoCable, i)
#define RW_DEMO_VLAN(c, i)     RW_DEMO_AT (c, vlans, RwDemoVlan, i)
#define RW_DEMO_CLUSTER(c, i)  RW_DEMO_AT (c, clusters, RwDemoCluster, i)
#define RW_DEMO_VM(c, i)       RW_DEMO_AT (c, vms, RwDemoVm, i)
#define RW_DEMO_ADDRESS(c, i)  RW_DEMO_AT (c, addresses, RwDemoAddress, i)
#define RW_DEMO_SYSTEM(c, i)   RW_DEMO_AT (c, systems, RwDemoSystem, i)

/* MIN and MAX evaluate twice what they return, and drawing a number twice gives two. */
static inline gint64
rw_demo_least (gint64 a,
               gint64 b)
{
  return a < b ? a : b;
}

static inline gint64
rw_demo_most (gint64 a,
              gint64 b)
{
  return a > b ? a : b;
}

/* The company and its tools: rw-demo-company.c */
void        rw_demo_company_init   (RwDemoCompany       *self,
                                    const RwDemoOptions *options,
                                    RwDemoSink           sink,
                                    gpointer             data);
void        rw_demo_company_clear  (RwDemoCompany       *self);
void        rw_demo_stream         (RwDemoCompany       *self,
                                    const char          *name);
const char *rw_demo_string         (RwDemoCompany       *self,
                                    const char          *format,
                                    ...) G_GNUC_PRINTF (2, 3);
RwId        rw_demo_id             (RwDemoCompany       *self,
                                    gint64               at);
RwId        rw_demo_id_on          (RwDemoCompany       *self,
                                    gint64               day);
void        rw_demo_emit           (RwDemoCompany       *self,
                                    RwRecord            *record);
gint64      rw_demo_instant        (RwDemoCompany       *self,
                                    gint64               day,
                                    int                  minutes);
const char *rw_demo_pick           (RwDemoCompany       *self,
                                    char               **list);
char       *rw_demo_slug           (const char          *text);
char      **rw_demo_lines          (const char          *name);
char      **rw_demo_section        (const char          *name,
                                    const char          *section);
char       *rw_demo_unescape       (const char          *text);
int         rw_demo_technician     (RwDemoCompany       *self);
int         rw_demo_person_of      (RwDemoCompany       *self,
                                    RwPersonRole         role);
int         rw_demo_pick_service   (RwDemoCompany       *self,
                                    int                  site);

/* The parts, in the order in which they run. */
void rw_demo_make_people    (RwDemoCompany *self);
void rw_demo_emit_people    (RwDemoCompany *self);
void rw_demo_make_places    (RwDemoCompany *self);
void rw_demo_emit_places    (RwDemoCompany *self);
void rw_demo_emit_types     (RwDemoCompany *self);
void rw_demo_make_hardware  (RwDemoCompany *self);
void rw_demo_make_virtual   (RwDemoCompany *self);
void rw_demo_make_networks  (RwDemoCompany *self);
void rw_demo_make_wiring    (RwDemoCompany *self);
void rw_demo_make_addresses (RwDemoCompany *self);
void rw_demo_plan_backups   (RwDemoCompany *self);
void rw_demo_emit_networks  (RwDemoCompany *self);
void rw_demo_emit_hardware  (RwDemoCompany *self);
void rw_demo_emit_virtual   (RwDemoCompany *self);
void rw_demo_emit_wiring    (RwDemoCompany *self);
void rw_demo_emit_addresses (RwDemoCompany *self);
void rw_demo_emit_changes   (RwDemoCompany *self);
void rw_demo_emit_windows   (RwDemoCompany *self);
void rw_demo_emit_desk      (RwDemoCompany *self);
void rw_demo_emit_backups   (RwDemoCompany *self);
void rw_demo_emit_usage     (RwDemoCompany *self);
void rw_demo_emit_security  (RwDemoCompany *self);
void rw_demo_emit_work      (RwDemoCompany *self);

/* Device types: rw-demo-types.c */
const RwDemoType *rw_demo_type      (int         type);
guint             rw_demo_n_types   (void);
int               rw_demo_type_find (const char *slug);

/* The life cycle fields that devices and virtual machines share: rw-demo-hardware.c; sets of
 * VLANs that a port carries tagged: rw-demo-network.c */
void rw_demo_set_life (RwDemoCompany *self,
                       RwRecord      *record,
                       RwStage        stage,
                       int            service,
                       gint64         since,
                       gboolean       backed_up,
                       const char    *no_backup);
int  rw_demo_add_trunk (RwDemoCompany *self);
void rw_demo_trunk_add (RwDemoCompany *self,
                        int            trunk,
                        int            vlan);
void rw_demo_trunk_join (RwDemoCompany *self,
                         int            trunk,
                         int            other);

/* Texts about systems: rw-demo-talk.c */
RwDemoOn    rw_demo_on_from_string (const char          *name);
int         rw_demo_pick_system    (RwDemoCompany       *self,
                                    RwDemoOn             on);
void        rw_demo_add_system     (RwDemoCompany       *self,
                                    const RwDemoSystem  *system,
                                    RwDeviceRole         role);
RwDemoTalk  rw_demo_talk_about     (RwDemoCompany       *self,
                                    int                  system,
                                    gint64               at);
char       *rw_demo_expand         (RwDemoCompany       *self,
                                    const char          *text,
                                    const RwDemoTalk    *talk);

/* What changes are made from and held to: rw-demo-change-rules.c. Templates and questions are records, the
 * first words of a template's changes are in "words". */
typedef struct
{
  GPtrArray *templates, *words, *questions;
} RwDemoChangeRules;

/* How the titles of changes begin in which a restore is tested, and that of their template. */
#define RW_DEMO_RESTORE_TEST "Wiederherstellungstest"

void      rw_demo_emit_change_rules  (RwDemoCompany           *self,
                                      RwDemoChangeRules       *rules);
void      rw_demo_change_rules_clear (RwDemoChangeRules       *rules);
RwRecord *rw_demo_template_of        (const RwDemoChangeRules *rules,
                                      const char              *title);
void      rw_demo_answer_risk        (const RwDemoChangeRules *rules,
                                      RwRecord                *record,
                                      guint                    field,
                                      RwLevel                  probability,
                                      RwLevel                  effect,
                                      guint                    n_answers);
void      rw_demo_emit_approvals     (RwDemoCompany           *self,
                                      RwRecord                *change,
                                      gint64                   created);

/* How many backup runs a system of that age and duty has: rw-demo-backups.c */
guint       rw_demo_runs_for       (RwDemoCompany       *self,
                                    const char          *duty,
                                    RwKind               kind,
                                    int                  index,
                                    gint64               since);

/* Service levels: rw-demo-sla.c */
gint64 rw_demo_due      (RwDemoCompany *self,
                         gboolean       business_hours,
                         gint64         start,
                         int            minutes);
gint64 rw_demo_due_back (RwDemoCompany *self,
                         gboolean       business_hours,
                         gint64         due,
                         int            minutes);
gboolean rw_demo_is_holiday (gint64 day);
void   rw_demo_add_holidays (GPtrArray *texts,
                             int        year);
gint64 rw_demo_easter   (int year);

G_END_DECLS
