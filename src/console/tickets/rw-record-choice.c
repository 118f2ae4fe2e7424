/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-choice.h"

#include <glib/gi18n.h>

#include "query/rw-query-search.h"
#include "query/rw-query-ticket-desk.h"
#include "rw-ticket-chooser.h"

/* Which record a ticket has to do with: the likeliest are there before a person types; what is typed is looked for. */

#define MOST_HITS 30

typedef struct
{
  GWeakRef chooser;
  RwPage *page;
  guint64 kinds;
  RwRecord *ticket;
  GArray *keys; /* of RwRecordKey: in the order of the rows */
  GCancellable *cancellable;
  RwRecordChosenFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Choice;

static void
choice_clear (gpointer data)
{
  Choice *choice = data;

  g_weak_ref_clear (&choice->chooser);
  g_object_unref (choice->page);
  g_object_unref (choice->ticket);
  g_array_unref (choice->keys);
  g_clear_object (&choice->cancellable);
  if (choice->free_data != NULL)
    choice->free_data (choice->data);
}

static void
choice_unref (gpointer data)
{
  g_rc_box_release_full (data, choice_clear);
}

static void
choice_unref_closure (gpointer  data,
                      GClosure *closure)
{
  choice_unref (data);
}

typedef struct
{
  Choice *choice;
  char *words; /* (nullable): %NULL for the likeliest */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  choice_unref (question->choice);
  g_free (question->words);
  g_free (question);
}

static Question *
question_new (Choice     *choice,
              const char *words)
{
  Question *question = g_new0 (Question, 1);

  question->choice = g_rc_box_acquire (choice);
  question->words = g_strdup (words);
  return question;
}

static void
add_row (Choice     *choice,
         RwKind      kind,
         const RwId *id,
         const char *number,
         const char *title,
         const char *detail)
{
  g_autoptr (RwTicketChooser) chooser = g_weak_ref_get (&choice->chooser);
  g_autofree char *label =
    number != NULL ? g_strdup_printf ("%s %s", number, title) : g_strdup (title);
  const RwRecordKey key = { kind, *id };

  if (chooser == NULL || rw_id_equal (id, rw_record_get_id (choice->ticket)))
    return;
  for (guint i = 0; i < choice->keys->len; i++)
    if (rw_id_equal (&g_array_index (choice->keys, RwRecordKey, i).id, id))
      return;
  g_array_append_val (choice->keys, key);
  rw_ticket_chooser_add (chooser, label, detail);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;

  if (question->words == NULL)
    return rw_query_ticket_candidates (cache, question->choice->ticket, question->choice->kinds,
                                       error);
  return rw_query_search (cache, question->words, question->choice->kinds, MOST_HITS, error);
}

static void
candidates_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Choice *choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = rw_session_read_finish (RW_SESSION (source), result, &error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RwImpactItem *item = found->pdata[i];
      const RwEnumInfo *info =
        item->kind == RW_KIND_TICKET ? &rw_enum_ticket_status : &rw_enum_change_status;
      int status = item->detail != NULL ? rw_enum_find (info, item->detail) : -1;
      g_autofree char *detail = g_strdup_printf ("%s · %s", rw_kind_label (item->kind),
                                                 status >= 0 ? rw_enum_label (info, status) : "—");

      add_row (choice, item->kind, &item->id, item->number, item->name, detail);
    }
  if (found == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_page_toast (choice->page, error->message);
  choice_unref (choice);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Choice *choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = rw_session_read_finish (RW_SESSION (source), result, &error);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const RwSearchHit *hit = hits->pdata[i];

      add_row (choice, hit->kind, &hit->id, hit->number, hit->title, rw_kind_label (hit->kind));
    }
  choice_unref (choice);
}

static void
search_cb (RwTicketChooser *chooser,
           const char      *words,
           Choice          *choice)
{
  g_autofree char *stripped = g_strstrip (g_strdup (words));

  g_cancellable_cancel (choice->cancellable);
  g_clear_object (&choice->cancellable);
  if (*stripped == '\0')
    return;
  choice->cancellable = g_cancellable_new ();
  rw_session_read_async (rw_page_get_session (choice->page), query_cb,
                         question_new (choice, stripped), question_free,
                         (GDestroyNotify) g_ptr_array_unref, choice->cancellable, found_cb,
                         g_rc_box_acquire (choice));
}

static void
chosen_cb (RwTicketChooser *chooser,
           guint            index,
           Choice          *choice)
{
  const RwRecordKey key = g_array_index (choice->keys, RwRecordKey, index);

  choice->func (choice->page, key.kind, &key.id, choice->data);
}

/**
 * rw_record_choice_ask:
 * @title: translated
 * @ticket: that the record is for; it is not offered itself
 * @kinds: mask of kinds that may be chosen
 * @func: called once with what was chosen, or not at all
 */
void
rw_record_choice_ask (RwPage             *page,
                      const char         *title,
                      RwRecord           *ticket,
                      guint64             kinds,
                      RwRecordChosenFunc  func,
                      gpointer            data,
                      GDestroyNotify      free_data)
{
  AdwDialog *chooser = rw_ticket_chooser_new (title);
  Choice *choice = g_rc_box_new0 (Choice);

  g_weak_ref_init (&choice->chooser, chooser);
  choice->page = g_object_ref (page);
  choice->kinds = kinds;
  choice->ticket = g_object_ref (ticket);
  choice->keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  choice->func = func;
  choice->data = data;
  choice->free_data = free_data;
  g_signal_connect (chooser, "search", G_CALLBACK (search_cb), choice);
  rw_session_read_async (rw_page_get_session (page), query_cb, question_new (choice, NULL),
                         question_free, (GDestroyNotify) g_ptr_array_unref, NULL, candidates_cb,
                         g_rc_box_acquire (choice));
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb), choice, choice_unref_closure,
                         0);
  adw_dialog_set_content_width (chooser, 480);
  adw_dialog_set_content_height (chooser, 480);
  adw_dialog_present (chooser, GTK_WIDGET (page));
}
