/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-error.h"

G_DEFINE_QUARK (rw-error-quark, rw_error)
