/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_FEED_EDITOR (rw_feed_editor_get_type ())

/**
 * RwFeedEditor:
 *
 * A new calendar feed: of what, and who reads it. It changes nothing.
 *
 * Signals: "save" (RwRecord *feed).
 */
G_DECLARE_FINAL_TYPE (RwFeedEditor, rw_feed_editor, RW, FEED_EDITOR, AdwNavigationPage)

AdwNavigationPage *rw_feed_editor_new  (RwSession    *session);
void               rw_feed_editor_pick (RwFeedEditor *self,
                                        RwKind        kind,
                                        const RwId   *id,
                                        const char   *title);

G_END_DECLS
