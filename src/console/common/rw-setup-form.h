/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

/* Rows of a form; each calls @changed with @target when a person writes in it. */

GtkWidget *rw_setup_form_entry (GtkWidget         *group,
                                const char        *title,
                                const char        *text,
                                GCallback          changed,
                                gpointer           target);
GtkWidget *rw_setup_form_text  (GtkWidget         *page,
                                const char        *title,
                                const char        *text,
                                GCallback          changed,
                                gpointer           target);
char      *rw_setup_form_dup   (GtkWidget         *text);
GtkWidget *rw_setup_form_combo (GtkWidget         *group,
                                const char        *title,
                                const RwEnumInfo  *words,
                                const char        *none,
                                int                index,
                                GCallback          changed,
                                gpointer           target);
int        rw_setup_form_index (GtkWidget         *combo);
void       rw_setup_form_set_index (GtkWidget     *combo,
                                    int            index);
GtkWidget *rw_setup_form_spin  (GtkWidget         *group,
                                const char        *title,
                                double             least,
                                double             most,
                                double             step,
                                double             value,
                                GCallback          changed,
                                gpointer           target);
GtkWidget *rw_setup_form_sum   (void);
void       rw_setup_form_set_text (RwRecord       *record,
                                   guint           field,
                                   const char     *text);

G_END_DECLS
