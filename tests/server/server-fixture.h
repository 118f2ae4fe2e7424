/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "rw-record.h"
#include "rw-server.h"

G_BEGIN_DECLS

/**
 * FixtureFlags:
 * @FIXTURE_PEOPLE: accounts jana (manager), ivo (technician), ada (auditor), all with the password
 *   FIXTURE_PASSWORD; slow, as passwords are
 * @FIXTURE_TIGHT: a budget of five requests
 */
typedef enum
{
  FIXTURE_PLAIN = 0,
  FIXTURE_PEOPLE = 1 << 0,
  FIXTURE_TIGHT = 1 << 1,
} FixtureFlags;

#define FIXTURE_PASSWORD "korrekt pferd batterie"

/* A real server on a free port, in the main context of the test, and a client. */
typedef struct
{
  char *dir;
  RwServer *server;
  SoupSession *session;
  char *manager; /* tokens */
  char *technician;
  char *auditor;
  char *wall;
  char *intake;
  char *epoch;
} Fixture;

typedef struct
{
  guint status;
  SoupMessage *message;
  GBytes *bytes;
  char *text;
  JsonNode *root;
  JsonObject *object; /* of root, if it is one */
} Reply;

void         fixture_set_up    (Fixture      *fixture,
                                gconstpointer flags);
void         fixture_tear_down (Fixture      *fixture,
                                gconstpointer flags);
void         fixture_restart   (Fixture      *fixture);
Reply       *ask               (Fixture      *fixture,
                                const char   *method,
                                const char   *path,
                                const char   *token,
                                const char   *body);
Reply       *ask_with          (Fixture      *fixture,
                                const char   *method,
                                const char   *path,
                                const char   *token,
                                const char   *body,
                                const char   *header,
                                const char   *value);
void         reply_free        (Reply        *reply);
const char  *error_code        (Reply        *reply);
void         assert_error      (Reply        *reply,
                                guint         status,
                                const char   *code);
GPtrArray   *feed_lines        (Reply        *reply);
JsonObject  *feed_trailer      (GPtrArray    *lines);
JsonObject  *feed_row          (GPtrArray    *lines,
                                const RwId   *id);
JsonObject  *push              (Fixture      *fixture,
                                const char   *token,
                                const char   *client,
                                const char   *muts,
                                Reply       **reply);
void         load              (Fixture      *fixture,
                                RwRecord     *record);
RwRecord    *new_ticket        (const char   *title);
RwRecord    *new_site          (const char   *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

G_END_DECLS
