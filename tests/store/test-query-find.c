/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/rw-query-find.h"
#include "query/rw-query-search.h"
#include "rw-cache-search.h"
#include "rw-clock.h"
#include "rw-search-text.h"
#include "rw-text.h"
#include "rw-time.h"
#include "store-fixture.h"

#define NOW (G_GINT64_CONSTANT (1795478400) * RW_SECOND)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId me;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  fixture->cache = rw_cache_writer_get_cache (fixture->writer);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static void
fill_index (Fixture *fixture)
{
  gboolean more = TRUE;
  g_autoptr (GError) error = NULL;

  while (more)
    {
      g_assert_true (rw_cache_writer_improve (fixture->writer, &more, &error));
      g_assert_no_error (error);
    }
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    g_assert_true (rw_cache_search_ready (fixture->cache, kind) ==
                   ((rw_cache_search_kinds () & RW_KIND_BIT (kind)) != 0));
}

static void
put (Fixture  *fixture,
     RwRecord *record)
{
  g_assert_true (rw_cache_writer_begin (fixture->writer, NULL));
  store_put (fixture->writer, record);
  g_assert_true (rw_cache_writer_commit (fixture->writer, NULL));
}

static RwRecord *
new_named (RwKind      kind,
           const char *title)
{
  RwRecord *record = rw_record_new (kind, NULL);

  rw_record_set_text (record, (guint) rw_schema_get (kind)->title, title);
  return record;
}

static RwRecord *
new_ticket (const char     *number,
            const char     *title,
            RwTicketStatus  status,
            RwPriority      priority,
            gint64          opened)
{
  RwRecord *ticket = new_named (RW_KIND_TICKET, title);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, (int) status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, (int) priority);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  return ticket;
}

static RwFindAnswer *
find (Fixture    *fixture,
      const char *text,
      guint       limit)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (RwSearchTerms) terms = rw_search_terms_parse (text, NOW, zone);
  g_autoptr (GError) error = NULL;
  RwFindAnswer *answer = rw_query_find (fixture->cache, terms, &fixture->me, NOW, limit, &error);

  g_assert_no_error (error);
  return answer;
}

static char *
found (Fixture    *fixture,
       const char *text)
{
  g_autoptr (RwFindAnswer) answer = find (fixture, text, 10);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < answer->hits->len; i++)
    {
      const RwFindHit *hit = answer->hits->pdata[i];

      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                              hit->number != NULL ? hit->number : hit->title);
      if (hit->group == RW_FIND_MESSAGES)
        g_string_append_printf (out, " (%s)", hit->excerpt);
    }
  return g_string_free (out, FALSE);
}

#define assert_found(text, expected) \
  G_STMT_START { \
    g_autofree char *got = found (fixture, text); \
    g_assert_cmpstr (got, ==, expected); \
  } G_STMT_END

/* A small desk: two customers, three tickets, a change and a system. */
static void
make_desk (Fixture *fixture)
{
  g_autoptr (RwRecord) nord = new_named (RW_KIND_CUSTOMER, "Nordlicht Reisen");
  g_autoptr (RwRecord) sued = new_named (RW_KIND_CUSTOMER, "Südwind");
  g_autoptr (RwRecord) erp = new_named (RW_KIND_SERVICE, "ERP Nordlicht");
  g_autoptr (RwRecord) person = new_named (RW_KIND_PERSON, "Katarzyna Nowak");
  g_autoptr (RwRecord) san = new_named (RW_KIND_DEVICE, "san-268");
  g_autoptr (RwRecord) one =
    new_ticket ("T-1", "Hohe Latenz auf san-268", RW_TICKET_STATUS_IN_PROGRESS, RW_PRIORITY_P1,
                NOW - RW_HOUR);
  g_autoptr (RwRecord) two = new_ticket ("T-2", "Mailwarteschlange wächst", RW_TICKET_STATUS_NEW,
                                         RW_PRIORITY_P3, NOW - 9 * RW_DAY);
  g_autoptr (RwRecord) three =
    new_ticket ("T-3", "Latenz im VPN", RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P2, NOW - 90 * RW_DAY);
  g_autoptr (RwRecord) change = new_named (RW_KIND_CHANGE, "Firmware der SAN");
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  g_autoptr (RwRecord) note = new_named (RW_KIND_MESSAGE, "Notiz");
  static const char *const tags[] = { "storage", NULL };

  fixture->me = *rw_record_get_id (person);
  rw_record_set_text (person, RW_PERSON_LOGIN, "knowak");
  rw_record_set_ref (erp, RW_SERVICE_CUSTOMER, rw_record_get_id (nord));
  rw_record_set_ref (san, RW_DEVICE_SERVICE, rw_record_get_id (erp));
  rw_record_set_ref (one, RW_TICKET_CUSTOMER, rw_record_get_id (nord));
  rw_record_set_ref (one, RW_TICKET_SERVICE, rw_record_get_id (erp));
  rw_record_set_ref (one, RW_TICKET_CI, rw_record_get_id (san));
  rw_record_set_ref (one, RW_TICKET_ASSIGNEE, rw_record_get_id (person));
  rw_record_set_instant (one, RW_TICKET_UPDATE_DUE, NOW - RW_MINUTE);
  rw_record_set_boolean (one, RW_TICKET_MAJOR, TRUE);
  rw_record_set_texts (one, RW_TICKET_TAGS, tags);
  rw_record_set_ref (two, RW_TICKET_CUSTOMER, rw_record_get_id (sued));
  rw_record_set_text (two, RW_TICKET_DESCRIPTION,
                      "Der Smarthost nimmt nichts mehr an.\nSeit heute früh.");
  rw_record_set_instant (two, RW_TICKET_SNOOZED_UNTIL, NOW + RW_HOUR);
  rw_record_set_ref (three, RW_TICKET_CUSTOMER, rw_record_get_id (nord));
  rw_record_set_text (change, RW_CHANGE_NUMBER, "C-7");
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED);
  rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, rw_record_get_id (person));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (san));
  rw_record_set_ref (note, RW_MESSAGE_TICKET, rw_record_get_id (two));
  rw_record_set_enum (note, RW_MESSAGE_TYPE, RW_MESSAGE_TYPE_NOTE);
  rw_record_set_instant (note, RW_MESSAGE_AT, NOW);
  rw_record_set_text (note, RW_MESSAGE_BODY, "Der Kunde fragt nach dem Zeitfenster.");
  {
    RwRecord *all[] = { nord, sued, erp, person, san, one, two, three, change, item, note };

    for (guint i = 0; i < G_N_ELEMENTS (all); i++)
      put (fixture, all[i]);
  }
}

static void
check_desk (Fixture *fixture)
{
  assert_found ("latenz", "T-1, T-3");
  assert_found ("LATENZ -vpn", "T-1");
  assert_found ("san", "T-1, C-7, san-268");
  assert_found ("\"auf san\"", "T-1");
  assert_found ("wachst", "T-2");
  assert_found ("smarthost nimmt", "T-2");
  assert_found ("t-3", "T-3");
  assert_found ("sa", "T-1, C-7, san-268");
  assert_found ("eh", "");
  assert_found ("26", "T-1, san-268");
  assert_found ("68", "");

  assert_found ("status:open", "T-1, T-2, C-7");
  assert_found ("status:open latenz", "T-1");
  assert_found ("-status:closed type:ticket", "T-1, T-2");
  assert_found ("customer:nord", "T-1, T-3, san-268, ERP Nordlicht");
  assert_found ("customer:nord latenz", "T-1, T-3");
  assert_found ("-customer:nord type:incident", "T-2");
  assert_found ("customer:sud,nord status:open type:incident", "T-1, T-2");
  assert_found ("customer:nobody", "");
  assert_found ("service:erp", "T-1, san-268");
  assert_found ("service:none type:incident", "T-2, T-3");
  assert_found ("prio:1-2", "T-1, T-3");
  assert_found ("assignee:me", "T-1, C-7");
  assert_found ("assignee:nowak", "T-1, C-7");
  assert_found ("assignee:none type:incident", "T-2, T-3");
  assert_found ("ci:san", "T-1, C-7, san-268");
  assert_found ("tag:stor", "T-1");
  assert_found ("tag:'x", "");
  assert_found ("is:overdue", "T-1");
  assert_found ("is:major,snoozed", "T-1, T-2");
  assert_found ("opened:7d", "T-1");
  assert_found ("opened:30d", "T-1, T-2");
  assert_found ("type:system", "san-268");
  assert_found ("type:change", "C-7");
  assert_found ("status:open customer:nord prio:1 latenz", "T-1");
  assert_found ("status:open customer:nord prio:2 latenz", "");
}

static void
test_desk (Fixture      *fixture,
           gconstpointer data)
{
  make_desk (fixture);
  check_desk (fixture);
  fill_index (fixture);
  check_desk (fixture);
  assert_found ("zeitfenster", "T-2 (Der Kunde fragt nach dem Zeitfenster.)");
  assert_found ("zeitfenster status:new", "T-2 (Der Kunde fragt nach dem Zeitfenster.)");
  assert_found ("zeitfenster status:closed", "");
  assert_found ("zeitfenster type:message", "T-2 (Der Kunde fragt nach dem Zeitfenster.)");
}

/* The board reads the same words in the same way: see test-ticket-match.c. */
static void
test_as_the_board (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (RwRecord) waits = new_ticket ("T-4", "Angehalten", RW_TICKET_STATUS_PENDING_CUSTOMER,
                                           RW_PRIORITY_P3, NOW - 90 * RW_MINUTE);
  g_autoptr (RwRecord) answered =
    new_ticket ("T-5", "Wieder neu", RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, NOW - 2 * RW_HOUR);
  g_autoptr (RwRecord) change = new_named (RW_KIND_CHANGE, "Tausch");
  static const char *const tags[] = { "Öl & Gas", NULL };

  make_desk (fixture);
  rw_record_set_instant (waits, RW_TICKET_RESPONSE_DUE, NOW - RW_MINUTE);
  rw_record_set_instant (answered, RW_TICKET_RESPONSE_DUE, NOW - RW_MINUTE);
  rw_record_set_instant (answered, RW_TICKET_ACCEPTED, NOW - RW_HOUR);
  rw_record_set_texts (answered, RW_TICKET_TAGS, tags);
  rw_record_set_text (change, RW_CHANGE_NUMBER, "C-8");
  rw_record_set_texts (change, RW_CHANGE_TAGS, tags);
  put (fixture, waits);
  put (fixture, answered);
  put (fixture, change);

  /* The response clock runs until the ticket is accepted, whatever its status. */
  assert_found ("is:overdue", "T-1, T-4");
  assert_found ("-is:overdue type:ticket status:open", "T-5, T-2");
  assert_found ("tag:none", "T-4, T-2, T-3, C-7");
  assert_found ("tag:none,stor", "T-1, T-4, T-2, T-3, C-7");
  assert_found ("-tag:none type:ticket", "T-1, T-5");
  assert_found ("tag:öl", "T-5, C-8");
  assert_found ("tag:\"OL & gas\"", "T-5, C-8");
  assert_found ("tag:\"öl gas\"", "");
  assert_found ("-tag:ol type:ticket status:open", "T-1, T-4, T-2");
}

static void
test_partial (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (RwFindAnswer) before = NULL, after = NULL;

  make_desk (fixture);
  before = find (fixture, "zeitfenster", 10);
  g_assert_true (before->partial);
  g_assert_cmpuint (before->hits->len, ==, 0);
  fill_index (fixture);
  after = find (fixture, "zeitfenster", 10);
  g_assert_false (after->partial);
  g_assert_cmpuint (after->hits->len, ==, 1);
}

static void
test_limit (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (RwFindAnswer) answer = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *number = g_strdup_printf ("T-%d", i);
      g_autoptr (RwRecord) ticket =
        new_ticket (number, "Latenz", RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, NOW - i * RW_HOUR);

      put (fixture, ticket);
    }
  fill_index (fixture);
  answer = find (fixture, "latenz", 5);
  g_assert_cmpuint (answer->hits->len, ==, 5);
  g_assert_cmpuint (answer->more, ==, 1 << RW_FIND_TICKETS);
  g_assert_cmpstr (((RwFindHit *) answer->hits->pdata[0])->number, ==, "T-0");
  g_clear_pointer (&answer, rw_find_answer_free);
  answer = find (fixture, "type:incident", 5);
  g_assert_cmpuint (answer->hits->len, ==, 5);
  g_assert_cmpuint (answer->more, ==, 1 << RW_FIND_TICKETS);
}

/* What is found through the index is what is found by reading everything, whatever was put, changed and deleted
 * since it was begun, and whenever it was interrupted. */
static void
test_same_as_reading (Fixture      *fixture,
                      gconstpointer data)
{
  static const char *const syllables[] = { "web", "db", "san", "-0", "14", "ö", "ß", " ",
                                           "é",   "日", "本",  "x",  "\"", "'", "%", "A" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GPtrArray) vms = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_found = 0;

  for (guint round = 0; round < 1500; round++)
    {
      int what = g_rand_int_range (rand, 0, 10);
      g_autoptr (GString) name = g_string_new ("n");
      g_autoptr (GError) error = NULL;
      gboolean more;

      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        g_string_append (name, syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
      g_assert_true (rw_cache_writer_begin (fixture->writer, NULL));
      if (what < 5 || vms->len == 0)
        {
          g_autoptr (RwRecord) vm = new_named (RW_KIND_VM, name->str);

          store_put (fixture->writer, vm);
          g_ptr_array_add (vms, g_steal_pointer (&vm));
        }
      else
        {
          guint i = (guint) g_rand_int_range (rand, 0, (int) vms->len);

          if (what < 8)
            {
              rw_record_set_text (vms->pdata[i], RW_VM_NAME, name->str);
              store_put (fixture->writer, vms->pdata[i]);
            }
          else
            {
              g_assert_true (rw_cache_writer_delete (fixture->writer, RW_KIND_VM,
                                                     rw_record_get_id (vms->pdata[i]), 2, &error));
              g_ptr_array_remove_index_fast (vms, i);
            }
        }
      if (g_rand_int_range (rand, 0, 4) == 0)
        rw_cache_writer_rollback (fixture->writer);
      else
        g_assert_true (rw_cache_writer_commit (fixture->writer, NULL));
      if (round == 300 || round == 301)
        g_assert_true (rw_cache_writer_improve (fixture->writer, &more, &error));
      if (round == 600)
        fill_index (fixture);
    }
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      g_autofree char *folded = NULL;
      g_auto (GStrv) split = NULL;
      g_autoptr (GPtrArray) hits = NULL;
      g_autoptr (GPtrArray) all =
        rw_cache_select (fixture->cache, RW_KIND_VM, "", NULL, RW_BIND_END);
      g_autoptr (GError) error = NULL;
      guint expected = 0;

      for (int i = g_rand_int_range (rand, 1, 4); i > 0; i--)
        g_string_append (words, syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
      folded = rw_text_fold (g_strstrip (words->str));
      if (*folded == '\0')
        continue;
      split = g_strsplit (folded, " ", -1);
      for (guint i = 0; i < all->len; i++)
        {
          g_autofree char *text = rw_text_fold (rw_record_get_text (all->pdata[i], RW_VM_NAME));

          expected += rw_search_text_has_all (text, split);
        }
      hits = rw_query_search (fixture->cache, words->str, RW_KIND_BIT (RW_KIND_VM), 10000, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, ==, expected);
      n_found += expected;
    }
  g_assert_cmpuint (n_found, >, 1000);
}

/* A cache that another Rackward indexed in its way gets an index of ours. */
static void
test_layout (Fixture      *fixture,
             gconstpointer data)
{
  RwDb *db = rw_cache_get_db (fixture->cache);

  make_desk (fixture);
  fill_index (fixture);
  g_assert_true (rw_db_exec (db, "DELETE FROM \"search_ticket\"", NULL));
  assert_found ("wachst", "");
  g_assert_true (rw_db_set_meta (db, "search", "0", NULL));
  fill_index (fixture);
  assert_found ("wachst", "T-2");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/query-find/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("desk", test_desk);
  ADD ("as-the-board", test_as_the_board);
  ADD ("partial", test_partial);
  ADD ("limit", test_limit);
  ADD ("same-as-reading", test_same_as_reading);
  ADD ("layout", test_layout);
#undef ADD
  return g_test_run ();
}
