/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* rackwardctl explain windows, as scripts see it. The instants were worked out from the tz database by
 * other means. */

#define SUNDAYS                                                                                    \
  "\"start\":\"2026-03-22T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,"            \
  "\"rrule\":\"FREQ=WEEKLY;BYDAY=SU\","
#define SPRING "\"from\":\"2026-03-20T00:00:00Z\",\"to\":\"2026-04-13T00:00:00Z\""

typedef struct
{
  const char *name, *in;
  /* One instance a line: start, local start, gap or fold. */
  const char *instances;
} Case;

static const Case cases[] = {
  { "berlin, into the gap", "{" SUNDAYS SPRING "}",
    "2026-03-22T01:30:00Z 2026-03-22T02:30:00 -\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n"
    "2026-04-05T00:30:00Z 2026-04-05T02:30:00 -\n"
    "2026-04-12T00:30:00Z 2026-04-12T02:30:00 -\n" },
  { "berlin, twice",
    "{\"start\":\"2026-10-24T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,"
    "\"rrule\":\"FREQ=DAILY;COUNT=3\",\"from\":\"2026-10-01T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\"}",
    "2026-10-24T00:30:00Z 2026-10-24T02:30:00 -\n"
    "2026-10-25T00:30:00Z 2026-10-25T02:30:00 fold\n"
    "2026-10-26T01:30:00Z 2026-10-26T02:30:00 -\n" },
  { "oslo, both edges of the gap and of the fold",
    "{\"start\":\"2026-03-29T02:00\",\"tz\":\"Europe/Oslo\",\"duration_minutes\":30,"
    "\"rdates\":[\"2026-03-29T01:59:00\",\"2026-03-29T03:00:00\",\"2026-10-25T02:00:00\",\"2026-10-25T01:59:00\","
    "\"2026-10-25T02:59:00\",\"2026-10-25T03:00:00\"],"
    "\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}",
    "2026-03-29T00:59:00Z 2026-03-29T01:59:00 -\n"
    "2026-03-29T01:00:00Z 2026-03-29T02:00:00 gap\n"
    "2026-03-29T01:00:00Z 2026-03-29T03:00:00 -\n"
    "2026-10-24T23:59:00Z 2026-10-25T01:59:00 -\n"
    "2026-10-25T00:00:00Z 2026-10-25T02:00:00 fold\n"
    "2026-10-25T00:59:00Z 2026-10-25T02:59:00 fold\n"
    "2026-10-25T02:00:00Z 2026-10-25T03:00:00 -\n" },
  /* The clocks went ahead at midnight, the last time in 2018. */
  { "são paulo, midnight that is not",
    "{\"start\":\"2018-11-03T00:00:00\",\"tz\":\"America/Sao_Paulo\",\"duration_minutes\":60,"
    "\"rrule\":\"FREQ=DAILY\",\"from\":\"2018-11-03T00:00:00Z\",\"to\":\"2018-11-06T00:00:00Z\"}",
    "2018-11-03T03:00:00Z 2018-11-03T00:00:00 -\n"
    "2018-11-04T03:00:00Z 2018-11-04T00:00:00 gap\n"
    "2018-11-05T02:00:00Z 2018-11-05T00:00:00 -\n" },
  { "são paulo, an hour before midnight that is twice",
    "{\"start\":\"2018-02-16T23:30:00\",\"tz\":\"America/Sao_Paulo\",\"duration_minutes\":60,"
    "\"rrule\":\"FREQ=DAILY;COUNT=3\",\"from\":\"2018-02-01T00:00:00Z\",\"to\":\"2018-03-01T00:00:00Z\"}",
    "2018-02-17T01:30:00Z 2018-02-16T23:30:00 -\n"
    "2018-02-18T01:30:00Z 2018-02-17T23:30:00 fold\n"
    "2018-02-19T02:30:00Z 2018-02-18T23:30:00 -\n" },
  { "são paulo, no clock change since 2019",
    "{\"start\":\"2018-11-04T00:00:00\",\"tz\":\"America/Sao_Paulo\",\"duration_minutes\":60,"
    "\"rrule\":\"FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\",\"from\":\"2018-01-01T00:00:00Z\",\"to\":\"2020-01-01T00:00:00Z\"}",
    "2018-11-04T03:00:00Z 2018-11-04T00:00:00 gap\n"
    "2019-11-03T03:00:00Z 2019-11-03T00:00:00 -\n" },
  /* Half an hour. */
  { "lord howe, into the gap",
    "{\"start\":\"2026-10-03T02:15:00\",\"tz\":\"Australia/Lord_Howe\",\"duration_minutes\":45,"
    "\"rrule\":\"FREQ=DAILY;COUNT=3\",\"from\":\"2026-10-01T00:00:00Z\",\"to\":\"2026-10-10T00:00:00Z\"}",
    "2026-10-02T15:45:00Z 2026-10-03T02:15:00 -\n"
    "2026-10-03T15:45:00Z 2026-10-04T02:15:00 gap\n"
    "2026-10-04T15:15:00Z 2026-10-05T02:15:00 -\n" },
  { "lord howe, twice, and the edges",
    "{\"start\":\"2026-04-04T01:45:00\",\"tz\":\"Australia/Lord_Howe\",\"duration_minutes\":45,"
    "\"rrule\":\"FREQ=DAILY;COUNT=3\",\"rdates\":[\"2026-04-05T01:30:00\",\"2026-04-05T02:00:00\"],"
    "\"from\":\"2026-04-01T00:00:00Z\",\"to\":\"2026-04-10T00:00:00Z\"}",
    "2026-04-03T14:45:00Z 2026-04-04T01:45:00 -\n"
    "2026-04-04T14:30:00Z 2026-04-05T01:30:00 fold\n"
    "2026-04-04T14:45:00Z 2026-04-05T01:45:00 fold\n"
    "2026-04-04T15:30:00Z 2026-04-05T02:00:00 -\n"
    "2026-04-05T15:15:00Z 2026-04-06T01:45:00 -\n" },
  { "left out, added twice, moved ahead of another",
    "{" SUNDAYS "\"exdates\":[\"2026-04-05T02:30:00\",\"2026-04-01T09:00:00\",\"2026-04-02T02:00:00\"],"
    "\"rdates\":[\"2026-04-05T02:30:00\",\"2026-04-01T08:00:00\",\"2026-04-01T08:00:00\",\"2026-04-01T09:00:00\",\"2026-03-22T02:30:00\"],"
    "\"overrides\":[{\"recurrence_id\":\"2026-04-12T02:30:00\",\"start\":\"2026-03-31T23:00:00\"}]," SPRING "}",
    "2026-03-22T01:30:00Z 2026-03-22T02:30:00 -\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n"
    "2026-03-31T21:00:00Z 2026-03-31T23:00:00 -\n"
    "2026-04-01T06:00:00Z 2026-04-01T08:00:00 -\n" },
  { "moved into the range from years after, and out of it",
    "{" SUNDAYS "\"overrides\":[{\"recurrence_id\":\"2029-04-01T02:30:00\",\"start\":\"2026-03-29T02:15:00\"},"
    "{\"recurrence_id\":\"2026-04-12T02:30:00\",\"start\":\"2030-01-01T02:30:00\"}]," SPRING "}",
    "2026-03-22T01:30:00Z 2026-03-22T02:30:00 -\n"
    "2026-03-29T01:15:00Z 2026-03-29T02:15:00 gap\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n"
    "2026-04-05T00:30:00Z 2026-04-05T02:30:00 -\n" },
  { "moved to where another is: once; a date of its own moved; what is left out stays so",
    "{" SUNDAYS "\"rdates\":[\"2026-03-25T10:00:00\"],\"exdates\":[\"2026-04-12T02:30:00\"],"
    "\"overrides\":[{\"recurrence_id\":\"2026-03-29T02:30:00\",\"start\":\"2026-04-05T02:30:00\"},"
    "{\"recurrence_id\":\"2026-03-25T10:00:00\",\"start\":\"2026-03-26T10:00:00\"},"
    "{\"recurrence_id\":\"2026-04-12T02:30:00\",\"start\":\"2026-04-11T02:30:00\"}]," SPRING "}",
    "2026-03-22T01:30:00Z 2026-03-22T02:30:00 -\n"
    "2026-03-26T09:00:00Z 2026-03-26T10:00:00 -\n"
    "2026-04-05T00:30:00Z 2026-04-05T02:30:00 -\n" },
  { "until a date: to its end",
    "{\"start\":\"2026-03-27T23:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,\"rrule\":\"FREQ=DAILY;UNTIL=20260329\"," SPRING "}",
    "2026-03-27T22:30:00Z 2026-03-27T23:30:00 -\n"
    "2026-03-28T22:30:00Z 2026-03-28T23:30:00 -\n"
    "2026-03-29T21:30:00Z 2026-03-29T23:30:00 -\n" },
  { "until a local time, compared as the local time it is",
    "{\"start\":\"2026-03-27T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,\"rrule\":\"FREQ=DAILY;UNTIL=20260329T024500\"," SPRING "}",
    "2026-03-27T01:30:00Z 2026-03-27T02:30:00 -\n"
    "2026-03-28T01:30:00Z 2026-03-28T02:30:00 -\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n" },
  { "until an instant, to the second",
    "{\"start\":\"2026-03-27T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,\"rrule\":\"FREQ=DAILY;UNTIL=20260329T013000Z\"," SPRING "}",
    "2026-03-27T01:30:00Z 2026-03-27T02:30:00 -\n"
    "2026-03-28T01:30:00Z 2026-03-28T02:30:00 -\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n" },
  { "until an instant, a second before",
    "{\"start\":\"2026-03-27T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,\"rrule\":\"FREQ=DAILY;UNTIL=20260329T012959Z\"," SPRING "}",
    "2026-03-27T01:30:00Z 2026-03-27T02:30:00 -\n"
    "2026-03-28T01:30:00Z 2026-03-28T02:30:00 -\n" },
  { "until says nothing about dates beside the rule",
    "{\"start\":\"2026-03-27T02:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":60,\"rrule\":\"FREQ=DAILY;UNTIL=20260327\","
    "\"rdates\":[\"2026-04-10T02:30:00\"]," SPRING "}",
    "2026-03-27T01:30:00Z 2026-03-27T02:30:00 -\n"
    "2026-04-10T00:30:00Z 2026-04-10T02:30:00 -\n" },
  /* By the hour the local times of a gap come after those behind it. */
  { "hourly over the gap, in order of their starts",
    "{\"start\":\"2026-03-29T01:30:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":10,\"rrule\":\"FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30;COUNT=5\"," SPRING "}",
    "2026-03-29T00:30:00Z 2026-03-29T01:30:00 -\n"
    "2026-03-29T01:00:00Z 2026-03-29T02:00:00 gap\n"
    "2026-03-29T01:00:00Z 2026-03-29T03:00:00 -\n"
    "2026-03-29T01:30:00Z 2026-03-29T02:30:00 gap\n"
    "2026-03-29T01:30:00Z 2026-03-29T03:30:00 -\n" },
  { "once, touching the range from before, not at its edge",
    "{\"start\":\"2026-11-20T22:00:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":240,\"rrule\":null,"
    "\"from\":\"2026-11-21T00:59:00Z\",\"to\":\"2026-11-22T00:00:00Z\"}",
    "2026-11-20T21:00:00Z 2026-11-20T22:00:00 -\n" },
  { "half-open",
    "{\"start\":\"2026-11-20T22:00:00\",\"tz\":\"Europe/Berlin\",\"duration_minutes\":240,"
    "\"from\":\"2026-11-21T01:00:00Z\",\"to\":\"2026-11-22T00:00:00Z\"}",
    "" },
};

static int
run (const char *input, char **out, char **err)
{
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, g_getenv ("RACKWARDCTL"), "explain", "windows", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GString) seen = g_string_new ("");
  g_autoptr (JsonNode) root = NULL;
  JsonArray *instances;

  g_assert_cmpint (run (c->in, &out, &err), ==, 0);
  root = json_from_string (out, NULL);
  instances = json_object_get_array_member (json_node_get_object (root), "instances");
  for (guint i = 0; i < json_array_get_length (instances); i++)
    {
      JsonObject *instance = json_array_get_object_element (instances, i);
      g_autoptr (GDateTime) start =
        g_date_time_new_from_iso8601 (json_object_get_string_member (instance, "start"), NULL);
      g_autoptr (GDateTime) end =
        g_date_time_new_from_iso8601 (json_object_get_string_member (instance, "end"), NULL);

      g_assert_cmpuint (json_object_get_size (instance), ==, 4);
      g_assert_cmpint (g_date_time_difference (end, start), >, 0);
      g_string_append_printf (seen, "%s %s %s\n", json_object_get_string_member (instance, "start"),
                              json_object_get_string_member (instance, "wall"),
                              json_object_get_string_member_with_default (instance, "note", "-"));
    }
  g_assert_cmpstr (seen->str, ==, c->instances);
}

static void
test_whole (void)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (
    run ("{" SUNDAYS
         "\"other\":1,\"from\":\"2026-03-28T00:00:00Z\",\"to\":\"2026-04-06T00:00:00Z\"}",
         &out, &err),
    ==, 0);
  g_assert_cmpstr (
    out, ==,
    "{\"instances\":[{\"start\":\"2026-03-29T01:30:00Z\",\"end\":\"2026-03-29T02:30:00Z\",\"wall\":\"2026-03-29T02:30:00\",\"note\":\"gap\"},"
    "{\"start\":\"2026-04-05T00:30:00Z\",\"end\":\"2026-04-05T01:30:00Z\",\"wall\":\"2026-04-05T02:30:00\",\"note\":null}]}\n");
}

static void
test_bad (void)
{
#define ONCE "\"start\":\"2026-03-22T02:30:00\",\"tz\":\"UTC\",\"duration_minutes\":60,"
  static const struct
  {
    const char *in, *says;
  } bad[] = {
    { "{}", "“start”" },
    { "{\"start\":\"2026-03-22\"}", "“start”" },
    { "{\"start\":\"2026-03-22T02:30:00Z\"}", "“start”" },
    { "{\"start\":\"2026-03-22T02:30:00\"}", "“tz”" },
    { "{\"start\":\"2026-03-22T02:30:00\",\"tz\":\"Europe/Atlantis\"}", "“tz”" },
    { "{\"start\":\"2026-03-22T02:30:00\",\"tz\":\"UTC\"}", "“duration_minutes”" },
    { "{\"start\":\"2026-03-22T02:30:00\",\"tz\":\"UTC\",\"duration_minutes\":0}",
      "“duration_minutes”" },
    { "{\"start\":\"2026-03-22T02:30:00\",\"tz\":\"UTC\",\"duration_minutes\":\"60\"}",
      "“duration_minutes”" },
    { "{" ONCE "\"rrule\":7}", "“rrule”" },
    { "{" ONCE "\"rrule\":\"every Sunday\"}", "“rrule”" },
    { "{" ONCE "\"rrule\":\"FREQ=SECONDLY\"}", "“rrule”" },
    { "{" ONCE "\"exdates\":\"2026-03-22T02:30:00\"}", "“exdates”" },
    { "{" ONCE "\"exdates\":[\"2026-03-22\"]}", "“exdates”" },
    { "{" ONCE "\"rdates\":[1]}", "“rdates”" },
    { "{" ONCE "\"rdates\":[\"tomorrow\"]}", "“rdates”" },
    { "{" ONCE "\"overrides\":{}}", "“overrides”" },
    { "{" ONCE "\"overrides\":[1]}", "“overrides”" },
    { "{" ONCE "\"overrides\":[{}]}", "“overrides”: “recurrence_id”" },
    { "{" ONCE "\"overrides\":[{\"recurrence_id\":\"2026-03-22T02:30:00\"}]}",
      "“overrides”: “start”" },
    { "{" ONCE
      "\"overrides\":[{\"recurrence_id\":\"2026-03-22T02:31:00\",\"start\":\"2026-03-23T02:30:00\"}]}",
      "“overrides”: “recurrence_id”" },
    /* One past the end of the rule. */
    { "{" ONCE
      "\"rrule\":\"FREQ=DAILY;COUNT=2\",\"overrides\":[{\"recurrence_id\":\"2026-03-24T02:30:00\",\"start\":\"2026-03-23T02:30:00\"}]}",
      "“overrides”: “recurrence_id”" },
    { "{" ONCE "\"x\":1}", "“from”" },
    { "{" ONCE "\"from\":\"2026-03-22T02:30:00\"}", "“from”" },
    { "{" ONCE "\"from\":\"2026-03-22T02:30:00Z\"}", "“to”" },
    { "{" ONCE "\"from\":\"2026-03-22T02:30:00Z\",\"to\":\"2026-03-21T02:30:00Z\"}", "“to”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;

      g_test_message ("%s", bad[i].in);
      g_assert_cmpint (run (bad[i].in, &out, &err), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_nonnull (strstr (err, bad[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rackwardctl/explain-windows/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rackwardctl/explain-windows/whole", test_whole);
  g_test_add_func ("/rackwardctl/explain-windows/bad", test_bad);
  return g_test_run ();
}
