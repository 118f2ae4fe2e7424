/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Conflicts beside an oracle that looks at every pair of things of every pair of works, and at windows minute by
 * minute; and free slots beside one that tries every quarter of an hour.
 */

#include <string.h>

#include "conflict-company.h"
#include "rw-clock.h"
#include "rw-time.h"

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static char *
join (GHashTable *keys)
{
  g_autoptr (GList) list = g_list_sort (g_hash_table_get_keys (keys), (GCompareFunc) g_strcmp0);
  GString *text = g_string_new (NULL);

  for (GList *item = list; item != NULL; item = item->next)
    g_string_append_printf (text, "%s\n", (const char *) item->data);
  return g_string_free (text, FALSE);
}

static void
assert_as_oracle (const ConflictCompany   *company,
                  RwConflictScene *scene,
                  gint64           from,
                  gint64           to,
                  gint64           start,
                  gint64           end)
{
  g_autoptr (GPtrArray) conflicts = rw_conflicts_find (scene, start, end);
  g_autoptr (GHashTable) expected = conflict_company_expect (company, from, to, start, end);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const RwConflict *conflict = conflicts->pdata[i];

      g_assert_cmpuint (conflict->severity, !=, RW_CONFLICT_NOT_EVALUATED);
      g_assert_nonnull (conflict->text);
      g_assert_true (g_utf8_validate (conflict->text, -1, NULL));
      /* Which window is exceeded the oracle leaves open. */
      g_assert_true (g_hash_table_add (found, conflict->code == RW_CONFLICT_EXCEEDS_WINDOW
                                                ? g_strdup ("exceeds_window")
                                                : g_strdup (conflict->key)));
    }
  left = join (found);
  right = join (expected);
  g_assert_cmpstr (left, ==, right);
}

static void
test_oracle (void)
{
  gint64 begins[] = { at ("2026-03-25T00:00:00Z"), at ("2026-10-21T00:00:00Z"),
                      at ("2026-11-20T00:00:00Z") };

  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      gint64 from = begins[seed % G_N_ELEMENTS (begins)], to = from + 8 * RW_DAY;
      g_autoptr (RwConflictScene) scene = NULL;
      ConflictCompany company;

      conflict_company_make (&company, rand, from, 8);
      scene = conflict_company_scene (&company, from, to);
      for (guint i = 0; i < 8; i++)
        {
          gint64 start = from + g_rand_int_range (rand, 0, 7 * 48) * 30 * RW_MINUTE;

          assert_as_oracle (&company, scene, from, to, start,
                            start + (1 + g_rand_int_range (rand, 0, 12)) * 30 * RW_MINUTE);
        }
      conflict_company_clear (&company);
    }
}

/* --- Single cases ---------------------------------------------------------------------------------- */

typedef struct
{
  RwConflictScene *scene;
  guint own;
  guint other;
} Two;

#define NIGHT at ("2026-11-24T21:00:00Z")

/* Two changes, the other from 22:00 to 02:00 in Berlin. */
static Two
two_new (void)
{
  Two two = { rw_conflict_scene_new (NIGHT - 10 * RW_DAY, NIGHT + 90 * RW_DAY), 0, 0 };
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  RwConflictWork own = { .kind = RW_KIND_CHANGE, .id = conflict_id ("own", 0), .title = "Own" };
  RwConflictWork other = { .kind = RW_KIND_CHANGE,
                           .id = conflict_id ("other", 0),
                           .number = "C-2071",
                           .title = "Storage",
                           .start = NIGHT,
                           .end = NIGHT + 4 * RW_HOUR };

  rw_conflict_scene_set_zone (two.scene, zone);
  two.own = rw_conflict_scene_add_work (two.scene, &own);
  two.other = rw_conflict_scene_add_work (two.scene, &other);
  return two;
}

static guint
thing (Two        *two,
       RwKind      kind,
       const char *name)
{
  RwId id = rw_id_from_name ("two", name);

  return rw_conflict_scene_add_thing (two->scene, kind, &id, name);
}

static GPtrArray *
two_find (Two   *two,
          gint64 start,
          gint64 end)
{
  GPtrArray *conflicts = rw_conflicts_find (two->scene, start, end);

  rw_conflict_scene_unref (two->scene);
  return conflicts;
}

static void
assert_one (GPtrArray         *conflicts,
            RwConflictCode     code,
            RwConflictSeverity severity,
            const char        *text)
{
  const RwConflict *conflict;

  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpuint (conflict->code, ==, code);
  g_assert_cmpuint (conflict->severity, ==, severity);
  g_assert_cmpstr (conflict->text, ==, text);
}

static void
test_touching (void)
{
  static const struct
  {
    int start, end; /* minutes from the other's start, which takes 240 */
    guint n;
  } cases[] = { { -60, 0, 0 },   { -60, 1, 1 },  { 240, 300, 0 },
                { 239, 300, 1 }, { 60, 120, 1 }, { -60, 300, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Two two = two_new ();
      guint web = thing (&two, RW_KIND_VM, "web-014");
      g_autoptr (GPtrArray) conflicts = NULL;

      rw_conflict_scene_touch (two.scene, two.own, web);
      rw_conflict_scene_touch (two.scene, two.other, web);
      rw_conflict_scene_finish (two.scene, (int) two.own);
      conflicts =
        two_find (&two, NIGHT + cases[i].start * RW_MINUTE, NIGHT + cases[i].end * RW_MINUTE);
      g_assert_cmpuint (conflicts->len, ==, cases[i].n);
    }
}

/* One conflict for one other change, however many items they share. */
static void
test_grouped (void)
{
  Two two = two_new ();
  g_autoptr (GPtrArray) conflicts = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("web-%u", i + 1);
      guint web = thing (&two, RW_KIND_VM, name);

      rw_conflict_scene_touch (two.scene, two.own, web);
      rw_conflict_scene_touch (two.scene, two.other, web);
    }
  rw_conflict_scene_finish (two.scene, (int) two.own);
  conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
  assert_one (
    conflicts, RW_CONFLICT_SAME_CI, RW_CONFLICT_WARNS,
    "C-2071 “Storage”, 24 Nov 22:00–02:00, touches the same: web-1, web-2, web-3 and 3 more");
  g_assert_cmpuint (((RwConflict *) conflicts->pdata[0])->records->len, ==, 7);
  g_assert_cmpint (((RwConflict *) conflicts->pdata[0])->from, ==, NIGHT);
}

static void
test_related (void)
{
  Two two = two_new ();
  guint web = thing (&two, RW_KIND_VM, "web-1"), host = thing (&two, RW_KIND_DEVICE, "esx-3");
  guint rack = thing (&two, RW_KIND_RACK, "R07"), feed = thing (&two, RW_KIND_POWER_FEED, "feed A");
  guint sibling = thing (&two, RW_KIND_VM, "web-2");
  g_autoptr (GPtrArray) conflicts = NULL;

  rw_conflict_scene_tie (two.scene, web, host, RW_CONFLICT_TIE_PART);
  rw_conflict_scene_tie (two.scene, sibling, host, RW_CONFLICT_TIE_PART);
  rw_conflict_scene_tie (two.scene, host, rack, RW_CONFLICT_TIE_PART);
  rw_conflict_scene_tie (two.scene, rack, feed, RW_CONFLICT_TIE_POWER);
  rw_conflict_scene_touch (two.scene, two.own, web);
  rw_conflict_scene_touch (two.scene, two.other, feed);
  rw_conflict_scene_touch (two.scene, two.other, sibling);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
  assert_one (conflicts, RW_CONFLICT_RELATED_CI, RW_CONFLICT_WARNS,
              "C-2071 “Storage”, 24 Nov 22:00–02:00, touches what this depends on: feed A (web-1)");
}

static void
test_uplinks (void)
{
  Two two = two_new ();
  guint left = thing (&two, RW_KIND_DEVICE, "sw-1"), right = thing (&two, RW_KIND_DEVICE, "sw-2");
  guint server = thing (&two, RW_KIND_DEVICE, "db-1");
  g_autoptr (GPtrArray) conflicts = NULL;

  rw_conflict_scene_tie (two.scene, server, left, RW_CONFLICT_TIE_UPLINK);
  rw_conflict_scene_tie (two.scene, server, right, RW_CONFLICT_TIE_UPLINK);
  rw_conflict_scene_touch (two.scene, two.own, left);
  rw_conflict_scene_touch (two.scene, two.other, right);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
  assert_one (
    conflicts, RW_CONFLICT_REDUNDANCY, RW_CONFLICT_WARNS,
    "C-2071 “Storage”, 24 Nov 22:00–02:00, touches what stands in for this: sw-2 (for sw-1)");
}

static RwRecord *
window_new (const char  *name,
            RwWindowType type,
            gboolean     hard,
            const char  *wall,
            int          minutes,
            const char  *rrule)
{
  RwId id = rw_id_from_name ("window", name);
  RwRecord *window = rw_record_new (RW_KIND_WINDOW, &id);

  rw_record_set_text (window, RW_WINDOW_NAME, name);
  rw_record_set_enum (window, RW_WINDOW_TYPE, type);
  rw_record_set_boolean (window, RW_WINDOW_HARD, hard);
  rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
  rw_record_set_integer (window, RW_WINDOW_DURATION, minutes);
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_text (window, RW_WINDOW_RRULE, rrule);
  return window;
}

static void
add_window (Two         *two,
            const char  *name,
            RwWindowType type,
            gboolean     hard,
            const char  *wall,
            int          minutes,
            const char  *rrule)
{
  g_autoptr (RwRecord) window = window_new (name, type, hard, wall, minutes, rrule);

  rw_conflict_scene_add_window (two->scene, window);
}

static void
test_freeze (void)
{
  for (int hard = 0; hard < 2; hard++)
    {
      Two two = two_new ();
      g_autoptr (GPtrArray) conflicts = NULL;

      add_window (&two, "Black Friday", RW_WINDOW_TYPE_FREEZE, hard, "2026-11-23T00:00:00",
                  8 * 24 * 60, NULL);
      rw_conflict_scene_finish (two.scene, (int) two.own);
      conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
      assert_one (
        conflicts, RW_CONFLICT_FREEZE, hard ? RW_CONFLICT_REFUSES : RW_CONFLICT_WARNS,
        hard
          ? "Inside the freeze “Black Friday” (23 Nov 00:00–1 Dec 00:00), which refuses changes"
          : "Inside the freeze “Black Friday” (23 Nov 00:00–1 Dec 00:00), which asks to put changes off");
    }
}

static void
test_windows (void)
{
  static const struct
  {
    int start, end; /* minutes from 22:00, where the window begins that ends at 02:00 */
    RwConflictCode code;
    const char *text;
  } cases[] = {
    { 0, 240, RW_CONFLICT_N_CODES, NULL },
    { -30, 60, RW_CONFLICT_EXCEEDS_WINDOW,
      "Begins 30 min before the maintenance window “Nights” (24 Nov 22:00–02:00)" },
    { 60, 285, RW_CONFLICT_EXCEEDS_WINDOW,
      "Ends 45 min behind the maintenance window “Nights” (24 Nov 22:00–02:00)" },
    { -30, 330, RW_CONFLICT_EXCEEDS_WINDOW,
      "Begins 30 min before and ends 1 h 30 min behind the maintenance window “Nights” (24 Nov 22:00–02:00)" },
    { 240, 300, RW_CONFLICT_NO_WINDOW,
      "Outside every maintenance window; the nearest is “Nights” (24 Nov 22:00–02:00)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Two two = two_new ();
      g_autoptr (GPtrArray) conflicts = NULL;

      add_window (&two, "Nights", RW_WINDOW_TYPE_MAINTENANCE, FALSE, "2026-11-03T22:00:00", 240,
                  "FREQ=WEEKLY");
      rw_conflict_scene_finish (two.scene, (int) two.own);
      conflicts =
        two_find (&two, NIGHT + cases[i].start * RW_MINUTE, NIGHT + cases[i].end * RW_MINUTE);
      if (cases[i].text != NULL)
        assert_one (conflicts, cases[i].code, RW_CONFLICT_WARNS, cases[i].text);
      else
        g_assert_cmpuint (conflicts->len, ==, 0);
    }
}

/* In the night of the spring change a window of three hours from 01:00 lasts until 05:00 on the clock. */
static void
test_clock_change (void)
{
  gint64 start = at ("2027-03-28T00:00:00Z");
  RwConflictScene *scene = rw_conflict_scene_new (start - RW_DAY, start + RW_DAY);
  RwConflictWork own = { .kind = RW_KIND_CHANGE, .id = conflict_id ("own", 0), .title = "Own" };
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  Two two = { scene, 0, 0 };
  g_autoptr (GPtrArray) inside = NULL;
  g_autoptr (GPtrArray) behind = NULL;

  rw_conflict_scene_set_zone (scene, zone);
  two.own = rw_conflict_scene_add_work (scene, &own);
  add_window (&two, "Sundays", RW_WINDOW_TYPE_MAINTENANCE, FALSE, "2027-03-07T01:00:00", 180,
              "FREQ=WEEKLY");
  rw_conflict_scene_finish (scene, (int) two.own);
  inside = rw_conflicts_find (scene, start, start + 3 * RW_HOUR);
  g_assert_cmpuint (inside->len, ==, 0);
  behind = two_find (&two, start + RW_HOUR, start + 4 * RW_HOUR);
  assert_one (behind, RW_CONFLICT_EXCEEDS_WINDOW, RW_CONFLICT_WARNS,
              "Ends 1 h behind the maintenance window “Sundays” (28 Mar 01:00–05:00)");
}

static void
test_backups (void)
{
  Two two = two_new ();
  guint web = thing (&two, RW_KIND_VM, "web-1"), db = thing (&two, RW_KIND_VM, "db-1"),
        old = thing (&two, RW_KIND_VM, "old-1");
  RwConflictBackup fine = { web, TRUE, 1, TRUE, TRUE }, late = { db, TRUE, 1, FALSE, FALSE },
                   none = { old, TRUE, 0, TRUE, FALSE };
  RwConflictJob job = { .thing = web,
                        .tz = "Europe/Berlin",
                        .time_of_day = 22 * RW_HOUR,
                        .interval = RW_DAY,
                        .duration = 40 * RW_MINUTE };
  g_autoptr (GPtrArray) by_night = NULL;
  g_autoptr (GPtrArray) by_day = NULL;
  g_autoptr (GPtrArray) behind = NULL;

  rw_conflict_scene_touch (two.scene, two.own, web);
  rw_conflict_scene_add_backup (two.scene, &fine);
  rw_conflict_scene_add_backup (two.scene, &late);
  rw_conflict_scene_add_backup (two.scene, &none);
  rw_conflict_scene_add_job (two.scene, &job);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  by_night = rw_conflicts_find (two.scene, NIGHT + 30 * RW_MINUTE, NIGHT + RW_HOUR);
  behind = rw_conflicts_find (two.scene, NIGHT + 40 * RW_MINUTE, NIGHT + RW_HOUR);
  by_day = two_find (&two, NIGHT - 12 * RW_HOUR, NIGHT - 11 * RW_HOUR);
  g_assert_cmpuint (by_night->len, ==, 3);
  g_assert_cmpstr (((RwConflict *) by_night->pdata[0])->text, ==,
                   "Backups usually run then: web-1 (22:00–22:40)");
  g_assert_cmpstr (((RwConflict *) by_night->pdata[0])->key, ==, "backup_window");
  g_assert_cmpuint (behind->len, ==, 2);
  g_assert_cmpuint (by_day->len, ==, 2);
  g_assert_cmpstr (
    ((RwConflict *) by_day->pdata[0])->text, ==,
    "No good backup within the recovery point objective: db-1, old-1 (no backup job)");
  g_assert_cmpstr (((RwConflict *) by_day->pdata[1])->text, ==, "Never restore-tested: db-1");
}

/* What cannot be told is told as that. */
static void
test_doubts (void)
{
  Two two = two_new ();
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) beyond = NULL;
  g_autoptr (GPtrArray) news = NULL;
  const char *const seen[] = { NULL };

  add_window (&two, "Every second Sunday", RW_WINDOW_TYPE_FREEZE, TRUE, "2026-11-03T22:00:00", 240,
              "every second Sunday");
  rw_conflict_scene_finish (two.scene, (int) two.own);
  beyond = rw_conflicts_find (two.scene, NIGHT - 20 * RW_DAY, NIGHT - 19 * RW_DAY);
  g_assert_cmpuint (beyond->len, ==, 2);
  conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpuint (((RwConflict *) conflicts->pdata[0])->severity, ==, RW_CONFLICT_NOT_EVALUATED);
  g_assert_cmpuint (((RwConflict *) conflicts->pdata[0])->code, ==, RW_CONFLICT_FREEZE);
  news = rw_conflicts_news (conflicts, seen);
  g_assert_cmpuint (news->len, ==, 0);
}

static void
test_news (void)
{
  Two two = two_new ();
  guint web = thing (&two, RW_KIND_VM, "web-1"), person = thing (&two, RW_KIND_PERSON, "Jana");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  const char *const nothing[] = { NULL };
  const char *seen[] = { NULL, NULL };

  rw_conflict_scene_touch (two.scene, two.own, web);
  rw_conflict_scene_touch (two.scene, two.other, web);
  rw_conflict_scene_need (two.scene, two.own, person);
  rw_conflict_scene_need (two.scene, two.other, person);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  conflicts = two_find (&two, NIGHT, NIGHT + RW_HOUR);
  g_assert_cmpuint (conflicts->len, ==, 2);
  all = rw_conflicts_news (conflicts, nothing);
  g_assert_cmpuint (all->len, ==, 2);
  seen[0] = ((RwConflict *) conflicts->pdata[0])->key;
  rest = rw_conflicts_news (conflicts, seen);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpuint (((RwConflict *) rest->pdata[0])->code, ==, RW_CONFLICT_IMPLEMENTER);
}

/* --- Free slots ------------------------------------------------------------------------------------ */

/* Of a slot nothing else counts: what holds at any time, and what only warns. */
static gboolean
is_in_the_way (const RwConflict *conflict)
{
  switch (conflict->code)
    {
    case RW_CONFLICT_SAME_SERVICE:
    case RW_CONFLICT_BACKUP_WINDOW:
    case RW_CONFLICT_NO_GOOD_BACKUP:
    case RW_CONFLICT_NEVER_RESTORED:
      return FALSE;
    default:
      return conflict->code != RW_CONFLICT_FREEZE || conflict->severity == RW_CONFLICT_REFUSES;
    }
}

static gboolean
stands_in_the_way (RwConflictScene *scene,
                   gint64           start,
                   gint64           end,
                   gboolean         warnings_too)
{
  g_autoptr (GPtrArray) conflicts = rw_conflicts_find (scene, start, end);

  for (guint i = 0; i < conflicts->len; i++)
    if (warnings_too || is_in_the_way (conflicts->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The first quarter of an hour at which nothing stands in the way, by trying each. */
static gint64
first_free (RwConflictScene *scene,
            gint64           duration,
            gint64           from,
            gint64           until,
            gboolean         warnings_too)
{
  for (gint64 start = from; start + duration <= until; start += 15 * RW_MINUTE)
    if (!stands_in_the_way (scene, start, start + duration, warnings_too))
      return start;
  return G_MAXINT64;
}

static void
assert_slots (RwConflictScene *scene,
              gint64           duration,
              gint64           from,
              gint64           until)
{
  g_autoptr (GPtrArray) slots = rw_conflict_slots (scene, duration, from, until, 5);
  gint64 clean = first_free (scene, duration, from, until, TRUE),
         possible = first_free (scene, duration, from, until, FALSE);
  gboolean warned = FALSE;

  g_assert_cmpuint (slots->len, <=, 5);
  for (guint i = 0; i < slots->len; i++)
    {
      const RwConflictSlot *slot = slots->pdata[i], *before = i > 0 ? slots->pdata[i - 1] : NULL;

      g_assert_cmpint (slot->start, >=, from);
      g_assert_cmpint (slot->end, <=, until);
      g_assert_cmpint (slot->end - slot->start, ==, duration);
      g_assert_false (stands_in_the_way (scene, slot->start, slot->end, FALSE));
      g_assert_cmpint (slot->conflicts->len > 0, ==,
                       stands_in_the_way (scene, slot->start, slot->end, TRUE));
      g_assert_false (warned && slot->conflicts->len == 0);
      if (before != NULL && warned == (slot->conflicts->len > 0))
        g_assert_cmpint (slot->start, >=, before->start + 2 * RW_HOUR);
      warned = slot->conflicts->len > 0;
    }
  /* The oracle tries quarters only; a window may begin between two. */
  if (clean != G_MAXINT64)
    {
      g_assert_cmpuint (slots->len, >, 0);
      g_assert_cmpuint (((RwConflictSlot *) slots->pdata[0])->conflicts->len, ==, 0);
      g_assert_cmpint (((RwConflictSlot *) slots->pdata[0])->start, <=, clean);
    }
  if (possible != G_MAXINT64)
    g_assert_cmpuint (slots->len, >, 0);
}

static void
test_slots_oracle (void)
{
  gint64 begins[] = { at ("2026-03-25T00:00:00Z"), at ("2026-10-21T00:00:00Z"),
                      at ("2026-11-20T00:00:00Z") };

  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      gint64 from = begins[seed % G_N_ELEMENTS (begins)], to = from + 8 * RW_DAY;
      g_autoptr (RwConflictScene) scene = NULL;
      ConflictCompany company;

      conflict_company_make (&company, rand, from, 3);
      scene = conflict_company_scene (&company, from, to);
      assert_slots (scene, (1 + g_rand_int_range (rand, 0, 10)) * 30 * RW_MINUTE,
                    from + g_rand_int_range (rand, 0, 24) * RW_HOUR, to);
      conflict_company_clear (&company);
    }
}

static void
assert_slot (GPtrArray  *slots,
             guint       index,
             const char *start,
             guint       n_warnings)
{
  const RwConflictSlot *slot = slots->pdata[index];
  g_autofree char *found = rw_instant_to_string (slot->start);

  g_assert_cmpuint (index, <, slots->len);
  g_assert_cmpstr (found, ==, start);
  g_assert_cmpuint (slot->conflicts->len, ==, n_warnings);
}

/* A change of two hours: the nights of the week that no freeze refuses and no other change takes. */
static void
test_slots_windows (void)
{
  Two two = two_new ();
  guint web = thing (&two, RW_KIND_VM, "web-1");
  g_autoptr (GPtrArray) slots = NULL;

  rw_conflict_scene_touch (two.scene, two.own, web);
  rw_conflict_scene_touch (two.scene, two.other, web);
  add_window (&two, "Nights", RW_WINDOW_TYPE_MAINTENANCE, FALSE, "2026-11-02T22:05:00", 240,
              "FREQ=WEEKLY;BYDAY=TU,TH");
  add_window (&two, "Hard", RW_WINDOW_TYPE_FREEZE, TRUE, "2026-11-26T00:00:00", 3 * 24 * 60, NULL);
  add_window (&two, "Soft", RW_WINDOW_TYPE_FREEZE, FALSE, "2026-12-08T00:00:00", 90 * 24 * 60,
              NULL);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  slots = rw_conflict_slots (two.scene, 2 * RW_HOUR, NIGHT - RW_HOUR, NIGHT + 80 * RW_DAY, 4);
  rw_conflict_scene_unref (two.scene);
  g_assert_cmpuint (slots->len, ==, 4);
  /* The other change takes the first night, the hard freeze the second. A window begins on no quarter. */
  assert_slot (slots, 0, "2026-12-01T21:05:00Z", 0);
  assert_slot (slots, 1, "2026-12-03T21:05:00Z", 0);
  assert_slot (slots, 2, "2026-12-08T21:05:00Z", 1);
  assert_slot (slots, 3, "2026-12-10T21:05:00Z", 1);
}

static void
test_slots_days (void)
{
  Two two = two_new ();
  guint web = thing (&two, RW_KIND_VM, "web-1");
  g_autoptr (GPtrArray) slots = NULL;

  rw_conflict_scene_touch (two.scene, two.own, web);
  rw_conflict_scene_touch (two.scene, two.other, web);
  rw_conflict_scene_finish (two.scene, (int) two.own);
  slots = rw_conflict_slots (two.scene, RW_HOUR, NIGHT - 50 * RW_MINUTE, NIGHT + 80 * RW_DAY, 3);
  rw_conflict_scene_unref (two.scene);
  g_assert_cmpuint (slots->len, ==, 3);
  assert_slot (slots, 0, "2026-11-25T01:00:00Z", 0);
  assert_slot (slots, 1, "2026-11-26T01:00:00Z", 0);
  assert_slot (slots, 2, "2026-11-27T01:00:00Z", 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/conflict/oracle", test_oracle);
  g_test_add_func ("/model/conflict/touching", test_touching);
  g_test_add_func ("/model/conflict/grouped", test_grouped);
  g_test_add_func ("/model/conflict/related", test_related);
  g_test_add_func ("/model/conflict/uplinks", test_uplinks);
  g_test_add_func ("/model/conflict/freeze", test_freeze);
  g_test_add_func ("/model/conflict/windows", test_windows);
  g_test_add_func ("/model/conflict/clock-change", test_clock_change);
  g_test_add_func ("/model/conflict/backups", test_backups);
  g_test_add_func ("/model/conflict/doubts", test_doubts);
  g_test_add_func ("/model/conflict/news", test_news);
  g_test_add_func ("/model/conflict/slots-oracle", test_slots_oracle);
  g_test_add_func ("/model/conflict/slots-windows", test_slots_windows);
  g_test_add_func ("/model/conflict/slots-days", test_slots_days);
  return g_test_run ();
}
