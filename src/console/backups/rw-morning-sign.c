/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-sign.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-morning-json.h"
#include "rw-morning-paper.h"
#include "rw-save.h"
#include "rw-submit.h"
#include "rw-time.h"

/**
 * rw_morning_check_new:
 * @matrix: what was red, and what was answered
 * @day: the date
 * @notes: (nullable): of the person who signs
 *
 * Returns: (transfer full): the signed check, a record to be made
 */
RwRecord *
rw_morning_check_new (const RwBackupMatrix *matrix,
                      gint64                day,
                      const RwId           *person,
                      gint64                started,
                      gint64                finished,
                      const char           *notes)
{
  RwRecord *check = rw_record_new (RW_KIND_MORNING_CHECK, NULL);
  g_autofree char *answers = rw_morning_answers_to_json (matrix->reds);

  rw_record_set_date (check, RW_MORNING_CHECK_DAY, day);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (check, RW_MORNING_CHECK_PERSON, person);
  rw_record_set_instant (check, RW_MORNING_CHECK_STARTED, MIN (started, finished));
  rw_record_set_instant (check, RW_MORNING_CHECK_FINISHED, finished);
  rw_record_set_integer (check, RW_MORNING_CHECK_SYSTEMS, matrix->rows->len);
  rw_record_set_integer (check, RW_MORNING_CHECK_RECOVERABLE, matrix->n_recoverable);
  rw_record_set_integer (check, RW_MORNING_CHECK_RED, matrix->n_red);
  rw_record_set_text (check, RW_MORNING_CHECK_ANSWERS, answers);
  if (notes != NULL && *notes != '\0')
    rw_record_set_text (check, RW_MORNING_CHECK_NOTES, notes);
  return check;
}

/**
 * rw_morning_summary:
 *
 * Returns: (transfer full): "Acknowledged 12 · Rerun asked for 3", or that there was nothing to answer
 */
char *
rw_morning_summary (const RwBackupMatrix *matrix)
{
  g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_of (matrix->reds, 0);
  g_autofree char *n = rw_format_count (matrix->rows->len);
  g_autofree char *good = rw_format_count (matrix->n_recoverable);
  GString *text = g_string_new (NULL);

  if (matrix->reds->len == 0)
    {
      g_string_append_printf (text,
                              ngettext ("%s system can be restored.",
                                        "All %s systems can be restored.", matrix->rows->len),
                              n);
      return g_string_free_and_steal (text);
    }
  for (int answer = 0; answer < RW_BACKUP_ANSWER_N_VALUES; answer++)
    {
      guint count = rw_morning_sheet_count (sheet, answer);

      if (count > 0)
        g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                                rw_enum_label (&rw_enum_backup_answer, (guint) answer), count);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("%s of %s systems can be restored within their RPO."), good, n);
  return g_string_free_and_steal (text);
}

static char *
file_name (RwRecord   *check,
           const char *suffix)
{
  g_autofree char *name = NULL;
  char day[RW_DATE_STRING_LENGTH + 1];

  rw_date_write (rw_record_get_integer (check, RW_MORNING_CHECK_DAY, 0), day);
  /* Translators: the name of a file, and a day as 2026-11-24 */
  name = g_strdup_printf (_ ("Morning check %s"), day);

  return g_strconcat (name, suffix, NULL);
}

/* The sheet is drawn beside the interface. */
typedef struct
{
  RwRecord *check;
  char *person;
  GFile *file; /* nullable: the person is asked */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->check);
  g_free (job->person);
  g_clear_object (&job->file);
  g_free (job);
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (RwSheets) sheets = rw_morning_paper_new (job->check, job->person);
  GError *error = NULL;
  GBytes *bytes = rw_sheets_to_pdf (sheets, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
save (GtkWidget  *widget,
      const char *title,
      RwRecord   *check,
      const char *suffix,
      GBytes     *bytes,
      GFile      *file)
{
  g_autofree char *name = file_name (check, suffix);

  if (file != NULL)
    rw_save_to (widget, file, bytes, rw_toast);
  else
    rw_save_as (widget, title, name, bytes, rw_toast);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    save (GTK_WIDGET (source), _ ("Save as PDF"), job->check, ".pdf", bytes, job->file);
  else
    rw_toast (GTK_WIDGET (source), error->message);
}

/**
 * rw_morning_save_pdf:
 * @widget: where it is asked for: a toast says what became of it
 * @person: (nullable): name of who signed it
 * @file: (nullable): where to; the person is asked for %NULL
 */
void
rw_morning_save_pdf (GtkWidget  *widget,
                     RwRecord   *check,
                     const char *person,
                     GFile      *file)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, drawn_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->check = g_object_ref (check);
  job->person = g_strdup (person);
  job->file = file != NULL ? g_object_ref (file) : NULL;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

/**
 * rw_morning_save_csv:
 * @file: (nullable): where to; the person is asked for %NULL
 *
 * A row for each system that was red.
 */
void
rw_morning_save_csv (GtkWidget *widget,
                     RwRecord  *check,
                     GFile     *file)
{
  const char *answers = rw_record_get_text (check, RW_MORNING_CHECK_ANSWERS);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_from_json (answers != NULL ? answers : "[]", &error);
  g_autoptr (GBytes) bytes = NULL;
  char *csv;

  if (sheet == NULL)
    {
      rw_toast (widget, error->message);
      return;
    }
  csv = rw_morning_sheet_to_csv (sheet);
  bytes = g_bytes_new_take (csv, strlen (csv));
  save (widget, _ ("Save as CSV"), check, ".csv", bytes, file);
}

static void
printed_cb (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            GtkWidget               *widget)
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
    rw_toast (widget, message);
}

void
rw_morning_print (GtkWidget  *widget,
                  RwRecord   *check,
                  const char *person)
{
  g_autoptr (RwSheets) sheets = rw_morning_paper_new (check, person);
  g_autofree char *name = file_name (check, "");
  g_autoptr (GtkPrintOperation) operation = rw_sheets_print_operation_new (sheets, name);
  GtkRoot *root = gtk_widget_get_root (widget);

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), widget, 0);
  /* What goes wrong is told when it is done. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           NULL);
}
