/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record-form.h"

G_BEGIN_DECLS

/**
 * RwRecordDialogWords:
 * @added: that the record was added; for the toast and for undo
 * @changed: that it was changed
 * @deleted: (nullable): that it was deleted; %NULL where it is not to be deleted here
 * @remove: (nullable): on the button that deletes
 * @consequence: (nullable): what deleting means: asked before, with this
 *
 * What a dialog with one record says; translated.
 */
typedef struct
{
  const char *added;
  const char *changed;
  const char *deleted;
  const char *remove;
  const char *consequence;
} RwRecordDialogWords;

AdwDialog *rw_record_dialog_new (GtkWidget                 *parent,
                                 RwSession                 *session,
                                 AdwNavigationPage         *form,
                                 RwRecord                  *before,
                                 const RwRecordDialogWords *words);

G_END_DECLS
