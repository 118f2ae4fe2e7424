/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"
#include "rw-search-terms.h"

G_BEGIN_DECLS

/**
 * RwTicketText:
 * @RW_TICKET_TEXT_WORDS: all that words are looked for in
 * @RW_TICKET_TEXT_CUSTOMER: number and name, for "customer:"; and so on
 */
typedef enum
{
  RW_TICKET_TEXT_WORDS,
  RW_TICKET_TEXT_CUSTOMER,
  RW_TICKET_TEXT_SERVICE,
  RW_TICKET_TEXT_ASSIGNEE,
  RW_TICKET_TEXT_CI,
  RW_TICKET_TEXT_TAG,
  RW_TICKET_N_TEXTS,
} RwTicketText;

/**
 * RwTicketTexts:
 * @folded: (nullable elements): made when first asked for
 *
 * What a search looks at in one ticket: folded once, not with every key that is pressed. All zero is empty.
 */
typedef struct
{
  char *folded[RW_TICKET_N_TEXTS];
} RwTicketTexts;

void     rw_ticket_texts_clear        (RwTicketTexts       *texts);
gboolean rw_ticket_match              (const RwSearchTerms *terms,
                                       const RwTicketRow   *row,
                                       RwTicketTexts       *texts,
                                       const RwId          *me,
                                       gint64               now);
gboolean rw_ticket_terms_want_snoozed (const RwSearchTerms *terms);

G_END_DECLS
