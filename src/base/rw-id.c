/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-id.h"

#include <string.h>

#include "rw-clock.h"

static guint64
random_64 (void)
{
  return ((guint64) g_random_int () << 32) | g_random_int ();
}

/**
 * rw_id_new_at:
 * @now_us: microseconds since 1970
 * @random_high: 12 bits of it are used
 * @random_low: 62 bits of it are used
 *
 * Makes an id from given parts; the demo company and the simulator need ids that a seed decides.
 */
RwId
rw_id_new_at (gint64  now_us,
              guint64 random_high,
              guint64 random_low)
{
  guint64 ms = (guint64) MAX (now_us, 0) / 1000;
  RwId id;

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (40 - 8 * i));
  id.bytes[6] = 0x70 | ((random_high >> 8) & 0x0f);
  id.bytes[7] = random_high & 0xff;
  for (int i = 0; i < 8; i++)
    id.bytes[8 + i] = (guint8) (random_low >> (56 - 8 * i));
  id.bytes[8] = 0x80 | (id.bytes[8] & 0x3f);
  return id;
}

/**
 * rw_id_new:
 *
 * Makes a new UUIDv7. Ids of one process always ascend: within a millisecond the 12 bits behind
 * the time count up (RFC 9562, 6.2, method 1).
 */
RwId
rw_id_new (void)
{
  static GMutex mutex;
  static gint64 last_ms;
  static guint counter;
  gint64 ms = rw_clock_now () / 1000;
  RwId id;

  g_mutex_lock (&mutex);
  if (ms > last_ms)
    {
      last_ms = ms;
      counter = g_random_int_range (0, 1024);
    }
  else if (++counter > 0xfff)
    {
      last_ms++;
      counter = 0;
    }
  id = rw_id_new_at (last_ms * 1000, counter, random_64 ());
  g_mutex_unlock (&mutex);
  return id;
}

/**
 * rw_id_from_name:
 * @space: what the name belongs to, for example "netbox:dcim.device"
 * @name: a name that is stable between runs
 *
 * Makes the same id for the same name always (RFC 9562, 5.8, version 8 over SHA-256), so that a
 * second import meets the records of the first.
 */
RwId
rw_id_from_name (const char *space,
                 const char *name)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  RwId id;

  g_checksum_update (sum, (const guchar *) space, -1);
  g_checksum_update (sum, (const guchar *) "\0", 1);
  g_checksum_update (sum, (const guchar *) name, -1);
  g_checksum_get_digest (sum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  id.bytes[6] = 0x80 | (id.bytes[6] & 0x0f);
  id.bytes[8] = 0x80 | (id.bytes[8] & 0x3f);
  return id;
}

/* g_ascii_xdigit_value() is a call into another library, 32 times for each of a million ids. */
static inline int
hex_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/**
 * rw_id_parse:
 * @text: (nullable): a UUID in its 36-character form, either case
 * @id: (out): the id; untouched when %FALSE is returned
 *
 * Returns: whether @text was a UUID
 */
gboolean
rw_id_parse (const char *text,
             RwId       *id)
{
  RwId parsed;
  int n = 0;

  if (text == NULL)
    return FALSE;
  for (int i = 0; i < RW_ID_STRING_LENGTH; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      int digit = hex_value (text[i]);
      if (digit < 0)
        return FALSE;
      if (n % 2 == 0)
        parsed.bytes[n / 2] = (guint8) (digit << 4);
      else
        parsed.bytes[n / 2] |= (guint8) digit;
      n++;
    }
  if (text[RW_ID_STRING_LENGTH] != '\0')
    return FALSE;
  *id = parsed;
  return TRUE;
}

/**
 * rw_id_write:
 * @id: an id
 * @text: (out caller-allocates): receives the 36 characters and a NUL
 */
void
rw_id_write (const RwId *id,
             char        text[RW_ID_STRING_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  char *p = text;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *p++ = '-';
      *p++ = digits[id->bytes[i] >> 4];
      *p++ = digits[id->bytes[i] & 15];
    }
  *p = '\0';
}

/**
 * rw_id_to_string:
 *
 * Returns: (transfer full): the 36-character form
 */
char *
rw_id_to_string (const RwId *id)
{
  char *text = g_malloc (RW_ID_STRING_LENGTH + 1);

  rw_id_write (id, text);
  return text;
}

gboolean
rw_id_is_nil (const RwId *id)
{
  return memcmp (id, &RW_ID_NIL, sizeof *id) == 0;
}

/* These three take gconstpointer so that GHashTable and GArray can use them as they are. */
gboolean
rw_id_equal (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (RwId)) == 0;
}

int
rw_id_compare (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (RwId));
}

guint
rw_id_hash (gconstpointer id)
{
  guint32 parts[4];

  /* The tail is random; the head is time and alike for records made together. */
  memcpy (parts, id, sizeof parts);
  return parts[3] ^ (parts[2] * 31) ^ (parts[1] * 17);
}

/**
 * rw_id_copy:
 *
 * Returns: (transfer full): a copy for g_free(), for use as a hash table key
 */
RwId *
rw_id_copy (const RwId *id)
{
  return g_memdup2 (id, sizeof *id);
}
