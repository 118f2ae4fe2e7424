/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-cache.h"
#include "rw-certificates.h"
#include "rw-edit.h"
#include "rw-history-log.h"
#include "rw-inbox.h"
#include "rw-presence-book.h"
#include "rw-secret.h"
#include "rw-sync-state.h"

G_BEGIN_DECLS

/**
 * RwChangeSet:
 * @kinds: mask of the kinds in which something changed (RW_KIND_BIT)
 * @ids: (element-type RwId) (nullable): the records, or %NULL when too many to name: reload all
 *
 * What changed in the view, from an own edit or from the server.
 */
typedef struct
{
  guint64 kinds;
  GArray *ids;
} RwChangeSet;

#define RW_TYPE_SESSION (rw_session_get_type ())

/**
 * RwSession:
 *
 * The console's one door to its data: cache, outbox and server behind an interface that never
 * blocks. Main thread only. Reads run in a reader thread, edits and sync in the store thread.
 *
 * Properties, all with notify, all read-only: "state" (RwSyncState), "progress" (double, 0 to 1 in a
 * first sync, else -1), "pending" (uint, edits waiting), "conflicts" (uint), "last-contact" (int64,
 * microseconds since 1970, 0 for never), "message" (string, nullable: one sentence on what is wrong
 * and what to do next), "roles" (uint, mask of RwRole), "person-name" (string, nullable),
 * "can-undo", "can-redo" (boolean), "undo-label", "redo-label" (string, nullable), "locked" (boolean:
 * nothing is read or edited before the next log-in).
 *
 * Signals: "changed" (const RwChangeSet *): the view changed; "notice" (const char *message): the
 * server refused or merged an edit, or a file was set aside; to be shown to the person;
 * "inbox-changed": what rw_session_list_inbox_async() would list is another; "sleeping": the machine
 * goes to sleep in a moment: what is being written is to be kept now; "files-changed": other files
 * wait to be sent; "presence-changed": others have other records open, see rw_session_get_presence().
 */
G_DECLARE_FINAL_TYPE (RwSession, rw_session, RW, SESSION, GObject)

/**
 * RwReadFunc:
 *
 * A query; runs in the reader thread inside one read transaction and must not touch widgets.
 *
 * Returns: the result, or %NULL with @error set
 */
typedef gpointer (*RwReadFunc) (RwCache      *cache,
                                gpointer      data,
                                GCancellable *cancellable,
                                GError      **error);

void         rw_session_foresee          (const char           *server_url,
                                          const char           *state_dir,
                                          RwReadFunc            func,
                                          gpointer              data,
                                          GDestroyNotify        free_data,
                                          GDestroyNotify        free_result);
RwSession   *rw_session_new              (const char           *server_url,
                                          const char           *state_dir);
void         rw_session_set_tls_files    (RwSession            *self,
                                          const char           *ca_file,
                                          const char           *client_file);
gboolean     rw_session_is_encrypted     (RwSession            *self);
RwCertificates *rw_session_describe_certificates (RwSession    *self);
void         rw_session_change_tls_files_async (RwSession      *self,
                                          const char           *ca_file,
                                          const char           *client_file,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_change_tls_files_finish (RwSession     *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_open_async       (RwSession            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_open_finish      (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_sign_in_async    (RwSession            *self,
                                          const char           *login,
                                          const char           *password,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_sign_in_finish   (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_sign_out_async   (RwSession            *self,
                                          gboolean              discard_edits,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_sign_out_finish  (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_set_token        (RwSession            *self,
                                          const char           *token);
const char  *rw_session_get_token        (RwSession            *self);
void         rw_session_sync_now         (RwSession            *self);
void         rw_session_close_async      (RwSession            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_close_finish     (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

gboolean     rw_session_has_data         (RwSession            *self);
gboolean     rw_session_is_locked        (RwSession            *self);
gboolean     rw_session_is_lock_doubtful (RwSession            *self);
guint        rw_session_get_lease_days   (RwSession            *self);
gint64       rw_session_get_lease_end    (RwSession            *self);
RwSyncState  rw_session_get_state        (RwSession            *self);
double       rw_session_get_progress     (RwSession            *self);
guint        rw_session_get_pending      (RwSession            *self);
guint        rw_session_get_conflicts    (RwSession            *self);
gint64       rw_session_get_last_contact (RwSession            *self);
const char  *rw_session_get_message      (RwSession            *self);
guint        rw_session_get_roles        (RwSession            *self);
const RwId  *rw_session_get_person       (RwSession            *self);
const char  *rw_session_get_person_name  (RwSession            *self);
gboolean     rw_session_is_server_older  (RwSession            *self);
const char  *rw_session_get_server_url   (RwSession            *self);

void         rw_session_read_async       (RwSession            *self,
                                          RwReadFunc            func,
                                          gpointer              data,
                                          GDestroyNotify        free_data,
                                          GDestroyNotify        free_result,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gpointer     rw_session_read_finish      (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* An edit is durable in the outbox and visible in the view when the callback runs without an error.
 * The edits of one call are one group: all or none. @label says what was done, for undo:
 * "Move web-014 to FRA2-C3-R11, unit 20". */
void         rw_session_edit_async       (RwSession            *self,
                                          GPtrArray            *edits,
                                          const char           *label,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_edit_finish      (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
gboolean     rw_session_get_can_undo     (RwSession            *self);
gboolean     rw_session_get_can_redo     (RwSession            *self);
const char  *rw_session_get_undo_label   (RwSession            *self);
const char  *rw_session_get_redo_label   (RwSession            *self);
void         rw_session_undo_async       (RwSession            *self,
                                          gboolean              redo,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_undo_finish      (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void         rw_session_history_async    (RwSession            *self,
                                          RwKind                kind,
                                          const RwId           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray   *rw_session_history_finish   (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void         rw_session_log_async        (RwSession            *self,
                                          RwKind                kind,
                                          const char *const    *fields,
                                          gint64                since,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
RwHistoryLog *rw_session_log_finish      (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
RwHistoryLog *rw_session_get_log         (RwSession            *self,
                                          RwKind                kind,
                                          const char *const    *fields);

/* Never cached fields: read and set by themselves, at the server, and written down nowhere here. */
void         rw_session_read_secret_async (RwSession           *self,
                                          RwKind                kind,
                                          const RwId           *id,
                                          guint                 field,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
RwSecret    *rw_session_read_secret_finish (RwSession          *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_set_secret_async (RwSession            *self,
                                          RwKind                kind,
                                          const RwId           *id,
                                          guint                 field,
                                          const RwSecret       *seen,
                                          const char           *text,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_set_secret_finish (RwSession           *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Attached files. */

/**
 * RwNewFile:
 * @digest: SHA-256
 * @name: as it may stand in a record
 * @media_type: what it seems to be
 * @size: in bytes
 *
 * A file that was added, and waits on this computer for a record that speaks of it.
 */
typedef struct
{
  char *digest;
  char *name;
  char *media_type;
  gint64 size;
} RwNewFile;

typedef void (*RwFileProgressFunc)       (gint64                got,
                                          gpointer              user_data);

void         rw_new_file_free            (RwNewFile            *file);
void         rw_session_add_file_async   (RwSession            *self,
                                          GFile                *file,
                                          GBytes               *bytes,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
RwNewFile   *rw_session_add_file_finish  (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
RwRecord    *rw_session_new_attachment   (RwSession            *self,
                                          const RwNewFile      *file,
                                          const RwId           *subject);
gboolean     rw_session_is_file_waiting  (RwSession            *self,
                                          const char           *digest);
void         rw_session_fetch_file_async (RwSession            *self,
                                          const char           *digest,
                                          gint64                size,
                                          RwFileProgressFunc    progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GBytes      *rw_session_fetch_file_finish (RwSession           *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* What is not, or not yet, at the server: decisions that wait for the person, and edits that wait
 * for the server. */
void         rw_session_list_inbox_async (RwSession            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
RwInbox     *rw_session_list_inbox_finish (RwSession           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_resolve_async    (RwSession            *self,
                                          GPtrArray            *resolutions,
                                          const char           *label,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
RwInboxDone *rw_session_resolve_finish   (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_reopen_conflicts_async (RwSession      *self,
                                          GArray               *numbers,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_reopen_conflicts_finish (RwSession     *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_plan_discard_async (RwSession          *self,
                                          GPtrArray            *items,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray   *rw_session_plan_discard_finish (RwSession         *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_discard_async    (RwSession            *self,
                                          GPtrArray            *items,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_discard_finish   (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         rw_session_export_outbox_async (RwSession         *self,
                                          const char           *path,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     rw_session_export_outbox_finish (RwSession        *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* What is being written, kept in case the program ends before it is sent. @key says what:
 * "message/<ticket id>". */
void         rw_session_set_draft        (RwSession            *self,
                                          const char           *key,
                                          const char           *text);
void         rw_session_get_draft_async  (RwSession            *self,
                                          const char           *key,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char        *rw_session_get_draft_finish (RwSession            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Who has what open. */
void         rw_session_set_presence     (RwSession            *self,
                                          gconstpointer         place,
                                          RwKind                kind,
                                          const RwId           *id,
                                          gboolean              writes);
const GPtrArray *rw_session_get_presence (RwSession            *self,
                                          const RwId           *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwNewFile, rw_new_file_free)

G_END_DECLS
