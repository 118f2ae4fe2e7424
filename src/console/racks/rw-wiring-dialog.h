/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-wiring-loader.h"
#include "rw-wiring-row.h"

G_BEGIN_DECLS

#define RW_TYPE_WIRING_DIALOG (rw_wiring_dialog_get_type ())

/**
 * RwWiringDialog:
 *
 * What the dialogs about power and cables have in common: they read the wiring, show a list in sections
 * under a sentence, lead to records, and give what they show as text. Ctrl+C copies it.
 */
G_DECLARE_DERIVABLE_TYPE (RwWiringDialog, rw_wiring_dialog, RW, WIRING_DIALOG, AdwDialog)

/**
 * RwWiringDialogClass:
 * @fill: shows the answer; called again when it was read again
 * @dup_text: all that is shown, as text
 * @section_label: heading of a section
 * @activate: (nullable): a row; otherwise the dialog closes and the page goes to the record
 */
struct _RwWiringDialogClass
{
  AdwDialogClass parent_class;

  void        (*fill)          (RwWiringDialog        *self,
                                const RwWiringAnswer  *answer);
  char       *(*dup_text)      (RwWiringDialog        *self,
                                const RwWiringAnswer  *answer);
  const char *(*section_label) (RwWiringDialog        *self,
                                const RwWiringAnswer  *answer,
                                const RwWiringRowInfo *first);
  void        (*activate)      (RwWiringDialog        *self,
                                const RwWiringAnswer  *answer,
                                const RwWiringRowInfo *row);
};

void                  rw_wiring_dialog_load        (RwWiringDialog         *self,
                                                    RwPage                 *page,
                                                    const RwWiringQuestion *question);
RwPage               *rw_wiring_dialog_get_page    (RwWiringDialog         *self);
const RwWiringAnswer *rw_wiring_dialog_get_answer  (RwWiringDialog         *self);
GListModel           *rw_wiring_dialog_get_rows    (RwWiringDialog         *self);
const char           *rw_wiring_dialog_get_state   (RwWiringDialog         *self);
const char           *rw_wiring_dialog_get_heading (RwWiringDialog         *self);

void                  rw_wiring_dialog_show_rows   (RwWiringDialog         *self,
                                                    const char             *heading,
                                                    const char             *summary,
                                                    GPtrArray              *rows);
void                  rw_wiring_dialog_show_calm   (RwWiringDialog         *self,
                                                    const char             *icon_name,
                                                    const char             *title,
                                                    const char             *description);
void                  rw_wiring_dialog_show_widget (RwWiringDialog         *self,
                                                    GtkWidget              *widget);
void                  rw_wiring_dialog_push        (RwWiringDialog         *self,
                                                    const char             *title,
                                                    GtkWidget              *widget);
void                  rw_wiring_dialog_set_filter  (RwWiringDialog         *self,
                                                    const char             *placeholder);
GtkWidget            *rw_wiring_dialog_add_button  (RwWiringDialog         *self,
                                                    const char             *label,
                                                    const char             *accel,
                                                    GCallback               clicked);
void                  rw_wiring_dialog_go_to       (RwWiringDialog         *self,
                                                    RwKind                  kind,
                                                    const RwId             *id);
void                  rw_wiring_dialog_toast       (RwWiringDialog         *self,
                                                    const char             *message);
void                  rw_wiring_dialog_tell        (GtkWidget              *dialog,
                                                    const char             *message);
void                  rw_wiring_dialog_copy        (RwWiringDialog         *self,
                                                    const char             *text);

G_END_DECLS
