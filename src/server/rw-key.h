/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rw_key_is (const char *given,
                    const char *key);

G_END_DECLS
