/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problems-page-private.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-problem-text.h"
#include "rw-status-page.h"
#include "rw-text.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 200
/* See RW_PROBLEM_GROUP_SOLVED. */
#define SOLVED_DAYS 90
#define LIST_WIDTH   380
#define NARROW_WIDTH 190

G_DEFINE_FINAL_TYPE (RwProblemsPage, rw_problems_page, RW_TYPE_PAGE)

static void load (RwProblemsPage *self);

gboolean
rw_problems_page_may_edit (RwProblemsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  return session != NULL &&
         (rw_schema_get (RW_KIND_TICKET)->writers & rw_session_get_roles (session)) != 0;
}

/* --- What is shown ------------------------------------------------------------------------------- */

static gpointer
query_detail_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_problem (cache, data, error);
}

static void
show_problem (RwProblemsPage *self, RwProblemDetail *detail)
{
  g_clear_pointer (&self->detail, rw_problem_detail_free);
  self->detail = detail;
  rw_problem_view_show (self->problem, detail, rw_problems_page_may_edit (self), rw_clock_now ());
  gtk_stack_set_visible_child_name (self->details, "problem");
}

static void
detail_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwProblemsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwProblemDetail *detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  RwProblemItem *item;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->opening = FALSE;
  item = self->list != NULL ? rw_problems_list_get_selected (self->list) : NULL;
  if (detail == NULL)
    gtk_stack_set_visible_child_name (self->details, "none");
  else if (item == NULL || rw_problem_item_get_row (item) == NULL ||
           !rw_id_equal (&rw_problem_item_get_row (item)->id, &detail->row->id))
    rw_problem_detail_free (detail);
  else
    show_problem (self, detail);
}

static void
selected_cb (RwProblemsPage *self, RwProblemItem *item)
{
  const RwProblemRow *row = item != NULL ? rw_problem_item_get_row (item) : NULL;

  if (self->detail != NULL && (row == NULL || !rw_id_equal (&row->id, &self->detail->row->id)))
    {
      /* What was written belongs to the problem that is left. */
      rw_problem_view_save (self->problem);
      g_clear_pointer (&self->detail, rw_problem_detail_free);
    }
  g_cancellable_cancel (self->detail_cancellable);
  g_set_object (&self->detail_cancellable, NULL);
  self->opening = FALSE;
  if (row == NULL)
    {
      if (item != NULL)
        rw_series_view_show (self->series, rw_problem_item_get_series (item),
                             rw_problems_page_may_edit (self), rw_clock_now ());
      gtk_stack_set_visible_child_name (self->details, item != NULL ? "series" : "none");
      return;
    }
  self->opening = TRUE;
  self->detail_cancellable = g_cancellable_new ();
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), query_detail_cb,
                         rw_id_copy (&row->id), g_free, (GDestroyNotify) rw_problem_detail_free,
                         self->detail_cancellable, detail_read_cb, g_object_ref (self));
}

/* --- Reading ------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *series;
  GPtrArray *rows;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->series, g_ptr_array_unref);
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  gint64 now = *(gint64 *) data;

  answer->series = rw_query_series (cache, now, cancellable, error);
  if (answer->series != NULL)
    answer->rows = rw_query_problems (cache, now - SOLVED_DAYS * RW_DAY, cancellable, error);
  return answer->rows != NULL ? g_steal_pointer (&answer) : NULL;
}

static void
show_header (RwProblemsPage *self, const Answer *answer)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  guint n_open = 0, n_back = 0, n = answer->series->len;
  g_autofree char *decide = NULL, *open = NULL, *count = NULL, *subtitle = NULL;
  gint64 contact = rw_session_get_last_contact (session);

  for (guint i = 0; i < n; i++)
    n_back += !rw_id_is_nil (&((RwSeries *) answer->series->pdata[i])->problem);
  for (guint i = 0; i < answer->rows->len; i++)
    n_open += ((RwProblemRow *) answer->rows->pdata[i])->status < RW_TICKET_STATUS_RESOLVED;
  decide = g_strdup_printf (ngettext ("%u to decide", "%u to decide", n), n);
  open = g_strdup_printf (ngettext ("%u open problem", "%u open problems", n_open), n_open);
  subtitle = g_strdup_printf ("%s · %s", decide, open);
  if (rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE && contact != 0)
    {
      g_autofree char *when = rw_format_when (contact, rw_clock_now ()),
                      *live = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf (_ ("%s · as of %s"), live, when);
    }
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  count = n > 0 ? rw_format_count (n) : NULL;
  rw_page_set_badge (RW_PAGE (self), count, n_back > 0);
}

static void
show (RwProblemsPage *self, Answer *answer)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) series = g_steal_pointer (&answer->series);
  g_autoptr (GPtrArray) rows = g_steal_pointer (&answer->rows);
  gboolean found = FALSE;

  /* The items own them. */
  g_ptr_array_set_free_func (series, NULL);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < series->len; i++)
    g_ptr_array_add (items, rw_problem_item_new_series (series->pdata[i]));
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, rw_problem_item_new (rows->pdata[i]));
  for (guint i = 0; i < items->len; i++)
    found |= rw_id_equal (rw_problem_item_get_key (items->pdata[i]), &self->wanted);
  self->loaded = TRUE;
  rw_problems_list_set (self->list, items, found ? &self->wanted : NULL);
  if (found)
    self->wanted = RW_ID_NIL;
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "problems" : "empty");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwProblemsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer != NULL)
    {
      show_header (self, answer);
      show (self, answer);
    }
  else if (!self->loaded)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (
                                         gtk_stack_get_child_by_name (self->stack, "failed")),
                                       error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  if (self->stale)
    load (self);
}

static void
load (RwProblemsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 now = rw_clock_now ();

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, g_memdup2 (&now, sizeof now), g_free, answer_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwProblemsPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* --- RwPage -------------------------------------------------------------------------------------- */

static void
rw_problems_page_session_set (RwPage *page, RwSession *session)
{
  if (RW_PROBLEMS_PAGE (page)->is_shown)
    load (RW_PROBLEMS_PAGE (page));
}

static void
rw_problems_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (page);
  const guint64 kinds = RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_LINK) |
                        RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CUSTOMER) |
                        RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) |
                        RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM);

  if ((changes->kinds & kinds) == 0)
    return;
  if (!self->is_shown)
    self->stale = TRUE;
  else if (self->reload_source == 0)
    self->reload_source = g_timeout_add (PAUSE_MS, reload_cb, self);
}

/* Nobody waits for what is not to be seen: it is read when the page is shown. */
static void
rw_problems_page_shown (RwPage *page, gboolean shown)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (page);

  self->is_shown = shown;
  if (!shown)
    rw_problem_view_save (self->problem);
  else if (self->reload_source == 0 && (!self->loaded || self->stale))
    load (self);
}

static void
rw_problems_page_search (RwPage *page, const char *text)
{
  g_autofree char *words = g_strstrip (rw_text_fold (text));

  rw_problems_list_search (RW_PROBLEMS_PAGE (page)->list, words);
}

static gboolean
rw_problems_page_settled (RwPage *page)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (page);

  if (self->loading || self->opening || self->reload_source != 0)
    return FALSE;
  return self->loaded || !self->is_shown;
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
rw_problems_page_dispose (GObject *object)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->detail_cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  self->list = NULL;
  G_OBJECT_CLASS (rw_problems_page_parent_class)->dispose (object);
}

static void
rw_problems_page_finalize (GObject *object)
{
  RwProblemsPage *self = RW_PROBLEMS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->detail_cancellable);
  g_clear_pointer (&self->detail, rw_problem_detail_free);
  G_OBJECT_CLASS (rw_problems_page_parent_class)->finalize (object);
}

static void
rw_problems_page_class_init (RwProblemsPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_problems_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_problems_page_finalize;
  page_class->id = "problems";
  page_class->title = N_ ("Problems");
  page_class->icon_name = "rw-problems-symbolic";
  page_class->session_set = rw_problems_page_session_set;
  page_class->data_changed = rw_problems_page_data_changed;
  page_class->shown = rw_problems_page_shown;
  page_class->search = rw_problems_page_search;
  page_class->settled = rw_problems_page_settled;
  rw_problems_page_install_work (GTK_WIDGET_CLASS (klass));
}

static void
rw_problems_page_init (RwProblemsPage *self)
{
  GtkWidget *split = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *list = rw_problems_list_new (),
            *series = rw_series_view_new (), *problem = rw_problem_view_new (),
            *nothing = adw_bin_new (), *bin = adw_breakpoint_bin_new ();
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 800px"));

  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->details = GTK_STACK (gtk_stack_new ());
  self->list = RW_PROBLEMS_LIST (list);
  self->series = RW_SERIES_VIEW (series);
  self->problem = RW_PROBLEM_VIEW (problem);
  /* As wide as that where there is room, and narrower where there is not. */
  gtk_widget_set_size_request (list, LIST_WIDTH, -1);
  adw_breakpoint_add_setters (narrow, G_OBJECT (list), "width-request", NARROW_WIDTH, NULL);
  gtk_widget_set_size_request (bin, 360, 200);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), narrow);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), split);
  gtk_widget_set_hexpand (GTK_WIDGET (self->details), TRUE);
  gtk_stack_add_named (self->details, nothing, "none");
  gtk_stack_add_named (self->details, series, "series");
  gtk_stack_add_named (self->details, problem, "problem");
  gtk_box_append (GTK_BOX (split), list);
  gtk_box_append (GTK_BOX (split), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (split), GTK_WIDGET (self->details));
  g_signal_connect_swapped (list, "selected", G_CALLBACK (selected_cb), self);
  rw_status_page_add_loading (self->stack, _ ("Looking for Problems"));
  rw_status_page_add (
    self->stack, "empty", "rw-problems-symbolic", _ ("No Problems"),
    _ ("No incident comes back often enough to ask for its cause, and no problem is open."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Problems Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, bin, "problems");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  rw_problems_page_connect_work (self);
}

/**
 * rw_problems_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_problems_page_new (void)
{
  return g_object_new (RW_TYPE_PROBLEMS_PAGE, NULL);
}
