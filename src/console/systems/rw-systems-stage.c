/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-stage.h"

#include <glib/gi18n.h>

#include "query/rw-query-records.h"
#include "rules/rw-system-rules.h"

typedef struct
{
  RwPage *page;
  RwStage stage;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->page);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gpointer
read_records_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_records (cache, data, cancellable, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = NULL;
  const char *stage_label = rw_enum_label (&rw_enum_stage, (int) request->stage);
  const char *name = NULL;

  if (records == NULL)
    {
      rw_page_toast (request->page, error->message);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *before = records->pdata[i];
      g_autoptr (RwRecord) after = rw_record_dup (before);
      RwEdit *edit;

      rw_record_set_enum (after, rw_system_field (after, RW_DEVICE_STAGE), (int) request->stage);
      edit = rw_edit_new_diff (before, after);
      if (edit == NULL)
        continue;
      name = rw_record_get_title (before);
      g_ptr_array_add (edits, edit);
    }
  if (edits->len == 0)
    return;
  if (edits->len == 1)
    label = g_strdup_printf (_ ("Set “%s” to “%s”"), name, stage_label);
  else
    label = g_strdup_printf (ngettext ("Set %u system to “%s”", "Set %u systems to “%s”", edits->len), edits->len, stage_label);
  rw_page_submit (request->page, edits, label);
}

/**
 * rw_systems_set_stage:
 * @keys: (element-type RwRecordKey): which systems
 * @stage: the new life-cycle stage
 *
 * Sets the stage of all the systems in one group: all or none, and one undo.
 */
void
rw_systems_set_stage (RwPage    *page,
                      GArray    *keys,
                      RwStage    stage)
{
  Request *request = g_new0 (Request, 1);

  request->page = g_object_ref (page);
  request->stage = stage;
  rw_session_read_async (rw_page_get_session (page), read_records_cb, g_array_ref (keys),
                         (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref, NULL,
                         read_cb, request);
}
