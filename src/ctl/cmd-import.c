/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>

#include "rw-check.h"
#include "rw-clock.h"
#include "rw-ctl-push.h"
#include "rw-error.h"
#include "rw-netbox.h"

/* rackwardctl import: one transaction, an account of every object, and nothing the second time. */

static void
print_account (const RwNetboxResult *result)
{
  guint objects = 0, imported = 0, folded = 0, left_out = 0;

  /* Translators: heads of a table; imported: became a record, folded: became part of one */
  g_print ("%-36s %9s %9s %9s %9s\n", _ ("model"), _ ("objects"), _ ("imported"), _ ("folded"), _ ("left out"));
  for (guint i = 0; i < result->rows->len; i++)
    {
      const RwNetboxRow *row = result->rows->pdata[i];

      g_print ("%-36s %9u %9u %9u %9u\n", row->model, row->objects, row->imported, row->folded, row->left_out);
      for (guint r = 0; r < row->reasons->len; r++)
        {
          const RwNetboxReason *reason = row->reasons->pdata[r];

          g_print ("  %u: %s\n", reason->count, reason->text);
        }
      objects += row->objects;
      imported += row->imported;
      folded += row->folded;
      left_out += row->left_out;
    }
  g_print ("%-36s %9u %9u %9u %9u\n", _ ("all"), objects, imported, folded, left_out);
  for (guint i = 0; i < result->remarks->len; i++)
    {
      const RwNetboxReason *remark = result->remarks->pdata[i];

      g_print ("%s (%u)\n", remark->text, remark->count);
    }
}

/* As rw_log_store_load(), but what is there and not in the import stays. */
static gboolean
load_one (RwLogStore         *log,
          const RwLogAuthor  *author,
          RwRecord           *record,
          GError            **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (RwLogState) state = rw_log_store_get (log, rw_record_get_id (record), &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (state != NULL && state->record != NULL && state->kind == rw_record_get_kind (record))
    rw_netbox_merge (record, state->record);
  return rw_record_check (record, error) && rw_log_store_load (log, author, record, error);
}

static gboolean
load_all (RwLogStore  *log,
          GPtrArray   *records,
          const char  *actor,
          GError     **error)
{
  RwLogAuthor author = { .at = rw_clock_now (), .actor = actor };
  RwCtlProgress progress;
  gboolean well = TRUE;

  rw_ctl_progress_begin (&progress, _ ("Importing"), records->len);
  for (guint i = 0; i < records->len && well; i++)
    {
      well = load_one (log, &author, records->pdata[i], error);
      if (!well)
        g_prefix_error (error, "%s “%s”: ", rw_kind_label (rw_record_get_kind (records->pdata[i])), rw_record_get_title (records->pdata[i]));
      rw_ctl_progress_step (&progress);
    }
  rw_ctl_progress_end (&progress);
  return well;
}

static int
import_to_store (GPtrArray  *records,
                 const char *actor,
                 const char *data_dir)
{
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 before, after;
  gboolean well;

  if (!rw_ctl_store_open (&store, data_dir, TRUE, TRUE, &error))
    return rw_ctl_fail (error);
  before = rw_log_store_get_head (store.log);
  well = rw_log_store_begin (store.log, &error) && load_all (store.log, records, actor, &error);
  after = rw_log_store_get_head (store.log);
  if (!rw_ctl_store_end (&store, well, well ? &error : NULL))
    {
      g_prefix_error (&error, _ ("Nothing was changed: "));
      return rw_ctl_fail (error);
    }
  if (after == before)
    g_print (_ ("Nothing has changed since the last import.\n"));
  else
    g_print (ngettext ("Wrote %lu record.\n", "Wrote %lu records.\n", (gulong) (after - before)), (gulong) (after - before));
  return RW_CTL_OK;
}

static int
import_to_server (GPtrArray  *records,
                  const char *url,
                  const char *token_file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = rw_ctl_read_token (token_file, &error);
  guint written = 0;

  if (token == NULL)
    return rw_ctl_fail (error);
  if (!rw_ctl_push (url, token, records, rw_netbox_merge, &written, &error))
    {
      g_printerr ("rackwardctl: %s", error->message);
      g_printerr (written == 0 ? _ ("; nothing was changed\n") : _ ("; %u records were written before, importing again goes on from there\n"), written);
      return RW_CTL_FAILED;
    }
  if (written == 0)
    g_print (_ ("Nothing has changed since the last import.\n"));
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "Wrote %u record.\n", "Wrote %u records.\n", written), written);
  return RW_CTL_OK;
}

static int
import_netbox_dump (int    argc,
                    char **argv)
{
  g_autofree char *data_dir = NULL, *server = NULL, *token_file = NULL, *text = NULL;
  gboolean quiet = FALSE, dry = FALSE;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder; made when it is not there"), "DIR" },
    { "server", 's', 0, G_OPTION_ARG_STRING, &server, N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file, N_ ("With --server: the token is in this file"), "FILE" },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry, N_ ("Only say what would become of each object"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_ ("Without the account of every model"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RwNetboxResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!rw_ctl_parse ("rackwardctl import netbox-dump", "FILE",
                     _ ("Takes over what NetBox's dumpdata wrote. NetBox's values win; what is in Rackward only stays."), entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if ((data_dir != NULL) + (server != NULL) + dry != 1)
    return rw_ctl_misuse (_ ("Say where to: --data DIR, --server URL, or --dry-run"));
  if (!g_file_get_contents (argv[1], &text, &length, &error))
    return rw_ctl_fail (error);
  result = rw_netbox_read (text, length, &error);
  if (result == NULL)
    return rw_ctl_misuse (_ ("Could not import %s: %s"), argv[1], error->message);
  if (!quiet)
    print_account (result);
  if (dry)
    return RW_CTL_OK;
  if (server != NULL)
    return import_to_server (result->records, server, token_file);
  return import_to_store (result->records, "rackwardctl import netbox-dump", data_dir);
}

int
rw_cmd_import (int    argc,
               char **argv)
{
  static const RwCtlCommand commands[] = {
    { "device-types", N_ ("Device types in YAML, as NetBox's community library has them"),
      rw_cmd_import_device_types },
    { "netbox-dump", N_ ("What NetBox's dumpdata wrote"), import_netbox_dump },
  };

  return rw_ctl_dispatch ("rackwardctl import", _ ("Takes over what another system knows."), commands, G_N_ELEMENTS (commands), argc, argv);
}
