/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwDemoRandom:
 *
 * xoshiro256** (Blackman and Vigna): the same numbers for a seed on every machine and in every
 * version of GLib, which g_rand does not promise.
 */
typedef struct
{
  guint64 state[4];
} RwDemoRandom;

void     rw_demo_random_init   (RwDemoRandom *self,
                                guint64       seed,
                                const char   *stream);
guint64  rw_demo_random_next   (RwDemoRandom *self);
guint    rw_demo_random_below  (RwDemoRandom *self,
                                guint         n);
int      rw_demo_random_range  (RwDemoRandom *self,
                                int           least,
                                int           most);
gboolean rw_demo_random_chance (RwDemoRandom *self,
                                guint         per_mille);
double   rw_demo_random_unit   (RwDemoRandom *self);
double   rw_demo_random_bell   (RwDemoRandom *self);
void     rw_demo_random_shuffle (RwDemoRandom *self,
                                 int          *numbers,
                                 guint         n);

G_END_DECLS
