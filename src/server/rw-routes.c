/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-routes.h"

#include <string.h>

#include "rules/rw-ping.h"
#include "rw-backup-intake.h"
#include "rw-maintnote.h"
#include "rw-push-limits.h"
#include "rw-server-private.h"
#include "rw-usage.h"

/* What can be asked for. */

static const RwRoute routes[] = {
  { "GET", "/v1/hello", RW_ROUTE_OPEN | RW_ROUTE_ANY_SCHEMA, 0, rw_handle_hello },
  { "POST", "/v1/login", RW_ROUTE_OPEN, 8 * 1024, rw_handle_login },
  { "POST", "/v1/logout", RW_ROUTE_ANY_SCHEMA, 8 * 1024, rw_handle_logout },
  { "GET", "/v1/me", RW_ROUTE_NONE, 0, rw_handle_me },
  { "GET", "/v1/changes", RW_ROUTE_READS, 0, rw_handle_changes },
  { "POST", "/v1/mutations", RW_ROUTE_READS, RW_PUSH_BYTES_MOST, rw_handle_mutations },
  { "GET", "/v1/live", RW_ROUTE_READS, 0, rw_handle_live },
  { "POST", "/v1/presence", RW_ROUTE_READS, 8 * 1024, rw_handle_presence },
  { "GET", "/v1/history", RW_ROUTE_READS, 0, rw_handle_history },
  { "GET", "/v1/secret", RW_ROUTE_READS, 0, rw_handle_secret },
  { "POST", "/v1/secret", RW_ROUTE_READS, 64 * 1024, rw_handle_set_secret },
  { "GET", "/v1/files/", RW_ROUTE_READS | RW_ROUTE_FILE, 0, rw_handle_file },
  { "HEAD", "/v1/files/", RW_ROUTE_READS | RW_ROUTE_FILE, 0, rw_handle_file },
  { "POST", "/v1/intake/backup", RW_ROUTE_ANY_SCHEMA, RW_BACKUP_INTAKE_BYTES_MOST, rw_handle_intake_backup },
  { "POST", "/v1/intake/usage", RW_ROUTE_ANY_SCHEMA, RW_USAGE_REPORT_MOST, rw_handle_intake_usage },
  { "POST", "/v1/intake/notice", RW_ROUTE_ANY_SCHEMA, RW_MAINTNOTE_BYTES_MOST, rw_handle_intake_notice },
  { "GET", "/v1/calendar/", RW_ROUTE_OPEN | RW_ROUTE_ANY_SCHEMA | RW_ROUTE_REST, 0, rw_handle_calendar },
  { "HEAD", "/v1/calendar/", RW_ROUTE_OPEN | RW_ROUTE_ANY_SCHEMA | RW_ROUTE_REST, 0, rw_handle_calendar },
#define PING RW_ROUTE_OPEN | RW_ROUTE_ANY_SCHEMA | RW_ROUTE_REST
  { "GET", "/v1/ping/", PING, 0, rw_handle_ping },
  { "HEAD", "/v1/ping/", PING, 0, rw_handle_ping },
  { "POST", "/v1/ping/", PING | RW_ROUTE_TAIL, RW_PING_BODY_MOST, rw_handle_ping },
#undef PING
  { "PUT", "/v1/files/", RW_ROUTE_READS | RW_ROUTE_FILE, RW_FILE_MOST, rw_handle_put_file },
};

/* The digest of a file is the rest of the path, and nothing else can be. */
static gboolean
is_path (const RwRoute *route,
         const char    *path)
{
  if (route->flags & RW_ROUTE_FILE)
    return g_str_has_prefix (path, route->path) &&
           rw_file_digest_is_valid (path + strlen (route->path));
  if (route->flags & RW_ROUTE_REST)
    return g_str_has_prefix (path, route->path);
  return g_str_equal (route->path, path);
}

/**
 * rw_routes_find:
 *
 * Fills in what is asked for: the route, if there is one, and what the path says beyond it.
 */
void
rw_routes_find (RwRequest  *request,
                const char *path,
                const char *method)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (is_path (&routes[i], path))
      {
        g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
        if (g_str_equal (routes[i].method, method))
          request->route = &routes[i];
      }
  if (allowed->len > 0)
    request->allowed = g_string_free (g_steal_pointer (&allowed), FALSE);
  if (request->route != NULL && (request->route->flags & RW_ROUTE_FILE))
    request->digest = g_strdup (path + strlen (request->route->path));
  if (request->route != NULL && (request->route->flags & RW_ROUTE_REST))
    request->rest = g_strdup (path + strlen (request->route->path));
}
