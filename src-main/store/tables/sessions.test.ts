import { expect, it } from "vitest";
import type { Store } from "../../core/store.ts";
import { message, reply, seededStore, session } from "../testing/store.ts";

/** Sessions of two agents with times 10, 20, 30 … as last activity. */
const manySessions = async (): Promise<Store> => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.agents.insert({
      id: "a2",
      machineId: "m1",
      name: "CalmOtter",
      kind: null,
      version: null,
      folder: null,
      isNameGiven: true,
    });
    for (let n = 1; n <= 9; n += 1) {
      const agentId = n % 2 === 0 ? "a2" : "a1";
      const more = { folder: n > 5 ? "/late" : null, createdAt: n * 10, agentId };
      await tx.sessions.insert(session({ id: `n${n}`, title: `Task number ${n}`, ...more }));
    }
    await tx.sessions.update("n3", { state: "closed", closedAt: 31 });
    await tx.sessions.remove("s1");
  });
  return store;
};

const ids = (sessions: { id: string }[]) => sessions.map(({ id }) => id).join(" ");

it("a session carries its agent, machine and everything it was made with", async () => {
  const { store } = await seededStore();
  expect(await store.read.sessions.byId("s1")).toEqual({
    id: "s1",
    machineId: "m1",
    title: "Refactor auth",
    titleKey: "refactor auth",
    externalId: null,
    state: "working",
    stateNote: null,
    activity: null,
    turn: null,
    waitForMe: null,
    folder: null,
    branch: null,
    plan: null,
    progress: null,
    usage: null,
    links: null,
    lastSeq: 0,
    lastMessage: null,
    createdAt: 1000,
    updatedAt: 1000,
    lastHeardAt: 1000,
    lastAskedAt: null,
    closedAt: null,
    agent: { id: "a1", name: "SwiftHeron", kind: "claude", version: "2.1" },
    machineName: "laptop",
    dueReplies: 0,
    openQuestions: 0,
    openApprovals: 0,
    isHeld: false,
    behind: null,
    habit: null,
  });
});

it("a patch changes what it names and nothing else; null clears", async () => {
  const { store } = await seededStore();
  const before = await store.read.sessions.byId("s1");
  const plan = [{ text: "read", done: true }];
  const facts = {
    plan,
    progress: 0.5,
    usage: { inputTokens: 7 },
    links: [{ url: "https://example.org/1" }],
    branch: "main",
  };
  await store.write((tx) => tx.sessions.update("s1", { ...facts, state: undefined }));
  expect(await store.read.sessions.byId("s1")).toEqual({ ...before, ...facts });
  await store.write((tx) =>
    tx.sessions.update("s1", { plan: null, progress: null, usage: null, links: null, branch: null }),
  );
  expect(await store.read.sessions.byId("s1")).toEqual(before);
});

it("an empty patch changes nothing", async () => {
  const { store } = await seededStore();
  const before = await store.read.sessions.byId("s1");
  await store.write((tx) => tx.sessions.update("s1", {}));
  expect(await store.read.sessions.byId("s1")).toEqual(before);
});

it("a title is there once on a machine, and may be there again on another", async () => {
  const { store } = await seededStore();
  const twin = store.write((tx) => tx.sessions.insert(session({ id: "s2" })));
  await expect(twin).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
  await store.write(async (tx) => {
    await tx.machines.insert({
      id: "m2",
      name: "ci",
      os: null,
      isLocal: false,
      keyHash: "2",
      joinedAt: 1,
      lastUsedAt: null,
      revokedAt: null,
      report: "tools",
      terminal: false,
      doctor: null,
      approvals: "beside",
    });
    await tx.agents.insert({
      id: "a9",
      machineId: "m2",
      name: "Bot",
      kind: null,
      version: null,
      folder: null,
      isNameGiven: true,
    });
    await tx.sessions.insert(session({ id: "s2", machineId: "m2", agentId: "a9" }));
  });
  expect((await store.read.sessions.byTitle("m1", "refactor auth"))?.id).toBe("s1");
  expect((await store.read.sessions.byTitle("m2", "refactor auth"))?.id).toBe("s2");
  expect(await store.read.sessions.byTitle("m2", "Refactor auth")).toBeUndefined();
});

it("an external id is there once on a machine, and many sessions may have none", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2", title: "Two" }));
    await tx.sessions.insert(session({ id: "s3", title: "Three", externalId: "ext" }));
  });
  expect((await store.read.sessions.byExternalId("m1", "ext"))?.id).toBe("s3");
  const twin = store.write((tx) => tx.sessions.insert(session({ id: "s4", title: "Four", externalId: "ext" })));
  await expect(twin).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
});

it("lists go by last activity, newest first, without the closed ones unless they are asked for", async () => {
  const { sessions } = (await manySessions()).read;
  expect(ids(await sessions.list({}, { limit: 20 }))).toBe("n9 n8 n7 n6 n5 n4 n2 n1");
  expect(ids(await sessions.list({ includeClosed: true }, { limit: 20 }))).toBe("n9 n8 n7 n6 n5 n4 n3 n2 n1");
  expect(ids(await sessions.list({ state: "closed" }, { limit: 20 }))).toBe("n3");
  expect(ids(await sessions.all())).toBe("n9 n8 n7 n6 n5 n4 n2 n1");
});

it("lists are narrowed by machine, agent, folder and words of the title in any case", async () => {
  const { sessions } = (await manySessions()).read;
  expect(ids(await sessions.list({ machineId: "nobody" }, { limit: 20 }))).toBe("");
  expect(ids(await sessions.list({ machineId: "m1", agent: "CalmOtter" }, { limit: 20 }))).toBe("n8 n6 n4 n2");
  expect(ids(await sessions.list({ agent: "a2", folder: "/late" }, { limit: 20 }))).toBe("n8 n6");
  expect(ids(await sessions.list({ titleWords: ["TASK", "7"] }, { limit: 20 }))).toBe("n7");
  expect(ids(await sessions.list({ titleWords: ["%", "7"] }, { limit: 20 }))).toBe("");
});

it("pages follow each other without a gap, back and forth, also when many have the same time", async () => {
  const store = await manySessions();
  await store.write(async (tx) => {
    for (const id of ["n4", "n5", "n6", "n7"]) await tx.sessions.update(id, { updatedAt: 50 });
  });
  const { sessions } = store.read;
  const first = await sessions.list({}, { limit: 4 });
  expect(ids(first)).toBe("n9 n8 n7 n6");
  const last = first.at(-1);
  if (!last) throw new Error("no session");
  expect(ids(await sessions.list({}, { before: last, limit: 4 }))).toBe("n5 n4 n2 n1");
  expect(ids(await sessions.list({}, { after: last, limit: 2 }))).toBe("n7 n8");
});

it("a removed session takes its messages, receipts and marks with it, and leaves the others alone", async () => {
  const { store } = await seededStore();
  const marks = { readSeq: 1, pinned: true, muted: false, snoozedUntil: null, level: null };
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2", title: "Stays" }));
    for (const sessionId of ["s1", "s2"]) {
      const id = `r-${sessionId}`;
      await tx.messages.append(reply(id, { sessionId }));
      await tx.receipts.insert({
        messageId: id,
        sessionId,
        messageSeq: 1,
        state: "queued",
        carrier: null,
        at: 1,
        handedAt: null,
        note: null,
      });
      await tx.people.setMarks("p1", sessionId, marks);
    }
    await tx.sessions.remove("s1");
  });
  const { read } = store;
  expect(await read.sessions.byId("s1")).toBeUndefined();
  expect(await read.messages.byId("r-s1")).toBeUndefined();
  expect(await read.receipts.byMessage("r-s1")).toBeUndefined();
  expect(await read.people.allMarks("p1")).toEqual(new Map([["s2", marks]]));
  expect(await read.receipts.due("s2", { leaseMs: 9, actLeaseMs: 9, now: 9 })).toHaveLength(1);
});

it("a removed session's title can be used again, for an empty discussion", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.messages.append(message("x1"));
    await tx.sessions.remove("s1");
    await tx.sessions.insert(session({ id: "s2" }));
  });
  expect(await store.read.sessions.byTitle("m1", "refactor auth")).toMatchObject({ id: "s2", lastSeq: 0 });
  expect(await store.read.messages.page("s2", { limit: 5 })).toEqual([]);
});
