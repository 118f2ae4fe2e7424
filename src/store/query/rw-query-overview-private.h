/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-overview.h"

G_BEGIN_DECLS

/* The parts of rw_query_overview(), each in a file of its own. */

/* What one part finds and another shows. */
typedef struct
{
  RwCache *cache;
  RwOverview *overview;
  GHashTable *services; /* RwId of a service → RwServiceHealth */
} RwOverviewQuery;

gboolean rw_overview_read_services (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_tickets  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_series   (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_events   (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_changes  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_running  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_on_call  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_backups  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_volumes  (RwOverviewQuery *self,
                                    GError         **error);
gboolean rw_overview_read_sites    (RwOverviewQuery *self,
                                    GError         **error);

RwNeed          *rw_overview_add_need     (RwOverviewQuery  *self,
                                           RwNeedType        type,
                                           RwNeedRank        rank,
                                           RwKind            kind,
                                           const RwId       *id);
RwServiceHealth *rw_overview_find_service (RwOverviewQuery  *self,
                                           RwStmt           *stmt,
                                           int               column);
char            *rw_overview_dup_text     (RwStmt           *stmt,
                                           int               column);
RwStmt          *rw_overview_prepare      (RwOverviewQuery  *self,
                                           const char       *sql,
                                           GError          **error);

G_END_DECLS
