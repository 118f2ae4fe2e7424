/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-message-row.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-format.h"
#include "rw-status.h"
#include "rw-file-chip.h"

/* Who can read it is said three ways: in words, by a sign, and by the look of the card. */
static const char style[] =
  ".rw-message { padding: 10px 14px; border-radius: 10px; }\n"
  ".rw-message.incoming { box-shadow: inset 4px 0 0 0 var(--accent-bg-color), 0 1px 3px var(--card-shade-color); }\n"
  ".rw-message.internal { box-shadow: none; border: 1px dashed color-mix(in srgb, var(--rw-attention-color) 60%, transparent);"
  " background: color-mix(in srgb, var(--rw-attention-color) 9%, transparent); }\n"
  ".rw-message.event { padding: 2px 14px; }\n";

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  rw_status_install_css ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static const char *
type_icon (RwMessageType type)
{
  switch (type)
    {
    case RW_MESSAGE_TYPE_NOTE:
      return "channel-secure-symbolic";
    case RW_MESSAGE_TYPE_MAIL_IN:
      return "mail-unread-symbolic";
    case RW_MESSAGE_TYPE_PHONE:
      return "call-start-symbolic";
    case RW_MESSAGE_TYPE_UPDATE:
      return "mail-send-receive-symbolic";
    case RW_MESSAGE_TYPE_EVENT:
      return "emblem-system-symbolic";
    case RW_MESSAGE_TYPE_REPLY:
    case RW_MESSAGE_TYPE_MAIL_OUT:
    case RW_MESSAGE_TYPE_N_VALUES:
    default:
      return "mail-reply-sender-symbolic";
    }
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * rw_ticket_files_row_new:
 * @files: (element-type RwRecord): of the ticket
 * @message: (nullable): to which they belong; %NULL for those that belong to none
 * @session: (nullable): to get them with
 *
 * Returns: (transfer floating) (nullable): these files beside each other; %NULL when there are none
 */
GtkWidget *
rw_ticket_files_row_new (GPtrArray  *files,
                         const RwId *message,
                         RwSession  *session)
{
  GtkWidget *box = NULL;

  for (guint i = 0; i < files->len && session != NULL; i++)
    {
      const RwId *of = rw_record_get_ref (files->pdata[i], RW_ATTACHMENT_MESSAGE);

      if (message == NULL ? of != NULL : of == NULL || !rw_id_equal (of, message))
        continue;
      if (box == NULL)
        {
          box = adw_wrap_box_new ();
          adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 18);
          adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 4);
        }
      adw_wrap_box_append (ADW_WRAP_BOX (box), rw_file_chip_new (session, files->pdata[i]));
    }
  return box;
}

/**
 * rw_ticket_message_row_new:
 * @files: (element-type RwRecord): of the ticket; those of the message are shown with it
 * @session: (nullable): to get them with
 *
 * Returns: (transfer floating): one message of the timeline
 */
GtkWidget *
rw_ticket_message_row_new (const RwTicketMessage *message,
                           GPtrArray             *files,
                           RwSession             *session,
                           gint64                 now)
{
  gboolean public = rw_message_type_is_public (message->type), event = message->type == RW_MESSAGE_TYPE_EVENT;
  const char *author = message->author != NULL ? message->author : _("Unknown sender");
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label, *row;
  g_autofree char *when = rw_format_when (message->at, now);
  g_autofree char *exact = rw_format_exact (message->at);
  g_autofree char *type = NULL;
  g_autofree char *to = NULL;
  g_autofree char *sentence = NULL;

  load_style ();
  gtk_widget_add_css_class (card, "rw-message");
  if (event)
    gtk_widget_add_css_class (card, "event");
  else if (!public)
    gtk_widget_add_css_class (card, "internal");
  else
    {
      gtk_widget_add_css_class (card, "card");
      if (message->type == RW_MESSAGE_TYPE_MAIL_IN)
        gtk_widget_add_css_class (card, "incoming");
    }

  type = public || event ? g_strdup (rw_enum_label (&rw_enum_message_type, message->type))
                         /* Translators: after "Internal note" */
                         : g_strdup_printf (_("%s · the customer does not see it"),
                                            rw_enum_label (&rw_enum_message_type, message->type));
  if (message->from != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&type);

      /* Translators: a kind of message, and the ticket that was merged into this one: "Mail in · from T-1042" */
      type = g_strdup_printf (_ ("%s · from %s"), plain, message->from);
    }
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (type_icon (message->type)));
  if (!event)
    gtk_box_append (GTK_BOX (head), new_label (author, "heading"));
  if (message->to != NULL)
    {
      /* Translators: after who wrote a message: whom it was for */
      to = g_strdup_printf (_ ("to %s"), message->to);
      label = new_label (to, NULL);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (head), label);
    }
  label = new_label (type, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, public || event ? "dimmed" : rw_status_css_class (RW_STATUS_ATTENTION));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), label);
  label = new_label (when, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, exact);
  gtk_box_append (GTK_BOX (head), label);
  if (!event)
    {
      GtkWidget *split = gtk_button_new_from_icon_name ("edit-cut-symbolic");
      char id[RW_ID_STRING_LENGTH + 1];

      rw_id_write (&message->id, id);
      gtk_widget_add_css_class (split, "flat");
      gtk_widget_add_css_class (split, "rw-small");
      gtk_widget_set_valign (split, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (split, _ ("Make a new ticket of this message"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (split), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Make a new ticket of this message"), -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (split), "ticket.split");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (split), "s", id);
      gtk_box_append (GTK_BOX (head), split);
    }
  gtk_box_append (GTK_BOX (card), head);

  if (message->subject != NULL && *message->subject != '\0')
    {
      label = new_label (message->subject, "heading");
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (card), label);
    }
  if (message->body != NULL && *message->body != '\0')
    {
      label = new_label (message->body, event ? "dimmed" : NULL);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      /* Tab goes from message to composer, not through each text. */
      gtk_widget_set_focus_on_click (label, TRUE);
      gtk_box_append (GTK_BOX (card), label);
    }

  row = rw_ticket_files_row_new (files, &message->id, session);
  if (row != NULL)
    gtk_box_append (GTK_BOX (card), row);

  sentence = g_strdup_printf ("%s%s%s, %s, %s", author, to != NULL ? " " : "", to != NULL ? to : "",
                              type, exact);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return card;
}
