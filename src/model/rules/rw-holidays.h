/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwHoliday:
 * @day: days since 1970
 * @name: untranslated; translate it with the context "holiday"
 * @fixed: whether it is the same date every year
 */
typedef struct
{
  gint64 day;
  const char *name;
  gboolean fixed;
} RwHoliday;

guint       rw_holidays_n_regions   (void);
const char *rw_holidays_region_name (guint   region);
gint64      rw_holidays_easter      (int     year);
GArray     *rw_holidays_list        (guint   region,
                                     int     year);
const char *rw_holidays_name_of     (gint64  day);

G_END_DECLS
