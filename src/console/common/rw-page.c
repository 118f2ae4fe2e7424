/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-page.h"

#include <glib/gi18n.h>

#include "rw-action.h"

typedef struct
{
  RwSession *session;
  char *title;
  char *subtitle;
  char *badge;
  gboolean urgent;
} RwPagePrivate;

enum
{
  SIGNAL_SELECT,
  SIGNAL_OPEN,
  SIGNAL_HEADER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwPage, rw_page, ADW_TYPE_BIN)

/* What an undo button needs after its page may be gone. */
typedef struct
{
  RwPage *page;
  char *label;
} Submission;

static Submission *
submission_new (RwPage     *page,
                const char *label)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->page = g_object_ref (page);
  submission->label = g_strdup (label);
  return submission;
}

static void
submission_free (Submission *submission)
{
  g_object_unref (submission->page);
  g_free (submission->label);
  g_free (submission);
}

static void
submission_free_closure (gpointer  data,
                         GClosure *closure)
{
  submission_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submission, submission_free)

static void
show_toast (RwPage   *self,
            AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (toast));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_toast_get_title (toast),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static AdwToast *
toast_new (const char *message)
{
  AdwToast *toast = g_object_ref_sink (adw_toast_new (""));

  /* A record's name may hold characters that are markup. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, message);
  return toast;
}

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_undo_finish (RW_SESSION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_page_toast (self, error->message);
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  user_data)
{
  Submission *submission = user_data;
  RwPagePrivate *priv = rw_page_get_instance_private (submission->page);

  /* A later edit may stand in front of this one by now: undoing that would surprise. */
  if (rw_session_get_can_undo (priv->session) &&
      g_strcmp0 (rw_session_get_undo_label (priv->session), submission->label) == 0)
    rw_session_undo_async (priv->session, FALSE, NULL, undo_cb, g_object_ref (submission->page));
  else
    rw_page_toast (submission->page, _("Something else was edited since; undo that first"));
}

static void
edit_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Submission) submission = user_data;
  g_autoptr (AdwToast) toast = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_session_edit_finish (RW_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (submission->page, error->message);
      return;
    }
  toast = toast_new (submission->label);
  adw_toast_set_button_label (toast, C_ ("toast", "Undo"));
  /* High: the newest edit is the one that its button undoes. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                         submission_new (submission->page, submission->label), submission_free_closure, 0);
  show_toast (submission->page, toast);
}

static void
changed_cb (RwPage            *self,
            const RwChangeSet *changes)
{
  if (RW_PAGE_GET_CLASS (self)->data_changed != NULL)
    RW_PAGE_GET_CLASS (self)->data_changed (self, changes);
}

static void
rw_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (rw_page_parent_class)->constructed (object);
  rw_actions_attach (GTK_WIDGET (object), RW_PAGE_GET_CLASS (object)->id);
}

static void
rw_page_dispose (GObject *object)
{
  RwPagePrivate *priv = rw_page_get_instance_private (RW_PAGE (object));

  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_func (priv->session, changed_cb, object);
  g_clear_object (&priv->session);
  G_OBJECT_CLASS (rw_page_parent_class)->dispose (object);
}

static void
rw_page_finalize (GObject *object)
{
  RwPagePrivate *priv = rw_page_get_instance_private (RW_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->badge);
  G_OBJECT_CLASS (rw_page_parent_class)->finalize (object);
}

static void
rw_page_class_init (RwPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = rw_page_constructed;
  object_class->dispose = rw_page_dispose;
  object_class->finalize = rw_page_finalize;

  signals[SIGNAL_SELECT] = g_signal_new ("select", RW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_HEADER_CHANGED] = g_signal_new ("header-changed", RW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 0);
}

static void
rw_page_init (RwPage *self)
{
}

/**
 * rw_page_get_session:
 *
 * Returns: (transfer none) (nullable): the session; %NULL before session_set()
 */
RwSession *
rw_page_get_session (RwPage *self)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_val_if_fail (RW_IS_PAGE (self), NULL);
  return priv->session;
}

/**
 * rw_page_set_session:
 * @session: an open session
 *
 * Called once by the shell.
 */
void
rw_page_set_session (RwPage    *self,
                     RwSession *session)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_if_fail (RW_IS_PAGE (self) && RW_IS_SESSION (session) && priv->session == NULL);
  priv->session = g_object_ref (session);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (changed_cb), self);
  if (RW_PAGE_GET_CLASS (self)->session_set != NULL)
    RW_PAGE_GET_CLASS (self)->session_set (self, session);
}

/**
 * rw_page_get_title:
 *
 * Returns: (transfer none): what the header bar says; the page's name until it says something else
 */
const char *
rw_page_get_title (RwPage *self)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_val_if_fail (RW_IS_PAGE (self), NULL);
  return priv->title != NULL ? priv->title : _(RW_PAGE_GET_CLASS (self)->title);
}

/**
 * rw_page_get_subtitle:
 *
 * Returns: (transfer none): the line below the title; empty for none
 */
const char *
rw_page_get_subtitle (RwPage *self)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_val_if_fail (RW_IS_PAGE (self), NULL);
  return priv->subtitle != NULL ? priv->subtitle : "";
}

/**
 * rw_page_set_title:
 * @title: (nullable): for the header bar; %NULL for the page's name
 * @subtitle: (nullable): one line below it
 */
void
rw_page_set_title (RwPage     *self,
                   const char *title,
                   const char *subtitle)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);
  gboolean changed;

  g_return_if_fail (RW_IS_PAGE (self));
  changed = g_set_str (&priv->title, title);
  changed = g_set_str (&priv->subtitle, subtitle) || changed;
  if (changed)
    g_signal_emit (self, signals[SIGNAL_HEADER_CHANGED], 0);
}

/**
 * rw_page_get_badge:
 * @urgent: (out) (optional): whether a person is needed
 *
 * Returns: (transfer none) (nullable): the short text beside the page's name in the sidebar
 */
const char *
rw_page_get_badge (RwPage   *self,
                   gboolean *urgent)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_val_if_fail (RW_IS_PAGE (self), NULL);
  if (urgent != NULL)
    *urgent = priv->urgent;
  return priv->badge;
}

/**
 * rw_page_set_badge:
 * @text: (nullable): a number or a word or two: "3", "2 today"; %NULL for none
 * @urgent: whether it means that a person is needed
 */
void
rw_page_set_badge (RwPage     *self,
                   const char *text,
                   gboolean    urgent)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_if_fail (RW_IS_PAGE (self));
  if (!g_set_str (&priv->badge, text) && priv->urgent == !!urgent)
    return;
  priv->urgent = !!urgent;
  g_signal_emit (self, signals[SIGNAL_HEADER_CHANGED], 0);
}

/**
 * rw_page_select:
 * @id: (nullable): the record that the person selected, %NULL for nothing
 */
void
rw_page_select (RwPage     *self,
                RwKind      kind,
                const RwId *id)
{
  g_return_if_fail (RW_IS_PAGE (self));
  g_signal_emit (self, signals[SIGNAL_SELECT], 0, (int) kind, id);
}

/**
 * rw_page_open:
 * @id: the record that the person wants to go to
 */
void
rw_page_open (RwPage     *self,
              RwKind      kind,
              const RwId *id)
{
  g_return_if_fail (RW_IS_PAGE (self) && id != NULL);
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) kind, id);
}

/**
 * rw_page_reveal:
 *
 * Returns: whether the page shows records of this kind, and will show this one
 */
gboolean
rw_page_reveal (RwPage     *self,
                RwKind      kind,
                const RwId *id)
{
  g_return_val_if_fail (RW_IS_PAGE (self) && id != NULL, FALSE);
  return RW_PAGE_GET_CLASS (self)->reveal != NULL && RW_PAGE_GET_CLASS (self)->reveal (self, kind, id);
}

/**
 * rw_page_submit:
 * @edits: (element-type RwEdit): what to do, as one group
 * @label: what was done, for the toast and for undo: "Move web-014 to R11, unit 20"
 */
void
rw_page_submit (RwPage     *self,
                GPtrArray  *edits,
                const char *label)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);

  g_return_if_fail (RW_IS_PAGE (self) && priv->session != NULL);
  g_return_if_fail (edits != NULL && label != NULL);
  if (edits->len == 0)
    return;
  rw_session_edit_async (priv->session, edits, label, NULL, edit_cb, submission_new (self, label));
}

/**
 * rw_page_toast:
 * @message: one sentence
 */
void
rw_page_toast (RwPage     *self,
               const char *message)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_if_fail (RW_IS_PAGE (self) && message != NULL);
  toast = toast_new (message);
  show_toast (self, toast);
}
