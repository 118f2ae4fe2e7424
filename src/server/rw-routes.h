/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-request.h"

G_BEGIN_DECLS

void rw_routes_find (RwRequest  *request,
                     const char *path,
                     const char *method);

G_END_DECLS
