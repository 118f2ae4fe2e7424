/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-engine.h"
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
  GCancellable *cancellable;
  RwPrincipalInfo *person; /* NULL until somebody was signed in */
  gboolean person_fresh;   /* told by the server since the token was set */
  char *wanted_token;      /* set before the files were open */
  gboolean token_given;
  gboolean looking_up;
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
};

void rw_session_notify_undo (RwSession *self);

G_END_DECLS
