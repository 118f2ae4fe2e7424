/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

#include "rules/rw-ticket-rules.h"

/* Tickets with their messages. Most are long closed; the open ones are made backwards from the
 * present, so that one runs out within minutes, some need attention and some are too late. */

enum
{
  TITLE,
  OPEN,
  NOTE,
  REPLY,
  UPDATE,
  ASK,
  FIX,
  CAUSE,
  WORK,
  N_LINES,
};

static const char *const line_names[N_LINES] = { "title", "open", "note", "reply", "update", "ask", "fix", "cause", "work" };

typedef struct
{
  RwTicketType type;
  char *category, *alert;
  RwDemoOn on[2];
  guint n_on;
  RwTicketSource sources[4];
  guint n_sources;
  RwLevel impact, urgency;
  GPtrArray *lines[N_LINES];
} Template;

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
  RwLevel impact, urgency;
  RwPriority priority;
} Plan;

typedef struct
{
  RwDemoCompany *company;
  GArray *templates, *plans;
  char **acks, **replies, **updates, **asks, **notes, **phones, **events, **closes, **overrides;
  guint messages;
  RwId *ids; /* by order */
} Desk;

static void
template_clear (gpointer data)
{
  Template *template = data;

  g_free (template->category);
  g_free (template->alert);
  for (guint i = 0; i < N_LINES; i++)
    g_ptr_array_unref (template->lines[i]);
}

static void
template_read (Template   *template,
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
      template->sources[template->n_sources++] = (RwTicketSource) rw_enum_find (&rw_enum_ticket_source, *p);
  else if (g_str_has_prefix (line, "prio:"))
    {
      template->impact = (RwLevel) rw_enum_find (&rw_enum_level, words[0]);
      template->urgency = (RwLevel) rw_enum_find (&rw_enum_level, words[1]);
    }
  else
    for (guint i = 0; i < N_LINES; i++)
      if (g_str_has_prefix (line, line_names[i]))
        g_ptr_array_add (template->lines[i], g_strdup (value));
}

static GArray *
load_templates (void)
{
  g_auto (GStrv) lines = rw_demo_lines ("tickets.txt");
  GArray *templates = g_array_new (FALSE, TRUE, sizeof (Template));
  Template *current = NULL;

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
          Template empty = { 0 };

          for (guint i = 0; i < N_LINES; i++)
            empty.lines[i] = g_ptr_array_new_with_free_func (g_free);
          g_array_append_val (templates, empty);
          current = &g_array_index (templates, Template, templates->len - 1);
        }
      template_read (current, *line);
    }
  return templates;
}

static const Template *
template_of (const Desk *self,
             const Plan *plan)
{
  return &g_array_index (self->templates, Template, plan->template);
}

static guint
find_template (const Desk *self,
               const char *title)
{
  for (guint i = 0; i < self->templates->len; i++)
    if (strcmp (g_array_index (self->templates, Template, i).lines[TITLE]->pdata[0], title) == 0)
      return i;
  g_assert_not_reached ();
}

static guint
draw_template (Desk *self)
{
  RwDemoRandom *random = &self->company->random;
  guint roll = rw_demo_random_below (random, 100);
  RwTicketType type = roll < 60 ? RW_TICKET_TYPE_INCIDENT : roll < 92 ? RW_TICKET_TYPE_REQUEST
                      : roll < 97 ? RW_TICKET_TYPE_SECURITY : RW_TICKET_TYPE_PROBLEM;

  for (;;)
    {
      guint i = rw_demo_random_below (random, self->templates->len);

      if (g_array_index (self->templates, Template, i).type == type)
        return i;
    }
}

static RwDemoSla *
sla_of (const Desk *self,
        const Plan *plan)
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
set_priority (Desk *self,
              Plan *plan)
{
  RwDemoRandom *random = &self->company->random;
  const Template *template = template_of (self, plan);

  plan->impact = nudge (random, template->impact);
  plan->urgency = nudge (random, template->urgency);
  /* The worst is rare. */
  if (plan->impact == RW_LEVEL_HIGH && plan->urgency == RW_LEVEL_HIGH && rw_demo_random_chance (random, 750))
    plan->impact = RW_LEVEL_MEDIUM;
  plan->priority = rw_priority_from_matrix (plan->impact, plan->urgency);
  plan->overridden = rw_demo_random_chance (random, 35);
  if (plan->overridden)
    plan->priority = plan->priority < RW_PRIORITY_P3 ? plan->priority + 1 : plan->priority - 1;
}

/* Everything but the times. */
static Plan
draw_plan (Desk  *self,
           guint  template)
{
  RwDemoCompany *company = self->company;
  const Template *of = &g_array_index (self->templates, Template, template);
  Plan plan = { .template = template, .assignee = -1, .recurs = -1 };

  plan.source = of->sources[rw_demo_random_below (&company->random, of->n_sources)];
  plan.talk = rw_demo_talk_about (company, rw_demo_pick_system (company, of->on[rw_demo_random_below (&company->random, of->n_on)]), company->now);
  set_priority (self, &plan);
  return plan;
}

static gint64
draw_opened (Desk           *self,
             RwTicketSource  source,
             gint64          day)
{
  RwDemoCompany *company = self->company;

  if (source == RW_TICKET_SOURCE_MONITORING)
    return rw_demo_instant (company, day, (int) rw_demo_random_below (&company->random, 24 * 60)) + rw_demo_random_below (&company->random, 60) * RW_SECOND;
  /* People write on working days, most in the morning. */
  if (rw_date_weekday (day) > 4 && rw_demo_random_chance (&company->random, 850))
    day -= rw_date_weekday (day) - 4;
  return rw_demo_instant (company, day, 11 * 60 + (int) (rw_demo_random_bell (&company->random) * 5 * 60)) +
         rw_demo_random_below (&company->random, 60) * RW_SECOND;
}

static void
add_past (Desk  *self,
          guint  n)
{
  RwDemoCompany *company = self->company;
  gint64 newest = company->now - 5 * RW_HOUR;

  for (guint i = 0; i < n; i++)
    {
      Plan plan;
      RwDemoSla *sla;
      double share = rw_demo_random_unit (&company->random);
      gint64 target, day = company->today - (gint64) ((double) (n - i) / n * company->plan->desk_days);

      /* Trouble comes back: some are like one of those before, on the same system. */
      if (i > 60 && rw_demo_random_chance (&company->random, n > 1000 ? 12 : 60))
        {
          guint before = self->plans->len - 1 - rw_demo_random_below (&company->random, MIN (50, self->plans->len - 1));
          Plan *earlier = &g_array_index (self->plans, Plan, before);

          plan = draw_plan (self, earlier->template);
          plan.talk = earlier->talk;
          plan.recurs = template_of (self, earlier)->type == RW_TICKET_TYPE_INCIDENT ? (int) before : -1;
        }
      else
        plan = draw_plan (self, draw_template (self));
      plan.opened = draw_opened (self, plan.source, day);
      plan.opened = rw_demo_least (plan.opened, newest - rw_demo_random_below (&company->random, 3600) * RW_SECOND);
      sla = sla_of (self, &plan);
      target = sla->minutes[plan.priority][1];
      /* Most are solved well in time, one in fourteen is not. */
      share = rw_demo_random_chance (&company->random, 72) ? 1.03 + share : 0.02 + share * share * 0.9;
      if (template_of (self, &plan)->type == RW_TICKET_TYPE_PROBLEM)
        share *= 2;
      plan.resolved = rw_demo_due (company, sla->business_hours, plan.opened, MAX (4, (int) ((double) target * share)));
      plan.resolved = rw_demo_least (plan.resolved, company->now - rw_demo_random_range (&company->random, 10, 400) * RW_MINUTE);
      plan.resolved = MAX (plan.resolved, plan.opened + 4 * RW_MINUTE);
      plan.status = company->now - plan.resolved > 5 * RW_DAY || rw_demo_random_chance (&company->random, 250)
                      ? RW_TICKET_STATUS_CLOSED : RW_TICKET_STATUS_RESOLVED;
      plan.assignee = rw_demo_technician (company);
      plan.order = self->plans->len;
      g_array_append_val (self->plans, plan);
    }
}

/* @share: how much of the clock that counts has run: 1 and more is too late. */
static void
add_open (Desk           *self,
          guint           template,
          RwTicketStatus  status,
          double          share,
          int             system)
{
  RwDemoCompany *company = self->company;
  Plan plan = draw_plan (self, template);
  RwDemoSla *sla;
  gint64 target, due;

  if (system >= 0)
    plan.talk = rw_demo_talk_about (company, system, company->now);
  sla = sla_of (self, &plan);
  target = sla->minutes[plan.priority][status == RW_TICKET_STATUS_NEW ? 0 : 1];
  if (share < 1)
    due = rw_demo_due (company, sla->business_hours, company->now, MAX (2, (int) ((double) target * (1 - share))));
  else
    due = rw_demo_due_back (company, sla->business_hours, company->now, (int) ((double) target * (share - 1)) + 3);
  plan.opened = MIN (rw_demo_due_back (company, sla->business_hours, due, (int) target), company->now - 2 * RW_MINUTE);
  plan.status = status;
  plan.open = TRUE;
  if (status != RW_TICKET_STATUS_NEW)
    plan.assignee = rw_demo_technician (company);
  if (status == RW_TICKET_STATUS_PENDING_CUSTOMER || status == RW_TICKET_STATUS_PENDING_SUPPLIER)
    plan.pending_until = rw_demo_instant (company, company->today + 1 + rw_demo_random_below (&company->random, 4), 9 * 60);
  else if (template_of (self, &plan)->type == RW_TICKET_TYPE_INCIDENT && sla->minutes[plan.priority][2] > 0)
    plan.update_due = company->now + sla->minutes[plan.priority][2] * RW_MINUTE * rw_demo_random_range (&company->random, -8, 90) / 100;
  plan.order = self->plans->len;
  g_array_append_val (self->plans, plan);
}

static Plan *
last_plan (Desk *self)
{
  return &g_array_index (self->plans, Plan, self->plans->len - 1);
}

static gboolean
sells (RwDemoCompany *company,
       int            service)
{
  const char *sector = RW_DEMO_CUSTOMER (company, RW_DEMO_SERVICE (company, service)->customer)->sector;

  return strcmp (sector, "retail") == 0 || strcmp (sector, "travel") == 0;
}

/* A web server of a shop, one with the best service level if there is one. */
static int
shop_system (RwDemoCompany *company)
{
  GArray *of = company->on[RW_DEMO_ON_WEB]->len > 0 ? company->on[RW_DEMO_ON_WEB] : company->on[RW_DEMO_ON_ANY];
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
static const char *
draw_title (Desk       *self,
            const Plan *plan)
{
  GPtrArray *titles = template_of (self, plan)->lines[TITLE];
  guint first = g_str_has_prefix (titles->pdata[0], "Checkout") && !sells (self->company, plan->talk.service) ? 1 : 0;

  return titles->pdata[first + rw_demo_random_below (&self->company->random, titles->len - first)];
}

/* The three that a first look should meet. */
static void
add_showpieces (Desk *self)
{
  RwDemoCompany *company = self->company;
  guint checkout = find_template (self, "Checkout antwortet mit 502"), vpn = find_template (self, "VPN bricht stündlich ab");
  int web = shop_system (company), fw = rw_demo_pick_system (company, RW_DEMO_ON_FW), before = -1;
  RwDemoTalk talk;
  Plan *plan;

  add_open (self, checkout, RW_TICKET_STATUS_NEW, 0.5, web);
  plan = last_plan (self);
  plan->impact = plan->urgency = RW_LEVEL_HIGH;
  plan->priority = RW_PRIORITY_P1;
  plan->overridden = FALSE;
  plan->source = RW_TICKET_SOURCE_PHONE;
  plan->opened = company->now - (sla_of (self, plan)->minutes[0][0] - 4) * RW_MINUTE;
  plan->update_due = plan->opened + sla_of (self, plan)->minutes[0][2] * RW_MINUTE;

  add_open (self, find_template (self, "Hohe Latenz auf {ci}"), RW_TICKET_STATUS_IN_PROGRESS, 0.55, rw_demo_pick_system (company, RW_DEMO_ON_SAN));
  plan = last_plan (self);
  plan->impact = plan->urgency = RW_LEVEL_HIGH;
  plan->priority = RW_PRIORITY_P1;
  plan->overridden = FALSE;
  plan->major = TRUE;
  plan->opened = company->now - sla_of (self, plan)->minutes[0][1] * RW_MINUTE * 55 / 100;
  plan->update_due = company->now + 6 * RW_MINUTE;

  /* The same tunnel for the fourth time in twelve days: a problem that nobody has made one yet. */
  talk = rw_demo_talk_about (company, fw, company->now);
  for (int i = 0; i < 4; i++)
    {
      static const int days[] = { 11, 8, 4, 0 };

      add_open (self, vpn, RW_TICKET_STATUS_IN_PROGRESS, 0.5, fw);
      plan = last_plan (self);
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
}

static void
add_open_ones (Desk  *self,
               guint  n)
{
  static const RwTicketStatus statuses[] = {
    RW_TICKET_STATUS_IN_PROGRESS, RW_TICKET_STATUS_NEW, RW_TICKET_STATUS_PENDING_CUSTOMER, RW_TICKET_STATUS_IN_PROGRESS,
    RW_TICKET_STATUS_ACCEPTED, RW_TICKET_STATUS_IN_PROGRESS, RW_TICKET_STATUS_PENDING_SUPPLIER, RW_TICKET_STATUS_NEW,
    RW_TICKET_STATUS_ACCEPTED, RW_TICKET_STATUS_PENDING_CUSTOMER, RW_TICKET_STATUS_IN_PROGRESS,
  };
  RwDemoRandom *random = &self->company->random;

  for (guint i = 0; i < n; i++)
    {
      double share = i % 9 == 4 ? 1.02 + rw_demo_random_unit (random) * 0.4
                     : i % 4 == 2 ? 0.77 + rw_demo_random_unit (random) * 0.2 : 0.05 + rw_demo_random_unit (random) * 0.65;

      add_open (self, draw_template (self), statuses[i % G_N_ELEMENTS (statuses)], share, -1);
    }
}

static int
compare_plans (gconstpointer a,
               gconstpointer b)
{
  const Plan *left = a, *right = b;

  if (left->opened != right->opened)
    return left->opened < right->opened ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

static int
team_for (const Template *template)
{
  /* As in rw-demo-people.c: desk, delivery, platform, network, storage, floor, security. */
  if (template->type == RW_TICKET_TYPE_SECURITY)
    return 6;
  if (strcmp (template->category, "Netzwerk") == 0 || strcmp (template->category, "Firewall") == 0 || strcmp (template->category, "DNS") == 0)
    return 3;
  if (strcmp (template->category, "Backup") == 0 || strcmp (template->category, "Storage") == 0 || strcmp (template->category, "Wiederherstellung") == 0)
    return 4;
  if (strcmp (template->category, "Hardware") == 0 || strcmp (template->category, "Strom") == 0)
    return 5;
  if (strcmp (template->category, "Benutzer") == 0)
    return 0;
  return strcmp (template->category, "Auskunft") == 0 ? 1 : 2;
}

static void
emit_message (Desk          *self,
              const Plan    *plan,
              const RwId    *ticket,
              guint          number,
              RwMessageType  type,
              gint64         at,
              int            author,
              const char    *subject,
              const char    *body)
{
  RwDemoCompany *company = self->company;
  RwId id = rw_demo_id (company, at);
  RwRecord *record = rw_record_new (RW_KIND_MESSAGE, &id);
  gboolean from_customer = type == RW_MESSAGE_TYPE_MAIL_IN;

  rw_record_set_ref (record, RW_MESSAGE_TICKET, ticket);
  rw_record_set_enum (record, RW_MESSAGE_TYPE, type);
  rw_record_set_instant (record, RW_MESSAGE_AT, at);
  if (!from_customer && author >= 0 && type != RW_MESSAGE_TYPE_EVENT)
    rw_record_set_ref (record, RW_MESSAGE_AUTHOR, &RW_DEMO_PERSON (company, author)->id);
  if (from_customer || type == RW_MESSAGE_TYPE_PHONE)
    rw_record_set_ref (record, RW_MESSAGE_CONTACT, &RW_DEMO_CONTACT (company, plan->talk.contact)->id);
  if (from_customer || type == RW_MESSAGE_TYPE_MAIL_OUT)
    {
      char id_text[RW_ID_STRING_LENGTH + 1];
      g_autofree char *mail_id = NULL;

      rw_id_write (&id, id_text);
      mail_id = g_strdup_printf ("<%s@%s>", id_text, from_customer ? "mail.example" : "mainblick.example");
      rw_record_set_text (record, RW_MESSAGE_SUBJECT, subject);
      rw_record_set_text (record, RW_MESSAGE_MAIL_ID, mail_id);
    }
  rw_record_set_text (record, RW_MESSAGE_BODY, body);
  rw_demo_emit (company, record);
  self->messages++;
}

/* A line of the template while it has one that was not said yet, then one of everybody's. */
static const char *
next_line (Desk           *self,
           const Template *template,
           guint           kind,
           guint          *used,
           char          **common)
{
  GPtrArray *own = template->lines[kind];

  if (used[kind] < own->len)
    return own->pdata[used[kind]++];
  return rw_demo_pick (self->company, common);
}

static char *
letter (Desk       *self,
        const Plan *plan,
        const char *line,
        int         author)
{
  RwDemoCompany *company = self->company;
  g_autofree char *text = rw_demo_expand (company, line, &plan->talk);

  return g_strdup_printf ("Guten Tag %s,\n\n%s\n\nViele Grüße\n%s\nMainblick Managed Hosting", RW_DEMO_CONTACT (company, plan->talk.contact)->name,
                          text, RW_DEMO_PERSON (company, author)->name);
}

/* One turn of the conversation in the middle of a ticket. */
static void
emit_turn (Desk           *self,
           const Plan     *plan,
           const Template *template,
           const RwId     *ticket,
           guint           number,
           guint           turn,
           gint64          at,
           const char     *title,
           guint          *used)
{
  RwDemoCompany *company = self->company;
  static const RwMessageType with_customer[] = { RW_MESSAGE_TYPE_REPLY, RW_MESSAGE_TYPE_NOTE, RW_MESSAGE_TYPE_MAIL_IN, RW_MESSAGE_TYPE_REPLY,
                                                 RW_MESSAGE_TYPE_NOTE, RW_MESSAGE_TYPE_UPDATE, RW_MESSAGE_TYPE_MAIL_IN, RW_MESSAGE_TYPE_MAIL_OUT,
                                                 RW_MESSAGE_TYPE_PHONE, RW_MESSAGE_TYPE_NOTE };
  static const RwMessageType inside[] = { RW_MESSAGE_TYPE_NOTE, RW_MESSAGE_TYPE_NOTE, RW_MESSAGE_TYPE_EVENT, RW_MESSAGE_TYPE_UPDATE,
                                          RW_MESSAGE_TYPE_NOTE, RW_MESSAGE_TYPE_EVENT };
  gboolean talks = plan->source != RW_TICKET_SOURCE_MONITORING && plan->source != RW_TICKET_SOURCE_STAFF;
  RwMessageType type = talks ? with_customer[turn % G_N_ELEMENTS (with_customer)] : inside[turn % G_N_ELEMENTS (inside)];
  int author = plan->assignee >= 0 ? plan->assignee : rw_demo_person_of (company, RW_PERSON_ROLE_SERVICE_DESK);
  RwDemoTalk talk = plan->talk;
  g_autofree char *body = NULL, *subject = g_strdup_printf ("Re: [T-%u] %s", number, title);
  const char *line;

  talk.at = at;
  switch (type)
    {
    case RW_MESSAGE_TYPE_REPLY:
    case RW_MESSAGE_TYPE_MAIL_OUT:
      line = turn == 0 && rw_demo_random_chance (&company->random, 600) ? rw_demo_pick (company, self->acks)
                                                                        : next_line (self, template, REPLY, used, self->replies);
      body = letter (self, plan, line, author);
      break;
    case RW_MESSAGE_TYPE_MAIL_IN:
      body = rw_demo_expand (company, next_line (self, template, ASK, used, self->asks), &talk);
      break;
    case RW_MESSAGE_TYPE_UPDATE:
      body = rw_demo_expand (company, next_line (self, template, UPDATE, used, self->updates), &talk);
      break;
    case RW_MESSAGE_TYPE_PHONE:
      body = rw_demo_expand (company, rw_demo_pick (company, self->phones), &talk);
      break;
    case RW_MESSAGE_TYPE_EVENT:
      body = rw_demo_expand (company, rw_demo_pick (company, self->events), &talk);
      break;
    default:
      body = rw_demo_expand (company, next_line (self, template, NOTE, used, self->notes), &talk);
      break;
    }
  emit_message (self, plan, ticket, number, type, at, author, subject, body);
}

static RwMessageType
first_type (RwTicketSource source)
{
  switch (source)
    {
    case RW_TICKET_SOURCE_PHONE:
      return RW_MESSAGE_TYPE_PHONE;
    case RW_TICKET_SOURCE_MONITORING:
      return RW_MESSAGE_TYPE_EVENT;
    case RW_TICKET_SOURCE_STAFF:
      return RW_MESSAGE_TYPE_NOTE;
    default:
      return RW_MESSAGE_TYPE_MAIL_IN;
    }
}

static void
emit_messages (Desk       *self,
               const Plan *plan,
               const RwId *ticket,
               guint       number,
               guint       n,
               const char *title,
               const char *opening)
{
  RwDemoCompany *company = self->company;
  const Template *template = template_of (self, plan);
  guint used[N_LINES] = { 0 };
  gint64 end = plan->open ? company->now - 2 * RW_MINUTE : plan->resolved;
  gboolean solved = !plan->open && n > 1, due = plan->update_due != 0 && n > 1;
  guint middle = n - 1 - (solved || due ? 1 : 0);

  used[OPEN] = 1;
  emit_message (self, plan, ticket, number, first_type (plan->source), plan->opened,
                rw_demo_person_of (company, RW_PERSON_ROLE_SERVICE_DESK), title, opening);
  for (guint i = 0; i < middle; i++)
    {
      /* The first soon, the others spread over what is left. */
      double along = ((double) i + 0.25 + rw_demo_random_unit (&company->random) * 0.5) / (middle + 0.5);

      emit_turn (self, plan, template, ticket, number, i, plan->opened + (gint64) ((double) (end - plan->opened) * along * along), title, used);
    }
  if (due)
    {
      /* The update that is due next counts from this one. */
      RwDemoSla *sla = sla_of (self, plan);
      gint64 at = CLAMP (plan->update_due - sla->minutes[plan->priority][2] * RW_MINUTE, plan->opened + RW_MINUTE, company->now - RW_MINUTE);
      g_autofree char *body = rw_demo_expand (company, next_line (self, template, UPDATE, used, self->updates), &plan->talk);

      emit_message (self, plan, ticket, number, RW_MESSAGE_TYPE_UPDATE, at, MAX (plan->assignee, 0), title, body);
    }
  else if (solved)
    {
      g_autofree char *body = letter (self, plan, rw_demo_pick (company, self->closes), plan->assignee);
      gboolean mail = plan->source == RW_TICKET_SOURCE_MAIL;
      g_autofree char *subject = g_strdup_printf ("Re: [T-%u] %s", number, title);

      emit_message (self, plan, ticket, number, mail ? RW_MESSAGE_TYPE_MAIL_OUT : RW_MESSAGE_TYPE_REPLY, plan->resolved, plan->assignee, subject, body);
    }
}

static void
emit_link (RwDemoCompany *company,
           const RwId    *source,
           RwLinkType     type,
           const RwId    *target,
           gint64         at)
{
  RwId id = rw_demo_id (company, at);
  RwRecord *record = rw_record_new (RW_KIND_LINK, &id);

  rw_record_set_ref (record, RW_LINK_SOURCE, source);
  rw_record_set_enum (record, RW_LINK_TYPE, type);
  rw_record_set_ref (record, RW_LINK_TARGET, target);
  rw_demo_emit (company, record);
}

/* The last change that ended within half a day before, or -1. Any will do for one that should have a cause. */
static int
change_before (RwDemoCompany *company,
               gint64         at,
               gint64         within)
{
  int best = -1;

  for (guint tries = 0; tries < 60; tries++)
    {
      guint i = rw_demo_random_below (&company->random, company->changes->len);
      RwDemoChange *change = RW_DEMO_AT (company, changes, RwDemoChange, i);

      if (change->past && change->end <= at && at - change->end < within &&
          (best < 0 || change->end > RW_DEMO_AT (company, changes, RwDemoChange, best)->end))
        best = (int) i;
    }
  return best;
}

static void
emit_links (Desk       *self,
            const Plan *plan,
            const RwId *id,
            guint       number)
{
  RwDemoCompany *company = self->company;
  RwDemoRandom *random = &company->random;
  const Template *template = template_of (self, plan);
  int change = -1;

  if (plan->recurs >= 0 && !rw_id_is_nil (&self->ids[plan->recurs]))
    emit_link (company, id, RW_LINK_TYPE_RECURRENCE, &self->ids[plan->recurs], plan->opened + RW_MINUTE);
  if (template->type == RW_TICKET_TYPE_INCIDENT && rw_demo_random_chance (random, plan->priority == RW_PRIORITY_P1 ? 600 : 40))
    {
      change = change_before (company, plan->opened, plan->open ? 4 * RW_DAY : RW_DAY);
      if (change >= 0)
        emit_link (company, id, RW_LINK_TYPE_CAUSED_BY, &RW_DEMO_AT (company, changes, RwDemoChange, change)->id, plan->opened + 20 * RW_MINUTE);
    }
  else if (template->type == RW_TICKET_TYPE_REQUEST && rw_demo_random_chance (random, 60) && (change = change_before (company, company->now, 900 * RW_DAY)) >= 0)
    emit_link (company, id, RW_LINK_TYPE_FIXED_BY, &RW_DEMO_AT (company, changes, RwDemoChange, change)->id, plan->opened + RW_HOUR);
  if (template->type == RW_TICKET_TYPE_PROBLEM)
    for (guint i = 0; i < 3; i++)
      {
        guint before = rw_demo_random_below (random, MAX (plan->order, 1));

        if (!rw_id_is_nil (&self->ids[before]) && !rw_id_equal (&self->ids[before], id))
          emit_link (company, &self->ids[before], RW_LINK_TYPE_CAUSED_BY, id, plan->opened + 2 * RW_HOUR);
      }
  if (plan->talk.system >= 0 && rw_demo_random_chance (random, 50))
    {
      int other = rw_demo_pick_system (company, RW_DEMO_ON_ANY);

      emit_link (company, id, RW_LINK_TYPE_AFFECTS, &RW_DEMO_SYSTEM (company, other)->id, plan->opened + 30 * RW_MINUTE);
    }
}

static void
set_clocks (Desk       *self,
            const Plan *plan,
            RwRecord   *record)
{
  RwDemoCompany *company = self->company;
  RwDemoSla *sla = sla_of (self, plan);
  const int *minutes = sla->minutes[plan->priority];
  gint64 accepted;

  rw_record_set_instant (record, RW_TICKET_OPENED, plan->opened);
  rw_record_set_instant (record, RW_TICKET_RESPONSE_DUE, rw_demo_due (company, sla->business_hours, plan->opened, minutes[0]));
  rw_record_set_instant (record, RW_TICKET_RESOLUTION_DUE, rw_demo_due (company, sla->business_hours, plan->opened, minutes[1]));
  if (plan->update_due != 0)
    rw_record_set_instant (record, RW_TICKET_UPDATE_DUE, plan->update_due);
  if (plan->pending_until != 0)
    rw_record_set_instant (record, RW_TICKET_PENDING_UNTIL, plan->pending_until);
  if (plan->status == RW_TICKET_STATUS_NEW)
    return;
  accepted = rw_demo_due (company, sla->business_hours, plan->opened,
                          (int) rw_demo_most (1, minutes[0] * rw_demo_random_range (&company->random, 5, rw_demo_random_chance (&company->random, 50) ? 150 : 85) / 100));
  accepted = MIN (accepted, plan->open ? company->now - RW_MINUTE : plan->resolved - RW_MINUTE);
  rw_record_set_instant (record, RW_TICKET_ACCEPTED, MAX (accepted, plan->opened + RW_MINUTE));
  if (plan->open)
    return;
  rw_record_set_instant (record, RW_TICKET_RESOLVED, plan->resolved);
  if (plan->status == RW_TICKET_STATUS_CLOSED)
    rw_record_set_instant (record, RW_TICKET_CLOSED, MIN (plan->resolved + 5 * RW_DAY, company->now - RW_MINUTE));
}

static void
set_outcome (Desk           *self,
             const Plan     *plan,
             const Template *template,
             RwRecord       *record)
{
  RwDemoCompany *company = self->company;
  g_autofree char *fix = NULL;

  if (template->type == RW_TICKET_TYPE_PROBLEM)
    {
      g_autofree char *cause = rw_demo_expand (company, template->lines[CAUSE]->pdata[0], &plan->talk);

      if (template->lines[WORK]->len > 0)
        rw_record_set_text (record, RW_TICKET_WORKAROUND, template->lines[WORK]->pdata[0]);
      rw_record_set_boolean (record, RW_TICKET_KNOWN_ERROR, !plan->open || rw_demo_random_chance (&company->random, 500));
      if (!plan->open || rw_record_get_boolean (record, RW_TICKET_KNOWN_ERROR))
        rw_record_set_text (record, RW_TICKET_ROOT_CAUSE, cause);
    }
  if (plan->open)
    return;
  fix = rw_demo_expand (company, template->lines[FIX]->pdata[rw_demo_random_below (&company->random, template->lines[FIX]->len)], &plan->talk);
  rw_record_set_text (record, RW_TICKET_SOLUTION, fix);
  if (template->type == RW_TICKET_TYPE_INCIDENT && template->lines[CAUSE]->len > 0 && rw_demo_random_chance (&company->random, 600))
    rw_record_set_text (record, RW_TICKET_ROOT_CAUSE, template->lines[CAUSE]->pdata[0]);
  if (rw_demo_random_chance (&company->random, 30))
    rw_record_set_integer (record, RW_TICKET_REOPENED, 1);
}

static void
emit_ticket (Desk  *self,
             Plan  *plan,
             guint  number,
             guint  n_messages)
{
  RwDemoCompany *company = self->company;
  const Template *template = template_of (self, plan);
  RwDemoService *service = RW_DEMO_SERVICE (company, plan->talk.service);
  RwId id = rw_demo_id (company, plan->opened);
  RwRecord *record = rw_record_new (RW_KIND_TICKET, &id);
  g_autofree char *name = g_strdup_printf ("T-%u", number), *title = NULL, *opening = NULL;

  plan->talk.at = plan->opened;
  plan->talk.person = plan->assignee;
  title = rw_demo_expand (company, draw_title (self, plan), &plan->talk);
  opening = rw_demo_expand (company, template->lines[OPEN]->pdata[rw_demo_random_below (&company->random, template->lines[OPEN]->len)], &plan->talk);
  rw_record_set_text (record, RW_TICKET_NUMBER, name);
  rw_record_set_enum (record, RW_TICKET_TYPE, template->type);
  rw_record_set_text (record, RW_TICKET_TITLE, title);
  rw_record_set_text (record, RW_TICKET_DESCRIPTION, opening);
  rw_record_set_enum (record, RW_TICKET_STATUS, plan->status);
  rw_record_set_enum (record, RW_TICKET_IMPACT, plan->impact);
  rw_record_set_enum (record, RW_TICKET_URGENCY, plan->urgency);
  rw_record_set_enum (record, RW_TICKET_PRIORITY, plan->priority);
  if (plan->overridden)
    rw_record_set_text (record, RW_TICKET_PRIORITY_REASON, rw_demo_pick (company, self->overrides));
  rw_record_set_boolean (record, RW_TICKET_MAJOR, plan->major || (plan->priority == RW_PRIORITY_P1 && !plan->open && rw_demo_random_chance (&company->random, 300)));
  rw_record_set_ref (record, RW_TICKET_CUSTOMER, &RW_DEMO_CUSTOMER (company, service->customer)->id);
  rw_record_set_ref (record, RW_TICKET_SERVICE, &service->id);
  if (plan->talk.system >= 0)
    rw_record_set_ref (record, RW_TICKET_CI, &RW_DEMO_SYSTEM (company, plan->talk.system)->id);
  rw_record_set_ref (record, RW_TICKET_TEAM, &g_array_index (company->teams, RwId, team_for (template)));
  if (plan->assignee >= 0)
    rw_record_set_ref (record, RW_TICKET_ASSIGNEE, &RW_DEMO_PERSON (company, plan->assignee)->id);
  if (plan->source != RW_TICKET_SOURCE_MONITORING && plan->source != RW_TICKET_SOURCE_STAFF)
    rw_record_set_ref (record, RW_TICKET_REPORTER, &RW_DEMO_CONTACT (company, plan->talk.contact)->id);
  rw_record_set_enum (record, RW_TICKET_SOURCE, plan->source);
  rw_record_set_text (record, RW_TICKET_CATEGORY, template->category);
  if (plan->source == RW_TICKET_SOURCE_MONITORING)
    {
      rw_record_set_text (record, RW_TICKET_ALERT, template->alert);
      rw_record_set_integer (record, RW_TICKET_ALERT_COUNT, rw_demo_random_range (&company->random, 1, 14));
    }
  else if (template->type == RW_TICKET_TYPE_INCIDENT && plan->recurs >= 0)
    rw_record_set_text (record, RW_TICKET_ALERT, template->alert);
  set_clocks (self, plan, record);
  set_outcome (self, plan, template, record);
  if (rw_demo_random_chance (&company->random, plan->priority <= RW_PRIORITY_P2 ? 600 : 80))
    {
      RwId watchers[2] = { RW_DEMO_PERSON (company, service->managers[0])->id, RW_DEMO_PERSON (company, service->managers[1])->id };

      rw_record_set_refs (record, RW_TICKET_WATCHERS, watchers, 2);
    }
  rw_demo_emit (company, record);
  self->ids[plan->order] = id;
  emit_messages (self, plan, &id, number, n_messages, title, opening);
  emit_links (self, plan, &id, number);
}

void
rw_demo_emit_desk (RwDemoCompany *company)
{
  Desk self = { .company = company };
  guint n = company->plan->counts.tickets, total = company->plan->counts.messages, shown;

  rw_demo_stream (company, "desk");
  self.templates = load_templates ();
  self.plans = g_array_sized_new (FALSE, TRUE, sizeof (Plan), n);
  self.ids = g_new0 (RwId, n);
  self.acks = rw_demo_section ("phrases.txt", "ack");
  self.replies = rw_demo_section ("phrases.txt", "reply");
  self.updates = rw_demo_section ("phrases.txt", "update");
  self.asks = rw_demo_section ("phrases.txt", "ask");
  self.notes = rw_demo_section ("phrases.txt", "note");
  self.phones = rw_demo_section ("phrases.txt", "phone");
  self.events = rw_demo_section ("phrases.txt", "event");
  self.closes = rw_demo_section ("phrases.txt", "close");
  self.overrides = rw_demo_section ("phrases.txt", "override");

  add_showpieces (&self);
  shown = self.plans->len;
  add_past (&self, n - company->plan->open_tickets - shown);
  add_open_ones (&self, n - self.plans->len);
  g_array_sort (self.plans, compare_plans);
  for (guint i = 0; i < n && company->error == NULL; i++)
    {
      Plan *plan = &g_array_index (self.plans, Plan, i);
      guint until = (guint) ((guint64) total * (i + 1) / n);
      int share = (int) until - (int) self.messages + (i + 1 < n ? rw_demo_random_range (&company->random, -2, 2) : 0);

      /* A new one has only what was said first. */
      emit_ticket (&self, plan, 1001 + i, plan->status == RW_TICKET_STATUS_NEW ? 1 : (guint) CLAMP (share, 1, 14));
    }
  g_array_unref (self.templates);
  g_array_unref (self.plans);
  g_free (self.ids);
  g_strfreev (self.acks);
  g_strfreev (self.replies);
  g_strfreev (self.updates);
  g_strfreev (self.asks);
  g_strfreev (self.notes);
  g_strfreev (self.phones);
  g_strfreev (self.events);
  g_strfreev (self.closes);
  g_strfreev (self.overrides);
}
