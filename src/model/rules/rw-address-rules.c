/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-address-rules.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"

/*
 * Addresses and prefixes, IPv4 and IPv6. Each has one way to be written, that of RFC 5952 for IPv6, so
 * that two records with one address are seen to have it.
 */

/* What is behind the slash: %FALSE when it is no number. -1 without a slash. */
static gboolean
read_length (const char *slash, int *length)
{
  guint64 number;

  *length = -1;
  if (slash == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (slash + 1, 10, 0, 999, &number, NULL))
    return FALSE;
  *length = (int) number;
  return TRUE;
}

/* Reads "192.0.2.10/24". Scoped addresses (fe80::1%eth0) mean nothing outside of one machine. */
static GInetAddress *
read_address (const char *text, int *length)
{
  const char *slash = strchr (text, '/');
  g_autofree char *host =
    slash != NULL ? g_strndup (text, (gsize) (slash - text)) : g_strdup (text);

  if (strchr (host, '%') != NULL || !read_length (slash, length))
    return NULL;
  return g_inet_address_new_from_string (host);
}

static int
longest (GInetAddress *address)
{
  return 8 * (int) g_inet_address_get_native_size (address);
}

static char *
write_address (GInetAddress *address, int length)
{
  g_autofree char *host = g_inet_address_to_string (address);

  return length < 0 ? g_steal_pointer (&host) : g_strdup_printf ("%s/%d", host, length);
}

/* The address with nothing but zeros behind the first @length bits. */
static GInetAddress *
network_of (GInetAddress *address, int length)
{
  gsize size = g_inet_address_get_native_size (address);
  g_autofree guint8 *bytes = g_memdup2 (g_inet_address_to_bytes (address), size);

  for (gsize i = 0; i < size; i++)
    {
      int kept = CLAMP (length - 8 * (int) i, 0, 8);

      bytes[i] &= (guint8) (0xff00 >> kept);
    }
  return g_inet_address_new_from_bytes (bytes, g_inet_address_get_family (address));
}

static gboolean
check_length (const char *text, GInetAddress *address, int length, GError **error)
{
  if (length <= longest (address))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” has the prefix length %d; at most %d is possible"), text, length,
               longest (address));
  return FALSE;
}

static gboolean
check_written (const char *text, GInetAddress *address, int length, GError **error)
{
  g_autofree char *right = write_address (address, length);

  if (g_str_equal (right, text))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is to be written “%s”"), text, right);
  return FALSE;
}

/**
 * rw_address_normalize:
 * @text: an address with or without a prefix length, or a prefix
 *
 * For what comes from outside: small letters, the longest run of zeros left out (RFC 5952).
 *
 * Returns: (transfer full): the same as rw_address_check() wants it; @text itself when it is none
 */
char *
rw_address_normalize (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  g_autoptr (GInetAddress) address = NULL;
  int length;

  address = read_address (bare, &length);
  return address != NULL ? write_address (address, length) : g_strdup (text);
}

/**
 * rw_address_check:
 * @address: a record of the kind
 *
 * An address is one of IPv4 or IPv6, with or without the length of its prefix.
 */
gboolean
rw_address_check (RwRecord *address, GError **error)
{
  const char *text = rw_record_get_text (address, RW_ADDRESS_ADDRESS);
  g_autoptr (GInetAddress) inet = NULL;
  int length;

  inet = read_address (text, &length);
  if (inet != NULL)
    return check_length (text, inet, length, error) && check_written (text, inet, length, error);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be"), text);
  return FALSE;
}

/**
 * rw_prefix_check:
 * @prefix: a record of the kind
 *
 * A prefix is a network of IPv4 or IPv6 with its length, and nothing but zeros behind that.
 */
gboolean
rw_prefix_check (RwRecord *prefix, GError **error)
{
  const char *text = rw_record_get_text (prefix, RW_PREFIX_PREFIX);
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GInetAddress) network = NULL;
  g_autofree char *right = NULL;
  int length = -1;

  inet = read_address (text, &length);
  if (inet == NULL || length < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“%s” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be"), text);
      return FALSE;
    }
  if (!check_length (text, inet, length, error))
    return FALSE;
  network = network_of (inet, length);
  if (g_inet_address_equal (network, inet))
    return check_written (text, inet, length, error);
  right = write_address (network, length);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is an address in a network; the network is “%s”"), text, right);
  return FALSE;
}
