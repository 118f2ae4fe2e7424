/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/* What a change may affect. */
#define RW_CHANGE_ITEM_KINDS \
  (RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_RACK) | \
   RW_KIND_BIT (RW_KIND_PORT) | RW_KIND_BIT (RW_KIND_POWER_FEED) | RW_KIND_BIT (RW_KIND_SERVICE))
/* What of it is looked for by name: ports are called alike everywhere, and there are too many of them. */
#define RW_CHANGE_ITEM_NAMED_KINDS (RW_CHANGE_ITEM_KINDS & ~RW_KIND_BIT (RW_KIND_PORT))

/**
 * RwNamedRecord:
 * @kind: of the record
 * @id: of the record
 * @name: what a person calls it
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *name;
} RwNamedRecord;

/**
 * RwNamesFound:
 * @records: (element-type RwNamedRecord): each once
 * @unknown: (element-type utf8): names that no record has
 * @doubtful: (element-type utf8): names that several records have
 */
typedef struct
{
  GPtrArray *records;
  GPtrArray *unknown;
  GPtrArray *doubtful;
} RwNamesFound;

/**
 * RwChangeParty:
 * @customer: nil where the items do not agree, or are nobody's
 * @customer_name: (nullable)
 * @customer_tz: (nullable)
 * @service: the same
 * @service_name: (nullable)
 * @several: the items are of several customers
 */
typedef struct
{
  RwId customer;
  char *customer_name;
  char *customer_tz;
  RwId service;
  char *service_name;
  gboolean several;
} RwChangeParty;

RwNamedRecord *rw_named_record_new   (RwKind              kind,
                                      const RwId         *id,
                                      const char         *name);
void           rw_named_record_free  (RwNamedRecord      *record);
RwNamesFound  *rw_query_names        (RwCache            *cache,
                                      const char *const  *names,
                                      guint64             kinds,
                                      GError            **error);
void           rw_names_found_free   (RwNamesFound       *found);
RwChangeParty *rw_query_change_party (RwCache            *cache,
                                      GPtrArray          *items,
                                      GError            **error);
void           rw_change_party_free  (RwChangeParty      *party);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwNamesFound, rw_names_found_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangeParty, rw_change_party_free)

G_END_DECLS
