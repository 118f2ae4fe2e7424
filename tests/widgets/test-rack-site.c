/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-minimap.h"
#include "rw-test-room.h"
#include "rw-test-widgets.h"

/* The floor of a site: rooms, rows, aisles, and the map of it. */

static gboolean
overlap (const RwRackRoomBox *a, const RwRackRoomBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* Rooms stand beside each other, the same at every zoom, with their racks in them. */
static void
test_floor (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_site_new (100, 8);
  guint columns = 0;

  g_assert_cmpuint (plan->n_rooms, ==, 7);
  for (double unit = RW_RACK_UNIT_MIN; unit < RW_RACK_UNIT_MAX; unit *= 1.4)
    for (RwFaces faces = RW_FACES_FRONT; faces <= RW_FACES_BOTH; faces++)
      {
        g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, faces, unit);

        g_assert_true (columns == 0 || layout->columns == columns);
        columns = layout->columns;
        g_assert_cmpuint (columns, >, 1);
        for (guint i = 0; i < layout->n_rooms; i++)
          {
            const RwRackRoomBox *room = &layout->rooms[i];

            g_assert_cmpuint (room->n_rows, ==, i == 6 ? 1 : 2);
            g_assert_cmpint (room->x + room->width, <=, layout->width);
            g_assert_cmpint (room->y + room->height, <=, layout->height);
            for (guint k = 0; k < i; k++)
              g_assert_false (overlap (room, &layout->rooms[k]));
          }
        for (guint i = 0; i < plan->n_racks; i++)
          {
            const RwRackRoomBox *room = &layout->rooms[plan->racks[i].room];
            const RwRackBox *box = &layout->boxes[i];

            g_assert_cmpint (box->x, >=, room->x);
            g_assert_cmpint (box->x + box->width, <=, room->x + room->width);
            g_assert_cmpint (box->y, >=, room->y);
            g_assert_cmpint (box->y + box->height, <=, room->y + room->height);
            g_assert_cmpint (rw_rack_layout_rack_near (layout, box->x + box->width / 2.0,
                                                       box->y + 1),
                             ==, i);
          }
      }
}

/* In a large room or site at any zoom and on any face, every device that has a place is found at its middle. */
static void
assert_found_everywhere (RwRackPlan *plan)
{
  for (RwFaces faces = RW_FACES_FRONT; faces <= RW_FACES_BOTH; faces++)
    for (double unit = 5; unit < 40; unit *= 1.7)
      {
        g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, faces, unit);
        guint n = 0;

        for (guint d = 0; d < plan->n_devices; d++)
          {
            RwRackSpot spot = rw_rack_layout_device_spot (layout, d, -1), picked;
            GdkRectangle rect;

            if (spot.kind == RW_RACK_SPOT_NONE || plan->devices[d].n_children > 0)
              continue;
            g_assert_true (rw_rack_layout_get_rect (layout, &spot, &rect));
            if (rect.width < 2 || rect.height < 2)
              continue;
            picked =
              rw_rack_layout_pick (layout, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            g_assert_cmpint (picked.kind, ==, RW_RACK_SPOT_DEVICE);
            g_assert_cmpint (picked.device, ==, d);
            n++;
          }
        g_assert_cmpint (n, >, 500);
      }
}

static void
test_pick_everywhere (void)
{
  g_autoptr (RwRackPlan) room = rw_test_room_new (24, 12), site = rw_test_site_new (48, 6);

  assert_found_everywhere (room);
  assert_found_everywhere (site);
}

static RwRackPlan *
new_plan (const gint64 *positions, guint n, int first_aisle)
{
  RwRackPlan *plan = rw_rack_plan_new (NULL, "Site");
  RwRackRoom room = { .id = rw_test_room_id ("cage"), .name = "Cage", .first_aisle = first_aisle };

  rw_rack_plan_add_room (plan, &room);
  for (guint row = 0; row < 3; row++)
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *name = g_strdup_printf ("%c%02u", 'A' + (char) row, i);
        char letter[2] = { (char) ('A' + row), '\0' };
        RwRackInfo rack = { .id = rw_test_room_id (name),
                            .room_id = room.id,
                            .name = name,
                            .row = letter,
                            .position = positions[i] + (row == 2 ? 1 : 0),
                            .units = 42,
                            .status = -1 };

        rw_rack_plan_add_rack (plan, &rack);
      }
  rw_rack_plan_finish (plan);
  return plan;
}

/* A place on the floor where no rack stands is kept free, and rows align by their positions. */
static void
test_positions (void)
{
  static const gint64 gap[] = { 1, 2, 4 }, wild[] = { 1, 500, 9000 }, none[] = { 0, 0, 0 };
  static const struct
  {
    const gint64 *positions;
    int second, third; /* steps from the first rack */
    int offset;        /* of the third row */
  } cases[] = { { gap, 1, 3, 1 }, { wild, 1, 2, 0 }, { none, 1, 2, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RwRackPlan) plan = new_plan (cases[i].positions, 3, -1);
      g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, RW_FACES_FRONT, 20);
      int step = layout->boxes[0].width + layout->gap;

      g_assert_cmpint (layout->boxes[1].x - layout->boxes[0].x, ==, cases[i].second * step);
      g_assert_cmpint (layout->boxes[2].x - layout->boxes[0].x, ==, cases[i].third * step);
      g_assert_cmpint (layout->rows[2].x - layout->rows[0].x, ==, cases[i].offset * step);
      for (guint r = 0; r < 3; r++)
        g_assert_cmpint (layout->rows[r].aisle, ==, -1);
    }
}

/* Cold and hot take turns, and there is none behind the last row. */
static void
test_aisles (void)
{
  static const gint64 positions[] = { 1, 2 };
  g_autoptr (RwRackPlan) cold = new_plan (positions, 2, RW_AISLE_COLD),
                         hot = new_plan (positions, 2, RW_AISLE_HOT);
  g_autoptr (RwRackLayout) first = rw_rack_layout_new (cold, RW_FACES_FRONT, 20),
                           second = rw_rack_layout_new (hot, RW_FACES_FRONT, 20);

  g_assert_cmpint (first->rows[0].aisle, ==, RW_AISLE_COLD);
  g_assert_cmpint (first->rows[1].aisle, ==, RW_AISLE_HOT);
  g_assert_cmpint (first->rows[2].aisle, ==, -1);
  g_assert_cmpint (second->rows[0].aisle, ==, RW_AISLE_HOT);
  g_assert_cmpint (second->rows[1].aisle, ==, RW_AISLE_COLD);
}

/* By rack through a row, on into the room beside, and by row down through the rooms. */
static void
test_steps (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_site_new (96, 8);
  g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, RW_FACES_FRONT, 20);
  RwRackSpot spot = { RW_RACK_SPOT_RACK, 0, RW_FACE_FRONT, 0, 0, 0 }, next;
  guint n = 1, last;

  for (;; n++)
    {
      next = rw_rack_layout_step (layout, &spot, GTK_DIR_RIGHT);
      if (rw_rack_spot_equal (&next, &spot))
        break;
      spot = next;
    }
  g_assert_cmpuint (n, ==, 8 * layout->columns);
  g_assert_cmpuint (plan->racks[spot.rack].room, ==, layout->columns - 1);
  for (; n > 1; n--)
    spot = rw_rack_layout_step (layout, &spot, GTK_DIR_LEFT);
  g_assert_cmpuint (spot.rack, ==, 0);
  for (n = 1;; n++)
    {
      next = rw_rack_layout_step (layout, &spot, GTK_DIR_TAB_FORWARD);
      if (rw_rack_spot_equal (&next, &spot))
        break;
      spot = next;
    }
  last = (layout->n_rooms - 1) / layout->columns;
  g_assert_cmpuint (n, ==, 2 * (last + 1));
  g_assert_cmpuint (plan->racks[spot.rack].room, ==, last * layout->columns);
}

static GskRenderNode *
draw_map (GtkWidget *map)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (map)->snapshot (map, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* A room is brought into view and known to be there; the map is there unless all is in view. */
static void
test_canvas (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_site_new (96, 8);
  GtkWidget *scroller = gtk_scrolled_window_new (), *overlay = gtk_overlay_new (), *window, *map;
  RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  RwId room = rw_test_room_id ("Cage 5"), nowhere = rw_test_room_id ("Cage 99");
  g_autoptr (GskRenderNode) node = NULL, searched = NULL;
  guint n_visible;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (canvas));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  map = rw_rack_minimap_new (canvas);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), map);
  rw_rack_canvas_set_plan (canvas, plan);
  window = rw_test_present (overlay, 1200, 800);
  g_assert_cmpint (rw_rack_canvas_get_room_in_view (canvas), ==, 0);
  g_assert_true (gtk_widget_get_visible (map));
  n_visible = rw_rack_canvas_count_visible (canvas);
  g_assert_cmpuint (n_visible, >, 0);
  g_assert_cmpuint (n_visible, <, 96);

  g_assert_true (rw_rack_canvas_reveal (canvas, RW_KIND_ROOM, &room));
  rw_test_settle (window);
  g_assert_cmpint (rw_rack_canvas_get_room_in_view (canvas), ==, 4);
  g_assert_false (rw_rack_canvas_reveal (canvas, RW_KIND_ROOM, &nowhere));

  /* Racks as high as the window stay whole when it changes its size. */
  {
    guint rack = (guint) rw_rack_canvas_get_rack_in_view (canvas);
    const RwRackBox *box = &canvas->layout->boxes[rack];
    double x, top, bottom;

    rw_rack_canvas_to_widget (canvas, box->x, box->y, &x, &top);
    rw_rack_canvas_to_widget (canvas, box->x, box->y + box->height, &x, &bottom);
    g_assert_cmpfloat (top, >=, 0);
    g_assert_cmpfloat (bottom, <=, gtk_widget_get_height (GTK_WIDGET (canvas)));
  }

  node = draw_map (map);
  rw_rack_canvas_set_search (canvas, "nothing is called so");
  searched = draw_map (map);
  g_assert_nonnull (node);
  g_assert_true (node != searched);

  rw_rack_canvas_zoom_to_fit (canvas, RW_RACK_FIT_ROOM);
  rw_test_settle (window);
  g_assert_cmpint (rw_rack_canvas_get_room_in_view (canvas), ==, 4);
  g_assert_cmpuint (rw_rack_canvas_count_visible (canvas), >=, 16);
  rw_rack_canvas_set_unit (canvas,
                           rw_rack_layout_fit_unit (plan, RW_FACES_FRONT,
                                                    gtk_widget_get_width (GTK_WIDGET (canvas)),
                                                    gtk_widget_get_height (GTK_WIDGET (canvas)),
                                                    RW_RACK_FIT_ALL, 0));
  rw_test_settle (window);
  g_assert_cmpuint (rw_rack_canvas_count_visible (canvas), ==, 96);
  g_assert_false (gtk_widget_get_visible (map));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Cables stay over newer data, are told when they lead out of the plan, and go with Escape. */
static void
test_cables (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_small (), again = rw_test_room_small ();
  RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  GtkWidget *scroller = gtk_scrolled_window_new (), *window;
  static const char *const ends[][2] = {
    { "web-014", "db-2" }, { "web-014", "db-1" }, { "web-014", "R1" }, { "web-014", "nowhere" }
  };
  GArray *cables = rw_rack_cables_new ();
  guint drawn;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (canvas));
  rw_rack_canvas_set_plan (canvas, plan);
  window = rw_test_present (scroller, 900, 700);
  g_assert_cmpuint (rw_rack_canvas_count_cables (canvas, &drawn), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RwRackCable cable = { .color = { 0, 0, 1, 1 } };

      for (guint e = 0; e < 2; e++)
        cable.ends[e] = (RwRackCableEnd){ rw_test_room_id (ends[i][e]), 0.5, g_strdup ("eth0") };
      g_array_append_val (cables, cable);
    }
  rw_rack_canvas_set_cables (canvas, cables);
  rw_test_settle (window);
  g_assert_cmpuint (rw_rack_canvas_count_cables (canvas, &drawn), ==, 4);
  g_assert_cmpuint (drawn, ==, 3);
  rw_rack_canvas_set_plan (canvas, again);
  rw_test_settle (window);
  g_assert_cmpuint (rw_rack_canvas_count_cables (canvas, &drawn), ==, 4);
  g_assert_cmpuint (drawn, ==, 3);
  for (double unit = 2; unit < 30; unit *= 2)
    {
      rw_rack_canvas_set_unit (canvas, unit);
      rw_test_settle (window);
    }
  rw_rack_canvas_set_cables (canvas, NULL);
  g_assert_cmpuint (rw_rack_canvas_count_cables (canvas, NULL), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/widgets/rack-site/floor", test_floor);
  g_test_add_func ("/widgets/rack-site/pick-everywhere", test_pick_everywhere);
  g_test_add_func ("/widgets/rack-site/positions", test_positions);
  g_test_add_func ("/widgets/rack-site/aisles", test_aisles);
  g_test_add_func ("/widgets/rack-site/steps", test_steps);
  g_test_add_func ("/widgets/rack-site/canvas", test_canvas);
  g_test_add_func ("/widgets/rack-site/cables", test_cables);
  return g_test_run ();
}
