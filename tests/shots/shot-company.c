/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-company.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "rw-clock.h"
#include "rw-demo-log.h"
#include "rw-demo.h"
#include "rw-log-store-sqlite.h"
#include "rw-server.h"

static gboolean
keep_record (RwRecord  *record,
             gpointer   data,
             GError   **error)
{
  g_ptr_array_add (data, g_object_ref (record));
  return TRUE;
}

/* Nothing of what is most of a company is seen on its floor. */
static gboolean
keep_floor (RwRecord  *record,
            gpointer   data,
            GError   **error)
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
    case RW_KIND_LINK:
    case RW_KIND_BACKUP_RUN:
    case RW_KIND_USAGE_SAMPLE:
      return TRUE;
    default:
      return keep_record (record, data, error);
    }
}

/* The company is made here and not by the server, so that its present is the pictures'. */
gboolean
shot_company_fill (const char  *state,
                   gboolean     floor,
                   GError     **error)
{
  g_autofree char *data = g_build_filename (state, "sample", "server", NULL),
                  *store = rw_server_store_path (data);
  RwDemoOptions demo = { .size = floor ? RW_DEMO_MID : RW_DEMO_SMALL,
                         .seed = 1,
                         .now_us = rw_clock_now () };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwLogStore) log = NULL;
  RwDemoLog *writer;
  gboolean well;

  if (g_file_test (store, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (data, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", data, g_strerror (errno));
      return FALSE;
    }
  if (!rw_demo_generate (&demo, floor ? keep_floor : keep_record, records, error))
    return FALSE;
  log = rw_log_store_sqlite_fill (store, error);
  if (log == NULL || !rw_log_store_begin (log, error))
    return FALSE;
  writer = rw_demo_log_new (log, demo.now_us);
  well = TRUE;
  for (guint i = 0; i < records->len && well; i++)
    well = rw_demo_log_add (writer, records->pdata[i], error);
  well = well && rw_demo_log_end (writer, error) && rw_log_store_commit (log, error);
  rw_demo_log_free (writer);
  return well;
}
