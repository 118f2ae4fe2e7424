/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

typedef void (*RwSubmittedFunc) (GtkWidget *widget, gpointer data);

void rw_submit (GtkWidget  *widget,
                RwSession  *session,
                GPtrArray  *edits,
                const char *label);
void rw_submit_for_good (GtkWidget  *widget,
                         RwSession  *session,
                         GPtrArray  *edits,
                         const char *label);
void rw_submit_for_good_then (GtkWidget       *widget,
                              RwSession       *session,
                              GPtrArray       *edits,
                              const char      *label,
                              RwSubmittedFunc  done,
                              RwSubmittedFunc  refused,
                              gpointer         data,
                              GDestroyNotify   free_data);
void rw_submit_then (GtkWidget       *widget,
                     RwSession       *session,
                     GPtrArray       *edits,
                     const char      *label,
                     RwSubmittedFunc  done,
                     gpointer         data,
                     GDestroyNotify   free_data);
void rw_submit_or (GtkWidget       *widget,
                   RwSession       *session,
                   GPtrArray       *edits,
                   const char      *label,
                   RwSubmittedFunc  refused,
                   gpointer         data);
void rw_toast_undo (GtkWidget  *widget,
                    RwSession  *session,
                    const char *label);
void rw_toast  (GtkWidget  *widget,
                const char *message);
AdwToast *rw_toast_with_button (GtkWidget  *widget,
                                const char *message,
                                const char *button);

G_END_DECLS
