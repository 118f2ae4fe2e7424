/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwAddress:
 * @kind: of the record
 * @id: of the record; nil when it is known by @name
 * @name: (nullable): its number or name, as the person wrote it
 *
 * What "rackward://ticket/T-1042" says.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *name;
} RwAddress;

gboolean   rw_address_parse      (const char *text,
                                  RwAddress  *address);
void       rw_address_clear      (RwAddress  *address);
char      *rw_address_to_string  (RwKind      kind,
                                  const RwId *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwAddress, rw_address_clear)

G_END_DECLS
