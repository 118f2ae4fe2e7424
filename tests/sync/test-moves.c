/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-client-store-private.h"
#include "rw-feed-query.h"
#include "rw-json.h"
#include "rw-log-store-sqlite.h"
#include "rw-mutations.h"
#include "store-fixture.h"

/*
 * Random moves of devices by three consoles, one online and two that come back with what they did
 * without a network. Whatever they do, no two devices stand in one place at the server, none stands
 * where nobody put it, and each edit that a console took either took effect or is in its inbox.
 *
 * Where things stand is told here from the fields alone, without the rules that are under test.
 */

#define N_CLIENTS 3 /* the first one is online */
#define N_ROUNDS  25
#define N_EDITS   8 /* of an offline client in a round, at most */

enum
{
  FULL,
  SHALLOW,
  HALF_UNIT,
  HALF_WIDTH,
  TALL,
  UPRIGHT,
  CHASSIS,
  BLADE,
  N_TYPES
};

static const struct
{
  double height;
  gboolean full_depth, half_width;
} sizes[N_TYPES] = {
  [FULL] = { 1, TRUE, FALSE },      [SHALLOW] = { 1, FALSE, FALSE },  [HALF_UNIT] = { 0.5, FALSE, FALSE },
  [HALF_WIDTH] = { 1, FALSE, TRUE }, [TALL] = { 2.5, TRUE, FALSE }, [UPRIGHT] = { 0, FALSE, FALSE },
  [CHASSIS] = { 2, TRUE, FALSE },   [BLADE] = { 0, FALSE, FALSE },
};

static const int racks[] = { 6, 5, 3 };

#define N_RACKS   G_N_ELEMENTS (racks)
#define N_DEVICES (3 * N_TYPES)

typedef struct
{
  char *dir;
  RwClientStore *store;
  RwStoreNews *news;
  GHashTable *meant; /* mid → RwRecord: what the person saw after the edit */
  guint taken, refused_here;
  guint applied, in_inbox;
} Client;

typedef struct
{
  char *dir;
  RwLogStore *store;
  char *epoch;
  RwPrincipal *principal;
  const RwScope *scope;
  RwId racks[N_RACKS];
  RwId types[N_TYPES];
  RwId devices[N_DEVICES];
  Client clients[N_CLIENTS];
} World;

static GRand *luck;

static guint
dice (guint sides)
{
  return (guint) g_rand_int_range (luck, 0, (gint32) sides);
}

static void
load (World *world, RwRecord *record)
{
  RwLogAuthor author = { .at = 1, .actor = "Test" };
  g_autoptr (GError) error = NULL;

  rw_log_store_load (world->store, &author, record, &error);
  g_assert_no_error (error);
}

static RwId
load_named (World *world, RwKind kind, guint title, const char *name, guint parent, const RwId *of)
{
  g_autoptr (RwRecord) record = rw_record_new (kind, NULL);

  rw_record_set_text (record, title, name);
  if (of != NULL)
    rw_record_set_ref (record, parent, of);
  load (world, record);
  return *rw_record_get_id (record);
}

static void
make_company (World *world)
{
  RwId site = load_named (world, RW_KIND_SITE, RW_SITE_NAME, "Frankfurt", 0, NULL);
  RwId room = load_named (world, RW_KIND_ROOM, RW_ROOM_NAME, "C3", RW_ROOM_SITE, &site);

  for (guint i = 0; i < N_RACKS; i++)
    {
      g_autoptr (RwRecord) rack = rw_record_new (RW_KIND_RACK, NULL);
      g_autofree char *name = g_strdup_printf ("R%u", i);

      world->racks[i] = *rw_record_get_id (rack);
      rw_record_set_text (rack, RW_RACK_NAME, name);
      rw_record_set_ref (rack, RW_RACK_ROOM, &room);
      rw_record_set_integer (rack, RW_RACK_UNITS, racks[i]);
      load (world, rack);
    }
  for (guint i = 0; i < N_TYPES; i++)
    {
      g_autoptr (RwRecord) type = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
      g_autofree char *name = g_strdup_printf ("type-%u", i);

      world->types[i] = *rw_record_get_id (type);
      rw_record_set_text (type, RW_DEVICE_TYPE_MANUFACTURER, "Test");
      rw_record_set_text (type, RW_DEVICE_TYPE_MODEL, name);
      rw_record_set_text (type, RW_DEVICE_TYPE_SLUG, name);
      rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, sizes[i].height);
      rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, sizes[i].full_depth);
      rw_record_set_boolean (type, RW_DEVICE_TYPE_HALF_WIDTH, sizes[i].half_width);
      load (world, type);
    }
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      world->devices[i] = load_named (world, RW_KIND_DEVICE, RW_DEVICE_NAME, name, RW_DEVICE_TYPE,
                                      &world->types[i % N_TYPES]);
    }
}

static void
new_cache (World *world, Client *client)
{
  RwCacheCursor cursor = { .epoch = world->epoch,
                           .scope = (char *) rw_scope_get_name (world->scope) };
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open_bulk (client->dir, "demo", &error);

  g_assert_no_error (error);
  g_assert_true (
    rw_cache_writer_begin (writer, NULL) && rw_cache_writer_set_cursor (writer, &cursor, NULL) &&
    rw_cache_writer_commit (writer, NULL) && rw_cache_writer_finish_bulk (writer, NULL));
  rw_cache_writer_close (writer);
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  world->dir = store_dir_new ();
  path = g_build_filename (world->dir, "log.db", NULL);
  world->store = rw_log_store_sqlite_open (path, &error);
  g_assert_no_error (error);
  world->epoch = rw_log_store_get_epoch (world->store, NULL);
  world->principal = rw_principal_new ("Test");
  world->principal->roles = RW_ROLE_ADMIN;
  world->scope = rw_scope_for_roles (RW_ROLE_ADMIN);
  g_assert_true (rw_log_store_begin (world->store, NULL));
  make_company (world);
  g_assert_true (rw_log_store_commit (world->store, NULL));
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      Client *client = &world->clients[i];

      client->dir = store_dir_new ();
      client->news = rw_store_news_new ();
      client->meant = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
      new_cache (world, client);
      client->store = rw_client_store_open (client->dir, "demo", client->news, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (World *world, gconstpointer data)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      rw_client_store_close (world->clients[i].store);
      rw_store_news_free (world->clients[i].news);
      g_hash_table_unref (world->clients[i].meant);
      store_dir_remove (world->clients[i].dir);
    }
  g_clear_object (&world->store);
  rw_principal_unref (world->principal);
  g_free (world->epoch);
  store_dir_remove (world->dir);
}

/* --- Where things stand ----------------------------------------------------------------------------- */

static RwRecord *
at_server (World *world, const RwId *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogState) state = rw_log_store_get (world->store, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (state->record);
  return g_object_ref (state->record);
}

static gboolean
is_there (RwRecord *device)
{
  return rw_record_get_enum (device, RW_DEVICE_STAGE) != RW_STAGE_REMOVED;
}

/* How full each half unit of each face is, where a half width is 1 and no more than 2 has room. */
static void
check_rack (World *world, const RwId *rack_id, GPtrArray *devices)
{
  guint8 taken[256][2] = { { 0 } };
  g_autoptr (RwRecord) rack = at_server (world, rack_id);
  gint64 units = rw_record_get_integer (rack, RW_RACK_UNITS, 0);

  for (guint i = 0; i < devices->len; i++)
    {
      RwRecord *device = g_ptr_array_index (devices, i);
      g_autoptr (RwRecord) type = at_server (world, rw_record_get_ref (device, RW_DEVICE_TYPE));
      gint64 from = (gint64) (2 * rw_record_get_decimal (device, RW_DEVICE_POSITION, 0)) - 2;
      gint64 n = (gint64) (2 * rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 0));
      int face = MAX (0, rw_record_get_enum (device, RW_DEVICE_FACE));

      if (!rw_record_has (device, RW_DEVICE_POSITION) || !is_there (device) ||
          !rw_id_equal (rw_record_get_ref (device, RW_DEVICE_RACK), rack_id))
        continue;
      g_assert_cmpint (from, >=, 0);
      g_assert_true (n == 0 || from + n <= 2 * units);
      for (gint64 half = from; half < from + n; half++)
        for (int f = 0; f < 2; f++)
          {
            if (f != face && !rw_record_get_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH))
              continue;
            taken[half][f] += rw_record_get_boolean (type, RW_DEVICE_TYPE_HALF_WIDTH) ? 1 : 2;
            if (taken[half][f] > 2)
              g_error ("%s is not alone in half unit %d of %s", rw_record_get_title (device),
                       (int) half, rw_record_get_title (rack));
          }
    }
}

static void
check_places (World *world)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) bays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N_DEVICES; i++)
    {
      RwRecord *device = at_server (world, &world->devices[i]);
      const RwId *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);
      guint depth = 0;

      g_ptr_array_add (devices, device);
      if (parent != NULL && rw_record_has (device, RW_DEVICE_BAY) && is_there (device))
        {
          g_autofree char *chassis = rw_id_to_string (parent);

          if (!g_hash_table_add (bays,
                                 g_strconcat (chassis, rw_record_get_text (device, RW_DEVICE_BAY),
                                              NULL)))
            g_error ("%s is not alone in its bay", rw_record_get_title (device));
        }
      while (parent != NULL)
        {
          g_autoptr (RwRecord) chassis = at_server (world, parent);
          const RwId *next = rw_record_get_ref (chassis, RW_DEVICE_PARENT);

          if (++depth > N_DEVICES)
            g_error ("%s is in itself", rw_record_get_title (device));
          parent = next != NULL ? &world->devices[0] : NULL;
          for (guint k = 0; next != NULL && k < N_DEVICES; k++)
            if (rw_id_equal (&world->devices[k], next))
              parent = &world->devices[k];
        }
    }
  for (guint i = 0; i < N_RACKS; i++)
    check_rack (world, &world->racks[i], devices);
}

/* --- Between a console and the server --------------------------------------------------------------- */

static void
begin_cb (gint64 head, gpointer data)
{
}

static gboolean
piece_cb (GString **piece, gboolean last, gpointer data)
{
  g_string_append_len (data, (*piece)->str, (gssize) (*piece)->len);
  return TRUE;
}

static void
pull (World *world, Client *client)
{
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  RwSyncCursor cursor, next;
  RwFeedQuery query;
  char *trailer;
  RwFeedRow row;

  rw_client_store_get_cursor (client->store, &cursor);
  query = (RwFeedQuery) { .epoch = cursor.epoch,
                          .scope_name = cursor.scope,
                          .pos = cursor.pos,
                          .h0 = cursor.h0,
                          .limit = 1000,
                          .client = *rw_work_get_client (client->store->work),
                          .scope = world->scope };
  rw_feed_query_run (&query, world->store, begin_cb, piece_cb, page, &error);
  g_assert_no_error (error);
  if (page->str[page->len - 1] == '\n')
    g_string_truncate (page, page->len - 1);
  trailer = strrchr (page->str, '\n');
  trailer = trailer != NULL ? trailer + 1 : page->str;
  rw_feed_reader_parse (reader, trailer, strlen (trailer), &row, &error);
  g_assert_no_error (error);
  g_assert_true (row.is_trailer && row.to == row.head);
  next = cursor;
  next.pos = row.to;
  next.h0 = row.h0;
  rw_client_store_apply (client->store, &cursor, &next, row.head, row.last_mid, page->str,
                         (gsize) (trailer - page->str), client->news, &error);
  g_assert_no_error (error);
}

static gboolean
is_in_inbox (GPtrArray *inbox, gint64 mid, const char *field)
{
  for (guint i = 0; i < inbox->len; i++)
    {
      const RwEditConflict *conflict = g_ptr_array_index (inbox, i);

      if (conflict->mid == mid &&
          (conflict->field == NULL || g_strcmp0 (conflict->field, field) == 0))
        return TRUE;
    }
  return FALSE;
}

/* A device stands where the person saw it or where it stood, not at a mixture of both. */
static void
check_meant (RwRecord *meant, RwRecord *now)
{
  for (guint field = RW_DEVICE_RACK; field <= RW_DEVICE_BAY; field++)
    if (!rw_value_equal (rw_record_get (meant, field), rw_record_get (now, field)))
      g_error ("%s stands where nobody put it: %s", rw_record_get_title (now),
               rw_schema_field (RW_KIND_DEVICE, field)->name);
}

/* What was wanted is so at the server, field by field, or waits in the inbox for the person. */
static void
check_conserved (World *world, Client *client, JsonObject *request, GHashTable *stood)
{
  JsonArray *mutations = json_object_get_array_member (request, "muts");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) inbox = rw_work_list_conflicts (client->store->work, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (mutations); i++)
    {
      JsonObject *mutation = json_array_get_object_element (mutations, i);
      RwKind kind = rw_schema_find (json_object_get_string_member (mutation, "kind"));
      gint64 mid = json_object_get_int_member (mutation, "mid");
      g_autoptr (RwRecord) now = NULL;
      g_autoptr (RwEdit) edit = NULL;
      gboolean lost = FALSE, moves = FALSE, stays = FALSE;
      RwId id;

      g_assert_true (rw_id_parse (json_object_get_string_member (mutation, "id"), &id));
      edit = rw_edit_from_json (RW_OP_UPDATE, kind, &id,
                                json_object_get_object_member (mutation, "set"), &error);
      g_assert_no_error (error);
      now = at_server (world, &id);
      for (guint k = 0; k < edit->changes->len; k++)
        {
          const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, k);
          const char *name = rw_schema_field (kind, change->field)->name;

          moves |= rw_field_is_place (kind, change->field);
          if (is_in_inbox (inbox, mid, name))
            {
              lost = TRUE;
              stays |= rw_field_is_place (kind, change->field);
            }
          else if (!rw_value_equal (rw_record_get (now, change->field), &change->value))
            g_error ("%s of %s is neither at the server nor in the inbox", name,
                     rw_record_get_title (now));
        }
      if (moves)
        check_meant (g_hash_table_lookup (stays ? stood : client->meant,
                                          stays ? (gconstpointer) &id : GSIZE_TO_POINTER (mid)),
                     now);
      if (lost)
        client->in_inbox++;
      else
        client->applied++;
    }
}

static void
push (World *world, Client *client)
{
  g_autoptr (GBytes) body = NULL;

  while (TRUE)
    {
      g_autoptr (GString) answer = NULL;
      g_autoptr (JsonNode) request = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (RwPushReply) reply = NULL;
      g_autoptr (GHashTable) stood =
        g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_object_unref);
      g_autoptr (GError) error = NULL;
      gint64 first, last;

      g_clear_pointer (&body, g_bytes_unref);
      /* One after the other, so that each can be looked at. */
      body =
        rw_client_store_push (client->store, world->epoch, 1, &first, &last, client->news, &error);
      g_assert_no_error (error);
      if (body == NULL)
        break;
      request =
        rw_json_parse (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), &error);
      g_assert_no_error (error);
      for (guint i = 0; i < N_DEVICES; i++)
        g_hash_table_insert (stood, &world->devices[i], at_server (world, &world->devices[i]));
      answer = rw_mutations_apply (world->store, world->principal, world->scope,
                                   json_node_get_object (request), 1, &error);
      g_assert_no_error (error);
      node = rw_json_parse (answer->str, (gssize) answer->len, &error);
      reply = rw_push_reply_parse (node, &error);
      g_assert_no_error (error);
      rw_client_store_answer (client->store, world->epoch, reply, client->news, &error);
      g_assert_no_error (error);
      check_places (world);
      check_conserved (world, client, json_node_get_object (request), stood);
    }
}

/* --- Moves ------------------------------------------------------------------------------------------ */

static RwRecord *
in_view (Client *client, RwKind kind, const RwId *id)
{
  g_autoptr (GError) error = NULL;
  RwRecord *record =
    rw_cache_get (rw_cache_writer_get_cache (client->store->writer), kind, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

static void
clear_place (RwRecord *device)
{
  for (guint field = RW_DEVICE_RACK; field <= RW_DEVICE_BAY; field++)
    rw_record_take (device, field, RW_VALUE_NULL);
}

static void
move_somewhere (World *world, RwRecord *device)
{
  guint rack = dice (N_RACKS);
  g_autofree char *bay = g_strdup_printf ("%u", 1 + dice (3));

  switch (dice (10))
    {
    case 0:
      clear_place (device);
      rw_record_set_ref (device, RW_DEVICE_RACK, &world->racks[rack]);
      rw_record_set_enum (device, RW_DEVICE_SIDE, (int) dice (RW_SIDE_N_VALUES));
      break;
    case 1:
    case 2:
      clear_place (device);
      /* Mostly into a chassis, which may stand in another one. */
      rw_record_set_ref (
        device, RW_DEVICE_PARENT,
        &world->devices[dice (4) > 0 ? CHASSIS + N_TYPES * dice (3) : dice (N_DEVICES)]);
      rw_record_set_text (device, RW_DEVICE_BAY, bay);
      break;
    case 3:
      rw_record_set_enum (device, RW_DEVICE_STAGE,
                          is_there (device) ? RW_STAGE_REMOVED : RW_STAGE_RACKED);
      break;
    case 4:
      clear_place (device);
      break;
    case 5:
      /* One field of a place, as when a finger slips. */
      if (rw_record_has (device, RW_DEVICE_POSITION))
        rw_record_set_enum (device, RW_DEVICE_FACE, (int) dice (2));
      break;
    default:
      clear_place (device);
      rw_record_set_ref (device, RW_DEVICE_RACK, &world->racks[rack]);
      rw_record_set_decimal (device, RW_DEVICE_POSITION,
                             1 + dice (2 * (guint) racks[rack] + 1) / 2.0);
      if (dice (3) > 0)
        rw_record_set_enum (device, RW_DEVICE_FACE, (int) dice (2));
      break;
    }
}

static void
add_edit (GPtrArray *edits, GPtrArray *meant, RwRecord *before, RwRecord *after)
{
  RwEdit *edit = rw_edit_new_diff (before, after);

  if (edit == NULL)
    return;
  g_ptr_array_add (edits, edit);
  g_ptr_array_add (meant, g_object_ref (after));
}

static void
add_move (World *world, Client *client, GPtrArray *edits, GPtrArray *meant, guint number)
{
  g_autoptr (RwRecord) device = in_view (client, RW_KIND_DEVICE, &world->devices[number]);
  g_autoptr (RwRecord) after = rw_record_dup (device);

  move_somewhere (world, after);
  add_edit (edits, meant, device, after);
}

static void
add_swap (World *world, Client *client, GPtrArray *edits, GPtrArray *meant, guint number)
{
  guint other = (number + 1 + dice (N_DEVICES - 1)) % N_DEVICES;
  g_autoptr (RwRecord) one = in_view (client, RW_KIND_DEVICE, &world->devices[number]);
  g_autoptr (RwRecord) two = in_view (client, RW_KIND_DEVICE, &world->devices[other]);
  g_autoptr (RwRecord) one_after = rw_record_dup (one);
  g_autoptr (RwRecord) two_after = rw_record_dup (two);

  for (guint field = RW_DEVICE_RACK; field <= RW_DEVICE_BAY; field++)
    {
      rw_record_set (one_after, field, rw_record_get (two, field));
      rw_record_set (two_after, field, rw_record_get (one, field));
    }
  add_edit (edits, meant, one, one_after);
  add_edit (edits, meant, two, two_after);
}

static void
add_resize (World *world, Client *client, GPtrArray *edits, GPtrArray *meant)
{
  guint number = dice (N_TYPES + N_RACKS);
  g_autoptr (RwRecord) before = NULL;
  g_autoptr (RwRecord) after = NULL;

  if (number < N_TYPES)
    before = in_view (client, RW_KIND_DEVICE_TYPE, &world->types[number]);
  else
    before = in_view (client, RW_KIND_RACK, &world->racks[number - N_TYPES]);
  after = rw_record_dup (before);
  if (number >= N_TYPES)
    rw_record_set_integer (after, RW_RACK_UNITS, 2 + dice (6));
  else if (dice (2) == 0)
    rw_record_set_decimal (after, RW_DEVICE_TYPE_HEIGHT, dice (5) / 2.0);
  else
    rw_record_set_boolean (after, dice (2) ? RW_DEVICE_TYPE_FULL_DEPTH : RW_DEVICE_TYPE_HALF_WIDTH,
                           (gboolean) dice (2));
  add_edit (edits, meant, before, after);
}

static void
edit (World *world, Client *client)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) meant = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) inverses = NULL;
  g_autoptr (GError) error = NULL;
  guint number = dice (N_DEVICES), what = dice (12);

  if (what == 0)
    add_resize (world, client, edits, meant);
  else if (what < 3)
    add_swap (world, client, edits, meant, number);
  else
    add_move (world, client, edits, meant, number);
  if (edits->len == 0)
    return;
  inverses =
    rw_client_store_edit (client->store, edits, NULL, "move", RW_ROLE_ADMIN, client->news, &error);
  if (inverses == NULL)
    {
      g_assert_cmpstr (error->message, !=, "");
      client->refused_here++;
      return;
    }
  client->taken += edits->len;
  for (guint i = 0; i < edits->len; i++)
    g_hash_table_insert (client->meant,
                         GSIZE_TO_POINTER (client->news->queued - edits->len + 1 + i),
                         g_object_ref (meant->pdata[i]));
}

static void
test_moves (World *world, gconstpointer data)
{
  guint merged = 0, refused = 0;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int () + GPOINTER_TO_UINT (data));

  luck = rand;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_CLIENTS; i++)
        pull (world, &world->clients[i]);
      /* Two without a network, and meanwhile one that has it. */
      for (guint i = 1; i < N_CLIENTS; i++)
        for (guint n = dice (N_EDITS); n > 0; n--)
          edit (world, &world->clients[i]);
      for (guint n = dice (N_EDITS); n > 0; n--)
        {
          pull (world, &world->clients[0]);
          edit (world, &world->clients[0]);
          push (world, &world->clients[0]);
        }
      for (guint i = 1; i < N_CLIENTS; i++)
        push (world, &world->clients[dice (2) ? i : N_CLIENTS - i]);
      for (guint i = 1; i < N_CLIENTS; i++)
        push (world, &world->clients[i]);
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      Client *client = &world->clients[i];

      pull (world, client);
      g_test_message ("client %u: %u taken, %u refused at once, %u applied, %u in the inbox", i,
                      client->taken, client->refused_here, client->applied, client->in_inbox);
      g_assert_cmpint (rw_work_count_unanswered (client->store->work, NULL), ==, 0);
      g_assert_cmpuint (client->taken, ==, client->applied + client->in_inbox);
      for (guint k = 0; k < N_DEVICES; k++)
        {
          g_autoptr (RwRecord) here = in_view (client, RW_KIND_DEVICE, &world->devices[k]);
          g_autoptr (RwRecord) there = at_server (world, &world->devices[k]);

          g_assert_true (rw_record_equal (here, there));
        }
      refused += client->refused_here;
      merged += client->in_inbox;
    }
  /* The one that is online meets nothing that it had not seen. */
  g_assert_cmpuint (world->clients[0].in_inbox, ==, 0);
  /* A run in which nobody got in anybody's way would show nothing. */
  g_assert_cmpuint (refused, >, 5);
  g_assert_cmpuint (merged, >, 5);
  g_assert_true (rw_log_store_verify (world->store, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/moves/%u", i);

      g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_moves, tear_down);
    }
  return g_test_run ();
}
