/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ping.h"

#include <string.h>

/* The convention of healthchecks: {token}, {token}/start, {token}/fail, {token}/{exit code}. */

#define ID_DIGITS 32
#define KEY_MOST  64

/* The id without its dashes, a dash, the key. */
static gboolean
parse_token (const char *token, RwPing *ping)
{
  char id[RW_ID_STRING_LENGTH + 1];
  gsize length = strlen (token), n = 0;

  if (length <= ID_DIGITS + 1 || length > ID_DIGITS + 1 + KEY_MOST || token[ID_DIGITS] != '-')
    return FALSE;
  for (guint i = 0; i < ID_DIGITS; i++)
    {
      if (i == 8 || i == 12 || i == 16 || i == 20)
        id[n++] = '-';
      id[n++] = token[i];
    }
  id[n] = '\0';
  ping->key = token + ID_DIGITS + 1;
  return rw_id_parse (id, &ping->job);
}

/**
 * rw_ping_parse:
 * @rest: (inout): the path behind "/v1/ping/"; written to, and to be kept as long as @ping
 * @ping: (out caller-allocates): what it says
 *
 * Returns: whether it can be the address of a ping
 */
gboolean
rw_ping_parse (char *rest, RwPing *ping)
{
  char *what = strchr (rest, '/');
  gint64 code = 0;

  *ping = (RwPing) { 0 };
  if (what != NULL)
    *what++ = '\0';
  if (!parse_token (rest, ping))
    return FALSE;
  if (what == NULL)
    return TRUE;
  if (strcmp (what, "start") == 0)
    ping->begins = TRUE;
  else if (strcmp (what, "fail") == 0)
    {
      ping->fails = TRUE;
      ping->exit_code = 1;
    }
  else if (g_ascii_isdigit (*what) && g_ascii_string_to_signed (what, 10, 0, 255, &code, NULL))
    ping->exit_code = (int) code;
  else
    return FALSE;
  return TRUE;
}
