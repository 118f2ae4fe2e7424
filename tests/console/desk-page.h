/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-board.h"
#include "rw-test-widgets.h"
#include "rw-ticket-chooser.h"
#include "rw-tickets-list.h"
#include "rw-tickets-page.h"
#include "session-fixture.h"

G_BEGIN_DECLS

/* The tickets page with the keyboard: a page in a window, on a session on a server. */
typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
} Desk;

void             desk_set_up      (Desk          *desk,
                                   gconstpointer  flags);
void             desk_tear_down   (Desk          *desk,
                                   gconstpointer  flags);
void             desk_reopen      (Desk          *desk);
gboolean         desk_settled     (Desk          *desk);
RwBoard         *desk_board       (Desk          *desk);
gboolean         desk_press       (Desk          *desk,
                                   const char    *accel);
RwTicketChooser *desk_chooser     (Desk          *desk);
void             desk_choose      (Desk          *desk,
                                   const char    *words);
RwTicketItem    *desk_selected    (Desk          *desk);
gboolean         desk_has         (Desk          *desk,
                                   guint          field,
                                   int            value);
gboolean         desk_has_assignee (Desk         *desk);
void             desk_init        (int           *argc,
                                   char        ***argv);

#define desk_add(path, func) \
  g_test_add (path, Desk, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_set_up, func, desk_tear_down)

G_END_DECLS
