/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-desk-private.h"

/* What problem management is about: incidents that nobody has made a problem yet, a problem in work with a fix on its
 * way, a known error that one lives with, and a problem that came back after its fix. */

/* An incident of monitoring that is over. @talk: of what many share one service is meant. */
static void
add_incident (RwDemoDesk *self, guint template, const RwDemoTalk *talk, int problem, gint64 opened)
{
  RwDemoPlannedTicket *plan;

  rw_demo_desk_add_open (self, template, RW_TICKET_STATUS_IN_PROGRESS, 0.5, talk->system);
  plan = rw_demo_desk_last (self);
  plan->talk = *talk;
  plan->source = RW_TICKET_SOURCE_MONITORING;
  plan->told = TRUE;
  plan->problem = problem;
  plan->open = FALSE;
  plan->opened = opened;
  plan->resolved = opened + rw_demo_random_range (&self->company->random, 35, 150) * RW_MINUTE;
  plan->status = self->company->now - plan->resolved > 5 * RW_DAY ? RW_TICKET_STATUS_CLOSED
                                                                  : RW_TICKET_STATUS_RESOLVED;
  plan->update_due = 0;
}

static RwDemoPlannedTicket *
add_problem (RwDemoDesk *self, const char *title, RwTicketStatus status, int system, int fix, gint64 opened)
{
  RwDemoPlannedTicket *plan;

  rw_demo_desk_add_open (self, rw_demo_desk_find_template (self, title), status, 0.3, system);
  plan = rw_demo_desk_last (self);
  plan->source = RW_TICKET_SOURCE_STAFF;
  plan->told = TRUE;
  plan->fix = fix;
  plan->opened = opened;
  return plan;
}

static gboolean
is_on (RwDemoCompany *company, RwDemoOn on, int system)
{
  for (guint i = 0; i < company->on[on]->len; i++)
    if (g_array_index (company->on[on], int, i) == system)
      return TRUE;
  return FALSE;
}

/* A change that fits the problem: on a system of that sort, else on any. */
static int
find_change (RwDemoCompany *company, RwDemoOn on, gboolean done, int taken)
{
  int found = -1;

  for (guint i = 0; i < company->changes->len; i++)
    {
      const RwDemoChange *change = RW_DEMO_AT (company, changes, RwDemoChange, i);
      gboolean fits = done ? change->status == RW_CHANGE_STATUS_CLOSED && change->well &&
                               change->finished > company->now - 45 * RW_DAY &&
                               change->finished < company->now - 8 * RW_DAY
                           : change->status >= RW_CHANGE_STATUS_SUBMITTED &&
                               change->status <= RW_CHANGE_STATUS_SCHEDULED &&
                               change->start > company->now;

      if (!fits || change->system < 0 || change->system == taken)
        continue;
      if (is_on (company, on, change->system))
        return (int) i;
      if (found < 0)
        found = (int) i;
    }
  return found;
}

/* The tunnels of a firewall, after its new firmware. */
static void
add_return (RwDemoDesk *self, int taken)
{
  static const int before[] = { 18, 11, 7 };
  RwDemoCompany *company = self->company;
  guint vpn = rw_demo_desk_find_template (self, "VPN bricht stündlich ab");
  int change = find_change (company, RW_DEMO_ON_FW, TRUE, taken);
  const RwDemoChange *fix =
    change >= 0 ? RW_DEMO_AT (company, changes, RwDemoChange, change) : NULL;
  RwDemoPlannedTicket *problem;
  RwDemoTalk talk;
  int order;

  if (fix == NULL)
    return;
  problem =
    add_problem (self, "Wiederkehrende VPN-Abbrüche bei {customer}", RW_TICKET_STATUS_IN_PROGRESS,
                 fix->system, change, fix->finished - 6 * RW_DAY);
  problem->open = FALSE;
  problem->resolved = fix->finished + RW_DAY;
  problem->status = RW_TICKET_STATUS_CLOSED;
  order = (int) problem->order;
  talk = problem->talk;
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    add_incident (self, vpn, &talk, order,
                  fix->finished - before[i] * RW_DAY + (gint64) i * 95 * RW_MINUTE);
  add_incident (self, vpn, &talk, -1, company->now - 2 * RW_DAY - 200 * RW_MINUTE);
}

static void
add_in_work (RwDemoDesk *self)
{
  static const int days[] = { 16, 9, 3 };
  RwDemoCompany *company = self->company;
  guint failed = rw_demo_desk_find_template (self, "Backup {ci} schlägt fehl");
  int change = find_change (company, RW_DEMO_ON_BACKUP, FALSE, -1),
      system = rw_demo_pick_system (company, RW_DEMO_ON_BACKUP);
  RwDemoTalk talk;
  int order;

  if (change >= 0 && is_on (company, RW_DEMO_ON_BACKUP,
                            RW_DEMO_AT (company, changes, RwDemoChange, change)->system))
    system = RW_DEMO_AT (company, changes, RwDemoChange, change)->system;
  order =
    (int) add_problem (self, "Verwaiste Sperren im Backup-Repository", RW_TICKET_STATUS_IN_PROGRESS,
                       system, change, company->now - 8 * RW_DAY)
      ->order;
  talk = rw_demo_desk_last (self)->talk;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    add_incident (self, failed, &talk, order,
                  company->now - days[i] * RW_DAY - (gint64) (40 + 70 * i) * RW_MINUTE);
}

static void
add_known_error (RwDemoDesk *self)
{
  static const int days[] = { 40, 26, 12, 5 };
  RwDemoCompany *company = self->company;
  guint full = rw_demo_desk_find_template (self, "Plattenplatz /var/log auf {ci}");
  int system = rw_demo_pick_system (company, RW_DEMO_ON_VM), order;
  RwDemoPlannedTicket *problem =
    add_problem (self, "Protokolle füllen wiederholt /var/log", RW_TICKET_STATUS_ACCEPTED, system,
                 -1, company->now - 24 * RW_DAY);
  RwDemoTalk talk;

  problem->known = TRUE;
  order = (int) problem->order;
  talk = problem->talk;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    add_incident (self, full, &talk, order,
                  company->now - days[i] * RW_DAY - (gint64) (15 + 110 * i) * RW_MINUTE);
}

static void
add_candidate (RwDemoDesk *self)
{
  static const int days[] = { 24, 13, 5 };
  RwDemoCompany *company = self->company;
  guint lag = rw_demo_desk_find_template (self, "Replikation auf {ci} hängt {n} Minuten zurück");
  RwDemoTalk talk =
    rw_demo_talk_about (company, rw_demo_pick_system (company, RW_DEMO_ON_DB), company->now);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    add_incident (self, lag, &talk, -1,
                  company->now - days[i] * RW_DAY - (gint64) (25 + 130 * i) * RW_MINUTE);
}

/* @taken: the system that incidents without a problem are on */
void
rw_demo_desk_add_problems (RwDemoDesk *self, int taken)
{
  add_return (self, taken);
  add_in_work (self);
  add_known_error (self);
  add_candidate (self);
}
