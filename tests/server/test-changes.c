/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rules/rw-change-actions.h"
#include "rules/rw-change-approval.h"
#include "rules/rw-change-risk.h"
#include "rules/rw-change-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-log-store-sqlite.h"
#include "rw-merge.h"
#include "rw-time.h"

/* What the server takes in of the life of a change, whoever writes it and with whatever client. */

#define NOW   (G_GINT64_CONSTANT (1795478400) * RW_SECOND) /* 2026-11-24T00:00:00Z */
#define START (NOW + 22 * RW_HOUR)
#define END   (NOW + 26 * RW_HOUR)

#define ONE_OF_TWO \
  "Change “New switch” has 1 of 2 approvals (Second pair of eyes); those of requester and implementer do not count"

enum
{
  REQUESTER,
  IMPLEMENTER,
  ADA,
  IVO,
  JANA,
  N_PEOPLE
};

typedef struct
{
  char *dir, *path;
  RwLogStore *store;
  RwId people[N_PEOPLE], accounts[N_PEOPLE], clients[N_PEOPLE];
  RwId customer, service, site, rack, device, change;
  gint64 at;
} World;

static void
load (World *world, RwRecord *record)
{
  RwLogAuthor author = { .at = 1, .actor = "Test" };

  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_log_store_load (world->store, &author, record, NULL));
  g_assert_true (rw_log_store_commit (world->store, NULL));
}

static RwId
load_named (World *world, RwKind kind, guint title, const char *name, guint field, const RwId *ref)
{
  g_autoptr (RwRecord) record = rw_record_new (kind, NULL);

  rw_record_set_text (record, title, name);
  if (ref != NULL)
    rw_record_set_ref (record, field, ref);
  load (world, record);
  return *rw_record_get_id (record);
}

static void
set_up (World *world, gconstpointer data)
{
  static const char *const names[] = { "Requester", "Implementer", "Ada", "Ivo", "Jana" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, NULL);
  RwId room;

  world->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  world->path = g_build_filename (world->dir, "log.db", NULL);
  world->store = rw_log_store_sqlite_open (world->path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      world->people[i] = load_named (world, RW_KIND_PERSON, RW_PERSON_NAME, names[i], 0, NULL);
      world->accounts[i] = rw_id_new ();
      world->clients[i] = rw_id_new ();
    }
  world->customer = load_named (world, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Shop", 0, NULL);
  world->service = load_named (world, RW_KIND_SERVICE, RW_SERVICE_NAME, "Till", RW_SERVICE_CUSTOMER,
                               &world->customer);
  world->site = load_named (world, RW_KIND_SITE, RW_SITE_NAME, "FRA", 0, NULL);
  room = load_named (world, RW_KIND_ROOM, RW_ROOM_NAME, "Cage", RW_ROOM_SITE, &world->site);
  world->rack = load_named (world, RW_KIND_RACK, RW_RACK_NAME, "R1", RW_RACK_ROOM, &room);
  rw_record_set_text (device, RW_DEVICE_NAME, "web-1");
  rw_record_set_ref (device, RW_DEVICE_RACK, &world->rack);
  rw_record_set_ref (device, RW_DEVICE_SERVICE, &world->service);
  load (world, device);
  world->device = *rw_record_get_id (device);
  world->at = NOW;
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->store);
  g_unlink (world->path);
  g_assert_cmpint (g_rmdir (world->dir), ==, 0);
  g_free (world->path);
  g_free (world->dir);
}

/* Returns: (nullable): why it was refused, or that it was in conflict */
static char *
push (World *world, guint who, guint roles, GPtrArray *edits)
{
  RwLogAuthor author = {
    .at = world->at, .actor = "Test", .account = world->accounts[who], .client = world->clients[who]
  };
  g_autofree RwMutation *mutations = g_new0 (RwMutation, edits->len);
  g_autofree RwMutation **list = g_new0 (RwMutation *, edits->len);
  g_autofree RwMergeResult **results = g_new0 (RwMergeResult *, edits->len);
  g_autoptr (GError) error = NULL;
  char *why = NULL;

  world->at += RW_MINUTE;
  for (guint i = 0; i < edits->len; i++)
    {
      mutations[i] = (RwMutation) { .mid = 1 + i,
                                    .edit = edits->pdata[i],
                                    .base = rw_log_store_get_head (world->store),
                                    .group = 1 };
      list[i] = &mutations[i];
    }
  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_merge_group (world->store, &author, &world->people[who], roles, list, results,
                                 edits->len, &error));
  g_assert_no_error (error);
  g_assert_true (rw_log_store_commit (world->store, NULL));
  for (guint i = 0; i < edits->len; i++)
    {
      if (results[i]->status >= RW_MERGE_CONFLICT && why == NULL)
        why = g_strdup (results[i]->error != NULL ? results[i]->error->message : "conflict");
      rw_merge_result_free (results[i]);
    }
  return why;
}

static char *
push_one (World *world, guint who, RwEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  return push (world, who, RW_ROLE_TECHNICIAN, edits);
}

static RwRecord *
get (World *world, const RwId *id)
{
  g_autoptr (RwLogState) state = rw_log_store_get (world->store, id, NULL);

  return g_steal_pointer (&state->record);
}

static GPtrArray *
of_change (World *world, RwKind kind)
{
  return rw_log_store_referrers (world->store, &world->change, RW_KIND_BIT (kind), 0, NULL);
}

static RwRecord *
new_change (World *world, RwChangeType type)
{
  RwRecord *change = rw_record_new (RW_KIND_CHANGE, NULL);

  rw_record_set_text (change, RW_CHANGE_TITLE, "New switch");
  rw_record_set_enum (change, RW_CHANGE_TYPE, (int) type);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_record_set_instant (change, RW_CHANGE_START, START);
  rw_record_set_instant (change, RW_CHANGE_END, END);
  rw_record_set_ref (change, RW_CHANGE_REQUESTER, &world->people[REQUESTER]);
  rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, &world->people[IMPLEMENTER]);
  rw_record_set_enum (change, RW_CHANGE_RISK_PROBABILITY, RW_LEVEL_MEDIUM);
  rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_MEDIUM);
  rw_record_set_text (change, RW_CHANGE_TEST_PLAN, "Look.");
  rw_record_set_text (change, RW_CHANGE_BACKOUT_PLAN, "Back.");
  return change;
}

static RwEdit *
new_item (World *world)
{
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &world->change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &world->device);
  return rw_edit_new_create (item);
}

static void
make (World *world, RwRecord *change, gboolean item)
{
  g_autofree char *why = NULL;

  world->change = *rw_record_get_id (change);
  why = push_one (world, REQUESTER, rw_edit_new_create (change));
  g_assert_null (why);
  if (item)
    why = push_one (world, REQUESTER, new_item (world));
  g_assert_null (why);
}

static void
make_plain (World *world, RwChangeType type)
{
  g_autoptr (RwRecord) change = new_change (world, type);

  make (world, change, TRUE);
}

/* Does what the list of actions says; a person whom it refuses is told by the server as well. */
static char *
act (World *world, guint who, RwChangeActionCode code, const RwChangeWords *words)
{
  g_autoptr (RwRecord) change = get (world, &world->change);
  g_autoptr (GPtrArray) approvals = of_change (world, RW_KIND_APPROVAL);
  g_autoptr (GPtrArray) items = of_change (world, RW_KIND_CHANGE_ITEM);
  const RwId *based_on = rw_record_get_ref (change, RW_CHANGE_BASED_ON);
  g_autoptr (RwRecord) template = based_on != NULL ? get (world, based_on) : NULL;
  const RwChangeCase here = { .change = change,
                              .person = &world->people[who],
                              .roles = RW_ROLE_TECHNICIAN,
                              .n_items = items->len,
                              .approvals = approvals,
                              .template_ = template,
                              .now = world->at };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = rw_change_action_edits (&here, code, words, &error);

  return edits != NULL ? push (world, who, RW_ROLE_TECHNICIAN, edits) : g_strdup (error->message);
}

static void
done (World *world, guint who, RwChangeActionCode code, const RwChangeWords *words)
{
  g_autofree char *why = act (world, who, code, words);

  g_assert_cmpstr (why, ==, NULL);
}

static void
assert_status (World *world, RwChangeStatus status)
{
  g_autoptr (RwRecord) change = get (world, &world->change);

  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, status);
}

static char *
set_enum (World *world, guint who, guint field, int value)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);

  rw_edit_set (edit, field, rw_value_enum (value));
  return push_one (world, who, edit);
}

static void
assert_refused (char *why, const char *sentence)
{
  g_assert_cmpstr (why, ==, sentence);
  g_free (why);
}

static void
assert_not_taken (char *why)
{
  g_assert_nonnull (why);
  g_free (why);
}

static RwEdit *
new_vote (World *world, guint who, RwDecision decision)
{
  g_autoptr (RwRecord) vote = rw_record_new (RW_KIND_APPROVAL, NULL);

  rw_record_set_ref (vote, RW_APPROVAL_CHANGE, &world->change);
  rw_record_set_ref (vote, RW_APPROVAL_PERSON, &world->people[who]);
  rw_record_set_enum (vote, RW_APPROVAL_BOARD, RW_APPROVAL_BOARD_PEER);
  rw_record_set_enum (vote, RW_APPROVAL_DECISION, (int) decision);
  rw_record_set_instant (vote, RW_APPROVAL_AT, world->at);
  return rw_edit_new_create (vote);
}

static void
bring_to_assessed (World *world)
{
  done (world, REQUESTER, RW_CHANGE_ACTION_SUBMIT, NULL);
  done (world, ADA, RW_CHANGE_ACTION_ASSESS, NULL);
}

static void
bring_to_scheduled (World *world)
{
  bring_to_assessed (world);
  done (world, ADA, RW_CHANGE_ACTION_APPROVE, NULL);
  done (world, IVO, RW_CHANGE_ACTION_APPROVE, NULL);
  done (world, REQUESTER, RW_CHANGE_ACTION_SCHEDULE, NULL);
}

static void
test_whole_life (World *world, gconstpointer data)
{
  static const RwChangeWords failed = { .result = RW_CHANGE_RESULT_FAILED,
                                        .backed_out = TRUE,
                                        .text = "Again." };

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_scheduled (world);
  done (world, IMPLEMENTER, RW_CHANGE_ACTION_START, NULL);
  done (world, IMPLEMENTER, RW_CHANGE_ACTION_FINISH, &failed);
  done (world, REQUESTER, RW_CHANGE_ACTION_CLOSE, &failed);
  assert_status (world, RW_CHANGE_STATUS_CLOSED);
}

/* What the list of actions would not offer. */
static void
test_refused (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) bare = new_change (world, RW_CHANGE_TYPE_NORMAL);

  rw_record_set_text (bare, RW_CHANGE_TEST_PLAN, NULL);
  make (world, bare, FALSE);
  bring_to_assessed (world);
  assert_refused (
    set_enum (world, JANA, RW_CHANGE_STATUS, RW_CHANGE_STATUS_APPROVED),
    "Change “New switch” cannot become “Approved” without: affected items, test plan");
  assert_refused (set_enum (world, JANA, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED),
                  "A change of this type does not go from “Assessed” to “Scheduled”");

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  assert_refused (push_one (world, ADA, new_vote (world, ADA, RW_DECISION_APPROVED)),
                  "Change “New switch” is a draft: it is approved once it is submitted");
  bring_to_assessed (world);
  assert_refused (
    push_one (world, ADA, new_vote (world, ADA, RW_DECISION_REJECTED)),
    "Change “New switch” is “Assessed”: rejected, it goes back to draft with the decision");
  g_assert_null (push_one (world, ADA, new_vote (world, ADA, RW_DECISION_APPROVED)));
  g_assert_null (push_one (world, ADA, new_vote (world, ADA, RW_DECISION_APPROVED)));
  assert_refused (set_enum (world, JANA, RW_CHANGE_STATUS, RW_CHANGE_STATUS_APPROVED), ONE_OF_TWO);
  assert_refused (push_one (world, IMPLEMENTER,
                            new_vote (world, IMPLEMENTER, RW_DECISION_APPROVED)),
                  "Change “New switch”: nobody approves their own");
  assert_refused (push_one (world, IMPLEMENTER, new_vote (world, IVO, RW_DECISION_APPROVED)),
                  "A decision is written by the person who made it");
  assert_refused (
    push_one (world, REQUESTER, new_item (world)),
    "Change “New switch” is “Assessed”: with another affected item it is submitted anew");
}

static void
test_new_in_the_middle (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) change = new_change (world, RW_CHANGE_TYPE_STANDARD);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED);
  assert_refused (push_one (world, IVO, rw_edit_new_create (change)),
                  "Change “New switch” begins as a draft; others approve it");
  /* Taken over from another system. */
  g_ptr_array_add (edits, rw_edit_new_create (change));
  g_assert_null (push (world, JANA, RW_ROLE_ADMIN, edits));
}

/* Decisions are for the change as it was, also when one arrives while the change is altered. */
static void
test_altered (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) before = NULL, after = NULL;
  g_autoptr (GPtrArray) approvals = NULL, alone = NULL, edits = NULL, fresh = NULL, again = NULL;
  RwChangeRound round;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_assessed (world);
  before = get (world, &world->change);
  after = rw_record_dup (before);
  rw_record_set_instant (after, RW_CHANGE_END, END + RW_HOUR);
  alone = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (alone, rw_edit_new_diff (before, after));
  assert_refused (
    push (world, REQUESTER, RW_ROLE_TECHNICIAN, alone),
    "Change “New switch” is “Assessed”: with another type, time, risk or plan it is submitted anew");
  approvals = of_change (world, RW_KIND_APPROVAL);
  edits = rw_change_alter (before, after, FALSE, approvals);
  done (world, ADA, RW_CHANGE_ACTION_APPROVE, NULL);
  assert_refused (
    push (world, REQUESTER, RW_ROLE_TECHNICIAN, edits),
    "Ada has decided on change “New switch” as it was; look at the decision and try again");
  fresh = of_change (world, RW_KIND_APPROVAL);
  again = rw_change_alter (before, after, FALSE, fresh);
  g_assert_null (push (world, REQUESTER, RW_ROLE_TECHNICIAN, again));
  assert_status (world, RW_CHANGE_STATUS_SUBMITTED);
  g_ptr_array_unref (fresh);
  fresh = of_change (world, RW_KIND_APPROVAL);
  rw_change_round (after, fresh, NOW, &round);
  g_assert_cmpuint (round.approved, ==, 0);
}

/* Whoever approved does not become the one who does it, without another one who approves. */
static void
test_changed_hands (World *world, gconstpointer data)
{
  RwEdit *edit;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_scheduled (world);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);
  rw_edit_set (edit, RW_CHANGE_IMPLEMENTER, rw_value_ref (&world->people[ADA]));
  assert_refused (push_one (world, REQUESTER, edit), ONE_OF_TWO);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);
  rw_edit_set (edit, RW_CHANGE_IMPLEMENTER, rw_value_ref (&world->people[JANA]));
  g_assert_null (push_one (world, REQUESTER, edit));
}

static RwEdit *
new_extension (World *world, guint who)
{
  RwEdit *edit = new_vote (world, who, RW_DECISION_APPROVED);

  rw_edit_set (edit, RW_APPROVAL_BOARD, rw_value_enum (RW_APPROVAL_BOARD_EXTENSION));
  rw_edit_set (edit, RW_APPROVAL_UNTIL, rw_value_instant (END + RW_HOUR));
  return edit;
}

static void
test_more_time (World *world, gconstpointer data)
{
  static const RwChangeWords ask = { .text = "The copy is slow.", .until = END + RW_HOUR };
  g_autoptr (RwRecord) asked = NULL, later = NULL;
  g_autoptr (GPtrArray) alone = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_scheduled (world);
  done (world, IMPLEMENTER, RW_CHANGE_ACTION_START, NULL);
  assert_refused (push_one (world, JANA, new_extension (world, JANA)),
                  "Change “New switch”: nobody asks for more time until then");
  done (world, IMPLEMENTER, RW_CHANGE_ACTION_ASK_TIME, &ask);
  asked = get (world, &world->change);
  later = rw_record_dup (asked);
  rw_record_set_instant (later, RW_CHANGE_END, END + RW_HOUR);
  g_ptr_array_add (alone, rw_edit_new_diff (asked, later));
  assert_refused (
    push (world, IMPLEMENTER, RW_ROLE_TECHNICIAN, alone),
    "Change “New switch” ends later once somebody else than its implementer has granted it");
  assert_refused (push_one (world, IMPLEMENTER, new_extension (world, IMPLEMENTER)),
                  "Change “New switch”: nobody grants more time to themselves");
  done (world, REQUESTER, RW_CHANGE_ACTION_GRANT_TIME, NULL);
  g_clear_object (&later);
  later = get (world, &world->change);
  g_assert_cmpint (rw_record_get_integer (later, RW_CHANGE_END, 0), ==, END + RW_HOUR);
}

static char *
push_group (World *world, guint who, RwEdit *first, ...)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  va_list more;

  va_start (more, first);
  for (RwEdit *edit = first; edit != NULL; edit = va_arg (more, RwEdit *))
    g_ptr_array_add (edits, edit);
  va_end (more);
  return push (world, who, RW_ROLE_TECHNICIAN, edits);
}

static RwEdit *
to_status (World *world, RwChangeStatus status)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);

  rw_edit_set (edit, RW_CHANGE_STATUS, rw_value_enum ((int) status));
  if (status == RW_CHANGE_STATUS_IN_PROGRESS)
    rw_edit_set (edit, RW_CHANGE_STARTED, rw_value_instant (world->at));
  return edit;
}

/* Steps that are each allowed do not become one that is not by being sent together. */
static void
test_leap (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) change = NULL;
  RwEdit *edit;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  assert_refused (push_group (world, JANA, to_status (world, RW_CHANGE_STATUS_SUBMITTED),
                              to_status (world, RW_CHANGE_STATUS_ASSESSED),
                              to_status (world, RW_CHANGE_STATUS_APPROVED),
                              to_status (world, RW_CHANGE_STATUS_SCHEDULED),
                              to_status (world, RW_CHANGE_STATUS_IN_PROGRESS), NULL),
                  "A change of this type does not go from “Draft” to “In progress”");
  edit = to_status (world, RW_CHANGE_STATUS_SUBMITTED);
  rw_edit_set (edit, RW_CHANGE_TYPE, rw_value_enum (RW_CHANGE_TYPE_STANDARD));
  assert_not_taken (push_group (world, REQUESTER, edit,
                                to_status (world, RW_CHANGE_STATUS_SCHEDULED),
                                to_status (world, RW_CHANGE_STATUS_IN_PROGRESS), NULL));
  assert_status (world, RW_CHANGE_STATUS_DRAFT);

  /* The voices are for the plan as it was. */
  bring_to_scheduled (world);
  edit = to_status (world, RW_CHANGE_STATUS_SUBMITTED);
  rw_edit_set (edit, RW_CHANGE_TEST_PLAN, rw_value_text ("Do not look."));
  assert_not_taken (push_group (world, JANA, to_status (world, RW_CHANGE_STATUS_DRAFT), edit,
                                to_status (world, RW_CHANGE_STATUS_ASSESSED),
                                to_status (world, RW_CHANGE_STATUS_APPROVED), NULL));
  assert_status (world, RW_CHANGE_STATUS_SCHEDULED);
  change = get (world, &world->change);
  rw_record_set_text (change, RW_CHANGE_TEST_PLAN, "Do not look.");
  assert_not_taken (push_group (world, JANA,
                                rw_edit_new (RW_OP_DELETE, RW_KIND_CHANGE, &world->change),
                                rw_edit_new_create (change), NULL));
}

/* What is made again is what it was, or it is something new. */
static void
test_item_again (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (RwRecord) again = NULL;
  RwId other =
    load_named (world, RW_KIND_DEVICE, RW_DEVICE_NAME, "db-1", RW_DEVICE_RACK, &world->rack);
  RwEdit *move;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_scheduled (world);
  items = of_change (world, RW_KIND_CHANGE_ITEM);
  again = rw_record_dup (items->pdata[0]);
  move = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE_ITEM, rw_record_get_id (again));
  rw_edit_set (move, RW_CHANGE_ITEM_TO_RACK, rw_value_ref (&world->rack));
  assert_refused (
    push_one (world, REQUESTER, move),
    "Change “New switch” is “Scheduled”: with another affected item it is submitted anew");
  g_assert_null (
    push_one (world, REQUESTER,
              rw_edit_new (RW_OP_DELETE, RW_KIND_CHANGE_ITEM, rw_record_get_id (again))));
  rw_record_set_ref (again, RW_CHANGE_ITEM_CI, &other);
  assert_refused (
    push_one (world, REQUESTER, rw_edit_new_create (again)),
    "Change “New switch” is “Scheduled”: with another affected item it is submitted anew");
  rw_record_set_ref (again, RW_CHANGE_ITEM_CI, &world->device);
  g_assert_null (push_one (world, REQUESTER, rw_edit_new_create (again)));
}

/* Who approved does not begin the work, nor take it over. */
static void
test_taken_over (World *world, gconstpointer data)
{
  RwEdit *edit;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_scheduled (world);
  edit = to_status (world, RW_CHANGE_STATUS_IN_PROGRESS);
  rw_edit_set (edit, RW_CHANGE_IMPLEMENTER, rw_value_ref (&world->people[ADA]));
  assert_refused (push_one (world, ADA, edit), ONE_OF_TWO);
  done (world, IMPLEMENTER, RW_CHANGE_ACTION_START, NULL);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);
  rw_edit_set (edit, RW_CHANGE_IMPLEMENTER, rw_value_ref (&world->people[IVO]));
  assert_refused (push_one (world, IVO, edit), ONE_OF_TWO);
  /* Somebody who did not decide may. */
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &world->change);
  rw_edit_set (edit, RW_CHANGE_IMPLEMENTER, rw_value_ref (&world->people[JANA]));
  g_assert_null (push_one (world, JANA, edit));
  /* Nor does an overrun vanish with the end of the work. */
  edit = to_status (world, RW_CHANGE_STATUS_REVIEW);
  rw_edit_set (edit, RW_CHANGE_FINISHED, rw_value_instant (world->at));
  rw_edit_set (edit, RW_CHANGE_RESULT, rw_value_enum (RW_CHANGE_RESULT_SUCCESSFUL));
  rw_edit_set (edit, RW_CHANGE_EXTEND_TO, rw_value_instant (END + RW_HOUR));
  rw_edit_set (edit, RW_CHANGE_END, rw_value_instant (END + RW_HOUR));
  assert_not_taken (push_one (world, JANA, edit));
}

/* A decision that was made offline, before the plan became another, comes too late. */
static void
test_late_vote (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) before = NULL, after = NULL;
  g_autoptr (GPtrArray) approvals = NULL, edits = NULL;
  RwEdit *late;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  bring_to_assessed (world);
  late = new_vote (world, ADA, RW_DECISION_APPROVED);
  world->at += RW_MINUTE;
  before = get (world, &world->change);
  after = rw_record_dup (before);
  rw_record_set_text (after, RW_CHANGE_BACKOUT_PLAN, "None.");
  approvals = of_change (world, RW_KIND_APPROVAL);
  edits = rw_change_alter (before, after, FALSE, approvals);
  g_assert_null (push (world, REQUESTER, RW_ROLE_TECHNICIAN, edits));
  assert_refused (push_one (world, ADA, late),
                  "Change “New switch” was altered after this decision; look at it again");
  g_assert_null (push_one (world, ADA, new_vote (world, ADA, RW_DECISION_APPROVED)));
}

static RwId
load_freeze (World *world, const char *name, const RwId *target, gint64 start, gboolean hard)
{
  g_autoptr (RwRecord) window = rw_record_new (RW_KIND_WINDOW, NULL);
  g_autofree char *wall = rw_wall_to_string (start);

  rw_record_set_text (window, RW_WINDOW_NAME, name);
  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  if (target != NULL)
    rw_record_set_ref (window, RW_WINDOW_TARGET, target);
  rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
  rw_record_set_integer (window, RW_WINDOW_DURATION, 60);
  rw_record_set_text (window, RW_WINDOW_TZ, "UTC");
  rw_record_set_boolean (window, RW_WINDOW_HARD, hard);
  load (world, window);
  return *rw_record_get_id (window);
}

static void
drop (World *world, RwKind kind, const RwId *id)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, kind, id));
  g_assert_null (push (world, JANA, RW_ROLE_ADMIN, edits));
}

static void
test_freeze (World *world, gconstpointer data)
{
  const RwId *targets[] = { NULL,         &world->customer, &world->service,
                            &world->site, &world->rack,     &world->device };
  RwId elsewhere = load_named (world, RW_KIND_SITE, RW_SITE_NAME, "MUC", 0, NULL), freeze;

  make_plain (world, RW_CHANGE_TYPE_NORMAL);
  /* Soft ones, those that only touch it and those of others do not keep it. */
  load_freeze (world, "Soft", NULL, START, FALSE);
  load_freeze (world, "Before", NULL, START - RW_HOUR, TRUE);
  load_freeze (world, "After", NULL, END, TRUE);
  load_freeze (world, "Elsewhere", &elsewhere, START, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      freeze = load_freeze (world, "Peak", targets[i], END - RW_HOUR, TRUE);
      assert_refused (act (world, REQUESTER, RW_CHANGE_ACTION_SUBMIT, NULL),
                      "Change “New switch” is inside the freeze “Peak”, which refuses changes");
      drop (world, RW_KIND_WINDOW, &freeze);
    }
  bring_to_scheduled (world);
  load_freeze (world, "Late", &world->customer, START, TRUE);
  assert_refused (act (world, IMPLEMENTER, RW_CHANGE_ACTION_START, NULL),
                  "Change “New switch” is inside the freeze “Late”, which refuses changes");
}

static RwEdit *
set_on (RwRecord *before, guint field, RwValue value)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, rw_record_get_kind (before), rw_record_get_id (before));

  rw_edit_set (edit, field, value);
  return edit;
}

static char *
push_as_manager (World *world, guint who, RwEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  return push (world, who, RW_ROLE_MANAGER, edits);
}

static void
test_template (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) template = rw_record_new (RW_KIND_CHANGE_TEMPLATE, NULL);
  g_autoptr (RwRecord) change = new_change (world, RW_CHANGE_TYPE_STANDARD);

  rw_record_set_text (template, RW_CHANGE_TEMPLATE_NAME, "Restart");
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_MEDIUM);
  rw_record_set_text (template, RW_CHANGE_TEMPLATE_TEST_PLAN, "Look.");
  g_assert_null (push_as_manager (world, ADA, rw_edit_new_create (template)));
  assert_refused (push_as_manager (world, IVO,
                                   set_on (template, RW_CHANGE_TEMPLATE_APPROVED_BY,
                                           rw_value_ref (&world->people[IVO]))),
                  "Template “Restart”: it needs a back-out plan before it is approved");
  g_assert_null (
    push_as_manager (world, ADA,
                     set_on (template, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, rw_value_text ("Back."))));
  assert_refused (push_as_manager (world, ADA,
                                   set_on (template, RW_CHANGE_TEMPLATE_APPROVED_BY,
                                           rw_value_ref (&world->people[ADA]))),
                  "Template “Restart”: nobody approves what they wrote themselves");
  assert_refused (push_as_manager (world, ADA,
                                   set_on (template, RW_CHANGE_TEMPLATE_APPROVED_BY,
                                           rw_value_ref (&world->people[IVO]))),
                  "A decision is written by the person who made it");

  rw_record_set_ref (change, RW_CHANGE_BASED_ON, rw_record_get_id (template));
  make (world, change, TRUE);
  done (world, REQUESTER, RW_CHANGE_ACTION_SUBMIT, NULL);
  assert_refused (set_enum (world, REQUESTER, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED),
                  "The template “Restart” cannot be used: it is not approved");
  g_assert_null (push_as_manager (world, IVO,
                                  set_on (template, RW_CHANGE_TEMPLATE_APPROVED_BY,
                                          rw_value_ref (&world->people[IVO]))));
  assert_refused (
    set_enum (world, REQUESTER, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED),
    "Change “New switch” is riskier than its template “Restart”: make it a normal change");
  g_assert_null (set_enum (world, REQUESTER, RW_CHANGE_RISK_PROBABILITY, RW_LEVEL_LOW));
  done (world, REQUESTER, RW_CHANGE_ACTION_SCHEDULE, NULL);
  assert_refused (push_as_manager (world, JANA,
                                   set_on (template, RW_CHANGE_TEMPLATE_TEST_PLAN,
                                           rw_value_text ("Don't."))),
                  "Template “Restart”: altered, it is approved anew, by somebody else");
  g_assert_null (
    push_as_manager (world, JANA,
                     set_on (template, RW_CHANGE_TEMPLATE_RETIRED, rw_value_boolean (TRUE))));
}

static void
test_risk (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) question = rw_record_new (RW_KIND_RISK_QUESTION, NULL);
  g_autoptr (RwRecord) change = new_change (world, RW_CHANGE_TYPE_NORMAL);
  g_auto (GStrv) answers = rw_change_risk_set_answer (NULL, rw_record_get_id (question), 1);

  rw_record_set_text (question, RW_RISK_QUESTION_NAME, "Is it the only one?");
  rw_record_set_enum (question, RW_RISK_QUESTION_RAISES, RW_RISK_SIDE_EFFECT);
  rw_record_set_integer (question, RW_RISK_QUESTION_WEIGHT, 3);
  load (world, question);
  rw_record_set_texts (change, RW_CHANGE_RISK_ANSWERS, (const char *const *) answers);
  make (world, change, TRUE);
  assert_refused (
    act (world, REQUESTER, RW_CHANGE_ACTION_SUBMIT, NULL),
    "Change “New switch”: “Risk: effect” cannot be “Medium”: the answers give “High”");
  g_assert_null (set_enum (world, REQUESTER, RW_CHANGE_RISK_EFFECT, RW_LEVEL_HIGH));
  done (world, REQUESTER, RW_CHANGE_ACTION_SUBMIT, NULL);
}

static GPtrArray *
random_edits (World *world, guint who, RwRecord *change)
{
  g_autoptr (GPtrArray) approvals = of_change (world, RW_KIND_APPROVAL);
  g_autoptr (GPtrArray) items = of_change (world, RW_KIND_CHANGE_ITEM);
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) after = rw_record_dup (change);
  const RwChangeWords words = { (RwChangeResult) g_test_rand_int_range (0, 3), g_test_rand_bit (),
                                "Why.",
                                rw_record_get_integer (change, RW_CHANGE_END, 0) + RW_HOUR };
  const RwChangeCase here = { .change = change,
                              .person = &world->people[who],
                              .roles = RW_ROLE_TECHNICIAN,
                              .n_items = items->len,
                              .approvals = approvals,
                              .now = world->at };
  GPtrArray *action;
  RwEdit *edit;

  switch (g_test_rand_int_range (0, 40))
    {
    case 0:
      rw_record_set_enum (after, RW_CHANGE_STATUS,
                          g_test_rand_int_range (0, RW_CHANGE_STATUS_CANCELLED));
      break;
    case 1:
      rw_record_set_instant (after, RW_CHANGE_END, END + g_test_rand_int_range (1, 9) * RW_MINUTE);
      break;
    case 2:
      rw_record_set_ref (after, g_test_rand_bit () ? RW_CHANGE_IMPLEMENTER : RW_CHANGE_REQUESTER,
                         &world->people[g_test_rand_int_range (0, N_PEOPLE)]);
      break;
    case 3:
      g_ptr_array_add (edits, new_vote (world, (guint) g_test_rand_int_range (0, N_PEOPLE),
                                        (RwDecision) g_test_rand_int_range (0, 3)));
      break;
    case 4:
      rw_record_set_instant (after, RW_CHANGE_END, END + g_test_rand_int_range (1, 9) * RW_MINUTE);
      g_ptr_array_unref (edits);
      return rw_change_alter (change, after, FALSE, approvals);
    case 5:
      if (approvals->len > 0)
        {
          RwRecord *approval = approvals->pdata[g_test_rand_int_range (0, (int) approvals->len)];

          g_ptr_array_add (edits, set_on (approval, RW_APPROVAL_DECISION,
                                          rw_value_enum (g_test_rand_int_range (0, 3))));
        }
      break;
    default:
      action = rw_change_action_edits (&here,
                                       (RwChangeActionCode)
                                         g_test_rand_int_range (0, g_test_rand_int_range (0, 9) == 0
                                                                     ? RW_CHANGE_ACTION_CANCEL
                                                                     : RW_CHANGE_ACTION_TAKE_BACK),
                                       &words, NULL);
      if (action != NULL)
        {
          g_ptr_array_unref (edits);
          return action;
        }
      break;
    }
  edit = rw_edit_new_diff (change, after);
  if (edit != NULL)
    g_ptr_array_add (edits, edit);
  return edits;
}

static void
check_step (World *world, RwRecord *before, guint who)
{
  g_autoptr (RwRecord) after = get (world, &world->change);
  g_autoptr (GPtrArray) approvals = of_change (world, RW_KIND_APPROVAL);
  RwChangeStatus was = (RwChangeStatus) rw_record_get_enum (before, RW_CHANGE_STATUS),
                 is = (RwChangeStatus) rw_record_get_enum (after, RW_CHANGE_STATUS);
  RwChangeRound round;

  rw_change_round (after, approvals, NOW, &round);
  g_assert_true (
    rw_change_status_may_follow ((RwChangeType) rw_record_get_enum (after, RW_CHANGE_TYPE), was,
                                 is));
  if (was != is && (is == RW_CHANGE_STATUS_APPROVED || is == RW_CHANGE_STATUS_SCHEDULED))
    {
      g_assert_true (rw_change_round_is_won (&round));
      g_assert_true (rw_change_needs (after, 1, is, NULL));
    }
  if (was != is && is == RW_CHANGE_STATUS_APPROVED)
    {
      g_assert_false (rw_change_is_own (after, &world->people[who]));
      g_assert_false (rw_change_is_own (before, &world->people[who]));
    }
  if (is >= RW_CHANGE_STATUS_APPROVED && is <= RW_CHANGE_STATUS_SCHEDULED &&
      was >= RW_CHANGE_STATUS_APPROVED)
    g_assert_false (rw_change_is_altered (before, after));
  if (is == RW_CHANGE_STATUS_SUBMITTED && (was != is || rw_change_is_altered (before, after)))
    g_assert_cmpuint (round.approved, ==, 0);
  if (was == RW_CHANGE_STATUS_IN_PROGRESS && rw_change_is_altered (before, after))
    g_assert_nonnull (
      rw_change_find_extension (after, approvals, rw_record_get_integer (after, RW_CHANGE_END, 0)));
}

/* Whoever writes whatever in whatever order: no step is taken that the rules do not allow, and what an
 * approval was for is what is carried out. */
static void
test_random (World *world, gconstpointer data)
{
  guint n_taken = 0, n_refused = 0, n_worked = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (RwRecord) change =
        new_change (world, g_test_rand_bit () ? RW_CHANGE_TYPE_NORMAL : RW_CHANGE_TYPE_EMERGENCY);

      rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT, g_test_rand_int_range (0, 3));
      make (world, change, TRUE);
      for (guint step = 0; step < 160; step++)
        {
          guint who = (guint) g_test_rand_int_range (0, N_PEOPLE);
          g_autoptr (RwRecord) before = get (world, &world->change);
          g_autoptr (GPtrArray) edits = random_edits (world, who, before);
          g_autofree char *why =
            edits->len > 0 ? push (world, who, RW_ROLE_TECHNICIAN, edits) : NULL;

          if (edits->len == 0)
            continue;
          n_taken += why == NULL;
          n_refused += why != NULL;
          if (why == NULL)
            check_step (world, before, who);
        }
      g_object_unref (change);
      change = get (world, &world->change);
      n_worked += rw_record_has (change, RW_CHANGE_STARTED);
    }
  g_test_message ("%u taken in, %u refused, %u changes worked on", n_taken, n_refused, n_worked);
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/server-changes/" name, World, NULL, set_up, func, tear_down)
  ADD ("whole-life", test_whole_life);
  ADD ("refused", test_refused);
  ADD ("new-in-the-middle", test_new_in_the_middle);
  ADD ("altered", test_altered);
  ADD ("changed-hands", test_changed_hands);
  ADD ("more-time", test_more_time);
  ADD ("leap", test_leap);
  ADD ("item-again", test_item_again);
  ADD ("taken-over", test_taken_over);
  ADD ("late-vote", test_late_vote);
  ADD ("freeze", test_freeze);
  ADD ("template", test_template);
  ADD ("risk", test_risk);
  ADD ("random", test_random);
  return g_test_run ();
}
