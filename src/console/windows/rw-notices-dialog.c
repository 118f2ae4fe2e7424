/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-notices-dialog.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-maintnote-plan.h"
#include "rw-maintnote.h"
#include "rw-notice-match.h"
#include "rw-status-page.h"
#include "rw-submit.h"

struct _RwNoticesDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page; /* (nullable): weak: where it is told what was done */
  GPtrArray *lines; /* (element-type Line) (nullable) */
  GCancellable *cancellable;
  guint8 *buffer;
  gboolean settled;

  GtkWidget *stack;
  GtkWidget *list;
  AdwStatusPage *problem;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (RwNoticesDialog, rw_notices_dialog, ADW_TYPE_DIALOG)

/* One notice, and what it hits in words. */
typedef struct
{
  RwNoticeItem *item;
  char *affects; /* (nullable) */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  rw_notice_item_free (line->item);
  g_free (line->affects);
  g_free (line);
}

/* --- Reading --------------------------------------------------------------------------------------------- */

static RwRecord *
find_func (const RwId *id, gpointer data, GError **error)
{
  return rw_cache_get (data, RW_KIND_CARRIER_NOTICE, id, error);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  g_autoptr (GPtrArray) notices = rw_maintnote_parse (text != NULL ? text : "", length, error);
  g_autoptr (GPtrArray) items =
    notices != NULL ? rw_maintnote_plan_new (notices, find_func, cache, error) : NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      Line *line = g_new0 (Line, 1);

      line->item = items->pdata[i];
      items->pdata[i] = NULL;
      g_ptr_array_add (lines, line);
      /* What says nothing new is not made to say something. */
      if (line->item->step <= RW_NOTICE_UPDATE)
        line->affects = rw_notice_match (cache, line->item->after);
    }
  g_ptr_array_set_free_func (items, NULL);
  return g_steal_pointer (&lines);
}

static guint
count_edits (RwNoticesDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    n += ((Line *) self->lines->pdata[i])->item->step <= RW_NOTICE_UPDATE;
  return n;
}

static const char *
describe_step (RwNoticeStep step)
{
  switch (step)
    {
    case RW_NOTICE_NEW:
      return C_ ("carrier notice", "New");
    case RW_NOTICE_UPDATE:
      return C_ ("carrier notice", "Changes what is there");
    case RW_NOTICE_SAME:
      return C_ ("carrier notice", "Is there already");
    case RW_NOTICE_OLD:
    default:
      return C_ ("carrier notice", "A later one is there");
    }
}

static GtkWidget *
create_row (const Line *line)
{
  RwRecord *notice = line->item->after;
  GtkWidget *row = adw_action_row_new ();
  gint64 now = rw_clock_now ();
  g_autofree char *from =
    rw_format_moment (rw_record_get_integer (notice, RW_CARRIER_NOTICE_START, 0), now);
  g_autofree char *to =
    rw_format_moment (rw_record_get_integer (notice, RW_CARRIER_NOTICE_END, 0), now);
  g_autofree char *title = g_markup_escape_text (rw_record_get_title (notice), -1);
  g_autofree char *objects =
    g_strjoinv (", ", (char **) rw_record_get_texts (notice, RW_CARRIER_NOTICE_OBJECTS));
  g_autofree char *hits = line->affects != NULL
                            ? g_strdup_printf ("%s → %s", objects, line->affects)
                            : g_strdup (objects);
  g_autofree char *text = g_strdup_printf (
    "%s %s · %s · %s\n%s – %s%s%s\n%s", rw_record_get_text (notice, RW_CARRIER_NOTICE_PROVIDER),
    rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE),
    rw_enum_label (&rw_enum_notice_impact, rw_record_get_enum (notice, RW_CARRIER_NOTICE_IMPACT)),
    rw_enum_label (&rw_enum_notice_status, rw_record_get_enum (notice, RW_CARRIER_NOTICE_STATUS)),
    from, to, *hits != '\0' ? " · " : "", hits, describe_step (line->item->step));
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  return row;
}

static void
show_problem (RwNoticesDialog *self, const char *message)
{
  adw_status_page_set_description (self->problem, message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "problem");
  self->settled = TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwNoticesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autofree char *label = NULL;
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (lines == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  self->lines = lines;
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (lines->pdata[i]));
  n = count_edits (self);
  label = n > 0 ? g_strdup_printf (ngettext ("_Save %u Notice", "_Save %u Notices", n), n)
                : g_strdup (_ ("Nothing New"));
  gtk_button_set_label (GTK_BUTTON (self->save), label);
  gtk_widget_set_sensitive (self->save,
                            n > 0 && (rw_session_get_roles (self->session) &
                                      rw_schema_get (RW_KIND_CARRIER_NOTICE)->writers) != 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  self->settled = TRUE;
}

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwNoticesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }
  rw_session_read_async (self->session, query_cb, g_bytes_new (self->buffer, length),
                         (GDestroyNotify) g_bytes_unref, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwNoticesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }
  /* One byte more tells a file that is too large. */
  self->buffer = g_malloc (RW_MAINTNOTE_BYTES_MOST + 1);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), self->buffer, RW_MAINTNOTE_BYTES_MOST + 1,
                                 G_PRIORITY_DEFAULT, self->cancellable, bytes_cb,
                                 g_object_ref (self));
}

/* --- Keeping --------------------------------------------------------------------------------------------- */

static void
save_cb (RwNoticesDialog *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      RwEdit *edit = rw_notice_item_edit (((Line *) self->lines->pdata[i])->item);

      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
  label =
    g_strdup_printf (ngettext ("%u carrier notice saved", "%u carrier notices saved", edits->len),
                     edits->len);
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits, label);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rw_notices_dialog_dispose (GObject *object)
{
  RwNoticesDialog *self = RW_NOTICES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_notices_dialog_parent_class)->dispose (object);
}

static void
rw_notices_dialog_finalize (GObject *object)
{
  RwNoticesDialog *self = RW_NOTICES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->buffer);
  G_OBJECT_CLASS (rw_notices_dialog_parent_class)->finalize (object);
}

static void
rw_notices_dialog_class_init (RwNoticesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_notices_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_notices_dialog_finalize;
}

static GtkWidget *
create_list (RwNoticesDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->list, 12);
  gtk_widget_set_margin_end (self->list, 12);
  gtk_widget_set_margin_top (self->list, 12);
  gtk_widget_set_margin_bottom (self->list, 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Carrier notices"), -1);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static void
rw_notices_dialog_init (RwNoticesDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  self->cancellable = g_cancellable_new ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_button_set_use_underline (GTK_BUTTON (self->save), TRUE);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), create_list (self), "list");
  self->problem = rw_status_page_add (GTK_STACK (self->stack), "problem", NULL,
                                      _ ("Not a Maintenance Notice"), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "compact");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Import Carrier Notice"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
}

/**
 * rw_notices_dialog_new:
 * @page: (nullable): where it is told what was done
 * @file: an iCalendar file
 */
AdwDialog *
rw_notices_dialog_new (RwSession *session, GtkWidget *page, GFile *file)
{
  RwNoticesDialog *self = g_object_new (RW_TYPE_NOTICES_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}

gboolean
rw_notices_dialog_settled (RwNoticesDialog *self)
{
  g_return_val_if_fail (RW_IS_NOTICES_DIALOG (self), TRUE);
  return self->settled;
}

/* --- From a file that is chosen or dropped ----------------------------------------------------------------- */

typedef struct
{
  GtkWidget *widget;
  RwSession *session;
  GtkWidget *page;
} Choice;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    adw_dialog_present (rw_notices_dialog_new (choice->session, choice->page, file),
                        choice->widget);
  g_object_unref (choice->widget);
  g_object_unref (choice->session);
  g_object_unref (choice->page);
  g_free (choice);
}

/**
 * rw_notices_import_present:
 * @widget: over which
 * @page: where it is told what was done
 *
 * Asks for a file and shows what it announces.
 */
void
rw_notices_import_present (GtkWidget *widget, RwSession *session, GtkWidget *page)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { g_object_ref (widget), g_object_ref (session), g_object_ref (page) };
  gtk_file_filter_set_name (filter, _ ("Calendar files"));
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Import Carrier Notice"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, choice);
}

static gboolean
drop_cb (RwPage *page, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || rw_page_get_session (page) == NULL)
    return FALSE;
  adw_dialog_present (rw_notices_dialog_new (rw_page_get_session (page), GTK_WIDGET (page),
                                             files->data),
                      GTK_WIDGET (page));
  return TRUE;
}

/**
 * rw_notices_watch_drops:
 * @page: a file that is dropped on it is looked at as a maintenance notice
 */
void
rw_notices_watch_drops (RwPage *page)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (RW_IS_PAGE (page));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), page, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (drop));
}
