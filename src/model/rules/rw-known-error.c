/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-known-error.h"

#include <string.h>

#include "rw-text.h"

/* What a match is worth, and what it takes to be shown: the same system, or a word of the title that says something,
 * or business service and category together. */
enum
{
  SAME_CI = 6,
  TITLE_WORD = 3,
  OTHER_WORD = 1,
  SAME_SERVICE = 2,
  SAME_CATEGORY = 2,
  ENOUGH = 3,
};

/* A word of fewer letters begins others by chance. */
#define SHORTEST 4

/* They are in every second title, and say nothing. */
static const char *const empty_words[] = { "aber",  "auch",  "beim",  "dann", "dass", "does",  "eine", "einem", "einer",
                                           "from",  "geht",  "have",  "kann", "kein", "keine", "mehr", "nach",  "nicht",
                                           "noch",  "oder",  "over",  "seit", "sich", "sind",  "that", "the",   "there",
                                           "this",  "when",  "wird",  "with", "your", NULL };

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* @folded: folded text */
static char **
split_words (const char *folded)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *at = folded; *at != '\0';)
    {
      const char *end = at;

      while (is_letter (*end))
        end++;
      if (end - at >= SHORTEST)
        {
          g_autofree char *word = g_strndup (at, (gsize) (end - at));

          if (!g_strv_contains (empty_words, word))
            g_strv_builder_add (builder, word);
        }
      at = *end != '\0' && end == at ? end + 1 : end;
    }
  return g_strv_builder_end (builder);
}

/* One begins the other: "langsam", "langsamer". */
static gboolean
contains (char      **words,
          const char *word)
{
  for (char **at = words; *at != NULL; at++)
    if (g_str_has_prefix (*at, word) || g_str_has_prefix (word, *at))
      return TRUE;
  return FALSE;
}

static char **
words_of (RwRecord *problem,
          guint     field)
{
  const char *text = rw_record_get_text (problem, field);
  g_autofree char *folded = rw_text_fold (text != NULL ? text : "");

  return split_words (folded);
}

static gboolean
same_ref (RwRecord   *problem,
          guint       field,
          const RwId *id)
{
  const RwId *theirs = rw_record_get_ref (problem, field);

  return theirs != NULL && !rw_id_is_nil (id) && rw_id_equal (theirs, id);
}

static gboolean
same_category (RwRecord   *problem,
               const char *category)
{
  const char *theirs = rw_record_get_text (problem, RW_TICKET_CATEGORY);
  g_autofree char *a = theirs != NULL ? rw_text_fold (theirs) : NULL;
  g_autofree char *b = category != NULL ? rw_text_fold (category) : NULL;

  return a != NULL && b != NULL && *a != '\0' && g_str_equal (a, b);
}

/**
 * rw_known_error_score:
 * @problem: a known error
 *
 * Returns: how well it explains the incident; 0 for not at all
 */
guint
rw_known_error_score (RwRecord              *problem,
                      const RwKnownQuestion *question)
{
  g_autofree char *folded = rw_text_fold (question->title != NULL ? question->title : "");
  g_auto (GStrv) asked = split_words (folded);
  g_auto (GStrv) title = words_of (problem, RW_TICKET_TITLE);
  g_auto (GStrv) workaround = words_of (problem, RW_TICKET_WORKAROUND);
  g_auto (GStrv) cause = words_of (problem, RW_TICKET_ROOT_CAUSE);
  guint score = 0;

  if (same_ref (problem, RW_TICKET_CI, &question->ci))
    score += SAME_CI;
  if (same_ref (problem, RW_TICKET_SERVICE, &question->service))
    score += SAME_SERVICE;
  if (same_category (problem, question->category))
    score += SAME_CATEGORY;
  for (char **word = asked; *word != NULL; word++)
    {
      if (g_strv_contains ((const char *const *) word + 1, *word))
        continue;
      if (contains (title, *word))
        score += TITLE_WORD;
      else if (contains (workaround, *word) || contains (cause, *word))
        score += OTHER_WORD;
    }
  return score >= ENOUGH ? score : 0;
}

typedef struct
{
  RwRecord *problem;
  guint score;
} Scored;

static int
compare_scored (gconstpointer a,
                gconstpointer b)
{
  const Scored *one = a, *other = b;
  gint64 opened = rw_record_get_integer (one->problem, RW_TICKET_OPENED, 0),
         theirs = rw_record_get_integer (other->problem, RW_TICKET_OPENED, 0);

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  if (opened != theirs)
    return opened > theirs ? -1 : 1;
  return rw_id_compare (rw_record_get_id (one->problem), rw_record_get_id (other->problem));
}

/**
 * rw_known_errors_match:
 * @problems: (element-type RwRecord): known errors
 * @most: how many at most
 *
 * Returns: (transfer full) (element-type RwRecord): those that may explain the incident, the likeliest first
 */
GPtrArray *
rw_known_errors_match (GPtrArray             *problems,
                       const RwKnownQuestion *question,
                       guint                  most)
{
  g_autoptr (GArray) scored = g_array_new (FALSE, FALSE, sizeof (Scored));
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < problems->len; i++)
    {
      const Scored one = { problems->pdata[i],
                           rw_known_error_score (problems->pdata[i], question) };

      if (one.score > 0)
        g_array_append_val (scored, one);
    }
  g_array_sort (scored, compare_scored);
  for (guint i = 0; i < MIN (scored->len, most); i++)
    g_ptr_array_add (found, g_object_ref (g_array_index (scored, Scored, i).problem));
  return found;
}
