/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-change-rules.h"
#include "rules/rw-ticket-rules.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-error.h"

static void
test_schema_names (void)
{
  for (int k = 0; k < RW_N_KINDS; k++)
    {
      const RwKindInfo *info = rw_schema_get (k);

      g_assert_cmpint (rw_schema_find (info->name), ==, k);
      for (guint f = 0; f < info->n_fields; f++)
        if (rw_field_is_secret (&info->fields[f]))
          {
            /* Nothing looks it up, it can be left out of every record, and its name is not that of
             * something else. */
            g_assert_cmpint (info->fields[f].type, ==, RW_FIELD_TEXT);
            g_assert_cmpint (info->fields[f].flags & ~(RW_F_NEVER_CACHED | RW_F_LONG), ==, 0);
            g_assert_cmpuint (info->fields[f].readers, !=, 0);
            for (int other = 0; other < RW_N_KINDS; other++)
              {
                int same = rw_schema_find_field ((RwKind) other, info->fields[f].name);

                g_assert_true (same < 0 ||
                               rw_field_is_secret (rw_schema_field ((RwKind) other, (guint) same)));
              }
          }
        else
          g_assert_cmpuint (info->fields[f].readers, ==, 0);
      for (guint f = 0; f < info->n_fields; f++)
        {
          g_assert_cmpint (rw_schema_find_field (k, info->fields[f].name), ==, f);
          g_assert_true ((info->fields[f].type == RW_FIELD_ENUM) == (info->fields[f].enumeration != NULL));
          g_assert_true ((info->fields[f].type == RW_FIELD_REF || info->fields[f].type == RW_FIELD_REFS) ==
                         (info->fields[f].refs != 0));
        }
    }
  g_assert_cmpint (rw_schema_find ("nonsense"), ==, RW_KIND_NONE);
}

static void
test_markdown (void)
{
  g_autofree char *text = rw_schema_to_markdown ();

  g_assert_nonnull (strstr (text, "| `rack` | reference | Rack | → rack |"));
  g_assert_null (strchr (text, '\004'));
}

static void
test_priority (void)
{
  static const RwPriority matrix[3][3] = {
    /* urgency: low, medium, high */
    { RW_PRIORITY_P5, RW_PRIORITY_P4, RW_PRIORITY_P3 },
    { RW_PRIORITY_P4, RW_PRIORITY_P3, RW_PRIORITY_P2 },
    { RW_PRIORITY_P3, RW_PRIORITY_P2, RW_PRIORITY_P1 },
  };

  for (int impact = 0; impact < 3; impact++)
    for (int urgency = 0; urgency < 3; urgency++)
      g_assert_cmpint (rw_priority_from_matrix (impact, urgency), ==, matrix[impact][urgency]);
}

static void
test_sets (void)
{
  static const char *const some[] = { "b", "a", "b", NULL };
  static const char *const other[] = { "c", "b", NULL };
  g_auto (RwValue) a = rw_value_texts (some);
  g_auto (RwValue) b = rw_value_texts (other);
  g_auto (RwValue) both = rw_value_set_union (&a, &b);
  g_auto (RwValue) less = rw_value_set_minus (&a, &b);
  g_autofree char *all = g_strjoinv (" ", both.texts);

  g_assert_cmpstr (all, ==, "a b c");
  g_assert_cmpstr (less.texts[0], ==, "a");
  g_assert_null (less.texts[1]);
}

static RwRecord *
new_ticket (void)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_text (ticket, RW_TICKET_TITLE, "Checkout antwortet mit 502");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P1);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, 1);
  return ticket;
}

static void
test_check_required (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_record_check (ticket, &error));
  g_assert_no_error (error);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "");
  g_assert_false (rw_record_check (ticket, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Title is missing"));
}

static void
test_check_priority_reason (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ();

  rw_record_set_enum (ticket, RW_TICKET_IMPACT, RW_LEVEL_LOW);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, RW_LEVEL_LOW);
  g_assert_false (rw_record_check (ticket, NULL));
  rw_record_set_text (ticket, RW_TICKET_PRIORITY_REASON, "Trade fair today");
  g_assert_true (rw_record_check (ticket, NULL));
}

static void
test_check_half_units (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (RwValue) value = rw_value_decimal (3.25);

  g_assert_false (rw_field_check (rw_schema_field (RW_KIND_DEVICE, RW_DEVICE_POSITION), &value, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  value = rw_value_decimal (3.5);
  g_assert_true (rw_field_check (rw_schema_field (RW_KIND_DEVICE, RW_DEVICE_POSITION), &value, NULL));
}

static void
test_check_stage (void)
{
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_text (vm, RW_VM_NAME, "web-014");
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  g_assert_false (rw_record_check (vm, &error));
  g_assert_nonnull (strstr (error->message, "web-014"));
  rw_record_set_text (vm, RW_VM_WAIVER, "Test system");
  g_assert_true (rw_record_check (vm, NULL));
}

static void
test_edit_roles (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ();
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (RwEdit) edit = rw_edit_new_create (ticket);
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_edit_check (edit, NULL, RW_ROLE_TECHNICIAN, &after, NULL));
  g_assert_true (rw_record_equal (ticket, after));
  g_assert_false (rw_edit_check (edit, NULL, RW_ROLE_AUDITOR, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  rw_edit_set (edit, RW_TICKET_NUMBER, rw_value_text ("T-1"));
  g_assert_false (rw_edit_check (edit, NULL, RW_ROLE_ADMIN, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
}

static void
test_edit_transition (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ();
  g_autoptr (RwEdit) edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, rw_record_get_id (ticket));
  g_autoptr (GError) error = NULL;

  rw_edit_set (edit, RW_TICKET_STATUS, rw_value_enum (RW_TICKET_STATUS_CLOSED));
  g_assert_false (rw_edit_check (edit, ticket, RW_ROLE_MANAGER, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
}

/* A closed ticket that is reopened by mistake is as it was when that is undone. */
static void
test_undo_reopening (void)
{
  g_autoptr (RwRecord) closed = new_ticket ();
  g_autoptr (RwRecord) open = NULL;
  g_autoptr (RwRecord) undone = NULL;
  g_autoptr (RwEdit) reopen = NULL;
  g_autoptr (RwEdit) undo = NULL;
  g_autoptr (GError) error = NULL;

  rw_ticket_set_status (closed, RW_TICKET_STATUS_RESOLVED, 2 * RW_DAY);
  rw_ticket_set_status (closed, RW_TICKET_STATUS_CLOSED, 3 * RW_DAY);
  open = rw_record_dup (closed);
  rw_ticket_set_status (open, RW_TICKET_STATUS_IN_PROGRESS, 4 * RW_DAY);
  reopen = rw_edit_new_diff (closed, open);
  undo = rw_edit_new_inverse (reopen, closed);
  g_assert_true (rw_edit_check (undo, open, RW_ROLE_TECHNICIAN, &undone, &error));
  g_assert_no_error (error);
  g_assert_true (rw_record_equal (undone, closed));
}

/* Property: an edit followed by its inverse gives the record back. */
static void
test_edit_inverse (void)
{
  for (int round = 0; round < 300; round++)
    {
      const char *pool[] = { "a", "b", "c", "d" };
      g_autoptr (RwRecord) before = new_ticket ();
      g_autoptr (RwRecord) after = NULL;
      g_autoptr (RwEdit) edit = NULL;
      g_autoptr (RwEdit) inverse = NULL;

      for (int side = 0; side < 2; side++)
        {
          RwRecord *record = side == 0 ? before : (after = rw_record_dup (before));
          const char *tags[5] = { NULL };
          int n = 0;

          for (int i = 0; i < 4; i++)
            if (g_test_rand_bit ())
              tags[n++] = pool[i];
          rw_record_set_texts (record, RW_TICKET_TAGS, tags);
          rw_record_set_text (record, RW_TICKET_CATEGORY, pool[g_test_rand_int_range (0, 4)]);
          if (g_test_rand_bit ())
            rw_record_set_instant (record, RW_TICKET_RESOLVED, g_test_rand_int ());
        }
      edit = rw_edit_new_diff (before, after);
      if (edit == NULL)
        continue;
      inverse = rw_edit_new_inverse (edit, before);
      {
        g_autoptr (RwRecord) work = rw_record_dup (before);

        rw_edit_apply (edit, work);
        g_assert_true (rw_record_equal (work, after));
        rw_edit_apply (inverse, work);
        g_assert_true (rw_record_equal (work, before));
      }
    }
}

static void
test_change_life (void)
{
  g_assert_true (rw_change_status_may_follow (RW_CHANGE_TYPE_NORMAL, RW_CHANGE_STATUS_SUBMITTED, RW_CHANGE_STATUS_ASSESSED));
  g_assert_false (rw_change_status_may_follow (RW_CHANGE_TYPE_NORMAL, RW_CHANGE_STATUS_SUBMITTED, RW_CHANGE_STATUS_SCHEDULED));
  g_assert_true (rw_change_status_may_follow (RW_CHANGE_TYPE_STANDARD, RW_CHANGE_STATUS_SUBMITTED, RW_CHANGE_STATUS_SCHEDULED));
  g_assert_true (rw_change_status_may_follow (RW_CHANGE_TYPE_EMERGENCY, RW_CHANGE_STATUS_SUBMITTED, RW_CHANGE_STATUS_APPROVED));
  g_assert_false (rw_change_status_may_follow (RW_CHANGE_TYPE_NORMAL, RW_CHANGE_STATUS_IN_PROGRESS, RW_CHANGE_STATUS_CANCELLED));
  g_assert_true (rw_change_status_may_follow (RW_CHANGE_TYPE_NORMAL, RW_CHANGE_STATUS_ASSESSED, RW_CHANGE_STATUS_DRAFT));
}

static void
test_parse (void)
{
  g_auto (RwValue) value = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_value_parse (rw_schema_field (RW_KIND_TICKET, RW_TICKET_TAGS), " b, a ,,b", &value, NULL));
  g_assert_cmpstr (value.texts[0], ==, "a");
  g_assert_cmpstr (value.texts[1], ==, "b");
  g_assert_null (value.texts[2]);
  rw_value_clear (&value);
  g_assert_false (rw_value_parse (rw_schema_field (RW_KIND_TICKET, RW_TICKET_STATUS), "open", &value, &error));
  g_assert_nonnull (strstr (error->message, "pending_customer"));
}

static void
test_due_state (void)
{
  g_assert_cmpint (rw_due_state (0, 0, 5), ==, RW_DUE_NONE);
  g_assert_cmpint (rw_due_state (1300, 1400, 1299), ==, RW_DUE_RUNNING);
  g_assert_cmpint (rw_due_state (1300, 1400, 1300), ==, RW_DUE_ATTENTION);
  g_assert_cmpint (rw_due_state (1300, 1400, 1399), ==, RW_DUE_ATTENTION);
  g_assert_cmpint (rw_due_state (1300, 1400, 1400), ==, RW_DUE_BREACHED);
  g_assert_cmpint (rw_due_state (0, 1400, 1399), ==, RW_DUE_RUNNING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/schema/names", test_schema_names);
  g_test_add_func ("/model/schema/markdown", test_markdown);
  g_test_add_func ("/model/priority", test_priority);
  g_test_add_func ("/model/value/sets", test_sets);
  g_test_add_func ("/model/value/parse", test_parse);
  g_test_add_func ("/model/check/required", test_check_required);
  g_test_add_func ("/model/check/priority-reason", test_check_priority_reason);
  g_test_add_func ("/model/check/half-units", test_check_half_units);
  g_test_add_func ("/model/check/stage", test_check_stage);
  g_test_add_func ("/model/edit/roles", test_edit_roles);
  g_test_add_func ("/model/edit/transition", test_edit_transition);
  g_test_add_func ("/model/edit/undo-reopening", test_undo_reopening);
  g_test_add_func ("/model/edit/inverse", test_edit_inverse);
  g_test_add_func ("/model/change/life-cycle", test_change_life);
  g_test_add_func ("/ticket/due-state", test_due_state);
  return g_test_run ();
}
