import type { AgentRecord } from "../../core/records.ts";
import type { AgentReader, AgentWriter } from "../../core/store.ts";
import { boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";

interface Row extends Omit<AgentRecord, "isNameGiven"> {
  isNameGiven: number;
}

const select = `SELECT id, machine_id AS machineId, name, kind, version, folder, is_name_given AS isNameGiven FROM agents`;

const toRecord = (row: Row): AgentRecord => ({ ...row, isNameGiven: row.isNameGiven === 1 });

export const agentReader = (db: Db): AgentReader => {
  const byId = db.prepare<[string], Row>(`${select} WHERE id = ?`);
  const byName = db.prepare<[string, string], Row>(`${select} WHERE machine_id = ? AND name = ?`);
  const byPlace = db.prepare<[string, string, string], Row>(
    `${select} WHERE machine_id = ${boundText} AND is_name_given = 0 AND coalesce(kind, '') = ${boundText}
       AND coalesce(folder, '') = ${boundText}
     ORDER BY id LIMIT 1`,
  );
  const list = db.prepare<[string], Row>(`${select} WHERE machine_id = ? ORDER BY name`);
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && toRecord(row);
    },
    async byName(machineId, name) {
      const row = byName.get(machineId, name);
      return row && toRecord(row);
    },
    async byPlace(machineId, kind, folder) {
      const row = byPlace.get(machineId, kind ?? "", folder ?? "");
      return row && toRecord(row);
    },
    async list(machineId) {
      return list.all(machineId).map(toRecord);
    },
  };
};

export const agentWriter = (db: Db): AgentWriter => {
  const insert = db.prepare(
    `INSERT INTO agents (id, machine_id, name, kind, version, folder, is_name_given) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const patch = patcher(db, "agents", "id", { kind: "kind", version: "version" });
  return {
    ...agentReader(db),
    async insert(agent) {
      const { id, machineId, name, kind, version, folder, isNameGiven } = agent;
      insert.run(id, machineId, name, kind, version, folder, isNameGiven ? 1 : 0);
    },
    async update(id, change) {
      patch(id, change);
    },
  };
};
