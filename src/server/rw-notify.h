/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rw_notify          (const char *state);
guint    rw_notify_watchdog (void);

G_END_DECLS
