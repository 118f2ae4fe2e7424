/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-change-approval.h"
#include "rules/rw-change-risk.h"
#include "rules/rw-cross-rules.h"
#include "rules/rw-freeze-rules.h"
#include "rw-clock.h"
#include "rw-demo.h"

/* The changes of the sample company are such as its own rules would have let through. */

/* 2026-11-22 07:00 UTC, a Sunday. */
#define NOW G_GINT64_CONSTANT (1795330800000000)

static gboolean
keep (RwRecord *record, gpointer data, GError **error)
{
  g_hash_table_insert (data, (gpointer) rw_record_get_id (record), g_object_ref (record));
  return TRUE;
}

static gboolean
get_cb (gpointer data, RwKind kind, const RwId *id, RwRecord **record, GError **error)
{
  RwRecord *found = g_hash_table_lookup (data, id);

  *record = found != NULL && rw_record_get_kind (found) == kind ? g_object_ref (found) : NULL;
  return TRUE;
}

static GPtrArray *
find_all (GHashTable *records, RwKind kind, guint field, const RwId *target)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      const RwId *id;

      if (rw_record_get_kind (record) != kind)
        continue;
      id = target != NULL ? rw_record_get_ref (record, field) : NULL;
      if (target == NULL || (id != NULL && rw_id_equal (id, target)))
        g_ptr_array_add (found, g_object_ref (record));
    }
  return found;
}

static GPtrArray *
referrers_cb (gpointer data, RwKind kind, guint field, const RwId *target, GError **error)
{
  return find_all (data, kind, field, target);
}

static GPtrArray *
list_cb (gpointer data, RwKind kind, GError **error)
{
  return find_all (data, kind, 0, NULL);
}

static void
check_change (const RwCrossView *view, RwRecord *change, GPtrArray *questions)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  gboolean ahead = status == RW_CHANGE_STATUS_APPROVED || status == RW_CHANGE_STATUS_SCHEDULED;
  gboolean submitted = status >= RW_CHANGE_STATUS_SUBMITTED && status <= RW_CHANGE_STATUS_SCHEDULED;
  g_autoptr (GPtrArray) items =
    view->referrers (view->data, RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CHANGE,
                     rw_record_get_id (change), NULL);
  g_autoptr (GPtrArray) approvals =
    view->referrers (view->data, RW_KIND_APPROVAL, RW_APPROVAL_CHANGE, rw_record_get_id (change),
                     NULL);
  g_autoptr (GError) error = NULL;
  RwChangeRound round;

  rw_change_risk_check (change, questions, &error);
  g_assert_no_error (error);
  rw_change_round (change, approvals, NOW, &round);
  if (ahead || (status >= RW_CHANGE_STATUS_IN_PROGRESS && status <= RW_CHANGE_STATUS_CLOSED))
    {
      rw_change_check_needs (change, items->len, RW_CHANGE_STATUS_SCHEDULED, &error);
      g_assert_no_error (error);
      g_assert_true (rw_change_round_is_won (&round));
    }
  else if (submitted && round.needed > 0)
    g_assert_false (rw_change_round_is_won (&round));
  if (submitted)
    g_assert_cmpint (rw_freeze_check (view, change, &error), ==, RW_CROSS_OK);
  g_assert_no_error (error);
  if (status == RW_CHANGE_STATUS_CLOSED || status == RW_CHANGE_STATUS_REVIEW)
    rw_change_check_needs (change, items->len, status, &error);
  g_assert_no_error (error);
  if (rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD && ahead)
    {
      RwRecord *template =
        g_hash_table_lookup (view->data, rw_record_get_ref (change, RW_CHANGE_BASED_ON));

      rw_change_template_check (template,
                                rw_record_get_integer (change, RW_CHANGE_START, 0) / RW_DAY,
                                &error);
      g_assert_no_error (error);
    }
}

static void
test_rules (void)
{
  RwDemoOptions options = { RW_DEMO_SMALL, 1, NOW };

  for (options.seed = 1; options.seed <= 3; options.seed++)
    {
      g_autoptr (GHashTable) records =
        g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_object_unref);
      const RwCrossView view = {
        .get = get_cb, .referrers = referrers_cb, .data = records, .list = list_cb
      };
      g_autoptr (GPtrArray) changes = NULL, templates = NULL, questions = NULL;
      guint n_usable = 0, n_retired = 0, n_due = 0, n_overdue = 0;
      g_autoptr (GError) error = NULL;

      g_assert_true (rw_demo_generate (&options, keep, records, &error));
      g_assert_no_error (error);
      changes = list_cb (records, RW_KIND_CHANGE, NULL);
      templates = list_cb (records, RW_KIND_CHANGE_TEMPLATE, NULL);
      questions = list_cb (records, RW_KIND_RISK_QUESTION, NULL);
      g_assert_cmpuint (templates->len, ==, 13);
      g_assert_cmpuint (questions->len, ==, 8);
      for (guint i = 0; i < templates->len; i++)
        {
          n_usable += rw_change_template_check (templates->pdata[i], NOW / RW_DAY, NULL);
          n_retired += rw_record_get_boolean (templates->pdata[i], RW_CHANGE_TEMPLATE_RETIRED);
          n_due += rw_record_get_integer (templates->pdata[i], RW_CHANGE_TEMPLATE_REVIEW_BY,
                                          G_MAXINT64) < NOW / RW_DAY;
        }
      g_assert_cmpuint (n_usable, ==, 10);
      g_assert_cmpuint (n_retired, ==, 1);
      g_assert_cmpuint (n_due, ==, 1);
      for (guint i = 0; i < changes->len; i++)
        {
          check_change (&view, changes->pdata[i], questions);
          n_overdue +=
            rw_record_get_integer (changes->pdata[i], RW_CHANGE_DECISION_DUE, G_MAXINT64) < NOW;
        }
      g_assert_cmpuint (n_overdue, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-changes/rules", test_rules);
  return g_test_run ();
}
