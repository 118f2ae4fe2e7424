/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-secrets.h"

#include <string.h>

#define NAME       "org.freedesktop.secrets"
#define SERVICE    "/org/freedesktop/secrets"
#define COLLECTION SERVICE "/collection/login"
#define ALIAS      SERVICE "/aliases/default"
#define PROMPT     SERVICE "/prompt/one"
#define SESSION    SERVICE "/session/one"
#define INTERFACE  "org.freedesktop.Secret."

static const char xml[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/>"
  "<arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='Delete'><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Prompt'>"
  "<method name='Prompt'><arg type='s' direction='in'/></method>"
  "<method name='Dismiss'/>"
  "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
  "</interface>"
  "</node>";

static char *
item_path (const char *server)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_MD5, server, -1);

  return g_strconcat (COLLECTION "/", name, NULL);
}

static const char *
find_server (FakeSecrets *fake, const char *path)
{
  GHashTableIter iter;
  gpointer server;

  g_hash_table_iter_init (&iter, fake->secrets);
  while (g_hash_table_iter_next (&iter, &server, NULL))
    {
      g_autofree char *item = item_path (server);

      if (strcmp (item, path) == 0)
        return server;
    }
  return NULL;
}

static GVariant *
make_secret (const char *text)
{
  return g_variant_new ("(o@ay@ays)", SESSION, g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1),
                        "text/plain");
}

static void
search (FakeSecrets *fake, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean locked = fake->mode == FAKE_SECRETS_LOCKED || fake->mode == FAKE_SECRETS_DISMISSED;
  g_autoptr (GVariant) attributes = g_variant_get_child_value (parameters, 0);
  GVariantBuilder found;
  const char *server = NULL;

  g_variant_builder_init (&found, G_VARIANT_TYPE ("ao"));
  if (g_variant_lookup (attributes, "server", "&s", &server) &&
      g_hash_table_contains (fake->secrets, server))
    {
      g_autofree char *path = item_path (server);

      g_variant_builder_add (&found, "o", path);
    }
  g_dbus_method_invocation_return_value (
    invocation,
    g_variant_new ("(@ao@ao)",
                   locked ? g_variant_new_array (G_VARIANT_TYPE_OBJECT_PATH, NULL, 0)
                          : g_variant_builder_end (&found),
                   locked ? g_variant_builder_end (&found)
                          : g_variant_new_array (G_VARIANT_TYPE_OBJECT_PATH, NULL, 0)));
}

static void
get_secrets (FakeSecrets *fake, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) paths = g_variant_get_child_value (parameters, 0);
  GVariantBuilder secrets;
  GVariantIter iter;
  const char *path;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_iter_init (&iter, paths);
  while (g_variant_iter_next (&iter, "&o", &path))
    {
      const char *server = find_server (fake, path);

      if (server != NULL)
        g_variant_builder_add (&secrets, "{o@(oayays)}", path,
                               make_secret (g_hash_table_lookup (fake->secrets, server)));
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &secrets));
}

static void call_cb (GDBusConnection *connection,
                     const char *sender,
                     const char *path,
                     const char *interface,
                     const char *method,
                     GVariant *parameters,
                     GDBusMethodInvocation *invocation,
                     gpointer user_data);
static GVariant *get_cb (GDBusConnection *connection,
                         const char *sender,
                         const char *path,
                         const char *interface,
                         const char *property,
                         GError **error,
                         gpointer user_data);

static const GDBusInterfaceVTable vtable = { call_cb, get_cb, NULL, { NULL } };

static guint
add_object (FakeSecrets *fake, const char *path, const char *interface)
{
  g_autofree char *name = g_strconcat (INTERFACE, interface, NULL);
  guint id = g_dbus_connection_register_object (
    fake->connection, path, g_dbus_node_info_lookup_interface (fake->info, name), &vtable, fake,
    NULL, NULL);

  g_assert_cmpuint (id, !=, 0);
  return id;
}

static void
create_item (FakeSecrets *fake, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  g_autoptr (GVariant) attributes =
    g_variant_lookup_value (properties, INTERFACE "Item.Attributes", G_VARIANT_TYPE ("a{ss}"));
  const char *server = NULL;
  g_autofree char *path = NULL;
  const char *bytes;
  gsize length;

  if (fake->mode == FAKE_SECRETS_LOCKED || fake->mode == FAKE_SECRETS_DISMISSED)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, INTERFACE "Error.IsLocked", "Locked");
      return;
    }
  g_assert_true (g_variant_lookup (attributes, "server", "&s", &server));
  bytes = g_variant_get_fixed_array (value, &length, 1);
  path = item_path (server);
  if (!g_hash_table_contains (fake->secrets, server))
    g_hash_table_insert (fake->registered, g_strdup (path),
                         GUINT_TO_POINTER (add_object (fake, path, "Item")));
  g_hash_table_insert (fake->secrets, g_strdup (server), g_strndup (bytes, length));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", path, "/"));
}

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeSecrets *fake = user_data;

  if (fake->mode == FAKE_SECRETS_REFUSING)
    g_dbus_method_invocation_return_dbus_error (
      invocation, "org.freedesktop.DBus.Error.AccessDenied", "Not for you");
  else if (strcmp (method, "OpenSession") == 0)
    {
      const char *algorithm;

      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (strcmp (algorithm, "plain") == 0)
        g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
      else
        g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.DBus.Error.NotSupported", algorithm);
    }
  else if (strcmp (method, "SearchItems") == 0)
    search (fake, parameters, invocation);
  else if (strcmp (method, "Unlock") == 0)
    {
      g_clear_pointer (&fake->asked, g_strfreev);
      g_variant_get (parameters, "(^ao)", &fake->asked);
      g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(@aoo)",
                                   g_variant_new_array (G_VARIANT_TYPE_OBJECT_PATH, NULL, 0),
                                   PROMPT));
    }
  else if (strcmp (method, "GetSecrets") == 0)
    get_secrets (fake, parameters, invocation);
  else if (strcmp (method, "ReadAlias") == 0)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", COLLECTION));
  else if (strcmp (method, "CreateItem") == 0)
    create_item (fake, parameters, invocation);
  else if (strcmp (method, "Delete") == 0)
    {
      guint registration = GPOINTER_TO_UINT (g_hash_table_lookup (fake->registered, path));

      g_hash_table_remove (fake->secrets, find_server (fake, path));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
      g_dbus_connection_unregister_object (fake->connection, registration);
      g_hash_table_remove (fake->registered, path);
    }
  else if (strcmp (method, "Prompt") == 0)
    {
      gboolean dismissed = fake->mode == FAKE_SECRETS_DISMISSED;
      GVariantBuilder opened;

      fake->n_prompts++;
      g_variant_builder_init (&opened, G_VARIANT_TYPE ("ao"));
      if (!dismissed)
        {
          fake->mode = FAKE_SECRETS_OPEN;
          for (char **item = fake->asked; item != NULL && *item != NULL; item++)
            g_variant_builder_add (&opened, "o", *item);
        }
      g_dbus_method_invocation_return_value (invocation, NULL);
      g_dbus_connection_emit_signal (
        connection, sender, PROMPT, INTERFACE "Prompt", "Completed",
        g_variant_new ("(bv)", dismissed, g_variant_builder_end (&opened)), NULL);
    }
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
get_cb (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer user_data)
{
  FakeSecrets *fake = user_data;

  if (strcmp (property, "Locked") == 0)
    return g_variant_new_boolean (fake->mode != FAKE_SECRETS_OPEN);
  return g_variant_new_parsed ("[objectpath " "'" COLLECTION "'" "]");
}

static void
call_bus (FakeSecrets *fake, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    fake->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* A new one: what was kept is forgotten. */
void
fake_secrets_set_mode (FakeSecrets *fake, FakeSecretsMode mode)
{
  if (fake->mode != FAKE_SECRETS_ABSENT && mode == FAKE_SECRETS_ABSENT)
    call_bus (fake, "ReleaseName", g_variant_new ("(s)", NAME));
  else if (fake->mode == FAKE_SECRETS_ABSENT && mode != FAKE_SECRETS_ABSENT)
    call_bus (fake, "RequestName", g_variant_new ("(su)", NAME, 0));
  fake->mode = mode;
}

void
fake_secrets_init (FakeSecrets *fake)
{
  g_autoptr (GError) error = NULL;

  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *address = NULL;

  /* Not a GTestDBus: that waits for the client's end to close, which libsecret keeps. */
  *fake = (FakeSecrets) { .mode = FAKE_SECRETS_ABSENT };
  fake->bus = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                &error, "dbus-daemon", "--session", "--nofork", "--print-address",
                                NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fake->bus));
  address = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  fake->connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
      G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  fake->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  fake->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fake->registered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_object (fake, SERVICE, "Service");
  add_object (fake, COLLECTION, "Collection");
  add_object (fake, ALIAS, "Collection");
  add_object (fake, PROMPT, "Prompt");
}

void
fake_secrets_clear (FakeSecrets *fake)
{
  g_dbus_connection_close_sync (fake->connection, NULL, NULL);
  g_clear_object (&fake->connection);
  g_clear_pointer (&fake->info, g_dbus_node_info_unref);
  g_clear_pointer (&fake->secrets, g_hash_table_unref);
  g_clear_pointer (&fake->registered, g_hash_table_unref);
  g_clear_pointer (&fake->asked, g_strfreev);
  g_subprocess_force_exit (fake->bus);
  g_subprocess_wait (fake->bus, NULL, NULL);
  g_clear_object (&fake->bus);
}
