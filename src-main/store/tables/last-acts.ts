import type { LastActRecord } from "../../core/records.ts";
import type { LastActReader, LastActWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";

export const lastActReader = (db: Db): LastActReader => {
  const list = db.prepare<[string], LastActRecord>(
    `SELECT kind, version, event, at FROM last_acts WHERE machine_id = ? ORDER BY kind`,
  );
  return {
    async list(machineId) {
      return list.all(machineId);
    },
  };
};

export const lastActWriter = (db: Db): LastActWriter => {
  const set = db.prepare<[string, string, string | null, string, number]>(
    `INSERT INTO last_acts (machine_id, kind, version, event, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (machine_id, kind) DO UPDATE SET version = excluded.version, event = excluded.event, at = excluded.at`,
  );
  return {
    ...lastActReader(db),
    async set(machineId, { kind, version, event, at }) {
      set.run(machineId, kind, version, event, at);
    },
  };
};
