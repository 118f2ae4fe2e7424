/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Security measures, checklists, documents, audits, files. */

#define RW_FIELDS_MEASURE(F) \
  F (MEASURE, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (MEASURE, CATEGORY, category, TEXT, N_ ("Category"), .max = 80) \
  F (MEASURE, SERVICE, service, REF, N_ ("Business service"), .refs = R (SERVICE)) \
  F (MEASURE, CI, ci, REF, N_ ("Configuration item"), .refs = R (DEVICE) | R (VM)) \
  F (MEASURE, STATUS, status, ENUM, N_ ("Status"), .flags = RW_F_REQUIRED, E (measure_status)) \
  F (MEASURE, RISK_UNTIL, risk_until, DATE, N_ ("Risk accepted until")) \
  F (MEASURE, OWNER, owner, REF, N_ ("Owner"), .refs = R (PERSON)) \
  F (MEASURE, DUE, due, DATE, N_ ("Due")) \
  F (MEASURE, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG) \
  F (MEASURE, CATALOGUE, catalogue, BOOLEAN, N_ ("In the catalogue")) \
  F (MEASURE, ORIGIN, origin, REF, N_ ("From the catalogue"), .refs = R (MEASURE)) \
  F (MEASURE, RISK_REASON, risk_reason, TEXT, N_ ("Risk accepted because"), .max = 500) \
  F (MEASURE, TICKET, ticket, REF, N_ ("Ticket"), .refs = R (TICKET)) \
  F (MEASURE, CHANGE, change, REF, N_ ("Change"), .refs = R (CHANGE))

#define RW_FIELDS_FINDING(F) \
  F (FINDING, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (FINDING, ORIGIN, origin, TEXT, N_ ("Found by"), .max = 120) \
  F (FINDING, SEVERITY, severity, ENUM, N_ ("Severity"), .flags = RW_F_REQUIRED, E (severity)) \
  F (FINDING, CI, ci, REF, N_ ("Configuration item"), .refs = R (DEVICE) | R (VM)) \
  F (FINDING, MEASURE, measure, REF, N_ ("Measure"), .refs = R (MEASURE)) \
  F (FINDING, FOUND, found, DATE, N_ ("Found")) \
  F (FINDING, DETAILS, details, TEXT, N_ ("Details"), .flags = RW_F_LONG)

#define RW_FIELDS_CHECKLIST(F) \
  F (CHECKLIST, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (CHECKLIST, SUBJECT, subject, REF, N_ ("Belongs to"), .flags = RW_F_REQUIRED, .refs = R (TICKET) | R (CHANGE) | R (DEVICE) | R (VM) | R (SERVICE))

#define RW_FIELDS_CHECKLIST_ITEM(F) \
  F (CHECKLIST_ITEM, CHECKLIST, checklist, REF, N_ ("Checklist"), .flags = RW_F_REQUIRED, .refs = R (CHECKLIST)) \
  F (CHECKLIST_ITEM, POSITION, position, INTEGER, N_ ("Position"), .min = 0, .max = 100000) \
  F (CHECKLIST_ITEM, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED, .max = 300) \
  F (CHECKLIST_ITEM, DONE_AT, done_at, INSTANT, N_ ("Done at")) \
  F (CHECKLIST_ITEM, DONE_BY, done_by, REF, N_ ("Done by"), .refs = R (PERSON))

#define RW_FIELDS_DOCUMENT(F) \
  F (DOCUMENT, TITLE, title, TEXT, N_ ("Title"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (DOCUMENT, SUBJECT, subject, REF, N_ ("About"), .refs = R (SERVICE) | R (DEVICE) | R (VM) | R (CUSTOMER) | R (SITE) | R (RACK)) \
  F (DOCUMENT, BODY, body, TEXT, NC_ ("document", "Text"), .flags = RW_F_LONG | RW_F_SEARCH) \
  F (DOCUMENT, REVIEWED, reviewed, DATE, N_ ("Last reviewed")) \
  F (DOCUMENT, OWNER, owner, REF, N_ ("Owner"), .refs = R (PERSON))

#define RW_FIELDS_AUDIT(F) \
  F (AUDIT, RACK, rack, REF, N_ ("Rack"), .flags = RW_F_REQUIRED, .refs = R (RACK)) \
  F (AUDIT, PERSON, person, REF, N_ ("Person"), .flags = RW_F_REQUIRED, .refs = R (PERSON)) \
  F (AUDIT, STARTED, started, INSTANT, N_ ("Started"), .flags = RW_F_REQUIRED) \
  F (AUDIT, FINISHED, finished, INSTANT, N_ ("Finished"))

#define RW_FIELDS_AUDIT_ITEM(F) \
  F (AUDIT_ITEM, AUDIT, audit, REF, N_ ("Audit"), .flags = RW_F_REQUIRED, .refs = R (AUDIT)) \
  F (AUDIT_ITEM, DEVICE, device, REF, N_ ("Device"), .refs = R (DEVICE)) \
  F (AUDIT_ITEM, RESULT, result, ENUM, N_ ("Result"), .flags = RW_F_REQUIRED, E (audit_result)) \
  F (AUDIT_ITEM, NOTES, notes, TEXT, N_ ("Notes"), .max = 500)

/* The file itself is kept beside the records, under its digest. */
#define RW_FIELDS_ATTACHMENT(F) \
  F (ATTACHMENT, SUBJECT, subject, REF, N_ ("Belongs to"), .flags = RW_F_REQUIRED | RW_F_FIXED, .refs = R (TICKET) | R (CHANGE) | R (DEVICE_TYPE) | R (DOCUMENT) | R (RESTORE_TEST)) \
  F (ATTACHMENT, MESSAGE, message, REF, N_ ("Message"), .flags = RW_F_FIXED, .refs = R (MESSAGE)) \
  F (ATTACHMENT, NAME, name, TEXT, N_ ("File name"), .flags = RW_F_REQUIRED | RW_F_SEARCH | RW_F_CONFIDENTIAL, .max = 255) \
  F (ATTACHMENT, MEDIA_TYPE, media_type, TEXT, N_ ("Media type"), .flags = RW_F_REQUIRED | RW_F_FIXED, .max = 120) \
  F (ATTACHMENT, SIZE, size, INTEGER, N_ ("Size"), .flags = RW_F_REQUIRED | RW_F_FIXED, .min = 0, .max = 20971520, .unit = "B") \
  F (ATTACHMENT, DIGEST, digest, TEXT, N_ ("SHA-256"), .flags = RW_F_REQUIRED | RW_F_FIXED | RW_F_INDEX, .max = 64) \
  F (ATTACHMENT, FACE, face, ENUM, N_ ("Face"), E (face)) \
  F (ATTACHMENT, ADDED, added, INSTANT, N_ ("Added"), .flags = RW_F_REQUIRED) \
  F (ATTACHMENT, AUTHOR, author, REF, N_ ("Added by"), .refs = R (PERSON))
