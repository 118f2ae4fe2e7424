/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-files.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-announce.h"
#include "rules/rw-file-rules.h"

#define FILES_MOST 20

struct _RwTicketFiles
{
  AdwBin parent_instance;

  RwSession *session; /* weak: the page has it */
  GPtrArray *files;   /* of RwNewFile */
  GtkWidget *box, *chips, *note;
  guint busy;
  guint serial; /* another message is written: what was being copied belongs to the one before */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketFiles, rw_ticket_files, ADW_TYPE_BIN)

static void fill (RwTicketFiles *self);

static void
changed (RwTicketFiles *self)
{
  fill (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_note (RwTicketFiles *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          text != NULL || self->files->len > 0 || self->busy > 0);
}

static void
remove_cb (RwTicketFiles *self, GtkWidget *button)
{
  const RwNewFile *file = g_object_get_data (G_OBJECT (button), "rw-file");

  g_ptr_array_remove (self->files, (gpointer) file);
  show_note (self, NULL);
  changed (self);
}

static GtkWidget *
make_chip (RwTicketFiles *self, RwNewFile *file)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *name = gtk_label_new (file->name),
            *remove = gtk_button_new_from_icon_name ("window-close-symbolic"), *size;
  g_autofree char *bytes = g_format_size ((guint64) file->size);
  g_autofree char *words = g_strdup_printf (_ ("Remove %s"), file->name);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 24);
  size = gtk_label_new (bytes);
  gtk_widget_add_css_class (size, "caption");
  gtk_widget_add_css_class (size, "dimmed");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_set_tooltip_text (remove, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data (G_OBJECT (remove), "rw-file", file);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (chip), name);
  gtk_box_append (GTK_BOX (chip), size);
  gtk_box_append (GTK_BOX (chip), remove);
  return chip;
}

static void
fill (RwTicketFiles *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->chips), child);
  for (guint i = 0; i < self->files->len; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (self->chips), make_chip (self, self->files->pdata[i]));
  gtk_widget_set_visible (self->chips, self->files->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->files->len > 0 || self->busy > 0 ||
                                               gtk_widget_get_visible (self->note));
}

/* --- Adding ----------------------------------------------------------------------------------------- */

typedef struct
{
  RwTicketFiles *self;
  guint serial;
} Adding;

static gboolean
has (RwTicketFiles *self, const RwNewFile *file)
{
  for (guint i = 0; i < self->files->len; i++)
    if (g_str_equal (((RwNewFile *) self->files->pdata[i])->digest, file->digest) &&
        g_str_equal (((RwNewFile *) self->files->pdata[i])->name, file->name))
      return TRUE;
  return FALSE;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Adding *adding = user_data;
  g_autoptr (RwTicketFiles) self = adding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNewFile) file = rw_session_add_file_finish (RW_SESSION (source), result, &error);

  self->busy--;
  if (adding->serial != self->serial)
    return;
  show_note (self, error != NULL ? error->message : NULL);
  if (error != NULL)
    rw_announce (GTK_WIDGET (self), error->message);
  if (file != NULL && !has (self, file))
    {
      g_autofree char *words = g_strdup_printf (_ ("%s is attached"), file->name);

      g_ptr_array_add (self->files, g_steal_pointer (&file));
      rw_announce (GTK_WIDGET (self), words);
    }
  changed (self);
}

static void
add (RwTicketFiles *self, GFile *file, GBytes *bytes, const char *name)
{
  Adding *adding;

  if (self->session == NULL)
    return;
  if (self->files->len + self->busy >= FILES_MOST)
    {
      show_note (self, _ ("More files do not go with one message"));
      return;
    }
  adding = g_new (Adding, 1);
  *adding = (Adding) { g_object_ref (self), self->serial };
  self->busy++;
  show_note (self, _ ("Copying…"));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  rw_session_add_file_async (self->session, file, bytes, name, NULL, added_cb, adding);
}

/**
 * rw_ticket_files_add_file:
 * @file: is copied
 */
void
rw_ticket_files_add_file (RwTicketFiles *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_return_if_fail (RW_IS_TICKET_FILES (self));
  add (self, file, NULL, name);
}

typedef struct
{
  RwTicketFiles *self;
  guint serial;
} Encoding;

static void
encode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Encoding *encoding = user_data;
  g_autoptr (RwTicketFiles) self = encoding->self;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy--;
  if (bytes != NULL && encoding->serial == self->serial)
    /* Translators: the name of a file: what was pasted as a picture */
    add (self, NULL, bytes, _ ("picture.png"));
}

/**
 * rw_ticket_files_add_texture:
 * @texture: a picture that is in no file
 */
void
rw_ticket_files_add_texture (RwTicketFiles *self, GdkTexture *texture)
{
  g_autoptr (GTask) task = NULL;
  Encoding *encoding;

  g_return_if_fail (RW_IS_TICKET_FILES (self));
  encoding = g_new (Encoding, 1);
  *encoding = (Encoding) { g_object_ref (self), self->serial };
  self->busy++;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  task = g_task_new (NULL, NULL, encoded_cb, encoding);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, encode_thread);
}

/* --- From the person --------------------------------------------------------------------------------- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTicketFiles) self = user_data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      rw_ticket_files_add_file (self, file);
    }
}

/**
 * rw_ticket_files_choose:
 *
 * Lets the person choose files.
 */
void
rw_ticket_files_choose (RwTicketFiles *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Attach Files"));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 chosen_cb, g_object_ref (self));
}

static gboolean
take_value (RwTicketFiles *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      for (GSList *link = files; link != NULL; link = link->next)
        rw_ticket_files_add_file (self, link->data);
      return files != NULL;
    }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) || g_value_get_object (value) == NULL)
    return FALSE;
  rw_ticket_files_add_texture (self, g_value_get_object (value));
  return TRUE;
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTicketFiles) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    take_value (self, value);
}

/* Files and pictures become attachments; words are pasted as ever. */
static void
paste_cb (GtkWidget *text, RwTicketFiles *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (text);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ? GDK_TYPE_FILE_LIST
               : gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)    ? G_TYPE_INVALID
               : gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ? GDK_TYPE_TEXTURE
                                                                               : G_TYPE_INVALID;

  if (type == G_TYPE_INVALID)
    return;
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb,
                                  g_object_ref (self));
}

/**
 * rw_ticket_files_watch:
 * @place: what is dropped here is attached
 * @text: files and pictures that are pasted here are attached
 *
 * Takes what is dropped and pasted where the message is written.
 */
void
rw_ticket_files_watch (RwTicketFiles *self, GtkWidget *place, GtkTextView *text)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  g_return_if_fail (RW_IS_TICKET_FILES (self));
  gtk_drop_target_set_gtypes (drop, (GType[]) { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }, 2);
  g_signal_connect_object (drop, "drop", G_CALLBACK (take_value), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drop), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (place, GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_object (text, "paste-clipboard", G_CALLBACK (paste_cb), self, 0);
}

/* --- As text ---------------------------------------------------------------------------------------- */

/**
 * rw_ticket_files_to_text:
 *
 * Returns: (transfer full): the files in one line, for a draft: empty without any
 */
char *
rw_ticket_files_to_text (RwTicketFiles *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const RwNewFile *file = self->files->pdata[i];
      g_autofree char *name = g_uri_escape_string (file->name, NULL, FALSE);
      g_autofree char *type = g_uri_escape_string (file->media_type, NULL, FALSE);

      g_string_append_printf (text, " %s:%" G_GINT64_FORMAT ":%s:%s", file->digest, file->size,
                              type, name);
    }
  return g_string_free (text, FALSE);
}

static RwNewFile *
read_file (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 4);
  g_autoptr (RwNewFile) file = g_new0 (RwNewFile, 1);

  if (g_strv_length (parts) != 4 || !rw_file_digest_is_valid (parts[0]) ||
      !g_ascii_string_to_signed (parts[1], 10, 0, RW_FILE_MOST, &file->size, NULL))
    return NULL;
  file->digest = g_strdup (parts[0]);
  file->media_type = g_uri_unescape_string (parts[2], NULL);
  file->name = g_uri_unescape_string (parts[3], NULL);
  return file->media_type != NULL && file->name != NULL ? g_steal_pointer (&file) : NULL;
}

/**
 * rw_ticket_files_set_text:
 * @text: (nullable): from rw_ticket_files_to_text(); %NULL for no files
 *
 * Shows the files of another draft.
 */
void
rw_ticket_files_set_text (RwTicketFiles *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  g_return_if_fail (RW_IS_TICKET_FILES (self));
  self->serial++;
  g_ptr_array_set_size (self->files, 0);
  for (char **word = words; *word != NULL; word++)
    {
      RwNewFile *file = read_file (*word);

      if (file != NULL)
        g_ptr_array_add (self->files, file);
    }
  gtk_widget_set_visible (self->note, FALSE);
  fill (self);
}

/**
 * rw_ticket_files_get:
 *
 * Returns: (transfer none) (element-type RwNewFile): what goes with the message
 */
GPtrArray *
rw_ticket_files_get (RwTicketFiles *self)
{
  return self->files;
}

/**
 * rw_ticket_files_is_busy:
 *
 * Returns: whether something is still being copied
 */
gboolean
rw_ticket_files_is_busy (RwTicketFiles *self)
{
  return self->busy > 0;
}

void
rw_ticket_files_set_session (RwTicketFiles *self, RwSession *session)
{
  g_set_weak_pointer (&self->session, session);
}

/* --- Building --------------------------------------------------------------------------------------- */

static void
rw_ticket_files_dispose (GObject *object)
{
  RwTicketFiles *self = RW_TICKET_FILES (object);

  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (rw_ticket_files_parent_class)->dispose (object);
}

static void
rw_ticket_files_finalize (GObject *object)
{
  g_ptr_array_unref (RW_TICKET_FILES (object)->files);
  G_OBJECT_CLASS (rw_ticket_files_parent_class)->finalize (object);
}

static void
rw_ticket_files_class_init (RwTicketFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_ticket_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_files_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_TICKET_FILES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_ticket_files_init (RwTicketFiles *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_new_file_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->chips = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->chips), 12);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->chips);
  gtk_box_append (GTK_BOX (self->box), self->note);
  gtk_widget_set_margin_start (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Files that go with the message"), -1);
}

GtkWidget *
rw_ticket_files_new (void)
{
  return g_object_new (RW_TYPE_TICKET_FILES, NULL);
}
