/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-private.h"

/* What a client has, and whether it is what it should have. */

/* --- The outbox and the inbox (I5) ------------------------------------------------------------------ */

typedef enum
{
  ANSWER_NONE,
  ANSWER_TAKEN,
  ANSWER_CONFLICT,
} Answer;

static Answer
answer_of (const RwOutboxEntry *entry)
{
  if (entry->state != RW_OUTBOX_ACKED)
    return ANSWER_NONE;
  if (entry->refused || entry->result == NULL ||
      strstr (entry->result, "\"status\":\"conflict\"") != NULL ||
      strstr (entry->result, "\"status\":\"refused\"") != NULL)
    return ANSWER_CONFLICT;
  return ANSWER_TAKEN;
}

static guint
number_of (const RwOutboxEntry *entry)
{
  return sim_text_edit (entry->label) + (guint) (entry->mid - entry->group);
}

static void
take_entry (Sim *sim, Client *client, const RwOutboxEntry *entry, const Mirror *mirror)
{
  guint number = number_of (entry);
  Edit *edit = &sim->edits[number];

  sim_check (sim, "I5", number > 0 && number <= sim->n_edits && edit->client == client->index,
             "Client %u has an edit that it did not make: %s", client->index, entry->label);
  sim_account_name (sim, rw_work_get_client (client->store->work), entry->mid, number);
  edit->found = TRUE;
  edit->mid = entry->mid;
  if (entry->state != RW_OUTBOX_ACKED)
    {
      edit->acked = FALSE;
      return;
    }
  if (!edit->acked)
    edit->acked_at = sim->now;
  edit->acked = TRUE;
  sim_check (sim, "I5", mirror == NULL || mirror->outcomes[number] != OUTCOME_NONE,
             "Client %u counts e%u as answered, and the server never had it", client->index,
             number);
  sim_check (sim, "I5",
             mirror == NULL || answer_of (entry) != ANSWER_TAKEN ||
               mirror->outcomes[number] == OUTCOME_WRITTEN ||
               mirror->outcomes[number] == OUTCOME_NOTHING,
             "Client %u counts e%u as done, and the server did not take it", client->index, number);
}

static void
take_inbox (Sim *sim, Client *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rw_work_list_conflicts (client->store->work, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const RwEditConflict *conflict = g_ptr_array_index (conflicts, i);
      guint number =
        sim_account_edit (sim, rw_work_get_client (client->store->work), conflict->mid);

      if (number != 0)
        sim->edits[number].in_inbox = TRUE;
    }
}

/* Every edit is pending, acknowledged, or in the inbox. */
static void
check_conserved (Sim *sim, Client *client, GPtrArray *entries)
{
  g_autofree gboolean *here = g_new0 (gboolean, N_EDITS);

  for (guint i = 0; i < entries->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      guint number = number_of (entry);

      sim_check (sim, "I5", !here[number], "e%u is in the outbox twice", number);
      here[number] = TRUE;
      sim_check (sim, "I5", answer_of (entry) != ANSWER_CONFLICT || sim->edits[number].in_inbox,
                 "e%u met a conflict and is not in the inbox", number);
    }
  for (guint i = 1; i <= sim->n_edits; i++)
    {
      Edit *edit = &sim->edits[i];

      if (edit->client != client->index || here[i] || edit->forgotten ||
          (!edit->promised && !edit->found))
        continue;
      sim_check (sim, "I5", edit->acked, "e%u of client %u is lost before it was answered", i,
                 client->index);
      /* Renamed: what had its answer is not needed any more. */
      if (!rw_id_equal (rw_work_get_client (client->store->work), &edit->name) && edit->mid > 0 &&
          !rw_id_is_nil (&edit->name))
        {
          edit->forgotten = TRUE;
          continue;
        }
      sim_check (sim, "I5", sim->now - edit->acked_at >= RW_WORK_KEEP,
                 "e%u of client %u was forgotten %" G_GINT64_FORMAT " s after its answer", i,
                 client->index, (sim->now - edit->acked_at) / RW_SECOND);
      edit->forgotten = TRUE;
    }
}

/* --- The rows (I1, I2, I8) -------------------------------------------------------------------------- */

/* Whether the client is not sent the record, or this field of it. */
gboolean
sim_is_hidden (Client *client, guint record, const RwField *field)
{
  gboolean wall =
    strcmp (client->cursor.scope, rw_scope_get_name (rw_scope_for_roles (RW_ROLE_WALL))) == 0;

  if (sim_record_kind (record) == RW_KIND_DOCUMENT && (wall || client->version != VERSION_SAME))
    return TRUE;
  if (field == NULL)
    return FALSE;
  if ((field->flags & RW_F_CONFIDENTIAL) && wall)
    return TRUE;
  return sim_record_kind (record) == RW_KIND_PERSON && client->version != VERSION_SAME &&
         field == rw_schema_field (RW_KIND_PERSON, RW_PERSON_PHONE);
}

static void
check_row (Sim *sim, Client *client, guint record, const Row *row, RwRecord *mine)
{
  const RwKindInfo *info = rw_schema_get (sim_record_kind (record));
  gboolean there = row->seq > 0 && !row->deleted && !sim_is_hidden (client, record, NULL);

  if (row->seq > client->cursor.pos)
    return;
  sim_check (sim, "I2", there || mine == NULL,
             "Client %u has record %u, which was deleted at %" G_GINT64_FORMAT, client->index,
             record, row->seq);
  sim_check (sim, "I2", !there || mine != NULL,
             "Client %u lacks record %u, written at %" G_GINT64_FORMAT, client->index, record,
             row->seq);
  for (guint i = 0; there && i < info->n_fields; i++)
    {
      const RwField *field = &info->fields[i];
      const RwValue *value = rw_record_get (mine, i);

      if (sim_is_hidden (client, record, field))
        sim_check (sim, "I2", rw_value_is_null (value),
                   "Client %u sees %s of record %u, which it may not", client->index, field->name,
                   record);
      else
        sim_check (sim, "I2", rw_value_equal (value, rw_record_get (row->record, i)),
                   "Client %u at %" G_GINT64_FORMAT
                   " has another %s in record %u than the server at %" G_GINT64_FORMAT,
                   client->index, client->cursor.pos, field->name, record, row->seq);
    }
}

static void
take_cursor (Sim *sim, Client *client, gboolean renewed)
{
  gint64 seen = rw_client_store_get_seen (client->store);
  RwSyncCursor cursor;

  rw_client_store_get_cursor (client->store, &cursor);
  if (client->has_cursor && !renewed)
    {
      sim_check (sim, "I8", strcmp (cursor.epoch, client->cursor.epoch) == 0,
                 "Client %u went from epoch %s to %s without a new cache", client->index,
                 client->cursor.epoch, cursor.epoch);
      sim_check (sim, "I1", cursor.pos >= client->cursor.pos,
                 "The cursor of client %u went back from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                 client->index, client->cursor.pos, cursor.pos);
      sim_check (sim, "I10", seen >= client->seen,
                 "Client %u had its own edits up to %" G_GINT64_FORMAT
                 " in its rows, and now up to %" G_GINT64_FORMAT,
                 client->index, client->seen, seen);
    }
  client->seen = seen;
  client->cursor = cursor;
  client->has_cursor = TRUE;
}

/* --- What the person sees (I9, I10) ----------------------------------------------------------------- */

/* The newest own edit of a field that must show: not answered, or written and not in the rows yet.
 * @free is set when an answered edit may show or not. */
static guint
must_show (Client *client, GPtrArray *entries, const Edit *edits, guint record, guint tracked, gboolean *free, gboolean *deleted)
{
  const RwCacheCursor *cursor = rw_cache_writer_get_cursor (client->store->writer);
  g_autofree char *epoch = rw_client_store_get_meta (client->store, "epoch", NULL);
  /* The numbers in the answers are of the epoch that the outbox was fitted to. */
  gboolean same_epoch = g_strcmp0 (epoch, cursor->epoch) == 0;
  guint shown = 0;

  *free = *deleted = FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      guint number = number_of (entry);
      const Edit *edit = &edits[number];

      if (edit->record != record || entry->kind == RW_KIND_NONE)
        continue;
      if (answer_of (entry) == ANSWER_NONE)
        {
          /* Answered once, and in the rows; then the server was put back, which they do not show yet. */
          if (entry->mid <= cursor->last_mid)
            *free = TRUE;
          else if (edit->op == RW_OP_DELETE)
            *deleted = TRUE, shown = 0;
          else
            {
              if (edit->op == RW_OP_CREATE)
                {
                  *deleted = FALSE;
                  /* Also the fields that it does not set are its own. */
                  *free = !(edit->fields & (1u << tracked));
                }
              if (edit->fields & (1u << tracked))
                shown = number;
            }
        }
      else
        {
          const char *seq = entry->result != NULL ? strstr (entry->result, "\"seq\":") : NULL;
          gint64 written = seq != NULL ? g_ascii_strtoll (seq + 6, NULL, 10) : 0;

          if (same_epoch && answer_of (entry) == ANSWER_TAKEN && written > cursor->pos &&
              edit->op != RW_OP_DELETE && (edit->fields & (1u << tracked)))
            shown = number;
          else if (entry->mid > cursor->last_mid)
            *free = TRUE;
        }
    }
  return shown;
}

static void
check_view (Sim *sim, Client *client, GPtrArray *entries, guint record, RwRecord *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) view = rw_cache_get (rw_cache_writer_get_cache (client->store->writer),
                                            sim_record_kind (record), &sim->ids[record], &error);

  g_assert_no_error (error);
  for (guint i = 0; i < sim_record_n_tracked (record); i++)
    {
      gboolean free, deleted;
      guint own = must_show (client, entries, sim->edits, record, i, &free, &deleted);
      guint shown = view != NULL ? sim_value_edit (view, record, i) : 0;

      if (free)
        continue;
      if (deleted && own == 0)
        sim_check (sim, "I10", view == NULL,
                   "Client %u shows record %u, which its own edit deleted", client->index, record);
      else if (own != 0 && view != NULL)
        sim_check (sim, "I10", shown == own,
                   "Client %u shows e%u in record %u instead of its own e%u", client->index, shown,
                   record, own);
      else if (own != 0)
        /* An edit of what is not there shows nothing; a record that it made shows. */
        sim_check (sim, "I10", sim->edits[own].op != RW_OP_CREATE,
                   "Client %u does not show record %u, made by e%u", client->index, record, own);
      else
        sim_check (
          sim, "I9",
          (view == NULL) == (server == NULL) &&
            (view == NULL || shown == sim_value_edit (server, record, i)),
          "Client %u shows e%u in record %u, has no edit of it, and the server's row says otherwise",
          client->index, shown, record);
    }
}

/* Looks at everything that a client has. @renewed: its cache may be another one. */
void
sim_account_client (Sim *sim, Client *client, gboolean renewed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rw_work_list (client->store->work, 0, &error);
  g_autofree char *epoch = rw_client_store_get_meta (client->store, "epoch", NULL);
  const Mirror *mirror = sim_account_epoch (sim, epoch);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    take_entry (sim, client, g_ptr_array_index (entries, i), mirror);
  take_inbox (sim, client);
  check_conserved (sim, client, entries);
  for (guint i = 0; i < entries->len; i++)
    sim->edits[number_of (g_ptr_array_index (entries, i))].name =
      *rw_work_get_client (client->store->work);
  if (client->store->writer == NULL)
    {
      /* Closed for now: the numbers that its rows know are other ones when it is there again. */
      if (renewed)
        client->has_cursor = FALSE;
      return;
    }

  take_cursor (sim, client, renewed);
  mirror = sim_account_epoch (sim, client->cursor.epoch);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (RwRecord) mine =
        rw_cache_writer_get_server (client->store->writer, sim_record_kind (i), &sim->ids[i],
                                    &error);

      g_assert_no_error (error);
      if (mirror != NULL)
        check_row (sim, client, i, &mirror->rows[i], mine);
      check_view (sim, client, entries, i, mine);
    }
}

/* --- The end ---------------------------------------------------------------------------------------- */

/* Drained and quiet: everybody shows what the server has (I6), and every edit ever made has come to
 * something (I5). */
void
sim_account_end (Sim *sim)
{
  const Mirror *mirror = &sim->server.mirror;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sim->n_clients; i++)
    {
      Client *client = &sim->clients[i];

      sim_account_client (sim, client, FALSE);
      for (guint r = 0; r < N_RECORDS; r++)
        {
          g_autoptr (RwRecord) view =
            rw_cache_get (rw_cache_writer_get_cache (client->store->writer), sim_record_kind (r),
                          &sim->ids[r], NULL);

          sim_check (sim, "I6", mirror->rows[r].seq <= client->cursor.pos, "Client %u is behind",
                     i);
          check_row (sim, client, r, &mirror->rows[r], view);
        }
    }
  for (guint i = 1; i <= sim->n_edits; i++)
    {
      const Edit *edit = &sim->edits[i];

      if (edit->forgotten || (!edit->promised && !edit->found))
        continue;
      sim_check (sim, "I5", mirror->outcomes[i] != OUTCOME_NONE, "e%u of client %u came to nothing",
                 i, edit->client);
      sim_check (sim, "I5",
                 (mirror->outcomes[i] != OUTCOME_CONFLICT &&
                  mirror->outcomes[i] != OUTCOME_PARTLY) ||
                   edit->in_inbox,
                 "e%u of client %u met a conflict, and nobody was told", i, edit->client);
    }
  if (!rw_log_store_verify (sim->server.store, NULL, &error))
    sim_fail (sim, "I3", "%s", error->message);
}
