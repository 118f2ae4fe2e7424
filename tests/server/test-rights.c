/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-json.h"
#include "server-fixture.h"

/* Who may read and write what is in the table of the schema and nowhere else. So every role, every kind
 * and every field is tried, and what the server does is compared with what the table says. */

#define CLIENT "018f0000-0000-7000-8000-00000000000a"

/* A value for a field of any type that breaks no bound, and that a search finds again. */
static void
set_any (RwRecord      *record,
         guint          index,
         const RwField *field,
         const RwId    *ref)
{
  g_autofree char *mark = g_strdup_printf ("%.3s%u", field->name, index);

  switch (field->type)
    {
    case RW_FIELD_TEXT:
      if (strcmp (field->name, "tz") == 0)
        rw_record_set_text (record, index, "Europe/Berlin");
      else if (strstr (field->name, "_wall") != NULL)
        rw_record_set_text (record, index, "2026-11-22T08:00:00");
      else
        rw_record_set_text (record, index, mark);
      break;
    case RW_FIELD_INTEGER:
      rw_record_set_integer (record, index, (gint64) MAX (1, field->min));
      break;
    case RW_FIELD_DECIMAL:
      rw_record_set_decimal (record, index, MAX (1, field->min));
      break;
    case RW_FIELD_BOOLEAN:
      rw_record_set_boolean (record, index, FALSE);
      break;
    case RW_FIELD_INSTANT:
      rw_record_set_instant (record, index, 1760000000000000 + index);
      break;
    case RW_FIELD_ENUM:
      rw_record_set_enum (record, index, 0);
      break;
    case RW_FIELD_REF:
      rw_record_set_ref (record, index, ref);
      break;
    case RW_FIELD_JSON:
      rw_record_take (record, index, (RwValue) { .type = RW_FIELD_JSON, .text = g_strdup ("{}") });
      break;
    case RW_FIELD_TEXTS:
      rw_record_set_texts (record, index, (const char *const[]) { "2026-11-22", NULL });
      break;
    case RW_FIELD_DATE:
      rw_record_set_date (record, index, 20000);
      break;
    case RW_FIELD_REFS:
    case RW_FIELD_NONE:
    default:
      break;
    }
}

static RwRecord *
new_full (RwKind      kind,
          const RwId *ref)
{
  const RwKindInfo *info = rw_schema_get (kind);
  RwRecord *record = rw_record_new (kind, NULL);

  for (guint i = 0; i < info->n_fields; i++)
    set_any (record, i, &info->fields[i], ref);
  return record;
}

typedef struct
{
  const char *name;
  guint role;
} Role;

static const Role roles[] = {
  { "admin", RW_ROLE_ADMIN },     { "manager", RW_ROLE_MANAGER }, { "technician", RW_ROLE_TECHNICIAN },
  { "auditor", RW_ROLE_AUDITOR }, { "wall", RW_ROLE_WALL },       { "intake", RW_ROLE_INTAKE },
};

/* What somebody on the wall may see: said here a second time, so that it is changed on purpose. */
static gboolean
wall_sees (RwKind         kind,
           const RwField *field)
{
  switch (kind)
    {
    case RW_KIND_CONTACT:
    case RW_KIND_FINDING:
    case RW_KIND_MEASURE:
    case RW_KIND_DOCUMENT:
    case RW_KIND_AUDIT:
    case RW_KIND_AUDIT_ITEM:
    case RW_KIND_ATTACHMENT:
    case RW_KIND_CALENDAR_FEED:
      return FALSE;
    default:
      return field == NULL || !(field->flags & (RW_F_CONFIDENTIAL | RW_F_NEVER_CACHED));
    }
}

static void
test_feed (Fixture      *fixture,
           gconstpointer flags)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RwId ref;

  ref = rw_id_new ();
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    g_ptr_array_add (records, new_full ((RwKind) kind, &ref));
  g_assert_true (rw_server_load (fixture->server, records, "Test", &error));
  g_assert_no_error (error);

  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_autofree char *token =
        rw_server_create_token (fixture->server, NULL, "x", roles[r].role, RW_HOUR, NULL);
      g_autoptr (Reply) reply = ask (fixture, "GET", "/v1/changes", token, NULL);
      g_autoptr (GPtrArray) lines = NULL;

      if (roles[r].role == RW_ROLE_INTAKE)
        {
          assert_error (reply, 403, "forbidden");
          continue;
        }
      lines = feed_lines (reply);
      for (int kind = 0; kind < RW_N_KINDS; kind++)
        {
          RwRecord *record = g_ptr_array_index (records, kind);
          const RwKindInfo *info = rw_schema_get ((RwKind) kind);
          JsonObject *row = feed_row (lines, rw_record_get_id (record));
          JsonObject *body;

          if (roles[r].role == RW_ROLE_WALL && !wall_sees ((RwKind) kind, NULL))
            {
              g_assert_null (row);
              continue;
            }
          body = json_object_get_object_member (row, "body");
          for (guint i = 0; i < info->n_fields; i++)
            {
              const RwField *field = &info->fields[i];
              gboolean expected =
                rw_record_has (record, i) && !(field->flags & RW_F_NEVER_CACHED) &&
                (roles[r].role != RW_ROLE_WALL || wall_sees ((RwKind) kind, field));

              if (expected != json_object_has_member (body, field->name))
                g_error ("%s: %s.%s is %s", roles[r].name, info->name, field->name,
                         expected ? "missing" : "shown");
            }
        }
    }
}

/* An edit of one field; whatever else may be wrong with it, "forbidden" is said first, and only then. */
static void
test_mutations (Fixture      *fixture,
                gconstpointer flags)
{
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_autoptr (GString) muts = g_string_new ("[");
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gboolean));
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (Reply) reply = NULL;
      g_autofree char *body = NULL;
      g_autofree char *token = NULL;
      g_autofree char *client = g_strdup_printf ("018f0000-0000-7000-8000-0000000001%02u", r);
      JsonArray *results;
      guint mid = 0;

      token = rw_server_create_token (fixture->server, NULL, "x", roles[r].role, RW_HOUR, NULL);
      for (int kind = 0; kind < RW_N_KINDS; kind++)
        {
          const RwKindInfo *info = rw_schema_get ((RwKind) kind);

          for (guint i = 0; i < info->n_fields; i++)
            {
              const RwField *field = &info->fields[i];
              g_autoptr (RwRecord) record = rw_record_new ((RwKind) kind, NULL);
              g_autoptr (GString) value = g_string_new (NULL);
              g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
              gboolean may = (info->writers & roles[r].role) &&
                             !(field->flags & (RW_F_SERVER | RW_F_NEVER_CACHED)) &&
                             (field->writers == 0 || (field->writers & roles[r].role));

              set_any (record, i, field, rw_record_get_id (record));
              if (rw_field_is_set (field))
                g_string_append (value, "{\"add\":[]}");
              else
                rw_value_write_json (rw_record_get (record, i), field, value);
              g_string_append_printf (
                muts,
                "%s{\"mid\":%u,\"op\":\"create\",\"kind\":\"%s\",\"id\":\"%s\",\"set\":{\"%s\":%s}}",
                mid > 0 ? "," : "", mid + 1, info->name, id, field->name, value->str);
              mid++;
              g_ptr_array_add (names, g_strconcat (info->name, ".", field->name, NULL));
              g_array_append_val (expected, may);
            }
        }
      g_string_append_c (muts, ']');
      g_assert_cmpint (mid, <, 1000);
      body = g_strdup_printf ("{\"client\":\"%s\",\"ack\":0,\"muts\":%s}", client, muts->str);
      reply = ask (fixture, "POST", "/v1/mutations", token, body);
      if (!(roles[r].role & RW_ROLES_STAFF))
        {
          assert_error (reply, 403, "forbidden");
          continue;
        }
      g_assert_cmpint (reply->status, ==, 200);
      results = json_object_get_array_member (reply->object, "results");
      g_assert_cmpint (json_array_get_length (results), ==, mid);
      for (guint i = 0; i < mid; i++)
        {
          JsonObject *result = json_array_get_object_element (results, i);
          gboolean may = g_array_index (expected, gboolean, i), did = TRUE;

          if (json_object_has_member (result, "error"))
            did = strcmp (json_object_get_string_member (json_object_get_object_member (result,
                                                                                        "error"),
                                                         "code"),
                          "forbidden") != 0;
          if (did != may)
            g_error ("%s, %s: %s", roles[r].name, (const char *) g_ptr_array_index (names, i),
                     did ? "let through" : "refused");
        }
    }
}

/* Nothing but its own post is open to an intake; a wall only reads, and not the history. */
static void
test_routes (Fixture      *fixture,
             gconstpointer flags)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint may; /* roles */
  } routes[] = {
    { "GET", "/v1/changes", RW_ROLES_STAFF | RW_ROLE_AUDITOR | RW_ROLE_WALL },
    { "GET", "/v1/history?kind=ticket&id=" CLIENT, RW_ROLES_STAFF | RW_ROLE_AUDITOR },
    { "GET", "/v1/history?kind=message&id=" CLIENT, RW_ROLES_STAFF | RW_ROLE_AUDITOR },
    { "GET", "/v1/history?kind=device&fields=rack", RW_ROLES_STAFF | RW_ROLE_AUDITOR },
    { "POST", "/v1/presence", RW_ROLES_STAFF | RW_ROLE_AUDITOR },
    { "POST", "/v1/mutations", RW_ROLES_STAFF },
    { "GET", "/v1/me", G_MAXUINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
      {
        g_autofree char *token =
          rw_server_create_token (fixture->server, NULL, "x", roles[r].role, RW_HOUR, NULL);
        g_autoptr (Reply) reply =
          ask (fixture, routes[i].method, routes[i].path, token,
               routes[i].method[0] == 'P' ? "{\"kind\":\"ticket\",\"id\":\"" CLIENT
                                            "\",\"mode\":\"leave\","
                                            "\"client\":\"" CLIENT "\",\"muts\":[]}"
                                          : NULL);

        g_test_message ("%s: %s", roles[r].name, routes[i].path);
        g_assert_cmpint (reply->status, ==, (routes[i].may & roles[r].role) ? 200 : 403);
      }
  {
    g_autoptr (Reply) live = ask (fixture, "GET", "/v1/live", fixture->intake, NULL);

    assert_error (live, 403, "forbidden");
  }
}

#define SECRET "gf7-Xk2-qq9"

/* A record that is whole without its secrets. */
static RwRecord *
new_holder (Fixture *fixture,
            RwKind   kind,
            guint    number)
{
  RwRecord *record = rw_record_new (kind, NULL);
  g_autofree char *name = g_strdup_printf ("holder %u", number);
  g_autoptr (RwRecord) needed = NULL;
  g_autoptr (RwRecord) policy = NULL;

  switch (kind)
    {
    case RW_KIND_DEVICE:
      needed = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
      rw_record_set_text (needed, RW_DEVICE_TYPE_MODEL, name);
      load (fixture, needed);
      rw_record_set_text (record, RW_DEVICE_NAME, name);
      rw_record_set_ref (record, RW_DEVICE_TYPE, rw_record_get_id (needed));
      break;
    case RW_KIND_VM:
      rw_record_set_text (record, RW_VM_NAME, name);
      break;
    case RW_KIND_PERSON:
      rw_record_set_text (record, RW_PERSON_NAME, name);
      rw_record_set_text (record, RW_PERSON_LOGIN, name);
      break;
    case RW_KIND_CALENDAR_FEED:
      rw_record_set_text (record, RW_CALENDAR_FEED_NAME, name);
      break;
    case RW_KIND_BACKUP_JOB:
      needed = rw_record_new (RW_KIND_VM, NULL);
      rw_record_set_text (needed, RW_VM_NAME, name);
      load (fixture, needed);
      policy = rw_record_new (RW_KIND_BACKUP_POLICY, NULL);
      rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, name);
      rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
      load (fixture, policy);
      rw_record_set_text (record, RW_BACKUP_JOB_NAME, name);
      rw_record_set_ref (record, RW_BACKUP_JOB_SYSTEM, rw_record_get_id (needed));
      rw_record_set_ref (record, RW_BACKUP_JOB_POLICY, rw_record_get_id (policy));
      break;
    default:
      g_error ("%s has secrets; say here what else it has", rw_schema_get (kind)->name);
    }
  return record;
}

/* Never cached fields: who may read them is told them one at a time, and they are nowhere else. */
static void
test_secrets (Fixture      *fixture,
              gconstpointer flags)
{
  g_autofree char *admin =
    rw_server_create_token (fixture->server, NULL, "x", RW_ROLE_ADMIN, RW_HOUR, NULL);
  guint n = 0;

  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const RwKindInfo *info = rw_schema_get ((RwKind) kind);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const RwField *field = &info->fields[i];
          /* A key that opens something is not to be guessed. */
          const char *more = kind == RW_KIND_CALENDAR_FEED || kind == RW_KIND_BACKUP_JOB
                               ? "0123456789abcdefghijklmnopqrstuvwxyz"
                               : "";
          g_autoptr (RwRecord) record = NULL;
          g_autofree char *id = NULL, *path = NULL, *body = NULL, *stale = NULL,
                          *history_path = NULL;

          if (!rw_field_is_secret (field))
            continue;
          record = new_holder (fixture, (RwKind) kind, n++);
          rw_record_set_text (record, i, "first");
          load (fixture, record);
          id = rw_id_to_string (rw_record_get_id (record));
          path = g_strdup_printf ("/v1/secret?kind=%s&id=%s&field=%s", info->name, id, field->name);
          history_path = g_strdup_printf ("/v1/history?kind=%s&id=%s", info->name, id);
          for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
            {
              g_autofree char *token =
                rw_server_create_token (fixture->server, NULL, "x", roles[r].role, RW_HOUR, NULL);
              g_autoptr (Reply) got = ask (fixture, "GET", path, token, NULL);
              g_autoptr (Reply) set = NULL;
              g_autoptr (Reply) again = NULL;
              gboolean reads = (field->readers & roles[r].role) != 0;
              gboolean writes = reads && (info->writers & roles[r].role);
              gint64 seq = reads ? json_object_get_int_member (got->object, "seq") : 1;

              g_test_message ("%s: %s", roles[r].name, path);
              if (reads)
                {
                  g_assert_cmpint (got->status, ==, 200);
                  if (r == 0)
                    g_assert_cmpstr (json_object_get_string_member (got->object, "value"), ==,
                                     "first");
                }
              else
                assert_error (got, 403, "forbidden");

              g_free (body);
              body = g_strdup_printf (
                "{\"kind\":\"%s\",\"id\":\"%s\",\"field\":\"%s\",\"base\":%" G_GINT64_FORMAT
                ",\"value\":\"" SECRET "%s%u\"}",
                info->name, id, field->name, seq, more, r);
              set = ask (fixture, "POST", "/v1/secret", token, body);
              if (!writes)
                {
                  assert_error (set, 403, "forbidden");
                  continue;
                }
              g_assert_cmpint (set->status, ==, 200);
              g_assert_cmpint (json_object_get_int_member (set->object, "seq"), >, seq);
              /* The answer was lost: the same again does nothing. */
              again = ask (fixture, "POST", "/v1/secret", token, body);
              g_assert_cmpint (again->status, ==, 200);
              g_assert_cmpint (json_object_get_int_member (again->object, "seq"), ==,
                               json_object_get_int_member (set->object, "seq"));
              /* Something else in the place of what was not seen. */
              g_free (stale);
              stale = g_strdup_printf (
                "{\"kind\":\"%s\",\"id\":\"%s\",\"field\":\"%s\",\"base\":%" G_GINT64_FORMAT
                ",\"value\":\"another-one%s\"}",
                info->name, id, field->name, seq, more);
              {
                g_autoptr (Reply) conflict = ask (fixture, "POST", "/v1/secret", token, stale);
                g_autoptr (Reply) now = ask (fixture, "GET", path, token, NULL);
                g_autofree char *expected = g_strdup_printf (SECRET "%s%u", more, r);

                assert_error (conflict, 409, "conflict");
                g_assert_null (strstr (conflict->text, SECRET));
                g_assert_cmpstr (json_object_get_string_member (now->object, "value"), ==,
                                 expected);
              }
            }
          {
            g_autoptr (Reply) history = ask (fixture, "GET", history_path, admin, NULL);
            g_autoptr (Reply) feed = ask (fixture, "GET", "/v1/changes", admin, NULL);

            g_assert_cmpint (history->status, ==, 200);
            g_assert_nonnull (strstr (history->text, field->name));
            g_assert_null (strstr (history->text, SECRET));
            g_assert_nonnull (strstr (feed->text, id));
            g_assert_null (strstr (feed->text, SECRET));
          }
        }
    }
  g_assert_cmpuint (n, >=, 3);
  {
    g_autoptr (Reply) plain =
      ask (fixture, "GET", "/v1/secret?kind=device&id=" CLIENT "&field=name", admin, NULL);
    g_autoptr (Reply) gone =
      ask (fixture, "GET", "/v1/secret?kind=device&id=" CLIENT "&field=access", admin, NULL);
    g_autoptr (Reply) nothing = ask (fixture, "POST", "/v1/secret", admin, "{}");

    assert_error (plain, 422, "invalid");
    assert_error (gone, 404, "not_found");
    assert_error (nothing, 422, "invalid");
  }
}

/* What the server's log says; the server runs in this thread. */
static GPtrArray *lines;

static GLogWriterOutput
keep_line (GLogLevelFlags    level,
           const GLogField  *fields,
           gsize             n_fields,
           gpointer          data)
{
  for (gsize i = 0; level == G_LOG_LEVEL_MESSAGE && i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_ptr_array_add (lines, g_strdup (fields[i].value));
  return g_log_writer_default (level, fields, n_fields, data);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += strstr (g_ptr_array_index (lines, i), text) != NULL;
  return n;
}

/* Who looked at a secret is in the log, each time; what it is never. Who was not let is not said to have. */
static void
test_secret_noted (Fixture      *fixture,
                   gconstpointer flags)
{
  g_autofree char *admin =
    rw_server_create_token (fixture->server, NULL, "duty\nphone", RW_ROLE_ADMIN, RW_HOUR, NULL);
  g_autofree char *wall =
    rw_server_create_token (fixture->server, NULL, "wall", RW_ROLE_WALL, RW_HOUR, NULL);
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_PERSON, NULL);
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
  g_autofree char *path = g_strdup_printf ("/v1/secret?kind=person&id=%s&field=private_phone", id);
  g_autofree char *what = g_strdup_printf ("127.0.0.1: private_phone of person %s", id);

  rw_record_set_text (record, RW_PERSON_NAME, "Ada");
  rw_record_set_text (record, RW_PERSON_LOGIN, "ada.l");
  rw_record_set_text (record, RW_PERSON_PRIVATE_PHONE, SECRET);
  load (fixture, record);
  g_ptr_array_set_size (lines, 0);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (Reply) got = ask (fixture, "GET", path, admin, NULL);

      g_assert_cmpint (got->status, ==, 200);
    }
  {
    g_autoptr (Reply) refused = ask (fixture, "GET", path, wall, NULL);

    g_assert_cmpint (refused->status, ==, 403);
  }
  g_test_message ("%s", (char *) g_ptr_array_index (lines, 0));
  g_assert_cmpuint (count_lines (what), ==, 30);
  g_assert_cmpuint (count_lines ("Secret read: duty\\u{a}phone (token "), ==, 30);
  g_assert_cmpuint (count_lines ("wall"), ==, 0);
  g_assert_cmpuint (count_lines (SECRET), ==, 0);
}

/* What is made again after it was deleted has what the one who makes it again never had. */
static void
test_secret_restored (Fixture      *fixture,
                      gconstpointer flags)
{
  g_autofree char *admin =
    rw_server_create_token (fixture->server, NULL, "x", RW_ROLE_ADMIN, RW_HOUR, NULL);
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_PERSON, NULL);
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
  g_autofree char *path = NULL;
  g_autofree char *muts = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) got = NULL;

  rw_record_set_text (record, RW_PERSON_NAME, "Ada");
  rw_record_set_text (record, RW_PERSON_LOGIN, "ada.l");
  rw_record_set_text (record, RW_PERSON_PRIVATE_PHONE, SECRET);
  load (fixture, record);
  muts = g_strdup_printf (
    "[{\"mid\":1,\"op\":\"delete\",\"kind\":\"person\",\"id\":\"%s\",\"base\":100000},"
    "{\"mid\":2,\"op\":\"create\",\"kind\":\"person\",\"id\":\"%s\",\"base\":100000,"
    "\"set\":{\"name\":\"Ada\",\"login\":\"ada.l\"}}]",
    id, id);
  push (fixture, admin, CLIENT, muts, &reply);
  path = g_strdup_printf ("/v1/secret?kind=person&id=%s&field=private_phone", id);
  got = ask (fixture, "GET", path, admin, NULL);
  g_assert_cmpint (got->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (got->object, "value"), ==, SECRET);
}

/* --- Who is who ----------------------------------------------------------------------------------- */

typedef struct
{
  RwRecord *jana; /* manager */
  RwRecord *ivo;  /* technician */
  RwRecord *ada;  /* technician */
  char *tokens[3];
  gint64 mids[3];
} People;

static RwRecord *
add_person (Fixture    *fixture,
            const char *login,
            guint       role,
            char      **token)
{
  RwRecord *person = rw_record_new (RW_KIND_PERSON, NULL);

  rw_record_set_text (person, RW_PERSON_NAME, login);
  rw_record_set_text (person, RW_PERSON_LOGIN, login);
  load (fixture, person);
  g_assert_true (rw_server_add_account (fixture->server, login, login, role, NULL, NULL));
  *token = rw_server_create_token (fixture->server, login, "laptop", role, RW_HOUR, NULL);
  g_assert_nonnull (*token);
  return person;
}

static void
people_init (People  *people,
             Fixture *fixture)
{
  *people = (People) { NULL };
  people->jana = add_person (fixture, "jana", RW_ROLE_MANAGER, &people->tokens[0]);
  people->ivo = add_person (fixture, "ivo", RW_ROLE_TECHNICIAN, &people->tokens[1]);
  people->ada = add_person (fixture, "ada", RW_ROLE_TECHNICIAN, &people->tokens[2]);
}

static void
people_clear (People *people)
{
  g_object_unref (people->jana);
  g_object_unref (people->ivo);
  g_object_unref (people->ada);
  for (guint i = 0; i < 3; i++)
    g_free (people->tokens[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

/* Returns: the status of what @who did; what was refused was "forbidden". */
static const char *
act (Fixture    *fixture,
     People     *people,
     guint       who,
     const char *op,
     const char *kind,
     const RwId *id,
     const char *set)
{
  g_autofree char *text = rw_id_to_string (id);
  g_autofree char *client = g_strdup_printf ("018f0000-0000-7000-8000-00000000020%u", who);
  g_autofree char *muts =
    g_strdup_printf ("[{\"mid\":%" G_GINT64_FORMAT
                     ",\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",\"base\":100000,"
                     "\"set\":%s}]",
                     ++people->mids[who], op, kind, text, set);
  g_autoptr (Reply) reply = NULL;
  JsonObject *result = push (fixture, people->tokens[who], client, muts, &reply);
  const char *status = g_intern_string (json_object_get_string_member (result, "status"));

  if (strcmp (status, "refused") == 0)
    g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (result, "error"),
                                                    "code"),
                     ==, "forbidden");
  return status;
}

enum
{
  JANA,
  IVO,
  ADA
};

#define PLANNED "\"risk_probability\":\"low\",\"risk_effect\":\"low\",\"test_plan\":\"Look\",\"backout_plan\":\"Back\"," PLAIN
#define PLAIN "\"type\":\"normal\",\"title\":\"New switch\",\"start\":\"2026-12-01T08:00:00Z\",\"end\":\"2026-12-01T09:00:00Z\""

static void
test_own_change (Fixture      *fixture,
                 gconstpointer flags)
{
  g_auto (People) people;
  g_autofree char *ivo = NULL, *ada = NULL, *by_ivo = NULL, *for_ada = NULL, *mine = NULL,
                  *approval_own = NULL, *approval_forged = NULL, *approval_good = NULL,
                  *pending = NULL, *change_text = NULL;
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);
  g_autofree char *vm_id = rw_id_to_string (rw_record_get_id (vm)), *affects = NULL, *jana = NULL,
                  *approval_second = NULL;
  RwId second, change, approved_at_once, approval, other, item = rw_id_new ();

  rw_record_set_text (vm, RW_VM_NAME, "web-1");
  load (fixture, vm);
  people_init (&people, fixture);
  jana = rw_id_to_string (rw_record_get_id (people.jana));
  ivo = rw_id_to_string (rw_record_get_id (people.ivo));
  ada = rw_id_to_string (rw_record_get_id (people.ada));
  change = rw_id_new ();
  approved_at_once = rw_id_new ();
  approval = rw_id_new ();
  other = rw_id_new ();
  change_text = rw_id_to_string (&change);
  by_ivo = g_strdup_printf ("{" PLANNED ",\"status\":\"draft\",\"requester\":\"%s\"}", ivo);
  for_ada = g_strdup_printf ("{\"requester\":\"%s\"}", ada);
  mine = g_strdup_printf ("{" PLANNED ",\"status\":\"approved\",\"requester\":\"%s\"}", ada);

  /* At once, in another's name. */
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "change", &approved_at_once, mine), ==,
                   "refused");

  g_assert_cmpstr (act (fixture, &people, IVO, "create", "change", &change, by_ivo), ==, "applied");
  affects = g_strdup_printf ("{\"change\":\"%s\",\"ci\":\"%s\"}", change_text, vm_id);
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "change_item", &item, affects), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"submitted\"}"),
                   ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"assessed\"}"),
                   ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"draft\"}"),
                   ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"submitted\"}"),
                   ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"assessed\"}"),
                   ==, "applied");

  /* A decision on the own one, one in another's name, and a request for one. */
  approval_own = g_strdup_printf ("{\"change\":\"%s\",\"person\":\"%s\",\"decision\":\"approved\"}",
                                  change_text, ivo);
  approval_forged =
    g_strdup_printf ("{\"change\":\"%s\",\"person\":\"%s\",\"decision\":\"approved\"}", change_text,
                     ada);
  pending = g_strdup_printf ("{\"change\":\"%s\",\"person\":\"%s\",\"decision\":\"pending\"}",
                             change_text, ada);
  approval_good = g_strdup ("{\"decision\":\"approved\"}");
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "approval", &other, approval_own), ==,
                   "refused");
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "approval", &other, approval_forged), ==,
                   "refused");
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "approval", &approval, pending), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "approval", &approval, approval_good), ==,
                   "refused");
  g_assert_cmpstr (act (fixture, &people, JANA, "update", "approval", &approval, approval_good), ==,
                   "refused");
  g_assert_cmpstr (act (fixture, &people, ADA, "update", "approval", &approval, approval_good), ==,
                   "applied");

  /* Enough have approved, and still it is not the own hand that says so; another name in it does not
   * make it another's. */
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"approved\"}"),
                   ==, "refused");
  second = rw_id_new ();
  approval_second =
    g_strdup_printf ("{\"change\":\"%s\",\"person\":\"%s\",\"decision\":\"approved\"}", change_text,
                     jana);
  g_assert_cmpstr (act (fixture, &people, JANA, "create", "approval", &second, approval_second), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change, for_ada), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "change", &change,
                        "{\"status\":\"approved\"}"),
                   ==, "refused");
  g_assert_cmpstr (act (fixture, &people, ADA, "update", "change", &change,
                        "{\"status\":\"approved\"}"),
                   ==, "refused");
  g_assert_cmpstr (act (fixture, &people, JANA, "update", "change", &change,
                        "{\"status\":\"approved\"}"),
                   ==, "applied");

  /* A deletion that is taken back is no approval. */
  g_assert_cmpstr (act (fixture, &people, IVO, "delete", "change_item", &item, "{}"), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "delete", "approval", &second, "{}"), ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "delete", "approval", &approval, "{}"), ==,
                   "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "delete", "change", &change, "{}"), ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "change", &change, mine), ==, "applied");
}

/* Nobody speaks for another, and nobody writes to what is not for them. */
static void
test_names (Fixture      *fixture,
            gconstpointer flags)
{
  g_auto (People) people;
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *ticket_id = rw_id_to_string (rw_record_get_id (ticket));
  g_autofree char *ivo = NULL, *ada = NULL, *own = NULL, *forged = NULL, *nobody = NULL;
  RwId id;

  people_init (&people, fixture);
  load (fixture, ticket);
  ivo = rw_id_to_string (rw_record_get_id (people.ivo));
  ada = rw_id_to_string (rw_record_get_id (people.ada));
  own = g_strdup_printf (
    "{\"ticket\":\"%s\",\"type\":\"public_reply\",\"at\":\"2026-11-22T08:00:00Z\",\"body\":\"x\",\"author\":\"%s\"}",
    ticket_id, ivo);
  forged = g_strdup_printf (
    "{\"ticket\":\"%s\",\"type\":\"public_reply\",\"at\":\"2026-11-22T08:00:00Z\",\"body\":\"x\",\"author\":\"%s\"}",
    ticket_id, ada);
  id = rw_id_new ();
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "message", &id, forged), ==, "refused");
  g_assert_cmpstr (act (fixture, &people, IVO, "create", "message", &id, own), ==, "applied");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "message", &id, "{\"body\":\"y\"}"), ==,
                   "refused");
  g_assert_cmpstr (act (fixture, &people, IVO, "delete", "message", &id, "{}"), ==, "refused");
  /* Their own record is not theirs to write, nor another's. */
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "person", rw_record_get_id (people.ivo),
                        "{\"role\":\"team_lead\"}"),
                   ==, "refused");
  g_assert_cmpstr (act (fixture, &people, JANA, "update", "person", rw_record_get_id (people.ada),
                        "{\"phone\":\"1\"}"),
                   ==, "refused");
  g_assert_cmpstr (act (fixture, &people, IVO, "update", "ticket", rw_record_get_id (ticket),
                        "{\"number\":\"T-1\"}"),
                   ==, "refused");
}

#define ADD(path, func, flags) g_test_add (path, Fixture, GINT_TO_POINTER (flags), fixture_set_up, func, fixture_tear_down)

/* Four eyes: who did it says so, somebody else that it works, whatever name stands in it. */
static void
test_own_measure (Fixture      *fixture,
                  gconstpointer flags)
{
  g_auto (People) people;
  g_autofree char *ivo = NULL, *ada = NULL, *service = NULL, *create = NULL, *for_ada = NULL,
                  *entry = NULL;
  RwId measure = rw_id_new (), at_once = rw_id_new (), catalogue = rw_id_new ();
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);
  g_autofree char *create_verified = NULL;

  people_init (&people, fixture);
  rw_record_set_text (vm, RW_VM_NAME, "web-1");
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_WORKSHOP);
  load (fixture, vm);
  ivo = rw_id_to_string (rw_record_get_id (people.ivo));
  ada = rw_id_to_string (rw_record_get_id (people.ada));
  service = rw_id_to_string (rw_record_get_id (vm));
  create = g_strdup_printf (
    "{\"title\":\"SSH keys only\",\"status\":\"open\",\"ci\":\"%s\",\"owner\":\"%s\"}", service,
    ivo);
  create_verified = g_strdup_printf (
    "{\"title\":\"SSH keys only\",\"status\":\"verified\",\"ci\":\"%s\",\"owner\":\"%s\"}", service,
    ivo);
  for_ada = g_strdup_printf ("{\"owner\":\"%s\"}", ada);
  entry = g_strdup ("{\"title\":\"TLS\",\"status\":\"open\",\"catalogue\":true}");

#define ACT(who, op, id, set) act (fixture, &people, who, op, "measure", id, set)
  g_assert_cmpstr (ACT (IVO, "create", &at_once, create_verified), ==, "refused");
  g_assert_cmpstr (ACT (IVO, "create", &measure, create), ==, "applied");
  g_assert_cmpstr (ACT (IVO, "update", &measure, "{\"status\":\"done\"}"), ==, "applied");
  g_assert_cmpstr (ACT (IVO, "update", &measure, "{\"status\":\"verified\"}"), ==, "refused");
  g_assert_cmpstr (ACT (IVO, "update", &measure, for_ada), ==, "applied");
  g_assert_cmpstr (ACT (IVO, "update", &measure, "{\"status\":\"verified\"}"), ==, "refused");
  /* Nor the one whose name stands in it. */
  g_assert_cmpstr (ACT (ADA, "update", &measure, "{\"status\":\"verified\"}"), ==, "refused");
  g_assert_cmpstr (ACT (JANA, "update", &measure, "{\"status\":\"verified\"}"), ==, "applied");
  /* Who takes their verification back did not do it, and may verify again. */
  g_assert_cmpstr (ACT (JANA, "update", &measure, "{\"status\":\"done\"}"), ==, "applied");
  g_assert_cmpstr (ACT (JANA, "update", &measure, "{\"status\":\"verified\"}"), ==, "applied");
  /* The catalogue is the managers'. */
  g_assert_cmpstr (ACT (IVO, "create", &catalogue, entry), ==, "refused");
  g_assert_cmpstr (ACT (JANA, "create", &catalogue, entry), ==, "applied");
  g_assert_cmpstr (ACT (IVO, "update", &catalogue, "{\"status\":\"done\"}"), ==, "refused");
#undef ACT
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  lines = g_ptr_array_new_with_free_func (g_free);
  g_log_set_writer_func (keep_line, NULL, NULL);
  ADD ("/rights/feed", test_feed, FIXTURE_PLAIN);
  ADD ("/rights/mutations", test_mutations, FIXTURE_PLAIN);
  ADD ("/rights/routes", test_routes, FIXTURE_PLAIN);
  ADD ("/rights/secrets", test_secrets, FIXTURE_PLAIN);
  ADD ("/rights/secret-noted", test_secret_noted, FIXTURE_PLAIN);
  ADD ("/rights/secret-restored", test_secret_restored, FIXTURE_PLAIN);
  ADD ("/rights/own-change", test_own_change, FIXTURE_PLAIN);
  ADD ("/rights/own-measure", test_own_measure, FIXTURE_PLAIN);
  ADD ("/rights/names", test_names, FIXTURE_PLAIN);
  result = g_test_run ();
  g_ptr_array_unref (lines);
  return result;
}
