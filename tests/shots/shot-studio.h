/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-window.h"

G_BEGIN_DECLS

/* What the rounds of pictures share: the window, how to wait for it, and how to name what is taken. */

typedef struct
{
  const char *dir;      /* pictures go there */
  const char *state;    /* data lie there */
  const char *prefix;   /* of the names: "", "netbox-", "de-", "hc-" */
  const char *import;   /* a NetBox dump, or NULL */
  const char *only;     /* the page that is wanted, or NULL for all */
  gboolean few;         /* one size and both schemes, no dialogs */
  gboolean floor;       /* a larger company, and only the racks of its sites */
  RwWindow *window;
  RwSession *session;
  GError *error;
  gboolean connected;
  guint failures;
} Shots;

typedef struct
{
  RwKind kind;
  const char *tail;
} ShotSubject;

void     shot_settle  (Shots             *shots,
                       const char        *what);
void     shot_picture (Shots             *shots,
                       const char        *name,
                       const char        *scheme);
void     shot_widget  (Shots             *shots,
                       GtkWidget         *widget,
                       const char        *name,
                       const char        *scheme);
void     shot_dialog  (Shots             *shots,
                       AdwDialog         *dialog,
                       const char        *name,
                       const char        *scheme);
gboolean shot_find    (Shots             *shots,
                       const ShotSubject *subject,
                       RwId              *id);
void     shot_select  (Shots             *shots,
                       const char        *page_id);

G_END_DECLS
