/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-usage.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

/*
 * How full file systems are: metrics of node_exporter as text, or out of the answer of a Prometheus (FORMATS, "Usage").
 * A device that is mounted at several places counts once, at the shortest; inodes count by themselves; what is no file
 * system of a disk is left out, and so is what is no number.
 */

#define AMOUNT_MOST 9e15
#define NAME_MOST   200
#define TYPE_MOST   40
#define USAGES_MOST 20000

enum
{
  SIZE,
  AVAILABLE,
  FILES,
  FILES_FREE,
  N_METRICS
};

static const char *const metrics[N_METRICS] = {
  "node_filesystem_size_bytes",
  "node_filesystem_avail_bytes",
  "node_filesystem_files",
  "node_filesystem_files_free",
};

/* Made of memory, of other file systems, or of what the kernel says. */
static const char *const pseudo[] = {
  "autofs",  "bdev",    "binfmt_misc", "bpf",      "cgroup",   "cgroup2",    "configfs", "debugfs",
  "devpts",  "devtmpfs", "efivarfs",   "erofs",    "fuse.lxcfs", "fuse.gvfsd-fuse", "fuse.portal", "fusectl",
  "hugetlbfs", "iso9660", "mqueue",    "nsfs",     "overlay",  "proc",       "procfs",   "pstore",
  "ramfs",   "rootfs",  "rpc_pipefs",  "securityfs", "selinuxfs", "squashfs", "sysfs",   "tmpfs",
  "tracefs", NULL,
};

void
rw_usage_free (RwUsage *self)
{
  g_free (self->mount);
  g_free (self->device);
  g_free (self->filesystem);
  g_free (self);
}

/* --- Points, of which usage is put together ------------------------------------------------------------ */

typedef struct
{
  char *device;
  char *mount;
  char *filesystem;
  gint64 day;
  double value[N_METRICS];
  gint64 at[N_METRICS]; /* 0 for none */
} Point;

typedef struct
{
  GHashTable *points; /* name of place and day → Point */
  GHashTable *mounts; /* device → the mount point that it counts at */
  guint n_seen;
} Points;

static void
point_free (gpointer data)
{
  Point *point = data;

  g_free (point->device);
  g_free (point->mount);
  g_free (point->filesystem);
  g_free (point);
}

static void
points_init (Points *self)
{
  self->points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, point_free);
  self->mounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_seen = 0;
}

static void
points_clear (Points *self)
{
  g_clear_pointer (&self->points, g_hash_table_unref);
  g_clear_pointer (&self->mounts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Points, points_clear)

static int
find_metric (const char *name, gsize length)
{
  for (int i = 0; i < N_METRICS; i++)
    if (strlen (metrics[i]) == length && strncmp (metrics[i], name, length) == 0)
      return i;
  return -1;
}

/* The shortest, and of those the first: that is where it is really mounted. */
static void
take_mount (Points *self, const char *device, const char *mount)
{
  const char *known = g_hash_table_lookup (self->mounts, device);
  gsize length = strlen (mount);

  if (known == NULL || length < strlen (known) ||
      (length == strlen (known) && strcmp (mount, known) < 0))
    g_hash_table_replace (self->mounts, g_strdup (device), g_strdup (mount));
}

/* The last of a day stands for it. */
static void
take_point (Points *self, int metric, const char *device, const char *mount, const char *filesystem, gint64 day, gint64 at, double value)
{
  g_autofree char *key = NULL;
  Point *point;

  self->n_seen++;
  if (mount == NULL || *mount == '\0' || !isfinite (value) || value < 0 || value > AMOUNT_MOST ||
      (filesystem != NULL && g_strv_contains (pseudo, filesystem)) ||
      g_utf8_strlen (mount, -1) > NAME_MOST)
    return;
  if (device != NULL && *device != '\0')
    take_mount (self, device, mount);
  key = g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, device != NULL ? device : "", mount, day);
  point = g_hash_table_lookup (self->points, key);
  if (point == NULL)
    {
      if (g_hash_table_size (self->points) >= USAGES_MOST)
        return;
      point = g_new0 (Point, 1);
      point->device = device != NULL && *device != '\0' ? g_strdup (device) : NULL;
      point->mount = g_strdup (mount);
      point->filesystem = g_strdup (filesystem);
      point->day = day;
      g_hash_table_insert (self->points, g_steal_pointer (&key), point);
    }
  if (at < point->at[metric])
    return;
  point->at[metric] = at;
  point->value[metric] = value;
}

static char *
cut (const char *text, glong most)
{
  return text == NULL || *text == '\0'         ? NULL
         : g_utf8_strlen (text, -1) > most ? g_utf8_substring (text, 0, most)
                                           : g_strdup (text);
}

static void
add_usage (GPtrArray *usages, const Point *point, RwVolumeType type, gboolean timed)
{
  int size = type == RW_VOLUME_TYPE_BYTES ? SIZE : FILES, left = size + 1;
  RwUsage *usage;

  if (point->at[size] == 0 || point->at[left] == 0 || point->value[size] < 1)
    return;
  usage = g_new0 (RwUsage, 1);
  usage->mount = g_strdup (point->mount);
  usage->device = cut (point->device, NAME_MOST);
  usage->filesystem = cut (point->filesystem, TYPE_MOST);
  usage->type = type;
  usage->size = (gint64) point->value[size];
  usage->used = MAX (usage->size - (gint64) point->value[left], 0);
  usage->at = timed ? MAX (point->at[size], point->at[left]) : 0;
  g_ptr_array_add (usages, usage);
}

static int
compare_usages (gconstpointer a, gconstpointer b)
{
  const RwUsage *left = *(const RwUsage *const *) a, *right = *(const RwUsage *const *) b;
  int order = strcmp (left->mount, right->mount);

  if (order == 0)
    order = (int) left->type - (int) right->type;
  if (order == 0)
    order = (left->at > right->at) - (left->at < right->at);
  return order != 0 ? order : g_strcmp0 (left->device, right->device);
}

/* One for each mount point, type and day. */
static GPtrArray *
make_usages (Points *self, gboolean timed, GError **error)
{
  g_autoptr (GPtrArray) usages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_usage_free);
  GHashTableIter iter;
  gpointer value;

  if (self->n_seen == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"), metrics[SIZE]);
      return NULL;
    }
  g_hash_table_iter_init (&iter, self->points);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Point *point = value;

      if (point->device != NULL &&
          !g_str_equal (g_hash_table_lookup (self->mounts, point->device), point->mount))
        continue;
      add_usage (usages, point, RW_VOLUME_TYPE_BYTES, timed);
      add_usage (usages, point, RW_VOLUME_TYPE_INODES, timed);
    }
  g_ptr_array_sort (usages, compare_usages);
  return g_steal_pointer (&usages);
}

/* --- Text ---------------------------------------------------------------------------------------------- */

/* A value in quotes, with \\, \" and \n. Returns: behind it, %NULL when it has no end. */
static const char *
read_quoted (const char *p, GString *value)
{
  if (*p++ != '"')
    return NULL;
  for (; *p != '"'; p++)
    {
      if (*p == '\0' || (*p == '\\' && p[1] == '\0'))
        return NULL;
      if (*p == '\\')
        p++;
      g_string_append_c (value, p[-1] == '\\' && *p == 'n' ? '\n' : *p);
    }
  return p + 1;
}

typedef struct
{
  char *device, *mount, *filesystem;
} Labels;

static void
labels_clear (Labels *self)
{
  g_free (self->device);
  g_free (self->mount);
  g_free (self->filesystem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labels, labels_clear)

/* {name="value",…} Returns: behind it, %NULL when it is none. */
static const char *
read_labels (const char *p, Labels *labels)
{
  if (*p != '{')
    return p;
  for (p++; *p != '}';)
    {
      gsize length = strspn (p, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
      g_autoptr (GString) value = g_string_new (NULL);
      const char *name = p;
      char **target;

      if (length == 0 || p[length] != '=')
        return NULL;
      p = read_quoted (p + length + 1, value);
      if (p == NULL)
        return NULL;
      target = length == 6 && strncmp (name, "device", 6) == 0        ? &labels->device
               : length == 10 && strncmp (name, "mountpoint", 10) == 0 ? &labels->mount
               : length == 6 && strncmp (name, "fstype", 6) == 0      ? &labels->filesystem
                                                                      : NULL;
      if (target != NULL)
        {
          g_free (*target);
          *target = g_utf8_make_valid (value->str, -1);
        }
      if (*p == ',')
        p++;
      else if (*p != '}')
        return NULL;
    }
  return p + 1;
}

static gboolean
parse_value (const char *text, double *value)
{
  char *end;

  while (*text == ' ' || *text == '\t')
    text++;
  *value = g_ascii_strtod (text, &end);
  return end != text && (*end == '\0' || g_ascii_isspace (*end));
}

static gboolean
parse_line (Points *points, const char *line, guint number, GError **error)
{
  gsize length = strcspn (line, "{ \t");
  int metric = find_metric (line, length);
  g_auto (Labels) labels = { NULL };
  const char *rest;
  double value = 0;

  if (metric < 0)
    return TRUE;
  rest = read_labels (line + length, &labels);
  if (rest == NULL || !parse_value (rest, &value))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("line %u: “%s” cannot be read"), number,
                   metrics[metric]);
      return FALSE;
    }
  if (labels.mount == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("line %u: “%s” is missing"), number,
                   "mountpoint");
      return FALSE;
    }
  take_point (points, metric, labels.device, labels.mount, labels.filesystem, 0, 1, value);
  return TRUE;
}

/**
 * rw_usage_parse_metrics:
 * @text: metrics of a node_exporter
 *
 * Returns: (transfer full) (nullable) (element-type RwUsage): how full it is now
 */
GPtrArray *
rw_usage_parse_metrics (const char *text, GError **error)
{
  g_auto (Points) points = { NULL };
  guint number = 0;

  points_init (&points);
  while (text != NULL && *text != '\0')
    {
      const char *end = strchr (text, '\n');
      g_autofree char *line = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);

      if (!parse_line (&points, g_strchomp (line), ++number, error))
        return NULL;
      text = end != NULL ? end + 1 : NULL;
    }
  return make_usages (&points, FALSE, error);
}

/* --- Prometheus ---------------------------------------------------------------------------------------- */

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* [seconds, "value"] */
static gboolean
read_pair (JsonNode *node, gint64 *at, double *value)
{
  JsonArray *pair = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *time, *text;
  double seconds;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  time = json_array_get_element (pair, 0);
  text = json_array_get_element (pair, 1);
  if (!JSON_NODE_HOLDS_VALUE (time) || !JSON_NODE_HOLDS_VALUE (text) ||
      json_node_get_value_type (text) != G_TYPE_STRING)
    return FALSE;
  seconds = json_node_get_double (time);
  if (!isfinite (seconds) || seconds <= 0 || seconds > 253402300799.0)
    return FALSE;
  *at = (gint64) (seconds * RW_SECOND);
  return parse_value (json_node_get_string (text), value);
}

static gboolean
read_series (Points *points, JsonObject *series, guint index, GTimeZone *zone, char **instance, GError **error)
{
  JsonObject *labels = get_object (series, "metric");
  const char *name = get_text (labels, "__name__");
  const char *from = get_text (labels, "instance");
  JsonArray *values = get_array (series, "values");
  int metric = name != NULL ? find_metric (name, strlen (name)) : -1;

  if (metric < 0)
    return TRUE;
  if (from != NULL && *instance != NULL && !g_str_equal (from, *instance))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("There is more than one instance in it, “%s” and “%s”; ask for one"),
                   *instance, from);
      return FALSE;
    }
  g_set_str (instance, from != NULL ? from : *instance);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      gint64 at = 0;
      double value = 0;

      if (!read_pair (json_array_get_element (values, i), &at, &value))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("result %u, value %u: not a time and a value in quotes"), index + 1, i + 1);
          return FALSE;
        }
      take_point (points, metric, get_text (labels, "device"), get_text (labels, "mountpoint"),
                  get_text (labels, "fstype"), rw_zone_wall (zone, at) / RW_DAY, at, value);
    }
  return TRUE;
}

/**
 * rw_usage_parse_prometheus:
 * @text: the answer to a query_range for node_filesystem_size_bytes, _avail_bytes, _files and _files_free of one
 *   instance
 * @zone: where days begin
 *
 * Returns: (transfer full) (nullable) (element-type RwUsage): the last of each day
 */
GPtrArray *
rw_usage_parse_prometheus (const char *text, gsize length, GTimeZone *zone, GError **error)
{
  g_autoptr (JsonNode) root = rw_json_parse (text, (gssize) length, error);
  g_auto (Points) points = { NULL };
  g_autofree char *instance = NULL;
  JsonArray *result;

  if (root == NULL)
    return NULL;
  result = JSON_NODE_HOLDS_OBJECT (root)
             ? get_array (get_object (json_node_get_object (root), "data"), "result")
             : NULL;
  if (result == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"), "data.result");
      return NULL;
    }
  points_init (&points);
  for (guint i = 0; i < json_array_get_length (result); i++)
    {
      JsonNode *node = json_array_get_element (result, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          !read_series (&points, json_node_get_object (node), i, zone, &instance, error))
        return NULL;
    }
  return make_usages (&points, TRUE, error);
}
