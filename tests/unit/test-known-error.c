/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-known-error.h"

static RwRecord *
add (GPtrArray  *problems,
     const char *title,
     const char *workaround,
     const char *category)
{
  RwId id = rw_id_from_name ("known", title);
  RwRecord *problem = rw_record_new (RW_KIND_TICKET, &id);

  rw_record_set_text (problem, RW_TICKET_TITLE, title);
  rw_record_set_text (problem, RW_TICKET_WORKAROUND, workaround);
  if (category != NULL)
    rw_record_set_text (problem, RW_TICKET_CATEGORY, category);
  g_ptr_array_add (problems, problem);
  return problem;
}

static void
assert_finds (GPtrArray             *problems,
              const RwKnownQuestion *question,
              const char            *expected)
{
  g_autoptr (GPtrArray) found = rw_known_errors_match (problems, question, 3);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " | " : "",
                            rw_record_get_text (found->pdata[i], RW_TICKET_TITLE));
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_match (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *shop =
    add (problems, "Webshop antwortet langsam", "Cache leeren und Dienst neu starten", "Leistung");
  RwRecord *disk =
    add (problems, "Volume voll nach Datensicherung", "Alte Snapshots löschen", "Speicher");
  RwKnownQuestion question = { 0 };
  RwId ci = rw_id_from_name ("known", "ci"), service = rw_id_from_name ("known", "service");

  rw_record_set_ref (disk, RW_TICKET_CI, &ci);
  rw_record_set_ref (shop, RW_TICKET_SERVICE, &service);
  assert_finds (problems, &question, "");
  question.title = "WEBSHOP";
  assert_finds (problems, &question, "Webshop antwortet langsam");
  question.title = "Alles ist sehr langsamer geworden";
  assert_finds (problems, &question, "Webshop antwortet langsam");
  /* Words that are everywhere say nothing, short ones neither. */
  question.title = "Es geht nicht mehr, und das seit";
  assert_finds (problems, &question, "");
  /* In the workaround only: not enough alone, but with the service. */
  question.title = "Cache";
  assert_finds (problems, &question, "");
  question.service = service;
  assert_finds (problems, &question, "Webshop antwortet langsam");
  question.title = NULL;
  assert_finds (problems, &question, "");
  question.category = "leistung";
  assert_finds (problems, &question, "Webshop antwortet langsam");
  /* The same system counts most. */
  question.ci = ci;
  assert_finds (problems, &question, "Volume voll nach Datensicherung | Webshop antwortet langsam");
  question.title = "Webshop langsam";
  assert_finds (problems, &question, "Webshop antwortet langsam | Volume voll nach Datensicherung");
}

/* More that is known never makes a match worse, and no text is too odd. */
static void
test_property (void)
{
  static const char *const parts[] = { "Webshop ", "langsam",      "ß",     "Ä", "-",
                                       "nicht ",   "\xe2\x82\xac", "1234 ", " ", "{}" };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *problem =
    add (problems, "Webshop 1234 antwortet langsam", "Dienst neu starten", "Leistung");
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  RwId ci = rw_id_from_name ("known", "ci");

  rw_record_set_ref (problem, RW_TICKET_CI, &ci);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) title = g_string_new (NULL);
      RwKnownQuestion question = { 0 }, more;
      guint n = (guint) g_rand_int_range (random, 0, 8);

      for (guint i = 0; i < n; i++)
        g_string_append (title, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      question.title = title->str;
      more = question;
      more.ci = ci;
      g_assert_cmpuint (rw_known_error_score (problem, &more), >=,
                        rw_known_error_score (problem, &question) + 3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known-error/match", test_match);
  g_test_add_func ("/known-error/property", test_property);
  return g_test_run ();
}
