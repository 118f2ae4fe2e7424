/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-security.h"

/* The other views of the page; it shows the services again afterwards. */

void
shot_security (Shots *shots, const char *scheme)
{
  static const char *const names[] = { "security-measures", "security-findings",
                                       "security-catalogue" };

  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      rw_window_activate_in_page (shots->window, "security", "security.view");
      shot_settle (shots, "security");
      if (i < G_N_ELEMENTS (names))
        shot_picture (shots, names[i], scheme);
    }
}
