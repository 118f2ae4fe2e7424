/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-report.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-estate-paper.h"
#include "rw-estate-words.h"
#include "rw-format.h"
#include "rw-save.h"
#include "rw-submit.h"

/* Reports for customers are laid out and drawn beside the main thread. */

static char *
dup_made (const RwEstate *estate)
{
  g_autofree char *when = rw_format_exact (estate->now);

  return g_strdup_printf (_ ("As of %s"), when);
}

/* A name of a customer as the name of a file. */
static char *
dup_file_name (const RwEstate *estate, guint group, const char *ending)
{
  g_autofree char *name = rw_estate_group_name (estate, group);

  g_strdelimit (name, "/\\:*?\"<>|\n\r\t", '-');
  if (name[0] == '.')
    name[0] = '-';
  /* Translators: name of a file: "Backups Tonwerk Verlag.pdf" */
  return g_strdup_printf (_ ("Backups %s%s"), name, ending);
}

/* --- One ------------------------------------------------------------------------------------------- */

typedef struct
{
  RwEstate *estate;
  guint group;
} One;

static void
one_free (gpointer data)
{
  rw_estate_unref (((One *) data)->estate);
  g_free (data);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const One *one = data;
  g_autofree char *made = dup_made (one->estate);
  g_autoptr (RwSheets) sheets = rw_estate_paper_new (one->estate, one->group, made);
  GError *error = NULL;
  GBytes *bytes = rw_sheets_to_pdf (sheets, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const One *one = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = dup_file_name (one->estate, one->group, ".pdf");

  if (bytes != NULL)
    rw_save_as (GTK_WIDGET (source), _ ("Save as PDF"), name, bytes, rw_toast);
  else
    rw_toast (GTK_WIDGET (source), error->message);
}

/**
 * rw_estate_report_save_pdf:
 * @estate: with history; kept until it is drawn
 * @group: index of a customer, a service or the whole
 */
void
rw_estate_report_save_pdf (GtkWidget *widget, RwEstate *estate, guint group)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, drawn_cb, NULL);
  One *one = g_new (One, 1);

  *one = (One) { rw_estate_ref (estate), group };
  g_task_set_task_data (task, one, one_free);
  g_task_run_in_thread (task, draw_in_thread);
}

void
rw_estate_report_save_csv (GtkWidget *widget, RwEstate *estate, guint group)
{
  g_autoptr (GBytes) bytes = rw_estate_csv_new (estate, group);
  g_autofree char *name = dup_file_name (estate, group, ".csv");

  rw_save_as (widget, _ ("Save as CSV"), name, bytes, rw_toast);
}

/* --- All ------------------------------------------------------------------------------------------- */

typedef struct
{
  RwEstate *estate;
  GFile *folder;
  guint n;
  gint done; /* atomic */
  AdwAlertDialog *dialog;
  GtkProgressBar *bar;
  guint tick_id;
} All;

static void
all_free (gpointer data)
{
  All *all = data;

  rw_estate_unref (all->estate);
  g_object_unref (all->folder);
  g_clear_object (&all->dialog);
  g_free (all);
}

static gboolean
write_one (const All *all, guint group, GCancellable *cancellable, GError **error)
{
  g_autofree char *made = dup_made (all->estate), *pdf = dup_file_name (all->estate, group, ".pdf"),
                  *csv = dup_file_name (all->estate, group, ".csv");
  g_autoptr (RwSheets) sheets = rw_estate_paper_new (all->estate, group, made);
  g_autoptr (GBytes) drawn = rw_sheets_to_pdf (sheets, cancellable, error),
                     table = rw_estate_csv_new (all->estate, group);
  g_autoptr (GFile) pdf_file = g_file_get_child (all->folder, pdf),
                    csv_file = g_file_get_child (all->folder, csv);

  return drawn != NULL &&
         g_file_replace_contents (pdf_file, g_bytes_get_data (drawn, NULL),
                                  g_bytes_get_size (drawn), NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                  NULL, cancellable, error) &&
         g_file_replace_contents (csv_file, g_bytes_get_data (table, NULL),
                                  g_bytes_get_size (table), NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                  NULL, cancellable, error);
}

static gboolean
is_customer (const RwEstateGroup *group)
{
  return group->parent == 0 && group->name != NULL;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  All *all = data;

  for (guint i = 1; i < all->estate->groups->len; i++)
    {
      GError *error = NULL;

      if (!is_customer (rw_estate_group (all->estate, i)))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, &error) ||
          !write_one (all, i, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      g_atomic_int_inc (&all->done);
    }
  g_task_return_boolean (task, TRUE);
}

static gboolean
tick_cb (gpointer user_data)
{
  All *all = user_data;
  guint done = (guint) g_atomic_int_get (&all->done);
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), done, all->n);

  gtk_progress_bar_set_fraction (all->bar, (double) done / MAX (all->n, 1));
  gtk_progress_bar_set_text (all->bar, text);
  return G_SOURCE_CONTINUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  All *all = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  guint done = (guint) g_atomic_int_get (&all->done);
  g_autofree char *name = g_file_get_basename (all->folder), *message = NULL;

  g_clear_handle_id (&all->tick_id, g_source_remove);
  adw_dialog_force_close (ADW_DIALOG (all->dialog));
  if (g_task_propagate_boolean (G_TASK (result), &error))
    message = g_strdup_printf (ngettext ("The report of %u customer is in %s",
                                         "The reports of %u customers are in %s", done),
                               done, name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    message = g_strdup_printf (ngettext ("Stopped: the report of %u customer is in %s",
                                         "Stopped: the reports of %u customers are in %s", done),
                               done, name);
  else
    message = g_strdup_printf (_ ("The reports were not saved: %s"), error->message);
  rw_toast (GTK_WIDGET (source), message);
}

/**
 * rw_estate_report_save_into:
 * @estate: with history; kept until the end
 * @folder: gets a PDF file and a CSV file for each customer; those of the same name are replaced
 *
 * Says how far it is, and can be stopped.
 */
void
rw_estate_report_save_into (GtkWidget *widget, RwEstate *estate, GFile *folder)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (widget, cancellable, written_cb, NULL);
  All *all = g_new0 (All, 1);

  all->estate = rw_estate_ref (estate);
  all->folder = g_object_ref (folder);
  for (guint i = 1; i < estate->groups->len; i++)
    all->n += is_customer (rw_estate_group (estate, i));
  all->dialog =
    g_object_ref_sink (ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Saving the Reports"), NULL)));
  all->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (all->bar, TRUE);
  adw_alert_dialog_set_extra_child (all->dialog, GTK_WIDGET (all->bar));
  adw_alert_dialog_add_response (all->dialog, "stop", _ ("_Stop"));
  adw_alert_dialog_set_close_response (all->dialog, "stop");
  g_signal_connect_object (all->dialog, "response", G_CALLBACK (g_cancellable_cancel), cancellable,
                           G_CONNECT_SWAPPED);
  tick_cb (all);
  all->tick_id = g_timeout_add (100, tick_cb, all);
  adw_dialog_present (ADW_DIALOG (all->dialog), widget);
  g_task_set_task_data (task, all, all_free);
  g_task_run_in_thread (task, write_in_thread);
}

typedef struct
{
  GtkWidget *widget;
  RwEstate *estate;
} Choice;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (GFile) folder =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (folder != NULL)
    rw_estate_report_save_into (choice->widget, choice->estate, folder);
  g_object_unref (choice->widget);
  rw_estate_unref (choice->estate);
}

/**
 * rw_estate_report_save_all:
 *
 * Asks for a folder, see rw_estate_report_save_into().
 */
void
rw_estate_report_save_all (GtkWidget *widget, RwEstate *estate)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { g_object_ref (widget), rw_estate_ref (estate) };
  gtk_file_dialog_set_title (dialog, _ ("Save the Reports of All Customers"));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 chosen_cb, choice);
}
