/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"

/* The only place that asks the system for the time of day. Pictures, tests and demo data freeze it. */
static gint64 frozen_at;
static int is_frozen;

/**
 * rw_clock_now:
 *
 * Returns: microseconds since 1970-01-01 UTC, or the frozen instant
 */
gint64
rw_clock_now (void)
{
  if (g_atomic_int_get (&is_frozen))
    return frozen_at;
  return g_get_real_time ();
}

/**
 * rw_clock_freeze:
 * @now_us: the instant that rw_clock_now() answers from here on
 *
 * Call it before threads start.
 */
void
rw_clock_freeze (gint64 now_us)
{
  frozen_at = now_us;
  g_atomic_int_set (&is_frozen, 1);
}

void
rw_clock_thaw (void)
{
  g_atomic_int_set (&is_frozen, 0);
}

gboolean
rw_clock_is_frozen (void)
{
  return g_atomic_int_get (&is_frozen) != 0;
}
