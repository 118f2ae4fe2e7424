/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-store.h"
#include "fuzz.h"
#include "rw-merge.h"

/*
 * Bytes are decisions: clients that see each other's work late edit, delete and make again a ticket and a
 * change, alone or as a group. Each field ends as the writer wanted, or stays and comes back as a
 * conflict; nothing that the writer had not seen is lost (I4); of a group all or nothing is written.
 */

#define N_CLIENTS 3
#define STEPS     24

#define TICKET 7
#define CHANGE 8

static const guint ticket_fields[] = {
  RW_TICKET_TITLE, RW_TICKET_STATUS, RW_TICKET_CATEGORY, RW_TICKET_PRIORITY, RW_TICKET_ROOT_CAUSE, RW_TICKET_CUSTOMER, RW_TICKET_TAGS, RW_TICKET_OPENED,
};
static const guint change_fields[] = {
  RW_CHANGE_TITLE, RW_CHANGE_STATUS, RW_CHANGE_START, RW_CHANGE_END, RW_CHANGE_TZ, RW_CHANGE_TYPE, RW_CHANGE_TITLE, RW_CHANGE_TZ,
};

G_STATIC_ASSERT (G_N_ELEMENTS (ticket_fields) == 8 && G_N_ELEMENTS (change_fields) == 8);

typedef struct
{
  RwId id;
  gint64 base;
  gint64 mid;
} Client;

static RwValue
take_value (FuzzInput     *input,
            const RwField *field)
{
  static const char *const texts[] = { "a", "b", "Größe", "Europe/Berlin", "No/Where", "x\ty", "mail", "queue" };
  guint choice = fuzz_byte (input);
  RwId id;

  if (choice == 0)
    return RW_VALUE_NULL;
  switch (field->type)
    {
    case RW_FIELD_TEXT:
      return rw_value_text (texts[choice % G_N_ELEMENTS (texts)]);
    case RW_FIELD_ENUM:
      return rw_value_enum ((int) (choice % field->enumeration->n_values));
    case RW_FIELD_INSTANT:
      return rw_value_instant (choice * (gint64) 1000000000000);
    case RW_FIELD_REF:
      id = fuzz_store_id (choice % 16);
      return rw_value_ref (&id);
    case RW_FIELD_TEXTS:
      return rw_value_texts ((const char *const[]){ texts[choice % 8], texts[choice / 8 % 8], NULL });
    default:
      g_assert_not_reached ();
    }
}

static RwEdit *
take_edit (FuzzInput *input,
           gboolean   of_ticket)
{
  static const RwOp ops[] = { RW_OP_UPDATE, RW_OP_UPDATE, RW_OP_UPDATE, RW_OP_DELETE, RW_OP_CREATE };
  const guint *fields = of_ticket ? ticket_fields : change_fields;
  RwKind kind = of_ticket ? RW_KIND_TICKET : RW_KIND_CHANGE;
  RwId id = fuzz_store_id (of_ticket ? TICKET : CHANGE);
  RwEdit *edit = rw_edit_new (ops[fuzz_below (input, G_N_ELEMENTS (ops))], kind, &id);
  guint which = fuzz_byte (input);

  for (guint i = 0; edit->op != RW_OP_DELETE && i < 8; i++)
    {
      const RwField *field = rw_schema_field (kind, fields[i]);

      if (!(which & (1u << i)))
        continue;
      if (rw_field_is_set (field))
        {
          RwValue added = take_value (input, field), removed = edit->op == RW_OP_CREATE ? RW_VALUE_NULL : take_value (input, field);

          rw_edit_change_set (edit, fields[i], added, removed);
        }
      else
        rw_edit_set (edit, fields[i], take_value (input, field));
    }
  return edit;
}

static RwMutation *
take_mutation (FuzzInput *input,
               Client    *client,
               gboolean   of_ticket,
               gint64     head)
{
  RwMutation *mutation = g_new0 (RwMutation, 1);

  mutation->mid = ++client->mid;
  mutation->base = client->base;
  /* Now and then what no honest client says. */
  switch (fuzz_below (input, 16))
    {
    case 1:
      mutation->base = G_MAXINT64;
      break;
    case 2:
      mutation->base = G_MININT64;
      break;
    case 3:
      mutation->base = head + 1;
      break;
    default:
      break;
    }
  mutation->edit = take_edit (input, of_ticket);
  return mutation;
}

/* Who wrote the field last. */
static RwId
last_writer (RwLogStore       *store,
             const RwLogState *state,
             guint             field)
{
  g_autoptr (GPtrArray) entries = rw_log_store_history (store, &state->id, 0, 0, 1000, NULL);

  for (guint i = 0; i < entries->len; i++)
    if (((RwLogEntry *) entries->pdata[i])->seq == state->versions[field])
      return ((RwLogEntry *) entries->pdata[i])->client;
  return RW_ID_NIL;
}

static const RwValue *
find_yours (const RwMergeResult *result,
            guint                field)
{
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const RwMergeConflict *conflict = &g_array_index (result->conflicts, RwMergeConflict, i);

      if (conflict->field == field)
        return &conflict->yours;
    }
  return NULL;
}

static void
check_field (RwLogStore          *store,
             const RwMutation    *mutation,
             const Client        *client,
             const RwMergeResult *result,
             const RwLogState    *before,
             const RwLogState    *after,
             guint                field)
{
  const RwFieldChange *change = rw_edit_find (mutation->edit, field);
  const RwValue *was = rw_record_get (before->record, field), *is = rw_record_get (after->record, field);
  const RwValue *yours = find_yours (result, field);
  RwId writer;

  if (change == NULL)
    {
      g_assert_true (rw_value_equal (was, is) && yours == NULL);
      return;
    }
  if (rw_field_is_set (rw_schema_field (mutation->edit->kind, field)))
    {
      g_auto (RwValue) missing = rw_value_set_minus (&change->value, is);

      g_assert_true (result->status == RW_MERGE_REFUSED || rw_value_is_null (&missing));
      return;
    }
  if (yours != NULL)
    {
      g_assert_true (rw_value_equal (was, is) && rw_value_equal (yours, &change->value));
      return;
    }
  if (result->status != RW_MERGE_REFUSED)
    g_assert_true (rw_value_equal (is, &change->value));
  if (rw_value_equal (was, is) || before->versions[field] <= mutation->base)
    return;
  writer = last_writer (store, before, field);
  g_assert_true (rw_id_equal (&writer, &client->id));
}

static void
check_result (RwLogStore          *store,
              const RwMutation    *mutation,
              const Client        *client,
              const RwMergeResult *result,
              const RwLogState    *before,
              gboolean             together)
{
  g_autoptr (RwLogState) after = rw_log_store_get (store, &mutation->edit->id, NULL);

  if (result->status == RW_MERGE_REFUSED)
    g_assert_nonnull (result->error);
  if (result->status == RW_MERGE_REFUSED || (together && result->status == RW_MERGE_CONFLICT))
    {
      g_assert_cmpint (after->seq, ==, before->seq);
      g_assert_true ((after->record == NULL) == (before->record == NULL));
      if (after->record != NULL)
        fuzz_assert_equal (before->record, after->record);
      return;
    }
  g_assert_cmpint (after->seq, >=, before->seq);
  g_assert_cmpint (result->seq, ==, after->seq);
  if (mutation->edit->op == RW_OP_DELETE && result->status != RW_MERGE_CONFLICT)
    g_assert_null (after->record);
  if (mutation->edit->op != RW_OP_UPDATE || before->record == NULL)
    return;
  for (guint f = 0; f < rw_schema_get (before->kind)->n_fields; f++)
    check_field (store, mutation, client, result, before, after, f);
}

static void
step (RwLogStore *store,
      FuzzInput  *input,
      Client     *client)
{
  RwLogAuthor author = { .at = 1763787600000000, .actor = "Jana Roth", .client = client->id };
  guint what = fuzz_byte (input);
  guint n = what & 1 ? 2 : 1;
  RwMutation *mutations[2];
  RwMergeResult *results[2] = { NULL };
  RwLogState *before[2];
  RwId person = fuzz_store_id (100);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      mutations[i] = take_mutation (input, client, ((what >> 1) & 1) == i, rw_log_store_get_head (store));
      before[i] = rw_log_store_get (store, &mutations[i]->edit->id, NULL);
    }
  rw_merge_group (store, &author, &person, what & 4 ? RW_ROLE_TECHNICIAN : RW_ROLE_ADMIN, mutations, results, n, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    check_result (store, mutations[i], client, results[i], before[i], n > 1);
  for (guint i = 0; i < n; i++)
    {
      rw_mutation_free (mutations[i]);
      rw_merge_result_free (results[i]);
      rw_log_state_free (before[i]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  FuzzInput input = { data, size };
  RwLogStore *store = fuzz_store_begin ();
  Client clients[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++)
    clients[i] = (Client){ .id = fuzz_store_id (200 + i), .base = rw_log_store_get_head (store) };
  for (guint i = 0; i < STEPS && input.size > 0; i++)
    {
      guint choice = fuzz_byte (&input);
      Client *client = &clients[choice % N_CLIENTS];

      if (choice & 128)
        client->base = rw_log_store_get_head (store);
      step (store, &input, client);
    }
  fuzz_store_check (store);
  fuzz_store_end ();
  return 0;
}
