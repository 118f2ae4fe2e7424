/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-rack-space.h"

G_BEGIN_DECLS

/**
 * RwPortState:
 * @RW_PORT_STATE_FREE: nothing plugged in
 * @RW_PORT_STATE_CABLED: a cable, but the port is off or the cable not connected yet
 * @RW_PORT_STATE_UP: a connected cable in an enabled port
 */
typedef enum
{
  RW_PORT_STATE_FREE,
  RW_PORT_STATE_CABLED,
  RW_PORT_STATE_UP,
} RwPortState;

/**
 * RwBackupState:
 * @RW_BACKUP_STATE_NONE: no job
 * @RW_BACKUP_STATE_GOOD: the last run was good, or is running
 * @RW_BACKUP_STATE_WARNING: the last run had a warning, or a failure is acknowledged
 * @RW_BACKUP_STATE_MISSED: the last run was missed
 * @RW_BACKUP_STATE_FAILED: the last run failed
 *
 * The worst of a device's backup jobs.
 */
typedef enum
{
  RW_BACKUP_STATE_NONE,
  RW_BACKUP_STATE_GOOD,
  RW_BACKUP_STATE_WARNING,
  RW_BACKUP_STATE_MISSED,
  RW_BACKUP_STATE_FAILED,
} RwBackupState;

/**
 * RwChangeToday:
 * @RW_CHANGE_TODAY_NONE: no change touches it today any more
 * @RW_CHANGE_TODAY_AHEAD: one begins, or should have begun
 * @RW_CHANGE_TODAY_RUNNING: one is in progress
 */
typedef enum
{
  RW_CHANGE_TODAY_NONE,
  RW_CHANGE_TODAY_AHEAD,
  RW_CHANGE_TODAY_RUNNING,
} RwChangeToday;

/**
 * RwRackDevice:
 *
 * A device in a plan. Texts belong to the plan. @length is 0 for what takes no units: devices at the
 * side (@side is not -1) and those in the bay of a chassis (@parent is not -1).
 */
typedef struct
{
  RwId id;
  RwId rack_id;          /* nil for a blade that names only its chassis */
  RwId parent_id;
  const char *name;
  const char *type;      /* manufacturer and model */
  const char *model;
  const char *service;
  const char *customer;  /* its own, else its service's */
  const char *platform;
  const char *vlan;      /* number and name of the untagged VLAN of its first port that has one */
  const char *bay;
  RwDeviceRole role;
  int stage;             /* RwStage or -1 */
  int start, length;     /* half units above the floor */
  RwFaces faces;
  RwFace face;           /* on which it is mounted */
  int side;              /* RwSide or -1 */
  gboolean full_depth;
  gboolean half_width;
  int drive_bays;
  int n_bays;
  int watts;             /* measured, else rated; 0 for unknown */
  double weight;         /* kilograms; 0 for unknown */
  gint64 purchased, end_of_support, patched; /* dates, or 0 */
  int priority;          /* worst RwPriority of the open tickets, or -1 */
  guint n_tickets;
  const char *ticket;    /* number of the worst */
  RwBackupState backup;
  RwChangeToday change;
  /* set by rw_rack_plan_finish() */
  const char *words;     /* all one would look for it by, folded: see rw_text_fold() */
  int rack, parent;      /* indexes, or -1 */
  guint first_child, n_children;
  int bay_index;         /* place in the chassis, from 0 */
  guint first_port, n_ports;
} RwRackDevice;

/**
 * RwRackReservation:
 *
 * Units kept for somebody; @purpose belongs to the plan.
 */
typedef struct
{
  RwId id;
  RwId rack_id;
  const char *purpose;
  int start, length;
  RwFaces faces;
  gint64 until;          /* date, or 0 */
} RwRackReservation;

/**
 * RwRackSlot:
 * @device: index of the device
 * @start: as the device's
 * @length: as the device's
 * @column: for half width: 0 left or 1 right, as seen from the front; -1 for the full width
 * @other_side: this is the far end of a full-depth device that is mounted on the other face
 *
 * Where a device is seen on one face of a rack.
 */
typedef struct
{
  guint device;
  int start, length;
  int column;
  gboolean other_side;
} RwRackSlot;

/**
 * RwRackRoom:
 * @name: empty for racks that say no room
 * @first_aisle: RwAisle between its first two rows, or -1; from there on cold and hot take turns
 * @first: its first rack
 * @n: how many racks stand in it, never 0 in a finished plan
 *
 * A room or a cage of the site.
 */
typedef struct
{
  RwId id;
  const char *name;
  int first_aisle;
  guint first, n;
} RwRackRoom;

/**
 * RwRackInfo:
 *
 * A rack in a plan. Slots of a face ascend by @start; devices at the side follow by rw_rack_plan_get_side().
 */
typedef struct
{
  RwId id;
  RwId room_id;
  const char *name;
  const char *short_name; /* without what all names in the room begin with */
  const char *row;
  gint64 position;
  int units;
  RwRackNumbering numbering;
  int status;             /* RwRackStatus or -1 */
  double feed_watts[RW_FEED_LEG_N_VALUES]; /* what the feeds of each leg offer; 0 for unknown */
  /* set by rw_rack_plan_finish() */
  guint room;
  RwRackUse use;
  int watts;
  guint n_devices;        /* all: units, sides, bays */
  GArray *slots[2];       /* (element-type RwRackSlot), by RwFace */
  GArray *sides;          /* (element-type guint): devices at the sides */
  GArray *reservations;   /* (element-type RwRackReservation) */
} RwRackInfo;

/**
 * RwRackPlan:
 *
 * All racks of a site or of a room with what stands in them, read-only once finished: made in the reader
 * thread, drawn in the main thread. Racks ascend by room, row, position and name.
 */
typedef struct
{
  gatomicrefcount ref_count;
  gboolean finished;
  RwId place;
  const char *title;
  RwRackRoom *rooms;
  guint n_rooms;
  RwRackInfo *racks;
  guint n_racks;
  RwRackDevice *devices;
  guint n_devices;
  guint8 *ports;          /* RwPortState each; a device's ports are adjacent */
  guint n_ports;
  /*< private >*/
  GStringChunk *strings;
  GArray *room_array, *rack_array, *device_array, *reservation_array;
  GByteArray *port_array;
  GHashTable *device_index;
} RwRackPlan;

RwRackPlan        *rw_rack_plan_new             (const RwId              *place,
                                                 const char              *title);
RwRackPlan        *rw_rack_plan_ref             (RwRackPlan              *plan);
void               rw_rack_plan_unref           (RwRackPlan              *plan);
const char        *rw_rack_plan_intern          (RwRackPlan              *plan,
                                                 const char              *text);
void               rw_rack_plan_add_room        (RwRackPlan              *plan,
                                                 const RwRackRoom        *room);
void               rw_rack_plan_add_rack        (RwRackPlan              *plan,
                                                 const RwRackInfo        *rack);
void               rw_rack_plan_add_device      (RwRackPlan              *plan,
                                                 const RwRackDevice      *device);
void               rw_rack_plan_add_reservation (RwRackPlan              *plan,
                                                 const RwRackReservation *reservation);
RwRackDevice      *rw_rack_plan_edit_device     (RwRackPlan              *plan,
                                                 const RwId              *id);
void               rw_rack_plan_add_port        (RwRackPlan              *plan,
                                                 RwRackDevice            *device,
                                                 RwPortState              state);
void               rw_rack_plan_add_feed        (RwRackPlan              *plan,
                                                 const RwId              *rack,
                                                 RwFeedLeg                leg,
                                                 double                   watts);
void               rw_rack_plan_finish          (RwRackPlan              *plan);

int                rw_rack_plan_find_rack       (RwRackPlan              *plan,
                                                 const RwId              *id);
int                rw_rack_plan_find_room       (RwRackPlan              *plan,
                                                 const RwId              *id);
int                rw_rack_plan_find_device     (RwRackPlan              *plan,
                                                 const RwId              *id);
RwRackSpace       *rw_rack_plan_get_space       (RwRackPlan              *plan,
                                                 guint                    rack);
void               rw_rack_plan_get_placement   (RwRackPlan              *plan,
                                                 guint                    device,
                                                 RwPlacement             *placement);
double             rw_rack_info_get_loss        (const RwRackInfo        *rack,
                                                 RwFeedLeg               *worst);
double             rw_feed_watts                (double                   volts,
                                                 double                   amperes,
                                                 double                   max_percent,
                                                 gboolean                 three_phases);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackPlan, rw_rack_plan_unref)

G_END_DECLS
