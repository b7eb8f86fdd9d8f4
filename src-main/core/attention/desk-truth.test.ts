import { afterEach, beforeEach, expect, test } from "vitest";
import type { PersonSession, Session } from "#contract/session.ts";
import { randomOf } from "../../testing/random.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { createDesk, type Desk, type DeskNow } from "./desk.ts";

// Whatever happens in whatever order: the desk that followed it says what one says that is new, and what a screen counts.

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;

beforeEach(async () => {
  hub = await startTestHub();
  machine = await hub.machine("studio");
  person = await hub.person();
});
afterEach(() => hub.close());

const newDesk = () => {
  const { core } = hub;
  const quietAt: Parameters<typeof createDesk>[0]["quietAt"] = (session) => core.steeringOf(session).quietAt;
  return createDesk({ ...core, preferences: core.attention.preferences, quietAt });
};

const send = async (by: TestMachine | TestPerson, method: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await by.send(method, path, body === undefined ? {} : { body });
  // What can't be done now, such as to answer what is answered, is refused; nothing may break.
  expect(answer.statusCode, `${method} ${path}: ${answer.body}`).toBeLessThan(500);
  return answer.json();
};

/** One random act of an agent or the person. */
const act = async (random: () => number, sessions: Session[], asks: { approvals: string[]; questions: string[] }) => {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const session = pick(sessions);
  const id = session?.id ?? "";
  const states = ["working", "waiting", "blocked", "idle", "done", "failed"];
  const acts = [
    async () => void sessions.push(await machine.session(`Task ${sessions.length} ${random()}`)),
    () => send(machine, "POST", `/v1/sessions/${id}/messages`, { text: "Something", state: pick(states) }),
    () => send(machine, "PATCH", `/v1/sessions/${id}`, { state: pick([...states, "closed"]) }),
    async () => {
      const body = { tool: "Bash", input: { command: `echo ${random()}` } };
      const opened = (await send(machine, "POST", `/v1/sessions/${id}/approvals`, body)) as {
        approval?: { id: string } | null;
      };
      if (opened.approval) asks.approvals.push(opened.approval.id);
    },
    async () => {
      const asked = (await send(machine, "POST", `/v1/sessions/${id}/questions`, { text: "Which?" })) as {
        question?: { id: string };
      };
      if (asked.question) asks.questions.push(asked.question.id);
    },
    () => send(person, "POST", `/v1/people/approvals/${pick(asks.approvals) ?? "x"}/decision`, { decision: "deny" }),
    () => send(person, "POST", `/v1/people/questions/${pick(asks.questions) ?? "x"}/answer`, { text: "this" }),
    () => send(person, "PATCH", `/v1/people/sessions/${id}`, { pinned: random() < 0.5 }),
    () => send(person, "PATCH", `/v1/people/sessions/${id}`, { muted: random() < 0.3 }),
    () => {
      const until = random() < 0.5 ? null : new Date(hub.core.clock() + 300_000 * random()).toISOString();
      return send(person, "PATCH", `/v1/people/sessions/${id}`, { snoozedUntil: until });
    },
    () => send(person, "POST", `/v1/people/sessions/${id}/replies`, { text: "go on" }),
    () => send(person, "PATCH", `/v1/people/machines/${machine.id}`, { name: `studio ${Math.floor(random() * 3)}` }),
    () => send(person, "PATCH", "/v1/people/attention", { doNotDisturbFor: "30-minutes" }),
    () => Promise.resolve(hub.advance(Math.floor(random() * 240_000))),
    () => (random() < 0.3 ? send(person, "DELETE", `/v1/people/sessions/${id}`) : Promise.resolve()),
  ];
  await pick(acts)?.();
};

/** What the screen's list says: src-renderer/features/list/groups.ts. */
const counted = async (now: number): Promise<DeskNow["counts"]> => {
  const { sessions } = (await send(person, "GET", "/v1/people/overview")) as { sessions: PersonSession[] };
  const awake = sessions.filter(({ snoozedUntil }) => snoozedUntil === null || Date.parse(snoozedUntil) <= now);
  const needs = awake.filter(({ attention, muted, state }) => attention !== null && !muted && state !== "closed");
  const working = awake.filter(
    ({ attention, state, quietAt }) =>
      attention === null &&
      !["closed", "done", "failed"].includes(state) &&
      (quietAt === null || now <= Date.parse(quietAt)),
  );
  return { needs: needs.length, working: working.length };
};

const picture = (desk: Desk) => {
  hub.core.changes.flush();
  return desk.now();
};

test.each([1, 2])("the desk that followed a random day (%i) says what a new one says, and the list", async (seed) => {
  const random = randomOf(seed);
  const followed = await newDesk();
  const sessions = [await machine.session("First")];
  const asks = { approvals: [] as string[], questions: [] as string[] };
  for (let step = 0; step < 120; step += 1) {
    await act(random, sessions, asks);
    if (step % 10 !== 9) continue;
    const now = picture(followed);
    const fresh = await newDesk();
    expect(now).toEqual(fresh.now());
    expect(now.counts).toEqual(await counted(hub.core.clock()));
    fresh.close();
  }
  followed.close();
});
