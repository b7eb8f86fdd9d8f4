import { expect, test } from "vitest";
import type { PersonSessionAnswer } from "#contract/session.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startSteering } from "../../testing/steering.ts";
import { until } from "../../testing/turns.ts";

const start = async () => {
  const hub = await ownHub();
  const steered = await startSteering(hub);
  const told: boolean[] = [];
  hub.core.changes.subscribe((change) => {
    if (change.type === "session") told.push(hub.core.listening.of(change.session).isListening);
  });
  const listening = async () => {
    const { id } = steered.session;
    const answer = await steered.person.send("GET", `/v1/people/sessions/${id}`);
    return answer.json<PersonSessionAnswer>().session.listening;
  };
  return { ...steered, told, listening };
};

test("an agent that asks again at once never stops listening, and screens are told once", async () => {
  const { wait, reply, ask, told, listening, hub } = await start();
  const { ended } = await wait();
  await reply("one");
  await ended;
  expect(await listening()).toMatchObject({ isListening: true, carrier: "watch" });
  void ask("?wait=300");
  await reply("two");
  hub.core.changes.flush();
  expect(told.every((isListening) => isListening)).toBe(true);
});

test("an agent that stays away is no longer listening a moment later; when it last did is kept", async () => {
  const { wait, reply, told, listening, hub, session } = await start();
  const { ended } = await wait("?wait=300&carrier=mcp");
  await reply("the last one");
  await ended;
  await until(() => told.at(-1) === false, "screens were told");
  const { isListening, carrier, lastAt } = await listening();
  expect([isListening, carrier]).toEqual([false, null]);
  const kept = (await hub.core.store.read.sessions.byId(session.id))?.lastAskedAt;
  expect(kept).toBe(Date.parse(lastAt ?? ""));
});

test("an agent that only asks is not shown to listen, but when it asked is kept", async () => {
  const { ask, listening, told, hub, session } = await start();
  await ask("?carrier=hook");
  expect(await listening()).toMatchObject({ isListening: false, carrier: null, lastAt: expect.any(String) });
  await hub.core.endWaits();
  expect((await hub.core.store.read.sessions.byId(session.id))?.lastAskedAt).toEqual(expect.any(Number));
  expect(told).not.toContain(true);
});

test("screens are told when a better carrier begins to wait, and when only the other one is left", async () => {
  const { wait, ask, hub } = await start();
  const carriers: (string | null)[] = [];
  hub.core.changes.subscribe((change) => {
    if (change.type === "session") carriers.push(hub.core.steeringOf(change.session).steering.carrier);
  });
  await wait("?wait=300&carrier=queue");
  await until(() => carriers.at(-1) === "queue", "the queue was shown");
  const watching = ask("?wait=1");
  await until(() => carriers.at(-1) === "watch", "the watch was shown");
  expect((await watching).items).toEqual([]);
  await until(() => carriers.at(-1) === "queue", "the queue was shown again");
});

test("a session that was deleted while its agent asked is left alone", async () => {
  const warnings: object[] = [];
  const hub = await ownHub({
    logger: {
      info: () => {},
      warn: (fields) => void warnings.push(fields),
      error: (fields) => void warnings.push(fields),
    },
  });
  const { ask, person, session } = await startSteering(hub);
  await ask();
  await person.send("DELETE", `/v1/people/sessions/${session.id}`);
  await hub.core.endWaits();
  expect(warnings).toEqual([]);
});
