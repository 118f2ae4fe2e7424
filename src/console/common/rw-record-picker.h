/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_RECORD_PICKER (rw_record_picker_get_type ())

/**
 * RwRecordPicker:
 *
 * Finds a record of certain kinds by typing. Signals: "picked" (int kind, const RwId *id, const char *title);
 * "several" (GStrv names): see rw_record_picker_set_quiet().
 */
G_DECLARE_FINAL_TYPE (RwRecordPicker, rw_record_picker, RW, RECORD_PICKER, AdwBin)

GtkWidget *rw_record_picker_new        (RwSession      *session,
                                        guint64         kinds);
void       rw_record_picker_set_quiet  (RwRecordPicker *self,
                                        const char     *placeholder);
void       rw_record_picker_grab_entry (RwRecordPicker *self);

G_END_DECLS
