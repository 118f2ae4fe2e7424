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
  F (CHANGE, TAGS, tags, TEXTS, N_ ("Tags"), .max = 40) \
  F (CHANGE, BASED_ON, based_on, REF, N_ ("From template"), .refs = R (CHANGE_TEMPLATE)) \
  F (CHANGE, COPY_OF, copy_of, REF, N_ ("Copy of"), .refs = R (CHANGE)) \
  F (CHANGE, PUBLIC_TITLE, public_title, TEXT, N_ ("Title for customers"), .max = 200) \
  F (CHANGE, NOTICE, notice, TEXT, N_ ("Notice to customers"), .flags = RW_F_LONG) \
  F (CHANGE, NOTICE_SENT, notice_sent, INSTANT, N_ ("Customers told")) \
  F (CHANGE, RISK_ANSWERS, risk_answers, TEXTS, N_ ("Answers on risk"), .max = 40) \
  F (CHANGE, QUORUM, quorum, INTEGER, N_ ("Approvals needed"), .min = 1, .max = 20) \
  F (CHANGE, DECISION_DUE, decision_due, INSTANT, N_ ("Decision due")) \
  F (CHANGE, EXTEND_TO, extend_to, INSTANT, N_ ("More time asked for, until")) \
  F (CHANGE, EXTEND_REASON, extend_reason, TEXT, N_ ("More time because"), .max = 500) \
  F (CHANGE, CONFLICTS_SEEN, conflicts_seen, TEXTS, N_ ("Conflicts seen"), .max = 200) \
  F (CHANGE, CONFLICTS_AT, conflicts_at, INSTANT, N_ ("Conflicts checked"))

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
  F (APPROVAL, COMMENT, comment, TEXT, N_ ("Comment"), .flags = RW_F_LONG) \
  F (APPROVAL, UNTIL, until, INSTANT, N_ ("More time until"))

#define RW_FIELDS_WINDOW(F) \
  F (WINDOW, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (WINDOW, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (window_type)) \
  F (WINDOW, TARGET, target, REF, N_ ("Holds for"), .refs = R (SERVICE) | R (CUSTOMER) | R (SITE) | R (DEVICE) | R (VM) | R (RACK)) \
  F (WINDOW, START_WALL, start_wall, TEXT, N_ ("Start, local"), .flags = RW_F_REQUIRED | RW_F_WALL, .max = 19) \
  F (WINDOW, DURATION, duration_min, INTEGER, N_ ("Duration"), .flags = RW_F_REQUIRED, .min = 1, .max = 527040, .unit = "min") \
  F (WINDOW, TZ, tz, TEXT, N_ ("Time zone"), .flags = RW_F_REQUIRED, .max = 64) \
  F (WINDOW, RRULE, rrule, TEXT, N_ ("Recurrence"), .max = 500) \
  F (WINDOW, EXDATES, exdates, TEXTS, N_ ("Except on"), .max = 19) \
  F (WINDOW, HARD, hard, BOOLEAN, N_ ("Refuses changes")) \
  F (WINDOW, RDATES, rdates, TEXTS, N_ ("Also on"), .max = 19) \
  F (WINDOW, MOVED, moved, TEXTS, N_ ("Moved"), .max = 39) \
  F (WINDOW, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

/* What a standard change is made from: approved once, with everything that its changes do not ask for again. */
#define RW_FIELDS_CHANGE_TEMPLATE(F) \
  F (CHANGE_TEMPLATE, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (CHANGE_TEMPLATE, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (change_type)) \
  F (CHANGE_TEMPLATE, DESCRIPTION, description, TEXT, N_ ("Description"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (CHANGE_TEMPLATE, DURATION, duration_min, INTEGER, N_ ("Duration"), .min = 1, .max = 44640, .unit = "min") \
  F (CHANGE_TEMPLATE, SERVICE, service, REF, N_ ("Business service"), .refs = R (SERVICE)) \
  F (CHANGE_TEMPLATE, RISK_PROBABILITY, risk_probability, ENUM, N_ ("Risk: probability"), E (level)) \
  F (CHANGE_TEMPLATE, RISK_EFFECT, risk_effect, ENUM, N_ ("Risk: effect"), E (level)) \
  F (CHANGE_TEMPLATE, RISK_ANSWERS, risk_answers, TEXTS, N_ ("Answers on risk"), .max = 40) \
  F (CHANGE_TEMPLATE, TEST_PLAN, test_plan, TEXT, N_ ("Test plan"), .flags = RW_F_LONG) \
  F (CHANGE_TEMPLATE, BACKOUT_PLAN, backout_plan, TEXT, N_ ("Back-out plan"), .flags = RW_F_LONG) \
  F (CHANGE_TEMPLATE, TASKS, tasks, TEXTS, N_ ("Tasks"), .max = 200) \
  F (CHANGE_TEMPLATE, PUBLIC_TITLE, public_title, TEXT, N_ ("Title for customers"), .max = 200) \
  F (CHANGE_TEMPLATE, NOTICE, notice, TEXT, N_ ("Notice to customers"), .flags = RW_F_LONG) \
  F (CHANGE_TEMPLATE, APPROVED_BY, approved_by, REF, N_ ("Approved by"), .refs = R (PERSON)) \
  F (CHANGE_TEMPLATE, APPROVED_AT, approved_at, INSTANT, N_ ("Approved at")) \
  F (CHANGE_TEMPLATE, REVIEW_BY, review_by, DATE, N_ ("Review by")) \
  F (CHANGE_TEMPLATE, RETIRED, retired, BOOLEAN, N_ ("Retired"))

/* A question whose answer says something about the risk; a change keeps its answers by the id of the question. */
#define RW_FIELDS_RISK_QUESTION(F) \
  F (RISK_QUESTION, NAME, name, TEXT, N_ ("Question"), .flags = RW_F_REQUIRED, .max = 200) \
  F (RISK_QUESTION, RAISES, raises, ENUM, N_ ("Raises"), .flags = RW_F_REQUIRED, E (risk_side)) \
  F (RISK_QUESTION, WEIGHT, weight, INTEGER, N_ ("Weight"), .flags = RW_F_REQUIRED, .min = 1, .max = 100) \
  F (RISK_QUESTION, RISKY_NO, risky_no, BOOLEAN, N_ ("“No” is the risk")) \
  F (RISK_QUESTION, POSITION, position, INTEGER, N_ ("Position"), .min = 0, .max = 100000) \
  F (RISK_QUESTION, RETIRED, retired, BOOLEAN, N_ ("Retired"))

/* Work that a carrier or a site announces (FORMATS, "Maintenance notices"). */
#define RW_FIELDS_CARRIER_NOTICE(F) \
  F (CARRIER_NOTICE, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (CARRIER_NOTICE, PROVIDER, provider, TEXT, N_ ("Provider"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (CARRIER_NOTICE, ACCOUNT, account, TEXT, N_ ("Account"), .max = 120) \
  F (CARRIER_NOTICE, REFERENCE, reference, TEXT, N_ ("Maintenance ID"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_INDEX, .max = 120) \
  F (CARRIER_NOTICE, OBJECTS, objects, TEXTS, N_ ("Circuits"), .max = 200) \
  F (CARRIER_NOTICE, IMPACT, impact, ENUM, N_ ("Impact"), .flags = RW_F_REQUIRED, E (notice_impact)) \
  F (CARRIER_NOTICE, STATUS, status, ENUM, N_ ("Status"), .flags = RW_F_REQUIRED, E (notice_status)) \
  F (CARRIER_NOTICE, START, start, INSTANT, NC_ ("time", "Start"), .flags = RW_F_REQUIRED | RW_F_INDEX) \
  F (CARRIER_NOTICE, END, end, INSTANT, NC_ ("time", "End"), .flags = RW_F_REQUIRED | RW_F_INDEX) \
  F (CARRIER_NOTICE, DETAILS, details, TEXT, N_ ("Details"), .flags = RW_F_LONG) \
  F (CARRIER_NOTICE, UID, uid, TEXT, N_ ("UID"), .flags = RW_F_INDEX, .max = 300) \
  F (CARRIER_NOTICE, SEQUENCE, sequence, INTEGER, N_ ("Sequence"), .min = 0, .max = 2147483647) \
  F (CARRIER_NOTICE, AFFECTS, affects, REFS, N_ ("Affects"), .refs = R (SITE) | R (RACK) | R (DEVICE) | R (PORT) | R (POWER_FEED) | R (SERVICE))

/* A calendar that others subscribe to. Whoever knows its address reads it: the key is the address. */
#define RW_FIELDS_CALENDAR_FEED(F) \
  F (CALENDAR_FEED, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED, .max = 120) \
  F (CALENDAR_FEED, SUBJECT, subject, REF, N_ ("Changes of"), .refs = R (CUSTOMER) | R (SERVICE) | R (SITE)) \
  F (CALENDAR_FEED, FOR_CUSTOMER, for_customer, BOOLEAN, N_ ("Read by the customer")) \
  F (CALENDAR_FEED, KEY, key, TEXT, NC_ ("calendar feed", "Key"), .flags = RW_F_NEVER_CACHED, .max = 64, .readers = RW_ROLES_MANAGE) \
  F (CALENDAR_FEED, REVOKED, revoked, BOOLEAN, N_ ("Revoked"))
