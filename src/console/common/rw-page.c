/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-page.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-submit.h"

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
  SIGNAL_EDIT,
  SIGNAL_HEADER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwPage, rw_page, ADW_TYPE_BIN)

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
  signals[SIGNAL_EDIT] = g_signal_new ("edit", RW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ARRAY);
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
 * rw_page_edit:
 * @keys: (element-type RwRecordKey): the records that the person wants to edit together
 */
void
rw_page_edit (RwPage *self, GArray *keys)
{
  g_return_if_fail (RW_IS_PAGE (self) && keys->len > 0);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, keys);
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
 * rw_page_can_undo:
 * @redo: forwards again
 *
 * Returns: whether the page has a step of its own to take back before any edit is undone
 */
gboolean
rw_page_can_undo (RwPage *self, gboolean redo)
{
  g_return_val_if_fail (RW_IS_PAGE (self), FALSE);
  return RW_PAGE_GET_CLASS (self)->can_undo != NULL &&
         RW_PAGE_GET_CLASS (self)->can_undo (self, redo);
}

/**
 * rw_page_undo:
 * @redo: forwards again
 *
 * Returns: whether the page had something to take back
 */
gboolean
rw_page_undo (RwPage *self, gboolean redo)
{
  g_return_val_if_fail (RW_IS_PAGE (self), FALSE);
  return RW_PAGE_GET_CLASS (self)->undo != NULL && RW_PAGE_GET_CLASS (self)->undo (self, redo);
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
  rw_submit (GTK_WIDGET (self), priv->session, edits, label);
}

static void
open_cb (GtkWidget *widget, gpointer data)
{
  const RwRecordKey *place = data;

  rw_page_open (RW_PAGE (widget), place->kind, &place->id);
}

/**
 * rw_page_submit_and_open:
 * @edits: (element-type RwEdit): what to do, as one group
 * @label: what was done, for the toast and for undo
 * @id: the record to go to once the edits are done; nothing is opened after a refusal
 */
void
rw_page_submit_and_open (
  RwPage *self, GPtrArray *edits, const char *label, RwKind kind, const RwId *id)
{
  RwPagePrivate *priv = rw_page_get_instance_private (self);
  RwRecordKey *place;

  g_return_if_fail (RW_IS_PAGE (self) && priv->session != NULL && id != NULL);
  place = g_new (RwRecordKey, 1);
  *place = (RwRecordKey){ kind, *id };
  rw_submit_then (GTK_WIDGET (self), priv->session, edits, label, open_cb, place, g_free);
}

/**
 * rw_page_toast:
 * @message: one sentence
 */
void
rw_page_toast (RwPage     *self,
               const char *message)
{
  g_return_if_fail (RW_IS_PAGE (self));
  rw_toast (GTK_WIDGET (self), message);
}
