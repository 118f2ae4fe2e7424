/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-csv-estate.h"

G_BEGIN_DECLS

/**
 * RwCsvNear:
 * @now: (nullable): what the field refers to as it is: of several with the name it is meant
 * @site: (nullable): name of the site in which a rack or cluster is looked for
 * @room: (nullable): name of the room in which a rack is looked for
 * @manufacturer: (nullable): of the device type
 * @customer: (nullable): whose service is meant
 *
 * What else is known where a name stands.
 */
typedef struct
{
  RwRecord *now;
  const char *site;
  const char *room;
  const char *manufacturer;
  RwRecord *customer;
} RwCsvNear;

gboolean  rw_csv_cell_parse   (RwCsvEstate     *estate,
                               const RwField   *field,
                               const char      *text,
                               const RwCsvNear *near,
                               RwValue         *value,
                               GError         **error);
gboolean  rw_csv_cell_names   (RwCsvEstate     *estate,
                               RwRecord        *record,
                               const char      *text);
gboolean  rw_csv_cell_is_word (const char      *text,
                               const char      *word);
gboolean  rw_csv_cell_is_text (const char      *cell,
                               const char      *text);
gboolean  rw_csv_cell_clears  (const char      *text);

G_END_DECLS
