/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-actions.h"

#include <glib/gi18n.h>

#include "query/rw-query-ticket-past.h"
#include "rules/rw-ticket-rules.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-incident-dialog.h"
#include "rw-new-ticket.h"
#include "rw-ticket-edits.h"
#include "rw-ticket-link.h"
#include "rw-ticket-resolve.h"
#include "rw-ticket-refusals.h"
#include "rw-ticket-text.h"

/* --- Which tickets ----------------------------------------------------------------------------------- */

/**
 * rw_ticket_group_new:
 *
 * Returns: (transfer full): no ticket yet
 */
RwTicketGroup *
rw_ticket_group_new (void)
{
  RwTicketGroup *group = g_new0 (RwTicketGroup, 1);

  group->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  return group;
}

/**
 * rw_ticket_group_add:
 * @row: one more of them
 */
void
rw_ticket_group_add (RwTicketGroup     *self,
                     const RwTicketRow *row)
{
  g_array_append_val (self->ids, row->id);
  g_free (self->name);
  if (self->ids->len == 1)
    self->name = rw_ticket_text_number (row);
  else
    self->name =
      g_strdup_printf (ngettext ("%u ticket", "%u tickets", self->ids->len), self->ids->len);
}

RwTicketGroup *
rw_ticket_group_copy (const RwTicketGroup *self)
{
  RwTicketGroup *copy = g_new0 (RwTicketGroup, 1);

  copy->ids = g_array_copy (self->ids);
  copy->name = g_strdup (self->name);
  return copy;
}

void
rw_ticket_group_free (RwTicketGroup *self)
{
  g_array_unref (self->ids);
  g_free (self->name);
  g_free (self);
}

/* --- Reading them, and making edits of it ------------------------------------------------------------ */

/* The tickets as they are in the store, each with its past. */
typedef struct
{
  GPtrArray *records;
  GPtrArray *pasts;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_ptr_array_unref (read->records);
  g_ptr_array_unref (read->pasts);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

static gpointer
query_group_cb (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  RwTicketGroup *group = data;
  g_autoptr (Read) read = g_new0 (Read, 1);

  read->records = g_ptr_array_new_with_free_func (g_object_unref);
  read->pasts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_ticket_past_free);
  for (guint i = 0; i < group->ids->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      RwRecord *record =
        rw_cache_get (cache, RW_KIND_TICKET, &g_array_index (group->ids, RwId, i), &failure);
      RwTicketPast *past;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      /* Gone meanwhile: the others stay to be done. */
      if (record == NULL)
        continue;
      g_ptr_array_add (read->records, record);
      past = rw_query_ticket_past (cache, record, error);
      if (past == NULL)
        return NULL;
      g_ptr_array_add (read->pasts, past);
    }
  if (read->records->len > 0)
    return g_steal_pointer (&read);
  g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This ticket is no longer here"));
  return NULL;
}

typedef struct
{
  RwPage *page;
  RwTicketEditFunc func;
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

static gboolean
is_line (const RwEdit *edit)
{
  const RwFieldChange *type = NULL;

  if (edit->op == RW_OP_CREATE && edit->kind == RW_KIND_MESSAGE)
    type = rw_edit_find (edit, RW_MESSAGE_TYPE);
  return type != NULL && type->value.integer == RW_MESSAGE_TYPE_EVENT;
}

/**
 * rw_ticket_submit:
 * @edits: (element-type RwEdit): of tickets, in an order that is changed
 * @label: what was done
 *
 * Like rw_page_submit(). What becomes a line in a timeline goes first: it stays there, and only what is done after
 * it can be undone.
 */
void
rw_ticket_submit (RwPage     *page,
                  GPtrArray  *edits,
                  const char *label)
{
  guint n_lines = 0;

  for (guint i = 0; i < edits->len; i++)
    if (is_line (edits->pdata[i]))
      g_ptr_array_insert (edits, (int) n_lines++, g_ptr_array_steal_index (edits, i));
  rw_page_submit (page, edits, label);
}

/* All edits of all tickets are one step to undo. What cannot be is not done to some of them: the person is
 * told which and why, and says whether it is done to the others. */
static void
submit (RwPage     *page,
        Read       *read,
        RwTicketEditFunc func,
        gpointer    data,
        const char *label)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwTicketRefusals) refusals = rw_ticket_refusals_new ();
  guint roles = rw_session_get_roles (rw_page_get_session (page));

  for (guint i = 0; i < read->records->len; i++)
    {
      RwRecord *ticket = read->records->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) edits = func (ticket, read->pasts->pdata[i], data, &error);

      for (guint j = 0; error == NULL && j < edits->len; j++)
        {
          const RwEdit *edit = g_ptr_array_index (edits, j);

          if (rw_id_equal (&edit->id, rw_record_get_id (ticket)))
            rw_edit_check (edit, ticket, roles, NULL, &error);
        }
      if (error != NULL)
        rw_ticket_refusals_add (refusals, ticket, error->message);
      else
        g_ptr_array_extend_and_steal (all, g_steal_pointer (&edits));
    }
  if (rw_ticket_refusals_count (refusals) > 0)
    {
      read_again (page);
      rw_ticket_refusals_tell (refusals, page, all, label, read->records->len);
    }
  else if (all->len > 0)
    rw_ticket_submit (page, all, label);
  else
    read_again (page);
}

static void
edit_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Read) read = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (read == NULL)
    {
      rw_page_toast (pending->page, error->message);
      read_again (pending->page);
      return;
    }
  submit (pending->page, read, pending->func, pending->data, pending->label);
}

/**
 * rw_ticket_edit_group:
 * @func: (scope notified): what is done to each of them
 * @data: (transfer full): for @func
 * @label: (transfer full): what is done, for the toast and for undo
 */
void
rw_ticket_edit_group (RwPage              *page,
                      const RwTicketGroup *group,
                      RwTicketEditFunc     func,
                      gpointer             data,
                      GDestroyNotify       free_data,
                      char                *label)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->page = g_object_ref (page);
  pending->func = func;
  pending->data = data;
  pending->free_data = free_data;
  pending->label = label;
  rw_session_read_async (rw_page_get_session (page), query_group_cb, rw_ticket_group_copy (group),
                         (GDestroyNotify) rw_ticket_group_free, read_free, NULL, edit_cb, pending);
}

static GPtrArray *
status_edits (RwRecord           *ticket,
              const RwTicketPast *past,
              gpointer            data,
              GError            **error)
{
  return rw_ticket_edit_status (ticket, past, *(RwTicketStatus *) data, rw_clock_now ());
}

/**
 * rw_ticket_move:
 *
 * Gives them a status, and asks nothing.
 */
void
rw_ticket_move (RwPage              *page,
                const RwTicketGroup *group,
                RwTicketStatus       status)
{
  rw_ticket_edit_group (page, group, status_edits, g_memdup2 (&status, sizeof status), g_free,
                        /* Translators: a ticket ("T-1042", or "3 tickets") and its new status */
                        g_strdup_printf (_ ("Move %s to “%s”"), group->name,
                                         rw_enum_label (&rw_enum_ticket_status, status)));
}

/**
 * rw_ticket_set_status_on:
 *
 * Who resolves one ticket is asked what the customer is told, where somebody waits for it.
 */
void
rw_ticket_set_status_on (RwPage              *page,
                         const RwTicketGroup *group,
                         RwTicketStatus       status)
{
  if (status == RW_TICKET_STATUS_RESOLVED && group->ids->len == 1)
    rw_ticket_resolve (page, group);
  else
    rw_ticket_move (page, group, status);
}

static GPtrArray *
assignee_edits (RwRecord           *ticket,
                const RwTicketPast *past,
                gpointer            data,
                GError            **error)
{
  return rw_ticket_edit_assignee (ticket, rw_id_is_nil (data) ? NULL : data);
}

/**
 * rw_ticket_assign:
 * @person: (nullable): %NULL for nobody
 */
void
rw_ticket_assign (RwPage              *page,
                  const RwTicketGroup *group,
                  const RwId          *person)
{
  rw_ticket_edit_group (page, group, assignee_edits,
                        rw_id_copy (person != NULL ? person : &RW_ID_NIL), g_free,
                        g_strdup_printf (person != NULL ? _ ("Assign %s") : _ ("Give %s back"),
                                         group->name));
}

/* Priority. */

typedef struct
{
  RwPage *page;
  Read *read;
  RwPriority priority;
  char *name;
  const char *reason;
} Priority;

static void
priority_free (gpointer data)
{
  Priority *priority = data;

  g_object_unref (priority->page);
  g_clear_pointer (&priority->read, read_free);
  g_free (priority->name);
  g_free (priority);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Priority, priority_free)

static void
priority_free_closure (gpointer  data,
                       GClosure *closure)
{
  priority_free (data);
}

static GPtrArray *
priority_edits (RwRecord           *ticket,
                const RwTicketPast *past,
                gpointer            data,
                GError            **error)
{
  Priority *priority = data;

  return rw_ticket_edit_priority (ticket, past, priority->priority,
                                  rw_ticket_needs_reason (ticket, priority->priority)
                                    ? priority->reason
                                    : NULL,
                                  rw_clock_now ());
}

static void
submit_priority (Priority   *priority,
                 const char *reason)
{
  g_autofree char *label = g_strdup_printf (_ ("Set %s to %s"), priority->name,
                                            rw_enum_label (&rw_enum_priority, priority->priority));

  priority->reason = reason;
  submit (priority->page, priority->read, priority_edits, priority, label);
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

  priority->read = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (priority->read == NULL)
    {
      rw_page_toast (priority->page, error->message);
      return;
    }
  for (guint i = 0; i < priority->read->records->len; i++)
    if (rw_ticket_needs_reason (priority->read->records->pdata[i], priority->priority))
      {
        ask_reason (g_steal_pointer (&priority));
        return;
      }
  submit_priority (priority, NULL);
}

/**
 * rw_ticket_prioritise:
 *
 * Asks for the reason where the priority is another than impact and urgency make (DOMAIN, "Priority").
 */
void
rw_ticket_prioritise (RwPage              *page,
                      const RwTicketGroup *group,
                      RwPriority           to)
{
  Priority *priority = g_new0 (Priority, 1);

  priority->page = g_object_ref (page);
  priority->priority = to;
  priority->name = g_strdup (group->name);
  rw_session_read_async (rw_page_get_session (page), query_group_cb, rw_ticket_group_copy (group),
                         (GDestroyNotify) rw_ticket_group_free, read_free, NULL, priority_read_cb,
                         priority);
}

/* Messages. */

typedef struct
{
  RwTicketAnswer answer;
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
message_edits (RwRecord           *ticket,
               const RwTicketPast *past,
               gpointer            data,
               GError            **error)
{
  MessageData *message = data;
  GPtrArray *edits = rw_ticket_edit_message (ticket, past, &message->answer, rw_clock_now ());
  guint at = 0;

  while (((RwEdit *) edits->pdata[at])->kind != RW_KIND_MESSAGE)
    at++;
  /* Before the message, as what stays with it. */
  for (guint i = 0; i < message->attachments->len; i++, at++)
    {
      RwRecord *attachment = g_ptr_array_index (message->attachments, i);

      rw_record_set_ref (attachment, RW_ATTACHMENT_MESSAGE, &((RwEdit *) edits->pdata[at])->id);
      g_ptr_array_insert (edits, (int) at, rw_edit_new_create (attachment));
    }
  return edits;
}

/**
 * rw_ticket_write:
 * @answer: what is written, and the status that goes with it; its text is not empty
 * @files: (nullable) (element-type RwNewFile): what goes with it
 *
 * Adds a message. With its status it is one step to undo.
 */
void
rw_ticket_write (RwPage               *page,
                 const RwTicketGroup  *group,
                 const RwTicketAnswer *answer,
                 GPtrArray            *files)
{
  gsize length = strlen (answer->text) + 1;
  MessageData *data = g_malloc0 (sizeof *data + length);
  g_autofree char *label = NULL;

  memcpy (data->text, answer->text, length);
  data->answer = *answer;
  data->answer.text = data->text;
  data->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (data->attachments,
                     rw_session_new_attachment (rw_page_get_session (page), g_ptr_array_index (files, i),
                                                &g_array_index (group->ids, RwId, 0)));
  /* Translators: what was written and to which ticket: "Internal note on T-1042" */
  label = g_strdup_printf (_ ("%s on %s"), rw_enum_label (&rw_enum_message_type, answer->type),
                           group->name);
  rw_ticket_edit_group (page, group, message_edits, data, message_data_free,
                answer->status < 0
                  ? g_steal_pointer (&label)
                  /* Translators: "Public reply on T-1042, then “Resolved”" */
                  : g_strdup_printf (_ ("%s, then “%s”"), label,
                                     rw_enum_label (&rw_enum_ticket_status, answer->status)));
}

/* A new ticket. */

/* Of the incidents that are open so many are looked at for one on the same configuration item. */
#define MOST_OPEN 1000

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
  choices->known = rw_query_known_errors (cache, error);
  if (choices->known != NULL)
    choices->open =
      rw_cache_select (cache, RW_KIND_TICKET,
                       "WHERE \"status\" IN ('new', 'accepted', 'in_progress', 'pending_customer', "
                       "'pending_supplier') AND \"type\" = 'incident' AND \"ci\" IS NOT NULL "
                       "ORDER BY \"opened\" DESC LIMIT ?",
                       error, RW_BIND_INT, (gint64) MOST_OPEN, RW_BIND_END);
  if (choices->open == NULL)
    return NULL;
  return g_steal_pointer (&choices);
}

static void
create_cb (RwIncidentDialog *dialog,
           RwRecord         *ticket,
           RwPage           *page)
{
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  const RwId *cause = rw_incident_dialog_get_cause (dialog);

  rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now ());
  if (cause != NULL)
    g_ptr_array_add (more, rw_link_edit (rw_record_get_id (ticket), RW_LINK_TYPE_CAUSED_BY, cause));
  rw_new_ticket_submit_with (page, ticket, more, TRUE);
}

static void
instead_cb (RwIncidentDialog *dialog,
            RwRecord         *ticket,
            const char       *text,
            RwPage           *page)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (page));
  g_autoptr (RwTicketGroup) group = rw_ticket_group_new ();
  const char *number = rw_record_get_text (ticket, RW_TICKET_NUMBER);
  const RwTicketAnswer answer = {
    .type = RW_MESSAGE_TYPE_NOTE, .text = text, .author = me != NULL ? *me : RW_ID_NIL, .status = -1
  };

  g_array_append_vals (group->ids, rw_record_get_id (ticket), 1);
  group->name = g_strdup (number != NULL ? number : rw_record_get_title (ticket));
  if (*text != '\0')
    rw_ticket_write (page, group, &answer, NULL);
  rw_page_open (page, RW_KIND_TICKET, rw_record_get_id (ticket));
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
  g_signal_connect_object (dialog, "create", G_CALLBACK (create_cb), page, 0);
  g_signal_connect_object (dialog, "instead", G_CALLBACK (instead_cb), page, 0);
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
