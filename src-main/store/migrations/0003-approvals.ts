import type { Migration } from "./migration.ts";

// Approvals and rules, the people beside the owner and their devices, and the ledger.
const sql = /* sql */ `
ALTER TABLE machines ADD COLUMN approvals TEXT NOT NULL DEFAULT 'beside';
ALTER TABLE discussions ADD COLUMN behind TEXT;

CREATE TABLE approvals (
  message_key INTEGER PRIMARY KEY REFERENCES messages (global_seq) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  discussion_key INTEGER NOT NULL,
  code TEXT NOT NULL,
  call_id TEXT,
  tool TEXT NOT NULL,
  input TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  agent_kind TEXT,
  folder TEXT,
  behind TEXT,
  takes TEXT NOT NULL,
  context TEXT NOT NULL,
  verdict TEXT NOT NULL,
  suggestions TEXT NOT NULL,
  proposals TEXT NOT NULL,
  state TEXT NOT NULL,
  decision TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  waited_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX approvals_code ON approvals (code) WHERE state = 'open';
CREATE UNIQUE INDEX approvals_call ON approvals (discussion_key, call_id) WHERE state = 'open' AND call_id IS NOT NULL;
CREATE INDEX approvals_open ON approvals (discussion_key) WHERE state = 'open';
CREATE INDEX approvals_expiry ON approvals (expires_at) WHERE state = 'open';
CREATE INDEX approvals_created ON approvals (created_at, id);

CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  effect TEXT NOT NULL CHECK (effect IN ('allow', 'deny', 'ask')),
  tool TEXT NOT NULL,
  match TEXT,
  scope TEXT,
  until TEXT,
  uses INTEGER,
  note TEXT,
  used INTEGER NOT NULL DEFAULT 0,
  last_used_at INTEGER,
  made_by TEXT NOT NULL,
  from_approval TEXT,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_why TEXT
) STRICT;
CREATE INDEX rules_standing ON rules (created_at) WHERE ended_at IS NULL;

ALTER TABLE people ADD COLUMN sees TEXT NOT NULL DEFAULT 'all' CHECK (sees IN ('all', 'named'));
ALTER TABLE people ADD COLUMN created_at INTEGER;
ALTER TABLE people ADD COLUMN last_seen_at INTEGER;
ALTER TABLE people ADD COLUMN revoked_at INTEGER;
ALTER TABLE tickets ADD COLUMN is_invitation INTEGER NOT NULL DEFAULT 0 CHECK (is_invitation IN (0, 1));

CREATE TABLE narrowings (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  discussion_key INTEGER NOT NULL REFERENCES discussions (key) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('operator', 'viewer', 'none')),
  PRIMARY KEY (person_id, discussion_key)
) STRICT, WITHOUT ROWID;

-- A browser's sign-in and a key for a command line are both devices of a person.
CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('browser', 'key')),
  name TEXT NOT NULL,
  address TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_person ON devices (person_id);
INSERT INTO devices (id, token_hash, person_id, kind, name, address, created_at, last_used_at)
  SELECT lower(hex(randomblob(16))), token_hash, person_id, 'browser', 'Browser', NULL, created_at, last_used_at
  FROM sign_ins;
DROP TABLE sign_ins;

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  by_type TEXT NOT NULL,
  by_id TEXT,
  by_name TEXT NOT NULL,
  by_role TEXT,
  device_id TEXT,
  device_name TEXT,
  address TEXT,
  session_id TEXT,
  subject TEXT,
  details TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_type ON ledger (type, seq);
CREATE INDEX ledger_session ON ledger (session_id, seq) WHERE session_id IS NOT NULL;
-- What retention took away: the last entry that is gone, by which the chain goes on.
CREATE TABLE ledger_base (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TRIGGER ledger_unchanged BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
  WHEN old.seq > coalesce((SELECT seq FROM ledger_base), 0)
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

/** Approvals, rules, people and their devices, the ledger. */
export const approvals: Migration = {
  version: 3,
  up(db) {
    db.exec(sql);
  },
};
