/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"

#include <time.h>

/* The only place that asks the system for the time of day. Pictures, tests and demo data freeze it. */
static gint64 frozen_at;
static int is_frozen;
/* What tests let the machine sleep, atomic. */
static gint64 slept;

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

/**
 * rw_clock_boot:
 *
 * Time that passes, whatever anybody does to the time of day: it goes on while the machine sleeps,
 * and begins again when the machine starts.
 *
 * Returns: microseconds since the machine started
 */
gint64
rw_clock_boot (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * RW_SECOND + now.tv_nsec / 1000 +
         __atomic_load_n (&slept, __ATOMIC_RELAXED);
}

/**
 * rw_clock_sleep:
 * @us: microseconds
 *
 * For tests: as if the machine had been asleep for so long. A frozen time of day stays where it is.
 */
void
rw_clock_sleep (gint64 us)
{
  __atomic_add_fetch (&slept, us, __ATOMIC_RELAXED);
}

static char *forced_boot_id;

/**
 * rw_clock_boot_id:
 *
 * Returns: (transfer full): a word that is another one after every start of the machine: two values of
 *   rw_clock_boot() can be compared while it is the same. Empty where the system does not tell
 */
char *
rw_clock_boot_id (void)
{
  g_autofree char *text = NULL;

  if (forced_boot_id != NULL)
    return g_strdup (forced_boot_id);
  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return g_strdup ("");
  return g_strdup (g_strstrip (text));
}

/**
 * rw_clock_reboot:
 * @id: (nullable): what rw_clock_boot_id() is from here on
 *
 * For tests: as if the machine had been started again. Call it while no session is open.
 */
void
rw_clock_reboot (const char *id)
{
  g_set_str (&forced_boot_id, id);
}
