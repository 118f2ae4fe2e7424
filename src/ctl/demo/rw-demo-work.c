/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Checklists, documents, audits. */

static void
emit_checklist (RwDemoCompany *self,
                const char    *line,
                const RwId    *subject,
                guint          done,
                gint64         day)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  RwId id = rw_demo_id_on (self, day);
  RwRecord *record = rw_record_new (RW_KIND_CHECKLIST, &id);

  rw_record_set_text (record, RW_CHECKLIST_TITLE, parts[0]);
  rw_record_set_ref (record, RW_CHECKLIST_SUBJECT, subject);
  rw_demo_emit (self, record);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      RwId item = rw_demo_id_on (self, day);

      record = rw_record_new (RW_KIND_CHECKLIST_ITEM, &item);
      rw_record_set_ref (record, RW_CHECKLIST_ITEM_CHECKLIST, &id);
      rw_record_set_integer (record, RW_CHECKLIST_ITEM_POSITION, i);
      rw_record_set_text (record, RW_CHECKLIST_ITEM_TITLE, parts[i]);
      if (i <= done)
        {
          rw_record_set_instant (record, RW_CHECKLIST_ITEM_DONE_AT,
                                 MIN (rw_demo_instant (self, day, 600 + 45 * (int) i), self->now - RW_MINUTE));
          rw_record_set_ref (record, RW_CHECKLIST_ITEM_DONE_BY, &RW_DEMO_PERSON (self, rw_demo_technician (self))->id);
        }
      rw_demo_emit (self, record);
    }
}

static void
emit_checklists (RwDemoCompany *self)
{
  g_auto (GStrv) lines = rw_demo_section ("documents.txt", "checklist");
  guint n = 0;

  /* Everything that comes or goes has one. */
  for (guint i = 0; i < self->devices->len; i++)
    {
      RwDemoDevice *device = RW_DEMO_DEVICE (self, i);

      if (device->stage == RW_STAGE_RACKED || device->stage == RW_STAGE_CONNECTED)
        emit_checklist (self, lines[0], &device->id, device->stage == RW_STAGE_CONNECTED ? 3 : 1, self->today - 4);
      else if (device->stage == RW_STAGE_DECOMMISSIONING)
        emit_checklist (self, lines[1], &device->id, i % 4, self->today - 6);
    }
  for (guint i = self->changes->len; i > 0 && n < MAX (self->changes->len / 40, 3); i--)
    {
      RwDemoChange *change = RW_DEMO_AT (self, changes, RwDemoChange, i - 1);

      emit_checklist (self, lines[2], &change->id, change->past ? 9 : 1, self->today - 2);
      n++;
    }
}

static void
emit_document (RwDemoCompany    *self,
               const char       *line,
               const RwId       *subject,
               const RwDemoTalk *talk,
               int               owner)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", 2);
  g_autofree char *title = rw_demo_expand (self, parts[0], talk), *body = rw_demo_expand (self, parts[1], talk);
  gint64 reviewed = self->today - rw_demo_random_range (&self->random, 5, 420);
  RwId id = rw_demo_id_on (self, reviewed - 100);
  RwRecord *record = rw_record_new (RW_KIND_DOCUMENT, &id);

  rw_record_set_text (record, RW_DOCUMENT_TITLE, title);
  rw_record_set_ref (record, RW_DOCUMENT_SUBJECT, subject);
  rw_record_set_text (record, RW_DOCUMENT_BODY, body);
  rw_record_set_date (record, RW_DOCUMENT_REVIEWED, reviewed);
  rw_record_set_ref (record, RW_DOCUMENT_OWNER, &RW_DEMO_PERSON (self, owner)->id);
  rw_demo_emit (self, record);
}

static void
emit_documents (RwDemoCompany *self)
{
  g_auto (GStrv) of_service = rw_demo_section ("documents.txt", "service");
  g_auto (GStrv) of_site = rw_demo_section ("documents.txt", "site");

  for (guint i = 0; i < self->services->len; i++)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);
      RwDemoTalk talk = { .system = -1, .service = (int) i, .contact = 0, .person = -1, .rack = 0, .at = self->now };

      for (char **p = of_service; *p != NULL; p++)
        if (p == of_service || rw_demo_random_chance (&self->random, 600))
          emit_document (self, *p, &service->id, &talk, service->managers[0]);
    }
  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      RwDemoTalk talk = { .system = -1, .contact = 0, .person = -1, .rack = 0, .at = self->now };

      while (RW_DEMO_SERVICE (self, talk.service)->site != site)
        talk.service++;
      for (char **p = of_site; *p != NULL; p++)
        emit_document (self, *p, &self->sites[site], &talk, 5);
    }
}

static void
emit_audits (RwDemoCompany *self)
{
  for (guint r = 0; r < self->racks->len; r += 6)
    {
      gint64 day = self->today - 5 - (gint64) rw_demo_random_below (&self->random, 150);
      gint64 at = rw_demo_instant (self, day, 10 * 60);
      RwId id = rw_demo_id (self, at);
      RwRecord *record = rw_record_new (RW_KIND_AUDIT, &id);

      rw_record_set_ref (record, RW_AUDIT_RACK, &RW_DEMO_RACK (self, r)->id);
      rw_record_set_ref (record, RW_AUDIT_PERSON, &RW_DEMO_PERSON (self, rw_demo_technician (self))->id);
      rw_record_set_instant (record, RW_AUDIT_STARTED, at);
      rw_record_set_instant (record, RW_AUDIT_FINISHED, at + 35 * RW_MINUTE);
      rw_demo_emit (self, record);
      for (guint i = 0; i < self->devices->len; i++)
        {
          RwDemoDevice *device = RW_DEMO_DEVICE (self, i);
          guint roll = rw_demo_random_below (&self->random, 1000);
          RwId item;

          if (device->rack != (int) r || device->unit == 0 || device->stage < RW_STAGE_RACKED)
            continue;
          item = rw_demo_id (self, at + 10 * RW_MINUTE);
          record = rw_record_new (RW_KIND_AUDIT_ITEM, &item);
          rw_record_set_ref (record, RW_AUDIT_ITEM_AUDIT, &id);
          rw_record_set_ref (record, RW_AUDIT_ITEM_DEVICE, &device->id);
          rw_record_set_enum (record, RW_AUDIT_ITEM_RESULT, roll < 985 ? RW_AUDIT_RESULT_FOUND : roll < 995 ? RW_AUDIT_RESULT_MISPLACED : RW_AUDIT_RESULT_MISSING);
          if (roll >= 985)
            rw_record_set_text (record, RW_AUDIT_ITEM_NOTES, "Abweichung mit Foto belegt, Klärung läuft.");
          rw_demo_emit (self, record);
        }
    }
}

void
rw_demo_emit_work (RwDemoCompany *self)
{
  rw_demo_stream (self, "work");
  emit_checklists (self);
  emit_documents (self);
  emit_audits (self);
}
