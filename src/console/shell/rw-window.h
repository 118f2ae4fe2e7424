/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-page.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_WINDOW (rw_window_get_type ())

/**
 * RwWindow:
 *
 * The console's window: sidebar, page, inspector. Before there is data it shows the way to it.
 */
G_DECLARE_FINAL_TYPE (RwWindow, rw_window, RW, WINDOW, AdwApplicationWindow)

GtkWidget  *rw_window_new           (GtkApplication *application,
                                     const char     *state_dir);
RwSession  *rw_window_get_session   (RwWindow       *self);
RwPage     *rw_window_get_page      (RwWindow       *self);
void        rw_window_start         (RwWindow       *self);
void        rw_window_present_whole (RwWindow       *self);
void        rw_window_start_sample  (RwWindow       *self,
                                     const char     *import_file);
void        rw_window_start_server  (RwWindow       *self,
                                     const char     *url);
void        rw_window_adopt_session (RwWindow       *self,
                                     RwSession      *session);
void        rw_window_open_address  (RwWindow       *self,
                                     const char     *address);
void        rw_window_go_to         (RwWindow       *self,
                                     RwKind          kind,
                                     const RwId     *id);
void        rw_window_go_to_page    (RwWindow       *self,
                                     const char     *page_id);
void        rw_window_activate_in_page (RwWindow    *self,
                                     const char     *page_id,
                                     const char     *action);
gboolean    rw_window_settled       (RwWindow       *self);

G_END_DECLS
