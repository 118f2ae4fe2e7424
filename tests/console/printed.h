/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-sheets.h"

G_BEGIN_DECLS

/**
 * Printed:
 *
 * Pages as the tools that others read them with see them.
 */
typedef struct
{
  char *dir, *path;
} Printed;

void  printed_init          (Printed           *printed);
void  printed_fill          (Printed           *printed,
                             RwSheets          *sheets,
                             const char        *name);
void  printed_clear         (Printed           *printed);
char *printed_ask           (const Printed     *printed,
                             const char        *tool,
                             const char *const *args);
char *printed_text          (const Printed     *printed);
guint printed_count         (const char        *text,
                             const char        *word);
void  printed_assert_within (const Printed     *printed,
                             double             edge);
void  printed_assert_vector (const Printed     *printed);

G_END_DECLS
