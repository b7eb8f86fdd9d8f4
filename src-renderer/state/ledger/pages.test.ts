import { expect, test } from "vitest";
import { AuditQuery, type AuditEntry } from "#contract/audit.ts";
import { type LedgerFilter, noFilter, queryOf } from "./filter.ts";
import { createLedgerPages } from "./pages.ts";

const entry = (seq: number): AuditEntry => ({
  seq,
  at: "2026-01-01T00:00:00.000Z",
  type: "signed-in",
  by: { type: "person", id: "p", name: "Ada", role: "owner" },
  device: null,
  address: null,
  sessionId: null,
  subject: null,
  details: {},
  hash: String(seq),
});

const PAGE = 3;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A hub with as many entries as `size` says, which gives pages of three. */
const hubOf = (size: number) => {
  const hub = { size, isAway: false, asked: [] as Record<string, string>[] };
  const pages = createLedgerPages((query) => {
    hub.asked.push(query);
    if (hub.isAway) return Promise.reject(new Error("away"));
    const top = query["before"] === undefined ? hub.size : Number(query["before"]) - 1;
    const items = Array.from({ length: Math.min(PAGE, top) }, (_unused, at) => entry(top - at));
    const last = items.at(-1)?.seq ?? 0;
    return Promise.resolve({ items, next: last > 1 ? String(last) : null });
  });
  return { hub, pages, seqs: () => pages.store.getState().entries.map(({ seq }) => seq) };
};

test("older entries follow page by page, each once, up to the first", async () => {
  const { pages, seqs } = hubOf(7);
  pages.show(noFilter);
  await settled();
  expect(seqs()).toEqual([7, 6, 5]);
  pages.older();
  pages.older();
  await settled();
  expect(seqs()).toEqual([7, 6, 5, 4, 3, 2]);
  pages.older();
  await settled();
  pages.older();
  expect(seqs()).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(pages.store.getState().next).toBeNull();
});

test("newer entries come on top of what is shown", async () => {
  const { hub, pages, seqs } = hubOf(4);
  pages.show(noFilter);
  await settled();
  pages.older();
  await settled();
  hub.size = 6;
  pages.newer();
  await settled();
  expect(seqs()).toEqual([6, 5, 4, 3, 2, 1]);
});

test("when more came than a page holds it begins anew, without a gap", async () => {
  const { hub, pages, seqs } = hubOf(4);
  pages.show(noFilter);
  await settled();
  hub.size = 20;
  pages.newer();
  await settled();
  expect(seqs()).toEqual([20, 19, 18]);
  pages.older();
  await settled();
  expect(seqs()).toEqual([20, 19, 18, 17, 16, 15]);
});

test("an answer for a filter that was left does not count", async () => {
  const { hub, pages } = hubOf(5);
  pages.show({ ...noFilter, person: "ada" });
  pages.show({ ...noFilter, person: "bo" });
  await settled();
  expect(hub.asked.at(-1)).toEqual({ person: "bo" });
  expect(pages.store.getState().filter.person).toBe("bo");
});

test("a page that can't be read says why, and can be asked for again", async () => {
  const { hub, pages, seqs } = hubOf(5);
  hub.isAway = true;
  pages.show(noFilter);
  await settled();
  expect(pages.store.getState()).toMatchObject({ phase: "failed", error: new Error("away") });
  hub.isAway = false;
  pages.newer();
  await settled();
  expect(pages.store.getState().phase).toBe("ready");
  hub.isAway = true;
  pages.older();
  await settled();
  expect(pages.store.getState()).toMatchObject({ isReadingOlder: false, error: new Error("away") });
  expect(seqs()).toEqual([5, 4, 3]);
});

test("a filter is asked for as the hub takes it, whole days by this computer's calendar", () => {
  const filter: LedgerFilter = {
    types: ["signed-in", "signed-out"],
    person: "p",
    machine: "m",
    session: "s",
    from: "2026-01-31",
    to: "2026-01-31",
  };
  const query = queryOf(filter);
  expect(AuditQuery.parse(query)).toMatchObject({ type: "signed-in,signed-out", person: "p" });
  const day = new Date(2026, 0, 31);
  expect(query).toMatchObject({
    since: day.toISOString(),
    until: new Date(new Date(2026, 1, 1).getTime() - 1).toISOString(),
  });
  expect(queryOf(noFilter)).toEqual({});
});
