/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history-chain.h"

#include <sodium.h>
#include <string.h>

static void
add_integer (crypto_hash_sha256_state *state,
             gint64                    integer)
{
  guint64 big = GUINT64_TO_BE ((guint64) integer);

  crypto_hash_sha256_update (state, (const guint8 *) &big, sizeof big);
}

/* With its length, so that no two different entries give the same bytes. Null and empty differ. */
static void
add_text (crypto_hash_sha256_state *state,
          const char               *text)
{
  gsize length = text == NULL ? 0 : strlen (text);

  add_integer (state, text == NULL ? -1 : (gint64) length);
  if (length > 0)
    crypto_hash_sha256_update (state, (const guint8 *) text, length);
}

/**
 * rw_chain_hash_next:
 * @hash: (inout): the hash of the entry before, all zero for the first; becomes that of @entry
 */
void
rw_chain_hash_next (RwChainHash        *hash,
                    const RwChainEntry *entry)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, hash->bytes, sizeof hash->bytes);
  add_integer (&state, entry->seq);
  add_integer (&state, entry->at);
  add_text (&state, entry->actor);
  crypto_hash_sha256_update (&state, entry->account.bytes, sizeof entry->account.bytes);
  crypto_hash_sha256_update (&state, entry->client.bytes, sizeof entry->client.bytes);
  add_integer (&state, entry->mid);
  add_text (&state, entry->kind);
  crypto_hash_sha256_update (&state, entry->id.bytes, sizeof entry->id.bytes);
  add_text (&state, entry->op);
  add_text (&state, entry->before);
  add_text (&state, entry->after);
  crypto_hash_sha256_final (&state, hash->bytes);
}
