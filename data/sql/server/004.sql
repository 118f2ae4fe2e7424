-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules for other records, which are few and asked for all together: whether a freeze refuses a change.

CREATE INDEX rec_rule ON rec (kind) WHERE kind IN ('window', 'risk_question') AND NOT deleted;
