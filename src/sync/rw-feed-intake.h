/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-feed-row.h"
#include "rw-sync-machine.h"

G_BEGIN_DECLS

/**
 * RwFeedPage:
 * @request: its number
 * @asked: the cursor it was asked with
 * @rebuild: it is in the new file, not committed
 * @trailer: what it ended with
 * @rows: its lines without the trailer; empty for @rebuild
 */
typedef struct
{
  guint request;
  RwSyncCursor asked;
  gboolean rebuild;
  RwSyncTrailer trailer;
  GByteArray *rows;
} RwFeedPage;

void          rw_feed_page_free          (RwFeedPage           *page);

/**
 * RwFeedIntake:
 *
 * Takes in pages of the feed, wherever their lines come from: those of a first sync go into the new
 * file as they come, the others are kept until they are applied. No network and no threads: belongs
 * to one thread, which it blocks while it writes.
 */
typedef struct _RwFeedIntake RwFeedIntake;

RwFeedIntake *rw_feed_intake_new         (const char           *host,
                                          const char           *dir,
                                          const char           *name);
void          rw_feed_intake_free        (RwFeedIntake         *self);
void          rw_feed_intake_resume      (RwFeedIntake         *self,
                                          RwSyncCursor         *cursor);
void          rw_feed_intake_rebuild     (RwFeedIntake         *self);
gboolean      rw_feed_intake_begin_page  (RwFeedIntake         *self,
                                          const RwSyncCommand  *command,
                                          GError              **error);
gboolean      rw_feed_intake_take_rows   (RwFeedIntake         *self,
                                          const RwFeedRow      *rows,
                                          guint                 n,
                                          GError              **error);
void          rw_feed_intake_take_line   (RwFeedIntake         *self,
                                          const char           *line,
                                          gsize                 length);
RwFeedPage   *rw_feed_intake_end_page    (RwFeedIntake         *self,
                                          GError              **error);
void          rw_feed_intake_break_off   (RwFeedIntake         *self);
gboolean      rw_feed_intake_apply       (RwFeedIntake         *self,
                                          const RwSyncCommand  *command,
                                          gint64                head,
                                          GError              **error);
void          rw_feed_intake_drop        (RwFeedIntake         *self,
                                          guint                 request);
gboolean      rw_feed_intake_install     (RwFeedIntake         *self,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeedPage, rw_feed_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeedIntake, rw_feed_intake_free)

G_END_DECLS
