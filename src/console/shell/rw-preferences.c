/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-preferences.h"

#include <glib/gi18n.h>

#include "rackward-config.h"
#include "rw-announce.h"
#include "rw-certificates-group.h"
#include "rw-format.h"
#include "rw-settings.h"
#include "rw-time.h"

static void
colour_scheme_cb (GSettings *settings)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      (AdwColorScheme) g_settings_get_enum (settings, "colour-scheme"));
}

static void
time_zone_cb (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "time-zone");

  rw_format_set_zone (*name != '\0' ? rw_zone_get (name) : NULL);
}

/**
 * rw_preferences_apply:
 *
 * Makes the settings take effect, now and whenever they change.
 */
void
rw_preferences_apply (void)
{
  GSettings *settings = rw_settings_get ();

  g_signal_connect (settings, "changed::colour-scheme", G_CALLBACK (colour_scheme_cb), NULL);
  g_signal_connect (settings, "changed::time-zone", G_CALLBACK (time_zone_cb), NULL);
  colour_scheme_cb (settings);
  time_zone_cb (settings);
}

static const char *const schemes[] = { "system", "light", "dark" };

static void
scheme_selected_cb (AdwComboRow *row)
{
  g_settings_set_string (rw_settings_get (), "colour-scheme", schemes[adw_combo_row_get_selected (row)]);
}

static GtkWidget *
scheme_row_new (void)
{
  const char *const labels[] = { _("As the Desktop"), _("Light"), _("Dark"), NULL };
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);
  g_autofree char *chosen = g_settings_get_string (rw_settings_get (), "colour-scheme");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Colours"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], chosen))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (scheme_selected_cb), NULL);
  return row;
}

static void
zone_applied_cb (AdwEntryRow *row)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autoptr (GTimeZone) zone = *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  if (*name != '\0' && zone == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      rw_announce (GTK_WIDGET (row), _ ("There is no such time zone"));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  g_settings_set_string (rw_settings_get (), "time-zone", name);
}

static GtkWidget *
zone_row_new (void)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *chosen = g_settings_get_string (rw_settings_get (), "time-zone");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Time zone, for example Europe/Berlin"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), chosen);
  g_signal_connect (row, "apply", G_CALLBACK (zone_applied_cb), NULL);
  return row;
}

/**
 * rw_preferences_dialog_new:
 * @session: (nullable): what the person works with
 *
 * Returns: (transfer floating): what a person may choose
 */
AdwDialog *
rw_preferences_dialog_new (RwSession *session)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = adw_preferences_page_new (), *look = adw_preferences_group_new ();
  GtkWidget *time = adw_preferences_group_new (), *inspector = adw_preferences_group_new ();
  GtkWidget *empty = adw_switch_row_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (look), _("Appearance"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (look), scheme_row_new ());

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (time), _("Times"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (time),
                                         _("Empty for this computer's own zone. Views show it when they load next."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (time), zone_row_new ());

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (inspector), _("Inspector"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (empty), _("Show Empty Fields"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (empty), _("All fields of a record, whether they have a value or not"));
  g_settings_bind (rw_settings_get (), "empty-fields", empty, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (inspector), empty);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (look));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (time));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (inspector));
  if (session != NULL && rw_session_is_encrypted (session))
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (rw_certificates_group_new (session)));
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  return dialog;
}
