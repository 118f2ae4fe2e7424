/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-morning-json.h"

#define NOW G_GINT64_CONSTANT (1795478400000000)

static RwMorningRed *
new_red (const char     *system,
         RwBackupResult  result,
         const char     *cause)
{
  RwMorningRed *red = g_new0 (RwMorningRed, 1);

  red->system = rw_id_from_name ("vm", system);
  red->job = result == RW_BACKUP_NO_JOB ? RW_ID_NIL : rw_id_from_name ("job", system);
  red->kind = RW_KIND_VM;
  red->name = system;
  red->result = result;
  red->cause = cause;
  return red;
}

static GPtrArray *
new_reds (void)
{
  GPtrArray *reds = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (reds, new_red ("old-1", RW_BACKUP_NOTHING, NULL));
  g_ptr_array_add (reds, new_red ("db-1", RW_BACKUP_FAILED, "disk full"));
  g_ptr_array_add (reds, new_red ("web-1", RW_BACKUP_FAILED, "locked"));
  g_ptr_array_add (reds, new_red ("web-2", RW_BACKUP_FAILED, "locked"));
  g_ptr_array_add (reds, new_red ("web-3", RW_BACKUP_MISSED, "missed"));
  g_ptr_array_add (reds, new_red ("new-1", RW_BACKUP_NO_JOB, NULL));
  return reds;
}

static void
answer (RwMorningRed   *red,
        RwBackupAnswer  how,
        const char     *reason)
{
  red->answered = TRUE;
  red->answer = how;
  red->reason = reason;
  red->person = "Svenja Ohl";
  red->at = NOW;
  red->until = NOW + RW_DAY;
}

#define assert_step(PASS, NAME, N)                                                                         \
  G_STMT_START                                                                                             \
  {                                                                                                        \
    const RwMorningStep *step_ = rw_morning_pass_get (PASS);                                               \
    g_assert_nonnull (step_);                                                                              \
    g_assert_cmpstr (((RwMorningRed *) step_->reds->pdata[0])->name, ==, NAME);                            \
    g_assert_cmpuint (step_->reds->len, ==, N);                                                            \
  }                                                                                                        \
  G_STMT_END

static void
test_pass (void)
{
  g_autoptr (RwMorningPass) pass = rw_morning_pass_new ();
  g_autoptr (GPtrArray) reds = new_reds ();

  g_assert_null (rw_morning_pass_get (pass));
  rw_morning_pass_skip (pass);
  rw_morning_pass_answered (pass, NULL);
  rw_morning_pass_set_reds (pass, reds, TRUE);
  g_assert_cmpuint (rw_morning_pass_get_n (pass), ==, 5);
  g_assert_cmpuint (rw_morning_pass_get_n_reds (pass), ==, 6);
  /* Without a job is worst; then what failed, what most hangs on first. */
  assert_step (pass, "new-1", 1);
  rw_morning_pass_skip (pass);
  assert_step (pass, "web-1", 2);
  /* One by one, and together again. */
  g_assert_false (rw_morning_pass_toggle_fold (pass));
  assert_step (pass, "web-1", 1);
  g_assert_cmpuint (rw_morning_pass_get_n (pass), ==, 6);
  g_assert_true (rw_morning_pass_toggle_fold (pass));
  assert_step (pass, "web-1", 2);
  rw_morning_pass_answered (pass, NULL);
  assert_step (pass, "db-1", 1);
  rw_morning_pass_back (pass);
  /* What was put off comes last. */
  assert_step (pass, "new-1", 1);
  rw_morning_pass_skip (pass);
  assert_step (pass, "db-1", 1);

  /* It is read anew, and web-2 is answered by somebody else: the person stays where they are. */
  answer (reds->pdata[3], RW_BACKUP_ANSWER_TICKET, "T-1");
  rw_morning_pass_set_reds (pass, reds, TRUE);
  assert_step (pass, "db-1", 1);
  g_assert_cmpuint (rw_morning_pass_get_n_reds (pass), ==, 5);
  for (guint i = 0; i < reds->len; i++)
    ((RwMorningRed *) reds->pdata[i])->answered = TRUE;
  rw_morning_pass_set_reds (pass, reds, TRUE);
  g_assert_null (rw_morning_pass_get (pass));
  g_assert_cmpuint (rw_morning_pass_get_n (pass), ==, 0);
}

/* The next failure is of something else: the answer to the one before does not hold, and the pass asks again. */
static void
test_new_cause (void)
{
  g_assert_true (rw_backup_ack_holds (NOW - 1, NOW + 1, "locked", rw_backup_cause (RW_BACKUP_FAILED, RW_SUSPICION_NONE, "locked"), NOW));
  g_assert_false (rw_backup_ack_holds (NOW - 1, NOW + 1, "locked", rw_backup_cause (RW_BACKUP_FAILED, RW_SUSPICION_NONE, "full"), NOW));
  g_assert_false (rw_backup_ack_holds (NOW - 1, NOW + 1, rw_backup_cause (RW_BACKUP_MISSED, RW_SUSPICION_NONE, NULL),
                                       rw_backup_cause (RW_BACKUP_FAILED, RW_SUSPICION_NONE, NULL), NOW));
}

static void
test_sheet (void)
{
  g_autoptr (GPtrArray) reds = new_reds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RwMorningSheet) sheet = NULL, back = NULL, apart = NULL;
  g_autofree char *json = NULL, *again = NULL, *csv = NULL;
  const RwMorningCause *cause;

  answer (reds->pdata[2], RW_BACKUP_ANSWER_ACKNOWLEDGED, "=HYPERLINK(1)");
  answer (reds->pdata[3], RW_BACKUP_ANSWER_ACKNOWLEDGED, "=HYPERLINK(1)");
  answer (reds->pdata[5], RW_BACKUP_ANSWER_RERUN, "Läuft \"heute\" nach");
  sheet = rw_morning_sheet_of (reds, 1);
  g_assert_cmpuint (sheet->causes->len, ==, 5);
  cause = sheet->causes->pdata[2];
  g_assert_cmpstr (cause->cause, ==, "locked");
  g_assert_cmpuint (cause->answers->len, ==, 1);
  g_assert_cmpuint (((RwMorningAnswer *) cause->answers->pdata[0])->n, ==, 2);
  g_assert_cmpuint (rw_morning_sheet_count (sheet, RW_BACKUP_ANSWER_ACKNOWLEDGED), ==, 2);
  g_assert_cmpuint (rw_morning_sheet_count (sheet, -1), ==, 3);

  /* The same words at another time are another answer. */
  ((RwMorningRed *) reds->pdata[3])->at = NOW + 20 * RW_MINUTE;
  apart = rw_morning_sheet_of (reds, 1);
  cause = apart->causes->pdata[2];
  g_assert_cmpuint (cause->answers->len, ==, 2);

  json = rw_morning_sheet_to_json (sheet);
  back = rw_morning_sheet_from_json (json, &error);
  g_assert_no_error (error);
  again = rw_morning_sheet_to_json (back);
  g_assert_cmpstr (again, ==, json);
  csv = rw_morning_sheet_to_csv (back);
  g_assert_nonnull (strstr (csv, "and 1 more system"));
  g_assert_nonnull (strstr (csv, "'=HYPERLINK(1)"));
  g_assert_null (strstr (csv, ",=HYPERLINK"));
}

static void
test_bounds (void)
{
  g_autoptr (GPtrArray) reds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwMorningSheet) sheet = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < 12000; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("system-with-a-long-name-%u", i));
      g_ptr_array_add (names, g_strdup_printf ("cause %u", i % 100));
      g_ptr_array_add (reds, new_red (names->pdata[2 * i], RW_BACKUP_FAILED, names->pdata[2 * i + 1]));
    }
  json = rw_morning_answers_to_json (reds);
  g_assert_cmpint (g_utf8_strlen (json, -1), <=, RW_MORNING_JSON_MOST);
  sheet = rw_morning_sheet_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->causes->len, ==, 100);
  /* Fewer are named, all are counted. */
  g_assert_cmpuint (rw_morning_sheet_count (sheet, -1), ==, 12000);
}

static void
test_foreign (void)
{
  static const char *const bad[] = { "{}", "3", "[", "null" };
  static const char *const odd[] = { "[]", "[1, null, {}, {\"answers\": 3}, {\"answers\": [4, {}, {\"count\": -5, \"systems\": [1]}]}]",
                                     "[{\"answers\": [{\"answer\": \"nonsense\", \"until\": \"never\", \"count\": 1e300}]}]" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rw_morning_sheet_from_json (bad[i], &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_from_json (odd[i], &error);
      g_autofree char *csv = NULL;

      g_assert_no_error (error);
      csv = rw_morning_sheet_to_csv (sheet);
      g_assert_nonnull (csv);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/morning/pass", test_pass);
  g_test_add_func ("/morning/new-cause", test_new_cause);
  g_test_add_func ("/morning/sheet", test_sheet);
  g_test_add_func ("/morning/bounds", test_bounds);
  g_test_add_func ("/morning/foreign", test_foreign);
  return g_test_run ();
}
