/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-tls-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "rw-certificates.h"
#include "rw-clock.h"

/* So long a key may take to prove that it is the certificate's. */
#define PROOF_SECONDS 5

/**
 * rw_tls_load_authorities:
 * @path: of a PEM file
 * @authorities: (element-type RwCertificate): gets what is in it
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): who is believed; %NULL with @error set, the second half of a
 *   sentence, when the file cannot be read, has no certificate, or only some that have expired
 */
GTlsDatabase *
rw_tls_load_authorities (const char *path, GPtrArray *authorities, GError **error)
{
  g_autoptr (GError) local = NULL;
  GList *list = g_tls_certificate_list_new_from_file (path, &local);
  gint64 now = rw_clock_now (), last = 0;

  /* GIO takes a file without a single certificate for an authority that vouches for nobody. */
  if (list == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                             _ ("there is no certificate in it"));
      return NULL;
    }
  for (GList *l = list; l != NULL; l = l->next)
    {
      RwCertificate *authority = rw_certificate_new (l->data);

      last = MAX (last, authority->until);
      g_ptr_array_add (authorities, authority);
    }
  g_list_free_full (list, g_object_unref);
  if (last > 0 && last < now)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (last / RW_SECOND);
      g_autofree char *text = g_date_time_format (date, "%x");

      g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, _ ("it expired on %s"), text);
      return NULL;
    }
  return g_tls_file_database_new (path, error);
}

static GIOStream *
take_end (int fd)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);

  if (socket == NULL)
    {
      close (fd);
      return NULL;
    }
  g_socket_set_timeout (socket, PROOF_SECONDS);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static gpointer
show_certificate (gpointer connection)
{
  GError *error = NULL;

  /* No Rackward waits for an answer there: the other end says what came of it. */
  if (!g_tls_connection_handshake (connection, NULL, &error))
    g_debug ("%s", error->message);
  g_clear_error (&error);
  return NULL;
}

static gboolean
believe_cb (GTlsConnection *connection,
            GTlsCertificate *certificate,
            GTlsCertificateFlags flags,
            gpointer data)
{
  return TRUE;
}

/* GIO takes any key with any certificate, and a server that is shown what does not belong together only
 * breaks off. So the two have to prove themselves here first, to nobody but this process. */
static gboolean
key_fits (GTlsCertificate *certificate)
{
  g_autoptr (GIOStream) near = NULL;
  g_autoptr (GIOStream) far = NULL;
  g_autoptr (GIOStream) server = NULL;
  g_autoptr (GIOStream) client = NULL;
  GThread *thread;
  gboolean fits;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return TRUE;
  near = take_end (ends[0]);
  far = take_end (ends[1]);
  if (near == NULL || far == NULL)
    return TRUE;
  server = g_tls_server_connection_new (far, certificate, NULL);
  client = g_tls_client_connection_new (near, NULL, NULL);
  if (server == NULL || client == NULL)
    return FALSE;
  g_tls_connection_set_database (G_TLS_CONNECTION (client), NULL);
  g_signal_connect (client, "accept-certificate", G_CALLBACK (believe_cb), NULL);
  thread = g_thread_new ("rw-key-proof", show_certificate, server);
  fits = g_tls_connection_handshake (G_TLS_CONNECTION (client), NULL, NULL);
  /* The other end must not wait for a handshake that is over. */
  g_io_stream_close (near, NULL, NULL);
  g_thread_join (thread);
  return fits;
}

/**
 * rw_tls_load_own:
 * @path: of a PEM file with a certificate and its key
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the certificate; %NULL with @error set, the second half of a sentence
 */
GTlsCertificate *
rw_tls_load_own (const char *path, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, error);
  g_autofree char *key = NULL;

  if (certificate == NULL)
    return NULL;
  g_object_get (certificate, "private-key-pem", &key, NULL);
  if (key == NULL)
    {
      g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                           _ ("there is a certificate in it, but no key"));
      return NULL;
    }
  explicit_bzero (key, strlen (key));
  if (key_fits (certificate))
    return g_steal_pointer (&certificate);
  g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                       _ ("the key in it does not belong to the certificate"));
  return NULL;
}
