import type { Migration } from "./migration.ts";

// What each person wants to be told, and what became of each thing that might have been told.
const sql = /* sql */ `
ALTER TABLE marks ADD COLUMN level TEXT CHECK (level IN ('all', 'needs-me', 'none'));
ALTER TABLE discussions ADD COLUMN habit TEXT;

CREATE TABLE attention (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  preferences TEXT NOT NULL,
  webhook_secret TEXT
) STRICT, WITHOUT ROWID;

-- One row for each happening, person and target: nothing with a row that was shown is shown again.
CREATE TABLE notices (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  target_type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_name TEXT NOT NULL,
  happening_id TEXT NOT NULL,
  notice_id TEXT,
  kind TEXT NOT NULL,
  session_id TEXT,
  message_seq INTEGER,
  title TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  until INTEGER,
  is_there INTEGER NOT NULL CHECK (is_there IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX notices_once ON notices (person_id, target_id, happening_id);
CREATE INDEX notices_newest ON notices (person_id, key);
CREATE INDEX notices_session ON notices (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX notices_there ON notices (key) WHERE is_there = 1;
CREATE INDEX notices_notice ON notices (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX notices_held ON notices (until) WHERE outcome = 'held';

-- What goes to other places when nobody answers it in time.
CREATE TABLE escalations (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  happening_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  session_id TEXT NOT NULL,
  message_seq INTEGER,
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  -- How often the webhook was called for it already.
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (person_id, happening_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX escalations_due ON escalations (due_at);
`;

/** Attention: preferences, levels of sessions, the journal of notifications, what waits to be escalated. */
export const attention: Migration = {
  version: 4,
  up(db) {
    db.exec(sql);
  },
};
