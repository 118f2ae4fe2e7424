/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines of the log that somebody from outside can bring about. */

void  rw_notice          (const char *format,
                          ...) G_GNUC_PRINTF (1, 2);
char *rw_notice_printable (const char *text);

G_END_DECLS
