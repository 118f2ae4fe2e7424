/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwStatusPage *rw_status_page_add         (GtkStack   *stack,
                                           const char *name,
                                           const char *icon_name,
                                           const char *title,
                                           const char *description);
AdwStatusPage *rw_status_page_add_loading (GtkStack   *stack,
                                           const char *title);

G_END_DECLS
