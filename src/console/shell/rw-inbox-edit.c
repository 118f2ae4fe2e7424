/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox-edit.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-field-editor.h"
#include "rw-inspector-data.h"

/* So long after the last key the text is kept. */
#define KEEP_MS 700

/* Another value, written in the card. Goes with the editor. */
typedef struct
{
  RwConflictCard *card; /* holds the editor */
  RwSession *session;
  RwInboxEditFunc func;
  gpointer user_data;
  RwFieldEditor *editor;
  char *key;
  guint timer;
} Writing;

static void
keep (Writing *writing)
{
  g_autofree char *text = rw_field_editor_dup_text (writing->editor);

  g_clear_handle_id (&writing->timer, g_source_remove);
  if (text != NULL)
    rw_session_set_draft (writing->session, writing->key, text);
}

static gboolean
keep_cb (gpointer user_data)
{
  Writing *writing = user_data;

  writing->timer = 0;
  keep (writing);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (Writing *writing)
{
  if (writing->timer == 0)
    writing->timer = g_timeout_add (KEEP_MS, keep_cb, writing);
}

/* The window is closed, the page left, or the machine put to sleep: what is written is kept at once. */
static void
keep_now_cb (Writing *writing)
{
  if (writing->timer != 0)
    keep (writing);
}

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_clear_handle_id (&writing->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (writing->session, writing);
  g_object_unref (writing->session);
  g_free (writing->key);
  g_free (writing);
}

static void
end (Writing *writing)
{
  RwConflictCard *card = writing->card;

  g_clear_handle_id (&writing->timer, g_source_remove);
  rw_session_set_draft (writing->session, writing->key, NULL);
  rw_conflict_card_set_editor (card, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (card));
}

static void
cancel_cb (Writing *writing)
{
  end (writing);
}

static void
apply_cb (Writing *writing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwResolution) resolution = rw_conflict_card_decide (writing->card, RW_RESOLVE_EDIT);
  RwConflictCard *card = writing->card;
  RwInboxEditFunc func = writing->func;
  gpointer user_data = writing->user_data;

  if (!rw_field_editor_get_value (writing->editor, &resolution->value, &error))
    {
      rw_field_editor_set_error (writing->editor, error->message);
      return;
    }
  end (writing);
  func (card, g_steal_pointer (&resolution), user_data);
}

typedef struct
{
  GWeakRef card;
  RwInboxEditFunc func;
  gpointer user_data; /* holds the card */
  RwInspectorData *data;
} Opening;

static void
opening_free (Opening *opening)
{
  g_weak_ref_clear (&opening->card);
  rw_inspector_data_free (opening->data);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static char *
make_key (RwConflictCard *card)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (rw_conflict_card_get_item (card));

  return g_strdup_printf ("conflict/%" G_GINT64_FORMAT, g_array_index (info->numbers, gint64, 0));
}

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (RwConflictCard) card = g_weak_ref_get (&opening->card);
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = rw_session_get_draft_finish (RW_SESSION (source), result, &error);
  const RwConflictInfo *info;
  Writing *writing;

  if (error != NULL)
    g_info ("%s", error->message);
  if (card == NULL || gtk_widget_get_root (GTK_WIDGET (card)) == NULL ||
      rw_conflict_card_get_editor (card) != NULL)
    return;
  info = rw_conflict_item_get_info (rw_conflict_card_get_item (card));
  writing = g_new0 (Writing, 1);
  writing->card = card;
  writing->session = g_object_ref (RW_SESSION (source));
  writing->func = opening->func;
  writing->user_data = opening->user_data;
  writing->key = make_key (card);
  writing->editor =
    RW_FIELD_EDITOR (rw_field_editor_new (RW_SESSION (source), opening->data, (guint) info->field));
  g_object_set_data_full (G_OBJECT (writing->editor), "rw-writing", writing, writing_free);
  if (draft != NULL)
    rw_field_editor_set_text (writing->editor, draft);
  rw_field_editor_watch (writing->editor);
  g_signal_connect_swapped (writing->editor, "apply", G_CALLBACK (apply_cb), writing);
  g_signal_connect_swapped (writing->editor, "cancel", G_CALLBACK (cancel_cb), writing);
  g_signal_connect_swapped (writing->editor, "changed", G_CALLBACK (changed_cb), writing);
  g_signal_connect_swapped (writing->editor, "unmap", G_CALLBACK (keep_now_cb), writing);
  g_signal_connect_swapped (writing->session, "sleeping", G_CALLBACK (keep_now_cb), writing);
  rw_conflict_card_set_editor (card, GTK_WIDGET (writing->editor));
  rw_field_editor_begin (writing->editor);
}

typedef struct
{
  RwKind kind;
  RwId id;
  gint64 now;
} Question;

static gpointer
load_func (RwCache *cache, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Question *question = user_data;

  return rw_inspector_data_load (cache, question->kind, &question->id, question->now, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (RwConflictCard) card = g_weak_ref_get (&opening->card);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_auto (RwValue) yours = RW_VALUE_NULL;
  const RwConflictInfo *info;

  opening->data = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (opening->data == NULL)
    {
      g_info ("%s", error != NULL ? error->message : "The record is gone");
      return;
    }
  if (card == NULL)
    return;
  /* The person goes on from what they wrote. */
  info = rw_conflict_item_get_info (rw_conflict_card_get_item (card));
  rw_value_copy (&info->yours, &yours);
  rw_record_take (opening->data->record, (guint) info->field, yours);
  yours = RW_VALUE_NULL;
  key = make_key (card);
  rw_session_get_draft_async (RW_SESSION (source), key, NULL, draft_cb, g_steal_pointer (&opening));
}

/**
 * rw_inbox_edit_begin:
 * @func: called when the person has written another value
 * @user_data: for @func; must live as long as the card
 *
 * Opens an editor in the card. What is written in it outlives the program.
 */
void
rw_inbox_edit_begin (RwConflictCard *card,
                     RwSession *session,
                     RwInboxEditFunc func,
                     gpointer user_data)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (rw_conflict_card_get_item (card));
  Question *question;
  Opening *opening;

  if (rw_conflict_card_get_editor (card) != NULL)
    {
      rw_field_editor_begin (RW_FIELD_EDITOR (rw_conflict_card_get_editor (card)));
      return;
    }
  question = g_new (Question, 1);
  *question = (Question) { info->kind, info->id, rw_clock_now () };
  opening = g_new0 (Opening, 1);
  g_weak_ref_init (&opening->card, card);
  opening->func = func;
  opening->user_data = user_data;
  rw_session_read_async (session, load_func, question, g_free,
                         (GDestroyNotify) rw_inspector_data_free, NULL, loaded_cb, opening);
}
