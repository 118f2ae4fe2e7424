/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-window.h"

G_BEGIN_DECLS

#define BENCH_KEYS_MOST 512

/* What keys cost: the time to the frame that shows what each did. */
typedef struct
{
  double times[BENCH_KEYS_MOST];
  guint n;
  double worst_cpu;
  char worst_text[24]; /* of the main thread's work */
} BenchKeys;

void   bench_wait_for_frame (GtkWidget  *window);
void   bench_settle         (RwWindow   *window);
void   bench_rest           (guint       ms);
double bench_cpu_ms         (void);
void   bench_keys_add       (BenchKeys  *keys,
                             const char *text,
                             double      time,
                             double      cpu);
double bench_keys_at        (BenchKeys  *keys,
                             guint       percent);
void   bench_press          (RwWindow   *window,
                             const char *text,
                             BenchKeys  *keys);

G_END_DECLS
