/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-save.h"

#include <glib/gi18n.h>

/* What is to be written, while a person chooses where, and while it is being written. */
typedef struct
{
  GtkWidget *widget;
  GBytes *bytes;
  RwSaveTell tell;
} Save;

static Save *
save_new (GtkWidget *widget, GBytes *bytes, RwSaveTell tell)
{
  Save *save = g_new (Save, 1);

  *save = (Save){ g_object_ref (widget), g_bytes_ref (bytes), tell };
  return save;
}

static void
save_free (Save *save)
{
  g_object_unref (save->widget);
  g_bytes_unref (save->bytes);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *message = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    message = g_strdup_printf (_ ("Saved as %s"), name);
  else
    message = g_strdup_printf (_ ("%s was not saved: %s"), name, error->message);
  save->tell (save->widget, message);
}

/**
 * rw_save_to:
 * @widget: where it was asked for; kept until the end
 * @file: is replaced, or left as it was when that fails
 * @tell: gets a sentence about how it went
 */
void
rw_save_to (GtkWidget *widget, GFile *file, GBytes *bytes, RwSaveTell tell)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && G_IS_FILE (file) && tell != NULL);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, save_new (widget, bytes, tell));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    rw_save_to (save->widget, file, save->bytes, save->tell);
}

/**
 * rw_save_as:
 * @widget: where it is asked for, in the window that is asked in
 * @title: of the file chooser
 * @name: that is proposed for the file
 * @tell: gets a sentence about how it went; not called when no file was chosen
 *
 * Asks for a file and writes @bytes into it, readable by the person alone.
 */
void
rw_save_as (GtkWidget *widget, const char *title, const char *name, GBytes *bytes, RwSaveTell tell)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  g_return_if_fail (GTK_IS_WIDGET (widget) && bytes != NULL && tell != NULL);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        save_new (widget, bytes, tell));
}
