/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-composer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-status.h"
#include "rw-ticket-files.h"

static const RwMessageType types[] = {
  RW_MESSAGE_TYPE_REPLY,
  RW_MESSAGE_TYPE_NOTE,
  RW_MESSAGE_TYPE_UPDATE,
  RW_MESSAGE_TYPE_PHONE,
};

/* What they are called in a draft that is kept. */
static const char *const type_names[] = { "reply", "note", "update", "phone" };

/* So long after a key the text is kept. */
#define KEEP_MS 700

static const char style[] =
  "rwticketcomposer { border-radius: 12px; padding: 8px; }\n"
  "rwticketcomposer textview, rwticketcomposer textview text { background: none; }\n"
  "rwticketcomposer.internal { background: color-mix(in srgb, var(--rw-attention-color) 9%, var(--card-bg-color));"
  " border: 1px dashed color-mix(in srgb, var(--rw-attention-color) 60%, transparent); padding: 7px; }\n";

typedef struct
{
  guint type; /* index into types */
  char *files; /* see rw_ticket_files_to_text() */
  char *text;
} Draft;

struct _RwTicketComposer
{
  GtkWidget parent_instance;

  GtkWidget *top;
  GtkWidget *scroller;
  GtkWidget *files;
  GtkWidget *bottom;
  AdwToggleGroup *toggles;
  GtkWidget *text;
  GtkWidget *placeholder;
  GtkWidget *hint;
  GtkWidget *send;

  GHashTable *drafts; /* RwId → Draft */
  RwId ticket;
  RwSession *session; /* weak: the page has it */
  guint keep_timer;
  gboolean filling; /* not the person writes */
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketComposer, rw_ticket_composer, GTK_TYPE_WIDGET)

static void
draft_free (gpointer data)
{
  g_free (((Draft *) data)->files);
  g_free (((Draft *) data)->text);
  g_free (data);
}

static char *
dup_text (RwTicketComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
keep_draft (RwTicketComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *files = rw_ticket_files_to_text (RW_TICKET_FILES (self->files));
  Draft *draft;

  if (rw_id_is_nil (&self->ticket))
    return;
  if (*text == '\0' && *files == '\0')
    {
      g_hash_table_remove (self->drafts, &self->ticket);
      return;
    }
  draft = g_new0 (Draft, 1);
  draft->type = adw_toggle_group_get_active (self->toggles);
  draft->files = g_steal_pointer (&files);
  draft->text = g_steal_pointer (&text);
  g_hash_table_replace (self->drafts, rw_id_copy (&self->ticket), draft);
}

static char *
draft_key (const RwId *ticket)
{
  g_autofree char *id = rw_id_to_string (ticket);

  return g_strconcat ("message/", id, NULL);
}

/* Into the file: it outlives the program. */
static void
save_draft (RwTicketComposer *self)
{
  g_autofree char *text = NULL, *files = NULL, *key = NULL, *kept = NULL;

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->session == NULL || rw_id_is_nil (&self->ticket))
    return;
  text = dup_text (self);
  files = rw_ticket_files_to_text (RW_TICKET_FILES (self->files));
  key = draft_key (&self->ticket);
  if (*text != '\0' || *files != '\0')
    kept = g_strdup_printf (
      "%s%s\n%s",
      type_names[MIN (adw_toggle_group_get_active (self->toggles), G_N_ELEMENTS (types) - 1)],
      files, text);
  rw_session_set_draft (self->session, key, kept);
}

static gboolean
keep_cb (gpointer user_data)
{
  RwTicketComposer *self = user_data;

  self->keep_timer = 0;
  save_draft (self);
  return G_SOURCE_REMOVE;
}

static void
keep_soon (RwTicketComposer *self)
{
  if (!self->filling && self->session != NULL && self->keep_timer == 0)
    self->keep_timer = g_timeout_add (KEEP_MS, keep_cb, self);
}

static void
flush_draft (RwTicketComposer *self)
{
  if (self->keep_timer != 0)
    save_draft (self);
}

static void
fill (RwTicketComposer *self,
      const Draft      *draft)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)),
                            draft != NULL ? draft->text : "", -1);
  adw_toggle_group_set_active (self->toggles, draft != NULL ? draft->type : 0);
  rw_ticket_files_set_text (RW_TICKET_FILES (self->files), draft != NULL ? draft->files : NULL);
  self->filling = FALSE;
}

typedef struct
{
  GWeakRef composer;
  RwId ticket;
} Asked;

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->composer);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static Draft *
read_draft (const char *kept)
{
  const char *newline = strchr (kept, '\n');
  gsize word = strcspn (kept, " \n");
  Draft *draft;

  if (newline == NULL)
    return NULL;
  draft = g_new0 (Draft, 1);
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (strncmp (kept, type_names[i], word) == 0 && strlen (type_names[i]) == word)
      draft->type = i;
  draft->files = g_strndup (kept + word, (gsize) (newline - kept) - word);
  draft->text = g_strdup (newline + 1);
  return draft;
}

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (RwTicketComposer) self = g_weak_ref_get (&asked->composer);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = rw_session_get_draft_finish (RW_SESSION (source), result, &error);
  Draft *draft;

  if (error != NULL)
    g_info ("%s", error->message);
  /* Who has begun to write again meanwhile goes on with that. */
  if (self == NULL || kept == NULL || !rw_id_equal (&self->ticket, &asked->ticket) ||
      gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) > 0 ||
      rw_ticket_files_get (RW_TICKET_FILES (self->files))->len > 0)
    return;
  draft = read_draft (kept);
  if (draft == NULL)
    return;
  fill (self, draft);
  g_hash_table_replace (self->drafts, rw_id_copy (&self->ticket), draft);
}

static void
look_for_draft (RwTicketComposer *self)
{
  g_autofree char *key = NULL;
  Asked *asked;

  if (self->session == NULL || rw_id_is_nil (&self->ticket) ||
      g_hash_table_contains (self->drafts, &self->ticket))
    return;
  asked = g_new0 (Asked, 1);
  g_weak_ref_init (&asked->composer, self);
  asked->ticket = self->ticket;
  key = draft_key (&self->ticket);
  rw_session_get_draft_async (self->session, key, NULL, draft_found_cb, asked);
}

static RwMessageType
get_message_type (RwTicketComposer *self)
{
  return types[MIN (adw_toggle_group_get_active (self->toggles), G_N_ELEMENTS (types) - 1)];
}

static void
text_changed_cb (RwTicketComposer *self)
{
  g_autofree char *text = g_strstrip (dup_text (self));

  keep_soon (self);
  gtk_widget_set_sensitive (self->send, *text != '\0' &&
                                          !rw_ticket_files_is_busy (RW_TICKET_FILES (self->files)));
  gtk_widget_set_visible (self->placeholder,
                          gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) == 0);
}

static void
type_changed_cb (RwTicketComposer *self)
{
  RwMessageType type = get_message_type (self);

  if (rw_message_type_is_public (type))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "internal");
      gtk_widget_add_css_class (GTK_WIDGET (self), "card");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "card");
      gtk_widget_add_css_class (GTK_WIDGET (self), "internal");
    }
  switch (type)
    {
    case RW_MESSAGE_TYPE_NOTE:
      gtk_button_set_label (GTK_BUTTON (self->send), _("Add _Note"));
      gtk_label_set_label (GTK_LABEL (self->hint), _("Stays inside: the customer does not see it"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("What colleagues should know"));
      break;
    case RW_MESSAGE_TYPE_PHONE:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Note Call"));
      gtk_label_set_label (GTK_LABEL (self->hint), _("Counts as contact with the customer"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("What was said on the phone"));
      break;
    case RW_MESSAGE_TYPE_UPDATE:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Send Update"));
      gtk_label_set_label (GTK_LABEL (self->hint), _("The customer reads it; the next update is due anew"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("How things stand, and when the customer hears next"));
      break;
    default:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Send Reply"));
      gtk_label_set_label (GTK_LABEL (self->hint), _("The customer reads it"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("Answer to the customer"));
      break;
    }
}

static void
send_cb (RwTicketComposer *self)
{
  g_autofree char *text = g_strstrip (dup_text (self));

  if (*text != '\0' && gtk_widget_get_sensitive (GTK_WIDGET (self)) &&
      !rw_ticket_files_is_busy (RW_TICKET_FILES (self->files)))
    g_signal_emit (self, signals[SIGNAL_SEND], 0, (int) get_message_type (self), text);
}

/* What is attached must not be lost with the program: it is kept at once. */
static void
files_changed_cb (RwTicketComposer *self)
{
  text_changed_cb (self);
  if (!self->filling)
    save_draft (self);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwTicketComposer) self = user_data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      rw_ticket_composer_attach (self, file);
    }
}

static void
attach_cb (RwTicketComposer *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Attach Files"));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 chosen_cb, g_object_ref (self));
}

static gboolean
take_value (RwTicketComposer *self,
            const GValue     *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      for (GSList *link = files; link != NULL; link = link->next)
        rw_ticket_composer_attach (self, link->data);
      return files != NULL;
    }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) || g_value_get_object (value) == NULL)
    return FALSE;
  rw_ticket_files_add_texture (RW_TICKET_FILES (self->files), g_value_get_object (value));
  text_changed_cb (self);
  return TRUE;
}

static gboolean
drop_cb (RwTicketComposer *self,
         const GValue     *value)
{
  return take_value (self, value);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwTicketComposer) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    take_value (self, value);
}

/* Files and pictures become attachments; words are pasted as ever. */
static void
paste_cb (RwTicketComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->text);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ? GDK_TYPE_FILE_LIST
               : gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)    ? G_TYPE_INVALID
               : gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ? GDK_TYPE_TEXTURE
                                                                               : G_TYPE_INVALID;

  if (type == G_TYPE_INVALID)
    return;
  g_signal_stop_emission_by_name (self->text, "paste-clipboard");
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb,
                                  g_object_ref (self));
}

static gboolean
send_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  send_cb (RW_TICKET_COMPOSER (widget));
  return TRUE;
}

/* The window is closed, or another page shown. */
static void
rw_ticket_composer_unmap (GtkWidget *widget)
{
  flush_draft (RW_TICKET_COMPOSER (widget));
  GTK_WIDGET_CLASS (rw_ticket_composer_parent_class)->unmap (widget);
}

static gboolean
rw_ticket_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RW_TICKET_COMPOSER (widget)->text);
}

static void
rw_ticket_composer_dispose (GObject *object)
{
  RwTicketComposer *self = RW_TICKET_COMPOSER (object);

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_weak_pointer (&self->session);
  g_clear_pointer (&self->top, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->files, gtk_widget_unparent);
  g_clear_pointer (&self->bottom, gtk_widget_unparent);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  G_OBJECT_CLASS (rw_ticket_composer_parent_class)->dispose (object);
}

static void
rw_ticket_composer_class_init (RwTicketComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_ticket_composer_dispose;
  widget_class->grab_focus = rw_ticket_composer_grab_focus;
  widget_class->unmap = rw_ticket_composer_unmap;
  signals[SIGNAL_SEND] = g_signal_new ("send", RW_TYPE_TICKET_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwticketcomposer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, send_shortcut_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, send_shortcut_cb, NULL);
}

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

static void
rw_ticket_composer_init (RwTicketComposer *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *overlay = gtk_overlay_new (),
            *attach = gtk_button_new_from_icon_name ("mail-attachment-symbolic");
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  load_style ();
  self->drafts = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, draft_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("New message"), -1);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->toggles), "flat");
  gtk_widget_set_halign (GTK_WIDGET (self->toggles), GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, rw_enum_label (&rw_enum_message_type, types[i]));
      adw_toggle_group_add (self->toggles, toggle);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kind of message"), -1);
  self->top = GTK_WIDGET (self->toggles);
  gtk_widget_set_parent (self->top, GTK_WIDGET (self));

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text of the message"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), 62);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 220);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->text);
  self->placeholder = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->placeholder), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->placeholder, "dimmed");
  gtk_widget_set_halign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->placeholder, 6);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);
  self->scroller = overlay;
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->files = rw_ticket_files_new ();
  gtk_widget_set_parent (self->files, GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (drop, (GType[]) { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }, 2);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drop), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));

  self->bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "dimmed");
  gtk_widget_set_hexpand (self->hint, TRUE);
  gtk_widget_set_margin_start (self->hint, 6);
  self->send = gtk_button_new_with_mnemonic ("");
  gtk_widget_add_css_class (self->send, "suggested-action");
  gtk_widget_set_sensitive (self->send, FALSE);
  gtk_widget_set_tooltip_text (self->send, _("Ctrl+Enter"));
  gtk_widget_add_css_class (attach, "flat");
  gtk_widget_set_tooltip_text (attach, _ ("Attach files; they can be dropped and pasted, too"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (attach), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Attach files"), -1);
  gtk_box_append (GTK_BOX (self->bottom), attach);
  gtk_box_append (GTK_BOX (self->bottom), self->hint);
  gtk_box_append (GTK_BOX (self->bottom), self->send);
  gtk_widget_set_parent (self->bottom, GTK_WIDGET (self));

  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (type_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (keep_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (attach, "clicked", G_CALLBACK (attach_cb), self);
  g_signal_connect_swapped (self->text, "paste-clipboard", G_CALLBACK (paste_cb), self);
  g_signal_connect_object (self->files, "changed", G_CALLBACK (files_changed_cb), self,
                           G_CONNECT_SWAPPED);
  type_changed_cb (self);
}

GtkWidget *
rw_ticket_composer_new (void)
{
  return g_object_new (RW_TYPE_TICKET_COMPOSER, NULL);
}

/**
 * rw_ticket_composer_set_ticket:
 * @ticket: (nullable): whose message is written; what was written for the one before is kept
 */
void
rw_ticket_composer_set_ticket (RwTicketComposer *self,
                               const RwId       *ticket)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self));
  if (ticket != NULL && rw_id_equal (&self->ticket, ticket))
    return;
  flush_draft (self);
  keep_draft (self);
  self->ticket = ticket != NULL ? *ticket : RW_ID_NIL;
  fill (self, g_hash_table_lookup (self->drafts, &self->ticket));
  look_for_draft (self);
}

/**
 * rw_ticket_composer_set_type:
 * @type: what the message is to be; one that a person does not write here changes nothing
 */
void
rw_ticket_composer_set_type (RwTicketComposer *self,
                             RwMessageType     type)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i] == type)
      adw_toggle_group_set_active (self->toggles, i);
}

/**
 * rw_ticket_composer_set_session:
 * @session: keeps what is written, in case the program ends before it is sent
 */
void
rw_ticket_composer_set_session (RwTicketComposer *self,
                                RwSession        *session)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self) && RW_IS_SESSION (session));
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  rw_ticket_files_set_session (RW_TICKET_FILES (self->files), session);
  if (g_set_weak_pointer (&self->session, session))
    look_for_draft (self);
  g_signal_connect_object (session, "sleeping", G_CALLBACK (flush_draft), self, G_CONNECT_SWAPPED);
}

/**
 * rw_ticket_composer_has_draft:
 *
 * Returns: whether something is written for the ticket that was not sent
 */
gboolean
rw_ticket_composer_has_draft (RwTicketComposer *self,
                              const RwId       *ticket)
{
  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), FALSE);
  keep_draft (self);
  return g_hash_table_contains (self->drafts, ticket);
}

/**
 * rw_ticket_composer_get_files:
 *
 * Returns: (transfer none) (element-type RwNewFile): what goes with the message
 */
GPtrArray *
rw_ticket_composer_get_files (RwTicketComposer *self)
{
  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), NULL);
  return rw_ticket_files_get (RW_TICKET_FILES (self->files));
}

/**
 * rw_ticket_composer_attach:
 * @file: is copied, and goes with the message
 */
void
rw_ticket_composer_attach (RwTicketComposer *self,
                           GFile            *file)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self) && G_IS_FILE (file));
  rw_ticket_files_add_file (RW_TICKET_FILES (self->files), file);
  text_changed_cb (self);
}

/**
 * rw_ticket_composer_clear:
 *
 * It was sent: forgets the draft.
 */
void
rw_ticket_composer_clear (RwTicketComposer *self)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self));
  rw_ticket_files_set_text (RW_TICKET_FILES (self->files), NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "", -1);
  g_hash_table_remove (self->drafts, &self->ticket);
  save_draft (self);
}
