/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-match.h"

#include <string.h>

#include "rw-text.h"

/* The search language on the rows that the board has, as rw_query_find() reads it for the cache. */

void
rw_ticket_texts_clear (RwTicketTexts *texts)
{
  for (guint i = 0; i < RW_TICKET_N_TEXTS; i++)
    g_clear_pointer (&texts->folded[i], g_free);
}

/* A line each: no word reaches from one into the next. */
static char *
fold_lines (const char *const *parts,
            guint              n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s\n", parts[i]);
  return rw_text_fold (text->str);
}

static const char *
get_text (RwTicketTexts     *texts,
          const RwTicketRow *row,
          RwTicketText       which)
{
  const char *const of[RW_TICKET_N_TEXTS][6] = {
    { row->number, row->title, row->customer_name, row->service_name, row->ci_name,
      row->assignee_name },
    { row->customer_number, row->customer_name },
    { row->service_name },
    { row->assignee_login, row->assignee_name },
    { row->ci_name },
    { row->tags },
  };

  if (texts->folded[which] == NULL)
    texts->folded[which] = fold_lines (of[which], G_N_ELEMENTS (of[which]));
  return texts->folded[which];
}

static gboolean
has_name (char       **names,
          const char  *text)
{
  for (char **name = names; *name != NULL; name++)
    if (strstr (text, *name) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_any (guint              flags,
        const RwTicketRow *row,
        gint64             now)
{
  gint64 due = rw_ticket_row_next_due (row, NULL);

  return ((flags & RW_SEARCH_IS_OVERDUE) && due != 0 && due <= now) ||
         ((flags & RW_SEARCH_IS_MAJOR) && row->major) ||
         ((flags & RW_SEARCH_IS_SNOOZED) && rw_ticket_row_snooze_end (row) > now) ||
         ((flags & RW_SEARCH_IS_KNOWN_ERROR) && row->known_error);
}

static gboolean
passes (const RwSearchFilter *filter,
        const RwTicketRow    *row,
        RwTicketTexts        *texts,
        const RwId           *me,
        gint64                now)
{
  switch (filter->key)
    {
    case RW_SEARCH_STATUS:
      return (filter->tickets & (1u << row->status)) != 0;
    case RW_SEARCH_PRIORITY:
      return (filter->tickets & (1u << row->priority)) != 0;
    case RW_SEARCH_TYPE:
      return (filter->kinds & RW_KIND_BIT (RW_KIND_TICKET)) != 0 &&
             (filter->tickets & (1u << row->type)) != 0;
    case RW_SEARCH_IS:
      return is_any (filter->tickets, row, now);
    case RW_SEARCH_OPENED:
      return row->opened != 0 && row->opened >= filter->from && row->opened < filter->to;
    case RW_SEARCH_CUSTOMER:
      return (filter->nobody && rw_id_is_nil (&row->customer)) ||
             has_name (filter->names, get_text (texts, row, RW_TICKET_TEXT_CUSTOMER));
    case RW_SEARCH_SERVICE:
      return (filter->nobody && rw_id_is_nil (&row->service)) ||
             has_name (filter->names, get_text (texts, row, RW_TICKET_TEXT_SERVICE));
    case RW_SEARCH_ASSIGNEE:
      return (filter->nobody && rw_id_is_nil (&row->assignee)) ||
             (filter->me && me != NULL && !rw_id_is_nil (me) && rw_id_equal (&row->assignee, me)) ||
             has_name (filter->names, get_text (texts, row, RW_TICKET_TEXT_ASSIGNEE));
    case RW_SEARCH_CI:
      return (filter->nobody && rw_id_is_nil (&row->ci)) ||
             has_name (filter->names, get_text (texts, row, RW_TICKET_TEXT_CI));
    case RW_SEARCH_TAG:
      return (filter->nobody && row->tags == NULL) ||
             has_name (filter->names, get_text (texts, row, RW_TICKET_TEXT_TAG));
    case RW_SEARCH_N_KEYS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * rw_ticket_match:
 * @terms: what a person looks for
 * @texts: of this row; filled in
 * @me: (nullable): who looks
 * @now: the present
 *
 * Returns: whether the ticket is what they look for: all filters hold, all words occur, and none of those that may not
 */
gboolean
rw_ticket_match (const RwSearchTerms *terms,
                 const RwTicketRow   *row,
                 RwTicketTexts       *texts,
                 const RwId          *me,
                 gint64               now)
{
  for (guint i = 0; i < terms->filters->len; i++)
    {
      const RwSearchFilter *filter = terms->filters->pdata[i];

      if (passes (filter, row, texts, me, now) == filter->negate)
        return FALSE;
    }
  for (char **word = terms->words; *word != NULL; word++)
    if (strstr (get_text (texts, row, RW_TICKET_TEXT_WORDS), *word) == NULL)
      return FALSE;
  return !has_name (terms->without, get_text (texts, row, RW_TICKET_TEXT_WORDS));
}

/**
 * rw_ticket_terms_want_snoozed:
 *
 * Returns: whether somebody asks for tickets that are out of sight
 */
gboolean
rw_ticket_terms_want_snoozed (const RwSearchTerms *terms)
{
  for (guint i = 0; i < terms->filters->len; i++)
    {
      const RwSearchFilter *filter = terms->filters->pdata[i];

      if (filter->key == RW_SEARCH_IS && !filter->negate &&
          (filter->tickets & RW_SEARCH_IS_SNOOZED) != 0)
        return TRUE;
    }
  return FALSE;
}
