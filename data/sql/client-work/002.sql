-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person took back before it was sent, and what the inbox needs to do a refused edit again.

-- discarded: when, microseconds since 1970; 0 for an edit that counts. Its number stays: the server
-- is told that nothing is to be done under it.
ALTER TABLE "outbox" ADD COLUMN "discarded" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "conflict" ADD COLUMN "op" TEXT;
ALTER TABLE "conflict" ADD COLUMN "grp" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "conflict" ADD COLUMN "label" TEXT;
UPDATE "conflict" SET ("op", "grp", "label") =
  (SELECT "op", "grp", "label" FROM "outbox" WHERE "outbox"."mid" = "conflict"."mid")
  WHERE "mid" IN (SELECT "mid" FROM "outbox");
