/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-presence-book.h"
#include "rw-presence-teller.h"
#include "session-fixture.h"

#define TICKET "018f0000-0000-7000-8000-000000000001"
#define JANA   "018f0000-0000-7000-8000-00000000000a"
#define TIM    "018f0000-0000-7000-8000-00000000000b"
#define MARA   "018f0000-0000-7000-8000-00000000000c"
#define PERSON(id, name, mode) "{\"id\":\"" id "\",\"name\":\"" name "\",\"mode\":\"" mode "\"}"
#define TOLD(people)           "{\"kind\":\"ticket\",\"id\":\"" TICKET "\",\"people\":[" people "]}"

static RwId
id_of (const char *text)
{
  RwId id;

  g_assert_true (rw_id_parse (text, &id));
  return id;
}

static const RwPresent *
nth (RwPresenceBook *book, guint n)
{
  RwId ticket = id_of (TICKET);
  const GPtrArray *people = rw_presence_book_get (book, &ticket);

  return people != NULL && n < people->len ? people->pdata[n] : NULL;
}

/* Who writes comes first, somebody with two consoles is one, and nobody is told of themselves. */
static void
test_book (void)
{
  g_autoptr (RwPresenceBook) book = rw_presence_book_new ();
  RwId me = id_of (MARA), other = id_of (TIM);

  g_assert_false (rw_presence_book_set_me (book, &me));
  g_assert_true (rw_presence_book_take (
    book,
    TOLD (PERSON (JANA, "Jana Roth", "view") "," PERSON (MARA, "Mara Kern", "edit") "," PERSON (
      TIM, "Tim Yilmaz", "edit") "," PERSON (JANA, "Jana Roth", "view"))));
  g_assert_cmpstr (nth (book, 0)->name, ==, "Tim Yilmaz");
  g_assert_true (nth (book, 0)->writes);
  g_assert_cmpstr (nth (book, 1)->name, ==, "Jana Roth");
  g_assert_false (nth (book, 1)->writes);
  g_assert_null (nth (book, 2));
  /* The same again is no news, nor is what the person does themselves. */
  g_assert_false (rw_presence_book_take (
    book, TOLD (PERSON (TIM, "Tim Yilmaz", "edit") "," PERSON (JANA, "Jana Roth", "view"))));
  g_assert_true (rw_presence_book_take (
    book, TOLD (PERSON (JANA, "Jana Roth", "edit") "," PERSON (JANA, "Jana Roth", "view"))));
  g_assert_true (nth (book, 0)->writes);
  g_assert_null (nth (book, 1));
  g_assert_true (rw_presence_book_take (book, TOLD ("")));
  g_assert_null (nth (book, 0));
  g_assert_false (rw_presence_book_take (book, TOLD (PERSON (MARA, "Mara Kern", "view"))));
  /* What one was told is not for the next. */
  g_assert_true (rw_presence_book_take (book, TOLD (PERSON (JANA, "Jana Roth", "view"))));
  g_assert_true (rw_presence_book_set_me (book, &other));
  g_assert_null (nth (book, 0));
}

/* Whatever comes, what is not as it should be is passed over. */
static void
test_wrong (void)
{
  static const char *const wrong[] = {
    "",
    "[]",
    "{}",
    "{\"kind\":\"ticket\",\"id\":\"x\",\"people\":[]}",
    "{\"kind\":\"ticket\",\"id\":7,\"people\":[]}",
    "{\"kind\":\"ticket\",\"id\":\"" TICKET "\",\"people\":{}}",
    TOLD ("7,null,[]"),
    TOLD (PERSON ("x", "Jana", "view")),
    TOLD (PERSON (JANA, "", "view")),
    TOLD (PERSON (JANA, "Jana", "leave")),
    TOLD ("{\"id\":\"" JANA "\",\"mode\":\"view\"}"),
  };
  g_autoptr (RwPresenceBook) book = rw_presence_book_new ();
  g_autoptr (GString) many =
    g_string_new ("{\"kind\":\"ticket\",\"id\":\"" TICKET "\",\"people\":[");
  RwId ticket = id_of (TICKET);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rw_presence_book_take (book, wrong[i]));
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (
      many,
      "%s{\"id\":\"018f0000-0000-7000-8000-0000000001%02x\",\"name\":\"p%u\",\"mode\":\"view\"}",
      i > 0 ? "," : "", i, i);
  g_string_append (many, "]}");
  g_assert_true (rw_presence_book_take (book, many->str));
  g_assert_cmpuint (rw_presence_book_get (book, &ticket)->len, ==, 20);
}

/* Without a stream it holds for the lease; with a new one it is told again or has gone. */
static void
test_lost (void)
{
  g_autoptr (RwPresenceBook) book = rw_presence_book_new ();

  rw_presence_book_take (book, TOLD (PERSON (JANA, "Jana Roth", "view")));
  g_assert_false (rw_presence_book_expire (book, G_MAXINT64 - 1));
  g_assert_false (rw_presence_book_waits (book));
  rw_presence_book_lost (book, 1000);
  g_assert_true (rw_presence_book_waits (book));
  g_assert_false (rw_presence_book_expire (book, RW_PRESENCE_LEASE));
  /* It does not begin anew with each attempt to connect. */
  rw_presence_book_lost (book, 2000);
  g_assert_true (rw_presence_book_expire (book, RW_PRESENCE_LEASE + 1000));
  g_assert_null (nth (book, 0));
  rw_presence_book_take (book, TOLD (PERSON (JANA, "Jana Roth", "view")));
  rw_presence_book_lost (book, 0);
  rw_presence_book_opened (book, 1000);
  g_assert_false (rw_presence_book_take (book, TOLD (PERSON (JANA, "Jana Roth", "view"))));
  g_assert_false (rw_presence_book_expire (book, RW_PRESENCE_LEASE * 2));
  rw_presence_book_lost (book, 0);
  rw_presence_book_opened (book, 1000);
  g_assert_true (rw_presence_book_expire (book, RW_PRESENCE_LEASE / 2));
}

#define S G_USEC_PER_SEC

static const char *
say (RwPresenceTeller *teller, gint64 now, gint64 *next)
{
  RwPresenceWord word = { 0 };

  *next = rw_presence_teller_next (teller, now, &word);
  return *next == now ? word.mode : NULL;
}

/* Not at once, not twice, not too often, and again before the server forgets. */
static void
test_teller (void)
{
  g_autoptr (RwPresenceTeller) teller = rw_presence_teller_new ();
  RwId ticket = id_of (TICKET), other = id_of (JANA);
  int here, there;
  gint64 now = 100 * S, next, told;

  g_assert_null (say (teller, now, &next));
  g_assert_cmpint (next, ==, 0);
  rw_presence_teller_set (teller, &here, RW_KIND_TICKET, &ticket, FALSE, now);
  g_assert_null (say (teller, now, &next));
  g_assert_cmpint (next, >, now);
  now = told = next;
  g_assert_cmpstr (say (teller, now, &next), ==, "view");
  /* Each key says it again; nothing is sent for it. */
  for (guint i = 0; i < 50; i++)
    rw_presence_teller_set (teller, &here, RW_KIND_TICKET, &ticket, FALSE, now + i);
  g_assert_null (say (teller, now += S, &next));
  g_assert_cmpint (next, ==, told + 40 * S);
  rw_presence_teller_set (teller, &here, RW_KIND_TICKET, &ticket, TRUE, now);
  g_assert_cmpstr (say (teller, now += S, &next), ==, "edit");
  told = now;
  rw_presence_teller_set (teller, &here, RW_KIND_TICKET, &ticket, FALSE, now);
  rw_presence_teller_set (teller, &here, RW_KIND_TICKET, &ticket, TRUE, now);
  g_assert_null (say (teller, now + S / 2, &next));
  g_assert_null (say (teller, now + 39 * S, &next));
  g_assert_cmpstr (say (teller, now += 40 * S, &next), ==, "edit");
  /* In two windows it is open until both are closed. */
  rw_presence_teller_set (teller, &there, RW_KIND_TICKET, &ticket, FALSE, now);
  rw_presence_teller_set (teller, &here, RW_KIND_TICKET, NULL, FALSE, now);
  g_assert_cmpstr (say (teller, now += S, &next), ==, "view");
  rw_presence_teller_set (teller, &there, RW_KIND_TICKET, &other, FALSE, now);
  g_assert_cmpstr (say (teller, now += S, &next), ==, "leave");
  g_assert_null (say (teller, now + S / 2, &next));
  g_assert_cmpstr (say (teller, now += S, &next), ==, "view");
  /* A server that does not answer is left alone for a while; one that knows nothing is told all. */
  rw_presence_teller_failed (teller, now);
  rw_presence_teller_forget (teller);
  g_assert_null (say (teller, now += 5 * S, &next));
  g_assert_cmpstr (say (teller, now += 5 * S, &next), ==, "view");
  rw_presence_teller_set (teller, &there, RW_KIND_TICKET, NULL, FALSE, now);
  g_assert_cmpstr (say (teller, now += S, &next), ==, "leave");
  g_assert_null (say (teller, now += S, &next));
  g_assert_cmpint (next, ==, 0);
}

static const RwPresent *
seen (Console *console, const RwId *ticket)
{
  const GPtrArray *people = rw_session_get_presence (console->session, ticket);

  if (people == NULL)
    return NULL;
  g_assert_cmpuint (people->len, ==, 1);
  return people->pdata[0];
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
open_both (Fixture *fixture)
{
  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
}

/* B sees that A looks, writes and leaves, and A sees nothing of themselves. */
static void
test_seen (Fixture *fixture, gconstpointer flags)
{
  const RwId *ticket = &fixture->tickets[0];
  guint told_a = 0, told_b = 0;
  int place;

  open_both (fixture);
  g_signal_connect_swapped (fixture->a.session, "presence-changed", G_CALLBACK (count_cb), &told_a);
  g_signal_connect_swapped (fixture->b.session, "presence-changed", G_CALLBACK (count_cb), &told_b);
  rw_session_set_presence (fixture->a.session, &place, RW_KIND_TICKET, ticket, FALSE);
  wait_until (seen (&fixture->b, ticket) != NULL);
  g_assert_cmpstr (seen (&fixture->b, ticket)->name, ==, "a");
  g_assert_false (seen (&fixture->b, ticket)->writes);
  g_assert_null (seen (&fixture->b, &fixture->tickets[1]));
  rw_session_set_presence (fixture->a.session, &place, RW_KIND_TICKET, ticket, TRUE);
  wait_until (seen (&fixture->b, ticket)->writes);
  rw_session_set_presence (fixture->a.session, &place, RW_KIND_TICKET, NULL, FALSE);
  wait_until (seen (&fixture->b, ticket) == NULL);
  g_assert_cmpuint (told_b, ==, 3);
  g_assert_cmpuint (told_a, ==, 0);
  g_assert_null (seen (&fixture->a, ticket));
  g_assert_cmpuint (fixture->a.notices->len + fixture->b.notices->len, ==, 0);
}

/* Who comes later is told of those who are there; who is gone without a word has left, as soon as the server would
 * have told them something. */
static void
test_gone (Fixture *fixture, gconstpointer flags)
{
  const RwId *ticket = &fixture->tickets[0];
  int place;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  rw_session_set_presence (fixture->a.session, &place, RW_KIND_TICKET, ticket, FALSE);
  console_open (&fixture->b, fixture->token_b);
  wait_until (seen (&fixture->b, ticket) != NULL);
  console_wait_synced (&fixture->b);
  console_close (&fixture->a);
  for (guint i = 0; i < 20 && seen (&fixture->b, ticket) != NULL; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);
      g_autoptr (GError) error = NULL;
      gint64 end = fixture_time () + G_USEC_PER_SEC / 2;

      console_set_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[1], RW_TICKET_TITLE, title,
                        &error);
      g_assert_no_error (error);
      wait_until (seen (&fixture->b, ticket) == NULL || fixture_time () > end);
    }
  g_assert_null (seen (&fixture->b, ticket));
}

/* Offline nothing is said and nothing fails; what was heard last holds for the lease; with the server back all is
 * told again. */
static void
test_offline (Fixture *fixture, gconstpointer flags)
{
  const RwId *ticket = &fixture->tickets[0];
  int place;

  open_both (fixture);
  rw_session_set_presence (fixture->a.session, &place, RW_KIND_TICKET, ticket, TRUE);
  wait_until (seen (&fixture->b, ticket) != NULL);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE &&
              rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_nonnull (seen (&fixture->b, ticket));
  rw_clock_sleep (RW_PRESENCE_LEASE);
  wait_until (seen (&fixture->b, ticket) == NULL);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (seen (&fixture->b, ticket) != NULL && seen (&fixture->b, ticket)->writes);
  /* Signed out, nobody is shown. */
  rw_session_set_token (fixture->b.session, NULL);
  g_assert_null (seen (&fixture->b, ticket));
}

#define ADD(path, func) \
  g_test_add (path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/presence/book", test_book);
  g_test_add_func ("/presence/wrong", test_wrong);
  g_test_add_func ("/presence/lost", test_lost);
  g_test_add_func ("/presence/teller", test_teller);
  ADD ("/presence/seen", test_seen);
  ADD ("/presence/gone", test_gone);
  ADD ("/presence/offline", test_offline);
  return g_test_run ();
}
