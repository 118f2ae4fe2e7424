/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-inspector-data.h"

G_BEGIN_DECLS

/**
 * RwManyField:
 * @index: of the field in the first record's kind
 * @n_values: how many different values the records have; having none counts as one
 */
typedef struct
{
  guint index;
  guint n_values;
} RwManyField;

/**
 * RwManyEdit:
 * @records: (element-type RwRecord): what is edited, at least one
 * @fields: (element-type RwManyField): what may be set in all of them
 * @common: what all have in common, as a record of the first one's kind
 *
 * Several records that are edited together. Not changed after it is made.
 */
typedef struct
{
  GPtrArray *records;
  GArray *fields;
  RwInspectorData *common;
} RwManyEdit;

RwManyEdit *rw_many_edit_new       (RwCache          *cache,
                                    GArray           *keys,
                                    guint             roles,
                                    GCancellable     *cancellable,
                                    GError          **error);
void        rw_many_edit_free      (RwManyEdit       *self);
char       *rw_many_edit_dup_noun  (const RwManyEdit *self);
GPtrArray  *rw_many_edit_build     (const RwManyEdit *self,
                                    GHashTable       *values,
                                    gint64            now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwManyEdit, rw_many_edit_free)

G_END_DECLS
