/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-restore-plan.h"
#include "rw-clock.h"

#define NOW (20000 * RW_DAY)

static gboolean
always_cb (guint system, guint day, gpointer data)
{
  return TRUE;
}

static RwRestoreSystem
make (const char *name, const char *service, gint64 tested_days, gint64 every_days)
{
  RwRestoreSystem system = { .id = rw_id_from_name ("vm", name),
                             .tested = tested_days > 0 ? NOW - tested_days * RW_DAY : 0,
                             .since = NOW - 1000 * RW_DAY,
                             .every = every_days * RW_DAY };

  if (service != NULL)
    system.service = rw_id_from_name ("service", service);
  return system;
}

/* One of each service first, the one that has waited the longest by its own interval before the others. */
static void
test_order (void)
{
  const RwRestoreSystem systems[] = {
    make ("a1", "a", 100, 90),  make ("a2", "a", 300, 90), make ("a3", "a", 200, 90),
    make ("b1", "b", 110, 100), make ("c1", NULL, 0, 500), make ("c2", NULL, 95, 90),
    make ("d1", "d", 10, 90),   make ("e1", "e", 500, 0),
  };
  static const guint expected[] = { 1, 4, 3, 5, 2, 0 };
  RwRestorePeriod period = { NOW, NOW + 20 * RW_DAY, 4, 2, always_cb, NULL };
  g_autoptr (GArray) order = rw_restore_order (systems, G_N_ELEMENTS (systems), &period);
  g_autofree RwRestorePlace *places = rw_restore_plan (systems, G_N_ELEMENTS (systems), &period);

  g_assert_cmpuint (order->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < order->len; i++)
    g_assert_cmpuint (g_array_index (order, guint, i), ==, expected[i]);
  /* Spread: six of them over four days. */
  g_assert_cmpuint (places[1].day, ==, 0);
  g_assert_cmpuint (places[4].day, ==, 0);
  g_assert_cmpuint (places[3].day, ==, 1);
  g_assert_cmpuint (places[5].day, ==, 2);
  g_assert_cmpuint (places[2].day, ==, 2);
  g_assert_cmpuint (places[0].day, ==, 3);
  g_assert_cmpint (places[6].verdict, ==, RW_RESTORE_NOT_DUE);
  g_assert_cmpint (places[7].verdict, ==, RW_RESTORE_NOT_DUE);
  g_assert_true (places[4].overdue);
  g_assert_cmpint (places[0].due, ==, NOW - 10 * RW_DAY);
}

static gboolean
second_day_cb (guint system, guint day, gpointer data)
{
  return system != 0 && day == 1;
}

static void
test_left_out (void)
{
  RwRestoreSystem systems[] = { make ("a", "a", 900, 90), make ("b", "b", 800, 90),
                                make ("c", "c", 700, 90), make ("d", "d", 600, 90) };
  RwRestorePeriod period = { NOW, NOW, 3, 1, second_day_cb, NULL };
  g_autofree RwRestorePlace *places = NULL;

  systems[3].planned = TRUE;
  places = rw_restore_plan (systems, G_N_ELEMENTS (systems), &period);
  g_assert_cmpint (places[0].verdict, ==, RW_RESTORE_NO_SLOT);
  g_assert_cmpint (places[1].verdict, ==, RW_RESTORE_PLACED);
  g_assert_cmpuint (places[1].day, ==, 1);
  g_assert_cmpint (places[2].verdict, ==, RW_RESTORE_FULL);
  g_assert_cmpint (places[3].verdict, ==, RW_RESTORE_PLANNED);
}

typedef struct
{
  guint n, n_days;
  guint8 *free;
  guint8 *asked;
} Free;

static gboolean
random_cb (guint system, guint day, gpointer data)
{
  Free *self = data;

  g_assert_cmpuint (system, <, self->n);
  g_assert_cmpuint (day, <, self->n_days);
  g_assert_cmpuint (self->asked[system * self->n_days + day]++, ==, 0);
  return self->free[system * self->n_days + day];
}

/* Nobody twice, nothing over the limit, nothing on a day that is not free; whoever is due is in it or is named with
 * the reason; and nobody is left out while a day of his has room. The order in which they are given is of no matter. */
static void
test_random (void)
{
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      guint n = (guint) g_rand_int_range (rand, 0, 60),
            n_days = (guint) g_rand_int_range (rand, 0, 12);
      g_autofree RwRestoreSystem *systems = g_new0 (RwRestoreSystem, n + 1),
                                 *turned = g_new0 (RwRestoreSystem, n + 1);
      g_autofree guint8 *can = g_new0 (guint8, n * n_days + 1),
                        *turned_can = g_new0 (guint8, n * n_days + 1),
                        *asked = g_new0 (guint8, n * n_days + 1),
                        *turned_asked = g_new0 (guint8, n * n_days + 1);
      g_autofree guint *on = g_new0 (guint, n_days + 1);
      g_autofree RwRestorePlace *places = NULL, *turned_places = NULL;
      Free all = { n, n_days, can, asked }, all_turned = { n, n_days, turned_can, turned_asked };
      RwRestorePeriod period = { NOW,       NOW + 28 * RW_DAY,
                                 n_days,    (guint) g_rand_int_range (rand, 1, 5),
                                 random_cb, &all };

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *name = g_strdup_printf ("vm-%u", i),
                          *service = g_strdup_printf ("s-%d", g_rand_int_range (rand, 0, 8));

          systems[i] = make (name, g_rand_int_range (rand, 0, 4) == 0 ? NULL : service,
                             g_rand_int_range (rand, 0, 400), g_rand_int_range (rand, 0, 6) * 60);
          systems[i].planned = g_rand_int_range (rand, 0, 6) == 0;
          turned[n - 1 - i] = systems[i];
          for (guint day = 0; day < n_days; day++)
            turned_can[(n - 1 - i) * n_days + day] = can[i * n_days + day] =
              g_rand_int_range (rand, 0, 3) > 0;
        }
      places = rw_restore_plan (systems, n, &period);
      period.data = &all_turned;
      turned_places = rw_restore_plan (turned, n, &period);
      for (guint i = 0; i < n; i++)
        {
          gboolean due = systems[i].every > 0 && places[i].due < period.end;

          g_assert_cmpmem (&places[i], sizeof places[i], &turned_places[n - 1 - i],
                           sizeof places[i]);
          g_assert_true ((places[i].verdict == RW_RESTORE_NOT_DUE) == !due);
          g_assert_true ((places[i].verdict == RW_RESTORE_PLANNED) == (due && systems[i].planned));
          if (places[i].verdict != RW_RESTORE_PLACED)
            continue;
          g_assert_cmpuint (places[i].day, <, n_days);
          g_assert_true (can[i * n_days + places[i].day]);
          g_assert_cmpuint (++on[places[i].day], <=, period.per_day);
        }
      for (guint i = 0; i < n; i++)
        for (guint day = 0; day < n_days; day++)
          if (places[i].verdict == RW_RESTORE_FULL || places[i].verdict == RW_RESTORE_NO_SLOT)
            g_assert_true (!can[i * n_days + day] || on[day] == period.per_day);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restore-plan/order", test_order);
  g_test_add_func ("/restore-plan/left-out", test_left_out);
  g_test_add_func ("/restore-plan/random", test_random);
  return g_test_run ();
}
