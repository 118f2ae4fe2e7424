/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-field.h"
#include "schema/rw-enums.h"
#include "schema/rw-fields-backups.h"
#include "schema/rw-fields-changes.h"
#include "schema/rw-fields-desk.h"
#include "schema/rw-fields-hardware.h"
#include "schema/rw-fields-network.h"
#include "schema/rw-fields-people.h"
#include "schema/rw-fields-places.h"
#include "schema/rw-fields-work.h"
#include "schema/rw-kinds.h"

G_BEGIN_DECLS

/**
 * RW_SCHEMA_VERSION:
 *
 * Goes up by one whenever a field or a kind changes in a way that an older Rackward cannot read.
 */
#define RW_SCHEMA_VERSION 7

/* RW_DEVICE_NAME, RW_DEVICE_ROLE, … RW_DEVICE_N_FIELDS: the index of each field in its kind. */
#define RW_FIELD_CONSTANT(KIND, NAME, ...) RW_##KIND##_##NAME,
#define RW_FIELD_CONSTANTS(KIND, kind, writers, flags, title, label, labels) \
  enum { RW_FIELDS_##KIND (RW_FIELD_CONSTANT) RW_##KIND##_N_FIELDS, RW_##KIND##_NONE = -1 };

RW_KINDS (RW_FIELD_CONSTANTS)

#undef RW_FIELD_CONSTANT
#undef RW_FIELD_CONSTANTS

/**
 * RwKindInfo:
 * @kind: which
 * @name: in JSON, SQLite and CSV
 * @label: untranslated, for one
 * @labels: untranslated, for several
 * @flags: see #RwKindFlags
 * @writers: mask of #RwRole that may create, edit and delete
 * @title: the field that names a record to a person, or -1
 * @n_fields: how many
 * @fields: the fields; a field is known by its index here
 */
typedef struct
{
  RwKind kind;
  const char *name;
  const char *label;
  const char *labels;
  RwKindFlags flags;
  guint writers;
  int title;
  guint n_fields;
  const RwField *fields;
} RwKindInfo;

#define RW_KIND_BIT(kind) (G_GUINT64_CONSTANT (1) << (kind))

const RwKindInfo *rw_schema_get         (RwKind            kind);
RwKind            rw_schema_find        (const char       *name);
int               rw_schema_find_field  (RwKind            kind,
                                         const char       *name);
const RwField    *rw_schema_field       (RwKind            kind,
                                         guint             field);
const char       *rw_kind_label         (RwKind            kind);
const char       *rw_kind_labels        (RwKind            kind);
char             *rw_schema_to_markdown (void);

G_END_DECLS
