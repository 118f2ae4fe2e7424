/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "fuzz.h"
#include "rw-address.h"
#include "rw-check.h"
#include "rw-field-editor.h"
#include "rw-http-client.h"
#include "rw-welcome.h"

/*
 * What a person types or a desktop hands over. The first line is "address", "url", or the name of a
 * field, "device.position"; the rest is the text. What is accepted is shown as a text that is accepted
 * as the same.
 */

static void
check_address (const char *text)
{
  g_auto (RwAddress) address = { .kind = RW_KIND_NONE };
  g_auto (RwAddress) back = { .kind = RW_KIND_NONE };
  g_autofree char *written = NULL;

  if (!rw_address_parse (text, &address))
    {
      g_assert_cmpint (address.kind, ==, RW_KIND_NONE);
      return;
    }
  g_assert_cmpint (address.kind, !=, RW_KIND_NONE);
  if (address.name != NULL)
    {
      g_assert_cmpint (*address.name, !=, '\0');
      g_assert_true (g_utf8_validate (address.name, -1, NULL));
      return;
    }
  written = rw_address_to_string (address.kind, &address.id);
  g_assert_true (rw_address_parse (written, &back));
  g_assert_true (back.kind == address.kind && back.name == NULL && rw_id_equal (&back.id, &address.id));
}

static void
check_url (const char *text)
{
  g_autofree char *url = NULL, *again = NULL;
  g_autoptr (RwHttpClient) client = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  const char *host;

  url = rw_welcome_normalise_url (text, &error);
  g_assert_true ((url == NULL) == (error != NULL));
  if (url == NULL)
    return;
  again = rw_welcome_normalise_url (url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (url, ==, again);
  client = rw_http_client_new (url, &error);
  g_assert_no_error (error);
  message = rw_http_client_new_message (client, "GET", "/v1/hello?x=1");
  g_assert_nonnull (message);
  host = g_uri_get_host (rw_http_client_get_server (client));
  g_assert_cmpstr (g_uri_get_host (soup_message_get_uri (message)), ==, host);
  g_assert_true (g_str_has_suffix (g_uri_get_path (soup_message_get_uri (message)), "/v1/hello"));
  address = g_inet_address_new_from_string (host);
  /* Without encryption only to this machine. */
  if (g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "http"))
    g_assert_true (g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address)));
}

static const RwField *
find_field (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  RwKind kind = rw_schema_find (parts[0]);
  int field = kind != RW_KIND_NONE && parts[1] != NULL ? rw_schema_find_field (kind, parts[1]) : -1;

  return field >= 0 ? rw_schema_field (kind, (guint) field) : NULL;
}

static void
check_field (const RwField *field,
             const char    *text)
{
  g_auto (RwValue) value = RW_VALUE_NULL;
  g_auto (RwValue) back = RW_VALUE_NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_field_text_parse (field, text, &value, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (rw_value_is_null (&value));
      return;
    }
  g_assert_no_error (error);
  g_assert_true (rw_field_check (field, &value, NULL));
  /* For these the editor has lists to choose from, and shows labels. */
  if (field->type == RW_FIELD_ENUM || field->type == RW_FIELD_BOOLEAN)
    return;
  shown = rw_field_text_dup (&value, field);
  if (!rw_field_text_parse (field, shown, &back, &error))
    g_error ("%s: “%s” was shown for “%s”", error->message, shown, text);
  again = rw_field_text_dup (&back, field);
  g_assert_cmpstr (shown, ==, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *what = fuzz_line (&rest, &size);
  g_autofree char *text = fuzz_text ((const guint8 *) rest, size);
  const RwField *field = find_field (what);

  /* Entries hold nothing else. */
  if (!g_utf8_validate (text, -1, NULL))
    return -1;
  if (g_str_equal (what, "address"))
    check_address (text);
  else if (g_str_equal (what, "url"))
    check_url (text);
  else if (field != NULL)
    check_field (field, text);
  else
    return -1;
  return 0;
}
