/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-changes-page.h"
#include "rw-clock.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "session-fixture.h"

G_BEGIN_DECLS

/* The changes page in a window, on a session of Jana Roth on a server that has a customer with two services, a host with
 * two virtual machines, a firewall pair, and two more people who decide: Mara Kern and Otto Lenz. Otto's session is the
 * second console. It is 2026-11-23 12:00 UTC, the zone is Europe/Berlin. */
typedef struct
{
  Fixture base;
  Console third; /* Mara's */
  GtkWidget *page;
  GtkWidget *window;
  guint tick_id;
} ChangeScene;

RwId         change_scene_id        (const char    *name);
void         change_scene_set_up    (ChangeScene   *scene,
                                     gconstpointer  flags);
void         change_scene_tear_down (ChangeScene   *scene,
                                     gconstpointer  flags);
void         change_scene_at        (gint64         instant);
void         change_scene_others    (ChangeScene   *scene);
gboolean     change_scene_settled   (ChangeScene   *scene);
void         change_scene_load      (ChangeScene   *scene,
                                     GPtrArray     *records);
RwRecord    *change_scene_named     (GPtrArray     *records,
                                     RwKind         kind,
                                     guint          field,
                                     const char    *name);
void         change_scene_refer     (RwRecord      *record,
                                     guint          field,
                                     const char    *name);
RwRecord    *change_scene_change    (GPtrArray     *records,
                                     const char    *title,
                                     RwChangeStatus status,
                                     const char    *start,
                                     const char    *end);
void         change_scene_item      (GPtrArray     *records,
                                     RwRecord      *change,
                                     const char    *ci);
GPtrArray   *change_scene_select    (ChangeScene   *scene,
                                     RwKind         kind);
RwRecord    *change_scene_find      (ChangeScene   *scene,
                                     const char    *title);
GtkWidget   *change_scene_button    (gpointer       widget,
                                     const char    *label);
gboolean     change_scene_click     (gpointer       widget,
                                     const char    *label);
GtkWidget   *change_scene_row       (gpointer       widget,
                                     const char    *title);
void         change_scene_init      (int           *argc,
                                     char        ***argv);

G_END_DECLS
