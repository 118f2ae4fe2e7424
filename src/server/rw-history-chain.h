/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwChainHash:
 *
 * SHA-256 over the hash before and an entry of the change log: whoever alters an entry must alter
 * all later ones, and the last hash is on every backup and printout.
 */
typedef struct
{
  guint8 bytes[32];
} RwChainHash;

/**
 * RwChainEntry:
 *
 * All of one entry of the change log. Nothing is owned.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  const char *actor;
  RwId account;
  RwId client;
  gint64 mid;
  const char *kind;
  RwId id;
  const char *op;
  const char *before;
  const char *after;
} RwChainEntry;

void rw_chain_hash_next (RwChainHash        *hash,
                         const RwChainEntry *entry);

G_END_DECLS
