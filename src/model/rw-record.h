/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "rw-schema.h"
#include "rw-value.h"

G_BEGIN_DECLS

#define RW_TYPE_RECORD (rw_record_get_type ())

/**
 * RwRecord:
 *
 * One record of any kind: an id, the number of its last accepted write, and one value per field of
 * the schema. Not locked: fill it in one thread, then share it read-only.
 *
 * Fields are known by their index: RW_DEVICE_NAME in a record of RW_KIND_DEVICE.
 */
G_DECLARE_FINAL_TYPE (RwRecord, rw_record, RW, RECORD, GObject)

/**
 * RwRecordKey:
 * @kind: of the record
 * @id: of the record
 *
 * Which record.
 */
typedef struct
{
  RwKind kind;
  RwId id;
} RwRecordKey;

RwRecord          *rw_record_new          (RwKind             kind,
                                           const RwId        *id);
RwRecord          *rw_record_dup          (RwRecord          *self);
RwKind             rw_record_get_kind     (RwRecord          *self);
const RwKindInfo  *rw_record_get_info     (RwRecord          *self);
const RwId        *rw_record_get_id       (RwRecord          *self);
gint64             rw_record_get_seq      (RwRecord          *self);
void               rw_record_set_seq      (RwRecord          *self,
                                           gint64             seq);
const char        *rw_record_get_title    (RwRecord          *self);

gboolean           rw_record_has          (RwRecord          *self,
                                           guint              field);
const RwValue     *rw_record_get          (RwRecord          *self,
                                           guint              field);
const char        *rw_record_get_text     (RwRecord          *self,
                                           guint              field);
gint64             rw_record_get_integer  (RwRecord          *self,
                                           guint              field,
                                           gint64             fallback);
double             rw_record_get_decimal  (RwRecord          *self,
                                           guint              field,
                                           double             fallback);
gboolean           rw_record_get_boolean  (RwRecord          *self,
                                           guint              field);
int                rw_record_get_enum     (RwRecord          *self,
                                           guint              field);
const RwId        *rw_record_get_ref      (RwRecord          *self,
                                           guint              field);
const RwId        *rw_record_get_refs     (RwRecord          *self,
                                           guint              field,
                                           guint             *n_ids);
const char *const *rw_record_get_texts    (RwRecord          *self,
                                           guint              field);

void               rw_record_set          (RwRecord          *self,
                                           guint              field,
                                           const RwValue     *value);
void               rw_record_take         (RwRecord          *self,
                                           guint              field,
                                           RwValue            value);
void               rw_record_set_text     (RwRecord          *self,
                                           guint              field,
                                           const char        *text);
void               rw_record_set_integer  (RwRecord          *self,
                                           guint              field,
                                           gint64             integer);
void               rw_record_set_decimal  (RwRecord          *self,
                                           guint              field,
                                           double             decimal);
void               rw_record_set_boolean  (RwRecord          *self,
                                           guint              field,
                                           gboolean           boolean);
void               rw_record_set_instant  (RwRecord          *self,
                                           guint              field,
                                           gint64             instant);
void               rw_record_set_date     (RwRecord          *self,
                                           guint              field,
                                           gint64             day);
void               rw_record_set_enum     (RwRecord          *self,
                                           guint              field,
                                           int                index);
void               rw_record_set_ref      (RwRecord          *self,
                                           guint              field,
                                           const RwId        *id);
void               rw_record_set_refs     (RwRecord          *self,
                                           guint              field,
                                           const RwId        *ids,
                                           guint              n_ids);
void               rw_record_set_texts    (RwRecord          *self,
                                           guint              field,
                                           const char *const *texts);
gboolean           rw_record_equal        (RwRecord          *self,
                                           RwRecord          *other);

G_END_DECLS
