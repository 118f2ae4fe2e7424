/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest text of an address with its length, and the NUL. */
#define RW_IP_TEXT_LENGTH 52

/**
 * RwIp:
 * @high: the first 64 bits of an IPv6 address, 0 for IPv4
 * @low: the last 64 bits, or the 32 of an IPv4 address
 * @bits: 32 or 128
 *
 * An address as a number. The two families never contain each other; IPv4 is ordered before IPv6.
 */
typedef struct
{
  guint64 high;
  guint64 low;
  guint bits;
} RwIp;

/**
 * RwIpNet:
 * @first: its first address
 * @length: how many bits all of its addresses share
 */
typedef struct
{
  RwIp first;
  guint length;
} RwIpNet;

gboolean rw_ip_parse         (const char    *text,
                              RwIp          *ip,
                              int           *length);
void     rw_ip_write         (const RwIp    *ip,
                              int            length,
                              char           text[RW_IP_TEXT_LENGTH]);
char    *rw_ip_to_string     (const RwIp    *ip,
                              int            length);
int      rw_ip_compare       (const RwIp    *a,
                              const RwIp    *b);
gboolean rw_ip_equal         (const RwIp    *a,
                              const RwIp    *b);
gboolean rw_ip_next          (RwIp          *ip);
gboolean rw_ip_previous      (RwIp          *ip);
guint64  rw_ip_count         (const RwIp    *first,
                              const RwIp    *last);
void     rw_ip_net_init      (RwIpNet       *net,
                              const RwIp    *ip,
                              guint          length);
RwIp     rw_ip_net_last      (const RwIpNet *net);
gboolean rw_ip_net_has       (const RwIpNet *net,
                              const RwIp    *ip);
gboolean rw_ip_net_contains  (const RwIpNet *net,
                              const RwIpNet *other);
int      rw_ip_net_compare   (const RwIpNet *a,
                              const RwIpNet *b);
void     rw_ip_net_usable    (const RwIpNet *net,
                              gboolean       whole,
                              RwIp          *first,
                              RwIp          *last);

G_END_DECLS
