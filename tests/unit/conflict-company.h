/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-conflict-scene.h"

G_BEGIN_DECLS

#define N_SITES    2
#define N_RACKS    3
#define N_FEEDS    6
#define N_PDUS     6
#define N_HOSTS    6
#define N_VMS      10
#define N_SERVICES 4
#define N_PEOPLE   3
#define N_WORKS    14
#define N_WINDOWS  5

enum
{
  SITES = 0,
  RACKS = SITES + N_SITES,
  FEEDS = RACKS + N_RACKS,
  PDUS = FEEDS + N_FEEDS,
  HOSTS = PDUS + N_PDUS,
  VMS = HOSTS + N_HOSTS,
  SERVICES = VMS + N_VMS,
  CUSTOMERS = SERVICES + N_SERVICES,
  PEOPLE = CUSTOMERS + 2,
  N_THINGS = PEOPLE + N_PEOPLE,
};

/* A small company, as plain as can be. */
typedef struct
{
  gboolean part[N_THINGS][N_THINGS];  /* [lower][upper] */
  gboolean power[N_THINGS][N_THINGS];
  gboolean serves[N_THINGS][N_THINGS];
  gboolean partner[N_THINGS][N_THINGS];
  int leg[N_THINGS];
  RwKind kind[N_THINGS];
  RwId id[N_THINGS];
  struct
  {
    RwId id;
    gint64 start, end;
    gboolean quiet;
    gboolean touches[N_THINGS];
    int service, person;
  } works[N_WORKS];
  RwRecord *windows[N_WINDOWS];
} ConflictCompany;


RwId             conflict_id             (const char            *name,
                                          guint                  number);
void             conflict_company_make   (ConflictCompany       *company,
                                          GRand                 *rand,
                                          gint64                 from,
                                          int                    days);
void             conflict_company_clear  (ConflictCompany       *company);
RwConflictScene *conflict_company_scene  (const ConflictCompany *company,
                                          gint64                 from,
                                          gint64                 to);
GHashTable      *conflict_company_expect (const ConflictCompany *company,
                                          gint64                 from,
                                          gint64                 to,
                                          gint64                 start,
                                          gint64                 end);

G_END_DECLS
