/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-apply-moves.h"

#include <glib/gi18n.h>

#include "query/rw-query-moves.h"
#include "rw-clock.h"

typedef struct
{
  GWeakRef page;
  char *name;
} Applying;

typedef struct
{
  RwId change, person;
} Question;

static void
applying_free (Applying *applying)
{
  g_weak_ref_clear (&applying->page);
  g_free (applying->name);
  g_free (applying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Applying, applying_free)

static gpointer
read_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return rw_query_apply_moves (cache, &question->change, &question->person,
                               _ ("Record the new places"), rw_clock_now (), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Applying) applying = user_data;
  g_autoptr (RwPage) page = g_weak_ref_get (&applying->page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autofree char *text = NULL;

  if (page == NULL)
    return;
  if (edits == NULL)
    {
      rw_page_toast (page, error->message);
      return;
    }
  if (edits->len == 0)
    {
      /* Translators: number or title of a change */
      text = g_strdup_printf (_ ("%s has no moves that are carried out and not recorded"),
                              applying->name);
      rw_page_toast (page, text);
      return;
    }
  /* Translators: what was done, for undo: number or title of a change */
  text = g_strdup_printf (_ ("Record the new places of %s"), applying->name);
  rw_page_submit (page, edits, text);
}

/**
 * rw_apply_moves:
 * @change: that was carried out
 * @name: what it is called
 *
 * Puts every device of the change where the change says, as one group of edits that can be undone. What stands
 * there already is left alone; where something else stands, nothing is done, and a toast names both.
 */
void
rw_apply_moves (RwPage *page, const RwId *change, const char *name)
{
  RwSession *session = rw_page_get_session (page);
  const RwId *person;
  Applying *applying;
  Question *question;

  if (session == NULL)
    return;
  person = rw_session_get_person (session);
  question = g_new0 (Question, 1);
  question->change = *change;
  if (person != NULL)
    question->person = *person;
  applying = g_new0 (Applying, 1);
  g_weak_ref_init (&applying->page, page);
  applying->name = g_strdup (name);
  rw_session_read_async (session, read_func, question, g_free, (GDestroyNotify) g_ptr_array_unref,
                         NULL, read_cb, applying);
}
