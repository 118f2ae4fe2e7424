/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"
#include "rw-request.h"

G_BEGIN_DECLS

/**
 * RwIntake:
 * @name: (nullable): who brings it, as a person reads it
 * @account: theirs, nil for none
 * @person: theirs, nil for none
 * @roles: what they may
 * @now: when it came, microseconds since 1970
 * @data: what was brought
 * @json: gets the answer, an object
 *
 * What an intake is given, in the store's thread and within a transaction.
 */
typedef struct
{
  char *name;
  RwId account;
  RwId person;
  guint roles;
  gint64 now;
  gpointer data;
  GString *json;
} RwIntake;

/**
 * RwIntakeFunc:
 *
 * Returns: %FALSE with @error set to write nothing at all
 */
typedef gboolean (*RwIntakeFunc) (RwLogStore *store,
                                  RwIntake   *intake,
                                  GError    **error);

/**
 * RwIntakeDoneFunc:
 * @json: (nullable) (transfer full): the answer
 * @error: (nullable): why nothing was written
 *
 * Answers, in the server's thread.
 */
typedef void (*RwIntakeDoneFunc) (RwRequest    *request,
                                  GString      *json,
                                  const GError *error);

gboolean rw_intake_check     (RwRequest      *request,
                              RwKind          kind);
void     rw_intake_run       (RwRequest      *request,
                              RwIntakeFunc    func,
                              RwIntakeDoneFunc done,
                              gpointer        data,
                              GDestroyNotify  free_data);
gboolean rw_intake_write     (RwLogStore     *store,
                              RwIntake       *intake,
                              RwEdit         *edit,
                              GError        **error);
gboolean rw_intake_write_own (RwLogStore     *store,
                              gint64          now,
                              RwEdit         *edit,
                              GError        **error);
gboolean rw_intake_create    (RwLogStore     *store,
                              RwIntake       *intake,
                              RwRecord       *record,
                              const char    **result,
                              GError        **error);
gboolean rw_intake_create_run (RwLogStore    *store,
                               RwIntake      *intake,
                               RwRecord      *run,
                               const char   **result,
                               GError       **error);
RwRecord *rw_intake_get      (RwLogStore     *store,
                              RwKind          kind,
                              const RwId     *id,
                              GError        **error);
RwRecord *rw_intake_find_system (RwLogStore  *store,
                                 const char  *name,
                                 GError     **error);

gboolean  rw_intake_find_due    (RwLogStore  *store,
                                 RwRecord    *job,
                                 gint64       at,
                                 gboolean     began,
                                 gint64      *due,
                                 GError     **error);

G_END_DECLS
