import { describe, expect, test } from "vitest";
import type { ActAnswer } from "#contract/act.ts";
import { startHooked } from "../../testing/acts.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { until } from "../../testing/turns.ts";

describe("a reply to an agent with hooks", () => {
  test("is handed over at the end of the next tool call, and taken up by what the agent does then", async () => {
    const { act, take, reply, receipts } = await startHooked(await ownHub());
    await act("prompted");
    await reply("Use pnpm");
    expect(await take("tool")).toEqual([]);
    expect(await receipts()).toMatchObject([{ state: "queued" }]);
    expect(await take("tool-done")).toEqual(["Use pnpm"]);
    expect(await receipts()).toMatchObject([{ state: "handed", carrier: "hook" }]);
    expect(await take("tool-done")).toEqual([]);
    expect(await receipts()).toMatchObject([{ state: "handed" }]);
    expect(await take("tool")).toEqual([]);
    expect(await receipts()).toMatchObject([{ state: "taken", carrier: "hook" }]);
  });

  test("is handed over with the end of the turn or the next prompt, but only to a call that takes it", async () => {
    const { act, take, reply, states } = await startHooked(await ownHub());
    await act("prompted");
    await reply("one");
    await act("turn-ended");
    expect(await states()).toEqual(["queued"]);
    expect(await take("turn-ended")).toEqual(["one"]);
    await reply("two");
    expect(await take("prompted")).toEqual(["two"]);
    expect(await states()).toEqual(["taken", "handed"]);
  });

  test("is not taken up by an act of a subagent, by one that happened before, or by the end", async () => {
    const { act, take, reply, states } = await startHooked(await ownHub());
    await act("prompted", { at: "2026-11-20T10:00:01.000Z" });
    await reply("hello");
    await take("tool-done", { at: "2026-11-20T10:00:09.000Z" });
    await act("tool", { subagent: true });
    await act("tool", { at: "2026-11-20T10:00:05.000Z" });
    await act("ended");
    expect(await states()).toEqual(["handed"]);
    await act("turn-ended");
    expect(await states()).toEqual(["taken"]);
  });

  test("is never handed to a subagent, nor to an agent that ends", async () => {
    const { act, take, reply, states } = await startHooked(await ownHub());
    await act("prompted");
    await reply("hello");
    expect(await take("tool-done", { subagent: true })).toEqual([]);
    expect(await take("ended")).toEqual([]);
    expect(await take("blocked")).toEqual([]);
    expect(await states()).toEqual(["queued"]);
  });

  test("is asked for by every call that could take it: screens say when that was", async () => {
    const { act, take, seen } = await startHooked(await ownHub());
    await act("prompted");
    await take("tool");
    expect((await seen()).listening.lastAt).toBeNull();
    await take("tool-done");
    expect((await seen()).listening.lastAt).toEqual(expect.any(String));
  });

  test("goes to one of several hooks that run at once", async () => {
    const { act, take, reply } = await startHooked(await ownHub());
    await act("prompted");
    await reply("once");
    const all = await Promise.all(Array.from({ length: 8 }, () => take("tool-done")));
    expect(all.flat()).toEqual(["once"]);
  });

  test("that was handed to a hook is given again when the agent did nothing for ten times a lease", async () => {
    const hub = await ownHub();
    const { act, take, reply } = await startHooked(hub);
    await act("prompted");
    await reply("think long");
    expect(await take("tool-done")).toEqual(["think long"]);
    hub.advance(599_000);
    expect(await take("tool-done")).toEqual([]);
    hub.advance(1000);
    expect(await take("tool-done")).toEqual(["think long"]);
  });

  test("is given again with the repeated call, unless it was put back or taken up since", async () => {
    const hub = await ownHub();
    const { act, take, reply } = await startHooked(hub);
    await act("prompted");
    await reply("lost answer");
    const key = { "idempotency-key": "k" };
    const texts = async (more: object = { take: true }) => (await act("tool-done", more, key)).items.map((i) => i.text);
    expect(await texts()).toEqual(["lost answer"]);
    expect(await texts()).toEqual(["lost answer"]);
    await take("tool");
    expect(await texts()).toEqual([]);
  });

  test("is queued again when the call that took it comes by an outbox: nobody heard the answer", async () => {
    const { act, take, reply, states } = await startHooked(await ownHub());
    await act("prompted");
    await reply("lost answer");
    const key = { "idempotency-key": "k" };
    const { items } = await act("tool-done", { take: true }, key);
    expect(items).toHaveLength(1);
    expect(await act("tool-done", {}, key)).toMatchObject({ items: [], waitSeconds: 0 });
    expect(await states()).toEqual(["queued"]);
    expect(await take("tool-done")).toEqual(["lost answer"]);
    await act("tool-done", {}, key);
    await take("tool");
    expect(await states()).toEqual(["taken"]);
  });

  test("that went to another since is not put back by the call that had it first", async () => {
    const hub = await ownHub();
    const { act, reply, receipts, machine } = await startHooked(hub);
    const { session } = await act("prompted");
    await reply("passed on");
    await act("tool-done", { take: true });
    const first = await hub.core.store.read.messages.page(session?.id ?? "", { limit: 1 });
    hub.advance(600_000);
    await machine.send("GET", `/v1/sessions/${session?.id}/replies?carrier=watch`);
    await hub.core.due.putBack(first);
    expect(await receipts()).toMatchObject([{ state: "handed", carrier: "watch" }]);
  });

  test("is put back when the hook is gone before it has its answer", async () => {
    const hub = await ownHub();
    const { act, reply, seen, machine } = await startHooked(hub);
    const { session } = await act("prompted");
    await reply("for nobody");
    const host = await hub.listen();
    const { externalId } = await seen();
    const body = { agent: { kind: "claude" }, session: { externalId }, event: "tool-done", take: true };
    const moves: string[] = [];
    hub.core.changes.subscribe((change) => {
      if (change.type === "receipt") moves.push(change.receipt.state);
    });
    // The write of the act is held until the caller is seen to be gone.
    const { write } = hub.core.store;
    const held = Promise.withResolvers<void>();
    let isHeld = false;
    Object.assign(hub.core.store, {
      write: async (work: Parameters<typeof write>[0]) => {
        isHeld = true;
        await held.promise;
        return write(work);
      },
    });
    const gone = new AbortController();
    const call = fetch(`http://${host}/v1/acts`, {
      method: "POST",
      signal: gone.signal,
      headers: { authorization: `Bearer ${machine.key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await until(() => isHeld);
    Object.assign(hub.core.store, { write });
    gone.abort();
    await expect(call).rejects.toThrow("abort");
    const connections = () =>
      new Promise((resolve) => hub.server.app.server.getConnections((_error, number) => resolve(number)));
    await until(async () => (await connections()) === 0, "the connection ended");
    held.resolve();
    await until(() => moves.length === 2, "it was put back");
    expect(moves).toEqual(["handed", "queued"]);
    expect((await machine.send("GET", `/v1/sessions/${session?.id}/replies`)).json()).toMatchObject({
      items: [{ text: "for nobody" }],
    });
  });
});

describe("loops can't come about", () => {
  test("thirty ends of a turn in a row, each with a reply, are answered as often as the agent bears", async () => {
    const { act, take, reply, states } = await startHooked(await ownHub());
    await act("prompted");
    const given: number[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      await reply(`again ${turn}`);
      given.push((await take("turn-ended")).length);
    }
    expect(given).toEqual([...Array<number>(7).fill(1), ...Array<number>(23).fill(0)]);
    expect((await states()).filter((state) => state === "queued")).toHaveLength(23);
    expect(await take("prompted")).toHaveLength(23);
    await reply("after the prompt");
    expect(await take("turn-ended")).toEqual(["after the prompt"]);
  });

  test("a tool call between shows that the agent works, so the count begins anew", async () => {
    const { act, take, reply } = await startHooked(await ownHub());
    await act("prompted");
    let given = 0;
    for (let turn = 0; turn < 30; turn += 1) {
      await reply(`go on ${turn}`);
      given += (await take("turn-ended")).length;
      await act("tool");
    }
    expect(given).toBe(30);
  });

  test("an agent of an unknown kind is never held at the end of a turn", async () => {
    const { act, take, reply } = await startHooked(await ownHub(), "somebody");
    await act("prompted");
    await reply("hello");
    expect(await take("turn-ended")).toEqual([]);
    expect(await take("tool-done")).toEqual(["hello"]);
  });
});

const interruptOf = ({ interrupt, items }: ActAnswer) => [interrupt?.text ?? null, items.map(({ text }) => text)];

describe("/interrupt", () => {
  test("refuses the next tool call, before other replies, and is taken up by the next act", async () => {
    const { act, reply, receipts } = await startHooked(await ownHub());
    await act("prompted");
    await reply("no hurry");
    await reply("/interrupt  wrong folder");
    expect(interruptOf(await act("tool-done", { take: true }))).toEqual([null, ["no hurry"]]);
    const refused = await act("tool", { take: true });
    expect(refused).toMatchObject({
      interrupt: { text: "wrong folder", from: { name: "ada", role: "owner" } },
      stop: false,
    });
    expect(await receipts()).toMatchObject([{ state: "taken" }, { state: "handed", carrier: "hook" }]);
    await act("tool");
    expect(await receipts()).toMatchObject([{ state: "taken" }, { state: "taken" }]);
  });

  test("comes one for each tool call, and with the stop word asks to stop", async () => {
    const { act, reply } = await startHooked(await ownHub());
    await act("prompted");
    await reply("/interrupt");
    await reply("/interrupt leave it /stop");
    expect(await act("tool", { take: true })).toMatchObject({ interrupt: { text: "" }, stop: false });
    expect(await act("tool", { take: true })).toMatchObject({ interrupt: { text: "leave it" }, stop: true });
    expect(await act("tool", { take: true })).toMatchObject({ interrupt: null, stop: false });
  });

  test("is text with urgency at the end of the turn, and for an agent that can't be interrupted", async () => {
    const hub = await ownHub();
    const { act, reply } = await startHooked(hub);
    await act("prompted");
    await reply("/interrupt look");
    expect(await act("turn-ended", { take: true })).toMatchObject({ items: [{ text: "look", command: "interrupt" }] });
    const other = await startHooked(hub, "somebody");
    await other.act("prompted");
    await other.reply("/interrupt look");
    expect(await other.act("tool", { take: true })).toMatchObject({ interrupt: null, items: [] });
    expect(await other.act("tool-done", { take: true })).toMatchObject({
      items: [{ text: "look", command: "interrupt" }],
    });
  });

  test("reaches one who watches as text", async () => {
    const { act, reply, wait } = await startHooked(await ownHub());
    await act("prompted");
    const { ended } = await wait("watch");
    await reply("/interrupt now");
    expect((await ended).items).toMatchObject([{ text: "now", command: "interrupt" }]);
  });
});

test("/status is handed over as a request, and an unknown slash word as text, with a hint", async () => {
  const { act, reply } = await startHooked(await ownHub());
  await act("prompted");
  expect((await reply("/status")).hint).toBeNull();
  expect((await reply("/etc/hosts is wrong")).hint).toBeNull();
  expect((await reply("/restart it")).hint).toContain("/restart");
  expect((await act("tool-done", { take: true })).items.map(({ text, command }) => [text, command])).toEqual([
    ["", "status"],
    ["/etc/hosts is wrong", null],
    ["/restart it", null],
  ]);
});
