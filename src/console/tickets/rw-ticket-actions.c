/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-actions.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-incident-dialog.h"
#include "rw-new-ticket.h"
#include "rw-ticket-edits.h"
#include "rw-ticket-text.h"

typedef GPtrArray *(*EditFunc) (RwTicketDetail *detail,
                                gpointer        data);

typedef struct
{
  RwPage *page;
  EditFunc func;
  gpointer data;
  GDestroyNotify free_data;
  char *label;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_object_unref (pending->page);
  pending->free_data (pending->data);
  g_free (pending->label);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

/* Nothing came of it: what the page shows may be ahead of what is. */
static void
read_again (RwPage *page)
{
  const RwChangeSet changes = { RW_KIND_BIT (RW_KIND_TICKET), NULL };

  RW_PAGE_GET_CLASS (page)->data_changed (page, &changes);
}

static gpointer
query_detail_cb (RwCache       *cache,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return rw_query_ticket (cache, data, NULL, error);
}

static void
edit_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwTicketDetail) detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = NULL;

  if (detail == NULL)
    {
      rw_page_toast (pending->page, error->message);
      read_again (pending->page);
      return;
    }
  edits = pending->func (detail, pending->data);
  if (edits->len > 0)
    rw_page_submit (pending->page, edits, pending->label);
  else
    read_again (pending->page);
}

/* @data and @label become the edit's. */
static void
edit_ticket_with (RwPage            *page,
                  const RwTicketRow *ticket,
                  EditFunc           func,
                  gpointer           data,
                  GDestroyNotify     free_data,
                  char              *label)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->page = g_object_ref (page);
  pending->func = func;
  pending->data = data;
  pending->free_data = free_data;
  pending->label = label;
  rw_session_read_async (rw_page_get_session (page), query_detail_cb, rw_id_copy (&ticket->id),
                         g_free, (GDestroyNotify) rw_ticket_detail_free, NULL, edit_cb, pending);
}

static void
edit_ticket (RwPage            *page,
             const RwTicketRow *ticket,
             EditFunc           func,
             gpointer           data,
             char              *label)
{
  edit_ticket_with (page, ticket, func, data, g_free, label);
}

static GPtrArray *
status_edits (RwTicketDetail *detail,
              gpointer        data)
{
  return rw_ticket_edit_status (detail->ticket, detail->past, *(RwTicketStatus *) data,
                                rw_clock_now ());
}

/**
 * rw_ticket_set_status_on:
 * @ticket: which
 */
void
rw_ticket_set_status_on (RwPage            *page,
                         const RwTicketRow *ticket,
                         RwTicketStatus     status)
{
  g_autofree char *number = rw_ticket_text_number (ticket);

  edit_ticket (page, ticket, status_edits, g_memdup2 (&status, sizeof status),
               /* Translators: a ticket and its new status */
               g_strdup_printf (_("Move %s to “%s”"), number, rw_enum_label (&rw_enum_ticket_status, status)));
}

static GPtrArray *
assignee_edits (RwTicketDetail *detail,
                gpointer        data)
{
  return rw_ticket_edit_assignee (detail->ticket, rw_id_is_nil (data) ? NULL : data);
}

/**
 * rw_ticket_assign:
 * @person: (nullable): %NULL for nobody
 */
void
rw_ticket_assign (RwPage            *page,
                  const RwTicketRow *ticket,
                  const RwId        *person)
{
  g_autofree char *number = rw_ticket_text_number (ticket);

  edit_ticket (page, ticket, assignee_edits, rw_id_copy (person != NULL ? person : &RW_ID_NIL),
               g_strdup_printf (person != NULL ? _("Assign %s") : _("Give %s back"), number));
}

/* Priority. */

typedef struct
{
  RwPage *page;
  RwTicketDetail *detail;
  RwPriority priority;
  char *number;
} Priority;

static void
priority_free (gpointer data)
{
  Priority *priority = data;

  g_object_unref (priority->page);
  g_clear_pointer (&priority->detail, rw_ticket_detail_free);
  g_free (priority->number);
  g_free (priority);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Priority, priority_free)

static void
priority_free_closure (gpointer  data,
                       GClosure *closure)
{
  priority_free (data);
}

static void
submit_priority (Priority   *priority,
                 const char *reason)
{
  g_autoptr (GPtrArray) edits =
    rw_ticket_edit_priority (priority->detail->ticket, priority->detail->past, priority->priority,
                             reason, rw_clock_now ());
  g_autofree char *label = g_strdup_printf (_("Set %s to %s"), priority->number,
                                            rw_enum_label (&rw_enum_priority, priority->priority));

  rw_page_submit (priority->page, edits, label);
}

static void
reason_given_cb (AdwAlertDialog *dialog,
                 const char     *response,
                 Priority       *priority)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (response, "set"))
    submit_priority (priority, reason);
  else
    read_again (priority->page);
}

static void
reason_changed_cb (GtkEditable    *entry,
                   AdwAlertDialog *dialog)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "set", *reason != '\0');
}

/* @priority becomes the dialog's. */
static void
ask_reason (Priority *priority)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Why This Priority?"),
                                            _("It differs from what impact and urgency make. The reason is kept with the ticket."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), 500);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog, 0);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "set", _("_Set Priority"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "set", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "set", FALSE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "set");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  g_signal_connect_data (dialog, "response", G_CALLBACK (reason_given_cb), priority, priority_free_closure, 0);
  adw_dialog_present (dialog, GTK_WIDGET (priority->page));
}

static void
priority_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Priority) priority = user_data;
  g_autoptr (GError) error = NULL;

  priority->detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (priority->detail == NULL)
    rw_page_toast (priority->page, error->message);
  else if (rw_ticket_needs_reason (priority->detail->ticket, priority->priority))
    ask_reason (g_steal_pointer (&priority));
  else
    submit_priority (priority, NULL);
}

/**
 * rw_ticket_prioritise:
 *
 * Asks for the reason where the priority is another than impact and urgency make (DOMAIN, "Priority").
 */
void
rw_ticket_prioritise (RwPage            *page,
                      const RwTicketRow *ticket,
                      RwPriority         to)
{
  Priority *priority = g_new0 (Priority, 1);

  priority->page = g_object_ref (page);
  priority->priority = to;
  priority->number = rw_ticket_text_number (ticket);
  rw_session_read_async (rw_page_get_session (page), query_detail_cb, rw_id_copy (&ticket->id),
                         g_free, (GDestroyNotify) rw_ticket_detail_free, NULL, priority_read_cb,
                         priority);
}

/* Messages. */

typedef struct
{
  RwMessageType type;
  RwId author;
  GPtrArray *attachments; /* of RwRecord: what goes with it */
  char text[];
} MessageData;

static void
message_data_free (gpointer data)
{
  g_ptr_array_unref (((MessageData *) data)->attachments);
  g_free (data);
}

static GPtrArray *
message_edits (RwTicketDetail *detail,
               gpointer        data)
{
  MessageData *message = data;
  GPtrArray *edits = rw_ticket_edit_message (detail->ticket, detail->past, message->type,
                                             message->text, &message->author, rw_clock_now ());
  const RwEdit *create = g_ptr_array_index (edits, 0);

  for (guint i = 0; i < message->attachments->len; i++)
    {
      RwRecord *attachment = g_ptr_array_index (message->attachments, i);

      rw_record_set_ref (attachment, RW_ATTACHMENT_MESSAGE, &create->id);
      g_ptr_array_add (edits, rw_edit_new_create (attachment));
    }
  return edits;
}

/**
 * rw_ticket_write:
 * @text: of the message
 * @files: (element-type RwNewFile): what goes with it
 *
 * Adds a message in the name of the person at the console.
 */
void
rw_ticket_write (RwPage            *page,
                 const RwTicketRow *ticket,
                 RwMessageType      type,
                 const char        *text,
                 GPtrArray         *files)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (page));
  gsize length = strlen (text) + 1;
  MessageData *data = g_malloc0 (sizeof *data + length);
  g_autofree char *number = rw_ticket_text_number (ticket);

  data->type = type;
  data->author = me != NULL ? *me : RW_ID_NIL;
  memcpy (data->text, text, length);
  data->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (data->attachments,
                     rw_session_new_attachment (rw_page_get_session (page),
                                                g_ptr_array_index (files, i), &ticket->id));
  edit_ticket_with (
    page, ticket, message_edits, data, message_data_free,
    /* Translators: what was written and to which ticket: "Internal note on T-1042" */
    g_strdup_printf (_ ("%s on %s"), rw_enum_label (&rw_enum_message_type, type), number));
}

/* A new ticket. */

static gpointer
query_choices_cb (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (RwIncidentChoices) choices = g_new0 (RwIncidentChoices, 1);
  g_autoptr (GPtrArray) vms = NULL;

  choices->customers = rw_query_choices (cache, RW_KIND_CUSTOMER, error);
  if (choices->customers != NULL)
    choices->services = rw_query_choices (cache, RW_KIND_SERVICE, error);
  if (choices->services != NULL)
    choices->systems = rw_query_choices (cache, RW_KIND_DEVICE, error);
  if (choices->systems != NULL)
    vms = rw_query_choices (cache, RW_KIND_VM, error);
  if (vms == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (choices->systems, g_steal_pointer (&vms));
  return g_steal_pointer (&choices);
}

static void
create_cb (RwPage *page, RwRecord *ticket)
{
  rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now ());
  rw_new_ticket_submit (page, ticket, FALSE);
}

static void
choices_known_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RwPage) page = user_data;
  g_autoptr (GError) error = NULL;
  RwIncidentChoices *choices = rw_session_read_finish (RW_SESSION (source), result, &error);
  AdwDialog *dialog;

  if (choices == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (page, error->message);
      return;
    }
  dialog = rw_incident_dialog_new (choices);
  g_signal_connect_object (dialog, "create", G_CALLBACK (create_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/**
 * rw_ticket_create:
 *
 * Opens the dialog that makes a new ticket.
 */
void
rw_ticket_create (RwPage       *page,
                  GCancellable *cancellable)
{
  if (rw_page_get_session (page) == NULL)
    return;
  rw_session_read_async (rw_page_get_session (page), query_choices_cb, NULL, NULL, (GDestroyNotify) rw_incident_choices_free,
                         cancellable, choices_known_cb, g_object_ref (page));
}
