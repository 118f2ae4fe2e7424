/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rw-ctl-push.h"
#include "rw-time.h"
#include "rw-usage.h"

/* rackwardctl intake usage: how full file systems are, from standard input; the numbers go to the server. */

/* So many samples are one request. */
#define BATCH 2000

typedef struct
{
  char *system, *tz, *server, *token_file;
  gboolean prometheus, dry;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->system);
  g_free (self->tz);
  g_free (self->server);
  g_free (self->token_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static GPtrArray *
read_usages (const Options *options, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GTimeZone) zone =
    options->tz != NULL ? rw_zone_get (options->tz) : g_time_zone_new_local ();
  gsize length = 0;
  g_autofree char *text = rw_ctl_read_all (input, RW_USAGE_BYTES_MOST, &length, error);

  if (text == NULL)
    return NULL;
  return options->prometheus ? rw_usage_parse_prometheus (text, length, zone, error)
                             : rw_usage_parse_metrics (text, error);
}

static int
send (const Options *options, GPtrArray *usages)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = rw_ctl_read_token (options->token_file, &error);
  gint64 n_new = 0, n_same = 0;

  for (guint i = 0; token != NULL && i < usages->len; i += BATCH)
    {
      g_autoptr (GPtrArray) batch = g_ptr_array_new ();
      g_autoptr (GBytes) body = NULL;
      g_autoptr (JsonNode) answer = NULL;
      JsonObject *object;

      for (guint n = i; n < usages->len && n < i + BATCH; n++)
        g_ptr_array_add (batch, usages->pdata[n]);
      body = rw_usage_write (options->system, batch);
      answer = rw_ctl_post (options->server, token, "/v1/intake/usage", "application/json", body,
                            &error);
      if (answer == NULL)
        break;
      object = json_node_get_object (answer);
      n_new += json_object_get_int_member_with_default (object, "new", 0);
      n_same += json_object_get_int_member_with_default (object, "same", 0);
    }
  if (error != NULL)
    return rw_ctl_fail (error);
  g_print ("%s: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT " same\n", options->system, n_new,
           n_same);
  return RW_CTL_OK;
}

int
rw_cmd_intake_usage (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "system", 0, 0, G_OPTION_ARG_STRING, &options.system,
      N_ ("Whose file systems these are, by its name in Rackward; this machine's when it is not given"),
      "NAME" },
    { "prometheus", 'p', 0, G_OPTION_ARG_NONE, &options.prometheus,
      N_ ("The input is the answer of a Prometheus to a query_range"), NULL },
    { "tz", 0, 0, G_OPTION_ARG_STRING, &options.tz,
      N_ ("With --prometheus: time zone of the days; this machine's when it is not given"), "ZONE" },
    { "server", 's', 0, G_OPTION_ARG_STRING, &options.server,
      N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file,
      N_ ("With --server: the token is in this file"), "FILE" },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry, N_ ("Only say what would be reported"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) usages = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;

  if (
    !rw_ctl_parse (
      "rackwardctl intake usage", NULL,
      _ (
        "Reads how full file systems are from standard input, as node_exporter writes it. There is one sample of a volume and day: the first stays."),
      entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if ((options.server == NULL) == !options.dry)
    return rw_ctl_misuse (_ ("Say where to: --server URL; or --dry-run"));
  zone = options.tz != NULL ? rw_zone_get (options.tz) : NULL;
  if (options.tz != NULL && zone == NULL)
    return rw_ctl_misuse (_ ("“%s” is no time zone that is known"), options.tz);
  if (options.system == NULL)
    options.system = g_strdup (g_get_host_name ());
  usages = read_usages (&options, &error);
  if (usages == NULL)
    return rw_ctl_misuse ("%s", error->message);
  if (options.dry)
    {
      g_autoptr (GBytes) body = rw_usage_write (options.system, usages);
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      g_print ("%.*s\n", (int) length, text);
      return RW_CTL_OK;
    }
  return send (&options, usages);
}
