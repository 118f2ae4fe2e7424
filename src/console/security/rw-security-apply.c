/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-apply.h"

#include <glib/gi18n.h>

#include "query/rw-query-security.h"

/* More rows than anybody goes through. */
#define MOST_ROWS 300

struct _RwSecurityApply
{
  AdwDialog parent_instance;

  GPtrArray *checks; /* GtkCheckButton: the service, then the systems */
  GArray *ids;       /* RwId of each */
  GtkWidget *accept;
};

enum
{
  SIGNAL_APPLY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSecurityApply, rw_security_apply, ADW_TYPE_DIALOG)

static void
toggled_cb (RwSecurityApply *self)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (self->checks->pdata[i]);
  label = g_strdup_printf (ngettext ("Add %u _Measure", "Add %u _Measures", n), n);
  gtk_button_set_label (GTK_BUTTON (self->accept), label);
  gtk_widget_set_sensitive (self->accept, n > 0);
}

static void
all_cb (RwSecurityApply *self)
{
  gboolean all = TRUE;

  for (guint i = 1; i < self->checks->len; i++)
    all &= gtk_check_button_get_active (self->checks->pdata[i]);
  for (guint i = 1; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i], !all);
}

static void
rw_security_apply_finalize (GObject *object)
{
  RwSecurityApply *self = RW_SECURITY_APPLY (object);

  g_ptr_array_unref (self->checks);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (rw_security_apply_parent_class)->finalize (object);
}

static void
rw_security_apply_class_init (RwSecurityApplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_security_apply_finalize;
  signals[SIGNAL_APPLY] = g_signal_new ("apply", RW_TYPE_SECURITY_APPLY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, G_TYPE_ARRAY);
}

static void
rw_security_apply_init (RwSecurityApply *self)
{
  self->checks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
}

static void
add_row (RwSecurityApply *self, GtkWidget *list, const char *name, const RwId *id, gboolean chosen)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_ptr_array_add (self->checks, check);
  g_array_append_val (self->ids, *id);
}

/**
 * rw_security_apply_new:
 * @title: what is applied to which service
 * @systems: (element-type RwSystemChoice): of the service
 */
AdwDialog *
rw_security_apply_new (const char *title, GPtrArray *systems)
{
  RwSecurityApply *self = g_object_new (RW_TYPE_SECURITY_APPLY, NULL);
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (), *scroller = gtk_scrolled_window_new (),
            *list = gtk_list_box_new (), *all = gtk_button_new_with_mnemonic (_ ("All _Systems"));

  self->accept = gtk_button_new_with_mnemonic ("");
  gtk_widget_add_css_class (self->accept, "suggested-action");
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (rw_security_apply_accept), self);
  g_signal_connect_swapped (all, "clicked", G_CALLBACK (all_cb), self);
  gtk_widget_set_sensitive (all, systems->len > 0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), all);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->accept);
  gtk_button_set_use_underline (GTK_BUTTON (self->accept), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_top (list, 6);
  gtk_widget_set_margin_bottom (list, 12);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  add_row (self, list, _ ("The service as a whole"), &RW_ID_NIL, TRUE);
  for (guint i = 0; i < MIN (systems->len, MOST_ROWS); i++)
    {
      const RwSystemChoice *system = systems->pdata[i];

      add_row (self, list, system->name, &system->id, FALSE);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_dialog_set_content_width (ADW_DIALOG (self), 520);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->accept);
  toggled_cb (self);
  return ADW_DIALOG (self);
}

/**
 * rw_security_apply_choose:
 * @index: of a row; 0 is the service
 *
 * As if a person had pressed its mark.
 */
void
rw_security_apply_choose (RwSecurityApply *self, guint index, gboolean chosen)
{
  g_return_if_fail (RW_IS_SECURITY_APPLY (self) && index < self->checks->len);
  gtk_check_button_set_active (self->checks->pdata[index], chosen);
}

/**
 * rw_security_apply_accept:
 *
 * As if a person had pressed the button.
 */
void
rw_security_apply_accept (RwSecurityApply *self)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (RwId));

  g_return_if_fail (RW_IS_SECURITY_APPLY (self));
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_array_append_val (chosen, g_array_index (self->ids, RwId, i));
  if (chosen->len > 0)
    g_signal_emit (self, signals[SIGNAL_APPLY], 0, chosen);
  adw_dialog_close (ADW_DIALOG (self));
}
