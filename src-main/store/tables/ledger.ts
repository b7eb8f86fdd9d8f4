import { hash } from "node:crypto";
import type { LedgerEntry, LedgerRecord } from "../../core/records.ts";
import type { LedgerFilter, LedgerReader, LedgerWriter } from "../../core/store-safety.ts";
import { hashOfEntry } from "../../core/ledger/chain.ts";
import { boundInteger } from "../bound.ts";
import type { Db } from "../db.ts";
import { fromJson, toJson } from "../json-column.ts";
import { type Bindable, statementCache } from "../patch.ts";

interface Row {
  seq: number;
  at: number;
  type: LedgerRecord["type"];
  byType: LedgerRecord["by"]["type"];
  byId: string | null;
  byName: string;
  byRole: LedgerRecord["by"]["role"];
  deviceId: string | null;
  deviceName: string | null;
  address: string | null;
  sessionId: string | null;
  subject: string | null;
  details: string;
  hash: string;
}

const columns = `seq, at, type, by_type AS byType, by_id AS byId, by_name AS byName, by_role AS byRole,
  device_id AS deviceId, device_name AS deviceName, address, session_id AS sessionId, subject, details, hash`;

const toRecord = (row: Row): LedgerRecord => ({
  seq: row.seq,
  at: row.at,
  type: row.type,
  by: { type: row.byType, id: row.byId, name: row.byName, role: row.byRole },
  device: row.deviceId === null ? null : { id: row.deviceId, name: row.deviceName ?? "" },
  address: row.address,
  sessionId: row.sessionId,
  subject: fromJson(row.subject) as LedgerRecord["subject"],
  details: fromJson(row.details) as LedgerRecord["details"],
  hash: row.hash,
});

const clean = (text: string | null): string | null => text?.toWellFormed() ?? null;

/** With text as SQLite gives it back: a broken character would be another one then, and the hash wrong. */
const asStored = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  by: { ...entry.by, name: entry.by.name.toWellFormed() },
  device: entry.device && { ...entry.device, name: entry.device.name.toWellFormed() },
  address: clean(entry.address),
});

const conditionsOf = (filter: LedgerFilter) => {
  const where: string[] = [];
  const values: Bindable[] = [];
  const add = (sql: string, value: Bindable | undefined) => {
    if (value === undefined) return;
    where.push(sql);
    values.push(value);
  };
  if (filter.types !== undefined) add("type IN (SELECT value FROM json_each(?))", JSON.stringify(filter.types));
  add("by_type = 'person' AND by_id = ?", filter.personId);
  add("by_type = 'machine' AND by_id = ?", filter.machineId);
  add("session_id = ?", filter.sessionId);
  add("at >= ?", filter.since);
  add("at < ?", filter.until);
  return { where, values };
};

export const ledgerReader = (db: Db): LedgerReader => {
  const prepared = statementCache((sql) => db.prepare<Bindable[], Row>(sql));
  const base = db.prepare<[], { seq: number; hash: string }>("SELECT seq, hash FROM ledger_base");
  const last = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'").pluck();
  return {
    async list(filter, { before, after, limit }) {
      const { where, values } = conditionsOf(filter);
      where.push(`seq < ${boundInteger}`, `seq > ${boundInteger}`);
      values.push(before ?? Number.MAX_SAFE_INTEGER, after ?? 0);
      const sql = `SELECT ${columns} FROM ledger WHERE ${where.join(" AND ")} ORDER BY seq DESC LIMIT ${boundInteger}`;
      return prepared(sql)
        .all(...values, limit)
        .map(toRecord);
    },
    async onwards(seq, limit, filter = {}) {
      const { where, values } = conditionsOf(filter);
      where.push(`seq > ${boundInteger}`);
      const sql = `SELECT ${columns} FROM ledger WHERE ${where.join(" AND ")} ORDER BY seq LIMIT ${boundInteger}`;
      return prepared(sql)
        .all(...values, seq, limit)
        .map(toRecord);
    },
    base: async () => base.get() ?? { seq: 0, hash: "" },
    lastSeq: async () => last.get() ?? 0,
  };
};

export const ledgerWriter = (db: Db): LedgerWriter => {
  const reader = ledgerReader(db);
  const head = db.prepare<[], { seq: number; hash: string }>("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1");
  const insert = db.prepare(
    `INSERT INTO ledger (seq, at, type, by_type, by_id, by_name, by_role, device_id, device_name, address, session_id,
       subject, details, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lastBefore = db.prepare<[number, number], { seq: number; hash: string }>(
    `SELECT seq, hash FROM (SELECT seq, hash, at FROM ledger ORDER BY seq LIMIT ${boundInteger})
     WHERE at < ${boundInteger} ORDER BY seq DESC LIMIT 1`,
  );
  const setBase = db.prepare(
    `INSERT INTO ledger_base (one, seq, hash) VALUES (1, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
  );
  const remove = db.prepare("DELETE FROM ledger WHERE seq <= ?");
  return {
    ...reader,
    async append(given: LedgerEntry) {
      const entry = asStored(given);
      const before = head.get() ?? (await reader.base());
      const seq = (await reader.lastSeq()) + 1;
      const own = hashOfEntry((text) => hash("sha256", text), before.hash, { ...entry, seq });
      const { at, type, by, device, address, sessionId, subject, details } = entry;
      const who = [by.type, by.id, by.name, by.role, device?.id ?? null, device?.name ?? null, address] as const;
      insert.run(seq, at, type, ...who, sessionId, toJson(subject), JSON.stringify(details), own);
      return { ...entry, seq, hash: own };
    },
    async prune(at, limit) {
      const last = lastBefore.get(limit, at);
      if (last === undefined) return 0;
      setBase.run(last.seq, last.hash);
      return remove.run(last.seq).changes;
    },
  };
};
