/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-engine.h"
#include "rw-file-cache.h"
#include "rw-lease.h"
#include "rw-presence-book.h"
#include "rw-presence-teller.h"
#include "rw-principal-info.h"
#include "rw-session.h"
#include "rw-undo-stack.h"

G_BEGIN_DECLS

struct _RwSession
{
  GObject parent_instance;

  char *server_url;
  char *state_dir;
  RwHttpClient *http;
  RwEngine *engine;
  RwUndoStack *undo;
  GHashTable *logs; /* kind and fields → RwHistoryLog */
  GCancellable *cancellable;
  RwPrincipalInfo *person; /* NULL until somebody was signed in */
  gboolean person_fresh;   /* told by the server since the token was set */
  char *ca_file;
  char *client_file;
  gboolean tls_files_given;
  char *wanted_token;      /* set before the files were open */
  gboolean token_given;
  gboolean looking_up;
  gboolean unkept; /* the person knows that the keyring does not have it */
  guint token_timer;
  gboolean open;
  gboolean closed;

  RwSyncState machine_state;
  RwSyncState state;
  double progress;
  guint pending;
  guint conflicts;
  guint inbox_serial;
  gint64 last_contact;
  char *message;
  gboolean has_data;

  RwFileCache *files;
  RwHttpClient *file_http;
  GHashTable *waiting;    /* digest → day it came: files that the server may not have */
  GHashTable *unsendable; /* digests: not tried again before the next start */
  gboolean sending;
  gboolean send_again;
  gboolean files_full;    /* the person knows */
  guint send_timer;
  guint send_delay;

  RwLease lease;
  guint lease_timer;
  gint64 lease_kept; /* rw_clock_boot() when it was written down last */
  gboolean locked;
  gboolean doubtful; /* locked by a time of day that may be wrong */
  gboolean warned;   /* of its end */

  RwPresenceBook *presence_book;
  RwPresenceTeller *presence_teller;
  gboolean presence_live; /* the stream is open */
  gboolean presence_sending;
  guint presence_timer;
  guint presence_look;
};

/* rw-session.c */
char    *rw_session_make_name      (GUri             *server);
void     rw_session_notify_undo    (RwSession        *self);
void     rw_session_notify_locked  (RwSession        *self);
void     rw_session_notice         (RwSession        *self,
                                    const char       *text);
void     rw_session_update_state   (RwSession        *self);
void     rw_session_set_person     (RwSession        *self,
                                    RwPrincipalInfo  *person);
void     rw_session_keep_person    (RwSession        *self);
void     rw_session_use_token      (RwSession        *self,
                                    const char       *token);
void     rw_session_look_for_token (RwSession        *self);
void     rw_session_begin_close    (RwSession        *self);
void     rw_session_end_close      (RwSession        *self);

void     rw_session_notify_files   (RwSession        *self);

/* rw-session-files.c */
void     rw_session_note_waiting   (RwSession        *self,
                                    const char       *digest,
                                    gint64            touched);
SoupMessage *rw_session_new_file_message (RwSession  *self,
                                    const char       *method,
                                    const char       *digest);

/* rw-session-files-send.c */
void     rw_session_start_files    (RwSession        *self,
                                    const char       *name);
void     rw_session_stop_files     (RwSession        *self);
void     rw_session_free_files     (RwSession        *self);
void     rw_session_send_files     (RwSession        *self);

/* rw-session-sign-in.c */
gboolean rw_session_admit          (RwSession        *self,
                                    RwPrincipalInfo  *person,
                                    GError          **error);

/* rw-session-certificates.c */
void     rw_session_load_trust_async (RwSession          *self,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
RwTlsTrust *rw_session_load_trust_finish (GAsyncResult   *result,
                                      GError            **error);

/* rw-session-presence.c */
void     rw_session_start_presence (RwSession        *self);
void     rw_session_stop_presence  (RwSession        *self);
void     rw_session_clear_presence (RwSession        *self);
void     rw_session_update_presence (RwSession       *self);

/* rw-session-lease.c */
void     rw_session_start_lease    (RwSession        *self,
                                    const char       *text);
void     rw_session_stop_lease     (RwSession        *self);
void     rw_session_renew_lease    (RwSession        *self);
void     rw_session_keep_lease     (RwSession        *self);
void     rw_session_check_lease    (RwSession        *self);
void     rw_session_unlock         (RwSession        *self);
gboolean rw_session_refuse_closed  (RwSession        *self,
                                    GTask            *task);
gboolean rw_session_refuse         (RwSession        *self,
                                    GTask            *task);

G_END_DECLS
