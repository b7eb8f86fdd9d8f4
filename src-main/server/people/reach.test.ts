import { afterAll, expect, test } from "vitest";
import { startHooked } from "../../testing/acts.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

test.each([
  ["claude", "next-tool-call", "hook"],
  ["codex", "next-tool-call", "hook"],
  ["gemini", "next-tool-call", "hook"],
  ["qwen", "next-tool-call", "hook"],
  ["cline", "next-tool-call", "hook"],
  ["opencode", "when-back", "plugin"],
  ["pi", "when-back", "plugin"],
  ["windsurf", "never", null],
  ["somebody", "never", null],
])("while it works, a reply to %s reaches it: %s", async (kind, reach, carrier) => {
  const { act, seen } = await startHooked(hub, kind);
  await act("prompted");
  expect((await seen()).steering).toEqual({ reach, carrier });
});

test("what the steer line says follows the agent's life", async () => {
  const { act, seen, wait, reply } = await startHooked(hub);
  const steering = async () => Object.values((await seen()).steering);
  await act("started");
  expect(await steering()).toEqual(["when-back", "hook"]);
  await act("prompted");
  expect(await steering()).toEqual(["next-tool-call", "hook"]);
  await act("waiting");
  expect(await steering()).toEqual(["next-tool-call", "hook"]);
  const { ended } = await wait("watch");
  expect(await steering()).toEqual(["at-once", "watch"]);
  await reply("x");
  await ended;
  await act("turn-ended");
  await act("ended");
});

test("a session whose machine was revoked is never reached", async () => {
  const { act, seen, machine, person } = await startHooked(hub);
  await act("prompted");
  await person.send("DELETE", `/v1/people/machines/${machine.id}`);
  expect((await seen()).steering).toEqual({ reach: "never", carrier: null });
});

test("an agent without hooks is reached when it asks", async () => {
  const own = await startHooked(hub, "plain");
  const machine = own.machine;
  const session = await machine.session("Scripted");
  const seen = await own.person.send("GET", `/v1/people/sessions/${session.id}`);
  expect(seen.json()).toMatchObject({ session: { steering: { reach: "when-back", carrier: null } } });
});
