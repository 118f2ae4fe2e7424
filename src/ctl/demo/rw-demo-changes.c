/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

#include "rules/rw-change-rules.h"

/* Changes, past and planned, the windows that they should keep to and the freezes that they should not touch. */

/* Changes of their own that restore tests were made in, and the first one that is to come. */
#define RESTORE_TESTS 4

typedef struct
{
  RwChangeType type;
  RwDemoOn on;
  char *title, *tag;
  int minutes;
  RwLevel probability, effect;
} Template;

typedef struct
{
  guint template;
  gint64 created, start_wall, end_wall;
  RwDemoTalk talk;
  int implementer;
  gboolean fixed; /* where and when is told, not drawn */
} Plan;

/* What every change is made with. */
typedef struct
{
  GArray *templates;
  RwDemoChangeRules rules;
  gint64 freeze_start, freeze_end; /* wall times */
  GPtrArray *records;              /* as they were emitted */
} Make;

static void
template_clear (gpointer data)
{
  Template *template = data;

  g_free (template->title);
  g_free (template->tag);
}

static GArray *
load_templates (void)
{
  g_auto (GStrv) lines = rw_demo_lines ("changes.txt");
  GArray *templates = g_array_new (FALSE, TRUE, sizeof (Template));

  g_array_set_clear_func (templates, template_clear);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, "|", -1);
      g_auto (GStrv) risk = g_strsplit (parts[4], " ", -1);
      Template template = { .type = (RwChangeType) rw_enum_find (&rw_enum_change_type, parts[0]),
                            .on = rw_demo_on_from_string (parts[1]), .title = g_strdup (parts[2]), .tag = g_strdup (parts[5]),
                            .minutes = atoi (parts[3]),
                            .probability = (RwLevel) rw_enum_find (&rw_enum_level, risk[0]),
                            .effect = (RwLevel) rw_enum_find (&rw_enum_level, risk[1]) };

      g_array_append_val (templates, template);
    }
  return templates;
}

static guint
find_template (GArray     *templates,
               const char *start_of_title)
{
  for (guint i = 0; i < templates->len; i++)
    if (g_str_has_prefix (g_array_index (templates, Template, i).title, start_of_title))
      return i;
  g_assert_not_reached ();
}

static guint
draw_template (RwDemoCompany *self,
               GArray        *templates)
{
  guint roll = rw_demo_random_below (&self->random, 100);
  RwChangeType type = roll < 46 ? RW_CHANGE_TYPE_STANDARD : roll < 94 ? RW_CHANGE_TYPE_NORMAL : RW_CHANGE_TYPE_EMERGENCY;

  for (;;)
    {
      /* The last one is planned by its cadence. */
      guint i = rw_demo_random_below (&self->random, templates->len - 1);

      /* The whole site at once is tried now and then only. */
      if (g_array_index (templates, Template, i).type == type &&
          (g_array_index (templates, Template, i).on != RW_DEMO_ON_NONE || rw_demo_random_chance (&self->random, 20)))
        return i;
    }
}

/* When work of a type happens: normal changes in the windows of the night, the others by day. */
static void
draw_times (RwDemoCompany *self,
            Plan          *plan,
            GArray        *templates,
            gint64         day)
{
  Template *template = &g_array_index (templates, Template, plan->template);
  static const int night[] = { 22 * 60, 22 * 60, 22 * 60 + 30, 23 * 60, 24 * 60, 26 * 60 };
  int start;

  /* Working days for what is planned; Sundays at two for what is large. */
  if (template->type != RW_CHANGE_TYPE_EMERGENCY)
    while (rw_date_weekday (day) > 3)
      day += rw_demo_random_chance (&self->random, 500) ? 1 : -1;
  if (template->type == RW_CHANGE_TYPE_NORMAL)
    start = night[rw_demo_random_below (&self->random, G_N_ELEMENTS (night))];
  else if (template->type == RW_CHANGE_TYPE_STANDARD)
    start = 9 * 60 + 30 * rw_demo_random_range (&self->random, 0, 14);
  else
    start = 10 * rw_demo_random_range (&self->random, 36, 140);
  plan->start_wall = day * RW_DAY + start * RW_MINUTE;
  /* Now and then the whole window is taken. */
  plan->end_wall = plan->start_wall + (template->minutes >= 120 && rw_demo_random_chance (&self->random, 350) ? 240 : template->minutes) * RW_MINUTE;
}

static gint64
draw_created (RwDemoCompany *self,
              RwChangeType   type,
              gint64         start)
{
  gint64 lead = type == RW_CHANGE_TYPE_NORMAL     ? rw_demo_random_range (&self->random, 5 * 24, 20 * 24) * RW_HOUR
                : type == RW_CHANGE_TYPE_STANDARD ? rw_demo_random_range (&self->random, 8, 5 * 24) * RW_HOUR
                                                  : rw_demo_random_range (&self->random, 20, 170) * RW_MINUTE;

  return rw_demo_least (start - lead, self->now - rw_demo_random_range (&self->random, 30, 60 * 24 * 4) * RW_MINUTE);
}

static void
add_plan (RwDemoCompany *self,
          GArray        *plans,
          GArray        *templates,
          guint          template,
          int            system,
          gint64         start_wall,
          int            minutes,
          int            implementer)
{
  Plan plan = { .template = template, .start_wall = start_wall, .end_wall = start_wall + minutes * RW_MINUTE,
                .implementer = implementer, .fixed = TRUE };
  gint64 start = rw_zone_resolve (self->zone, start_wall);

  plan.talk = rw_demo_talk_about (self, system, start);
  plan.created = draw_created (self, g_array_index (templates, Template, template).type, start);
  g_array_append_val (plans, plan);
}

static int
pdu_system (RwDemoCompany *self,
            int            rack,
            int            leg)
{
  for (guint i = 0; i < self->on[RW_DEMO_ON_PDU]->len; i++)
    {
      int index = g_array_index (self->on[RW_DEMO_ON_PDU], int, i);

      if (RW_DEMO_SYSTEM (self, index)->index == RW_DEMO_RACK (self, rack)->pdus[leg])
        return index;
    }
  return -1;
}

static int
system_of_device (RwDemoCompany *self,
                  RwDemoOn       on,
                  int            device)
{
  for (guint i = 0; i < self->on[on]->len; i++)
    {
      int index = g_array_index (self->on[on], int, i);

      if (RW_DEMO_SYSTEM (self, index)->index == device)
        return index;
    }
  return -1;
}

/* The Friday after the fourth Thursday of November, next from @day on. */
static gint64
black_friday (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  for (;; year++)
    {
      gint64 first = rw_date_from_civil (year, 11, 1);
      gint64 friday = first + (3 - rw_date_weekday (first) + 7) % 7 + 21 + 1;

      if (friday + 3 >= day)
        return friday;
    }
}

/* What someone who looks at the coming days should find: work that goes on, an overnight change, both
 * feeds of a rack in one night, one pair of hands twice, one machine twice, a change in the freeze. */
static void
add_showpieces (RwDemoCompany *self,
                GArray        *plans,
                GArray        *templates)
{
  gint64 tuesday = self->today + 1 + (8 - rw_date_weekday (self->today) - 1 + 7) % 7, friday = black_friday (self->today);
  gint64 workday = self->today + 1, now_wall = rw_zone_wall (self->zone, self->now);
  int rack = (int) MIN (3u, self->racks->len - 1), person = rw_demo_technician (self), vm, shop = -1;
  gint64 running = now_wall - now_wall % (30 * RW_MINUTE) - RW_HOUR;

  while (rw_date_weekday (workday) > 4 || rw_demo_is_holiday (workday))
    workday++;
  add_plan (self, plans, templates, find_template (templates, "Patchwelle"), rw_demo_pick_system (self, RW_DEMO_ON_WEB), running, 180, 1);
  add_plan (self, plans, templates, find_template (templates, "Firmware {ci}"),
            system_of_device (self, RW_DEMO_ON_SW, RW_DEMO_RACK (self, rack)->tor), tuesday * RW_DAY + 22 * RW_HOUR, 240, person);
  for (int leg = 0; leg < 2; leg++)
    {
      add_plan (self, plans, templates, find_template (templates, "PDU-Tausch"), pdu_system (self, rack, leg),
                tuesday * RW_DAY + 22 * RW_HOUR + (30 + 30 * leg) * RW_MINUTE, 90, leg == 0 ? 2 : rw_demo_technician (self));
      g_array_index (plans, Plan, plans->len - 1).talk.leg = leg;
    }
  add_plan (self, plans, templates, find_template (templates, "VPN-Gateway"), rw_demo_pick_system (self, RW_DEMO_ON_FW),
            tuesday * RW_DAY + 23 * RW_HOUR, 90, person);
  vm = rw_demo_pick_system (self, RW_DEMO_ON_WEB);
  add_plan (self, plans, templates, find_template (templates, "Sicherheitsupdates"), vm, workday * RW_DAY + 9 * RW_HOUR, 120, 1);
  add_plan (self, plans, templates, find_template (templates, "{service}: neue Anwendungsversion"), vm, workday * RW_DAY + 10 * RW_HOUR, 60,
            rw_demo_technician (self));
  add_plan (self, plans, templates, find_template (templates, "Datenbank-Upgrade"), rw_demo_pick_system (self, RW_DEMO_ON_DB),
            self->today * RW_DAY + 22 * RW_HOUR, 240, rw_demo_technician (self));
  for (guint i = 0; i < self->on[RW_DEMO_ON_DB]->len && shop < 0; i++)
    {
      int index = g_array_index (self->on[RW_DEMO_ON_DB], int, i);
      RwDemoService *service = RW_DEMO_SERVICE (self, RW_DEMO_SYSTEM (self, index)->service);

      if (strcmp (RW_DEMO_CUSTOMER (self, service->customer)->sector, "retail") == 0)
        shop = index;
    }
  if (shop >= 0 && friday - self->today < 40)
    add_plan (self, plans, templates, find_template (templates, "Datenbank-Upgrade"), shop, friday * RW_DAY + 3 * RW_HOUR, 120, rw_demo_technician (self));
  for (int i = 0; i < RESTORE_TESTS; i++)
    {
      gint64 day = i == 0 ? workday + 2 : self->today - 9 * i;

      while (rw_date_weekday (day) > 4)
        day++;
      add_plan (self, plans, templates, find_template (templates, RW_DEMO_RESTORE_TEST),
                rw_demo_pick_system (self, RW_DEMO_ON_BACKUP), day * RW_DAY + 10 * RW_HOUR, 60,
                rw_demo_technician (self));
    }
}

static int
compare_plans (gconstpointer a,
               gconstpointer b)
{
  const Plan *left = a, *right = b;

  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;
  return left->start_wall < right->start_wall ? -1 : left->start_wall > right->start_wall;
}

static GArray *
make_plans (RwDemoCompany *self,
            GArray        *templates)
{
  GArray *plans = g_array_new (FALSE, TRUE, sizeof (Plan));
  guint total = self->plan->counts.changes, future = self->plan->future_changes, past = total - future;

  add_showpieces (self, plans, templates);
  for (guint i = plans->len; i < total; i++)
    {
      Plan plan = { .template = draw_template (self, templates) };
      Template *template = &g_array_index (templates, Template, plan.template);
      gboolean ahead = i < future && template->type != RW_CHANGE_TYPE_EMERGENCY;
      double at = rw_demo_random_unit (&self->random);
      gint64 day = ahead ? self->today + 1 + (gint64) (at * at * 44)
                         : self->today - 1 - (gint64) ((double) (i - MIN (i, future)) / past * self->plan->change_days);

      draw_times (self, &plan, templates, day);
      plan.talk = rw_demo_talk_about (self, rw_demo_pick_system (self, template->on), rw_zone_resolve (self->zone, plan.start_wall));
      plan.talk.leg = (int) (i % 2);
      plan.implementer = rw_demo_technician (self);
      plan.created = draw_created (self, template->type, rw_zone_resolve (self->zone, plan.start_wall));
      g_array_append_val (plans, plan);
    }
  g_array_sort (plans, compare_plans);
  return plans;
}

static RwChangeStatus
draw_status (RwDemoCompany  *self,
             RwChangeType    type,
             const Plan     *plan,
             gint64          start,
             gint64          end)
{
  guint roll = rw_demo_random_below (&self->random, 100);

  if (end <= self->now)
    {
      if (!plan->fixed && roll < 5)
        return RW_CHANGE_STATUS_CANCELLED;
      return self->now - end < 6 * RW_DAY && roll < 45 ? RW_CHANGE_STATUS_REVIEW : RW_CHANGE_STATUS_CLOSED;
    }
  if (start <= self->now)
    return RW_CHANGE_STATUS_IN_PROGRESS;
  if (plan->fixed)
    return type == RW_CHANGE_TYPE_STANDARD || start - self->now < 2 * RW_DAY ? RW_CHANGE_STATUS_SCHEDULED : RW_CHANGE_STATUS_APPROVED;
  /* The nearer, the further along. */
  if (start - self->now < 4 * RW_DAY)
    return RW_CHANGE_STATUS_SCHEDULED;
  if (type == RW_CHANGE_TYPE_STANDARD)
    return roll < 15 ? RW_CHANGE_STATUS_DRAFT : roll < 35 ? RW_CHANGE_STATUS_SUBMITTED : RW_CHANGE_STATUS_SCHEDULED;
  if (start - self->now < 12 * RW_DAY)
    return roll < 10 ? RW_CHANGE_STATUS_ASSESSED : roll < 35 ? RW_CHANGE_STATUS_APPROVED : RW_CHANGE_STATUS_SCHEDULED;
  return roll < 20 ? RW_CHANGE_STATUS_DRAFT : roll < 45 ? RW_CHANGE_STATUS_SUBMITTED : roll < 65 ? RW_CHANGE_STATUS_ASSESSED
         : roll < 85 ? RW_CHANGE_STATUS_APPROVED : RW_CHANGE_STATUS_SCHEDULED;
}

static void
add_item (RwDemoCompany *self,
          const RwId    *change,
          const RwId    *ci,
          gint64         at)
{
  RwId id = rw_demo_id (self, at);
  RwRecord *record = rw_record_new (RW_KIND_CHANGE_ITEM, &id);

  rw_record_set_ref (record, RW_CHANGE_ITEM_CHANGE, change);
  rw_record_set_ref (record, RW_CHANGE_ITEM_CI, ci);
  rw_demo_emit (self, record);
}

static void
emit_items (RwDemoCompany  *self,
            const RwId     *change,
            const Template *template,
            const Plan     *plan)
{
  RwDemoSystem *system = plan->talk.system >= 0 ? RW_DEMO_SYSTEM (self, plan->talk.system) : NULL;

  if (template->on == RW_DEMO_ON_RACK)
    {
      add_item (self, change, &RW_DEMO_RACK (self, plan->talk.rack)->id, plan->created);
      return;
    }
  if (system == NULL)
    {
      add_item (self, change, &RW_DEMO_SERVICE (self, plan->talk.service)->id, plan->created);
      return;
    }
  add_item (self, change, &system->id, plan->created);
  /* Patch waves take more of the service; pairs are named whole. */
  if (strstr (template->title, "Patchwelle") != NULL)
    {
      GArray *vms = self->on[RW_DEMO_ON_VM];
      guint n = 0, start = rw_demo_random_below (&self->random, vms->len);

      for (guint i = 0; i < MIN (vms->len, 600) && n < 9; i++)
        {
          int index = g_array_index (vms, int, (start + i) % vms->len);

          if (RW_DEMO_SYSTEM (self, index)->service == plan->talk.service && index != plan->talk.system)
            {
              add_item (self, change, &RW_DEMO_SYSTEM (self, index)->id, plan->created);
              n++;
            }
        }
    }
  else if (strstr (template->title, "HA-Paar") != NULL && system->kind == RW_KIND_DEVICE &&
           RW_DEMO_DEVICE (self, system->index)->partner >= 0)
    add_item (self, change, &RW_DEMO_DEVICE (self, RW_DEMO_DEVICE (self, system->index)->partner)->id, plan->created);
}

static void
emit_tasks (RwDemoCompany  *self,
            const RwId     *change,
            RwChangeType    type,
            RwChangeStatus  status,
            const Plan     *plan,
            gint64          start,
            gint64          end)
{
  static const char *const long_list[] = { "Sicherung vor Beginn prüfen", "Kunden informieren", "Änderung umsetzen",
                                           "Funktion prüfen, Monitoring beobachten" };
  static const char *const short_list[] = { "Änderung umsetzen", "Funktion prüfen" };
  const char *const *list = type == RW_CHANGE_TYPE_NORMAL ? long_list : short_list;
  int n = type == RW_CHANGE_TYPE_NORMAL ? 4 : 2;

  if (status == RW_CHANGE_STATUS_DRAFT || status == RW_CHANGE_STATUS_CANCELLED)
    return;
  for (int i = 0; i < n; i++)
    {
      RwId id = rw_demo_id (self, plan->created);
      RwRecord *record = rw_record_new (RW_KIND_CHANGE_TASK, &id);
      RwId *person = &RW_DEMO_PERSON (self, plan->implementer)->id;
      gint64 at = start + (end - start) * (i + 1) / (n + 1);
      gboolean done = status >= RW_CHANGE_STATUS_REVIEW || (status == RW_CHANGE_STATUS_IN_PROGRESS && at <= self->now);

      rw_record_set_ref (record, RW_CHANGE_TASK_CHANGE, change);
      rw_record_set_integer (record, RW_CHANGE_TASK_POSITION, i);
      rw_record_set_text (record, RW_CHANGE_TASK_TITLE, list[i]);
      rw_record_set_ref (record, RW_CHANGE_TASK_OWNER, person);
      rw_record_set_enum (record, RW_CHANGE_TASK_STATUS, done ? RW_TASK_STATUS_DONE : RW_TASK_STATUS_OPEN);
      if (done)
        {
          rw_record_set_instant (record, RW_CHANGE_TASK_DONE_AT, at);
          rw_record_set_ref (record, RW_CHANGE_TASK_DONE_BY, person);
        }
      rw_demo_emit (self, record);
    }
}

static void
set_outcome (RwDemoCompany  *self,
             RwRecord       *record,
             RwChangeStatus  status,
             gint64          start,
             gint64          end)
{
  guint roll = rw_demo_random_below (&self->random, 100);

  if (status < RW_CHANGE_STATUS_IN_PROGRESS || status == RW_CHANGE_STATUS_CANCELLED)
    return;
  rw_record_set_instant (record, RW_CHANGE_STARTED, start + (gint64) rw_demo_random_below (&self->random, 8) * RW_MINUTE);
  if (status == RW_CHANGE_STATUS_IN_PROGRESS)
    return;
  rw_record_set_instant (record, RW_CHANGE_FINISHED,
                         rw_demo_least (end - (end - start) / 100 * rw_demo_random_range (&self->random, -12, 45), self->now));
  rw_record_set_enum (record, RW_CHANGE_RESULT, roll < 90 ? RW_CHANGE_RESULT_SUCCESSFUL : roll < 96 ? RW_CHANGE_RESULT_WITH_ISSUES : RW_CHANGE_RESULT_FAILED);
  if (roll >= 96)
    rw_record_set_boolean (record, RW_CHANGE_BACKED_OUT, roll != 99);
  if (status == RW_CHANGE_STATUS_CLOSED)
    rw_record_set_text (record, RW_CHANGE_REVIEW,
                        roll < 90 ? "Verlauf wie geplant, keine Nacharbeiten."
                        : roll < 96 ? "Umsetzung gelungen, Dauer länger als geplant. Ablauf für das nächste Mal angepasst."
                                    : "Abbruch nach fehlgeschlagener Funktionsprüfung, Ausgangszustand wiederhergestellt.");
}

/* Retailers are left alone while they sell: nobody could submit it. */
static gboolean
is_frozen (RwDemoCompany *self,
           const Make    *make,
           const Plan    *plan)
{
  RwDemoService *service = RW_DEMO_SERVICE (self, plan->talk.service);

  return plan->start_wall < make->freeze_end && plan->end_wall > make->freeze_start &&
         strcmp (RW_DEMO_CUSTOMER (self, service->customer)->sector, "retail") == 0;
}

/* What customers read of it, and whether they have. */
static void
set_notice (RwDemoCompany *self,
            RwRecord      *record,
            const Plan    *plan)
{
  gint64 start = rw_record_get_integer (record, RW_CHANGE_START, 0);
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (record, RW_CHANGE_STATUS);
  RwDemoService *service = RW_DEMO_SERVICE (self, plan->talk.service);
  g_autofree char *title = NULL, *text = NULL;

  if (rw_record_get_enum (record, RW_CHANGE_TYPE) != RW_CHANGE_TYPE_NORMAL ||
      !rw_record_has (record, RW_CHANGE_SERVICE) || status < RW_CHANGE_STATUS_ASSESSED)
    return;
  title = g_strdup_printf ("Wartung %s", service->name);
  text = g_strdup_printf (
    "Guten Tag,\n\nin der angegebenen Zeit arbeiten wir an %s. Kurze Unterbrechungen sind möglich; "
    "sobald wir fertig sind, melden wir uns.\n\nIhr Service Desk",
    service->name);
  rw_record_set_text (record, RW_CHANGE_PUBLIC_TITLE, title);
  rw_record_set_text (record, RW_CHANGE_NOTICE, text);
  if (status >= RW_CHANGE_STATUS_SCHEDULED && status != RW_CHANGE_STATUS_CANCELLED)
    rw_record_set_instant (
      record, RW_CHANGE_NOTICE_SENT,
      rw_demo_least (rw_demo_most (start - 5 * RW_DAY, plan->created + RW_HOUR), self->now));
}

/* Two days before it begins, and never before there was time to look at it; a few boards are late. */
static void
set_decision (RwDemoCompany *self,
              RwRecord      *record,
              const Plan    *plan,
              guint          number)
{
  gint64 start = rw_record_get_integer (record, RW_CHANGE_START, 0);
  int status = rw_record_get_enum (record, RW_CHANGE_STATUS);
  gint64 due = rw_demo_most (start - 2 * RW_DAY, plan->created + 6 * RW_HOUR);

  if (rw_record_get_enum (record, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD ||
      status == RW_CHANGE_STATUS_DRAFT)
    return;
  if (status == RW_CHANGE_STATUS_ASSESSED && number % 4 == 0)
    due = self->now - 5 * RW_HOUR;
  else if (status == RW_CHANGE_STATUS_SUBMITTED || status == RW_CHANGE_STATUS_ASSESSED)
    due = rw_demo_most (due, self->now + RW_DAY);
  rw_record_set_instant (record, RW_CHANGE_DECISION_DUE, due);
}

static void
emit_change (RwDemoCompany *self,
             Make          *make,
             const Plan    *plan,
             guint          number)
{
  Template *template = &g_array_index (make->templates, Template, plan->template);
  RwDemoChange change = { .service = plan->talk.service,
                          .system = plan->talk.system,
                          .implementer = plan->implementer,
                          .restore_test =
                            g_str_has_prefix (template->title, RW_DEMO_RESTORE_TEST) };
  RwDemoService *service = RW_DEMO_SERVICE (self, plan->talk.service);
  g_autofree char *title = rw_demo_expand (self, template->title, &plan->talk);
  g_autofree char *name = g_strdup_printf ("C-%u", number);
  const char *const tags[] = { template->tag, NULL };
  gboolean shared = plan->talk.system >= 0 && RW_DEMO_SYSTEM (self, plan->talk.system)->service < 0 &&
                    strstr (template->title, "{service}") == NULL && strstr (template->title, "{customer}") == NULL;
  RwRecord *record;
  RwChangeStatus status;

  change.id = rw_demo_id (self, plan->created);
  record = rw_record_new (RW_KIND_CHANGE, &change.id);
  rw_change_set_times (record, plan->start_wall, plan->end_wall, "Europe/Berlin");
  change.start = rw_record_get_integer (record, RW_CHANGE_START, 0);
  change.end = rw_record_get_integer (record, RW_CHANGE_END, 0);
  status = draw_status (self, template->type, plan, change.start, change.end);
  if (status < RW_CHANGE_STATUS_IN_PROGRESS && is_frozen (self, make, plan))
    status = RW_CHANGE_STATUS_DRAFT;
  change.past = change.end <= self->now && status != RW_CHANGE_STATUS_CANCELLED;
  rw_record_set_text (record, RW_CHANGE_NUMBER, name);
  rw_record_set_enum (record, RW_CHANGE_TYPE, template->type);
  rw_record_set_text (record, RW_CHANGE_TITLE, title);
  rw_record_set_enum (record, RW_CHANGE_STATUS, status);
  if (!shared && template->on != RW_DEMO_ON_NONE && template->on != RW_DEMO_ON_RACK)
    {
      rw_record_set_ref (record, RW_CHANGE_CUSTOMER, &RW_DEMO_CUSTOMER (self, service->customer)->id);
      rw_record_set_ref (record, RW_CHANGE_SERVICE, &service->id);
    }
  rw_record_set_ref (record, RW_CHANGE_REQUESTER, &RW_DEMO_PERSON (self, service->managers[0])->id);
  rw_record_set_ref (record, RW_CHANGE_IMPLEMENTER, &RW_DEMO_PERSON (self, plan->implementer)->id);
  rw_record_set_enum (record, RW_CHANGE_RISK_PROBABILITY, template->probability);
  rw_record_set_enum (record, RW_CHANGE_RISK_EFFECT, template->effect);
  if (template->type == RW_CHANGE_TYPE_STANDARD)
    {
      RwRecord *from = rw_demo_template_of (&make->rules, template->title);

      rw_record_set_ref (record, RW_CHANGE_BASED_ON, rw_record_get_id (from));
      rw_record_set_text (record, RW_CHANGE_TEMPLATE, rw_record_get_title (from));
      rw_record_set (record, RW_CHANGE_TEST_PLAN,
                     rw_record_get (from, RW_CHANGE_TEMPLATE_TEST_PLAN));
      rw_record_set (record, RW_CHANGE_BACKOUT_PLAN,
                     rw_record_get (from, RW_CHANGE_TEMPLATE_BACKOUT_PLAN));
    }
  else if (status != RW_CHANGE_STATUS_DRAFT)
    {
      rw_record_set_text (record, RW_CHANGE_TEST_PLAN, "Vorher: Ablauf auf dem Testsystem durchspielen. Nachher: Monitoring grün, Anmeldung und eine Buchung von Hand.");
      rw_record_set_text (record, RW_CHANGE_BACKOUT_PLAN, "Stand vor der Änderung ist gesichert. Abbruch bis 30 Minuten vor Ende des Fensters, Rückspielen dauert 20 Minuten.");
    }
  if (template->type == RW_CHANGE_TYPE_NORMAL)
    rw_record_set_text (record, RW_CHANGE_DESCRIPTION, "Anlass: Herstellerempfehlung und Wartungsplan. Auswirkung: kurze Unterbrechung möglich, Redundanz während der Arbeiten eingeschränkt.");
  rw_record_set_texts (record, RW_CHANGE_TAGS, tags);
  /* A draft has half of its answers; a test of the whole site is decided by more people than its risk asks. */
  rw_demo_answer_risk (&make->rules, record, RW_CHANGE_RISK_ANSWERS, template->probability,
                       template->effect, status == RW_CHANGE_STATUS_DRAFT ? 4 : G_MAXUINT);
  if (template->on == RW_DEMO_ON_NONE)
    rw_record_set_integer (record, RW_CHANGE_QUORUM, 4);
  set_decision (self, record, plan, number);
  set_notice (self, record, plan);
  set_outcome (self, record, status, change.start, change.end);
  change.status = status;
  change.finished = rw_record_get_integer (record, RW_CHANGE_FINISHED, 0);
  change.well = rw_record_get_enum (record, RW_CHANGE_RESULT) == RW_CHANGE_RESULT_SUCCESSFUL;
  g_ptr_array_add (make->records, g_object_ref (record));
  rw_demo_emit (self, record);
  emit_items (self, &change.id, template, plan);
  emit_tasks (self, &change.id, template->type, status, plan, change.start, change.end);
  g_array_append_val (self->changes, change);
}

static void
emit_window (RwDemoCompany *self,
             const char    *name,
             RwWindowType   type,
             const RwId    *target,
             gint64         start_wall,
             int            minutes,
             const char    *rrule,
             gboolean       hard)
{
  RwId id = rw_demo_id_on (self, self->today - 200);
  RwRecord *record = rw_record_new (RW_KIND_WINDOW, &id);
  g_autofree char *start = rw_wall_to_string (start_wall);

  rw_record_set_text (record, RW_WINDOW_NAME, name);
  rw_record_set_enum (record, RW_WINDOW_TYPE, type);
  rw_record_set_ref (record, RW_WINDOW_TARGET, target);
  rw_record_set_text (record, RW_WINDOW_START_WALL, start);
  rw_record_set_integer (record, RW_WINDOW_DURATION, minutes);
  rw_record_set_text (record, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_text (record, RW_WINDOW_RRULE, rrule);
  rw_record_set_boolean (record, RW_WINDOW_HARD, hard);
  rw_demo_emit (self, record);
}

static void
emit_windows (RwDemoCompany *self)
{
  gint64 monday = self->today - rw_date_weekday (self->today) - 364, friday = black_friday (self->today), turn;
  int year, month, day;

  rw_date_to_civil (self->today, &year, &month, &day);
  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      emit_window (self, site == 0 ? "Wartungsfenster FRA2" : "Wartungsfenster FRA4", RW_WINDOW_TYPE_MAINTENANCE, &self->sites[site],
                   monday * RW_DAY + 22 * RW_HOUR, 240, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", FALSE);
      emit_window (self, site == 0 ? "Großes Fenster FRA2" : "Großes Fenster FRA4", RW_WINDOW_TYPE_MAINTENANCE, &self->sites[site],
                   (monday + 6) * RW_DAY + 2 * RW_HOUR, 240, site == 0 ? "FREQ=MONTHLY;BYDAY=1SU,3SU" : "FREQ=MONTHLY;BYDAY=2SU,4SU", FALSE);
    }
  for (guint i = 0; i < self->services->len; i += 5)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);
      g_autofree char *name = g_strdup_printf ("Wartung %s", service->name);

      emit_window (self, name, RW_WINDOW_TYPE_MAINTENANCE, &service->id, (monday + 2) * RW_DAY + (18 + (gint64) (i % 4)) * RW_HOUR, 120,
                   "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", FALSE);
    }
  /* Retailers are left alone from the Monday before to the Monday after. */
  for (guint i = 0; i < self->customers->len; i++)
    {
      RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, i);
      g_autofree char *name = g_strdup_printf ("Black Friday %s", customer->short_name);

      if (strcmp (customer->sector, "retail") == 0)
        emit_window (self, name, RW_WINDOW_TYPE_FREEZE, &customer->id, (friday - 4) * RW_DAY, 8 * 24 * 60, NULL, TRUE);
    }
  turn = rw_date_from_civil (year, 12, 21);
  emit_window (self, "Jahreswechsel", RW_WINDOW_TYPE_FREEZE, NULL, turn * RW_DAY, 14 * 24 * 60, NULL, FALSE);
}

void
rw_demo_emit_changes (RwDemoCompany *self)
{
  g_autoptr (GArray) templates = load_templates ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) plans = NULL;
  gint64 friday = black_friday (self->today);
  Make make = { .templates = templates,
                .freeze_start = (friday - 4) * RW_DAY,
                .freeze_end = (friday + 4) * RW_DAY,
                .records = records };

  rw_demo_stream (self, "change rules");
  rw_demo_emit_change_rules (self, &make.rules);
  rw_demo_stream (self, "changes");
  emit_windows (self);
  plans = make_plans (self, templates);
  for (guint i = 0; i < plans->len; i++)
    emit_change (self, &make, &g_array_index (plans, Plan, i), 2001 + i);
  rw_demo_stream (self, "approvals");
  for (guint i = 0; i < records->len; i++)
    rw_demo_emit_approvals (self, records->pdata[i], g_array_index (plans, Plan, i).created);
  rw_demo_change_rules_clear (&make.rules);
}
