/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_FILE_CHIP (rw_file_chip_get_type ())

/**
 * RwFileChip:
 *
 * One attached file: what it is called, how long it is, whether it waits to be sent, and ways to open it or
 * to save it somewhere.
 */
G_DECLARE_FINAL_TYPE (RwFileChip, rw_file_chip, RW, FILE_CHIP, AdwBin)

GtkWidget *rw_file_chip_new   (RwSession        *session,
                                      RwRecord         *attachment);
void       rw_file_chip_fetch (RwFileChip *self,
                                      GFile            *target);

G_END_DECLS
