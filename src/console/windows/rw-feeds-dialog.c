/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feeds-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-discard.h"
#include "rw-feed-editor.h"
#include "rw-new-key.h"
#include "rw-record-list.h"
#include "rw-submit.h"
#include "rw-text.h"

typedef struct
{
  RwRecord *feed;
  char *subject; /* (nullable) */
} Line;

struct _RwFeedsDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page;  /* (nullable): weak: where it is told what was done */
  GPtrArray *lines; /* (element-type Line) */
  GCancellable *cancellable;

  GtkWidget *banner;
  RwRecordList parts;
  GtkWidget *overlay;
};

G_DEFINE_FINAL_TYPE (RwFeedsDialog, rw_feeds_dialog, ADW_TYPE_DIALOG)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->feed);
  g_free (line->subject);
  g_free (line);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *other = *(Line *const *) b;
  gboolean revoked = rw_record_get_boolean (one->feed, RW_CALENDAR_FEED_REVOKED);

  if (revoked != rw_record_get_boolean (other->feed, RW_CALENDAR_FEED_REVOKED))
    return revoked ? 1 : -1;
  return rw_text_collate (rw_record_get_title (one->feed), rw_record_get_title (other->feed));
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) feeds =
    rw_cache_select (cache, RW_KIND_CALENDAR_FEED, "", error, RW_BIND_END);
  guint64 kinds = rw_schema_field (RW_KIND_CALENDAR_FEED, RW_CALENDAR_FEED_SUBJECT)->refs;

  if (feeds == NULL)
    return NULL;
  for (guint i = 0; i < feeds->len; i++)
    {
      Line *line = g_new0 (Line, 1);
      const RwId *id = rw_record_get_ref (feeds->pdata[i], RW_CALENDAR_FEED_SUBJECT);
      g_autoptr (RwRecord) subject = id != NULL ? rw_cache_find (cache, kinds, id, NULL) : NULL;

      line->feed = g_object_ref (feeds->pdata[i]);
      line->subject = subject != NULL ? g_strdup (rw_record_get_title (subject)) : NULL;
      g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

static gboolean
may_write (RwFeedsDialog *self)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (RW_KIND_CALENDAR_FEED)->writers) !=
         0;
}

static gboolean
is_connected (RwFeedsDialog *self)
{
  RwSyncState state = rw_session_get_state (self->session);

  return state == RW_SYNC_STATE_UP_TO_DATE || state == RW_SYNC_STATE_SYNCING ||
         state == RW_SYNC_STATE_FIRST_SYNC;
}

/* --- Its address --------------------------------------------------------------------------------------- */

/* One question for an address: of which feed, and whether another is wanted. */
typedef struct
{
  RwFeedsDialog *self;
  RwId id;
  gboolean anew;
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

/* An answer may come when nobody looks any more. */
static gboolean
is_open (RwFeedsDialog *self)
{
  return adw_dialog_get_child (ADW_DIALOG (self)) != NULL;
}

static void
say (RwFeedsDialog *self, const char *message)
{
  AdwToast *toast;

  if (!is_open (self))
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, message);
  /* What was just done is told at once, and not behind what was done before. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->overlay), toast);
  rw_announce (GTK_WIDGET (self), message);
}

static void
copy_address (Question *question, const char *key)
{
  const char *server = rw_session_get_server_url (question->self->session);
  char id[RW_ID_STRING_LENGTH + 1];
  g_autofree char *address = NULL;

  rw_id_write (&question->id, id);
  if (!is_open (question->self))
    return;
  address = g_strdup_printf ("%s%sv1/calendar/%s/%s.ics", server,
                             g_str_has_suffix (server, "/") ? "" : "/", id, key);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (question->self)), address);
  say (question->self, question->key != NULL && question->anew
                         ? _ ("New address copied; the old one is of no use any more")
                         : _ ("Address copied. Whoever has it can read the calendar"));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  if (rw_session_set_secret_finish (RW_SESSION (source), result, &error))
    copy_address (question, question->key);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (question->self, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwSecret) secret = rw_session_read_secret_finish (RW_SESSION (source), result, &error);

  if (secret == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (question->self, error->message);
      return;
    }
  if (secret->text != NULL && !question->anew)
    {
      copy_address (question, secret->text);
      return;
    }
  question->key = rw_new_key ();
  if (question->key == NULL)
    {
      say (question->self, _ ("There are no random numbers to be had"));
      return;
    }
  /* The first address is none anew. */
  question->anew = secret->text != NULL;
  rw_session_set_secret_async (RW_SESSION (source), RW_KIND_CALENDAR_FEED, &question->id,
                               RW_CALENDAR_FEED_KEY, secret, question->key, NULL, set_cb, question);
  g_steal_pointer (&question);
}

static void
ask_address (RwFeedsDialog *self, const RwId *id, gboolean anew)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->id = *id;
  question->anew = anew;
  rw_session_read_secret_async (self->session, RW_KIND_CALENDAR_FEED, id, RW_CALENDAR_FEED_KEY,
                                NULL, read_cb, question);
}

static RwRecord *
feed_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "rw-feed");
}

static void
copy_cb (RwFeedsDialog *self, GtkWidget *button)
{
  ask_address (self, rw_record_get_id (feed_of (button)), FALSE);
}

static void
anew_answered_cb (AdwAlertDialog *question, const char *response, RwFeedsDialog *self)
{
  if (g_str_equal (response, "new") && is_open (self))
    ask_address (self, g_object_get_data (G_OBJECT (question), "rw-id"), TRUE);
}

/* Every calendar that reads the old address is without it from then on. */
static void
anew_cb (RwFeedsDialog *self, GtkWidget *button)
{
  RwRecord *feed = feed_of (button);
  /* Translators: a calendar feed */
  g_autofree char *heading =
    g_strdup_printf (_ ("New Address for “%s”?"), rw_record_get_title (feed));
  AdwDialog *question = adw_alert_dialog_new (
    heading,
    _ (
      "Every calendar that reads the old address gets nothing more, and has to be given the new one."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (question);

  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "new", _ ("_New Address"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "new", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (question), "rw-id", rw_id_copy (rw_record_get_id (feed)),
                          g_free);
  g_signal_connect_object (question, "response", G_CALLBACK (anew_answered_cb), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
submit (RwFeedsDialog *self, RwEdit *edit, const char *label)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits, label);
}

static void
revoke_cb (RwFeedsDialog *self, GtkWidget *button)
{
  RwRecord *feed = feed_of (button);
  gboolean revoked = rw_record_get_boolean (feed, RW_CALENDAR_FEED_REVOKED);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CALENDAR_FEED, rw_record_get_id (feed));

  rw_edit_set (edit, RW_CALENDAR_FEED_REVOKED, rw_value_boolean (!revoked));
  submit (self, edit, revoked ? _ ("Calendar feed is read again") : _ ("Calendar feed revoked"));
}

/* --- The list ------------------------------------------------------------------------------------------ */

static void
add_button (RwFeedsDialog *self, GtkWidget *row, RwRecord *feed, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, rw_record_get_title (feed));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-feed", g_object_ref (feed), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (button, callback == G_CALLBACK (revoke_cb) || is_connected (self));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_row (RwFeedsDialog *self, const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean revoked = rw_record_get_boolean (line->feed, RW_CALENDAR_FEED_REVOKED),
           everything = rw_record_get_ref (line->feed, RW_CALENDAR_FEED_SUBJECT) == NULL,
           customer = rw_record_get_boolean (line->feed, RW_CALENDAR_FEED_FOR_CUSTOMER);
  g_autofree char *title = g_markup_escape_text (rw_record_get_title (line->feed), -1);
  g_autofree char *of =
    everything ? g_strdup (_ ("All changes"))
               : g_strdup_printf (_ ("Changes of %s"),
                                  line->subject != NULL ? line->subject : _ ("Unknown record"));
  g_autofree char *text =
    g_strdup_printf ("%s · %s%s%s", of,
                     customer ? _ ("read by the customer") : _ ("for colleagues"),
                     revoked ? " · " : "", revoked ? _ ("revoked: nobody can read it") : "");
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (!may_write (self))
    return row;
  if (!revoked)
    {
      add_button (self, row, line->feed, "edit-copy-symbolic", _ ("Copy Address"),
                  G_CALLBACK (copy_cb));
      add_button (self, row, line->feed, "view-refresh-symbolic", _ ("New Address"),
                  G_CALLBACK (anew_cb));
    }
  add_button (self, row, line->feed, revoked ? "edit-undo-symbolic" : "edit-delete-symbolic",
              revoked ? _ ("Allow Again") : _ ("Revoke"), G_CALLBACK (revoke_cb));
  return row;
}

static void
show_lines (RwFeedsDialog *self)
{
  if (!is_open (self))
    return;
  adw_banner_set_revealed (ADW_BANNER (self->banner), !is_connected (self));
  gtk_widget_set_visible (self->parts.add, may_write (self));
  if (self->lines == NULL)
    return;
  gtk_list_box_remove_all (GTK_LIST_BOX (self->parts.list));
  for (guint i = 0; i < self->lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->parts.list), create_row (self, self->lines->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack),
                                    self->lines->len > 0 ? "list" : "empty");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwFeedsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (lines == NULL && is_open (self))
    {
      adw_status_page_set_description (self->parts.problem, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack), "problem");
    }
  if (lines == NULL)
    return;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lines;
  show_lines (self);
}

static void
load (RwFeedsDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (self->session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (RwFeedsDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds & RW_KIND_BIT (RW_KIND_CALENDAR_FEED))
    load (self);
}

static void
save_cb (RwFeedsDialog *self, RwRecord *feed)
{
  submit (self, rw_edit_new_create (feed), _ ("Calendar feed added"));
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->parts.navigation));
}

static void
add_cb (RwFeedsDialog *self)
{
  AdwNavigationPage *editor = rw_feed_editor_new (self->session);

  g_signal_connect_object (editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->parts.navigation), editor);
}

/* A toast would keep the dialog, and with it the session, for as long as it is to be seen. */
static void
rw_feeds_dialog_closed (AdwDialog *dialog)
{
  adw_dialog_set_child (dialog, NULL);
}

static void
rw_feeds_dialog_dispose (GObject *object)
{
  RwFeedsDialog *self = RW_FEEDS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_feeds_dialog_parent_class)->dispose (object);
}

static void
rw_feeds_dialog_class_init (RwFeedsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_feeds_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = rw_feeds_dialog_closed;
}

static void
rw_feeds_dialog_init (RwFeedsDialog *self)
{
  const RwRecordListWords words = {
    .title = _ ("Calendar Feeds"),
    .name = _ ("Calendar feeds"),
    .add = _ ("New Calendar Feed"),
    .empty = _ ("No Calendar Feeds"),
    .empty_text = _ (
      "A feed is an address that a calendar program subscribes to: of a customer, a service, a site, or all changes."),
    .problem = _ ("Calendar Feeds Not Read"),
  };

  rw_record_list_build (&self->parts, ADW_DIALOG (self), &words);
  g_signal_connect_object (self->parts.add, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  rw_discard_guard (ADW_DIALOG (self), ADW_NAVIGATION_VIEW (self->parts.navigation));
  self->banner = adw_banner_new (
    _ ("Not connected: addresses are kept at the server only. Copy them when you are connected."));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (self->parts.view), self->banner);
  self->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->overlay), self->parts.navigation);
  adw_dialog_set_child (ADW_DIALOG (self), self->overlay);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 560);
}

/**
 * rw_feeds_dialog_new:
 * @page: (nullable): where it is told what was done
 */
AdwDialog *
rw_feeds_dialog_new (RwSession *session, GtkWidget *page)
{
  RwFeedsDialog *self = g_object_new (RW_TYPE_FEEDS_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_lines), self,
                           G_CONNECT_SWAPPED);
  show_lines (self);
  load (self);
  return ADW_DIALOG (self);
}

gboolean
rw_feeds_dialog_settled (RwFeedsDialog *self)
{
  g_return_val_if_fail (RW_IS_FEEDS_DIALOG (self), TRUE);
  return self->cancellable == NULL;
}

guint
rw_feeds_dialog_get_n (RwFeedsDialog *self)
{
  g_return_val_if_fail (RW_IS_FEEDS_DIALOG (self), 0);
  return self->lines != NULL ? self->lines->len : 0;
}
