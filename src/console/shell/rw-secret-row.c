/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-secret-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-field-editor.h"
#include "rw-property-row.h"

/* Long enough to type it somewhere, short enough that a screen nobody looks at shows it to few. */
#define SHOWN_SECONDS 60

typedef enum
{
  STATE_HIDDEN,
  STATE_ASKING,
  STATE_SHOWN,
  STATE_EDITING,
  STATE_SAVING,
} State;

struct _RwSecretRow
{
  GtkListBoxRow parent_instance;

  RwSession *session;
  RwInspectorData *data; /* the inspector's: as long as the row is in it */
  RwRecord *record;
  guint field;
  gboolean writable;
  gboolean wants_editor;
  State state;
  RwSecret *secret;
  GCancellable *cancellable;
  guint hide_timer;

  GtkLabel *value;
  GtkLabel *error;
  GtkWidget *spinner;
  GtkWidget *show;
  GtkWidget *hide;
  GtkWidget *pencil;
  GtkWidget *buttons;
  AdwBin *slot; /* holds the editor */
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSecretRow, rw_secret_row, GTK_TYPE_LIST_BOX_ROW)

static const RwField *
get_field (RwSecretRow *self)
{
  return &rw_record_get_info (self->record)->fields[self->field];
}

static const RwId *
get_id (RwSecretRow *self)
{
  return rw_record_get_id (self->record);
}

static gboolean
is_reachable (RwSecretRow *self)
{
  RwSyncState state = rw_session_get_state (self->session);

  return state == RW_SYNC_STATE_UP_TO_DATE || state == RW_SYNC_STATE_SYNCING ||
         state == RW_SYNC_STATE_FIRST_SYNC;
}

static void
update (RwSecretRow *self)
{
  gboolean reachable = is_reachable (self),
           busy = self->state == STATE_ASKING || self->state == STATE_SAVING;
  gboolean shown = self->state == STATE_SHOWN, editing = self->state == STATE_EDITING;
  g_autofree char *name = NULL;
  const char *text = "••••••••";

  if (shown)
    text = self->secret->text != NULL ? self->secret->text : "—";
  else if (!reachable && !busy)
    text = _ ("Not kept on this computer. Shown while connected");
  gtk_label_set_label (self->value, text);
  gtk_label_set_selectable (self->value, shown && self->secret->text != NULL);
  if (shown && self->secret->text != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->value), !editing);
  gtk_widget_set_visible (GTK_WIDGET (self->slot), editing);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (self->show, !shown && !busy && !editing && reachable);
  gtk_widget_set_visible (self->hide, shown);
  gtk_widget_set_visible (self->pencil, self->writable && !busy && !editing && reachable);
  gtk_widget_set_visible (GTK_WIDGET (self->error), *gtk_label_get_label (self->error) != '\0');
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self),
                                    self->state == STATE_HIDDEN && reachable);

  if (shown)
    /* Translators: a field of which the person sees the value: "Access data is shown" */
    name = g_strdup_printf (_ ("%s is shown"), rw_field_label (get_field (self)));
  else if (!reachable)
    /* Translators: a field that is only at the server */
    name = g_strdup_printf (_ ("%s is not kept on this computer and can be shown while connected"),
                            rw_field_label (get_field (self)));
  else
    name = g_strdup_printf (_ ("%s is hidden"), rw_field_label (get_field (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_error (RwSecretRow *self,
           const char  *message)
{
  gtk_label_set_label (self->error, message != NULL ? message : "");
  if (message != NULL)
    rw_announce (GTK_WIDGET (self), message);
}

static void
forget (RwSecretRow *self)
{
  g_clear_handle_id (&self->hide_timer, g_source_remove);
  g_clear_pointer (&self->secret, rw_secret_free);
}

static void
hide (RwSecretRow *self)
{
  gboolean focused = gtk_widget_has_focus (self->hide);

  forget (self);
  self->state = STATE_HIDDEN;
  update (self);
  if (focused)
    gtk_widget_grab_focus (self->show);
}

static gboolean
hide_cb (gpointer data)
{
  RwSecretRow *self = data;

  self->hide_timer = 0;
  hide (self);
  return G_SOURCE_REMOVE;
}

static void
stop_editing (RwSecretRow *self)
{
  adw_bin_set_child (self->slot, NULL);
  hide (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RwSecretRow) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *editor;

  if (rw_session_set_secret_finish (RW_SESSION (source), result, &error))
    {
      g_autofree char *done = NULL;

      if (self->state != STATE_SAVING)
        return;
      /* Translators: a field and a record: "Access data of web-014 changed" */
      done = g_strdup_printf (_ ("%s of %s changed"), rw_field_label (get_field (self)),
                              rw_record_get_title (self->record));
      rw_announce (GTK_WIDGET (self), done);
      stop_editing (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->state != STATE_SAVING)
    return;
  editor = adw_bin_get_child (self->slot);
  self->state = STATE_EDITING;
  update (self);
  rw_field_editor_set_error (RW_FIELD_EDITOR (editor), error->message);
  rw_field_editor_begin (RW_FIELD_EDITOR (editor));
}

static void
apply_cb (RwSecretRow *self)
{
  RwFieldEditor *editor = RW_FIELD_EDITOR (adw_bin_get_child (self->slot));
  g_auto (RwValue) value = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_field_editor_get_value (editor, &value, &error))
    {
      rw_field_editor_set_error (editor, error->message);
      return;
    }
  if (g_strcmp0 (value.type == RW_FIELD_TEXT ? value.text : NULL, self->secret->text) == 0)
    {
      stop_editing (self);
      return;
    }
  self->state = STATE_SAVING;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  update (self);
  rw_session_set_secret_async (self->session, rw_record_get_kind (self->record), get_id (self),
                               self->field, self->secret,
                               value.type == RW_FIELD_TEXT ? value.text : NULL, self->cancellable,
                               set_cb, g_object_ref (self));
}

static void
begin_editing (RwSecretRow *self)
{
  GtkWidget *editor = rw_field_editor_new (self->session, self->data, self->field);

  rw_field_editor_set_text (RW_FIELD_EDITOR (editor),
                            self->secret->text != NULL ? self->secret->text : "");
  g_signal_connect_object (editor, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "cancel", G_CALLBACK (stop_editing), self, G_CONNECT_SWAPPED);
  g_clear_handle_id (&self->hide_timer, g_source_remove);
  adw_bin_set_child (self->slot, editor);
  self->state = STATE_EDITING;
  update (self);
  rw_field_editor_begin (RW_FIELD_EDITOR (editor));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwSecretRow) self = user_data;
  g_autoptr (GError) error = NULL;
  RwSecret *secret = rw_session_read_secret_finish (RW_SESSION (source), result, &error);

  if (secret == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->state != STATE_ASKING)
        return;
      self->state = STATE_HIDDEN;
      set_error (self, error->message);
      update (self);
      return;
    }
  if (self->state != STATE_ASKING)
    {
      rw_secret_free (secret);
      return;
    }
  self->secret = secret;
  if (self->wants_editor)
    {
      begin_editing (self);
      return;
    }
  self->state = STATE_SHOWN;
  self->hide_timer = g_timeout_add_seconds (SHOWN_SECONDS, hide_cb, self);
  update (self);
  gtk_widget_grab_focus (self->hide);
}

static void
ask (RwSecretRow *self,
     gboolean     to_edit)
{
  if (self->state == STATE_SHOWN && to_edit)
    {
      begin_editing (self);
      return;
    }
  if (self->state != STATE_HIDDEN)
    return;
  self->wants_editor = to_edit;
  self->state = STATE_ASKING;
  set_error (self, NULL);
  update (self);
  rw_session_read_secret_async (self->session, rw_record_get_kind (self->record), get_id (self),
                                self->field, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * rw_secret_row_show:
 *
 * Asks the server for the value and shows it for a while.
 */
void
rw_secret_row_show (RwSecretRow *self)
{
  g_return_if_fail (RW_IS_SECRET_ROW (self));
  ask (self, FALSE);
}

/**
 * rw_secret_row_edit:
 *
 * Asks the server for the value and puts an editor in its place, if the person may set it.
 */
void
rw_secret_row_edit (RwSecretRow *self)
{
  g_return_if_fail (RW_IS_SECRET_ROW (self));
  if (self->writable)
    ask (self, TRUE);
}

gboolean
rw_secret_row_get_editing (RwSecretRow *self)
{
  g_return_val_if_fail (RW_IS_SECRET_ROW (self), FALSE);
  return self->state == STATE_EDITING || self->state == STATE_SAVING;
}

/* Another page, another window in front of it: what is not on the screen is not in memory either. */
static void
rw_secret_row_unmap (GtkWidget *widget)
{
  RwSecretRow *self = RW_SECRET_ROW (widget);

  GTK_WIDGET_CLASS (rw_secret_row_parent_class)->unmap (widget);
  if (self->state != STATE_SHOWN)
    return;
  /* The rest is done when it is on the screen again: GTK holds on to what has the focus and is hidden while
   * it is taken out. */
  forget (self);
  self->state = STATE_HIDDEN;
  gtk_label_set_label (self->value, "");
}

static void
rw_secret_row_map (GtkWidget *widget)
{
  update (RW_SECRET_ROW (widget));
  GTK_WIDGET_CLASS (rw_secret_row_parent_class)->map (widget);
}

static void
rw_secret_row_dispose (GObject *object)
{
  RwSecretRow *self = RW_SECRET_ROW (object);

  g_cancellable_cancel (self->cancellable);
  forget (self);
  self->state = STATE_HIDDEN;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_secret_row_parent_class)->dispose (object);
}

static void
rw_secret_row_finalize (GObject *object)
{
  RwSecretRow *self = RW_SECRET_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (rw_secret_row_parent_class)->finalize (object);
}

static void
rw_secret_row_class_init (RwSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_secret_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_secret_row_finalize;
  GTK_WIDGET_CLASS (klass)->map = rw_secret_row_map;
  GTK_WIDGET_CLASS (klass)->unmap = rw_secret_row_unmap;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", RW_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_secret_row_init (RwSecretRow *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
button_new (RwSecretRow *self,
            const char  *icon,
            const char  *name,
            GCallback    clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
text_new (const char *class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class);
  return label;
}

/**
 * rw_secret_row_new:
 * @data: must outlive the row's place in a window
 * @field: a never cached one that the person may read
 */
GtkWidget *
rw_secret_row_new (RwSession       *session,
                   RwInspectorData *data,
                   guint            field)
{
  RwSecretRow *self = g_object_new (RW_TYPE_SECRET_ROW, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label, *column;
  const RwKindInfo *info = rw_record_get_info (data->record);
  const char *name = rw_field_label (&info->fields[field]);
  g_autofree char *show = g_strdup_printf (_ ("Show %s"), name);
  g_autofree char *hidden = g_strdup_printf (_ ("Hide %s"), name);
  g_autofree char *edit = g_strdup_printf (_ ("Edit %s"), name);

  self->session = g_object_ref (session);
  self->data = data;
  self->record = g_object_ref (data->record);
  self->field = field;
  self->writable = rw_property_is_writable (data->record, field, rw_session_get_roles (session));

  label = text_new ("rw-property-label");
  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), rw_property_column_new (label));

  column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (column, TRUE);
  self->value = GTK_LABEL (text_new ("rw-property-value"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  self->slot = ADW_BIN (adw_bin_new ());
  self->error = GTK_LABEL (text_new ("error"));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->slot));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (line), column);

  self->spinner = adw_spinner_new ();
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_START);
  self->show = button_new (self, "view-reveal-symbolic", show, G_CALLBACK (rw_secret_row_show));
  self->hide = button_new (self, "view-conceal-symbolic", hidden, G_CALLBACK (hide));
  self->pencil = button_new (self, "document-edit-symbolic", edit, G_CALLBACK (rw_secret_row_edit));
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->buttons, "rw-secret-buttons");
  gtk_box_append (GTK_BOX (self->buttons), self->spinner);
  gtk_box_append (GTK_BOX (self->buttons), self->show);
  gtk_box_append (GTK_BOX (self->buttons), self->hide);
  gtk_box_append (GTK_BOX (self->buttons), self->pencil);
  gtk_box_append (GTK_BOX (line), self->buttons);
  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
