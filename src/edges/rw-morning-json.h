/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-morning-sheet.h"

G_BEGIN_DECLS

/**
 * RW_MORNING_JSON_MOST:
 *
 * Characters that the answers of a morning take at most: what a long field holds.
 */
#define RW_MORNING_JSON_MOST 200000

char           *rw_morning_answers_to_json (GPtrArray   *reds);
char           *rw_morning_sheet_to_json   (const RwMorningSheet *sheet);
RwMorningSheet *rw_morning_sheet_from_json (const char  *json,
                                            GError     **error);
char           *rw_morning_sheet_to_csv    (const RwMorningSheet *sheet);

G_END_DECLS
