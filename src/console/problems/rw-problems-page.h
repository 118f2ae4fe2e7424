/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_PROBLEMS_PAGE (rw_problems_page_get_type ())

/**
 * RwProblemsPage:
 *
 * Problem management: what looks like a problem, what may be back after its fix, the problems in work and the known
 * errors, each with what it caused and the change that fixes it.
 */
G_DECLARE_FINAL_TYPE (RwProblemsPage, rw_problems_page, RW, PROBLEMS_PAGE, RwPage)

GtkWidget *rw_problems_page_new (void);

G_END_DECLS
