/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-holiday-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-holidays.h"
#include "rw-announce.h"
#include "rw-format.h"
#include "rw-time.h"

/* A preset is good for this year and so many more. */
#define YEARS_AHEAD 2

struct _RwHolidayEditor
{
  AdwPreferencesGroup parent_instance;

  gint64 today;
  GHashTable *days;   /* (element-type utf8): "2026-04-03" */
  GHashTable *yearly; /* (element-type utf8): "12-25" */

  GtkWidget *region;
  GtkWidget *date;
  GPtrArray *rows; /* not owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwHolidayEditor, rw_holiday_editor, ADW_TYPE_PREFERENCES_GROUP)

static int
year_of (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return year;
}

/* The next day on which a holiday falls, and whether it comes again every year. */
typedef struct
{
  gint64 day;
  gboolean yearly;
  const char *text; /* as it is stored */
} Entry;

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *one = a, *other = b;

  return (one->day > other->day) - (one->day < other->day);
}

static gboolean
next_of_year (const char *text,
              gint64      today,
              gint64     *day)
{
  /* The 29th of February is not one in every year. */
  for (int year = year_of (today); year < year_of (today) + 9; year++)
    {
      g_autofree char *date = g_strdup_printf ("%04d-%s", year, text);

      if (rw_date_parse (date, day) && *day >= today)
        return TRUE;
    }
  return FALSE;
}

static GArray *
list_entries (RwHolidayEditor *self,
              guint              *n_past)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GHashTableIter iter;
  gpointer key;

  *n_past = 0;
  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Entry entry = { .text = key };

      if (!rw_date_parse (key, &entry.day) || entry.day < self->today)
        (*n_past)++;
      else
        g_array_append_val (entries, entry);
    }
  g_hash_table_iter_init (&iter, self->yearly);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Entry entry = { .text = key, .yearly = TRUE };

      if (next_of_year (key, self->today, &entry.day))
        g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  return entries;
}

static void show (RwHolidayEditor *self);

static void
changed (RwHolidayEditor *self)
{
  show (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (RwHolidayEditor *self,
           GtkWidget          *button)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (button), "rw-date"));

  g_hash_table_remove (strlen (text) == 5 ? self->yearly : self->days, text);
  rw_announce (GTK_WIDGET (self), _ ("Holiday removed"));
  changed (self);
  gtk_widget_grab_focus (self->date);
}

static GtkWidget *
create_row (RwHolidayEditor *self,
            const Entry        *entry)
{
  GtkWidget *row = adw_action_row_new (),
            *button = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  const char *name = rw_holidays_name_of (entry->day);
  g_autofree char *day = rw_format_day_exact (entry->day), *spoken = NULL, *title = NULL;

  title = g_markup_escape_text (name != NULL ? name : _ ("Holiday"), -1);
  spoken = g_strdup_printf (_ ("Remove %s, %s"), name != NULL ? name : _ ("Holiday"), day);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Translators: %s is a date: “Fri, 25 December 2026, and every year” */
  g_autofree char *subtitle =
    entry->yearly ? g_strdup_printf (_ ("%s, and every year"), day) : g_strdup (day);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-date", g_strdup (entry->text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_row (RwHolidayEditor *self,
         GtkWidget          *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static char **
dup_sorted (GHashTable *texts)
{
  g_autoptr (GPtrArray) list = g_hash_table_get_keys_as_ptr_array (texts);
  g_autoptr (GStrvBuilder) out = g_strv_builder_new ();

  g_ptr_array_sort_values (list, (GCompareFunc) strcmp);
  for (guint i = 0; i < list->len; i++)
    g_strv_builder_add (out, list->pdata[i]);
  return g_strv_builder_end (out);
}

static void
show (RwHolidayEditor *self)
{
  guint n_past;
  g_autoptr (GArray) entries = list_entries (self, &n_past);
  g_auto (GStrv) days = dup_sorted (self->days);
  int until = rw_holiday_editor_until ((const char *const *) days);
  g_autofree char *description = NULL, *past = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, create_row (self, &g_array_index (entries, Entry, i)));
  if (n_past > 0)
    past =
      g_strdup_printf (ngettext ("%u in the past is kept: it explains old due times.",
                                 "%u in the past are kept: they explain old due times.", n_past),
                       n_past);
  if (until > 0)
    description =
      g_strdup_printf (_ ("Holidays that move, such as Easter, are known until the end of %d. %s"),
                       until, past != NULL ? past : "");
  else
    description = g_strdup (past != NULL ? past : _ ("On these days the calendar is closed."));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), description);
}

static void
preset_cb (RwHolidayEditor *self)
{
  guint region = adw_combo_row_get_selected (ADW_COMBO_ROW (self->region));
  int first = year_of (self->today);
  guint n_before = g_hash_table_size (self->days) + g_hash_table_size (self->yearly), n_after;
  g_autofree char *told = NULL;

  for (int year = first; year <= first + YEARS_AHEAD; year++)
    {
      g_autoptr (GArray) holidays = rw_holidays_list (region, year);

      for (guint i = 0; i < holidays->len; i++)
        {
          const RwHoliday *holiday = &g_array_index (holidays, RwHoliday, i);
          char date[RW_DATE_STRING_LENGTH + 1] = "";

          rw_date_write (holiday->day, date);
          g_hash_table_add (holiday->fixed ? self->yearly : self->days,
                            g_strdup (holiday->fixed ? date + 5 : date));
        }
    }
  n_after = g_hash_table_size (self->days) + g_hash_table_size (self->yearly);
  told =
    n_after == n_before
      ? g_strdup (_ ("All of these holidays were there"))
      : g_strdup_printf (ngettext ("%u holiday added", "%u holidays added", n_after - n_before),
                         n_after - n_before);
  rw_announce (GTK_WIDGET (self), told);
  changed (self);
}

/* 2026-12-24, or 12-24 for every year. */
static void
date_cb (RwHolidayEditor *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->date))));
  gint64 day;

  if (rw_date_parse (text, &day))
    g_hash_table_add (self->days, g_strdup (text));
  else if (strlen (text) == 5 && next_of_year (text, self->today, &day))
    g_hash_table_add (self->yearly, g_strdup (text));
  else
    {
      gtk_widget_add_css_class (self->date, "error");
      rw_announce (GTK_WIDGET (self->date),
                   _ ("Write a date as 2026-12-24, or 12-24 for every year"));
      return;
    }
  gtk_widget_remove_css_class (self->date, "error");
  gtk_editable_set_text (GTK_EDITABLE (self->date), "");
  changed (self);
}

static void
rw_holiday_editor_finalize (GObject *object)
{
  RwHolidayEditor *self = RW_HOLIDAY_EDITOR (object);

  g_hash_table_unref (self->days);
  g_hash_table_unref (self->yearly);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (rw_holiday_editor_parent_class)->finalize (object);
}

static void
rw_holiday_editor_class_init (RwHolidayEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_holiday_editor_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_HOLIDAY_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_holiday_editor_init (RwHolidayEditor *self)
{
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));
  g_autoptr (GtkStringList) regions = gtk_string_list_new (NULL);

  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->yearly = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();

  for (guint i = 0; i < rw_holidays_n_regions (); i++)
    gtk_string_list_append (regions, rw_holidays_region_name (i));
  self->region = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->region), _ ("German holidays"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->region),
                               _ ("Those of a state, for this year and the next two"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->region), G_LIST_MODEL (regions));
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self->region), TRUE);
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add the holidays of this state"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (preset_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->region), add);

  self->date = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->date),
                                 _ ("Another day: 2026-12-24, or 12-24 for every year"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->date), TRUE);
  g_signal_connect_object (self->date, "apply", G_CALLBACK (date_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Holidays"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->region);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->date);
}

/**
 * rw_holiday_editor_new:
 * @calendar: whose holidays are shown
 * @today: days since 1970, in the calendar's zone
 */
GtkWidget *
rw_holiday_editor_new (RwRecord *calendar,
                          gint64    today)
{
  RwHolidayEditor *self = g_object_new (RW_TYPE_HOLIDAY_EDITOR, NULL);
  const char *const *days = rw_record_get_texts (calendar, RW_CALENDAR_HOLIDAYS);
  const char *const *yearly = rw_record_get_texts (calendar, RW_CALENDAR_YEARLY_HOLIDAYS);

  self->today = today;
  for (; days != NULL && *days != NULL; days++)
    g_hash_table_add (self->days, g_strdup (*days));
  for (; yearly != NULL && *yearly != NULL; yearly++)
    g_hash_table_add (self->yearly, g_strdup (*yearly));
  show (self);
  return GTK_WIDGET (self);
}

/**
 * rw_holiday_editor_write:
 * @calendar: which gets the holidays that are shown
 */
void
rw_holiday_editor_write (RwHolidayEditor *self,
                            RwRecord           *calendar)
{
  g_auto (GStrv) days = dup_sorted (self->days), yearly = dup_sorted (self->yearly);

  rw_record_set_texts (calendar, RW_CALENDAR_HOLIDAYS, (const char *const *) days);
  rw_record_set_texts (calendar, RW_CALENDAR_YEARLY_HOLIDAYS, (const char *const *) yearly);
}

/**
 * rw_holiday_editor_until:
 * @holidays: (nullable) (array zero-terminated=1): dates
 *
 * Returns: the last year of which there is Easter among @holidays; 0 for none
 */
int
rw_holiday_editor_until (const char *const *holidays)
{
  int last = 0;

  for (; holidays != NULL && *holidays != NULL; holidays++)
    {
      gint64 day;

      /* Good Friday and Easter Monday are holidays in every state. */
      if (rw_date_parse (*holidays, &day) && day == rw_holidays_easter (year_of (day)) + 1)
        last = MAX (last, year_of (day));
    }
  return last;
}
