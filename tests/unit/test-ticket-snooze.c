/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-ticket-snooze.h"
#include "rw-clock.h"

#define NOW    (1000 * RW_DAY)
#define ROUNDS 20000

static void
test_end (void)
{
  RwTicketSnooze snooze = { 0 };

  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, 0);
  snooze.until = NOW + RW_DAY;
  snooze.since = NOW;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, NOW + RW_DAY);
  /* What the customer wrote before is no answer. */
  snooze.answered = NOW - 1;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, NOW + RW_DAY);
  snooze.attention = NOW + RW_HOUR;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, NOW + RW_HOUR);
  snooze.answered = NOW + 1;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, 0);
  snooze.answered = NOW - 1;
  snooze.since = 0;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_NEW), ==, 0);
  snooze.answered = 0;
  g_assert_cmpint (rw_ticket_snooze_end (&snooze, RW_TICKET_STATUS_RESOLVED), ==, 0);
}

static gint64
any_instant (GRand *rand)
{
  return g_rand_boolean (rand) ? 0 : NOW + g_rand_int_range (rand, -5000, 5000) * RW_MINUTE;
}

/* Whatever the numbers: away only while all reasons to be away hold, and once back it is back. */
static void
test_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < ROUNDS; i++)
    {
      RwTicketSnooze snooze = { any_instant (rand), any_instant (rand), any_instant (rand),
                                any_instant (rand) };
      RwTicketStatus status =
        (RwTicketStatus) g_rand_int_range (rand, 0, RW_TICKET_STATUS_N_VALUES);
      gint64 end = rw_ticket_snooze_end (&snooze, status), now = any_instant (rand);
      RwTicketSnooze other = snooze;
      gint64 answer = any_instant (rand);
      gboolean away = now < end;

      g_assert_true (end <= snooze.until);
      g_assert_true (!away || (now < snooze.until && rw_ticket_status_is_open (status)));
      g_assert_true (!away || snooze.attention == 0 || now < snooze.attention);
      g_assert_true (!away || snooze.answered == 0 || snooze.answered < snooze.since);
      /* An answer and an earlier clock never send a ticket away, a later time never brings it back sooner. */
      other.answered = MAX (snooze.answered, answer);
      g_assert_true (rw_ticket_snooze_end (&other, status) <= end);
      other = snooze;
      if (other.attention != 0)
        other.attention -= RW_MINUTE;
      g_assert_true (rw_ticket_snooze_end (&other, status) <= end);
      other = snooze;
      if (other.until != 0)
        other.until += RW_HOUR;
      g_assert_true (rw_ticket_snooze_end (&other, status) >= end);
    }
}

/* Whoever changes the status has it before them again. */
static void
test_status (void)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_instant (ticket, RW_TICKET_SNOOZED_UNTIL, NOW);
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_NEW, NOW - 1);
  g_assert_true (rw_record_has (ticket, RW_TICKET_SNOOZED_UNTIL));
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_IN_PROGRESS, NOW - 1);
  g_assert_false (rw_record_has (ticket, RW_TICKET_SNOOZED_UNTIL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-snooze/end", test_end);
  g_test_add_func ("/ticket-snooze/properties", test_properties);
  g_test_add_func ("/ticket-snooze/status", test_status);
  return g_test_run ();
}
