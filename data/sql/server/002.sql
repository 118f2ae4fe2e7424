-- SPDX-License-Identifier: GPL-3.0-or-later
-- The history of all records of a kind can be asked for: how the racks filled is told from that of the devices.

-- Dropped while a new file is filled, and made again at the end.
CREATE INDEX history_kind ON history (kind, seq);
