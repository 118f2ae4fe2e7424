/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-csv.h"
#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RwCsvHeading:
 * @id: what a column of the table of systems is called in the program
 * @title: untranslated heading
 * @unit: (nullable): behind the heading, in parentheses
 *
 * A column as the table of systems is exported with.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *unit;
} RwCsvHeading;

/**
 * RwCsvMeaning:
 * @RW_CSV_FIELD: sets a field
 * @RW_CSV_ID: says which system a row is
 * @RW_CSV_KIND: says whether it is hardware or virtual
 * @RW_CSV_SITE: says where it is, or where its rack or cluster is
 * @RW_CSV_ROOM: says in which room its rack is
 * @RW_CSV_MANUFACTURER: says whose its device type is
 * @RW_CSV_IGNORED: says nothing that can be imported
 */
typedef enum
{
  RW_CSV_FIELD,
  RW_CSV_ID,
  RW_CSV_KIND,
  RW_CSV_SITE,
  RW_CSV_ROOM,
  RW_CSV_MANUFACTURER,
  RW_CSV_IGNORED,
} RwCsvMeaning;

#define RW_CSV_N_MEANINGS (RW_CSV_IGNORED + 1)

/**
 * RwCsvColumn:
 * @heading: as the file has it; borrowed
 * @meaning: what it is for
 * @device: the field of a device, -1 for none
 * @vm: the field of a virtual machine, -1 for none
 *
 * What a column of a file is about.
 */
typedef struct
{
  const char *heading;
  RwCsvMeaning meaning;
  int device;
  int vm;
} RwCsvColumn;

/* The heading of the column that says which system a row is. */
#define RW_CSV_ID_HEADING "id"

GArray *rw_csv_columns_new (const RwCsvTable   *table,
                            const RwCsvHeading *headings,
                            guint               n_headings,
                            GPtrArray          *remarks,
                            GError            **error);

G_END_DECLS
