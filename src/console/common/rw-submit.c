/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-submit.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-announce.h"

/* What the answer to an edit, and later its undo button, needs. The widget holds the toast, so that the
 * toast must not hold the widget. */
typedef struct
{
  GWeakRef widget;
  RwSession *session;
  char *label;
  gboolean for_good; /* no undo is offered */
  RwSubmittedFunc done;    /* nullable */
  RwSubmittedFunc refused; /* nullable */
  gpointer data;
  GDestroyNotify free_data;
} Submission;

static Submission *
submission_new (GtkWidget  *widget,
                RwSession  *session,
                const char *label)
{
  Submission *submission = g_new0 (Submission, 1);

  g_weak_ref_init (&submission->widget, widget);
  submission->session = g_object_ref (session);
  submission->label = g_strdup (label);
  return submission;
}

static void
submission_free (Submission *submission)
{
  g_weak_ref_clear (&submission->widget);
  g_object_unref (submission->session);
  g_free (submission->label);
  if (submission->free_data != NULL)
    submission->free_data (submission->data);
  g_free (submission);
}

static void
submission_free_closure (gpointer  data,
                         GClosure *closure)
{
  submission_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submission, submission_free)

static AdwToast *
toast_new (const char *message)
{
  AdwToast *toast = adw_toast_new ("");

  /* A record's name may hold characters that are markup. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, message);
  /* The newest is what the person just did; its button undoes the newest edit. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  return toast;
}

static void
show_toast (GtkWidget *widget,
            AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    return;
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (toast));
  rw_announce (overlay, adw_toast_get_title (toast));
}

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_undo_finish (RW_SESSION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_toast (widget, error->message);
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  user_data)
{
  Submission *submission = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&submission->widget);

  if (widget == NULL)
    return;
  /* A later edit may stand in front of this one by now: undoing that would surprise. */
  if (rw_session_get_can_undo (submission->session) &&
      g_strcmp0 (rw_session_get_undo_label (submission->session), submission->label) == 0)
    rw_session_undo_async (submission->session, FALSE, NULL, undo_cb, g_object_ref (widget));
  else
    rw_toast (widget, _("Something else was edited since; undo that first"));
}

/**
 * rw_toast_undo:
 * @widget: a widget inside a toast overlay
 * @label: what was done, as it was given to rw_session_edit_async()
 *
 * Says what was done and offers to undo it.
 */
void
rw_toast_undo (GtkWidget *widget, RwSession *session, const char *label)
{
  g_autoptr (AdwToast) toast = toast_new (label);

  adw_toast_set_button_label (toast, C_ ("toast", "Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                         submission_new (widget, session, label), submission_free_closure, 0);
  show_toast (widget, toast);
}

static void
edit_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Submission) submission = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&submission->widget);
  g_autoptr (GError) error = NULL;
  gboolean done = rw_session_edit_finish (RW_SESSION (source), result, &error);

  if (widget == NULL)
    return;
  if (!done)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_toast (widget, error->message);
      if (submission->refused != NULL)
        submission->refused (widget, submission->data);
      return;
    }
  if (submission->for_good)
    rw_toast (widget, submission->label);
  else
    rw_toast_undo (widget, submission->session, submission->label);
  if (submission->done != NULL)
    submission->done (widget, submission->data);
}

static void
send_off (Submission *submission,
      GPtrArray  *edits)
{
  if (edits->len > 0)
    rw_session_edit_async (submission->session, edits, submission->label, NULL, edit_cb,
                           submission);
  else
    submission_free (submission);
}

/**
 * rw_submit:
 * @widget: where it was done; its toast overlay says so
 * @edits: (element-type RwEdit): what to do, as one group; nothing happens when it is empty
 * @label: what was done, for the toast and for undo: "Move web-014 to R11, unit 20"
 *
 * Validates and queues the edits. A toast offers undo, or gives the reason of a refusal.
 */
void
rw_submit (GtkWidget  *widget,
           RwSession  *session,
           GPtrArray  *edits,
           const char *label)
{
  rw_submit_then (widget, session, edits, label, NULL, NULL, NULL);
}

/**
 * rw_submit_then:
 * @done: (nullable) (scope notified): called once the edits are to be seen; not after a refusal
 * @free_data: (nullable): for @data
 *
 * Like rw_submit(), for what is to follow: to go to the record that was made.
 */
void
rw_submit_then (GtkWidget *widget,
                RwSession *session,
                GPtrArray *edits,
                const char *label,
                RwSubmittedFunc done,
                gpointer data,
                GDestroyNotify free_data)
{
  Submission *submission;

  g_return_if_fail (GTK_IS_WIDGET (widget) && RW_IS_SESSION (session));
  g_return_if_fail (edits != NULL && label != NULL);
  submission = submission_new (widget, session, label);
  submission->done = done;
  submission->data = data;
  submission->free_data = free_data;
  send_off (submission, edits);
}

/**
 * rw_submit_for_good:
 *
 * Like rw_submit(), for what an undo would not bring back; the person was asked before.
 */
void
rw_submit_for_good (GtkWidget  *widget,
                    RwSession  *session,
                    GPtrArray  *edits,
                    const char *label)
{
  rw_submit_for_good_then (widget, session, edits, label, NULL, NULL, NULL, NULL);
}

/**
 * rw_submit_for_good_then:
 * @done: (nullable) (scope notified): called once the edits are kept
 * @refused: (nullable): called instead when they were refused, after the toast that says why
 * @free_data: (nullable): for @data
 *
 * Like rw_submit_for_good(), for what is only true once it is kept. Neither is called once @widget is gone.
 */
void
rw_submit_for_good_then (GtkWidget       *widget,
                         RwSession       *session,
                         GPtrArray       *edits,
                         const char      *label,
                         RwSubmittedFunc  done,
                         RwSubmittedFunc  refused,
                         gpointer         data,
                         GDestroyNotify   free_data)
{
  Submission *submission;

  g_return_if_fail (GTK_IS_WIDGET (widget) && RW_IS_SESSION (session));
  g_return_if_fail (edits != NULL && label != NULL);
  submission = submission_new (widget, session, label);
  submission->for_good = TRUE;
  submission->done = done;
  submission->refused = refused;
  submission->data = data;
  submission->free_data = free_data;
  send_off (submission, edits);
}

/**
 * rw_submit_or:
 * @refused: (scope notified): called when the edits were refused, after the toast that says why
 * @data: for @refused; it has to live as long as @widget
 *
 * Like rw_submit(), for what looks as if it were done already: to show what is true again.
 */
void
rw_submit_or (GtkWidget       *widget,
              RwSession       *session,
              GPtrArray       *edits,
              const char      *label,
              RwSubmittedFunc  refused,
              gpointer         data)
{
  Submission *submission;

  g_return_if_fail (GTK_IS_WIDGET (widget) && RW_IS_SESSION (session));
  g_return_if_fail (edits != NULL && label != NULL && refused != NULL);
  submission = submission_new (widget, session, label);
  submission->refused = refused;
  submission->data = data;
  send_off (submission, edits);
}

/**
 * rw_toast:
 * @widget: a widget inside a toast overlay
 * @message: one sentence
 */
void
rw_toast (GtkWidget  *widget,
          const char *message)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && message != NULL);
  toast = toast_new (message);
  show_toast (widget, toast);
}

/**
 * rw_toast_with_button:
 * @widget: a widget inside a toast overlay
 * @message: one sentence
 * @button: what the button says
 *
 * Returns: (transfer none) (nullable): the toast, for its "button-clicked"; %NULL without an overlay
 */
AdwToast *
rw_toast_with_button (GtkWidget  *widget,
                      const char *message,
                      const char *button)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && message != NULL && button != NULL, NULL);
  if (gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY) == NULL)
    return NULL;
  toast = toast_new (message);
  adw_toast_set_button_label (toast, button);
  /* The overlay holds it. */
  show_toast (widget, toast);
  return toast;
}
