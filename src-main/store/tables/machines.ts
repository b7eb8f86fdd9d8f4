import type { MachineRecord } from "../../core/records.ts";
import type { MachineReader, MachineWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";

interface Row extends Omit<MachineRecord, "isLocal"> {
  isLocal: number;
}

const columns = `id, name, os, is_local AS isLocal, key_hash AS keyHash, joined_at AS joinedAt,
  last_used_at AS lastUsedAt, revoked_at AS revokedAt`;

const toRecord = (row: Row): MachineRecord => ({ ...row, isLocal: row.isLocal === 1 });

export const machineReader = (db: Db): MachineReader => {
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM machines WHERE id = ?`);
  const list = db.prepare<[], Row>(`SELECT ${columns} FROM machines WHERE revoked_at IS NULL ORDER BY joined_at, id`);
  const local = db.prepare<[], Row>(`SELECT ${columns} FROM machines WHERE is_local AND revoked_at IS NULL`);
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && toRecord(row);
    },
    async list() {
      return list.all().map(toRecord);
    },
    async local() {
      const row = local.get();
      return row && toRecord(row);
    },
  };
};

export const machineWriter = (db: Db): MachineWriter => {
  const insert = db.prepare(
    `INSERT INTO machines (id, name, os, is_local, key_hash, joined_at, last_used_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const patch = patcher(db, "machines", "id", {
    name: "name",
    os: "os",
    keyHash: "key_hash",
    lastUsedAt: "last_used_at",
    revokedAt: "revoked_at",
  });
  return {
    ...machineReader(db),
    async insert(m) {
      insert.run(m.id, m.name, m.os, m.isLocal ? 1 : 0, m.keyHash, m.joinedAt, m.lastUsedAt, m.revokedAt);
    },
    async update(id, change) {
      patch(id, change);
    },
  };
};
