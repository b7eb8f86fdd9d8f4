import { afterAll, describe, expect, test } from "vitest";
import type { MessagePage } from "#contract/message.ts";
import type { OpenSessionAnswer } from "#contract/session.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const open = async (machine: TestMachine, title: string, more: object = {}) => {
  const answer = await machine.send("POST", "/v1/sessions", { body: { title, ...more } });
  return { status: answer.statusCode, ...answer.json<OpenSessionAnswer>() };
};

describe("a session is found or made by its title", () => {
  test("the first call makes it, the second finds it", async () => {
    const machine = await hub.machine();
    const first = await open(machine, "Refactor auth module", { agent: { kind: "claude" }, folder: "/src/auth" });
    expect(first).toMatchObject({ status: 201, created: true, reopened: false });
    expect(first.session).toMatchObject({
      type: "session",
      title: "Refactor auth module",
      state: "working",
      folder: "/src/auth",
      agent: { kind: "claude" },
      machine: { id: machine.id },
      lastSeq: 0,
      lastMessage: null,
      closedAt: null,
    });
    const second = await open(machine, "Refactor auth module");
    expect(second).toMatchObject({ status: 200, created: false, reopened: false });
    expect(second.session.id).toBe(first.session.id);
  });

  test.each([
    ["other case", "Fix Straße", "FIX STRASSE"],
    ["other spacing", "Fix the build", "  Fix \t the\n build  "],
    ["a no-break space", "Fix the build now", "Fix the build\u00a0now"],
    ["the other Unicode form", "Caf\u00e9 menu", "Cafe\u0301 menu"],
    ["a zero-width space inside", "Deploy", "De\u200bploy"],
    ["a byte order mark before it", "Migrate", "\ufeffMigrate"],
    ["direction overrides", "invoice.txt", "\u202einvoice.txt\u202c"],
    ["a zero-width space before an accent", "R\u00e9sum\u00e9", "Re\u200b\u0301sume\u0301"],
  ])("%s is the same title", async (_what, title, same) => {
    const machine = await hub.machine();
    const first = await open(machine, title);
    const second = await open(machine, same);
    expect(second.session.id).toBe(first.session.id);
    expect(second.session.title).toBe(title);
  });

  test("many that open one title at once get one session, and one of them made it", async () => {
    const machine = await hub.machine();
    const titles = Array.from({ length: 20 }, (_, number) => (number % 2 === 0 ? "Race" : "RACE "));
    const opened = await Promise.all(titles.map((title) => open(machine, title)));
    expect(new Set(opened.map(({ session }) => session.id)).size).toBe(1);
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
  });

  test("two machines may have the same title, each its own session", async () => {
    const [one, other] = [await hub.machine(), await hub.machine()];
    const first = await open(one, "Same");
    const second = await open(other, "Same");
    expect(second).toMatchObject({ status: 201, created: true });
    expect(second.session.id).not.toBe(first.session.id);
  });

  test("branch and folder that come later are kept, and staying away keeps them", async () => {
    const machine = await hub.machine();
    await open(machine, "Facts");
    expect((await open(machine, "Facts", { folder: "/a", branch: "main" })).session).toMatchObject({
      folder: "/a",
      branch: "main",
    });
    expect((await open(machine, "Facts")).session).toMatchObject({ folder: "/a", branch: "main" });
  });

  test("opening a closed one opens it again with all that was said", async () => {
    const machine = await hub.machine();
    const { session } = await open(machine, "Again");
    await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "said before" } });
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    const again = await open(machine, "again");
    expect(again).toMatchObject({ status: 200, created: false, reopened: true });
    expect(again.session).toMatchObject({ id: session.id, state: "working", closedAt: null, lastSeq: 1 });
    const page = await machine.send("GET", `/v1/sessions/${session.id}/messages`);
    expect(page.json<MessagePage>().items.map(({ text }) => text)).toEqual(["said before"]);
  });
});

describe("titles", () => {
  test.each([
    ["emoji", "🚀 Ship it 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ["right to left", "إصلاح تسجيل الدخول"],
    ["Hebrew with a direction mark", "תיקון\u200f (v2)"],
    ["Persian with a joiner", "می\u200cخواهم"],
    ["200 characters, each of two units", "🦊".repeat(200)],
  ])("%s stays as it was written", async (_what, title) => {
    const { status, session } = await open(await hub.machine(), title);
    expect(status).toBe(201);
    expect(session.title).toBe(title);
  });

  test.each([
    ["nothing", ""],
    ["only spaces", "  \t\n "],
    ["only invisible characters", "\u200b\u2060\ufeff\u202e\u0000"],
    ["only joiners and direction marks", "\u200d\u200e\u200f"],
    ["only fillers that print nothing", "\u3164\u115f\uffa0"],
    ["300 characters", "x".repeat(300)],
    ["201 characters", "x".repeat(201)],
    ["5000 characters", "x".repeat(5000)],
  ])("%s is no title", async (_what, title) => {
    const machine = await hub.machine();
    const answer = await machine.send("POST", "/v1/sessions", { body: { title } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "title" }] });
  });

  test("a title that is long only by its spaces is taken", async () => {
    const { session } = await open(await hub.machine(), `  a${" ".repeat(300)}b  `);
    expect(session.title).toBe("a b");
  });
});

describe("a session of an external id", () => {
  test("is found by the id, whatever the title is now", async () => {
    const machine = await hub.machine();
    const first = await open(machine, "First words", { externalId: "s-1" });
    const second = await open(machine, "Other words", { externalId: "s-1" });
    expect(second).toMatchObject({ status: 200, created: false });
    expect(second.session).toMatchObject({ id: first.session.id, title: "First words", externalId: "s-1" });
  });

  test("takes over the session of its title that has none", async () => {
    const machine = await hub.machine();
    const plain = await open(machine, "Adopt me");
    const adopted = await open(machine, "adopt me", { externalId: "s-2" });
    expect(adopted.session).toMatchObject({ id: plain.session.id, externalId: "s-2" });
    expect((await open(machine, "Renamed since", { externalId: "s-2" })).session.id).toBe(plain.session.id);
  });

  test("gets a number when another task has its title", async () => {
    const machine = await hub.machine();
    await open(machine, "Fix bug", { externalId: "a" });
    const second = await open(machine, "FIX bug", { externalId: "b" });
    const third = await open(machine, "Fix bug", { externalId: "c" });
    expect([second.status, second.session.title, third.session.title]).toEqual([201, "FIX bug (2)", "Fix bug (3)"]);
    expect((await open(machine, "Fix bug", { externalId: "b" })).session.id).toBe(second.session.id);
  });

  test("gets a title that may be sent again, however long the one was that it shares", async () => {
    const machine = await hub.machine();
    const long = "y".repeat(200);
    await open(machine, long, { externalId: "a" });
    const { session } = await open(machine, long, { externalId: "b" });
    expect(session.title).toBe(`${"y".repeat(196)} (2)`);
    expect((await open(machine, session.title)).session.id).toBe(session.id);
  });

  test("without the id the title finds the one that had it first", async () => {
    const machine = await hub.machine();
    const first = await open(machine, "Shared", { externalId: "a" });
    await open(machine, "Shared", { externalId: "b" });
    expect((await open(machine, "shared")).session.id).toBe(first.session.id);
  });

  test("of another machine is another one", async () => {
    const first = await open(await hub.machine(), "Ids", { externalId: "same" });
    const second = await open(await hub.machine(), "Ids", { externalId: "same" });
    expect(second.created).toBe(true);
    expect(second.session.id).not.toBe(first.session.id);
  });
});

describe("the agent of a session", () => {
  test("gets a memorable name that stays for its machine, kind and folder", async () => {
    const machine = await hub.machine();
    const place = { agent: { kind: "codex" }, folder: "/src/shop" };
    const first = await open(machine, "Monday", place);
    const second = await open(machine, "Tuesday", place);
    expect(first.session.agent.name).toMatch(/^[A-Z][a-z]+[A-Z][a-z]+$/);
    expect(second.session.agent).toEqual(first.session.agent);
  });

  test("in another folder, of another kind or on another machine is another one", async () => {
    const [machine, other] = [await hub.machine(), await hub.machine()];
    const names = await Promise.all([
      open(machine, "1", { agent: { kind: "codex" }, folder: "/a" }),
      open(machine, "2", { agent: { kind: "codex" }, folder: "/b" }),
      open(machine, "3", { agent: { kind: "claude" }, folder: "/a" }),
      open(other, "4", { agent: { kind: "codex" }, folder: "/a" }),
    ]);
    expect(new Set(names.map(({ session }) => session.agent.id)).size).toBe(4);
  });

  test("keeps the name that it gives itself, in any folder", async () => {
    const machine = await hub.machine();
    const first = await open(machine, "A", { agent: { name: "Ada", kind: "claude", version: "1.0" }, folder: "/a" });
    const second = await open(machine, "B", { agent: { name: "Ada", version: "1.1" }, folder: "/b" });
    expect(second.session.agent).toEqual({ ...first.session.agent, version: "1.1" });
  });

  test("stays the same when the session is opened again without naming it", async () => {
    const machine = await hub.machine();
    const first = await open(machine, "Mine", { agent: { name: "Grace", kind: "claude" } });
    expect((await open(machine, "Mine")).session.agent).toEqual(first.session.agent);
    expect((await open(machine, "Mine", { agent: { kind: "claude" } })).session.agent).toEqual(first.session.agent);
  });
});
