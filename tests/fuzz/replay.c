/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "fuzz.h"

/*
 * replay FILE-OR-FOLDER…: gives each file to the fuzz target this is linked with, as TAP. What breaks a
 * rule ends the program; the name of the file stands before.
 */

/* Of processor time, with sanitizers. A small file that takes longer is a fault as well. */
#define SECONDS_MOST 10

static void
add (GPtrArray  *files,
     const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    g_ptr_array_add (files, g_strdup (path));
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (files, g_build_filename (path, name, NULL));
}

static gboolean
replay (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *exact = NULL;
  clock_t start = clock ();
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    {
      g_print ("# %s\n", error->message);
      return FALSE;
    }
  /* Without the NUL that follows it: nobody may read there. */
  exact = g_memdup2 (contents, length);
  LLVMFuzzerTestOneInput (exact, length);
  return clock () - start < SECONDS_MOST * CLOCKS_PER_SEC;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  gboolean well = TRUE;

  for (int i = 1; i < argc; i++)
    add (files, argv[i]);
  g_ptr_array_sort_values (files, (GCompareFunc) strcmp);
  LLVMFuzzerInitialize (&argc, &argv);
  g_print ("1..%u\n", files->len + 1);
  LLVMFuzzerTestOneInput ((const guint8 *) "", 0);
  g_print ("ok 1 nothing\n");
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = files->pdata[i];
      g_autofree char *name = g_path_get_basename (path);
      gboolean good;

      g_print ("# %s\n", path);
      good = replay (path);
      g_print ("%s %u %s\n", good ? "ok" : "not ok", i + 2, name);
      well = well && good;
    }
  return well && files->len > 0 ? 0 : 1;
}
