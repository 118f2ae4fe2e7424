/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The service desk. */

#define RW_FIELDS_TICKET(F) \
  F (TICKET, NUMBER, number, TEXT, N_ ("Number"), .flags = RW_F_SERVER | RW_F_UNIQUE | RW_F_SEARCH, .max = 20) \
  F (TICKET, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (ticket_type)) \
  F (TICKET, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (TICKET, DESCRIPTION, description, TEXT, N_ ("Description"), .flags = RW_F_LONG | RW_F_SEARCH | RW_F_CONFIDENTIAL) \
  F (TICKET, STATUS, status, ENUM, N_ ("Status"), .flags = RW_F_REQUIRED | RW_F_INDEX, E (ticket_status)) \
  F (TICKET, IMPACT, impact, ENUM, N_ ("Impact"), E (level)) \
  F (TICKET, URGENCY, urgency, ENUM, N_ ("Urgency"), E (level)) \
  F (TICKET, PRIORITY, priority, ENUM, N_ ("Priority"), .flags = RW_F_REQUIRED, E (priority)) \
  F (TICKET, PRIORITY_REASON, priority_reason, TEXT, N_ ("Reason for the priority"), .max = 500) \
  F (TICKET, MAJOR, major, BOOLEAN, N_ ("Major incident")) \
  F (TICKET, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (TICKET, SERVICE, service, REF, N_ ("Business service"), .refs = R (SERVICE)) \
  F (TICKET, CI, ci, REF, N_ ("Configuration item"), .refs = R (DEVICE) | R (VM) | R (RACK) | R (SITE)) \
  F (TICKET, TEAM, team, REF, N_ ("Team"), .refs = R (TEAM)) \
  F (TICKET, ASSIGNEE, assignee, REF, N_ ("Assignee"), .refs = R (PERSON)) \
  F (TICKET, REPORTER, reporter, REF, N_ ("Reporter"), .refs = R (CONTACT)) \
  F (TICKET, SOURCE, source, ENUM, N_ ("Source"), E (ticket_source)) \
  F (TICKET, CATEGORY, category, TEXT, N_ ("Category"), .max = 80) \
  F (TICKET, ALERT, alert, TEXT, N_ ("Alert"), .max = 200) \
  F (TICKET, ALERT_COUNT, alert_count, INTEGER, N_ ("Alert count"), .min = 0, .max = 1e9) \
  F (TICKET, OPENED, opened, INSTANT, N_ ("Opened"), .flags = RW_F_REQUIRED | RW_F_INDEX) \
  F (TICKET, ACCEPTED, accepted, INSTANT, N_ ("Accepted")) \
  F (TICKET, RESOLVED, resolved, INSTANT, N_ ("Resolved"), .flags = RW_F_INDEX) \
  F (TICKET, CLOSED, closed, INSTANT, N_ ("Closed")) \
  F (TICKET, PENDING_UNTIL, pending_until, INSTANT, N_ ("Pending until")) \
  F (TICKET, RESPONSE_DUE, response_due, INSTANT, N_ ("Response due")) \
  F (TICKET, RESOLUTION_DUE, resolution_due, INSTANT, N_ ("Resolution due")) \
  F (TICKET, UPDATE_DUE, update_due, INSTANT, N_ ("Customer update due")) \
  F (TICKET, REOPENED, reopened, INTEGER, N_ ("Times reopened"), .min = 0, .max = 1000) \
  F (TICKET, KNOWN_ERROR, known_error, BOOLEAN, N_ ("Known error")) \
  F (TICKET, ROOT_CAUSE, root_cause, TEXT, N_ ("Root cause"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (TICKET, WORKAROUND, workaround, TEXT, N_ ("Workaround"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (TICKET, SOLUTION, solution, TEXT, N_ ("Solution"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (TICKET, WATCHERS, watchers, REFS, N_ ("Watchers"), .refs = R (PERSON)) \
  F (TICKET, TAGS, tags, TEXTS, N_ ("Tags"), .max = 40) \
  F (TICKET, SNOOZED_UNTIL, snoozed_until, INSTANT, N_ ("Snoozed until")) \
  F (TICKET, PENDING_SINCE, pending_since, INSTANT, N_ ("Pending since")) \
  F (TICKET, WAITS, waits, TEXTS, N_ ("Times waited"), .max = 60) \
  F (TICKET, MERGED_INTO, merged_into, REF, N_ ("Merged into"), .refs = R (TICKET))

#define RW_FIELDS_MESSAGE(F) \
  F (MESSAGE, TICKET, ticket, REF, N_ ("Ticket"), .flags = RW_F_REQUIRED, .refs = R (TICKET)) \
  F (MESSAGE, TYPE, type, ENUM, N_ ("Type"), .flags = RW_F_REQUIRED, E (message_type)) \
  F (MESSAGE, AT, at, INSTANT, NC_ ("time", "At"), .flags = RW_F_REQUIRED) \
  F (MESSAGE, AUTHOR, author, REF, N_ ("Author"), .refs = R (PERSON)) \
  F (MESSAGE, CONTACT, contact, REF, N_ ("Contact"), .refs = R (CONTACT)) \
  F (MESSAGE, SUBJECT, subject, TEXT, N_ ("Subject"), .flags = RW_F_CONFIDENTIAL, .max = 300) \
  F (MESSAGE, BODY, body, TEXT, NC_ ("message", "Text"), .flags = RW_F_REQUIRED | RW_F_LONG | RW_F_SEARCH | RW_F_CONFIDENTIAL) \
  F (MESSAGE, MAIL_ID, mail_id, TEXT, N_ ("Message-ID"), .max = 500)

#define RW_FIELDS_LINK(F) \
  F (LINK, SOURCE, source, REF, NC_ ("link", "From"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (TICKET) | R (CHANGE)) \
  F (LINK, TYPE, type, ENUM, N_ ("Meaning"), .flags = RW_F_REQUIRED, E (link_type)) \
  F (LINK, TARGET, target, REF, NC_ ("link", "To"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (TICKET) | R (CHANGE) | R (DEVICE) | R (VM) | R (RACK) | R (SERVICE) | R (MEASURE))

#define RW_FIELDS_MACRO(F) \
  F (MACRO, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (MACRO, TYPE, type, ENUM, N_ ("Message type"), E (message_type)) \
  F (MACRO, LANGUAGE, language, TEXT, N_ ("Language"), .max = 16) \
  F (MACRO, SUBJECT, subject, TEXT, N_ ("Subject"), .max = 300) \
  F (MACRO, BODY, body, TEXT, NC_ ("message", "Text"), .flags = RW_F_REQUIRED | RW_F_LONG) \
  F (MACRO, SETS_STATUS, sets_status, ENUM, N_ ("Sets the status"), E (ticket_status))
