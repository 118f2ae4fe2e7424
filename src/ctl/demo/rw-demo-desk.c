/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-desk-private.h"

#include <string.h>

#include "rules/rw-ticket-rules.h"

/* Tickets with their messages. Most are long closed; the open ones are made backwards from the
 * present, so that one runs out within minutes, some need attention and some are too late. */

static int
compare_plans (gconstpointer a,
               gconstpointer b)
{
  const RwDemoPlannedTicket *left = a, *right = b;

  if (left->opened != right->opened)
    return left->opened < right->opened ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

static int
team_for (const RwDemoTemplate *template)
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
emit_message (RwDemoDesk          *self,
              const RwDemoPlannedTicket    *plan,
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
next_line (RwDemoDesk           *self,
           const RwDemoTemplate *template,
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
letter (RwDemoDesk       *self,
        const RwDemoPlannedTicket *plan,
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
emit_turn (RwDemoDesk           *self,
           const RwDemoPlannedTicket     *plan,
           const RwDemoTemplate *template,
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
      line = turn == 0 && rw_demo_random_chance (&company->random, 600)
               ? rw_demo_pick (company, self->acks)
               : next_line (self, template, RW_DEMO_LINE_REPLY, used, self->replies);
      body = letter (self, plan, line, author);
      break;
    case RW_MESSAGE_TYPE_MAIL_IN:
      body = rw_demo_expand (company,
                             next_line (self, template, RW_DEMO_LINE_ASK, used, self->asks), &talk);
      break;
    case RW_MESSAGE_TYPE_UPDATE:
      body = rw_demo_expand (company,
                             next_line (self, template, RW_DEMO_LINE_UPDATE, used, self->updates),
                             &talk);
      break;
    case RW_MESSAGE_TYPE_PHONE:
      body = rw_demo_expand (company, rw_demo_pick (company, self->phones), &talk);
      break;
    case RW_MESSAGE_TYPE_EVENT:
      body = rw_demo_expand (company, rw_demo_pick (company, self->events), &talk);
      break;
    default:
      body =
        rw_demo_expand (company, next_line (self, template, RW_DEMO_LINE_NOTE, used, self->notes),
                        &talk);
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
emit_messages (RwDemoDesk       *self,
               const RwDemoPlannedTicket *plan,
               const RwId *ticket,
               guint       number,
               guint       n,
               const char *title,
               const char *opening)
{
  RwDemoCompany *company = self->company;
  const RwDemoTemplate *template = rw_demo_desk_template (self, plan);
  guint used[RW_DEMO_N_LINES] = { 0 };
  gint64 end = plan->open ? company->now - 2 * RW_MINUTE : plan->resolved;
  gboolean solved = !plan->open && n > 1, due = plan->update_due != 0 && n > 1;
  guint middle = n - 1 - (solved || due ? 1 : 0);

  used[RW_DEMO_LINE_OPEN] = 1;
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
      RwDemoSla *sla = rw_demo_desk_sla (self, plan);
      gint64 at = CLAMP (plan->update_due - sla->minutes[plan->priority][2] * RW_MINUTE, plan->opened + RW_MINUTE, company->now - RW_MINUTE);
      g_autofree char *body =
        rw_demo_expand (company,
                        next_line (self, template, RW_DEMO_LINE_UPDATE, used, self->updates),
                        &plan->talk);

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

/* What belongs to a problem, whichever of the two is written first, and the change that fixes it. */
static void
emit_told_links (RwDemoDesk                *self,
                 const RwDemoPlannedTicket *plan,
                 const RwId                *id)
{
  if (plan->problem >= 0 && !rw_id_is_nil (&self->ids[plan->problem]))
    emit_link (self->company, id, RW_LINK_TYPE_CAUSED_BY, &self->ids[plan->problem],
               plan->opened + 30 * RW_MINUTE);
  for (guint i = 0; i < self->plans->len; i++)
    {
      const RwDemoPlannedTicket *other = &g_array_index (self->plans, RwDemoPlannedTicket, i);

      if (other->problem == (int) plan->order && !rw_id_is_nil (&self->ids[other->order]))
        emit_link (self->company, &self->ids[other->order], RW_LINK_TYPE_CAUSED_BY, id,
                   plan->opened + 5 * RW_MINUTE);
    }
  if (plan->fix >= 0)
    emit_link (self->company, id, RW_LINK_TYPE_FIXED_BY,
               &RW_DEMO_AT (self->company, changes, RwDemoChange, plan->fix)->id,
               plan->opened + 20 * RW_HOUR);
}

static void
emit_links (RwDemoDesk       *self,
            const RwDemoPlannedTicket *plan,
            const RwId *id,
            guint       number)
{
  RwDemoCompany *company = self->company;
  RwDemoRandom *random = &company->random;
  const RwDemoTemplate *template = rw_demo_desk_template (self, plan);
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
  if (plan->told)
    {
      emit_told_links (self, plan, id);
      return;
    }
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
set_clocks (RwDemoDesk       *self,
            const RwDemoPlannedTicket *plan,
            RwRecord   *record)
{
  RwDemoCompany *company = self->company;
  RwDemoSla *sla = rw_demo_desk_sla (self, plan);
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
set_outcome (RwDemoDesk           *self,
             const RwDemoPlannedTicket     *plan,
             const RwDemoTemplate *template,
             RwRecord       *record)
{
  RwDemoCompany *company = self->company;
  g_autofree char *fix = NULL;

  if (template->type == RW_TICKET_TYPE_PROBLEM)
    {
      g_autofree char *cause =
        rw_demo_expand (company, template->lines[RW_DEMO_LINE_CAUSE]->pdata[0], &plan->talk);

      gboolean known =
        plan->told ? plan->known : !plan->open || rw_demo_random_chance (&company->random, 500);

      if (template->lines[RW_DEMO_LINE_WORK]->len > 0)
        rw_record_set_text (record, RW_TICKET_WORKAROUND,
                            template->lines[RW_DEMO_LINE_WORK]->pdata[0]);
      rw_record_set_boolean (record, RW_TICKET_KNOWN_ERROR, known);
      if (!plan->open || known || plan->fix >= 0)
        rw_record_set_text (record, RW_TICKET_ROOT_CAUSE, cause);
    }
  if (plan->open)
    return;
  fix = rw_demo_expand (
    company,
    template->lines[RW_DEMO_LINE_FIX]
      ->pdata[rw_demo_random_below (&company->random, template->lines[RW_DEMO_LINE_FIX]->len)],
    &plan->talk);
  rw_record_set_text (record, RW_TICKET_SOLUTION, fix);
  if (template->type == RW_TICKET_TYPE_INCIDENT && template->lines[RW_DEMO_LINE_CAUSE]->len > 0 &&
      rw_demo_random_chance (&company->random, 600))
    rw_record_set_text (record, RW_TICKET_ROOT_CAUSE,
                        template->lines[RW_DEMO_LINE_CAUSE]->pdata[0]);
  if (rw_demo_random_chance (&company->random, 30))
    rw_record_set_integer (record, RW_TICKET_REOPENED, 1);
}

static void
emit_ticket (RwDemoDesk  *self,
             RwDemoPlannedTicket  *plan,
             guint  number,
             guint  n_messages)
{
  RwDemoCompany *company = self->company;
  const RwDemoTemplate *template = rw_demo_desk_template (self, plan);
  RwDemoService *service = RW_DEMO_SERVICE (company, plan->talk.service);
  RwId id = rw_demo_id (company, plan->opened);
  RwRecord *record = rw_record_new (RW_KIND_TICKET, &id);
  g_autofree char *name = g_strdup_printf ("T-%u", number), *title = NULL, *opening = NULL;

  plan->talk.at = plan->opened;
  plan->talk.person = plan->assignee;
  title = rw_demo_expand (company, rw_demo_desk_draw_title (self, plan), &plan->talk);
  opening = rw_demo_expand (
    company,
    template->lines[RW_DEMO_LINE_OPEN]
      ->pdata[rw_demo_random_below (&company->random, template->lines[RW_DEMO_LINE_OPEN]->len)],
    &plan->talk);
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
  if (template->type == RW_TICKET_TYPE_SECURITY)
    {
      RwDemoRequest request = { id, plan->talk.service };

      g_array_append_val (company->requests, request);
    }
  emit_messages (self, plan, &id, number, n_messages, title, opening);
  emit_links (self, plan, &id, number);
}

void
rw_demo_emit_desk (RwDemoCompany *company)
{
  RwDemoDesk self = { .company = company };
  guint n = company->plan->counts.tickets, total = company->plan->counts.messages, shown;

  rw_demo_stream (company, "desk");
  self.templates = rw_demo_desk_load_templates ();
  self.plans = g_array_sized_new (FALSE, TRUE, sizeof (RwDemoPlannedTicket), n);
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

  rw_demo_desk_add_showpieces (&self);
  shown = self.plans->len;
  rw_demo_desk_add_past (&self, n - company->plan->open_tickets - shown);
  rw_demo_desk_add_open_ones (&self, n - self.plans->len);
  g_array_sort (self.plans, compare_plans);
  for (guint i = 0; i < n && company->error == NULL; i++)
    {
      RwDemoPlannedTicket *plan = &g_array_index (self.plans, RwDemoPlannedTicket, i);
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
