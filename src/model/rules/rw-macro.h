/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwMacroFacts:
 * @ticket: (nullable): what the text is about
 * @customer: (nullable): name
 * @contact: (nullable): name of whom the text is for
 * @service: (nullable): name
 * @ci: (nullable): name
 * @me: (nullable): name of who writes
 * @update_next: when the customer hears the next time; 0 for not at all
 * @zone: (nullable): in which times are told; UTC for %NULL
 * @now: the present
 *
 * What the placeholders of a macro stand for.
 */
typedef struct
{
  RwRecord *ticket;
  const char *customer;
  const char *contact;
  const char *service;
  const char *ci;
  const char *me;
  gint64 update_next;
  GTimeZone *zone;
  gint64 now;
} RwMacroFacts;

/* As bytes of the text they are in. */
typedef struct
{
  gsize start;
  gsize end;
} RwMacroSpan;

const char *const *rw_macro_placeholders (void);
char              *rw_macro_fill         (const char         *text,
                                          const char         *language,
                                          const RwMacroFacts *facts,
                                          char             ***unfilled);
gboolean           rw_macro_next         (const char         *text,
                                          gsize               from,
                                          RwMacroSpan        *span);
char              *rw_macro_compose      (GPtrArray          *macros,
                                          gboolean            final,
                                          const char         *language,
                                          const RwMacroFacts *facts);
GPtrArray         *rw_macro_rank         (GPtrArray          *macros,
                                          int                 type,
                                          const char         *language);

G_END_DECLS
