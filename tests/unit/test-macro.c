/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-macro.h"
#include "rw-clock.h"

#define NOW (20000 * RW_DAY + 10 * RW_HOUR)

static RwRecord *
new_ticket (const char *title)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, "T-1042");
  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_IN_PROGRESS);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, NOW + 26 * RW_HOUR);
  return ticket;
}

static void
assert_fills (const RwMacroFacts *facts,
              const char         *language,
              const char         *text,
              const char         *expected,
              const char         *left)
{
  g_auto (GStrv) unfilled = NULL;
  g_autofree char *filled = rw_macro_fill (text, language, facts, &unfilled);
  g_autofree char *joined = g_strjoinv (" ", unfilled);

  g_assert_cmpstr (filled, ==, expected);
  g_assert_cmpstr (joined, ==, left);
}

static void
test_fill (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ("Shop {me.name} langsam");
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  RwMacroFacts facts = { .ticket = ticket,
                         .customer = "Bistum Fulda",
                         .me = "Mara Kern",
                         .update_next = NOW + RW_HOUR,
                         .zone = berlin,
                         .now = NOW };
  const RwMacroFacts nothing = { .now = NOW };

  assert_fills (&facts, "de", "{ticket.number}: {ticket.status}, {ticket.priority}",
                "T-1042: in Bearbeitung, P2", "");
  assert_fills (&facts, "en", "{ticket.status}", "in progress", "");
  assert_fills (&facts, NULL, "{ticket.status}", "in progress", "");
  /* What is filled in is not read again. */
  assert_fills (&facts, "de", "„{ticket.title}“ – {me.name}",
                "„Shop {me.name} langsam“ – Mara Kern", "");
  /* The customer's time zone; the day where it is another. 4 October 2024: summer time. */
  assert_fills (&facts, "de", "{update.next} Uhr", "13:00 Uhr", "");
  assert_fills (&facts, "de", "{resolution.due}", "05.10.2024, 14:00", "");
  assert_fills (&facts, "en", "{resolution.due}", "2024-10-05 14:00", "");
  facts.zone = NULL;
  assert_fills (&facts, "en", "{update.next}", "11:00", "");

  /* Not known: of anything, or of this ticket. Each is told once. */
  assert_fills (&facts, "de", "{contact.name}, {nobody.knows} {contact.name}",
                "{contact.name}, {nobody.knows} {contact.name}", "{contact.name} {nobody.knows}");
  assert_fills (&nothing, "de", "{ticket.number} {update.next}", "{ticket.number} {update.next}",
                "{ticket.number} {update.next}");
  facts.update_next = 0;
  assert_fills (&facts, "de", "{update.next}", "{update.next}", "{update.next}");
}

/* Braces that are no placeholder are text. */
static void
test_braces (void)
{
  const RwMacroFacts facts = { .me = "x", .now = NOW };

  assert_fills (&facts, "en", "", "", "");
  assert_fills (&facts, "en", "{", "{", "");
  assert_fills (&facts, "en", "{}", "{}", "");
  assert_fills (&facts, "en", "{ me.name }", "{ me.name }", "");
  assert_fills (&facts, "en", "{Me.Name} {\"a\": 1} {.a} {a.}", "{Me.Name} {\"a\": 1} {.a} {a.}",
                "");
  assert_fills (&facts, "en", "{{me.name}}", "{x}", "");
  assert_fills (&facts, "en", "{me.name{me.name}", "{me.namex", "");
}

/* Whatever the text, it comes out whole: without the placeholders nothing changes, and what is left unfilled is in
 * the result. */
static void
test_property (void)
{
  static const char *const parts[] = { "{",     "}",   "{me.name}", "{customer.name}",
                                       "ä",     "\n",  "me",        ".",
                                       "{x.y}", "{_}", "{a..b}",    " Uhr" };
  const RwMacroFacts facts = { .me = "ME", .now = NOW };
  g_autoptr (GRand) random = g_rand_new_with_seed (1042);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (GStrv) unfilled = NULL;
      g_autofree char *filled = NULL;
      g_autofree char *undone = NULL;
      guint n = (guint) g_rand_int_range (random, 0, 12), last = 0;

      for (guint i = 0; i < n; i++)
        g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      filled = rw_macro_fill (text->str, "de", &facts, &unfilled);
      g_assert_true (g_utf8_validate (filled, -1, NULL));
      {
        g_auto (GStrv) split = g_strsplit (filled, "ME", -1);

        undone = g_strjoinv ("{me.name}", split);
      }
      g_assert_cmpstr (undone, ==, text->str);
      for (char **name = unfilled; *name != NULL; name++, last++)
        {
          g_assert_nonnull (strstr (filled, *name));
          g_assert_false (g_strv_contains ((const char *const *) name + 1, *name));
        }
      g_assert_cmpuint (last, <=, n);
    }
}

static RwRecord *
new_macro (const char *name,
           int         type,
           const char *language)
{
  RwRecord *macro = rw_record_new (RW_KIND_MACRO, NULL);

  rw_record_set_text (macro, RW_MACRO_NAME, name);
  if (type >= 0)
    rw_record_set_enum (macro, RW_MACRO_TYPE, type);
  if (language != NULL)
    rw_record_set_text (macro, RW_MACRO_LANGUAGE, language);
  return macro;
}

static void
test_rank (void)
{
  g_autoptr (GPtrArray) macros = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ranked = NULL;
  static const char *const expected[] = { "B de reply", "C de reply", "A en reply", "D de note",
                                          "E no language" };

  g_ptr_array_add (macros, new_macro ("E no language", -1, NULL));
  g_ptr_array_add (macros, new_macro ("D de note", RW_MESSAGE_TYPE_NOTE, "de"));
  g_ptr_array_add (macros, new_macro ("C de reply", RW_MESSAGE_TYPE_REPLY, "de-AT"));
  g_ptr_array_add (macros, new_macro ("A en reply", RW_MESSAGE_TYPE_REPLY, "en"));
  g_ptr_array_add (macros, new_macro ("B de reply", RW_MESSAGE_TYPE_REPLY, "de"));
  ranked = rw_macro_rank (macros, RW_MESSAGE_TYPE_REPLY, "de");
  g_assert_cmpuint (ranked->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < ranked->len; i++)
    g_assert_cmpstr (rw_record_get_text (ranked->pdata[i], RW_MACRO_NAME), ==, expected[i]);
}

static void
set_body (RwRecord   *macro,
          const char *body,
          int         status)
{
  rw_record_set_text (macro, RW_MACRO_BODY, body);
  if (status >= 0)
    rw_record_set_enum (macro, RW_MACRO_SETS_STATUS, status);
}

/* What is proposed can be sent as it is. */
static void
test_compose (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ("Shop langsam");
  g_autoptr (GPtrArray) macros = g_ptr_array_new_with_free_func (g_object_unref);
  RwMacroFacts facts = { .ticket = ticket,
                         .me = "Mara Kern",
                         .contact = "Frau Weber",
                         .update_next = NOW + RW_HOUR,
                         .now = NOW };
  const RwMacroFacts nothing = { .now = NOW };
  static const struct
  {
    gboolean final;
    const char *language;
    const char *expected;
  } cases[] = {
    { FALSE, "de", "Stand: in Bearbeitung, bis 11:00" },
    { TRUE, "de", "Gelöst: Shop langsam" },
    { FALSE, "en",
      "Dear Frau Weber,\n\nabout “Shop langsam”: it is in progress.\n\nYou will hear from us again by "
      "11:00.\n\nOur reference: T-1042\n\nKind regards\nMara Kern" },
    { TRUE, "en",
      "Dear Frau Weber,\n\n“Shop langsam” is resolved.\n\nOur reference: T-1042\n\nKind "
      "regards\nMara Kern" },
  };

  g_ptr_array_add (macros, new_macro ("A cannot be filled", RW_MESSAGE_TYPE_UPDATE, "de"));
  set_body (macros->pdata[0], "{ticket.workaround}", -1);
  g_ptr_array_add (macros, new_macro ("B", RW_MESSAGE_TYPE_UPDATE, "de"));
  set_body (macros->pdata[1], "Stand: {ticket.status}, bis {update.next}", -1);
  g_ptr_array_add (macros, new_macro ("C", RW_MESSAGE_TYPE_UPDATE, "de"));
  set_body (macros->pdata[2], "Gelöst: {ticket.title}", RW_TICKET_STATUS_RESOLVED);
  g_ptr_array_add (macros, new_macro ("D", RW_MESSAGE_TYPE_REPLY, "en"));
  set_body (macros->pdata[3], "A reply", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rw_macro_compose (macros, cases[i].final, cases[i].language, &facts);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = rw_macro_compose (macros, i % 2 == 0, i < 2 ? "de" : NULL, &nothing);
      RwMacroSpan span;

      g_assert_cmpstr (text, !=, "");
      g_assert_false (rw_macro_next (text, 0, &span));
    }
}

/* Every name that is offered can be filled in. */
static void
test_names (void)
{
  g_autoptr (RwRecord) ticket = new_ticket ("x");
  const RwMacroFacts facts = { .ticket = ticket,
                               .customer = "c",
                               .contact = "p",
                               .service = "s",
                               .ci = "i",
                               .me = "m",
                               .update_next = NOW,
                               .now = NOW };

  rw_record_set_text (ticket, RW_TICKET_SOLUTION, "s");
  rw_record_set_text (ticket, RW_TICKET_WORKAROUND, "w");
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW);
  rw_record_set_instant (ticket, RW_TICKET_RESOLVED, NOW);
  rw_record_set_instant (ticket, RW_TICKET_RESPONSE_DUE, NOW);
  for (const char *const *name = rw_macro_placeholders (); *name != NULL; name++)
    {
      g_autofree char *text = g_strdup_printf ("{%s}", *name);
      g_autofree char *filled = rw_macro_fill (text, "en", &facts, NULL);

      g_assert_cmpstr (filled, !=, text);
      if (name[1] != NULL)
        g_assert_cmpstr (name[0], <, name[1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/macro/fill", test_fill);
  g_test_add_func ("/macro/braces", test_braces);
  g_test_add_func ("/macro/property", test_property);
  g_test_add_func ("/macro/rank", test_rank);
  g_test_add_func ("/macro/compose", test_compose);
  g_test_add_func ("/macro/names", test_names);
  return g_test_run ();
}
