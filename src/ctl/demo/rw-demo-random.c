/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-random.h"

static guint64
split_mix (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * rw_demo_random_init:
 * @stream: a name; each part of the company draws from its own, so that a change in one leaves
 *   the others as they were
 */
void
rw_demo_random_init (RwDemoRandom *self,
                     guint64       seed,
                     const char   *stream)
{
  guint64 state = seed ^ G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = stream; *p != '\0'; p++)
    state = (state ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  for (int i = 0; i < 4; i++)
    self->state[i] = split_mix (&state);
}

static guint64
rotate (guint64 x,
        int     k)
{
  return (x << k) | (x >> (64 - k));
}

guint64
rw_demo_random_next (RwDemoRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/**
 * rw_demo_random_below:
 *
 * Returns: 0 to @n - 1; 0 when @n is 0
 */
guint
rw_demo_random_below (RwDemoRandom *self,
                      guint         n)
{
  return n == 0 ? 0 : (guint) (((rw_demo_random_next (self) >> 32) * (guint64) n) >> 32);
}

int
rw_demo_random_range (RwDemoRandom *self,
                      int           least,
                      int           most)
{
  return least + (int) rw_demo_random_below (self, (guint) (most - least + 1));
}

gboolean
rw_demo_random_chance (RwDemoRandom *self,
                       guint         per_mille)
{
  return rw_demo_random_below (self, 1000) < per_mille;
}

/**
 * rw_demo_random_unit:
 *
 * Returns: 0 up to, not including, 1
 */
double
rw_demo_random_unit (RwDemoRandom *self)
{
  return (double) (rw_demo_random_next (self) >> 11) / 9007199254740992.0;
}

/**
 * rw_demo_random_bell:
 *
 * Returns: -1 to 1, mostly near 0
 */
double
rw_demo_random_bell (RwDemoRandom *self)
{
  double sum = 0;

  for (int i = 0; i < 4; i++)
    sum += rw_demo_random_unit (self);
  return sum / 2 - 1;
}

void
rw_demo_random_shuffle (RwDemoRandom *self,
                        int          *numbers,
                        guint         n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = rw_demo_random_below (self, i);
      int t = numbers[i - 1];

      numbers[i - 1] = numbers[j];
      numbers[j] = t;
    }
}
