/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the import share: the dump with its objects found by model and key, and the
 * records that come of it. */

#include <json-glib/json-glib.h>

#include "rw-netbox.h"

G_BEGIN_DECLS

typedef enum
{
  RW_NETBOX_PENDING,
  RW_NETBOX_IMPORTED,
  RW_NETBOX_FOLDED,
  RW_NETBOX_LEFT_OUT,
} RwNetboxFate;

/* One element of the dump. */
typedef struct
{
  const char *model;
  char *pk;
  JsonObject *fields;
  RwId id; /* of its record, if it gets one */
  RwNetboxFate fate;
  const char *reason; /* interned */
} RwNetboxObject;

typedef struct
{
  JsonNode *root;
  GPtrArray *objects;     /* RwNetboxObject, as in the file */
  GHashTable *by_key;     /* "model pk" → object */
  GHashTable *by_model;   /* model → GPtrArray of objects */
  GHashTable *types;      /* pk of a content type → its model */
  GPtrArray *records;     /* RwRecord */
  GHashTable *origins;    /* RwRecord → RwNetboxObject, for those that come of one */
  GHashTable *unique;     /* texts that only one record may have */
  GHashTable *remarks;    /* text → count */
  GHashTable *tags;       /* "model pk" → GPtrArray of names */
} RwNetboxDump;

/* Reading: rw-netbox-dump.c */
RwNetboxDump   *rw_netbox_dump_parse   (const char            *text,
                                        gsize                  length,
                                        GError               **error);
void            rw_netbox_dump_free    (RwNetboxDump          *self);
GPtrArray      *rw_netbox_all          (RwNetboxDump          *self,
                                        const char            *model);
RwNetboxObject *rw_netbox_find         (RwNetboxDump          *self,
                                        const char            *model,
                                        const char            *pk);
RwNetboxObject *rw_netbox_ref          (RwNetboxDump          *self,
                                        const RwNetboxObject  *object,
                                        const char            *field,
                                        const char            *model);
RwNetboxObject *rw_netbox_fold         (RwNetboxDump          *self,
                                        const RwNetboxObject  *object,
                                        const char            *field,
                                        const char            *model);
RwNetboxObject *rw_netbox_generic      (RwNetboxDump          *self,
                                        const RwNetboxObject  *object,
                                        const char            *type_field,
                                        const char            *id_field);
const char     *rw_netbox_text         (const RwNetboxObject  *object,
                                        const char            *field);
gboolean        rw_netbox_number       (const RwNetboxObject  *object,
                                        const char            *field,
                                        double                *number);
gboolean        rw_netbox_true         (const RwNetboxObject  *object,
                                        const char            *field);
gboolean        rw_netbox_has          (const RwNetboxObject  *object,
                                        const char            *field);

/* Writing: rw-netbox-dump.c */
RwRecord       *rw_netbox_record       (RwNetboxDump          *self,
                                        RwNetboxObject        *object,
                                        RwKind                 kind);
void            rw_netbox_leave_out    (RwNetboxObject        *object,
                                        const char            *reason);
void            rw_netbox_remark       (RwNetboxDump          *self,
                                        const char            *text);
void            rw_netbox_set_ref      (RwRecord              *record,
                                        guint                  field,
                                        const RwNetboxObject  *target);
void            rw_netbox_set_word     (RwRecord              *record,
                                        guint                  field,
                                        const RwNetboxObject  *object,
                                        const char            *name,
                                        const char *const     *words);
void            rw_netbox_set_tags     (RwNetboxDump          *self,
                                        RwRecord              *record,
                                        guint                  field,
                                        const RwNetboxObject  *object);
char           *rw_netbox_notes        (RwNetboxDump          *self,
                                        const RwNetboxObject  *object,
                                        gboolean               with_tags,
                                        ...) G_GNUC_NULL_TERMINATED;

/* The models, in the order in which they run. */
void rw_netbox_take_tenants  (RwNetboxDump *self);
void rw_netbox_take_sites    (RwNetboxDump *self);
void rw_netbox_take_racks    (RwNetboxDump *self);
void rw_netbox_take_types    (RwNetboxDump *self);
void rw_netbox_take_networks (RwNetboxDump *self);
void rw_netbox_take_clusters (RwNetboxDump *self);
void rw_netbox_take_devices  (RwNetboxDump *self);
void rw_netbox_take_vms      (RwNetboxDump *self);
void rw_netbox_take_ports    (RwNetboxDump *self);
void rw_netbox_take_cables   (RwNetboxDump *self);
void rw_netbox_take_addresses (RwNetboxDump *self);

G_END_DECLS
