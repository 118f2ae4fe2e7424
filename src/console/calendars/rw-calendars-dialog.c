/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendars-dialog.h"

#include <glib/gi18n.h>

#include "rules/rw-opening-hours.h"
#include "rules/rw-opening-text.h"
#include "rw-calendar-editor.h"
#include "rw-holiday-editor.h"
#include "rw-clock.h"
#include "rw-discard.h"
#include "rw-record-list.h"
#include "rw-submit.h"
#include "rw-text.h"
#include "rw-time.h"

/* One calendar, and how many agreements count in it. */
typedef struct
{
  RwRecord *calendar;
  guint n_agreements;
} Line;

struct _RwCalendarsDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page; /* (nullable): weak: where it is told what was done */
  GPtrArray *lines; /* (element-type Line) */
  GCancellable *cancellable;

  RwRecordList parts;
};

G_DEFINE_FINAL_TYPE (RwCalendarsDialog, rw_calendars_dialog, ADW_TYPE_DIALOG)

static void load (RwCalendarsDialog *self);

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->calendar);
  g_free (line);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *one = *(Line *const *) a, *other = *(Line *const *) b;

  return rw_text_collate (rw_record_get_text (one->calendar, RW_CALENDAR_NAME),
                          rw_record_get_text (other->calendar, RW_CALENDAR_NAME));
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) calendars =
    rw_cache_select (cache, RW_KIND_CALENDAR, "", error, RW_BIND_END);
  g_autoptr (GPtrArray) agreements =
    calendars != NULL ? rw_cache_select (cache, RW_KIND_SLA, "", error, RW_BIND_END) : NULL;

  if (agreements == NULL)
    return NULL;
  for (guint i = 0; i < calendars->len; i++)
    {
      Line *line = g_new0 (Line, 1);

      line->calendar = g_object_ref (calendars->pdata[i]);
      for (guint j = 0; j < agreements->len; j++)
        {
          const RwId *id = rw_record_get_ref (agreements->pdata[j], RW_SLA_CALENDAR);

          line->n_agreements += id != NULL && rw_id_equal (id, rw_record_get_id (line->calendar));
        }
      g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

static gboolean
may_write (RwCalendarsDialog *self)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (RW_KIND_CALENDAR)->writers) != 0;
}

/* "Mon-Fri 08:00-18:00", or the days that differ. */
static char *
describe_hours (RwRecord *calendar)
{
  static const char *const names[] = {
    NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
    NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
    NC_ ("short weekday", "Sun"),
  };
  g_auto (GStrv) days =
    rw_opening_text_from_hours (rw_record_get_text (calendar, RW_CALENDAR_HOURS));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < RW_WEEK_DAYS;)
    {
      guint end = i + 1;

      while (end < RW_WEEK_DAYS && g_str_equal (days[end], days[i]))
        end++;
      if (*days[i] != '\0')
        {
          g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "",
                                  g_dpgettext2 (NULL, "short weekday", names[i]));
          if (end > i + 1)
            g_string_append_printf (out, "–%s",
                                    g_dpgettext2 (NULL, "short weekday", names[end - 1]));
          g_string_append_printf (out, " %s", days[i]);
        }
      i = end;
    }
  return g_string_free (out, FALSE);
}

static GtkWidget *
create_row (const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  const char *tz = rw_record_get_text (line->calendar, RW_CALENDAR_TZ);
  const char *const *holidays = rw_record_get_texts (line->calendar, RW_CALENDAR_HOLIDAYS);
  g_autofree char *hours = describe_hours (line->calendar), *used = NULL, *title = NULL;
  g_autoptr (GString) subtitle = g_string_new (tz);
  g_autofree char *escaped = NULL;
  int until = rw_holiday_editor_until (holidays), year, month, mday;

  used = line->n_agreements > 0
           ? g_strdup_printf (ngettext ("%u agreement counts in it", "%u agreements count in it",
                                        line->n_agreements),
                              line->n_agreements)
           : g_strdup (_ ("No agreement counts in it"));
  g_string_append_printf (subtitle, " · %s\n%s", hours, used);
  rw_date_to_civil (rw_clock_now () / RW_DAY, &year, &month, &mday);
  if (until > 0 && until <= year)
    g_string_append_printf (subtitle, " · %s", _ ("next year’s holidays are missing"));
  title = g_markup_escape_text (rw_record_get_text (line->calendar, RW_CALENDAR_NAME), -1);
  escaped = g_markup_escape_text (subtitle->str, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_lines (RwCalendarsDialog *self)
{
  gtk_list_box_remove_all (GTK_LIST_BOX (self->parts.list));
  for (guint i = 0; i < self->lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->parts.list), create_row (self->lines->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack),
                                    self->lines->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->parts.add, may_write (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwCalendarsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (lines == NULL)
    {
      adw_status_page_set_description (self->parts.problem, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack), "problem");
      return;
    }
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lines;
  show_lines (self);
}

static void
load (RwCalendarsDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (self->session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (RwCalendarsDialog *self,
            const RwChangeSet *changes)
{
  if (changes->kinds & (RW_KIND_BIT (RW_KIND_CALENDAR) | RW_KIND_BIT (RW_KIND_SLA)))
    load (self);
}

/* --- One of them --------------------------------------------------------------------------------- */

static void
save_cb (RwCalendarsDialog *self,
         RwRecord          *calendar,
         AdwNavigationPage *editor)
{
  RwRecord *before = g_object_get_data (G_OBJECT (editor), "rw-before");
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, before != NULL ? rw_edit_new_diff (before, calendar)
                                         : rw_edit_new_create (calendar));
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits,
             before != NULL ? _ ("Calendar changed") : _ ("Calendar added"));
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->parts.navigation));
}

static void
open_editor (RwCalendarsDialog *self,
             RwRecord          *calendar,
             gboolean           is_new)
{
  AdwNavigationPage *editor = rw_calendar_editor_new (calendar, may_write (self));

  if (!is_new)
    g_object_set_data_full (G_OBJECT (editor), "rw-before", g_object_ref (calendar),
                            g_object_unref);
  g_signal_connect_object (editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->parts.navigation), editor);
}

static void
row_activated_cb (RwCalendarsDialog *self,
                  GtkListBoxRow     *row)
{
  rw_calendars_dialog_edit (self, (guint) gtk_list_box_row_get_index (row));
}

static void
add_cb (RwCalendarsDialog *self)
{
  g_autoptr (RwRecord) calendar = rw_record_new (RW_KIND_CALENDAR, NULL);

  rw_record_set_text (calendar, RW_CALENDAR_TZ, "Europe/Berlin");
  rw_record_take (calendar, RW_CALENDAR_HOURS,
                  rw_value_json ("{\"mon\":[[\"08:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"18:00\"]],"
                                 "\"wed\":[[\"08:00\",\"18:00\"]],\"thu\":[[\"08:00\",\"18:00\"]],"
                                 "\"fri\":[[\"08:00\",\"18:00\"]]}"));
  open_editor (self, calendar, TRUE);
}

static void
rw_calendars_dialog_dispose (GObject *object)
{
  RwCalendarsDialog *self = RW_CALENDARS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_calendars_dialog_parent_class)->dispose (object);
}

static void
rw_calendars_dialog_class_init (RwCalendarsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_calendars_dialog_dispose;
}

static void
rw_calendars_dialog_init (RwCalendarsDialog *self)
{
  const RwRecordListWords words = {
    .title = _ ("Opening Hours and Holidays"),
    .name = _ ("Calendars"),
    .add = _ ("New Calendar"),
    .empty = _ ("No Calendars"),
    .empty_text = _ ("An agreement without a calendar counts every minute."),
    .problem = _ ("Calendars Not Read"),
  };

  rw_record_list_build (&self->parts, ADW_DIALOG (self), &words);
  rw_discard_guard (ADW_DIALOG (self), ADW_NAVIGATION_VIEW (self->parts.navigation));
  g_signal_connect_object (self->parts.list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.add, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_set_child (ADW_DIALOG (self), self->parts.navigation);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
}

/**
 * rw_calendars_dialog_new:
 * @page: (nullable): where it is told what was done
 */
AdwDialog *
rw_calendars_dialog_new (RwSession *session,
                         GtkWidget *page)
{
  RwCalendarsDialog *self = g_object_new (RW_TYPE_CALENDARS_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

gboolean
rw_calendars_dialog_settled (RwCalendarsDialog *self)
{
  g_return_val_if_fail (RW_IS_CALENDARS_DIALOG (self), TRUE);
  return self->cancellable == NULL;
}

guint
rw_calendars_dialog_get_n (RwCalendarsDialog *self)
{
  g_return_val_if_fail (RW_IS_CALENDARS_DIALOG (self), 0);
  return self->lines != NULL ? self->lines->len : 0;
}

/**
 * rw_calendars_dialog_edit:
 * @position: which calendar of the list
 */
void
rw_calendars_dialog_edit (RwCalendarsDialog *self,
                          guint              position)
{
  g_return_if_fail (RW_IS_CALENDARS_DIALOG (self));
  if (self->lines != NULL && position < self->lines->len)
    open_editor (self, ((Line *) self->lines->pdata[position])->calendar, FALSE);
}
