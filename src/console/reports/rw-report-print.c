/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-print.h"

#include <glib/gi18n.h>

#include "rw-save.h"
#include "rw-submit.h"

/* Reports are laid out and drawn beside the main thread. */
typedef struct
{
  char *title, *about, *note, *made;
  GPtrArray *figures;
  GFile *file; /* nullable */
  gboolean print;
  RwSheets *sheets; /* once laid out */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->title);
  g_free (job->about);
  g_free (job->note);
  g_free (job->made);
  g_ptr_array_unref (job->figures);
  g_clear_object (&job->file);
  rw_sheets_unref (job->sheets);
  g_free (job);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  RwReportHeading heading = { job->title, job->about, job->note, job->made };
  GError *error = NULL;
  GBytes *bytes;

  job->sheets = rw_report_paper_new (&heading, job->figures);
  if (job->print)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  bytes = rw_sheets_to_pdf (job->sheets, cancellable, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, RwPage *page)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    message = g_strdup (_ ("The pages are on their way to the printer"));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      message = g_strdup_printf (_ ("The pages were not printed: %s"), error->message);
    }
  if (message != NULL)
    rw_page_toast (page, message);
}

static void
print_sheets (RwPage *page, const Job *job)
{
  g_autoptr (GtkPrintOperation) operation = rw_sheets_print_operation_new (job->sheets, job->title);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), page, 0);
  /* What goes wrong is told when it is done. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = NULL;

  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (RW_PAGE (source), error->message);
      return;
    }
  if (job->print)
    print_sheets (RW_PAGE (source), job);
  else if (job->file != NULL)
    rw_save_to (GTK_WIDGET (source), job->file, bytes, rw_toast);
  else
    {
      name = g_strconcat (job->title, ".pdf", NULL);
      rw_save_as (GTK_WIDGET (source), _ ("Save as PDF"), name, bytes, rw_toast);
    }
}

static void
start (RwPage                *page,
       const RwReportHeading *heading,
       GPtrArray             *figures,
       GFile                 *file,
       gboolean               print,
       GCancellable          *cancellable)
{
  g_autoptr (GTask) task = g_task_new (page, cancellable, drawn_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->title = g_strdup (heading->title);
  job->about = g_strdup (heading->about);
  job->note = g_strdup (heading->note);
  job->made = g_strdup (heading->made);
  job->figures = g_ptr_array_ref (figures);
  job->file = file != NULL ? g_object_ref (file) : NULL;
  job->print = print;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

/**
 * rw_report_save_pdf:
 * @figures: (element-type RwReportFigure): kept
 * @file: (nullable): where to; the person is asked for %NULL
 *
 * Draws the reports and saves them; a toast of @page says what became of it.
 */
void
rw_report_save_pdf (RwPage                *page,
                    const RwReportHeading *heading,
                    GPtrArray             *figures,
                    GFile                 *file,
                    GCancellable          *cancellable)
{
  start (page, heading, figures, file, FALSE, cancellable);
}

/**
 * rw_report_print:
 * @figures: (element-type RwReportFigure): kept
 *
 * Lays the reports out and asks where to print them; a toast of @page says what became of it.
 */
void
rw_report_print (RwPage *page, const RwReportHeading *heading, GPtrArray *figures, GCancellable *cancellable)
{
  start (page, heading, figures, NULL, TRUE, cancellable);
}
