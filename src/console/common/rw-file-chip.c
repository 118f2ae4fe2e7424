/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-chip.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rw-announce.h"
#include "rw-error.h"
#include "rw-save.h"

struct _RwFileChip
{
  AdwBin parent_instance;

  RwSession *session;
  RwRecord *attachment;
  GCancellable *cancellable; /* of what is being fetched */
  GFile *target; /* where it goes then; NULL to open it */

  GtkWidget *detail;
  GtkWidget *open, *save, *cancel;
};

G_DEFINE_FINAL_TYPE (RwFileChip, rw_file_chip, ADW_TYPE_BIN)

static const char *
get_text (RwFileChip *self, guint field)
{
  const char *text = rw_record_get_text (self->attachment, field);

  return text != NULL ? text : "";
}

/* --- Showing ---------------------------------------------------------------------------------------- */

static void
update (RwFileChip *self)
{
  gboolean busy = self->cancellable != NULL;
  g_autofree char *size =
    g_format_size ((guint64) rw_record_get_integer (self->attachment, RW_ATTACHMENT_SIZE, 0));
  g_autofree char *text = NULL;

  if (rw_session_is_file_waiting (self->session, get_text (self, RW_ATTACHMENT_DIGEST)))
    /* Translators: size of a file */
    text = g_strdup_printf (_ ("%s · waiting to be sent"), size);
  gtk_label_set_label (GTK_LABEL (self->detail), text != NULL ? text : size);
  gtk_widget_set_visible (self->open, !busy);
  gtk_widget_set_visible (self->save, !busy);
  gtk_widget_set_visible (self->cancel, busy);
}

static void
tell (GtkWidget *widget, const char *message)
{
  gtk_label_set_label (GTK_LABEL (RW_FILE_CHIP (widget)->detail), message);
  if (gtk_widget_get_root (widget) != NULL)
    rw_announce (widget, message);
}

static void
progress_cb (gint64 got, gpointer user_data)
{
  RwFileChip *self = user_data;
  gint64 size = rw_record_get_integer (self->attachment, RW_ATTACHMENT_SIZE, 0);
  g_autofree char *text = NULL;

  if (size <= 0 || self->cancellable == NULL)
    return;
  text = g_strdup_printf (_ ("%d %% fetched"), (int) (100 * MIN (got, size) / size));
  gtk_label_set_label (GTK_LABEL (self->detail), text);
}

/* --- Opening ---------------------------------------------------------------------------------------- */

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwFileChip) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    tell (GTK_WIDGET (self), error->message);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwFileChip) self = user_data;
  g_autoptr (GtkFileLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      tell (GTK_WIDGET (self), error->message);
      return;
    }
  /* It came from somewhere: with what it is opened is a person's decision. */
  launcher = gtk_file_launcher_new (G_FILE (source));
  gtk_file_launcher_set_always_ask (launcher, TRUE);
  gtk_file_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                            launched_cb, g_object_ref (self));
}

/* A copy for another program, gone when the person logs out. */
static void
open_copy (RwFileChip *self, GBytes *bytes)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "rackward-files",
                                              get_text (self, RW_ATTACHMENT_DIGEST), NULL);
  g_autofree char *path = g_build_filename (folder, get_text (self, RW_ATTACHMENT_NAME), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (folder, 0700);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, g_object_ref (self));
}

/* --- Fetching --------------------------------------------------------------------------------------- */

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwFileChip) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rw_session_fetch_file_finish (RW_SESSION (source), result, &error);

  g_clear_object (&self->cancellable);
  update (self);
  if (bytes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
          !g_error_matches (error, RW_ERROR, RW_ERROR_CANCELLED))
        tell (GTK_WIDGET (self), error->message);
      return;
    }
  if (self->target != NULL)
    rw_save_to (GTK_WIDGET (self), self->target, bytes, tell);
  else
    open_copy (self, bytes);
}

/* It goes on when the timeline is laid out anew: then the chip is another one, and the file is there. */
static void
fetch (RwFileChip *self, GFile *target)
{
  if (self->cancellable != NULL)
    return;
  g_set_object (&self->target, target);
  self->cancellable = g_cancellable_new ();
  update (self);
  rw_session_fetch_file_async (self->session, get_text (self, RW_ATTACHMENT_DIGEST),
                               rw_record_get_integer (self->attachment, RW_ATTACHMENT_SIZE, 0),
                               progress_cb, self, self->cancellable, fetched_cb,
                               g_object_ref (self));
}

static void
open_cb (RwFileChip *self)
{
  fetch (self, NULL);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwFileChip) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    fetch (self, file);
}

static void
save_cb (RwFileChip *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Save File"));
  gtk_file_dialog_set_initial_name (dialog, get_text (self, RW_ATTACHMENT_NAME));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

static void
cancel_cb (RwFileChip *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * rw_file_chip_fetch:
 * @target: is replaced
 *
 * Saves the file there, without asking; the chip says how it went.
 */
void
rw_file_chip_fetch (RwFileChip *self, GFile *target)
{
  g_return_if_fail (RW_IS_FILE_CHIP (self) && G_IS_FILE (target));
  fetch (self, target);
}

/* --- Building --------------------------------------------------------------------------------------- */

static void
rw_file_chip_dispose (GObject *object)
{
  RwFileChip *self = RW_FILE_CHIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->attachment);
  g_clear_object (&self->target);
  G_OBJECT_CLASS (rw_file_chip_parent_class)->dispose (object);
}

static void
rw_file_chip_class_init (RwFileChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_file_chip_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_file_chip_init (RwFileChip *self)
{
}

static GtkWidget *
add_button (RwFileChip *self, GtkWidget *box, const char *icon, const char *words, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/**
 * rw_file_chip_new:
 * @session: has the file, or gets it
 * @attachment: what it is
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
rw_file_chip_new (RwSession *session, RwRecord *attachment)
{
  RwFileChip *self = g_object_new (RW_TYPE_FILE_CHIP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *name;
  g_autofree char *open = NULL, *save = NULL;

  self->session = g_object_ref (session);
  self->attachment = g_object_ref (attachment);
  name = gtk_label_new (get_text (self, RW_ATTACHMENT_NAME));
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 32);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  self->detail = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  gtk_label_set_wrap (GTK_LABEL (self->detail), TRUE);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dimmed");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), self->detail);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (box), words);
  open = g_strdup_printf (_ ("Open %s"), get_text (self, RW_ATTACHMENT_NAME));
  save = g_strdup_printf (_ ("Save %s"), get_text (self, RW_ATTACHMENT_NAME));
  self->open = add_button (self, box, "document-open-symbolic", open, G_CALLBACK (open_cb));
  self->save = add_button (self, box, "document-save-symbolic", save, G_CALLBACK (save_cb));
  self->cancel =
    add_button (self, box, "process-stop-symbolic", _ ("Cancel"), G_CALLBACK (cancel_cb));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_text (self, RW_ATTACHMENT_NAME), -1);
  g_signal_connect_object (session, "files-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
