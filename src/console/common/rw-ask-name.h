/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*RwNameFunc) (GtkWidget  *widget,
                            const char *name);

void rw_ask_name (GtkWidget  *widget,
                  const char *heading,
                  const char *body,
                  const char *label,
                  const char *proposal,
                  RwNameFunc  func);

G_END_DECLS
