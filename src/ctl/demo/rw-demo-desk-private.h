/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-demo-company.h"

G_BEGIN_DECLS

/* What the parts of the service desk share: its tickets are planned first, then written in the order of their opening. */

enum
{
  RW_DEMO_LINE_TITLE,
  RW_DEMO_LINE_OPEN,
  RW_DEMO_LINE_NOTE,
  RW_DEMO_LINE_REPLY,
  RW_DEMO_LINE_UPDATE,
  RW_DEMO_LINE_ASK,
  RW_DEMO_LINE_FIX,
  RW_DEMO_LINE_CAUSE,
  RW_DEMO_LINE_WORK,
  RW_DEMO_N_LINES,
};

/* What tickets of one sort say. */
typedef struct
{
  RwTicketType type;
  char *category, *alert;
  RwDemoOn on[2];
  guint n_on;
  RwTicketSource sources[4];
  guint n_sources;
  RwLevel impact, urgency;
  GPtrArray *lines[RW_DEMO_N_LINES];
} RwDemoTemplate;

/* What is decided of a ticket before its number is known. */
typedef struct
{
  guint template, order;
  gint64 opened, resolved, update_due, pending_until;
  RwDemoTalk talk;
  RwTicketStatus status;
  RwTicketSource source;
  int assignee, recurs; /* order of an earlier one, or -1 */
  gboolean open, major, overridden;
  gboolean told, known; /* its links are planned, not drawn; it is a known error */
  int problem, fix;     /* order of the problem that caused it; place of the change that fixes it; or -1 */
  RwLevel impact, urgency;
  RwPriority priority;
} RwDemoPlannedTicket;

typedef struct
{
  RwDemoCompany *company;
  GArray *templates, *plans;
  char **acks, **replies, **updates, **asks, **notes, **phones, **events, **closes, **overrides;
  guint messages;
  RwId *ids; /* by order */
} RwDemoDesk;

/* The plans: rw-demo-desk-plan.c */
GArray                 *rw_demo_desk_load_templates (void);
const RwDemoTemplate   *rw_demo_desk_template       (const RwDemoDesk          *self,
                                                     const RwDemoPlannedTicket *plan);
guint                   rw_demo_desk_find_template  (const RwDemoDesk          *self,
                                                     const char                *title);
RwDemoSla              *rw_demo_desk_sla            (const RwDemoDesk          *self,
                                                     const RwDemoPlannedTicket *plan);
const char             *rw_demo_desk_draw_title     (RwDemoDesk                *self,
                                                     const RwDemoPlannedTicket *plan);
void                    rw_demo_desk_add_open       (RwDemoDesk                *self,
                                                     guint                      template,
                                                     RwTicketStatus             status,
                                                     double                     share,
                                                     int                        system);
RwDemoPlannedTicket    *rw_demo_desk_last           (RwDemoDesk                *self);
void                    rw_demo_desk_add_showpieces (RwDemoDesk                *self);
void                    rw_demo_desk_add_past       (RwDemoDesk                *self,
                                                     guint                      n);
void                    rw_demo_desk_add_open_ones  (RwDemoDesk                *self,
                                                     guint                      n);

/* Problem management: rw-demo-problems.c */
void                    rw_demo_desk_add_problems   (RwDemoDesk                *self,
                                                     int                        taken);

G_END_DECLS
