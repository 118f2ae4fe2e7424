/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-key.h"

#include <sodium.h>
#include <string.h>

/**
 * rw_key_is:
 * @given: by somebody who may be guessing
 * @key: (nullable): the right one
 *
 * Compares in a time that does not tell how much of the key is right, nor whether there is one.
 */
gboolean
rw_key_is (const char *given, const char *key)
{
  guint8 a[crypto_hash_sha256_BYTES], b[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (a, (const guint8 *) given, strlen (given));
  crypto_hash_sha256 (b, (const guint8 *) (key != NULL ? key : ""), key != NULL ? strlen (key) : 0);
  return sodium_memcmp (a, b, sizeof a) == 0 && key != NULL;
}
