/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox-discard.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-outbox-row.h"
#include "rw-submit.h"

/* So many are named; of the rest the number. */
#define NAMED_MOST 8

/* What was taken back, until its toast is gone. */
typedef struct
{
  GWeakRef widget;
  RwSession *session;
  GPtrArray *items;
  guint next; /* to be done again */
} Discard;

static Discard *
discard_new (GtkWidget *widget, RwSession *session)
{
  Discard *discard = g_new0 (Discard, 1);

  g_weak_ref_init (&discard->widget, widget);
  discard->session = g_object_ref (session);
  return discard;
}

static void
discard_free (Discard *discard)
{
  g_weak_ref_clear (&discard->widget);
  g_object_unref (discard->session);
  g_clear_pointer (&discard->items, g_ptr_array_unref);
  g_free (discard);
}

static void
discard_free_closure (gpointer data, GClosure *closure)
{
  discard_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Discard, discard_free)

static void
tell (Discard *discard, const char *message)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&discard->widget);

  if (widget != NULL)
    rw_toast (widget, message);
}

static void redo_next (Discard *discard);

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Discard) discard = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_edit_finish (RW_SESSION (source), result, &error))
    tell (discard, error->message);
  else
    redo_next (g_steal_pointer (&discard));
}

/* The same once more, in the same order. */
static void
redo_next (Discard *discard)
{
  const RwOutboxInfo *info;

  if (discard->next == discard->items->len)
    {
      discard_free (discard);
      return;
    }
  info = rw_outbox_item_get_info (g_ptr_array_index (discard->items, discard->next++));
  rw_session_edit_async (discard->session, info->edits, info->label, NULL, redone_cb, discard);
}

static void
undo_clicked_cb (AdwToast *toast, gpointer user_data)
{
  Discard *old = user_data, *discard;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&old->widget);

  if (widget == NULL)
    return;
  discard = discard_new (widget, old->session);
  discard->items = g_ptr_array_ref (old->items);
  redo_next (discard);
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Discard) discard = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&discard->widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  AdwToast *toast;

  if (widget == NULL)
    return;
  if (!rw_session_discard_finish (RW_SESSION (source), result, &error))
    {
      rw_toast (widget, error->message);
      return;
    }
  message =
    g_strdup_printf (ngettext ("Took back %u edit", "Took back %u edits", discard->items->len),
                     discard->items->len);
  toast = rw_toast_with_button (widget, message, C_ ("toast", "Undo"));
  if (toast != NULL)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                           g_steal_pointer (&discard), discard_free_closure, 0);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, Discard *discard)
{
  Discard *going;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&discard->widget);

  if (!g_str_equal (response, "discard") || widget == NULL)
    return;
  going = discard_new (widget, discard->session);
  going->items = g_ptr_array_ref (discard->items);
  rw_session_discard_async (discard->session, discard->items, discarded_cb, going);
}

static char *
make_body (GPtrArray *items)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < MIN (items->len, NAMED_MOST); i++)
    {
      g_autofree char *label = rw_outbox_item_dup_label (g_ptr_array_index (items, i), NULL);

      g_string_append_printf (body, "• %s\n", label);
    }
  if (items->len > NAMED_MOST)
    g_string_append_printf (body,
                            ngettext ("and %u more\n", "and %u more\n", items->len - NAMED_MOST),
                            items->len - NAMED_MOST);
  if (items->len > 1)
    g_string_append (body, _ ("\nThey build on one another: without the first the others make no "
                              "sense. "));
  else
    g_string_append_c (body, '\n');
  g_string_append (body, _ ("The server has not been told, and will not be."));
  return g_string_free (body, FALSE);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Discard) discard = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&discard->widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *body = NULL;
  AdwDialog *dialog;

  discard->items = rw_session_plan_discard_finish (RW_SESSION (source), result, &error);
  if (widget == NULL || gtk_widget_get_root (widget) == NULL)
    return;
  if (discard->items == NULL)
    {
      rw_toast (widget, error->message);
      return;
    }
  title =
    g_strdup_printf (ngettext ("Take Back This Edit?", "Take Back %u Edits?", discard->items->len),
                     discard->items->len);
  body = make_body (discard->items);
  dialog = adw_alert_dialog_new (title, body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Take Back"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_steal_pointer (&discard),
                         discard_free_closure, 0);
  adw_dialog_present (dialog, widget);
}

/**
 * rw_inbox_discard:
 * @widget: where it was asked for; the question is put over its window
 *
 * Takes back an edit that was not sent, and what builds on it, after a question that names all of it.
 */
void
rw_inbox_discard (GtkWidget *widget, RwSession *session, RwOutboxItem *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  rw_session_plan_discard_async (session, items, planned_cb, discard_new (widget, session));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Discard) discard = user_data;
  g_autoptr (GError) error = NULL;

  if (rw_session_export_outbox_finish (RW_SESSION (source), result, &error))
    tell (discard, _ ("Your edits were exported. The file may hold what is confidential"));
  else
    tell (discard, error->message);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Discard *discard = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL || g_file_peek_path (file) == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        tell (discard, error != NULL ? error->message
                                     : _ ("Only a folder of this computer can take the file"));
      discard_free (discard);
      return;
    }
  rw_session_export_outbox_async (discard->session, g_file_peek_path (file), exported_cb, discard);
}

/**
 * rw_inbox_export:
 * @widget: where it was asked for
 *
 * Asks for a place and writes all that is not at the server there, as JSON.
 */
void
rw_inbox_export (GtkWidget *widget, RwSession *session)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (rw_clock_now () / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("rackward-edits-%s.json", day);
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_dialog_set_title (dialog, _ ("Export Your Edits"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, discard_new (widget, session));
}
