/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-find-record.h"

#include <glib/gi18n.h>

#include "rw-error.h"

/* The field that "rackward://KIND/NAME" names a record by. */
static int
name_field (RwKind kind)
{
  switch (kind)
    {
    case RW_KIND_TICKET:
      return RW_TICKET_NUMBER;
    case RW_KIND_CHANGE:
      return RW_CHANGE_NUMBER;
    default:
      return rw_schema_get (kind)->title;
    }
}

/**
 * rw_find_record:
 *
 * For the reader thread.
 *
 * Returns: (transfer full) (nullable): the record that @address names, or %NULL with @error set
 */
RwRecord *
rw_find_record (RwCache          *cache,
                const RwAddress  *address,
                GError          **error)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *tail = NULL;
  int field = name_field (address->kind);

  if (address->name == NULL)
    {
      RwRecord *record = rw_cache_get (cache, address->kind, &address->id, &local_error);

      if (record == NULL && local_error == NULL)
        g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _("This %s does not exist, or is not for you to see"),
                     rw_kind_label (address->kind));
      else if (record == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return record;
    }
  if (field >= 0)
    {
      tail = g_strdup_printf ("WHERE \"%s\" = ? ORDER BY \"id\" LIMIT 1",
                              rw_schema_field (address->kind, (guint) field)->name);
      found = rw_cache_select (cache, address->kind, tail, error, RW_BIND_TEXT, address->name, RW_BIND_END);
      if (found == NULL)
        return NULL;
    }
  if (found == NULL || found->len == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _("There is no %s “%s”"), rw_kind_label (address->kind),
                   address->name);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

static gpointer
read_cb (RwCache       *cache,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return rw_find_record (cache, data, error);
}

static void
free_address (gpointer data)
{
  rw_address_clear (data);
  g_free (data);
}

void
rw_find_record_async (RwSession           *session,
                      const RwAddress     *address,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  RwAddress *copy = g_new (RwAddress, 1);

  *copy = *address;
  copy->name = g_strdup (address->name);
  rw_session_read_async (session, read_cb, copy, free_address, g_object_unref, cancellable, callback, user_data);
}

RwRecord *
rw_find_record_finish (RwSession     *session,
                       GAsyncResult  *result,
                       GError       **error)
{
  return rw_session_read_finish (session, result, error);
}
