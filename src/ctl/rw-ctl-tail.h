/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RwCtlTail:
 *
 * The end of something that may be long. Zero it to begin.
 */
typedef struct
{
  GByteArray *bytes;
  gsize most;
} RwCtlTail;

void        rw_ctl_tail_init  (RwCtlTail    *self,
                               gsize         most);
void        rw_ctl_tail_add   (RwCtlTail    *self,
                               const void   *bytes,
                               gsize         length);
gboolean    rw_ctl_tail_read  (RwCtlTail    *self,
                               GInputStream *stream,
                               GError      **error);
char       *rw_ctl_tail_text  (RwCtlTail    *self);
void        rw_ctl_tail_clear (RwCtlTail    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwCtlTail, rw_ctl_tail_clear)

G_END_DECLS
