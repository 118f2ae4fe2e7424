/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include "rules/rw-security-rules.h"

/* The catalogue of measures, what of it is done for which service, and what scans found. */

/* How far a service is; the first ones of each. */
typedef enum
{
  WELL,
  BUSY,
  WEAK,
  UNSEEN,
} Profile;

static const Profile profiles[] = { BUSY, WELL, WEAK, BUSY, WELL, BUSY, UNSEEN, WELL, BUSY, WEAK };

typedef struct
{
  RwDemoCompany *company;
  char **steps, **sorts, **risks;
  GArray *step_ids, *sort_ids; /* RwId */
} Security;

static void
emit_entry (Security *self, const char *line, const char *category, GArray *ids, gboolean retired)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  RwId id = rw_demo_id_on (self->company, self->company->today - 500);
  RwRecord *record = rw_record_new (RW_KIND_MEASURE, &id);
  guint notes = category == NULL ? 2 : 1;

  rw_record_set_text (record, RW_MEASURE_TITLE, parts[0]);
  rw_record_set_text (record, RW_MEASURE_CATEGORY, category != NULL ? category : parts[1]);
  rw_record_set_text (record, RW_MEASURE_NOTES, parts[notes]);
  rw_record_set_enum (record, RW_MEASURE_STATUS,
                      retired ? RW_MEASURE_STATUS_DONE : RW_MEASURE_STATUS_OPEN);
  rw_record_set_boolean (record, RW_MEASURE_CATALOGUE, TRUE);
  rw_demo_emit (self->company, record);
  if (ids != NULL)
    g_array_append_val (ids, id);
}

static RwMeasureStatus
draw_status (Security *self, Profile profile)
{
  guint roll = rw_demo_random_below (&self->company->random, 100);

  switch (profile)
    {
    case WELL:
      return roll < 70   ? RW_MEASURE_STATUS_VERIFIED
             : roll < 98 ? RW_MEASURE_STATUS_DONE
                         : RW_MEASURE_STATUS_IN_PROGRESS;
    case BUSY:
      return roll < 40   ? RW_MEASURE_STATUS_VERIFIED
             : roll < 70 ? RW_MEASURE_STATUS_DONE
             : roll < 84 ? RW_MEASURE_STATUS_IN_PROGRESS
             : roll < 92 ? RW_MEASURE_STATUS_ACCEPTED
                         : RW_MEASURE_STATUS_OPEN;
    case WEAK:
    case UNSEEN:
    default:
      return roll < 12   ? RW_MEASURE_STATUS_VERIFIED
             : roll < 32 ? RW_MEASURE_STATUS_DONE
             : roll < 52 ? RW_MEASURE_STATUS_IN_PROGRESS
             : roll < 64 ? RW_MEASURE_STATUS_ACCEPTED
                         : RW_MEASURE_STATUS_OPEN;
    }
}

/* What goes with the status; a weak service has risks whose end has passed. */
static void
set_status (Security *self, RwRecord *record, RwMeasureStatus status, Profile profile)
{
  RwDemoCompany *company = self->company;

  rw_record_set_enum (record, RW_MEASURE_STATUS, (int) status);
  if (status != RW_MEASURE_STATUS_OPEN || rw_demo_random_chance (&company->random, 600))
    rw_record_set_ref (record, RW_MEASURE_OWNER,
                       &RW_DEMO_PERSON (company, rw_demo_technician (company))->id);
  if (status == RW_MEASURE_STATUS_ACCEPTED)
    {
      rw_record_set_text (record, RW_MEASURE_RISK_REASON, rw_demo_pick (company, self->risks));
      rw_record_set_date (record, RW_MEASURE_RISK_UNTIL,
                          company->today + rw_demo_random_range (&company->random,
                                                                 profile == WEAK ? -20 : 5,
                                                                 profile == WEAK ? 90 : 200));
    }
  else if (!rw_measure_is_settled (status))
    rw_record_set_date (record, RW_MEASURE_DUE,
                        company->today +
                          rw_demo_random_range (&company->random, profile == WEAK ? -40 : 3, 90));
}

/* The newest request of the service asks for what is not done. */
static const RwId *
find_request (RwDemoCompany *company, int service)
{
  for (guint i = company->requests->len; i > 0; i--)
    if (g_array_index (company->requests, RwDemoRequest, i - 1).service == service)
      return &g_array_index (company->requests, RwDemoRequest, i - 1).id;
  return NULL;
}

static const RwId *
find_change (RwDemoCompany *company, int service, gboolean past)
{
  for (guint i = company->changes->len; i > 0; i--)
    {
      const RwDemoChange *change = RW_DEMO_AT (company, changes, RwDemoChange, i - 1);

      if (change->service == service && change->past == past &&
          change->status != RW_CHANGE_STATUS_CANCELLED)
        return &change->id;
    }
  return NULL;
}

static void
emit_step (Security *self, guint step, int service, int system, Profile profile)
{
  RwDemoCompany *company = self->company;
  g_auto (GStrv) parts = g_strsplit (self->steps[step], "|", -1);
  RwId id = rw_demo_id_on (company, company->today - 10 -
                                      (gint64) rw_demo_random_below (&company->random, 400));
  RwRecord *record = rw_record_new (RW_KIND_MEASURE, &id);
  RwMeasureStatus status = draw_status (self, profile);
  const RwId *request = find_request (company, service),
             *change = find_change (company, service, rw_measure_is_settled (status));

  rw_record_set_text (record, RW_MEASURE_TITLE, parts[0]);
  rw_record_set_text (record, RW_MEASURE_CATEGORY, parts[1]);
  rw_record_set_ref (record, RW_MEASURE_SERVICE, &RW_DEMO_SERVICE (company, service)->id);
  rw_record_set_ref (record, RW_MEASURE_ORIGIN, &g_array_index (self->step_ids, RwId, step));
  if (system >= 0)
    rw_record_set_ref (record, RW_MEASURE_CI, &RW_DEMO_SYSTEM (company, system)->id);
  set_status (self, record, status, profile);
  if (request != NULL && !rw_measure_is_settled (status) &&
      rw_demo_random_chance (&company->random, 700))
    rw_record_set_ref (record, RW_MEASURE_TICKET, request);
  if (change != NULL && status != RW_MEASURE_STATUS_OPEN &&
      rw_demo_random_chance (&company->random, 350))
    rw_record_set_ref (record, RW_MEASURE_CHANGE, change);
  rw_demo_emit (company, record);
}

static int
system_of (RwDemoCompany *company, int service)
{
  for (guint i = 0; i < company->systems->len; i++)
    if (RW_DEMO_SYSTEM (company, i)->service == service)
      return (int) i;
  return -1;
}

static void
emit_service (Security *self, int service, Profile profile)
{
  RwDemoCompany *company = self->company;
  int system = system_of (company, service);

  if (profile == UNSEEN)
    return;
  for (guint step = 0; step < self->step_ids->len; step++)
    {
      if (profile == WEAK && rw_demo_random_chance (&company->random, 300))
        continue;
      emit_step (self, step, service, -1, profile);
      /* Some are also asked of one system by itself. */
      if (system >= 0 && rw_demo_random_chance (&company->random, 80))
        emit_step (self, step, service, system, profile);
    }
}

/* The measure of a finding, or nil where nobody has made one yet. */
static RwId
emit_answer (Security *self, const char *title, const RwDemoSystem *system, gint64 day, Profile profile)
{
  RwDemoCompany *company = self->company;
  RwId id = rw_demo_id_on (company, day);
  RwRecord *record = rw_record_new (RW_KIND_MEASURE, &id);

  rw_record_set_text (record, RW_MEASURE_TITLE, title);
  rw_record_set_text (record, RW_MEASURE_CATEGORY, RW_MEASURE_FINDING_TYPE);
  rw_record_set_ref (record, RW_MEASURE_CI, &system->id);
  if (system->service >= 0)
    rw_record_set_ref (record, RW_MEASURE_SERVICE, &RW_DEMO_SERVICE (company, system->service)->id);
  rw_record_set_ref (record, RW_MEASURE_ORIGIN,
                     &g_array_index (self->sort_ids, RwId,
                                     rw_demo_random_below (&company->random, self->sort_ids->len)));
  set_status (self, record, draw_status (self, profile), profile);
  rw_demo_emit (company, record);
  return id;
}

static void
emit_findings (Security *self)
{
  RwDemoCompany *company = self->company;
  g_auto (GStrv) findings = rw_demo_section ("documents.txt", "finding");
  guint n = MAX (company->plan->services * 3 / 4, 12);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rw_demo_pick (company, findings), "|", -1);
      const RwDemoSystem *system =
        RW_DEMO_SYSTEM (company, rw_demo_pick_system (company, RW_DEMO_ON_VM));
      Profile profile =
        system->service >= 0 ? profiles[(guint) system->service % G_N_ELEMENTS (profiles)] : BUSY;
      gint64 day = company->today - 3 - (gint64) rw_demo_random_below (&company->random, 200);
      RwId measure = RW_ID_NIL, id;
      RwRecord *record;

      /* Where things are well, what is found is taken up. */
      if (profile == WELL || rw_demo_random_chance (&company->random, 600))
        measure = emit_answer (self, parts[0], system, day + 1, profile);
      id = rw_demo_id_on (company, day);
      record = rw_record_new (RW_KIND_FINDING, &id);
      rw_record_set_text (record, RW_FINDING_TITLE, parts[0]);
      rw_record_set_text (record, RW_FINDING_ORIGIN,
                          i % 3 != 2 ? "Schwachstellenscan" : "Penetrationstest");
      rw_record_set_enum (record, RW_FINDING_SEVERITY, rw_enum_find (&rw_enum_severity, parts[1]));
      rw_record_set_ref (record, RW_FINDING_CI, &system->id);
      if (!rw_id_is_nil (&measure))
        rw_record_set_ref (record, RW_FINDING_MEASURE, &measure);
      rw_record_set_date (record, RW_FINDING_FOUND, day);
      rw_demo_emit (company, record);
    }
}

void
rw_demo_emit_security (RwDemoCompany *company)
{
  Security self = { .company = company };
  g_auto (GStrv) retired = rw_demo_section ("documents.txt", "retired");

  rw_demo_stream (company, "security");
  self.steps = rw_demo_section ("documents.txt", "step");
  self.sorts = rw_demo_section ("documents.txt", "sort");
  self.risks = rw_demo_section ("documents.txt", "risk");
  self.step_ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  self.sort_ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  for (char **line = self.steps; *line != NULL; line++)
    emit_entry (&self, *line, NULL, self.step_ids, FALSE);
  for (char **line = self.sorts; *line != NULL; line++)
    emit_entry (&self, *line, RW_MEASURE_FINDING_TYPE, self.sort_ids, FALSE);
  for (char **line = retired; *line != NULL; line++)
    emit_entry (&self, *line, NULL, NULL, TRUE);
  for (guint service = 0; service < company->services->len && company->error == NULL; service++)
    emit_service (&self, (int) service, profiles[service % G_N_ELEMENTS (profiles)]);
  emit_findings (&self);
  g_array_unref (self.step_ids);
  g_array_unref (self.sort_ids);
  g_strfreev (self.steps);
  g_strfreev (self.sorts);
  g_strfreev (self.risks);
}
