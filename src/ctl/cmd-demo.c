/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "rw-clock.h"
#include "rw-demo-log.h"
#include "rw-demo.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

/* rackwardctl demo: the sample company, into a store or as lines. */

typedef struct
{
  RwDemoLog *log;
  GString *line;
  RwCtlProgress progress;
} Target;

static gboolean
load_record (RwRecord  *record,
             gpointer   data,
             GError   **error)
{
  Target *target = data;

  rw_ctl_progress_step (&target->progress);
  return rw_demo_log_add (target->log, record, error);
}

static gboolean
print_record (RwRecord  *record,
              gpointer   data,
              GError   **error)
{
  Target *target = data;
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (rw_record_get_id (record), id);
  g_string_printf (target->line, "{\"kind\":\"%s\",\"id\":\"%s\",\"body\":", rw_record_get_info (record)->name, id);
  rw_record_write_body (record, target->line);
  g_string_append (target->line, "}\n");
  if (fwrite (target->line->str, 1, target->line->len, stdout) == target->line->len)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not write to standard output"));
  return FALSE;
}

static guint64
expected_records (RwDemoSize size)
{
  const RwDemoCounts *counts = rw_demo_size_counts (size);

  /* What the table of sizes names is most of it. */
  return (guint64) counts->devices + counts->vms + counts->ports + counts->addresses + counts->cables + counts->tickets +
         counts->messages + counts->changes * 6 + counts->runs * 6 / 5;
}

static int
demo_to_store (const RwDemoOptions *options,
               const char          *data_dir)
{
  g_auto (RwCtlStore) store = { NULL };
  Target target = { NULL };
  g_autofree char *records = NULL;
  g_autoptr (GError) error = NULL;
  gboolean well;

  if (!rw_ctl_store_open (&store, data_dir, TRUE, TRUE, &error))
    return rw_ctl_fail (error);
  if (!store.fresh)
    {
      g_printerr (_ ("rackwardctl: %s is already there; the sample company needs a folder of its own\n"), store.path);
      return RW_CTL_FAILED;
    }
  target.log = rw_demo_log_new (store.log, options->now_us);
  rw_ctl_progress_begin (&target.progress, _ ("Making the sample company"), expected_records (options->size));
  well = rw_log_store_begin (store.log, &error) &&
         rw_demo_generate (options, load_record, &target, &error) &&
         rw_demo_log_end (target.log, &error);
  rw_demo_log_free (target.log);
  well = rw_ctl_store_end (&store, well, well ? &error : NULL);
  rw_ctl_progress_end (&target.progress);
  if (!well)
    return rw_ctl_fail (error);
  /* xgettext does not know the formats of GLib's types. */
  records = g_strdup_printf ("%'" G_GUINT64_FORMAT, target.progress.done);
  g_printerr (_ ("Made the sample company in %s: %s records\n"), data_dir, records);
  if (target.progress.on_terminal)
    g_printerr (_ ("Let somebody in: rackwardctl user add --data %s --roles manager,technician jana.brandt\n"), data_dir);
  return RW_CTL_OK;
}

static int
demo_to_lines (const RwDemoOptions *options)
{
  Target target = { .line = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  gboolean well;

  rw_ctl_progress_begin (&target.progress, _ ("Making the sample company"), expected_records (options->size));
  well = rw_demo_generate (options, print_record, &target, &error);
  if (well && fflush (stdout) != 0)
    {
      g_set_error (&error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not write to standard output"));
      well = FALSE;
    }
  g_string_free (target.line, TRUE);
  return well ? RW_CTL_OK : rw_ctl_fail (error);
}

int
rw_cmd_demo (int    argc,
             char **argv)
{
  g_autofree char *size = NULL, *now = NULL, *data_dir = NULL;
  gint64 seed = 1;
  gboolean lines = FALSE;
  RwDemoOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "size", 's', 0, G_OPTION_ARG_STRING, &size, N_ ("How large the company is (small)"), "small|mid|large" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Decides everything that chance decides (1)"), "N" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, N_ ("The present of the company (now)"), "2026-11-22T07:00:00Z" },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("Fill a new store in this folder"), "DIR" },
    { "ndjson", 0, 0, G_OPTION_ARG_NONE, &lines, N_ ("Write the records to standard output, one a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!rw_ctl_parse ("rackwardctl demo", NULL, _ ("Makes up a managed hoster in Frankfurt. The same options make the same company."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if (!rw_demo_size_from_string (size != NULL ? size : "small", &options.size))
    return rw_ctl_misuse (_ ("“%s” is not a size; there are small, mid and large"), size);
  options.seed = (guint64) seed;
  options.now_us = rw_clock_now ();
  if (now != NULL && !rw_instant_parse (now, &options.now_us))
    return rw_ctl_misuse (_ ("“%s” is not an instant like 2026-11-22T07:00:00Z"), now);
  if ((data_dir != NULL) == lines)
    return rw_ctl_misuse (_ ("Say where to: --data DIR or --ndjson"));
  return lines ? demo_to_lines (&options) : demo_to_store (&options, data_dir);
}
