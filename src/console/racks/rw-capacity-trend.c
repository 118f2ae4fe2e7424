/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-capacity-trend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "query/rw-query-capacity.h"
#include "rw-capacity-words.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"
#include "rw-trend-table.h"

#define DAYS 731

struct _RwCapacityTrend
{
  AdwBin parent_instance;

  GCancellable *cancellable;
  RwCapacityHistory *history;
  gint64 asked; /* when the log that it was told from was asked for */
  gboolean asking;
  char *problem;

  char *name;
  GArray *racks; /* (element-type guint): of what is shown */
  double limits[RW_CAPACITY_N_MEASURES];
  RwCapacityMeasure measure;
  guint span; /* index */

  GtkLabel *title, *sentence, *age;
  GtkStack *stack;
  RwTrendChart *chart;
  RwTrendTable *table;
  GtkToggleButton *as_table;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (RwCapacityTrend, rw_capacity_trend, ADW_TYPE_BIN)

/* What is looked at, and how close the points are. */
static const struct
{
  guint days, step;
} spans[] = { { 91, 1 }, { 364, 7 }, { 728, 7 } };

/* --- Showing --------------------------------------------------------------------------------------- */

static char *
axis_text (double value, gpointer user_data)
{
  const RwCapacityTrend *self = user_data;

  return self->measure == RW_CAPACITY_DRAWN_WATTS ? rw_capacity_amount (value, self->measure)
                                                  : rw_format_decimal (value, 1);
}

static char *
point_text (gint64 instant, double value, gpointer user_data)
{
  const RwCapacityTrend *self = user_data;
  gint64 wall = rw_zone_wall (rw_format_get_zone (), instant);
  g_autofree char *day = rw_format_day ((gint64) floor ((double) wall / RW_DAY), rw_clock_now ()),
                  *amount = rw_capacity_amount (value, self->measure), *most = NULL, *both = NULL;

  if (self->limits[self->measure] <= 0)
    return g_strdup_printf ("%s: %s", day, amount);
  most = rw_capacity_amount (self->limits[self->measure], self->measure);
  both = g_strdup_printf (_ ("%s of %s"), amount, most);
  return g_strdup_printf ("%s: %s", day, both);
}

static void
show_state (RwCapacityTrend *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->as_table),
                            g_str_equal (name, "chart") || g_str_equal (name, "table"));
}

static void
show_age (RwCapacityTrend *self)
{
  g_autofree char *when = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->age), self->history != NULL && self->problem != NULL);
  if (self->history == NULL)
    return;
  when = rw_format_when (self->asked, rw_clock_now ());
  /* Translators: of data that could not be asked for again: "As of 14:02" */
  text = g_strdup_printf (_ ("As of %s"), when);
  gtk_label_set_label (self->age, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->age), self->problem);
}

static char *
make_sentence (RwCapacityTrend *self, const gint64 *instants, const double *values, guint n)
{
  RwCapacityGrowth growth;

  if (rw_capacity_growth (instants, values, n, self->limits[self->measure], &growth))
    return rw_capacity_growth_sentence (&growth, self->measure);
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        gint64 wall = rw_zone_wall (rw_format_get_zone (), instants[i]);
        g_autofree char *day =
          rw_format_day ((gint64) floor ((double) wall / RW_DAY), rw_clock_now ());

        return i > 0 ? g_strdup_printf (_ ("Known since %s: too little to tell growth from."), day)
                     : g_strdup ("");
      }
  return g_strdup (_ ("Nothing is known from before today."));
}

static void
show (RwCapacityTrend *self)
{
  static const char *const titles[RW_CAPACITY_N_MEASURES] = { N_ ("%s: units used"),
                                                              N_ ("%s: power drawn"),
                                                              N_ ("%s: weight carried") };
  g_autofree char *title = NULL, *sentence = NULL, *limit = NULL, *limit_text = NULL;
  g_autofree double *all = NULL, *values = NULL;
  g_autofree gint64 *instants = NULL;
  guint n = 0, first;
  RwTrendData data;

  if (self->racks == NULL)
    return;
  title = g_strdup_printf (_ (titles[self->measure]), self->name);
  gtk_label_set_label (self->title, title);
  show_age (self);
  if (self->history == NULL)
    {
      gtk_label_set_label (self->sentence, "");
      adw_status_page_set_description (self->empty, self->problem);
      show_state (self, self->asking ? "loading" : "empty");
      return;
    }
  all = rw_capacity_history_sum (self->history, (const guint *) self->racks->data, self->racks->len,
                                 self->measure);
  instants = g_new (gint64, self->history->n_instants);
  values = g_new (double, self->history->n_instants);
  first = self->history->n_instants - 1 - spans[self->span].days;
  for (guint i = first; i < self->history->n_instants; i += spans[self->span].step)
    {
      instants[n] = self->history->instants[i];
      values[n++] = all[i];
    }
  sentence = make_sentence (self, instants, values, n);
  gtk_label_set_label (self->sentence, sentence);
  limit = rw_capacity_amount (self->limits[self->measure], self->measure);
  if (self->measure == RW_CAPACITY_DRAWN_WATTS)
    /* Translators: "3.7 kW when a feed is lost": so much may be drawn */
    limit_text = g_strdup_printf (_ ("%s when a feed is lost"), limit);
  data = (RwTrendData) { .instants = instants,
                         .values = values,
                         .n = n,
                         .limit = self->limits[self->measure],
                         .limit_label = limit_text != NULL ? limit_text : limit,
                         .zone = rw_format_get_zone (),
                         .title = title,
                         .sentence = sentence,
                         .axis_text = axis_text,
                         .point_text = point_text,
                         .user_data = self };
  rw_trend_chart_set (self->chart, &data);
  rw_trend_table_set (self->table, &data);
  show_state (self, gtk_toggle_button_get_active (self->as_table) ? "table" : "chart");
}

/* --- Asking ---------------------------------------------------------------------------------------- */

typedef struct
{
  RwHistoryLog *log;
  RwWiring *wiring;
  gint64 now;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rw_history_log_unref (question->log);
  rw_wiring_unref (question->wiring);
  g_free (question);
}

/* In the reader thread. */
static gpointer
read_history (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GArray) devices = rw_query_capacity_devices (cache, cancellable, error);
  g_autoptr (GPtrArray) entries = NULL;
  gint64 instants[DAYS];

  if (devices == NULL)
    return NULL;
  for (guint i = 0; i < DAYS; i++)
    instants[i] = question->now - (gint64) (DAYS - 1 - i) * RW_DAY;
  entries = rw_history_log_get_entries (question->log);
  return rw_capacity_history_new (question->wiring, devices, entries, question->log->since,
                                  instants, DAYS);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwCapacityTrend) self = user_data;
  g_autoptr (GError) error = NULL;
  RwCapacityHistory *history = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      rw_capacity_history_free (history);
      return;
    }
  if (history == NULL)
    g_set_str (&self->problem, error->message);
  else
    {
      g_clear_pointer (&self->history, rw_capacity_history_free);
      self->history = history;
    }
  self->asking = FALSE;
  show (self);
}

static void
tell (RwCapacityTrend *self, RwSession *session, RwWiring *wiring, RwHistoryLog *log)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { rw_history_log_ref (log), rw_wiring_ref (wiring), rw_clock_now () };
  self->asked = log->asked;
  rw_session_read_async (session, read_history, question, question_free,
                         (GDestroyNotify) rw_capacity_history_free, self->cancellable, read_cb,
                         g_object_ref (self));
}

typedef struct
{
  RwCapacityTrend *self;
  RwWiring *wiring;
} Asked;

static void
log_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (RwCapacityTrend) self = asked->self;
  g_autoptr (RwWiring) wiring = asked->wiring;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwHistoryLog) log = rw_session_log_finish (RW_SESSION (source), result, &error);

  g_free (asked);
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (log == NULL)
    {
      self->asking = FALSE;
      g_set_str (&self->problem,
                 rw_session_get_state (RW_SESSION (source)) == RW_SYNC_STATE_OFFLINE
                   ? _ ("The history is kept on the server and needs a connection to it.")
                   : error->message);
      show (self);
      return;
    }
  g_set_str (&self->problem, NULL);
  tell (self, RW_SESSION (source), wiring, log);
}

/* --- What the person does -------------------------------------------------------------------------- */

static void
measure_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwCapacityTrend *self)
{
  self->measure = MIN (adw_toggle_group_get_active (toggles), RW_CAPACITY_N_MEASURES - 1);
  show (self);
}

static void
span_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwCapacityTrend *self)
{
  self->span = MIN (adw_toggle_group_get_active (toggles), G_N_ELEMENTS (spans) - 1);
  show (self);
}

static GtkWidget *
make_toggles (RwCapacityTrend *self,
              const char *const *labels,
              guint n,
              guint active,
              const char *name,
              GCallback callback)
{
  GtkWidget *toggles = adw_toggle_group_new ();

  for (guint i = 0; i < n; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, _ (labels[i]));
      adw_toggle_group_add (ADW_TOGGLE_GROUP (toggles), toggle);
    }
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (toggles), active);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_valign (toggles, GTK_ALIGN_CENTER);
  g_signal_connect (toggles, "notify::active", callback, self);
  return toggles;
}

static GtkWidget *
make_heading (RwCapacityTrend *self)
{
  static const char *const measures[] = { N_ ("Units"), N_ ("Power"), N_ ("Weight") },
                           *const lengths[] = { N_ ("3 Months"), N_ ("12 Months"),
                                                N_ ("24 Months") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->sentence = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_ellipsize (self->sentence, PANGO_ELLIPSIZE_END);
  self->age = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->age), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->age), FALSE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->age));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box),
                  make_toggles (self, measures, G_N_ELEMENTS (measures), self->measure,
                                _ ("What is shown over time"), G_CALLBACK (measure_cb)));
  gtk_box_append (GTK_BOX (box), make_toggles (self, lengths, G_N_ELEMENTS (lengths), self->span,
                                               _ ("How far back"), G_CALLBACK (span_cb)));
  self->as_table = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->as_table), "view-list-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->as_table), _ ("Show as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->as_table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show as a table"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->as_table), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->as_table, "toggled", G_CALLBACK (show), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->as_table));
  return box;
}

/* --- The class ------------------------------------------------------------------------------------- */

/* Nobody looks any more. */
static void
rw_capacity_trend_unroot (GtkWidget *widget)
{
  RwCapacityTrend *self = RW_CAPACITY_TREND (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  GTK_WIDGET_CLASS (rw_capacity_trend_parent_class)->unroot (widget);
}

static void
rw_capacity_trend_finalize (GObject *object)
{
  RwCapacityTrend *self = RW_CAPACITY_TREND (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->history, rw_capacity_history_free);
  g_clear_pointer (&self->racks, g_array_unref);
  g_free (self->problem);
  g_free (self->name);
  G_OBJECT_CLASS (rw_capacity_trend_parent_class)->finalize (object);
}

static void
rw_capacity_trend_class_init (RwCapacityTrendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_capacity_trend_finalize;
  GTK_WIDGET_CLASS (klass)->unroot = rw_capacity_trend_unroot;
}

static void
rw_capacity_trend_init (RwCapacityTrend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *spinner = adw_spinner_new ();

  self->span = 1;
  gtk_widget_add_css_class (box, "rw-capacity-trend");
  gtk_box_append (GTK_BOX (box), make_heading (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->chart = RW_TREND_CHART (rw_trend_chart_new ());
  self->table = RW_TREND_TABLE (rw_trend_table_new ());
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  adw_status_page_set_title (self->empty, _ ("No History"));
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
rw_capacity_trend_new (void)
{
  return g_object_new (RW_TYPE_CAPACITY_TREND, NULL);
}

/**
 * rw_capacity_trend_load:
 * @capacity: the present
 *
 * Asks for the log, and shows what is known of it at once. Given up when the widget leaves its window.
 */
void
rw_capacity_trend_load (RwCapacityTrend *self, RwSession *session, const RwCapacity *capacity)
{
  const char *const *fields = rw_capacity_history_get_fields ();
  RwHistoryLog *kept = rw_session_get_log (session, RW_KIND_DEVICE, fields);
  Asked *asked = g_new (Asked, 1);

  g_return_if_fail (RW_IS_CAPACITY_TREND (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->asking = TRUE;
  if (kept != NULL)
    tell (self, session, capacity->wiring, kept);
  *asked = (Asked) { g_object_ref (self), rw_wiring_ref (capacity->wiring) };
  rw_session_log_async (session, RW_KIND_DEVICE, fields, rw_clock_now () - DAYS * RW_DAY,
                        self->cancellable, log_cb, asked);
  show (self);
}

/**
 * rw_capacity_trend_show:
 * @line: a rack, a row or a room of @capacity
 */
void
rw_capacity_trend_show (RwCapacityTrend *self,
                        const RwCapacity *capacity,
                        const RwCapacitySum *line)
{
  g_return_if_fail (RW_IS_CAPACITY_TREND (self));

  g_set_str (&self->name, line->name != NULL ? line->name : "");
  g_clear_pointer (&self->racks, g_array_unref);
  self->racks = rw_capacity_line_racks (capacity, line);
  for (int measure = 0; measure < RW_CAPACITY_N_MEASURES; measure++)
    self->limits[measure] = rw_capacity_limit (capacity, self->racks, measure);
  show (self);
}

/**
 * rw_capacity_trend_get_state:
 *
 * Returns: (transfer none): "loading", "chart", "table" or "empty"
 */
const char *
rw_capacity_trend_get_state (RwCapacityTrend *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * rw_capacity_trend_get_sentence:
 *
 * Returns: (transfer none): what the curve comes to
 */
const char *
rw_capacity_trend_get_sentence (RwCapacityTrend *self)
{
  return gtk_label_get_label (self->sentence);
}
