/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-bar.h"

#include <glib/gi18n.h>

#include "query/rw-query-tickets.h"
#include "rw-clock.h"
#include "rw-format.h"

static const guint periods[] = { 7, 30, 90, 365, RW_REPORT_THIS_MONTH, RW_REPORT_LAST_MONTH };

/* Where neither a customer nor a calendar has one: that of the data centres. */
#define ZONE "Europe/Berlin"

/* Ten years of a report are a mistyped date. */
#define DAYS_MOST 3660

enum
{
  WHO_CUSTOMER,
  WHO_SERVICE,
  N_WHO,
};

static const struct
{
  RwKind kind;
  const char *key, *all, *label;
} whos[N_WHO] = {
  { RW_KIND_CUSTOMER, "reports-customer", N_ ("All customers"), N_ ("Customer") },
  { RW_KIND_SERVICE, "reports-service", N_ ("All services"), N_ ("Business service") },
};

typedef struct
{
  GtkDropDown *drop;
  GPtrArray *choices; /* (element-type RwChoice) (nullable) */
  RwId id;
} Who;

struct _RwReportBar
{
  AdwBin parent_instance;

  GtkDropDown *period;
  GtkWidget *dates;
  GtkEditable *from, *to;
  GtkWidget *note, *busy;
  Who who[N_WHO];
  guint days; /* or one of the others; 0 for from and to */
  gint64 first, last;
  GSettings *settings;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RwReportBar, rw_report_bar, ADW_TYPE_BIN)

static guint signal_changed;

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static gint64
first_of_month (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return rw_date_from_civil (year, month, 1);
}

/* The first and the last day of what is chosen. */
static void
get_days (RwReportBar *self, gint64 day, gint64 *first, gint64 *last)
{
  *last = day;
  switch (self->days)
    {
    case 0:
      *first = self->first;
      *last = self->last;
      break;
    case RW_REPORT_THIS_MONTH:
      *first = first_of_month (day);
      break;
    case RW_REPORT_LAST_MONTH:
      *last = first_of_month (day) - 1;
      *first = first_of_month (*last);
      break;
    default:
      *first = day - self->days + 1;
      break;
    }
}

static void
store_text (RwReportBar *self, const char *key, const char *text)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, key, text);
}

static void
show_period (RwReportBar *self)
{
  char first[RW_DATE_STRING_LENGTH + 1], last[RW_DATE_STRING_LENGTH + 1];
  guint index = G_N_ELEMENTS (periods);

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (periods[i] == self->days)
      index = i;
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->period, index);
  gtk_widget_set_visible (self->dates, self->days == 0);
  rw_date_write (self->first, first);
  rw_date_write (self->last, last);
  gtk_editable_set_text (self->from, first);
  gtk_editable_set_text (self->to, last);
  self->updating = FALSE;
}

static void
changed (RwReportBar *self)
{
  char first[RW_DATE_STRING_LENGTH + 1], last[RW_DATE_STRING_LENGTH + 1];

  rw_date_write (self->first, first);
  rw_date_write (self->last, last);
  if (self->settings != NULL)
    g_settings_set_uint (self->settings, "reports-days", self->days);
  store_text (self, "reports-from", first);
  store_text (self, "reports-to", last);
  g_signal_emit (self, signal_changed, 0);
}

static void
period_cb (RwReportBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->period);

  if (self->updating)
    return;
  rw_report_bar_set_period (self, selected < G_N_ELEMENTS (periods) ? periods[selected] : 0);
}

static void
set_wrong (GtkEditable *entry, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
dates_cb (RwReportBar *self)
{
  if (!self->updating)
    rw_report_bar_set_dates (self, gtk_editable_get_text (self->from),
                             gtk_editable_get_text (self->to));
}

static void
who_cb (RwReportBar *self, GParamSpec *pspec, GtkDropDown *drop)
{
  int which = drop == self->who[WHO_CUSTOMER].drop ? WHO_CUSTOMER : WHO_SERVICE;
  Who *who = &self->who[which];
  guint selected = gtk_drop_down_get_selected (drop);
  g_autofree char *text = NULL;

  if (self->updating)
    return;
  who->id = selected > 0 && who->choices != NULL && selected <= who->choices->len
              ? ((RwChoice *) who->choices->pdata[selected - 1])->id
              : RW_ID_NIL;
  text = rw_id_is_nil (&who->id) ? g_strdup ("") : rw_id_to_string (&who->id);
  store_text (self, whos[which].key, text);
  g_signal_emit (self, signal_changed, 0);
}

static void
rw_report_bar_dispose (GObject *object)
{
  RwReportBar *self = RW_REPORT_BAR (object);

  self->updating = TRUE;
  g_clear_object (&self->settings);
  for (int i = 0; i < N_WHO; i++)
    g_clear_pointer (&self->who[i].choices, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_report_bar_parent_class)->dispose (object);
}

static void
rw_report_bar_class_init (RwReportBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_report_bar_dispose;
  signal_changed = g_signal_new ("changed", RW_TYPE_REPORT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
restore (RwReportBar *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autofree char *from = NULL, *to = NULL;
  gint64 first, last;
  guint days;

  self->days = 30;
  self->last = today ();
  self->first = self->last - 29;
  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "reports-days"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  days = g_settings_get_uint (self->settings, "reports-days");
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (days == 0 || days == periods[i])
      self->days = days;
  from = g_settings_get_string (self->settings, "reports-from");
  to = g_settings_get_string (self->settings, "reports-to");
  if (rw_date_parse (from, &first) && rw_date_parse (to, &last) && first <= last &&
      last - first < DAYS_MOST)
    {
      self->first = first;
      self->last = last;
    }
  for (int i = 0; i < N_WHO; i++)
    {
      g_autofree char *id = g_settings_get_string (self->settings, whos[i].key);

      if (*id == '\0' || !rw_id_parse (id, &self->who[i].id))
        self->who[i].id = RW_ID_NIL;
    }
}

static GtkEditable *
new_date (RwReportBar *self, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  /* Translators: how a date is typed: year, month, day */
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("YYYY-MM-DD"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (entry, label);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (dates_cb), self);
  return GTK_EDITABLE (entry);
}

static GtkDropDown *
new_drop (const char *const *words, const char *label)
{
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (drop, label);
  return GTK_DROP_DOWN (drop);
}

static void
rw_report_bar_init (RwReportBar *self)
{
  const char *words[] = { _ ("7 days"),     _ ("30 days"),    _ ("90 days"),   _ ("365 days"),
                          _ ("This month"), _ ("Last month"), _ ("From – to"), NULL };
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  restore (self);
  self->period = new_drop (words, _ ("Period"));
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->period));
  self->dates = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->from = new_date (self, _ ("First day"));
  self->to = new_date (self, _ ("Last day"));
  gtk_box_append (GTK_BOX (self->dates), GTK_WIDGET (self->from));
  gtk_box_append (GTK_BOX (self->dates), GTK_WIDGET (self->to));
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->dates);
  for (int i = 0; i < N_WHO; i++)
    {
      const char *only[] = { _ (whos[i].all), NULL };
      GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      self->who[i].drop = new_drop (only, _ (whos[i].label));
      gtk_drop_down_set_expression (self->who[i].drop, expression);
      gtk_expression_unref (expression);
      gtk_drop_down_set_enable_search (self->who[i].drop, TRUE);
      gtk_drop_down_set_search_match_mode (self->who[i].drop, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
      g_signal_connect_swapped (self->who[i].drop, "notify::selected", G_CALLBACK (who_cb), self);
      adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->who[i].drop));
    }
  self->busy = adw_spinner_new ();
  gtk_widget_set_visible (self->busy, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->busy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tickets are being counted"), -1);
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->busy);
  self->note = gtk_label_new (NULL);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_add_css_class (self->note, "caption");
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->note);
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (period_cb), self);
  show_period (self);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
rw_report_bar_new (void)
{
  return g_object_new (RW_TYPE_REPORT_BAR, NULL);
}

/**
 * rw_report_bar_set_choices:
 * @customers: (element-type RwChoice): kept
 * @services: (element-type RwChoice): the same
 */
void
rw_report_bar_set_choices (RwReportBar *self, GPtrArray *customers, GPtrArray *services)
{
  GPtrArray *choices[N_WHO] = { customers, services };

  g_return_if_fail (RW_IS_REPORT_BAR (self));

  for (int i = 0; i < N_WHO; i++)
    {
      Who *who = &self->who[i];
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
      guint selected = 0;

      gtk_string_list_append (names, _ (whos[i].all));
      for (guint j = 0; j < choices[i]->len; j++)
        {
          const RwChoice *choice = choices[i]->pdata[j];

          gtk_string_list_append (names, choice->name != NULL ? choice->name : "");
          if (rw_id_equal (&choice->id, &who->id))
            selected = j + 1;
        }
      g_ptr_array_ref (choices[i]);
      g_clear_pointer (&who->choices, g_ptr_array_unref);
      who->choices = choices[i];
      self->updating = TRUE;
      gtk_drop_down_set_model (who->drop, G_LIST_MODEL (names));
      gtk_drop_down_set_selected (who->drop, selected);
      self->updating = FALSE;
      /* Who is no longer there is nobody's filter. */
      if (selected == 0 && !rw_id_is_nil (&who->id))
        {
          who->id = RW_ID_NIL;
          store_text (self, whos[i].key, "");
          g_signal_emit (self, signal_changed, 0);
        }
    }
}

/**
 * rw_report_bar_ask:
 * @question: (out caller-allocates): what was chosen; days end in the zone of the console. Its zone is to be freed
 */
void
rw_report_bar_ask (RwReportBar *self, gint64 now, RwReportQuestion *question)
{
  GTimeZone *zone = rw_format_get_zone ();
  gint64 first, last;

  g_return_if_fail (RW_IS_REPORT_BAR (self));

  get_days (self, rw_zone_wall (zone, now) / RW_DAY, &first, &last);
  question->from = rw_zone_resolve (zone, first * RW_DAY);
  question->to = rw_zone_resolve (zone, (last + 1) * RW_DAY);
  question->now = now;
  question->customer = self->who[WHO_CUSTOMER].id;
  question->service = self->who[WHO_SERVICE].id;
  question->zone = rw_zone_get (ZONE);
  if (question->zone == NULL)
    question->zone = g_time_zone_ref (zone);
}

/**
 * rw_report_bar_set_period:
 * @days: the last 7, 30, 90 or 365, today among them; %RW_REPORT_THIS_MONTH or %RW_REPORT_LAST_MONTH; 0 for the days
 *   from and to, which begin with those shown
 */
void
rw_report_bar_set_period (RwReportBar *self, guint days)
{
  g_return_if_fail (RW_IS_REPORT_BAR (self));

  if (days == self->days)
    return;
  if (days == 0)
    get_days (self, today (), &self->first, &self->last);
  self->days = days;
  show_period (self);
  changed (self);
}

/**
 * rw_report_bar_set_dates:
 * @from: first day, as 2026-11-01
 * @to: last day
 *
 * Returns: whether they are days in this order; what is wrong is marked otherwise
 */
gboolean
rw_report_bar_set_dates (RwReportBar *self, const char *from, const char *to)
{
  gint64 first = 0, last = 0;
  gboolean from_good, to_good;

  g_return_val_if_fail (RW_IS_REPORT_BAR (self), FALSE);

  from_good = rw_date_parse (from, &first);
  to_good = rw_date_parse (to, &last);
  if (from_good && to_good && (last < first || last - first >= DAYS_MOST))
    to_good = FALSE;
  set_wrong (self->from, !from_good);
  set_wrong (self->to, !to_good);
  if (!from_good || !to_good)
    return FALSE;
  self->days = 0;
  self->first = first;
  self->last = last;
  show_period (self);
  changed (self);
  return TRUE;
}

/**
 * rw_report_bar_choose:
 * @kind: customer or service
 * @id: one of the choices; nil for all
 */
void
rw_report_bar_choose (RwReportBar *self, RwKind kind, const RwId *id)
{
  Who *who = &self->who[kind == RW_KIND_SERVICE ? WHO_SERVICE : WHO_CUSTOMER];
  guint selected = 0;

  g_return_if_fail (RW_IS_REPORT_BAR (self));

  for (guint i = 0; who->choices != NULL && i < who->choices->len; i++)
    if (rw_id_equal (&((RwChoice *) who->choices->pdata[i])->id, id))
      selected = i + 1;
  gtk_drop_down_set_selected (who->drop, selected);
}

static const char *
get_name (const Who *who)
{
  for (guint i = 0; who->choices != NULL && i < who->choices->len; i++)
    if (rw_id_equal (&((RwChoice *) who->choices->pdata[i])->id, &who->id))
      return ((RwChoice *) who->choices->pdata[i])->name;
  return NULL;
}

/**
 * rw_report_bar_dup_about:
 * @from: of the period
 * @to: where it ends, exclusive
 *
 * Returns: (transfer full): the days and for whom, in words: "Sunday, 1 November 2026 – …, Bistum Fulda, all services"
 */
char *
rw_report_bar_dup_about (RwReportBar *self, gint64 from, gint64 to)
{
  GTimeZone *zone = rw_format_get_zone ();
  g_autofree char *first = rw_format_day_exact (rw_zone_wall (zone, from) / RW_DAY),
                  *last = rw_format_day_exact (rw_zone_wall (zone, to - 1) / RW_DAY);
  const char *names[N_WHO];

  g_return_val_if_fail (RW_IS_REPORT_BAR (self), NULL);

  for (int i = 0; i < N_WHO; i++)
    {
      names[i] = get_name (&self->who[i]);
      if (names[i] == NULL)
        names[i] = _ (whos[i].all);
    }
  return g_strdup_printf ("%s – %s · %s · %s", first, last, names[WHO_CUSTOMER],
                          names[WHO_SERVICE]);
}

/**
 * rw_report_bar_set_note:
 * @note: (nullable): what is to be known of all reports
 */
void
rw_report_bar_set_note (RwReportBar *self, const char *note)
{
  g_return_if_fail (RW_IS_REPORT_BAR (self));

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}

/**
 * rw_report_bar_set_busy:
 * @busy: whether somebody who waits is to see that something is going on
 */
void
rw_report_bar_set_busy (RwReportBar *self, gboolean busy)
{
  g_return_if_fail (RW_IS_REPORT_BAR (self));

  gtk_widget_set_visible (self->busy, busy);
}
