/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RW_FILE_MOST:
 *
 * Greatest length of a file, in bytes; the bound of the field in the schema.
 */
#define RW_FILE_MOST (20 * 1024 * 1024)

/**
 * RW_FILE_DIGEST_LENGTH:
 *
 * Characters of a digest: SHA-256 in hexadecimal digits.
 */
#define RW_FILE_DIGEST_LENGTH 64

gboolean rw_file_digest_is_valid     (const char *digest);
gboolean rw_file_media_type_is_valid (const char *media_type);
char    *rw_file_clean_name          (const char *name);
gboolean rw_attachment_check         (RwRecord   *attachment,
                                      GError    **error);

G_END_DECLS
