/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-tls-trust.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-tls-files.h"

#define GROUP "tls"

struct _RwTlsTrust
{
  GTlsDatabase parent_instance;

  char *path;
  char *host;
  char *ca_file;
  char *client_file;
  GTlsDatabase *base; /* NULL when its file cannot be read */
  GPtrArray *authorities; /* of RwCertificate: what is in the file */
  GTlsCertificate *client;
  char *problem; /* why nobody is believed */

  GMutex lock;
  char *known; /* fingerprint of the certificate accepted last */
  gint64 since;
  RwCertificate *server; /* the same for a person; NULL for what was accepted before that was kept */
  char *refusal; /* why the last one was refused */
  gboolean believed; /* a handshake went well since the start */
  gboolean asked;    /* in one the server asked for a certificate, and there is none */
  gboolean answered; /* and the server said something after it */
};

G_DEFINE_FINAL_TYPE (RwTlsTrust, rw_tls_trust, G_TYPE_TLS_DATABASE)

static char *
make_path (const char *dir, const char *name)
{
  g_autofree char *base = g_strdup_printf ("server-%s.conf", name);

  return g_build_filename (dir, base, NULL);
}

static gboolean
change_file (const char *path,
             void (*change) (GKeyFile *file, gpointer data),
             gpointer data,
             GError **error)
{
  /* What a person chose just now and what a handshake of before has to note meet here. */
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  /* What cannot be read is made anew. */
  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
  change (file, data);
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

static char *
fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_object_get (certificate, "certificate", &bytes, NULL);
  return bytes != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len)
                       : g_strdup ("");
}

static char *
format_date (GDateTime *date)
{
  g_autoptr (GDateTime) local = date != NULL ? g_date_time_to_local (date) : NULL;

  return local != NULL ? g_date_time_format (local, "%x") : g_strdup ("?");
}

/* What is wrong, the most telling first. */
static char *
describe (RwTlsTrust *self, GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autoptr (GDateTime) from = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) until = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *first = format_date (from);
  g_autofree char *last = format_date (until);

  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf (_ ("its certificate is for another name than %s"), self->host);
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup_printf (
      _ ("its certificate is not valid before %s. Check the clock of this computer"), first);
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup_printf (
      _ (
        "its certificate expired on %s. If the clock of this computer is right, the server needs a "
        "new one"),
      last);
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup (_ ("its certificate was withdrawn"));
  if (flags & G_TLS_CERTIFICATE_INSECURE)
    return g_strdup (_ ("its certificate is made in a way that is no longer safe"));
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return self->ca_file != NULL
             ? g_strdup_printf (
                 _ ("its certificate, issued by “%s”, is not vouched for by the authority in %s"),
                 issuer != NULL ? issuer : "?", self->ca_file)
             : g_strdup_printf (
                 _ (
                   "nobody whom this computer trusts vouches for its certificate, issued by “%s”. "
                   "If the company has an authority of its own, choose its file in the preferences or where you "
                   "connect"),
                 issuer != NULL ? issuer : "?");
  return g_strdup (_ ("its certificate cannot be verified"));
}

static char *
say_refused (RwTlsTrust *self, GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  g_autofree char *now = fingerprint (certificate);
  g_autofree char *reason = describe (self, certificate, flags);
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *date = NULL;

  if (self->known == NULL || g_str_equal (self->known, now))
    return g_strdup_printf (
      _ ("The connection to %s is not safe: %s. Nothing was sent; ask whoever runs the server"),
      self->host, reason);
  since = g_date_time_new_from_unix_utc (self->since / RW_SECOND);
  date = format_date (since);
  return g_strdup_printf (
    _ (
      "The certificate of %s has changed, it was another one since %s, and the new one is refused: "
      "%s. Nothing was sent; ask whoever runs the server before you go on"),
    self->host, date, reason);
}

typedef struct
{
  char *path;
  char *known;
  gint64 since;
  RwCertificate *server;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->path);
  g_free (note->known);
  rw_certificate_free (note->server);
  g_free (note);
}

static void
change_known (GKeyFile *file, gpointer data)
{
  Note *note = data;

  g_key_file_set_string (file, GROUP, "known", note->known);
  g_key_file_set_int64 (file, GROUP, "since", note->since / RW_SECOND);
  g_key_file_set_string (file, GROUP, "subject",
                         note->server->subject != NULL ? note->server->subject : "");
  g_key_file_set_string (file, GROUP, "issuer",
                         note->server->issuer != NULL ? note->server->issuer : "");
  g_key_file_set_int64 (file, GROUP, "until", note->server->until / RW_SECOND);
}

static void
note_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Note *note = data;
  g_autoptr (GError) error = NULL;

  if (!change_file (note->path, change_known, note, &error))
    g_info ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* With the lock. The handshake waits for no disk. */
static void
remember (RwTlsTrust *self, GTlsCertificate *certificate)
{
  g_autofree char *now = fingerprint (certificate);
  g_autoptr (GTask) task = NULL;
  Note *note;

  if (g_strcmp0 (self->known, now) == 0 && self->server != NULL)
    return;
  if (g_set_str (&self->known, now))
    self->since = rw_clock_now ();
  g_clear_pointer (&self->server, rw_certificate_free);
  self->server = rw_certificate_new (certificate);
  note = g_new (Note, 1);
  *note = (Note) { g_strdup (self->path), g_strdup (now), self->since,
                   rw_certificate_copy (self->server) };
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, note, note_free);
  g_task_run_in_thread (task, note_job);
}

static GTlsCertificateFlags
rw_tls_trust_verify_chain (GTlsDatabase *database,
                           GTlsCertificate *chain,
                           const char *purpose,
                           GSocketConnectable *identity,
                           GTlsInteraction *interaction,
                           GTlsDatabaseVerifyFlags verify_flags,
                           GCancellable *cancellable,
                           GError **error)
{
  RwTlsTrust *self = RW_TLS_TRUST (database);
  GTlsCertificateFlags flags = G_TLS_CERTIFICATE_GENERIC_ERROR;

  if (self->problem == NULL)
    flags = g_tls_database_verify_chain (self->base, chain, purpose, identity, interaction,
                                         verify_flags, cancellable, error);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->refusal, g_free);
  if (self->problem != NULL)
    self->refusal = g_strdup (self->problem);
  else if (flags == 0)
    {
      self->believed = TRUE;
      remember (self, chain);
    }
  else
    self->refusal = say_refused (self, chain, flags);
  g_mutex_unlock (&self->lock);
  return flags;
}

static void
rw_tls_trust_finalize (GObject *object)
{
  RwTlsTrust *self = RW_TLS_TRUST (object);

  g_clear_object (&self->base);
  g_clear_object (&self->client);
  g_ptr_array_unref (self->authorities);
  g_clear_pointer (&self->server, rw_certificate_free);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->host);
  g_free (self->ca_file);
  g_free (self->client_file);
  g_free (self->problem);
  g_free (self->known);
  g_free (self->refusal);
  G_OBJECT_CLASS (rw_tls_trust_parent_class)->finalize (object);
}

static void
rw_tls_trust_class_init (RwTlsTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_tls_trust_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = rw_tls_trust_verify_chain;
}

static void
rw_tls_trust_init (RwTlsTrust *self)
{
  g_mutex_init (&self->lock);
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_certificate_free);
}

static char *
get_path (GKeyFile *file, const char *key)
{
  g_autofree char *path = g_key_file_get_string (file, GROUP, key, NULL);

  return path != NULL && *path != '\0' ? g_steal_pointer (&path) : NULL;
}

/* The server would only break off the handshake. */
static char *
describe_own (RwTlsTrust *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (rw_clock_now () / RW_SECOND);
  g_autoptr (GDateTime) from = g_tls_certificate_get_not_valid_before (self->client);
  g_autoptr (GDateTime) until = g_tls_certificate_get_not_valid_after (self->client);
  g_autofree char *first = format_date (from);
  g_autofree char *last = format_date (until);

  if (until != NULL && g_date_time_compare (now, until) > 0)
    return g_strdup_printf (_ ("Your certificate for %s in %s expired on %s. Ask whoever runs the "
                               "server for a new one"),
                            self->host, self->client_file, last);
  if (from != NULL && g_date_time_compare (now, from) < 0)
    return g_strdup_printf (_ ("Your certificate for %s in %s is not valid before %s. Check the "
                               "clock of this computer"),
                            self->host, self->client_file, first);
  return NULL;
}

/* What is kept of a server. */
static RwTlsTrust *
make (const char *dir, const char *name, const char *host)
{
  RwTlsTrust *self = g_object_new (RW_TYPE_TLS_TRUST, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *subject = NULL;

  self->path = make_path (dir, name);
  self->host = g_strdup (host);
  g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL);
  self->ca_file = get_path (file, "ca-file");
  self->client_file = get_path (file, "client-certificate");
  self->known = get_path (file, "known");
  self->since = g_key_file_get_int64 (file, GROUP, "since", NULL) * RW_SECOND;
  subject = get_path (file, "subject");
  if (self->known != NULL && subject != NULL)
    {
      self->server = g_new0 (RwCertificate, 1);
      self->server->subject = g_steal_pointer (&subject);
      self->server->issuer = get_path (file, "issuer");
      self->server->until = g_key_file_get_int64 (file, GROUP, "until", NULL) * RW_SECOND;
    }
  return self;
}

static void
load_files (RwTlsTrust *self)
{
  g_autoptr (GError) error = NULL;

  self->base = self->ca_file != NULL
                 ? rw_tls_load_authorities (self->ca_file, self->authorities, &error)
                 : g_tls_backend_get_default_database (g_tls_backend_get_default ());
  if (self->base == NULL)
    {
      self->problem = g_strdup_printf (
        _ ("The file %s with the certificate authority cannot be used: %s. Choose it again in the "
           "preferences or where you connect"),
        self->ca_file != NULL ? self->ca_file : "?", error != NULL ? error->message : "?");
      return;
    }
  if (self->client_file != NULL)
    self->client = rw_tls_load_own (self->client_file, &error);
  if (self->client != NULL)
    self->problem = describe_own (self);
  else if (self->client_file != NULL)
    self->problem = g_strdup_printf (
      _ ("The file %s with your certificate and its key cannot be used: %s. Choose it again in the "
         "preferences or where you connect"),
      self->client_file, error->message);
}

/**
 * rw_tls_trust_load:
 * @dir: folder of the client's files
 * @name: of the server, as in the files' names
 * @host: of the server, for sentences
 *
 * Reads what was chosen for a server; blocks. Where a file that was chosen cannot be used, nobody is
 * believed, and rw_tls_trust_explain() says why: the local copy can be used all the same.
 *
 * Returns: (transfer full): the trust
 */
RwTlsTrust *
rw_tls_trust_load (const char *dir, const char *name, const char *host)
{
  RwTlsTrust *self = make (dir, name, host);

  load_files (self);
  return self;
}

/**
 * rw_tls_trust_choose:
 * @ca_file: (nullable): PEM file with the authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show and its key, %NULL for none
 *
 * Looks whether files can be used, and keeps what was chosen, for rw_tls_trust_load(); blocks. Without any
 * file also the server's certificate of before is forgotten.
 *
 * Returns: (transfer full) (nullable): the trust; %NULL with @error set, %RW_ERROR_INVALID for files that
 *   cannot be used, when nothing was changed
 */
RwTlsTrust *
rw_tls_trust_choose (const char *dir,
                     const char *name,
                     const char *host,
                     const char *ca_file,
                     const char *client_file,
                     GError **error)
{
  g_autoptr (RwTlsTrust) self = make (dir, name, host);

  g_set_str (&self->ca_file, ca_file);
  g_set_str (&self->client_file, client_file);
  if (ca_file == NULL && client_file == NULL)
    {
      g_clear_pointer (&self->known, g_free);
      g_clear_pointer (&self->server, rw_certificate_free);
    }
  load_files (self);
  if (self->problem != NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, self->problem);
      return NULL;
    }
  if (!rw_tls_trust_save_files (dir, name, ca_file, client_file, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
change_files (GKeyFile *file, gpointer data)
{
  const char *const *paths = data;
  static const char *const keys[] = { "ca-file", "client-certificate" };

  if (paths[0] == NULL && paths[1] == NULL)
    {
      g_key_file_remove_group (file, GROUP, NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (paths[i] != NULL && *paths[i] != '\0')
      g_key_file_set_string (file, GROUP, keys[i], paths[i]);
    else
      g_key_file_remove_key (file, GROUP, keys[i], NULL);
}

/**
 * rw_tls_trust_save_files:
 * @ca_file: (nullable): PEM file with the authorities to believe, %NULL for the system's
 * @client_file: (nullable): PEM file with the certificate to show and its key, %NULL for none
 *
 * Keeps what was chosen for a server, for rw_tls_trust_load(), without a look at it; blocks. Without any file
 * also the server's certificate of before is forgotten.
 */
gboolean
rw_tls_trust_save_files (const char *dir,
                         const char *name,
                         const char *ca_file,
                         const char *client_file,
                         GError **error)
{
  g_autofree char *path = make_path (dir, name);
  const char *paths[] = { ca_file, client_file };

  g_mkdir_with_parents (dir, 0700);
  return change_file (path, change_files, paths, error);
}

static gpointer
copy_certificate (gconstpointer certificate, gpointer data)
{
  return rw_certificate_copy (certificate);
}

/**
 * rw_tls_trust_describe:
 *
 * Returns: (transfer full): whom it believes, and whom it believed last. Any thread
 */
RwCertificates *
rw_tls_trust_describe (RwTlsTrust *self)
{
  RwCertificates *certificates = g_new0 (RwCertificates, 1);

  certificates->ca_file = g_strdup (self->ca_file);
  certificates->client_file = g_strdup (self->client_file);
  certificates->problem = g_strdup (self->problem);
  certificates->authorities = g_ptr_array_copy (self->authorities, copy_certificate, NULL);
  g_ptr_array_set_free_func (certificates->authorities, (GDestroyNotify) rw_certificate_free);
  if (self->client != NULL)
    certificates->client = rw_certificate_new (self->client);
  g_mutex_lock (&self->lock);
  certificates->server = rw_certificate_copy (self->server);
  g_mutex_unlock (&self->lock);
  return certificates;
}

/**
 * rw_tls_trust_get_client:
 *
 * Returns: (transfer none) (nullable): the certificate that this client shows
 */
GTlsCertificate *
rw_tls_trust_get_client (RwTlsTrust *self)
{
  return self->client;
}

static char *
say_wanted (RwTlsTrust *self)
{
  return g_strdup_printf (_ ("The server %s wants a certificate from you. Choose its file in the "
                             "preferences or where you connect"),
                          self->host);
}

/**
 * rw_tls_trust_explain:
 * @error: what GIO said of a connection
 *
 * Returns: (transfer full) (nullable): the same in a sentence that says what to do; %NULL when it has
 *   nothing to do with certificates
 */
char *
rw_tls_trust_explain (RwTlsTrust *self, const GError *error)
{
  char *text = NULL;

  /* Many servers only break off when they do not like a certificate, or miss one: nothing says why. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      g_mutex_lock (&self->lock);
      if (self->believed && !self->answered && self->client != NULL)
        text =
          g_strdup_printf (_ ("The server %s broke off when it was shown your certificate in %s. "
                              "It probably does not accept your certificate: ask whoever runs "
                              "the server for a new one"),
                           self->host, self->client_file);
      else if (self->believed && !self->answered && self->asked)
        text = say_wanted (self);
      g_mutex_unlock (&self->lock);
      return text;
    }
  if (error->domain != G_TLS_ERROR)
    return NULL;
  if (error->code == G_TLS_ERROR_CERTIFICATE_REQUIRED)
    return self->client == NULL
             ? say_wanted (self)
             : g_strdup_printf (_ ("The server %s does not accept your certificate. Ask whoever "
                                   "runs the server for a new one"),
                                self->host);
  g_mutex_lock (&self->lock);
  if (error->code == G_TLS_ERROR_BAD_CERTIFICATE)
    text = g_strdup (self->refusal);
  g_mutex_unlock (&self->lock);
  return text;
}

/**
 * rw_tls_trust_note_answer:
 *
 * The server has answered: whom it was shown is who it wants to see. Any thread.
 */
void
rw_tls_trust_note_answer (RwTlsTrust *self)
{
  g_mutex_lock (&self->lock);
  self->answered = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * rw_tls_trust_note_request:
 *
 * The server asked for a certificate, and there is none to show. Any thread.
 *
 * Returns: %FALSE: none will be found
 */
gboolean
rw_tls_trust_note_request (RwTlsTrust *self)
{
  g_mutex_lock (&self->lock);
  self->asked = TRUE;
  g_mutex_unlock (&self->lock);
  return FALSE;
}
