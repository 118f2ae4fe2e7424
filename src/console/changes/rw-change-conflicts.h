/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rules/rw-conflict.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_CONFLICTS (rw_change_conflicts_get_type ())

/**
 * RwChangeConflicts:
 *
 * What stands against a change at a time, one sentence for each cause, and the next times at which nothing does. Read once,
 * judged at once for every time that is asked about.
 *
 * Signals: "evaluated": something else is found; "slot" (gint64 start, gint64 end): the person wants this time; "open"
 * (int kind, const RwId *id).
 */
G_DECLARE_FINAL_TYPE (RwChangeConflicts, rw_change_conflicts, RW, CHANGE_CONFLICTS, GtkBox)

typedef void (*RwChangeReadFunc) (RwChangeConflicts *self,
                                  GError            *error,
                                  gpointer           data);

GtkWidget  *rw_change_conflicts_new         (void);
void        rw_change_conflicts_read        (RwChangeConflicts  *self,
                                             RwSession          *session,
                                             RwRecord           *change,
                                             GPtrArray          *items,
                                             RwChangeReadFunc    func,
                                             gpointer            data);
void        rw_change_conflicts_drop      (RwChangeConflicts *self);
void        rw_change_conflicts_set_times   (RwChangeConflicts  *self,
                                             gint64              start,
                                             gint64              end);
void        rw_change_conflicts_set_movable (RwChangeConflicts  *self,
                                             gboolean            movable);
GPtrArray  *rw_change_conflicts_get_found   (RwChangeConflicts  *self);
char       *rw_change_conflicts_dup_refusal (RwChangeConflicts  *self);
char       *rw_change_conflicts_dup_text    (RwChangeConflicts  *self,
                                             const char *const  *seen);
char      **rw_change_conflicts_dup_keys    (RwChangeConflicts  *self);
gboolean    rw_change_conflicts_is_settled  (RwChangeConflicts  *self);

G_END_DECLS
