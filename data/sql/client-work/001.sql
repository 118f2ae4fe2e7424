-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person did and the server may not have yet.

CREATE TABLE "meta" ("key" TEXT PRIMARY KEY NOT NULL, "value" ANY) STRICT, WITHOUT ROWID;

-- state: 0 pending, 1 sent, 2 acknowledged
CREATE TABLE "outbox" (
  "mid" INTEGER PRIMARY KEY,
  "grp" INTEGER NOT NULL,
  "op" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "id" BLOB NOT NULL CHECK (length ("id") = 16),
  "base" INTEGER NOT NULL,
  "edit" TEXT NOT NULL,
  "undo" TEXT,
  "label" TEXT,
  "created" INTEGER NOT NULL,
  "state" INTEGER NOT NULL CHECK ("state" IN (0, 1, 2)),
  "refused" INTEGER NOT NULL,
  "result" TEXT,
  "acked" INTEGER NOT NULL
) STRICT;

CREATE INDEX "outbox_unanswered" ON "outbox" ("mid") WHERE "state" < 2;

CREATE TABLE "conflict" (
  "number" INTEGER PRIMARY KEY AUTOINCREMENT,
  "mid" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "id" BLOB NOT NULL CHECK (length ("id") = 16),
  "field" TEXT,
  "base" TEXT,
  "theirs" TEXT,
  "yours" TEXT,
  "code" TEXT,
  "message" TEXT,
  "by" TEXT,
  "at" INTEGER NOT NULL,
  "created" INTEGER NOT NULL,
  "resolved" INTEGER NOT NULL
) STRICT;

CREATE INDEX "conflict_open" ON "conflict" ("number") WHERE "resolved" = 0;

CREATE TABLE "draft" ("key" TEXT PRIMARY KEY NOT NULL, "text" TEXT NOT NULL, "changed" INTEGER NOT NULL) STRICT;
