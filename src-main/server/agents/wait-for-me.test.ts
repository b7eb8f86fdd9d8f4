import { describe, expect, test } from "vitest";
import { startHooked } from "../../testing/acts.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { someTurns } from "../../testing/turns.ts";

describe("wait for me", () => {
  test("is off by default, on by the setting, and the session's own choice goes first", async () => {
    const { act, seen, person, change } = await startHooked(await ownHub());
    const wait = async () => [(await act("turn-ended", { take: true })).waitSeconds > 0, (await seen()).waitForMe];
    await act("prompted");
    expect(await wait()).toEqual([false, false]);
    await person.send("PATCH", "/v1/people/settings", { body: { waitForMe: true } });
    expect(await wait()).toEqual([true, true]);
    await change({ waitForMe: false });
    expect(await wait()).toEqual([false, false]);
    await change({ waitForMe: null });
    expect(await wait()).toEqual([true, true]);
  });

  test("is not for calls that take nothing, agents that can't wait, subagents at work, nor where something is due", async () => {
    const hub = await ownHub({ settings: { waitForMe: true } });
    const { act, reply } = await startHooked(hub);
    await act("prompted");
    expect((await act("turn-ended")).waitSeconds).toBe(0);
    expect((await act("tool-done", { take: true })).waitSeconds).toBe(0);
    await act("subagent-started");
    expect((await act("turn-ended", { take: true })).waitSeconds).toBe(0);
    await act("subagent-ended");
    await reply("here");
    expect((await act("turn-ended", { take: true })).waitSeconds).toBe(0);
    const plugin = await startHooked(hub, "opencode");
    await plugin.act("prompted");
    expect((await plugin.act("turn-ended", { take: true })).waitSeconds).toBe(0);
  });

  test("is not where a watch waits already", async () => {
    const { act, wait } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    await act("prompted");
    await wait("watch");
    expect((await act("turn-ended", { take: true })).waitSeconds).toBe(0);
  });

  test("hands the reply to the hook that waits, and counts it against the end of the turn", async () => {
    const { act, take, reply, wait, states } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    await act("prompted");
    await act("turn-ended", { take: true });
    for (let number = 0; number < 7; number += 1) {
      const { ended } = await wait("hook");
      await reply(`reply ${number}`);
      expect((await ended).items).toMatchObject([{ text: `reply ${number}` }]);
      expect(await take("turn-ended")).toEqual([]);
    }
    expect((await act("turn-ended", { take: true })).waitSeconds).toBe(0);
    await reply("too many");
    expect((await states()).at(-1)).toBe("queued");
  });

  test("ends the wait at once when it is switched off, for the session or for all", async () => {
    const { act, wait, change, person, seen } = await startHooked(await ownHub());
    await change({});
    await act("turn-ended");
    await change({ waitForMe: true });
    const own = await wait("hook");
    expect(await seen()).toMatchObject({ steering: { reach: "at-once", carrier: "hook" } });
    await change({ waitForMe: false });
    expect(await own.ended).toEqual({ items: [], stop: false });
    await change({ waitForMe: null });
    await person.send("PATCH", "/v1/people/settings", { body: { waitForMe: true } });
    const byAll = await wait("hook");
    await person.send("PATCH", "/v1/people/settings", { body: { waitForMe: false } });
    expect(await byAll.ended).toEqual({ items: [], stop: false });
  });

  test("is over with the stop word, also once the agent has done what came with it, until it is prompted anew", async () => {
    const { act, take, reply } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    const wait = async () => (await act("turn-ended", { take: true })).waitSeconds > 0;
    await act("prompted");
    expect(await wait()).toBe(true);
    await reply("write it down /stop");
    expect(await take("turn-ended")).toEqual(["write it down"]);
    await act("tool");
    expect(await wait()).toBe(false);
    await reply("one more thing");
    expect(await take("turn-ended")).toEqual(["one more thing"]);
    expect(await wait()).toBe(true);
    await reply("/stop");
    expect(await take("tool-done")).toEqual([""]);
    expect(await wait()).toBe(false);
    await act("prompted");
    expect(await wait()).toBe(true);
  });

  test("is over when the agent works again, and a hook that asks in vain is not held up", async () => {
    const { act, wait, machine, reply, states } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    const { session } = await act("turn-ended");
    const { ended } = await wait("hook");
    await act("prompted");
    expect(await ended).toEqual({ items: [], stop: false });
    const again = await machine.send("GET", `/v1/sessions/${session?.id}/replies?wait=300&carrier=hook`);
    expect(again.json()).toEqual({ items: [], stop: false });
    await reply("for the tool call");
    expect(await states()).toEqual(["queued"]);
  });
});

describe("of several that wait", () => {
  test("one gets the reply: mcp before watch, plugin, queue and terminal", async () => {
    const hub = await ownHub({ settings: { waitForMe: true } });
    const { act, wait, reply, machine, person, receipts } = await startHooked(hub);
    await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { terminal: true } });
    await act("turn-ended");
    const carriers = ["terminal", "queue", "plugin", "watch", "mcp"] as const;
    const got: string[] = [];
    for (const carrier of carriers) {
      const { ended } = await wait(carrier);
      void ended.then(({ items }) => got.push(`${carrier}: ${items.map(({ text }) => text).join(" ")}`));
    }
    for (let number = 1; number <= 5; number += 1) await reply(`r${number}`);
    await someTurns();
    expect(got).toEqual(["mcp: r1", "watch: r2", "plugin: r3", "queue: r4", "terminal: r5"]);
    expect((await receipts()).map(({ carrier }) => carrier)).toEqual(carriers.toReversed());
  });

  test("a hook that waits goes before queue and terminal", async () => {
    const { act, wait, reply, receipts } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    await act("turn-ended");
    await wait("queue");
    const { ended } = await wait("hook");
    await reply("sooner");
    expect((await ended).items).toMatchObject([{ text: "sooner" }]);
    expect(await receipts()).toMatchObject([{ carrier: "hook" }]);
  });

  test("a hook holds up no turn for what something sooner would get", async () => {
    const { act, wait, seen, machine } = await startHooked(await ownHub({ settings: { waitForMe: true } }));
    const { session } = await act("turn-ended");
    const { ended } = await wait("hook");
    await wait("watch");
    expect(await ended).toEqual({ items: [], stop: false });
    const again = await machine.send("GET", `/v1/sessions/${session?.id}/replies?wait=300&carrier=hook`);
    expect(again.json()).toEqual({ items: [], stop: false });
    expect((await seen()).steering).toEqual({ reach: "at-once", carrier: "watch" });
  });

  test("queue and terminal wait for the end of the turn, a terminal also for the end of a question", async () => {
    const { act, wait, reply, states, machine, person, take } = await startHooked(await ownHub());
    await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { terminal: true } });
    await act("prompted");
    const queue = await wait("queue");
    const terminal = await wait("terminal");
    await reply("busy");
    expect(await states()).toEqual(["queued"]);
    expect(await take("tool-done")).toEqual(["busy"]);
    await reply("at the end");
    await act("turn-ended");
    expect((await queue.ended).items).toMatchObject([{ text: "at the end" }]);
    await act("waiting");
    await reply("not into a dialog");
    expect((await states()).at(-1)).toBe("queued");
    await act("turn-ended");
    expect((await terminal.ended).items).toMatchObject([{ text: "not into a dialog" }]);
  });

  test("a terminal gets nothing where it is not allowed, or no longer", async () => {
    const { act, wait, machine, person } = await startHooked(await ownHub());
    const { session } = await act("started");
    const url = `/v1/sessions/${session?.id}/replies?wait=5&carrier=terminal`;
    expect((await machine.send("GET", url)).statusCode).toBe(403);
    const allow = (terminal: boolean) =>
      person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { terminal } });
    await allow(true);
    const { ended } = await wait("terminal");
    await allow(false);
    expect(await ended).toEqual({ items: [], stop: false });
  });

  test("a terminal gets nothing once the agent has ended, since a shell may stand there", async () => {
    const { act, wait, reply, states, machine, person } = await startHooked(await ownHub());
    await person.send("PATCH", `/v1/people/machines/${machine.id}`, { body: { terminal: true } });
    const { session } = await act("started");
    await wait("terminal");
    await act("ended");
    await machine.send("POST", `/v1/sessions/${session?.id}/close`);
    await reply("rm -rf");
    expect(await states()).toEqual(["queued"]);
  });
});

test("a call that is being offered a reply when its machine is revoked ends as the others do", async () => {
  const hub = await ownHub({ settings: { leaseSeconds: 0.1 } });
  const { act, reply, machine, person } = await startHooked(hub);
  const { session } = await act("started");
  const url = `/v1/sessions/${session?.id}/replies`;
  await reply("held");
  await machine.send("GET", url);
  const { write } = hub.core.store;
  const isOffering = Promise.withResolvers<void>();
  const stuck = Promise.withResolvers<never>();
  const call = machine.send("GET", `${url}?wait=300`);
  Object.assign(hub.core.store, {
    write: () => {
      isOffering.resolve();
      return stuck.promise;
    },
  });
  await isOffering.promise;
  Object.assign(hub.core.store, { write });
  await person.send("DELETE", `/v1/people/machines/${machine.id}`);
  stuck.reject(new Error("too late"));
  expect((await call).statusCode).toBe(401);
});
