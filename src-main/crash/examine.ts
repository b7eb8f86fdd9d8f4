import { join } from "node:path";
import Database from "better-sqlite3";
import type { Ledger } from "./ledger.ts";

interface Row {
  id: string;
  sessionId: string;
  kind: string;
  text: string;
  seq: number;
  receipt: string | null;
}

const rowsSql = `SELECT m.id, d.id AS sessionId, m.kind, m.text, m.seq, r.state AS receipt
  FROM messages m JOIN discussions d ON d.key = m.discussion_key LEFT JOIN receipts r ON r.message_key = m.global_seq
  ORDER BY d.key, m.seq`;

const brokenFile = (db: Database.Database): string[] => {
  const integrity = db.pragma("integrity_check", { simple: true });
  const orphans = db.pragma("foreign_key_check") as unknown[];
  return [
    ...(integrity === "ok" ? [] : [`integrity_check: ${String(integrity)}`]),
    ...(orphans.length === 0 ? [] : [`foreign_key_check: ${orphans.length} rows`]),
  ];
};

const brokenNumbers = (db: Database.Database, rows: Row[]): string[] => {
  const lastSeq = new Map<string, number>();
  const faults: string[] = [];
  for (const { sessionId, seq } of rows) {
    const expected = (lastSeq.get(sessionId) ?? 0) + 1;
    if (seq !== expected) faults.push(`seq ${seq} where ${expected} should be`);
    lastSeq.set(sessionId, seq);
  }
  const counters = db.prepare<[], { id: string; seq: number }>("SELECT id, last_seq AS seq FROM discussions").all();
  for (const { id, seq } of counters) {
    const last = lastSeq.get(id) ?? 0;
    if (seq !== last) faults.push(`the session says ${seq} messages, there are ${last}`);
  }
  return faults;
};

const lostOrDouble = (ledger: Ledger, rows: Row[]): string[] => {
  const idsOf = new Map<string, string[]>();
  for (const { text, id } of rows) idsOf.set(text, [...(idsOf.get(text) ?? []), id]);
  return [...ledger.sent.values()].flatMap(({ key, text }) => {
    const ids = idsOf.get(text) ?? [];
    const confirmed = ledger.confirmed.get(key);
    if (ids.length > 1) return [`${key} is there ${ids.length} times`];
    if (confirmed !== undefined && ids[0] !== confirmed) return [`${key} got a 2xx and is not there`];
    return [];
  });
};

const mayBe = (ledger: Ledger, id: string): string[] => {
  if (ledger.acknowledged.has(id)) return ["taken"];
  if (ledger.tried.has(id)) return ["handed", "taken"];
  return ledger.delivered.has(id) ? ["handed"] : ["queued", "handed"];
};

const wrongReceipts = (ledger: Ledger, rows: Row[]): string[] =>
  rows.flatMap(({ kind, id, text, receipt }) => {
    if (kind === "post") return receipt === null ? [] : [`${text} has a receipt`];
    const allowed = mayBe(ledger, id);
    return receipt !== null && allowed.includes(receipt) ? [] : [`${text} is ${receipt}, not ${allowed.join(" or ")}`];
  });

/** Reads the database of a hub that was killed and lists everything in it that breaks a promise. */
export const examine = (home: string, ledger: Ledger): string[] => {
  const db = new Database(join(home, "muster.db"), { readonly: true });
  try {
    const rows = db.prepare<[], Row>(rowsSql).all();
    return [
      ...ledger.contradictions,
      ...brokenFile(db),
      ...brokenNumbers(db, rows),
      ...lostOrDouble(ledger, rows),
      ...wrongReceipts(ledger, rows),
    ];
  } finally {
    db.close();
  }
};
