/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-inbox.h"
#include "rw-session.h"

G_BEGIN_DECLS

/* So many of each list are shown: nobody reads more, and the rest moves up. */
#define RW_INBOX_SHOWN_MOST 200

/**
 * RwInboxData:
 * @inbox: both lists, whole
 * @records: (element-type RwId RwRecord): the records that the first of them are about, as the view has them
 * @titles: (element-type RwId utf8): what a person calls them, and what their values refer to
 *
 * All that the page of the person's edits shows, read in two goes. Not changed after it is made.
 */
typedef struct
{
  RwInbox *inbox;
  GHashTable *records;
  GHashTable *titles;
} RwInboxData;

void         rw_inbox_data_load_async  (RwSession            *session,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
RwInboxData *rw_inbox_data_load_finish (RwSession            *session,
                                        GAsyncResult         *result,
                                        GError              **error);
void         rw_inbox_data_free        (RwInboxData          *data);
RwRecord    *rw_inbox_data_record      (RwInboxData          *data,
                                        const RwId           *id);
char        *rw_inbox_data_title       (RwInboxData          *data,
                                        RwKind                kind,
                                        const RwId           *id);
char        *rw_inbox_data_format      (RwInboxData          *data,
                                        const RwValue        *value,
                                        const RwField        *field,
                                        gint64                now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwInboxData, rw_inbox_data_free)

G_END_DECLS
