/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-new-ticket.h"

#include <glib/gi18n.h>

#include "rw-clock.h"

typedef struct
{
  RwPage *page;
  gboolean open;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->page);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

/* When response, resolution and the first customer update are due, as if the service were open around
 * the clock. */
static void
set_clocks (RwRecord *ticket, RwRecord *sla)
{
  static const guint clocks[] = { RW_TICKET_RESPONSE_DUE, RW_TICKET_RESOLUTION_DUE,
                                  RW_TICKET_UPDATE_DUE };
  gint64 opened = rw_record_get_integer (ticket, RW_TICKET_OPENED, 0);
  guint first = RW_SLA_RESPONSE_P1 +
                (guint) rw_record_get_enum (ticket, RW_TICKET_PRIORITY) * G_N_ELEMENTS (clocks);

  G_STATIC_ASSERT (RW_SLA_UPDATE_P1 == RW_SLA_RESPONSE_P1 + 2 &&
                   RW_SLA_RESPONSE_P2 == RW_SLA_RESPONSE_P1 + 3);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      gint64 minutes = rw_record_get_integer (sla, first + i, 0);

      if (minutes > 0)
        rw_record_set_instant (ticket, clocks[i], opened + minutes * RW_MINUTE);
    }
}

static gpointer
query_sla_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  RwRecord *ticket = data;
  const RwId *service_id = rw_record_get_ref (ticket, RW_TICKET_SERVICE);
  g_autoptr (RwRecord) service = NULL;
  g_autoptr (RwRecord) sla = NULL;
  const RwId *sla_id = NULL;

  if (service_id != NULL)
    service = rw_cache_get (cache, RW_KIND_SERVICE, service_id, NULL);
  if (service != NULL)
    sla_id = rw_record_get_ref (service, RW_SERVICE_SLA);
  if (sla_id != NULL)
    sla = rw_cache_get (cache, RW_KIND_SLA, sla_id, NULL);
  if (sla != NULL)
    set_clocks (ticket, sla);
  return g_object_ref (ticket);
}

static void
sla_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
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
  Making *making;

  g_return_if_fail (RW_IS_PAGE (page) && rw_record_get_kind (ticket) == RW_KIND_TICKET);
  g_return_if_fail (rw_page_get_session (page) != NULL);
  making = g_new0 (Making, 1);
  making->page = g_object_ref (page);
  making->open = open;
  rw_session_read_async (rw_page_get_session (page), query_sla_cb, g_object_ref (ticket),
                         g_object_unref, g_object_unref, NULL, sla_known_cb, making);
}
