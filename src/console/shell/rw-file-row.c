/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-row.h"

#include <glib/gi18n.h>

struct _RwFileRow
{
  AdwActionRow parent_instance;

  GtkWidget *clear_button;
  char *none;
  char *path;
  gboolean changed;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwFileRow, rw_file_row, ADW_TYPE_ACTION_ROW)

static void
show_path (RwFileRow  *self,
          const char *path)
{
  g_set_str (&self->path, path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), path != NULL ? path : self->none);
  gtk_widget_set_visible (self->clear_button, path != NULL);
}

static void
choose_path (RwFileRow  *self,
             const char *path)
{
  self->changed = TRUE;
  show_path (self, path);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwFileRow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  choose_path (self, g_file_peek_path (file));
}

static void
choose_cb (RwFileRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
clear_cb (RwFileRow *self)
{
  choose_path (self, NULL);
}

static void
rw_file_row_finalize (GObject *object)
{
  RwFileRow *self = RW_FILE_ROW (object);

  g_free (self->none);
  g_free (self->path);
  G_OBJECT_CLASS (rw_file_row_parent_class)->finalize (object);
}

static void
rw_file_row_class_init (RwFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_file_row_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_file_row_init (RwFileRow *self)
{
  GtkWidget *choose = gtk_button_new_from_icon_name ("document-open-symbolic");

  self->clear_button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->clear_button, _("Use No File"));
  gtk_widget_set_tooltip_text (choose, _("Choose a File…"));
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (clear_cb), self);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_cb), self);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *button = i == 0 ? self->clear_button : choose;

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
    }
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), choose);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * rw_file_row_new:
 * @title: what the file is for
 * @none: what happens without one
 */
GtkWidget *
rw_file_row_new (const char *title,
                 const char *none)
{
  RwFileRow *self = g_object_new (RW_TYPE_FILE_ROW, "title", title, NULL);

  self->none = g_strdup (none);
  show_path (self, NULL);
  return GTK_WIDGET (self);
}

/**
 * rw_file_row_set_path:
 * @path: (nullable): the file in use; nobody is told, and the person has not chosen
 */
void
rw_file_row_set_path (RwFileRow  *self,
                      const char *path)
{
  g_return_if_fail (RW_IS_FILE_ROW (self));
  show_path (self, path);
}

/**
 * rw_file_row_get_path:
 *
 * Returns: (transfer none) (nullable): the file that was chosen
 */
const char *
rw_file_row_get_path (RwFileRow *self)
{
  g_return_val_if_fail (RW_IS_FILE_ROW (self), NULL);
  return self->path;
}

/**
 * rw_file_row_was_changed:
 *
 * Returns: whether the person has chosen, a file or none
 */
gboolean
rw_file_row_was_changed (RwFileRow *self)
{
  g_return_val_if_fail (RW_IS_FILE_ROW (self), FALSE);
  return self->changed;
}
