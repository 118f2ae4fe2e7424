/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RW_PING_BODY_MOST:
 *
 * Of what comes with a ping no more bytes than this are kept, from the end.
 */
#define RW_PING_BODY_MOST (100 * 1024)

/**
 * RwPing:
 * @job: whose
 * @key: the job's secret; points into the address
 * @begins: the run begins
 * @exit_code: how it ended, when it does not begin
 * @fails: it says in so many words that it failed
 *
 * What the address of a ping says.
 */
typedef struct
{
  RwId job;
  const char *key;
  gboolean begins;
  int exit_code;
  gboolean fails;
} RwPing;

gboolean rw_ping_parse (char   *rest,
                        RwPing *ping);

G_END_DECLS
