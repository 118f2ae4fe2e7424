/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RW_ID_STRING_LENGTH 36

/**
 * RwId:
 *
 * The identity of a record: a UUID, version 7 (RFC 9562, 5.7) when Rackward made it, so that ids
 * of later records sort behind earlier ones and an index on them only grows at its end.
 * Passed by value; the nil UUID means "no record".
 */
typedef struct
{
  guint8 bytes[16];
} RwId;

#define RW_ID_NIL ((RwId){ { 0 } })

RwId     rw_id_new       (void);
RwId     rw_id_new_at    (gint64        now_us,
                          guint64       random_high,
                          guint64       random_low);
RwId     rw_id_from_name (const char   *space,
                          const char   *name);
gboolean rw_id_parse     (const char   *text,
                          RwId         *id);
void     rw_id_write     (const RwId   *id,
                          char          text[RW_ID_STRING_LENGTH + 1]);
char    *rw_id_to_string (const RwId   *id);
gboolean rw_id_is_nil    (const RwId   *id);
gboolean rw_id_equal     (gconstpointer a,
                          gconstpointer b);
int      rw_id_compare   (gconstpointer a,
                          gconstpointer b);
guint    rw_id_hash      (gconstpointer id);
RwId    *rw_id_copy      (const RwId   *id);

G_END_DECLS
