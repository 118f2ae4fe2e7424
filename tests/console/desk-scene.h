/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-test-widgets.h"
#include "rw-ticket-chooser.h"
#include "rw-ticket-composer.h"
#include "session-fixture.h"

G_BEGIN_DECLS

/* The tickets page in a window, on a session on a server, with a customer to whom something was promised:
 * two tickets of Bistum Fulda on one device (T-9001, T-9002), one of Kaufhaus (T-9003); macros in two languages. */
typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
  RwId customer;
  RwId contact;
  RwId service;
  RwId tickets[3];
} DeskScene;

/* With the flags of the fixture: a person of the company is signed in. */
#define DESK_SCENE_PERSON (1 << 8)

void              desk_scene_set_up    (DeskScene     *scene,
                                        gconstpointer  flags);
void              desk_scene_tear_down (DeskScene     *scene,
                                        gconstpointer  flags);
gboolean          desk_scene_settled   (DeskScene     *scene);
gboolean          desk_scene_press     (DeskScene     *scene,
                                        const char    *accel);
gboolean          desk_scene_press_in  (GtkWidget     *widget,
                                        const char    *accel);
void              desk_scene_open      (DeskScene     *scene,
                                        guint          ticket);
RwTicketComposer *desk_scene_composer  (DeskScene     *scene);
char             *desk_scene_written   (DeskScene     *scene);
void              desk_scene_write     (DeskScene     *scene,
                                        const char    *text);
void              desk_scene_send      (DeskScene     *scene);
RwTicketChooser  *desk_scene_chooser   (DeskScene     *scene);
void              desk_scene_choose    (DeskScene     *scene,
                                        const char    *words);
void              desk_scene_close_dialogs (DeskScene *scene);
RwRecord         *desk_scene_ticket    (DeskScene     *scene,
                                        guint          ticket);
int               desk_scene_status    (DeskScene     *scene,
                                        guint          ticket);
GPtrArray        *desk_scene_select    (DeskScene     *scene,
                                        RwKind         kind);

G_END_DECLS
