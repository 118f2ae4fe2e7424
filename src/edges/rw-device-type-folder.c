/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-device-type-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-device-type-file.h"
#include "rw-error.h"

/* A file of a device type, or a folder with one folder per manufacturer, as the community library is. */

#define FILES_MOST 50000
#define DEPTH_MOST 8

static void
found_free (gpointer data)
{
  RwDeviceTypeFound *found = data;

  g_free (found->path);
  g_object_unref (found->record);
  g_free (found);
}

void
rw_device_type_files_free (RwDeviceTypeFiles *files)
{
  if (files == NULL)
    return;
  g_ptr_array_unref (files->found);
  g_ptr_array_unref (files->skipped);
  g_ptr_array_unref (files->remarks);
  g_free (files);
}

static gboolean
is_yaml (const char *name)
{
  return g_str_has_suffix (name, ".yaml") || g_str_has_suffix (name, ".yml");
}

/* Collects the paths of the files below @folder. Links are not followed: they may lead in a circle. */
static gboolean
collect (GFile *folder, guint depth, GPtrArray *paths, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);

  if (children == NULL)
    return FALSE;
  for (;;)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (children, &info, &child, cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      if (g_file_info_get_name (info)[0] == '.')
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && depth < DEPTH_MOST)
        {
          if (!collect (child, depth + 1, paths, cancellable, error))
            return FALSE;
        }
      else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
               is_yaml (g_file_info_get_name (info)))
        {
          if (paths->len >= FILES_MOST)
            {
              g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                           _ ("There are more than %d files; take a part of them at a time"),
                           FILES_MOST);
              return FALSE;
            }
          g_ptr_array_add (paths, g_file_get_path (child));
        }
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  RwRecord *left = (*(RwDeviceTypeFound *const *) a)->record,
           *right = (*(RwDeviceTypeFound *const *) b)->record;
  int order = g_utf8_collate (rw_record_get_text (left, RW_DEVICE_TYPE_MANUFACTURER),
                              rw_record_get_text (right, RW_DEVICE_TYPE_MANUFACTURER));

  return order != 0 ? order
                    : g_utf8_collate (rw_record_get_title (left), rw_record_get_title (right));
}

static char *
read_bounded (const char *path, gsize *length, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *text = NULL;

  if (stream == NULL)
    return NULL;
  /* One byte more than is read, to tell that there is more. */
  text = g_malloc (RW_DEVICE_TYPE_FILE_MOST + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, RW_DEVICE_TYPE_FILE_MOST + 1, length,
                                cancellable, error))
    return NULL;
  return g_steal_pointer (&text);
}

/* The library has folders of other things beside the device types. */
static const char *
why_not (const char *shown)
{
  if (strstr (shown, "module-types/") != NULL)
    return _ ("types of modules are not kept");
  if (strstr (shown, "rack-types/") != NULL)
    return _ ("types of racks are not kept");
  return NULL;
}

static void
skip (RwDeviceTypeFiles *files, const char *shown, const char *why)
{
  g_ptr_array_add (files->skipped, g_strdup_printf ("%s: %s", shown, why));
}

static void
read_file (RwDeviceTypeFiles *files, GHashTable *slugs, const char *path, const char *shown, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *slug, *reason = why_not (shown);
  RwDeviceTypeFound *found;
  gsize length;

  if (reason == NULL)
    text = read_bounded (path, &length, cancellable, &error);
  record = text != NULL ? rw_device_type_parse (text, length, remarks, &error) : NULL;
  if (record == NULL)
    {
      skip (files, shown, reason != NULL ? reason : error->message);
      return;
    }
  slug = rw_record_get_text (record, RW_DEVICE_TYPE_SLUG);
  if (g_hash_table_contains (slugs, slug))
    {
      g_autofree char *sentence =
        g_strdup_printf (_ ("the short name “%s” is that of %s already"), slug,
                         (char *) g_hash_table_lookup (slugs, slug));

      skip (files, shown, sentence);
      return;
    }
  found = g_new0 (RwDeviceTypeFound, 1);
  found->path = g_strdup (shown);
  found->record = g_steal_pointer (&record);
  g_ptr_array_add (files->found, found);
  g_hash_table_insert (slugs, (gpointer) slug, found->path);
  for (guint i = 0; i < remarks->len; i++)
    g_ptr_array_add (files->remarks, g_strdup_printf ("%s: %s", shown, (char *) remarks->pdata[i]));
}

static GPtrArray *
list_files (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_DIRECTORY)
    g_ptr_array_add (paths, g_strdup (path));
  else if (!collect (file, 0, paths, cancellable, error))
    return NULL;
  g_ptr_array_sort (paths, compare_paths);
  return g_steal_pointer (&paths);
}

/* The path below the folder that was named, as a person reads it. */
static char *
shown_path (const char *root, const char *path)
{
  gsize length = strlen (root);
  const char *rest = path;

  if (g_str_has_prefix (path, root) && path[length] != '\0')
    for (rest = path + length; *rest == G_DIR_SEPARATOR; rest++)
      ;
  else
    rest = strrchr (path, G_DIR_SEPARATOR) != NULL ? strrchr (path, G_DIR_SEPARATOR) + 1 : path;
  return g_filename_display_name (rest);
}

/**
 * rw_device_type_files_read:
 * @path: a file, or a folder with such files at any depth
 * @progress: (nullable) (scope call): how far it is
 *
 * Reads device types in the format of NetBox's community library. A file that cannot be used is left
 * out with a sentence that names it and the line; it fails only when there is nothing to look at, or
 * when it is cancelled. Blocks.
 *
 * Returns: (transfer full) (nullable): what was in them
 */
RwDeviceTypeFiles *
rw_device_type_files_read (const char           *path,
                           RwDeviceTypeProgress  progress,
                           gpointer              user_data,
                           GCancellable         *cancellable,
                           GError              **error)
{
  g_autoptr (RwDeviceTypeFiles) files = g_new0 (RwDeviceTypeFiles, 1);
  g_autoptr (GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) paths = NULL;

  files->found = g_ptr_array_new_with_free_func (found_free);
  files->skipped = g_ptr_array_new_with_free_func (g_free);
  files->remarks = g_ptr_array_new_with_free_func (g_free);
  paths = list_files (path, cancellable, error);
  if (paths == NULL)
    return NULL;
  if (paths->len == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                   _ ("There is no file that ends in .yaml or .yml in %s"), path);
      return NULL;
    }
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *shown = shown_path (path, paths->pdata[i]);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      read_file (files, slugs, paths->pdata[i], shown, cancellable);
      if (progress != NULL)
        progress (i + 1, paths->len, user_data);
    }
  files->n_files = paths->len;
  g_ptr_array_sort (files->found, compare_found);
  return g_steal_pointer (&files);
}
