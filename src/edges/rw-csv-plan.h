/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-csv-columns.h"
#include "rw-csv-estate.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwCsvFate:
 * @RW_CSV_NEW: there is no such system yet
 * @RW_CSV_CHANGED: it is there and says something else
 * @RW_CSV_SAME: it is there, and the row says the same
 * @RW_CSV_REFUSED: the row cannot be imported
 *
 * What an import does with a row.
 */
typedef enum
{
  RW_CSV_NEW,
  RW_CSV_CHANGED,
  RW_CSV_SAME,
  RW_CSV_REFUSED,
} RwCsvFate;

#define RW_CSV_N_FATES 4

/**
 * RwCsvItem:
 * @row: in the table
 * @number: of the row, as a spreadsheet counts
 * @kind: device or virtual machine; %RW_KIND_NONE when it is not known
 * @fate: what becomes of it
 * @name: what the system is called
 * @before: (nullable): the system as it is
 * @after: (nullable): as it would be; not for a row that could not be read
 * @fields: (element-type guint): those that change, or that a new system has
 * @reason: (nullable): why it is refused, with the row and the column
 * @taken: whether it is to be imported
 */
typedef struct
{
  guint row;
  guint number;
  RwKind kind;
  RwCsvFate fate;
  char *name;
  RwRecord *before;
  RwRecord *after;
  GArray *fields;
  char *reason;
  gboolean taken;
  /*< private >*/
  gboolean same_site; /* the row says nothing of the site but what was true before */
} RwCsvItem;

/**
 * RwCsvPlan:
 * @items: (element-type RwCsvItem): in the order of the file
 * @remarks: (element-type utf8): a sentence for each column that is left out
 * @n: how many of each fate
 *
 * What an import of systems would do.
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *remarks;
  guint n[RW_CSV_N_FATES];
  /*< private >*/
  RwCsvTable *table;
  RwCsvEstate *estate;
  GArray *columns;
  guint roles;
} RwCsvPlan;

/**
 * RwCsvProgress:
 *
 * Called in the thread that compares, now and then.
 */
typedef void (*RwCsvProgress) (guint    done,
                               guint    all,
                               gpointer user_data);

/**
 * RwCsvTextFunc:
 *
 * Returns: (transfer full): a value that is no reference as a person reads it
 */
typedef char *(*RwCsvTextFunc) (const RwValue *value, const RwField *field);

RwCsvPlan *rw_csv_plan_new           (RwCsvTable         *table,
                                      const RwCsvHeading *headings,
                                      guint               n_headings,
                                      RwCsvEstate        *estate,
                                      guint               roles,
                                      RwCsvProgress       progress,
                                      gpointer            user_data,
                                      GCancellable       *cancellable,
                                      GError            **error);
void       rw_csv_plan_free          (RwCsvPlan          *plan);
char      *rw_csv_plan_dup_objection (RwCsvPlan          *plan);
GPtrArray *rw_csv_plan_get_edits     (RwCsvPlan          *plan);
char      *rw_csv_item_describe      (RwCsvPlan          *plan,
                                      const RwCsvItem    *item,
                                      guint               field,
                                      RwCsvTextFunc       to_text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCsvPlan, rw_csv_plan_free)

G_END_DECLS
