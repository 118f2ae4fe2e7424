/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RW_USAGE_BYTES_MOST:
 *
 * What is longer is no usage of one system.
 */
#define RW_USAGE_BYTES_MOST (16 << 20)

/**
 * RW_USAGE_REPORT_MOST:
 *
 * A report to a server is not longer.
 */
#define RW_USAGE_REPORT_MOST (4 << 20)

/**
 * RwUsage:
 * @mount: where the file system is mounted
 * @device: (nullable): block device
 * @filesystem: (nullable): its type
 * @type: what is counted
 * @used: bytes or inodes; what only root may use counts as used
 * @size: of the whole
 * @at: when it was so, microseconds since 1970; 0 for now
 *
 * How full a file system is.
 */
typedef struct
{
  char *mount;
  char *device;
  char *filesystem;
  RwVolumeType type;
  gint64 used;
  gint64 size;
  gint64 at;
} RwUsage;

GPtrArray *rw_usage_parse_metrics    (const char  *text,
                                      GError     **error);
GPtrArray *rw_usage_parse_prometheus (const char  *text,
                                      gsize        length,
                                      GTimeZone   *zone,
                                      GError     **error);
GBytes    *rw_usage_write            (const char  *system,
                                      GPtrArray   *usages);
GPtrArray *rw_usage_read             (JsonObject  *object,
                                      char       **system,
                                      GError     **error);
void       rw_usage_free             (RwUsage     *self);

G_END_DECLS
