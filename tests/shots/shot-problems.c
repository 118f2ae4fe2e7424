/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-problems.h"

/* What the list has after what came back: a candidate, then a known error. The first one is selected again afterwards. */

void
shot_problems (Shots *shots, const char *scheme)
{
  static const struct
  {
    const char *name;
    guint steps; /* from the one before */
  } views[] = { { "problems-candidate", 1 }, { "problems-work", 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      for (guint step = 0; step < views[i].steps; step++)
        {
          rw_window_activate_in_page (shots->window, "problems", "problems.next");
          shot_settle (shots, "problems");
        }
      shot_picture (shots, views[i].name, scheme);
    }
  for (guint step = 0; step < 7; step++)
    rw_window_activate_in_page (shots->window, "problems", "problems.previous");
  shot_settle (shots, "problems");
}
