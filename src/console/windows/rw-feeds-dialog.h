/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_FEEDS_DIALOG (rw_feeds_dialog_get_type ())

/**
 * RwFeedsDialog:
 *
 * The calendars that others subscribe to: to make one, to copy its address, to give it another and to revoke it. The
 * addresses are at the server alone.
 */
G_DECLARE_FINAL_TYPE (RwFeedsDialog, rw_feeds_dialog, RW, FEEDS_DIALOG, AdwDialog)

AdwDialog *rw_feeds_dialog_new     (RwSession     *session,
                                    GtkWidget     *page);
gboolean   rw_feeds_dialog_settled (RwFeedsDialog *self);
guint      rw_feeds_dialog_get_n   (RwFeedsDialog *self);

G_END_DECLS
