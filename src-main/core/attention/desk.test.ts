import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { Session } from "#contract/session.ts";
import { addPerson } from "../../testing/people.ts";
import { silentLogger, startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";
import { createDesk, type DeskNow } from "./desk.ts";

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;
let desk: Awaited<ReturnType<typeof createDesk>>;

const newDesk = (clock = hub.core.clock) => {
  const { core } = hub;
  return createDesk({
    ...core,
    clock,
    logger: silentLogger,
    preferences: core.attention.preferences,
    quietAt: (session) => core.steeringOf(session).quietAt,
  });
};

beforeEach(async () => {
  hub = await startTestHub();
  machine = await hub.machine("studio");
  person = await hub.person();
  desk = await newDesk();
});
afterEach(async () => {
  desk.close();
  await hub.close();
});

const now = (): DeskNow => {
  hub.core.changes.flush();
  return desk.now();
};
const needs = () => now().needs.map(({ title }) => title);
const working = () => now().working.map(({ title }) => title);
const patch = (session: Session, body: object) => machine.send("PATCH", `/v1/sessions/${session.id}`, { body });
const mark = (session: Session, body: object, as = person) =>
  as.send("PATCH", `/v1/people/sessions/${session.id}`, { body });
const post = (session: Session, text: string) =>
  machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
const waiting = async (title: string) => {
  const session = await machine.session(title);
  await patch(session, { state: "waiting" });
  return session;
};
const openApproval = async (session: Session) => {
  const body = { tool: "Bash", input: { command: "npm publish" }, summary: "Publishes" };
  const answer = await machine.send("POST", `/v1/sessions/${session.id}/approvals`, { body });
  return answer.json<{ approval: Approval }>().approval;
};

test("the desk follows sessions from working over waiting to done", async () => {
  const session = await machine.session("Ship it");
  expect(now()).toMatchObject({ needs: [], counts: { needs: 0, working: 1 } });
  expect(now().working).toEqual([
    { sessionId: session.id, title: "Ship it", agent: session.agent.name, machine: "studio", messageSeq: null },
  ]);
  await patch(session, { state: "waiting" });
  expect(now()).toMatchObject({ needs: [{ title: "Ship it", why: "waiting" }], working: [] });
  await patch(session, { state: "done" });
  expect(now()).toMatchObject({ needs: [], working: [], counts: { needs: 0, working: 0 } });
});

test("an approval and a question lead to their messages, until they are answered", async () => {
  const session = await machine.session("Ship it");
  await post(session, "I begin");
  const { id, messageSeq } = await openApproval(session);
  await post(session, "and go on");
  expect(now().needs).toMatchObject([{ why: "approval", messageSeq }]);
  const asked = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "Which one?" } });
  await person.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "deny" } });
  const { question } = asked.json<{ question: { id: string } }>();
  expect(now().needs).toMatchObject([{ why: "question", messageSeq: 4 }]);
  await person.send("POST", `/v1/people/questions/${question.id}/answer`, { body: { text: "the first" } });
  expect(needs()).toEqual([]);
});

test("what the person muted or snoozed does not need them; the end of a snooze brings it back", async () => {
  const [muted, snoozed] = [await waiting("Muted"), await waiting("Snoozed")];
  await mark(muted, { muted: true });
  await mark(snoozed, { snoozedUntil: new Date(hub.core.clock() + 60_000).toISOString() });
  expect(needs()).toEqual([]);
  hub.advance(61_000);
  expect(needs()).toEqual(["Snoozed"]);
});

test("what another person marked is nothing to the owner", async () => {
  const session = await waiting("Ship it");
  await mark(session, { muted: true }, await addPerson(hub, "operator"));
  expect(needs()).toEqual(["Ship it"]);
});

test("who gave no sign for long works no more, until it does", async () => {
  const session = await machine.session("Ship it");
  hub.advance(24 * 3_600_000);
  expect(working()).toEqual([]);
  await post(session, "here I am");
  expect(working()).toEqual(["Ship it"]);
});

test("a deleted session is gone, a renamed machine has its new name", async () => {
  const [one, two] = [await waiting("One"), await waiting("Two")];
  await person.send("DELETE", `/v1/people/sessions/${one.id}`);
  await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { name: "attic" } });
  expect(now().needs).toMatchObject([{ sessionId: two.id, machine: "attic" }]);
});

test("a desk that starts later knows the same", async () => {
  const asks = await machine.session("Asks");
  await post(asks, "first");
  await openApproval(asks);
  await post(asks, "last");
  const muted = await waiting("Muted");
  await mark(muted, { muted: true });
  await mark(await waiting("Pinned"), { pinned: true });
  await machine.session("Works");
  await desk.setDoNotDisturb("1-hour");
  const later = await newDesk();
  expect(now().needs).toHaveLength(2);
  expect(later.now()).toEqual(now());
  later.close();
});

test("it is the present owner's desk, whoever was it when the hub started", async () => {
  const { id } = await hub.core.signIn.owner();
  await mark(await waiting("Ship it"), { muted: true });
  await desk.setDoNotDisturb("1-hour");
  expect(now()).toMatchObject({ needs: [], quiet: { by: "do-not-disturb" } });
  const next = await addPerson(hub, "owner", "Olga");
  expect((await next.send("DELETE", `/v1/people/people/${id}`)).statusCode).toBe(200);
  await until(() => needs().length === 1, "the new owner's desk is shown");
  expect(now().quiet).toBeNull();
});

describe("do not disturb", () => {
  test("is set for a while, and ended", async () => {
    const at = hub.core.clock();
    await desk.setDoNotDisturb("30-minutes");
    const { doNotDisturbUntil, quiet } = now();
    expect(doNotDisturbUntil).toBeGreaterThanOrEqual(at + 30 * 60_000);
    expect(quiet).toEqual({ until: doNotDisturbUntil, by: "do-not-disturb" });
    await desk.setDoNotDisturb(null);
    expect(now()).toMatchObject({ doNotDisturbUntil: null, quiet: null });
  });

  test("is over when its time is", async () => {
    await desk.setDoNotDisturb("1-hour");
    hub.advance(3_601_000);
    expect(now()).toMatchObject({ doNotDisturbUntil: null, quiet: null });
  });

  test("is offered with the times when it would end", () => {
    const offers = desk.offers();
    expect(offers.map(({ choice }) => choice)).toEqual(["30-minutes", "1-hour", "tomorrow"]);
    expect(offers.every(({ until: end }) => end > hub.core.clock())).toBe(true);
  });
});

test("quiet hours are named, and until when they last", async () => {
  const spans = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" }];
  const quietHours = { enabled: true, timeZone: "UTC", spans, lets: "nothing" };
  await person.send("PATCH", "/v1/people/attention", { body: { quietHours } });
  expect(now()).toMatchObject({ doNotDisturbUntil: null, quiet: { by: "quiet-hours" } });
});

describe("who watches", () => {
  test("is told at once what is so, then each other picture, and the same one never twice", async () => {
    const told: number[] = [];
    const unwatch = desk.watch(({ counts }) => told.push(counts.needs));
    expect(told).toEqual([0]);
    const session = await waiting("Ship it");
    await until(() => told.at(-1) === 1, "the need was told");
    for (let count = 0; count < 20; count += 1) await mark(session, { muted: true });
    await until(() => told.at(-1) === 0, "it was muted");
    const before = told.length;
    await person.send("POST", `/v1/people/sessions/${session.id}/read`, { body: { seq: 0 } });
    desk.refresh();
    await patch(session, { progress: 0.5 });
    await mark(session, { muted: false });
    await until(() => told.at(-1) === 1, "it was unmuted");
    expect(told.slice(before)).toEqual([1]);
    unwatch();
  });

  test("and stops is told no more", async () => {
    const told: number[] = [];
    desk.watch(({ counts }) => told.push(counts.needs))();
    await waiting("Ship it");
    expect(needs()).toEqual(["Ship it"]);
    expect(told).toEqual([0]);
  });

  test("and fails keeps nothing from the others", async () => {
    const told: number[] = [];
    desk.watch(({ counts }) => {
      if (counts.needs > 0) throw new Error("no tray");
    });
    desk.watch(({ counts }) => told.push(counts.needs));
    await waiting("Ship it");
    await until(() => told.at(-1) === 1, "the other one was told");
    expect(told).toContain(1);
  });

  test("is told by the clock alone when a snooze is over", async () => {
    await mark(await waiting("Ship it"), { snoozedUntil: new Date(hub.core.clock() + 1500).toISOString() });
    hub.core.changes.flush();
    const told: number[] = [];
    desk.watch(({ counts }) => told.push(counts.needs));
    await until(() => told.length > 1, "the end of the snooze was told");
    expect(told).toEqual([0, 1]);
  });

  test("is told by the clock alone when quiet hours begin, and when they end", async () => {
    const spans = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "08:00" }];
    const quietHours = { enabled: true, timeZone: "UTC", spans, lets: "nothing" };
    await person.send("PATCH", "/v1/people/attention", { body: { quietHours } });
    for (const [time, after] of [
      ["21:59:59.700", "quiet-hours"],
      ["07:59:59.700", undefined],
    ] as const) {
      const began = Date.now();
      const late = await newDesk(() => Date.parse(`2026-06-15T${time}Z`) + Date.now() - began);
      const told: (string | undefined)[] = [];
      late.watch(({ quiet }) => told.push(quiet?.by));
      await until(() => told.length > 1, "the turn was told");
      expect(told).toEqual([after === undefined ? "quiet-hours" : undefined, after]);
      late.close();
    }
  });
});
