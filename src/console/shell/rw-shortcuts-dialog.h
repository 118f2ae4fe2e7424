/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *rw_shortcuts_dialog_new (const char *page_id);

G_END_DECLS
