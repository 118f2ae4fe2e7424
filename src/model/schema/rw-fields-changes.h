/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Change enablement. A planned time is kept three ways: the wall time that was meant
 * (YYYY-MM-DDTHH:MM:SS), the IANA zone it was meant in, and the instant that comes of them. */

#define RW_FIELDS_CHANGE(F) \
  F (CHANGE, NUMBER, number, TEXT, N_ ("Number"), .flags = RW_F_SERVER | RW_F_UNIQUE | RW_F_SEARCH, .max = 20) \
  F (CHANGE, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (change_type)) \
  F (CHANGE, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (CHANGE, DESCRIPTION, description, TEXT, N_ ("Description"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (CHANGE, STATUS, status, ENUM, N_ ("Status"), .flags = RW_F_REQUIRED | RW_F_INDEX, E (change_status)) \
  F (CHANGE, START, start, INSTANT, NC_ ("time", "Start"), .flags = RW_F_INDEX) \
  F (CHANGE, END, end, INSTANT, NC_ ("time", "End"), .flags = RW_F_INDEX) \
  F (CHANGE, START_WALL, start_wall, TEXT, N_ ("Start, local"), .flags = RW_F_WALL, .max = 19) \
  F (CHANGE, END_WALL, end_wall, TEXT, N_ ("End, local"), .flags = RW_F_WALL, .max = 19) \
  F (CHANGE, TZ, tz, TEXT, N_ ("Time zone"), .max = 64) \
  F (CHANGE, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (CHANGE, SERVICE, service, REF, N_ ("Business service"), .refs = R (SERVICE)) \
  F (CHANGE, REQUESTER, requester, REF, N_ ("Requested by"), .refs = R (PERSON)) \
  F (CHANGE, IMPLEMENTER, implementer, REF, N_ ("Implementer"), .refs = R (PERSON)) \
  F (CHANGE, RISK_PROBABILITY, risk_probability, ENUM, N_ ("Risk: probability"), E (level)) \
  F (CHANGE, RISK_EFFECT, risk_effect, ENUM, N_ ("Risk: effect"), E (level)) \
  F (CHANGE, TEST_PLAN, test_plan, TEXT, N_ ("Test plan"), .flags = RW_F_LONG) \
  F (CHANGE, BACKOUT_PLAN, backout_plan, TEXT, N_ ("Back-out plan"), .flags = RW_F_LONG) \
  F (CHANGE, TEMPLATE, template, TEXT, N_ ("Template"), .max = 120) \
  F (CHANGE, STARTED, started, INSTANT, N_ ("Started")) \
  F (CHANGE, FINISHED, finished, INSTANT, N_ ("Finished"), .flags = RW_F_INDEX) \
  F (CHANGE, RESULT, result, ENUM, N_ ("Result"), E (change_result)) \
  F (CHANGE, BACKED_OUT, backed_out, BOOLEAN, N_ ("Backed out")) \
  F (CHANGE, REVIEW, review, TEXT, N_ ("Post-implementation review"), .flags = RW_F_LONG) \
  F (CHANGE, TAGS, tags, TEXTS, N_ ("Tags"), .max = 40)

#define RW_FIELDS_CHANGE_ITEM(F) \
  F (CHANGE_ITEM, CHANGE, change, REF, N_ ("Change"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (CHANGE)) \
  F (CHANGE_ITEM, CI, ci, REF, N_ ("Configuration item"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (DEVICE) | R (VM) | R (RACK) | R (PORT) | R (POWER_FEED) | R (SERVICE)) \
  F (CHANGE_ITEM, NOTES, notes, TEXT, N_ ("Notes"), .max = 500) \
  F (CHANGE_ITEM, TO_RACK, to_rack, REF, N_ ("Moves to rack"), .refs = R (RACK)) \
  F (CHANGE_ITEM, TO_POSITION, to_position, DECIMAL, N_ ("Moves to unit"), .min = 1, .max = 100, .step = 0.5, .unit = "U") \
  F (CHANGE_ITEM, TO_FACE, to_face, ENUM, N_ ("Moves to face"), E (face))

#define RW_FIELDS_CHANGE_TASK(F) \
  F (CHANGE_TASK, CHANGE, change, REF, N_ ("Change"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (CHANGE)) \
  F (CHANGE_TASK, POSITION, position, INTEGER, N_ ("Position"), .min = 0, .max = 100000) \
  F (CHANGE_TASK, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED, .max = 200) \
  F (CHANGE_TASK, OWNER, owner, REF, N_ ("Owner"), .refs = R (PERSON)) \
  F (CHANGE_TASK, STATUS, status, ENUM, N_ ("Status"), E (task_status)) \
  F (CHANGE_TASK, DONE_AT, done_at, INSTANT, N_ ("Done at")) \
  F (CHANGE_TASK, DONE_BY, done_by, REF, N_ ("Done by"), .refs = R (PERSON)) \
  F (CHANGE_TASK, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_APPROVAL(F) \
  F (APPROVAL, CHANGE, change, REF, N_ ("Change"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (CHANGE)) \
  F (APPROVAL, PERSON, person, REF, N_ ("Person"), .flags = RW_F_REQUIRED, .refs = R (PERSON)) \
  F (APPROVAL, BOARD, board, ENUM, N_ ("Board"), E (approval_board)) \
  F (APPROVAL, DECISION, decision, ENUM, N_ ("Decision"), .flags = RW_F_REQUIRED, E (decision)) \
  F (APPROVAL, AT, at, INSTANT, NC_ ("time", "At")) \
  F (APPROVAL, COMMENT, comment, TEXT, N_ ("Comment"), .flags = RW_F_LONG)

#define RW_FIELDS_WINDOW(F) \
  F (WINDOW, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (WINDOW, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (window_type)) \
  F (WINDOW, TARGET, target, REF, N_ ("Holds for"), .refs = R (SERVICE) | R (CUSTOMER) | R (SITE) | R (DEVICE) | R (VM) | R (RACK)) \
  F (WINDOW, START_WALL, start_wall, TEXT, N_ ("Start, local"), .flags = RW_F_REQUIRED | RW_F_WALL, .max = 19) \
  F (WINDOW, DURATION, duration_min, INTEGER, N_ ("Duration"), .flags = RW_F_REQUIRED, .min = 1, .max = 527040, .unit = "min") \
  F (WINDOW, TZ, tz, TEXT, N_ ("Time zone"), .flags = RW_F_REQUIRED, .max = 64) \
  F (WINDOW, RRULE, rrule, TEXT, N_ ("Recurrence"), .max = 500) \
  F (WINDOW, EXDATES, exdates, TEXTS, N_ ("Except on"), .max = 19) \
  F (WINDOW, HARD, hard, BOOLEAN, N_ ("Refuses changes"))
