/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

AdwDialog *rw_security_ask_entry (RwPage *page);

G_END_DECLS
