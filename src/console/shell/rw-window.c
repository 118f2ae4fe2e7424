/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-private.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-address.h"
#include "rw-many-edit-dialog.h"
#include "rw-settings.h"
#include "rw-shell-pages.h"
#include "rw-sidebar-row.h"

#define MAX_BACK 50

/* So long the window waits for its first page before it is shown with what there is: less than a person
 * takes for a delay. */
#define PRESENT_PATIENCE (150 * G_TIME_SPAN_MILLISECOND)
#define PRESENT_LOOK_MS  4

/* So long the other pages wait for the first one, should it never be whole. */
#define LOAD_PATIENCE_MS 2000

G_DEFINE_FINAL_TYPE (RwWindow, rw_window, ADW_TYPE_APPLICATION_WINDOW)

static const char *
page_id (RwPage *page)
{
  return RW_PAGE_GET_CLASS (page)->id;
}

static void
clear_place (gpointer data)
{
  g_free (((RwWindowPlace *) data)->page_id);
}

/* --- Pages --------------------------------------------------------------------------------------- */

static RwSidebarRow *
find_row (RwWindow   *self,
          const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->page_list, i)) != NULL; i++)
    if (g_str_equal (rw_sidebar_row_get_page_id (RW_SIDEBAR_ROW (row)), id))
      return RW_SIDEBAR_ROW (row);
  return NULL;
}

static void
update_header (RwWindow *self)
{
  g_autofree char *title = NULL;
  GtkWidget *start, *end;

  rw_window_update_undo (self);
  if (self->page == NULL)
    return;
  adw_window_title_set_title (self->window_title, rw_page_get_title (self->page));
  adw_window_title_set_subtitle (self->window_title, rw_page_get_subtitle (self->page));
  adw_navigation_page_set_title (self->content_page, rw_page_get_title (self->page));
  start = gtk_stack_get_child_by_name (self->header_start, page_id (self->page));
  end = gtk_stack_get_child_by_name (self->header_end, page_id (self->page));
  gtk_widget_set_visible (GTK_WIDGET (self->header_start), start != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->header_end), end != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_bar),
                          start != NULL && adw_navigation_split_view_get_collapsed (self->split));
  if (start != NULL)
    gtk_stack_set_visible_child (self->header_start, start);
  if (end != NULL)
    gtk_stack_set_visible_child (self->header_end, end);
  gtk_widget_set_visible (self->search_button, RW_PAGE_GET_CLASS (self->page)->search != NULL);
  /* Translators: the title of the window: a page and the program */
  title = g_strdup_printf (C_ ("window title", "%s – Rackward"), rw_page_get_title (self->page));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
header_changed_cb (RwWindow *self,
                   RwPage   *page)
{
  RwSidebarRow *row = find_row (self, page_id (page));
  gboolean urgent;
  const char *badge = rw_page_get_badge (page, &urgent);

  if (row != NULL)
    rw_sidebar_row_set_badge (row, badge, urgent);
  if (page == self->page)
    update_header (self);
}

/* A page that shows no records of its own has no use for an empty inspector beside it. */
static void
update_inspector (RwWindow *self)
{
  gboolean show;

  if (self->page == NULL || adw_overlay_split_view_get_collapsed (self->inspector_split))
    return;
  show = g_settings_get_boolean (rw_settings_get (), "inspector") &&
         (self->selected_kind != RW_KIND_NONE || RW_PAGE_GET_CLASS (self->page)->reveal != NULL);
  self->arranging = TRUE;
  adw_overlay_split_view_set_show_sidebar (self->inspector_split, show);
  self->arranging = FALSE;
}

void
rw_window_inspect (RwWindow   *self,
                   RwKind      kind,
                   const RwId *id)
{
  self->selected_kind = id != NULL ? kind : RW_KIND_NONE;
  self->selected = id != NULL ? *id : RW_ID_NIL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-address", id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.measures",
                                 id != NULL && (kind == RW_KIND_TICKET || kind == RW_KIND_SERVICE ||
                                                rw_schema_get (kind)->flags & RW_K_SYSTEM));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-system",
                                 id != NULL && rw_schema_get (kind)->flags & RW_K_SYSTEM);
  rw_inspector_show (self->inspector, self->selected_kind, id);
  update_inspector (self);
}

static void
page_select_cb (RwWindow   *self,
                int         kind,
                const RwId *id,
                RwPage     *page)
{
  if (page == self->page)
    rw_window_inspect (self, kind, id);
}

static void
page_open_cb (RwWindow   *self,
              int         kind,
              const RwId *id,
              RwPage     *page)
{
  rw_window_open (self, (RwKind) kind, id);
}

static void
page_edit_cb (RwWindow *self, GArray *keys, RwPage *page)
{
  adw_dialog_present (rw_many_edit_dialog_new (self->session, keys, GTK_WIDGET (self->page_stack)),
                      GTK_WIDGET (self));
}

static RwPage *
ensure_page (RwWindow *self,
             GType     type)
{
  RwPageClass *klass = g_type_class_peek (type);
  GtkWidget *found = gtk_stack_get_child_by_name (self->page_stack, klass->id), *header;
  RwPage *page;

  if (found != NULL)
    return RW_PAGE (found);
  page = g_object_new (type, NULL);
  gtk_stack_add_named (self->page_stack, GTK_WIDGET (page), klass->id);
  g_signal_connect_object (page, "header-changed", G_CALLBACK (header_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "select", G_CALLBACK (page_select_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open", G_CALLBACK (page_open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "edit", G_CALLBACK (page_edit_cb), self, G_CONNECT_SWAPPED);
  header = klass->create_header_start != NULL ? klass->create_header_start (page) : NULL;
  if (header != NULL)
    gtk_stack_add_named (self->header_start, header, klass->id);
  header = klass->create_header_end != NULL ? klass->create_header_end (page) : NULL;
  if (header != NULL)
    gtk_stack_add_named (self->header_end, header, klass->id);
  rw_page_set_session (page, self->session);
  header_changed_cb (self, page);
  return page;
}

RwPage *
rw_window_find_page (RwWindow   *self,
            const char *id)
{
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      RwPageClass *klass = g_type_class_peek (rw_shell_page_type (i));

      if (g_str_equal (klass->id, id))
        return ensure_page (self, rw_shell_page_type (i));
    }
  return NULL;
}

void
rw_window_remember_place (RwWindow *self)
{
  RwWindowPlace place = { g_strdup (page_id (self->page)), self->selected_kind, self->selected };

  g_array_append_val (self->back, place);
  if (self->back->len > MAX_BACK)
    g_array_remove_index (self->back, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", TRUE);
}

void
rw_window_show_page (RwWindow *self,
           RwPage   *page)
{
  const char *text;

  if (page == self->page)
    return;
  rw_window_cancel_reveal (self);
  self->switching = TRUE;
  if (self->page != NULL && RW_PAGE_GET_CLASS (self->page)->shown != NULL)
    RW_PAGE_GET_CLASS (self->page)->shown (self->page, FALSE);
  self->page = page;
  gtk_stack_set_visible_child (self->page_stack, GTK_WIDGET (page));
  gtk_list_box_select_row (self->page_list, GTK_LIST_BOX_ROW (find_row (self, page_id (page))));
  rw_window_inspect (self, RW_KIND_NONE, NULL);
  text = g_hash_table_lookup (self->searches, page_id (page));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text != NULL ? text : "");
  gtk_search_bar_set_search_mode (self->search_bar, text != NULL && *text != '\0');
  update_header (self);
  if (RW_PAGE_GET_CLASS (page)->shown != NULL)
    RW_PAGE_GET_CLASS (page)->shown (page, TRUE);
  self->switching = FALSE;
  g_settings_set_string (rw_settings_get (), "page", page_id (page));
}

static gboolean
load_next_page_cb (gpointer user_data)
{
  RwWindow *self = user_data;

  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      RwPageClass *klass = g_type_class_peek (rw_shell_page_type (i));

      if (gtk_stack_get_child_by_name (self->page_stack, klass->id) == NULL)
        {
          ensure_page (self, rw_shell_page_type (i));
          return G_SOURCE_CONTINUE;
        }
    }
  self->load_pages = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_loading (RwWindow *self)
{
  if (self->load_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->page_stack), self->load_tick);
  self->load_tick = 0;
  g_clear_handle_id (&self->load_pages, g_source_remove);
}

static void
load_other_pages (RwWindow *self)
{
  stop_loading (self);
  self->load_pages = g_idle_add_full (G_PRIORITY_LOW, load_next_page_cb, self, NULL);
}

static gboolean
load_late_cb (gpointer user_data)
{
  RwWindow *self = user_data;

  self->load_pages = 0;
  load_other_pages (self);
  return G_SOURCE_REMOVE;
}

static gboolean
page_is_whole (RwWindow *self)
{
  return self->page != NULL &&
         (RW_PAGE_GET_CLASS (self->page)->settled == NULL || RW_PAGE_GET_CLASS (self->page)->settled (self->page));
}

/* Ticks come before a frame is painted: the one after that where the page is whole comes after its frame. */
static gboolean
load_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  RwWindow *self = user_data;

  if (!page_is_whole (self))
    return G_SOURCE_CONTINUE;
  if (!self->first_page_whole)
    {
      self->first_page_whole = TRUE;
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }
  self->load_tick = 0;
  load_other_pages (self);
  return G_SOURCE_REMOVE;
}

static void
fill_sidebar (RwWindow *self)
{
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      RwPageClass *klass = g_type_class_ref (rw_shell_page_type (i));
      GtkWidget *row = rw_sidebar_row_new (klass->id, _(klass->title), klass->icon_name);
      g_autofree char *tooltip = rw_action_tooltip (rw_shell_page_action (i));

      gtk_widget_set_tooltip_text (row, tooltip);
      gtk_list_box_append (self->page_list, row);
    }
}

void
rw_window_load_pages (RwWindow *self)
{
  g_autofree char *last = g_settings_get_string (rw_settings_get (), "page");
  RwPage *page;

  self->has_pages = TRUE;
  page = rw_window_find_page (self, last);
  if (page == NULL && rw_shell_n_pages () > 0)
    page = ensure_page (self, rw_shell_page_type (0));
  if (page != NULL)
    rw_window_show_page (self, page);
  /* The others come when the first one stands, for their badges. */
  self->first_page_whole = FALSE;
  self->load_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->page_stack), load_tick_cb, self, NULL);
  self->load_pages = g_timeout_add (LOAD_PATIENCE_MS, load_late_cb, self);
}

/* Before another session, or none. */
void
rw_window_unload_pages (RwWindow *self)
{
  GtkWidget *child;

  rw_window_cancel_reveal (self);
  stop_loading (self);
  if (self->system_dialog != NULL)
    adw_dialog_force_close (self->system_dialog);
  self->page = NULL;
  self->has_pages = FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page_stack))) != NULL)
    gtk_stack_remove (self->page_stack, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->header_start))) != NULL)
    gtk_stack_remove (self->header_start, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->header_end))) != NULL)
    gtk_stack_remove (self->header_end, child);
  g_hash_table_remove_all (self->searches);
  g_array_set_size (self->back, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", FALSE);
}

static void
page_activated_cb (RwWindow      *self,
                   GtkListBoxRow *row,
                   GtkListBox    *list)
{
  rw_window_go_to_page (self, rw_sidebar_row_get_page_id (RW_SIDEBAR_ROW (row)));
}

/* --- Search in the page -------------------------------------------------------------------------- */

static void
search_changed_cb (RwWindow       *self,
                   GtkSearchEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (self->page == NULL || self->switching || RW_PAGE_GET_CLASS (self->page)->search == NULL)
    return;
  if (g_strcmp0 (g_hash_table_lookup (self->searches, page_id (self->page)), text) == 0)
    return;
  g_hash_table_insert (self->searches, g_strdup (page_id (self->page)), g_strdup (text));
  RW_PAGE_GET_CLASS (self->page)->search (self->page, text);
}

static void
search_mode_cb (RwWindow     *self,
                GParamSpec   *pspec,
                GtkSearchBar *bar)
{
  if (!gtk_search_bar_get_search_mode (bar) && !self->switching)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->page == NULL || RW_PAGE_GET_CLASS (self->page)->search == NULL)
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- The window itself --------------------------------------------------------------------------- */

static void
inspector_open_cb (RwWindow    *self,
                   int          kind,
                   const RwId  *id,
                   RwInspector *inspector)
{
  rw_window_go_to (self, kind, id);
}

static void
inspector_shown_cb (RwWindow *self)
{
  /* Over a narrow window it comes and goes; only where it has its own place the choice is kept. */
  if (!self->arranging && !adw_overlay_split_view_get_collapsed (self->inspector_split))
    g_settings_set_boolean (rw_settings_get (), "inspector",
                            adw_overlay_split_view_get_show_sidebar (self->inspector_split));
}

static void
inspector_collapsed_cb (RwWindow *self)
{
  if (adw_overlay_split_view_get_collapsed (self->inspector_split))
    adw_overlay_split_view_set_show_sidebar (self->inspector_split, FALSE);
  else
    update_inspector (self);
}

static void
narrow_cb (RwWindow *self)
{
  g_autoptr (GtkWidget) start = g_object_ref (GTK_WIDGET (self->header_start));

  if (adw_navigation_split_view_get_collapsed (self->split))
    {
      adw_header_bar_remove (self->header_bar, start);
      gtk_box_append (self->narrow_bar, start);
    }
  else
    {
      gtk_box_remove (self->narrow_bar, start);
      adw_header_bar_pack_start (self->header_bar, start);
    }
  update_header (self);
}

static GMenuModel *
main_menu_new (void)
{
  static const char *const sections[][8] = {
    { "win.undo", "win.redo", NULL },
    { "win.calendars", "win.windows", "win.calendar-feeds", "win.change-templates",
      "win.risk-questions", "win.import-notice", "win.import-device-types", NULL },
    { "win.sync", "win.sign-out", NULL },
    { "app.preferences", "win.shortcuts", "app.about", NULL },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      for (const char *const *id = sections[i]; *id != NULL; id++)
        {
          g_autoptr (GMenuItem) item = rw_action_menu_item_new (*id);

          g_menu_append_item (section, item);
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

/* The widgets of the menu are made when it is opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    {
      g_autoptr (GMenuModel) menu = main_menu_new ();

      gtk_menu_button_set_menu_model (button, menu);
    }
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_close_finish (RW_SESSION (source), result, &error))
    g_warning ("%s", error->message);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
rw_window_close_request (GtkWindow *window)
{
  RwWindow *self = RW_WINDOW (window);
  GSettings *settings = rw_settings_get ();
  int width, height;

  if (self->closing)
    return TRUE;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && !gtk_window_is_fullscreen (window))
    {
      g_settings_set_int (settings, "window-width", MAX (width, 680));
      g_settings_set_int (settings, "window-height", MAX (height, 420));
    }
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_clear_weak_pointer (&self->system_dialog);
  rw_window_cancel_attempt (self);
  if (self->session == NULL)
    return GTK_WINDOW_CLASS (rw_window_parent_class)->close_request (window);

  /* The window goes at once; the program ends when the files are closed. */
  self->closing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_handlers_disconnect_by_data (self->session, self);
  stop_loading (self);
  g_clear_object (&self->change_watch);
  g_clear_object (&self->conflict_watch);
  rw_session_close_async (self->session, NULL, closed_cb, g_object_ref (self));
  return TRUE;
}

static void
rw_window_dispose (GObject *object)
{
  RwWindow *self = RW_WINDOW (object);

  g_clear_handle_id (&self->present_source, g_source_remove);
  rw_window_cancel_reveal (self);
  stop_loading (self);
  rw_window_cancel_attempt (self);
  self->page = NULL;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      /* Whatever else may still hold a part of the window, the session goes now. */
      rw_window_unload_pages (self);
      rw_inspector_set_session (self->inspector, NULL);
      rw_sync_status_set_session (self->sync_status, NULL);
    }
  g_clear_object (&self->change_watch);
  g_clear_object (&self->conflict_watch);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_window_parent_class)->dispose (object);
}

static void
rw_window_finalize (GObject *object)
{
  RwWindow *self = RW_WINDOW (object);

  g_free (self->state_dir);
  g_free (self->pending_address);
  g_hash_table_unref (self->searches);
  g_array_unref (self->back);
  G_OBJECT_CLASS (rw_window_parent_class)->finalize (object);
}

static void
rw_window_class_init (RwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rw_window_close_request;

  g_type_ensure (RW_TYPE_SYNC_STATUS);
  g_type_ensure (RW_TYPE_INSPECTOR);
  rw_shell_actions_init ();

  gtk_widget_class_set_template_from_resource (widget_class, "/net/rackward/Rackward/ui/shell/rw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RwWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, split);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, page_list);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, sync_status);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, narrow_bar);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, header_start);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, header_end);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, palette_button);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, inspector_split);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, RwWindow, inspector);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspector_open_cb);
  rw_window_bind_session_callbacks (widget_class);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  rw_window_install_actions (widget_class);
}

static void
name_button (GtkWidget  *button,
             const char *action)
{
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rw_action_label (rw_actions_find (action)), -1);
}

static void
rw_window_init (RwWindow *self)
{
  GSettings *settings = rw_settings_get ();

  self->searches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->back = g_array_new (FALSE, FALSE, sizeof (RwWindowPlace));
  g_array_set_clear_func (self->back, clear_place);
  self->selected_kind = RW_KIND_NONE;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  adw_overlay_split_view_set_show_sidebar (self->inspector_split, g_settings_get_boolean (settings, "inspector"));
  g_signal_connect_swapped (self->inspector_split, "notify::show-sidebar", G_CALLBACK (inspector_shown_cb), self);
  g_signal_connect_swapped (self->split, "notify::collapsed", G_CALLBACK (narrow_cb), self);
  g_signal_connect_swapped (self->inspector_split, "notify::collapsed", G_CALLBACK (inspector_collapsed_cb), self);

  g_object_bind_property (self->inspector_split, "show-sidebar", self->inspector_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->search_bar, "search-mode-enabled", self->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, NULL, NULL);
  name_button (self->search_button, "win.search");
  name_button (self->palette_button, "win.palette");
  name_button (self->inspector_button, "win.inspector");
  fill_sidebar (self);
  rw_actions_attach (GTK_WIDGET (self), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-address", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-system", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.measures", FALSE);
}

/**
 * rw_window_new:
 * @state_dir: where caches and waiting edits live
 */
GtkWidget *
rw_window_new (GtkApplication *application,
               const char     *state_dir)
{
  RwWindow *self = g_object_new (RW_TYPE_WINDOW, "application", application, NULL);

  self->state_dir = g_strdup (state_dir);
  return GTK_WIDGET (self);
}

/* Is there hope for a whole page in a moment? */
static gboolean
is_about_to_show (RwWindow *self)
{
  if (g_get_monotonic_time () > self->present_until)
    return FALSE;
  return self->has_pages ? !page_is_whole (self) : self->session == NULL && self->wanted_server != NULL;
}

static void
present (RwWindow *self)
{
  if (!self->has_pages && self->welcome == NULL)
    rw_window_show_attempt (self);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
present_cb (gpointer user_data)
{
  RwWindow *self = user_data;

  if (is_about_to_show (self))
    return G_SOURCE_CONTINUE;
  self->present_source = 0;
  present (self);
  return G_SOURCE_REMOVE;
}

/**
 * rw_window_present_whole:
 *
 * Presents the window with its first page filled. When that takes longer than a moment, or there is none
 * to come, with what there is. To be called after rw_window_start() and its like.
 */
void
rw_window_present_whole (RwWindow *self)
{
  g_return_if_fail (RW_IS_WINDOW (self));
  if (self->present_source != 0)
    return;
  self->present_until = g_get_monotonic_time () + PRESENT_PATIENCE;
  if (gtk_widget_get_visible (GTK_WIDGET (self)) || !is_about_to_show (self))
    present (self);
  else
    self->present_source = g_timeout_add (PRESENT_LOOK_MS, present_cb, self);
}

/**
 * rw_window_get_session:
 *
 * Returns: (transfer none) (nullable): the session, once there is one
 */
RwSession *
rw_window_get_session (RwWindow *self)
{
  g_return_val_if_fail (RW_IS_WINDOW (self), NULL);
  return self->session;
}

/**
 * rw_window_get_page:
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
RwPage *
rw_window_get_page (RwWindow *self)
{
  g_return_val_if_fail (RW_IS_WINDOW (self), NULL);
  return self->page;
}

/**
 * rw_window_settled:
 *
 * Returns: whether all that was asked for is loaded: for pictures and tests
 */
gboolean
rw_window_settled (RwWindow *self)
{
  g_return_val_if_fail (RW_IS_WINDOW (self), FALSE);
  if (!self->has_pages || self->load_pages != 0 || self->reveal_tick != 0 || !rw_inspector_settled (self->inspector))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->page_stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (RW_PAGE_GET_CLASS (child)->settled != NULL && !RW_PAGE_GET_CLASS (child)->settled (RW_PAGE (child)))
      return FALSE;
  return TRUE;
}
