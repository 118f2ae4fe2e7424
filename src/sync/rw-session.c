/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-session-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-token-store.h"

/* So long the start waits for the keyring before it shows the log-in. */
#define TOKEN_PATIENCE_MS 3000

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_PENDING,
  PROP_CONFLICTS,
  PROP_LAST_CONTACT,
  PROP_MESSAGE,
  PROP_ROLES,
  PROP_PERSON_NAME,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_LOCKED,
  N_PROPS,
};

enum
{
  CHANGED,
  NOTICE,
  INBOX_CHANGED,
  SLEEPING,
  FILES_CHANGED,
  PRESENCE_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSession, rw_session, G_TYPE_OBJECT)

static void
set_message (RwSession *self, const char *message)
{
  if (g_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

void
rw_session_update_state (RwSession *self)
{
  RwSyncState state = self->machine_state;

  /* Whoever waits for the keyring is not asked for a password yet. */
  if (state == RW_SYNC_STATE_SIGNED_OUT && self->looking_up)
    state = RW_SYNC_STATE_CONNECTING;
  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_uint (RwSession *self, guint *place, guint value, int prop)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
rw_session_notice (RwSession *self, const char *text)
{
  g_signal_emit (self, signals[NOTICE], 0, text);
}

void
rw_session_notify_files (RwSession *self)
{
  g_signal_emit (self, signals[FILES_CHANGED], 0);
}

void
rw_session_notify_undo (RwSession *self)
{
  for (int prop = PROP_CAN_UNDO; prop <= PROP_REDO_LABEL; prop++)
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* @person: (transfer full) */
void
rw_session_set_person (RwSession *self, RwPrincipalInfo *person)
{
  /* What one person may read is not shown to the next. */
  if (person == NULL || self->person == NULL || !rw_id_equal (&person->id, &self->person->id) ||
      person->roles != self->person->roles)
    g_hash_table_remove_all (self->logs);
  g_clear_pointer (&self->person, rw_principal_info_free);
  self->person = person;
  rw_session_update_presence (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROLES]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERSON_NAME]);
}

/* The engine */

static void ask_who (RwSession *self);

static void
report_cb (RwSession *self, int state, const char *message)
{
  self->machine_state = (RwSyncState) state;
  set_message (self, message);
  rw_session_update_state (self);
  if (state == RW_SYNC_STATE_UP_TO_DATE && !self->person_fresh)
    ask_who (self);
  if (state == RW_SYNC_STATE_UP_TO_DATE)
    rw_session_send_files (self);
}

static void
news_cb (RwSession *self, const RwStoreNews *news)
{
  RwChangeSet changes = { news->changes.kinds, news->changes.ids };

  self->has_data = news->has_data;
  set_uint (self, &self->pending, news->pending, PROP_PENDING);
  set_uint (self, &self->conflicts, news->conflicts, PROP_CONFLICTS);
  if (self->inbox_serial != news->inbox_serial)
    {
      self->inbox_serial = news->inbox_serial;
      g_signal_emit (self, signals[INBOX_CHANGED], 0);
    }
  if (changes.kinds != 0)
    g_signal_emit (self, signals[CHANGED], 0, &changes);
  if (changes.kinds & RW_KIND_BIT (RW_KIND_ATTACHMENT))
    rw_session_send_files (self);
  for (guint i = 0; i < news->notices->len; i++)
    rw_session_notice (self, g_ptr_array_index (news->notices, i));
}

static void
progress_cb (RwSession *self, double progress)
{
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
}

static void
contact_cb (RwSession *self)
{
  rw_session_renew_lease (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_CONTACT]);
}

void
rw_session_notify_locked (RwSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOCKED]);
}

static void
sleeping_cb (RwSession *self)
{
  g_signal_emit (self, signals[SLEEPING], 0);
  rw_session_keep_lease (self);
}

/* Who is signed in */

void
rw_session_keep_person (RwSession *self)
{
  g_autofree char *text = self->person != NULL ? rw_principal_info_to_text (self->person) : NULL;

  rw_engine_keep_person (self->engine, text);
}

static void
who_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  RwPrincipalInfo *person = node != NULL ? rw_principal_info_parse (node, &error) : NULL;

  if (person == NULL)
    {
      /* The feed, which is asked at the same time, says the same and is shown. */
      g_debug ("%s", error->message);
      return;
    }
  self->person_fresh = TRUE;
  if (self->closed || (self->locked && !rw_session_admit (self, person, NULL)))
    {
      rw_principal_info_free (person);
      return;
    }
  rw_engine_set_head (self->engine, person->head);
  rw_session_set_person (self, person);
  rw_session_keep_person (self);
  rw_session_unlock (self);
}

static void
ask_who (RwSession *self)
{
  g_autoptr (SoupMessage) message =
    rw_http_client_new_message (self->http, SOUP_METHOD_GET, "/v1/me");

  rw_http_client_send_async (self->http, message, NULL, self->cancellable, who_cb,
                             g_object_ref (self));
}

void
rw_session_use_token (RwSession *self, const char *token)
{
  self->looking_up = FALSE;
  self->person_fresh = FALSE;
  g_clear_handle_id (&self->token_timer, g_source_remove);
  rw_session_clear_presence (self);
  rw_engine_set_token (self->engine, token);
  rw_session_update_state (self);
  if (token != NULL)
    ask_who (self);
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = rw_token_store_lookup_finish (result, &error);

  if (error != NULL)
    g_info ("%s", error->message);
  /* Whatever was set meanwhile is newer. */
  if (self->closed || self->token_given)
    return;
  if (token != NULL && !self->locked)
    rw_session_use_token (self, token);
  self->looking_up = FALSE;
  g_clear_handle_id (&self->token_timer, g_source_remove);
  rw_session_update_state (self);
}

static gboolean
token_late_cb (gpointer data)
{
  RwSession *self = data;

  self->token_timer = 0;
  self->looking_up = FALSE;
  rw_session_update_state (self);
  return G_SOURCE_REMOVE;
}

void
rw_session_look_for_token (RwSession *self)
{
  self->looking_up = TRUE;
  self->token_timer = g_timeout_add (TOKEN_PATIENCE_MS, token_late_cb, self);
  rw_token_store_lookup_async (self->server_url, self->cancellable, token_found_cb,
                               g_object_ref (self));
}

/* GObject */

static void
rw_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RwSession *self = RW_SESSION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;
    case PROP_CONFLICTS:
      g_value_set_uint (value, self->conflicts);
      break;
    case PROP_LAST_CONTACT:
      g_value_set_int64 (value, self->last_contact);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_ROLES:
      g_value_set_uint (value, rw_session_get_roles (self));
      break;
    case PROP_PERSON_NAME:
      g_value_set_string (value, rw_session_get_person_name (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, rw_session_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, rw_session_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, rw_session_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, rw_session_get_redo_label (self));
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rw_session_dispose (GObject *object)
{
  RwSession *self = RW_SESSION (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->token_timer, g_source_remove);
  rw_session_stop_lease (self);
  rw_session_stop_presence (self);
  rw_session_free_files (self);
  if (self->engine != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->engine, self);
      g_object_run_dispose (G_OBJECT (self->engine));
    }
  g_clear_object (&self->engine);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (rw_session_parent_class)->dispose (object);
}

static void
rw_session_finalize (GObject *object)
{
  RwSession *self = RW_SESSION (object);

  g_clear_pointer (&self->person, rw_principal_info_free);
  g_clear_pointer (&self->undo, rw_undo_stack_free);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->unsendable, g_hash_table_unref);
  g_hash_table_unref (self->logs);
  g_clear_object (&self->cancellable);
  rw_lease_clear (&self->lease);
  rw_presence_book_free (self->presence_book);
  rw_presence_teller_free (self->presence_teller);
  g_free (self->server_url);
  g_free (self->state_dir);
  g_free (self->wanted_token);
  g_free (self->ca_file);
  g_free (self->client_file);
  g_free (self->message);
  G_OBJECT_CLASS (rw_session_parent_class)->finalize (object);
}

static void
rw_session_class_init (RwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rw_session_get_property;
  object_class->dispose = rw_session_dispose;
  object_class->finalize = rw_session_finalize;

  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, RW_TYPE_SYNC_STATE, RW_SYNC_STATE_CLOSED, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  props[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_CONFLICTS] = g_param_spec_uint ("conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_CONTACT] =
    g_param_spec_int64 ("last-contact", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  props[PROP_ROLES] = g_param_spec_uint ("roles", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_PERSON_NAME] = g_param_spec_string ("person-name", NULL, NULL, NULL, flags);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NOTICE] = g_signal_new ("notice", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[INBOX_CHANGED] = g_signal_new ("inbox-changed", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SLEEPING] = g_signal_new ("sleeping", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[FILES_CHANGED] = g_signal_new ("files-changed", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRESENCE_CHANGED] = g_signal_new ("presence-changed", RW_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_session_init (RwSession *self)
{
  self->undo = rw_undo_stack_new ();
  self->logs =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rw_history_log_unref);
  self->cancellable = g_cancellable_new ();
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unsendable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->presence_book = rw_presence_book_new ();
  self->presence_teller = rw_presence_teller_new ();
  self->progress = -1;
}

/* "rackward.example.net-8443": what the files of a server are called by. */
char *
rw_session_make_name (GUri *server)
{
  GString *name = g_string_new (g_uri_get_host (server));

  if (g_uri_get_port (server) > 0)
    g_string_append_printf (name, "-%d", g_uri_get_port (server));
  if (strlen (g_uri_get_path (server)) > 1)
    g_string_append (name, g_uri_get_path (server));
  for (char *p = name->str; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.')
      *p = '-';
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

/**
 * rw_session_foresee:
 * @server_url: of the session that will be opened
 * @func: what will be read of it first
 * @data: for @func
 * @free_data: (nullable): frees @data, in any thread
 * @free_result: (nullable): frees a result that nobody took, in any thread
 *
 * Reads in another thread while the program has not come to opening the session yet. The first
 * rw_session_read_async() of it with the same @func gets the answer, unless the data changed, or more than a
 * moment went by. Its own data is not looked at then: it is to ask for the same, but for the time. Does
 * nothing where there is no data.
 */
void
rw_session_foresee (const char *server_url,
                    const char *state_dir,
                    RwReadFunc func,
                    gpointer data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_result)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (server_url != NULL && state_dir != NULL && func != NULL);
  uri = g_uri_parse (server_url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      if (free_data != NULL)
        free_data (data);
      return;
    }
  name = rw_session_make_name (uri);
  rw_reader_foresee (state_dir, name, func, data, free_data, free_result);
}

/**
 * rw_session_new:
 * @server_url: "https://rackward.example.net"
 * @state_dir: folder for the files of this and of other servers
 *
 * Returns: (transfer full): a session; nothing happens before rw_session_open_async()
 */
RwSession *
rw_session_new (const char *server_url, const char *state_dir)
{
  RwSession *self;

  g_return_val_if_fail (server_url != NULL && state_dir != NULL, NULL);
  self = g_object_new (RW_TYPE_SESSION, NULL);
  self->server_url = g_strdup (server_url);
  self->state_dir = g_strdup (state_dir);
  return self;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  g_autofree char *person = NULL;
  g_autofree char *lease = NULL;
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (!rw_engine_open_finish (RW_ENGINE (source), result, &person, &lease, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
      return;
    }
  self->open = TRUE;
  name = rw_session_make_name (rw_http_client_get_server (self->http));
  rw_session_start_files (self, name);
  if (person != NULL && *person != '\0' && self->person == NULL)
    rw_session_set_person (self, rw_principal_info_from_text (person));
  rw_session_start_lease (self, lease);
  if (!self->token_given && !self->locked)
    rw_session_look_for_token (self);
  rw_engine_start (self->engine);
  if (self->token_given)
    rw_session_use_token (self, self->wanted_token);
  g_task_return_boolean (task, TRUE);
}

static void
start_engine (GTask *task)
{
  RwSession *self = g_task_get_source_object (task);
  g_autofree char *name = rw_session_make_name (rw_http_client_get_server (self->http));

  self->engine = rw_engine_new (self->http, self->state_dir, name);
  g_signal_connect_swapped (self->engine, "report", G_CALLBACK (report_cb), self);
  g_signal_connect_swapped (self->engine, "news", G_CALLBACK (news_cb), self);
  g_signal_connect_swapped (self->engine, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (self->engine, "contact", G_CALLBACK (contact_cb), self);
  g_signal_connect_swapped (self->engine, "sleeping", G_CALLBACK (sleeping_cb), self);
  g_signal_connect_swapped (self->engine, "resumed", G_CALLBACK (rw_session_check_lease), self);
  rw_session_start_presence (self);
  rw_engine_open_async (self->engine, opened_cb, g_object_ref (task));
}

static void
trust_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = RW_SESSION (source);
  GError *error = NULL;
  g_autoptr (RwTlsTrust) trust = rw_session_load_trust_finish (result, &error);

  if (trust == NULL || self->closed)
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
      g_task_return_error (task, error);
      return;
    }
  rw_http_client_set_trust (self->http, trust);
  start_engine (task);
}

/**
 * rw_session_open_async:
 *
 * Opens the cache and the outbox; what is in them can be read and edited when the callback runs. The
 * server is contacted after that, if there is a token.
 */
void
rw_session_open_async (RwSession *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (RW_IS_SESSION (self) && self->http == NULL);
  g_task_set_source_tag (task, rw_session_open_async);
  self->http = rw_http_client_new (self->server_url, &error);
  if (self->http == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (rw_session_is_encrypted (self))
    rw_session_load_trust_async (self, trust_cb, g_object_ref (task));
  else
    start_engine (task);
}

/**
 * rw_session_open_finish:
 *
 * Returns: %FALSE with @error set: %RW_ERROR_TOO_NEW when the files are a newer Rackward's, %RW_ERROR_BUSY
 *   when another Rackward has them open, %RW_ERROR_INVALID for what is no server's address, and
 *   what else keeps files from being opened
 */
gboolean
rw_session_open_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_session_get_token:
 *
 * Returns: (transfer none) (nullable): the token in use
 */
const char *
rw_session_get_token (RwSession *self)
{
  if (self->http == NULL || !self->open)
    return self->wanted_token;
  return rw_http_client_get_token (self->http);
}

/**
 * rw_session_sync_now:
 *
 * Tries at once what would be tried after a pause.
 */
void
rw_session_sync_now (RwSession *self)
{
  g_return_if_fail (RW_IS_SESSION (self));
  if (!self->open || self->closed)
    return;
  rw_session_check_lease (self);
  rw_engine_sync_now (self->engine);
}

/* Nothing new from here on. */
void
rw_session_begin_close (RwSession *self)
{
  rw_session_stop_lease (self);
  rw_session_stop_presence (self);
  rw_session_stop_files (self);
  self->closed = TRUE;
  self->looking_up = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->token_timer, g_source_remove);
}

void
rw_session_end_close (RwSession *self)
{
  self->machine_state = RW_SYNC_STATE_CLOSED;
  rw_session_update_state (self);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!rw_engine_close_finish (RW_ENGINE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  rw_session_end_close (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_session_close_async:
 *
 * Ends the session: what was edited is in the outbox and goes out the next time.
 */
void
rw_session_close_async (RwSession *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_check_cancellable (task, FALSE);
  rw_session_begin_close (self);
  if (self->engine == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  rw_engine_close_async (self->engine, closed_cb, g_object_ref (task));
}

gboolean
rw_session_close_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_session_has_data:
 *
 * Returns: whether there is a view to read
 */
gboolean
rw_session_has_data (RwSession *self)
{
  return self->has_data && !self->locked;
}

RwSyncState
rw_session_get_state (RwSession *self)
{
  return self->state;
}

double
rw_session_get_progress (RwSession *self)
{
  return self->progress;
}

guint
rw_session_get_pending (RwSession *self)
{
  return self->pending;
}

guint
rw_session_get_conflicts (RwSession *self)
{
  return self->conflicts;
}

/**
 * rw_session_get_last_contact:
 *
 * Returns: when the server was last heard, also before the last start; 0 for never
 */
gint64
rw_session_get_last_contact (RwSession *self)
{
  return self->last_contact;
}

const char *
rw_session_get_message (RwSession *self)
{
  return self->message;
}

guint
rw_session_get_roles (RwSession *self)
{
  return self->person != NULL ? self->person->roles : 0;
}

/**
 * rw_session_get_person:
 *
 * Returns: (transfer none) (nullable): who is or was last signed in
 */
const RwId *
rw_session_get_person (RwSession *self)
{
  return self->person != NULL ? &self->person->id : NULL;
}

const char *
rw_session_get_person_name (RwSession *self)
{
  return self->person != NULL ? self->person->name : NULL;
}

/**
 * rw_session_is_server_older:
 *
 * Returns: whether the server said that it speaks an older schema than this Rackward: what it does not know it
 *   refuses. Looked at again when "person-name" is notified
 */
gboolean
rw_session_is_server_older (RwSession *self)
{
  g_return_val_if_fail (RW_IS_SESSION (self), FALSE);
  return self->person != NULL && self->person->schema > 0 &&
         self->person->schema < RW_SCHEMA_VERSION;
}

const char *
rw_session_get_server_url (RwSession *self)
{
  return self->server_url;
}
