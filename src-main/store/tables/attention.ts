import type {
  EscalationReader,
  EscalationRecord,
  EscalationWriter,
  PreferencesReader,
  PreferencesWriter,
} from "../../core/store-attention.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";

export const preferencesReader = (db: Db): PreferencesReader => {
  const one = db.prepare<[string], { preferences: string; webhookSecret: string | null }>(
    `SELECT preferences, webhook_secret AS webhookSecret FROM attention WHERE person_id = ${boundText}`,
  );
  const all = db.prepare<[], { personId: string; preferences: string }>(
    "SELECT person_id AS personId, preferences FROM attention",
  );
  return {
    async of(personId) {
      const row = one.get(personId);
      return row && { ...row, preferences: JSON.parse(row.preferences) as unknown };
    },
    all: async () => all.all().map((row) => ({ ...row, preferences: JSON.parse(row.preferences) as unknown })),
  };
};

export const preferencesWriter = (db: Db): PreferencesWriter => {
  const set = db.prepare(
    `INSERT INTO attention (person_id, preferences, webhook_secret) VALUES (?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE SET preferences = excluded.preferences, webhook_secret = excluded.webhook_secret`,
  );
  return {
    ...preferencesReader(db),
    async set(personId, preferences, webhookSecret) {
      set.run(personId, JSON.stringify(preferences), webhookSecret);
    },
  };
};

const columns = `person_id AS personId, happening_id AS happeningId, kind, session_id AS sessionId,
  message_seq AS messageSeq, at, due_at AS dueAt, tries`;

export const escalationReader = (db: Db): EscalationReader => {
  const due = db.prepare<[number], EscalationRecord>(
    `SELECT ${columns} FROM escalations WHERE due_at <= ${boundInteger} ORDER BY due_at LIMIT 100`,
  );
  const next = db.prepare<[], number | null>("SELECT min(due_at) FROM escalations").pluck();
  return {
    due: async (now) => due.all(now),
    next: async () => next.get() ?? undefined,
  };
};

export const escalationWriter = (db: Db): EscalationWriter => {
  const add = db.prepare(
    `INSERT INTO escalations (person_id, happening_id, kind, session_id, message_seq, at, due_at, tries)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const postpone = db.prepare("UPDATE escalations SET due_at = ?, tries = ? WHERE person_id = ? AND happening_id = ?");
  const remove = db.prepare("DELETE FROM escalations WHERE person_id = ? AND happening_id = ?");
  const removeOfHappening = db.prepare("DELETE FROM escalations WHERE happening_id = ?");
  const removeOfSession = db.prepare("DELETE FROM escalations WHERE session_id = ?");
  return {
    ...escalationReader(db),
    async add({ personId, happeningId, kind, sessionId, messageSeq, at, dueAt, tries }) {
      add.run(personId, happeningId, kind, sessionId, messageSeq, at, dueAt, tries);
    },
    async postpone({ personId, happeningId, dueAt, tries }) {
      postpone.run(dueAt, tries, personId, happeningId);
    },
    async remove(personId, happeningId) {
      remove.run(personId, happeningId);
    },
    async removeOfHappening(happeningId) {
      removeOfHappening.run(happeningId);
    },
    async removeOfSession(sessionId) {
      removeOfSession.run(sessionId);
    },
  };
};
