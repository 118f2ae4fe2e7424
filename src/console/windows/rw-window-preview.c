/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-preview.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-recurrence-preview.h"
#include "rw-announce.h"
#include "rw-ask-name.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-time.h"

#define MOST_DATES 8

struct _RwWindowPreview
{
  AdwPreferencesGroup parent_instance;

  RwRecurrence *shown; /* (nullable): as the person has written it, with the dates */
  GArray *exdates;     /* (element-type gint64) */
  GArray *rdates;
  GArray *moves; /* (element-type RwMovedInstance) */
  gint64 time;   /* of day: at which the dates of the rule are named */

  GtkWidget *add;
  GPtrArray *rows; /* not owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwWindowPreview, rw_window_preview, ADW_TYPE_PREFERENCES_GROUP)

static char *
format_wall (gint64 wall, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (wall);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("—");
}

static char *
format_moment (gint64 wall)
{
  return format_wall (wall, C_ ("time format", "%a, %-d %b %Y, %H:%M"));
}

static gint64
time_of (gint64 wall)
{
  return (wall % RW_DAY + RW_DAY) % RW_DAY;
}

/* --- The dates ------------------------------------------------------------------------------------- */

static int
find_wall (GArray *walls, gint64 wall)
{
  for (guint i = 0; i < walls->len; i++)
    if (g_array_index (walls, gint64, i) == wall)
      return (int) i;
  return -1;
}

static void
remove_wall (GArray *walls, gint64 wall)
{
  for (int i = find_wall (walls, wall); i >= 0; i = find_wall (walls, wall))
    g_array_remove_index (walls, (guint) i);
}

static void
remove_move (RwWindowPreview *self, gint64 recurrence)
{
  for (guint i = self->moves->len; i-- > 0;)
    if (g_array_index (self->moves, RwMovedInstance, i).recurrence == recurrence)
      g_array_remove_index (self->moves, i);
}

static void
add_wall (GArray *walls, gint64 wall)
{
  if (find_wall (walls, wall) < 0)
    g_array_append_val (walls, wall);
}

/* What is left out or moved is named by its start: where that becomes another time of day, the dates go with it. */
static void
follow_start (RwWindowPreview *self, gint64 start)
{
  gint64 shift = time_of (start) - self->time;

  if (shift == 0)
    return;
  for (guint i = 0; i < self->exdates->len; i++)
    {
      gint64 *wall = &g_array_index (self->exdates, gint64, i);

      if (time_of (*wall) == self->time && find_wall (self->rdates, *wall) < 0)
        *wall += shift;
    }
  for (guint i = 0; i < self->moves->len; i++)
    {
      RwMovedInstance *move = &g_array_index (self->moves, RwMovedInstance, i);

      if (time_of (move->recurrence) == self->time &&
          find_wall (self->rdates, move->recurrence) < 0)
        move->recurrence += shift;
    }
  self->time = time_of (start);
}

/* The moves that still name an instance. */
static GArray *
list_moves (RwWindowPreview *self)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));

  for (guint i = 0; i < self->moves->len; i++)
    {
      g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));
      RwRecurrence recurrence = *self->shown;

      g_array_append_val (one, g_array_index (self->moves, RwMovedInstance, i));
      recurrence.moves = one;
      if (rw_recurrence_check_moves (&recurrence, NULL))
        g_array_append_val (kept, g_array_index (self->moves, RwMovedInstance, i));
    }
  return kept;
}

static void
changed (RwWindowPreview *self, const char *told)
{
  rw_announce (GTK_WIDGET (self), told);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- What a person does ------------------------------------------------------------------------------ */

static const RwPreviewLine *
line_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "rw-line");
}

static void
skip_cb (RwWindowPreview *self, GtkWidget *button)
{
  const RwPreviewLine *line = line_of (button);
  gint64 recurrence = line->instance.recurrence;

  if (line->added)
    remove_wall (self->rdates, recurrence);
  else
    add_wall (self->exdates, recurrence);
  remove_move (self, recurrence);
  changed (self, line->added ? _ ("Date removed") : _ ("Date left out"));
}

static void
back_cb (RwWindowPreview *self, GtkWidget *button)
{
  const RwPreviewLine *line = line_of (button);
  gboolean skipped = line->skipped;
  gint64 recurrence = line->instance.recurrence;

  if (skipped)
    remove_wall (self->exdates, recurrence);
  else
    remove_move (self, recurrence);
  changed (self, skipped ? _ ("The date takes place") : _ ("The date is back where it was"));
}

/* "2026-04-01 02:00"; without a time at that of the start. */
static gboolean
read_moment (RwWindowPreview *self, const char *text, gint64 *wall)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " T", 2);
  g_autofree char *joined = NULL;
  gint64 day;

  if (parts[0] == NULL || !rw_date_parse (parts[0], &day))
    return FALSE;
  if (parts[1] == NULL || *parts[1] == '\0')
    {
      *wall = day * RW_DAY + self->time;
      return TRUE;
    }
  joined = g_strdup_printf ("%sT%s%s", parts[0], strchr (parts[1], ':') == parts[1] + 1 ? "0" : "",
                            parts[1]);
  return rw_wall_parse (joined, wall);
}

static void
moved_cb (GtkWidget *button, const char *text)
{
  RwWindowPreview *self =
    RW_WINDOW_PREVIEW (gtk_widget_get_ancestor (button, RW_TYPE_WINDOW_PREVIEW));
  RwMovedInstance move = { .recurrence = line_of (button)->instance.recurrence };
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  /* The dates were shown anew while the question was open. */
  if (self == NULL)
    return;
  if (!read_moment (self, stripped, &move.wall))
    {
      rw_announce (button, _ ("Not moved: write the new start as 2026-04-01 02:00"));
      gtk_widget_error_bell (button);
      return;
    }
  if (line_of (button)->added)
    {
      remove_wall (self->rdates, move.recurrence);
      add_wall (self->rdates, move.wall);
    }
  else
    {
      remove_move (self, move.recurrence);
      if (move.wall != move.recurrence)
        g_array_append_val (self->moves, move);
    }
  changed (self, _ ("Date moved"));
}

static void
move_cb (RwWindowPreview *self, GtkWidget *button)
{
  const RwInstance *instance = &line_of (button)->instance;
  g_autofree char *when = format_moment (instance->wall);
  g_autofree char *heading = g_strdup_printf (_ ("Move %s?"), when);
  g_autofree char *proposal = format_wall (instance->wall, "%Y-%m-%d %H:%M");

  rw_ask_name (button, heading, _ ("The others stay where they are."), _ ("New start"), proposal,
               moved_cb);
}

static void
add_cb (RwWindowPreview *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add))));
  gint64 wall;

  if (self->shown == NULL || !read_moment (self, text, &wall))
    {
      gtk_widget_add_css_class (self->add, "error");
      rw_announce (self->add,
                   _ ("Write a date as 2026-04-01, or with its time as 2026-04-01 02:00"));
      return;
    }
  gtk_widget_remove_css_class (self->add, "error");
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
  remove_wall (self->exdates, wall);
  add_wall (self->rdates, wall);
  changed (self, _ ("Date added"));
}

/* --- Rows -------------------------------------------------------------------------------------------- */

static char *
describe_line (RwWindowPreview *self, const RwPreviewLine *line, GTimeZone *zone)
{
  const RwInstance *instance = &line->instance;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *meant = format_wall (instance->wall, "%H:%M");
  g_autofree char *begins = format_wall (rw_zone_wall (zone, instance->start), "%H:%M");

  if (line->skipped)
    g_ptr_array_add (parts, g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_UNKNOWN),
                                             _ ("Left out")));
  if (line->added)
    g_ptr_array_add (parts, g_strdup (_ ("A date of its own")));
  if (line->moved)
    {
      g_autofree char *from = format_moment (instance->recurrence);

      g_ptr_array_add (parts, g_strdup_printf (_ ("Moved from %s"), from));
    }
  if (instance->note == RW_WALL_GAP)
    g_ptr_array_add (parts,
                     g_strdup_printf (_ ("%s %s does not exist on this day: %s"),
                                      rw_status_symbol (RW_STATUS_ATTENTION), meant, begins));
  if (instance->note == RW_WALL_FOLD)
    g_ptr_array_add (parts,
                     g_strdup_printf (_ ("%s %s occurs twice on this day: the first is meant"),
                                      rw_status_symbol (RW_STATUS_ATTENTION), meant));
  if (line->change != 0)
    {
      g_autofree char *day =
        format_wall (rw_zone_wall (zone, line->change), C_ ("time format", "%-d %B %Y"));

      g_ptr_array_add (parts, g_strdup_printf (_ ("The first after the clock change of %s"), day));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_button (RwWindowPreview *self,
            GtkWidget       *row,
            const RwPreviewLine *line,
            const char      *icon,
            const char      *label,
            const char      *when,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, when);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-line", g_memdup2 (line, sizeof *line), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_row (RwWindowPreview *self, const RwPreviewLine *line, GTimeZone *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *from = format_moment (rw_zone_wall (zone, line->instance.start));
  g_autofree char *to = format_wall (rw_zone_wall (zone, line->instance.end), "%H:%M");
  g_autofree char *when = g_strdup_printf ("%s–%s", from, to);
  g_autofree char *title = g_markup_escape_text (when, -1);
  g_autofree char *struck = line->skipped ? g_strdup_printf ("<s>%s</s>", title) : NULL;
  g_autofree char *words = describe_line (self, line, zone);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), struck != NULL ? struck : title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "numeric");
  if (line->skipped)
    add_button (self, row, line, "edit-undo-symbolic", _ ("Take Place After All"), when,
                G_CALLBACK (back_cb));
  else
    {
      if (line->moved)
        add_button (self, row, line, "edit-undo-symbolic", _ ("Move Back"), when,
                    G_CALLBACK (back_cb));
      add_button (self, row, line, "document-edit-symbolic", _ ("Move…"), when,
                  G_CALLBACK (move_cb));
      add_button (self, row, line, "edit-delete-symbolic",
                  line->added ? _ ("Remove") : _ ("Leave Out"), when, G_CALLBACK (skip_cb));
    }
  return row;
}

static void
show_dates (RwWindowPreview *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines =
    self->shown != NULL ? rw_recurrence_preview (self->shown, rw_clock_now (), MOST_DATES, &error)
                        : NULL;
  g_autoptr (GTimeZone) zone = self->shown != NULL ? rw_zone_get (self->shown->tz) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; lines != NULL && zone != NULL && i < lines->len; i++)
    {
      GtkWidget *row = create_row (self, &g_array_index (lines, RwPreviewLine, i), zone);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    error != NULL                      ? error->message
    : lines != NULL && lines->len == 0 ? _ ("It takes place no more.")
    : lines != NULL ? _ ("In the zone of the window, with those around the next clock change.")
                    : NULL);
}

/**
 * rw_window_preview_show:
 * @window: (nullable): start, duration, zone and rule; %NULL when they cannot be read
 */
void
rw_window_preview_show (RwWindowPreview *self, RwRecord *window)
{
  g_return_if_fail (RW_IS_WINDOW_PREVIEW (self));
  g_clear_pointer (&self->shown, rw_recurrence_free);
  if (window != NULL)
    self->shown = rw_recurrence_new_window (window, NULL);
  if (self->shown != NULL)
    {
      g_autoptr (GArray) moves = NULL;

      follow_start (self, self->shown->start_wall);
      g_array_unref (self->shown->exdates);
      g_array_unref (self->shown->rdates);
      self->shown->exdates = g_array_copy (self->exdates);
      self->shown->rdates = g_array_copy (self->rdates);
      moves = list_moves (self);
      g_array_unref (self->shown->moves);
      self->shown->moves = g_steal_pointer (&moves);
    }
  show_dates (self);
}

static void
write_walls (RwRecord *window, guint field, GArray *walls)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < walls->len; i++)
    g_strv_builder_take (builder, rw_wall_to_string (g_array_index (walls, gint64, i)));
  texts = g_strv_builder_end (builder);
  rw_record_set_texts (window, field, (const char *const *) texts);
}

/**
 * rw_window_preview_write:
 * @window: which gets the dates that are left out, added and moved
 *
 * Returns: how many moves are not among them, because nothing takes place any more where they began
 */
guint
rw_window_preview_write (RwWindowPreview *self, RwRecord *window)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  GArray *moves;

  g_return_val_if_fail (RW_IS_WINDOW_PREVIEW (self), 0);
  moves = self->shown != NULL ? self->shown->moves : self->moves;
  for (guint i = 0; i < moves->len; i++)
    g_strv_builder_take (builder,
                         rw_moved_instance_to_string (&g_array_index (moves, RwMovedInstance, i)));
  texts = g_strv_builder_end (builder);
  write_walls (window, RW_WINDOW_EXDATES, self->exdates);
  write_walls (window, RW_WINDOW_RDATES, self->rdates);
  rw_record_set_texts (window, RW_WINDOW_MOVED, (const char *const *) texts);
  return self->moves->len - moves->len;
}

static void
rw_window_preview_finalize (GObject *object)
{
  RwWindowPreview *self = RW_WINDOW_PREVIEW (object);

  g_clear_pointer (&self->shown, rw_recurrence_free);
  g_array_unref (self->exdates);
  g_array_unref (self->rdates);
  g_array_unref (self->moves);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (rw_window_preview_parent_class)->finalize (object);
}

static void
rw_window_preview_class_init (RwWindowPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_window_preview_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_WINDOW_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_window_preview_init (RwWindowPreview *self)
{
  self->exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->moves = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));
  self->rows = g_ptr_array_new ();
  rw_status_install_css ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Next Dates"));
  self->add = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add),
                                 _ ("Another date: 2026-04-01, or 2026-04-01 02:00"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->add), TRUE);
  g_signal_connect_object (self->add, "apply", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->add);
}

/**
 * rw_window_preview_new:
 * @window: whose dates are left out, added and moved
 */
GtkWidget *
rw_window_preview_new (RwRecord *window)
{
  RwWindowPreview *self = g_object_new (RW_TYPE_WINDOW_PREVIEW, NULL);
  g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (window, NULL);

  if (recurrence != NULL)
    {
      self->time = time_of (recurrence->start_wall);
      g_array_append_vals (self->exdates, recurrence->exdates->data, recurrence->exdates->len);
      g_array_append_vals (self->rdates, recurrence->rdates->data, recurrence->rdates->len);
      g_array_append_vals (self->moves, recurrence->moves->data, recurrence->moves->len);
    }
  return GTK_WIDGET (self);
}
