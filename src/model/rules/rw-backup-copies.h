/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwCopiesDigit:
 * @RW_COPIES_COPIES: the 3: copies of the data, production counted
 * @RW_COPIES_MEDIA: the 2: kinds of media
 * @RW_COPIES_OFF_SITE: the 1: away from the system's site
 * @RW_COPIES_IMMUTABLE: the 1: offline or immutable
 * @RW_COPIES_ERRORS: the 0: verifications that failed or are overdue, and restore tests that failed
 *
 * The digits of 3-2-1-1-0, in their order.
 */
typedef enum
{
  RW_COPIES_COPIES,
  RW_COPIES_MEDIA,
  RW_COPIES_OFF_SITE,
  RW_COPIES_IMMUTABLE,
  RW_COPIES_ERRORS,
  RW_COPIES_N_DIGITS,
} RwCopiesDigit;

/**
 * RwBackupCopy:
 * @name: of the job
 * @good: it has a good run within its recovery point objective
 * @medium: an #RwBackupMedium, or -1 for not said
 * @site: (nullable): name of the site where it is kept
 * @off_site: that is not the system's site
 * @immutable: offline or immutable
 * @check_failed: the last verification took a step away
 * @check_overdue: a verification is overdue
 * @restore_failed: the last restore test took the top step away
 * @promised: it has a policy
 *
 * What one job keeps.
 */
typedef struct
{
  const char *name;
  gboolean good;
  int medium;
  const char *site;
  gboolean off_site;
  gboolean immutable;
  gboolean check_failed;
  gboolean check_overdue;
  gboolean restore_failed;
  gboolean promised;
} RwBackupCopy;

/**
 * RwBackupCopiesDigit:
 * @value: what it is
 * @wanted: what the policy wants at least, 0 for nothing; of the errors, at most
 * @met: whether it is as wanted
 * @reason: why, as a translated clause
 */
typedef struct
{
  guint value;
  guint wanted;
  gboolean met;
  char *reason;
} RwBackupCopiesDigit;

/**
 * RwBackupCopies:
 * @digits: by #RwCopiesDigit
 * @promised: a job has a policy; without one nobody said what is wanted
 * @met: every digit is as wanted, by a policy
 *
 * 3-2-1-1-0 of one system: derived from its jobs, never ticked.
 */
typedef struct
{
  RwBackupCopiesDigit digits[RW_COPIES_N_DIGITS];
  gboolean promised;
  gboolean met;
} RwBackupCopies;

RwBackupCopies *rw_backup_copies_derive (const RwBackupCopy *copies,
                                         guint               n_copies,
                                         const char         *system_site,
                                         guint               copies_wanted,
                                         guint               media_wanted,
                                         gboolean            off_site_wanted,
                                         gboolean            immutable_wanted);
char           *rw_backup_copies_text   (const RwBackupCopies *self);
const char     *rw_copies_digit_label   (RwCopiesDigit       digit);
void            rw_backup_copies_free   (RwBackupCopies     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupCopies, rw_backup_copies_free)

G_END_DECLS
