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
#include "rw-report-grid.h"
#include "rw-report-print.h"
#include "rw-report-words.h"
#include "rw-save.h"
#include "rw-status-page.h"
#include "rw-submit.h"

/* Changes come in heaps: a sync brings many, and one answer is enough for all. */
#define PAUSE_MS 500

/* Who waits longer than this is told that something is going on. */
#define PATIENCE_MS 300

struct _RwReportsPage
{
  RwPage parent_instance;

  GtkStack *stack;
  RwReportBar *bar;
  RwReportGrid *cards;
  GtkScrolledWindow *scroller;
  AdwToggleGroup *toggles; /* weak: in the header bar */
  GSimpleActionGroup *actions;
  GSettings *settings;

  RwReportView view;
  RwTicketFacts *facts;
  RwReportParts parts; /* of @facts */
  GPtrArray *figures; /* (element-type RwReportFigure) */

  GCancellable *cancellable; /* of what is being counted */
  GCancellable *gone;        /* cancelled with the page */
  guint reload_source, patience_source;
  gboolean counting, stale, is_shown, failed;
};

G_DEFINE_FINAL_TYPE (RwReportsPage, rw_reports_page, RW_TYPE_PAGE)

static void load (RwReportsPage *self);

/* --- What is shown ------------------------------------------------------------------------------- */

static char *
dup_subtitle (RwReportsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 contact = rw_session_get_last_contact (session), now = rw_clock_now ();
  GTimeZone *zone = rw_format_get_zone ();
  gint64 first = rw_zone_wall (zone, self->facts->from) / RW_DAY,
         last = rw_zone_wall (zone, self->facts->to - 1) / RW_DAY;
  g_autofree char *from = rw_format_day (first, now), *to = rw_format_day (last, now);
  g_autofree char *tickets = NULL, *text = NULL, *when = NULL;
  guint n = 0;

  for (guint i = 0; i < self->facts->facts->len; i++)
    n +=
      rw_ticket_facts_in_period (self->facts, &g_array_index (self->facts->facts, RwTicketFact, i));
  tickets = rw_report_dup_tickets (n);
  /* Translators: "34 tickets", and the first and the last day of a period */
  text = first == last ? g_strdup_printf ("%s · %s", tickets, from)
                       : g_strdup_printf (_ ("%s · %s – %s"), tickets, from, to);
  if (rw_session_get_state (session) != RW_SYNC_STATE_OFFLINE || contact == 0)
    return g_steal_pointer (&text);
  when = rw_format_when (contact, now);
  return g_strdup_printf (_ ("%s · as of %s"), text, when);
}

static void
opened_cb (RwReportsPage *self, const RwReportLine *line, RwReportCard *card)
{
  RwReportFigure *figure = rw_report_card_get_figure (card);
  g_autofree char *title = g_strdup_printf ("%s: %s", figure->title, line->label);

  if (line->facts->len == 0)
    rw_page_toast (RW_PAGE (self), _ ("There are no tickets behind it"));
  else
    adw_dialog_present (rw_report_dialog_new (RW_PAGE (self), title, figure->facts, line->facts),
                        GTK_WIDGET (self));
}

static void
save_cb (RwReportsPage *self, RwReportCard *card)
{
  const RwReportFigure *figure = rw_report_card_get_figure (card);
  g_autoptr (GBytes) bytes = rw_report_figure_to_csv (figure);
  g_autofree char *name = g_strconcat (figure->name, ".csv", NULL);

  rw_save_as (GTK_WIDGET (self), _ ("Save Report"), name, bytes, rw_toast);
}

/* Returns: (nullable): what is to be known of all figures */
static char *
dup_note (RwReportsPage *self)
{
  guint n = self->facts->n_merged;
  g_autofree char *count = rw_format_count (n);

  return n > 0 ? g_strdup_printf (ngettext ("%s merged ticket is not counted",
                                            "%s merged tickets are not counted", n),
                                  count)
               : NULL;
}

static void
show (RwReportsPage *self)
{
  g_autofree char *subtitle = dup_subtitle (self), *note = dup_note (self);

  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  rw_report_bar_set_note (self->bar, note);
  gtk_stack_set_visible_child_name (self->stack, self->facts->facts->len == 0 ? "empty" : "cards");
  rw_report_grid_set (self->cards, self->figures);
}

/* --- Counting ------------------------------------------------------------------------------------ */

/* What is read and counted beside the main thread. */
typedef struct
{
  RwReportQuestion question;
  RwReportView view;
} Order;

typedef struct
{
  RwTicketFacts *facts;
  GPtrArray *figures;
  GPtrArray *customers, *services; /* nullable */
  RwReportView view;
  RwReportParts parts;
} Answer;

static void
answer_free (Answer *answer)
{
  rw_ticket_facts_unref (answer->facts);
  g_clear_pointer (&answer->figures, g_ptr_array_unref);
  g_clear_pointer (&answer->customers, g_ptr_array_unref);
  g_clear_pointer (&answer->services, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
order_free (gpointer data)
{
  Order *order = data;

  g_time_zone_unref (order->question.zone);
  g_free (order);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  Order *order = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->facts = rw_query_ticket_report (cache, &order->question, cancellable, error);
  if (answer->facts == NULL)
    return NULL;
  answer->customers = rw_query_choices (cache, RW_KIND_CUSTOMER, error);
  if (answer->customers == NULL)
    return NULL;
  answer->services = rw_query_choices (cache, RW_KIND_SERVICE, error);
  if (answer->services == NULL)
    return NULL;
  answer->figures = rw_report_figures_new (answer->facts, order->view);
  answer->parts = order->question.parts;
  return g_steal_pointer (&answer);
}

/* Another view of the same tickets. */
static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Answer *answer = g_new0 (Answer, 1);
  const Answer *of = data;

  answer->facts = rw_ticket_facts_ref (of->facts);
  answer->figures = rw_report_figures_new (of->facts, of->view);
  answer->parts = of->parts;
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

static gboolean
patience_cb (gpointer user_data)
{
  RwReportsPage *self = user_data;

  self->patience_source = 0;
  rw_report_bar_set_busy (self->bar, TRUE);
  if (self->facts == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

/* What was begun before is not waited for. */
static void
begin (RwReportsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->counting = TRUE;
  if (self->patience_source == 0)
    self->patience_source = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static void
end (RwReportsPage *self, GCancellable *cancellable, Answer *answer, const GError *error)
{
  if (g_cancellable_is_cancelled (cancellable))
    return;
  self->counting = FALSE;
  g_clear_handle_id (&self->patience_source, g_source_remove);
  rw_report_bar_set_busy (self->bar, FALSE);
  self->failed = answer == NULL;
  if (answer != NULL)
    {
      g_clear_pointer (&self->facts, rw_ticket_facts_unref);
      self->facts = rw_ticket_facts_ref (answer->facts);
      self->parts = answer->parts;
      g_clear_pointer (&self->figures, g_ptr_array_unref);
      self->figures = g_ptr_array_ref (answer->figures);
      show (self);
      if (answer->customers != NULL)
        rw_report_bar_set_choices (self->bar, answer->customers, answer->services);
    }
  else if (self->facts == NULL)
    {
      AdwStatusPage *failed = ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed"));

      adw_status_page_set_description (failed, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else
    rw_page_toast (RW_PAGE (self), error->message);
  if (self->stale && self->is_shown)
    load (self);
}

typedef struct
{
  RwReportsPage *page;
  GCancellable *cancellable;
} Asked;

static Asked *
asked_new (RwReportsPage *self)
{
  Asked *asked = g_new (Asked, 1);

  asked->page = g_object_ref (self);
  asked->cancellable = g_object_ref (self->cancellable);
  return asked;
}

static void
asked_end (Asked *asked, Answer *answer, const GError *error)
{
  end (asked->page, asked->cancellable, answer, error);
  g_object_unref (asked->page);
  g_object_unref (asked->cancellable);
  g_free (asked);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  asked_end (user_data, answer, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  asked_end (user_data, answer, error);
}

static void
load (RwReportsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  Order *order;

  self->stale = FALSE;
  if (session == NULL)
    return;
  begin (self);
  order = g_new0 (Order, 1);
  rw_report_bar_ask (self->bar, rw_clock_now (), &order->question);
  order->view = self->view;
  order->question.parts = rw_report_view_get_parts (self->view);
  rw_session_read_async (session, query_cb, order, order_free, (GDestroyNotify) answer_free,
                         self->cancellable, read_cb, asked_new (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  RwReportsPage *self = user_data;

  self->reload_source = 0;
  /* A change is one more reason to count again, none to begin anew. */
  if (self->counting)
    self->stale = TRUE;
  else
    load (self);
  return G_SOURCE_REMOVE;
}

static void
set_view (RwReportsPage *self, RwReportView view)
{
  g_autoptr (GTask) task = NULL;
  Answer *of;

  self->view = view;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, view);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "reports-view", rw_report_view_get_name (view));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (self->facts == NULL || self->counting || self->stale ||
      (rw_report_view_get_parts (view) & ~self->parts) != 0)
    {
      if (self->is_shown)
        load (self);
      return;
    }
  begin (self);
  of = g_new0 (Answer, 1);
  of->facts = rw_ticket_facts_ref (self->facts);
  of->view = view;
  of->parts = self->parts;
  task = g_task_new (self, self->cancellable, counted_cb, asked_new (self));
  g_task_set_task_data (task, of, (GDestroyNotify) answer_free);
  g_task_run_in_thread (task, count_in_thread);
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
  const guint64 parts_kinds = RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_LINK);

  if ((changes->kinds & (self->parts != 0 ? kinds | parts_kinds : kinds)) == 0)
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

  if (self->counting || self->reload_source != 0 || rw_report_grid_is_filling (self->cards))
    return FALSE;
  return self->facts != NULL || self->failed || !self->is_shown;
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

/* When it was counted, and of when the data are where that is another time. */
static char *
dup_made (RwReportsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 contact = rw_session_get_last_contact (session);
  g_autofree char *counted = rw_format_exact (self->facts->now), *of = NULL;

  if (rw_session_get_state (session) != RW_SYNC_STATE_OFFLINE || contact == 0)
    /* Translators: of paper: when */
    return g_strdup_printf (_ ("as of %s"), counted);
  of = rw_format_when (contact, self->facts->now);
  /* Translators: of paper: when it was printed, and of when its data are */
  return g_strdup_printf (_ ("%s · as of %s"), counted, of);
}

/* Where @file is set, nobody is asked for one. */
static void
put_on_paper (RwReportsPage *self, GFile *file, gboolean print)
{
  g_autofree char *title = NULL, *about = NULL, *note = NULL, *made = NULL;
  RwReportHeading heading;

  if (self->figures == NULL)
    {
      rw_page_toast (RW_PAGE (self), _ ("There are no reports yet"));
      return;
    }
  /* Translators: of paper: a group of reports: "Reports: Service Levels" */
  title = g_strdup_printf (_ ("Reports: %s"), rw_report_view_get_label (self->view));
  about = rw_report_bar_dup_about (self->bar, self->facts->from, self->facts->to);
  note = dup_note (self);
  made = dup_made (self);
  heading = (RwReportHeading) { title, about, note, made };
  if (print)
    rw_report_print (RW_PAGE (self), &heading, self->figures, self->gone);
  else
    rw_report_save_pdf (RW_PAGE (self), &heading, self->figures, file, self->gone);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  put_on_paper (user_data, NULL, TRUE);
}

static void
pdf_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  put_on_paper (user_data, NULL, FALSE);
}

static GtkWidget *
set_up_button (GtkWidget *button, const char *action)
{
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rw_action_label (rw_actions_find (action)), -1);
  return button;
}

static GtkWidget *
rw_reports_page_create_header_end (RwPage *page)
{
  RwReportsPage *self = RW_REPORTS_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_insert_action_group (box, "reports", G_ACTION_GROUP (self->actions));
  gtk_box_append (GTK_BOX (box),
                  set_up_button (gtk_button_new_with_label (_ ("PDF")), "reports.save-pdf"));
  gtk_box_append (GTK_BOX (box), set_up_button (gtk_button_new_from_icon_name ("printer-symbolic"),
                                                "reports.print"));
  return box;
}

static const RwAction page_actions[] = {
  { "reports.print", N_ ("Print Reports…"), N_ ("Reports"), "<Control>p", "reports", RW_ACTION_DEFAULT,
    "printer-symbolic" },
  { "reports.save-pdf", N_ ("Save Reports as PDF…"), N_ ("Reports"), "<Control>s", "reports", RW_ACTION_DEFAULT,
    "document-save-symbolic" },
  { "reports.view", N_ ("Next Group of Reports"), N_ ("Reports"), "<Control>e", "reports", RW_ACTION_DEFAULT, "view-list-symbolic" },
};

static void
create_actions (RwReportsPage *self)
{
  static const GActionEntry entries[] = {
    { "view", view_cb, NULL, NULL, NULL, { 0 } },
    { "print", print_cb, NULL, NULL, NULL, { 0 } },
    { "save-pdf", pdf_cb, NULL, NULL, NULL, { 0 } },
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
  g_cancellable_cancel (self->gone);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->patience_source, g_source_remove);
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
  g_clear_object (&self->gone);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->facts, rw_ticket_facts_unref);
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
  page_class->create_header_end = rw_reports_page_create_header_end;
  page_class->settled = rw_reports_page_settled;
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
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
            *scroller = gtk_scrolled_window_new (), *cards = rw_report_grid_new ();

  self->cancellable = g_cancellable_new ();
  self->gone = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->bar = RW_REPORT_BAR (bar);
  self->cards = RW_REPORT_GRID (cards);
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  gtk_widget_add_css_class (bar, "rw-report-bar");
  g_signal_connect_object (bar, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (cards, GTK_ALIGN_START);
  g_signal_connect_object (cards, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cards, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (cards, "rw-reports");
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, cards);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_stack_add_named (self->stack, adw_bin_new (), "nothing yet");
  rw_status_page_add_loading (self->stack, _ ("Counting Tickets"));
  rw_status_page_add (self->stack, "empty", "rw-reports-symbolic", _ ("No Tickets in This Period"),
                      _ ("Choose a longer period, or another customer or service."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Reports Could Not Be Read"), NULL);
  gtk_stack_add_named (self->stack, scroller, "cards");
  gtk_stack_set_visible_child_name (self->stack, "nothing yet");
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

/**
 * rw_reports_page_save_to:
 * @file: where to
 *
 * Saves the reports that are shown as PDF, as "reports.save-pdf" does once somebody has said where to.
 */
void
rw_reports_page_save_to (RwReportsPage *self, GFile *file)
{
  g_return_if_fail (RW_IS_REPORTS_PAGE (self));

  put_on_paper (self, file, FALSE);
}
