import type { PersonRecord } from "../../core/records.ts";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Question, QuestionReply } from "#contract/question.ts";
import type { Session } from "#contract/session.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { someTurns, until } from "../../testing/turns.ts";

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;
let session: Session;
beforeEach(async () => {
  hub = await ownHub({ search: true });
  machine = await hub.machine();
  person = await hub.person();
  session = await machine.session("Deploy");
});

const options = [{ label: "Staging" }, { label: "Production", detail: "for everybody" }];
const url = () => `/v1/sessions/${session.id}/questions`;
const ask = async (more: object = {}): Promise<Question> => {
  const asked = await machine.send("POST", url(), { body: { text: "Where to?", options, ...more } });
  expect(asked.statusCode).toBe(201);
  return asked.json<QuestionReply>().question;
};
const look = async (id: string, query = "") => (await machine.send("GET", `/v1/questions/${id}${query}`)).json();
const answer = (id: string, body: object, by = person) =>
  by.send("POST", `/v1/people/questions/${id}/answer`, { body });
const openQuestions = async () => {
  const seen = await person.send("GET", `/v1/people/sessions/${session.id}`);
  return seen.json<{ session: { openQuestions: number; attention: string | null; state: string } }>().session;
};
/** Begins to wait. An injected call only starts when it is awaited, hence `then`. */
const begin = (id: string) => machine.send("GET", `/v1/questions/${id}?wait=300`).then((ended) => ended);
const wait = async (id: string) => {
  const ended = begin(id);
  await someTurns();
  return ended;
};

describe("a question", () => {
  test("is a message of the discussion, found by search, and counts until it is over", async () => {
    const question = await ask();
    expect(question).toMatchObject({
      state: "open",
      free: false,
      options: [
        { id: "1", label: "Staging", detail: null },
        { id: "2", label: "Production", detail: "for everybody" },
      ],
    });
    expect(await openQuestions()).toMatchObject({ openQuestions: 1, attention: "question" });
    const page = await machine.send("GET", `/v1/sessions/${session.id}/messages`);
    expect(page.json()).toMatchObject({ items: [{ kind: "question", text: "Where to?", question }] });
    await until(async () => {
      const found = await person.send("GET", "/v1/people/search?q=where");
      return found.json<{ items: unknown[] }>().items.length === 1;
    }, "it was indexed");
    await answer(question.id, { optionId: "1" });
    expect(await openQuestions()).toMatchObject({ openQuestions: 0, attention: null });
  });

  test("that is repeated with its key is asked once", async () => {
    const request = { body: { text: "Where to?" }, headers: { "idempotency-key": "k" } };
    const [one, two] = [await machine.send("POST", url(), request), await machine.send("POST", url(), request)];
    expect(two.json()).toEqual(one.json());
    expect((await openQuestions()).openQuestions).toBe(1);
  });

  test("of another machine can't be seen, waited for or taken back", async () => {
    const { id } = await ask();
    const other = await hub.machine("laptop");
    for (const method of ["GET", "DELETE"]) {
      expect((await other.send(method, `/v1/questions/${id}`)).statusCode).toBe(404);
    }
    expect((await other.send("POST", url(), { body: { text: "x" } })).statusCode).toBe(404);
  });

  test("opens a closed session again", async () => {
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    await ask();
    expect(await openQuestions()).toMatchObject({ state: "working", attention: "question", openQuestions: 1 });
  });

  test("gives free numbers to options without an id", async () => {
    const { options: given } = await ask({ options: [{ label: "a" }, { id: "1", label: "b" }, { label: "c" }] });
    expect(given.map(({ id }) => id)).toEqual(["2", "1", "3"]);
  });
});

describe("an answer", () => {
  test("ends the waits for its question and no other", async () => {
    const [first, second] = [await ask(), await ask({ text: "When?" })];
    const waits = [first, first, second].map(({ id }) => begin(id));
    await someTurns();
    const answered = await answer(first.id, { optionId: "2" });
    const { question } = answered.json<QuestionReply>();
    expect(question).toMatchObject({ state: "answered", answer: { optionId: "2", text: null, by: { name: "ada" } } });
    expect((await waits[0])?.json()).toEqual({ question });
    expect((await waits[1])?.json()).toEqual({ question });
    expect(await look(second.id)).toMatchObject({ question: { state: "open" } });
    await machine.send("DELETE", `/v1/questions/${second.id}`);
    expect((await waits[2])?.json()).toMatchObject({ question: { state: "withdrawn" } });
  });

  test("of several at once: the first wins, the others are told of it", async () => {
    const { id } = await ask();
    const all = await Promise.all(["1", "2", "1", "2"].map((optionId) => answer(id, { optionId })));
    const won = all.filter(({ statusCode }) => statusCode === 200);
    const lost = all.filter(({ statusCode }) => statusCode === 409);
    expect([won.length, lost.length]).toEqual([1, 3]);
    const question = won[0]?.json<QuestionReply>().question;
    for (const one of lost) expect(one.json()).toMatchObject({ code: "conflict", question });
  });

  test("finds its own among a thousand waits, which cost nothing meanwhile; the hub's end ends the rest", async () => {
    const asked = await Promise.all(Array.from({ length: 1000 }, () => ask()));
    const waits = asked.map(async ({ id }) => {
      const ended = (await begin(id)).json<QuestionReply>().question;
      return ended.id === id ? ended.state : "another one";
    });
    const reads = vi.spyOn(hub.core.store.read.questions, "byId");
    // Each looks twice: before and after it is parked.
    await until(() => reads.mock.calls.length >= 2000, "all are parked");
    await someTurns();
    reads.mockClear();
    await someTurns(200);
    expect(reads).not.toHaveBeenCalled();
    await Promise.all(asked.slice(0, 500).map(({ id }) => answer(id, { optionId: "1" })));
    expect(new Set(await Promise.all(waits.slice(0, 500)))).toEqual(new Set(["answered"]));
    await hub.core.endWaits();
    expect(new Set(await Promise.all(waits.slice(500)))).toEqual(new Set(["open"]));
  });

  test("must fit the question", async () => {
    const { id } = await ask();
    expect((await answer(id, { optionId: "9" })).json()).toMatchObject({
      code: "invalid",
      issues: [{ path: "optionId" }],
    });
    expect((await answer(id, { text: "neither" })).json()).toMatchObject({
      code: "invalid",
      issues: [{ path: "text" }],
    });
    expect((await answer("unknown", { text: "x" })).statusCode).toBe(404);
    expect((await look(id)) as object).toMatchObject({ question: { state: "open" } });
    const free = await ask({ free: true });
    expect((await answer(free.id, { text: "neither" })).statusCode).toBe(200);
  });

  test("of a viewer is forbidden", async () => {
    const viewer: PersonRecord = {
      id: "v",
      name: "Vi",
      role: "viewer",
      sees: "all",
      createdAt: null,
      lastSeenAt: null,
      revokedAt: null,
    };
    await hub.core.store.write((tx) => tx.people.insert(viewer));
    const { id } = await ask();
    expect((await answer(id, { optionId: "1" }, await hub.person(viewer))).json()).toMatchObject({ code: "forbidden" });
  });
});

describe("a question ends without an answer", () => {
  test("when it runs out, whoever waits", async () => {
    const { id } = await ask({ timeoutSeconds: 1 });
    const { question } = (await wait(id)).json<QuestionReply>();
    expect(question).toMatchObject({ state: "expired", answer: null });
    expect((await answer(id, { optionId: "1" })).json()).toMatchObject({ code: "conflict", question });
  });

  test("when the clock jumps past its time", async () => {
    const { id } = await ask({ timeoutSeconds: 3600 });
    hub.advance(3_600_001);
    expect((await answer(id, { optionId: "1" })).json()).toMatchObject({ question: { state: "expired" } });
  });

  test("when its time was over while the hub was off", async () => {
    const home = join(hub.home, "off");
    await mkdir(home);
    const first = await startTestHub({ home });
    first.advance(-3_600_000);
    machine = await first.machine();
    session = await machine.session("Deploy");
    const { id } = await ask({ timeoutSeconds: 1800 });
    await first.close();
    const next = await ownHub({ home });
    expect(await next.core.store.read.questions.byId(id)).toMatchObject({ state: "expired" });
  });

  test("when it is taken back, any number of times, but not once it was answered", async () => {
    const { id } = await ask();
    for (const _ of [1, 2]) {
      const answered = await machine.send("DELETE", `/v1/questions/${id}`);
      expect([answered.statusCode, answered.json<QuestionReply>().question.state]).toEqual([200, "withdrawn"]);
    }
    const other = await ask();
    await answer(other.id, { optionId: "1" });
    const late = await machine.send("DELETE", `/v1/questions/${other.id}`);
    expect(late.json()).toMatchObject({ code: "conflict", question: { state: "answered" } });
  });

  test("when its session is closed", async () => {
    const { id } = await ask();
    const ended = begin(id);
    await someTurns();
    expect((await machine.send("POST", `/v1/sessions/${session.id}/close`)).statusCode).toBe(200);
    expect((await ended).json()).toMatchObject({ question: { state: "withdrawn" } });
  });

  test("with all others of a revoked machine, however many", async () => {
    await Promise.all(Array.from({ length: 501 }, () => ask()));
    await person.send("DELETE", `/v1/people/machines/${machine.id}`);
    await until(async () => (await hub.core.store.read.questions.openOf(session.id)).length === 0, "all are over");
    expect((await openQuestions()).openQuestions).toBe(0);
  });

  test("when its session is deleted or its machine revoked, and the wait says so", async () => {
    const { id } = await ask();
    const ended = begin(id);
    await someTurns();
    await person.send("DELETE", `/v1/people/sessions/${session.id}`);
    expect((await ended).json()).toMatchObject({ code: "not-found" });
    session = await machine.session("Other");
    const other = await ask();
    const revoked = begin(other.id);
    await someTurns();
    await person.send("DELETE", `/v1/people/machines/${machine.id}`);
    expect((await revoked).json()).toMatchObject({ code: "unauthorized" });
    const { questions } = hub.core.store.read;
    await until(async () => (await questions.byId(other.id))?.state === "withdrawn", "it was withdrawn");
  });

  test("stays open when the wait is over or the hub closes", async () => {
    const { id } = await ask();
    expect(await look(id, "?wait=1")).toMatchObject({ question: { state: "open" } });
    const ended = begin(id);
    await someTurns();
    await hub.core.endWaits();
    expect((await ended).json()).toMatchObject({ question: { state: "open" } });
  });
});
