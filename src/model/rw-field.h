/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwFieldType:
 * @RW_FIELD_NONE: no value (null)
 * @RW_FIELD_TEXT: UTF-8
 * @RW_FIELD_INTEGER: 64 bits
 * @RW_FIELD_DECIMAL: a double
 * @RW_FIELD_BOOLEAN: true or false
 * @RW_FIELD_INSTANT: microseconds since 1970 UTC
 * @RW_FIELD_DATE: days since 1970-01-01
 * @RW_FIELD_ENUM: one word of a fixed list, held as its index
 * @RW_FIELD_REF: the id of another record
 * @RW_FIELD_REFS: a set of ids
 * @RW_FIELD_TEXTS: a set of texts
 * @RW_FIELD_JSON: a JSON document, held as its text
 *
 * | type | in JSON | in SQLite |
 * |---|---|---|
 * | text, enum, json | string (json: the value itself) | TEXT |
 * | integer, boolean | number, true/false | INTEGER |
 * | decimal | number | REAL |
 * | instant | RFC 3339 with Z | INTEGER, microseconds |
 * | date | YYYY-MM-DD | INTEGER, days |
 * | reference | UUID | BLOB, 16 bytes |
 * | list of references | array of UUIDs | BLOB, 16 bytes each, ascending |
 * | list of text | array of strings | TEXT, a JSON array, ascending |
 */
typedef enum
{
  RW_FIELD_NONE,
  RW_FIELD_TEXT,
  RW_FIELD_INTEGER,
  RW_FIELD_DECIMAL,
  RW_FIELD_BOOLEAN,
  RW_FIELD_INSTANT,
  RW_FIELD_DATE,
  RW_FIELD_ENUM,
  RW_FIELD_REF,
  RW_FIELD_REFS,
  RW_FIELD_TEXTS,
  RW_FIELD_JSON,
} RwFieldType;

/**
 * RwFieldFlags:
 * @RW_F_REQUIRED: may not be null
 * @RW_F_SEARCH: found by search
 * @RW_F_UNIQUE: no two records of the kind have the same value
 * @RW_F_INDEX: views look records up by it (every reference is indexed without it)
 * @RW_F_CONFIDENTIAL: withheld from the wall display (contact data, message bodies)
 * @RW_F_NEVER_CACHED: a secret: never leaves the server in the feed, the history or an answer to an edit,
 *   is never written to a client's disk, and is read and set by itself while connected. It is an optional
 *   text that nothing is looked up by
 * @RW_F_SERVER: only the server sets it (ticket numbers)
 * @RW_F_FIXED: set when the record is made, never changed after
 * @RW_F_LONG: several lines; forms show a text area
 * @RW_F_WALL: a wall time, rw_wall_parse()
 *
 */
typedef enum
{
  RW_F_NONE = 0,
  RW_F_REQUIRED = 1 << 0,
  RW_F_SEARCH = 1 << 1,
  RW_F_UNIQUE = 1 << 2,
  RW_F_INDEX = 1 << 3,
  RW_F_CONFIDENTIAL = 1 << 4,
  RW_F_NEVER_CACHED = 1 << 5,
  RW_F_SERVER = 1 << 6,
  RW_F_FIXED = 1 << 7,
  RW_F_LONG = 1 << 8,
  RW_F_WALL = 1 << 9,
} RwFieldFlags;

/**
 * RwRole:
 *
 * What a principal may be. A mask of them says who may write.
 */
typedef enum
{
  RW_ROLE_ADMIN = 1 << 0,
  RW_ROLE_MANAGER = 1 << 1,
  RW_ROLE_TECHNICIAN = 1 << 2,
  RW_ROLE_AUDITOR = 1 << 3,
  RW_ROLE_WALL = 1 << 4,
  RW_ROLE_INTAKE = 1 << 5,
} RwRole;

#define RW_ROLES_STAFF   (RW_ROLE_ADMIN | RW_ROLE_MANAGER | RW_ROLE_TECHNICIAN)
#define RW_ROLES_MANAGE  (RW_ROLE_ADMIN | RW_ROLE_MANAGER)
#define RW_ROLES_ADMIN   (RW_ROLE_ADMIN)

/**
 * RwEnumInfo:
 * @name: of the list, for example "ticket_status"
 * @n_values: how many words
 * @values: as written in JSON and SQLite
 * @labels: untranslated labels; show them with rw_enum_label()
 */
typedef struct
{
  const char *name;
  guint n_values;
  const char *const *values;
  const char *const *labels;
} RwEnumInfo;

/**
 * RwField:
 * @name: in JSON, SQLite and CSV
 * @label: untranslated label; show it with rw_field_label()
 * @type: what a value is
 * @flags: see #RwFieldFlags
 * @min: least value; for text, texts and JSON the least length in characters
 * @max: largest value; for text, texts and JSON the greatest length in characters; 0 with
 *   @min 0 means the default bound of the type
 * @step: for decimals, the value is a multiple of it; 0 for any
 * @enumeration: for enums
 * @refs: for references, a mask of the kinds it may point to (1 << RwKind)
 * @unit: (nullable): shown behind a number, for example "W"
 * @writers: who may write it besides what the kind says; 0 for the kind's own
 * @readers: of a never cached field: who may read it, and nobody else may write it
 */
typedef struct
{
  const char *name;
  const char *label;
  RwFieldType type;
  RwFieldFlags flags;
  double min;
  double max;
  double step;
  const RwEnumInfo *enumeration;
  guint64 refs;
  const char *unit;
  guint writers;
  guint readers;
} RwField;

const char *rw_field_label      (const RwField    *field);
const char *rw_field_unit       (const RwField    *field);
const char *rw_field_type_name  (RwFieldType       type);
const char *rw_enum_label       (const RwEnumInfo *info,
                                 int               index);
const char *rw_enum_value       (const RwEnumInfo *info,
                                 int               index);
int         rw_enum_find        (const RwEnumInfo *info,
                                 const char       *value);
gboolean    rw_field_is_secret  (const RwField    *field);
RwRole      rw_role_from_string (const char       *name);
const char *rw_role_to_string   (RwRole            role);

G_END_DECLS
