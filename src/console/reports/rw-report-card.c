/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-card.h"

#include <glib/gi18n.h>

#include "rw-bar-list.h"
#include "rw-format.h"
#include "rw-heat-map.h"
#include "rw-report-words.h"
#include "rw-trend-chart.h"

#define CHART_HEIGHT 260
#define WIDE_LABEL   44 /* characters */

struct _RwReportCard
{
  AdwBin parent_instance;

  RwReportFigure *figure;
  gboolean newest_first, as_table;
  GtkStack *stack;   /* nullable */
  RwBarList *bars;   /* nullable */
  RwHeatMap *map;    /* nullable */
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (RwReportCard, rw_report_card, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
activated_cb (RwReportCard *self, guint index)
{
  guint n = self->figure->lines->len;

  g_signal_emit (self, signals[SIGNAL_OPENED], 0,
                 self->figure->lines->pdata[self->newest_first ? n - 1 - index : index]);
}

static void
save_cb (RwReportCard *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE], 0);
}

static GtkWidget *
new_bars (RwReportCard *self)
{
  GtkWidget *bars = rw_bar_list_new ();
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (RwBarLine));
  guint n = self->figure->lines->len;

  for (guint i = 0; i < n; i++)
    {
      const RwReportLine *line = self->figure->lines->pdata[self->newest_first ? n - 1 - i : i];
      RwBarLine bar = { line->label, line->text, line->sentence, line->fraction, line->bad };

      g_array_append_val (lines, bar);
    }
  if (self->figure->wide)
    rw_bar_list_set_label_chars (RW_BAR_LIST (bars), WIDE_LABEL);
  rw_bar_list_set (RW_BAR_LIST (bars), self->figure->title,
                   (const RwBarLine *) (void *) lines->data, n);
  g_signal_connect_swapped (bars, "activated", G_CALLBACK (activated_cb), self);
  self->bars = RW_BAR_LIST (bars);
  return bars;
}

static void
table_cb (RwReportCard *self, GParamSpec *pspec, GtkToggleButton *button)
{
  self->as_table = gtk_toggle_button_get_active (button);
  if (self->as_table && gtk_stack_get_child_by_name (self->stack, "table") == NULL)
    gtk_stack_add_named (self->stack, new_bars (self), "table");
  gtk_stack_set_visible_child_name (self->stack, self->as_table ? "table" : "chart");
}

static char *
axis_text (double value, gpointer user_data)
{
  return rw_format_count ((gint64) value);
}

static char *
point_text (gint64 instant, double value, gpointer user_data)
{
  const RwReportFigure *figure = RW_REPORT_CARD (user_data)->figure;

  for (guint i = 0; i < figure->instants->len; i++)
    if (g_array_index (figure->instants, gint64, i) == instant)
      return g_strdup (((RwReportLine *) figure->lines->pdata[i])->sentence);
  return g_strdup ("");
}

static void
point_cb (RwReportCard *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, self->figure->lines->pdata[index]);
}

static GtkWidget *
new_chart (RwReportCard *self)
{
  const RwReportFigure *figure = self->figure;
  const RwReportLine *last = figure->lines->pdata[figure->lines->len - 1];
  GtkWidget *chart = rw_trend_chart_new ();
  const double *parts[RW_REPORT_MAX_CURVES] = { NULL };
  RwTrendData data = {
    .instants = (const gint64 *) (void *) figure->instants->data,
    .values = (const double *) (void *) figure->counts[0]->data,
    .n = figure->instants->len,
    .parts = parts,
    .n_parts = figure->n_curves - 1,
    .part_labels = (const char *const *) figure->curve_labels,
    .zone = rw_format_get_zone (),
    .title = figure->title,
    .sentence = last->sentence,
    .axis_text = axis_text,
    .point_text = point_text,
    .user_data = self,
  };

  for (guint i = 1; i < figure->n_curves; i++)
    parts[i - 1] = (const double *) (void *) figure->counts[i]->data;
  g_signal_connect_swapped (chart, "activated", G_CALLBACK (point_cb), self);
  gtk_widget_set_size_request (chart, -1, CHART_HEIGHT);
  rw_trend_chart_set (RW_TREND_CHART (chart), &data);
  return chart;
}

static char *
column_text (guint column, gpointer user_data)
{
  return g_strdup_printf ("%u", column);
}

static char *
value_text (guint from, guint to, gpointer user_data)
{
  g_autofree char *a = rw_format_count (from), *b = rw_format_count (to);

  return from == to ? g_steal_pointer (&a) : g_strdup_printf ("%s – %s", a, b);
}

static char *
describe (guint row, guint column, gpointer user_data)
{
  const RwReportFigure *figure = RW_REPORT_CARD (user_data)->figure;

  return g_strdup (((RwReportLine *) figure->lines->pdata[row * 24 + column])->sentence);
}

static void
hour_cb (RwReportCard *self, guint row, guint column)
{
  point_cb (self, row * 24 + column);
}

static void
set_heat (RwReportCard *self)
{
  guint values[RW_REPORT_N_HOURS];
  char *days[8] = { NULL };
  RwHeatData data = { .values = values,
                      .n_rows = 7,
                      .n_columns = 24,
                      .row_labels = (const char *const *) days,
                      .title = self->figure->title,
                      .sentence = self->figure->note,
                      .column_text = column_text,
                      .value_text = value_text,
                      .describe = describe,
                      .user_data = self };

  for (guint i = 0; i < RW_REPORT_N_HOURS; i++)
    values[i] = ((RwReportLine *) self->figure->lines->pdata[i])->facts->len;
  for (guint i = 0; i < 7; i++)
    days[i] = rw_report_dup_weekday (i, TRUE);
  rw_heat_map_set (self->map, &data);
  for (guint i = 0; i < 7; i++)
    g_free (days[i]);
}

static GtkWidget *
new_heat (RwReportCard *self)
{
  self->map = RW_HEAT_MAP (rw_heat_map_new ());
  g_signal_connect_swapped (self->map, "activated", G_CALLBACK (hour_cb), self);
  set_heat (self);
  return GTK_WIDGET (self->map);
}

static GtkWidget *
new_content (RwReportCard *self, GtkWidget *heading)
{
  GtkWidget *empty, *as_table;

  if (self->figure->lines->len == 0)
    {
      empty = gtk_label_new (_ ("Nothing in this period"));
      gtk_widget_add_css_class (empty, "dim-label");
      gtk_widget_set_margin_bottom (empty, 6);
      gtk_label_set_xalign (GTK_LABEL (empty), 0);
      return empty;
    }
  if (self->figure->shape == RW_REPORT_HEAT)
    return new_heat (self);
  if (self->figure->shape != RW_REPORT_CURVE || self->figure->lines->len < 2)
    return new_bars (self);
  self->newest_first = TRUE;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, new_chart (self), "chart");
  as_table = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (as_table), "view-list-symbolic");
  gtk_widget_add_css_class (as_table, "flat");
  gtk_widget_set_tooltip_text (as_table, _ ("Show as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (as_table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show as a table"), -1);
  g_signal_connect_swapped (as_table, "notify::active", G_CALLBACK (table_cb), self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (as_table), self->as_table);
  gtk_box_append (GTK_BOX (heading), as_table);
  return GTK_WIDGET (self->stack);
}

static void
show_note (RwReportCard *self)
{
  const char *note = self->figure->note;

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
fill (RwReportCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *heading, *title, *save, *content;
  g_autofree char *label = NULL;

  heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  title = gtk_label_new (self->figure->title);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (box), heading);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  show_note (self);
  content = new_content (self, heading);
  save = gtk_button_new_from_icon_name ("document-save-symbolic");
  /* Translators: the title of a report */
  label = g_strdup_printf (_ ("Save “%s” as CSV…"), self->figure->title);
  gtk_widget_add_css_class (save, "flat");
  gtk_widget_set_tooltip_text (save, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (save), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (save, self->figure->lines->len > 0);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (heading), save);
  gtk_box_append (GTK_BOX (box), content);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "rw-report");
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
rw_report_card_finalize (GObject *object)
{
  rw_report_figure_unref (RW_REPORT_CARD (object)->figure);
  G_OBJECT_CLASS (rw_report_card_parent_class)->finalize (object);
}

static void
rw_report_card_class_init (RwReportCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_report_card_finalize;
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", RW_TYPE_REPORT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  1, G_TYPE_POINTER);
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_REPORT_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_report_card_init (RwReportCard *self)
{
}

/**
 * rw_report_card_new:
 * @figure: kept
 *
 * Returns: (transfer floating):
 */
GtkWidget *
rw_report_card_new (RwReportFigure *figure)
{
  RwReportCard *self = g_object_new (RW_TYPE_REPORT_CARD, NULL);

  self->figure = rw_report_figure_ref (figure);
  fill (self);
  return GTK_WIDGET (self);
}

/* Which of the lines has the focus, or -1. */
static int
find_focused (RwReportCard *self, GtkRoot *root)
{
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      !GTK_IS_LIST_BOX_ROW (focus))
    return -1;
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus));
}

/**
 * rw_report_card_set_figure:
 * @figure: kept
 *
 * Shows another one. Where it looks the same, nothing is built anew; and who walks its lines stays where they are.
 */
void
rw_report_card_set_figure (RwReportCard *self, RwReportFigure *figure)
{
  g_autoptr (RwReportFigure) old = NULL;
  int focused;

  g_return_if_fail (RW_IS_REPORT_CARD (self));

  old = self->figure;
  self->figure = rw_report_figure_ref (figure);
  if (rw_report_figure_equal (old, figure))
    return;
  if (!g_str_equal (old->name, figure->name))
    self->as_table = FALSE;
  else if (self->map != NULL && figure->shape == RW_REPORT_HEAT)
    {
      show_note (self);
      set_heat (self);
      return;
    }
  focused = find_focused (self, gtk_widget_get_root (GTK_WIDGET (self)));
  self->newest_first = FALSE;
  self->stack = NULL;
  self->bars = NULL;
  self->map = NULL;
  fill (self);
  if (focused >= 0 && self->bars != NULL)
    rw_bar_list_focus (self->bars, (guint) focused);
}

/**
 * rw_report_card_get_figure:
 *
 * Returns: (transfer none): what it shows
 */
RwReportFigure *
rw_report_card_get_figure (RwReportCard *self)
{
  g_return_val_if_fail (RW_IS_REPORT_CARD (self), NULL);
  return self->figure;
}

/**
 * rw_report_card_is_wide:
 *
 * Returns: whether it should not have another one beside it
 */
gboolean
rw_report_card_is_wide (RwReportCard *self)
{
  g_return_val_if_fail (RW_IS_REPORT_CARD (self), FALSE);
  return self->figure->shape != RW_REPORT_BARS || self->figure->wide;
}
