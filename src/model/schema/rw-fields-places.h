/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sites, rooms, racks and what feeds them. Positions are in units, counted from the bottom of the
 * rack whichever way its labels run, in steps of half a unit; the lowest is 1. */

#define RW_FIELDS_SITE(F) \
  F (SITE, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_UNIQUE | RW_F_SEARCH, .max = 120) \
  F (SITE, CODE, code, TEXT, N_ ("Code"), .flags = RW_F_UNIQUE | RW_F_SEARCH, .max = 40) \
  F (SITE, PROVIDER, provider, TEXT, N_ ("Operator"), .max = 120) \
  F (SITE, POSTAL, postal, TEXT, N_ ("Postal address"), .flags = RW_F_LONG, .max = 500) \
  F (SITE, TZ, tz, TEXT, N_ ("Time zone"), .max = 64) \
  F (SITE, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_ROOM(F) \
  F (ROOM, SITE, site, REF, N_ ("Site"), .flags = RW_F_REQUIRED, .refs = R (SITE)) \
  F (ROOM, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (ROOM, CODE, code, TEXT, N_ ("Code"), .max = 40) \
  F (ROOM, TYPE, type, ENUM, N_ ("Type"), E (room_type)) \
  F (ROOM, FIRST_AISLE, first_aisle, ENUM, N_ ("Aisle behind the first row"), E (aisle)) \
  F (ROOM, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_RACK(F) \
  F (RACK, ROOM, room, REF, N_ ("Room"), .flags = RW_F_REQUIRED, .refs = R (ROOM)) \
  F (RACK, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (RACK, UNITS, units, INTEGER, N_ ("Height"), .flags = RW_F_REQUIRED, .min = 1, .max = 100, .unit = "U") \
  F (RACK, WIDTH, width, ENUM, N_ ("Width"), E (rack_width)) \
  F (RACK, NUMBERING, numbering, ENUM, N_ ("Numbering"), E (rack_numbering)) \
  F (RACK, STATUS, status, ENUM, N_ ("Status"), E (rack_status)) \
  F (RACK, ROW, row, TEXT, NC_ ("rack", "Row"), .max = 40) \
  F (RACK, POSITION, position, INTEGER, N_ ("Position in the row"), .min = 0, .max = 1000) \
  F (RACK, DEPTH, depth_mm, INTEGER, N_ ("Depth"), .min = 0, .max = 3000, .unit = "mm") \
  F (RACK, MAX_WEIGHT, max_weight_kg, DECIMAL, N_ ("Greatest load"), .min = 0, .max = 10000, .unit = "kg") \
  F (RACK, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (RACK, SERIAL, serial, TEXT, N_ ("Serial number"), .flags = RW_F_SEARCH, .max = 120) \
  F (RACK, ASSET_TAG, asset_tag, TEXT, N_ ("Asset tag"), .flags = RW_F_SEARCH, .max = 120) \
  F (RACK, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)

#define RW_FIELDS_RESERVATION(F) \
  F (RESERVATION, RACK, rack, REF, N_ ("Rack"), .flags = RW_F_REQUIRED, .refs = R (RACK)) \
  F (RESERVATION, POSITION, position, DECIMAL, N_ ("Lowest unit"), .flags = RW_F_REQUIRED, .min = 1, .max = 100, .step = 0.5, .unit = "U") \
  F (RESERVATION, HEIGHT, height, DECIMAL, N_ ("Height"), .flags = RW_F_REQUIRED, .min = 0.5, .max = 100, .step = 0.5, .unit = "U") \
  F (RESERVATION, FACE, face, ENUM, N_ ("Face"), E (face)) \
  F (RESERVATION, PURPOSE, purpose, TEXT, N_ ("Purpose"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 200) \
  F (RESERVATION, CUSTOMER, customer, REF, N_ ("Customer"), .refs = R (CUSTOMER)) \
  F (RESERVATION, PERSON, person, REF, N_ ("Reserved by"), .refs = R (PERSON)) \
  F (RESERVATION, UNTIL, until, DATE, N_ ("Until")) \
  F (RESERVATION, DRAW, draw_w, INTEGER, N_ ("Expected draw"), .min = 0, .max = 100000, .unit = "W") \
  F (RESERVATION, WEIGHT, weight_kg, DECIMAL, N_ ("Expected weight"), .min = 0, .max = 10000, .unit = "kg")

#define RW_FIELDS_POWER_FEED(F) \
  F (POWER_FEED, RACK, rack, REF, N_ ("Rack"), .refs = R (RACK)) \
  F (POWER_FEED, SITE, site, REF, N_ ("Site"), .refs = R (SITE)) \
  F (POWER_FEED, NAME, name, TEXT, N_ ("Name"), .flags = RW_F_REQUIRED | RW_F_SEARCH, .max = 120) \
  F (POWER_FEED, PANEL, panel, TEXT, N_ ("Power panel"), .max = 120) \
  F (POWER_FEED, LEG, leg, ENUM, N_ ("Feed"), E (feed_leg)) \
  F (POWER_FEED, PHASES, phases, ENUM, N_ ("Phases"), E (phases)) \
  F (POWER_FEED, VOLTS, volts, INTEGER, N_ ("Voltage"), .min = -1000, .max = 1000, .unit = "V") \
  F (POWER_FEED, AMPERES, amperes, INTEGER, N_ ("Current"), .min = 0, .max = 1000, .unit = "A") \
  F (POWER_FEED, MAX_PERCENT, max_percent, INTEGER, N_ ("Highest utilisation"), .min = 1, .max = 100, .unit = "%") \
  F (POWER_FEED, NOTES, notes, TEXT, N_ ("Notes"), .flags = RW_F_LONG)
