/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the server takes in one message of POST /v1/mutations. */
#define RW_PUSH_MUTATIONS_MOST 1000
#define RW_PUSH_BYTES_MOST     (8 * 1024 * 1024)

/* What a client lets a person do in one step, which is always sent in one message: room is left for what
 * stands around the edits, and for a proxy that counts otherwise. */
#define RW_PUSH_GROUP_MOST       RW_PUSH_MUTATIONS_MOST
#define RW_PUSH_GROUP_BYTES_MOST (6 * 1024 * 1024)
