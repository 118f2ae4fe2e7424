/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-json.h"
#include "rw-usage.h"

/* What is read of metrics, as text or of a Prometheus, can be sent, and says the same at the other end. */

static void
check (GPtrArray *usages, GError *error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autofree char *system = NULL;

  g_assert_true ((usages == NULL) == (error != NULL));
  if (usages == NULL)
    return;
  bytes = rw_usage_write ("web-014", usages);
  root = rw_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  g_assert_nonnull (root);
  back = rw_usage_read (json_node_get_object (root), &system, &error);
  g_assert_no_error (error);
  again = rw_usage_write (system, back);
  g_assert_true (g_bytes_equal (bytes, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (GPtrArray) usages = rw_usage_parse_metrics (text, &error);
  g_autoptr (GPtrArray) series = rw_usage_parse_prometheus (text, strlen (text), zone, &other);

  check (usages, error);
  check (series, other);
  return 0;
}
