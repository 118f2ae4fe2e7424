/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * RW_VOLUME_DEFAULT_PERCENT:
 *
 * From here on a volume is nearly full, where it has no threshold of its own; of one, 0 is never.
 */
#define RW_VOLUME_DEFAULT_PERCENT 90

/**
 * RW_VOLUME_DEFAULT_DAYS:
 *
 * Likely full within so many days is soon, where a volume has no threshold of its own; of one, 0 is never.
 */
#define RW_VOLUME_DEFAULT_DAYS 14
