/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-reports-page.h"

#include <glib/gi18n.h>

#include "query/rw-query-ticket-report.h"
#include "query/rw-query-tickets.h"
#include "rw-action.h"
#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-report-bar.h"
#include "rw-report-card.h"
#include "rw-report-dialog.h"
#include "rw-report-words.h"
#include "rw-save.h"
#include "rw-submit.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 500

struct _RwReportsPage
{
  RwPage parent_instance;

  GtkStack *stack;
  RwReportBar *bar;
  GtkFlowBox *cards;
  GtkScrolledWindow *scroller;
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GSimpleActionGroup *actions;
  GSettings *settings;

  RwReportView view;
  RwTicketFacts *facts;
  GPtrArray *figures;

  GCancellable *cancellable;
  guint reload_source;
  gboolean loading, stale, is_shown;
};

G_DEFINE_FINAL_TYPE (RwReportsPage, rw_reports_page, RW_TYPE_PAGE)

static void load (RwReportsPage *self);

/* --- What is shown ------------------------------------------------------------------------------- */

static char *
dup_subtitle (RwReportsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 contact = rw_session_get_last_contact (session);
  GTimeZone *zone = rw_format_get_zone ();
  g_autofree char *from =
    rw_format_day_exact (rw_zone_wall (zone, self->facts->from) / RW_DAY);
  g_autofree char *to = rw_format_day_exact (rw_zone_wall (zone, self->facts->to - 1) / RW_DAY);
  g_autofree char *tickets = NULL, *text = NULL, *when = NULL;
  guint n = 0;

  for (guint i = 0; i < self->facts->facts->len; i++)
    {
      gint64 opened = g_array_index (self->facts->facts, RwTicketFact, i).opened;

      n += opened >= self->facts->from && opened < self->facts->to;
    }
  tickets = rw_report_dup_tickets (n);
  /* Translators: "34 tickets", and the first and the last day of a period */
  text = g_strdup_printf (_ ("%s opened %s – %s"), tickets, from, to);
  if (rw_session_get_state (session) != RW_SYNC_STATE_OFFLINE || contact == 0)
    return g_steal_pointer (&text);
  when = rw_format_when (contact, rw_clock_now ());
  return g_strdup_printf (_ ("%s · as of %s"), text, when);
}

static void
opened_cb (RwReportsPage *self, const RwReportLine *line, RwReportCard *card)
{
  g_autofree char *title =
    g_strdup_printf ("%s: %s", rw_report_card_get_figure (card)->title, line->label);

  if (line->facts->len == 0)
    rw_page_toast (RW_PAGE (self), _ ("There are no tickets behind it"));
  else
    adw_dialog_present (rw_report_dialog_new (RW_PAGE (self), title, self->facts, line->facts),
                        GTK_WIDGET (self));
}

static void
save_cb (RwReportsPage *self, const RwReportFigure *figure)
{
  g_autoptr (GBytes) bytes = rw_report_figure_to_csv (figure);
  g_autofree char *name = g_strconcat (figure->name, ".csv", NULL);

  rw_save_as (GTK_WIDGET (self), _ ("Save Report"), name, bytes, rw_toast);
}

static void
show (RwReportsPage *self)
{
  g_autofree char *subtitle = NULL;

  if (self->facts == NULL)
    return;
  gtk_flow_box_remove_all (self->cards);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  self->figures = rw_report_figures_new (self->facts, self->view);
  for (guint i = 0; i < self->figures->len; i++)
    {
      GtkWidget *card = rw_report_card_new (self->figures->pdata[i]),
                *child = gtk_flow_box_child_new ();

      g_signal_connect_swapped (card, "opened", G_CALLBACK (opened_cb), self);
      g_signal_connect_swapped (card, "save", G_CALLBACK (save_cb), self);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
      /* The lines of a card are what is walked to, not the card. */
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (self->cards, child);
    }
  subtitle = dup_subtitle (self);
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  gtk_stack_set_visible_child_name (self->stack, self->facts->facts->len == 0 ? "empty" : "cards");
}

static void
set_view (RwReportsPage *self, RwReportView view)
{
  self->view = view;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, view);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "reports-view", rw_report_view_get_name (view));
  show (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* --- Reading ------------------------------------------------------------------------------------- */

typedef struct
{
  RwTicketFacts *facts;
  GPtrArray *customers, *services;
} Answer;

static void
answer_free (Answer *answer)
{
  rw_ticket_facts_free (answer->facts);
  g_clear_pointer (&answer->customers, g_ptr_array_unref);
  g_clear_pointer (&answer->services, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
question_free (gpointer data)
{
  RwReportQuestion *question = data;

  g_time_zone_unref (question->zone);
  g_free (question);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->facts = rw_query_ticket_report (cache, data, cancellable, error);
  if (answer->facts == NULL)
    return NULL;
  answer->customers = rw_query_choices (cache, RW_KIND_CUSTOMER, error);
  if (answer->customers == NULL)
    return NULL;
  answer->services = rw_query_choices (cache, RW_KIND_SERVICE, error);
  return answer->services != NULL ? g_steal_pointer (&answer) : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwReportsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer == NULL)
    {
      if (self->facts == NULL)
        {
          AdwStatusPage *failed =
            ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed"));

          adw_status_page_set_description (failed, error->message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
    }
  else
    {
      g_clear_pointer (&self->facts, rw_ticket_facts_free);
      self->facts = g_steal_pointer (&answer->facts);
      show (self);
      rw_report_bar_set_choices (self->bar, answer->customers, answer->services);
    }
  if (self->stale)
    load (self);
}

static void
load (RwReportsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  RwReportQuestion *question;

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  question = g_new0 (RwReportQuestion, 1);
  rw_report_bar_ask (self->bar, rw_clock_now (), question);
  g_time_zone_ref (question->zone);
  rw_session_read_async (session, query_cb, question, question_free, (GDestroyNotify) answer_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwReportsPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* --- RwPage -------------------------------------------------------------------------------------- */

static void
rw_reports_page_session_set (RwPage *page, RwSession *session)
{
  if (RW_REPORTS_PAGE (page)->is_shown)
    load (RW_REPORTS_PAGE (page));
}

static void
rw_reports_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  RwReportsPage *self = RW_REPORTS_PAGE (page);
  const guint64 kinds = RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CUSTOMER) |
                        RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) |
                        RW_KIND_BIT (RW_KIND_SLA) | RW_KIND_BIT (RW_KIND_CALENDAR);

  if ((changes->kinds & kinds) == 0)
    return;
  if (!self->is_shown)
    self->stale = TRUE;
  else if (self->reload_source == 0)
    self->reload_source = g_timeout_add (PAUSE_MS, reload_cb, self);
}

/* Nobody waits for what is not to be seen: it is counted when the page is shown. */
static void
rw_reports_page_shown (RwPage *page, gboolean shown)
{
  RwReportsPage *self = RW_REPORTS_PAGE (page);

  self->is_shown = shown;
  if (shown && self->reload_source == 0 && (self->facts == NULL || self->stale))
    load (self);
}

static gboolean
rw_reports_page_settled (RwPage *page)
{
  RwReportsPage *self = RW_REPORTS_PAGE (page);

  if (self->loading || self->reload_source != 0)
    return FALSE;
  return self->facts != NULL || !self->is_shown;
}

static void
view_changed_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwReportsPage *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active < RW_REPORT_N_VIEWS && active != self->view)
    set_view (self, active);
}

static GtkWidget *
rw_reports_page_create_header_start (RwPage *page)
{
  RwReportsPage *self = RW_REPORTS_PAGE (page);
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());

  for (RwReportView view = 0; view < RW_REPORT_N_VIEWS; view++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, rw_report_view_get_label (view));
      adw_toggle_group_add (toggles, toggle);
    }
  adw_toggle_group_set_active (toggles, self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show reports"), -1);
  g_set_weak_pointer (&self->toggles, toggles);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (view_changed_cb), self, 0);
  return GTK_WIDGET (toggles);
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwReportsPage *self = user_data;

  set_view (self, (self->view + 1) % RW_REPORT_N_VIEWS);
  rw_announce (GTK_WIDGET (self), rw_report_view_get_label (self->view));
}

static const RwAction page_actions[] = {
  { "reports.view", N_ ("Next Group of Reports"), N_ ("Reports"), "<Control>e", "reports", RW_ACTION_DEFAULT, "view-list-symbolic" },
};

static void
create_actions (RwReportsPage *self)
{
  static const GActionEntry entries[] = {
    { "view", view_cb, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reports", G_ACTION_GROUP (self->actions));
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
rw_reports_page_dispose (GObject *object)
{
  RwReportsPage *self = RW_REPORTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_weak_pointer (&self->toggles);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rw_reports_page_parent_class)->dispose (object);
}

static void
rw_reports_page_finalize (GObject *object)
{
  RwReportsPage *self = RW_REPORTS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->facts, rw_ticket_facts_free);
  G_OBJECT_CLASS (rw_reports_page_parent_class)->finalize (object);
}

static void
rw_reports_page_class_init (RwReportsPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_reports_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_reports_page_finalize;
  page_class->id = "reports";
  page_class->title = N_ ("Reports");
  page_class->icon_name = "rw-reports-symbolic";
  page_class->session_set = rw_reports_page_session_set;
  page_class->data_changed = rw_reports_page_data_changed;
  page_class->shown = rw_reports_page_shown;
  page_class->create_header_start = rw_reports_page_create_header_start;
  page_class->settled = rw_reports_page_settled;
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
add_status (RwReportsPage *self, const char *name, const char *icon, const char *title, const char *description)
{
  AdwStatusPage *status = ADW_STATUS_PAGE (adw_status_page_new ());

  adw_status_page_set_icon_name (status, icon);
  adw_status_page_set_title (status, title);
  adw_status_page_set_description (status, description);
  if (icon == NULL)
    adw_status_page_set_paintable (status,
                                   GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (status))));
  gtk_widget_set_vexpand (GTK_WIDGET (status), TRUE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (status), name);
}

static void
restore_settings (RwReportsPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autofree char *name = NULL;

  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "reports-view"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  name = g_settings_get_string (self->settings, "reports-view");
  for (RwReportView view = 0; view < RW_REPORT_N_VIEWS; view++)
    if (g_str_equal (rw_report_view_get_name (view), name))
      self->view = view;
}

static void
rw_reports_page_init (RwReportsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = rw_report_bar_new (),
            *scroller = gtk_scrolled_window_new (), *cards = gtk_flow_box_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->bar = RW_REPORT_BAR (bar);
  self->cards = GTK_FLOW_BOX (cards);
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  gtk_widget_add_css_class (bar, "rw-report-bar");
  g_signal_connect_object (bar, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->cards, 3);
  gtk_flow_box_set_homogeneous (self->cards, TRUE);
  gtk_widget_set_valign (cards, GTK_ALIGN_START);
  gtk_widget_add_css_class (cards, "rw-reports");
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, cards);
  gtk_widget_set_vexpand (scroller, TRUE);
  add_status (self, "loading", NULL, _ ("Counting Tickets"), NULL);
  add_status (self, "empty", "rw-reports-symbolic", _ ("No Tickets in This Period"),
              _ ("Choose a longer period, or another customer or service."));
  add_status (self, "failed", "dialog-error-symbolic", _ ("Reports Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, scroller, "cards");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  create_actions (self);
  restore_settings (self);
}

/**
 * rw_reports_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_reports_page_new (void)
{
  return g_object_new (RW_TYPE_REPORTS_PAGE, NULL);
}
