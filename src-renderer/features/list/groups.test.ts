import { expect, test } from "vitest";
import type { PersonSession } from "#contract/session.ts";
import { matcher, noFilter } from "./filter.ts";
import { countNeeds, groupSessions } from "./groups.ts";
import { heightOf, nextNeeding, orderOf, stepFrom, toItems } from "./items.ts";
import { neighbour } from "./use-list-keys.ts";

const NOON = new Date(2026, 5, 15, 12).getTime();
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(NOON - minutes * MINUTE).toISOString();

let lastId = 0;
const session = (change: Partial<PersonSession> & { heard?: number } = {}): PersonSession => {
  lastId += 1;
  const { heard = 1, ...rest } = change;
  return {
    id: `s${String(lastId).padStart(4, "0")}`,
    type: "session",
    title: `Task ${lastId}`,
    state: "working",
    stateNote: null,
    activity: null,
    agent: { id: "a", name: "SwiftHeron", kind: "claude", version: null },
    machine: { id: "m", name: "studio" },
    externalId: null,
    folder: "/src/api",
    branch: "main",
    plan: null,
    progress: null,
    usage: null,
    links: null,
    lastSeq: 1,
    lastMessage: null,
    createdAt: ago(heard),
    updatedAt: ago(heard),
    lastHeardAt: ago(heard),
    closedAt: null,
    attention: rest.state === "waiting" ? "waiting" : null,
    dueReplies: 0,
    openQuestions: 0,
    openApprovals: 0,
    steering: { reach: "when-back", carrier: null },
    waitForMe: false,
    quietAt: ago(heard - 10),
    listening: { isListening: false, carrier: null, lastAt: null },
    readSeq: 0,
    pinned: false,
    muted: false,
    snoozedUntil: null,
    level: null,
    unread: 1,
    role: "owner",
    ...rest,
  };
};

const shape = (sessions: PersonSession[]) =>
  groupSessions(sessions, NOON).map(({ name, sessions: members }) => [name, members.map(({ id }) => id)]);

test("who needs a person stands first, then who works, is quiet, is done; empty groups are left out", () => {
  const done = session({ state: "done" });
  const old = session({ state: "failed", createdAt: ago(48 * 60) });
  const quiet = session({ heard: 11 });
  const blocked = session({ state: "blocked" });
  const waiting = session({ state: "waiting", heard: 500 });
  expect(shape([done, old, quiet, blocked, waiting])).toEqual([
    ["needs", [waiting.id]],
    ["working", [blocked.id]],
    ["quiet", [quiet.id]],
    ["today", [done.id]],
    ["earlier", [old.id]],
  ]);
  expect(shape([blocked])).toEqual([["working", [blocked.id]]]);
});

test("a session is quiet after the time that the hub says, and never where that can't be so", () => {
  expect(shape([session({ quietAt: ago(0) })])[0]?.[0]).toBe("working");
  expect(shape([session({ quietAt: new Date(NOON - 1).toISOString() })])[0]?.[0]).toBe("quiet");
  expect(shape([session({ heard: 300, quietAt: null })])[0]?.[0]).toBe("working");
});

test("within a group pinned ones come first, then the latest message", () => {
  const old = session({ createdAt: ago(9) });
  const fresh = session({ createdAt: ago(1) });
  const pinned = session({ createdAt: ago(8), pinned: true });
  const said = session({
    createdAt: ago(9),
    lastMessage: { seq: 1, kind: "post", fromName: "x", preview: "", level: "info", at: ago(0) },
  });
  expect(shape([old, fresh, pinned, said])).toEqual([["working", [pinned.id, said.id, fresh.id, old.id]]]);
});

test("closed and snoozed ones are hidden until they are asked for", () => {
  const closed = session({ state: "closed" });
  const snoozed = session({ snoozedUntil: ago(-5) });
  const over = session({ snoozedUntil: ago(5) });
  const all = [closed, snoozed, over];
  const shown = (filter: Partial<typeof noFilter>) =>
    all.filter(matcher({ ...noFilter, ...filter }, NOON)).map(({ id }) => id);
  expect(shown({})).toEqual([over.id]);
  expect(shown({ showClosed: true })).toEqual([closed.id, over.id]);
  expect(shown({ state: "closed" })).toEqual([closed.id]);
  expect(shown({ showSnoozed: true })).toEqual([snoozed.id, over.id]);
});

const fits = (text: string, one: PersonSession) => matcher({ ...noFilter, text }, NOON)(one);

test("the filter wants every word somewhere, whatever case or Unicode form it is written in", () => {
  const one = session({ title: "Größe des Café\u0301s", machine: { id: "m", name: "Build-Box" } });
  expect(fits("GRÖSSE build", one)).toBe(true);
  expect(fits("gro\u0308ße  API", one)).toBe(true);
  expect(fits("größe nowhere", one)).toBe(false);
});

test("muted, snoozed and closed sessions are not counted as needing this person", () => {
  const sessions = [
    session({ state: "waiting" }),
    session({ state: "waiting", muted: true }),
    session({ state: "waiting", snoozedUntil: ago(-5) }),
    session({ state: "closed", attention: "waiting" }),
    session(),
  ];
  expect(countNeeds(sessions, NOON)).toBe(1);
});

test("next and previous follow the list and stop at its ends", () => {
  const order = ["a", "b", "c"];
  expect(stepFrom(order, null, 1)).toBe("a");
  expect(stepFrom(order, null, -1)).toBe("c");
  expect(stepFrom(order, "a", 1)).toBe("b");
  expect(stepFrom(order, "c", 1)).toBe("c");
  expect(stepFrom(order, "gone", 1)).toBe("a");
  expect(stepFrom([], "a", 1)).toBeNull();
});

test("when a session is closed its neighbour is shown, and none when it was the only one", () => {
  expect(neighbour(["a", "b", "c"], "b")).toBe("c");
  expect(neighbour(["a", "b"], "b")).toBe("a");
  expect(neighbour(["a"], "a")).toBeNull();
});

test("the next that needs a person is looked for round the end, past the muted ones", () => {
  const one = session({ state: "waiting", createdAt: ago(1) });
  const muted = session({ state: "waiting", createdAt: ago(2), muted: true });
  const two = session({ state: "waiting", createdAt: ago(3) });
  const groups = groupSessions([one, muted, two, session()], NOON);
  expect(nextNeeding(groups, null)).toBe(one.id);
  expect(nextNeeding(groups, one.id)).toBe(two.id);
  expect(nextNeeding(groups, two.id)).toBe(one.id);
  expect(nextNeeding(groupSessions([session()], NOON), null)).toBeNull();
});

test("a row with a progress bar is higher, a done one shows no bar", () => {
  const groups = groupSessions([session({ progress: 0.5 }), session(), session({ progress: 1, state: "done" })], NOON);
  const items = toItems(groups);
  expect(items.map(({ type }) => type)).toEqual(["heading", "session", "session", "heading", "session"]);
  const [, bar, plain, , done] = items.map(heightOf);
  expect(new Set([bar, plain]).size).toBe(2);
  expect(done).toBe(Math.min(bar ?? 0, plain ?? 0));
  expect(orderOf(groups)).toHaveLength(3);
});
