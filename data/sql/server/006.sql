-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which backup jobs there are, and the last runs of one: whether a run is missed is asked every minute.

CREATE INDEX rec_job ON rec (kind) WHERE kind IN ('backup_job', 'backup_policy') AND NOT deleted;

-- Dropped while a new file is filled, and made again at the end.
CREATE INDEX rec_run ON rec (json_extract (body, '$.job'), json_extract (body, '$.due'))
  WHERE kind = 'backup_run' AND NOT deleted;
