import { expect, it } from "vitest";
import type { Store } from "../../core/store.ts";
import { message, reply, seededStore, session, testStore } from "../testing/store.ts";

const withMessages = async (count: number): Promise<Store> => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    for (let n = 1; n <= count; n += 1) await tx.messages.append(message(`x${n}`));
  });
  return store;
};

const seqs = (messages: { seq: number }[]) => messages.map(({ seq }) => seq);

it("a message comes back as it was written", async () => {
  const { store } = await seededStore();
  const written = reply("x1", {
    text: "tabs\tand\n\nlines, 🦜, \u0000 and “quotes”",
    level: "urgent",
    replyTo: "x0",
    quote: { seq: 3, text: "as you said" },
    attachments: [{ id: "f1", name: "log.txt", size: 3, type: "text/plain", sha256: "00" }],
  });
  const appended = await store.write((tx) => tx.messages.append(written));
  expect(appended).toEqual({ ...written, globalSeq: 1, seq: 1, receipt: null, question: null, approval: null });
  expect(await store.read.messages.byId("x1")).toEqual(appended);
});

it("messages count from 1 without gaps in each discussion, and upwards over all", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Two" })));
  const places: number[][] = [];
  for (const [n, sessionId] of ["s1", "s2", "s1", "s1", "s2"].entries()) {
    const { seq, globalSeq } = await store.write((tx) => tx.messages.append(message(`x${n}`, { sessionId })));
    places.push([seq, globalSeq]);
  }
  expect(places).toEqual([
    [1, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [2, 5],
  ]);
});

it("a session's list entry shows its newest message, on one line and cut", async () => {
  const { store } = await seededStore();
  const text = `  First\n\n\tline ${"long ".repeat(100)}`;
  await store.write((tx) => tx.messages.append(message("x1", { text, level: "success", createdAt: 5000 })));
  const found = await store.read.sessions.byId("s1");
  expect(found).toMatchObject({ lastSeq: 1, updatedAt: 5000, lastHeardAt: 1000 });
  const { preview, ...rest } = found?.lastMessage ?? { preview: "" };
  expect(rest).toEqual({ seq: 1, kind: "post", fromName: "SwiftHeron", level: "success", at: 5000 });
  expect(preview).toMatch(/^First line long long/);
  expect(preview).toHaveLength(200);
});

it("a message changes its session in the same step", async () => {
  const { store } = await seededStore();
  const plan = [{ text: "ship", done: false }];
  await store.write((tx) =>
    tx.messages.append(message("x1", { createdAt: 5000 }), {
      state: "waiting",
      progress: 0.25,
      plan,
      lastHeardAt: 5000,
    }),
  );
  const expected = { state: "waiting", progress: 0.25, plan, lastHeardAt: 5000, updatedAt: 5000, lastSeq: 1 };
  expect(await store.read.sessions.byId("s1")).toMatchObject(expected);
});

it("a message to a session that is not there is refused and leaves nothing", async () => {
  const { store } = await seededStore();
  const lost = store.write((tx) => tx.messages.append(message("x1", { sessionId: "nowhere" })));
  await expect(lost).rejects.toThrow("no discussion nowhere");
  expect(await store.read.messages.byId("x1")).toBeUndefined();
});

it("pages are in ascending order: the newest, those before and those after a place", async () => {
  const { messages } = (await withMessages(10)).read;
  expect(seqs(await messages.page("s1", { limit: 3 }))).toEqual([8, 9, 10]);
  expect(seqs(await messages.page("s1", { before: 8, limit: 3 }))).toEqual([5, 6, 7]);
  expect(seqs(await messages.page("s1", { before: 2, limit: 3 }))).toEqual([1]);
  expect(seqs(await messages.page("s1", { before: 1, limit: 3 }))).toEqual([]);
  expect(seqs(await messages.page("s1", { after: 0, limit: 3 }))).toEqual([1, 2, 3]);
  expect(seqs(await messages.page("s1", { after: 8, limit: 3 }))).toEqual([9, 10]);
  expect(seqs(await messages.page("s1", { after: 10, limit: 3 }))).toEqual([]);
  expect(seqs(await messages.page("s1", { after: 2, before: 6, limit: 10 }))).toEqual([3, 4, 5]);
  expect(await messages.page("nowhere", { limit: 3 })).toEqual([]);
});

it("messages are found by their places over all, without those that are gone", async () => {
  const store = await withMessages(3);
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2", title: "Two" }));
    await tx.messages.append(message("y1", { sessionId: "s2" }));
    await tx.sessions.remove("s1");
  });
  const found = await store.read.messages.byGlobalSeqs([4, 2, 1, 99]);
  expect(found.map(({ id, sessionId }) => [id, sessionId])).toEqual([["y1", "s2"]]);
});

it("the place of the newest message never goes back, even when that message is removed", async () => {
  const store = await withMessages(3);
  expect(await store.read.messages.newestGlobalSeq()).toBe(3);
  await store.write((tx) => tx.sessions.remove("s1"));
  expect(await store.read.messages.newestGlobalSeq()).toBe(3);
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2" }));
    await tx.messages.append(message("y1", { sessionId: "s2" }));
  });
  expect(await store.read.messages.newestGlobalSeq()).toBe(4);
});

it("the newest id is that of whatever was made last", async () => {
  const { store } = await seededStore();
  expect(await store.read.messages.newestId()).toBe("s1");
  await store.write((tx) =>
    tx.people.insert({
      id: "t1",
      name: "Bob",
      role: "viewer",
      sees: "all",
      createdAt: null,
      lastSeenAt: null,
      revokedAt: null,
    }),
  );
  expect(await store.read.messages.newestId()).toBe("t1");
  await store.write((tx) => tx.messages.append(message("x1")));
  expect(await store.read.messages.newestId()).toBe("x1");
});

it("an empty store has no newest id and no newest place", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.sessions.remove("s1"));
  expect(await store.read.messages.newestGlobalSeq()).toBe(0);
  const empty = await testStore();
  expect(await empty.store.read.messages.newestId()).toBeUndefined();
});

it("text that is not well-formed Unicode is kept as far as it can be", async () => {
  const { store } = await seededStore();
  await store.write((tx) => tx.messages.append(message("x1", { text: `half \ud83e and ${"🦜".repeat(150)}` })));
  expect(await store.read.messages.byId("x1")).toMatchObject({ text: `half � and ${"🦜".repeat(150)}` });
  const found = await store.read.sessions.byId("s1");
  expect(found?.lastMessage?.preview.endsWith("🦜")).toBe(true);
});
