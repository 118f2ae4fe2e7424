/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* So many edits can be done in one step: they go to the server in one message. */
#define RW_SESSION_EDITS_MOST 1000
