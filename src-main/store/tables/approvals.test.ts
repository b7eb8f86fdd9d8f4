import { expect, it } from "vitest";
import type { DecisionRecord } from "../../core/records.ts";
import type { NewApproval } from "../../core/store-safety.ts";
import type { Store } from "../../core/store.ts";
import { approval, message, seededStore, session } from "../testing/store.ts";

const add = (store: Store, id: string, over: Partial<NewApproval> & { sessionId?: string } = {}) =>
  store.write(async (tx) => {
    const { sessionId = "s1", ...more } = over;
    await tx.messages.append(message(`message of ${id}`, { sessionId, kind: "approval", text: "ls" }));
    await tx.approvals.insert(approval(id, { code: id, ...more }));
  });
const decision = (name: string): DecisionRecord => ({
  by: { type: "person", id: "p1", name, role: "owner" },
  via: "page",
  at: 3000,
  note: null,
  input: null,
  rule: null,
});
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

it("an approval comes back as it was written, with its message's number and the session's count", async () => {
  const { store } = await seededStore();
  const whole = { callId: "toolu_1", behind: { id: "p1", name: "Ada", role: "owner" as const }, proposals: [{ a: 1 }] };
  await add(store, "aaa2", whole);
  expect(await store.read.approvals.byId("aaa2")).toEqual({
    ...approval("aaa2", { code: "aaa2", ...whole }),
    sessionId: "s1",
    messageSeq: 1,
    state: "open",
    decision: null,
    waitedAt: null,
    closedAt: null,
  });
  expect(await store.read.sessions.byId("s1")).toMatchObject({ openApprovals: 1, isHeld: true });
  expect((await store.read.messages.byId("message of aaa2"))?.approval?.id).toBe("aaa2");
});

it("the first to end it wins, in one conditional update; a later one changes nothing", async () => {
  const { store } = await seededStore();
  await add(store, "aaa2");
  const end = (name: string, state: "allowed" | "denied") =>
    store.write((tx) => tx.approvals.end("aaa2", { state, decision: decision(name), at: 3000 }));
  expect(await Promise.all([end("Ada", "denied"), end("Eve", "allowed")])).toEqual([true, false]);
  expect(await store.read.approvals.byId("aaa2")).toMatchObject({
    state: "denied",
    decision: { by: { name: "Ada" } },
    closedAt: 3000,
  });
  expect(await store.read.sessions.byId("s1")).toMatchObject({ openApprovals: 0, isHeld: false });
});

it("a code is one open approval's, and free again once that is over", async () => {
  const { store } = await seededStore();
  await add(store, "aaa2", { code: "k3k3" });
  await expect(add(store, "bbb2", { code: "k3k3" })).rejects.toThrow("UNIQUE");
  await store.write((tx) => tx.approvals.end("aaa2", { state: "expired", decision: null, at: 3000 }));
  expect(await store.read.approvals.openByCode("k3k3")).toBeUndefined();
  expect((await store.read.approvals.newestByCode("k3k3"))?.id).toBe("aaa2");
  await add(store, "bbb2", { code: "k3k3", createdAt: 2500 });
  expect((await store.read.approvals.openByCode("k3k3"))?.id).toBe("bbb2");
  expect((await store.read.approvals.newestByCode("k3k3"))?.id).toBe("bbb2");
});

it("an agent's call has one open approval in its session", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Other", titleKey: "other" })));
  await add(store, "aaa2", { callId: "toolu_1" });
  await expect(add(store, "bbb2", { callId: "toolu_1" })).rejects.toThrow("UNIQUE");
  await add(store, "ccc2", { callId: "toolu_1", sessionId: "s2" });
  expect((await store.read.approvals.openByCall("s1", "toolu_1"))?.id).toBe("aaa2");
  expect((await store.read.approvals.openByCall("s2", "toolu_1"))?.id).toBe("ccc2");
});

it("lists go on from a place in both directions", async () => {
  const { store } = await seededStore();
  for (const [at, id] of ["aaa2", "bbb2", "ccc2", "ddd2"].entries()) await add(store, id, { createdAt: 2000 + at });
  await store.write((tx) => tx.approvals.end("bbb2", { state: "allowed", decision: decision("Ada"), at: 3000 }));
  const list = store.read.approvals.list;
  const place = { createdAt: 2001, id: "bbb2" };
  expect(ids(await list({ order: "oldest" }, { limit: 2 }))).toEqual(["aaa2", "bbb2"]);
  expect(ids(await list({ order: "newest" }, { limit: 2 }))).toEqual(["ddd2", "ccc2"]);
  expect(ids(await list({ order: "oldest" }, { limit: 9, after: place }))).toEqual(["ccc2", "ddd2"]);
  expect(ids(await list({ order: "newest" }, { limit: 9, before: { createdAt: 2002, id: "ccc2" } }))).toEqual([
    "bbb2",
    "aaa2",
  ]);
  expect(ids(await list({ order: "oldest", states: ["open"] }, { limit: 9 }))).toEqual(["aaa2", "ccc2", "ddd2"]);
  expect(ids(await list({ order: "oldest", sessionId: "s2" }, { limit: 9 }))).toEqual([]);
});

it("what ran out and what is stranded is found, and when the next one runs out", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Other", titleKey: "other" })));
  await add(store, "aaa2", { expiresAt: 5000 });
  await add(store, "bbb2", { expiresAt: 4000, sessionId: "s2" });
  expect(await store.read.approvals.nextExpiry()).toBe(4000);
  expect(ids(await store.read.approvals.expired(5000))).toEqual(["bbb2", "aaa2"]);
  expect(await store.read.approvals.stranded()).toEqual([]);
  await store.write((tx) => tx.sessions.update("s2", { state: "done" }));
  expect(ids(await store.read.approvals.stranded())).toEqual(["bbb2"]);
  await store.write((tx) => tx.sessions.remove("s2"));
  expect(await store.read.approvals.byId("bbb2")).toBeUndefined();
  expect(await store.read.approvals.nextExpiry()).toBe(5000);
});
