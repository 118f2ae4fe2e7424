/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-view.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-disk-words.h"
#include "rw-format.h"

/* While somebody types nothing is asked for. */
#define TYPING_MS 250

enum
{
  ADD_ROOM,
  ADD_DATA,
};

struct _RwDiskView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *outlook;
  GtkLabel *about;
  AdwToggleGroup *spans;
  GtkToggleButton *as_table;
  RwDiskChart *chart;
  GtkLabel *legend;

  GtkEditable *amount;
  GtkDropDown *what;
  GtkLabel *result;
  GtkWidget *clear;
  GtkWidget *change;

  GtkWidget *events_title;
  GtkListBox *events;
  GtkWidget *records; /* group of a volume's own */
  AdwActionRow *ticket;
  GtkWidget *open_ticket;
  GtkWidget *new_ticket;
  GtkWidget *link_ticket;
  AdwActionRow *alerts;

  RwVolumeCurve *curve;
  RwVolumesBy by;
  guint typing_source;
  gboolean setting;
};

enum
{
  SIGNAL_WHAT_IF,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDiskView, rw_disk_view, ADW_TYPE_BIN)

/* --- What is shown ----------------------------------------------------------------------------------- */

static char *
dup_about (const RwVolumeRow *row)
{
  gint64 now = rw_clock_now ();
  g_autofree char *used = rw_disk_used (row);
  g_autofree char *percent =
    rw_format_percent (row->size > 0 ? (double) row->used / (double) row->size : 0, 0);
  GString *text = g_string_new (NULL);

  /* Translators: what is used of the size, and in percent: "412 GB of 1 TB used, 41 %" */
  g_string_printf (text, _ ("%s used, %s"), used, percent);
  if (row->grown != G_MININT64)
    {
      g_autofree char *grown = rw_disk_grown (row);

      g_string_append_printf (text, " · ");
      g_string_append_printf (text, _ ("%s in 30 days"), grown);
    }
  if (row->customer != NULL)
    g_string_append_printf (text, " · %s", row->customer);
  if (row->service != NULL)
    g_string_append_printf (text, " · %s", row->service);
  if (now / RW_DAY - row->day > 2)
    {
      g_autofree char *day = rw_format_day (row->day, now);

      g_string_append_printf (text, " · ");
      g_string_append_printf (text, _ ("as of %s"), day);
    }
  return g_string_free_and_steal (text);
}

static void
event_activated_cb (RwDiskView    *self,
                    GtkListBoxRow *line)
{
  const RwVolumeEvent *event;
  guint index = (guint) gtk_list_box_row_get_index (line);

  if (self->curve == NULL || index >= self->curve->events->len)
    return;
  event = self->curve->events->pdata[self->curve->events->len - 1 - index];
  if (!rw_id_is_nil (&event->change))
    {
      RwId change = event->change;

      g_signal_emit (self, signals[SIGNAL_OPEN], 0, RW_KIND_CHANGE, &change);
    }
}

static void
chart_event_cb (RwDiskView *self,
                guint       index)
{
  const RwVolumeEvent *event = self->curve->events->pdata[index];

  if (!rw_id_is_nil (&event->change))
    {
      RwId change = event->change;

      g_signal_emit (self, signals[SIGNAL_OPEN], 0, RW_KIND_CHANGE, &change);
    }
}

static void
show_events (RwDiskView *self)
{
  const GPtrArray *events = self->curve->events;

  gtk_list_box_remove_all (self->events);
  gtk_widget_set_visible (self->events_title, events->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->events), events->len > 0);
  for (guint i = events->len; i-- > 0;)
    {
      const RwVolumeEvent *event = events->pdata[i];
      AdwActionRow *line = ADW_ACTION_ROW (adw_action_row_new ());
      g_autofree char *what = rw_disk_event (event, self->curve->row->inodes),
                      *day = rw_format_day (event->to, rw_clock_now ()),
                      *title = g_strdup_printf ("%s: %s", day, what), *why = NULL;

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title);
      if (!rw_id_is_nil (&event->change))
        {
          GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

          why = event->change_number != NULL
                  ? g_strdup_printf ("%s · %s", event->change_number, event->change_title)
                  : g_strdup (event->change_title);
          gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                       -1);
          adw_action_row_add_suffix (line, arrow);
        }
      adw_action_row_set_subtitle (line, why != NULL ? why : _ ("No change explains it"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), !rw_id_is_nil (&event->change));
      gtk_list_box_append (self->events, GTK_WIDGET (line));
    }
}

static void
show_records (RwDiskView *self)
{
  const RwVolumeRow *row = self->curve->row;
  gboolean has = !rw_id_is_nil (&row->ticket);
  g_autofree char *alerts = rw_disk_alerts (row);
  g_autofree char *said = row->own_percent || row->own_days
                            ? g_strdup (alerts)
                            /* Translators: when a ticket is opened */
                            : g_strdup_printf (_ ("%s (as for every volume)"), alerts);
  const char *number = row->ticket_number != NULL ? row->ticket_number : _ ("Draft");

  gtk_widget_set_visible (self->records, self->by == RW_VOLUMES_BY_NONE);
  adw_action_row_set_subtitle (self->alerts, said);
  if (has)
    {
      g_autofree char *text =
        g_strdup_printf (row->ticket_open ? _ ("%s, open") : _ ("%s, done"), number);

      adw_action_row_set_subtitle (self->ticket, text);
    }
  else
    adw_action_row_set_subtitle (self->ticket, _ ("None"));
  gtk_widget_set_visible (self->open_ticket, has);
  gtk_widget_set_visible (self->new_ticket, !has || !row->ticket_open);
  gtk_widget_set_visible (self->link_ticket, !has || !row->ticket_open);
}

static gboolean
read_change (RwDiskView       *self,
             RwForecastChange *change)
{
  gint64 amount;
  gboolean inodes = self->curve != NULL && self->curve->row->inodes;

  *change = (RwForecastChange) { 0 };
  if (!rw_disk_parse_amount (gtk_editable_get_text (self->amount), inodes, &amount))
    return FALSE;
  if (gtk_drop_down_get_selected (self->what) == ADD_DATA)
    change->used = amount;
  else
    change->size = amount;
  return TRUE;
}

static void
show_what_if (RwDiskView *self)
{
  const char *typed = gtk_editable_get_text (self->amount);
  const RwVolumeCurve *curve = self->curve;
  gboolean asked = curve->change.used != 0 || curve->change.size != 0;
  g_autofree char *text = NULL;
  RwForecastChange change;

  gtk_widget_remove_css_class (GTK_WIDGET (self->amount), "error");
  if (asked)
    {
      g_autofree char *after = rw_disk_outlook (&curve->changed, curve->row->day, rw_clock_now ());
      g_autofree char *before =
        rw_disk_outlook (&curve->row->forecast, curve->row->day, rw_clock_now ());

      /* Translators: outlooks: "Full in 174 to 195 days, likely 184: 24 May 2027. Without: Full in 74 …" */
      text = g_strdup_printf (_ ("%s. Without: %s."), after, before);
      if (g_strcmp0 (gtk_label_get_text (self->result), text) != 0)
        rw_announce (GTK_WIDGET (self), after);
    }
  else if (*typed != '\0' && !read_change (self, &change))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->amount), "error");
      text = g_strdup (curve->row->inodes ? _ ("A number of inodes: 100000 or 2M")
                                          : _ ("An amount with its unit: 200 GB or 1.5 TB"));
    }
  gtk_label_set_label (self->result, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);
  gtk_widget_set_visible (self->clear, *typed != '\0');
  gtk_widget_set_sensitive (self->change, asked);
}

static void
show (RwDiskView *self)
{
  const RwVolumeRow *row = self->curve->row;
  g_autofree char *name = rw_disk_name (row, self->by),
                  *outlook = rw_disk_outlook (&row->forecast, row->day, rw_clock_now ()),
                  *about = dup_about (row);

  gtk_label_set_label (self->title, name);
  gtk_label_set_label (self->outlook, outlook);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->curve->fan.n > 1);
  show_events (self);
  show_records (self);
  show_what_if (self);
}

/* --- What the person does ---------------------------------------------------------------------------- */

static void
ask (RwDiskView *self)
{
  RwForecastChange change;

  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (self->curve == NULL || self->setting)
    return;
  read_change (self, &change);
  if (change.used == self->curve->change.used && change.size == self->curve->change.size)
    show_what_if (self);
  else
    g_signal_emit (self, signals[SIGNAL_WHAT_IF], 0, &change);
}

static gboolean
typing_cb (gpointer user_data)
{
  RwDiskView *self = user_data;

  self->typing_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (RwDiskView *self)
{
  if (self->setting)
    return;
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_MS, typing_cb, self);
}

static void
span_cb (RwDiskView *self)
{
  guint active = adw_toggle_group_get_active (self->spans);

  if (active < RW_DISK_N_SPANS)
    rw_disk_chart_set_span (self->chart, (RwDiskSpan) active);
}

static void
as_table_cb (RwDiskView *self)
{
  rw_disk_chart_set_table (self->chart, gtk_toggle_button_get_active (self->as_table));
}

static void
open_ticket_cb (RwDiskView *self)
{
  RwId ticket = self->curve->row->ticket;

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, RW_KIND_TICKET, &ticket);
}

/* --- The widget -------------------------------------------------------------------------------------- */

static void
rw_disk_view_dispose (GObject *object)
{
  RwDiskView *self = RW_DISK_VIEW (object);

  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (self->chart != NULL)
    rw_disk_chart_set (self->chart, NULL, RW_VOLUMES_BY_NONE);
  self->chart = NULL;
  G_OBJECT_CLASS (rw_disk_view_parent_class)->dispose (object);
}

static void
rw_disk_view_finalize (GObject *object)
{
  rw_volume_curve_free (RW_DISK_VIEW (object)->curve);
  G_OBJECT_CLASS (rw_disk_view_parent_class)->finalize (object);
}

static void
rw_disk_view_class_init (RwDiskViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_disk_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_disk_view_finalize;
  signals[SIGNAL_WHAT_IF] = g_signal_new ("what-if", RW_TYPE_DISK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_DISK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static GtkLabel *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "numeric");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return GTK_LABEL (label);
}

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_heading (RwDiskView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *labels[RW_DISK_N_SPANS] = { _ ("90 Days"), _ ("1 Year"), C_ ("time", "All") };

  self->title = new_label ("title-3");
  self->outlook = new_label ("heading");
  self->about = new_label ("dimmed");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->outlook));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->about));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_top (box, 4);
  self->spans = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < RW_DISK_N_SPANS; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (self->spans, toggle);
    }
  adw_toggle_group_set_active (self->spans, RW_DISK_YEAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spans), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far back and ahead"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->spans), GTK_ALIGN_START);
  g_signal_connect_swapped (self->spans, "notify::active", G_CALLBACK (span_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spans));
  self->as_table = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->as_table), "view-list-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->as_table), _ ("Show as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->as_table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show as a table"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->as_table), GTK_ALIGN_START);
  g_signal_connect_swapped (self->as_table, "toggled", G_CALLBACK (as_table_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->as_table));
  gtk_box_append (GTK_BOX (words), box);
  return words;
}

static GtkWidget *
make_what_if (RwDiskView *self)
{
  const char *what[] = { _ ("more room"), _ ("more data"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = adw_wrap_box_new (),
            *label = gtk_label_new_with_mnemonic (C_ ("disks", "_What if there were"));

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (line), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (line), 6);
  self->amount = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->amount), "200 GB");
  gtk_entry_set_max_length (GTK_ENTRY (self->amount), 24);
  gtk_editable_set_width_chars (self->amount, 9);
  gtk_editable_set_max_width_chars (self->amount, 12);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->amount));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Amount that would be added"), -1);
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->amount, "activate", G_CALLBACK (ask), self);
  self->what = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (what));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What would be added"), -1);
  g_signal_connect_swapped (self->what, "notify::selected", G_CALLBACK (ask), self);
  self->clear = new_button (_ ("Clear"), NULL);
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (rw_disk_view_clear_what_if), self);
  self->change = new_button (_ ("Make a _Change…"), "disks.change");
  adw_wrap_box_append (ADW_WRAP_BOX (line), label);
  adw_wrap_box_append (ADW_WRAP_BOX (line), GTK_WIDGET (self->amount));
  adw_wrap_box_append (ADW_WRAP_BOX (line), GTK_WIDGET (self->what));
  adw_wrap_box_append (ADW_WRAP_BOX (line), self->change);
  adw_wrap_box_append (ADW_WRAP_BOX (line), self->clear);
  self->result = new_label (NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->result), FALSE);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->result));
  return box;
}

static GtkWidget *
make_records (RwDiskView *self)
{
  GtkWidget *list = gtk_list_box_new (), *buttons = adw_wrap_box_new (),
            *edit = new_button (C_ ("disks", "_Edit…"), "disks.alerts");

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->ticket = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ticket), _ ("Ticket"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->ticket), FALSE);
  self->open_ticket = new_button (C_ ("ticket", "_Show"), NULL);
  g_signal_connect_swapped (self->open_ticket, "clicked", G_CALLBACK (open_ticket_cb), self);
  self->new_ticket = new_button (_ ("_Open a Ticket…"), "disks.ticket");
  self->link_ticket = new_button (_ ("_Link…"), "disks.link");
  /* One below the other where the window is narrow. */
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 6);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_widget_set_margin_bottom (buttons, 6);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), self->open_ticket);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), self->new_ticket);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), self->link_ticket);
  adw_action_row_add_suffix (self->ticket, buttons);
  self->alerts = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->alerts),
                                 _ ("Opens a Ticket by Itself"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->alerts), FALSE);
  adw_action_row_add_suffix (self->alerts, edit);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->ticket));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->alerts));
  return list;
}

static void
rw_disk_view_init (RwDiskView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_box_append (GTK_BOX (box), make_heading (self));
  self->chart = RW_DISK_CHART (rw_disk_chart_new ());
  g_signal_connect_swapped (self->chart, "event", G_CALLBACK (chart_event_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  self->legend = new_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->legend), "dimmed");
  gtk_label_set_label (
    self->legend,
    _ ("Dashed: likely. Band: eight in ten. ▽ went away, △ came at once, ◇ resized."));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (box), make_what_if (self));
  self->records = make_records (self);
  gtk_box_append (GTK_BOX (box), self->records);
  self->events_title = GTK_WIDGET (new_label ("heading"));
  gtk_label_set_label (GTK_LABEL (self->events_title), _ ("What Happened"));
  self->events = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->events, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->events), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->events), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What Happened"), -1);
  g_signal_connect_swapped (self->events, "row-activated", G_CALLBACK (event_activated_cb), self);
  gtk_box_append (GTK_BOX (box), self->events_title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->events));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
rw_disk_view_new (void)
{
  return g_object_new (RW_TYPE_DISK_VIEW, NULL);
}

/**
 * rw_disk_view_set:
 * @curve: (transfer full): with what it was asked for
 *
 * What was typed stays as long as the same volume is shown.
 */
void
rw_disk_view_set (RwDiskView    *self,
                  RwVolumeCurve *curve,
                  RwVolumesBy    by)
{
  RwVolumeCurve *before;
  gboolean other;

  g_return_if_fail (RW_IS_DISK_VIEW (self) && curve != NULL);
  before = g_steal_pointer (&self->curve);
  other = before == NULL || self->by != by || !rw_id_equal (&before->row->id, &curve->row->id) ||
          before->row->inodes != curve->row->inodes;
  self->curve = curve;
  self->by = by;
  rw_disk_chart_set (self->chart, curve, by);
  if (other)
    {
      self->setting = TRUE;
      g_clear_handle_id (&self->typing_source, g_source_remove);
      gtk_editable_set_text (self->amount, "");
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->amount),
                                      curve->row->inodes ? "100000" : "200 GB");
      self->setting = FALSE;
    }
  show (self);
  rw_volume_curve_free (before);
}

/**
 * rw_disk_view_get_curve:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
const RwVolumeCurve *
rw_disk_view_get_curve (RwDiskView *self)
{
  return self->curve;
}

RwVolumesBy
rw_disk_view_get_by (RwDiskView *self)
{
  return self->by;
}

void
rw_disk_view_clear_what_if (RwDiskView *self)
{
  gtk_editable_set_text (self->amount, "");
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

void
rw_disk_view_focus_what_if (RwDiskView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

void
rw_disk_view_focus_chart (RwDiskView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
}

RwDiskSpan
rw_disk_view_get_span (RwDiskView *self)
{
  return (RwDiskSpan) adw_toggle_group_get_active (self->spans);
}

void
rw_disk_view_set_span (RwDiskView *self,
                       RwDiskSpan  span)
{
  adw_toggle_group_set_active (self->spans, span);
}

void
rw_disk_view_toggle_table (RwDiskView *self)
{
  gtk_toggle_button_set_active (self->as_table, !gtk_toggle_button_get_active (self->as_table));
}

/**
 * rw_disk_view_get_reading:
 *
 * Returns: (transfer none) (nullable): what the point under the pointer or the cursor says
 */
const char *
rw_disk_view_get_reading (RwDiskView *self)
{
  return rw_disk_chart_get_reading (self->chart);
}
