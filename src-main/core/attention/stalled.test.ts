import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SessionState } from "#contract/session.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { someTurns } from "../../testing/turns.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;
/** Titles of the sessions that were told to be quiet. */
let quiet: string[];

let home: string;

const start = async () => {
  hub = await startTestHub({ home });
  hub.core.changes.subscribe((change) => {
    if (change.type === "stalled") quiet.push(change.session.title);
  });
  machine = await hub.machine();
  person = await hub.person();
};
const restart = async (afterMs = 0) => {
  await hub.close();
  vi.advanceTimersByTime(afterMs);
  await start();
};
const settled = async () => {
  hub.core.changes.flush();
  await someTurns();
  hub.core.changes.flush();
};
/** Lets time pass for clock and timers alike. */
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= MINUTE) {
    vi.advanceTimersByTime(Math.min(left, MINUTE));
    await settled();
  }
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.parse("2026-06-15T12:00:00.000Z") });
  home = await mkdtemp(join(tmpdir(), "muster-quiet-"));
  quiet = [];
  await start();
});
afterEach(async () => {
  await hub.close();
  vi.useRealTimers();
  await rm(home, { recursive: true, force: true });
});

const post = async (id: string, state: SessionState = "working") => {
  await machine.send("POST", `/v1/sessions/${id}/messages`, { body: { text: "on it", state } });
  await settled();
};
const working = async (title: string) => {
  const { id } = await machine.session(title);
  await post(id);
  return id;
};
const watched = async (id: string) =>
  (await person.send("GET", `/v1/people/sessions/${id}`)).json<{ session: { quietAt: string | null } }>().session;
const quietIn = async (id: string) => {
  const { quietAt } = await watched(id);
  return quietAt === null ? null : Date.parse(quietAt) - Date.now();
};

test("a working session is told to be quiet once, after the time of the settings, and again after its next sign", async () => {
  const id = await working("Ship it");
  expect(await quietIn(id)).toBe(10 * MINUTE);
  await pass(10 * MINUTE);
  expect(quiet).toEqual([]);
  await pass(SECOND);
  expect(quiet).toEqual(["Ship it"]);
  await pass(3 * HOUR);
  expect(quiet).toEqual(["Ship it"]);
  await post(id);
  await pass(20 * MINUTE);
  expect(quiet).toEqual(["Ship it", "Ship it"]);
});

test("what others change of it is no sign: it is not told again, also not after a restart of the hub", async () => {
  const id = await working("Ship it");
  await pass(11 * MINUTE);
  await person.send("PATCH", `/v1/people/sessions/${id}`, { body: { title: "Ship it today" } });
  await pass(HOUR);
  expect(quiet).toEqual(["Ship it"]);
  await restart();
  await pass(HOUR);
  expect(quiet).toEqual(["Ship it"]);
});

test("one that went quiet while the hub was off is told when it had its time again; one of last week is not", async () => {
  await working("Of last week");
  await restart(6 * 24 * HOUR);
  await working("Of yesterday");
  await restart(12 * HOUR);
  await pass(9 * MINUTE);
  expect(quiet).toEqual([]);
  await pass(2 * MINUTE);
  expect(quiet).toEqual(["Of yesterday"]);
});

test("each sign puts it off", async () => {
  const id = await working("Ship it");
  for (let n = 0; n < 4; n += 1) {
    await pass(9 * MINUTE);
    await post(id);
  }
  expect(quiet).toEqual([]);
});

test.each<SessionState>(["waiting", "done", "failed", "idle", "blocked", "closed"])(
  "one that is %s is not told",
  async (state) => {
    const id = await working("Ship it");
    await post(id, state);
    await pass(2 * HOUR);
    expect(quiet).toEqual([]);
  },
);

test("one whose question is open is not told; it has its time after the answer", async () => {
  const id = await working("Ship it");
  await machine.send("POST", `/v1/sessions/${id}/questions`, { body: { text: "Which?" } });
  const [question] = await hub.core.store.read.questions.openOf(id);
  await pass(3 * HOUR);
  expect(await quietIn(id)).toBeNull();
  await person.send("POST", `/v1/people/questions/${question?.id}/answer`, { body: { text: "this" } });
  await settled();
  expect(await quietIn(id)).toBe(10 * MINUTE);
  await pass(9 * MINUTE);
  expect(quiet).toEqual([]);
  await pass(2 * MINUTE);
  expect(quiet).toEqual(["Ship it"]);
});

test("one whose agent waits for replies is heard by that", async () => {
  const id = await working("Ship it");
  const waiting = machine.send("GET", `/v1/sessions/${id}/replies?wait=300`);
  await settled();
  expect(await quietIn(id)).toBeNull();
  await pass(4 * MINUTE);
  await person.send("PATCH", "/v1/people/settings", { body: { quietAfterMinutes: 1 } });
  await settled();
  await pass(50 * SECOND);
  expect(quiet).toEqual([]);
  await pass(MINUTE);
  expect((await waiting).statusCode).toBe(200);
  // It may have gone to ask again; then it is looked at.
  await pass(3 * SECOND);
  await pass(SECOND);
  expect(quiet).toEqual(["Ship it"]);
});

test("its own habit counts where that is known", async () => {
  const id = await working("Ship it");
  for (let n = 0; n < 150; n += 1) {
    await pass(20 * SECOND);
    await post(id);
  }
  expect(await quietIn(id)).toBeLessThan(4 * MINUTE);
  await pass(4 * MINUTE);
  expect(quiet).toEqual(["Ship it"]);
});

test("a new time in the settings counts at once, for screens too", async () => {
  const id = await working("Ship it");
  await person.send("PATCH", "/v1/people/settings", { body: { quietAfterMinutes: 3 } });
  await settled();
  expect(await quietIn(id)).toBe(3 * MINUTE);
  await pass(4 * MINUTE);
  expect(quiet).toEqual(["Ship it"]);
});

test("after a sleep of the computer all have their time again", async () => {
  await working("One");
  await working("Two");
  await pass(2 * MINUTE);
  hub.advance(8 * HOUR);
  await pass(9 * MINUTE);
  expect(quiet).toEqual([]);
  await pass(3 * MINUTE);
  expect(quiet.toSorted()).toEqual(["One", "Two"]);
});

test("a hub that is told of the wake-up need not find it out", async () => {
  await working("One");
  await pass(9 * MINUTE);
  hub.core.stalled.resumed();
  await pass(9 * MINUTE);
  expect(quiet).toEqual([]);
  await pass(2 * MINUTE);
  expect(quiet).toEqual(["One"]);
});

test("a clock that is set back puts it off by no more than the usual time", async () => {
  await working("One");
  await pass(2 * MINUTE);
  hub.advance(-5 * HOUR);
  await pass(12 * MINUTE);
  expect(quiet).toEqual(["One"]);
});

test("nothing runs when nothing works", async () => {
  const id = await working("Ship it");
  await pass(HOUR);
  const idle = vi.getTimerCount();
  await post(id);
  expect(vi.getTimerCount()).toBe(idle + 1);
  await pass(HOUR);
  expect(vi.getTimerCount()).toBe(idle);
});
