-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which systems have a name: an intake is told a name, and no id.

CREATE INDEX rec_system ON rec (json_extract (body, '$.name') COLLATE NOCASE)
  WHERE kind IN ('device', 'vm') AND NOT deleted;
