/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-link.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-links-box.h"
#include "rw-record-choice.h"
#include "rw-text.h"
#include "rw-ticket-chooser.h"

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

/**
 * rw_link_edit:
 *
 * Returns: (transfer full): a new link
 */
RwEdit *
rw_link_edit (const RwId *source,
              RwLinkType  type,
              const RwId *target)
{
  g_autoptr (RwRecord) link = rw_record_new (RW_KIND_LINK, NULL);

  rw_record_set_ref (link, RW_LINK_SOURCE, source);
  rw_record_set_enum (link, RW_LINK_TYPE, type);
  rw_record_set_ref (link, RW_LINK_TARGET, target);
  return rw_edit_new_create (link);
}

static const char *
number_of (RwRecord *ticket)
{
  const char *number = rw_record_get_text (ticket, RW_TICKET_NUMBER);

  return number != NULL ? number : rw_record_get_title (ticket);
}

/* --- Merging ------------------------------------------------------------------------------------------ */

/* What is asked before two tickets become one. */
typedef struct
{
  RwPage *page;
  RwId id;      /* of the ticket */
  RwId into_id; /* of the one that is kept */
  RwRecord *ticket;
  RwRecord *into;
  gboolean has_merged;
  char *customer;      /* (nullable): name of the ticket's */
  char *into_customer; /* (nullable) */
} Merge;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  g_clear_object (&merge->page);
  g_clear_object (&merge->ticket);
  g_clear_object (&merge->into);
  g_free (merge->customer);
  g_free (merge->into_customer);
  g_free (merge);
}

static void
merge_free_closure (gpointer  data,
                    GClosure *closure)
{
  merge_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Merge, merge_free)

static RwRecord *
read_ticket (RwCache     *cache,
             const RwId  *id,
             char       **customer,
             GError     **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RwRecord) ticket = rw_cache_get (cache, RW_KIND_TICKET, id, &failure);
  g_autoptr (RwRecord) of = NULL;

  if (ticket != NULL && rw_record_has (ticket, RW_TICKET_CUSTOMER))
    of = rw_cache_get (cache, RW_KIND_CUSTOMER, rw_record_get_ref (ticket, RW_TICKET_CUSTOMER),
                       &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (ticket == NULL)
    g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This ticket is no longer here"));
  else
    {
      *customer = of != NULL ? g_strdup (rw_record_get_text (of, RW_CUSTOMER_NAME)) : NULL;
      return g_steal_pointer (&ticket);
    }
  return NULL;
}

static gpointer
query_merge_cb (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const Merge *asked = data;
  g_autoptr (Merge) merge = g_new0 (Merge, 1);
  g_autoptr (GPtrArray) merged = NULL;

  merge->ticket = read_ticket (cache, &asked->id, &merge->customer, error);
  if (merge->ticket == NULL)
    return NULL;
  merge->into = read_ticket (cache, &asked->into_id, &merge->into_customer, error);
  if (merge->into == NULL)
    return NULL;
  merged = rw_cache_select (cache, RW_KIND_TICKET, "WHERE \"merged_into\" = ? LIMIT 1", error,
                            RW_BIND_ID, &asked->id, RW_BIND_END);
  if (merged == NULL)
    return NULL;
  merge->has_merged = merged->len > 0;
  return g_steal_pointer (&merge);
}

static void
submit_merge (Merge *merge)
{
  g_autoptr (GPtrArray) edits = new_edits ();
  g_autoptr (RwRecord) after = rw_record_dup (merge->ticket);
  g_autofree char *label =
    g_strdup_printf (_ ("Merge %s into %s"), number_of (merge->ticket), number_of (merge->into));

  rw_ticket_merge (after, rw_record_get_id (merge->into), rw_clock_now ());
  g_ptr_array_add (edits, rw_edit_new_diff (merge->ticket, after));
  g_ptr_array_add (edits, rw_link_edit (rw_record_get_id (merge->ticket), RW_LINK_TYPE_DUPLICATE,
                                        rw_record_get_id (merge->into)));
  rw_page_submit_and_open (merge->page, edits, label, RW_KIND_TICKET,
                           rw_record_get_id (merge->into));
}

static void
confirmed_cb (AdwAlertDialog *dialog,
              const char     *response,
              Merge          *merge)
{
  if (g_str_equal (response, "merge"))
    submit_merge (merge);
}

/* Messages of one customer are not shown to another one by mistake. */
static void
confirm_customer (Merge *merge)
{
  const char *theirs = merge->into_customer != NULL ? merge->into_customer : _ ("no customer");
  const char *ours = merge->customer != NULL ? merge->customer : _ ("no customer");
  g_autofree char *body = g_strdup_printf (
    _ (
      "%s is of %s, %s is of %s. What was written to the one customer then stands with what was written to the other."),
    number_of (merge->ticket), ours, number_of (merge->into), theirs);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Different Customers"), body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "merge",
                                  _ ("_Merge"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "merge",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (confirmed_cb), merge, merge_free_closure,
                         0);
  adw_dialog_present (dialog, GTK_WIDGET (merge->page));
}

static gboolean
same_customer (const Merge *merge)
{
  return rw_value_equal (rw_record_get (merge->ticket, RW_TICKET_CUSTOMER),
                         rw_record_get (merge->into, RW_TICKET_CUSTOMER));
}

static void
merge_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Merge) merge = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (merge == NULL ||
      !rw_ticket_check_merge (merge->ticket, merge->into, merge->has_merged, &error))
    {
      rw_page_toast (page, error->message);
      return;
    }
  merge->page = g_object_ref (page);
  if (same_customer (merge))
    submit_merge (merge);
  else
    confirm_customer (g_steal_pointer (&merge));
}

static void
keep_chosen_cb (RwPage     *page,
                RwKind      kind,
                const RwId *id,
                gpointer    data)
{
  Merge *asked = g_new0 (Merge, 1);

  asked->id = *(const RwId *) data;
  asked->into_id = *id;
  rw_session_read_async (rw_page_get_session (page), query_merge_cb, asked, merge_free, merge_free,
                         NULL, merge_read_cb, g_object_ref (page));
}

/**
 * rw_ticket_merge_ask:
 *
 * Asks which ticket is kept, and merges @ticket into it: it is closed and leads there, and what was written to it is
 * shown there.
 */
void
rw_ticket_merge_ask (RwPage   *page,
                     RwRecord *ticket)
{
  g_autofree char *title = g_strdup_printf (_ ("Merge %s Into"), number_of (ticket));

  rw_record_choice_ask (page, title, ticket, RW_KIND_BIT (RW_KIND_TICKET), keep_chosen_cb,
                        rw_id_copy (rw_record_get_id (ticket)), g_free);
}

/* --- Linking ------------------------------------------------------------------------------------------- */

#define SYSTEMS \
  (RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_SERVICE))

/* To what a ticket has a link of this meaning. */
static guint64
kinds_of (RwLinkType type)
{
  switch (type)
    {
    case RW_LINK_TYPE_AFFECTS:
      return SYSTEMS;
    case RW_LINK_TYPE_FIXED_BY:
      return RW_KIND_BIT (RW_KIND_CHANGE);
    case RW_LINK_TYPE_CAUSED_BY:
    case RW_LINK_TYPE_BLOCKS:
      return RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE);
    case RW_LINK_TYPE_RECURRENCE:
    case RW_LINK_TYPE_DUPLICATE:
    case RW_LINK_TYPE_CHILD:
      return RW_KIND_BIT (RW_KIND_TICKET);
    case RW_LINK_TYPE_RELATED:
    case RW_LINK_TYPE_N_VALUES:
    default:
      return RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE) | SYSTEMS;
    }
}

typedef struct
{
  RwPage *page;
  RwRecord *ticket;
  RwLinkType type;
} Linking;

static void
linking_free (gpointer data)
{
  Linking *linking = data;

  g_object_unref (linking->page);
  g_object_unref (linking->ticket);
  g_free (linking);
}

static void
linking_free_closure (gpointer  data,
                      GClosure *closure)
{
  linking_free (data);
}

static Linking *
linking_new (RwPage     *page,
             RwRecord   *ticket,
             RwLinkType  type)
{
  Linking *linking = g_new0 (Linking, 1);

  linking->page = g_object_ref (page);
  linking->ticket = g_object_ref (ticket);
  linking->type = type;
  return linking;
}

static void
target_chosen_cb (RwPage     *page,
                  RwKind      kind,
                  const RwId *id,
                  gpointer    data)
{
  Linking *linking = data;
  g_autoptr (GPtrArray) edits = new_edits ();
  g_autofree char *label = g_strdup_printf (_ ("Link %s"), number_of (linking->ticket));

  g_ptr_array_add (edits, rw_link_edit (rw_record_get_id (linking->ticket), linking->type, id));
  rw_page_submit (page, edits, label);
}

static void
meaning_chosen_cb (RwTicketChooser *chooser,
                   guint            index,
                   Linking         *linking)
{
  g_autofree char *title = g_strdup_printf ("%s: %s", number_of (linking->ticket),
                                            rw_link_label ((RwLinkType) index, TRUE));

  rw_record_choice_ask (linking->page, title, linking->ticket, kinds_of ((RwLinkType) index),
                        target_chosen_cb,
                        linking_new (linking->page, linking->ticket, (RwLinkType) index),
                        linking_free);
}

/**
 * rw_ticket_link_ask:
 *
 * Asks what a new link means, and where it leads.
 */
void
rw_ticket_link_ask (RwPage   *page,
                    RwRecord *ticket)
{
  g_autofree char *title = g_strdup_printf (_ ("Link %s"), number_of (ticket));
  AdwDialog *chooser = rw_ticket_chooser_new (title);

  for (int type = 0; type < RW_LINK_TYPE_N_VALUES; type++)
    rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), rw_link_label ((RwLinkType) type, TRUE),
                           NULL);
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (meaning_chosen_cb),
                         linking_new (page, ticket, RW_LINK_TYPE_RELATED), linking_free_closure, 0);
  adw_dialog_present (chooser, GTK_WIDGET (page));
}

/**
 * rw_ticket_unlink:
 * @link: id of a link
 *
 * Takes the link away.
 */
void
rw_ticket_unlink (RwPage     *page,
                  const RwId *link)
{
  g_autoptr (GPtrArray) edits = new_edits ();

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_LINK, link));
  rw_page_submit (page, edits, _ ("Remove the link"));
}

/* --- Splitting ------------------------------------------------------------------------------------------ */

typedef struct
{
  RwPage *page;
  RwRecord *ticket; /* the new one */
  RwId from;
  GtkEditable *entry; /* the dialog's */
} Split;

static void
split_free_closure (gpointer  data,
                    GClosure *closure)
{
  Split *split = data;

  g_object_unref (split->page);
  g_object_unref (split->ticket);
  g_free (split);
}

static void
split_cb (AdwAlertDialog *dialog,
          const char     *response,
          Split          *split)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (split->entry)));
  g_autofree char *label = NULL;

  if (!g_str_equal (response, "split") || *title == '\0')
    return;
  edits = new_edits ();
  rw_record_set_text (split->ticket, RW_TICKET_TITLE, title);
  g_ptr_array_add (edits, rw_edit_new_create (split->ticket));
  g_ptr_array_add (edits, rw_link_edit (rw_record_get_id (split->ticket), RW_LINK_TYPE_RELATED,
                                        &split->from));
  label = g_strdup_printf (_ ("New ticket: %s"), title);
  rw_page_submit_and_open (split->page, edits, label, RW_KIND_TICKET,
                           rw_record_get_id (split->ticket));
}

/* What belongs to the customer's matter as such; what became of the old ticket does not come along. */
static RwRecord *
new_split (const RwTicketDetail  *detail,
           const RwTicketMessage *message)
{
  static const guint kept[] = { RW_TICKET_TYPE,
                                RW_TICKET_IMPACT,
                                RW_TICKET_URGENCY,
                                RW_TICKET_PRIORITY,
                                RW_TICKET_PRIORITY_REASON,
                                RW_TICKET_CUSTOMER,
                                RW_TICKET_SERVICE,
                                RW_TICKET_CI,
                                RW_TICKET_TEAM,
                                RW_TICKET_REPORTER,
                                RW_TICKET_SOURCE,
                                RW_TICKET_CATEGORY };
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwTicketPast) past = rw_ticket_past_new (
    detail->past->terms != NULL ? rw_sla_terms_ref (detail->past->terms) : NULL);
  gint64 now = rw_clock_now ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    rw_record_set (ticket, kept[i], rw_record_get (detail->ticket, kept[i]));
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
  if (message->body != NULL)
    rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, message->body);
  rw_ticket_set_clocks (ticket, past, now);
  return ticket;
}

static char *
first_line (const RwTicketMessage *message)
{
  const char *text = message->subject != NULL && *message->subject != '\0' ? message->subject
                     : message->body != NULL                               ? message->body
                                                                           : "";
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));

  return rw_text_truncate (g_strstrip (line), 120);
}

/**
 * rw_ticket_split_ask:
 * @message: of that ticket
 *
 * Makes a ticket of its own of a message that is about something else: same customer, service and configuration
 * item, the text as its description, and a link back.
 */
void
rw_ticket_split_ask (RwPage                *page,
                     const RwTicketDetail  *detail,
                     const RwTicketMessage *message)
{
  AdwDialog *dialog = adw_alert_dialog_new (
    _ ("New Ticket From This Message"),
    _ ("It gets the text, the customer and the configuration item, and is linked to "
       "this one."));
  g_autofree char *title = first_line (message);
  GtkWidget *entry = gtk_entry_new ();
  Split *split = g_new0 (Split, 1);

  split->page = g_object_ref (page);
  split->ticket = new_split (detail, message);
  split->from = *rw_record_get_id (detail->ticket);
  split->entry = GTK_EDITABLE (entry);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 200);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Title"), -1);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "split",
                                  _ ("C_reate"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "split",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "split");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  g_signal_connect_data (dialog, "response", G_CALLBACK (split_cb), split, split_free_closure, 0);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
