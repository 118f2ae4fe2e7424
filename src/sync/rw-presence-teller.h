/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-id.h"
#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RwPresenceTeller:
 *
 * What the server is to be told of what the person has open, and when: not at each key, at most once a second,
 * and again before it would be forgotten. It sends nothing itself. Times are those of rw_clock_boot().
 */
typedef struct _RwPresenceTeller RwPresenceTeller;

/**
 * RwPresenceWord:
 * @mode: "view", "edit" or "leave", as in the message
 *
 * What is to be said of one record.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  const char *mode;
} RwPresenceWord;

RwPresenceTeller *rw_presence_teller_new    (void);
void              rw_presence_teller_free   (RwPresenceTeller *self);
void              rw_presence_teller_set    (RwPresenceTeller *self,
                                             gconstpointer     place,
                                             RwKind            kind,
                                             const RwId       *id,
                                             gboolean          writes,
                                             gint64            now);
gint64            rw_presence_teller_next   (RwPresenceTeller *self,
                                             gint64            now,
                                             RwPresenceWord   *word);
void              rw_presence_teller_failed (RwPresenceTeller *self,
                                             gint64            now);
void              rw_presence_teller_forget (RwPresenceTeller *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPresenceTeller, rw_presence_teller_free)

G_END_DECLS
