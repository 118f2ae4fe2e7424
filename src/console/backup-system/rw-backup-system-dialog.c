/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-system-dialog.h"

#include <glib/gi18n.h>

#include "rules/rw-system-rules.h"
#include "rw-ask-name.h"
#include "rw-backup-curves.h"
#include "rw-backup-job-dialog.h"
#include "rw-backup-policies-dialog.h"
#include "rw-backup-proof.h"
#include "rw-backup-runs.h"
#include "rw-bar.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-page.h"
#include "rw-restore-test-dialog.h"
#include "rw-status-page.h"
#include "rw-submit.h"

/* Narrower than this the second column goes below the first. */
#define TWO_COLUMNS "min-width: 860px"

/* What changes what is shown here. */
#define KINDS                                                                                     \
  (RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY) |                       \
   RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_RESTORE_TEST) |                        \
   RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_DEVICE) | \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_SITE))

/* At night runs come one after the other; nobody reads faster than this. */
#define PAUSE_MS 500

/* What is said of ages is said anew after so long, changed or not. */
#define STALE RW_MINUTE

struct _RwBackupSystemDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  RwPage *page; /* (nullable): weak: where other records are opened */
  RwKind kind;
  RwId id;
  GCancellable *loading;
  guint pause;      /* source: loads again */
  gboolean changed; /* something did while it was being read */
  RwBackupSystem *data;
  RwId chosen; /* the job whose runs are shown */

  GtkStack *stack;
  AdwWindowTitle *title;
  AdwStatusPage *empty, *failure;
  GtkWidget *record, *add, *no_backup;
  GtkWidget *head;
  GtkWidget *second; /* column */
  GtkWidget *chooser;
  GtkStringList *names;
  RwBackupCurves *curves;
  RwBackupRuns *runs;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RwBackupSystemDialog, rw_backup_system_dialog, ADW_TYPE_DIALOG)

static gboolean
may_write (RwBackupSystemDialog *self, RwKind kind)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (kind)->writers) != 0;
}

static RwBackupSystemJob *
chosen_job (RwBackupSystemDialog *self)
{
  for (guint i = 0; self->data != NULL && i < self->data->jobs->len; i++)
    {
      RwBackupSystemJob *job = self->data->jobs->pdata[i];

      if (rw_id_equal (rw_record_get_id (job->job), &self->chosen))
        return job;
    }
  return NULL;
}

/* --- Elsewhere ------------------------------------------------------------------------------------- */

static void
open_record (RwBackupSystemDialog *self, RwKind kind, const RwId *id)
{
  RwPage *page = self->page;
  RwId copy = *id; /* the sender goes with the dialog */

  if (page == NULL)
    return;
  g_object_ref (page);
  adw_dialog_close (ADW_DIALOG (self));
  rw_page_open (page, kind, &copy);
  g_object_unref (page);
}

static void
change_cb (RwBackupSystemDialog *self, const RwId *id)
{
  open_record (self, RW_KIND_CHANGE, id);
}

static void
run_cb (RwBackupSystemDialog *self, const RwId *id)
{
  RwId copy = *id;

  if (!rw_backup_runs_reveal (self->runs, &copy))
    {
      rw_backup_runs_set_problems (self->runs, FALSE);
      rw_backup_runs_reveal (self->runs, &copy);
    }
}

static RwRecord *
record_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "rw-record");
}

static void
open_change_cb (RwBackupSystemDialog *self, GtkWidget *button)
{
  open_record (self, RW_KIND_CHANGE, rw_record_get_id (record_of (button)));
}

static void
present (RwBackupSystemDialog *self, AdwDialog *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (self->stack));
}

static GArray *
job_ids (RwBackupSystemDialog *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  for (guint i = 0; i < self->data->jobs->len; i++)
    g_array_append_vals (ids,
                         rw_record_get_id (((RwBackupSystemJob *) self->data->jobs->pdata[i])->job),
                         1);
  return ids;
}

static void
edit_job_cb (RwBackupSystemDialog *self, GtkWidget *row)
{
  RwRecord *record = record_of (row);
  gboolean used = TRUE;

  for (guint i = 0; i < self->data->jobs->len; i++)
    {
      const RwBackupSystemJob *job = self->data->jobs->pdata[i];

      if (rw_id_equal (rw_record_get_id (job->job), rw_record_get_id (record)))
        used = job->used;
    }
  present (self,
           rw_backup_job_dialog_new (GTK_WIDGET (self->stack), self->session, record, NULL, used));
}

static void
edit_test_cb (RwBackupSystemDialog *self, GtkWidget *row)
{
  present (self,
           rw_restore_test_dialog_new (GTK_WIDGET (self->stack), self->session, self->data->system,
                                       NULL, job_ids (self), record_of (row)));
}

static void
add_job_cb (RwBackupSystemDialog *self)
{
  if (self->data != NULL)
    present (self, rw_backup_job_dialog_new (GTK_WIDGET (self->stack), self->session, NULL,
                                             self->data->system, FALSE));
}

static void
record_cb (RwBackupSystemDialog *self)
{
  RwBackupSystemJob *job = chosen_job (self);

  if (self->data != NULL)
    present (self, rw_restore_test_dialog_new (GTK_WIDGET (self->stack), self->session,
                                               self->data->system, job != NULL ? job->job : NULL,
                                               job_ids (self), NULL));
}

static void
policies_cb (RwBackupSystemDialog *self)
{
  rw_backup_policies_present (GTK_WIDGET (self->stack), self->session);
}

static void
no_backup_given_cb (GtkWidget *widget, const char *reason)
{
  RwBackupSystemDialog *self =
    RW_BACKUP_SYSTEM_DIALOG (gtk_widget_get_ancestor (widget, RW_TYPE_BACKUP_SYSTEM_DIALOG));
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwEdit *edit;

  if (self == NULL)
    return;
  edit = rw_edit_new (RW_OP_UPDATE, self->kind, &self->id);
  rw_edit_set (edit, rw_system_field (self->data->system, RW_DEVICE_NO_BACKUP),
               rw_value_text (reason));
  g_ptr_array_add (edits, edit);
  rw_submit (widget, self->session, edits, _ ("No backup needed"));
}

static void
no_backup_cb (RwBackupSystemDialog *self)
{
  rw_ask_name (GTK_WIDGET (self->stack), _ ("No Backup Needed?"),
               _ ("Whoever looks for this system’s backup reads why there is none."), _ ("Reason"),
               "", no_backup_given_cb);
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
text_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
fill_head (RwBackupSystemDialog *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *bar = rw_bar_new (), *word;
  g_autofree char *sentence = rw_backup_system_sentence (self->data), *point = NULL, *said = NULL;
  double fraction;
  RwStatus status;

  point = rw_backup_system_point (self->data, &fraction, &status);
  said = g_strdup_printf ("%s %s", rw_status_symbol (status), point);
  clear (self->head);
  gtk_box_append (GTK_BOX (self->head), text_new (sentence, "title-4"));
  word = text_new (said, rw_status_css_class (status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (word), GTK_ACCESSIBLE_PROPERTY_LABEL, point, -1);
  rw_bar_set (RW_BAR (bar), fraction, status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION);
  gtk_widget_set_size_request (bar, 180, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), bar);
  gtk_box_append (GTK_BOX (line), word);
  gtk_box_append (GTK_BOX (self->head), line);
  for (guint i = 0; i < self->data->acks->len; i++)
    {
      const RwBackupSystemAck *ack = self->data->acks->pdata[i];
      g_autofree char *until =
        rw_format_moment (rw_record_get_integer (ack->ack, RW_BACKUP_ACK_UNTIL, 0),
                          self->data->now);
      /* Translators: why something red needs no more attention, by whom, until when */
      g_autofree char *text =
        g_strdup_printf (_ ("Answered: %s (%s, until %s)"),
                         rw_record_get_text (ack->ack, RW_BACKUP_ACK_REASON),
                         ack->person != NULL ? ack->person : _ ("unknown"), until);

      gtk_box_append (GTK_BOX (self->head), text_new (text, "dim-label"));
    }
}

static GtkWidget *
job_row_new (RwBackupSystemDialog *self, const RwBackupSystemJob *job)
{
  g_autofree char *text = rw_backup_job_sentence (job, self->data->now);
  RwStatus status = !job->enabled                            ? RW_STATUS_UNKNOWN
                    : job->recovery == RW_RECOVERY_COMPLIANT ? RW_STATUS_GOOD
                    : job->recovery == RW_RECOVERY_EXCEEDED  ? RW_STATUS_ATTENTION
                                                             : RW_STATUS_BAD;
  GtkWidget *row =
    rw_backup_row_new (rw_record_get_title (job->job), text,
                       job->enabled ? rw_recovery_point_label (job->recovery) : _ ("switched off"),
                       status);

  g_object_set_data_full (G_OBJECT (row), "rw-record", g_object_ref (job->job), g_object_unref);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_job_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
test_row_new (RwBackupSystemDialog *self, const RwBackupSystemTest *test)
{
  int result = rw_record_get_enum (test->test, RW_RESTORE_TEST_RESULT);
  g_autofree char *text = rw_backup_test_sentence (test, self->data->now), *duration = NULL;
  GtkWidget *row;

  if (rw_record_has (test->test, RW_RESTORE_TEST_DURATION))
    duration = rw_format_duration (rw_record_get_integer (test->test, RW_RESTORE_TEST_DURATION, 0) *
                                   RW_MINUTE);
  row = rw_backup_row_new (duration != NULL ? duration : rw_kind_label (RW_KIND_RESTORE_TEST), text,
                           result >= 0 ? rw_enum_label (&rw_enum_test_result, result) : NULL,
                           result == RW_TEST_RESULT_PASSED    ? RW_STATUS_GOOD
                           : result == RW_TEST_RESULT_PARTIAL ? RW_STATUS_ATTENTION
                                                              : RW_STATUS_BAD);
  if (test->change != NULL)
    {
      GtkWidget *button =
        gtk_button_new_with_label (rw_record_get_text (test->change, RW_CHANGE_NUMBER) != NULL
                                     ? rw_record_get_text (test->change, RW_CHANGE_NUMBER)
                                     : rw_kind_label (RW_KIND_CHANGE));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, rw_record_get_text (test->change, RW_CHANGE_TITLE));
      g_object_set_data_full (G_OBJECT (button), "rw-record", g_object_ref (test->change),
                              g_object_unref);
      g_signal_connect_object (button, "clicked", G_CALLBACK (open_change_cb), self,
                               G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  g_object_set_data_full (G_OBJECT (row), "rw-record", g_object_ref (test->test), g_object_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_test_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
fill_second (RwBackupSystemDialog *self)
{
  GtkWidget *list, *section;

  clear (self->second);
  gtk_box_append (GTK_BOX (self->second),
                  rw_backup_ladder_box_new (&self->data->ladder, self->data->now));
  gtk_box_append (GTK_BOX (self->second), rw_backup_copies_box_new (self->data->copies));
  section = rw_backup_section_new (_ ("Jobs"), &list);
  for (guint i = 0; i < self->data->jobs->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), job_row_new (self, self->data->jobs->pdata[i]));
  gtk_box_append (GTK_BOX (self->second), section);
  section = rw_backup_section_new (rw_kind_labels (RW_KIND_RESTORE_TEST), &list);
  for (guint i = 0; i < self->data->tests->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), test_row_new (self, self->data->tests->pdata[i]));
  if (self->data->tests->len == 0)
    {
      gtk_widget_set_visible (list, FALSE);
      gtk_box_append (GTK_BOX (section),
                      text_new (_ ("No restore has been tested yet."), "dim-label"));
    }
  gtk_box_append (GTK_BOX (self->second), section);
}

static void
show_job (RwBackupSystemDialog *self)
{
  RwBackupSystemJob *job = chosen_job (self);

  rw_backup_curves_set (self->curves, self->data, job);
  rw_backup_runs_set (self->runs, job, self->data->now);
}

static void
chosen_cb (RwBackupSystemDialog *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chooser));

  if (self->filling || self->data == NULL || selected >= self->data->jobs->len)
    return;
  self->chosen = *rw_record_get_id (((RwBackupSystemJob *) self->data->jobs->pdata[selected])->job);
  show_job (self);
}

/* The one that was looked at stays; at first it is the one with the worst recovery point. */
static void
fill_chooser (RwBackupSystemDialog *self)
{
  guint selected = (guint) MAX (self->data->worst, 0);

  self->filling = TRUE;
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          NULL);
  for (guint i = 0; i < self->data->jobs->len; i++)
    {
      RwRecord *job = ((RwBackupSystemJob *) self->data->jobs->pdata[i])->job;

      gtk_string_list_append (self->names, rw_record_get_title (job));
      if (rw_id_equal (rw_record_get_id (job), &self->chosen))
        selected = i;
    }
  if (selected < self->data->jobs->len)
    {
      self->chosen =
        *rw_record_get_id (((RwBackupSystemJob *) self->data->jobs->pdata[selected])->job);
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chooser), selected);
    }
  gtk_widget_set_visible (self->chooser, self->data->jobs->len > 1);
  self->filling = FALSE;
}

static void
fill (RwBackupSystemDialog *self)
{
  const char *name = rw_record_get_title (self->data->system);
  const char *needless =
    rw_record_get_text (self->data->system,
                        rw_system_field (self->data->system, RW_DEVICE_NO_BACKUP));
  gboolean any = self->data->jobs->len > 0;

  adw_window_title_set_title (self->title, name);
  adw_dialog_set_title (ADW_DIALOG (self), name);
  gtk_widget_set_visible (self->record, any && may_write (self, RW_KIND_RESTORE_TEST));
  gtk_widget_set_visible (self->add, may_write (self, RW_KIND_BACKUP_JOB));
  if (!any)
    {
      g_autofree char *reason = needless != NULL ? g_markup_escape_text (needless, -1) : NULL;

      adw_status_page_set_title (self->empty, needless != NULL ? _ ("No Backup Needed")
                                                               : _ ("Nothing Is Backed Up Here"));
      adw_status_page_set_description (
        self->empty, reason != NULL ? reason : _ ("Add a job, or write down why none is needed."));
      gtk_widget_set_visible (self->no_backup, needless == NULL && may_write (self, self->kind));
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  fill_head (self);
  fill_second (self);
  fill_chooser (self);
  show_job (self);
  gtk_stack_set_visible_child_name (self->stack, "backups");
}

/* --- Loading --------------------------------------------------------------------------------------- */

typedef struct
{
  RwKind kind;
  RwId id;
  gint64 now;
} Question;

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return rw_query_backup_system (cache, question->kind, &question->id, question->now, cancellable,
                                 error);
}

static void load_soon (RwBackupSystemDialog *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwBackupSystemDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupSystem) data = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (RwBackupSystem) before = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (data == NULL)
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  if (self->changed)
    load_soon (self);
  /* Whoever reads here is not to lose their place because a backup ran somewhere else. */
  if (self->data != NULL && data->now < self->data->now + STALE &&
      rw_backup_system_equal (self->data, data))
    return;
  /* The curves look into it until they have the next. */
  before = self->data;
  self->data = g_steal_pointer (&data);
  fill (self);
  if (self->data->jobs->len == 0)
    rw_backup_curves_set (self->curves, self->data, NULL);
}

static void
load (RwBackupSystemDialog *self)
{
  Question *question = g_new (Question, 1);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  self->changed = FALSE;
  *question = (Question) { self->kind, self->id, rw_clock_now () };
  rw_session_read_async (self->session, query_cb, question, g_free,
                         (GDestroyNotify) rw_backup_system_free, self->loading, loaded_cb,
                         g_object_ref (self));
}

static gboolean
load_cb (gpointer user_data)
{
  RwBackupSystemDialog *self = user_data;

  self->pause = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* After the reading that is under way, and not at once after the one before. */
static void
load_soon (RwBackupSystemDialog *self)
{
  self->changed = self->loading != NULL;
  if (self->loading == NULL && self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, load_cb, self);
}

static void
changed_cb (RwBackupSystemDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds & KINDS)
    load_soon (self);
}

/* --- The dialog ------------------------------------------------------------------------------------ */

/* A toast would keep the dialog, and with it the session, for as long as it is to be seen. */
static void
rw_backup_system_dialog_closed (AdwDialog *dialog)
{
  RwBackupSystemDialog *self = RW_BACKUP_SYSTEM_DIALOG (dialog);

  g_cancellable_cancel (self->loading);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_signal_handlers_disconnect_by_func (self->session, changed_cb, self);
  adw_dialog_set_child (dialog, NULL);
}

static void
rw_backup_system_dialog_dispose (GObject *object)
{
  RwBackupSystemDialog *self = RW_BACKUP_SYSTEM_DIALOG (object);

  g_cancellable_cancel (self->loading);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (rw_backup_system_dialog_parent_class)->dispose (object);
  g_clear_pointer (&self->data, rw_backup_system_free);
}

static void
rw_backup_system_dialog_class_init (RwBackupSystemDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backup_system_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = rw_backup_system_dialog_closed;
}

static GtkWidget *
first_column_new (RwBackupSystemDialog *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->names = gtk_string_list_new (NULL);
  self->chooser = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), NULL);
  gtk_widget_set_halign (self->chooser, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Job whose runs are shown"), -1);
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->curves = RW_BACKUP_CURVES (rw_backup_curves_new ());
  g_signal_connect_object (self->curves, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->curves, "change", G_CALLBACK (change_cb), self, G_CONNECT_SWAPPED);
  self->runs = RW_BACKUP_RUNS (rw_backup_runs_new ());
  gtk_box_append (GTK_BOX (column), self->chooser);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->curves));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->runs));
  gtk_widget_set_hexpand (column, TRUE);
  return column;
}

static GtkWidget *
backups_new (RwBackupSystemDialog *self)
{
  GtkWidget *bin = adw_breakpoint_bin_new (), *scrolled = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18),
            *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *clamp = adw_clamp_new ();
  AdwBreakpoint *wide = adw_breakpoint_new (adw_breakpoint_condition_parse (TWO_COLUMNS));
  GValue horizontal = G_VALUE_INIT, width = G_VALUE_INIT;

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->second = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (columns), first_column_new (self));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->second);
  gtk_box_append (GTK_BOX (columns), clamp);
  gtk_box_append (GTK_BOX (box), columns);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  g_value_init (&horizontal, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&horizontal, GTK_ORIENTATION_HORIZONTAL);
  g_value_init (&width, G_TYPE_INT);
  g_value_set_int (&width, 400);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "orientation", &horizontal);
  adw_breakpoint_add_setter (wide, G_OBJECT (clamp), "maximum-size", &width);
  adw_breakpoint_add_setter (wide, G_OBJECT (self->second), "width-request", &width);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), wide);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (bin, 320, 240);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), scrolled);
  return bin;
}

static GtkWidget *
button_new (RwBackupSystemDialog *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
rw_backup_system_dialog_init (RwBackupSystemDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *toasts = adw_toast_overlay_new (),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *spinner = adw_spinner_new (),
            *add;

  rw_status_install_css ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, spinner, "loading");
  self->failure = rw_status_page_add (self->stack, "failure", "dialog-warning-symbolic",
                                      _ ("Backups Not Read"), NULL);
  self->empty = rw_status_page_add (self->stack, "empty", NULL, "", NULL);
  add = button_new (self, _ ("_Add Job…"), G_CALLBACK (add_job_cb));
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_widget_add_css_class (add, "pill");
  self->no_backup = button_new (self, _ ("_No Backup Needed…"), G_CALLBACK (no_backup_cb));
  gtk_widget_add_css_class (self->no_backup, "pill");
  gtk_box_append (GTK_BOX (buttons), add);
  gtk_box_append (GTK_BOX (buttons), self->no_backup);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_child (self->empty, buttons);
  gtk_stack_add_named (self->stack, backups_new (self), "backups");

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", _ ("Backups")));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  self->record = button_new (self, _ ("_Record Restore Test…"), G_CALLBACK (record_cb));
  self->add = button_new (self, _ ("_Add Job…"), G_CALLBACK (add_job_cb));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->record);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar),
                           button_new (self, _ ("_Policies"), G_CALLBACK (policies_cb)));
  g_object_bind_property (self->add, "visible", add, "visible", G_BINDING_SYNC_CREATE);
  gtk_widget_set_visible (self->record, FALSE);
  gtk_widget_set_visible (self->add, FALSE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Backups"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 1180);
  adw_dialog_set_content_height (ADW_DIALOG (self), 900);
}

/**
 * rw_backup_system_dialog_new:
 * @parent: a page, or something on one: there other records are opened
 * @kind: device or virtual machine
 */
AdwDialog *
rw_backup_system_dialog_new (GtkWidget *parent, RwSession *session, RwKind kind, const RwId *system)
{
  RwBackupSystemDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && RW_IS_SESSION (session) && system != NULL, NULL);
  g_return_val_if_fail (rw_schema_get (kind)->flags & RW_K_SYSTEM, NULL);
  self = g_object_new (RW_TYPE_BACKUP_SYSTEM_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->id = *system;
  g_set_weak_pointer (&self->page, (RwPage *) gtk_widget_get_ancestor (parent, RW_TYPE_PAGE));
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

/**
 * rw_backup_system_dialog_settled:
 *
 * Returns: whether all that was asked for is shown
 */
gboolean
rw_backup_system_dialog_settled (RwBackupSystemDialog *self)
{
  g_return_val_if_fail (RW_IS_BACKUP_SYSTEM_DIALOG (self), TRUE);
  return self->loading == NULL && self->pause == 0;
}

/**
 * rw_backup_system_dialog_find:
 * @type: #RwBackupCurves or #RwBackupRuns
 *
 * Returns: (transfer none) (nullable): that part of it
 */
GtkWidget *
rw_backup_system_dialog_find (RwBackupSystemDialog *self, GType type)
{
  g_return_val_if_fail (RW_IS_BACKUP_SYSTEM_DIALOG (self), NULL);
  return type == RW_TYPE_BACKUP_CURVES ? GTK_WIDGET (self->curves)
         : type == RW_TYPE_BACKUP_RUNS ? GTK_WIDGET (self->runs)
                                       : NULL;
}

/**
 * rw_backup_system_present:
 * @parent: a page, or something on one
 * @kind: device or virtual machine
 * @system: which
 *
 * Shows all there is to know about the backups of one system.
 */
void
rw_backup_system_present (GtkWidget *parent, RwSession *session, RwKind kind, const RwId *system)
{
  AdwDialog *dialog = rw_backup_system_dialog_new (parent, session, kind, system);

  if (dialog != NULL)
    adw_dialog_present (dialog, parent);
}
