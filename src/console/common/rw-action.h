/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RwActionFlags:
 * @RW_ACTION_NO_PALETTE: of no use without a place to do it at: left out of the command palette
 */
typedef enum
{
  RW_ACTION_DEFAULT = 0,
  RW_ACTION_NO_PALETTE = 1 << 0,
} RwActionFlags;

/**
 * RwAction:
 * @id: the GAction's full name: "app.about", "win.undo", "racks.zoom-in"
 * @label: untranslated (N_ ()): "Zoom In"
 * @section: untranslated (N_ ()) heading in the palette and the shortcuts dialog: "Racks"
 * @accels: (nullable): accelerators with a space between: "<Control>plus <Control>KP_Add"
 * @scope: (nullable): id of the page in which it works; %NULL for everywhere
 * @flags: see #RwActionFlags
 * @icon_name: (nullable): symbolic icon in the palette
 *
 * One thing that a person can do. Menus, accelerators, the palette, the shortcuts dialog and the
 * tests all read the same table.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *section;
  const char *accels;
  const char *scope;
  RwActionFlags flags;
  const char *icon_name;
} RwAction;

void              rw_actions_register     (const RwAction *actions,
                                           guint           n_actions);
const RwAction   *rw_actions_find         (const char     *id);
GPtrArray        *rw_actions_list         (void);
const char       *rw_action_label         (const RwAction *action);
const char       *rw_action_section       (const RwAction *action);
char            **rw_action_dup_accels    (const RwAction *action);
char             *rw_action_accel_label   (const RwAction *action);
GMenuItem        *rw_action_menu_item_new (const char     *id);
char             *rw_action_tooltip       (const char     *id);
void              rw_action_set_enabled   (GtkWidget      *widget,
                                           const char     *id,
                                           gboolean        enabled);
void              rw_actions_attach       (GtkWidget      *widget,
                                           const char     *scope);

G_END_DECLS
