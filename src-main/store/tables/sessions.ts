import type { SessionReader, SessionWriter } from "../../core/store.ts";
import { boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";
import { bindablePatch, sessionColumns } from "./session-columns.ts";
import { sessionList } from "./session-list.ts";
import { type SessionRow, selectSessions, toSession } from "./session-row.ts";

export const sessionReader = (db: Db): SessionReader => {
  const byId = db.prepare<[string], SessionRow>(`${selectSessions} WHERE d.id = ${boundText} AND d.type = 'session'`);
  const byTitle = db.prepare<[string, string], SessionRow>(
    `${selectSessions} WHERE d.machine_id = ${boundText} AND d.title_key = ${boundText} AND d.type = 'session'`,
  );
  const byExternalId = db.prepare<[string, string], SessionRow>(
    `${selectSessions} WHERE d.machine_id = ${boundText} AND d.external_id = ${boundText} AND d.type = 'session'`,
  );
  const open = db.prepare<[], SessionRow>(
    `${selectSessions} WHERE d.type = 'session' AND d.state <> 'closed' ORDER BY d.updated_at DESC, d.id DESC`,
  );
  const list = sessionList(db);
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && toSession(row);
    },
    async byTitle(machineId, key) {
      const row = byTitle.get(machineId, key);
      return row && toSession(row);
    },
    async byExternalId(machineId, externalId) {
      const row = byExternalId.get(machineId, externalId);
      return row && toSession(row);
    },
    async list(filter, slice) {
      return list(filter, slice);
    },
    async all() {
      return open.all().map(toSession);
    },
  };
};

/** `onRemoved` is told within the transaction that a session left messages to be deleted. */
export const sessionWriter = (db: Db, onRemoved?: () => void): SessionWriter => {
  const insert = db.prepare(
    `INSERT INTO discussions (id, type, machine_id, agent_id, title, title_key, external_id, state, folder, branch,
       created_at, updated_at, last_heard_at)
     VALUES (?, 'session', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remember = db.prepare<[string]>(
    `INSERT INTO removed_discussions (discussion_key) SELECT key FROM discussions WHERE id = ? AND type = 'session'`,
  );
  const remove = db.prepare<[string]>(`DELETE FROM discussions WHERE id = ? AND type = 'session'`);
  const patch = patcher(db, "discussions", "id", sessionColumns);
  return {
    ...sessionReader(db),
    async insert(session) {
      const { id, machineId, agentId, title, titleKey, externalId, state, folder, branch, createdAt } = session;
      const names = [title, titleKey, externalId, state, folder, branch];
      insert.run(id, machineId, agentId, ...names, createdAt, createdAt, createdAt);
    },
    async update(id, change) {
      patch(id, bindablePatch(change));
    },
    async remove(id) {
      // The sweeper and the search index learn from this row what has to go.
      remember.run(id);
      remove.run(id);
      onRemoved?.();
    },
  };
};
