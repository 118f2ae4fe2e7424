/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

GtkWidget *rw_morning_past_new (RwSession *session);

G_END_DECLS
