/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-page.h"

#include <locale.h>

#include "rw-clock.h"

gboolean
desk_settled (Desk *desk)
{
  return RW_PAGE_GET_CLASS (desk->page)->settled (RW_PAGE (desk->page));
}

RwBoard *
desk_board (Desk *desk)
{
  return RW_BOARD (rw_test_find (desk->page, RW_TYPE_BOARD));
}

static void
open_page (Desk *desk)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new (), *page = rw_tickets_page_new ();
  RwPageClass *class = RW_PAGE_GET_CLASS (page);

  desk->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &desk->page);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), class->create_header_start (RW_PAGE (page)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), class->create_header_end (RW_PAGE (page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  desk->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1200, 700);
  adw_window_set_content (ADW_WINDOW (desk->window), toasts);
  gtk_window_present (GTK_WINDOW (desk->window));
  class->shown (RW_PAGE (page), TRUE);
  rw_page_set_session (RW_PAGE (page), desk->base.a.session);
  wait_until (desk_settled (desk));
}

/* Each case begins with the page as it is at first. */
static void
forget_setup (void)
{
  static const char *const keys[] = { "tickets-lanes", "tickets-folded", "tickets-limits" };
  g_autoptr (GSettings) settings = g_settings_new ("net.rackward.Rackward");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

void
desk_set_up (Desk          *desk,
        gconstpointer  flags)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  forget_setup ();
  fixture_set_up (&desk->base, flags);
  g_ptr_array_add (people, rw_record_new (RW_KIND_PERSON, NULL));
  rw_record_set_text (people->pdata[0], RW_PERSON_NAME, "Mara Kern");
  g_ptr_array_add (people, rw_record_new (RW_KIND_PERSON, NULL));
  rw_record_set_text (people->pdata[1], RW_PERSON_NAME, "Jana Roth");
  rw_record_set_text (people->pdata[1], RW_PERSON_LOGIN, "jana");
  rw_server_load (desk->base.server, people, "test", &error);
  g_assert_no_error (error);
  /* Who sits at the console is somebody. */
  rw_server_add_account (desk->base.server, "jana", "Jana Roth", RW_ROLE_MANAGER,
                         "correct horse battery staple", &error);
  g_assert_no_error (error);
  token =
    rw_server_create_token (desk->base.server, "jana", "console", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&desk->base.a, token);
  console_wait_synced (&desk->base.a);
  open_page (desk);
}

/* The page comes anew, as with the next start. */
void
desk_reopen (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  wait_until (desk->page == NULL || !gtk_widget_get_mapped (desk->page));
  open_page (desk);
}

void
desk_tear_down (Desk          *desk,
           gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  /* A toast keeps its page until its time is over, and an answer on the way until it is here. */
  wait_until (desk->page == NULL || !gtk_widget_get_mapped (desk->page));
  fixture_tear_down (&desk->base, flags);
}

/* The key's own shortcut, as the window finds it: what is registered, and whether it acts. */
gboolean
desk_press (Desk       *desk,
       const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk->page);
  guint key;
  GdkModifierType modifiers;
  gboolean done = FALSE;

  g_assert_true (gtk_accelerator_parse (accel, &key, &modifiers));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "rw-actions") != 0)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, desk->page,
                                                 NULL) ||
                   done;
        }
    }
  return done;
}

RwTicketChooser *
desk_chooser (Desk *desk)
{
  return rw_test_find (desk->window, RW_TYPE_TICKET_CHOOSER);
}

/* Types into the chooser and takes what is topmost. */
void
desk_choose (Desk       *desk,
        const char *words)
{
  GtkWidget *entry;

  wait_until (desk_chooser (desk) != NULL &&
              gtk_widget_get_mapped (GTK_WIDGET (desk_chooser (desk))));
  entry = rw_test_find (desk_chooser (desk), GTK_TYPE_SEARCH_ENTRY);
  rw_ticket_chooser_search (desk_chooser (desk), words);
  g_signal_emit_by_name (entry, "activate");
  /* Where it is still on its way out: a window that nobody draws takes its time. */
  if (desk_chooser (desk) != NULL)
    adw_dialog_force_close (ADW_DIALOG (desk_chooser (desk)));
  wait_until (desk_chooser (desk) == NULL);
}

/* The selected card. */
RwTicketItem *
desk_selected (Desk *desk)
{
  RwTicketItem *item = rw_board_get_selected (desk_board (desk));

  g_assert_nonnull (item);
  return item;
}

static RwRecord *
selected (Desk *desk)
{
  return console_get (&desk->base.a, RW_KIND_TICKET,
                      &rw_ticket_item_get_row (desk_selected (desk))->id);
}

gboolean
desk_has (Desk  *desk,
     guint  field,
     int    value)
{
  g_autoptr (RwRecord) ticket = selected (desk);

  return rw_record_get_enum (ticket, field) == value;
}

gboolean
desk_has_assignee (Desk *desk)
{
  g_autoptr (RwRecord) ticket = selected (desk);

  return rw_record_has (ticket, RW_TICKET_ASSIGNEE);
}

void
desk_init (int    *argc,
           char ***argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}
