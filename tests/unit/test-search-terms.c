/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-search-terms.h"
#include "rw-time.h"

#define NOW "2026-11-24T09:12:00Z"

static RwSearchTerms *
parse (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 now;

  g_assert_true (rw_instant_parse (NOW, &now));
  return rw_search_terms_parse (text, now, zone);
}

static char *
mask_text (const RwEnumInfo *words,
           guint             mask)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; i < (int) words->n_values; i++)
    if (mask & (1u << i))
      g_string_append_printf (out, "%s%s", out->len > 0 ? "+" : "", rw_enum_value (words, i));
  return g_string_free (out, FALSE);
}

/* All that was understood, on one line. */
static char *
describe (const char *text)
{
  g_autoptr (RwSearchTerms) terms = parse (text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < terms->filters->len; i++)
    {
      RwSearchFilter *filter = terms->filters->pdata[i];
      g_autofree char *names = g_strjoinv ("|", filter->names);
      g_autofree char *mask = NULL, *changes = NULL, *from = NULL, *to = NULL;

      g_string_append_printf (out, "[%s%s:%s%s%s", filter->negate ? "-" : "",
                              rw_search_key_name (filter->key), names,
                              filter->nobody ? " none" : "", filter->me ? " me" : "");
      switch (filter->key)
        {
        case RW_SEARCH_STATUS:
          mask = mask_text (&rw_enum_ticket_status, filter->tickets);
          changes = mask_text (&rw_enum_change_status, filter->changes);
          g_string_append_printf (out, "%s/%s", mask, changes);
          break;
        case RW_SEARCH_PRIORITY:
          mask = mask_text (&rw_enum_priority, filter->tickets);
          g_string_append (out, mask);
          break;
        case RW_SEARCH_TYPE:
          mask = mask_text (&rw_enum_ticket_type, filter->tickets);
          changes = mask_text (&rw_enum_change_type, filter->changes);
          for (int kind = 0; kind < RW_N_KINDS; kind++)
            if (filter->kinds & RW_KIND_BIT (kind))
              g_string_append_printf (out, "%s ", rw_schema_get (kind)->name);
          g_string_append_printf (out, "%s/%s", mask, changes);
          break;
        case RW_SEARCH_IS:
          g_string_append_printf (out, "%u", filter->tickets);
          break;
        case RW_SEARCH_OPENED:
          from =
            filter->from > G_MININT64 ? rw_instant_to_string (filter->from) : g_strdup ("ever");
          to = filter->to < G_MAXINT64 ? rw_instant_to_string (filter->to) : g_strdup ("ever");
          g_string_append_printf (out, "%.16s..%.16s", from, to);
          break;
        default:
          break;
        }
      g_string_append_c (out, ']');
    }
  for (char **word = terms->words; *word != NULL; word++)
    g_string_append_printf (out, "%s{%s}", out->len > 0 ? " " : "", *word);
  for (char **word = terms->without; *word != NULL; word++)
    g_string_append_printf (out, "%s-{%s}", out->len > 0 ? " " : "", *word);
  if (terms->problem != NULL)
    g_string_append_printf (out, "%s!%s", out->len > 0 ? " " : "", terms->problem);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

#define assert_means(text, expected) \
  G_STMT_START { \
    g_autofree char *got = describe (text); \
    g_assert_cmpstr (got, ==, expected); \
  } G_STMT_END

static void
test_words (void)
{
  assert_means ("", "");
  assert_means ("  Müller  Straße ", "{muller} {strasse}");
  assert_means ("\"hohe Latenz\" -backup -\"fällt aus\"", "{hohe latenz} -{backup} -{fallt aus}");
  assert_means ("\"open end", "{open end}");
  assert_means ("\"\" - \"-x\"", "{-} {-x}");
  /* A colon behind anything else belongs to the word. */
  assert_means ("aa:bb:cc 10.0.0.1:443 fe80::1", "{aa:bb:cc} {10.0.0.1:443} {fe80::1}");
  assert_means ("\"status:open\"", "{status:open}");
}

static void
test_filters (void)
{
  assert_means ("customer:nord", "[customer:nord]");
  assert_means ("Customer:\"Nord GmbH\",süd web", "[customer:nord gmbh|sud] {web}");
  assert_means ("-service:erp", "[-service:erp]");
  assert_means ("assignee:me,none", "[assignee: none me]");
  assert_means ("customer:me", "[customer:me]");
  assert_means ("status:open", "[status:new+accepted+in_progress+pending_customer+pending_supplier/"
                               "draft+submitted+assessed+approved+scheduled+in_progress+review]");
  assert_means ("status:pend", "[status:pending_customer+pending_supplier/]");
  assert_means ("status:in-p,new", "[status:new+in_progress/in_progress]");
  assert_means ("status:closed", "[status:closed/closed]");
  assert_means ("status:done", "[status:resolved+closed/closed+cancelled]");
  assert_means ("prio:1", "[prio:P1]");
  assert_means ("priority:p2-4", "[prio:P2+P3+P4]");
  assert_means ("prio:1,3", "[prio:P1+P3]");
  assert_means ("prio:2-", "[prio:P2]");
  assert_means ("type:inc", "[type:ticket incident/]");
  assert_means ("type:request", "[type:ticket service_request/]");
  assert_means ("type:ticket", "[type:ticket incident+service_request+problem+security_request/]");
  assert_means ("type:emergency,problem", "[type:ticket change problem/emergency]");
  assert_means ("type:system", "[type:device vm /]");
  assert_means ("is:overdue,major", "[is:3]");
  /* Half typed: nothing yet, and no complaint. */
  assert_means ("status: web", "{web}");
  assert_means ("customer:", "");
}

static void
test_times (void)
{
  assert_means ("opened:today", "[opened:2026-11-23T23:00..2026-11-24T23:00]");
  assert_means ("opened:yesterday", "[opened:2026-11-22T23:00..2026-11-23T23:00]");
  assert_means ("opened:7d", "[opened:2026-11-17T09:12..ever]");
  assert_means ("opened:2026-11", "[opened:2026-10-31T23:00..2026-11-30T23:00]");
  assert_means ("opened:2026-12", "[opened:2026-11-30T23:00..2026-12-31T23:00]");
  assert_means ("opened:2026", "[opened:2025-12-31T23:00..2026-12-31T23:00]");
  /* Twenty-five hours: the clocks go back that night. */
  assert_means ("opened:2026-10-25", "[opened:2026-10-24T22:00..2026-10-25T23:00]");
  assert_means ("opened:2026-03-28..2026-03-29", "[opened:2026-03-27T23:00..2026-03-29T22:00]");
  assert_means ("opened:>2026-11-01", "[opened:2026-10-31T23:00..ever]");
  assert_means ("opened:<2026-11-01", "[opened:ever..2026-10-31T23:00]");
}

static void
test_problems (void)
{
  assert_means ("status:oben web",
                "{web} !“oben” is no status. Try open, pending, resolved or closed.");
  assert_means ("prio:6", "!“6” is no priority. Try 1, or 1-2.");
  assert_means ("prio:3-1", "!“3-1” is no priority. Try 1, or 1-2.");
  assert_means ("prio:1x", "!“1x” is no priority. Try 1, or 1-2.");
  assert_means ("type:zzz", "!“zzz” is no type. Try incident, request, problem, change or system.");
  assert_means ("is:late", "!“is:late” is not known. Try overdue, major, snoozed or known-error.");
  assert_means ("opened:2026-13",
                "!“2026-13” is no time. Try today, 7d, 2026-11 or 2026-11-01..2026-11-15.");
  assert_means (
    "opened:2026-11-02..2026-11-01",
    "!“2026-11-02..2026-11-01” is no time. Try today, 7d, 2026-11 or 2026-11-01..2026-11-15.");
  assert_means ("opened:2026-02-30",
                "!“2026-02-30” is no time. Try today, 7d, 2026-11 or 2026-11-01..2026-11-15.");
  assert_means ("opened:99999d",
                "!“99999d” is no time. Try today, 7d, 2026-11 or 2026-11-01..2026-11-15.");
}

static void
test_suggest (void)
{
  g_autoptr (GPtrArray) pairs = rw_search_suggest ("web -s");
  g_autoptr (GPtrArray) one = rw_search_suggest ("prior");
  g_autoptr (GPtrArray) none = rw_search_suggest ("web ");
  g_autoptr (GPtrArray) value = rw_search_suggest ("status:o");

  g_assert_cmpuint (pairs->len, ==, 4);
  g_assert_cmpstr (pairs->pdata[0], ==, "-status:");
  g_assert_cmpstr (pairs->pdata[2], ==, "-service:");
  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpstr (one->pdata[0], ==, "prio:");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (value->len, ==, 0);
}

/* Whatever is typed is taken apart, and what is found in it can be typed again. */
static void
test_anything (void)
{
  static const char *const pieces[] = {
    "status:", "prio:", "opened:", "type:",      "is:", "ci:", "tag:", ",", "-", "\"", " ", "1",
    "p",       "open",  "..",      "2026-11-24", "<",   "ß",   "日本", "x", ":", "'",  "%", "none"
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (RwSearchTerms) terms = NULL;

      for (int i = g_rand_int_range (rand, 0, 9); i > 0; i--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      terms = parse (text->str);
      for (guint i = 0; i < terms->filters->len; i++)
        {
          RwSearchFilter *filter = terms->filters->pdata[i];

          if (filter->key == RW_SEARCH_OPENED && filter->from != 0)
            g_assert_cmpint (filter->from, <, filter->to);
          for (char **name = filter->names; *name != NULL; name++)
            g_assert_cmpstr (*name, !=, "");
        }
      for (char **word = terms->words; *word != NULL; word++)
        g_assert_cmpstr (*word, !=, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-terms/words", test_words);
  g_test_add_func ("/search-terms/filters", test_filters);
  g_test_add_func ("/search-terms/times", test_times);
  g_test_add_func ("/search-terms/problems", test_problems);
  g_test_add_func ("/search-terms/suggest", test_suggest);
  g_test_add_func ("/search-terms/anything", test_anything);
  return g_test_run ();
}
