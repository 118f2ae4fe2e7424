/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwThrottle:
 *
 * A budget for each of many keys: so many at once, and so many a second after that.
 */
typedef struct _RwThrottle RwThrottle;

RwThrottle *rw_throttle_new   (double      burst,
                               double      per_second);
void        rw_throttle_free  (RwThrottle *throttle);
gboolean    rw_throttle_take  (RwThrottle *throttle,
                               const char *key,
                               gint64      now,
                               guint      *retry_after);
gboolean    rw_throttle_look  (RwThrottle *throttle,
                               const char *key,
                               gint64      now,
                               guint      *retry_after);
void        rw_throttle_reset (RwThrottle *throttle,
                               const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwThrottle, rw_throttle_free)

G_END_DECLS
