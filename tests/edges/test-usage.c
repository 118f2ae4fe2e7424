/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-json.h"
#include "rw-time.h"
#include "rw-usage.h"

static const char metrics[] =
  "# HELP node_filesystem_size_bytes Filesystem size in bytes.\n"
  "# TYPE node_filesystem_size_bytes gauge\n"
  "node_filesystem_size_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 2.63e+10\n"
  "node_filesystem_avail_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 6.3e+09\n"
  "node_filesystem_files{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 1.638400e+06\n"
  "node_filesystem_files_free{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 1.5e+06 1795324683000\n"
  "node_filesystem_size_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/var/lib/docker\"} 2.63e+10\n"
  "node_filesystem_avail_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/var/lib/docker\"} 6.3e+09\n"
  "node_filesystem_size_bytes{device=\"tmpfs\",fstype=\"tmpfs\",mountpoint=\"/run\"} 1e+08\n"
  "node_filesystem_avail_bytes{device=\"tmpfs\",fstype=\"tmpfs\",mountpoint=\"/run\"} 1e+08\n"
  "node_filesystem_size_bytes{device=\"/dev/vdb1\",fstype=\"btrfs\",mountpoint=\"/srv/a \\\"b\\\"\\\\c\"} 1000\n"
  "node_filesystem_avail_bytes{device=\"/dev/vdb1\",fstype=\"btrfs\",mountpoint=\"/srv/a \\\"b\\\"\\\\c\"} 250\n"
  "node_filesystem_files{device=\"/dev/vdb1\",fstype=\"btrfs\",mountpoint=\"/srv/a \\\"b\\\"\\\\c\"} 0\n"
  "node_filesystem_files_free{device=\"/dev/vdb1\",fstype=\"btrfs\",mountpoint=\"/srv/a \\\"b\\\"\\\\c\"} 0\n"
  "node_filesystem_size_bytes{device=\"/dev/vdc1\",fstype=\"xfs\",mountpoint=\"/broken\"} NaN\n"
  "node_filesystem_avail_bytes{device=\"/dev/vdc1\",fstype=\"xfs\",mountpoint=\"/broken\"} +Inf\n"
  "node_load1 0.5\n";

static void
assert_usage (const RwUsage *usage, const char *mount, RwVolumeType type, gint64 used, gint64 size)
{
  g_assert_cmpstr (usage->mount, ==, mount);
  g_assert_cmpint (usage->type, ==, type);
  g_assert_cmpint (usage->used, ==, used);
  g_assert_cmpint (usage->size, ==, size);
}

static void
test_metrics (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) usages = rw_usage_parse_metrics (metrics, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (usages->len, ==, 3);
  assert_usage (usages->pdata[0], "/", RW_VOLUME_TYPE_BYTES, 20000000000, 26300000000);
  assert_usage (usages->pdata[1], "/", RW_VOLUME_TYPE_INODES, 138400, 1638400);
  assert_usage (usages->pdata[2], "/srv/a \"b\"\\c", RW_VOLUME_TYPE_BYTES, 750, 1000);
  g_assert_cmpstr (((RwUsage *) usages->pdata[0])->device, ==, "/dev/vda1");
  g_assert_cmpstr (((RwUsage *) usages->pdata[0])->filesystem, ==, "ext4");
  g_assert_cmpint (((RwUsage *) usages->pdata[0])->at, ==, 0);
}

static void
test_unreadable (void)
{
  static const struct
  {
    const char *text, *says;
  } bad[] = {
    { "", "node_filesystem_size_bytes" },
    { "node_load1 0.5\n", "node_filesystem_size_bytes" },
    { "\nnode_filesystem_size_bytes{device=\"/dev/vda1\"} 1\n", "line 2: “mountpoint”" },
    { "node_filesystem_size_bytes{mountpoint=\"/\"} many\n", "line 1" },
    { "node_filesystem_size_bytes{mountpoint=\"/} 1\n", "line 1" },
    { "node_filesystem_size_bytes{mountpoint=\"/\"\n", "line 1" },
    { "node_filesystem_size_bytes{mountpoint=\"\\", "line 1" },
    { "node_filesystem_size_bytes{", "line 1" },
    { "node_filesystem_size_bytes", "line 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rw_usage_parse_metrics (bad[i].text, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

#define SERIES(name, mount, values) \
  "{\"metric\":{\"__name__\":\"node_filesystem_" name "\",\"device\":\"/dev/vda1\",\"fstype\":\"ext4\",\"instance\":\"web:9100\"," \
  "\"mountpoint\":\"" mount "\"},\"values\":[" values "]}"

static GPtrArray *
parse_prometheus (const char *text, const char *tz, GError **error)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (tz);

  return rw_usage_parse_prometheus (text, strlen (text), zone, error);
}

/* The last of each day counts, and days begin where the company is. */
static void
test_prometheus (void)
{
  const char *text =
    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
    SERIES ("size_bytes", "/", "[1435708800,\"100\"],[1435781430.781,\"100\"],[1435789800,\"200\"]") ","
    SERIES ("avail_bytes", "/", "[1435708800,\"60\"],[1435781430.781,\"40\"],[1435785000,\"NaN\"],[1435789800,\"+Inf\"]") ","
    SERIES ("avail_bytes", "/mnt/again", "[1435708800,\"60\"]") ","
    "{\"metric\":{\"__name__\":\"up\"},\"values\":\"x\"}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) utc = parse_prometheus (text, "UTC", &error);
  g_autoptr (GPtrArray) berlin = NULL;

  g_assert_no_error (error);
  /* The last size of 1 July is 200, the last number of what is left 40. */
  g_assert_cmpuint (utc->len, ==, 1);
  assert_usage (utc->pdata[0], "/", RW_VOLUME_TYPE_BYTES, 160, 200);
  berlin = parse_prometheus (text, "Europe/Berlin", &error);
  g_assert_no_error (error);
  /* 22:30Z is already the 2nd there. */
  g_assert_cmpuint (berlin->len, ==, 1);
  assert_usage (berlin->pdata[0], "/", RW_VOLUME_TYPE_BYTES, 60, 100);
  g_assert_cmpint (((RwUsage *) berlin->pdata[0])->at, ==, 1435781430781000);
}

static void
test_prometheus_bad (void)
{
  static const char *const bad[] = {
    "", "[]", "{}", "{\"data\":{\"result\":{}}}", "{\"data\":{\"result\":[]}}",
    "{\"data\":{\"result\":[" SERIES ("size_bytes", "/", "[1,2]") "]}}",
    "{\"data\":{\"result\":[" SERIES ("size_bytes", "/", "[\"1\",\"2\"]") "]}}",
    "{\"data\":{\"result\":[" SERIES ("size_bytes", "/", "[1e30,\"2\"]") "]}}",
    "{\"data\":{\"result\":[" SERIES ("size_bytes", "/", "3") "]}}",
    "{\"data\":{\"result\":[" SERIES ("size_bytes", "/", "[1,\"2\"]") ",{\"metric\":{\"__name__\":\"node_filesystem_files\","
    "\"instance\":\"db:9100\",\"mountpoint\":\"/\"},\"values\":[[1,\"2\"]]}]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_prometheus (bad[i], "UTC", &error));
      g_assert_nonnull (error);
    }
}

static void
test_there_and_back (void)
{
  g_autoptr (GPtrArray) usages = rw_usage_parse_metrics (metrics, NULL);
  g_autoptr (GBytes) bytes = rw_usage_write ("web-014", usages);
  g_autoptr (JsonNode) root = rw_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  g_autofree char *system = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) back = rw_usage_read (json_node_get_object (root), &system, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (system, ==, "web-014");
  again = rw_usage_write (system, back);
  g_assert_true (g_bytes_equal (bytes, again));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usage/metrics", test_metrics);
  g_test_add_func ("/usage/unreadable", test_unreadable);
  g_test_add_func ("/usage/prometheus", test_prometheus);
  g_test_add_func ("/usage/prometheus-bad", test_prometheus_bad);
  g_test_add_func ("/usage/there-and-back", test_there_and_back);
  return g_test_run ();
}
