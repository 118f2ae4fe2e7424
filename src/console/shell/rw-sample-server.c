/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sample-server.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

#include "rackward-config.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-settings.h"
#include "rw-time.h"

/* Made once; a generated company that another version made may not fit this one's schema. */
#define COMPLETE_FILE "complete-" RW_VERSION
#define TOKEN_FILE    "token"
#define PORT_FILE     "port"

struct _RwSampleServer
{
  GObject parent_instance;

  char *directory;
  char *import_file;
  char *size;
  char *url;
  char *token;
  GSubprocess *process;
};

G_DEFINE_FINAL_TYPE (RwSampleServer, rw_sample_server, G_TYPE_OBJECT)

static void
rw_sample_server_dispose (GObject *object)
{
  RwSampleServer *self = RW_SAMPLE_SERVER (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  G_OBJECT_CLASS (rw_sample_server_parent_class)->dispose (object);
}

static void
rw_sample_server_finalize (GObject *object)
{
  RwSampleServer *self = RW_SAMPLE_SERVER (object);

  g_free (self->directory);
  g_free (self->import_file);
  g_free (self->size);
  g_free (self->url);
  g_free (self->token);
  G_OBJECT_CLASS (rw_sample_server_parent_class)->finalize (object);
}

static void
rw_sample_server_class_init (RwSampleServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_sample_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_sample_server_finalize;
}

static void
rw_sample_server_init (RwSampleServer *self)
{
}

void
rw_sample_server_start_async (RwSampleServer       *self,
                              RwConnectionProgress  progress,
                              gpointer              progress_data,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, "not there");
}

gboolean
rw_sample_server_start_finish (RwSampleServer  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_sample_server_new:
 * @state_dir: the console's; the server's data lie in a folder below it
 * @import_file: (nullable): a NetBox dump to show instead of the sample company
 */
RwSampleServer *
rw_sample_server_new (const char *state_dir,
                      const char *import_file)
{
  RwSampleServer *self = g_object_new (RW_TYPE_SAMPLE_SERVER, NULL);

  self->size = g_strdup ("small");
  self->import_file = g_strdup (import_file);
  if (import_file != NULL)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, import_file, -1);
      g_autofree char *name = g_strdup_printf ("import-%.12s", sum);

      self->directory = g_build_filename (state_dir, name, NULL);
    }
  else
    self->directory = g_build_filename (state_dir, "sample", NULL);
  return self;
}

/**
 * rw_sample_server_set_size:
 * @size: "small", "mid", "large": of a company that is still to be made
 */
void
rw_sample_server_set_size (RwSampleServer *self,
                           const char     *size)
{
  g_set_str (&self->size, size);
}

/**
 * rw_sample_server_get_directory:
 *
 * Returns: (transfer none): the folder of this server; the console's cache of it goes there, too
 */
const char *
rw_sample_server_get_directory (RwSampleServer *self)
{
  return self->directory;
}

const char *
rw_sample_server_get_url (RwSampleServer *self)
{
  return self->url;
}

const char *
rw_sample_server_get_token (RwSampleServer *self)
{
  return self->token;
}
