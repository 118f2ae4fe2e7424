/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-canvas-private.h"
#include "rw-rack-legend.h"
#include "rw-test-room.h"
#include "rw-test-widgets.h"

#define TODAY 20000

static RwRackPlan *
make_plan (void)
{
  RwRackPlan *plan = rw_rack_plan_new (NULL, "Room");
  RwId rack_id = rw_test_room_id ("r1");
  RwRackInfo rack = { .id = rack_id, .name = "R1", .units = 12, .status = -1 };

  rw_rack_plan_add_rack (plan, &rack);
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("web-%d", i),
                      *customer = g_strdup_printf ("Customer %d", i);
      RwRackDevice device = { .id = rw_test_room_id (name),
                              .rack_id = rack_id,
                              .name = name,
                              .stage = RW_STAGE_OPERATION,
                              .priority = -1,
                              .side = -1 };

      /* Two are Ahrens', one nobody's, and all others one each. */
      device.customer = i < 2 ? "Ahrens" : i == 2 ? NULL : customer;
      device.watts = i * 50;
      device.patched = i == 0 ? 0 : TODAY - 30 * i;
      device.purchased = TODAY - 366 * i;
      device.end_of_support = i == 0 ? 0 : TODAY - 100 + 20 * i;
      device.start = i < 9 ? i : -1;
      device.length = i < 9 ? 1 : 0;
      device.faces = RW_FACES_BOTH;
      device.change = i == 3   ? RW_CHANGE_TODAY_RUNNING
                      : i == 4 ? RW_CHANGE_TODAY_AHEAD
                               : RW_CHANGE_TODAY_NONE;
      rw_rack_plan_add_device (plan, &device);
    }
  rw_rack_plan_finish (plan);
  return plan;
}

static char *
say (RwRackPlan *plan, RwColourBy by)
{
  g_autoptr (RwRackColouring) colouring = rw_rack_colouring_new (plan, by, TODAY);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < colouring->n_classes; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", colouring->classes[i].label,
                            colouring->classes[i].count);
  return g_string_free (text, FALSE);
}

static void
assert_says (RwRackPlan *plan, RwColourBy by, const char *expected)
{
  g_autofree char *text = say (plan, by);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_classes (void)
{
  g_autoptr (RwRackPlan) plan = make_plan ();

  assert_says (
    plan, RW_COLOUR_BY_CUSTOMER,
    "Ahrens 2, Customer 3 1, Customer 4 1, Customer 5 1, Customer 6 1, Customer 7 1, Customer 8 1, Customer 9 1, "
    "Customer 10 1, Customer 11 1, 8 others 8, None 1");
  assert_says (plan, RW_COLOUR_BY_POWER,
               "Over 800 W 3, 400 to 800 W 8, 200 to 400 W 4, Up to 200 W 4, Not known 1");
  /* 30 days ago is still within 30 days, 90 within 90. */
  assert_says (
    plan, RW_COLOUR_BY_PATCH_AGE,
    "Over 180 days ago 13, 90 to 180 days 3, 30 to 90 days 2, Within 30 days 1, Not known 1");
  assert_says (plan, RW_COLOUR_BY_AGE,
               "Over 5 years 15, 3 to 5 years 2, 1 to 3 years 2, Under a year 1");
  /* It holds on its last day. */
  assert_says (plan, RW_COLOUR_BY_END_OF_SUPPORT,
               "Ended 4, Within 6 months 10, Within a year 5, Not known 1");
  assert_says (plan, RW_COLOUR_BY_CHANGES, "In progress 1, Still today 1, None today 18");
  assert_says (plan, RW_COLOUR_BY_BACKUP, "No job 20");
  assert_says (plan, RW_COLOUR_BY_FREE_SPACE, "5 to 9 U 1");
}

/* Everything is counted once, in whatever colours. */
static void
test_complete (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_new (20, 10);

  for (int by = 0; by < RW_COLOUR_BY_N; by++)
    {
      g_autoptr (RwRackColouring) colouring = rw_rack_colouring_new (plan, by, TODAY);
      guint n = 0, all = by == RW_COLOUR_BY_FREE_SPACE ? plan->n_racks : plan->n_devices;

      for (guint i = 0; i < colouring->n_classes; i++)
        {
          g_autofree guint8 *selected = rw_rack_colouring_select (colouring, plan, 1u << i);
          guint n_selected = 0;

          g_assert_cmpuint (colouring->classes[i].count, >, 0);
          n += colouring->classes[i].count;
          for (guint d = 0; d < plan->n_devices; d++)
            n_selected += selected[d];
          if (by != RW_COLOUR_BY_FREE_SPACE)
            g_assert_cmpuint (n_selected, ==, colouring->classes[i].count);
        }
      g_assert_cmpuint (n, ==, all);
      g_assert_cmpint (rw_colour_by_from_id (rw_colour_by_id (by)), ==, by);
    }
  g_assert_cmpint (rw_colour_by_from_id ("nonsense"), ==, RW_COLOUR_BY_STATUS);
}

static void
classes_cb (RwRackLegend *legend, guint wanted, guint *last)
{
  *last = wanted;
}

static void
colour_by_cb (RwRackLegend *legend, int by, int *last)
{
  *last = by;
}

static void
test_legend (void)
{
  g_autoptr (RwRackPlan) plan = make_plan ();
  g_autoptr (RwRackColouring) colouring = rw_rack_colouring_new (plan, RW_COLOUR_BY_POWER, TODAY);
  GtkWidget *legend = rw_rack_legend_new (), *window = rw_test_present (legend, 900, 60);
  g_autoptr (GPtrArray) chips = g_ptr_array_new (), choosers = g_ptr_array_new ();
  guint wanted = G_MAXUINT;
  int by = -1;

  g_signal_connect (legend, "classes", G_CALLBACK (classes_cb), &wanted);
  g_signal_connect (legend, "colour-by", G_CALLBACK (colour_by_cb), &by);
  rw_rack_legend_set (RW_RACK_LEGEND (legend), colouring, 2);
  rw_test_find_all (legend, GTK_TYPE_DROP_DOWN, choosers);
  for (GtkWidget *child = gtk_widget_get_first_child (legend); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_SCROLLED_WINDOW (child))
      rw_test_find_all (child, GTK_TYPE_TOGGLE_BUTTON, chips);
  /* To show is not to ask. */
  g_assert_cmpuint (wanted, ==, G_MAXUINT);
  g_assert_cmpint (by, ==, -1);
  g_assert_cmpuint (chips->len, ==, 5);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chips->pdata[0]),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Over 800 W, 3 systems");
  g_assert_true (gtk_toggle_button_get_active (chips->pdata[1]));
  gtk_toggle_button_set_active (chips->pdata[3], TRUE);
  g_assert_cmpuint (wanted, ==, 2 | 8);
  gtk_drop_down_set_selected (choosers->pdata[0], RW_COLOUR_BY_WEIGHT);
  g_assert_cmpint (by, ==, RW_COLOUR_BY_WEIGHT);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_canvas (void)
{
  g_autoptr (RwRackPlan) plan = make_plan (), again = make_plan ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *window;
  RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  GdkRGBA color;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (canvas));
  rw_rack_canvas_set_plan (canvas, plan);
  window = rw_test_present (scrolled, 800, 600);
  g_assert_false (rw_rack_painter_get_class_color (canvas->painter, &plan->devices[0], &color));
  rw_rack_canvas_set_colour_by (canvas, RW_COLOUR_BY_CUSTOMER);
  g_assert_true (rw_rack_painter_get_class_color (canvas->painter, &plan->devices[0], &color));
  g_assert_cmpuint (rw_rack_canvas_set_classes (canvas, 1), ==, 2);
  g_assert_cmpuint (rw_rack_canvas_set_search (canvas, "web-1"), ==, 1);
  rw_rack_canvas_set_search (canvas, "");
  g_assert_cmpuint (rw_rack_canvas_count_found (canvas), ==, 2);
  /* Newer data keep what is looked for. */
  rw_rack_canvas_set_plan (canvas, again);
  g_assert_cmpuint (rw_rack_canvas_get_classes (canvas), ==, 1);
  g_assert_cmpuint (rw_rack_canvas_count_found (canvas), ==, 2);
  rw_rack_canvas_set_colour_by (canvas, RW_COLOUR_BY_STATUS);
  g_assert_cmpuint (rw_rack_canvas_get_classes (canvas), ==, 0);
  g_assert_cmpuint (rw_rack_canvas_count_found (canvas), ==, 0);
  rw_test_settle (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/widgets/rack-colouring/classes", test_classes);
  g_test_add_func ("/widgets/rack-colouring/complete", test_complete);
  g_test_add_func ("/widgets/rack-colouring/legend", test_legend);
  g_test_add_func ("/widgets/rack-colouring/canvas", test_canvas);
  return g_test_run ();
}
