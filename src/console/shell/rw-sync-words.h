/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-session.h"

G_BEGIN_DECLS

/**
 * RwSyncWords:
 * @title: "Offline since 14:02"
 * @detail: (nullable): "3 edits waiting · data as of 14:02"
 * @lease: (nullable): "Without contact the data can be used until 3 May 2027 14:02"
 * @icon_name: a shape for it
 * @style: the style class of its colour
 *
 * The state of the sync as a person reads it.
 */
typedef struct
{
  char *title;
  char *detail;
  char *lease;
  const char *icon_name;
  const char *style;
} RwSyncWords;

void rw_sync_words_init  (RwSyncWords *words,
                          RwSyncState  state,
                          double       progress,
                          guint        pending,
                          guint        conflicts,
                          gint64       last_contact,
                          gint64       lease_end,
                          gint64       now);
void rw_sync_words_clear (RwSyncWords *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwSyncWords, rw_sync_words_clear)

G_END_DECLS
