/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

gboolean rw_device_check_place    (RwRecord  *device,
                                   GError   **error);
gboolean rw_system_check_stage    (RwRecord  *system,
                                   GError   **error);
gboolean rw_system_expects_backup (RwRecord  *system);
guint    rw_system_field          (RwRecord  *system,
                                   guint      device_field);

G_END_DECLS
