/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-words.h"
#include "rw-status.h"
#include "rw-test-room.h"
#include "rw-test-widgets.h"

typedef struct
{
  GtkWidget *window;
  RwRackCanvas *canvas;
  RwRackPlan *plan;
  int n_selected, n_opened, n_refused;
  RwKind kind;
  RwId id, moved, rack;
  double position;
  int face, n_moved;
  char *reason;
} Fixture;

static void
select_cb (RwRackCanvas *canvas, int kind, const RwId *id, Fixture *f)
{
  f->n_selected++;
  f->kind = kind;
  f->id = id != NULL ? *id : RW_ID_NIL;
}

static void
open_cb (RwRackCanvas *canvas, int kind, const RwId *id, Fixture *f)
{
  f->n_opened++;
  f->id = *id;
}

static void
move_requested_cb (RwRackCanvas *canvas,
                   const RwId *device,
                   const RwId *rack,
                   double position,
                   int face,
                   Fixture *f)
{
  f->n_moved++;
  f->moved = *device;
  f->rack = *rack;
  f->position = position;
  f->face = face;
}

static void
refused_cb (RwRackCanvas *canvas, const char *reason, Fixture *f)
{
  f->n_refused++;
  g_set_str (&f->reason, reason);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  f->plan = rw_test_room_small ();
  f->canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->canvas));
  g_signal_connect (f->canvas, "select", G_CALLBACK (select_cb), f);
  g_signal_connect (f->canvas, "open", G_CALLBACK (open_cb), f);
  g_signal_connect (f->canvas, "move-requested", G_CALLBACK (move_requested_cb), f);
  g_signal_connect (f->canvas, "refused", G_CALLBACK (refused_cb), f);
  f->window = rw_test_present (scrolled, 1000, 600);
  rw_rack_canvas_set_plan (f->canvas, f->plan);
  rw_rack_canvas_set_unit (f->canvas, 20);
  gtk_widget_grab_focus (GTK_WIDGET (f->canvas));
  rw_test_settle (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (f->canvas), (gpointer *) &f->canvas);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (f->canvas);
  g_assert_true (g_atomic_ref_count_compare (&f->plan->ref_count, 1));
  rw_rack_plan_unref (f->plan);
  g_free (f->reason);
}

static guint
device (Fixture *f, const char *name)
{
  RwId id = rw_test_room_id (name);
  int index = rw_rack_plan_find_device (f->plan, &id);

  g_assert_cmpint (index, >=, 0);
  return index;
}

static RwRackSpot
spot_of (Fixture *f, const char *name)
{
  RwRackSpot spot = rw_rack_layout_device_spot (f->canvas->layout, device (f, name), -1);

  g_assert_cmpint (spot.kind, ==, RW_RACK_SPOT_DEVICE);
  return spot;
}

static const char *
name_of (Fixture *f, const RwRackSpot *spot)
{
  static char text[32];

  if (spot->kind == RW_RACK_SPOT_DEVICE)
    return f->plan->devices[spot->device].name;
  if (spot->kind == RW_RACK_SPOT_RACK)
    return f->plan->racks[spot->rack].name;
  if (spot->kind == RW_RACK_SPOT_NONE)
    return "nothing";
  g_snprintf (text, sizeof text, "free %d+%d", spot->start, spot->length);
  return text;
}

/* As the keyboard controller would be told. */
static gboolean
press (Fixture *f, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->canvas));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static void
test_pick (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "db-1", "web-014", "half-left", "half-right",
                                       "db-2", "blade-1", "blade-2",   "pdu-1" };
  const RwRackLayout *layout = f->canvas->layout;
  RwRackSpot spot;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RwRackSpot at = spot_of (f, names[i]);
      GdkRectangle rect;

      g_assert_true (rw_rack_layout_get_rect (layout, &at, &rect));
      for (int corner = 0; corner < 5; corner++)
        {
          double x = corner == 4 ? rect.x + rect.width / 2.0
                                 : rect.x + (corner & 1 ? rect.width - 1 : 0) + 0.5;
          double y = corner == 4 ? rect.y + rect.height / 2.0
                                 : rect.y + (corner & 2 ? rect.height - 1 : 0) + 0.5;

          spot = rw_rack_layout_pick (layout, x, y);
          g_assert_cmpstr (name_of (f, &spot), ==, names[i]);
        }
    }
  spot = rw_rack_layout_pick (layout, layout->boxes[0].frame_x[0] + 60,
                              rw_rack_layout_half_y (layout, 0, 4) - 5);
  g_assert_cmpstr (name_of (f, &spot), ==, "free 4+2");
  spot = rw_rack_layout_pick (layout, layout->boxes[1].frame_x[0] + 60, layout->boxes[1].y + 5);
  g_assert_cmpstr (name_of (f, &spot), ==, "R2");
  spot = rw_rack_layout_pick (layout, 2, 2);
  g_assert_cmpint (spot.kind, ==, RW_RACK_SPOT_NONE);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *name;
  } path[] = {
    { GDK_KEY_Right, 0, "R1" },
    { GDK_KEY_Down, 0, "free 10+10" },
    { GDK_KEY_Down, 0, "half-left" },
    { GDK_KEY_Right, 0, "half-right" },
    { GDK_KEY_Down, 0, "web-014" },
    { GDK_KEY_Down, 0, "free 4+2" },
    { GDK_KEY_Down, 0, "db-1" },
    { GDK_KEY_Down, 0, "db-1" },
    { GDK_KEY_Home, 0, "free 10+10" },
    { GDK_KEY_Right, 0, "free 16+4" },
    { GDK_KEY_Down, 0, "bc-1" },
    { GDK_KEY_Right, 0, "blade-1" },
    { GDK_KEY_Right, 0, "blade-2" },
    { GDK_KEY_Left, 0, "blade-1" },
    { GDK_KEY_Down, 0, "free 10+2" },
    { GDK_KEY_Down, 0, "db-2" },
    { GDK_KEY_Left, 0, "half-right" },
    { GDK_KEY_Right, 0, "db-2" },
    { GDK_KEY_End, 0, "free 0+6" },
    { GDK_KEY_Down, 0, "pdu-1" },
    { GDK_KEY_Up, 0, "free 0+6" },
    { GDK_KEY_Home, GDK_CONTROL_MASK, "R1" },
    { GDK_KEY_End, GDK_CONTROL_MASK, "R2" },
    { GDK_KEY_Escape, 0, "nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (path); i++)
    {
      g_assert_true (press (f, path[i].key, path[i].state));
      g_assert_cmpstr (name_of (f, &f->canvas->selected), ==, path[i].name);
    }
  g_assert_false (press (f, GDK_KEY_Escape, 0));
  g_assert_cmpint (f->n_opened, ==, 0);
  rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &f->plan->devices[device (f, "db-1")].id);
  g_assert_cmpint (f->kind, ==, RW_KIND_DEVICE);
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_cmpint (f->n_opened, ==, 1);
  g_assert_true (rw_id_equal (&f->id, &f->plan->devices[device (f, "db-1")].id));
}

static void
test_move_by_key (Fixture *f, gconstpointer data)
{
  RwId web = rw_test_room_id ("web-014"), r2 = rw_test_room_id ("R2"),
       pdu = rw_test_room_id ("pdu-1");

  g_assert_true (rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &web));
  g_assert_true (press (f, GDK_KEY_m, 0));
  g_assert_nonnull (f->canvas->move);
  /* Unit 5 holds the two half-width devices. */
  g_assert_true (press (f, GDK_KEY_Up, 0));
  g_assert_false (f->canvas->move->fits);
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_cmpint (f->n_refused, ==, 1);
  g_assert_cmpstr (f->reason, ==, "web-014 and half-left would overlap in unit 5 of R1");
  /* It is still in the hand. */
  g_assert_true (press (f, GDK_KEY_Right, 0));
  g_assert_cmpstr (f->canvas->move->reason, ==, "web-014 and db-2 would overlap in unit 5 of R2");
  g_assert_true (press (f, GDK_KEY_Up, 0));
  g_assert_true (f->canvas->move->fits);
  g_assert_true (press (f, GDK_KEY_Up, GDK_SHIFT_MASK));
  g_assert_false (f->canvas->move->fits);
  g_assert_true (press (f, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_true (press (f, GDK_KEY_f, 0));
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_null (f->canvas->move);
  g_assert_cmpint (f->n_moved, ==, 1);
  g_assert_true (rw_id_equal (&f->moved, &web));
  g_assert_true (rw_id_equal (&f->rack, &r2));
  g_assert_cmpfloat (f->position, ==, 6);
  g_assert_cmpint (f->face, ==, RW_FACE_REAR);

  /* Alt with Left stays what it is everywhere. Alt with Down begins at once; Escape leaves everything as it was. */
  g_assert_false (press (f, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_true (press (f, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_nonnull (f->canvas->move);
  g_assert_cmpint (f->canvas->move->start, ==, 4);
  g_assert_true (press (f, GDK_KEY_Escape, 0));
  g_assert_null (f->canvas->move);
  g_assert_cmpint (f->n_moved, ==, 1);

  /* To the next free unit; dropping where it was asks for nothing. */
  g_assert_true (press (f, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_true (press (f, GDK_KEY_n, 0));
  g_assert_cmpint (f->canvas->move->start, ==, 6);
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_cmpint (f->n_moved, ==, 1);

  g_assert_true (rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &pdu));
  g_assert_true (press (f, GDK_KEY_m, 0));
  g_assert_null (f->canvas->move);
  g_assert_cmpint (f->n_refused, ==, 2);
}

static void
test_drag (Fixture *f, gconstpointer data)
{
  RwRackSpot web = spot_of (f, "web-014");
  GdkRectangle rect;
  GtkGesture *drag = NULL;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->canvas));
  RwId r2 = rw_test_room_id ("R2");

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkGesture) gesture = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (gesture))
        drag = gesture;
    }
  g_assert_nonnull (drag);
  /* Picked up and held: what the gesture does once it is over its threshold. */
  g_assert_true (rw_rack_canvas_pick_up (f->canvas, device (f, "web-014"), FALSE));
  g_assert_true (rw_rack_layout_get_rect (f->canvas->layout, &web, &rect));
  rw_rack_layout_unit_rect (f->canvas->layout, 1, RW_FACE_FRONT, 2, 2, -1, &rect);
  f->canvas->grab = rect.height / 2.0;
  {
    double x, y;

    rw_rack_canvas_to_widget (f->canvas, rect.x + 30, rect.y + rect.height / 2.0 + 3, &x, &y);
    /* The gesture has no start point without events, so its offset is the point. */
    g_signal_emit_by_name (drag, "drag-update", x, y);
  }
  g_assert_nonnull (f->canvas->move);
  g_assert_cmpint (f->canvas->move->rack, ==, 1);
  g_assert_cmpint (f->canvas->move->start, ==, 2);
  g_assert_true (f->canvas->move->fits);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_cmpint (f->n_moved, ==, 1);
  g_assert_true (rw_id_equal (&f->rack, &r2));
  g_assert_cmpfloat (f->position, ==, 2);
}

static void
test_zoom (Fixture *f, gconstpointer data)
{
  double x = 300, y = 250, cx, cy, part;
  RwRackSpot before, after;
  int rack;

  g_assert_cmpint (rw_rack_canvas_get_lod (f->canvas), ==, RW_RACK_LOD_NEAR);
  rw_rack_canvas_from_widget (f->canvas, x, y, &cx, &cy);
  rw_rack_canvas_set_unit (f->canvas, 30);
  rw_rack_canvas_from_widget (f->canvas, x, y, &cx, &cy);
  before = rw_rack_layout_pick (f->canvas->layout, cx, cy);
  /* What is below the pointer stays there, across the levels of detail. */
  rack = rw_rack_layout_rack_near (f->canvas->layout, cx, cy);
  part =
    (cy - f->canvas->layout->boxes[rack].frame_y) / f->canvas->layout->boxes[rack].frame_height;
  g_assert_cmpfloat (part, >, -1);
  rw_rack_canvas_zoom_at (f->canvas, 40, x, y);
  rw_rack_canvas_from_widget (f->canvas, x, y, &cx, &cy);
  after = rw_rack_layout_pick (f->canvas->layout, cx, cy);
  g_assert_cmpint (before.kind, ==, after.kind);
  g_assert_cmpint (before.rack, ==, after.rack);
  rw_rack_canvas_set_unit (f->canvas, 8);
  g_assert_cmpint (rw_rack_canvas_get_lod (f->canvas), ==, RW_RACK_LOD_MIDDLE);
  rw_rack_canvas_set_unit (f->canvas, 2);
  g_assert_cmpint (rw_rack_canvas_get_lod (f->canvas), ==, RW_RACK_LOD_FAR);
  rw_test_settle (f->window);
  g_assert_cmpint (rw_rack_canvas_count_visible (f->canvas), ==, 2);
  /* Who looks for a device comes near enough to see it. */
  g_assert_true (
    rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &f->plan->devices[device (f, "blade-2")].id));
  g_assert_cmpint (rw_rack_canvas_get_lod (f->canvas), ==, RW_RACK_LOD_NEAR);
  rw_rack_canvas_set_unit (f->canvas, 1000);
  g_assert_cmpfloat (rw_rack_canvas_get_unit (f->canvas), ==, RW_RACK_UNIT_MAX);
  g_assert_true (press (f, GDK_KEY_minus, 0));
  g_assert_true (press (f, GDK_KEY_0, 0));
  g_assert_true (f->canvas->fitted);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (rw_rack_canvas_set_search (f->canvas, "DB"), ==, 2);
  g_assert_true (rw_rack_canvas_find_next (f->canvas, FALSE));
  g_assert_cmpstr (name_of (f, &f->canvas->selected), ==, "db-1");
  g_assert_true (rw_rack_canvas_find_next (f->canvas, FALSE));
  g_assert_cmpstr (name_of (f, &f->canvas->selected), ==, "db-2");
  g_assert_true (rw_rack_canvas_find_next (f->canvas, FALSE));
  g_assert_cmpstr (name_of (f, &f->canvas->selected), ==, "db-1");
  g_assert_true (rw_rack_canvas_find_next (f->canvas, TRUE));
  g_assert_cmpstr (name_of (f, &f->canvas->selected), ==, "db-2");
  g_assert_cmpuint (rw_rack_canvas_set_search (f->canvas, "no such thing"), ==, 0);
  g_assert_false (rw_rack_canvas_find_next (f->canvas, FALSE));
  g_assert_cmpuint (rw_rack_canvas_set_search (f->canvas, ""), ==, 0);
  rw_test_settle (f->window);
}

static void
test_accessibility (Fixture *f, gconstpointer data)
{
  g_autoptr (GtkAccessible) rack =
    gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (f->canvas));
  g_autoptr (GtkAccessible) first = gtk_accessible_get_first_accessible_child (rack);
  g_autoptr (GtkAccessible) second_rack = gtk_accessible_get_next_accessible_sibling (rack);
  g_autoptr (GtkAccessible) parent = gtk_accessible_get_accessible_parent (first);
  RwRackItem *web;
  RwId id = rw_test_room_id ("web-014");
  int x, y, width, height;

  gtk_test_accessible_assert_role (f->canvas, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_role (rack, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (rack, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "R1, 4 of 10 units used, 1 device in a bad state");
  gtk_test_accessible_assert_property (rack, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "1 of 2");
  g_assert_true (parent == rack);
  g_assert_nonnull (second_rack);
  g_assert_null (gtk_accessible_get_next_accessible_sibling (second_rack));
  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "half-right, unit 5, front");

  web = rw_rack_canvas_get_device_item (f->canvas, device (f, "web-014"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (web), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (web), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "web-014, unit 4, front, failed backup");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (web), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "3 of 4 in R1");
  g_assert_false (gtk_accessible_get_platform_state (GTK_ACCESSIBLE (web),
                                                     GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED));
  g_assert_true (gtk_accessible_get_platform_state (GTK_ACCESSIBLE (web),
                                                    GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSABLE));
  g_assert_true (rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &id));
  g_assert_true (gtk_accessible_get_platform_state (GTK_ACCESSIBLE (web),
                                                    GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (web), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_accessible_get_bounds (GTK_ACCESSIBLE (web), &x, &y, &width, &height));
  g_assert_cmpint (height, ==, 20);
  press (f, GDK_KEY_Down, 0);
  g_assert_false (gtk_accessible_get_platform_state (GTK_ACCESSIBLE (web),
                                                     GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED));

  /* An item that somebody kept outlives its plan. */
  g_object_ref (web);
  rw_rack_canvas_set_plan (f->canvas, NULL);
  g_assert_null (gtk_accessible_get_accessible_parent (GTK_ACCESSIBLE (web)));
  g_assert_false (gtk_accessible_get_bounds (GTK_ACCESSIBLE (web), &x, &y, &width, &height));
  g_object_unref (web);
}

/* Newer data of the same room keep what the person looks at. */
static void
test_reload (Fixture *f, gconstpointer data)
{
  g_autoptr (RwRackPlan) again = rw_test_room_small ();
  RwId id = rw_test_room_id ("db-2"), selected;
  RwKind kind;

  g_assert_true (rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &id));
  rw_rack_canvas_set_plan (f->canvas, again);
  g_assert_true (rw_rack_canvas_get_selected (f->canvas, &kind, &selected));
  g_assert_cmpint (kind, ==, RW_KIND_DEVICE);
  g_assert_true (rw_id_equal (&selected, &id));
  g_assert_cmpfloat (rw_rack_canvas_get_unit (f->canvas), ==, 20);
  rw_rack_canvas_set_plan (f->canvas, NULL);
  g_assert_false (rw_rack_canvas_get_selected (f->canvas, &kind, &selected));
  g_assert_cmpint (f->kind, ==, RW_KIND_NONE);
  g_assert_false (press (f, GDK_KEY_Down, 0));
}

static void
test_faces (Fixture *f, gconstpointer data)
{
  RwId id = rw_test_room_id ("web-014");

  rw_rack_canvas_set_faces (f->canvas, RW_FACES_REAR);
  rw_test_settle (f->window);
  /* A front device is not to be seen from behind: both faces are shown then. */
  g_assert_true (rw_rack_canvas_reveal (f->canvas, RW_KIND_DEVICE, &id));
  g_assert_cmpint (rw_rack_canvas_get_faces (f->canvas), ==, RW_FACES_BOTH);
  rw_test_settle (f->window);
  g_assert_true (press (f, GDK_KEY_Right, 0));
  g_assert_cmpint (f->canvas->selected.face, ==, RW_FACE_REAR);
  g_assert_cmpint (f->canvas->selected.rack, ==, 0);
}

/* What the pixels of the canvas would be if racks were not drawn by way of images. */
static void
assert_as_drawn (Fixture *f)
{
  g_autoptr (GskRenderNode) node =
    rw_rack_painter_draw_rack (f->canvas->painter, f->canvas->layout, 0);
  const RwRackBox *box = &f->canvas->layout->boxes[0];
  int header = f->canvas->layout->header, width = box->width,
      height = MIN (box->height - header, 300);
  g_autoptr (GdkTexture) shown = rw_test_take_picture (f->window);
  graphene_point_t at;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autofree guint32 *pixels = NULL;
  int wide = gdk_texture_get_width (shown);
  double x, y;

  gdk_cairo_set_source_rgba (cr, &rw_rack_painter_get_tone (f->canvas->painter)->page);
  cairo_paint (cr);
  cairo_translate (cr, 0, -header);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  rw_rack_canvas_to_widget (f->canvas, box->x, box->y + header, &x, &y);
  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (f->canvas),
                                           adw_window_get_content (ADW_WINDOW (f->window)),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &at));
  pixels = g_new (guint32, (gsize) wide * gdk_texture_get_height (shown));
  gdk_texture_download (shown, (guchar *) pixels, (gsize) wide * 4);
  for (int row = 0; row < height; row++)
    g_assert_cmpmem (pixels + (gsize) wide * ((int) at.y + row) + (int) at.x, (gsize) width * 4,
                     cairo_image_surface_get_data (surface) +
                       (gsize) cairo_image_surface_get_stride (surface) * row,
                     (gsize) width * 4);
  cairo_surface_destroy (surface);
}

static void
test_hover_draws_nothing (Fixture *f, gconstpointer data)
{
  guint drawn = rw_rack_pictures_count_drawn (f->canvas->pictures);

  g_assert_cmpuint (drawn, >=, 2);
  f->canvas->hover = spot_of (f, "db-1");
  gtk_widget_queue_draw (GTK_WIDGET (f->canvas));
  rw_test_settle (f->window);
  g_assert_cmpuint (rw_rack_pictures_count_drawn (f->canvas->pictures), ==, drawn);
}

static gboolean
resting_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A zoom rests for a while before all of it is drawn anew. */
static void
settle_zoom (RwRackCanvas *canvas)
{
  gboolean rested = FALSE;

  g_timeout_add (250, resting_cb, &rested);
  while (!rested || canvas->redraw_tick != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A zoom stretches what is there; when it rests, every rack is as sharp as if it were drawn. A search draws none. */
static void
test_sharp_at_rest (Fixture *f, gconstpointer data)
{
  guint drawn;

  assert_as_drawn (f);
  for (int i = 0; i < 6; i++)
    {
      rw_rack_canvas_set_unit (f->canvas, 20 + 0.3 * i);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->canvas));
    }
  settle_zoom (f->canvas);
  assert_as_drawn (f);
  drawn = rw_rack_pictures_count_drawn (f->canvas->pictures);
  rw_rack_canvas_set_search (f->canvas, "web");
  rw_test_settle (f->window);
  g_assert_cmpuint (rw_rack_pictures_count_drawn (f->canvas->pictures), ==, drawn);
  rw_rack_canvas_set_search (f->canvas, "");
  rw_test_settle (f->window);
  assert_as_drawn (f);
}

/* While nothing happens, what scrolling brings into view next is drawn. */
static void
test_drawn_ahead (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_site_new (48, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  GtkWidget *window;
  GtkAdjustment *across;
  guint drawn;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (canvas));
  window = rw_test_present (scrolled, 1000, 600);
  rw_rack_canvas_set_plan (canvas, plan);
  rw_rack_canvas_set_unit (canvas, 9.5);
  settle_zoom (canvas);
  while (canvas->ahead_idle != 0)
    g_main_context_iteration (NULL, TRUE);
  drawn = rw_rack_pictures_count_drawn (canvas->pictures);
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >, 1600);
  gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + 300);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (canvas));
  g_assert_cmpuint (rw_rack_pictures_count_drawn (canvas->pictures), ==, drawn);
  while (canvas->ahead_idle != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rw_rack_pictures_count_drawn (canvas->pictures), >, drawn);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  guint n_texts, n_glyphs;
  GHashTable *nodes;
} Walk;

static void
walk_node (GskRenderNode *node, Walk *walk)
{
  g_hash_table_add (walk->nodes, node);
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      walk_node (gsk_container_node_get_child (node, i), walk);
  else if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    walk_node (gsk_transform_node_get_child (node), walk);
  else if (gsk_render_node_get_node_type (node) == GSK_TEXT_NODE)
    {
      walk->n_texts++;
      walk->n_glyphs += gsk_text_node_get_num_glyphs (node);
    }
}

/* What a zoom makes anew for every frame is few nodes: one for all names of a font and colour, and one
 * for the unit numbers of all racks of a height. */
static void
test_few_nodes (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_new (2, 2);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *window;
  RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
  GskRenderNode *nodes[2];
  Walk walks[2] = { 0 };
  guint n_slots, n_shared = 0, n_letters = 0;
  GHashTableIter iter;
  gpointer node;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (canvas));
  rw_rack_canvas_set_plan (canvas, plan);
  window = rw_test_present (scrolled, 1200, 800);
  rw_rack_canvas_set_unit (canvas, 20);
  rw_test_settle (window);
  g_assert_cmpint (plan->racks[0].units, ==, plan->racks[1].units);
  for (int rack = 0; rack < 2; rack++)
    {
      walks[rack].nodes = g_hash_table_new (NULL, NULL);
      nodes[rack] = rw_rack_painter_draw_rack (canvas->painter, canvas->layout, rack);
      walk_node (nodes[rack], &walks[rack]);
    }
  n_slots = plan->racks[0].slots[RW_FACE_FRONT]->len;
  for (guint i = 0; i < n_slots; i++)
    {
      const RwRackSlot *slot = &g_array_index (plan->racks[0].slots[RW_FACE_FRONT], RwRackSlot, i);

      n_letters += (guint) strlen (plan->devices[slot->device].name);
    }
  g_assert_cmpuint (n_slots, >, 20);
  g_assert_cmpuint (walks[0].n_texts, <, n_slots / 2 + 8);
  /* All names and numbers are there. */
  g_assert_cmpuint (walks[0].n_glyphs, >, n_letters);
  g_hash_table_iter_init (&iter, walks[0].nodes);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    if (gsk_render_node_get_node_type (node) == GSK_TEXT_NODE &&
        g_hash_table_contains (walks[1].nodes, node))
      n_shared++;
  g_assert_cmpuint (n_shared, ==, 1);
  for (int rack = 0; rack < 2; rack++)
    {
      g_hash_table_unref (walks[rack].nodes);
      gsk_render_node_unref (nodes[rack]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* To be looked at: RACKWARD_TEST_PICTURES=DIR. */
static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width, height;
    RwFaces faces;
    double unit;
    gboolean dark;
    const char *search;
    gboolean move;
  } pictures[] = {
    { "racks-front-light-1366", 1166, 720, RW_FACES_FRONT, 0, FALSE, NULL, FALSE },
    { "racks-front-dark-1366", 1166, 720, RW_FACES_FRONT, 0, TRUE, NULL, FALSE },
    { "racks-front-light-1920", 1700, 1030, RW_FACES_FRONT, 0, FALSE, NULL, TRUE },
    { "racks-rear-dark-1920", 1700, 1030, RW_FACES_REAR, 0, TRUE, NULL, FALSE },
    { "racks-both-light-1920", 1700, 1030, RW_FACES_BOTH, 0, FALSE, NULL, FALSE },
    { "racks-near-light-1920", 1700, 1030, RW_FACES_FRONT, 36, FALSE, NULL, FALSE },
    { "racks-middle-light-1920", 1700, 1030, RW_FACES_FRONT, 9.5, FALSE, NULL, FALSE },
    { "racks-middle-dark-1920", 1700, 1030, RW_FACES_FRONT, 6.5, TRUE, NULL, FALSE },
    { "racks-far-light-1920", 1700, 1030, RW_FACES_FRONT, 3, FALSE, NULL, FALSE },
    { "racks-search-dark-1920", 1700, 1030, RW_FACES_FRONT, 0, TRUE, "db", FALSE },
  };
  g_autoptr (RwRackPlan) plan = rw_test_room_new (48, 16);

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      GtkWidget *scrolled = gtk_scrolled_window_new ();
      RwRackCanvas *canvas = RW_RACK_CANVAS (rw_rack_canvas_new ());
      GtkWidget *window;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          pictures[i].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (canvas));
      rw_rack_canvas_set_faces (canvas, pictures[i].faces);
      rw_rack_canvas_set_plan (canvas, plan);
      rw_rack_canvas_set_search (canvas, pictures[i].search);
      window = rw_test_present (scrolled, pictures[i].width, pictures[i].height);
      if (pictures[i].unit > 0)
        rw_rack_canvas_set_unit (canvas, pictures[i].unit);
      rw_test_settle (window);
      settle_zoom (canvas);
      if (i == 0 || pictures[i].move)
        {
          RwRackSpot spot = rw_rack_layout_spot_at (canvas->layout, 1, RW_FACE_FRONT, 50, 0);

          rw_rack_canvas_select_spot (canvas, &spot, FALSE);
          if (pictures[i].move && spot.kind == RW_RACK_SPOT_DEVICE &&
              rw_rack_canvas_pick_up (canvas, spot.device, TRUE))
            rw_rack_move_to (canvas->move, 2, RW_FACE_FRONT, 46);
        }
      rw_test_picture (window, pictures[i].name);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_status (void)
{
  /* Text on a window's background: at least 4.5:1, in high contrast 7:1 (WCAG 2.2, 1.4.3 and 1.4.6). */
  for (int status = 0; status < RW_STATUS_N_VALUES; status++)
    for (int variant = 0; variant < 4; variant++)
      {
        double luminance[2], ratio;
        GdkRGBA colors[2];

        rw_status_get_rgba (status, variant & 1, variant & 2, &colors[0]);
        gdk_rgba_parse (&colors[1], variant & 1 ? "#222226" : "#fafafb");
        for (int c = 0; c < 2; c++)
          {
            double parts[3] = { colors[c].red, colors[c].green, colors[c].blue };

            for (int p = 0; p < 3; p++)
              parts[p] =
                parts[p] <= 0.04045 ? parts[p] / 12.92 : pow ((parts[p] + 0.055) / 1.055, 2.4);
            luminance[c] = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
          }
        ratio =
          (MAX (luminance[0], luminance[1]) + 0.05) / (MIN (luminance[0], luminance[1]) + 0.05);
        g_assert_cmpfloat (ratio, >=, variant & 2 ? 7.0 : 4.5);
      }
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  rw_status_install_css ();
#define ADD(path, function) \
  g_test_add ("/widgets/rack-canvas/" path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/widgets/status/contrast", test_status);
  ADD ("pick", test_pick);
  ADD ("keys", test_keys);
  ADD ("move-by-key", test_move_by_key);
  ADD ("drag", test_drag);
  ADD ("zoom", test_zoom);
  ADD ("search", test_search);
  ADD ("accessibility", test_accessibility);
  ADD ("reload", test_reload);
  ADD ("faces", test_faces);
  ADD ("hover-draws-nothing", test_hover_draws_nothing);
  ADD ("sharp-at-rest", test_sharp_at_rest);
  g_test_add_func ("/widgets/rack-canvas/drawn-ahead", test_drawn_ahead);
  g_test_add_func ("/widgets/rack-canvas/few-nodes", test_few_nodes);
  g_test_add_func ("/widgets/rack-canvas/pictures", test_pictures);
  return g_test_run ();
}
