import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SearchAnswer } from "#contract/search.ts";
import type { Session } from "#contract/session.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

const hub = await startTestHub({ search: true });
afterAll(() => hub.close());
let person: TestPerson;
let machine: TestMachine;
let session: Session;

beforeAll(async () => {
  person = await hub.person();
  machine = await hub.machine();
  session = await machine.session("Searched");
});

const say = async (text: string, where = session) =>
  (await machine.send("POST", `/v1/sessions/${where.id}/messages`, { body: { text } })).json<{
    message: { id: string };
  }>().message.id;
const search = async (query: Record<string, string>) =>
  (await person.send("GET", `/v1/people/search?${new URLSearchParams(query).toString()}`)).json<SearchAnswer>();
const ids = async (query: Record<string, string>) => (await search(query)).items.map(({ messageId }) => messageId);
/** Waits until everything said so far is taken in. */
const caughtUp = () => until(async () => (await search({ q: "anything" })).behind === 0, "the index caught up");

describe("searching", () => {
  test("finds what was said a moment ago, by words, beginnings and other case, with its place", async () => {
    const id = await say("The **Quarterly** report is late");
    await caughtUp();
    for (const q of ["quarterly", "REPORT late", "quarterly rep", "late report quart"]) {
      expect([q, await ids({ q })]).toEqual([q, [id]]);
    }
    expect(await ids({ q: "quarterly absent" })).toEqual([]);
    const [hit] = (await search({ q: "quarterly" })).items;
    expect(hit).toMatchObject({ messageId: id, sessionId: session.id, sessionTitle: "Searched", kind: "post", seq: 1 });
    expect(hit?.snippet.filter((part) => part.hit).map(({ text }) => text)).toEqual(["Quarterly"]);
    expect(hit?.snippet.map(({ text }) => text).join("")).toBe("The **Quarterly** report is late");
  });

  test("finds replies of people too, newest first", async () => {
    const first = await say("zebra one");
    const body = { text: "zebra two" };
    const reply = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body });
    const last = await say("zebra three");
    await caughtUp();
    expect(await ids({ q: "zebra" })).toEqual([last, reply.json<{ message: { id: string } }>().message.id, first]);
  });

  test("may stay inside one session", async () => {
    const other = await machine.session("Elsewhere");
    const [here, there] = [await say("giraffe"), await say("giraffe", other)];
    await caughtUp();
    expect(await ids({ q: "giraffe" })).toEqual([there, here]);
    expect(await ids({ q: "giraffe", session: session.id })).toEqual([here]);
    expect(await ids({ q: "giraffe", session: other.id })).toEqual([there]);
    expect(await ids({ q: "giraffe", session: "unknown" })).toEqual([]);
  });

  test("comes in pages without gap or double", async () => {
    const said: string[] = [];
    for (let number = 0; number < 12; number += 1) said.unshift(await say(`okapi ${number}`));
    await caughtUp();
    const found: string[] = [];
    let before: string | null = "";
    while (before !== null) {
      const page: SearchAnswer = await search({ q: "okapi", limit: "5", ...(before === "" ? {} : { before }) });
      found.push(...page.items.map(({ messageId }) => messageId));
      before = page.next;
    }
    expect(found).toEqual(said);
  });

  test("no longer finds what was deleted", async () => {
    const doomed = await machine.session("Doomed");
    const id = await say("rhinoceros", doomed);
    await caughtUp();
    expect(await ids({ q: "rhinoceros" })).toEqual([id]);
    await person.send("DELETE", `/v1/people/sessions/${doomed.id}`);
    expect(await ids({ q: "rhinoceros" })).toEqual([]);
    await caughtUp();
    expect(await ids({ q: "rhinoceros" })).toEqual([]);
  });

  test.each([
    '"',
    '"unclosed',
    "*",
    "a*",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT",
    "-",
    "^",
    "(",
    "col:x",
    "'; --",
    "\u0000",
    "\ud83d",
    "🦊",
    "...",
  ])("for %j finds something or nothing, and never fails", async (q) => {
    const answer = await person.send("GET", `/v1/people/search?${new URLSearchParams({ q }).toString()}`);
    expect(answer.statusCode).toBe(200);
  });

  test("finds words in other scripts and with or without accents", async () => {
    const id = await say("Überprüfung der Straße — проверка — 検索 — مرحبا");
    await caughtUp();
    for (const q of ["uberprufung", "ÜBERPRÜFUNG", "проверка", "مرحبا"])
      expect([q, await ids({ q })]).toEqual([q, [id]]);
  });

  test.each([
    ["nothing", "", "q"],
    ["only spaces", "q=%20%20", "q"],
    ["too much", `q=${"x".repeat(201)}`, "q"],
    ["a limit that is none", "q=x&limit=1000", "limit"],
    ["a cursor that is none", "q=x&before=soon", "before"],
  ])("for %s is invalid", async (_what, query, path) => {
    const answer = await person.send("GET", `/v1/people/search?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path }] });
  });
});
