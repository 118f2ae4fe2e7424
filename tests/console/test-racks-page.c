/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-page.h"
#include "rw-test-widgets.h"

/* Comes and goes without a session: nothing is read, nothing leaks, and what the header keeps of the
 * page does not outlive it. */
static void
test_life (void)
{
  GtkWidget *page = rw_racks_page_new (), *header = adw_header_bar_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  RwPageClass *class = RW_PAGE_GET_CLASS (page);
  RwId id = rw_id_from_name ("test", "device");

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), class->create_header_start (RW_PAGE (page)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), class->create_header_end (RW_PAGE (page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  window = rw_test_present (box, 900, 600);
  g_assert_false (class->settled (RW_PAGE (page)));
  class->shown (RW_PAGE (page), TRUE);
  class->search (RW_PAGE (page), "web");
  class->search (RW_PAGE (page), "");
  g_assert_false (rw_page_reveal (RW_PAGE (page), RW_KIND_TICKET, &id));
  g_assert_true (rw_page_reveal (RW_PAGE (page), RW_KIND_DEVICE, &id));
  gtk_widget_activate_action (page, "racks.zoom-in", NULL);
  gtk_widget_activate_action (page, "racks.turn", NULL);
  gtk_widget_activate_action (page, "racks.next-room", NULL);
  gtk_widget_activate_action (page, "racks.open", NULL);
  rw_test_settle (window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (page);
}

int
main (int   argc,
      char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/racks-page/life", test_life);
  return g_test_run ();
}
