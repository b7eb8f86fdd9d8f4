import { describe, expect, test } from "vitest";
import type { SessionRecord } from "../records.ts";
import { createBoard } from "./desk-board.ts";

const NOON = new Date(2026, 5, 15, 12).getTime();
const MINUTE = 60_000;
const ago = (minutes: number) => NOON - minutes * MINUTE;

let lastId = 0;
const session = (change: Partial<SessionRecord> & { heard?: number } = {}): SessionRecord => {
  lastId += 1;
  const { heard = 1, ...rest } = change;
  return {
    id: `s${String(lastId).padStart(4, "0")}`,
    machineId: "m",
    title: `Task ${lastId}`,
    titleKey: `task ${lastId}`,
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
    lastSeq: 1,
    lastMessage: null,
    createdAt: ago(heard),
    updatedAt: ago(heard),
    lastHeardAt: ago(heard),
    habit: null,
    lastAskedAt: null,
    closedAt: null,
    agent: { id: "a", name: "SwiftHeron", kind: "claude", version: null },
    machineName: "studio",
    dueReplies: 0,
    openQuestions: 0,
    openApprovals: 0,
    isHeld: false,
    behind: null,
    ...rest,
  };
};
const last = (at: number): SessionRecord["lastMessage"] => ({
  seq: 1,
  kind: "post",
  fromName: "x",
  preview: "",
  level: "info",
  at,
});
const marks = { muted: false, pinned: false, snoozedUntil: null };

/** Quiet after ten minutes, as far as this is concerned. */
const boardWith = (...sessions: SessionRecord[]) => {
  const board = createBoard({ quietAt: ({ lastHeardAt }) => lastHeardAt + 10 * MINUTE });
  for (const one of sessions) board.keepSession(one);
  return board;
};
const idsOf = (board: ReturnType<typeof boardWith>, now = NOON) => {
  const { needs, working } = board.at(now);
  return { needs: needs.map(({ sessionId }) => sessionId), working: working.map(({ sessionId }) => sessionId) };
};

// The same as the list of the screen: src-renderer/features/list/groups.test.ts.
describe("as in the list of the screen", () => {
  test("who needs a person and who works are there; not who is quiet, done, failed or closed", () => {
    const waiting = session({ state: "waiting", heard: 500 });
    const blocked = session({ state: "blocked" });
    const rest = [session({ state: "done" }), session({ state: "failed" }), session({ heard: 11 })];
    expect(idsOf(boardWith(...rest, blocked, waiting))).toEqual({ needs: [waiting.id], working: [blocked.id] });
    expect(idsOf(boardWith(session({ state: "closed", openQuestions: 1 })))).toEqual({ needs: [], working: [] });
  });

  test("one that is done and still asks needs its person", () => {
    const asks = session({ state: "done", openQuestions: 1 });
    expect(idsOf(boardWith(asks)).needs).toEqual([asks.id]);
  });

  test("a session is quiet exactly after its time", () => {
    const one = session({ heard: 10 });
    expect(idsOf(boardWith(one)).working).toEqual([one.id]);
    expect(idsOf(boardWith(one), NOON + 1).working).toEqual([]);
  });

  test("pinned ones come first, then the latest message", () => {
    const old = session({ createdAt: ago(9) });
    const fresh = session({ createdAt: ago(1) });
    const pinned = session({ createdAt: ago(8) });
    const said = session({ createdAt: ago(9), lastMessage: last(ago(0)) });
    const board = boardWith(old, fresh, pinned, said);
    board.keepMarks(pinned.id, { ...marks, pinned: true });
    expect(idsOf(board).working).toEqual([pinned.id, said.id, fresh.id, old.id]);
  });

  test("muted and snoozed sessions don't count as needing this person", () => {
    const [one, muted, snoozed] = [0, 1, 2].map(() => session({ state: "waiting" }));
    const board = boardWith(...[one, muted, snoozed].flatMap((some) => some ?? []));
    board.keepMarks(muted?.id ?? "", { ...marks, muted: true });
    board.keepMarks(snoozed?.id ?? "", { ...marks, snoozedUntil: ago(-5) });
    expect(idsOf(board).needs).toEqual([one?.id]);
    expect(idsOf(board, ago(-5)).needs).toEqual([snoozed?.id, one?.id]);
  });
});

test("who works and is snoozed is not there, who is muted is", () => {
  const [muted, snoozed] = [session({ createdAt: ago(1) }), session({ createdAt: ago(2) })];
  const board = boardWith(muted, snoozed);
  board.keepMarks(muted.id, { ...marks, muted: true });
  board.keepMarks(snoozed.id, { ...marks, snoozedUntil: ago(-5) });
  expect(idsOf(board).working).toEqual([muted.id]);
  board.keepMarks(snoozed.id, marks);
  expect(idsOf(board).working).toEqual([muted.id, snoozed.id]);
});

const open = (id: string, messageSeq: number) => ({ id, messageSeq, state: "open" as const });

describe("a need leads to", () => {
  test("the first approval that is open, before any question", () => {
    const one = session({ openApprovals: 2, openQuestions: 1, lastSeq: 9 });
    const board = boardWith(one);
    board.keepAsk("question", one.id, open("q", 2));
    board.keepAsk("approval", one.id, open("b", 7));
    board.keepAsk("approval", one.id, open("a", 5));
    board.keepSession(one);
    expect(board.at(NOON).needs).toMatchObject([{ why: "approval", messageSeq: 5 }]);
    board.keepAsk("approval", one.id, { id: "a", messageSeq: 5, state: "allowed" });
    board.keepSession({ ...one, openApprovals: 1 });
    expect(board.at(NOON).needs).toMatchObject([{ why: "approval", messageSeq: 7 }]);
    board.keepSession({ ...one, openApprovals: 0 });
    expect(board.at(NOON).needs[0]?.why).toBe("question");
  });

  test("the newest message where nothing is asked, and to none where nothing was said", () => {
    const waits = session({ state: "waiting", lastSeq: 4 });
    const silent = session({ state: "waiting", lastSeq: 0 });
    expect(boardWith(waits).at(NOON).needs).toMatchObject([{ why: "waiting", messageSeq: 4 }]);
    expect(boardWith(silent).at(NOON).needs).toMatchObject([{ why: "waiting", messageSeq: null }]);
  });
});

test("what is deleted is gone with its marks, and a machine's new name is shown", () => {
  const one = session({ state: "waiting" });
  const board = boardWith(one);
  board.renameMachine("m", "studio-2");
  expect(board.at(NOON).needs).toMatchObject([{ machine: "studio-2" }]);
  board.keepMarks(one.id, { ...marks, muted: true });
  board.removeSession(one.id);
  expect(board.at(NOON).needs).toEqual([]);
  board.keepSession(one);
  expect(idsOf(board).needs).toEqual([one.id]);
});

test("it is known when time alone changes something: the end of a snooze, or of being heard", () => {
  const works = session({ heard: 4 });
  const waits = session({ state: "waiting", heard: 500 });
  const board = boardWith(waits);
  expect(board.nextTurn(NOON)).toBeUndefined();
  board.keepSession(works);
  expect(board.nextTurn(NOON)).toBe(ago(-6) + 1);
  board.keepMarks(waits.id, { ...marks, snoozedUntil: ago(-2) });
  expect(board.nextTurn(NOON)).toBe(ago(-2));
  expect(board.nextTurn(ago(-2))).toBe(ago(-6) + 1);
  expect(board.nextTurn(ago(-7))).toBeUndefined();
});
