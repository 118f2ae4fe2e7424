/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-error.h"
#include "rw-feed-row.h"
#include "rw-json.h"

static void
fill (RwRecord *record,
      guint     i)
{
  const RwField *field = rw_schema_field (rw_record_get_kind (record), i);
  static const char *const texts[] = { "„Größe“ \"x\"\\\n\t", "ärger", "zwei", NULL };
  RwId ids[3] = { rw_id_new (), rw_id_new (), rw_id_new () };

  switch (field->type)
    {
    case RW_FIELD_TEXT:
      rw_record_set_text (record, i, texts[g_test_rand_int_range (0, 3)]);
      break;
    case RW_FIELD_JSON:
      rw_record_set_text (record, i, "{\"mon\":[[\"08:00\",\"13:00\"]],\"n\":[1,2.5,null,true]}");
      break;
    case RW_FIELD_INTEGER:
      rw_record_set_integer (record, i, g_test_rand_int () * (gint64) 1000003);
      break;
    case RW_FIELD_DECIMAL:
      rw_record_set_decimal (record, i, g_test_rand_double () * 1e6 - 5e5);
      break;
    case RW_FIELD_BOOLEAN:
      rw_record_set_boolean (record, i, g_test_rand_bit ());
      break;
    case RW_FIELD_INSTANT:
      rw_record_set_instant (record, i, (gint64) g_test_rand_int () * 1000000 + g_test_rand_int_range (0, 1000000));
      break;
    case RW_FIELD_DATE:
      rw_record_set_date (record, i, g_test_rand_int_range (-10000, 40000));
      break;
    case RW_FIELD_ENUM:
      rw_record_set_enum (record, i, g_test_rand_int_range (0, (gint32) field->enumeration->n_values));
      break;
    case RW_FIELD_REF:
      rw_record_set_ref (record, i, &ids[0]);
      break;
    case RW_FIELD_REFS:
      rw_record_set_refs (record, i, ids, (guint) g_test_rand_int_range (0, 4));
      break;
    case RW_FIELD_TEXTS:
      rw_record_set_texts (record, i, texts);
      break;
    case RW_FIELD_NONE:
    default:
      g_assert_not_reached ();
    }
}

static RwRecord *
random_record (int kind)
{
  RwRecord *record = rw_record_new (kind, NULL);

  for (guint i = 0; i < rw_schema_get (kind)->n_fields; i++)
    if (g_test_rand_int_range (0, 4) > 0)
      fill (record, i);
  return record;
}

/* Property: every record of every kind reads back the same from its body, by both readers. */
static void
test_round_trip (void)
{
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();

  for (int kind = 0; kind < RW_N_KINDS; kind++)
    for (int round = 0; round < 20; round++)
      {
        g_autoptr (RwRecord) record = random_record (kind);
        g_autoptr (RwRecord) back = NULL;
        g_autoptr (RwRecord) from_feed = rw_record_new (kind, rw_record_get_id (record));
        g_autoptr (GString) body = g_string_new (NULL);
        g_autoptr (GString) line = g_string_new (NULL);
        g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
        g_autoptr (GError) error = NULL;
        const RwValue null = RW_VALUE_NULL;
        RwFeedRow row;

        rw_record_write_body (record, body);
        back = rw_record_from_body (kind, rw_record_get_id (record), body->str, -1, &error);
        g_assert_no_error (error);
        g_assert_true (rw_record_equal (record, back));

        g_string_printf (line, "{\"seq\":7,\"kind\":\"%s\",\"id\":\"%s\",\"body\":%s}", rw_schema_get (kind)->name, id, body->str);
        rw_feed_reader_parse (reader, line->str, line->len, &row, &error);
        g_assert_no_error (error);
        g_assert_cmpint (row.seq, ==, 7);
        for (guint i = 0; i < rw_schema_get (kind)->n_fields; i++)
          {
            rw_record_set (from_feed, i, &row.values[i]);
            /* The feed never brings it, whatever is in the line. */
            if (rw_field_is_secret (rw_schema_field (kind, i)))
              rw_record_set (record, i, &null);
          }
        g_assert_true (rw_record_equal (record, from_feed));
      }
}

/* Property: an edit reads back and has the same effect. */
static void
test_edit_round_trip (void)
{
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    for (int round = 0; round < 5; round++)
      {
        g_autoptr (RwRecord) before = random_record (kind);
        g_autoptr (RwRecord) other = random_record (kind);
        g_autoptr (RwRecord) after = rw_record_dup (before);
        g_autoptr (RwRecord) work = rw_record_dup (before);
        g_autoptr (RwEdit) edit = NULL;
        g_autoptr (RwEdit) back = NULL;
        g_autoptr (GString) set = g_string_new (NULL);
        g_autoptr (JsonNode) node = NULL;
        g_autoptr (GError) error = NULL;

        for (guint i = 0; i < rw_schema_get (kind)->n_fields; i++)
          if (g_test_rand_bit ())
            rw_record_set (after, i, rw_record_get (other, i));
        edit = rw_edit_new_diff (before, after);
        if (edit == NULL)
          continue;
        rw_edit_write_set (edit, set);
        node = json_from_string (set->str, &error);
        g_assert_no_error (error);
        back = rw_edit_from_json (RW_OP_UPDATE, kind, rw_record_get_id (before), json_node_get_object (node), &error);
        g_assert_no_error (error);
        rw_edit_apply (back, work);
        g_assert_true (rw_record_equal (work, after));
      }
}

static void
test_feed_bad (void)
{
  static const char *const lines[] = {
    "",
    "{",
    "[]",
    "null",
    "{\"seq\":1}",
    "{\"seq\":\"1\",\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{}}",
    "{\"seq\":1,\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{}}",
    "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c\",\"body\":{}}",
    "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":3}",
    "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"units\":\"42\"}}",
    "{\"seq\":1,\"kind\":\"ticket\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"status\":\"flying\"}}",
    "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"name\":\"a\\u0000b\"}}",
    "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"units\":18446744073709551615}}",
    "{\"to\":1,\"head\":2}",
  };
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      RwFeedRow row;

      g_assert_false (rw_feed_reader_parse (reader, lines[i], strlen (lines[i]), &row, &error));
      g_assert_error (error, RW_ERROR, RW_ERROR_PROTOCOL);
    }
}

static void
test_feed_names_field (void)
{
  static const char line[] = "{\"seq\":1,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"units\":\"x\"}}";
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GError) error = NULL;
  RwFeedRow row;

  g_assert_false (rw_feed_reader_parse (reader, line, strlen (line), &row, &error));
  g_assert_cmpstr (error->message, ==, "rack 018f2a3c-0000-7abc-8def-0123456789ab: the field “units” cannot be read");
}

/* What only a newer server knows is passed over: the rest is as true as before. */
static void
test_feed_newer (void)
{
  static const char kind[] =
    "{\"seq\":4,\"kind\":\"robot\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"body\":{\"name\":3}}";
  static const char word[] =
    "{\"seq\":5,\"kind\":\"rack\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\","
    "\"body\":{\"name\":\"R1\",\"colour\":[1],\"status\":\"flying\",\"units\":42}}";
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GError) error = NULL;
  RwFeedRow row;

  g_assert_true (rw_feed_reader_parse (reader, kind, strlen (kind), &row, &error));
  g_assert_no_error (error);
  g_assert_true (row.kind == RW_KIND_NONE && row.seq == 4 && row.values == NULL);
  g_assert_true (rw_feed_reader_parse (reader, word, strlen (word), &row, &error));
  g_assert_no_error (error);
  g_assert_true (row.kind == RW_KIND_RACK);
  g_assert_true (rw_value_is_null (&row.values[RW_RACK_STATUS]));
  g_assert_cmpint (row.values[RW_RACK_UNITS].integer, ==, 42);
}

static void
test_feed_trailer_and_tombstone (void)
{
  static const char trailer[] = "{\"to\":5,\"head\":9,\"h0\":8,\"last_mid\":3,\"scope\":\"s\",\"epoch\":\"e\"}";
  static const char tombstone[] = "{\"seq\":4,\"kind\":\"vm\",\"id\":\"018f2a3c-0000-7abc-8def-0123456789ab\",\"deleted\":true}";
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  RwFeedRow row;

  g_assert_true (rw_feed_reader_parse (reader, tombstone, strlen (tombstone), &row, NULL));
  g_assert_true (row.deleted && !row.is_trailer && row.values == NULL && row.kind == RW_KIND_VM);
  g_assert_true (rw_feed_reader_parse (reader, trailer, strlen (trailer), &row, NULL));
  g_assert_true (row.is_trailer);
  g_assert_cmpint (row.head, ==, 9);
  g_assert_cmpstr (row.epoch, ==, "e");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/record/round-trip", test_round_trip);
  g_test_add_func ("/wire/edit/round-trip", test_edit_round_trip);
  g_test_add_func ("/wire/feed/bad", test_feed_bad);
  g_test_add_func ("/wire/feed/names-field", test_feed_names_field);
  g_test_add_func ("/wire/feed/newer", test_feed_newer);
  g_test_add_func ("/wire/feed/trailer-and-tombstone", test_feed_trailer_and_tombstone);
  return g_test_run ();
}
