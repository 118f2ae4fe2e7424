/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-tickets-page-private.h"

#include <glib/gi18n.h>

#include "rules/rw-macro.h"
#include "rw-action.h"
#include "rw-checklist-choice.h"
#include "rw-error.h"
#include "rw-macro-dialog.h"
#include "rw-text.h"
#include "rw-ticket-chooser.h"
#include "rw-ticket-facts.h"
#include "rw-ticket-link.h"

/* What a person does inside one ticket: writing with macros, merging, linking, splitting. */

static RwTicketComposer *
composer (RwTicketsPage *self)
{
  return rw_ticket_view_get_composer (RW_TICKET_VIEW (self->ticket_view));
}

/* The ticket that is open and read, if the person may work on it. */
static const RwTicketDetail *
workable (RwTicketsPage *self)
{
  if (self->detail == NULL || !rw_id_equal (&self->detail->row->id, &self->open) ||
      !rw_tickets_page_may_edit (self))
    return NULL;
  return self->detail;
}

/* --- Writing ----------------------------------------------------------------------------------------- */

static void
send_cb (RwTicketsPage *self,
         int            type,
         const char    *text)
{
  const RwTicketDetail *detail = workable (self);
  const RwId *me = rw_session_get_person (rw_page_get_session (RW_PAGE (self)));
  g_autoptr (RwTicketGroup) group = NULL;
  RwTicketAnswer answer = { .type = (RwMessageType) type, .text = text };

  if (detail == NULL)
    return;
  group = rw_ticket_group_new ();
  rw_ticket_group_add (group, detail->row);
  if (me != NULL)
    answer.author = *me;
  if (type == RW_MESSAGE_TYPE_UPDATE)
    answer.contact = detail->desk->first_contact.id;
  else if (type == RW_MESSAGE_TYPE_REPLY || type == RW_MESSAGE_TYPE_PHONE)
    answer.contact = detail->desk->reporter.id;
  answer.status = rw_ticket_composer_get_status (composer (self));
  rw_ticket_write (RW_PAGE (self), group, &answer, rw_ticket_composer_get_files (composer (self)));
  rw_ticket_composer_clear (composer (self));
}

static void
propose_update (RwTicketsPage        *self,
                const RwTicketDetail *detail)
{
  RwMacroFacts facts;
  g_autofree char *text = NULL;

  rw_ticket_facts (detail, RW_MESSAGE_TYPE_UPDATE, &facts);
  text = rw_macro_compose (detail->desk->macros, FALSE,
                           rw_ticket_language (detail->desk, RW_MESSAGE_TYPE_UPDATE), &facts);
  rw_ticket_composer_propose (composer (self), RW_MESSAGE_TYPE_UPDATE, text, NULL, -1);
  g_clear_pointer (&facts.zone, g_time_zone_unref);
}

/* Puts the focus where a message of that type is written; a customer update can be sent as it then stands. */
void
rw_tickets_page_write (RwTicketsPage *self,
                       RwMessageType  type)
{
  const RwTicketDetail *detail = workable (self);
  const char *draft = rw_ticket_composer_begin (composer (self), type);

  if (draft != NULL)
    {
      g_autofree char *message =
        g_strdup_printf (_ ("There is a draft here (%s). Send it or empty it first."), draft);

      rw_page_toast (RW_PAGE (self), message);
    }
  else if (type == RW_MESSAGE_TYPE_UPDATE && detail != NULL)
    propose_update (self, detail);
  gtk_widget_grab_focus (GTK_WIDGET (composer (self)));
}

/* --- Macros ------------------------------------------------------------------------------------------ */

typedef struct
{
  RwTicketsPage *page;
  GPtrArray *macros; /* in the order of the rows */
  RwMessageType type;
} Macros;

static void
macros_free (gpointer  data,
             GClosure *closure)
{
  Macros *macros = data;

  g_object_unref (macros->page);
  g_ptr_array_unref (macros->macros);
  g_free (macros);
}

static void
macro_chosen_cb (RwTicketChooser *chooser,
                 guint            index,
                 Macros          *macros)
{
  RwTicketsPage *self = macros->page;
  RwRecord *macro = macros->macros->pdata[index];
  const RwTicketDetail *detail = workable (self);
  int type = rw_record_get_enum (macro, RW_MACRO_TYPE);
  g_auto (GStrv) unfilled = NULL;
  g_autofree char *text = NULL;
  RwMacroFacts facts;

  if (detail == NULL)
    return;
  rw_ticket_facts (detail, type >= 0 ? (RwMessageType) type : macros->type, &facts);
  text = rw_macro_fill (rw_record_get_text (macro, RW_MACRO_BODY),
                        rw_record_get_text (macro, RW_MACRO_LANGUAGE), &facts, &unfilled);
  rw_ticket_composer_insert (composer (self), type, text, (const char *const *) unfilled,
                             rw_record_get_enum (macro, RW_MACRO_SETS_STATUS));
  gtk_widget_grab_focus (GTK_WIDGET (composer (self)));
  g_clear_pointer (&facts.zone, g_time_zone_unref);
}

typedef struct
{
  RwTicketsPage *page;
  RwRecord *macro; /* as it is */
  gboolean is_new;
} Editing;

static void
editing_free (gpointer  data,
              GClosure *closure)
{
  Editing *editing = data;

  g_object_unref (editing->page);
  g_object_unref (editing->macro);
  g_free (editing);
}

static void
submit_macro (Editing    *editing,
              RwEdit     *edit,
              const char *format)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  const char *name = rw_record_get_text (editing->macro, RW_MACRO_NAME);
  g_autoptr (GString) label = g_string_new (format);

  g_string_replace (label, "%s", name != NULL ? name : "", 1);
  g_ptr_array_add (edits, edit);
  rw_page_submit (RW_PAGE (editing->page), edits, label->str);
}

static void
macro_saved_cb (RwMacroDialog *dialog,
                RwRecord      *macro,
                Editing       *editing)
{
  RwEdit *edit;

  if (!editing->is_new && rw_record_equal (editing->macro, macro))
    return;
  edit = editing->is_new ? rw_edit_new_create (macro) : rw_edit_new_diff (editing->macro, macro);
  g_set_object (&editing->macro, macro);
  submit_macro (editing, edit, editing->is_new ? _ ("New macro: %s") : _ ("Change macro: %s"));
}

static void
macro_deleted_cb (RwMacroDialog *dialog,
                  Editing       *editing)
{
  submit_macro (editing,
                rw_edit_new (RW_OP_DELETE, RW_KIND_MACRO, rw_record_get_id (editing->macro)),
                _ ("Delete macro: %s"));
}

/* @macro: (nullable): a new one of @type for %NULL */
static void
edit_macro (RwTicketsPage *self,
            RwRecord      *macro,
            RwMessageType  type)
{
  const RwTicketDetail *detail = workable (self);
  Editing *editing;
  RwMacroFacts facts;
  AdwDialog *dialog;
  const char *language;

  if (detail == NULL)
    return;
  editing = g_new0 (Editing, 1);
  editing->page = g_object_ref (self);
  editing->is_new = macro == NULL;
  editing->macro = macro != NULL ? g_object_ref (macro) : rw_record_new (RW_KIND_MACRO, NULL);
  if (editing->is_new)
    {
      rw_record_set_enum (editing->macro, RW_MACRO_TYPE, type);
      language = rw_ticket_language (detail->desk, type);
      if (language != NULL)
        rw_record_set_text (editing->macro, RW_MACRO_LANGUAGE, language);
    }
  rw_ticket_facts (detail, type, &facts);
  dialog = rw_macro_dialog_new (editing->macro, editing->is_new, &facts);
  g_clear_pointer (&facts.zone, g_time_zone_unref);
  g_signal_connect (dialog, "delete", G_CALLBACK (macro_deleted_cb), editing);
  g_signal_connect_data (dialog, "save", G_CALLBACK (macro_saved_cb), editing, editing_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
macro_edit_cb (RwTicketChooser *chooser,
               guint            index,
               Macros          *macros)
{
  edit_macro (macros->page, macros->macros->pdata[index], macros->type);
}

static void
macro_new_cb (RwTicketChooser *chooser,
              Macros          *macros)
{
  edit_macro (macros->page, NULL, macros->type);
}

/* "Public reply · de · then: Accepted", and how it begins. */
static char *
describe_macro (RwRecord           *macro,
                const RwMacroFacts *facts)
{
  const char *language = rw_record_get_text (macro, RW_MACRO_LANGUAGE),
             *body = rw_record_get_text (macro, RW_MACRO_BODY);
  int type = rw_record_get_enum (macro, RW_MACRO_TYPE),
      status = rw_record_get_enum (macro, RW_MACRO_SETS_STATUS);
  g_autofree char *filled = rw_macro_fill (body != NULL ? body : "", language, facts, NULL);
  g_autofree char *begin = rw_text_truncate (g_strdelimit (filled, "\n", ' '), 70);
  GString *words = g_string_new (type >= 0 ? rw_enum_label (&rw_enum_message_type, type)
                                           : C_ ("message type", "Any"));

  if (language != NULL)
    g_string_append_printf (words, " · %s", language);
  if (status >= 0)
    {
      g_string_append (words, " · ");
      g_string_append_printf (words, _ ("then: %s"),
                              rw_enum_label (&rw_enum_ticket_status, status));
    }
  g_string_append_printf (words, "\n%s", begin);
  return g_string_free (words, FALSE);
}

static void
choose_macro (RwTicketsPage *self)
{
  const RwTicketDetail *detail = workable (self);
  gboolean may_manage;
  RwMacroFacts facts;
  AdwDialog *chooser;
  Macros *macros;

  if (detail == NULL)
    return;
  may_manage = (rw_session_get_roles (rw_page_get_session (RW_PAGE (self))) & RW_ROLES_MANAGE) != 0;
  macros = g_new0 (Macros, 1);
  macros->page = g_object_ref (self);
  macros->type = rw_ticket_composer_get_message_type (composer (self));
  macros->macros = rw_macro_rank (detail->desk->macros, (int) macros->type,
                                  rw_ticket_language (detail->desk, macros->type));
  rw_ticket_facts (detail, macros->type, &facts);
  chooser = rw_ticket_chooser_new (_ ("Insert a Macro"));
  for (guint i = 0; i < macros->macros->len; i++)
    {
      RwRecord *macro = macros->macros->pdata[i];
      const char *name = rw_record_get_text (macro, RW_MACRO_NAME);
      g_autofree char *detail_text = describe_macro (macro, &facts);

      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), name, detail_text);
      if (may_manage)
        {
          g_autofree char *label = g_strdup_printf (_ ("Edit “%s”"), name);

          rw_ticket_chooser_set_editable (RW_TICKET_CHOOSER (chooser), i, label);
        }
    }
  g_clear_pointer (&facts.zone, g_time_zone_unref);
  if (may_manage)
    rw_ticket_chooser_add_new (RW_TICKET_CHOOSER (chooser), _ ("_New Macro…"));
  g_signal_connect (chooser, "edit", G_CALLBACK (macro_edit_cb), macros);
  g_signal_connect (chooser, "new", G_CALLBACK (macro_new_cb), macros);
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (macro_chosen_cb), macros, macros_free, 0);
  adw_dialog_set_content_width (chooser, 480);
  adw_dialog_present (chooser, GTK_WIDGET (self));
}

/* --- Merging, linking, splitting ----------------------------------------------------------------------- */

typedef void (*TicketFunc) (RwPage   *page,
                            RwRecord *ticket);

typedef struct
{
  RwPage *page;
  TicketFunc func;
} With;

static gpointer
query_selected_cb (RwCache       *cache,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  GError *failure = NULL;
  RwRecord *ticket = rw_cache_get (cache, RW_KIND_TICKET, data, &failure);

  if (ticket == NULL && failure == NULL)
    g_set_error_literal (&failure, RW_ERROR, RW_ERROR_NOT_FOUND,
                         _ ("This ticket is no longer here"));
  if (failure != NULL)
    g_propagate_error (error, failure);
  return ticket;
}

static void
selected_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  With *with = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) ticket = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (ticket != NULL)
    with->func (with->page, ticket);
  else
    rw_page_toast (with->page, error->message);
  g_object_unref (with->page);
  g_free (with);
}

/* The ticket that is open, else the selected one, as it is. */
static void
with_ticket (RwTicketsPage *self,
             TicketFunc     func)
{
  const RwTicketDetail *detail = workable (self);
  With *with;

  if (detail != NULL)
    func (RW_PAGE (self), detail->ticket);
  if (detail != NULL || !rw_id_is_nil (&self->open) || rw_id_is_nil (&self->selected) ||
      !rw_tickets_page_may_edit (self))
    return;
  with = g_new0 (With, 1);
  with->page = g_object_ref (RW_PAGE (self));
  with->func = func;
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), query_selected_cb,
                         rw_id_copy (&self->selected), g_free, g_object_unref, NULL,
                         selected_read_cb, with);
}

static void
merge_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  with_ticket (RW_TICKETS_PAGE (widget), rw_ticket_merge_ask);
}

static void
link_ticket (RwTicketsPage *self)
{
  with_ticket (self, rw_ticket_link_ask);
}

static void
link_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  link_ticket (RW_TICKETS_PAGE (widget));
}

static void
unlink_cb (RwTicketsPage *self,
           const RwId    *link)
{
  rw_ticket_unlink (RW_PAGE (self), link);
}

static void
split_cb (RwTicketsPage *self,
          const RwId    *id)
{
  const RwTicketDetail *detail = workable (self);

  for (guint i = 0; detail != NULL && i < detail->messages->len; i++)
    {
      const RwTicketMessage *message = detail->messages->pdata[i];

      if (!rw_id_equal (&message->id, id))
        continue;
      rw_ticket_split_ask (RW_PAGE (self), detail, message);
      return;
    }
}

/* --- Known errors -------------------------------------------------------------------------------------- */

static void
known_cb (RwTicketsPage *self,
          RwRecord      *problem)
{
  const RwTicketDetail *detail = workable (self);
  const char *number = rw_record_get_text (problem, RW_TICKET_NUMBER);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (detail == NULL)
    return;
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_link_edit (&detail->row->id, RW_LINK_TYPE_CAUSED_BY,
                                        rw_record_get_id (problem)));
  label =
    g_strdup_printf (_ ("Caused by %s"), number != NULL ? number : rw_record_get_title (problem));
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
known_action_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  RwTicketKnownBox *box = rw_ticket_view_get_known (RW_TICKET_VIEW (self->ticket_view));

  if (workable (self) == NULL)
    return;
  if (!(g_str_equal (action, "tickets.known-link") ? rw_ticket_known_box_link (box)
                                                   : rw_ticket_known_box_copy (box)))
    rw_page_toast (RW_PAGE (self), _ ("No known error fits this ticket"));
}

/* --- Checklists ---------------------------------------------------------------------------------------- */

static void
submit_cb (RwTicketsPage *self,
           GPtrArray     *edits,
           const char    *label)
{
  if (workable (self) != NULL)
    rw_page_submit (RW_PAGE (self), edits, label);
}

static void
add_checklist (RwTicketsPage *self)
{
  const RwTicketDetail *detail = workable (self);

  if (detail != NULL)
    rw_checklist_choice_ask (RW_PAGE (self), rw_record_get_id (detail->ticket));
}

static void
checklist_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  add_checklist (RW_TICKETS_PAGE (widget));
}

static void
macro_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  choose_macro (RW_TICKETS_PAGE (widget));
}

static const RwAction desk_actions[] = {
  { "tickets.macro", N_ ("Insert a Macro…"), N_ ("Tickets"), "t", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.merge", N_ ("Merge Into Another Ticket…"), N_ ("Tickets"), "m", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.checklist", N_ ("Add a Checklist…"), N_ ("Tickets"), "c", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.known-link", N_ ("Link the Known Error"), N_ ("Tickets"), "e", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.known-copy", N_ ("Copy the Workaround to a Note"), N_ ("Tickets"), "w", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.link", N_ ("Link to a Record…"), N_ ("Tickets"), "l", "tickets", RW_ACTION_DEFAULT, NULL },
};

/* Installs the actions, with their keys. */
void
rw_tickets_page_install_desk (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tickets.macro", NULL, macro_cb);
  gtk_widget_class_install_action (widget_class, "tickets.merge", NULL, merge_cb);
  gtk_widget_class_install_action (widget_class, "tickets.link", NULL, link_cb);
  gtk_widget_class_install_action (widget_class, "tickets.checklist", NULL, checklist_cb);
  gtk_widget_class_install_action (widget_class, "tickets.known-link", NULL, known_action_cb);
  gtk_widget_class_install_action (widget_class, "tickets.known-copy", NULL, known_action_cb);
  rw_actions_register (desk_actions, G_N_ELEMENTS (desk_actions));
}

/* Listens to the view of one ticket. */
void
rw_tickets_page_connect_desk (RwTicketsPage *self)
{
  g_signal_connect_swapped (self->ticket_view, "send", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (self->ticket_view, "macro", G_CALLBACK (choose_macro), self);
  g_signal_connect_swapped (self->ticket_view, "link", G_CALLBACK (link_ticket), self);
  g_signal_connect_swapped (self->ticket_view, "unlink", G_CALLBACK (unlink_cb), self);
  g_signal_connect_swapped (self->ticket_view, "split", G_CALLBACK (split_cb), self);
  g_signal_connect_swapped (self->ticket_view, "submit", G_CALLBACK (submit_cb), self);
  g_signal_connect_swapped (self->ticket_view, "known", G_CALLBACK (known_cb), self);
  g_signal_connect_swapped (self->ticket_view, "checklist", G_CALLBACK (add_checklist), self);
}
