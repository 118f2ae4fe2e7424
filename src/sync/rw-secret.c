/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-secret.h"

#include <string.h>

RwSecret *
rw_secret_new (const char *text, gint64 seq)
{
  RwSecret *secret = g_new (RwSecret, 1);

  *secret = (RwSecret) { g_strdup (text), seq };
  return secret;
}

/**
 * rw_secret_free:
 * @secret: (nullable): what was read
 *
 * Wipes it first: memory that is free may be written to a disk with what follows in it.
 */
void
rw_secret_free (RwSecret *secret)
{
  if (secret == NULL)
    return;
  if (secret->text != NULL)
    explicit_bzero (secret->text, strlen (secret->text));
  g_free (secret->text);
  g_free (secret);
}
