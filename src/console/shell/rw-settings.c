/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-settings.h"

#include "rackward-config.h"

#define MAX_RECENT 12

static char *
directory_of_program (void)
{
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);

  return exe != NULL ? g_path_get_dirname (exe) : NULL;
}

/**
 * rw_settings_build_path:
 * @relative: path from the top of the build tree
 *
 * Returns: (transfer full) (nullable): the file in the build tree that this program runs from, or
 *   %NULL when it is not there or the program is installed
 */
char *
rw_settings_build_path (const char *relative)
{
  g_autofree char *dir = directory_of_program ();

  /* From build/src/console, build/src or build/tests/…; the top is where the build file is. */
  for (guint up = 0; dir != NULL && up < 4; up++)
    {
      g_autofree char *mark = g_build_filename (dir, "build.ninja", NULL);
      char *parent;

      if (g_file_test (mark, G_FILE_TEST_IS_REGULAR))
        {
          g_autofree char *path = g_build_filename (dir, relative, NULL);

          return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
        }
      parent = g_path_get_dirname (dir);
      g_free (dir);
      dir = parent;
    }
  return NULL;
}

/**
 * rw_settings_find_program:
 * @name: "rackwardd"
 *
 * Returns: (transfer full) (nullable): the program that belongs to this one: from the same build,
 *   beside it, or on the path
 */
char *
rw_settings_find_program (const char *name)
{
  static const char *const places[] = { "src", "src/server", "src/ctl", "src/console" };
  g_autofree char *dir = NULL, *beside = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *relative = g_build_filename (places[i], name, NULL);
      g_autofree char *path = rw_settings_build_path (relative);

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  dir = directory_of_program ();
  beside = dir != NULL ? g_build_filename (dir, name, NULL) : NULL;
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_REGULAR) && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path (name);
}

/**
 * rw_settings_get:
 *
 * Returns: (transfer none): the person's settings; the schema is the installed one or the build's
 */
GSettings *
rw_settings_get (void)
{
  static GSettings *settings;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings != NULL)
    return settings;
  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), RW_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_autofree char *dir = rw_settings_build_path ("data");
      g_autoptr (GSettingsSchemaSource) source = NULL;

      if (dir != NULL)
        source = g_settings_schema_source_new_from_directory (dir, g_settings_schema_source_get_default (), FALSE,
                                                              NULL);
      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, RW_APP_ID, FALSE);
    }
  if (schema == NULL)
    g_error ("The settings schema " RW_APP_ID " is not installed");
  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

/**
 * rw_settings_add_recent:
 * @address: of a record that the person opened
 */
void
rw_settings_add_recent (const char *address)
{
  g_auto (GStrv) old = g_settings_get_strv (rw_settings_get (), "recent");
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();

  g_ptr_array_add (recent, (gpointer) address);
  for (char **p = old; *p != NULL && recent->len < MAX_RECENT; p++)
    if (!g_str_equal (*p, address))
      g_ptr_array_add (recent, *p);
  g_ptr_array_add (recent, NULL);
  g_settings_set_strv (rw_settings_get (), "recent", (const char *const *) recent->pdata);
}
