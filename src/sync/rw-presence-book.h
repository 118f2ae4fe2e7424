/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwPresent:
 * @person: their record, nil for one who has none
 * @name: as the server says it
 * @writes: they write in it; they only look at it otherwise
 *
 * Somebody else who has a record open.
 */
typedef struct
{
  RwId person;
  char *name;
  gboolean writes;
} RwPresent;

/**
 * RwPresenceBook:
 *
 * Who else has which record open, as far as the live stream told. All of it is gone with the process: nothing is
 * written down. Times are those of rw_clock_boot().
 *
 * While a stream is open the server says who comes and goes. What it said last holds for %RW_PRESENCE_LEASE after
 * the stream was lost, and for a moment after the next one is open: that one begins with all there is to tell.
 */
typedef struct _RwPresenceBook RwPresenceBook;

/* How long the server keeps what is not renewed, microseconds: the same as there. */
#define RW_PRESENCE_LEASE (90 * G_USEC_PER_SEC)

RwPresenceBook  *rw_presence_book_new    (void);
void             rw_presence_book_free   (RwPresenceBook *self);
gboolean         rw_presence_book_set_me (RwPresenceBook *self,
                                          const RwId     *me);
gboolean         rw_presence_book_take   (RwPresenceBook *self,
                                          const char     *json);
void             rw_presence_book_lost   (RwPresenceBook *self,
                                          gint64          now);
void             rw_presence_book_opened (RwPresenceBook *self,
                                          gint64          now);
gboolean         rw_presence_book_expire (RwPresenceBook *self,
                                          gint64          now);
gboolean         rw_presence_book_waits  (RwPresenceBook *self);
gboolean         rw_presence_book_clear  (RwPresenceBook *self);
const GPtrArray *rw_presence_book_get    (RwPresenceBook *self,
                                          const RwId     *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPresenceBook, rw_presence_book_free)

G_END_DECLS
