/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-windows-dialog.h"

#include <glib/gi18n.h>

#include "rules/rw-recurrence-preview.h"
#include "rules/rw-recurrence-text.h"
#include "rw-clock.h"
#include "rw-discard.h"
#include "rw-format.h"
#include "rw-record-list.h"
#include "rw-submit.h"
#include "rw-text.h"
#include "rw-time.h"
#include "rw-window-editor.h"

/* One window, read in the reader thread: when it takes place next, and for what. */
typedef struct
{
  RwRecord *window;
  char *target; /* (nullable) */
  gboolean has_next;
  RwInstance next;
} Line;

struct _RwWindowsDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page;  /* (nullable): weak: where it is told what was done */
  GPtrArray *lines; /* (element-type Line) */
  RwId wanted;      /* to be opened once it is read */
  gboolean wants;
  GCancellable *cancellable;

  RwRecordList parts;
};

G_DEFINE_FINAL_TYPE (RwWindowsDialog, rw_windows_dialog, ADW_TYPE_DIALOG)

static void load (RwWindowsDialog *self);

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->window);
  g_free (line->target);
  g_free (line);
}

/* What holds next comes first; what is over, last. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *other = *(Line *const *) b;

  if (one->has_next != other->has_next)
    return one->has_next ? -1 : 1;
  if (one->has_next && one->next.start != other->next.start)
    return one->next.start < other->next.start ? -1 : 1;
  return rw_text_collate (rw_record_get_title (one->window), rw_record_get_title (other->window));
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) windows = rw_cache_select (cache, RW_KIND_WINDOW, "", error, RW_BIND_END);
  guint64 kinds = rw_schema_field (RW_KIND_WINDOW, RW_WINDOW_TARGET)->refs;
  gint64 now = rw_clock_now ();

  if (windows == NULL)
    return NULL;
  for (guint i = 0; i < windows->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Line *line = g_new0 (Line, 1);
      const RwId *id = rw_record_get_ref (windows->pdata[i], RW_WINDOW_TARGET);
      g_autoptr (RwRecord) target = id != NULL ? rw_cache_find (cache, kinds, id, NULL) : NULL;
      g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (windows->pdata[i], NULL);

      line->window = g_object_ref (windows->pdata[i]);
      line->target = target != NULL ? g_strdup (rw_record_get_title (target)) : NULL;
      line->has_next = recurrence != NULL && rw_recurrence_next (recurrence, now, &line->next);
      g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

static gboolean
may_write (RwWindowsDialog *self)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (RW_KIND_WINDOW)->writers) != 0;
}

static const char *
describe_type (RwRecord *window)
{
  if (rw_record_get_enum (window, RW_WINDOW_TYPE) != RW_WINDOW_TYPE_FREEZE)
    return _ ("Maintenance");
  return rw_record_get_boolean (window, RW_WINDOW_HARD) ? _ ("Freeze, changes are refused")
                                                        : _ ("Freeze, changes are warned of");
}

static char *
describe_next (const Line *line)
{
  gint64 now = rw_clock_now ();
  g_autofree char *when = NULL;

  if (!line->has_next)
    return g_strdup (_ ("Takes place no more"));
  when = rw_format_moment (line->next.start <= now ? line->next.end : line->next.start, now);
  return line->next.start <= now
           ? g_strdup_printf (C_ ("maintenance window", "Now, until %s"), when)
           : g_strdup_printf (C_ ("maintenance window", "Next %s"), when);
}

static GtkWidget *
create_row (const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (line->window, NULL);
  g_autofree char *words =
    recurrence != NULL ? rw_recurrence_describe (recurrence) : g_strdup (_ ("Cannot be read"));
  g_autofree char *next = describe_next (line);
  g_autofree char *title = g_markup_escape_text (rw_record_get_title (line->window), -1);
  gboolean everything = rw_record_get_ref (line->window, RW_WINDOW_TARGET) == NULL;
  g_autofree char *text = g_strdup_printf ("%s · %s\n%s\n%s", describe_type (line->window),
                                           everything             ? _ ("Everything")
                                           : line->target != NULL ? line->target
                                                                  : _ ("Unknown record"),
                                           words, next);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_lines (RwWindowsDialog *self)
{
  gtk_list_box_remove_all (GTK_LIST_BOX (self->parts.list));
  for (guint i = 0; i < self->lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->parts.list), create_row (self->lines->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack),
                                    self->lines->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->parts.add, may_write (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwWindowsDialog) self = user_data;
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
  if (self->wants)
    {
      self->wants = FALSE;
      rw_windows_dialog_edit (self, &self->wanted);
    }
}

static void
load (RwWindowsDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (self->session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (RwWindowsDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds & RW_KIND_BIT (RW_KIND_WINDOW))
    load (self);
}

/* --- One of them --------------------------------------------------------------------------------- */

static void
submit (RwWindowsDialog *self, RwEdit *edit, const char *label)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits, label);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->parts.navigation));
}

static void
save_cb (RwWindowsDialog *self, RwRecord *window, AdwNavigationPage *editor)
{
  RwRecord *before = g_object_get_data (G_OBJECT (editor), "rw-before");

  submit (self, before != NULL ? rw_edit_new_diff (before, window) : rw_edit_new_create (window),
          before != NULL ? _ ("Window changed") : _ ("Window added"));
}

static void
remove_cb (RwWindowsDialog *self, AdwNavigationPage *editor)
{
  RwRecord *before = g_object_get_data (G_OBJECT (editor), "rw-before");

  submit (self, rw_edit_new (RW_OP_DELETE, RW_KIND_WINDOW, rw_record_get_id (before)),
          _ ("Window deleted"));
}

static void
open_editor (RwWindowsDialog *self, RwRecord *window, const char *target, gboolean is_new)
{
  AdwNavigationPage *editor =
    rw_window_editor_new (self->session, window, target, is_new, may_write (self));

  if (!is_new)
    g_object_set_data_full (G_OBJECT (editor), "rw-before", g_object_ref (window), g_object_unref);
  g_signal_connect_object (editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->parts.navigation), editor);
}

static void
row_activated_cb (RwWindowsDialog *self, GtkListBoxRow *row)
{
  Line *line = self->lines->pdata[gtk_list_box_row_get_index (row)];

  open_editor (self, line->window, line->target, FALSE);
}

/* The night from Saturday to Sunday, in the zone of the company. */
static void
add_cb (RwWindowsDialog *self)
{
  g_autoptr (RwRecord) window = rw_record_new (RW_KIND_WINDOW, NULL);
  const char *zone = g_time_zone_get_identifier (rw_format_get_zone ());
  gint64 today = rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
  g_autofree char *wall =
    rw_wall_to_string ((today + 6 - rw_date_weekday (today)) * RW_DAY + 2 * RW_HOUR);

  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_MAINTENANCE);
  rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
  rw_record_set_text (window, RW_WINDOW_TZ, zone);
  rw_record_set_integer (window, RW_WINDOW_DURATION, 180);
  rw_record_set_text (window, RW_WINDOW_RRULE, "FREQ=WEEKLY;BYDAY=SU");
  open_editor (self, window, NULL, TRUE);
}

static void
rw_windows_dialog_dispose (GObject *object)
{
  RwWindowsDialog *self = RW_WINDOWS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_windows_dialog_parent_class)->dispose (object);
}

static void
rw_windows_dialog_class_init (RwWindowsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_windows_dialog_dispose;
}

static void
rw_windows_dialog_init (RwWindowsDialog *self)
{
  const RwRecordListWords words = {
    .title = _ ("Maintenance Windows and Freezes"),
    .name = _ ("Maintenance windows and freezes"),
    .add = _ ("New Window"),
    .empty = _ ("No Windows"),
    .empty_text = _ ("Without a maintenance window a change may be planned at any time."),
    .problem = _ ("Windows Not Read"),
  };

  rw_record_list_build (&self->parts, ADW_DIALOG (self), &words);
  g_signal_connect_object (self->parts.list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.add, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  rw_discard_guard (ADW_DIALOG (self), ADW_NAVIGATION_VIEW (self->parts.navigation));
  adw_dialog_set_child (ADW_DIALOG (self), self->parts.navigation);
  adw_dialog_set_content_width (ADW_DIALOG (self), 600);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
}

/**
 * rw_windows_dialog_new:
 * @page: (nullable): where it is told what was done
 */
AdwDialog *
rw_windows_dialog_new (RwSession *session, GtkWidget *page)
{
  RwWindowsDialog *self = g_object_new (RW_TYPE_WINDOWS_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

gboolean
rw_windows_dialog_settled (RwWindowsDialog *self)
{
  g_return_val_if_fail (RW_IS_WINDOWS_DIALOG (self), TRUE);
  return self->cancellable == NULL;
}

guint
rw_windows_dialog_get_n (RwWindowsDialog *self)
{
  g_return_val_if_fail (RW_IS_WINDOWS_DIALOG (self), 0);
  return self->lines != NULL ? self->lines->len : 0;
}

/**
 * rw_windows_dialog_edit:
 * @id: of a window; it is opened as soon as the list is read
 */
void
rw_windows_dialog_edit (RwWindowsDialog *self, const RwId *id)
{
  g_return_if_fail (RW_IS_WINDOWS_DIALOG (self) && id != NULL);
  if (self->lines == NULL)
    {
      self->wanted = *id;
      self->wants = TRUE;
      return;
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (rw_id_equal (rw_record_get_id (line->window), id))
        open_editor (self, line->window, line->target, FALSE);
    }
}

/**
 * rw_window_editor_present:
 * @page: over which, and where it is told what was done
 * @id: (nullable): of a maintenance window or freeze; %NULL for the list of all
 */
void
rw_window_editor_present (RwPage *page, const RwId *id)
{
  AdwDialog *dialog;

  g_return_if_fail (RW_IS_PAGE (page));
  dialog = rw_windows_dialog_new (rw_page_get_session (page), GTK_WIDGET (page));
  if (id != NULL)
    rw_windows_dialog_edit (RW_WINDOWS_DIALOG (dialog), id);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
