/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RW_TYPE_RESUME_WATCH (rw_resume_watch_get_type ())

/**
 * RwResumeWatch:
 *
 * Knows when the machine goes to sleep, and when it was asleep. Where there is a logind it says both,
 * and waits a moment before it puts the machine to sleep; anywhere else only the clocks tell, within ten
 * seconds after the sleep. Nobody's time of day matters, so a clock that is set is not taken for a sleep.
 * Main thread only.
 *
 * Signals: "sleeping": the machine goes to sleep as soon as rw_resume_watch_ready() was called, or
 * after two seconds; "resumed": it was asleep, or was about to and is not any more.
 */
G_DECLARE_FINAL_TYPE (RwResumeWatch, rw_resume_watch, RW, RESUME_WATCH, GObject)

RwResumeWatch *rw_resume_watch_new   (void);
void           rw_resume_watch_ready (RwResumeWatch *self);

G_END_DECLS
