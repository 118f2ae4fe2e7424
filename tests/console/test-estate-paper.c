/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "estate-scene.h"
#include "printed.h"
#include "rw-clock.h"
#include "rw-estate-paper.h"
#include "rw-estate-report.h"
#include "rw-format.h"
#include "rw-paper-pen.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

typedef struct
{
  EstateScene scene;
  RwEstate *estate;
} Report;

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_estate (cache, RW_ESTATE_HISTORY, ESTATE_NOW, "Europe/Berlin", cancellable,
                          error);
}

static void
set_up (Report *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  estate_scene_set_up (&self->scene, data);
  rw_session_read_async (self->scene.base.a.session, query_cb, NULL, NULL,
                         (GDestroyNotify) rw_estate_unref, NULL, answer_cb, &result);
  wait_until (result != NULL);
  self->estate = rw_session_read_finish (self->scene.base.a.session, result, &error);
  g_assert_no_error (error);
}

static void
tear_down (Report *self, gconstpointer data)
{
  rw_estate_unref (self->estate);
  estate_scene_tear_down (&self->scene, data);
}

static guint
group (Report *self, const char *customer)
{
  RwId id = estate_id (customer);

  return rw_estate_find (self->estate, &id);
}

static char *
print (Report *self, guint of, const char *name)
{
  g_autoptr (RwSheets) sheets = rw_estate_paper_new (self->estate, of, "as of 09:00");
  Printed printed;
  char *text;

  printed_fill (&printed, sheets, name);
  printed_assert_vector (&printed);
  printed_assert_within (&printed, RW_PAPER_WIDTH - RW_PAPER_MARGIN + 1);
  text = printed_text (&printed);
  printed_clear (&printed);
  return text;
}

/* What a customer is told: his own systems, the worst first; neither who answered nor why. */
static void
test_pdf (Report *self, gconstpointer data)
{
  g_autofree char *text = print (self, group (self, "Medis Labor"), "estate-medis"), *all = NULL;

  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Backups: Medis Labor"));
  g_assert_nonnull (strstr (text, "page 1 of 1"));
  g_assert_nonnull (strstr (text, "4 of 6 systems recoverable within their RPO"));
  g_assert_nonnull (strstr (text, "1 system without a backup"));
  g_assert_nonnull (strstr (text, "without a backup"));
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("medis-portal-%u", i);

      g_assert_cmpuint (printed_count (text, name), ==, 1);
    }
  g_assert_true (strstr (text, "medis-portal-2") < strstr (text, "medis-portal-1"));
  g_assert_true (strstr (text, "medis-portal-1") < strstr (text, "medis-lims-1"));
  g_assert_true (g_regex_match_simple ("critical .* 5 *\\/ *1 ", text, 0, 0));
  g_assert_null (strstr (text, "Mara"));
  g_assert_null (strstr (text, "Urlaub"));
  g_assert_null (strstr (text, "ahrens"));
  all = print (self, 0, "estate-all");
  g_assert_nonnull (strstr (all, "ahrens-shop-1"));
}

static void
test_csv (Report *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = rw_estate_csv_new (self->estate, group (self, "Medis Labor"));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 8);
  g_assert_true (
    g_str_has_prefix (lines[1], "Medis Labor,medis-portal-2,medis-portal,,,without a backup,0,0,"));
  g_assert_nonnull (
    strstr (lines[2], "medis-portal-1,medis-portal,24,2026-11-18T21:00:00Z,critical,"));
  g_assert_null (strstr (text, "Urlaub"));
}

static void
test_folder (Report *self, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("estate-XXXXXX", NULL),
                  *pdf = g_build_filename (dir, "Backups Tonwerk Verlag.pdf", NULL),
                  *csv = g_build_filename (dir, "Backups Tonwerk Verlag.csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (dir);
  GtkWidget *label = gtk_label_new (NULL), *window = rw_test_present (label, 800, 600);
  GStatBuf status;
  guint n = 0;
  g_autoptr (GDir) files = NULL;

  rw_estate_report_save_into (label, self->estate, folder);
  g_assert_nonnull (rw_test_find_question ());
  wait_until (rw_test_find_question () == NULL);
  files = g_dir_open (dir, 0, NULL);
  while (g_dir_read_name (files) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 8);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (csv, &status), ==, 0);
  /* Nobody else's business. */
  g_assert_cmpuint (status.st_mode & 077, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  remove_tree (dir);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTimeZone) berlin = NULL;

  rw_test_init_widgets (&argc, &argv);
  berlin = rw_zone_get ("Europe/Berlin");
  rw_format_set_zone (berlin);
  g_test_add ("/console/estate-paper/pdf", Report, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/console/estate-paper/csv", Report, NULL, set_up, test_csv, tear_down);
  g_test_add ("/console/estate-paper/folder", Report, NULL, set_up, test_folder, tear_down);
  return g_test_run ();
}
