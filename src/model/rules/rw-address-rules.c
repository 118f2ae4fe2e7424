/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-address-rules.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-ip.h"
#include "rw-error.h"

/*
 * Addresses and prefixes, IPv4 and IPv6. Each has one way to be written, that of RFC 5952 for IPv6, so
 * that two records with one address are seen to have it.
 */

static gboolean
check_length (const char *text, const RwIp *ip, int length, GError **error)
{
  if (length <= (int) ip->bits)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” has the prefix length %d; at most %d is possible"), text, length,
               (int) ip->bits);
  return FALSE;
}

static gboolean
check_written (const char *text, const RwIp *ip, int length, GError **error)
{
  char right[RW_IP_TEXT_LENGTH];

  rw_ip_write (ip, length, right);
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
  RwIp ip;
  int length;

  return rw_ip_parse (bare, &ip, &length) ? rw_ip_to_string (&ip, length) : g_strdup (text);
}

/**
 * rw_address_read:
 * @text: of an address, from wherever
 * @ip: (out): what it says
 * @length: (out): of its prefix, -1 for none
 *
 * Returns: whether it is an address of IPv4 or IPv6, with or without the length of its prefix, in whatever way
 *   it is written; the error says why not
 */
gboolean
rw_address_read (const char *text, RwIp *ip, int *length, GError **error)
{
  if (rw_ip_parse (text, ip, length))
    return check_length (text, ip, *length, error);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be"), text);
  return FALSE;
}

/**
 * rw_address_check:
 * @address: a record of the kind
 *
 * An address is one of IPv4 or IPv6, with or without the length of its prefix, written in its one way.
 */
gboolean
rw_address_check (RwRecord *address, GError **error)
{
  const char *text = rw_record_get_text (address, RW_ADDRESS_ADDRESS);
  RwIp ip;
  int length;

  return rw_address_read (text, &ip, &length, error) && check_written (text, &ip, length, error);
}

/**
 * rw_prefix_read:
 * @text: of a prefix, from wherever
 * @net: (out): what it says
 *
 * Returns: whether it is a network of IPv4 or IPv6 with its length, and nothing but zeros behind that, in
 *   whatever way it is written; the error says why not
 */
gboolean
rw_prefix_read (const char *text, RwIpNet *net, GError **error)
{
  g_autofree char *right = NULL;
  int length = -1;
  RwIp ip;

  if (!rw_ip_parse (text, &ip, &length) || length < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“%s” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be"), text);
      return FALSE;
    }
  if (!check_length (text, &ip, length, error))
    return FALSE;
  rw_ip_net_init (net, &ip, (guint) length);
  if (rw_ip_equal (&net->first, &ip))
    return TRUE;
  right = rw_ip_to_string (&net->first, length);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is an address in a network; the network is “%s”"), text, right);
  return FALSE;
}

/**
 * rw_prefix_check:
 * @prefix: a record of the kind
 *
 * A prefix is a network of IPv4 or IPv6 with its length, and nothing but zeros behind that, written in its one
 * way.
 */
gboolean
rw_prefix_check (RwRecord *prefix, GError **error)
{
  const char *text = rw_record_get_text (prefix, RW_PREFIX_PREFIX);
  RwIpNet net;

  return rw_prefix_read (text, &net, error) &&
         check_written (text, &net.first, (int) net.length, error);
}
