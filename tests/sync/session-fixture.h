/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-server.h"
#include "rw-session.h"

G_BEGIN_DECLS

/**
 * FixtureFlags:
 * @FIXTURE_RECORDS: the server has a room with a rack, three devices and 20 tickets
 * @FIXTURE_PEOPLE: the server has people who sign in with a password; slow, as passwords are
 * @FIXTURE_NO_SERVER: nobody listens at the address
 */
typedef enum
{
  FIXTURE_PLAIN = 0,
  FIXTURE_RECORDS = 1 << 0,
  FIXTURE_PEOPLE = 1 << 1,
  FIXTURE_NO_SERVER = 1 << 2,
} FixtureFlags;

#define FIXTURE_PASSWORD "korrekt pferd batterie"

/* One session, and what it said. */
typedef struct
{
  RwSession *session;
  char *dir;
  guint n_changed;
  guint64 kinds;
  GHashTable *ids;
  gboolean all;
  GPtrArray *notices;
} Console;

/* A real server on a free port in the main context of the test, and two consoles that are not open. */
typedef struct
{
  char *dir;
  char *url;
  RwServer *server;
  char *token;
  char *token_b;
  guint lease_days; /* for the next start, 0 for the usual */
  Console a;
  Console b;
  RwId rack;
  RwId devices[3];
  RwId tickets[20];
} Fixture;

/* Runs the main loop until it is so; a quarter of a minute is never. On a machine that is busy with other things
 * what counts is the time that this thread had. */
#define wait_until(condition) \
  G_STMT_START { \
    gint64 end__ = fixture_time () + 15 * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (fixture_time () > end__) \
          g_error ("line %d: waited in vain for %s", __LINE__, #condition); \
        fixture_iterate (); \
      } \
  } G_STMT_END

void       fixture_set_up        (Fixture       *fixture,
                                  gconstpointer  flags);
void       fixture_tear_down     (Fixture       *fixture,
                                  gconstpointer  flags);
void       fixture_iterate       (void);
gint64     fixture_time          (void);
void       fixture_stop_server   (Fixture       *fixture);
void       fixture_start_server  (Fixture       *fixture);
void       console_init          (Console       *console,
                                  const char    *url,
                                  const char    *dir);
void       console_clear         (Console       *console);
void       console_open          (Console       *console,
                                  const char    *token);
void       console_close         (Console       *console);
void       console_reopen        (Console       *console,
                                  const char    *url,
                                  const char    *token);
gboolean   console_try_open      (Console       *console,
                                  GError       **error);
void       console_wait_synced   (Console       *console);
RwRecord  *console_get           (Console       *console,
                                  RwKind         kind,
                                  const RwId    *id);
gint64     console_count         (Console       *console,
                                  RwKind         kind);
gboolean   console_edit          (Console       *console,
                                  RwEdit        *edit,
                                  const char    *label,
                                  GError       **error);
gboolean   console_set_text      (Console       *console,
                                  RwKind         kind,
                                  const RwId    *id,
                                  guint          field,
                                  const char    *text,
                                  GError       **error);
char      *console_get_text      (Console       *console,
                                  RwKind         kind,
                                  const RwId    *id,
                                  guint          field);
gboolean   console_undo          (Console       *console,
                                  gboolean       redo,
                                  GError       **error);
void       remove_tree           (const char    *path);
void       answer_cb             (GObject       *source,
                                  GAsyncResult  *result,
                                  gpointer       user_data);

G_END_DECLS
