/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwSecret:
 * @text: (nullable): the value of a never cached field
 * @seq: of the record when it was read
 *
 * What the server told of a secret. Lives in memory only.
 */
typedef struct
{
  char *text;
  gint64 seq;
} RwSecret;

RwSecret *rw_secret_new  (const char *text,
                          gint64      seq);
void      rw_secret_free (RwSecret   *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSecret, rw_secret_free)

G_END_DECLS
