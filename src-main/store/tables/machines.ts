import type { MachineRecord } from "../../core/records.ts";
import type { MachineReader, MachineWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { fromJson, toJson } from "../json-column.ts";
import { patcher } from "../patch.ts";

interface Row extends Omit<MachineRecord, "isLocal" | "terminal" | "doctor"> {
  isLocal: number;
  terminal: number;
  doctor: string | null;
}

const columns = `id, name, os, is_local AS isLocal, key_hash AS keyHash, joined_at AS joinedAt,
  last_used_at AS lastUsedAt, revoked_at AS revokedAt, report, terminal, doctor, approvals`;

const toRecord = (row: Row): MachineRecord => ({
  ...row,
  isLocal: row.isLocal === 1,
  terminal: row.terminal === 1,
  doctor: fromJson(row.doctor) as MachineRecord["doctor"],
});

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

const own = (m: MachineRecord) => [m.report, m.terminal ? 1 : 0, toJson(m.doctor), m.approvals] as const;

export const machineWriter = (db: Db): MachineWriter => {
  const insert = db.prepare(
    `INSERT INTO machines (id, name, os, is_local, key_hash, joined_at, last_used_at, revoked_at,
       report, terminal, doctor, approvals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const patch = patcher(db, "machines", "id", {
    name: "name",
    os: "os",
    keyHash: "key_hash",
    lastUsedAt: "last_used_at",
    revokedAt: "revoked_at",
    report: "report",
    terminal: "terminal",
    doctor: "doctor",
    approvals: "approvals",
  });
  return {
    ...machineReader(db),
    async insert(m) {
      insert.run(m.id, m.name, m.os, m.isLocal ? 1 : 0, m.keyHash, m.joinedAt, m.lastUsedAt, m.revokedAt, ...own(m));
    },
    async update(id, { terminal, doctor, ...change }) {
      patch(id, {
        ...change,
        terminal: terminal === undefined ? undefined : Number(terminal),
        doctor: doctor === undefined ? undefined : toJson(doctor),
      });
    },
  };
};
