/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-page-private.h"

#include <glib/gi18n.h>

#include "rw-submit.h"
#include "rw-systems-menu.h"

/* How the table is set up: its sections, columns and order, what of it is kept from one start to the
 * next, and what is kept under a name. */

static void
group_changed_cb (GSimpleAction *action,
                  GVariant      *state,
                  gpointer       user_data)
{
  RwSystemsPage *self = user_data;

  g_simple_action_set_state (action, state);
  rw_systems_page_set_section (self, rw_systems_columns_find (g_variant_get_string (state, NULL)));
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "systems-group", state);
}

void
rw_systems_page_save_columns (RwSystemsPage *self)
{
  g_auto (GStrv) columns = rw_systems_dup_columns (self->view);

  g_settings_set_strv (self->settings, "systems-columns", (const char *const *) columns);
}

static void
keep_views (RwSystemsPage *self)
{
  rw_systems_views_menu_fill (self->views_menu, self->views);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "systems-views", rw_systems_views_write (self->views));
}

void
rw_systems_page_restore_settings (RwSystemsPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autoptr (GVariant) views = NULL;
  g_auto (GStrv) shown = NULL;

  self->views_menu = g_menu_new ();
  /* Uninstalled programs and tests may run without the schema; the table then starts as designed. */
  if (schema != NULL && g_settings_schema_has_key (schema, "systems-columns"))
    {
      self->settings = g_settings_new ("net.rackward.Rackward");
      views = g_settings_get_value (self->settings, "systems-views");
      shown = g_settings_get_strv (self->settings, "systems-columns");
      if (shown[0] != NULL)
        rw_systems_arrange_columns (self->view, (const char *const *) shown);
    }
  self->views = rw_systems_views_read (views);
  rw_systems_views_menu_fill (self->views_menu, self->views);
}

static const char *
get_group (RwSystemsPage *self)
{
  return self->section != NULL ? self->section->id : "none";
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwSystemsPage *self = user_data;
  RwSystemsView *view = rw_systems_views_find (self->views, g_variant_get_string (parameter, NULL));

  if (view == NULL)
    return;
  rw_systems_view_apply (view, self->view);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "group",
                                      g_variant_new_string (view->group));
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, MIN (view->show, SHOW_VIRTUAL));
}

static void
add_view (RwSystemsPage *self, RwSystemsView *view)
{
  RwSystemsView *old = rw_systems_views_find (self->views, view->name);

  if (old != NULL)
    g_ptr_array_remove (self->views, old);
  g_ptr_array_add (self->views, view);
  keep_views (self);
}

static void
name_cb (GtkWidget *page, const char *name)
{
  RwSystemsPage *self = RW_SYSTEMS_PAGE (page);
  g_autofree char *message = g_strdup_printf (_ ("View “%s” saved"), name);

  add_view (self, rw_systems_view_new (name, self->view, get_group (self), self->show));
  rw_page_toast (RW_PAGE (self), message);
}

static void
save_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwSystemsPage *self = user_data;

  rw_systems_ask_name (GTK_WIDGET (self), self->section != NULL ? _ (self->section->title) : "",
                       name_cb);
}

static void
restore_view_cb (RwSystemsPage *self)
{
  if (self->deleted != NULL)
    add_view (self, g_steal_pointer (&self->deleted));
}

static void
delete_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwSystemsPage *self = user_data;
  RwSystemsView *view = rw_systems_views_find (self->views, g_variant_get_string (parameter, NULL));
  g_autofree char *message = NULL;
  guint index;
  AdwToast *toast;

  if (view == NULL || !g_ptr_array_find (self->views, view, &index))
    return;
  g_clear_pointer (&self->deleted, rw_systems_view_free);
  self->deleted = g_ptr_array_steal_index (self->views, index);
  keep_views (self);
  message = g_strdup_printf (_ ("View “%s” deleted"), self->deleted->name);
  toast = rw_toast_with_button (GTK_WIDGET (self), message, C_ ("toast", "Undo"));
  if (toast != NULL)
    g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_view_cb), self,
                             G_CONNECT_SWAPPED);
}

/* Adds what the menu of views, sections and columns needs to the page's actions. */
void
rw_systems_page_add_view_actions (RwSystemsPage *self)
{
  static const GActionEntry entries[] = {
    { "group", NULL, "s", "'none'", group_changed_cb, { 0 } },
    { "view", view_cb, "s", NULL, NULL, { 0 } },
    { "save-view", save_view_cb, NULL, NULL, NULL, { 0 } },
    { "delete-view", delete_view_cb, "s", NULL, NULL, { 0 } },
  };
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 1; i < n; i++)
    {
      g_autofree char *name = g_strconcat ("show-", columns[i].id, NULL);
      g_autoptr (GPropertyAction) action =
        g_property_action_new (name, rw_systems_find_column (self->view, columns[i].id), "visible");

      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  if (self->settings != NULL)
    {
      g_autoptr (GVariant) state = g_settings_get_value (self->settings, "systems-group");

      g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "group", state);
    }
}
