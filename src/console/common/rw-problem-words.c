/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

/**
 * rw_problem_words_reason:
 * @series: what a person has to decide on
 *
 * Returns: (transfer full): why, in one sentence: "3 incidents in 30 days on san-268: StorageLatencyHigh"
 */
char *
rw_problem_words_reason (const RwSeries *series, gint64 now)
{
  guint n = series->tickets->len;
  g_autofree char *what = NULL, *day = NULL;
  const char *system = series->system != NULL ? series->system : "—";

  if (rw_id_is_nil (&series->problem))
    /* Translators: a number, a number of days, a system, an alert or a category */
    return g_strdup_printf (ngettext ("%u incident in %u days on %s: %s",
                                      "%u incidents in %u days on %s: %s", n),
                            n, series->days, system, series->cause != NULL ? series->cause : "—");
  /* Translators: a number, a system */
  what = g_strdup_printf (ngettext ("%u incident on %s", "%u incidents on %s", n), n, system);
  day = rw_format_day (rw_zone_wall (rw_format_get_zone (), series->fixed) / RW_DAY, now);
  /* Translators: a change, a day, "2 incidents on san-268" */
  return g_strdup_printf (_ ("Came back after %s of %s: %s"),
                          series->change_number != NULL ? series->change_number : "—", day, what);
}
