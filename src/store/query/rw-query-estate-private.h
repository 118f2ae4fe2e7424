/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-backup-judge.h"
#include "rw-query-estate.h"

G_BEGIN_DECLS

/* The start of day i is bounds[i]. */
typedef struct
{
  gint64 objective;
  gint64 verify_every;
  gint64 test_every;
  gint64 *bounds;
} RwEstatePolicy;

typedef struct
{
  RwId id;
  guint system; /* index */
  const RwEstatePolicy *policy;
} RwEstateJob;

/**
 * RwEstateFacts:
 * @last_good: when the last good backup began, 0 for never
 * @bytes: of it, -1 for not known
 * @bytes_before: of the last good one before the growth; 0 for none
 * @first: when the first run was due, 0 for none
 * @verified: when what is kept was last checked, 0 for never
 * @n_red: backups on the days of the trend that were red
 * @good: (array length=RW_ESTATE_DAYS): at the start of each day: when the last good backup that had
 *   finished began, 0 for none
 *
 * What the runs of one job come to.
 */
typedef struct
{
  gint64 last_good;
  gint64 bytes;
  gint64 bytes_before;
  gint64 first;
  gint64 verified;
  guint n_red;
  gint64 good[RW_ESTATE_DAYS];
} RwEstateFacts;

/**
 * RwEstateReader:
 *
 * The statements that are asked for each job.
 */
typedef struct
{
  RwStmt *newest;
  RwStmt *all;
} RwEstateReader;

/* rw-query-estate-runs.c */
gboolean rw_estate_reader_init    (RwEstateReader     *self,
                                   RwDb               *db,
                                   GError            **error);
void     rw_estate_reader_clear   (RwEstateReader     *self);
gboolean rw_estate_reader_now     (RwEstateReader     *self,
                                   const RwEstateJob  *job,
                                   gint64              now,
                                   RwEstateFacts      *facts,
                                   GError            **error);
gboolean rw_estate_reader_history (RwEstateReader     *self,
                                   const RwEstateJob  *job,
                                   gint64              now,
                                   RwEstateFacts      *facts,
                                   GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwEstateReader, rw_estate_reader_clear)

G_END_DECLS
