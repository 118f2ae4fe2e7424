/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-dialog.h"

#include <glib/gi18n.h>

#include "query/rw-query-morning.h"
#include "rw-announce.h"
#include "rw-backup-answer.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-morning-ask.h"
#include "rw-morning-past.h"
#include "rw-morning-sign.h"
#include "rw-morning-step.h"
#include "rw-morning-ticket.h"
#include "rw-new-ticket.h"
#include "rw-pick-dialog.h"
#include "rw-submit.h"
#include "rw-time.h"

struct _RwMorningDialog
{
  AdwDialog parent_instance;

  RwPage *page;        /* not owned: it closes the dialog when it goes */
  RwMorningPass *pass; /* the page's */
  gint64 started;
  const RwBackupMatrix *matrix; /* the page's */

  AdwWindowTitle *heading;
  GtkWidget *progress;
  GtkWidget *stack;
  GtkWidget *view;
  GtkWidget *ask;
  GtkWidget *keys;
  GtkWidget *buttons[16];
  GtkWidget *read_only;
  GtkWidget *summary;
  GtkWidget *notes;
  GtkWidget *sign;
  GtkWidget *files;
  GtkWidget *past; /* nullable */

  char *shown;   /* key of the step in view */
  GArray *seen;  /* of RwMorningRed: what is in it, and what an answer is for */
  gboolean picking;   /* a ticket is being looked for */
  gboolean presented; /* there was something in view */
  gboolean undoing;   /* the person waits for a step to come back */
  gboolean signing;   /* the signature is on its way */
  gboolean refused;   /* it was not kept */
  gint64 quiet_until; /* monotonic: until then no letter answers */
  GCancellable *cancellable;
  RwMorningDetails *details; /* of it, when they are there */
  RwRecord *signed_check;
  guint n_most;   /* reds that there were at most */
  gboolean stale; /* something was edited since the matrix was read: nobody signs that */
};

G_DEFINE_FINAL_TYPE (RwMorningDialog, rw_morning_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  guint key;
  const char *hint; /* on the button */
  const char *label;
  void (*act) (RwMorningDialog *self);
  gboolean answers; /* only for those who may answer */
} Key;

/* A step that comes of itself is not answered by a letter that was meant for the one before. */
#define QUIET (700 * G_TIME_SPAN_MILLISECOND)

static void show (RwMorningDialog *self,
                  gboolean         by_itself);

/* What is answered just now stays as it is, whatever arrives. */
static gboolean
is_frozen (RwMorningDialog *self)
{
  return self->picking || rw_morning_ask_is_open (RW_MORNING_ASK (self->ask));
}

/* What of the step in view is still to be answered. */
static GPtrArray *
dup_asked (RwMorningDialog *self,
           GArray          *positions)
{
  if (self->seen == NULL || self->matrix == NULL)
    return g_ptr_array_new ();
  return rw_morning_seen_left (self->seen, self->matrix->reds, positions);
}

static gboolean
may_answer (RwMorningDialog *self)
{
  return (rw_session_get_roles (rw_page_get_session (self->page)) & RW_ROLES_STAFF) != 0;
}

/* --- Reading what is needed to decide -------------------------------------------------------------- */

typedef struct
{
  GArray *reds; /* RwMorningRed */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_array_unref (question->reds);
  g_free (question);
}

static gpointer
details_query_cb (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Question *question = data;

  return rw_query_morning_details (cache, (const RwMorningRed *) question->reds->data, question->reds->len, rw_clock_now (), error);
}

static void
details_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (RwMorningDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  RwMorningDetails *details = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (details == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->view != NULL)
        rw_toast (self->stack, error->message);
      return;
    }
  g_clear_pointer (&self->details, rw_morning_details_free);
  self->details = details;
  rw_morning_view_set_details (RW_MORNING_VIEW (self->view), details);
}

static void
load_details (RwMorningDialog     *self,
              const RwMorningStep *step)
{
  Question *question = g_new0 (Question, 1);

  /* The matrix may go while this is read. */
  question->reds = rw_morning_seen_new (step->reds);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->details, rw_morning_details_free);
  rw_session_read_async (rw_page_get_session (self->page), details_query_cb, question, question_free,
                         (GDestroyNotify) rw_morning_details_free, self->cancellable, details_loaded_cb, g_object_ref (self));
}

/* --- Answers --------------------------------------------------------------------------------------- */

/* What was sent is refused: it is asked again. */
static void
refused_cb (GtkWidget *widget,
            gpointer   data)
{
  RwMorningDialog *self = data;

  if (self->matrix != NULL)
    rw_morning_pass_set_reds (self->pass, self->matrix->reds, TRUE);
  show (self, TRUE);
}

/* Somebody else was faster, or it turned good. */
static void
nothing_left (RwMorningDialog *self)
{
  rw_toast (
    self->stack,
    _ ("Nothing of this is left to answer: it is good again, or somebody else has answered"));
  rw_morning_ask_end (RW_MORNING_ASK (self->ask));
  show (self, TRUE);
}

static void
give (RwMorningDialog *self,
      RwBackupAnswer   answer,
      const char      *reason,
      guint            days,
      RwRecord        *ticket,
      const RwId      *linked)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) asked = dup_asked (self, positions);
  g_autoptr (GArray) untils = g_array_new (FALSE, FALSE, sizeof (gint64));
  const RwMorningStep step = { .reds = asked };
  RwSession *session = rw_page_get_session (self->page);
  gint64 now = rw_clock_now ();
  RwBackupAnswerFacts facts = {
    .answer = answer,
    .reason = reason,
    .now = now,
    .until = rw_backup_answer_until (rw_format_get_zone (), now, days),
    .person = rw_session_get_person (session),
    .ticket = ticket != NULL ? rw_record_get_id (ticket) : linked,
  };
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (!may_answer (self))
    return;
  if (asked->len == 0)
    {
      nothing_left (self);
      return;
    }
  title = rw_morning_step_title (&step);
  /* A rerun is answered for until the job has to have run again. */
  if (answer == RW_BACKUP_ANSWER_RERUN && self->details != NULL &&
      self->details->untils->len == self->seen->len)
    for (guint i = 0; i < positions->len; i++)
      g_array_append_val (untils, g_array_index (self->details->untils, gint64,
                                                 g_array_index (positions, guint, i)));
  /* Translators: what was answered, and for what: "Acknowledged · 23 systems: repository is already locked" */
  label = g_strdup_printf (_ ("%s · %s"), rw_enum_label (&rw_enum_backup_answer, answer), title);
  for (guint first = 0; first < asked->len; first += RW_BACKUP_ANSWERS_MOST)
    {
      guint n = MIN (asked->len - first, RW_BACKUP_ANSWERS_MOST);
      g_autoptr (GPtrArray) edits = NULL;

      if (untils->len > 0)
        facts.untils = (const gint64 *) untils->data + first;
      edits = rw_backup_answer ((const RwMorningRed *const *) asked->pdata + first, n, &facts);
      /* With the clocks that the service's agreement asks for; the answers go with it. */
      if (ticket != NULL && first == 0)
        rw_new_ticket_submit_with (self->page, ticket, edits, FALSE);
      else
        rw_submit_or (self->stack, session, edits, label, refused_cb, self);
    }
  rw_morning_pass_answered (self->pass, asked);
  rw_morning_ask_end (RW_MORNING_ASK (self->ask));
  show (self, FALSE);
}

static void
asked_cb (RwMorningDialog *self,
          int              answer,
          const char      *text,
          guint            days)
{
  g_autoptr (GPtrArray) asked = dup_asked (self, NULL);
  const RwMorningStep step = { .reds = asked };

  if (answer == RW_BACKUP_ANSWER_TICKET && asked->len > 0)
    {
      g_autoptr (RwRecord) ticket =
        rw_morning_ticket_new (&step, text, self->details != NULL ? self->details->message : NULL,
                               rw_clock_now ());

      give (self, RW_BACKUP_ANSWER_TICKET, text, days, ticket, NULL);
    }
  else
    give (self, (RwBackupAnswer) answer, text, days, NULL, NULL);
}

static void
ask (RwMorningDialog *self,
     RwBackupAnswer   answer)
{
  g_autoptr (GPtrArray) asked = dup_asked (self, NULL);
  const RwMorningStep step = { .reds = asked };
  g_autofree char *title = asked->len > 0 ? rw_morning_ticket_title (&step) : NULL;

  if (asked->len > 0)
    rw_morning_ask_begin (RW_MORNING_ASK (self->ask), answer, answer == RW_BACKUP_ANSWER_TICKET ? title : NULL,
                          self->details != NULL ? self->details->answers : NULL);
  else
    nothing_left (self);
}

static void
acknowledge (RwMorningDialog *self)
{
  ask (self, RW_BACKUP_ANSWER_ACKNOWLEDGED);
}

static void
expected (RwMorningDialog *self)
{
  ask (self, RW_BACKUP_ANSWER_EXPECTED);
}

static void
new_ticket (RwMorningDialog *self)
{
  ask (self, RW_BACKUP_ANSWER_TICKET);
}

static void
picked_cb (RwPage     *page,
           RwKind      kind,
           const RwId *id,
           gpointer    data)
{
  RwMorningDialog *self = data;

  self->picking = FALSE;
  give (self, RW_BACKUP_ANSWER_TICKET, _ ("Worked on in a ticket"), 7, NULL, id);
}

static void
picking_ended_cb (gpointer data)
{
  g_autoptr (RwMorningDialog) self = data;

  self->picking = FALSE;
  show (self, TRUE);
}

static void
link_ticket (RwMorningDialog *self)
{
  if (self->seen == NULL)
    return;
  rw_morning_ask_end (RW_MORNING_ASK (self->ask));
  self->picking = TRUE;
  rw_pick_dialog_present (self->page, _ ("Link a Ticket"), RW_KIND_BIT (RW_KIND_TICKET), picked_cb,
                          g_object_ref (self), picking_ended_cb);
}

static void
rerun (RwMorningDialog *self)
{
  if (self->seen == NULL || self->seen->len == 0)
    return;
  if (g_array_index (self->seen, RwMorningRed, 0).result == RW_BACKUP_NO_JOB)
    rw_toast (self->stack, _ ("There is no backup job that could run again"));
  else
    give (self, RW_BACKUP_ANSWER_RERUN, _ ("Rerun asked for"), 1, NULL, NULL);
}

/* Nothing is typed any more: what came in the meantime is shown. Returns whether the step is still the same. */
static gboolean
thaw (RwMorningDialog *self)
{
  const RwMorningStep *step = rw_morning_pass_get (self->pass);
  gboolean same = step != NULL && g_strcmp0 (step->key, self->shown) == 0;

  rw_morning_ask_end (RW_MORNING_ASK (self->ask));
  show (self, TRUE);
  return same;
}

static void
skip (RwMorningDialog *self)
{
  if (!thaw (self))
    return;
  rw_morning_pass_skip (self->pass);
  show (self, FALSE);
}

static void
back (RwMorningDialog *self)
{
  if (!thaw (self))
    return;
  rw_morning_pass_back (self->pass);
  show (self, FALSE);
}

static void
fold (RwMorningDialog *self)
{
  if (!thaw (self))
    return;
  rw_morning_pass_toggle_fold (self->pass);
  show (self, FALSE);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwMorningDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_undo_finish (RW_SESSION (source), result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      self->view != NULL)
    rw_toast (self->stack, error->message);
}

static void
undo (RwMorningDialog *self)
{
  RwSession *session = rw_page_get_session (self->page);

  if (!rw_session_get_can_undo (session))
    return;
  self->stale = TRUE;
  self->undoing = TRUE;
  rw_session_undo_async (session, FALSE, NULL, undone_cb, g_object_ref (self));
}

static void
toggle_past (RwMorningDialog *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "past") == 0)
    {
      g_clear_pointer (&self->shown, g_free);
      show (self, FALSE);
      return;
    }
  rw_morning_ask_end (RW_MORNING_ASK (self->ask));
  if (self->past != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), self->past);
  self->past = rw_morning_past_new (rw_page_get_session (self->page));
  gtk_stack_add_named (GTK_STACK (self->stack), self->past, "past");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "past");
  gtk_widget_set_visible (self->keys, FALSE);
  gtk_widget_grab_focus (self->past);
}

static const Key all_keys[] = {
  { GDK_KEY_a, "A", N_ ("Acknowledge"), acknowledge, TRUE },
  { GDK_KEY_t, "T", N_ ("New Ticket"), new_ticket, TRUE },
  { GDK_KEY_l, "L", N_ ("Link a Ticket"), link_ticket, TRUE },
  { GDK_KEY_r, "R", N_ ("Rerun"), rerun, TRUE },
  { GDK_KEY_e, "E", N_ ("Expected"), expected, TRUE },
  { GDK_KEY_s, "S", N_ ("Later"), skip, FALSE },
  { GDK_KEY_b, "B", N_ ("Back"), back, FALSE },
  { GDK_KEY_u, "U", N_ ("One by One"), fold, FALSE },
};

/* --- The signature --------------------------------------------------------------------------------- */

typedef struct
{
  RwMorningDialog *dialog;
  RwRecord *check;
} Signature;

static void
signature_free (gpointer data)
{
  Signature *signature = data;

  g_object_unref (signature->dialog);
  g_object_unref (signature->check);
  g_free (signature);
}

/* It stands in the books now; before that there is nothing to print. */
static void
signed_cb (GtkWidget *widget,
           gpointer   data)
{
  Signature *signature = data;
  RwMorningDialog *self = signature->dialog;

  self->signing = FALSE;
  g_set_object (&self->signed_check, signature->check);
  show (self, FALSE);
  if (self->view != NULL && gtk_widget_get_mapped (self->files))
    gtk_widget_child_focus (self->files, GTK_DIR_TAB_FORWARD);
}

static void
sign_refused_cb (GtkWidget *widget,
                 gpointer   data)
{
  Signature *signature = data;
  RwMorningDialog *self = signature->dialog;

  self->signing = FALSE;
  self->refused = TRUE;
  show (self, FALSE);
}

static void
sign_cb (RwMorningDialog *self)
{
  RwSession *session = rw_page_get_session (self->page);
  g_autoptr (GPtrArray) edits = NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->notes));
  Signature *signature;
  g_autofree char *notes = NULL;
  GtkTextIter start, end;
  gint64 now = rw_clock_now ();

  if (self->matrix == NULL || self->matrix->n_unanswered > 0 || self->stale ||
      self->signed_check != NULL || self->signing || is_frozen (self) || !may_answer (self))
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  notes = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  signature = g_new0 (Signature, 1);
  signature->dialog = g_object_ref (self);
  signature->check =
    rw_morning_check_new (self->matrix, rw_zone_wall (rw_format_get_zone (), now) / RW_DAY,
                          rw_session_get_person (session), self->started, now, notes);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_edit_new_create (signature->check));
  self->signing = TRUE;
  self->refused = FALSE;
  gtk_widget_set_sensitive (self->sign, FALSE);
  rw_submit_for_good_then (self->stack, session, edits, _ ("The morning check is signed"),
                           signed_cb, sign_refused_cb, signature, signature_free);
}

static void
save_pdf_cb (RwMorningDialog *self)
{
  rw_morning_save_pdf (self->stack, self->signed_check, rw_session_get_person_name (rw_page_get_session (self->page)), NULL);
}

static void
save_csv_cb (RwMorningDialog *self)
{
  rw_morning_save_csv (self->stack, self->signed_check, NULL);
}

static void
print_cb (RwMorningDialog *self)
{
  rw_morning_print (self->stack, self->signed_check, rw_session_get_person_name (rw_page_get_session (self->page)));
}

/* --- What is in view ------------------------------------------------------------------------------- */

static void
show_summary (RwMorningDialog *self)
{
  g_autofree char *summary = rw_morning_summary (self->matrix);
  g_autofree char *text =
    g_strjoin ("\n", summary,
               self->refused ? _ ("Not signed: the check was refused, and is not kept.") : NULL,
               NULL);
  gboolean done = self->signed_check != NULL;

  adw_status_page_set_title (ADW_STATUS_PAGE (self->summary), done                           ? _ ("Signed")
                                                              : self->matrix->reds->len == 0 ? _ ("Nothing to Answer")
                                                                                             : _ ("Everything Is Answered"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->summary), text);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->notes, GTK_TYPE_FRAME), !done && may_answer (self));
  gtk_widget_set_visible (self->sign, !done && may_answer (self));
  /* What was answered just now has to be readable before it is signed. */
  gtk_widget_set_sensitive (self->sign,
                            self->matrix->n_unanswered == 0 && !self->stale && !self->signing);
  gtk_widget_set_visible (self->files, done);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "summary");
  if (!done && gtk_widget_get_visible (self->sign) && gtk_widget_get_sensitive (self->sign) &&
      !gtk_widget_has_focus (self->notes))
    gtk_widget_grab_focus (self->sign);
}

static void
update_heading (RwMorningDialog *self)
{
  guint left = rw_morning_pass_get_n_reds (self->pass);
  g_autofree char *subtitle = NULL;

  self->n_most = MAX (self->n_most, self->matrix->reds->len);
  if (left == 0)
    subtitle = g_strdup (_ ("Everything is answered"));
  else
    subtitle = g_strdup_printf (_ ("%u of %u answered · step %u of %u"), self->n_most - MIN (left, self->n_most), self->n_most,
                                rw_morning_pass_get_position (self->pass) + 1, rw_morning_pass_get_n (self->pass));
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 self->n_most > 0 ? (double) (self->n_most - MIN (left, self->n_most)) / self->n_most : 1);
}

/* @by_itself: because of what arrived, not of what the person did */
static void
show (RwMorningDialog *self,
      gboolean         by_itself)
{
  const RwMorningStep *step;

  /* The page, and with it the pass, may be gone already. */
  if (self->matrix == NULL || self->view == NULL || is_frozen (self))
    return;
  step = rw_morning_pass_get (self->pass);
  update_heading (self);
  gtk_widget_set_visible (self->read_only, !may_answer (self));
  gtk_widget_set_visible (self->keys, step != NULL);
  if (step == NULL)
    {
      g_clear_pointer (&self->shown, g_free);
      g_clear_pointer (&self->seen, g_array_unref);
      self->presented = TRUE;
      show_summary (self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (all_keys); i++)
    gtk_widget_set_visible (self->buttons[i], !all_keys[i].answers || may_answer (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "step");
  if (g_set_str (&self->shown, step->key) || !rw_morning_seen_is (self->seen, step->reds))
    {
      g_autofree char *title = rw_morning_step_title (step);

      if (by_itself && self->presented && !self->undoing)
        self->quiet_until = g_get_monotonic_time () + QUIET;
      self->presented = TRUE;
      g_clear_pointer (&self->seen, g_array_unref);
      self->seen = rw_morning_seen_new (step->reds);
      rw_morning_view_set_step (RW_MORNING_VIEW (self->view), step, self->matrix);
      load_details (self, step);
      rw_announce (GTK_WIDGET (self->stack), title);
      gtk_widget_grab_focus (self->keys);
    }
}

static void
act (RwMorningDialog *self,
     const Key       *key)
{
  if (!key->answers || g_get_monotonic_time () >= self->quiet_until)
    key->act (self);
}

static gboolean
key_pressed_cb (RwMorningDialog *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean typing = GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus), control = (state & GDK_CONTROL_MASK) != 0;

  if (control && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      sign_cb (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape && rw_morning_ask_is_open (RW_MORNING_ASK (self->ask)))
    {
      rw_morning_ask_end (RW_MORNING_ASK (self->ask));
      gtk_widget_grab_focus (self->keys);
      show (self, TRUE);
      return GDK_EVENT_STOP;
    }
  if (typing || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (control)
    {
      if (gdk_keyval_to_lower (key) != GDK_KEY_z || (state & GDK_SHIFT_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      undo (self);
      return GDK_EVENT_STOP;
    }
  if (gdk_keyval_to_lower (key) == GDK_KEY_h)
    {
      toggle_past (self);
      return GDK_EVENT_STOP;
    }
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "step") != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (all_keys); i++)
    if (all_keys[i].key == gdk_keyval_to_lower (key) && (!all_keys[i].answers || may_answer (self)))
      {
        act (self, &all_keys[i]);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
key_button_cb (GtkWidget *button,
               gpointer   key)
{
  RwMorningDialog *self = RW_MORNING_DIALOG (gtk_widget_get_ancestor (button, RW_TYPE_MORNING_DIALOG));

  act (self, key);
}

static GtkWidget *
create_keys (RwMorningDialog *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_justify (ADW_WRAP_BOX (box), ADW_JUSTIFY_NONE);
  adw_wrap_box_set_align (ADW_WRAP_BOX (box), 0.5f);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_focusable (box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Answers"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (all_keys); i++)
    {
      GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
                *hint = gtk_label_new (all_keys[i].hint), *label = gtk_label_new (_ (all_keys[i].label));

      gtk_widget_add_css_class (hint, "dimmed");
      gtk_widget_add_css_class (hint, "monospace");
      gtk_box_append (GTK_BOX (content), hint);
      gtk_box_append (GTK_BOX (content), label);
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (all_keys[i].label),
                                      GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, all_keys[i].hint, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (key_button_cb), (gpointer) &all_keys[i]);
      self->buttons[i] = button;
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  return box;
}

static GtkWidget *
create_summary (RwMorningDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *frame = gtk_frame_new (NULL), *scroller = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new (), *pdf = gtk_button_new_with_mnemonic (_ ("Save as _PDF")),
            *csv = gtk_button_new_with_mnemonic (_ ("Save as _CSV")), *print = gtk_button_new_with_mnemonic (_ ("P_rint"));

  self->summary = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->summary), "object-select-symbolic");
  self->notes = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->notes), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->notes), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->notes), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->notes), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->notes), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->notes), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notes), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note for the sheet"), -1);
  gtk_frame_set_label (GTK_FRAME (frame), _ ("Note for the Sheet"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->notes);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_frame_set_child (GTK_FRAME (frame), scroller);
  gtk_box_append (GTK_BOX (box), frame);

  self->sign = gtk_button_new_with_mnemonic (_ ("_Sign Off"));
  gtk_widget_add_css_class (self->sign, "suggested-action");
  gtk_widget_add_css_class (self->sign, "pill");
  gtk_widget_set_halign (self->sign, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->sign, "clicked", G_CALLBACK (sign_cb), self);
  gtk_box_append (GTK_BOX (box), self->sign);

  self->files = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_halign (self->files, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (pdf, "clicked", G_CALLBACK (save_pdf_cb), self);
  g_signal_connect_swapped (csv, "clicked", G_CALLBACK (save_csv_cb), self);
  g_signal_connect_swapped (print, "clicked", G_CALLBACK (print_cb), self);
  gtk_box_append (GTK_BOX (self->files), pdf);
  gtk_box_append (GTK_BOX (self->files), csv);
  gtk_box_append (GTK_BOX (self->files), print);
  gtk_box_append (GTK_BOX (box), self->files);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 520);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->summary), clamp);
  return self->summary;
}

static void
rw_morning_dialog_dispose (GObject *object)
{
  RwMorningDialog *self = RW_MORNING_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->signed_check);
  g_clear_pointer (&self->details, rw_morning_details_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->seen, g_array_unref);
  self->view = NULL;
  G_OBJECT_CLASS (rw_morning_dialog_parent_class)->dispose (object);
}

static void
rw_morning_dialog_class_init (RwMorningDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_morning_dialog_dispose;
}

static void
rw_morning_dialog_init (RwMorningDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (), *toasts = adw_toast_overlay_new (),
            *bottom = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *past = gtk_button_new_with_mnemonic (_ ("_Earlier Mornings"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->heading = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Morning Check"), NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->heading));
  gtk_widget_set_tooltip_text (past, "H");
  g_signal_connect_swapped (past, "clicked", G_CALLBACK (toggle_past), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), past);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Answered"), -1);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->progress);

  self->stack = gtk_stack_new ();
  self->view = rw_morning_view_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->view, "step");
  gtk_stack_add_named (GTK_STACK (self->stack), create_summary (self), "summary");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->stack);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);

  self->read_only = gtk_label_new (_ ("Your role may look at the answers, and not give them."));
  gtk_widget_add_css_class (self->read_only, "dimmed");
  gtk_label_set_wrap (GTK_LABEL (self->read_only), TRUE);
  self->ask = rw_morning_ask_new ();
  g_signal_connect_swapped (self->ask, "answered", G_CALLBACK (asked_cb), self);
  self->keys = create_keys (self);
  gtk_box_append (GTK_BOX (bottom), self->ask);
  gtk_box_append (GTK_BOX (bottom), self->read_only);
  gtk_box_append (GTK_BOX (bottom), self->keys);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), bottom);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Morning Check"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 900);
  adw_dialog_set_content_height (ADW_DIALOG (self), 660);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

/**
 * rw_morning_dialog_new:
 * @page: whose session it works on
 * @pass: the way through what is red; has to live as long as the dialog
 * @started: when the person began
 */
AdwDialog *
rw_morning_dialog_new (RwPage        *page,
                       RwMorningPass *pass,
                       gint64         started)
{
  RwMorningDialog *self = g_object_new (RW_TYPE_MORNING_DIALOG, NULL);

  self->page = page;
  self->pass = pass;
  self->started = started;
  return ADW_DIALOG (self);
}

/**
 * rw_morning_dialog_set_matrix:
 * @matrix: (nullable): what the pass goes through; has to live until the next one is set
 * @certain: whether it was read after all edits
 */
void
rw_morning_dialog_set_matrix (RwMorningDialog      *self,
                              const RwBackupMatrix *matrix,
                              gboolean              certain)
{
  self->matrix = matrix;
  self->stale = !certain;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "past") != 0)
    show (self, TRUE);
  if (certain)
    self->undoing = FALSE;
}

/**
 * rw_morning_dialog_wait:
 *
 * The matrix is being read anew: until it is there nothing can be signed.
 */
void
rw_morning_dialog_wait (RwMorningDialog *self)
{
  self->stale = TRUE;
  gtk_widget_set_sensitive (self->sign, FALSE);
}

/**
 * rw_morning_dialog_get_signed:
 *
 * Returns: (transfer none) (nullable): the check, once it is signed
 */
RwRecord *
rw_morning_dialog_get_signed (RwMorningDialog *self)
{
  return self->signed_check;
}
