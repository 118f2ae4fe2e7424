/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-morning-sheet.h"
#include "rw-sheets.h"

G_BEGIN_DECLS

RwSheets *rw_morning_paper_new (RwRecord   *check,
                                const char *person);

G_END_DECLS
