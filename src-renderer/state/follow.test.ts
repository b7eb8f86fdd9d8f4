import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { ProblemError, UnreachableError } from "#client/errors.ts";
import type { Machine } from "#contract/machine.ts";
import type { Overview } from "#contract/person.ts";
import type { PersonSession, WatchedSession } from "#contract/session.ts";
import { defaultSettings } from "#contract/settings.ts";
import { applyChanges, emptyData } from "./apply.ts";
import { createFollower } from "./follow.ts";
import type { HubState } from "./hub-store.ts";
import type { NumberedChange } from "./stream-client.ts";

const at = "2026-06-15T12:00:00.000Z";

const watched = (id: string, lastSeq: number, title = id): WatchedSession => ({
  id,
  type: "session",
  title,
  state: "working",
  stateNote: null,
  activity: null,
  agent: { id: "a", name: "SwiftHeron", kind: null, version: null },
  machine: { id: "m", name: "studio" },
  externalId: null,
  folder: null,
  branch: null,
  plan: null,
  progress: null,
  usage: null,
  links: null,
  lastSeq,
  lastMessage: null,
  createdAt: at,
  updatedAt: at,
  lastHeardAt: at,
  closedAt: null,
  attention: null,
  dueReplies: 0,
  openQuestions: 0,
  openApprovals: 0,
  steering: { reach: "when-back", carrier: null },
  waitForMe: false,
  quietAt: null,
  listening: { isListening: false, carrier: null, lastAt: null },
});
const mine = (session: WatchedSession, readSeq = 0): PersonSession => ({
  ...session,
  readSeq,
  pinned: false,
  muted: false,
  snoozedUntil: null,
  level: null,
  unread: session.lastSeq - readSeq,
  role: "owner",
});
const overview = (since: number, sessions: PersonSession[]): Overview => ({
  person: { id: "p", name: "Ada", role: "owner" },
  hub: { name: "Muster", version: "1", publicKeyPin: "", fingerprint: "AA", address: "127.0.0.1:1" },
  sessions,
  machines: [],
  settings: defaultSettings,
  since,
  now: at,
});
const change = (seq: number, session: WatchedSession): NumberedChange => ({ type: "session", session, seq });

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const bench = () => {
  const store = createStore<HubState>()(() => ({
    ...emptyData,
    phase: "loading",
    signedOutWhy: "never",
    connection: "connecting",
    clockOffsetMs: 0,
    selectedId: null,
    focusSeq: null,
    page: "sessions",
    error: null,
  }));
  const asked: PromiseWithResolvers<Overview>[] = [];
  let timers: (() => void)[] = [];
  const follower = createFollower({
    store,
    readOverview: () => {
      const answer = Promise.withResolvers<Overview>();
      asked.push(answer);
      return answer.promise;
    },
    later: (run) => {
      timers.push(run);
      return () => void (timers = timers.filter((other) => other !== run));
    },
    now: () => Date.parse(at) - 90_000,
    random: () => 0,
  });
  const elapse = () => {
    const due = timers;
    timers = [];
    for (const run of due) run();
  };
  const titles = () => Object.values(store.getState().sessions).map(({ title, lastSeq }) => `${title} ${lastSeq}`);
  return { store, follower, asked, elapse, titles, timers: () => timers };
};

test("the screen starts with the overview, and the stream goes on from where that stands", async () => {
  const { store, follower, asked, titles } = bench();
  const from: number[] = [];
  follower.load((since) => from.push(since));
  asked[0]?.resolve(overview(40, [mine(watched("one", 3))]));
  await settle();
  expect(from).toEqual([40]);
  expect(titles()).toEqual(["one 3"]);
  expect(store.getState()).toMatchObject({ phase: "ready", clockOffsetMs: 90_000, person: { name: "Ada" } });
});

test("changes that come while everything is read again are neither lost nor undone", async () => {
  const { follower, asked, titles, elapse } = bench();
  follower.load();
  asked[0]?.resolve(overview(40, []));
  await settle();
  follower.load();
  follower.change(change(50, watched("one", 1, "old name")));
  follower.change(change(52, watched("two", 1)));
  elapse();
  expect(titles()).toEqual([]);
  asked[1]?.resolve(overview(51, [mine(watched("one", 2, "new name"))]));
  await settle();
  expect(titles()).toEqual(["new name 2", "two 1"]);
});

test("what is not in the overview any more is gone", async () => {
  const { follower, asked, titles } = bench();
  follower.load();
  asked[0]?.resolve(overview(1, [mine(watched("one", 1)), mine(watched("two", 1))]));
  await settle();
  follower.load();
  asked[1]?.resolve(overview(9, [mine(watched("two", 4))]));
  await settle();
  expect(titles()).toEqual(["two 4"]);
});

test("of two readings under way only the later one counts", async () => {
  const { follower, asked, titles } = bench();
  follower.load();
  follower.load();
  asked[1]?.resolve(overview(9, [mine(watched("new", 1))]));
  await settle();
  asked[0]?.resolve(overview(3, [mine(watched("old", 1))]));
  await settle();
  expect(titles()).toEqual(["new 1"]);
});

test("it tries again while the hub is away, and what was there stays readable", async () => {
  const { store, follower, asked, elapse, titles } = bench();
  follower.load();
  asked[0]?.reject(new UnreachableError("broken", "x"));
  await settle();
  expect(store.getState().phase).toBe("failed");
  elapse();
  asked[1]?.resolve(overview(1, [mine(watched("one", 1))]));
  await settle();
  expect(store.getState()).toMatchObject({ phase: "ready", error: null });
  follower.load();
  asked[2]?.reject(new ProblemError(503, {}));
  await settle();
  expect(store.getState().phase).toBe("ready");
  expect(titles()).toEqual(["one 1"]);
});

test("a screen that is signed out says so and doesn't try again", async () => {
  const { store, follower, asked, timers } = bench();
  follower.load();
  asked[0]?.reject(new ProblemError(401, { code: "unauthorized" }));
  await settle();
  expect(store.getState().phase).toBe("signed-out");
  expect(timers()).toEqual([]);
});

test("many changes are drawn at once", async () => {
  const { store, follower, asked, elapse, titles } = bench();
  follower.load();
  asked[0]?.resolve(overview(0, []));
  await settle();
  let drawn = 0;
  store.subscribe(() => (drawn += 1));
  for (let seq = 1; seq <= 500; seq += 1) follower.change(change(seq, watched("one", seq)));
  elapse();
  expect(drawn).toBe(1);
  expect(titles()).toEqual(["one 500"]);
});

test("a person's own marks stay when the session changes, and unread counts from their read marker", () => {
  const start = { ...emptyData, sessions: { one: { ...mine(watched("one", 5), 3), pinned: true } } };
  const after = applyChanges(start, [change(1, watched("one", 9))]);
  expect(after.sessions["one"]).toMatchObject({ pinned: true, readSeq: 3, unread: 6 });
  const marks = { readSeq: 9, pinned: false, muted: true, snoozedUntil: null, level: null };
  const read = applyChanges(after, [{ type: "marks", sessionId: "one", marks, seq: 2 }]);
  expect(read.sessions["one"]).toMatchObject({ pinned: false, muted: true, unread: 0 });
});

test("changes of machines, settings and deletions arrive, and what didn't change keeps its identity", () => {
  const machine: Machine = {
    id: "m",
    name: "studio-2",
    os: null,
    isLocal: false,
    joinedAt: at,
    lastUsedAt: null,
    report: "tools",
    terminal: false,
    doctor: null,
    approvals: "beside",
  };
  const two = mine(watched("two", 1));
  const start = {
    ...emptyData,
    sessions: { one: mine(watched("one", 1)), two: { ...two, machine: { id: "x", name: "x" } } },
  };
  const renamed = applyChanges(start, [{ type: "machine", machine, seq: 1 }]);
  expect(renamed.sessions["one"]?.machine.name).toBe("studio-2");
  expect(renamed.sessions["two"]).toBe(start.sessions.two);
  const rest = applyChanges(renamed, [
    { type: "session-deleted", sessionId: "one", seq: 2 },
    { type: "settings", settings: { ...defaultSettings, quietAfterMinutes: 3 }, seq: 3 },
    { type: "machine-revoked", machineId: "m", seq: 4 },
    { type: "something-new", seq: 5 } as unknown as NumberedChange,
  ]);
  expect(Object.keys(rest.sessions)).toEqual(["two"]);
  expect(rest.machines).toEqual({});
  expect(rest.settings?.quietAfterMinutes).toBe(3);
  const same = applyChanges(rest, [{ type: "settings", settings: defaultSettings, seq: 6 }]);
  expect(same.sessions).toBe(rest.sessions);
});

test("in a session that is new on the screen a person may do what they may do elsewhere, not what an owner may", () => {
  const data = { ...emptyData, person: { id: "p", name: "Vi", role: "viewer" as const } };
  expect(applyChanges(data, [change(1, watched("one", 1))]).sessions["one"]?.role).toBe("viewer");
  expect(applyChanges(emptyData, [change(1, watched("one", 1))]).sessions["one"]?.role).toBe("viewer");
});
