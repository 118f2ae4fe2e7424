/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-conflicts.h"
#include "rules/rw-conflict-scene.h"

G_BEGIN_DECLS

/* While a scene is being read. */
typedef struct
{
  RwCache *cache;
  RwConflictScene *scene;
  GHashTable *loaded;   /* indices of things that have been read, not only named */
  GArray *partners;     /* RwConflictPartner */
  GArray *givers;       /* guint: feeds, PDUs and switches among the things */
  GArray *hosts;        /* guint: servers among the things */
} RwConflictReader;

typedef struct
{
  guint thing;
  RwId partner;
} RwConflictPartner;

typedef struct
{
  guint thing;
  gboolean network;
} RwConflictGiver;

/* rw-query-conflicts-things.c */
void     rw_conflict_reader_init     (RwConflictReader  *self,
                                      RwCache           *cache,
                                      RwConflictScene   *scene);
void     rw_conflict_reader_clear    (RwConflictReader  *self);
gboolean rw_conflict_read_thing      (RwConflictReader  *self,
                                      guint64            kinds,
                                      const RwId        *id,
                                      int               *thing,
                                      GError           **error);
gboolean rw_conflict_read_redundancy (RwConflictReader  *self,
                                      GError           **error);

/* rw-query-conflicts-backups.c */
gboolean rw_conflict_read_backups    (RwConflictReader  *self,
                                      RwKind             kind,
                                      guint              thing,
                                      const RwId        *system,
                                      gint64             now,
                                      GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwConflictReader, rw_conflict_reader_clear)

G_END_DECLS
