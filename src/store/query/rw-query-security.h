/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/rw-security-rules.h"
#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwMeasureRow:
 * @status: as it counts today: a risk whose end has passed is open
 * @lapsed: that is why it is open
 * @catalogue: an entry of the catalogue; retired where it is done
 * @origin: the entry that it came from; nil for none
 * @service: of the measure, else of its system; nil for none
 * @ci: nil for the service as a whole
 * @due: day; 0 for none
 * @risk_until: day; 0 for none
 * @n_uses: of an entry: how many measures came from it
 * @n_settled: of those how many are done or verified
 *
 * A measure as lists show it. Names are %NULL where there is none.
 */
typedef struct
{
  RwId id;
  char *title;
  char *category;
  RwMeasureStatus status;
  gboolean lapsed;
  gboolean catalogue;
  RwId origin;
  RwId service;
  char *service_name;
  char *customer;
  RwId ci;
  char *ci_name;
  RwId owner;
  char *owner_name;
  gint64 due;
  gint64 risk_until;
  char *risk_reason;
  RwId ticket;
  char *ticket_number;
  RwId change;
  char *change_number;
  guint n_uses;
  guint n_settled;
} RwMeasureRow;

/**
 * RwFindingRow:
 * @found: day; 0 for none
 * @found_by: (nullable)
 * @measure: that settles it; nil for none
 * @measure_status: as it counts today, -1 for none
 * @open: no measure has settled it, and nobody accepts it
 *
 * A finding as lists show it.
 */
typedef struct
{
  RwId id;
  char *title;
  char *found_by;
  RwSeverity severity;
  RwId ci;
  RwKind ci_kind;
  char *ci_name;
  RwId service;
  char *service_name;
  gint64 found;
  RwId measure;
  int measure_status;
  gboolean open;
} RwFindingRow;

/**
 * RwServiceRow:
 * @customer: (nullable): name
 *
 * A service, and what is known of its hardening.
 */
typedef struct
{
  RwId id;
  char *name;
  char *customer;
  RwHardening hardening;
} RwServiceRow;

/**
 * RwSecurity:
 * @services: (element-type RwServiceRow): the worst first
 * @measures: (element-type RwMeasureRow): what is to be done, and the catalogue
 * @findings: (element-type RwFindingRow)
 * @truncated: there is more than is read
 *
 * All that the page of security shows, read at one moment.
 */
typedef struct
{
  GPtrArray *services;
  GPtrArray *measures;
  GPtrArray *findings;
  gboolean truncated;
} RwSecurity;

/**
 * RwSystemChoice:
 *
 * A system of a service.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *name;
} RwSystemChoice;

RwSecurity *rw_query_security       (RwCache        *cache,
                                     gint64          today,
                                     GCancellable   *cancellable,
                                     GError        **error);
void        rw_security_free        (RwSecurity     *security);
GPtrArray  *rw_query_service_systems (RwCache       *cache,
                                     const RwId     *service,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSecurity, rw_security_free)

G_END_DECLS
