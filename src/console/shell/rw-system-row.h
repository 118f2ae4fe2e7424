/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"
#include "rw-status.h"

G_BEGIN_DECLS

/**
 * RwSystemRowInfo:
 * @title: what it is
 * @detail: (nullable): a line below
 * @aside: (nullable): a figure at the end
 * @word: (nullable): how it is; said with @status
 * @status: what @word means
 * @suffix: (nullable) (transfer floating): a button at the very end
 * @target: (nullable): the record to which the row leads
 */
typedef struct
{
  const char *title;
  const char *detail;
  const char *aside;
  const char *word;
  RwStatus status;
  GtkWidget *suffix;
  RwRecord *target;
} RwSystemRowInfo;

GtkWidget *rw_system_row_new        (const RwSystemRowInfo *info);
gboolean   rw_system_row_get_target (GtkListBoxRow         *row,
                                     RwRecordKey           *target);
GtkWidget *rw_system_row_new_rest   (guint                  n);

G_END_DECLS
