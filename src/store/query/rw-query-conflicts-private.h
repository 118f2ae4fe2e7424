/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-conflicts.h"
#include "rules/rw-conflict-scene.h"

G_BEGIN_DECLS

/**
 * RwConflictDepth:
 * @RW_CONFLICT_DEEP: what windows may name and sentences tell: sites, services, customers
 * @RW_CONFLICT_SHALLOW: only what it is a part of: of other work nobody asks which windows hold for it
 */
typedef enum
{
  RW_CONFLICT_DEEP,
  RW_CONFLICT_SHALLOW,
} RwConflictDepth;

/* While a scene is being read. */
typedef struct
{
  RwCache *cache;
  RwConflictScene *scene;
  RwConflictDepth depth;
  int own;              /* index of the work that is asked about, -1 for all */
  GHashTable *loaded;   /* indices of things that have been read, not only named */
  GArray *partners;     /* RwConflictPartner */
  GArray *devices;      /* RwConflictDevice, and feeds */
} RwConflictReader;

typedef struct
{
  guint thing;
  RwId partner;
} RwConflictPartner;

typedef struct
{
  guint thing;
  int role; /* RwDeviceRole, -1 for a feed and for what is not known */
  gboolean own;
} RwConflictDevice;

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

/* rw-query-conflicts-supply.c */
void     rw_conflict_read_partners   (RwConflictReader  *self);
gboolean rw_conflict_read_supply     (RwConflictReader  *self,
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
