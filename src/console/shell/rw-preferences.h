/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

void       rw_preferences_apply      (void);
AdwDialog *rw_preferences_dialog_new (RwSession *session);

G_END_DECLS
