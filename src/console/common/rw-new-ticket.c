/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-new-ticket.h"

#include <glib/gi18n.h>

#include "query/rw-query-ticket-past.h"

typedef struct
{
  RwPage *page;
  GPtrArray *more; /* (nullable): of RwEdit */
  gboolean open;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->page);
  g_clear_pointer (&making->more, g_ptr_array_unref);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static gpointer
query_clocks_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  RwRecord *ticket = data;
  g_autoptr (RwTicketPast) past = rw_query_ticket_past (cache, ticket, error);

  if (past == NULL)
    return NULL;
  rw_ticket_set_clocks (ticket, past, rw_record_get_integer (ticket, RW_TICKET_OPENED, 0));
  return g_object_ref (ticket);
}

static void
clocks_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Making) making = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) ticket = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (ticket == NULL)
    {
      rw_page_toast (making->page, error->message);
      return;
    }
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_edit_new_create (ticket));
  for (guint i = 0; making->more != NULL && i < making->more->len; i++)
    g_ptr_array_add (edits, rw_edit_copy (making->more->pdata[i]));
  label = g_strdup_printf (_ ("New ticket: %s"), rw_record_get_text (ticket, RW_TICKET_TITLE));
  if (making->open)
    rw_page_submit_and_open (making->page, edits, label, RW_KIND_TICKET, rw_record_get_id (ticket));
  else
    rw_page_submit (making->page, edits, label);
}

/**
 * rw_new_ticket_submit:
 * @page: that submits it, and offers undo
 * @ticket: a new ticket with the time at which it was opened
 * @open: whether to go to it then
 *
 * Starts the clocks that the service's agreement asks for, and submits the ticket.
 */
void
rw_new_ticket_submit (RwPage *page, RwRecord *ticket, gboolean open)
{
  rw_new_ticket_submit_with (page, ticket, NULL, open);
}

/**
 * rw_new_ticket_submit_with:
 * @more: (nullable) (element-type RwEdit): what belongs to it: links; a reference is taken
 *
 * The same, in one step with other edits.
 */
void
rw_new_ticket_submit_with (RwPage *page, RwRecord *ticket, GPtrArray *more, gboolean open)
{
  Making *making;

  g_return_if_fail (RW_IS_PAGE (page) && rw_record_get_kind (ticket) == RW_KIND_TICKET);
  g_return_if_fail (rw_page_get_session (page) != NULL);
  making = g_new0 (Making, 1);
  making->page = g_object_ref (page);
  making->more = more != NULL ? g_ptr_array_ref (more) : NULL;
  making->open = open;
  rw_session_read_async (rw_page_get_session (page), query_clocks_cb, g_object_ref (ticket),
                         g_object_unref, g_object_unref, NULL, clocks_known_cb, making);
}
