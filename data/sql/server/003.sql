-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which records speak of a file: who asks for one is asked whether he may see one of them.

CREATE INDEX rec_file ON rec (json_extract (body, '$.digest')) WHERE kind = 'attachment' AND NOT deleted;
