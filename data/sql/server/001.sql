-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the server keeps: the latest state of each record, every write that led there, who may log in.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Ordered by seq, so that the feed reads the file from front to back.
CREATE TABLE rec (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  body TEXT,
  fver TEXT
);
CREATE INDEX rec_deleted ON rec (seq) WHERE deleted;

CREATE TABLE uniq (
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY (kind, field, key, id)
) WITHOUT ROWID;

CREATE TABLE ref (target BLOB NOT NULL, source BLOB NOT NULL, PRIMARY KEY (target, source)) WITHOUT ROWID;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT,
  account BLOB,
  client BLOB,
  mid INTEGER,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  op TEXT NOT NULL,
  before TEXT,
  after TEXT,
  hash BLOB NOT NULL
);
CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT raise (ABORT, 'history is append-only'); END;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT raise (ABORT, 'history is append-only'); END;

CREATE TABLE client (id BLOB PRIMARY KEY, last_mid INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE result (
  client BLOB NOT NULL,
  mid INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reply TEXT NOT NULL,
  PRIMARY KEY (client, mid)
) WITHOUT ROWID;

CREATE TABLE account (
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  person BLOB,
  roles INTEGER NOT NULL,
  password TEXT,
  active INTEGER NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE token (
  hash BLOB PRIMARY KEY,
  id BLOB NOT NULL,
  account BLOB,
  name TEXT NOT NULL,
  roles INTEGER NOT NULL,
  session INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

-- Dropped while a new file is filled, and made again at the end.
CREATE UNIQUE INDEX rec_id ON rec (id);
CREATE INDEX history_id ON history (id, seq);
