/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-page.h"

#include <glib/gi18n.h>

#include "query/rw-query-overview.h"
#include "rw-action.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-overview-view.h"
#include "rw-problem-actions.h"
#include "rw-status-page.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 150

struct _RwOverviewPage
{
  RwPage parent_instance;

  GtkStack *stack;
  RwOverviewView *view;
  RwOverview *overview;

  GCancellable *cancellable;
  guint reload_source;
  guint minute_source;
  gboolean loading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (RwOverviewPage, rw_overview_page, RW_TYPE_PAGE)

static void load (RwOverviewPage *self);

static char *
dup_as_of (RwOverviewPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 contact = session != NULL ? rw_session_get_last_contact (session) : 0;
  RwSyncState state = session != NULL ? rw_session_get_state (session) : RW_SYNC_STATE_CLOSED;
  g_autofree char *when = NULL;

  if (state == RW_SYNC_STATE_UP_TO_DATE || state == RW_SYNC_STATE_SYNCING)
    return NULL;
  if (contact == 0)
    return g_strdup (_("not in contact with the server"));
  when = rw_format_when (contact, rw_clock_now ());
  /* Translators: a time: the data is as it was then */
  return g_strdup_printf (_("as of %s"), when);
}

static void
update_header (RwOverviewPage *self)
{
  g_autofree char *as_of = dup_as_of (self), *day = NULL, *subtitle = NULL, *badge = NULL;
  gboolean urgent = FALSE;
  guint n = 0;

  if (self->overview == NULL)
    return;
  for (guint i = 0; i < self->overview->needs->len; i++)
    {
      const RwNeed *need = self->overview->needs->pdata[i];

      n += need->rank < RW_NEED_AHEAD;
      urgent |= need->rank <= RW_NEED_SOON || need->rank == RW_NEED_LATE;
    }
  day = rw_format_day_exact ((self->overview->days[0] + 12 * RW_HOUR) / RW_DAY);
  subtitle = as_of != NULL ? g_strdup_printf ("%s · %s", day, as_of) : g_steal_pointer (&day);
  badge = n > 0 ? rw_format_count (n) : NULL;
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  rw_page_set_badge (RW_PAGE (self), badge, urgent);
}

static void
show (RwOverviewPage *self)
{
  g_autofree char *as_of = dup_as_of (self);

  if (self->overview == NULL)
    return;
  rw_overview_view_set (self->view, self->overview, as_of);
  gtk_stack_set_visible_child_name (self->stack, "view");
  update_header (self);
}

typedef struct
{
  gint64 now;
  GTimeZone *zone;
} Question;

static void
question_free (gpointer data)
{
  g_time_zone_unref (((Question *) data)->zone);
  g_free (data);
}

static Question *
question_new (void)
{
  Question *question = g_new (Question, 1);

  question->now = rw_clock_now ();
  question->zone = g_time_zone_ref (rw_format_get_zone ());
  return question;
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Question *question = data;

  return rw_query_overview (cache, question->now, question->zone, cancellable, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwOverview) overview = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (overview == NULL)
    {
      if (self->overview == NULL)
        {
          AdwStatusPage *failed = ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed"));

          adw_status_page_set_description (failed, error->message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
      return;
    }
  g_clear_pointer (&self->overview, rw_overview_free);
  self->overview = g_steal_pointer (&overview);
  show (self);
  if (self->stale)
    load (self);
}

static void
load (RwOverviewPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL || !rw_session_has_data (session))
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, question_new (), question_free,
                         (GDestroyNotify) rw_overview_free, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwOverviewPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static gboolean
minute_cb (gpointer user_data)
{
  load (user_data);
  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (RwOverviewPage *self)
{
  if (self->overview == NULL && !self->loading)
    load (self);
  else
    show (self);
}

static void
rw_overview_page_session_set (RwPage    *page,
                              RwSession *session)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (page);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  self->minute_source = g_timeout_add_seconds (60, minute_cb, self);
  load (self);
}

static void
rw_overview_page_data_changed (RwPage            *page,
                               const RwChangeSet *changes)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (page);
  const guint64 hidden = RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_PORT) | RW_KIND_BIT (RW_KIND_CABLE) |
                         RW_KIND_BIT (RW_KIND_ADDRESS) | RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_VLAN) |
                         RW_KIND_BIT (RW_KIND_CONTACT) | RW_KIND_BIT (RW_KIND_MACRO) | RW_KIND_BIT (RW_KIND_DOCUMENT) |
                         RW_KIND_BIT (RW_KIND_CHECKLIST) | RW_KIND_BIT (RW_KIND_CHECKLIST_ITEM);

  if ((changes->kinds & ~hidden) != 0 && self->reload_source == 0)
    self->reload_source = g_timeout_add (PAUSE_MS, reload_cb, self);
}

static gboolean
rw_overview_page_settled (RwPage *page)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (page);

  return self->overview != NULL && !self->loading && self->reload_source == 0;
}

static void
open_cb (RwOverviewView *view,
         int             kind,
         const RwId     *id,
         const char     *action,
         RwPage         *self)
{
  /* Several pages show a system; the reason says which of them is the place. */
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  rw_page_open (self, (RwKind) kind, id);
}

static void
make_problem_cb (RwOverviewView *view,
                 guint           index,
                 RwOverviewPage *self)
{
  if (self->overview != NULL && index < self->overview->series->len)
    rw_problem_decide (RW_PAGE (self), self->overview->series->pdata[index], NULL, NULL);
}

static void
make_problem_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (widget);
  int index = rw_overview_view_get_series (self->view);

  if (index >= 0)
    make_problem_cb (self->view, (guint) index, self);
  else if (self->overview != NULL && self->overview->series->len > 0)
    rw_page_toast (RW_PAGE (self), _("Go to one of the problem candidates first"));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  rw_overview_view_step (RW_OVERVIEW_PAGE (widget)->view, g_str_equal (name, "overview.next") ? 1 : -1);
}

static void
first_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  rw_overview_view_go (RW_OVERVIEW_PAGE (widget)->view, 0);
}

static const RwAction page_actions[] = {
  { "overview.first", N_ ("Go to What Needs a Person First"), N_ ("Overview"), "1", "overview", RW_ACTION_DEFAULT, NULL },
  { "overview.next", N_ ("Next Line"), N_ ("Overview"), "j", "overview", RW_ACTION_NO_PALETTE, NULL },
  { "overview.previous", N_ ("Previous Line"), N_ ("Overview"), "k", "overview", RW_ACTION_NO_PALETTE, NULL },
  { "overview.make-problem", N_ ("Make a Problem of the Candidate"), N_ ("Overview"), "p", "overview", RW_ACTION_DEFAULT, NULL },
};

static gboolean
digit_cb (GtkWidget *widget,
          GVariant  *parameter,
          gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (widget) || (focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))))
    return FALSE;
  /* What a dialog covers does not answer. */
  if (focus != NULL && gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) != NULL)
    return FALSE;
  return rw_overview_view_go (RW_OVERVIEW_PAGE (widget)->view, GPOINTER_TO_UINT (user_data));
}

/* The first is an action, with its line among the shortcuts; the others go without saying. */
static void
add_digits (RwOverviewPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 1; i < 9; i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_1 + i, 0),
                                                            gtk_callback_action_new (digit_cb, GUINT_TO_POINTER (i), NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
rw_overview_page_dispose (GObject *object)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  G_OBJECT_CLASS (rw_overview_page_parent_class)->dispose (object);
}

static void
rw_overview_page_finalize (GObject *object)
{
  RwOverviewPage *self = RW_OVERVIEW_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->overview, rw_overview_free);
  G_OBJECT_CLASS (rw_overview_page_parent_class)->finalize (object);
}

static void
rw_overview_page_class_init (RwOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_overview_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_overview_page_finalize;
  page_class->id = "overview";
  page_class->title = N_ ("Overview");
  page_class->icon_name = "rw-overview-symbolic";
  page_class->session_set = rw_overview_page_session_set;
  page_class->data_changed = rw_overview_page_data_changed;
  page_class->settled = rw_overview_page_settled;
  gtk_widget_class_install_action (widget_class, "overview.first", NULL, first_action);
  gtk_widget_class_install_action (widget_class, "overview.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "overview.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "overview.make-problem", NULL, make_problem_action);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
rw_overview_page_init (RwOverviewPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->view = RW_OVERVIEW_VIEW (rw_overview_view_new ());
  g_signal_connect (self->view, "open", G_CALLBACK (open_cb), self);
  g_signal_connect (self->view, "make-problem", G_CALLBACK (make_problem_cb), self);

  rw_status_page_add_loading (self->stack, _ ("Looking for What Needs You"));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("The Overview Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "view");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  add_digits (self);
}

/**
 * rw_overview_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_overview_page_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_PAGE, NULL);
}

/**
 * rw_overview_page_foresee:
 *
 * Reads already what the page will ask of a session of this server; see rw_session_foresee(). Needs no GTK.
 */
void
rw_overview_page_foresee (const char *server_url,
                          const char *state_dir)
{
  rw_session_foresee (server_url, state_dir, query_cb, question_new (), question_free,
                      (GDestroyNotify) rw_overview_free);
}
