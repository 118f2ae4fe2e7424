/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict-company.h"

#include <string.h>

#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-time.h"

RwId
conflict_id (const char *name,
       guint       number)
{
  g_autofree char *text = g_strdup_printf ("%s-%u", name, number);

  return rw_id_from_name ("conflict", text);
}

static int
draw (GRand *rand,
      int    below)
{
  return g_rand_int_range (rand, 0, below);
}

static void
make_estate (ConflictCompany *company,
             GRand   *rand)
{
  for (int i = 0; i < N_THINGS; i++)
    {
      company->id[i] = conflict_id ("thing", (guint) i);
      company->leg[i] = -1;
      company->kind[i] = i < RACKS       ? RW_KIND_SITE
                         : i < FEEDS     ? RW_KIND_RACK
                         : i < PDUS      ? RW_KIND_POWER_FEED
                         : i < VMS       ? RW_KIND_DEVICE
                         : i < SERVICES  ? RW_KIND_VM
                         : i < CUSTOMERS ? RW_KIND_SERVICE
                         : i < PEOPLE    ? RW_KIND_CUSTOMER
                                         : RW_KIND_PERSON;
    }
  for (int i = 0; i < N_RACKS; i++)
    company->part[RACKS + i][SITES + draw (rand, N_SITES)] = TRUE;
  for (int i = 0; i < N_FEEDS; i++)
    {
      company->leg[FEEDS + i] = draw (rand, 3) == 0 ? 0 : i % 2;
      company->power[RACKS + i / 2][FEEDS + i] = TRUE;
      company->power[PDUS + i][FEEDS + i] = TRUE;
      company->part[PDUS + i][RACKS + i / 2] = TRUE;
    }
  for (int i = 0; i < N_HOSTS; i++)
    {
      int rack = draw (rand, N_RACKS);

      company->part[HOSTS + i][RACKS + rack] = TRUE;
      for (int leg = 0; leg < 2; leg++)
        if (draw (rand, 4) > 0)
          company->power[HOSTS + i][PDUS + 2 * rack + leg] = TRUE;
      if (draw (rand, 3) == 0)
        company->serves[HOSTS + i][SERVICES + draw (rand, N_SERVICES)] = TRUE;
    }
  company->partner[HOSTS][HOSTS + 1] = company->partner[HOSTS + 1][HOSTS] = TRUE;
  for (int i = 0; i < N_VMS; i++)
    {
      company->part[VMS + i][HOSTS + draw (rand, N_HOSTS)] = TRUE;
      if (draw (rand, 3) > 0)
        company->serves[VMS + i][SERVICES + draw (rand, N_SERVICES)] = TRUE;
    }
  for (int i = 0; i < N_SERVICES; i++)
    company->serves[SERVICES + i][CUSTOMERS + draw (rand, 2)] = TRUE;
}

static void
make_works (ConflictCompany *company,
            GRand   *rand,
            gint64   from,
            int      days)
{
  static const int groups[] = { RACKS, FEEDS, PDUS, HOSTS, VMS, SERVICES, CUSTOMERS };

  for (int i = 0; i < N_WORKS; i++)
    {
      company->works[i].id = conflict_id ("work", (guint) i);
      /* Whole hours, so that many touch. */
      company->works[i].start = from + draw (rand, days * 24 - 8) * RW_HOUR;
      company->works[i].end = company->works[i].start + (1 + draw (rand, 8)) * RW_HOUR;
      company->works[i].quiet = i > 0 && draw (rand, 6) == 0;
      company->works[i].service = draw (rand, 3) == 0 ? SERVICES + draw (rand, N_SERVICES) : -1;
      company->works[i].person = draw (rand, 2) == 0 ? PEOPLE + draw (rand, N_PEOPLE) : -1;
      for (int j = draw (rand, 5); j > 0; j--)
        {
          int group = draw (rand, 6);

          company->works[i]
            .touches[groups[group] + draw (rand, groups[group + 1] - groups[group])] = TRUE;
        }
    }
}

/* Nights around the clock changes of Berlin, weekly and daily, and some that happen once. */
static void
make_windows (ConflictCompany *company,
              GRand   *rand,
              gint64   from)
{
  static const char *const rules[] = { "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU,WE",
                                       "FREQ=DAILY;INTERVAL=3", NULL, NULL };
  static const char *const times[] = { "01:00:00", "02:00:00", "02:30:00", "22:00:00", "23:30:00" };

  for (int i = 0; i < N_WINDOWS; i++)
    {
      RwId id = conflict_id ("window", (guint) i);
      RwRecord *window = rw_record_new (RW_KIND_WINDOW, &id);
      g_autofree char *start = rw_instant_to_string (from + draw (rand, 8) * RW_DAY);
      g_autofree char *wall =
        g_strdup_printf ("%.10sT%s", start, times[draw (rand, G_N_ELEMENTS (times))]);

      rw_record_set_text (window, RW_WINDOW_NAME, "window");
      rw_record_set_enum (window, RW_WINDOW_TYPE,
                          i < 3 ? RW_WINDOW_TYPE_MAINTENANCE : RW_WINDOW_TYPE_FREEZE);
      rw_record_set_boolean (window, RW_WINDOW_HARD, draw (rand, 2) == 0);
      if (draw (rand, 4) > 0)
        rw_record_set_ref (window, RW_WINDOW_TARGET, &company->id[draw (rand, PEOPLE)]);
      rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
      rw_record_set_integer (window, RW_WINDOW_DURATION, 60 + draw (rand, 10) * 30);
      rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
      rw_record_set_text (window, RW_WINDOW_RRULE, rules[draw (rand, G_N_ELEMENTS (rules))]);
      company->windows[i] = window;
    }
}

void
conflict_company_clear (ConflictCompany *company)
{
  for (int i = 0; i < N_WINDOWS; i++)
    g_clear_object (&company->windows[i]);
}

RwConflictScene *
conflict_company_scene (const ConflictCompany *company,
            gint64         from,
            gint64         to)
{
  RwConflictScene *scene = rw_conflict_scene_new (from, to);
  guint index[N_THINGS];

  for (int i = 0; i < N_THINGS; i++)
    {
      index[i] = rw_conflict_scene_add_thing (scene, company->kind[i], &company->id[i], "thing");
      rw_conflict_scene_set_leg (scene, index[i], company->leg[i]);
    }
  for (int i = 0; i < N_THINGS; i++)
    for (int j = 0; j < N_THINGS; j++)
      {
        if (company->part[i][j])
          rw_conflict_scene_tie (scene, index[i], index[j], RW_CONFLICT_TIE_PART);
        if (company->power[i][j])
          rw_conflict_scene_tie (scene, index[i], index[j], RW_CONFLICT_TIE_POWER);
        if (company->serves[i][j])
          rw_conflict_scene_tie (scene, index[i], index[j], RW_CONFLICT_TIE_SERVES);
        if (company->partner[i][j])
          rw_conflict_scene_pair (scene, index[i], index[j]);
      }
  for (int i = 0; i < N_WORKS; i++)
    {
      RwConflictWork work = { .kind = RW_KIND_CHANGE,
                              .id = company->works[i].id,
                              .number = "C-1",
                              .title = "work",
                              .start = company->works[i].start,
                              .end = company->works[i].end,
                              .quiet = company->works[i].quiet };
      guint added = rw_conflict_scene_add_work (scene, &work);

      for (int j = 0; j < N_THINGS; j++)
        if (company->works[i].touches[j])
          rw_conflict_scene_touch (scene, added, index[j]);
      if (company->works[i].service >= 0)
        rw_conflict_scene_serve (scene, added, index[company->works[i].service]);
      if (company->works[i].person >= 0)
        rw_conflict_scene_need (scene, added, index[company->works[i].person]);
    }
  for (int i = 0; i < N_WINDOWS; i++)
    if (company->windows[i] != NULL)
      rw_conflict_scene_add_window (scene, company->windows[i]);
  rw_conflict_scene_finish (scene, 0);
  return scene;
}

/* --- The oracle ------------------------------------------------------------------------------------ */

static gboolean
hangs_on (const ConflictCompany *company,
          int            lower,
          int            upper,
          gboolean       part,
          gboolean       power,
          int            depth)
{
  for (int i = 0; i < N_THINGS && depth < 8; i++)
    if (((part && company->part[lower][i]) || (power && company->power[lower][i])) &&
        (i == upper || hangs_on (company, i, upper, part, power, depth + 1)))
      return TRUE;
  return FALSE;
}

static gboolean
stand_in (const ConflictCompany *company,
          int            a,
          int            b)
{
  if (a == b)
    return FALSE;
  if (company->partner[a][b])
    return TRUE;
  if (company->leg[a] >= 0 && company->leg[a] == company->leg[b])
    return FALSE;
  if (hangs_on (company, a, b, FALSE, TRUE, 0) || hangs_on (company, b, a, FALSE, TRUE, 0))
    return FALSE;
  for (int i = 0; i < N_THINGS; i++)
    if (hangs_on (company, i, a, FALSE, TRUE, 0) && hangs_on (company, i, b, FALSE, TRUE, 0))
      return TRUE;
  return FALSE;
}

static gboolean
serves (const ConflictCompany *company,
        int            work,
        int            service)
{
  if (company->works[work].service == service || company->works[work].touches[service])
    return TRUE;
  for (int i = 0; i < N_THINGS; i++)
    if (company->works[work].touches[i] && company->serves[i][service])
      return TRUE;
  return FALSE;
}

static gboolean
serves_up (const ConflictCompany *company,
           int            lower,
           int            upper,
           int            depth)
{
  if (lower == upper)
    return TRUE;
  for (int i = 0; i < N_THINGS && depth < 4; i++)
    if (company->serves[lower][i] && serves_up (company, i, upper, depth + 1))
      return TRUE;
  return FALSE;
}

static gboolean
serves_nobody (const ConflictCompany *company,
               int            thing)
{
  for (int i = 0; i < N_THINGS; i++)
    if (company->serves[thing][i])
      return FALSE;
  return TRUE;
}

/* Whom a thing is there for, or what it is a part of. */
static gboolean
is_there_for (const ConflictCompany *company,
              int            thing,
              int            target,
              int            depth)
{
  if (!serves_nobody (company, thing))
    return serves_up (company, thing, target, 0);
  for (int i = 0; i < N_THINGS && depth < 4; i++)
    if (company->part[thing][i] && company->kind[thing] != RW_KIND_VM &&
        is_there_for (company, i, target, depth + 1) && company->kind[target] != RW_KIND_RACK &&
        company->kind[target] != RW_KIND_SITE)
      return TRUE;
  return FALSE;
}

static gboolean
belongs_to (const ConflictCompany *company,
            int            thing,
            int            target)
{
  if (thing == target || hangs_on (company, thing, target, TRUE, FALSE, 0) ||
      is_there_for (company, thing, target, 0))
    return TRUE;
  /* A feed to the rack that it feeds. */
  for (int i = 0; i < N_THINGS && company->kind[thing] == RW_KIND_POWER_FEED; i++)
    if (company->kind[i] == RW_KIND_RACK && company->power[i][thing] && belongs_to (company, i, target))
      return TRUE;
  return FALSE;
}

static gboolean
holds (const ConflictCompany *company,
       RwRecord      *window)
{
  const RwId *target = rw_record_get_ref (window, RW_WINDOW_TARGET);

  for (int i = 0; i < N_THINGS; i++)
    {
      if (target != NULL && !rw_id_equal (target, &company->id[i]))
        continue;
      if (target == NULL ||
          (company->works[0].service >= 0 && serves_up (company, company->works[0].service, i, 0)))
        return TRUE;
      for (int j = 0; j < N_THINGS; j++)
        if (company->works[0].touches[j] && belongs_to (company, j, i))
          return TRUE;
    }
  return FALSE;
}

static void
expect (GHashTable    *expected,
        RwConflictCode code,
        const RwId    *cause)
{
  g_autofree char *id = cause != NULL ? rw_id_to_string (cause) : NULL;

  g_hash_table_add (expected, cause != NULL
                                ? g_strdup_printf ("%s:%s", rw_conflict_code_name (code), id)
                                : g_strdup (rw_conflict_code_name (code)));
}

static void
expect_work (const ConflictCompany *company,
             GHashTable    *expected,
             int            other)
{
  const RwId *cause = &company->works[other].id;

  for (int i = 0; i < N_THINGS; i++)
    for (int j = 0; j < N_THINGS; j++)
      {
        if (!company->works[0].touches[i] || !company->works[other].touches[j])
          continue;
        if (i == j)
          expect (expected, RW_CONFLICT_SAME_CI, cause);
        else if (stand_in (company, i, j))
          expect (expected, RW_CONFLICT_REDUNDANCY, cause);
        else if (!company->works[0].touches[j] && (hangs_on (company, i, j, TRUE, TRUE, 0) ||
                                                   hangs_on (company, j, i, TRUE, TRUE, 0)))
          expect (expected, RW_CONFLICT_RELATED_CI, cause);
      }
  for (int i = SERVICES; i < CUSTOMERS; i++)
    if (serves (company, 0, i) && serves (company, other, i))
      expect (expected, RW_CONFLICT_SAME_SERVICE, cause);
  if (company->works[0].person >= 0 && company->works[0].person == company->works[other].person)
    expect (expected, RW_CONFLICT_IMPLEMENTER, cause);
}

static void
expect_windows (const ConflictCompany *company,
                GHashTable    *expected,
                gint64         from,
                gint64         to,
                gint64         start,
                gint64         end)
{
  guint n_maintenance = 0, n_covered = 0, n_minutes = (guint) ((end - start) / RW_MINUTE);
  g_autofree gboolean *covered = g_new0 (gboolean, n_minutes);

  for (int i = 0; i < N_WINDOWS; i++)
    {
      RwRecord *window = company->windows[i];
      g_autoptr (GArray) instances = NULL;
      gboolean touched = FALSE;

      if (window == NULL || !holds (company, window))
        continue;
      instances = rw_window_expand (window, from - 7 * RW_DAY, to + 100 * RW_DAY, NULL);
      for (guint minute = 0; minute < n_minutes; minute++)
        for (guint j = 0; j < instances->len; j++)
          {
            const RwInstance *instance = &g_array_index (instances, RwInstance, j);
            gint64 time = start + minute * RW_MINUTE;

            if (time < instance->start || time >= instance->end)
              continue;
            touched = TRUE;
            if (rw_record_get_enum (window, RW_WINDOW_TYPE) == RW_WINDOW_TYPE_MAINTENANCE)
              covered[minute] = TRUE;
          }
      if (rw_record_get_enum (window, RW_WINDOW_TYPE) == RW_WINDOW_TYPE_MAINTENANCE)
        n_maintenance += instances->len > 0;
      else if (touched)
        expect (expected, RW_CONFLICT_FREEZE, rw_record_get_id (window));
    }
  for (guint minute = 0; minute < n_minutes; minute++)
    n_covered += covered[minute];
  if (n_maintenance > 0 && n_covered < n_minutes)
    expect (expected, n_covered > 0 ? RW_CONFLICT_EXCEEDS_WINDOW : RW_CONFLICT_NO_WINDOW, NULL);
}

GHashTable *
conflict_company_expect (const ConflictCompany *company,
            gint64         from,
            gint64         to,
            gint64         start,
            gint64         end)
{
  GHashTable *expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int other = 1; other < N_WORKS; other++)
    if (!company->works[other].quiet && company->works[other].start < end &&
        start < company->works[other].end)
      expect_work (company, expected, other);
  expect_windows (company, expected, from, to, start, end);
  return expected;
}

void
conflict_company_make (ConflictCompany *company,
              GRand   *rand,
              gint64   from,
              int      days)
{
  memset (company, 0, sizeof *company);
  make_estate (company, rand);
  make_works (company, rand, from, days);
  if (draw (rand, 4) > 0)
    make_windows (company, rand, from);
}

