/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RW_TYPE_RESUME_WATCH (rw_resume_watch_get_type ())

/**
 * RwResumeWatch:
 *
 * Notices that the machine was asleep: at once where logind says so, within ten seconds anywhere.
 * Nobody's time of day matters, so a clock that is set is not taken for a sleep. Main thread only.
 *
 * Signals: "resumed".
 */
G_DECLARE_FINAL_TYPE (RwResumeWatch, rw_resume_watch, RW, RESUME_WATCH, GObject)

RwResumeWatch *rw_resume_watch_new (void);

G_END_DECLS
