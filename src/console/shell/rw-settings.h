/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *rw_settings_get          (void);
void       rw_settings_add_recent   (const char *address);
char      *rw_settings_build_path   (const char *relative);
char      *rw_settings_find_program (const char *name);

G_END_DECLS
