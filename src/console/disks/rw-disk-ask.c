/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-ask.h"

#include <glib/gi18n.h>

#include "rules/rw-volume-rules.h"
#include "rw-disk-edits.h"
#include "rw-disk-words.h"

/* --- A title ----------------------------------------------------------------------------------------- */

typedef struct
{
  RwPage *page;
  RwDiskItem *item;
  char *text;
  GtkEditable *entry;
  RwDiskTitleFunc func;
} Title;

static void
title_free (gpointer  data,
            GClosure *closure)
{
  Title *asked = data;

  g_object_unref (asked->page);
  g_object_unref (asked->item);
  g_free (asked->text);
  g_free (asked);
}

static void
titled_cb (AdwAlertDialog *dialog,
           const char     *response,
           gpointer        data)
{
  Title *asked = data;
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (asked->entry)));

  if (g_str_equal (response, "make") && *title != '\0')
    asked->func (asked->page, asked->item, title, asked->text);
}

static void
title_changed_cb (GtkEditable    *entry,
                  AdwAlertDialog *dialog)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "make", *title != '\0');
}

/**
 * rw_disk_ask_title:
 * @item: what it is for; held until it is answered: another one may be selected by then
 * @heading: what is going to be made
 * @body: what will stand in it
 * @proposal: a title
 * @accept: what the button says
 * @text: (nullable): handed on to @func as it is
 *
 * Asks what a ticket or a change is to be called, before it is made.
 */
void
rw_disk_ask_title (RwPage          *page,
                   RwDiskItem      *item,
                   const char      *heading,
                   const char      *body,
                   const char      *proposal,
                   const char      *accept,
                   const char      *text,
                   RwDiskTitleFunc  func)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  GtkWidget *entry = gtk_entry_new ();
  Title *asked = g_new (Title, 1);

  *asked = (Title) { g_object_ref (page), g_object_ref (item), g_strdup (text),
                     GTK_EDITABLE (entry), func };
  gtk_entry_set_max_length (GTK_ENTRY (entry),
                            (int) rw_schema_field (RW_KIND_TICKET, RW_TICKET_TITLE)->max);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Title"), -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "make", accept, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "make", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "make");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (title_changed_cb), dialog,
                           G_CONNECT_DEFAULT);
  gtk_editable_set_text (GTK_EDITABLE (entry), proposal);
  g_signal_connect_data (dialog, "response", G_CALLBACK (titled_cb), asked, title_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
  gtk_widget_grab_focus (entry);
}

/* --- Thresholds -------------------------------------------------------------------------------------- */

typedef struct
{
  RwPage *page;
  RwDiskItem *item;
  AdwSpinRow *percent;
  AdwSpinRow *days;
  RwDiskAlertsFunc func;
} Alerts;

static void
alerts_free (gpointer  data,
             GClosure *closure)
{
  Alerts *asked = data;

  g_object_unref (asked->page);
  g_object_unref (asked->item);
  g_free (asked);
}

static void
alerts_cb (AdwAlertDialog *dialog,
           const char     *response,
           gpointer        data)
{
  Alerts *asked = data;

  if (g_str_equal (response, "default"))
    asked->func (asked->page, asked->item, RW_DISK_DEFAULT, RW_DISK_DEFAULT);
  else if (g_str_equal (response, "save"))
    asked->func (asked->page, asked->item, (int) adw_spin_row_get_value (asked->percent),
                 (int) adw_spin_row_get_value (asked->days));
}

static AdwSpinRow *
add_number (GtkWidget  *list,
            guint       field,
            const char *unit,
            int         value)
{
  const RwField *of = rw_schema_field (RW_KIND_VOLUME, field);
  GtkWidget *row = adw_spin_row_new_with_range ((double) of->min, (double) of->max, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_field_label (of));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), unit);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), value);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return ADW_SPIN_ROW (row);
}

/**
 * rw_disk_ask_alerts:
 * @item: a volume; held until it is answered
 *
 * Asks when a ticket is opened for the volume by itself.
 */
void
rw_disk_ask_alerts (RwPage           *page,
                    RwDiskItem       *item,
                    RwDiskAlertsFunc  func)
{
  const RwVolumeRow *row = item->row;
  g_autofree char *name = rw_disk_name (row, RW_VOLUMES_BY_NONE);
  g_autofree char *body =
    g_strdup_printf (_ ("When %s reaches one of these, a ticket is opened. 0 is never."), name);
  AdwAlertDialog *dialog =
    ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Tickets for This Volume"), body));
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *defaults = g_strdup_printf (_ ("_Default: %d %%, %d Days"),
                                               RW_VOLUME_DEFAULT_PERCENT, RW_VOLUME_DEFAULT_DAYS);
  Alerts *asked = g_new (Alerts, 1);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  *asked = (Alerts) { .page = g_object_ref (page), .item = g_object_ref (item), .func = func };
  asked->percent =
    add_number (list, RW_VOLUME_ALERT_PERCENT, _ ("percent of the size"), row->alert_percent);
  asked->days = add_number (list, RW_VOLUME_ALERT_DAYS, C_ ("unit", "days"), row->alert_days);
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "default", defaults, "save",
                                  _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (alerts_cb), asked, alerts_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
  gtk_widget_grab_focus (GTK_WIDGET (asked->percent));
}
