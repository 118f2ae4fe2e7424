/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-work.h"

G_BEGIN_DECLS

struct _RwWork
{
  RwDb *db;
  RwId client;
  gint64 stamp;
  gint64 last_mid;
  gboolean explicit_transaction; /* rw_work_begin() was called */
  RwId client_before;
  gint64 stamp_before;
  gint64 last_mid_before;
};

gboolean    rw_work_enter       (RwWork      *self,
                                 GError     **error);
gboolean    rw_work_leave       (RwWork      *self,
                                 gboolean     success,
                                 GError     **error);
gboolean    rw_work_set_counter (RwWork      *self,
                                 const char  *key,
                                 gint64      *counter,
                                 gint64       value,
                                 GError     **error);
gboolean    rw_work_set_client  (RwWork      *self,
                                 const RwId  *client,
                                 GError     **error);
const char *rw_work_kind_name   (RwKind       kind,
                                 const char  *unknown_kind);
RwKind      rw_work_find_kind   (const char  *name,
                                 char       **unknown_kind);

G_END_DECLS
