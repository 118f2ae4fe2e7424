/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The company whose pictures are taken. */

gboolean shot_company_fill (const char  *state,
                            gboolean     floor,
                            GError     **error);

G_END_DECLS
