/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RwSearchKey:
 *
 * What stands before the colon of a filter. The first ones have words of their own behind it, the others
 * a part of a name.
 */
typedef enum
{
  RW_SEARCH_STATUS,
  RW_SEARCH_PRIORITY,
  RW_SEARCH_TYPE,
  RW_SEARCH_IS,
  RW_SEARCH_OPENED,
  RW_SEARCH_CUSTOMER,
  RW_SEARCH_SERVICE,
  RW_SEARCH_ASSIGNEE,
  RW_SEARCH_CI,
  RW_SEARCH_TAG,
  RW_SEARCH_N_KEYS,
} RwSearchKey;

/**
 * RwSearchIs:
 * @RW_SEARCH_IS_OVERDUE: one of its due times is over
 * @RW_SEARCH_IS_MAJOR: a major incident
 * @RW_SEARCH_IS_SNOOZED: snoozed until later
 * @RW_SEARCH_IS_KNOWN_ERROR: a problem that is a known error
 */
typedef enum
{
  RW_SEARCH_IS_OVERDUE = 1 << 0,
  RW_SEARCH_IS_MAJOR = 1 << 1,
  RW_SEARCH_IS_SNOOZED = 1 << 2,
  RW_SEARCH_IS_KNOWN_ERROR = 1 << 3,
} RwSearchIs;

/**
 * RwSearchFilter:
 * @key: what it is about
 * @negate: whether it takes away what it describes
 * @names: (array zero-terminated=1) (nullable): folded parts of a name, one of which is enough
 * @nobody: the field may also be empty ("assignee:none")
 * @me: it may also be whoever asks
 * @kinds: of a type: the kinds that it may be
 * @tickets: of tickets: mask of statuses, priorities, types or #RwSearchIs; 0 for any
 * @changes: of changes: mask of statuses or types; 0 for any
 * @from: of a time: the first instant
 * @to: of a time: the first instant that is too late
 *
 * One "key:value".
 */
typedef struct
{
  RwSearchKey key;
  gboolean negate;
  char **names;
  gboolean nobody;
  gboolean me;
  guint64 kinds;
  guint tickets;
  guint changes;
  gint64 from;
  gint64 to;
} RwSearchFilter;

/**
 * RwSearchTerms:
 * @filters: (element-type RwSearchFilter): all of which must hold
 * @words: (array zero-terminated=1): folded words and phrases, all of which must occur
 * @without: (array zero-terminated=1): folded words and phrases, none of which may
 * @problem: (nullable): what could not be understood, as a sentence; the rest holds
 *
 * What a person typed into a search.
 */
typedef struct
{
  GPtrArray *filters;
  char **words;
  char **without;
  char *problem;
} RwSearchTerms;

RwSearchTerms *rw_search_terms_parse    (const char       *text,
                                         gint64            now,
                                         GTimeZone        *zone);
void           rw_search_terms_free     (RwSearchTerms    *terms);
gboolean       rw_search_terms_is_empty (RwSearchTerms    *terms);

char          *rw_search_filter_parse   (RwSearchFilter   *filter,
                                         const char       *value,
                                         gint64            now,
                                         GTimeZone        *zone);
const char    *rw_search_key_name       (RwSearchKey       key);
gboolean       rw_search_key_find       (const char       *name,
                                         RwSearchKey      *key);
GPtrArray     *rw_search_suggest        (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSearchTerms, rw_search_terms_free)

G_END_DECLS
