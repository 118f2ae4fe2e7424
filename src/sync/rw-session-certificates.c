/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-session-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* Whom the session believes. What is kept about that, and the files that a person chose, are read in another
 * thread. */

typedef enum
{
  TRUST_LOAD,   /* what was chosen before */
  TRUST_SAVE,   /* what was chosen now, whatever it is */
  TRUST_CHOOSE, /* what was chosen now, if it can be used */
} TrustWish;

typedef struct
{
  char *dir;
  char *name;
  char *host;
  char *ca_file;
  char *client_file;
  TrustWish wish;
} TrustJob;

static void
trust_job_free (gpointer data)
{
  TrustJob *job = data;

  g_free (job->dir);
  g_free (job->name);
  g_free (job->host);
  g_free (job->ca_file);
  g_free (job->client_file);
  g_free (job);
}

static void
load_trust (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TrustJob *job = data;
  GError *error = NULL;
  RwTlsTrust *trust = NULL;

  if (job->wish == TRUST_CHOOSE)
    trust =
      rw_tls_trust_choose (job->dir, job->name, job->host, job->ca_file, job->client_file, &error);
  else if (job->wish == TRUST_LOAD ||
           rw_tls_trust_save_files (job->dir, job->name, job->ca_file, job->client_file, &error))
    trust = rw_tls_trust_load (job->dir, job->name, job->host);
  if (trust != NULL)
    g_task_return_pointer (task, trust, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
start_job (RwSession *self,
           TrustWish wish,
           const char *ca_file,
           const char *client_file,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GUri *server = rw_http_client_get_server (self->http);
  TrustJob *job = g_new (TrustJob, 1);

  *job = (TrustJob) {
    g_strdup (self->state_dir), rw_session_make_name (server), g_strdup (g_uri_get_host (server)),
    g_strdup (ca_file),         g_strdup (client_file),        wish
  };
  g_task_set_task_data (task, job, trust_job_free);
  g_task_run_in_thread (task, load_trust);
}

/* What the session is opened with. */
void
rw_session_load_trust_async (RwSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_job (self, self->tls_files_given ? TRUST_SAVE : TRUST_LOAD, self->ca_file,
             self->client_file, callback, user_data);
}

RwTlsTrust *
rw_session_load_trust_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_session_set_tls_files:
 * @ca_file: (nullable): PEM file with the certificate authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show the server and its key, %NULL for none
 *
 * To be called before the session is opened, when the person has chosen; the paths are kept for the next
 * time. Without it what was chosen before is used.
 */
void
rw_session_set_tls_files (RwSession *self, const char *ca_file, const char *client_file)
{
  g_return_if_fail (RW_IS_SESSION (self) && self->http == NULL);
  g_set_str (&self->ca_file, ca_file);
  g_set_str (&self->client_file, client_file);
  self->tls_files_given = TRUE;
}

/**
 * rw_session_is_encrypted:
 *
 * Returns: whether the session is one with certificates: not with a server on this machine without
 */
gboolean
rw_session_is_encrypted (RwSession *self)
{
  g_return_val_if_fail (RW_IS_SESSION (self), FALSE);
  return self->http != NULL &&
         strcmp (g_uri_get_scheme (rw_http_client_get_server (self->http)), "https") == 0;
}

/**
 * rw_session_describe_certificates:
 *
 * Returns: (transfer full) (nullable): whom the session believes; %NULL when it is not open, or not
 *   encrypted
 */
RwCertificates *
rw_session_describe_certificates (RwSession *self)
{
  RwTlsTrust *trust;

  g_return_val_if_fail (RW_IS_SESSION (self), NULL);
  trust = self->http != NULL ? rw_http_client_get_trust (self->http) : NULL;
  return trust != NULL ? rw_tls_trust_describe (trust) : NULL;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwSession *self = RW_SESSION (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (RwTlsTrust) trust = rw_session_load_trust_finish (result, &error);

  if (trust == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!self->closed)
    rw_engine_renew_trust (self->engine, trust);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_session_change_tls_files_async:
 * @ca_file: (nullable): PEM file with the certificate authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show the server and its key, %NULL for none
 *
 * Believes somebody else from now on, and the next time: what is connected is closed, and connected anew.
 * Without any file also the certificate that the server showed before is forgotten.
 */
void
rw_session_change_tls_files_async (RwSession *self,
                                   const char *ca_file,
                                   const char *client_file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_change_tls_files_async);
  if (rw_session_refuse_closed (self, task))
    return;
  g_return_if_fail (rw_session_is_encrypted (self));
  start_job (self, TRUST_CHOOSE, ca_file, client_file, chosen_cb, g_object_ref (task));
}

/**
 * rw_session_change_tls_files_finish:
 *
 * Returns: %FALSE with @error set, and everything as it was: %RW_ERROR_INVALID with a sentence about a file
 *   that cannot be used
 */
gboolean
rw_session_change_tls_files_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
