/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-menu.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-ask-name.h"
#include "rw-field.h"
#include "rw-schema.h"
#include "rw-systems-columns.h"
#include "rw-systems-view.h"

/**
 * rw_systems_row_menu_new:
 *
 * Returns: (transfer full): what can be done with the selected systems
 */
GMenuModel *
rw_systems_row_menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) stages = g_menu_new ();
  g_autoptr (GMenuItem) edit = rw_action_menu_item_new ("systems.edit");

  for (guint i = 0; i < rw_enum_stage.n_values; i++)
    {
      g_autofree char *action = g_strconcat ("systems.stage::", rw_enum_stage.values[i], NULL);

      g_menu_append (stages, rw_enum_label (&rw_enum_stage, (int) i), action);
    }
  g_menu_append_item (menu, edit);
  g_menu_append_submenu (menu, _ ("Life-Cycle Stage"), G_MENU_MODEL (stages));
  return G_MENU_MODEL (menu);
}

/**
 * rw_systems_view_menu_new:
 * @views: the saved views, see rw_systems_views_menu_fill()
 *
 * Returns: (transfer full): how the table can be set up, and what can be done with all of it
 */
GMenuModel *
rw_systems_view_menu_new (GMenu *views)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) groups = g_menu_new ();
  g_autoptr (GMenu) shown = g_menu_new ();
  g_autoptr (GMenu) looks = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenuItem) export = rw_action_menu_item_new ("systems.export");
  g_autoptr (GMenuItem) import = rw_action_menu_item_new ("systems.import");
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);

  g_menu_append (groups, C_ ("systems", "No Sections"), "systems.group::none");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *group = g_strconcat ("systems.group::", columns[i].id, NULL);
      g_autofree char *show = g_strconcat ("systems.show-", columns[i].id, NULL);

      if (columns[i].groups)
        g_menu_append (groups, _ (columns[i].title), group);
      if (i > 0)
        g_menu_append (shown, _ (columns[i].title), show);
    }
  g_menu_append_submenu (looks, _ ("Saved Views"), G_MENU_MODEL (views));
  g_menu_append_submenu (looks, _ ("Sections"), G_MENU_MODEL (groups));
  g_menu_append_submenu (looks, _ ("Columns"), G_MENU_MODEL (shown));
  g_menu_append_item (rest, export);
  g_menu_append_item (rest, import);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

/**
 * rw_systems_views_menu_fill:
 * @views: (element-type RwSystemsView): to choose from
 */
void
rw_systems_views_menu_fill (GMenu *menu, GPtrArray *views)
{
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) manage = g_menu_new ();
  g_autoptr (GMenu) delete = g_menu_new ();
  g_autoptr (GMenuItem) save = rw_action_menu_item_new ("systems.save-view");

  g_menu_remove_all (menu);
  for (guint i = 0; i < views->len; i++)
    {
      const RwSystemsView *view = g_ptr_array_index (views, i);
      g_autoptr (GMenuItem) apply = g_menu_item_new (view->name, NULL);
      g_autoptr (GMenuItem) remove = g_menu_item_new (view->name, NULL);

      g_menu_item_set_action_and_target (apply, "systems.view", "s", view->name);
      g_menu_item_set_action_and_target (remove, "systems.delete-view", "s", view->name);
      g_menu_append_item (names, apply);
      g_menu_append_item (delete, remove);
    }
  g_menu_append_item (manage, save);
  if (views->len > 0)
    g_menu_append_submenu (manage, _ ("Delete a View"), G_MENU_MODEL (delete));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (names));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (manage));
}

/**
 * rw_systems_ask_name:
 * @page: where the view is
 * @proposal: a name to begin with
 * @func: gets the name; not called when there is none
 */
void
rw_systems_ask_name (GtkWidget *page, const char *proposal, RwNameFunc func)
{
  rw_ask_name (
    page, _ ("Save This View"),
    _ ("Columns, order and sections can be had again under this name. A view of the same name is "
       "replaced."),
    _ ("Name of the view"), proposal, func);
}
