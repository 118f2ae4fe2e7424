/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "rw-action.h"

static GtkWidget *
keys_new (const RwAction *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) accels = rw_action_dup_accels (action);

  for (char **accel = accels; *accel != NULL; accel++)
    {
      GdkModifierType modifiers;
      g_autofree char *label = NULL;
      GtkWidget *keycap;
      guint key;

      if (!gtk_accelerator_parse (*accel, &key, &modifiers))
        continue;
      label = gtk_accelerator_get_label (key, modifiers);
      keycap = gtk_label_new (label);
      gtk_widget_add_css_class (keycap, "rw-keycap");
      gtk_widget_set_valign (keycap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), keycap);
    }
  return box;
}

static GtkWidget *
row_new (const RwAction *action)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_action_label (action));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys_new (action));
  return row;
}

/* The sections in the order of the table, those of the page that is shown first. */
static GPtrArray *
list_sections (GPtrArray  *actions,
               const char *page_id)
{
  GPtrArray *sections = g_ptr_array_new ();

  for (int pass = 0; pass < 3; pass++)
    for (guint i = 0; i < actions->len; i++)
      {
        const RwAction *action = g_ptr_array_index (actions, i);
        int wanted = action->scope == NULL ? 1 : g_strcmp0 (action->scope, page_id) == 0 ? 0 : 2;

        if (action->accels != NULL && wanted == pass &&
            !g_ptr_array_find_with_equal_func (sections, action->section, g_str_equal, NULL))
          g_ptr_array_add (sections, (gpointer) action->section);
      }
  return sections;
}

/**
 * rw_shortcuts_dialog_new:
 * @page_id: (nullable): the page that is shown: its shortcuts come first
 *
 * Returns: (transfer floating): every accelerator of the table of actions
 */
AdwDialog *
rw_shortcuts_dialog_new (const char *page_id)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *page = adw_preferences_page_new ();
  g_autoptr (GPtrArray) actions = rw_actions_list ();
  g_autoptr (GPtrArray) sections = list_sections (actions, page_id);

  for (guint s = 0; s < sections->len; s++)
    {
      const char *section = g_ptr_array_index (sections, s);
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), g_dgettext (NULL, section));
      for (guint i = 0; i < actions->len; i++)
        {
          const RwAction *action = g_ptr_array_index (actions, i);

          if (action->accels != NULL && g_str_equal (action->section, section))
            adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_new (action));
        }
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 620);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
