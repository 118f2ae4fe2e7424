/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-composer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-action.h"
#include "rw-done-key.h"
#include "rw-status.h"
#include "rw-ticket-draft.h"
#include "rw-ticket-files.h"

static const RwMessageType types[] = {
  RW_MESSAGE_TYPE_REPLY,
  RW_MESSAGE_TYPE_NOTE,
  RW_MESSAGE_TYPE_UPDATE,
  RW_MESSAGE_TYPE_PHONE,
};

/* So long after a key the text is kept. */
#define KEEP_MS 700

static const char style[] =
  "rwticketcomposer { border-radius: 12px; padding: 8px; }\n"
  "rwticketcomposer textview, rwticketcomposer textview text { background: none; }\n"
  "rwticketcomposer.internal { background: color-mix(in srgb, var(--rw-attention-color) 9%, var(--card-bg-color));"
  " border: 1px dashed color-mix(in srgb, var(--rw-attention-color) 60%, transparent); padding: 7px; }\n";

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
  GtkWidget *then; /* whether the status goes with the message */
  GtkWidget *send;

  GHashTable *drafts; /* RwId → RwTicketDraft */
  RwId ticket;
  char *update_to; /* (nullable): who reads a customer update */
  char *reply_to;  /* (nullable): who reads anything else */
  int status;      /* that a macro asks for, -1 for none */
  GStrv unfilled;  /* (nullable): placeholders that a macro left */
  RwTicketDraft *proposal; /* (nullable): for as long as nobody knows whether there is a draft */
  char *proposed;          /* (nullable): the text that was proposed; nobody wrote it */
  RwSession *session; /* weak: the page has it */
  guint keep_timer;
  gboolean looking; /* for a draft that was kept */
  gboolean filling; /* not the person writes */
};

enum
{
  SIGNAL_SEND,
  SIGNAL_MACRO,
  SIGNAL_WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketComposer, rw_ticket_composer, GTK_TYPE_WIDGET)

static void update_hint (RwTicketComposer *self);

static char *
dup_text (RwTicketComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static RwMessageType
get_message_type (RwTicketComposer *self)
{
  return types[MIN (adw_toggle_group_get_active (self->toggles), G_N_ELEMENTS (types) - 1)];
}

/* What was proposed and left as it is was not written by anybody: it is no draft, and gives way. */
static gboolean
is_untouched (RwTicketComposer *self)
{
  g_autofree char *text = self->proposed != NULL ? dup_text (self) : NULL;

  return text != NULL && g_str_equal (text, self->proposed);
}

static RwTicketDraft *
dup_draft (RwTicketComposer *self)
{
  return rw_ticket_draft_new (get_message_type (self), self->status,
                              rw_ticket_files_to_text (RW_TICKET_FILES (self->files)),
                              is_untouched (self) ? g_strdup ("") : dup_text (self));
}

static void
keep_draft (RwTicketComposer *self)
{
  g_autoptr (RwTicketDraft) draft = NULL;

  if (rw_id_is_nil (&self->ticket))
    return;
  draft = dup_draft (self);
  if (rw_ticket_draft_is_empty (draft))
    g_hash_table_remove (self->drafts, &self->ticket);
  else
    g_hash_table_replace (self->drafts, rw_id_copy (&self->ticket), g_steal_pointer (&draft));
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
  g_autoptr (RwTicketDraft) draft = NULL;
  g_autofree char *key = NULL, *kept = NULL;

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->session == NULL || rw_id_is_nil (&self->ticket))
    return;
  draft = dup_draft (self);
  key = draft_key (&self->ticket);
  if (!rw_ticket_draft_is_empty (draft))
    kept = rw_ticket_draft_to_text (draft);
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
set_type (RwTicketComposer *self,
          RwMessageType     type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i] == type)
      adw_toggle_group_set_active (self->toggles, i);
}

static void
set_status (RwTicketComposer *self,
            int               status)
{
  g_autofree char *label = NULL;

  self->status = status;
  gtk_widget_set_visible (self->then, status >= 0);
  if (status < 0)
    return;
  /* Translators: a status that the ticket gets when the message is sent */
  label = g_strdup_printf (_ ("Then: %s"), rw_enum_label (&rw_enum_ticket_status, status));
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->then), label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->then), TRUE);
}

static void
fill (RwTicketComposer    *self,
      const RwTicketDraft *draft)
{
  self->filling = TRUE;
  g_clear_pointer (&self->unfilled, g_strfreev);
  g_clear_pointer (&self->proposed, g_free);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)),
                            draft != NULL ? draft->text : "", -1);
  set_type (self, draft != NULL ? draft->type : RW_MESSAGE_TYPE_REPLY);
  set_status (self, draft != NULL ? draft->status : -1);
  rw_ticket_files_set_text (RW_TICKET_FILES (self->files), draft != NULL ? draft->files : NULL);
  self->filling = FALSE;
}

static gboolean
is_empty (RwTicketComposer *self)
{
  return (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) ==
            0 ||
          is_untouched (self)) &&
         rw_ticket_files_get (RW_TICKET_FILES (self->files))->len == 0;
}

/* What is proposed stands where nobody wrote. */
static void
take_proposal (RwTicketComposer *self)
{
  g_autoptr (RwTicketDraft) proposal = g_steal_pointer (&self->proposal);
  g_auto (GStrv) unfilled = NULL;

  if (proposal == NULL || !is_empty (self))
    return;
  unfilled = g_steal_pointer (&self->unfilled);
  fill (self, proposal);
  self->unfilled = g_steal_pointer (&unfilled);
  self->proposed = g_strdup (proposal->text);
  update_hint (self);
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

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (RwTicketComposer) self = g_weak_ref_get (&asked->composer);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = rw_session_get_draft_finish (RW_SESSION (source), result, &error);
  g_autoptr (RwTicketDraft) draft = NULL;

  if (error != NULL)
    g_info ("%s", error->message);
  if (self == NULL || !rw_id_equal (&self->ticket, &asked->ticket))
    return;
  self->looking = FALSE;
  draft = kept != NULL ? rw_ticket_draft_parse (kept) : NULL;
  /* Who has begun to write again meanwhile goes on with that. */
  if (draft != NULL && is_empty (self))
    {
      g_clear_pointer (&self->proposal, rw_ticket_draft_free);
      fill (self, draft);
      g_hash_table_replace (self->drafts, rw_id_copy (&self->ticket), g_steal_pointer (&draft));
    }
  take_proposal (self);
}

static void
look_for_draft (RwTicketComposer *self)
{
  g_autofree char *key = NULL;
  Asked *asked;

  self->looking = FALSE;
  if (self->session == NULL || rw_id_is_nil (&self->ticket) ||
      g_hash_table_contains (self->drafts, &self->ticket))
    return;
  asked = g_new0 (Asked, 1);
  g_weak_ref_init (&asked->composer, self);
  asked->ticket = self->ticket;
  key = draft_key (&self->ticket);
  self->looking = TRUE;
  rw_session_get_draft_async (self->session, key, NULL, draft_found_cb, asked);
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
  if (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) == 0)
    set_status (self, -1);
  update_hint (self);
  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
}

/* Placeholders that a macro left are marked in the text, and told. */
static char *
mark_unfilled (RwTicketComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "unfilled", &start, &end);
  for (char **name = self->unfilled; name != NULL && *name != NULL; name++)
    {
      GtkTextIter at = start, from, to;
      gboolean found = FALSE;

      while (gtk_text_iter_forward_search (&at, *name, GTK_TEXT_SEARCH_TEXT_ONLY, &from, &to, NULL))
        {
          gtk_text_buffer_apply_tag_by_name (buffer, "unfilled", &from, &to);
          at = to;
          found = TRUE;
        }
      if (found)
        g_strv_builder_add (left, *name);
    }
  all = g_strv_builder_end (left);
  return *all != NULL ? g_strjoinv (" ", all) : NULL;
}

static void
update_hint (RwTicketComposer *self)
{
  RwMessageType type = get_message_type (self);
  const char *to = type == RW_MESSAGE_TYPE_UPDATE ? self->update_to : self->reply_to;
  g_autofree char *unfilled = mark_unfilled (self);
  g_autofree char *text = NULL;
  const char *hint;

  switch (type)
    {
    case RW_MESSAGE_TYPE_NOTE:
      hint = _ ("Stays inside: the customer does not see it");
      to = NULL;
      break;
    case RW_MESSAGE_TYPE_PHONE:
      hint = _ ("Counts as contact with the customer");
      to = NULL;
      break;
    case RW_MESSAGE_TYPE_UPDATE:
      hint = _ ("The customer reads it; the next update is due anew");
      break;
    default:
      hint = _ ("The customer reads it");
      break;
    }
  if (unfilled != NULL)
    /* Translators: the sign for attention, and placeholders of a macro such as {contact.name} */
    text = g_strdup_printf (_ ("%s Not filled in: %s"), rw_status_symbol (RW_STATUS_ATTENTION),
                            unfilled);
  else if (to != NULL)
    /* Translators: a person, and who else reads it: "To Frau Weber: the customer reads it" */
    text = g_strdup_printf (_ ("To %s: %s"), to, hint);
  gtk_label_set_label (GTK_LABEL (self->hint), text != NULL ? text : hint);
  gtk_widget_set_tooltip_text (self->hint, text != NULL ? text : hint);
  if (unfilled != NULL)
    {
      gtk_widget_remove_css_class (self->hint, "dimmed");
      gtk_widget_add_css_class (self->hint, rw_status_css_class (RW_STATUS_ATTENTION));
    }
  else
    {
      gtk_widget_remove_css_class (self->hint, rw_status_css_class (RW_STATUS_ATTENTION));
      gtk_widget_add_css_class (self->hint, "dimmed");
    }
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
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("What colleagues should know"));
      break;
    case RW_MESSAGE_TYPE_PHONE:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Note Call"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("What was said on the phone"));
      break;
    case RW_MESSAGE_TYPE_UPDATE:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Send Update"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("How things stand, and when the customer hears next"));
      break;
    default:
      gtk_button_set_label (GTK_BUTTON (self->send), _("_Send Reply"));
      gtk_label_set_label (GTK_LABEL (self->placeholder), _("Answer to the customer"));
      break;
    }
  update_hint (self);
}

static void
macro_cb (RwTicketComposer *self)
{
  g_signal_emit (self, signals[SIGNAL_MACRO], 0);
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
  g_clear_pointer (&self->update_to, g_free);
  g_clear_pointer (&self->reply_to, g_free);
  g_clear_pointer (&self->unfilled, g_strfreev);
  g_clear_pointer (&self->proposal, rw_ticket_draft_free);
  g_clear_pointer (&self->proposed, g_free);
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
  signals[SIGNAL_MACRO] = g_signal_new ("macro", RW_TYPE_TICKET_COMPOSER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WRITTEN] = g_signal_new ("written", RW_TYPE_TICKET_COMPOSER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwticketcomposer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
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
            *attach = gtk_button_new_from_icon_name ("mail-attachment-symbolic"),
            *macro = gtk_button_new_with_mnemonic (_ ("_Macro"));

  rw_done_key_add (GTK_WIDGET (self), send_shortcut_cb);
  load_style ();
  self->drafts =
    g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, (GDestroyNotify) rw_ticket_draft_free);
  self->status = -1;
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
  rw_ticket_files_watch (RW_TICKET_FILES (self->files), GTK_WIDGET (self),
                         GTK_TEXT_VIEW (self->text));

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
  gtk_widget_add_css_class (macro, "flat");
  if (rw_actions_find ("tickets.macro") != NULL)
    {
      g_autofree char *tooltip = rw_action_tooltip ("tickets.macro");

      gtk_widget_set_tooltip_text (macro, tooltip);
    }
  g_signal_connect_swapped (macro, "clicked", G_CALLBACK (macro_cb), self);
  self->then = gtk_check_button_new ();
  gtk_widget_set_visible (self->then, FALSE);
  gtk_widget_set_tooltip_text (self->then,
                               _ ("The ticket gets this status when the message is sent"));
  gtk_box_append (GTK_BOX (self->bottom), attach);
  gtk_box_append (GTK_BOX (self->bottom), macro);
  gtk_box_append (GTK_BOX (self->bottom), self->hint);
  gtk_box_append (GTK_BOX (self->bottom), self->then);
  gtk_box_append (GTK_BOX (self->bottom), self->send);
  gtk_widget_set_parent (self->bottom, GTK_WIDGET (self));

  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "unfilled",
                              "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_ERROR,
                              NULL);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (type_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (keep_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  g_signal_connect_object (attach, "clicked", G_CALLBACK (rw_ticket_files_choose), self->files,
                           G_CONNECT_SWAPPED);
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
  g_clear_pointer (&self->proposal, rw_ticket_draft_free);
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
  set_type (self, type);
}

/**
 * rw_ticket_composer_get_message_type:
 *
 * Returns: what the message is to be
 */
RwMessageType
rw_ticket_composer_get_message_type (RwTicketComposer *self)
{
  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), RW_MESSAGE_TYPE_REPLY);
  return get_message_type (self);
}

/**
 * rw_ticket_composer_begin:
 * @type: what is to be written now
 *
 * As rw_ticket_composer_set_type(), but what was written for colleagues does not become a message to the customer
 * unnoticed.
 *
 * Returns: (nullable): the kind of the draft that is in the way, translated; %NULL where there is none
 */
const char *
rw_ticket_composer_begin (RwTicketComposer *self,
                          RwMessageType     type)
{
  RwMessageType now;

  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), NULL);
  now = get_message_type (self);
  if (!is_empty (self) && rw_message_type_is_public (now) != rw_message_type_is_public (type))
    return rw_enum_label (&rw_enum_message_type, now);
  if (is_untouched (self) && type != now)
    fill (self, NULL);
  set_type (self, type);
  return NULL;
}

/**
 * rw_ticket_composer_set_addressees:
 * @update: (nullable): name of who reads a customer update
 * @reply: (nullable): name of who reads an answer
 */
void
rw_ticket_composer_set_addressees (RwTicketComposer *self,
                                   const char       *update,
                                   const char       *reply)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self));
  g_set_str (&self->update_to, update);
  g_set_str (&self->reply_to, reply);
  update_hint (self);
}

/**
 * rw_ticket_composer_insert:
 * @type: of the message that the text is made for; -1 for any
 * @text: a macro's, filled in
 * @unfilled: (nullable) (array zero-terminated=1): placeholders in it that could not be filled in
 * @status: that it asks for; -1 for none
 *
 * Puts the text where the cursor is, in place of what is selected. Where nothing was written yet, the message
 * becomes one of that type.
 */
void
rw_ticket_composer_insert (RwTicketComposer   *self,
                           int                 type,
                           const char         *text,
                           const char *const  *unfilled,
                           int                 status)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (RW_IS_TICKET_COMPOSER (self) && text != NULL);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  if (is_untouched (self))
    fill (self, NULL);
  if (type >= 0 && is_empty (self))
    set_type (self, (RwMessageType) type);
  g_clear_pointer (&self->proposal, rw_ticket_draft_free);
  g_strfreev (self->unfilled);
  self->unfilled = g_strdupv ((char **) unfilled);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  if (status >= 0)
    set_status (self, status);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->text),
                                      gtk_text_buffer_get_insert (buffer));
}

/**
 * rw_ticket_composer_propose:
 * @type: of the message
 * @text: of it
 * @unfilled: (nullable) (array zero-terminated=1): as for rw_ticket_composer_insert()
 * @status: the same
 *
 * Fills in a whole message, where nothing was written and no draft was kept.
 */
void
rw_ticket_composer_propose (RwTicketComposer  *self,
                            RwMessageType      type,
                            const char        *text,
                            const char *const *unfilled,
                            int                status)
{
  g_return_if_fail (RW_IS_TICKET_COMPOSER (self) && text != NULL);
  if (!is_empty (self))
    return;
  g_clear_pointer (&self->proposal, rw_ticket_draft_free);
  self->proposal = rw_ticket_draft_new (type, status, g_strdup (""), g_strdup (text));
  g_strfreev (self->unfilled);
  self->unfilled = g_strdupv ((char **) unfilled);
  if (!self->looking)
    take_proposal (self);
}

/**
 * rw_ticket_composer_get_status:
 *
 * Returns: the status that the ticket gets with the message; -1 for the one that it has
 */
int
rw_ticket_composer_get_status (RwTicketComposer *self)
{
  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), -1);
  return self->status >= 0 && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->then))
           ? self->status
           : -1;
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
 * rw_ticket_composer_is_written:
 *
 * Returns: whether something is written here now; what was only proposed is not
 */
gboolean
rw_ticket_composer_is_written (RwTicketComposer *self)
{
  g_return_val_if_fail (RW_IS_TICKET_COMPOSER (self), FALSE);
  return !is_empty (self);
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
