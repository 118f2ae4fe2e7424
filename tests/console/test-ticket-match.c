/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-ticket-match.h"
#include "rw-time.h"

#define NOW "2026-11-24T09:12:00Z"

static RwTicketRow row;
static RwTicketTexts texts;
static RwId me;

static void
reset (void)
{
  me = rw_id_from_name ("person", "me");
  row = (RwTicketRow) {
    .number = (char *) "T-1042",
    .title = (char *) "Checkout antwortet langsam über VPN",
    .type = RW_TICKET_TYPE_INCIDENT,
    .status = RW_TICKET_STATUS_IN_PROGRESS,
    .priority = RW_PRIORITY_P2,
    .customer = rw_id_from_name ("customer", "nord"),
    .service = rw_id_from_name ("service", "shop"),
    .ci = rw_id_from_name ("vm", "web-1"),
    .assignee = me,
    .customer_number = (char *) "C-77",
    .customer_name = (char *) "Nordwind GmbH",
    .service_name = (char *) "Webshop",
    .ci_name = (char *) "web-188",
    .assignee_login = (char *) "tyilmaz",
    .assignee_name = (char *) "Tülay Yılmaz",
    .tags = (char *) "[\"Umzug\",\"netz\"]",
  };
  g_assert_true (rw_instant_parse ("2026-11-20T15:00:00Z", &row.opened));
  row.accepted = row.opened;
  rw_ticket_texts_clear (&texts);
}

static gboolean
finds (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (RwSearchTerms) terms = NULL;
  gint64 now;

  g_assert_true (rw_instant_parse (NOW, &now));
  terms = rw_search_terms_parse (text, now, zone);
  return rw_ticket_match (terms, &row, &texts, &me, now);
}

static void
assert_all (const char *const *found,
            const char *const *not_found)
{
  for (; *found != NULL; found++)
    if (!finds (*found))
      g_error ("“%s” does not find the ticket", *found);
  for (; *not_found != NULL; not_found++)
    if (finds (*not_found))
      g_error ("“%s” finds the ticket", *not_found);
}

static void
test_words (void)
{
  static const char *const found[] = { "",
                                       "checkout",
                                       "CHECKOUT nordwind",
                                       "tulay web-188",
                                       "t-1042",
                                       "\"antwortet langsam\"",
                                       "checkout -backup",
                                       "-\"langsam antwortet\"",
                                       "customer:",
                                       "10.0.0.1:80",
                                       NULL };
  static const char *const not_found[] = {
    "checkout backup", "\"langsam antwortet\"", "-vpn", "checkout -nordwind", "c-77", "umzug", NULL
  };

  reset ();
  /* What no key is is a word. */
  row.title = (char *) "10.0.0.1:80 Checkout antwortet langsam über VPN";
  assert_all (found, not_found);
}

static void
test_filters (void)
{
  static const char *const found[] = {
    "status:open",
    "status:in-progress,new",
    "-status:closed",
    "prio:2",
    "prio:1-2",
    "-prio:3-5",
    "type:incident",
    "type:ticket",
    "-type:problem",
    "-type:change",
    "customer:nord",
    "customer:c-77",
    "customer:süd,nord",
    "service:shop",
    "assignee:me",
    "assignee:yilmaz",
    "assignee:tyil",
    "-assignee:none",
    "ci:web",
    "tag:umzug",
    "tag:none,netz",
    "opened:7d",
    "opened:2026-11-20",
    "opened:<2026-11-24",
    "-opened:today",
    "-is:major",
    "-is:overdue",
    "status:open customer:nord prio:1-2 -backup \"antwortet langsam\"",
    NULL
  };
  static const char *const not_found[] = { "status:done",
                                           "status:new",
                                           "-status:open",
                                           "prio:1",
                                           "-prio:1-2",
                                           "type:problem",
                                           "type:change",
                                           "customer:süd",
                                           "customer:none",
                                           "service:mail",
                                           "assignee:none",
                                           "assignee:weber",
                                           "-assignee:me",
                                           "ci:db",
                                           "ci:none",
                                           "tag:rechnung",
                                           "tag:none",
                                           "opened:today",
                                           "opened:>2026-11-21",
                                           "is:major",
                                           "is:overdue",
                                           "is:snoozed",
                                           "is:known-error",
                                           "status:open customer:nord prio:1-2 -vpn",
                                           NULL };

  reset ();
  assert_all (found, not_found);
}

static void
test_is (void)
{
  gint64 now;

  g_assert_true (rw_instant_parse (NOW, &now));
  reset ();
  row.resolution_due = now;
  g_assert_true (finds ("is:overdue"));
  /* That clock stands still. */
  row.status = RW_TICKET_STATUS_PENDING_CUSTOMER;
  g_assert_false (finds ("is:overdue"));
  row.update_due = now - RW_MINUTE;
  g_assert_true (finds ("is:overdue,major"));
  row.major = TRUE;
  g_assert_true (finds ("is:major"));
  row.known_error = TRUE;
  g_assert_true (finds ("is:known-error"));
  row.snoozed_until = now + RW_HOUR;
  g_assert_true (finds ("is:snoozed"));
  row.snoozed_until = now;
  g_assert_false (finds ("is:snoozed"));
}

static void
test_nothing (void)
{
  reset ();
  row.customer = row.service = row.ci = row.assignee = RW_ID_NIL;
  row.customer_number = row.customer_name = row.service_name = row.ci_name = NULL;
  row.assignee_login = row.assignee_name = row.tags = NULL;
  row.opened = 0;
  g_assert_true (finds ("customer:none service:none ci:none assignee:none tag:none"));
  g_assert_false (finds ("customer:nord"));
  g_assert_false (finds ("assignee:me"));
  g_assert_false (finds ("opened:<2026-11-24"));
  /* Nobody is asking. */
  me = RW_ID_NIL;
  g_assert_false (finds ("assignee:me"));
}

/* Folded once, and anew where somebody says that the ticket has changed. */
static void
test_texts (void)
{
  const char *before;

  reset ();
  g_assert_true (finds ("checkout"));
  before = texts.folded[RW_TICKET_TEXT_WORDS];
  g_assert_null (texts.folded[RW_TICKET_TEXT_CUSTOMER]);
  g_assert_true (finds ("langsam"));
  g_assert_true (texts.folded[RW_TICKET_TEXT_WORDS] == before);
  row.title = (char *) "Drucker";
  rw_ticket_texts_clear (&texts);
  g_assert_true (finds ("drucker"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-match/words", test_words);
  g_test_add_func ("/ticket-match/filters", test_filters);
  g_test_add_func ("/ticket-match/is", test_is);
  g_test_add_func ("/ticket-match/nothing", test_nothing);
  g_test_add_func ("/ticket-match/texts", test_texts);
  int status = g_test_run ();
  rw_ticket_texts_clear (&texts);
  return status;
}
