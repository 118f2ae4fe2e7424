/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void       rw_test_init_widgets (int        *argc,
                                 char     ***argv);
GtkWidget *rw_test_present      (GtkWidget  *content,
                                 int         width,
                                 int         height);
void       rw_test_settle       (GtkWidget  *window);
GdkTexture *rw_test_take_picture (GtkWidget *window);
void       rw_test_find_all     (GtkWidget  *widget,
                                 GType       type,
                                 GPtrArray  *found);
gpointer   rw_test_find         (gpointer    widget,
                                 GType       type);
gboolean   rw_test_shows        (gpointer    widget,
                                 const char *text);
gboolean   rw_test_says         (gpointer    widget,
                                 const char *text);
AdwDialog *rw_test_find_question (void);
void       rw_test_answer       (const char *response);
void       rw_test_picture      (GtkWidget  *window,
                                 const char *name);

G_END_DECLS
