/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-resolve.h"

#include <glib/gi18n.h>

#include "query/rw-query-ticket-past.h"
#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-resolve-dialog.h"
#include "rw-ticket-facts.h"
#include "rw-ticket-text.h"

/* Resolving one ticket: what the customer is told, and what becomes of its children. */

typedef struct
{
  RwRecord *ticket;
  RwTicketPast *past;
  RwId contact;
} Child;

static void
child_free (gpointer data)
{
  Child *child = data;

  g_object_unref (child->ticket);
  g_clear_pointer (&child->past, rw_ticket_past_free);
  g_free (child);
}

/* The ticket as it is in the store, and its open children. */
typedef struct
{
  RwTicketDetail *detail;
  GPtrArray *children; /* of Child */
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->detail, rw_ticket_detail_free);
  g_clear_pointer (&read->children, g_ptr_array_unref);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

typedef struct
{
  RwPage *page;
  RwTicketGroup *group;
  RwId me;
  Read *read; /* (nullable): until it is read */
} Resolving;

static void
resolving_free (Resolving *resolving)
{
  g_object_unref (resolving->page);
  rw_ticket_group_free (resolving->group);
  g_clear_pointer (&resolving->read, read_free);
  g_free (resolving);
}

static void
resolving_free_closure (gpointer  data,
                        GClosure *closure)
{
  resolving_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resolving, resolving_free)

static gboolean
read_child (RwCache     *cache,
            const RwId  *id,
            GPtrArray   *children,
            GError     **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RwRecord) ticket = rw_cache_get (cache, RW_KIND_TICKET, id, &failure);
  g_autoptr (RwRecord) customer = NULL;
  const RwId *of, *contact = NULL;
  Child *child;

  of = ticket != NULL ? rw_record_get_ref (ticket, RW_TICKET_CUSTOMER) : NULL;
  if (failure == NULL && of != NULL)
    customer = rw_cache_get (cache, RW_KIND_CUSTOMER, of, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (ticket == NULL)
    return TRUE;
  child = g_new0 (Child, 1);
  child->ticket = g_object_ref (ticket);
  g_ptr_array_add (children, child);
  if (customer != NULL)
    contact = rw_record_get_ref (customer, RW_CUSTOMER_FIRST_CONTACT);
  child->contact = contact != NULL ? *contact : RW_ID_NIL;
  child->past = rw_query_ticket_past (cache, ticket, error);
  return child->past != NULL;
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Resolving *resolving = data;
  g_autoptr (Read) read = g_new0 (Read, 1);
  GPtrArray *links;

  read->children = g_ptr_array_new_with_free_func (child_free);
  read->detail =
    rw_query_ticket (cache, &g_array_index (resolving->group->ids, RwId, 0), &resolving->me, error);
  if (read->detail == NULL)
    return NULL;
  links = read->detail->desk->links;
  for (guint i = 0; i < links->len; i++)
    {
      const RwTicketLink *link = links->pdata[i];

      if (link->type == RW_LINK_TYPE_CHILD && !link->outgoing && link->kind == RW_KIND_TICKET &&
          rw_ticket_status_is_open ((RwTicketStatus) link->status) &&
          !read_child (cache, &link->other, read->children, error))
        return NULL;
    }
  return g_steal_pointer (&read);
}

/* Whether there is something to be said or asked. */
static gboolean
is_plain (const Read *read)
{
  RwRecord *ticket = read->detail->ticket;

  if (!rw_ticket_status_is_open (rw_record_get_enum (ticket, RW_TICKET_STATUS)))
    return TRUE;
  if (read->children->len > 0)
    return FALSE;
  if (rw_record_get_enum (ticket, RW_TICKET_TYPE) != RW_TICKET_TYPE_INCIDENT)
    return TRUE;
  if (!rw_id_is_nil (&read->detail->desk->first_contact.id))
    return FALSE;
  for (guint i = 0; i < read->detail->messages->len; i++)
    if (((RwTicketMessage *) read->detail->messages->pdata[i])->type == RW_MESSAGE_TYPE_UPDATE)
      return FALSE;
  return TRUE;
}

/* What stays comes before what can be taken back; see rw_ticket_edit_message(). */
static void
add_edits (GPtrArray            *stays,
           GPtrArray            *goes,
           RwRecord             *ticket,
           const RwTicketPast   *past,
           const RwTicketAnswer *answer)
{
  g_autoptr (GPtrArray) edits =
    answer->text != NULL
      ? rw_ticket_edit_message (ticket, past, answer, rw_clock_now ())
      : rw_ticket_edit_status (ticket, past, RW_TICKET_STATUS_RESOLVED, rw_clock_now ());
  gboolean said = answer->text == NULL;

  while (edits->len > 0)
    {
      RwEdit *edit = g_ptr_array_steal_index (edits, 0);

      g_ptr_array_add (said ? goes : stays, edit);
      said = said || edit->kind == RW_KIND_MESSAGE;
    }
}

static void
resolve_cb (RwResolveDialog *dialog,
            const char      *text,
            gboolean         children,
            Resolving       *resolving)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  GPtrArray *goes = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwTicketAnswer answer = { .type = RW_MESSAGE_TYPE_UPDATE,
                            .text = text,
                            .author = resolving->me,
                            .status = RW_TICKET_STATUS_RESOLVED };
  g_autofree char *label = NULL;
  guint n = children ? resolving->read->children->len : 0;

  answer.contact = resolving->read->detail->desk->first_contact.id;
  add_edits (edits, goes, resolving->read->detail->ticket, resolving->read->detail->past, &answer);
  for (guint i = 0; i < n; i++)
    {
      const Child *child = resolving->read->children->pdata[i];

      answer.contact = child->contact;
      add_edits (edits, goes, child->ticket, child->past, &answer);
    }
  g_ptr_array_extend_and_steal (edits, goes);
  label =
    n == 0 ? g_strdup_printf (_ ("Resolve %s"), resolving->group->name)
           : g_strdup_printf (ngettext ("Resolve %s and %u child", "Resolve %s and %u children", n),
                              resolving->group->name, n);
  rw_page_submit (resolving->page, edits, label);
}

/* Nothing came of it: what the page shows may be ahead of what is. */
static void
cancelled_cb (RwResolveDialog *dialog,
              Resolving       *resolving)
{
  const RwChangeSet changes = { RW_KIND_BIT (RW_KIND_TICKET), NULL };

  RW_PAGE_GET_CLASS (resolving->page)->data_changed (resolving->page, &changes);
}

static void
ask (Resolving *resolving)
{
  const RwTicketDetail *detail = resolving->read->detail;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  RwMacroFacts facts;
  AdwDialog *dialog;

  for (guint i = 0; i < resolving->read->children->len; i++)
    {
      const Child *child = resolving->read->children->pdata[i];
      const char *number = rw_record_get_text (child->ticket, RW_TICKET_NUMBER);

      g_ptr_array_add (numbers,
                       g_strdup (number != NULL ? number : rw_record_get_title (child->ticket)));
    }
  rw_ticket_facts (detail, RW_MESSAGE_TYPE_UPDATE, &facts);
  text = rw_macro_compose (detail->desk->macros, TRUE,
                           rw_ticket_language (detail->desk, RW_MESSAGE_TYPE_UPDATE), &facts);
  g_clear_pointer (&facts.zone, g_time_zone_unref);
  dialog =
    rw_resolve_dialog_new (resolving->group->name, text, detail->desk->first_contact.name, numbers);
  g_signal_connect (dialog, "cancelled", G_CALLBACK (cancelled_cb), resolving);
  g_signal_connect_data (dialog, "resolve", G_CALLBACK (resolve_cb), resolving,
                         resolving_free_closure, 0);
  adw_dialog_present (dialog, GTK_WIDGET (resolving->page));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Resolving) resolving = user_data;
  g_autoptr (GError) error = NULL;

  resolving->read = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (resolving->read == NULL)
    {
      rw_page_toast (resolving->page, error->message);
      cancelled_cb (NULL, resolving);
    }
  else if (is_plain (resolving->read))
    rw_ticket_move (resolving->page, resolving->group, RW_TICKET_STATUS_RESOLVED);
  else
    ask (g_steal_pointer (&resolving));
}

static Resolving *
resolving_new (RwPage              *page,
               const RwTicketGroup *group)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (page));
  Resolving *resolving = g_new0 (Resolving, 1);

  resolving->page = g_object_ref (page);
  resolving->group = rw_ticket_group_copy (group);
  resolving->me = me != NULL ? *me : RW_ID_NIL;
  return resolving;
}

/**
 * rw_ticket_resolve:
 * @group: of one ticket
 *
 * Resolves it. Where a customer waits for the end of an incident, the final status is prepared for the first-level
 * contact; where it has open children, they are resolved with the same text, if the person wants that. All of it is
 * one step.
 */
void
rw_ticket_resolve (RwPage              *page,
                   const RwTicketGroup *group)
{
  g_return_if_fail (group->ids->len == 1);
  rw_session_read_async (rw_page_get_session (page), query_cb, resolving_new (page, group),
                         (GDestroyNotify) resolving_free, read_free, NULL, read_cb,
                         resolving_new (page, group));
}
