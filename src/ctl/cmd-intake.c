/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rw-ctl-push.h"
#include "rw-error.h"
#include "rw-maintnote.h"
#include "rw-schema.h"
#include "rw-time.h"

/*
 * rackwardctl intake: what others announce, from standard input to a server. A token that is for an intake alone is
 * enough: the server reads what it is given, and such a token reads nothing.
 */

static void
print_notice (RwRecord *notice)
{
  char start[RW_INSTANT_STRING_LENGTH + 1], end[RW_INSTANT_STRING_LENGTH + 1];

  rw_instant_write (rw_record_get_integer (notice, RW_CARRIER_NOTICE_START, 0), start);
  rw_instant_write (rw_record_get_integer (notice, RW_CARRIER_NOTICE_END, 0), end);
  g_print ("%s %s %s/%s %s %s\n", rw_record_get_text (notice, RW_CARRIER_NOTICE_PROVIDER),
           rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE), start, end,
           rw_enum_value (&rw_enum_notice_status,
                          rw_record_get_enum (notice, RW_CARRIER_NOTICE_STATUS)),
           rw_enum_value (&rw_enum_notice_impact,
                          rw_record_get_enum (notice, RW_CARRIER_NOTICE_IMPACT)));
}

static int
print_answer (JsonNode *answer)
{
  JsonNode *list = json_object_get_member (json_node_get_object (answer), "notices");
  JsonArray *notices =
    list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; notices != NULL && i < json_array_get_length (notices); i++)
    {
      JsonNode *node = json_array_get_element (notices, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_print ("%s: %s\n",
                 json_object_get_string_member_with_default (json_node_get_object (node),
                                                             "reference", "?"),
                 json_object_get_string_member_with_default (json_node_get_object (node), "result",
                                                             "?"));
    }
  return RW_CTL_OK;
}

static int
intake_notice (int argc, char **argv)
{
  g_autofree char *server = NULL;
  g_autofree char *token_file = NULL;
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  gboolean dry = FALSE;
  const GOptionEntry entries[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &server,
      N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_ ("With --server: the token is in this file"), "FILE" },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry, N_ ("Only say what is announced"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (
    !rw_ctl_parse (
      "rackwardctl intake notice", NULL,
      _ (
        "Reads maintenance notices of a carrier or a site, in iCalendar, from standard input. The same notice twice changes nothing."),
      entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if ((server == NULL) == !dry)
    return rw_ctl_misuse (_ ("Say where to: --server URL; or --dry-run"));
  text = rw_ctl_read_all (input, RW_MAINTNOTE_BYTES_MOST, &length, &error);
  notices = text != NULL ? rw_maintnote_parse (text, length, &error) : NULL;
  if (notices == NULL)
    return rw_ctl_misuse ("%s", error->message);
  for (guint i = 0; dry && i < notices->len; i++)
    print_notice (notices->pdata[i]);
  if (dry)
    return RW_CTL_OK;
  token = rw_ctl_read_token (token_file, &error);
  if (token == NULL)
    return rw_ctl_fail (error);
  body = g_bytes_new_take (g_steal_pointer (&text), length);
  answer = rw_ctl_post (server, token, "/v1/intake/notice", "text/calendar", body, &error);
  return answer != NULL ? print_answer (answer) : rw_ctl_fail (error);
}

int
rw_cmd_intake (int argc, char **argv)
{
  static const RwCtlCommand commands[] = {
    { "backup", N_ ("What a run of a backup program came to"), rw_cmd_intake_backup },
    { "notice", N_ ("Maintenance notices of a carrier or a site"), intake_notice },
    { "usage", N_ ("How full the file systems of a machine are"), rw_cmd_intake_usage },
  };

  return rw_ctl_dispatch ("rackwardctl intake", _ ("Brings what others announce to a server."),
                          commands, G_N_ELEMENTS (commands), argc, argv);
}
