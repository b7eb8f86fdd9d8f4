import { beforeEach, expect, test } from "vitest";
import { type Asking, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import type { TestHub, TestPerson } from "../../testing/test-hub.ts";

let hub: TestHub;
let asking: Asking;
let viewer: TestPerson & { id: string };
beforeEach(async () => {
  hub = await ownHub();
  asking = await startAsking(hub);
  viewer = await addPerson(hub, "viewer", "Vera");
});

/** Oldest first. */
const refused = async () =>
  (await hub.core.store.read.ledger.list({ types: ["decision-refused"] }, { limit: 200 })).toReversed();

test("a viewer's tries are written down, and only counted when they come on and on", async () => {
  const { id } = await asking.open();
  const attempt = async (by: TestPerson = viewer) =>
    expect((await asking.decide(id, { decision: "allow" }, by)).status).toBe(403);
  for (let tries = 0; tries < 50; tries += 1) await attempt();
  const written = await refused();
  expect(written).toHaveLength(20);
  expect(written[0]).toMatchObject({
    by: { id: viewer.id, role: "viewer" },
    subject: { id },
    details: { why: "viewer" },
  });

  // Another person's are not fewer for it.
  await attempt(await addPerson(hub, "viewer", "Vito"));
  expect((await refused()).at(-1)).toMatchObject({ by: { name: "Vito" }, subject: { id } });

  hub.advance(600_000);
  await attempt();
  expect((await refused()).at(-1)?.details).toMatchObject({ why: "viewer", more: 30 });
  for (let tries = 0; tries < 25; tries += 1) await attempt();
  hub.advance(600_000);
  await hub.core.ledger.tidy();
  await hub.core.ledger.tidy();
  const all = await refused();
  expect(all).toHaveLength(42);
  expect(all.at(-1)).toMatchObject({ by: { id: viewer.id, name: "Vera" }, subject: null, details: { more: 6 } });
});

test("tries to answer questions count among them", async () => {
  const { machine, sessionId } = asking;
  const body = { text: "Which one?" };
  const asked = await machine.send("POST", `/v1/sessions/${sessionId}/questions`, { body });
  const { id } = asked.json<{ question: { id: string } }>().question;
  for (let tries = 0; tries < 30; tries += 1) {
    const answer = await viewer.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: "this" } });
    expect(answer.statusCode).toBe(403);
  }
  expect(await refused()).toHaveLength(20);
});
