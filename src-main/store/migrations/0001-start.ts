import type { Migration } from "./migration.ts";

// Tables that are joined on every message use an integer key inside; `id` is what the outside knows.
// NULLs are distinct in a unique index: sessions without an external id don't meet each other.
const sql = /* sql */ `
CREATE TABLE machines (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  os TEXT,
  is_local INTEGER NOT NULL CHECK (is_local IN (0, 1)),
  key_hash TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX machines_key_hash ON machines (key_hash);
CREATE UNIQUE INDEX machines_local ON machines (is_local) WHERE is_local AND revoked_at IS NULL;

CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machines (id),
  name TEXT NOT NULL,
  kind TEXT,
  version TEXT,
  folder TEXT,
  is_name_given INTEGER NOT NULL CHECK (is_name_given IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX agents_name ON agents (machine_id, name);
CREATE INDEX agents_place ON agents (machine_id, is_name_given, coalesce(kind, ''), coalesce(folder, ''));

CREATE TABLE discussions (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('session', 'room', 'direct')),
  machine_id TEXT REFERENCES machines (id),
  agent_id TEXT REFERENCES agents (id),
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  external_id TEXT,
  state TEXT NOT NULL,
  folder TEXT,
  branch TEXT,
  plan TEXT,
  progress REAL,
  usage TEXT,
  links TEXT,
  last_seq INTEGER NOT NULL DEFAULT 0,
  last_kind TEXT,
  last_from TEXT,
  last_preview TEXT,
  last_level TEXT,
  last_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_heard_at INTEGER NOT NULL,
  last_asked_at INTEGER,
  closed_at INTEGER,
  CHECK (type <> 'session' OR (machine_id IS NOT NULL AND agent_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX discussions_title ON discussions (machine_id, title_key);
CREATE UNIQUE INDEX discussions_external ON discussions (machine_id, external_id);
CREATE INDEX discussions_activity ON discussions (updated_at, id);

-- No foreign key to discussions: the messages of a removed one go afterwards, a few at a time, and are not seen by
-- then, since whatever reads messages joins their discussion. Its key is never given out again.
CREATE TABLE messages (
  global_seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  discussion_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  from_type TEXT NOT NULL,
  from_id TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_role TEXT,
  text TEXT NOT NULL,
  level TEXT NOT NULL,
  reply_to TEXT,
  quote TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (discussion_key, seq)
) STRICT;

CREATE TABLE receipts (
  message_key INTEGER PRIMARY KEY REFERENCES messages (global_seq) ON DELETE CASCADE,
  discussion_key INTEGER NOT NULL,
  message_seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  carrier TEXT,
  at INTEGER NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX receipts_due ON receipts (discussion_key, message_seq) WHERE state IN ('queued', 'handed');

-- What the search index has to forget, and whose messages have to go.
CREATE TABLE removed_discussions (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  discussion_key INTEGER NOT NULL,
  is_swept INTEGER NOT NULL DEFAULT 0 CHECK (is_swept IN (0, 1))
) STRICT;
CREATE INDEX removed_discussions_unswept ON removed_discussions (is_swept, key);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'operator', 'viewer'))
) STRICT;

CREATE TABLE marks (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  discussion_key INTEGER NOT NULL REFERENCES discussions (key) ON DELETE CASCADE,
  read_seq INTEGER NOT NULL,
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  muted INTEGER NOT NULL CHECK (muted IN (0, 1)),
  snoozed_until INTEGER,
  PRIMARY KEY (person_id, discussion_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_discussion ON marks (discussion_key);

CREATE TABLE join_codes (
  code_hash TEXT PRIMARY KEY,
  prefix TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  tries_left INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX join_codes_prefix ON join_codes (prefix);

CREATE TABLE tickets (
  ticket_hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_ins (
  token_hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  machine_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (machine_id, key)
) STRICT;
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- By this the search index knows which database it was made from.
INSERT INTO meta (name, value) VALUES ('store-id', lower(hex(randomblob(16))));
`;

/** Everything that the first release keeps. */
export const start: Migration = {
  version: 1,
  up(db) {
    db.exec(sql);
  },
};
