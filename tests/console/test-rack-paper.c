/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "printed.h"
#include "rw-address.h"
#include "rw-paper-dialog.h"
#include "rw-paper-pen.h"
#include "rw-racks-page.h"
#include "rw-test-room.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* 2026-11-22 14:02 UTC */
#define NOW (G_GINT64_CONSTANT (1795356120) * G_USEC_PER_SEC)

static GArray *
all_racks (const RwRackPlan *plan)
{
  GArray *racks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < plan->n_racks; i++)
    g_array_append_val (racks, i);
  return racks;
}

static RwPaper *
paper_of (RwPaperKind kind, RwRackPlan *plan, RwWiring *wiring)
{
  g_autoptr (GArray) racks = all_racks (plan);

  return rw_paper_new (kind, plan, wiring, racks, NOW);
}

static void
print (Printed *printed, RwPaper *paper, const char *name)
{
  g_autoptr (RwSheets) sheets = rw_paper_to_sheets (paper);

  printed_fill (printed, sheets, name);
}

/* --- Elevations ------------------------------------------------------------------------------------ */

static void
test_elevations (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_new (12, 6);
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_ELEVATIONS, plan, NULL);
  Printed printed;
  g_autofree char *text = NULL;
  guint blades = 0;

  g_assert_cmpuint (rw_paper_get_n_pages (paper), ==, 12);
  print (&printed, paper, "elevations");
  printed_assert_vector (&printed);
  text = printed_text (&printed);
  if (text != NULL)
    {
      g_assert_cmpuint (printed_count (text, "\f"), ==, 12);
      for (guint i = 0; i < plan->n_racks; i++)
        g_assert_nonnull (strstr (text, plan->racks[i].name));
      /* Everything that stands there has its name on the sheet. */
      for (guint i = 0; i < plan->n_devices; i++)
        {
          if (strstr (text, plan->devices[i].name) == NULL)
            g_error ("%s is not on the sheet", plan->devices[i].name);
          blades += plan->devices[i].parent >= 0;
        }
      g_assert_cmpuint (blades, >, 0);
      g_assert_nonnull (strstr (text, "Cage 3 · Row R"));
      g_assert_nonnull (strstr (text, "page 1 of 12"));
      g_assert_nonnull (strstr (text, "page 12 of 12"));
      g_assert_nonnull (strstr (text, "22 November 2026"));
      g_assert_nonnull (strstr (text, "of 47 units used"));
      g_assert_nonnull (strstr (text, "feed A 11.0 kW"));
      g_assert_nonnull (strstr (text, "reserved: Rheinwerk, 3 nodes until March"));
      g_assert_nonnull (strstr (text, "At the side: pdu-001a (rear, "));
    }
  printed_clear (&printed);
}

/* Low racks with what is narrow, and a name that no sheet is wide enough for. */
static void
test_odd_racks (void)
{
  g_autoptr (RwRackPlan) small = rw_test_room_small ();
  RwRackPlan *plan = rw_rack_plan_new (NULL, NULL);
  RwRackInfo rack = { .id = rw_test_room_id ("long"), .units = 60, .status = -1 };
  RwRackDevice device = { .id = rw_test_room_id ("wide"),
                          .rack_id = rack.id,
                          .start = 3,
                          .length = 1,
                          .faces = RW_FACES_FRONT,
                          .side = -1,
                          .stage = -1,
                          .priority = -1 };
  g_autofree char *name = g_strnfill (400, 'W');
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_ELEVATIONS, small, NULL), odd = NULL,
                      labels = NULL;
  Printed printed;
  g_autofree char *text = NULL;

  print (&printed, paper, "elevations-small");
  text = printed_text (&printed);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "half-left"));
      g_assert_nonnull (strstr (text, "half-right"));
      g_assert_nonnull (strstr (text, "blade-2"));
    }
  printed_clear (&printed);

  rack.name = device.name = name;
  rw_rack_plan_add_rack (plan, &rack);
  rw_rack_plan_add_device (plan, &device);
  rw_rack_plan_finish (plan);
  odd = paper_of (RW_PAPER_ELEVATIONS, plan, NULL);
  labels = paper_of (RW_PAPER_LABELS, plan, NULL);
  print (&printed, odd, "elevations-odd");
  printed_assert_within (&printed, RW_PAPER_WIDTH - 35);
  printed_clear (&printed);
  print (&printed, labels, "labels-odd");
  printed_assert_vector (&printed);
  printed_assert_within (&printed, RW_PAPER_WIDTH / 2);
  printed_clear (&printed);
  rw_rack_plan_unref (plan);
}

/* --- Labels ---------------------------------------------------------------------------------------- */

static void
test_labels (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_new (12, 6);
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_LABELS, plan, NULL);
  Printed printed;
  g_autofree char *text = NULL, *drawn = NULL, *codes = NULL;

  g_assert_cmpuint (rw_paper_get_n_pages (paper), ==, 2);
  print (&printed, paper, "labels");
  printed_assert_vector (&printed);
  text = printed_text (&printed);
  drawn = printed_ask (&printed, "pdftocairo",
                       (const char *const[]) { "-png", "-r", "200", "pages.pdf", "page", NULL });
  if (drawn != NULL)
    codes =
      printed_ask (&printed, "zbarimg",
                   (const char *const[]) { "--quiet", "--raw", "page-1.png", "page-2.png", NULL });
  for (guint i = 0; i < plan->n_racks; i++)
    {
      g_autofree char *address = rw_address_to_string (RW_KIND_RACK, &plan->racks[i].id);

      if (text != NULL)
        g_assert_nonnull (strstr (text, plan->racks[i].name));
      if (codes != NULL)
        g_assert_nonnull (strstr (codes, address));
    }
  if (text != NULL)
    g_assert_cmpuint (printed_count (text, "Row R"), ==, 6);
  printed_clear (&printed);
}

/* --- Cables ---------------------------------------------------------------------------------------- */

static RwId
add_port (RwWiring *wiring, const char *device, const char *name)
{
  g_autofree char *both = g_strconcat (device, ":", name, NULL);
  RwWirePort port = { .id = rw_test_room_id (both),
                      .system_id = rw_test_room_id (device),
                      .name = name,
                      .type = RW_PORT_TYPE_NETWORK,
                      .enabled = TRUE };

  rw_wiring_add_port (wiring, &port);
  return port.id;
}

static void
add_system (RwWiring *wiring, const char *name, const char *rack, const char *parent)
{
  RwWireSystem system = {
    .id = rw_test_room_id (name), .kind = RW_KIND_DEVICE, .name = name, .stage = RW_STAGE_OPERATION
  };

  if (rack != NULL)
    system.rack_id = rw_test_room_id (rack);
  if (parent != NULL)
    system.parent_id = rw_test_room_id (parent);
  rw_wiring_add_system (wiring, &system);
}

static void
add_cable (RwWiring *wiring, RwId a, RwId b, const char *label)
{
  RwWireCable cable = { .id = rw_test_room_id (label),
                        .a_id = a,
                        .b_id = b,
                        .label = label,
                        .type = "mmf-om4",
                        .colour = "violet",
                        .length = 12,
                        .status = RW_CABLE_STATUS_CONNECTED };

  rw_wiring_add_cable (wiring, &cable);
}

/* In R1 a switch with 58 cables to R2, one within the rack, and a feed; R2 has a blade. */
static RwWiring *
make_wiring (void)
{
  RwWiring *wiring = rw_wiring_new ();
  RwWireRack r1 = { .id = rw_test_room_id ("R1"), .name = "R1" },
             r2 = { .id = rw_test_room_id ("R2"), .name = "R2" };
  RwWireFeed feed = {
    .id = rw_test_room_id ("feed"), .rack_id = r1.id, .name = "R1-A", .leg = RW_FEED_LEG_A
  };
  RwId port, other;

  rw_wiring_add_rack (wiring, &r1);
  rw_wiring_add_rack (wiring, &r2);
  rw_wiring_add_feed (wiring, &feed);
  add_system (wiring, "sw-1", "R1", NULL);
  add_system (wiring, "db-1", "R1", NULL);
  add_system (wiring, "bc-1", "R2", NULL);
  add_system (wiring, "blade-1", NULL, "bc-1");
  for (int i = 1; i <= 58; i++)
    {
      g_autofree char *name = g_strdup_printf ("eth%d", i), *label = g_strdup_printf ("L-%03d", i);

      port = add_port (wiring, "sw-1", name);
      other = add_port (wiring, "blade-1", name);
      add_cable (wiring, port, other, label);
    }
  port = add_port (wiring, "sw-1", "mgmt");
  other = add_port (wiring, "db-1", "ilo");
  add_cable (wiring, port, other, "WITHIN");
  port = add_port (wiring, "db-1", "PSU1");
  add_cable (wiring, port, feed.id, "POWER");
  rw_wiring_finish (wiring);
  return wiring;
}

static void
test_cables (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_small ();
  g_autoptr (RwWiring) wiring = make_wiring (), none = rw_wiring_new ();
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_CABLES, plan, wiring), empty = NULL;
  Printed printed;
  g_autofree char *text = NULL;

  /* 60 in R1 and 58 in R2: two pages each. */
  g_assert_cmpuint (rw_paper_get_n_pages (paper), ==, 4);
  print (&printed, paper, "cables");
  printed_assert_vector (&printed);
  text = printed_text (&printed);
  if (text != NULL)
    {
      const char *second = strchr (text, '\f') + 1;

      g_assert_cmpuint (printed_count (text, "Colour"), ==, 4);
      g_assert_cmpuint (printed_count (text, "Cables of R1"), ==, 2);
      g_assert_cmpuint (printed_count (text, "Cables of R2"), ==, 2);
      g_assert_nonnull (strstr (text, "60 cables"));
      g_assert_nonnull (strstr (text, "58 cables"));
      g_assert_cmpuint (printed_count (text, "WITHIN"), ==, 1);
      g_assert_cmpuint (printed_count (text, "POWER"), ==, 1);
      g_assert_cmpuint (printed_count (text, "L-001"), ==, 2);
      g_assert_cmpuint (printed_count (text, "MMF OM4"), ==, 118);
      g_assert_nonnull (strstr (text, "12 m"));
      g_assert_nonnull (strstr (text, "violet"));
      g_assert_nonnull (strstr (text, "Power feed"));
      /* By device, then by port as people count. */
      g_assert_true (strstr (text, "WITHIN") < strstr (text, "POWER"));
      g_assert_true (strstr (text, "POWER") < strstr (text, "L-001"));
      g_assert_true (strstr (text, "L-009") < strstr (text, "L-010"));
      /* The device is named again where the page breaks. */
      g_assert_nonnull (strstr (second, "sw-1"));
      g_assert_true (strstr (second, "sw-1") < strchr (second, '\f'));
    }
  printed_clear (&printed);

  rw_wiring_finish (none);
  empty = paper_of (RW_PAPER_CABLES, plan, none);
  g_assert_cmpuint (rw_paper_get_n_pages (empty), ==, 0);
}

/* --- Printing -------------------------------------------------------------------------------------- */

static void
test_export (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_small ();
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_ELEVATIONS, plan, NULL);
  g_autoptr (RwSheets) sheets = rw_paper_to_sheets (paper);
  g_autoptr (GtkPrintOperation) operation = rw_sheets_print_operation_new (sheets, "R1");
  g_autoptr (GError) error = NULL;
  Printed printed;
  g_autofree char *text = NULL;

  printed_init (&printed);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, printed.path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  printed_assert_vector (&printed);
  text = printed_text (&printed);
  if (text != NULL)
    {
      g_assert_cmpuint (printed_count (text, "\f"), ==, 2);
      g_assert_nonnull (strstr (text, "web-014"));
    }
  printed_clear (&printed);
}

static void
test_cancelled (void)
{
  g_autoptr (RwRackPlan) plan = rw_test_room_small ();
  g_autoptr (RwPaper) paper = paper_of (RW_PAPER_ELEVATIONS, plan, NULL);
  g_autoptr (RwSheets) sheets = rw_paper_to_sheets (paper);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rw_sheets_to_pdf (sheets, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- The dialog ------------------------------------------------------------------------------------ */

static void
test_dialog (Fixture *fixture, gconstpointer flags)
{
  GtkWidget *page = rw_racks_page_new (), *window = rw_test_present (page, 900, 700);
  g_autoptr (RwRecord) rack = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "pages.pdf", NULL), *which = NULL,
                  *name = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  RwPaperDialog *dialog;
  RwId room, nowhere = rw_id_from_name ("test", "nowhere");
  GStatBuf info;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  rack = console_get (&fixture->a, RW_KIND_RACK, &fixture->rack);
  room = *rw_record_get_ref (rack, RW_RACK_ROOM);
  rw_page_set_session (RW_PAGE (page), fixture->a.session);

  /* The rack of the selected device, its row, the room. */
  dialog = RW_PAPER_DIALOG (
    rw_paper_dialog_new (RW_PAGE (page), &room, RW_KIND_DEVICE, &fixture->devices[0]));
  adw_dialog_present (ADW_DIALOG (dialog), page);
  wait_until (g_str_equal (rw_paper_dialog_get_state (dialog), "ready"));
  which = g_strdup_printf ("Rack %s", rw_record_get_text (rack, RW_RACK_NAME));
  g_assert_cmpstr (rw_paper_dialog_get_which (dialog, 0), ==, which);
  g_assert_cmpstr (rw_paper_dialog_get_which (dialog, 2), ==, "The whole room, 1 rack");
  g_assert_null (rw_paper_dialog_get_which (dialog, 3));
  g_assert_cmpuint (rw_paper_get_n_pages (rw_paper_dialog_get_paper (dialog)), ==, 1);
  name = rw_paper_dialog_dup_name (dialog);
  g_assert_true (g_str_has_suffix (name, " elevations.pdf"));
  g_assert_true (rw_paper_dialog_save_to (dialog, file));
  wait_until (g_stat (path, &info) == 0 && info.st_size > 0);

  /* No cable is recorded: nothing to print, and said so. */
  rw_paper_dialog_choose (dialog, RW_PAPER_CABLES, 2);
  g_assert_cmpuint (rw_paper_get_n_pages (rw_paper_dialog_get_paper (dialog)), ==, 0);
  g_assert_false (rw_paper_dialog_save_to (dialog, file));
  rw_paper_dialog_choose (dialog, RW_PAPER_LABELS, 2);
  g_assert_cmpuint (rw_paper_get_n_pages (rw_paper_dialog_get_paper (dialog)), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = RW_PAPER_DIALOG (rw_paper_dialog_new (RW_PAGE (page), &nowhere, RW_KIND_NONE, NULL));
  adw_dialog_present (ADW_DIALOG (dialog), page);
  wait_until (g_str_equal (rw_paper_dialog_get_state (dialog), "empty"));
  adw_dialog_force_close (ADW_DIALOG (dialog));

  /* Closed before the answer. */
  dialog = RW_PAPER_DIALOG (rw_paper_dialog_new (RW_PAGE (page), &room, RW_KIND_NONE, NULL));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (ADW_DIALOG (dialog), page);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  wait_until (dialog == NULL);

  /* As Ctrl+P does. */
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  g_assert_true (rw_page_reveal (RW_PAGE (page), RW_KIND_DEVICE, &fixture->devices[0]));
  g_assert_true (gtk_widget_activate_action (page, "racks.print", NULL));
  rw_test_find_all (window, RW_TYPE_PAPER_DIALOG, found);
  g_assert_cmpuint (found->len, ==, 1);
  dialog = g_ptr_array_index (found, 0);
  wait_until (g_str_equal (rw_paper_dialog_get_state (dialog), "ready"));
  g_assert_cmpstr (rw_paper_dialog_get_which (dialog, 0), ==, which);
  rw_test_settle (window);
  rw_test_picture (GTK_WIDGET (dialog), "rack-paper-dialog");
  adw_dialog_force_close (ADW_DIALOG (dialog));

  gtk_window_destroy (GTK_WINDOW (window));
  console_close (&fixture->a);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/rack-paper/elevations", test_elevations);
  g_test_add_func ("/console/rack-paper/odd-racks", test_odd_racks);
  g_test_add_func ("/console/rack-paper/labels", test_labels);
  g_test_add_func ("/console/rack-paper/cables", test_cables);
  g_test_add_func ("/console/rack-paper/export", test_export);
  g_test_add_func ("/console/rack-paper/cancelled", test_cancelled);
  g_test_add ("/console/rack-paper/dialog", Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS),
              fixture_set_up, test_dialog, fixture_tear_down);
  return g_test_run ();
}
