/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-new-key.h"

#include <errno.h>
#include <sys/random.h>

/* 256 bits: 43 characters of base64url. */
#define KEY_BYTES 32

/**
 * rw_new_key:
 *
 * Returns: (transfer full) (nullable): a secret that stands in an address and that nobody can guess; %NULL when
 *   there are no random numbers to be had
 */
char *
rw_new_key (void)
{
  guint8 bytes[KEY_BYTES];
  char *key;

  for (gsize done = 0; done < sizeof bytes;)
    {
      gssize n = getrandom (bytes + done, sizeof bytes - done, 0);

      if (n < 0 && errno != EINTR)
        return NULL;
      done += n > 0 ? (gsize) n : 0;
    }
  key = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (key, "+", '-');
  g_strdelimit (key, "/", '_');
  g_strdelimit (key, "=", '\0');
  return key;
}
