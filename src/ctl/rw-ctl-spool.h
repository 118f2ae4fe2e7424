/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RW_CTL_SPOOL_SECONDS:
 *
 * How long the silence of a server is put up with.
 */
#define RW_CTL_SPOOL_SECONDS 15

/**
 * RwCtlSpool:
 *
 * Reports that wait for a server, in a folder that belongs to one user. One process at a time sends them.
 */
typedef struct _RwCtlSpool RwCtlSpool;

/**
 * RwCtlSpoolFlags:
 * @RW_CTL_SPOOL_AGAIN: also what a server has refused before
 */
typedef enum
{
  RW_CTL_SPOOL_NONE = 0,
  RW_CTL_SPOOL_AGAIN = 1 << 0,
} RwCtlSpoolFlags;

RwCtlSpool *rw_ctl_spool_open  (const char      *dir,
                                GError         **error);
void        rw_ctl_spool_free  (RwCtlSpool      *self);
gboolean    rw_ctl_spool_add   (RwCtlSpool      *self,
                                GBytes          *report,
                                GError         **error);
guint       rw_ctl_spool_flush (RwCtlSpool      *self,
                                const char      *server,
                                const char      *token_file,
                                guint            seconds,
                                RwCtlSpoolFlags  flags);
void        rw_ctl_spool_send  (GBytes          *report,
                                const char      *server,
                                const char      *token_file,
                                guint            seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCtlSpool, rw_ctl_spool_free)

G_END_DECLS
