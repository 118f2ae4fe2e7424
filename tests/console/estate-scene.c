/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estate-scene.h"

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

#define NIGHTS 60

RwId
estate_id (const char *name)
{
  return rw_id_from_name ("estate", name);
}

static RwRecord *
add (GPtrArray *records, RwKind kind, const char *name, guint title)
{
  RwId id = estate_id (name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, title, name);
  g_ptr_array_add (records, record);
  return record;
}

static void
refer (RwRecord *record, guint field, const char *name)
{
  RwId id = estate_id (name);

  rw_record_set_ref (record, field, &id);
}

static void
add_run (GPtrArray *records, const char *job, gint64 night, RwRunStatus status, gint64 bytes)
{
  gint64 due = rw_zone_resolve (rw_format_get_zone (), (night - 1) * RW_DAY + 22 * RW_HOUR);
  RwId id = rw_id_new ();
  RwRecord *run = rw_record_new (RW_KIND_BACKUP_RUN, &id);

  refer (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + 40 * RW_MINUTE);
  if (status == RW_RUN_STATUS_SUCCESS)
    rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
  else
    rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, "repository locked");
  g_ptr_array_add (records, run);
}

static void
add_test (GPtrArray *records, const char *vm, gint64 days)
{
  RwId id = rw_id_new ();
  RwRecord *test = rw_record_new (RW_KIND_RESTORE_TEST, &id);

  refer (test, RW_RESTORE_TEST_SYSTEM, vm);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, ESTATE_NOW - days * RW_DAY);
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_PASSED);
  rw_record_set_integer (test, RW_RESTORE_TEST_DURATION, 35);
  refer (test, RW_RESTORE_TEST_PERSON, "Mara Kern");
  g_ptr_array_add (records, test);
}

/* By somebody else: nobody answers in another one's name. */
static void
add_answer (GPtrArray *records, const char *vm)
{
  g_autofree char *job = g_strconcat (vm, " nightly", NULL);
  RwRecord *ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);

  refer (ack, RW_BACKUP_ACK_JOB, job);
  refer (ack, RW_BACKUP_ACK_SYSTEM, vm);
  refer (ack, RW_BACKUP_ACK_PERSON, "Mara Kern");
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, "Der Admin des Kunden war im Urlaub");
  rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, "repository locked");
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, ESTATE_NOW - RW_DAY);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, ESTATE_NOW + RW_DAY);
  g_ptr_array_add (records, ack);
}

static void
add_vm (GPtrArray *records, const char *name, const char *service, guint number)
{
  g_autofree char *job = g_strconcat (name, " nightly", NULL);
  gint64 today = rw_zone_wall (rw_format_get_zone (), ESTATE_NOW) / RW_DAY;
  RwRecord *vm = add (records, RW_KIND_VM, name, RW_VM_NAME), *made;
  gboolean failing = g_str_equal (name, "medis-portal-1"),
           lost = g_str_equal (name, "fulda-mail-3");
  gint64 bytes = (number % 7 + 1) * G_GINT64_CONSTANT (21000000000);

  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  rw_record_set_text (vm, RW_VM_WAIVER, "Übernommen");
  refer (vm, RW_VM_SERVICE, service);
  if (g_str_equal (name, "medis-portal-2"))
    return;
  made = add (records, RW_KIND_BACKUP_JOB, job, RW_BACKUP_JOB_NAME);
  refer (made, RW_BACKUP_JOB_SYSTEM, name);
  refer (made, RW_BACKUP_JOB_POLICY, "nightly");
  rw_record_set_boolean (made, RW_BACKUP_JOB_ENABLED, !lost);
  for (gint64 night = today - NIGHTS; night <= (lost ? today - 9 : today); night++)
    add_run (records, job, night,
             (failing && night > today - 4) ||
                 (night < today - 2 && (number + (guint) night) % 61 == 0)
               ? RW_RUN_STATUS_FAILED
               : RW_RUN_STATUS_SUCCESS,
             bytes + (night - today + NIGHTS) * bytes / 200);
  if (number % 6 == 0)
    add_test (records, name, 20);
  else if (number % 3 == 0)
    add_test (records, name, 200);
}

static void
fill (RwServer *server)
{
  static const char *const customers[][3] = { { "Kaufhaus Ahrens", "ahrens-shop", "ahrens-kasse" },
                                              { "Bistum Fulda", "fulda-mail", "fulda-archiv" },
                                              { "Medis Labor", "medis-portal", "medis-lims" },
                                              { "Tonwerk Verlag", "tonwerk-web", "tonwerk-satz" } };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RwRecord *made;
  guint number = 0;

  rw_record_set_text (add (records, RW_KIND_PERSON, "Mara Kern", RW_PERSON_NAME), RW_PERSON_LOGIN,
                      "mara");
  made = add (records, RW_KIND_CHANGE_TEMPLATE, "Restore test", RW_CHANGE_TEMPLATE_NAME);
  rw_record_set_enum (made, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_integer (made, RW_CHANGE_TEMPLATE_DURATION, 60);
  rw_record_set_enum (made, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (made, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_record_set_text (made, RW_CHANGE_TEMPLATE_TEST_PLAN, "Compare sums");
  rw_record_set_text (made, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, "Remove the copy");
  refer (made, RW_CHANGE_TEMPLATE_APPROVED_BY, "Mara Kern");
  made = add (records, RW_KIND_BACKUP_POLICY, "nightly", RW_BACKUP_POLICY_NAME);
  rw_record_set_integer (made, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_integer (made, RW_BACKUP_POLICY_VERIFY_DAYS, 30);
  rw_record_set_integer (made, RW_BACKUP_POLICY_RESTORE_DAYS, 90);
  rw_record_set_text (made, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  rw_record_set_text (made, RW_BACKUP_POLICY_DAY_START, "06:00");
  refer (made, RW_BACKUP_POLICY_RESTORE_TEMPLATE, "Restore test");
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      g_autofree char *key = g_strdup_printf ("K-%u", i);

      rw_record_set_text (add (records, RW_KIND_CUSTOMER, customers[i][0], RW_CUSTOMER_NAME),
                          RW_CUSTOMER_NUMBER, key);
      for (guint k = 1; k < G_N_ELEMENTS (customers[i]); k++)
        {
          refer (add (records, RW_KIND_SERVICE, customers[i][k], RW_SERVICE_NAME),
                 RW_SERVICE_CUSTOMER, customers[i][0]);
          for (guint n = 1; n <= 3; n++)
            {
              g_autofree char *name = g_strdup_printf ("%s-%u", customers[i][k], n);

              add_vm (records, name, customers[i][k], number++);
            }
        }
    }
  add_answer (records, "medis-portal-1");
  rw_server_load (server, records, "test", &error);
  g_assert_no_error (error);
}

void
estate_scene_set_up (EstateScene *scene, gconstpointer data)
{
  rw_clock_freeze (ESTATE_NOW);
  fixture_set_up (&scene->base, data);
  fill (scene->base.server);
  console_open (&scene->base.a, scene->base.token);
  console_wait_synced (&scene->base.a);
}

void
estate_scene_tear_down (EstateScene *scene, gconstpointer data)
{
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  fixture_tear_down (&scene->base, data);
  rw_clock_thaw ();
}
