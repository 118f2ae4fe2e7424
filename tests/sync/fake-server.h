/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * FakeMode:
 * @FAKE_GOOD: answers as a server does
 * @FAKE_TOO_NEW: it is newer than the client
 * @FAKE_TOO_OLD: it is older, and knows nothing of a site but its name
 * @FAKE_HTML: it is something else altogether
 * @FAKE_NOT_FOUND: it knows none of our paths
 * @FAKE_SILENT: takes the request and says nothing
 * @FAKE_CUT: the feed ends in the middle of a row
 * @FAKE_NO_TRAILER: the feed ends without its last line
 * @FAKE_MALFORMED: a field of a row is not what it should be
 * @FAKE_BACKWARDS: rows come out of their order
 * @FAKE_ENDLESS_LINE: a row that does not end
 * @FAKE_RESYNC: sends everybody back to the start
 * @FAKE_BUSY: asks to come back later
 * @FAKE_FULL: its disk is full: reads work, writes do not
 * @FAKE_NONSENSE: answers to a push with something that makes no sense
 *
 * What is wrong with the server.
 */
typedef enum
{
  FAKE_GOOD,
  FAKE_TOO_NEW,
  FAKE_TOO_OLD,
  FAKE_HTML,
  FAKE_NOT_FOUND,
  FAKE_SILENT,
  FAKE_CUT,
  FAKE_NO_TRAILER,
  FAKE_MALFORMED,
  FAKE_BACKWARDS,
  FAKE_ENDLESS_LINE,
  FAKE_RESYNC,
  FAKE_BUSY,
  FAKE_FULL,
  FAKE_NONSENSE,
} FakeMode;

/* A server that does wrong on order. Its data are sites, one a row, with the numbers from 1. */
typedef struct
{
  SoupServer *soup;
  char *url;
  FakeMode mode;
  GPtrArray *rows; /* JSON texts */
  gint64 last_mid;
  gsize bytes_most; /* of a push; 0 for any */
  guint delay_ms;   /* before everything but the live stream */
  GPtrArray *delayed;
  guint n_pulls;
  guint n_pushes;
  GPtrArray *live; /* GIOStream */
} FakeServer;

void  fake_server_init  (FakeServer  *fake);
void  fake_server_clear (FakeServer  *fake);
void  fake_server_add   (FakeServer  *fake,
                         const char  *name,
                         RwId        *id);
void  fake_server_hint  (FakeServer  *fake);
gboolean fake_server_is_live (FakeServer *fake);

G_END_DECLS
