/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

/**
 * RwRecordFormRow:
 * @field: of the record's kind
 * @group: (nullable): translated heading of the group that begins with this row; "" for a group without
 * @hint: (nullable): translated, below the title where there is room
 * @zero_is_none: of a number that may be missing: zero is never written down, it means that there is none of its own
 *
 * One field of a form, in the place where it is asked for.
 */
typedef struct
{
  guint field;
  const char *group;
  const char *hint;
  gboolean zero_is_none;
} RwRecordFormRow;

/**
 * RwRecordFormDescribe:
 * @record: as it is written in the form, and valid
 *
 * Returns: (transfer full): what it means, in one sentence
 */
typedef char *(*RwRecordFormDescribe) (RwRecord *record, gpointer data);

/**
 * RwRecordFormCheck:
 * @record: as it is written in the form
 *
 * Returns: %FALSE with @error set when it cannot be saved like this, though each field can
 */
typedef gboolean (*RwRecordFormCheck) (RwRecord *record, gpointer data, GError **error);

#define RW_TYPE_RECORD_FORM (rw_record_form_get_type ())

/**
 * RwRecordForm:
 *
 * A page of a dialog in which one record is written: a row for each field, made from its type and bounds, below
 * them what it comes to, and a button that saves. What was written is not lost by one key: see rw-discard.h.
 *
 * Signals: "save" (RwRecord *record): valid, and other than before.
 */
G_DECLARE_FINAL_TYPE (RwRecordForm, rw_record_form, RW, RECORD_FORM, AdwNavigationPage)

AdwNavigationPage *rw_record_form_new       (RwSession             *session,
                                             const char            *title,
                                             RwRecord              *record,
                                             gboolean               is_new,
                                             gboolean               may_write,
                                             const RwRecordFormRow *rows,
                                             guint                  n_rows);
void               rw_record_form_set_words (RwRecordForm          *self,
                                             RwRecordFormDescribe   describe,
                                             RwRecordFormCheck      check,
                                             gpointer               data);
void               rw_record_form_add       (RwRecordForm          *self,
                                             GtkWidget             *group);
void               rw_record_form_add_button (RwRecordForm         *self,
                                             const char            *label,
                                             gboolean               destructive,
                                             GCallback              callback,
                                             gpointer               object);
GtkWidget         *rw_record_form_get_row   (RwRecordForm          *self,
                                             guint                  field);
void               rw_record_form_pick      (RwRecordForm          *self,
                                             guint                  field,
                                             const RwId            *id,
                                             const char            *title);
RwRecord          *rw_record_form_dup       (RwRecordForm          *self,
                                             GError               **error);
gboolean           rw_record_form_settled   (RwRecordForm          *self);

G_END_DECLS
