/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

const char *rw_change_notice_language (RwRecord           *customer);
char       *rw_change_notice_text     (RwRecord           *change,
                                       RwRecord           *customer,
                                       const char *const  *services);

G_END_DECLS
