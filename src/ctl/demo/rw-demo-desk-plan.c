/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-desk-private.h"

#include <string.h>

#include "rules/rw-ticket-rules.h"

/* The tickets of the service desk before they are written. Most are long closed; the open ones are made backwards from
 * the present, so that one runs out within minutes, some need attention and some are too late. */

static const char *const line_names[RW_DEMO_N_LINES] = { "title", "open", "note", "reply", "update", "ask", "fix", "cause", "work" };

static void
template_clear (gpointer data)
{
  RwDemoTemplate *template = data;

  g_free (template->category);
  g_free (template->alert);
  for (guint i = 0; i < RW_DEMO_N_LINES; i++)
    g_ptr_array_unref (template->lines[i]);
}

static void
template_read (RwDemoTemplate   *template,
               const char *line)
{
  const char *value = strchr (line, ':') + 1;
  g_auto (GStrv) words = NULL;

  value += *value == ' ';
  words = g_strsplit (value, " ", -1);
  if (g_str_has_prefix (line, "type:"))
    template->type = (RwTicketType) rw_enum_find (&rw_enum_ticket_type, value);
  else if (g_str_has_prefix (line, "cat:"))
    template->category = g_strdup (value);
  else if (g_str_has_prefix (line, "alert:"))
    template->alert = g_strdup (value);
  else if (g_str_has_prefix (line, "on:"))
    for (char **p = words; *p != NULL; p++)
      template->on[template->n_on++] = rw_demo_on_from_string (*p);
  else if (g_str_has_prefix (line, "src:"))
    for (char **p = words; *p != NULL; p++)
      template->sources[template->n_sources++] =
        (RwTicketSource) rw_enum_find (&rw_enum_ticket_source, *p);
  else if (g_str_has_prefix (line, "prio:"))
    {
      template->impact = (RwLevel) rw_enum_find (&rw_enum_level, words[0]);
      template->urgency = (RwLevel) rw_enum_find (&rw_enum_level, words[1]);
    }
  else
    for (guint i = 0; i < RW_DEMO_N_LINES; i++)
      if (g_str_has_prefix (line, line_names[i]))
        g_ptr_array_add (template->lines[i], g_strdup (value));
}

GArray *
rw_demo_desk_load_templates (void)
{
  g_auto (GStrv) lines = rw_demo_lines ("tickets.txt");
  GArray *templates = g_array_new (FALSE, TRUE, sizeof (RwDemoTemplate));
  RwDemoTemplate *current = NULL;

  g_array_set_clear_func (templates, template_clear);
  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '\0')
        {
          current = NULL;
          continue;
        }
      if (current == NULL)
        {
          RwDemoTemplate empty = { 0 };

          for (guint i = 0; i < RW_DEMO_N_LINES; i++)
            empty.lines[i] = g_ptr_array_new_with_free_func (g_free);
          g_array_append_val (templates, empty);
          current = &g_array_index (templates, RwDemoTemplate, templates->len - 1);
        }
      template_read (current, *line);
    }
  return templates;
}

const RwDemoTemplate *
rw_demo_desk_template (const RwDemoDesk *self,
             const RwDemoPlannedTicket *plan)
{
  return &g_array_index (self->templates, RwDemoTemplate, plan->template);
}

guint
rw_demo_desk_find_template (const RwDemoDesk *self,
               const char *title)
{
  for (guint i = 0; i < self->templates->len; i++)
    if (strcmp (
          g_array_index (self->templates, RwDemoTemplate, i).lines[RW_DEMO_LINE_TITLE]->pdata[0],
          title) == 0)
      return i;
  g_assert_not_reached ();
}

static guint
draw_template (RwDemoDesk *self)
{
  RwDemoRandom *random = &self->company->random;
  guint roll = rw_demo_random_below (random, 100);
  RwTicketType type = roll < 60   ? RW_TICKET_TYPE_INCIDENT
                      : roll < 92 ? RW_TICKET_TYPE_REQUEST
                      : roll < 97 ? RW_TICKET_TYPE_SECURITY
                                  : RW_TICKET_TYPE_PROBLEM;

  for (;;)
    {
      guint i = rw_demo_random_below (random, self->templates->len);

      if (g_array_index (self->templates, RwDemoTemplate, i).type == type)
        return i;
    }
}

RwDemoSla *
rw_demo_desk_sla (const RwDemoDesk *self,
        const RwDemoPlannedTicket *plan)
{
  return RW_DEMO_SLA (self->company, RW_DEMO_SERVICE (self->company, plan->talk.service)->sla);
}

static RwLevel
nudge (RwDemoRandom *random,
       RwLevel       level)
{
  int step = rw_demo_random_chance (random, 220) ? rw_demo_random_range (random, -1, 1) : 0;

  return (RwLevel) CLAMP ((int) level + step, RW_LEVEL_LOW, RW_LEVEL_HIGH);
}

static void
set_priority (RwDemoDesk *self,
              RwDemoPlannedTicket *plan)
{
  RwDemoRandom *random = &self->company->random;
  const RwDemoTemplate *template = rw_demo_desk_template (self, plan);

  plan->impact = nudge (random, template->impact);
  plan->urgency = nudge (random, template->urgency);
  /* The worst is rare. */
  if (plan->impact == RW_LEVEL_HIGH && plan->urgency == RW_LEVEL_HIGH &&
      rw_demo_random_chance (random, 750))
    plan->impact = RW_LEVEL_MEDIUM;
  plan->priority = rw_priority_from_matrix (plan->impact, plan->urgency);
  plan->overridden = rw_demo_random_chance (random, 35);
  if (plan->overridden)
    plan->priority = plan->priority < RW_PRIORITY_P3 ? plan->priority + 1 : plan->priority - 1;
}

/* Everything but the times. */
static RwDemoPlannedTicket
draw_plan (RwDemoDesk  *self,
           guint  template)
{
  RwDemoCompany *company = self->company;
  const RwDemoTemplate *of = &g_array_index (self->templates, RwDemoTemplate, template);
  RwDemoPlannedTicket plan = {
    .template = template, .assignee = -1, .recurs = -1, .problem = -1, .fix = -1
  };

  plan.source = of->sources[rw_demo_random_below (&company->random, of->n_sources)];
  plan.talk = rw_demo_talk_about (
    company,
    rw_demo_pick_system (company, of->on[rw_demo_random_below (&company->random, of->n_on)]),
    company->now);
  set_priority (self, &plan);
  return plan;
}

static gint64
draw_opened (RwDemoDesk           *self,
             RwTicketSource  source,
             gint64          day)
{
  RwDemoCompany *company = self->company;

  if (source == RW_TICKET_SOURCE_MONITORING)
    return rw_demo_instant (company, day, (int) rw_demo_random_below (&company->random, 24 * 60)) +
           rw_demo_random_below (&company->random, 60) * RW_SECOND;
  /* People write on working days, most in the morning. */
  if (rw_date_weekday (day) > 4 && rw_demo_random_chance (&company->random, 850))
    day -= rw_date_weekday (day) - 4;
  return rw_demo_instant (company, day,
                          11 * 60 + (int) (rw_demo_random_bell (&company->random) * 5 * 60)) +
         rw_demo_random_below (&company->random, 60) * RW_SECOND;
}

void
rw_demo_desk_add_past (RwDemoDesk  *self,
          guint  n)
{
  RwDemoCompany *company = self->company;
  gint64 newest = company->now - 5 * RW_HOUR;

  for (guint i = 0; i < n; i++)
    {
      RwDemoPlannedTicket plan;
      RwDemoSla *sla;
      double share = rw_demo_random_unit (&company->random);
      gint64 target,
        day = company->today - (gint64) ((double) (n - i) / n * company->plan->desk_days);

      /* Trouble comes back: some are like one of those before, on the same system. */
      if (i > 60 && rw_demo_random_chance (&company->random, n > 1000 ? 12 : 60))
        {
          guint before = self->plans->len - 1 -
                         rw_demo_random_below (&company->random, MIN (50, self->plans->len - 1));
          RwDemoPlannedTicket *earlier = &g_array_index (self->plans, RwDemoPlannedTicket, before);

          plan = draw_plan (self, earlier->template);
          plan.talk = earlier->talk;
          plan.recurs = rw_demo_desk_template (self, earlier)->type == RW_TICKET_TYPE_INCIDENT
                          ? (int) before
                          : -1;
        }
      else
        plan = draw_plan (self, draw_template (self));
      plan.opened = draw_opened (self, plan.source, day);
      plan.opened =
        rw_demo_least (plan.opened,
                       newest - rw_demo_random_below (&company->random, 3600) * RW_SECOND);
      sla = rw_demo_desk_sla (self, &plan);
      target = sla->minutes[plan.priority][1];
      /* Most are solved well in time, one in fourteen is not. */
      share =
        rw_demo_random_chance (&company->random, 72) ? 1.03 + share : 0.02 + share * share * 0.9;
      if (rw_demo_desk_template (self, &plan)->type == RW_TICKET_TYPE_PROBLEM)
        share *= 2;
      plan.resolved = rw_demo_due (company, sla->business_hours, plan.opened,
                                   MAX (4, (int) ((double) target * share)));
      plan.resolved =
        rw_demo_least (plan.resolved,
                       company->now - rw_demo_random_range (&company->random, 10, 400) * RW_MINUTE);
      plan.resolved = MAX (plan.resolved, plan.opened + 4 * RW_MINUTE);
      plan.status =
        company->now - plan.resolved > 5 * RW_DAY || rw_demo_random_chance (&company->random, 250)
          ? RW_TICKET_STATUS_CLOSED
          : RW_TICKET_STATUS_RESOLVED;
      plan.assignee = rw_demo_technician (company);
      plan.order = self->plans->len;
      g_array_append_val (self->plans, plan);
    }
}

/* @share: how much of the clock that counts has run: 1 and more is too late. */
void
rw_demo_desk_add_open (RwDemoDesk           *self,
          guint           template,
          RwTicketStatus  status,
          double          share,
          int             system)
{
  RwDemoCompany *company = self->company;
  RwDemoPlannedTicket plan = draw_plan (self, template);
  RwDemoSla *sla;
  gint64 target, due;

  if (system >= 0)
    plan.talk = rw_demo_talk_about (company, system, company->now);
  sla = rw_demo_desk_sla (self, &plan);
  target = sla->minutes[plan.priority][status == RW_TICKET_STATUS_NEW ? 0 : 1];
  if (share < 1)
    due = rw_demo_due (company, sla->business_hours, company->now,
                       MAX (2, (int) ((double) target * (1 - share))));
  else
    due = rw_demo_due_back (company, sla->business_hours, company->now,
                            (int) ((double) target * (share - 1)) + 3);
  plan.opened = MIN (rw_demo_due_back (company, sla->business_hours, due, (int) target),
                     company->now - 2 * RW_MINUTE);
  plan.status = status;
  plan.open = TRUE;
  if (status != RW_TICKET_STATUS_NEW)
    plan.assignee = rw_demo_technician (company);
  if (status == RW_TICKET_STATUS_PENDING_CUSTOMER || status == RW_TICKET_STATUS_PENDING_SUPPLIER)
    plan.pending_until =
      rw_demo_instant (company, company->today + 1 + rw_demo_random_below (&company->random, 4),
                       9 * 60);
  else if (rw_demo_desk_template (self, &plan)->type == RW_TICKET_TYPE_INCIDENT &&
           sla->minutes[plan.priority][2] > 0)
    plan.update_due = company->now + sla->minutes[plan.priority][2] * RW_MINUTE *
                                       rw_demo_random_range (&company->random, -8, 90) / 100;
  plan.order = self->plans->len;
  g_array_append_val (self->plans, plan);
}

RwDemoPlannedTicket *
rw_demo_desk_last (RwDemoDesk *self)
{
  return &g_array_index (self->plans, RwDemoPlannedTicket, self->plans->len - 1);
}

static gboolean
sells (RwDemoCompany *company,
       int            service)
{
  const char *sector =
    RW_DEMO_CUSTOMER (company, RW_DEMO_SERVICE (company, service)->customer)->sector;

  return strcmp (sector, "retail") == 0 || strcmp (sector, "travel") == 0;
}

/* A web server of a shop, one with the best service level if there is one. */
static int
shop_system (RwDemoCompany *company)
{
  GArray *of = company->on[RW_DEMO_ON_WEB]->len > 0 ? company->on[RW_DEMO_ON_WEB]
                                                    : company->on[RW_DEMO_ON_ANY];
  int found = g_array_index (of, int, 0);

  for (guint i = 0; i < of->len; i++)
    {
      int index = g_array_index (of, int, i), service = RW_DEMO_SYSTEM (company, index)->service;

      if (service < 0 || !sells (company, service))
        continue;
      found = index;
      if (RW_DEMO_SERVICE (company, service)->sla == 0)
        break;
    }
  return found;
}

/* Only who sells has a checkout. */
const char *
rw_demo_desk_draw_title (RwDemoDesk       *self,
            const RwDemoPlannedTicket *plan)
{
  GPtrArray *titles = rw_demo_desk_template (self, plan)->lines[RW_DEMO_LINE_TITLE];
  guint first =
    g_str_has_prefix (titles->pdata[0], "Checkout") && !sells (self->company, plan->talk.service)
      ? 1
      : 0;

  return titles->pdata[first + rw_demo_random_below (&self->company->random, titles->len - first)];
}

/* The three that a first look should meet. */
void
rw_demo_desk_add_showpieces (RwDemoDesk *self)
{
  RwDemoCompany *company = self->company;
  guint checkout = rw_demo_desk_find_template (self, "Checkout antwortet mit 502"),
        vpn = rw_demo_desk_find_template (self, "VPN bricht stündlich ab");
  int web = shop_system (company), fw = rw_demo_pick_system (company, RW_DEMO_ON_FW), before = -1;
  RwDemoTalk talk;
  RwDemoPlannedTicket *plan;

  rw_demo_desk_add_open (self, checkout, RW_TICKET_STATUS_NEW, 0.5, web);
  plan = rw_demo_desk_last (self);
  plan->impact = plan->urgency = RW_LEVEL_HIGH;
  plan->priority = RW_PRIORITY_P1;
  plan->overridden = FALSE;
  plan->source = RW_TICKET_SOURCE_PHONE;
  plan->opened = company->now - (rw_demo_desk_sla (self, plan)->minutes[0][0] - 4) * RW_MINUTE;
  plan->update_due = plan->opened + rw_demo_desk_sla (self, plan)->minutes[0][2] * RW_MINUTE;

  rw_demo_desk_add_open (self, rw_demo_desk_find_template (self, "Hohe Latenz auf {ci}"),
                         RW_TICKET_STATUS_IN_PROGRESS, 0.55,
                         rw_demo_pick_system (company, RW_DEMO_ON_SAN));
  plan = rw_demo_desk_last (self);
  plan->impact = plan->urgency = RW_LEVEL_HIGH;
  plan->priority = RW_PRIORITY_P1;
  plan->overridden = FALSE;
  plan->major = TRUE;
  plan->opened = company->now - rw_demo_desk_sla (self, plan)->minutes[0][1] * RW_MINUTE * 55 / 100;
  plan->update_due = company->now + 6 * RW_MINUTE;

  /* The same tunnel for the fourth time in twelve days: a problem that nobody has made one yet. */
  talk = rw_demo_talk_about (company, fw, company->now);
  for (int i = 0; i < 4; i++)
    {
      static const int days[] = { 11, 8, 4, 0 };

      rw_demo_desk_add_open (self, vpn, RW_TICKET_STATUS_IN_PROGRESS, 0.5, fw);
      plan = rw_demo_desk_last (self);
      plan->talk = talk;
      plan->impact = RW_LEVEL_MEDIUM;
      plan->urgency = RW_LEVEL_HIGH;
      plan->priority = RW_PRIORITY_P2;
      plan->overridden = FALSE;
      plan->recurs = before;
      before = (int) plan->order;
      plan->opened = company->now - days[i] * RW_DAY - (95 + 13 * i) * RW_MINUTE;
      if (i < 3)
        {
          plan->open = FALSE;
          plan->resolved = plan->opened + (120 + 25 * i) * RW_MINUTE;
          plan->status = i < 2 ? RW_TICKET_STATUS_CLOSED : RW_TICKET_STATUS_RESOLVED;
          plan->update_due = 0;
        }
      else
        plan->update_due = company->now + 24 * RW_MINUTE;
    }
  rw_demo_desk_add_problems (self, fw);
}

void
rw_demo_desk_add_open_ones (RwDemoDesk  *self,
               guint  n)
{
  static const RwTicketStatus statuses[] = {
    RW_TICKET_STATUS_IN_PROGRESS,      RW_TICKET_STATUS_NEW,
    RW_TICKET_STATUS_PENDING_CUSTOMER, RW_TICKET_STATUS_IN_PROGRESS,
    RW_TICKET_STATUS_ACCEPTED,         RW_TICKET_STATUS_IN_PROGRESS,
    RW_TICKET_STATUS_PENDING_SUPPLIER, RW_TICKET_STATUS_NEW,
    RW_TICKET_STATUS_ACCEPTED,         RW_TICKET_STATUS_PENDING_CUSTOMER,
    RW_TICKET_STATUS_IN_PROGRESS,
  };
  RwDemoRandom *random = &self->company->random;

  for (guint i = 0; i < n; i++)
    {
      double share = i % 9 == 4   ? 1.02 + rw_demo_random_unit (random) * 0.4
                     : i % 4 == 2 ? 0.77 + rw_demo_random_unit (random) * 0.2
                                  : 0.05 + rw_demo_random_unit (random) * 0.65;

      rw_demo_desk_add_open (self, draw_template (self), statuses[i % G_N_ELEMENTS (statuses)],
                             share, -1);
    }
}

