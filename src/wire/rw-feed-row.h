/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"
#include "rw-value.h"

G_BEGIN_DECLS

/**
 * RwFeedRow:
 * @is_trailer: the last line of a page; then only the fields from @to on count
 * @kind: of the record; %RW_KIND_NONE for one that only a newer Rackward knows: to be passed over. It
 *   comes when this one is newer too, with a new cache
 * @id: of the record
 * @seq: number of the write that made this state
 * @deleted: the record was deleted: a tombstone
 * @gone: the record left what this principal may see
 * @values: (array) (nullable): one value per field of the kind, in the reader's memory until the
 *   next line is read; %NULL for @deleted and @gone, and for a kind that is not known
 * @to: the page covers everything up to this number
 * @head: the server's last number
 * @h0: the head when the first sync began
 * @last_mid: the last mutation of this client that the page covers
 * @scope: what the principal may see, opaque
 * @epoch: of the server
 *
 * One line of the feed.
 */
typedef struct
{
  gboolean is_trailer;
  RwKind kind;
  RwId id;
  gint64 seq;
  gboolean deleted;
  gboolean gone;
  const RwValue *values;
  gint64 to;
  gint64 head;
  gint64 h0;
  gint64 last_mid;
  const char *scope;
  const char *epoch;
} RwFeedRow;

typedef struct _RwFeedReader RwFeedReader;

RwFeedReader *rw_feed_reader_new   (void);
void          rw_feed_reader_free  (RwFeedReader *reader);
gboolean      rw_feed_reader_parse (RwFeedReader *reader,
                                    const char   *line,
                                    gsize         length,
                                    RwFeedRow    *row,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeedReader, rw_feed_reader_free)

G_END_DECLS
