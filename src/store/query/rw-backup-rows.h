/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-backups.h"

G_BEGIN_DECLS

/**
 * RwBackupShow:
 *
 * Which systems of a matrix are in view.
 */
typedef enum
{
  RW_BACKUP_SHOW_ALL,
  RW_BACKUP_SHOW_RED,
  RW_BACKUP_SHOW_UNANSWERED,
  RW_BACKUP_SHOW_UNPROTECTED,
  RW_BACKUP_SHOW_NEVER_RESTORED,
  RW_BACKUP_N_SHOWS,
} RwBackupShow;

/**
 * RwBackupBy:
 *
 * What the systems of a matrix are grouped by; %RW_BACKUP_BY_NOTHING is worst first.
 */
typedef enum
{
  RW_BACKUP_BY_NOTHING,
  RW_BACKUP_BY_SERVICE,
  RW_BACKUP_BY_CUSTOMER,
  RW_BACKUP_BY_POLICY,
  RW_BACKUP_BY_SITE,
  RW_BACKUP_N_BYS,
} RwBackupBy;

/**
 * RwBackupGroup:
 * @name: (nullable): of the service, customer, policy or site; %NULL for systems without one
 * @folded: its systems are not in view
 * @n: systems
 * @n_red: of them that ask for an answer
 * @n_unanswered: of those that nobody has answered
 * @recovery: the worst of its systems
 * @cells: the worst of each day, of its systems that have a job; of none only when no system has
 */
typedef struct
{
  const char *name;
  gboolean folded;
  guint n;
  guint n_red;
  guint n_unanswered;
  RwRecoveryPoint recovery;
  guint8 *cells;
  GArray *rows; /* guint: of the matrix */
} RwBackupGroup;

/**
 * RwBackupLine:
 * @group: (nullable): the group of which this is the heading
 * @row: (nullable): the system; %NULL for a heading
 */
typedef struct
{
  const RwBackupGroup *group;
  const RwBackupRow *row;
} RwBackupLine;

/**
 * RwBackupRows:
 *
 * What of a matrix is in view, and in which order: the worst system first, and the group of the worst
 * system first.
 */
typedef struct _RwBackupRows RwBackupRows;

RwBackupRows       *rw_backup_rows_new         (void);
void                rw_backup_rows_free        (RwBackupRows       *self);
void                rw_backup_rows_set_matrix  (RwBackupRows       *self,
                                                const RwBackupMatrix *matrix);
void                rw_backup_rows_update      (RwBackupRows       *self,
                                                RwBackupShow        show,
                                                RwBackupBy          by,
                                                const char         *words);
guint               rw_backup_rows_get_n       (const RwBackupRows *self);
guint               rw_backup_rows_get_n_systems (const RwBackupRows *self);
const RwBackupLine *rw_backup_rows_get         (const RwBackupRows *self,
                                                guint               line);
int                 rw_backup_rows_find        (const RwBackupRows *self,
                                                const RwId         *system);
gboolean            rw_backup_rows_unfold_for  (RwBackupRows       *self,
                                                const RwId         *system);
void                rw_backup_rows_toggle      (RwBackupRows       *self,
                                                guint               line);
void                rw_backup_rows_fold_all    (RwBackupRows       *self,
                                                gboolean            fold);
gboolean            rw_backup_rows_passes      (const RwBackupRow  *row,
                                                RwBackupShow        show);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupRows, rw_backup_rows_free)

G_END_DECLS
