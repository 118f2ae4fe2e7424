/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printed.h"

#include <string.h>

#include "session-fixture.h"

void
printed_init (Printed *printed)
{
  g_autoptr (GError) error = NULL;

  printed->dir = g_dir_make_tmp ("rackward-paper-XXXXXX", &error);
  g_assert_no_error (error);
  printed->path = g_build_filename (printed->dir, "pages.pdf", NULL);
}

/**
 * printed_fill:
 * @name: of the copy for people, in $RACKWARD_TEST_PICTURES where that is set
 */
void
printed_fill (Printed *printed, RwSheets *sheets, const char *name)
{
  const char *pictures = g_getenv ("RACKWARD_TEST_PICTURES");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rw_sheets_to_pdf (sheets, NULL, &error);

  g_assert_no_error (error);
  printed_init (printed);
  g_assert_true (g_file_set_contents (printed->path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), &error));
  if (pictures != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s.pdf", name),
                      *path = g_build_filename (pictures, file, NULL);

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), &error));
    }
}

void
printed_clear (Printed *printed)
{
  remove_tree (printed->dir);
  g_free (printed->dir);
  g_free (printed->path);
}

/* What a tool has to say in the folder of the pages; %NULL where it is missing. */
char *
printed_ask (const Printed *printed, const char *tool, const char *const *args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *program = g_find_program_in_path (tool);
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  if (program == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("%s is missing", tool);

      g_test_skip (reason);
      return NULL;
    }
  g_strv_builder_add (builder, program);
  g_strv_builder_addv (builder, (const char **) args);
  argv = g_strv_builder_end (builder);
  g_spawn_sync (printed->dir, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return output;
}

char *
printed_text (const Printed *printed)
{
  return printed_ask (printed, "pdftotext",
                      (const char *const[]) { "-layout", "pages.pdf", "-", NULL });
}

guint
printed_count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, word)) != NULL; p += strlen (word))
    n++;
  return n;
}

/* However long a name is, it ends before the edge of the sheet. */
void
printed_assert_within (const Printed *printed, double edge)
{
  g_autofree char *text =
    printed_ask (printed, "pdftotext", (const char *const[]) { "-bbox", "pages.pdf", "-", NULL });
  guint n = 0;

  if (text == NULL)
    return;
  for (const char *p = text; (p = strstr (p, "xMax=\"")) != NULL; n++)
    {
      p += strlen ("xMax=\"");
      g_assert_cmpfloat (g_ascii_strtod (p, NULL), <, edge);
    }
  g_assert_cmpuint (n, >, 0);
}

void
printed_assert_vector (const Printed *printed)
{
  g_autofree char *images =
    printed_ask (printed, "pdfimages", (const char *const[]) { "-list", "pages.pdf", NULL });

  /* The heading, and the line below it. */
  if (images != NULL)
    g_assert_cmpuint (printed_count (images, "\n"), ==, 2);
}
