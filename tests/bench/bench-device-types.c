/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How fast a folder of device types is read, beside the plainest pass of libyaml over the same bytes,
 * in processor time of this process: bench-device-types [FILES]. Each line is "name value unit".
 */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <yaml.h>

#include "rw-device-type-plan.h"

static char *
make_type (guint number)
{
  GString *text = g_string_new (NULL);
  guint n_ports = 4 + number % 45;

  g_string_printf (
    text,
    "---\nmanufacturer: Maker %u\nmodel: Type %u\nslug: maker-%u-type-%u\npart_number: P-%u\n"
    "u_height: %u\nis_full_depth: %s\nairflow: front-to-rear\nweight: %u.5\nweight_unit: kg\n"
    "comments: '[Data sheet](https://example.com/%u)'\ninterfaces:\n",
    number / 50, number, number / 50, number, number, 1 + number % 4, number % 2 ? "true" : "false",
    5 + number % 30, number);
  for (guint i = 0; i < n_ports; i++)
    g_string_append_printf (text, "  - name: eth%u\n    type: 25gbase-x-sfp28\n", i);
  g_string_append (text, "console-ports:\n  - name: con\n    type: rj-45\npower-ports:\n");
  for (guint i = 1; i <= 2; i++)
    g_string_append_printf (text,
                            "  - name: PSU%u\n    type: iec-60320-c14\n    maximum_draw: 800\n", i);
  return g_string_free (text, FALSE);
}

static double
processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
pass_over (const char *text, gsize length)
{
  yaml_parser_t parser;
  gboolean end = FALSE;

  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const unsigned char *) text, length);
  while (!end)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&parser, &event))
        g_error ("%s", parser.problem);
      end = event.type == YAML_STREAM_END_EVENT;
      yaml_event_delete (&event);
    }
  yaml_parser_delete (&parser);
}

int
main (int argc, char **argv)
{
  guint n_files = argc > 1 ? (guint) atoi (argv[1]) : 3000;
  g_autofree char *folder = g_dir_make_tmp ("rw-types-XXXXXX", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) existing = g_ptr_array_new ();
  g_autoptr (RwDeviceTypePlan) plan = NULL;
  g_autoptr (RwDeviceTypePlan) again = NULL;
  g_autoptr (GError) error = NULL;
  RwDeviceTypeFiles *files;
  double start, bare, read, compared;
  gsize bytes = 0;

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_strdup_printf ("type-%u.yaml", i);
      char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = make_type (i);

      if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (paths, path);
    }
  start = processor_seconds ();
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (paths->pdata[i], &text, &length, &error))
        g_error ("%s", error->message);
      pass_over (text, length);
      bytes += length;
    }
  bare = processor_seconds () - start;

  start = processor_seconds ();
  files = rw_device_type_files_read (folder, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  read = processor_seconds () - start;
  g_assert_cmpuint (files->found->len, ==, n_files);
  plan = rw_device_type_plan_new (files, existing);
  for (guint i = 0; i < files->found->len; i++)
    g_ptr_array_add (existing, ((RwDeviceTypeFound *) files->found->pdata[i])->record);
  files = rw_device_type_files_read (folder, NULL, NULL, NULL, &error);
  start = processor_seconds ();
  again = rw_device_type_plan_new (files, existing);
  compared = processor_seconds () - start;
  g_assert_cmpuint (again->n[RW_DEVICE_TYPE_SAME], ==, n_files);

  printf ("files %u\nbytes %zu\n", n_files, bytes);
  printf ("libyaml_alone %.0f ms\n", bare * 1e3);
  printf ("read %.0f ms\n", read * 1e3);
  printf ("read_to_libyaml %.2f x\n", read / bare);
  printf ("compare %.0f ms\n", compared * 1e3);
  for (guint i = 0; i < n_files; i++)
    g_unlink (paths->pdata[i]);
  g_rmdir (folder);
  return 0;
}
