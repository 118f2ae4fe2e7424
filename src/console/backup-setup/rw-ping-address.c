/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ping-address.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-new-key.h"

typedef enum
{
  WANT_COPY,
  WANT_SHOW,
  WANT_NEW,
} Want;

struct _RwPingAddress
{
  AdwBin parent_instance;

  RwSession *session;
  RwId job;
  GCancellable *asking;
  char *command; /* (nullable): while it is to be seen */

  GtkWidget *group;
  GtkWidget *row;
  GtkWidget *buttons[3];
  GtkWidget *example;
  GtkWidget *copy_example;
};

G_DEFINE_FINAL_TYPE (RwPingAddress, rw_ping_address, ADW_TYPE_BIN)

/* One question for an address: what it is for, and the key that is to be set. */
typedef struct
{
  RwPingAddress *self;
  Want want;
  char *key;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question->key);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_connected (RwPingAddress *self)
{
  RwSyncState state = rw_session_get_state (self->session);

  return state == RW_SYNC_STATE_UP_TO_DATE || state == RW_SYNC_STATE_SYNCING ||
         state == RW_SYNC_STATE_FIRST_SYNC;
}

static void
say (RwPingAddress *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), escaped);
  rw_announce (GTK_WIDGET (self), message);
}

static void
show_state (RwPingAddress *self)
{
  gboolean connected = is_connected (self) && self->asking == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    gtk_widget_set_sensitive (self->buttons[i], connected);
  if (!is_connected (self))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row),
                                 _ ("Not connected: the address is kept at the server only."));
}

/* {server}/v1/ping/{the job's id, 32 digits}-{key}: see the server's handler of pings. */
static char *
make_address (RwPingAddress *self, const char *key)
{
  const char *server = rw_session_get_server_url (self->session);
  char id[RW_ID_STRING_LENGTH + 1];
  g_auto (GStrv) parts = NULL;
  g_autofree char *digits = NULL;

  rw_id_write (&self->job, id);
  parts = g_strsplit (id, "-", -1);
  digits = g_strjoinv ("", parts);
  return g_strdup_printf ("%s%sv1/ping/%s-%s", server, g_str_has_suffix (server, "/") ? "" : "/",
                          digits, key);
}

static void
give_address (Question *question, const char *key)
{
  RwPingAddress *self = question->self;
  g_autofree char *address = make_address (self, key);

  if (question->want != WANT_SHOW)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), address);
      say (self, question->want == WANT_NEW
                   ? _ ("New address copied; the old one is of no use any more")
                   : _ ("Address copied. Whoever has it can report runs of this job"));
    }
  /* What is to be seen is never one that holds no more. */
  if (question->want == WANT_SHOW || self->command != NULL)
    {
      g_autofree char *text = NULL;

      g_free (self->command);
      self->command = g_strdup_printf ("curl -fsS -m 10 --retry 3 %s", address);
      text = g_strdup_printf ("curl -fsS -m 10 --retry 3 %s/start\n"
                              "restic backup /srv\n"
                              "curl -fsS -m 10 --retry 3 %s/$?",
                              address, address);
      gtk_label_set_text (GTK_LABEL (self->example), text);
      gtk_widget_set_visible (self->copy_example, TRUE);
      gtk_widget_set_visible (gtk_widget_get_ancestor (self->example, GTK_TYPE_FRAME), TRUE);
    }
}

/* An answer may come when nobody looks any more: then it is nobody's. */
static gboolean
asked (RwPingAddress *self)
{
  g_clear_object (&self->asking);
  show_state (self);
  return gtk_widget_get_root (GTK_WIDGET (self)) != NULL;
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = rw_session_set_secret_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!asked (question->self))
    return;
  if (ok)
    give_address (question, question->key);
  else
    say (question->self, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  RwPingAddress *self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwSecret) secret = rw_session_read_secret_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (secret == NULL)
    {
      if (asked (self))
        say (self, error->message);
      return;
    }
  if (secret->text != NULL && question->want != WANT_NEW)
    {
      if (asked (self))
        give_address (question, secret->text);
      return;
    }
  question->key = rw_new_key ();
  if (question->key == NULL)
    {
      if (asked (self))
        say (self, _ ("There are no random numbers to be had"));
      return;
    }
  /* The first address is none anew. */
  if (question->want == WANT_NEW && secret->text == NULL)
    question->want = WANT_COPY;
  rw_session_set_secret_async (RW_SESSION (source), RW_KIND_BACKUP_JOB, &self->job,
                               RW_BACKUP_JOB_PING_KEY, secret, question->key, self->asking, set_cb,
                               question);
  g_steal_pointer (&question);
}

static void
ask (RwPingAddress *self, Want want)
{
  Question *question;

  if (self->asking != NULL)
    return;
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->want = want;
  self->asking = g_cancellable_new ();
  show_state (self);
  rw_session_read_secret_async (self->session, RW_KIND_BACKUP_JOB, &self->job,
                                RW_BACKUP_JOB_PING_KEY, self->asking, read_cb, question);
}

static void
copy_cb (RwPingAddress *self)
{
  ask (self, WANT_COPY);
}

static void
copy_example_cb (RwPingAddress *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (GTK_LABEL (self->example)));
  say (self, _ ("Example copied. Whoever has it can report runs of this job"));
}

static void
new_answered_cb (AdwAlertDialog *question, const char *response, RwPingAddress *self)
{
  if (g_str_equal (response, "new"))
    ask (self, WANT_NEW);
}

static void
new_cb (RwPingAddress *self)
{
  AdwDialog *question = adw_alert_dialog_new (
    _ ("New Ping Address?"),
    _ (
      "Programs that call the old address are refused, and their runs count as missed, until they have the new one."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (question);

  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "new", _ ("_New Address"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "new", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (new_answered_cb), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
rw_ping_address_dispose (GObject *object)
{
  RwPingAddress *self = RW_PING_ADDRESS (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->session);
  g_clear_pointer (&self->command, g_free);
  G_OBJECT_CLASS (rw_ping_address_parent_class)->dispose (object);
}

static void
rw_ping_address_class_init (RwPingAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_ping_address_dispose;
}

static void
add_button (RwPingAddress *self, guint index, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), button);
  self->buttons[index] = button;
}

static void
rw_ping_address_init (RwPingAddress *self)
{
  GtkWidget *frame = gtk_frame_new (NULL);

  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Ping Address"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self->group),
    _ (
      "For programs that Rackward does not know: they call it when they begin, and with their exit code when they end."));
  self->row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Address"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), _ ("Made when it is first asked for"));
  add_button (self, 0, "edit-copy-symbolic", _ ("Copy Address"), G_CALLBACK (copy_cb));
  add_button (self, 1, "view-reveal-symbolic", _ ("Show Address and Example"),
              G_CALLBACK (rw_ping_address_show));
  add_button (self, 2, "view-refresh-symbolic", _ ("New Address"), G_CALLBACK (new_cb));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->row);
  self->example = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->example), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->example), PANGO_WRAP_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->example), 0);
  gtk_widget_add_css_class (self->example, "monospace");
  gtk_widget_set_margin_start (self->example, 12);
  gtk_widget_set_margin_end (self->example, 12);
  gtk_widget_set_margin_top (self->example, 9);
  gtk_widget_set_margin_bottom (self->example, 9);
  gtk_frame_set_child (GTK_FRAME (frame), self->example);
  gtk_widget_set_margin_top (frame, 6);
  gtk_widget_set_visible (frame, FALSE);
  self->copy_example = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->copy_example), _ ("Copy Example"));
  gtk_widget_set_visible (self->copy_example, FALSE);
  g_signal_connect_object (self->copy_example, "activated", G_CALLBACK (copy_example_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->copy_example);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), frame);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

/**
 * rw_ping_address_new:
 * @job: a backup job that is there
 */
GtkWidget *
rw_ping_address_new (RwSession *session, const RwId *job)
{
  RwPingAddress *self;

  g_return_val_if_fail (RW_IS_SESSION (session) && job != NULL, NULL);
  self = g_object_new (RW_TYPE_PING_ADDRESS, NULL);
  self->session = g_object_ref (session);
  self->job = *job;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * rw_ping_address_show:
 *
 * As if a person wanted to see it.
 */
void
rw_ping_address_show (RwPingAddress *self)
{
  g_return_if_fail (RW_IS_PING_ADDRESS (self));
  ask (self, WANT_SHOW);
}

/**
 * rw_ping_address_get_command:
 *
 * Returns: (transfer none) (nullable): the command line that is to be seen
 */
const char *
rw_ping_address_get_command (RwPingAddress *self)
{
  g_return_val_if_fail (RW_IS_PING_ADDRESS (self), NULL);
  return self->command;
}

gboolean
rw_ping_address_settled (RwPingAddress *self)
{
  g_return_val_if_fail (RW_IS_PING_ADDRESS (self), TRUE);
  return self->asking == NULL;
}
