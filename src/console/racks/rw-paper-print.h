/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-paper.h"

G_BEGIN_DECLS

GtkPrintOperation *rw_paper_print_operation_new (RwPaper    *paper,
                                                 const char *job_name);

G_END_DECLS
