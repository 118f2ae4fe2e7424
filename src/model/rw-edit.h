/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

typedef enum
{
  RW_OP_CREATE,
  RW_OP_UPDATE,
  RW_OP_DELETE,
} RwOp;

/**
 * RwFieldChange:
 * @field: index of the field in the edit's kind
 * @value: the new value; for a set (references, texts) the members to add
 * @removed: for a set, the members to remove; null otherwise
 */
typedef struct
{
  guint field;
  RwValue value;
  RwValue removed;
} RwFieldChange;

/**
 * RwEdit:
 * @op: what is done
 * @kind: to a record of which kind
 * @id: to which record
 * @changes: (element-type RwFieldChange): ascending by field, each field once; empty for a delete
 *
 * What a person did to one record. Edits that belong together travel as a list and are applied
 * all or none. In an edit that creates, sets are all adds.
 */
typedef struct
{
  RwOp op;
  RwKind kind;
  RwId id;
  GArray *changes;
} RwEdit;

RwEdit              *rw_edit_new         (RwOp           op,
                                          RwKind         kind,
                                          const RwId    *id);
RwEdit              *rw_edit_new_create  (RwRecord      *record);
RwEdit              *rw_edit_new_diff    (RwRecord      *before,
                                          RwRecord      *after);
RwEdit              *rw_edit_copy        (const RwEdit  *edit);
void                 rw_edit_free        (RwEdit        *edit);
void                 rw_edit_set         (RwEdit        *edit,
                                          guint          field,
                                          RwValue        value);
void                 rw_edit_change_set  (RwEdit        *edit,
                                          guint          field,
                                          RwValue        added,
                                          RwValue        removed);
const RwFieldChange *rw_edit_find        (const RwEdit  *edit,
                                          guint          field);
void                 rw_edit_apply       (const RwEdit  *edit,
                                          RwRecord      *record);
RwEdit              *rw_edit_new_inverse (const RwEdit  *edit,
                                          RwRecord      *before);
void                 rw_edit_complete    (RwEdit        *edit,
                                          RwRecord      *before);
gboolean             rw_field_is_set     (const RwField *field);
gboolean             rw_field_is_place   (RwKind         kind,
                                          guint          field);
const char          *rw_op_to_string     (RwOp           op);
gboolean             rw_op_from_string   (const char    *name,
                                          RwOp          *op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwEdit, rw_edit_free)

G_END_DECLS
