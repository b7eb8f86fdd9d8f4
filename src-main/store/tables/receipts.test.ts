import { expect, it } from "vitest";
import type { ReceiptRecord } from "../../core/records.ts";
import type { Store } from "../../core/store.ts";
import { message, reply, seededStore, session } from "../testing/store.ts";

const receipt = (messageSeq: number, over: Partial<ReceiptRecord> = {}): ReceiptRecord => ({
  messageId: `r${messageSeq}`,
  sessionId: "s1",
  messageSeq,
  state: "queued",
  carrier: null,
  at: 100,
  handedAt: null,
  note: null,
  ...over,
});

/** Replies r1, r2, r3 … in the given states. */
const withReplies = async (...receipts: Partial<ReceiptRecord>[]): Promise<Store> => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    for (const [index, over] of receipts.entries()) {
      await tx.messages.append(reply(`r${index + 1}`));
      await tx.receipts.insert(receipt(index + 1, over));
    }
  });
  return store;
};

const due = async (store: Store, { handedBefore, now }: { handedBefore: number; now: number }) => {
  const leaseMs = now - handedBefore;
  return (await store.read.receipts.due("s1", { leaseMs, actLeaseMs: leaseMs, now })).map(({ id }) => id).join(" ");
};

const dueCount = async (store: Store) => (await store.read.sessions.byId("s1"))?.dueReplies;

it("a receipt comes back as it was written, alone and with its message", async () => {
  const written = receipt(1, { state: "handed", carrier: "hook", at: 7, note: "a note" });
  const store = await withReplies(written);
  expect(await store.read.receipts.byMessage("r1")).toEqual(written);
  expect((await store.read.messages.byId("r1"))?.receipt).toEqual(written);
  expect(await store.read.receipts.byMessage("nobody")).toBeUndefined();
});

it("a receipt keeps when it was handed over, until it is put back", async () => {
  const store = await withReplies({});
  const move = (state: ReceiptRecord["state"], at: number) =>
    store.write((tx) => tx.receipts.move(["r1"], { state, at })).then(([moved]) => moved?.handedAt);
  expect(await move("handed", 7)).toBe(7);
  expect(await move("taken", 9)).toBe(7);
  expect((await store.read.messages.byId("r1"))?.receipt).toMatchObject({ at: 9, handedAt: 7 });
  expect(await move("queued", 11)).toBeNull();
});

it("a receipt for a message that is not there is refused", async () => {
  const { store } = await seededStore();
  await expect(store.write((tx) => tx.receipts.insert(receipt(1)))).rejects.toThrow("no message r1");
});

it("due are queued replies and those whose lease is over, in order", async () => {
  const store = await withReplies(
    { state: "queued" },
    { state: "handed", at: 100 },
    { state: "handed", at: 150 },
    { state: "taken" },
    { state: "withdrawn" },
    { state: "failed" },
    { state: "queued" },
  );
  expect(await due(store, { handedBefore: 99, now: 160 })).toBe("r1 r7");
  expect(await due(store, { handedBefore: 100, now: 160 })).toBe("r1 r2 r7");
  expect(await due(store, { handedBefore: 150, now: 210 })).toBe("r1 r2 r3 r7");
});

it("a lease from the future, of before the clock was set back, is over", async () => {
  const store = await withReplies({ state: "handed", at: 5000 });
  expect(await due(store, { handedBefore: 4940, now: 5000 })).toBe("");
  expect(await due(store, { handedBefore: 940, now: 1000 })).toBe("r1");
});

it("due replies are only the session's own", async () => {
  const store = await withReplies({}, {});
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2", title: "Two" }));
    await tx.messages.append(reply("other", { sessionId: "s2" }));
    await tx.receipts.insert(receipt(1, { messageId: "other", sessionId: "s2" }));
  });
  expect(await due(store, { handedBefore: 0, now: 200 })).toBe("r1 r2");
  expect(await store.read.receipts.due("nowhere", { leaseMs: 1, actLeaseMs: 1, now: 200 })).toEqual([]);
});

it("moving keeps carrier and note where they are left out, and sets or clears them where they are given", async () => {
  const store = await withReplies({ carrier: "watch", note: "old" });
  const move = (to: Parameters<typeof moveOne>[1]) => moveOne(store, to);
  expect(await move({ state: "handed", at: 200 })).toEqual([
    receipt(1, { state: "handed", at: 200, handedAt: 200, carrier: "watch", note: "old" }),
  ]);
  expect(await move({ state: "failed", at: 300, note: "new" })).toMatchObject([{ carrier: "watch", note: "new" }]);
  expect(await move({ state: "queued", at: 400, carrier: null, note: null })).toMatchObject([
    { carrier: null, note: null },
  ]);
});

const moveOne = (
  store: Store,
  to: { state: ReceiptRecord["state"]; at: number; carrier?: null; note?: string | null },
) => store.write((tx) => tx.receipts.move(["r1"], to));

it("moving answers for those that are there, in the order they were named", async () => {
  const store = await withReplies({}, {}, {});
  await store.write((tx) => tx.messages.append(message("no-reply")));
  const ids = ["r3", "unknown", "r1", "no-reply"];
  const moved = await store.write((tx) => tx.receipts.move(ids, { state: "taken", at: 300 }));
  expect(moved.map(({ messageId, state }) => `${messageId} ${state}`)).toEqual(["r3 taken", "r1 taken"]);
  expect(await store.read.receipts.byMessage("r2")).toMatchObject({ state: "queued" });
});

it("the number of due replies is right after every move", async () => {
  const store = await withReplies({}, {});
  const counts: (number | undefined)[] = [await dueCount(store)];
  const states = ["handed", "taken", "queued", "withdrawn", "handed", "failed"] as const;
  for (const state of states) {
    await store.write((tx) => tx.receipts.move(["r1"], { state, at: 200 }));
    counts.push(await dueCount(store));
  }
  expect(counts).toEqual([2, 2, 1, 2, 1, 2, 1]);
});

it("the first lease to end is that of the handed ones", async () => {
  const store = await withReplies({ state: "queued", at: 1 }, { state: "handed", at: 30 }, { state: "handed", at: 20 });
  const times = { leaseMs: 5, actLeaseMs: 50 };
  expect(await store.read.receipts.endOfLease("s1", times)).toBe(25);
  await store.write((tx) => tx.receipts.move(["r2", "r3"], { state: "taken", at: 40 }));
  expect(await store.read.receipts.endOfLease("s1", times)).toBeUndefined();
});

it("carriers that say nothing themselves have the longer lease", async () => {
  const store = await withReplies(
    { state: "handed", carrier: "hook", at: 20 },
    { state: "handed", carrier: "watch", at: 30 },
  );
  const times = { leaseMs: 5, actLeaseMs: 50 };
  expect(await store.read.receipts.endOfLease("s1", times)).toBe(35);
  const ids = async (now: number) =>
    (await store.read.receipts.due("s1", { ...times, now })).map(({ id }) => id).join(" ");
  expect([await ids(34), await ids(35), await ids(69), await ids(70)]).toEqual(["", "r2", "r2", "r1 r2"]);
});

it("an agent's acts prove what its hooks handed over; the other carriers speak for themselves", async () => {
  const store = await withReplies(
    { state: "handed", carrier: "hook" },
    { state: "handed", carrier: "watch" },
    { state: "queued" },
    { state: "handed", carrier: "terminal" },
    { state: "taken", carrier: "hook" },
  );
  expect(await store.read.receipts.provenByActs("s1")).toEqual(["r1"]);
});
