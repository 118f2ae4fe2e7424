/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-type-photos-dialog.h"

#include <glib/gi18n.h>

#include "query/rw-query-faces.h"
#include "rw-announce.h"
#include "rw-picture.h"

/* Enough for a sharp screen and for paper; a rack unit is a tenth as high as it is wide. */
#define KEPT_MOST  1600
#define SHOWN_MOST 800
#define SHOWN_HIGH 180

/* One side of the type. */
typedef struct
{
  GtkWidget *picture, *clamp;
  AdwActionRow *row;
  GtkWidget *choose, *remove;
  RwTypeFace *face; /* (nullable): what is recorded */
  char *shown;      /* (nullable): digest of what is in @picture, or is on its way there */
  gboolean importing;
} Side;

struct _RwTypePhotosDialog
{
  AdwDialog parent_instance;

  RwPage *page;
  RwSession *session;
  GCancellable *cancellable;
  RwId device;
  RwId type;
  char *name;
  Side sides[2];
  guint busy;
  gboolean reading, stale;

  GtkStack *stack;
  AdwToastOverlay *toasts;
  AdwStatusPage *calm;
  AdwPreferencesPage *sheet;
};

G_DEFINE_FINAL_TYPE (RwTypePhotosDialog, rw_type_photos_dialog, ADW_TYPE_DIALOG)

static void load (RwTypePhotosDialog *self);

/* Something on its way, for one side. */
typedef struct
{
  RwTypePhotosDialog *self;
  RwFace face;
  char *digest;
  GFile *file;
  GBytes *bytes;
} Job;

static Job *
job_new (RwTypePhotosDialog *self, RwFace face)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_object_ref (self), face, NULL, NULL, NULL };
  self->busy++;
  return job;
}

static void
job_free (Job *job)
{
  job->self->busy--;
  g_object_unref (job->self);
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->digest);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
is_over (RwTypePhotosDialog *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static const char *
side_name (RwFace face)
{
  return face == RW_FACE_REAR ? _ ("Rear") : _ ("Front");
}

/* --- Showing ---------------------------------------------------------------------------------------- */

static void
tell (RwTypePhotosDialog *self, const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_side (RwTypePhotosDialog *self, RwFace face)
{
  Side *side = &self->sides[face];
  gboolean may = (rw_session_get_roles (self->session) & RW_ROLES_STAFF) != 0;
  const char *state = _ ("Drawn, as there is no picture");

  if (side->importing)
    state = _ ("Reading the picture…");
  else if (side->face != NULL)
    state = rw_session_is_file_waiting (self->session, side->face->digest)
              ? _ ("A picture, waiting to be sent")
              : _ ("A picture");
  adw_action_row_set_subtitle (side->row, state);
  gtk_button_set_label (GTK_BUTTON (side->choose),
                        side->face != NULL ? _ ("Replace…") : _ ("Choose…"));
  gtk_widget_set_sensitive (side->choose, may && !side->importing);
  gtk_widget_set_visible (side->remove, side->face != NULL);
  gtk_widget_set_sensitive (side->remove, may && !side->importing);
}

static void
show_sides (RwTypePhotosDialog *self)
{
  show_side (self, RW_FACE_FRONT);
  show_side (self, RW_FACE_REAR);
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = rw_picture_decode (((Job *) data)->bytes, SHOWN_MOST, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  Side *side = &job->self->sides[job->face];

  if (is_over (job->self) || g_strcmp0 (side->shown, job->digest) != 0)
    return;
  if (texture == NULL)
    {
      tell (job->self, error->message);
      return;
    }
  gtk_picture_set_paintable (GTK_PICTURE (side->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (side->clamp, TRUE);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  Side *side = &job->self->sides[job->face];

  job->bytes = rw_session_fetch_file_finish (RW_SESSION (source), result, &error);
  if (is_over (job->self) || g_strcmp0 (side->shown, job->digest) != 0)
    return;
  if (job->bytes == NULL)
    {
      g_clear_pointer (&side->shown, g_free);
      adw_action_row_set_subtitle (side->row, error->message);
      return;
    }
  task = g_task_new (NULL, NULL, decoded_cb, job);
  g_task_set_task_data (task, g_steal_pointer (&job), NULL);
  g_task_run_in_thread (task, decode_thread);
}

/* The picture of a side, if it is another one now. */
static void
update_picture (RwTypePhotosDialog *self, RwFace face)
{
  Side *side = &self->sides[face];
  Job *job;

  if (!g_set_str (&side->shown, side->face != NULL ? side->face->digest : NULL))
    return;
  gtk_widget_set_visible (side->clamp, FALSE);
  gtk_picture_set_paintable (GTK_PICTURE (side->picture), NULL);
  if (side->face == NULL)
    return;
  job = job_new (self, face);
  job->digest = g_strdup (side->shown);
  rw_session_fetch_file_async (self->session, side->face->digest, side->face->size, NULL, NULL,
                               self->cancellable, fetched_cb, job);
}

/* --- Reading ---------------------------------------------------------------------------------------- */

typedef struct
{
  RwId type;
  char *name;
  GPtrArray *faces;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->faces, g_ptr_array_unref);
  g_free (answer->name);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
read_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwRecord) device = rw_cache_get (cache, RW_KIND_DEVICE, data, error);
  const RwId *type = device != NULL ? rw_record_get_ref (device, RW_DEVICE_TYPE) : NULL;
  g_autoptr (RwRecord) record =
    type != NULL ? rw_cache_get (cache, RW_KIND_DEVICE_TYPE, type, error) : NULL;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if (error != NULL && *error != NULL)
    return NULL;
  if (record == NULL)
    return g_steal_pointer (&answer);
  answer->type = *type;
  answer->name = g_strdup_printf ("%s %s", rw_record_get_text (record, RW_DEVICE_TYPE_MANUFACTURER),
                                  rw_record_get_text (record, RW_DEVICE_TYPE_MODEL));
  answer->faces = rw_query_type_faces (cache, type, error);
  return answer->faces != NULL ? g_steal_pointer (&answer) : NULL;
}

static void
show_calm (RwTypePhotosDialog *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->calm, title);
  adw_status_page_set_description (self->calm, escaped);
  gtk_stack_set_visible_child_name (self->stack, "calm");
}

static void
take_answer (RwTypePhotosDialog *self, Answer *answer)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (answer->name == NULL)
    {
      show_calm (self, _ ("No Device Type"),
                 _ ("Pictures belong to a type, and this device has none. Give it one first."));
      return;
    }
  self->type = answer->type;
  g_set_str (&self->name, answer->name);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    g_clear_pointer (&self->sides[i].face, rw_type_face_free);
  for (guint i = 0; i < answer->faces->len; i++)
    {
      RwTypeFace *face = answer->faces->pdata[i];

      if (self->sides[face->face].face != NULL)
        continue;
      self->sides[face->face].face = face;
      answer->faces->pdata[i] = NULL;
    }
  text =
    g_strdup_printf (_ ("%s. Shown in the racks in place of the drawn faceplates."), self->name);
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_page_set_description (self->sheet, escaped);
  show_sides (self);
  update_picture (self, RW_FACE_FRONT);
  update_picture (self, RW_FACE_REAR);
  gtk_stack_set_visible_child_name (self->stack, "sheet");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTypePhotosDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->reading = FALSE;
  if (is_over (self))
    return;
  if (answer != NULL)
    take_answer (self, answer);
  else
    show_calm (self, _ ("Not Read"), error->message);
  if (self->stale)
    load (self);
}

static void
load (RwTypePhotosDialog *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  rw_session_read_async (self->session, read_func, rw_id_copy (&self->device), g_free, answer_free,
                         self->cancellable, read_cb, g_object_ref (self));
}

static void
changed_cb (RwTypePhotosDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds & (RW_KIND_BIT (RW_KIND_ATTACHMENT) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE) |
                        RW_KIND_BIT (RW_KIND_DEVICE)))
    load (self);
}

/* --- Changing --------------------------------------------------------------------------------------- */

/* @add: (nullable): the record of the new picture. What was there goes with it, in one step. */
static void
submit (RwTypePhotosDialog *self, RwFace face, RwRecord *add)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  Side *side = &self->sides[face];
  g_autofree char *label = NULL;

  if (side->face != NULL)
    g_ptr_array_add (edits,
                     rw_edit_new (RW_OP_DELETE, RW_KIND_ATTACHMENT, &side->face->attachment));
  if (add != NULL)
    g_ptr_array_add (edits, rw_edit_new_create (add));
  if (edits->len == 0)
    return;
  /* Translators: a side and a device type: "Picture of Dell PowerEdge R750, front" */
  label =
    g_strdup_printf (face == RW_FACE_REAR ? _ ("Picture of %s, rear") : _ ("Picture of %s, front"),
                     self->name);
  rw_page_submit (self->page, edits, label);
}

static void
end_import (RwTypePhotosDialog *self, RwFace face, const GError *error)
{
  self->sides[face].importing = FALSE;
  if (is_over (self))
    return;
  show_side (self, face);
  if (error == NULL)
    return;
  tell (self, error->message);
  rw_announce (GTK_WIDGET (self), error->message);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNewFile) file = rw_session_add_file_finish (RW_SESSION (source), result, &error);
  RwTypePhotosDialog *self = job->self;
  g_autoptr (RwRecord) record = NULL;

  end_import (self, job->face, error);
  if (file == NULL || is_over (self))
    return;
  record = rw_session_new_attachment (self->session, file, &self->type);
  rw_record_set_enum (record, RW_ATTACHMENT_FACE, (int) job->face);
  submit (self, job->face, record);
}

static void
shrink_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = rw_picture_shrink (((Job *) data)->file, KEPT_MOST, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
shrunk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  RwTypePhotosDialog *self = job->self;
  g_autofree char *name = NULL;

  if (bytes == NULL || is_over (self))
    {
      end_import (self, job->face, error);
      return;
    }
  name = g_strdup_printf ("%s.png", job->face == RW_FACE_REAR ? "rear" : "front");
  rw_session_add_file_async (self->session, NULL, bytes, name, NULL, added_cb,
                             g_steal_pointer (&job));
}

/**
 * rw_type_photos_dialog_import:
 * @file: a picture
 *
 * Makes a picture that of a side of the type: scaled down, and without what a camera notes besides.
 */
void
rw_type_photos_dialog_import (RwTypePhotosDialog *self, RwFace face, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RW_IS_TYPE_PHOTOS_DIALOG (self) && face <= RW_FACE_REAR && G_IS_FILE (file));
  if (self->name == NULL || self->sides[face].importing)
    return;
  job = job_new (self, face);
  job->file = g_object_ref (file);
  self->sides[face].importing = TRUE;
  show_side (self, face);
  task = g_task_new (NULL, NULL, shrunk_cb, job);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, shrink_thread);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && !is_over (job->self))
    rw_type_photos_dialog_import (job->self, job->face, file);
}

static RwFace
face_of (RwTypePhotosDialog *self, GtkWidget *button)
{
  return button == self->sides[RW_FACE_REAR].choose || button == self->sides[RW_FACE_REAR].remove
           ? RW_FACE_REAR
           : RW_FACE_FRONT;
}

static void
choose_cb (RwTypePhotosDialog *self, GtkWidget *button)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_title (dialog, _ ("Choose a Picture"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, job_new (self, face_of (self, button)));
}

static void
remove_cb (RwTypePhotosDialog *self, GtkWidget *button)
{
  submit (self, face_of (self, button), NULL);
}

/* --- Building --------------------------------------------------------------------------------------- */

static void
add_side (RwTypePhotosDialog *self, RwFace face)
{
  Side *side = &self->sides[face];
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  side->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (side->picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_picture_set_alternative_text (GTK_PICTURE (side->picture),
                                    face == RW_FACE_REAR
                                      ? _ ("What the type looks like from behind")
                                      : _ ("What the type looks like from the front"));
  side->clamp = adw_clamp_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (side->clamp), GTK_ORIENTATION_VERTICAL);
  adw_clamp_set_maximum_size (ADW_CLAMP (side->clamp), SHOWN_HIGH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (side->clamp), SHOWN_HIGH);
  adw_clamp_set_child (ADW_CLAMP (side->clamp), side->picture);
  gtk_widget_set_margin_top (side->clamp, 12);
  gtk_widget_set_visible (side->clamp, FALSE);
  side->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (side->row), side_name (face));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (side->row), FALSE);
  side->remove = gtk_button_new_with_label (_ ("Remove"));
  side->choose = gtk_button_new_with_label (_ ("Choose…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->choose), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  face == RW_FACE_REAR ? _ ("Choose a picture of the rear")
                                                       : _ ("Choose a picture of the front"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  face == RW_FACE_REAR ? _ ("Remove the picture of the rear")
                                                       : _ ("Remove the picture of the front"),
                                  -1);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *button = i == 0 ? side->remove : side->choose;

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (i == 0 ? remove_cb : choose_cb),
                                self);
      adw_action_row_add_suffix (side->row, button);
    }
  adw_preferences_group_add (group, GTK_WIDGET (side->row));
  adw_preferences_group_add (group, side->clamp);
  adw_preferences_page_add (self->sheet, group);
}

static void
rw_type_photos_dialog_dispose (GObject *object)
{
  RwTypePhotosDialog *self = RW_TYPE_PHOTOS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      g_clear_pointer (&self->sides[i].face, rw_type_face_free);
      g_clear_pointer (&self->sides[i].shown, g_free);
    }
  g_clear_object (&self->session);
  g_clear_object (&self->page);
  G_OBJECT_CLASS (rw_type_photos_dialog_parent_class)->dispose (object);
}

static void
rw_type_photos_dialog_finalize (GObject *object)
{
  RwTypePhotosDialog *self = RW_TYPE_PHOTOS_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->name);
  G_OBJECT_CLASS (rw_type_photos_dialog_parent_class)->finalize (object);
}

static void
rw_type_photos_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RW_TYPE_PHOTOS_DIALOG (dialog)->cancellable);
}

static void
rw_type_photos_dialog_class_init (RwTypePhotosDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_type_photos_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_type_photos_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_type_photos_dialog_closed;
}

static void
rw_type_photos_dialog_init (RwTypePhotosDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->calm = ADW_STATUS_PAGE (adw_status_page_new ());
  self->sheet = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  add_side (self, RW_FACE_FRONT);
  add_side (self, RW_FACE_REAR);
  gtk_stack_add_named (self->stack, adw_spinner_new (), "busy");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->calm), "calm");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "sheet");
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Pictures of the Type"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
}

/**
 * rw_type_photos_dialog_new:
 * @page: that is asked from
 * @device: one of the type
 */
AdwDialog *
rw_type_photos_dialog_new (RwPage *page, const RwId *device)
{
  RwTypePhotosDialog *self = g_object_new (RW_TYPE_TYPE_PHOTOS_DIALOG, NULL);

  self->page = g_object_ref (page);
  self->session = g_object_ref (rw_page_get_session (page));
  self->device = *device;
  g_signal_connect_object (self->session, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "files-changed", G_CALLBACK (show_sides), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

/**
 * rw_type_photos_dialog_settled:
 *
 * Returns: whether all that was asked for is there and shown
 */
gboolean
rw_type_photos_dialog_settled (RwTypePhotosDialog *self)
{
  return self->busy == 0 && !self->reading;
}
