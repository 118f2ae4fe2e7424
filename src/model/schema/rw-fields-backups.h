/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Backups and disk usage. */

#define RW_FIELDS_BACKUP_POLICY(F) \
  F (BACKUP_POLICY, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (BACKUP_POLICY, RPO, rpo_hours, INTEGER, N_ ("Recovery point objective"), .flags = RW_F_REQUIRED, .min = 1, .max = 8760, .unit = "h") \
  F (BACKUP_POLICY, START_TIME, start_time, TEXT, N_ ("Starts at"), .max = 5) \
  F (BACKUP_POLICY, INTERVAL, interval_hours, INTEGER, N_ ("Interval"), .min = 1, .max = 8760, .unit = "h") \
  F (BACKUP_POLICY, GRACE, grace_min, INTEGER, N_ ("Grace"), .min = 0, .max = 10080, .unit = "min") \
  F (BACKUP_POLICY, TZ, tz, TEXT, N_ ("Time zone"), .max = 64) \
  F (BACKUP_POLICY, DAY_START, day_start, TEXT, N_ ("Business day starts at"), .max = 5) \
  F (BACKUP_POLICY, RETENTION, retention_days, INTEGER, N_ ("Retention"), .min = 0, .max = 36500, .unit = "d") \
  F (BACKUP_POLICY, VERIFY_DAYS, verify_days, INTEGER, N_ ("Verify every"), .min = 0, .max = 3650, .unit = "d") \
  F (BACKUP_POLICY, RESTORE_DAYS, restore_test_days, INTEGER, N_ ("Restore test every"), .min = 0, .max = 3650, .unit = "d") \
  F (BACKUP_POLICY, COPIES, copies, INTEGER, N_ ("Copies"), .min = 0, .max = 100) \
  F (BACKUP_POLICY, MEDIA, media, INTEGER, N_ ("Kinds of media"), .min = 0, .max = 100) \
  F (BACKUP_POLICY, OFF_SITE, off_site, BOOLEAN, N_ ("Off site")) \
  F (BACKUP_POLICY, IMMUTABLE, immutable, BOOLEAN, N_ ("Offline or immutable")) \
  F (BACKUP_POLICY, RESTORE_TEMPLATE, restore_template, REF, N_ ("Restore tests from template"), .refs = R (CHANGE_TEMPLATE))

/* A job whose program reports by pings has a period and a grace of its own; those of the policy hold where
 * there is none. Where the copy is kept, and on what, is what the copies are counted from. */
#define RW_FIELDS_BACKUP_JOB(F) \
  F (BACKUP_JOB, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (BACKUP_JOB, SYSTEM, system, REF, N_ ("System"), .flags = RW_F_REQUIRED, .refs = R (DEVICE) | R (VM)) \
  F (BACKUP_JOB, POLICY, policy, REF, N_ ("Backup policy"), .flags = RW_F_REQUIRED, .refs = R (BACKUP_POLICY)) \
  F (BACKUP_JOB, TOOL, tool, ENUM, N_ ("Tool"), E (backup_tool)) \
  F (BACKUP_JOB, REPOSITORY, repository, TEXT, N_ ("Repository"), .max = 300) \
  F (BACKUP_JOB, ENABLED, enabled, BOOLEAN, N_ ("Enabled")) \
  F (BACKUP_JOB, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG) \
  F (BACKUP_JOB, PERIOD, period_min, INTEGER, N_ ("Expected every"), .min = 1, .max = 525600, .unit = "min") \
  F (BACKUP_JOB, GRACE, grace_min, INTEGER, N_ ("Grace"), .min = 0, .max = 10080, .unit = "min") \
  F (BACKUP_JOB, PING_KEY, ping_key, TEXT, N_ ("Ping key"), .flags = RW_F_NEVER_CACHED, .max = 64, .readers = RW_ROLES_STAFF) \
  F (BACKUP_JOB, SITE, site, REF, N_ ("Copy kept at"), .refs = R (SITE)) \
  F (BACKUP_JOB, MEDIUM, medium, ENUM, N_ ("Medium"), E (backup_medium)) \
  F (BACKUP_JOB, IMMUTABLE, immutable, BOOLEAN, N_ ("Offline or immutable")) \
  F (BACKUP_JOB, RERUN_AT, rerun_at, INSTANT, N_ ("Rerun asked for")) \
  F (BACKUP_JOB, RERUN_BY, rerun_by, REF, N_ ("Rerun asked for by"), .refs = R (PERSON))

/* A run without a purpose is a backup. A verification reads what is there already: it is never a recovery point. */
#define RW_FIELDS_BACKUP_RUN(F) \
  F (BACKUP_RUN, JOB, job, REF, N_ ("Backup job"), .flags = RW_F_REQUIRED, .refs = R (BACKUP_JOB)) \
  F (BACKUP_RUN, STATUS, status, ENUM, N_ ("Status"), .flags = RW_F_REQUIRED, E (run_status)) \
  F (BACKUP_RUN, DUE, due, INSTANT, N_ ("Expected"), .flags = RW_F_REQUIRED) \
  F (BACKUP_RUN, STARTED, started, INSTANT, N_ ("Started")) \
  F (BACKUP_RUN, FINISHED, finished, INSTANT, N_ ("Finished")) \
  F (BACKUP_RUN, BYTES, bytes, INTEGER, N_ ("Processed"), .min = 0, .max = 9e15, .unit = "B") \
  F (BACKUP_RUN, FILES, files, INTEGER, N_ ("Files"), .min = 0, .max = 9e15) \
  F (BACKUP_RUN, CHECK_DEPTH, check_depth, ENUM, N_ ("Verified"), E (check_depth)) \
  F (BACKUP_RUN, SIGNATURE, signature, TEXT, N_ ("Cause"), .max = 200) \
  F (BACKUP_RUN, MESSAGE, message, TEXT, NC_ ("backup", "Message"), .flags = RW_F_LONG, .max = 4000) \
  F (BACKUP_RUN, PURPOSE, purpose, ENUM, N_ ("Purpose"), E (run_purpose)) \
  F (BACKUP_RUN, SNAPSHOT, snapshot, TEXT, NC_ ("backup", "Snapshot"), .max = 200)

#define RW_FIELDS_RESTORE_TEST(F) \
  F (RESTORE_TEST, SYSTEM, system, REF, N_ ("System"), .flags = RW_F_REQUIRED, .refs = R (DEVICE) | R (VM)) \
  F (RESTORE_TEST, JOB, job, REF, N_ ("Backup job"), .refs = R (BACKUP_JOB)) \
  F (RESTORE_TEST, AT, at, INSTANT, NC_ ("time", "At"), .flags = RW_F_REQUIRED) \
  F (RESTORE_TEST, RESULT, result, ENUM, N_ ("Result"), .flags = RW_F_REQUIRED, E (test_result)) \
  F (RESTORE_TEST, DURATION, duration_min, INTEGER, N_ ("Duration"), .min = 0, .max = 100000, .unit = "min") \
  F (RESTORE_TEST, PERSON, person, REF, N_ ("Person"), .refs = R (PERSON)) \
  F (RESTORE_TEST, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG) \
  F (RESTORE_TEST, CHANGE, change, REF, N_ ("Change"), .refs = R (CHANGE))

#define RW_FIELDS_BACKUP_ACK(F) \
  F (BACKUP_ACK, JOB, job, REF, N_ ("Backup job"), .refs = R (BACKUP_JOB)) \
  F (BACKUP_ACK, SYSTEM, system, REF, N_ ("System"), .flags = RW_F_REQUIRED, .refs = R (DEVICE) | R (VM)) \
  F (BACKUP_ACK, RUN, run, REF, N_ ("Backup run"), .refs = R (BACKUP_RUN)) \
  F (BACKUP_ACK, REASON, reason, TEXT, N_ ("Reason"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 500) \
  F (BACKUP_ACK, SIGNATURE, signature, TEXT, N_ ("Cause"), .max = 200) \
  F (BACKUP_ACK, AT, at, INSTANT, NC_ ("time", "At"), .flags = RW_F_REQUIRED) \
  F (BACKUP_ACK, UNTIL, until, INSTANT, N_ ("Until"), .flags = RW_F_REQUIRED) \
  F (BACKUP_ACK, PERSON, person, REF, N_ ("Person"), .refs = R (PERSON)) \
  F (BACKUP_ACK, ANSWER, answer, ENUM, N_ ("Answer"), E (backup_answer)) \
  F (BACKUP_ACK, TICKET, ticket, REF, N_ ("Ticket"), .refs = R (TICKET))

/* The sign-off of a morning: what every red cell was answered with, word for word, as it was then. */
#define RW_FIELDS_MORNING_CHECK(F) \
  F (MORNING_CHECK, DAY, day, DATE, N_ ("Day"), .flags = RW_F_REQUIRED | RW_F_INDEX) \
  F (MORNING_CHECK, PERSON, person, REF, N_ ("Signed by"), .flags = RW_F_REQUIRED, .refs = R (PERSON)) \
  F (MORNING_CHECK, STARTED, started, INSTANT, N_ ("Started"), .flags = RW_F_REQUIRED) \
  F (MORNING_CHECK, FINISHED, finished, INSTANT, N_ ("Signed"), .flags = RW_F_REQUIRED) \
  F (MORNING_CHECK, SYSTEMS, systems, INTEGER, NC_ ("morning check", "Systems"), .min = 0, .max = 1000000) \
  F (MORNING_CHECK, RECOVERABLE, recoverable, INTEGER, N_ ("Recoverable"), .min = 0, .max = 1000000) \
  F (MORNING_CHECK, RED, red, INTEGER, NC_ ("morning check", "Red"), .min = 0, .max = 1000000) \
  F (MORNING_CHECK, ANSWERS, answers, JSON, N_ ("Answers")) \
  F (MORNING_CHECK, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

/* Thresholds at which a ticket is opened; without any, those of rw-volume-rules.h hold, and 0 is never. */
#define RW_FIELDS_VOLUME(F) \
  F (VOLUME, SYSTEM, system, REF, N_ ("System"), .flags = RW_F_REQUIRED, .refs = R (DEVICE) | R (VM)) \
  F (VOLUME, NAME, name, TEXT, N_ ("Mount point"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (VOLUME, DEVICE, device, TEXT, N_ ("Block device"), .max = 200) \
  F (VOLUME, FILESYSTEM, filesystem, TEXT, N_ ("File system"), .max = 40) \
  F (VOLUME, TYPE, type, ENUM, N_ ("Counts"), E (volume_type)) \
  F (VOLUME, ALERT_PERCENT, alert_percent, INTEGER, N_ ("Ticket when used"), .min = 0, .max = 100, .unit = "%") \
  F (VOLUME, ALERT_DAYS, alert_days, INTEGER, N_ ("Ticket when likely full within"), .min = 0, .max = 731, .unit = "d") \
  F (VOLUME, TICKET, ticket, REF, N_ ("Ticket"), .refs = R (TICKET))

#define RW_FIELDS_USAGE_SAMPLE(F) \
  F (USAGE_SAMPLE, VOLUME, volume, REF, N_ ("Volume"), .flags = RW_F_REQUIRED, .refs = R (VOLUME)) \
  F (USAGE_SAMPLE, DAY, day, DATE, N_ ("Day"), .flags = RW_F_REQUIRED) \
  F (USAGE_SAMPLE, USED, used, INTEGER, N_ ("Used"), .flags = RW_F_REQUIRED, .min = 0, .max = 9e15) \
  F (USAGE_SAMPLE, SIZE, size, INTEGER, N_ ("Size"), .flags = RW_F_REQUIRED, .min = 0, .max = 9e15)
