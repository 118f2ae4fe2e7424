/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-action.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

static GPtrArray *registered; /* (element-type RwAction), in the order of registration */

/**
 * rw_actions_register:
 * @actions: (array length=n_actions): static; to be called once, from class_init
 *
 * Adds to the one table of actions. A page registers its own with the names that it installs with
 * gtk_widget_class_install_action(); its accelerators then work while it is shown.
 */
void
rw_actions_register (const RwAction *actions,
                     guint           n_actions)
{
  if (registered == NULL)
    registered = g_ptr_array_new ();
  for (guint i = 0; i < n_actions; i++)
    {
      g_return_if_fail (actions[i].id != NULL && actions[i].label != NULL && actions[i].section != NULL);
      g_return_if_fail (rw_actions_find (actions[i].id) == NULL);
      g_ptr_array_add (registered, (gpointer) &actions[i]);
    }
}

/**
 * rw_actions_find:
 *
 * Returns: (transfer none) (nullable): the action of that name
 */
const RwAction *
rw_actions_find (const char *id)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const RwAction *action = g_ptr_array_index (registered, i);

      if (g_str_equal (action->id, id))
        return action;
    }
  return NULL;
}

/**
 * rw_actions_list:
 *
 * Returns: (transfer container) (element-type RwAction): all actions, in the order of registration
 */
GPtrArray *
rw_actions_list (void)
{
  return registered != NULL ? g_ptr_array_copy (registered, NULL, NULL) : g_ptr_array_new ();
}

/**
 * rw_action_label:
 *
 * Returns: (transfer none): the label in the person's language
 */
const char *
rw_action_label (const RwAction *action)
{
  return g_dgettext (NULL, action->label);
}

const char *
rw_action_section (const RwAction *action)
{
  return g_dgettext (NULL, action->section);
}

/**
 * rw_action_dup_accels:
 *
 * Returns: (transfer full) (array zero-terminated=1): its accelerators as GTK writes them
 */
char **
rw_action_dup_accels (const RwAction *action)
{
  return g_strsplit (action->accels != NULL ? action->accels : "", " ", -1);
}

static char *
accel_label (const char *accel)
{
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accel, &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

/**
 * rw_action_accel_label:
 *
 * Returns: (transfer full) (nullable): its first accelerator as a person reads it: "Ctrl+K"
 */
char *
rw_action_accel_label (const RwAction *action)
{
  g_auto (GStrv) accels = rw_action_dup_accels (action);

  return accels[0] != NULL ? accel_label (accels[0]) : NULL;
}

/**
 * rw_action_menu_item_new:
 * @id: of a registered action
 *
 * Returns: (transfer full): the action as an item for a menu, with its label and accelerator
 */
GMenuItem *
rw_action_menu_item_new (const char *id)
{
  const RwAction *action = rw_actions_find (id);
  g_auto (GStrv) accels = NULL;
  GMenuItem *item;

  g_return_val_if_fail (action != NULL, NULL);
  item = g_menu_item_new (rw_action_label (action), id);
  accels = rw_action_dup_accels (action);
  if (accels[0] != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accels[0]);
  return item;
}

/**
 * rw_action_tooltip:
 * @id: of a registered action
 *
 * Returns: (transfer full): label and accelerator for a button that shows an icon: "Undo (Ctrl+Z)"
 */
char *
rw_action_tooltip (const char *id)
{
  const RwAction *action = rw_actions_find (id);
  g_autofree char *accel = NULL;

  g_return_val_if_fail (action != NULL, NULL);
  accel = rw_action_accel_label (action);
  if (accel == NULL)
    return g_strdup (rw_action_label (action));
  /* Translators: an action and its shortcut, as in "Undo (Ctrl+Z)" */
  return g_strdup_printf (C_ ("tooltip", "%s (%s)"), rw_action_label (action), accel);
}

/* --- Accelerators -------------------------------------------------------------------------------- */

typedef struct
{
  const RwAction *action;
  gboolean typed; /* means something to a text that has the focus */
} Binding;

static gboolean
is_typing (GtkWidget *focus)
{
  if (focus == NULL)
    return FALSE;
  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
  return GTK_IS_EDITABLE (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus));
}

/* A key without a modifier writes; with Ctrl these undo, redo, copy, cut, paste and select. */
static gboolean
belongs_to_text (guint           key,
                 GdkModifierType modifiers)
{
  if (key >= GDK_KEY_F1 && key <= GDK_KEY_F35)
    return FALSE;
  if ((modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return key == GDK_KEY_Left || key == GDK_KEY_Right;
  if ((modifiers & GDK_CONTROL_MASK) == 0)
    return TRUE;
  return strchr ("zyxcva", (char) gdk_keyval_to_lower (key)) != NULL && key < 128;
}

/* GTK says of a disabled action that it was activated, too. */
static gboolean
is_disabled (GtkWidget      *widget,
             const RwAction *action)
{
  GHashTable *disabled = g_object_get_data (G_OBJECT (widget), "rw-disabled-actions");

  return disabled != NULL && g_hash_table_contains (disabled, action->id);
}

static gboolean
accel_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  const Binding *binding = user_data;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *dialog = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) : NULL;

  if (!gtk_widget_get_mapped (widget) || is_disabled (widget, binding->action))
    return FALSE;
  if (binding->typed && is_typing (focus))
    return FALSE;
  /* What a dialog covers does not answer. */
  if (dialog != NULL && !gtk_widget_is_ancestor (widget, dialog))
    return FALSE;
  return gtk_widget_activate_action_variant (widget, binding->action->id, NULL);
}

/**
 * rw_action_set_enabled:
 * @widget: the page whose class has the action
 * @id: of a registered action
 *
 * Like gtk_widget_action_set_enabled(); in addition the key of a disabled action is left to others: Escape means
 * something else as soon as there is nothing to do for it here.
 */
void
rw_action_set_enabled (GtkWidget  *widget,
                       const char *id,
                       gboolean    enabled)
{
  const RwAction *action = rw_actions_find (id);
  GHashTable *disabled = g_object_get_data (G_OBJECT (widget), "rw-disabled-actions");

  g_return_if_fail (action != NULL);
  if (disabled == NULL)
    {
      disabled = g_hash_table_new (g_str_hash, g_str_equal);
      g_object_set_data_full (G_OBJECT (widget), "rw-disabled-actions", disabled,
                              (GDestroyNotify) g_hash_table_unref);
    }
  if (enabled)
    g_hash_table_remove (disabled, action->id);
  else
    g_hash_table_add (disabled, (gpointer) action->id);
  gtk_widget_action_set_enabled (widget, id, enabled);
}

/**
 * rw_actions_attach:
 * @widget: the window (scope %NULL) or a page
 * @scope: (nullable): which of the registered actions
 *
 * Makes the accelerators of all actions of @scope that are registered by now work wherever the focus is in the
 * window, as long as @widget is shown. Keys that mean something to a text do nothing while a person types.
 */
void
rw_actions_attach (GtkWidget  *widget,
                   const char *scope)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_name (controller, "rw-actions");
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const RwAction *action = g_ptr_array_index (registered, i);
      g_auto (GStrv) accels = NULL;

      if (g_strcmp0 (action->scope, scope) != 0)
        continue;
      accels = rw_action_dup_accels (action);
      for (char **accel = accels; *accel != NULL; accel++)
        {
          GdkModifierType modifiers;
          Binding *binding;
          guint key;

          if (!gtk_accelerator_parse (*accel, &key, &modifiers))
            {
              g_critical ("“%s” of %s is not an accelerator", *accel, action->id);
              continue;
            }
          binding = g_new (Binding, 1);
          binding->action = action;
          binding->typed = belongs_to_text (key, modifiers);
          gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                                gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                                                  gtk_callback_action_new (accel_cb, binding, g_free)));
        }
    }
  gtk_widget_add_controller (widget, controller);
}
