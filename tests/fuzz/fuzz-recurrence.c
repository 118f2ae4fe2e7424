/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-time.h"

/*
 * Lines: start, zone, minutes, rule, first and last day asked for, then days left out, those with a + are
 * added, those with a > are moved. Instances ascend, touch the range, last as long as they should and are
 * none of those left out; a range within gives the same.
 */

static void
check (GArray             *instances,
       const RwRecurrence *recurrence,
       gint64              from,
       gint64              to)
{
  for (guint i = 0; i < instances->len; i++)
    {
      const RwInstance *instance = &g_array_index (instances, RwInstance, i);

      g_assert_cmpint (instance->end - instance->start, ==, recurrence->duration);
      g_assert_true (instance->end > from && instance->start < to);
      g_assert_true (i == 0 ||
                     instance->start >= g_array_index (instances, RwInstance, i - 1).start);
      for (guint j = i;
           j > 0 && g_array_index (instances, RwInstance, j - 1).start + RW_DAY > instance->start;
           j--)
        g_assert_cmpint (instance->wall, !=, g_array_index (instances, RwInstance, j - 1).wall);
      for (guint e = 0; e < recurrence->exdates->len; e++)
        g_assert_cmpint (instance->recurrence, !=, g_array_index (recurrence->exdates, gint64, e));
    }
}

/* Half the range has those of the whole that touch it. */
static void
check_half (GArray             *instances,
            const RwRecurrence *recurrence,
            gint64              from,
            gint64              to)
{
  gint64 middle = from + (to - from) / 2;
  g_autoptr (GArray) half = rw_recurrence_expand (recurrence, from, middle, NULL);
  guint expected = 0;

  g_assert_nonnull (half);
  for (guint i = 0; i < instances->len; i++)
    expected += g_array_index (instances, RwInstance, i).start < middle;
  g_assert_cmpuint (half->len, ==, expected);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *start = fuzz_line (&rest, &size);
  g_autofree char *tz = fuzz_line (&rest, &size);
  g_autofree char *minutes = fuzz_line (&rest, &size);
  g_autofree char *rrule = fuzz_line (&rest, &size);
  g_autofree char *first = fuzz_line (&rest, &size);
  g_autofree char *last = fuzz_line (&rest, &size);
  g_autoptr (GArray) exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) rdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));
  g_autoptr (GArray) instances = NULL;
  g_autoptr (GError) error = NULL;
  RwRecurrence recurrence = {
    .tz = tz, .rrule = rrule, .exdates = exdates, .rdates = rdates, .moves = moves
  };
  gint64 duration, from, to, wall;

  /* The bounds of the field, and of what a page shows. */
  if (!rw_wall_parse (start, &recurrence.start_wall) || !g_ascii_string_to_signed (minutes, 10, 1, 100000, &duration, NULL) ||
      !rw_date_parse (first, &from) || !rw_date_parse (last, &to) || to < from || to - from > 800)
    return 0;
  while (size > 0 && exdates->len + rdates->len + moves->len < 20)
    {
      g_autofree char *line = fuzz_line (&rest, &size);
      RwMovedInstance move;

      if (rw_moved_instance_parse (line, &move))
        g_array_append_val (moves, move);
      else if (*line == '+' && rw_wall_parse (line + 1, &wall))
        g_array_append_val (rdates, wall);
      else if (rw_wall_parse (line, &wall))
        g_array_append_val (exdates, wall);
    }
  recurrence.duration = duration * RW_MINUTE;
  from *= RW_DAY;
  to *= RW_DAY;
  instances = rw_recurrence_expand (&recurrence, from, to, &error);
  g_assert_true ((instances == NULL) == (error != NULL));
  rw_recurrence_check_moves (&recurrence, NULL);
  if (instances == NULL)
    return 0;
  check (instances, &recurrence, from, to);
  check_half (instances, &recurrence, from, to);
  return 0;
}
