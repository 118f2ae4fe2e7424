/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ip.h"

#include <arpa/inet.h>
#include <string.h>

/* Addresses of both families as numbers, so that they can be put in order and counted. */

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

static guint64
read_word (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_BE (word);
}

static void
write_word (guint64 word, guint8 *bytes)
{
  word = GUINT64_TO_BE (word);
  memcpy (bytes, &word, sizeof word);
}

/**
 * rw_ip_parse:
 * @text: "192.0.2.10", "192.0.2.0/24", "2001:db8::/32"
 * @length: (out): behind the slash, -1 without one; it may be more than there are bits
 *
 * Scoped addresses (fe80::1%eth0) mean nothing outside of one machine, and are none.
 *
 * Returns: whether it is an address
 */
gboolean
rw_ip_parse (const char *text, RwIp *ip, int *length)
{
  const char *slash = strchr (text, '/');
  gsize size = slash != NULL ? (gsize) (slash - text) : strlen (text);
  char host[INET6_ADDRSTRLEN];
  guint8 bytes[16];

  if (size == 0 || size >= sizeof host || !read_length (slash, length))
    return FALSE;
  memcpy (host, text, size);
  host[size] = '\0';
  if (inet_pton (AF_INET, host, bytes) == 1)
    *ip = (RwIp) { .low = (guint64) bytes[0] << 24 | (guint64) bytes[1] << 16 |
                          (guint64) bytes[2] << 8 | bytes[3],
                   .bits = 32 };
  else if (inet_pton (AF_INET6, host, bytes) == 1)
    *ip = (RwIp) { .high = read_word (bytes), .low = read_word (bytes + 8), .bits = 128 };
  else
    return FALSE;
  return TRUE;
}

/**
 * rw_ip_write:
 * @length: of the prefix, -1 for none
 *
 * The one way to write it, for IPv6 that of RFC 5952.
 */
void
rw_ip_write (const RwIp *ip, int length, char text[RW_IP_TEXT_LENGTH])
{
  guint8 bytes[16] = { 0 };
  gsize used;

  if (ip->bits == 32)
    {
      for (int i = 0; i < 4; i++)
        bytes[i] = (guint8) (ip->low >> (24 - 8 * i));
      inet_ntop (AF_INET, bytes, text, RW_IP_TEXT_LENGTH);
    }
  else
    {
      write_word (ip->high, bytes);
      write_word (ip->low, bytes + 8);
      inet_ntop (AF_INET6, bytes, text, RW_IP_TEXT_LENGTH);
    }
  used = strlen (text);
  if (length >= 0)
    g_snprintf (text + used, RW_IP_TEXT_LENGTH - used, "/%d", MIN (length, 999));
}

/**
 * rw_ip_to_string:
 *
 * Returns: (transfer full): as rw_ip_write() writes it
 */
char *
rw_ip_to_string (const RwIp *ip, int length)
{
  char text[RW_IP_TEXT_LENGTH];

  rw_ip_write (ip, length, text);
  return g_strdup (text);
}

int
rw_ip_compare (const RwIp *a, const RwIp *b)
{
  if (a->bits != b->bits)
    return a->bits < b->bits ? -1 : 1;
  if (a->high != b->high)
    return a->high < b->high ? -1 : 1;
  return (a->low > b->low) - (a->low < b->low);
}

gboolean
rw_ip_equal (const RwIp *a, const RwIp *b)
{
  return rw_ip_compare (a, b) == 0;
}

static void
get_mask (guint bits, guint length, guint64 *high, guint64 *low)
{
  guint from_end = bits - MIN (length, bits);

  /* Ones where the addresses of a network differ. */
  *high = from_end > 64
            ? (from_end == 128 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << (from_end - 64)) - 1)
            : 0;
  *low = from_end >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << from_end) - 1;
}

/**
 * rw_ip_next:
 *
 * Goes to the next address.
 *
 * Returns: %FALSE behind the last one of the family; @ip stays
 */
gboolean
rw_ip_next (RwIp *ip)
{
  guint64 high, low;

  get_mask (ip->bits, 0, &high, &low);
  if (ip->high == high && ip->low == low)
    return FALSE;
  if (++ip->low == 0)
    ip->high++;
  return TRUE;
}

/**
 * rw_ip_previous:
 *
 * Returns: %FALSE before the first one of the family; @ip stays
 */
gboolean
rw_ip_previous (RwIp *ip)
{
  if (ip->high == 0 && ip->low == 0)
    return FALSE;
  if (ip->low-- == 0)
    ip->high--;
  return TRUE;
}

/**
 * rw_ip_count:
 * @last: of the same family
 *
 * Returns: how many addresses there are from @first to @last, both included; 0 when @last is before @first,
 *   %G_MAXUINT64 for that many or more
 */
guint64
rw_ip_count (const RwIp *first, const RwIp *last)
{
  guint64 high, low;

  if (rw_ip_compare (first, last) > 0 || first->bits != last->bits)
    return 0;
  low = last->low - first->low;
  high = last->high - first->high - (last->low < first->low);
  return high > 0 || low == G_MAXUINT64 ? G_MAXUINT64 : low + 1;
}

/**
 * rw_ip_net_init:
 * @ip: any address of the network
 * @length: up to the bits of @ip
 */
void
rw_ip_net_init (RwIpNet *net, const RwIp *ip, guint length)
{
  guint64 high, low;

  g_return_if_fail (length <= ip->bits);
  get_mask (ip->bits, length, &high, &low);
  net->first = *ip;
  net->first.high &= ~high;
  net->first.low &= ~low;
  net->length = length;
}

RwIp
rw_ip_net_last (const RwIpNet *net)
{
  guint64 high, low;
  RwIp last = net->first;

  get_mask (last.bits, net->length, &high, &low);
  last.high |= high;
  last.low |= low;
  return last;
}

gboolean
rw_ip_net_has (const RwIpNet *net, const RwIp *ip)
{
  guint64 high, low;

  if (net->first.bits != ip->bits)
    return FALSE;
  get_mask (ip->bits, net->length, &high, &low);
  return (ip->high & ~high) == net->first.high && (ip->low & ~low) == net->first.low;
}

/**
 * rw_ip_net_contains:
 *
 * Returns: whether every address of @other is one of @net; a network contains itself
 */
gboolean
rw_ip_net_contains (const RwIpNet *net, const RwIpNet *other)
{
  return net->length <= other->length && rw_ip_net_has (net, &other->first);
}

/**
 * rw_ip_net_compare:
 *
 * Orders by the first address; a network comes before those in it.
 */
int
rw_ip_net_compare (const RwIpNet *a, const RwIpNet *b)
{
  int order = rw_ip_compare (&a->first, &b->first);

  return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/**
 * rw_ip_net_usable:
 * @whole: whether a machine may have every address of it
 * @first: (out): the first address that a machine may have
 * @last: (out): the last one
 *
 * Otherwise the first address of an IPv4 network names the network and the last one means all of it, unless
 * there are but two (RFC 3021); the first one of IPv6 means any router (RFC 4291, 2.6.1), unless there are
 * but two (RFC 6164).
 */
void
rw_ip_net_usable (const RwIpNet *net, gboolean whole, RwIp *first, RwIp *last)
{
  *first = net->first;
  *last = rw_ip_net_last (net);
  if (!whole && net->length + 1 < net->first.bits)
    {
      rw_ip_next (first);
      if (net->first.bits == 32)
        rw_ip_previous (last);
    }
}
