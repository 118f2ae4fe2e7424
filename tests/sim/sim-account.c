/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "rw-json.h"
#include "sim-private.h"

/* What the server did, told from its change log, and whether it may. */

void
sim_mirror_clear (Mirror *mirror)
{
  for (guint i = 0; i < N_RECORDS; i++)
    g_clear_object (&mirror->rows[i].record);
}

void
sim_mirror_copy (const Mirror *from, Mirror *to)
{
  sim_mirror_clear (to);
  *to = *from;
  for (guint i = 0; i < N_RECORDS; i++)
    if (to->rows[i].record != NULL)
      g_object_ref (to->rows[i].record);
}

/* Returns: (nullable): what the server had, at last, in that epoch */
const Mirror *
sim_account_epoch (Sim *sim, const char *epoch)
{
  if (g_strcmp0 (epoch, sim->server.epoch) == 0)
    return &sim->server.mirror;
  for (guint i = 0; i < sim->server.epochs->len; i++)
    {
      Epoch *old = g_ptr_array_index (sim->server.epochs, i);

      if (g_strcmp0 (epoch, old->epoch) == 0)
        return &old->mirror;
    }
  return NULL;
}

static char *
make_key (const RwId *name, gint64 mid)
{
  g_autofree char *text = rw_id_to_string (name);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT, text, mid);
}

/* Returns: the edit that a client calls by this number, 0 for none */
guint
sim_account_edit (Sim *sim, const RwId *name, gint64 mid)
{
  g_autofree char *key = make_key (name, mid);

  return GPOINTER_TO_UINT (g_hash_table_lookup (sim->numbers, key));
}

/* A number means one edit, for ever. */
void
sim_account_name (Sim *sim, const RwId *name, gint64 mid, guint number)
{
  char *key = make_key (name, mid);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (sim->numbers, key));

  sim_check (sim, "I3", known == 0 || known == number, "%s was e%u and is now e%u", key, known,
             number);
  g_hash_table_replace (sim->numbers, key, GUINT_TO_POINTER (number));
}

/* --- The change log --------------------------------------------------------------------------------- */

static guint
text_in (JsonObject *object, guint record, guint tracked)
{
  const char *name =
    rw_schema_field (sim_record_kind (record), sim_record_field (record, tracked))->name;

  return object != NULL
           ? sim_text_edit (json_object_get_string_member_with_default (object, name, NULL))
           : 0;
}

static JsonObject *
read_object (const char *text, JsonNode **node)
{
  *node = text != NULL ? json_from_string (text, NULL) : NULL;
  return *node != NULL ? json_node_get_object (*node) : NULL;
}

/* Nobody writes over what they have not seen. What is older than what they saw they may: after a
 * restore the server shows what was before. */
static void
check_blind (Sim *sim, guint number, guint tracked, guint there)
{
  const Edit *edit = &sim->edits[number];
  guint saw = edit->saw[tracked];

  if (there == 0 || there == saw || saw == NOT_SHOWN || sim->edits[there].client == edit->client)
    return;
  sim_check (sim, "I4", saw != 0 && sim->edits[there].order <= sim->edits[saw].order,
             "e%u of client %u wrote over e%u in field %u of record %u, and had seen e%u", number,
             edit->client, there, tracked, edit->record, saw);
}

static void
note_write (Sim *sim,
            const RwId *name,
            gint64 mid,
            int record,
            const char *op,
            const char *before_text,
            const char *after_text)
{
  Mirror *mirror = &sim->server.mirror;
  guint number = sim_account_edit (sim, name, mid);
  g_autoptr (JsonNode) before_node = NULL;
  g_autoptr (JsonNode) after_node = NULL;
  JsonObject *before = read_object (before_text, &before_node);
  JsonObject *after = read_object (after_text, &after_node);

  sim_check (sim, "I3", number != 0 && record >= 0 && sim->edits[number].record == (guint) record,
             "The server wrote record %d for e%u (mutation %" G_GINT64_FORMAT ")", record, number,
             mid);
  sim_check (sim, "I3",
             (mirror->outcomes[number] != OUTCOME_WRITTEN &&
              mirror->outcomes[number] != OUTCOME_PARTLY) ||
               mirror->mids[number] != mid || !rw_id_equal (&mirror->names[number], name),
             "e%u took effect twice", number);
  mirror->outcomes[number] = OUTCOME_WRITTEN;
  mirror->names[number] = *name;
  mirror->mids[number] = mid;
  for (guint i = 0; i < sim_record_n_tracked ((guint) record); i++)
    if (strcmp (op, "delete") == 0 ||
        (strcmp (op, "update") == 0 && text_in (after, (guint) record, i) == number))
      check_blind (sim, number, i, text_in (before, (guint) record, i));
  if (sim->edits[number].order == 0)
    sim->edits[number].order = ++sim->writes;
}

static void
take_row (Sim *sim, guint record)
{
  Mirror *mirror = &sim->server.mirror;
  Row *row = &mirror->rows[record];
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogState) state = rw_log_store_get (sim->server.store, &sim->ids[record], &error);

  g_assert_no_error (error);
  if (state == NULL)
    {
      sim_check (sim, "I7", row->seq == 0 || (row->deleted && row->seq <= mirror->floor),
                 "Record %u is gone without a tombstone, and the floor is %" G_GINT64_FORMAT,
                 record, mirror->floor);
      return;
    }
  g_clear_object (&row->record);
  row->seq = state->seq;
  row->deleted = state->record == NULL;
  row->record = g_steal_pointer (&state->record);
  for (guint i = 0; i < sim_record_n_tracked (record); i++)
    row->texts[i] = row->record != NULL ? sim_value_edit (row->record, record, i) : 0;
}

/* Reads what was written since the last look. */
void
sim_account_server (Sim *sim)
{
  Server *server = &sim->server;
  Mirror *mirror = &server->mirror;
  RwDb *db = rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (server->store));
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  gint64 floor = rw_log_store_get_number (server->store, "floor", 0, NULL), last = mirror->head;
  gboolean changed = floor != mirror->floor, row;

  sim_check (sim, "I7", floor >= mirror->floor, "The floor went down");
  mirror->floor = floor;
  stmt = rw_db_prepare (
    db, "SELECT seq, client, mid, id, op, before, after FROM history WHERE seq > ?1 ORDER BY seq",
    &error);
  g_assert_no_error (error);
  rw_stmt_bind_integer (stmt, 1, mirror->head);
  while (rw_stmt_step (stmt, &row, &error) && row)
    {
      RwId name, id;

      rw_stmt_get_id (stmt, 1, &name);
      rw_stmt_get_id (stmt, 3, &id);
      mirror->head = rw_stmt_get_integer (stmt, 0);
      note_write (sim, &name, rw_stmt_get_integer (stmt, 2), sim_find_record (sim, &id),
                  rw_stmt_get_text (stmt, 4), rw_stmt_get_text (stmt, 5),
                  rw_stmt_get_text (stmt, 6));
    }
  g_assert_no_error (error);
  sim_check (sim, "I3", rw_log_store_get_head (server->store) == mirror->head,
             "The server says that it is at %" G_GINT64_FORMAT
             ", its change log ends at %" G_GINT64_FORMAT,
             rw_log_store_get_head (server->store), mirror->head);
  /* A collection can take any tombstone away. */
  if (last != mirror->head || changed || floor == 0)
    for (guint i = 0; i < N_RECORDS; i++)
      take_row (sim, i);
}

/* --- Answers ---------------------------------------------------------------------------------------- */

/* "Done, and there was nothing to write": is everything as it was wanted? */
static void
check_nothing (Sim *sim, guint number)
{
  const Mirror *mirror = &sim->server.mirror;
  const Edit *edit = &sim->edits[number];
  const Row *row = &mirror->rows[edit->record];

  if (edit->op == RW_OP_DELETE)
    sim_check (sim, "I5", row->record == NULL,
               "e%u is said to have deleted record %u, which is there", number, edit->record);
  else if (edit->op == RW_OP_CREATE)
    sim_check (sim, "I5", row->texts[0] == number || mirror->outcomes[number] != OUTCOME_NONE,
               "e%u is said to have made record %u, which is somebody else's", number,
               edit->record);
  else
    for (guint i = 0; i < sim_record_n_tracked (edit->record); i++)
      sim_check (sim, "I5", !(edit->fields & (1u << i)) || row->texts[i] == number,
                 "e%u is said to have changed record %u, which does not show it", number,
                 edit->record);
}

/* Whether another mutation of the same push wrote to the record afterwards. */
static gboolean
is_last (Sim *sim, const RwId *name, JsonArray *results, guint at, guint record)
{
  for (guint i = at + 1; i < json_array_get_length (results); i++)
    {
      gint64 mid = json_object_get_int_member (json_array_get_object_element (results, i), "mid");

      if (sim->edits[sim_account_edit (sim, name, mid)].record == record)
        return FALSE;
    }
  return TRUE;
}

/* A group has one fate. */
static void
check_group (Sim *sim, guint number)
{
  const Edit *edit = &sim->edits[number];
  guint written = 0, refused = 0;

  for (guint i = 0; i < edit->group_length; i++)
    {
      written += sim->server.mirror.outcomes[edit->first + i] == OUTCOME_WRITTEN;
      refused += sim->server.mirror.outcomes[edit->first + i] == OUTCOME_CONFLICT;
    }
  sim_check (sim, "I3", written == 0 || refused == 0,
             "Of the group of e%u %u were written and %u were not", edit->first, written, refused);
}

void
sim_account_replies (Sim *sim, const RwId *name, JsonNode *request, const char *answer)
{
  Mirror *mirror = &sim->server.mirror;
  g_autoptr (JsonNode) node = json_from_string (answer, NULL);
  JsonArray *results = json_object_get_array_member (json_node_get_object (node), "results");

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);
      const char *status = json_object_get_string_member (result, "status");
      guint number = sim_account_edit (sim, name, json_object_get_int_member (result, "mid"));
      Outcome before = mirror->outcomes[number];

      sim_check (sim, "I3", number != 0, "An answer to a mutation that nobody made: %s", answer);
      if (strcmp (status, "repeated") == 0)
        /* Unless it has the answer, and this is one to a request that came late. */
        sim_check (sim, "I5",
                   before == OUTCOME_WRITTEN || before == OUTCOME_NOTHING ||
                     sim->edits[number].acked,
                   "The answer to e%u is lost, and it was a conflict", number);
      else if (strcmp (status, "conflict") == 0 || strcmp (status, "refused") == 0)
        {
          sim->counts.conflicts++;
          if (before == OUTCOME_WRITTEN || before == OUTCOME_PARTLY)
            {
              sim_check (sim, "I3", sim->edits[number].group_length == 1,
                         "e%u of a group was written and refused", number);
              mirror->outcomes[number] = OUTCOME_PARTLY;
            }
          else
            mirror->outcomes[number] = OUTCOME_CONFLICT;
        }
      else if (before == OUTCOME_NONE)
        {
          if (is_last (sim, name, results, i, sim->edits[number].record))
            check_nothing (sim, number);
          mirror->outcomes[number] = OUTCOME_NOTHING;
        }
    }
  for (guint i = 0; i < json_array_get_length (results); i++)
    check_group (sim, sim_account_edit (sim, name,
                                        json_object_get_int_member (
                                          json_array_get_object_element (results, i), "mid")));
}
