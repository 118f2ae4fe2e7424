/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rw-search-terms.h"

G_BEGIN_DECLS

/**
 * RwFindGroup:
 *
 * What a person looks for, in the order in which it is shown.
 */
typedef enum
{
  RW_FIND_TICKETS,
  RW_FIND_MESSAGES,
  RW_FIND_CHANGES,
  RW_FIND_SYSTEMS,
  RW_FIND_OTHERS,
  RW_FIND_N_GROUPS,
} RwFindGroup;

/**
 * RwFindHit:
 * @group: where it is shown
 * @kind: of the record; of a message, its ticket
 * @id: of the record; of a message, of its ticket
 * @number: (nullable): "T-1042"
 * @title: what a person calls it
 * @excerpt: (nullable): what was found, where it is not in the title
 * @type: of a ticket or a change, -1 for others
 * @status: of a ticket or a change, -1 for others
 * @priority: of a ticket, -1 for others
 * @at: when the ticket was opened, the message written, the change starts; 0 for none
 * @rank: 0 for the very text, 1 for a beginning, 2 for the beginning of a word, 3 for anywhere in the title, 4 for
 *   another field
 */
typedef struct
{
  RwFindGroup group;
  RwKind kind;
  RwId id;
  char *number;
  char *title;
  char *excerpt;
  int type;
  int status;
  int priority;
  gint64 at;
  int rank;
} RwFindHit;

/**
 * RwFindAnswer:
 * @hits: (element-type RwFindHit): group by group, the best first; of tickets and changes those that are not
 *   finished, the newest first
 * @more: mask of the groups of which there are more
 * @partial: the texts of messages are not all indexed yet and were left out
 */
typedef struct
{
  GPtrArray *hits;
  guint more;
  gboolean partial;
} RwFindAnswer;

RwFindAnswer *rw_query_find       (RwCache        *cache,
                                   RwSearchTerms  *terms,
                                   const RwId     *me,
                                   gint64          now,
                                   guint           limit,
                                   GError        **error);
void          rw_find_answer_free (RwFindAnswer   *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFindAnswer, rw_find_answer_free)

G_END_DECLS
