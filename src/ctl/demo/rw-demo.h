/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

typedef enum
{
  RW_DEMO_SMALL,
  RW_DEMO_MID,
  RW_DEMO_LARGE,
} RwDemoSize;

/**
 * RwDemoOptions:
 * @size: how large the company is (DOMAIN, "Sizes")
 * @seed: decides everything that chance decides
 * @now_us: the present of the company; the past and the plans lie around it
 */
typedef struct
{
  RwDemoSize size;
  guint64 seed;
  gint64 now_us;
} RwDemoOptions;

/**
 * RwDemoSink:
 * @record: (transfer none): keep it with g_object_ref()
 *
 * Returns: %FALSE with @error set to stop
 */
typedef gboolean (*RwDemoSink) (RwRecord  *record,
                                gpointer   data,
                                GError   **error);

/**
 * RwDemoCounts:
 *
 * What a size promises; used by tests and for progress.
 */
typedef struct
{
  guint racks, devices, vms;
  guint ports, addresses, cables;
  guint tickets, messages;
  guint changes, runs;
} RwDemoCounts;

gboolean            rw_demo_generate         (const RwDemoOptions *options,
                                              RwDemoSink           sink,
                                              gpointer             data,
                                              GError             **error);
gboolean            rw_demo_size_from_string (const char          *name,
                                              RwDemoSize          *size);
const RwDemoCounts *rw_demo_size_counts      (RwDemoSize           size);

G_END_DECLS
