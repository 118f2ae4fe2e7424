/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-view.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-day-strip.h"
#include "rw-format.h"
#include "rw-overview-list.h"
#include "rw-overview-tile.h"
#include "rw-overview-week.h"

/* From this width on there are two columns. */
#define TWO_COLUMNS "min-width: 980px"

/* Wider, the eye loses the line between a title and its time. */
#define MOST_WIDTH 2000

#define MOST_NEEDS    14
#define MOST_SERIES   4
#define MOST_RUNNING  8
#define MOST_SERVICES 6
#define FEW_EVENTS    6
#define MOST_EVENTS   12
#define MOST_FREEZES  2
#define QUIET_ROWS    7

enum
{
  LIST_NEEDS,
  LIST_SERIES,
  LIST_RUNNING,
  LIST_SERVICES,
  LIST_SITES,
  LIST_EVENTS,
  N_LISTS,
};

struct _RwOverviewView
{
  AdwBin parent_instance;

  GtkWidget *tiles[RW_OVERVIEW_N_FIGURES];
  RwOverviewList *lists[N_LISTS];
  GtkWidget *quiet;
  GtkLabel *quiet_text;
  RwDayStrip *strip;
  RwOverviewWeek *week;
  GtkWidget *columns[2];
  GArray *spans; /* the places of the strip: Place */
};

typedef struct
{
  RwKind kind;
  RwId id;
} Place;

enum
{
  SIGNAL_OPEN,
  SIGNAL_MAKE_PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwOverviewView, rw_overview_view, ADW_TYPE_BIN)

/* Each size and weight is a font to open and to draw the letters of: few of them, and those that the rest of
 * the window has too. */
static const char css[] =
  ".rw-tiles > flowboxchild { padding: 0; }"
  ".rw-tile { padding: 11px 14px; font-weight: normal; }"
  ".rw-tile-title { font-size: 0.88em; color: color-mix(in srgb, currentColor 75%, transparent); }"
  ".rw-tile-figure { font-size: 1.9em; font-weight: 700; }"
  ".rw-tile-hint { font-size: 0.88em; color: color-mix(in srgb, currentColor 75%, transparent); }"
  ".rw-overview-heading { font-weight: 700; }"
  ".rw-overview-side { font-size: 0.88em; color: color-mix(in srgb, currentColor 70%, transparent); }"
  /* A border on one side alone is dear to draw, more so inside of round corners. */
  ".rw-line { padding: 0 0 1px 0; border-bottom-width: 0; background-image: image(var(--card-shade-color));"
  " background-size: 100% 1px; background-position: bottom; background-repeat: no-repeat;"
  " transition-property: outline-color, outline-width, outline-offset, background-color; }"
  ".rw-line:last-child { padding-bottom: 0; background-image: none; }"
  ".rw-line-button { color: var(--accent-color); padding: 2px 10px; min-height: 26px; margin-right: -6px; }"
  ".rw-line-more { font-size: 0.88em; color: color-mix(in srgb, currentColor 75%, transparent); padding: 8px; }"
  ".rw-line-reason { font-size: 0.88em; color: color-mix(in srgb, currentColor 72%, transparent); }"
  ".rw-strip { padding: 12px 14px 8px 14px; }"
  ".rw-quiet { padding: 28px 18px; }"
  ".rw-week { padding: 6px; }"
  ".rw-week-day { padding: 6px 2px; border-radius: 8px; }"
  ".rw-week-day.today { background: color-mix(in srgb, currentColor 6%, transparent); }"
  ".rw-week-count { font-size: 1.3em; font-weight: 700; }";

static void
activated_cb (RwOverviewList *list,
              RwOverviewRow  *row,
              RwOverviewView *self)
{
  RwId id = *rw_overview_row_get_id (row);

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) rw_overview_row_get_kind (row), &id, rw_overview_row_get_page (row));
}

static void
more_cb (RwOverviewList *list,
         RwOverviewView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page-tickets", NULL);
}

static void
act_cb (RwOverviewList *list,
        guint           index,
        RwOverviewView *self)
{
  g_signal_emit (self, signals[SIGNAL_MAKE_PROBLEM], 0, index);
}

static void
span_cb (RwDayStrip     *strip,
         guint           index,
         RwOverviewView *self)
{
  Place place = g_array_index (self->spans, Place, index);

  /* A shift has no place of its own. */
  if (place.kind != RW_KIND_SHIFT)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) place.kind, &place.id, NULL);
}

static void
rw_overview_view_finalize (GObject *object)
{
  g_array_unref (RW_OVERVIEW_VIEW (object)->spans);
  G_OBJECT_CLASS (rw_overview_view_parent_class)->finalize (object);
}

static void
rw_overview_view_class_init (RwOverviewViewClass *klass)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->finalize = rw_overview_view_finalize;
  rw_status_install_css ();
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_OVERVIEW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT,
                                       G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_MAKE_PROBLEM] =
    g_signal_new ("make-problem", RW_TYPE_OVERVIEW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static RwOverviewList *
add_list (RwOverviewView *self,
          GtkWidget      *column,
          const char     *title)
{
  GtkWidget *list = rw_overview_list_new (title);

  g_signal_connect (list, "activated", G_CALLBACK (activated_cb), self);
  gtk_widget_set_visible (list, FALSE);
  gtk_box_append (GTK_BOX (column), list);
  return RW_OVERVIEW_LIST (list);
}

static GtkWidget *
add_section (GtkWidget  *column,
             const char *title,
             GtkWidget  *child)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-overview-heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), child);
  gtk_box_append (GTK_BOX (column), box);
  return box;
}

static GtkWidget *
create_quiet (RwOverviewView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *title = gtk_label_new (_("Nothing needs you right now")),
            *icon = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
  gtk_widget_add_css_class (icon, rw_status_css_class (RW_STATUS_GOOD));
  gtk_widget_add_css_class (title, "title-4");
  self->quiet_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->quiet_text, TRUE);
  gtk_label_set_justify (self->quiet_text, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->quiet_text), "rw-line-reason");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "rw-quiet");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->quiet_text));
  return box;
}

static GtkWidget *
create_tiles (RwOverviewView *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_widget_add_css_class (box, "rw-tiles");
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (box), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), RW_OVERVIEW_N_FIGURES);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 12);
  for (int i = 0; i < RW_OVERVIEW_N_FIGURES; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      self->tiles[i] = rw_overview_tile_new ();
      gtk_widget_set_size_request (self->tiles[i], 140, -1);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), self->tiles[i]);
      /* The tile takes the focus; its frame is no stop of its own. */
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (box), child);
    }
  return box;
}

static GtkWidget *
create_columns (RwOverviewView *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20), *strip_card = adw_bin_new ();

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20);

      self->columns[i] = column;
      gtk_widget_set_hexpand (column, TRUE);
      if (i == 0)
        {
          self->lists[LIST_NEEDS] = add_list (self, column, _("Needs a person now"));
          rw_overview_list_set_digits (self->lists[LIST_NEEDS], TRUE);
          g_signal_connect (self->lists[LIST_NEEDS], "more", G_CALLBACK (more_cb), self);
          self->quiet = add_section (column, _("Needs a person now"), create_quiet (self));
          self->lists[LIST_SERIES] = add_list (self, column, _("Problem candidates"));
          rw_overview_list_set_button (self->lists[LIST_SERIES], _("Make Problem"));
          g_signal_connect (self->lists[LIST_SERIES], "act", G_CALLBACK (act_cb), self);
        }
      else
        {
          self->lists[LIST_RUNNING] = add_list (self, column, _ ("Changes in progress"));
          self->strip = RW_DAY_STRIP (rw_day_strip_new ());
          g_signal_connect (self->strip, "activate-span", G_CALLBACK (span_cb), self);
          adw_bin_set_child (ADW_BIN (strip_card), GTK_WIDGET (self->strip));
          gtk_widget_add_css_class (strip_card, "card");
          gtk_widget_add_css_class (strip_card, "rw-strip");
          add_section (column, _("Next 24 hours"), strip_card);
          self->week = RW_OVERVIEW_WEEK (rw_overview_week_new ());
          add_section (column, _("Week ahead: changes"), GTK_WIDGET (self->week));
          self->lists[LIST_SERVICES] = add_list (self, column, _("Service health"));
          self->lists[LIST_SITES] = add_list (self, column, _("Sites"));
          self->lists[LIST_EVENTS] = add_list (self, column, _("Since the last hand-over"));
        }
      gtk_box_append (GTK_BOX (columns), column);
    }
  return columns;
}

static void
rw_overview_view_init (RwOverviewView *self)
{
  GtkWidget *bin = adw_breakpoint_bin_new (), *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20), *columns = create_columns (self);
  AdwBreakpoint *wide = adw_breakpoint_new (adw_breakpoint_condition_parse (TWO_COLUMNS));
  GValue horizontal = G_VALUE_INIT, equal = G_VALUE_INIT;

  self->spans = g_array_new (FALSE, FALSE, sizeof (Place));
  gtk_box_append (GTK_BOX (box), create_tiles (self));
  gtk_box_append (GTK_BOX (box), columns);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MOST_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MOST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  gtk_widget_set_size_request (bin, 340, 200);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), scroller);
  g_value_init (&horizontal, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&horizontal, GTK_ORIENTATION_HORIZONTAL);
  g_value_init (&equal, G_TYPE_BOOLEAN);
  g_value_set_boolean (&equal, TRUE);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "orientation", &horizontal);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "homogeneous", &equal);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), wide);
  adw_bin_set_child (ADW_BIN (self), bin);
}

GtkWidget *
rw_overview_view_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_VIEW, NULL);
}

/* So many lines of each rank have a place, whatever else there is: a heap of one must not bury the
 * others. What one leaves goes to the rest, the more urgent first. */
static const guint places[RW_NEED_NOBODY] = {
  [RW_NEED_BURNING] = 5, [RW_NEED_SOON] = 2, [RW_NEED_CHECK] = 4, [RW_NEED_LATE] = 2, [RW_NEED_AHEAD] = 1,
};

/* And of the lines that wait for a decision, so many of each type: there may be ten causes of failed backups. */
#define MOST_OF_TYPE 2

static void
pick_needs (const RwOverview *overview,
            gboolean         *picked)
{
  guint n = overview->needs->len, left = MOST_NEEDS, used[RW_NEED_NOBODY] = { 0 }, of_type[RW_NEED_VOLUME + 1] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const RwNeed *need = overview->needs->pdata[i];

      if (need->rank >= RW_NEED_NOBODY || used[need->rank] == places[need->rank] ||
          (need->rank == RW_NEED_CHECK && of_type[need->type] == MOST_OF_TYPE))
        continue;
      picked[i] = TRUE;
      used[need->rank]++;
      of_type[need->type] += need->rank == RW_NEED_CHECK;
      left--;
    }
  for (guint i = 0; i < n && left > 0; i++)
    if (!picked[i])
      {
        picked[i] = TRUE;
        left--;
      }
}

static void
show_needs (RwOverviewView   *self,
            const RwOverview *overview)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (RwOverviewLine));
  g_autofree gboolean *picked = g_new0 (gboolean, overview->needs->len + 1);
  g_autofree char *more = NULL;
  guint n_left;

  g_array_set_clear_func (lines, (GDestroyNotify) rw_overview_line_clear);
  pick_needs (overview, picked);
  for (guint i = 0; i < overview->needs->len; i++)
    {
      RwOverviewLine line;

      if (!picked[i])
        continue;
      rw_overview_say_need (overview->needs->pdata[i], overview->now, &line);
      g_array_append_val (lines, line);
    }
  n_left = overview->needs->len - lines->len;
  if (n_left > 0)
    more = g_strdup_printf (ngettext ("%u more", "%u more", n_left), n_left);
  rw_overview_list_set_lines (self->lists[LIST_NEEDS], (const RwOverviewLine *) lines->data, lines->len, more);
  gtk_widget_set_visible (self->quiet, lines->len == 0);
  if (lines->len == 0)
    {
      g_autofree char *text = rw_overview_say_quiet (overview);

      gtk_label_set_text (self->quiet_text, text);
    }
}

static void
show_series (RwOverviewView   *self,
             const RwOverview *overview)
{
  RwOverviewLine lines[MOST_SERIES];
  guint n = MIN (overview->series->len, MOST_SERIES);
  g_autofree char *side = NULL;

  for (guint i = 0; i < n; i++)
    rw_overview_say_series (overview->series->pdata[i], overview->now, &lines[i]);
  if (overview->series->len > n)
    side = g_strdup_printf (ngettext ("%u more", "%u more", overview->series->len - n), overview->series->len - n);
  rw_overview_list_set_side (self->lists[LIST_SERIES], side);
  rw_overview_list_set_lines (self->lists[LIST_SERIES], lines, n, NULL);
  for (guint i = 0; i < n; i++)
    rw_overview_line_clear (&lines[i]);
}

/* Those that have to end first; the others are a line of their own in the calendar. */
static void
show_running (RwOverviewView   *self,
              const RwOverview *overview)
{
  RwOverviewLine lines[MOST_RUNNING];
  guint n = MIN (overview->running->len, MOST_RUNNING), n_left = overview->running->len - n;
  g_autofree char *side = NULL;

  for (guint i = 0; i < n; i++)
    rw_overview_say_running (overview->running->pdata[i], overview->now, &lines[i]);
  if (n_left > 0)
    side = g_strdup_printf (ngettext ("%u more", "%u more", n_left), n_left);
  rw_overview_list_set_side (self->lists[LIST_RUNNING], side);
  rw_overview_list_set_lines (self->lists[LIST_RUNNING], lines, n, NULL);
  for (guint i = 0; i < n; i++)
    rw_overview_line_clear (&lines[i]);
}

/* What to know first: what went wrong, what is done, what is new and important; the newest of each. */
static guint
weigh (const RwShiftEvent *event)
{
  gboolean important = event->priority <= RW_PRIORITY_P2;

  if (event->type == RW_EVENT_FINISHED)
    return event->result == RW_CHANGE_RESULT_FAILED || event->backed_out ? 0 : 1;
  return important ? (event->type == RW_EVENT_RESOLVED ? 1 : 2) : 3;
}

/* On a quiet day the first column is nearly empty: what happened has room there. */
static gboolean
move_events (RwOverviewView *self)
{
  GtkWidget *list = GTK_WIDGET (self->lists[LIST_EVENTS]), *before = gtk_widget_get_parent (list);
  guint n = rw_overview_list_get_n_rows (self->lists[LIST_NEEDS]) + rw_overview_list_get_n_rows (self->lists[LIST_SERIES]);
  GtkWidget *column = self->columns[n <= QUIET_ROWS ? 0 : 1];

  if (column != before)
    {
      g_object_ref (list);
      gtk_box_remove (GTK_BOX (before), list);
      gtk_box_append (GTK_BOX (column), list);
      g_object_unref (list);
    }
  return n <= QUIET_ROWS;
}

static void
show_events (RwOverviewView   *self,
             const RwOverview *overview)
{
  RwOverviewLine lines[MOST_EVENTS];
  g_autofree char *side = rw_overview_say_shift (overview), *since = rw_format_since (overview->shift_start, overview->now);
  g_autofree char *both = g_strdup_printf ("%s: %s", since, side);
  guint n = 0, most;

  most = move_events (self) ? MOST_EVENTS : FEW_EVENTS;
  for (guint weight = 0; weight <= 3; weight++)
    for (guint i = 0; i < overview->events->len && n < most; i++)
      if (weigh (overview->events->pdata[i]) == weight)
        rw_overview_say_event (overview->events->pdata[i], overview->now, &lines[n++]);
  rw_overview_list_set_side (self->lists[LIST_EVENTS], both);
  rw_overview_list_set_lines (self->lists[LIST_EVENTS], lines, n, NULL);
  for (guint i = 0; i < n; i++)
    rw_overview_line_clear (&lines[i]);
}

static void
show_services (RwOverviewView   *self,
               const RwOverview *overview)
{
  RwOverviewLine lines[MOST_SERVICES];
  guint n = MIN (overview->services->len, MOST_SERVICES), n_bad = overview->services->len;
  guint n_well = overview->n_services > n_bad ? overview->n_services - n_bad : 0;
  g_autofree char *side = NULL;

  for (guint i = 0; i < n; i++)
    rw_overview_say_service (overview->services->pdata[i], &lines[i]);
  if (n_bad > 0)
    /* Translators: numbers of services */
    side = g_strdup_printf (_("%u need attention · %u well"), n_bad, n_well);
  else
    side = g_strdup_printf (ngettext ("%u service, well", "all %u well", n_well), n_well);
  rw_overview_list_set_side (self->lists[LIST_SERVICES], side);
  rw_overview_list_set_lines (self->lists[LIST_SERVICES], lines, n, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[LIST_SERVICES]), overview->n_services > 0);
  for (guint i = 0; i < n; i++)
    rw_overview_line_clear (&lines[i]);
}

static void
show_sites (RwOverviewView   *self,
            const RwOverview *overview)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (RwOverviewLine));

  g_array_set_clear_func (lines, (GDestroyNotify) rw_overview_line_clear);
  for (guint i = 0; i < overview->sites->len; i++)
    {
      RwOverviewLine line;

      rw_overview_say_site (overview->sites->pdata[i], &line);
      g_array_append_val (lines, line);
    }
  rw_overview_list_set_lines (self->lists[LIST_SITES], (const RwOverviewLine *) lines->data, lines->len, NULL);
}

static void
add_spans (RwOverviewView   *self,
           const RwOverview *overview,
           RwAheadType       type,
           GArray           *spans,
           GPtrArray        *texts)
{
  for (guint i = 0; i < overview->ahead->len; i++)
    {
      const RwAhead *ahead = overview->ahead->pdata[i];
      Place place = { ahead->kind, ahead->id };
      RwDaySpan span = { .start = ahead->start, .end = ahead->end };

      if (ahead->type != type)
        continue;
      span.description = rw_overview_say_ahead (ahead, overview->now);
      g_ptr_array_add (texts, (gpointer) span.description);
      if (type == RW_AHEAD_HANDOVER)
        {
          g_autofree char *name = rw_overview_short_name (ahead->label);

          span.label = g_strdup_printf ("⇄ %s", name);
        }
      else
        span.label = g_strdup (ahead->label);
      g_ptr_array_add (texts, (gpointer) span.label);
      span.faint = type != RW_AHEAD_CHANGE;
      span.status = type == RW_AHEAD_MAINTENANCE ? RW_STATUS_GOOD
                    : type != RW_AHEAD_CHANGE      ? RW_STATUS_UNKNOWN
                    : ahead->trouble               ? RW_STATUS_ATTENTION
                                                   : RW_STATUS_PLANNED;
      g_array_append_val (spans, span);
      g_array_append_val (self->spans, place);
    }
}

/* Many customers freeze at once, before Christmas: one bar for all of them. */
static void
add_freezes (RwOverviewView   *self,
             const RwOverview *overview,
             GArray           *spans,
             GPtrArray        *texts)
{
  RwDaySpan all = { .start = G_MAXINT64, .end = G_MININT64, .status = RW_STATUS_UNKNOWN, .faint = TRUE };
  Place place = { RW_KIND_NONE, RW_ID_NIL };
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < overview->ahead->len; i++)
    {
      const RwAhead *ahead = overview->ahead->pdata[i];

      if (ahead->type != RW_AHEAD_FREEZE)
        continue;
      n++;
      all.start = MIN (all.start, ahead->start);
      all.end = MAX (all.end, ahead->end);
      place = (Place){ ahead->kind, ahead->id };
      g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", ahead->label);
    }
  if (n <= MOST_FREEZES)
    {
      add_spans (self, overview, RW_AHEAD_FREEZE, spans, texts);
      return;
    }
  all.label = g_strdup_printf (ngettext ("%u freeze", "%u freezes", n), n);
  g_ptr_array_add (texts, (gpointer) all.label);
  all.description = names->str;
  g_ptr_array_add (texts, (gpointer) g_string_free (g_steal_pointer (&names), FALSE));
  g_array_append_val (spans, all);
  g_array_append_val (self->spans, place);
}

static void
show_strip (RwOverviewView   *self,
            const RwOverview *overview)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (RwDaySpan));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gint64 start = overview->now - overview->now % RW_HOUR;

  g_array_set_size (self->spans, 0);
  /* In the order of what has to have a place. */
  add_freezes (self, overview, spans, texts);
  add_spans (self, overview, RW_AHEAD_HANDOVER, spans, texts);
  add_spans (self, overview, RW_AHEAD_CHANGE, spans, texts);
  add_spans (self, overview, RW_AHEAD_MAINTENANCE, spans, texts);
  rw_day_strip_set (self->strip, start, start + RW_DAY, overview->now, rw_format_get_zone (), (const RwDaySpan *) spans->data, spans->len);
}

/**
 * rw_overview_view_set:
 * @overview: what to show
 * @as_of: (nullable): said where the data is not live
 */
void
rw_overview_view_set (RwOverviewView   *self,
                      const RwOverview *overview,
                      const char       *as_of)
{
  RwOverviewFigure figures[RW_OVERVIEW_N_FIGURES];
  g_autofree char *on_call = rw_overview_say_on_call (overview);

  g_return_if_fail (RW_IS_OVERVIEW_VIEW (self));
  rw_overview_say_figures (overview, figures);
  for (int i = 0; i < RW_OVERVIEW_N_FIGURES; i++)
    {
      rw_overview_tile_set_figure (RW_OVERVIEW_TILE (self->tiles[i]), &figures[i]);
      rw_overview_figure_clear (&figures[i]);
    }
  if (*on_call != '\0')
    gtk_widget_set_tooltip_text (self->tiles[RW_OVERVIEW_N_FIGURES - 1], on_call);
  rw_overview_list_set_side (self->lists[LIST_NEEDS], as_of);
  show_needs (self, overview);
  show_series (self, overview);
  show_running (self, overview);
  show_events (self, overview);
  show_services (self, overview);
  show_sites (self, overview);
  show_strip (self, overview);
  rw_overview_week_set (self->week, overview);
}

/**
 * rw_overview_view_go:
 * @index: of a line of what needs a person, from 0
 *
 * Returns: whether there is such a line
 */
gboolean
rw_overview_view_go (RwOverviewView *self,
                     guint           index)
{
  RwOverviewRow *row;

  g_return_val_if_fail (RW_IS_OVERVIEW_VIEW (self), FALSE);
  row = rw_overview_list_get_row (self->lists[LIST_NEEDS], index);
  if (row != NULL)
    activated_cb (self->lists[LIST_NEEDS], row, self);
  return row != NULL;
}

static GPtrArray *
list_rows (RwOverviewView *self,
           int            *focused)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GPtrArray *rows = g_ptr_array_new ();

  *focused = -1;
  for (int list = 0; list < N_LISTS; list++)
    for (guint i = 0; i < rw_overview_list_get_n_rows (self->lists[list]); i++)
      {
        GtkWidget *row = GTK_WIDGET (rw_overview_list_get_row (self->lists[list], i));

        if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
          *focused = (int) rows->len;
        g_ptr_array_add (rows, row);
      }
  return rows;
}

/**
 * rw_overview_view_step:
 * @step: 1 for the next line, -1 for the one before
 *
 * Moves the focus, through all lists.
 */
void
rw_overview_view_step (RwOverviewView *self,
                       int             step)
{
  int focused;
  g_autoptr (GPtrArray) rows = NULL;

  g_return_if_fail (RW_IS_OVERVIEW_VIEW (self));
  rows = list_rows (self, &focused);
  if (rows->len == 0)
    return;
  focused = focused < 0 ? (step > 0 ? 0 : (int) rows->len - 1) : CLAMP (focused + step, 0, (int) rows->len - 1);
  gtk_widget_grab_focus (rows->pdata[focused]);
}

/**
 * rw_overview_view_get_series:
 *
 * Returns: index of the problem candidate that has the focus; 0 when there is only one; else -1
 */
int
rw_overview_view_get_series (RwOverviewView *self)
{
  int focused;
  g_autoptr (GPtrArray) rows = NULL;
  guint n, n_before;

  g_return_val_if_fail (RW_IS_OVERVIEW_VIEW (self), -1);
  rows = list_rows (self, &focused);
  n_before = rw_overview_list_get_n_rows (self->lists[LIST_NEEDS]);
  n = rw_overview_list_get_n_rows (self->lists[LIST_SERIES]);
  if (focused >= (int) n_before && focused < (int) (n_before + n))
    return focused - (int) n_before;
  return n == 1 ? 0 : -1;
}
