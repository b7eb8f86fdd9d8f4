import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import type { Message, MessagePage, PostMessageAnswer } from "#contract/message.ts";
import type { SessionAnswer } from "#contract/session.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const start = async () => {
  const machine = await hub.machine();
  const session = await machine.session("Work");
  const url = `/v1/sessions/${session.id}/messages`;
  return {
    machine,
    session,
    post: (body: unknown) => machine.send("POST", url, { body }),
    posted: async (body: unknown) => (await machine.send("POST", url, { body })).json<PostMessageAnswer>().message,
    items: async (): Promise<Message[]> => (await machine.send("GET", url)).json<MessagePage>().items,
    read: async () => (await machine.send("GET", `/v1/sessions/${session.id}`)).json<SessionAnswer>().session,
  };
};

describe("posting a message", () => {
  test("answers 201 with the message as it is kept", async () => {
    const { post, items, session } = await start();
    const answer = await post({ text: ":white_check_mark: 42/42 passing", level: "success" });
    expect(answer.statusCode).toBe(201);
    const { message } = answer.json<PostMessageAnswer>();
    expect(message).toMatchObject({
      sessionId: session.id,
      seq: 1,
      kind: "post",
      from: { type: "agent", id: session.agent.id, name: session.agent.name, role: null },
      text: ":white_check_mark: 42/42 passing",
      level: "success",
      replyTo: null,
      quote: null,
      attachments: [],
      receipt: null,
    });
    expect(message.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(await items()).toEqual([message]);
  });

  test("numbers the messages of a session from 1 without gaps, also when many come at once", async () => {
    const { posted, items } = await start();
    const many = await Promise.all(Array.from({ length: 30 }, (_, number) => posted({ text: `m${number}` })));
    expect(many.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect((await items()).map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });

  test("has ids that sort as the messages came", async () => {
    const { posted } = await start();
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) ids.push((await posted({ text: "x" })).id);
    expect(ids.toSorted()).toEqual(ids);
  });

  test.each(["info", "success", "warning", "urgent"])("takes the level %s", async (level) => {
    const { posted } = await start();
    expect(await posted({ text: "x", level })).toMatchObject({ level });
  });

  test("may answer a message of its session, and no other", async () => {
    const { posted, post } = await start();
    const other = await (await start()).posted({ text: "elsewhere" });
    const first = await posted({ text: "first" });
    expect(await posted({ text: "second", replyTo: first.id })).toMatchObject({ replyTo: first.id });
    for (const replyTo of [other.id, "unknown"]) {
      const answer = await post({ text: "third", replyTo });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "replyTo" }] });
    }
  });

  test("shows itself as the last message of its session", async () => {
    const { posted, read } = await start();
    const message = await posted({ text: "  two\n  lines  ", level: "warning" });
    expect(await read()).toMatchObject({
      lastSeq: 1,
      updatedAt: message.createdAt,
      lastHeardAt: message.createdAt,
      lastMessage: { seq: 1, kind: "post", preview: "two lines", level: "warning", at: message.createdAt },
    });
  });

  test("moves state and progress of its session with it", async () => {
    const { post, read } = await start();
    await post({ text: "half way", state: "waiting", progress: 0.5 });
    expect(await read()).toMatchObject({ state: "waiting", progress: 0.5 });
    await post({ text: "no more bar", progress: null });
    expect(await read()).toMatchObject({ state: "waiting", progress: null });
  });

  test("with something wrong in it changes nothing at all", async () => {
    const { post, read, items, session } = await start();
    expect((await post({ text: "x", state: "done", replyTo: "unknown" })).statusCode).toBe(400);
    expect(await items()).toEqual([]);
    expect(await read()).toEqual(session);
  });

  test("ignores what it doesn't know and keeps none of it", async () => {
    const { post, items } = await start();
    const marker = "unknown-field-that-nobody-asked-for";
    const answer = await post({ text: "known", colour: marker, nested: { deep: [marker] }, __proto__: { a: marker } });
    expect(answer.statusCode).toBe(201);
    expect(answer.body).not.toContain(marker);
    expect(JSON.stringify(await items())).not.toContain(marker);
    const entries = await readdir(hub.home, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const contents = await Promise.all(files.map((file) => readFile(join(hub.home, file))));
    expect(files.filter((_file, number) => contents[number]?.includes(marker))).toEqual([]);
  });
});

describe("texts", () => {
  test.each([
    ["a NUL inside", "a\u0000b"],
    ["control characters", "\u0001\u001b[31mred\u007f"],
    ["emoji and right-to-left", "🦊 שלום مرحبا"],
    ["zero-width and direction characters, which the screen deals with", "a\u200b\u202eb"],
    ["quotes and SQL", `'; DROP TABLE messages; --"`],
    ["spaces at both ends", "  indented\n"],
  ])("with %s stay as they were sent", async (_what, text) => {
    const { posted, items } = await start();
    expect((await posted({ text })).text).toBe(text);
    expect((await items()).map((message) => message.text)).toEqual([text]);
  });

  test("with half a surrogate pair are kept with the sign for an unknown character, and answered so", async () => {
    const { posted, items } = await start();
    expect((await posted({ text: "a\ud83db\udc00" })).text).toBe("a\ufffdb\ufffd");
    expect((await items()).map(({ text }) => text)).toEqual(["a\ufffdb\ufffd"]);
  });

  test("of exactly 64 KiB are taken, and one byte more is too large", async () => {
    const { post, items } = await start();
    expect((await post({ text: "x".repeat(limits.textBytes) })).statusCode).toBe(201);
    const over = await post({ text: "x".repeat(limits.textBytes + 1) });
    expect([over.statusCode, over.json<{ code: string }>().code]).toEqual([413, "too-large"]);
    expect(await items()).toHaveLength(1);
  });

  test("are measured in bytes, not in characters", async () => {
    const { post } = await start();
    const fox = "🦊";
    expect((await post({ text: fox.repeat(limits.textBytes / 4) })).statusCode).toBe(201);
    expect((await post({ text: `${fox.repeat(limits.textBytes / 4)}x` })).statusCode).toBe(413);
  });

  test.each([
    ["empty", { text: "" }, "text"],
    ["only spaces", { text: " \n\t " }, "text"],
    ["missing", {}, "text"],
    ["a number", { text: 7 }, "text"],
    ["null", { text: null }, "text"],
    ["an object", { text: { a: 1 } }, "text"],
    ["beside a level that is none", { text: "x", level: "loud" }, "level"],
    ["beside a state that is none", { text: "x", state: "asleep" }, "state"],
    ["beside too much progress", { text: "x", progress: 2 }, "progress"],
    ["beside a replyTo that is no text", { text: "x", replyTo: 3 }, "replyTo"],
  ])("%s is refused by its place", async (_what, body, path) => {
    const { post, items } = await start();
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path, message: expect.any(String) }] });
    expect(await items()).toEqual([]);
  });

  test("all that is wrong is named at once", async () => {
    const { post } = await start();
    const { issues } = (await post({ text: 1, level: 2, progress: "x" })).json<{ issues: { path: string }[] }>();
    expect(issues.map(({ path }) => path)).toEqual(["text", "level", "progress"]);
  });
});
