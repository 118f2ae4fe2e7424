/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-outbox-row.h"

#include <glib/gi18n.h>

#include "rw-format.h"

struct _RwOutboxRow
{
  AdwActionRow parent_instance;

  RwOutboxItem *item;
};

enum
{
  SIGNAL_DISCARD,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwOutboxRow, rw_outbox_row, ADW_TYPE_ACTION_ROW)

static void
discard_cb (RwOutboxRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DISCARD], 0);
}

static void
rw_outbox_row_activate (AdwActionRow *row)
{
  RwOutboxRow *self = RW_OUTBOX_ROW (row);
  const RwOutboxInfo *info = rw_outbox_item_get_info (self->item);

  if (info->kind != RW_KIND_NONE)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) info->kind, &info->id);
}

static void
rw_outbox_row_finalize (GObject *object)
{
  g_clear_object (&RW_OUTBOX_ROW (object)->item);
  G_OBJECT_CLASS (rw_outbox_row_parent_class)->finalize (object);
}

static void
rw_outbox_row_class_init (RwOutboxRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_outbox_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = rw_outbox_row_activate;
  signals[SIGNAL_DISCARD] = g_signal_new ("discard", RW_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_outbox_row_init (RwOutboxRow *self)
{
}

/**
 * rw_outbox_item_dup_label:
 * @data: (nullable): for the name of a record
 *
 * Returns: (transfer full): what was done, in a few words
 */
char *
rw_outbox_item_dup_label (RwOutboxItem *item, RwInboxData *data)
{
  const RwOutboxInfo *info = rw_outbox_item_get_info (item);

  if (info->label != NULL && *info->label != '\0')
    return g_strdup (info->label);
  if (data != NULL)
    {
      g_autofree char *title = rw_inbox_data_title (data, info->kind, &info->id);

      return g_strdup_printf (_ ("Edit of %s"), title);
    }
  return g_strdup (info->kind != RW_KIND_NONE ? rw_kind_label (info->kind) : _ ("Unknown record"));
}

/**
 * rw_outbox_row_new:
 * @now: microseconds since 1970
 */
GtkWidget *
rw_outbox_row_new (RwInboxData *data, RwOutboxItem *item, gint64 now)
{
  RwOutboxRow *self =
    g_object_new (RW_TYPE_OUTBOX_ROW, "use-markup", FALSE, "title-lines", 2, NULL);
  const RwOutboxInfo *info = rw_outbox_item_get_info (item);
  g_autofree char *label = rw_outbox_item_dup_label (item, data);
  g_autofree char *record = rw_inbox_data_title (data, info->kind, &info->id);
  g_autofree char *since = rw_format_relative (info->created, now);
  g_autofree char *exact = rw_format_exact (info->created);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", record, since);
  const char *state = info->sent ? _ ("Sent, no answer yet") : _ ("Waiting");
  g_autofree char *spoken = NULL, *discard_spoken = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *icon, *text, *discard;

  self->item = g_object_ref (item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), exact);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), info->kind != RW_KIND_NONE);

  icon = gtk_image_new_from_icon_name (info->sent ? "rw-unknown-symbolic" : "rw-planned-symbolic");
  gtk_widget_add_css_class (icon, info->sent ? "rw-attention" : "rw-planned");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  text = gtk_label_new (state);
  gtk_widget_add_css_class (text, "caption");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);

  discard = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_add_css_class (discard, "flat");
  gtk_widget_set_valign (discard, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (discard, _ ("Take it back (Delete)"));
  /* Translators: read aloud at a button: "Take back: Move web-014" */
  discard_spoken = g_strdup_printf (_ ("Take back: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (discard), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  discard_spoken, -1);
  g_signal_connect_object (discard, "clicked", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), discard);

  spoken = g_strdup_printf ("%s, %s, %s", label, subtitle, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

/**
 * rw_outbox_row_get_item:
 *
 * Returns: (transfer none): what waits
 */
RwOutboxItem *
rw_outbox_row_get_item (RwOutboxRow *self)
{
  return self->item;
}
