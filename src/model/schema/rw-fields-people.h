/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * People, customers and what was promised to them.
 * F (KIND, NAME, name, TYPE, label, what differs from the default…); one line is one field.
 */

#define RW_FIELDS_CUSTOMER(F) \
  F (CUSTOMER, NUMBER, number, TEXT, N_ ("Number"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 40) \
  F (CUSTOMER, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (CUSTOMER, MANAGER, relationship_manager, REF, N_ ("Business relationship manager"), .refs = R (PERSON)) \
  F (CUSTOMER, FIRST_CONTACT, first_contact, REF, N_ ("First-level contact"), .refs = R (CONTACT)) \
  F (CUSTOMER, LANGUAGES, languages, TEXTS, N_ ("Languages"), .max = 16) \
  F (CUSTOMER, TZ, tz, TEXT, N_ ("Time zone"), .max = 64) \
  F (CUSTOMER, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_CONTACT(F) \
  F (CONTACT, CUSTOMER, customer, REF, N_ ("Customer"), .flags = RW_F_REQUIRED, .refs = R (CUSTOMER)) \
  F (CONTACT, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (CONTACT, FUNCTION, function, TEXT, N_ ("Function"), .max = 120) \
  F (CONTACT, MAIL, mail, TEXT, N_ ("Mail"), .flags = RW_F_CONFIDENTIAL | RW_F_SEARCH, .max = 254) \
  F (CONTACT, PHONE, phone, TEXT, N_ ("Phone"), .flags = RW_F_CONFIDENTIAL | RW_F_SEARCH, .max = 40) \
  F (CONTACT, LANGUAGE, language, TEXT, N_ ("Language"), .max = 16) \
  F (CONTACT, NOTIFY, notify, BOOLEAN, N_ ("Receives updates"))

#define RW_FIELDS_PERSON(F) \
  F (PERSON, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (PERSON, LOGIN, login, TEXT, N_ ("Log-in"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 64) \
  F (PERSON, ROLE, role, ENUM, N_ ("Role"), E (person_role)) \
  F (PERSON, TEAM, team, REF, N_ ("Team"), .refs = R (TEAM)) \
  F (PERSON, MAIL, mail, TEXT, N_ ("Mail"), .flags = RW_F_CONFIDENTIAL, .max = 254) \
  F (PERSON, PHONE, phone, TEXT, N_ ("Phone"), .flags = RW_F_CONFIDENTIAL, .max = 40) \
  F (PERSON, PRIVATE_PHONE, private_phone, TEXT, N_ ("Private phone"), .flags = RW_F_NEVER_CACHED, .max = 40, .readers = RW_ROLES_MANAGE) \
  F (PERSON, SKILLS, skills, TEXTS, N_ ("Skills"), .max = 60) \
  F (PERSON, CERTIFICATES, certificates, JSON, N_ ("Certificates")) \
  F (PERSON, ACTIVE, active, BOOLEAN, N_ ("Active"))

#define RW_FIELDS_TEAM(F) \
  F (TEAM, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (TEAM, PURPOSE, purpose, TEXT, N_ ("Purpose"), .flags = RW_F_LONG) \
  F (TEAM, LEAD, lead, REF, N_ ("Lead"), .refs = R (PERSON))

#define RW_FIELDS_SHIFT(F) \
  F (SHIFT, PERSON, person, REF, N_ ("Person"), .flags = RW_F_REQUIRED, .refs = R (PERSON)) \
  F (SHIFT, TEAM, team, REF, N_ ("Team"), .refs = R (TEAM)) \
  F (SHIFT, RANK, rank, ENUM, N_ ("Rank"), .flags = RW_F_REQUIRED, E (shift_rank)) \
  F (SHIFT, START, start, INSTANT, NC_ ("time", "Start"), .flags = RW_F_REQUIRED | RW_F_INDEX) \
  F (SHIFT, END, end, INSTANT, NC_ ("time", "End"), .flags = RW_F_REQUIRED)

#define RW_FIELDS_SERVICE(F) \
  F (SERVICE, CUSTOMER, customer, REF, N_ ("Customer"), .flags = RW_F_REQUIRED, .refs = R (CUSTOMER)) \
  F (SERVICE, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (SERVICE, MANAGERS, managers, REFS, N_ ("Service delivery managers"), .refs = R (PERSON)) \
  F (SERVICE, SLA, sla, REF, N_ ("Service level agreement"), .refs = R (SLA)) \
  F (SERVICE, STAGE, stage, ENUM, N_ ("Life-cycle stage"), E (service_stage)) \
  F (SERVICE, CRITICALITY, criticality, ENUM, N_ ("Criticality"), E (level)) \
  F (SERVICE, DOCUMENTATION, documentation, TEXT, N_ ("Documentation"), .max = 500) \
  F (SERVICE, DESCRIPTION, description, TEXT, N_ ("Description"), .flags = RW_F_LONG) \
  F (SERVICE, TAGS, tags, TEXTS, N_ ("Tags"), .max = 40)

/* The labels are spelled out: xgettext sees what is written, not what the preprocessor makes of it. */
#define RW_SLA_LEVEL(F, P, p, response, resolution, update) \
  F (SLA, RESPONSE_##P, response_##p, INTEGER, response, .max = 525600, .unit = "min") \
  F (SLA, RESOLUTION_##P, resolution_##p, INTEGER, resolution, .max = 525600, .unit = "min") \
  F (SLA, UPDATE_##P, update_##p, INTEGER, update, .max = 525600, .unit = "min")

#define RW_FIELDS_SLA(F) \
  F (SLA, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (SLA, CALENDAR, calendar, REF, N_ ("Calendar"), .refs = R (CALENDAR)) \
  RW_SLA_LEVEL (F, P1, p1, N_ ("Response P1"), N_ ("Resolution P1"), N_ ("Customer update P1")) \
  RW_SLA_LEVEL (F, P2, p2, N_ ("Response P2"), N_ ("Resolution P2"), N_ ("Customer update P2")) \
  RW_SLA_LEVEL (F, P3, p3, N_ ("Response P3"), N_ ("Resolution P3"), N_ ("Customer update P3")) \
  RW_SLA_LEVEL (F, P4, p4, N_ ("Response P4"), N_ ("Resolution P4"), N_ ("Customer update P4")) \
  RW_SLA_LEVEL (F, P5, p5, N_ ("Response P5"), N_ ("Resolution P5"), N_ ("Customer update P5"))

#define RW_FIELDS_CALENDAR(F) \
  F (CALENDAR, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (CALENDAR, TZ, tz, TEXT, N_ ("Time zone"), .flags = RW_F_REQUIRED, .max = 64) \
  F (CALENDAR, HOURS, hours, JSON, N_ ("Opening hours"), .flags = RW_F_REQUIRED) \
  F (CALENDAR, HOLIDAYS, holidays, TEXTS, N_ ("Holidays"), .max = 10) \
  F (CALENDAR, YEARLY_HOLIDAYS, yearly_holidays, TEXTS, N_ ("Yearly holidays"), .max = 5)
