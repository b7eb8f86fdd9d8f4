import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { byHub, byPerson } from "../../core/ledger/entry.ts";
import { verifyLedger } from "../../core/ledger/verify.ts";
import type { LedgerEntry, PersonCaller } from "../../core/records.ts";
import type { Store } from "../../core/store.ts";
import { seededStore } from "../testing/store.ts";

const ada: PersonCaller = {
  id: "p1",
  name: "Ada",
  role: "owner",
  sees: "all",
  createdAt: null,
  lastSeenAt: null,
  revokedAt: null,
  address: "10.0.0.7",
};

const entry = (at: number, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...byHub(),
  at,
  type: "settings-changed",
  sessionId: null,
  subject: { type: "machine", id: "m1", name: "studio" },
  details: { leaseSeconds: { from: 60, to: at } },
  ...over,
});

const fill = (store: Store, count: number) =>
  store.write(async (tx) => {
    for (let at = 1; at <= count; at += 1) await tx.ledger.append(entry(at));
  });

/** What somebody does who has the file: the triggers keep only the hub itself from it. */
const tamper = (file: string, sql: string) => {
  const db = new Database(file);
  db.exec(`DROP TRIGGER ledger_unchanged; DROP TRIGGER ledger_kept; ${sql}`);
  db.close();
};

const filled = async (count: number) => {
  const { store, file } = await seededStore();
  await fill(store, count);
  return { store, file, verify: (head?: string) => verifyLedger(store.read.ledger, head) };
};

describe("the ledger", () => {
  it("can't be changed or shortened by the hub", async () => {
    const { file } = await filled(3);
    const db = new Database(file);
    expect(() => db.exec("UPDATE ledger SET by_name = 'x'")).toThrow("append-only");
    expect(() => db.exec("DELETE FROM ledger WHERE seq = 3")).toThrow("append-only");
    db.close();
  });

  it("holds together over many slices, whatever text is in it", async () => {
    const { store, verify } = await filled(1201);
    await store.write(async (tx) => {
      await tx.ledger.append(entry(5, { ...byPerson(ada), details: { 2: "b", a: null, 1: ["\u0000", "\ud800"] } }));
      await tx.ledger.append(entry(6, { by: { type: "unknown", id: null, name: "half \ud83d", role: null } }));
    });
    const found = await verify();
    expect(found).toMatchObject({ ok: true, entries: 1203, first: 1, last: 1203, broken: null });
    expect(found.head).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is good when it is empty", async () => {
    const { verify } = await filled(0);
    expect(await verify()).toEqual({ ok: true, entries: 0, first: null, last: null, head: null, broken: null });
  });

  it.each([
    ["by_name", "'mallory'"],
    ["at", "99"],
    ["type", "'key-made'"],
    ["address", "'10.9.9.9'"],
    ["session_id", "'s1'"],
    ["subject", `'{"type":"machine","id":"m2","name":"studio"}'`],
    ["details", `'{}'`],
    ["hash", "hex(zeroblob(32))"],
  ])("shows the entry whose %s was changed", async (column, value) => {
    const { file, verify } = await filled(700);
    tamper(file, `UPDATE ledger SET ${column} = ${value} WHERE seq = 650`);
    expect(await verify()).toMatchObject({ ok: false, broken: { seq: 650, why: expect.stringContaining("changed") } });
  });

  it("shows where entries are missing: in the middle, at the beginning, and at the end", async () => {
    const middle = await filled(5);
    tamper(middle.file, "DELETE FROM ledger WHERE seq IN (2, 3)");
    expect((await middle.verify()).broken).toEqual({ seq: 4, why: "2 entries are missing before it" });
    const beginning = await filled(5);
    tamper(beginning.file, "DELETE FROM ledger WHERE seq = 1");
    expect((await beginning.verify()).broken).toEqual({ seq: 2, why: "1 entry is missing before it" });
    const end = await filled(5);
    tamper(end.file, "DELETE FROM ledger WHERE seq >= 4");
    expect((await end.verify()).broken).toEqual({ seq: 4, why: "the entries up to 5 are missing at the end" });
    const all = await filled(5);
    tamper(all.file, "DELETE FROM ledger");
    expect((await all.verify()).broken).toMatchObject({ seq: 1 });
  });

  it("shows a cut that was hidden in the count too by a hash that was kept elsewhere", async () => {
    const { file, verify } = await filled(5);
    const { head } = await verify();
    expect(await verify(head ?? "")).toMatchObject({ ok: true, hasHead: true });
    tamper(file, "DELETE FROM ledger WHERE seq = 5; UPDATE sqlite_sequence SET seq = 4 WHERE name = 'ledger'");
    expect(await verify()).toMatchObject({ ok: true, last: 4 });
    expect(await verify(head ?? "")).toMatchObject({ ok: true, hasHead: false });
  });

  it("goes on after what retention took away, and numbers are never given again", async () => {
    const { store, verify } = await filled(5);
    expect(await store.write((tx) => tx.ledger.prune(4, 2))).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, entries: 3, first: 3 });
    expect(await store.write((tx) => tx.ledger.prune(99, 10))).toBe(3);
    expect(await verify()).toMatchObject({
      ok: true,
      entries: 0,
      first: null,
      head: expect.stringMatching(/^\w{64}$/),
    });
    expect(await store.write((tx) => tx.ledger.append(entry(7)))).toMatchObject({ seq: 6 });
    expect(await verify()).toMatchObject({ ok: true, entries: 1, first: 6 });
  });

  it("is looked through while entries come and go", async () => {
    const { store, verify } = await filled(2600);
    const looked = verify();
    await store.write((tx) => tx.ledger.prune(1500, 1000));
    await fill(store, 50);
    expect(await looked).toMatchObject({ ok: true });
    expect(await verify()).toMatchObject({ ok: true, entries: 1650, first: 1001, last: 2650 });
  });

  it("is undone with the write that it belongs to", async () => {
    const { store, verify } = await filled(1);
    const failing = store.write(async (tx) => {
      await tx.ledger.append(entry(2));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await verify()).toMatchObject({ ok: true, entries: 1 });
  });
});
