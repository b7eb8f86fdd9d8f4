import { afterAll, describe, expect, test } from "vitest";
import type { MessagePage } from "#contract/message.ts";
import type { OpenSessionAnswer, SessionAnswer } from "#contract/session.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const start = async (title = "Work") => {
  const machine = await hub.machine();
  const session = await machine.session(title);
  const patch = (body: unknown) => machine.send("PATCH", `/v1/sessions/${session.id}`, { body });
  const read = async () => (await machine.send("GET", `/v1/sessions/${session.id}`)).json<SessionAnswer>().session;
  return { machine, session, patch, read };
};

const messagesOf = async (machine: TestMachine, id: string) =>
  (await machine.send("GET", `/v1/sessions/${id}/messages`)).json<MessagePage>().items.map(({ text }) => text);

describe("changing a session", () => {
  test.each([
    ["title", "New title"],
    ["state", "blocked"],
    [
      "plan",
      [
        { text: "read", done: true },
        { text: "write", done: false },
      ],
    ],
    ["progress", 0.25],
    ["usage", { inputTokens: 10, outputTokens: 20, costUsd: 0.5 }],
    ["branch", "feature/x"],
    ["links", [{ url: "https://example.org/pull/1", label: "Pull request" }, { url: "http://127.0.0.1:3000/" }]],
  ])("%s alone changes and stays", async (name, value) => {
    const { patch, read, session } = await start();
    const answer = await patch({ [name]: value });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<SessionAnswer>().session).toMatchObject({ [name]: value });
    const { [name as "title"]: changed, updatedAt: _u, lastHeardAt: _h, ...rest } = await read();
    expect(changed).toEqual(value);
    const { [name as "title"]: _old, updatedAt: _u2, lastHeardAt: _h2, ...restBefore } = session;
    expect(rest).toEqual(restBefore);
  });

  test.each(["plan", "progress", "usage", "branch", "links"])("null clears %s", async (name) => {
    const { patch, read } = await start();
    const values = { plan: [{ text: "x", done: false }], progress: 0.5, usage: { costUsd: 1 }, branch: "b", links: [] };
    await patch(values);
    expect((await patch({ [name]: null })).json<SessionAnswer>().session).toMatchObject({ ...values, [name]: null });
    expect(await read()).toMatchObject({ ...values, [name]: null });
  });

  test("several at once", async () => {
    const { patch, read } = await start();
    await patch({ state: "waiting", progress: 1, branch: "main" });
    expect(await read()).toMatchObject({ state: "waiting", progress: 1, branch: "main" });
  });

  test.each([
    ["state", "sleeping", "state"],
    ["state", null, "state"],
    ["title", " ", "title"],
    ["title", 7, "title"],
    ["plan", [{ text: "x" }], "plan[0].done"],
    ["plan", [{ text: "", done: true }], "plan[0].text"],
    ["plan", "steps", "plan"],
    ["progress", 1.01, "progress"],
    ["progress", -0.1, "progress"],
    ["progress", "half", "progress"],
    ["usage", { inputTokens: -1 }, "usage.inputTokens"],
    ["usage", { inputTokens: 1.5 }, "usage.inputTokens"],
    ["usage", { costUsd: "1" }, "usage.costUsd"],
    ["branch", "b".repeat(256), "branch"],
    ["links", [{ url: "javascript:alert(1)" }], "links[0].url"],
    ["links", [{ url: "ftp://example.org" }], "links[0].url"],
    ["links", [{ label: "no address" }], "links[0].url"],
  ])("%s = %j is refused by its place, and nothing is changed", async (name, value, path) => {
    const { patch, read, session } = await start();
    const answer = await patch({ progress: 0.75, branch: "other", [name]: value });
    expect(answer.statusCode).toBe(400);
    const issues = answer.json<{ issues: { path: string; message: string }[] }>().issues;
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(issues.every(({ message }) => message.length > 0)).toBe(true);
    expect(await read()).toEqual(session);
  });

  test("a title that another session of the machine has is a conflict, in any case", async () => {
    const { machine, patch, read } = await start();
    await machine.session("Taken title");
    const answer = await patch({ title: "TAKEN  title" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "conflict"]);
    expect(await read()).toMatchObject({ title: "Work" });
  });

  test("its own title may be written another way", async () => {
    const { patch, read } = await start();
    expect((await patch({ title: "WORK" })).statusCode).toBe(200);
    expect(await read()).toMatchObject({ title: "WORK" });
  });

  test("a renamed session is found by its new title, and the old one is free", async () => {
    const { machine, session, patch } = await start();
    await patch({ title: "Renamed" });
    expect((await machine.session("renamed")).id).toBe(session.id);
    expect((await machine.session("Work")).id).not.toBe(session.id);
  });

  test("closing and opening by state keeps the time of closing true", async () => {
    const { patch } = await start();
    const closed = (await patch({ state: "closed" })).json<SessionAnswer>().session;
    expect(closed.closedAt).toBe(closed.updatedAt);
    expect((await patch({ state: "working" })).json<SessionAnswer>().session.closedAt).toBeNull();
  });

  test("is a sign of life of the agent", async () => {
    const { session, patch } = await start();
    hub.advance(60_000);
    const { lastHeardAt } = (await patch({ progress: 0.1 })).json<SessionAnswer>().session;
    expect(Date.parse(lastHeardAt) - Date.parse(session.lastHeardAt)).toBeGreaterThanOrEqual(60_000);
  });
});

describe("closing a session", () => {
  test("without a note says nothing", async () => {
    const { machine, session } = await start();
    const answer = await machine.send("POST", `/v1/sessions/${session.id}/close`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json<SessionAnswer>().session).toMatchObject({ state: "closed", closedAt: expect.any(String) });
    expect(await messagesOf(machine, session.id)).toEqual([]);
  });

  test("with a note leaves it as the last message", async () => {
    const { machine, session } = await start();
    const answer = await machine.send("POST", `/v1/sessions/${session.id}/close`, { body: { note: "All done" } });
    expect(answer.json<SessionAnswer>().session).toMatchObject({ state: "closed", lastSeq: 1 });
    expect(await messagesOf(machine, session.id)).toEqual(["All done"]);
  });

  test("with a note of spaces only is closing without one", async () => {
    const { machine, session } = await start();
    await machine.send("POST", `/v1/sessions/${session.id}/close`, { body: { note: "  " } });
    expect(await messagesOf(machine, session.id)).toEqual([]);
  });

  test("twice is closing once", async () => {
    const { machine, session } = await start();
    const first = await machine.send("POST", `/v1/sessions/${session.id}/close`);
    hub.advance(5000);
    const second = await machine.send("POST", `/v1/sessions/${session.id}/close`);
    expect(second.statusCode).toBe(200);
    expect(second.json<SessionAnswer>().session.closedAt).toBe(first.json<SessionAnswer>().session.closedAt);
  });

  test("a post to a closed one opens it again", async () => {
    const { machine, session, read } = await start();
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "one more thing" } });
    expect(await read()).toMatchObject({ state: "working", closedAt: null });
    const again = await machine.send("POST", "/v1/sessions", { body: { title: "Work" } });
    expect(again.json<OpenSessionAnswer>()).toMatchObject({ created: false, reopened: false });
  });
});
