import type { Migration } from "./migration.ts";

// What agents tell by their hooks, what they ask, and the files that messages take along.
const sql = /* sql */ `
ALTER TABLE discussions ADD COLUMN state_note TEXT;
ALTER TABLE discussions ADD COLUMN activity TEXT;
ALTER TABLE discussions ADD COLUMN turn TEXT;
ALTER TABLE discussions ADD COLUMN wait_for_me INTEGER CHECK (wait_for_me IN (0, 1));

ALTER TABLE machines ADD COLUMN report TEXT NOT NULL DEFAULT 'tools';
ALTER TABLE machines ADD COLUMN terminal INTEGER NOT NULL DEFAULT 0 CHECK (terminal IN (0, 1));
ALTER TABLE machines ADD COLUMN doctor TEXT;

-- When it was last given to the agent's side; the time of the state goes on.
ALTER TABLE receipts ADD COLUMN handed_at INTEGER;

-- When the hooks of a kind of agent last said something.
CREATE TABLE last_acts (
  machine_id TEXT NOT NULL REFERENCES machines (id),
  kind TEXT NOT NULL,
  version TEXT,
  event TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (machine_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
  message_key INTEGER PRIMARY KEY REFERENCES messages (global_seq) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  discussion_key INTEGER NOT NULL,
  options TEXT NOT NULL,
  free INTEGER NOT NULL CHECK (free IN (0, 1)),
  state TEXT NOT NULL,
  answer TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX questions_open ON questions (discussion_key) WHERE state = 'open';
CREATE INDEX questions_expiry ON questions (expires_at) WHERE state = 'open' AND expires_at IS NOT NULL;

-- What a message shows of its files, as JSON; the rows below say who may read them and when they may go.
ALTER TABLE messages ADD COLUMN attachments TEXT;

CREATE TABLE attachments (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  type TEXT NOT NULL,
  machine_id TEXT REFERENCES machines (id),
  person_id TEXT REFERENCES people (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_sha256 ON attachments (sha256);
CREATE INDEX attachments_created ON attachments (created_at);

CREATE TABLE message_attachments (
  message_key INTEGER NOT NULL REFERENCES messages (global_seq) ON DELETE CASCADE,
  attachment_id TEXT NOT NULL REFERENCES attachments (id),
  discussion_key INTEGER NOT NULL,
  PRIMARY KEY (message_key, attachment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_attachments_discussion ON message_attachments (discussion_key);
CREATE INDEX message_attachments_attachment ON message_attachments (attachment_id);
`;

/** Hooks, questions, attachments. */
export const agents: Migration = {
  version: 2,
  up(db) {
    db.exec(sql);
  },
};
