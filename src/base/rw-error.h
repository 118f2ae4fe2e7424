/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwError:
 * @RW_ERROR_FAILED: none of the others
 * @RW_ERROR_INVALID: a value or a record breaks a rule; the message names the field
 * @RW_ERROR_NOT_FOUND: the thing named does not exist
 * @RW_ERROR_CONFLICT: somebody else changed the same, or a unique value is taken
 * @RW_ERROR_TOO_NEW: written or spoken by a newer Rackward than this one
 * @RW_ERROR_CORRUPT: a file or message that cannot be what it says it is
 * @RW_ERROR_FULL: no space left on the disk
 * @RW_ERROR_AUTH: log-in refused or token not valid
 * @RW_ERROR_FORBIDDEN: known, but not allowed to do this
 * @RW_ERROR_UNREACHABLE: the server does not answer
 * @RW_ERROR_TIMEOUT: the server answers too slowly
 * @RW_ERROR_PROTOCOL: the other side said something that makes no sense
 * @RW_ERROR_BUSY: the file or server is in use; try later
 * @RW_ERROR_LIMIT: over a stated limit
 * @RW_ERROR_RESYNC: the position is no longer valid; start from zero
 * @RW_ERROR_CANCELLED: stopped by the person
 * @RW_ERROR_LOCKED: the local copy may not be used before the next log-in
 *
 * What went wrong, coarse enough to decide what to do next. The message says the rest.
 */
typedef enum
{
  RW_ERROR_FAILED,
  RW_ERROR_INVALID,
  RW_ERROR_NOT_FOUND,
  RW_ERROR_CONFLICT,
  RW_ERROR_TOO_NEW,
  RW_ERROR_CORRUPT,
  RW_ERROR_FULL,
  RW_ERROR_AUTH,
  RW_ERROR_FORBIDDEN,
  RW_ERROR_UNREACHABLE,
  RW_ERROR_TIMEOUT,
  RW_ERROR_PROTOCOL,
  RW_ERROR_BUSY,
  RW_ERROR_LIMIT,
  RW_ERROR_RESYNC,
  RW_ERROR_CANCELLED,
  RW_ERROR_LOCKED,
} RwError;

#define RW_ERROR (rw_error_quark ())

GQuark rw_error_quark (void);

G_END_DECLS
