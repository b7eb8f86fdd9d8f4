import { expect, test } from "vitest";
import type { ActAnswer, ActRequest } from "#contract/act.ts";
import type { Page } from "#contract/common.ts";
import type { Message } from "#contract/message.ts";
import { createHubs, createPerson, type Hubs, joinMachines, type Person } from "./hubs.ts";

const MACHINES = 20;
const AGENTS = 10;
const ROUNDS = 2;
const REPLIES = 2;
const MOST_ROUNDS = 300;
/** After how many answers each of the hubs is killed. */
const COUNTS = [150, 700];

/** An agent that works, posts and reads its replies, and repeats each act under its key until it has an answer. */
const startAgent = (hubs: Hubs, name: string, key: string) => {
  const posted: string[] = [];
  const heard: string[] = [];
  const sessionIds = new Set<string>();
  let count = 0;
  const act = async (event: ActRequest["event"], more: Partial<ActRequest> = {}) => {
    count += 1;
    const headers = { authorization: `Bearer ${key}`, "idempotency-key": `${name}-${count}` };
    // All of them are asked for the same thing in the same folder, so that only their own ids tell them apart.
    const session = { externalId: name, folder: "/srv/shop", title: "Mend the cart" };
    const body = { agent: { kind: "claude" }, session, event, ...more };
    const send = () => hubs.call<ActAnswer>("/v1/acts", () => ({ method: "POST", headers, body }));
    const answer = await send();
    // Now and then one is unsure whether its call was heard.
    if (count % 4 === 0) await send();
    if (answer.session) sessionIds.add(answer.session.id);
    heard.push(...answer.items.map(({ text }) => text));
  };
  const say = (event: ActRequest["event"]) => {
    posted.push(`${name} says ${posted.length}`);
    return act(event, { post: { text: posted.at(-1) ?? "" } });
  };
  return {
    name,
    posted,
    heard,
    sessionIds,
    begin: () => act("prompted"),
    async work() {
      for (let round = 0; round < ROUNDS || heard.length < REPLIES; round += 1) {
        if (round > MOST_ROUNDS) throw new Error(`${name} heard ${heard.length} of ${REPLIES} replies`);
        await act("tool", { activity: { text: `Bash: step ${round}` } });
        await act("tool-done", { take: true });
        if (round < ROUNDS) await say("plan");
      }
      await say("turn-ended");
    },
  };
};
type Agent = ReturnType<typeof startAgent>;

const textsFor = ({ name }: Agent) => Array.from({ length: REPLIES }, (_, number) => `${name} is told ${number}`);

const reply = async (person: Person, agent: Agent) => {
  const [id] = agent.sessionIds;
  for (const text of textsFor(agent)) {
    await person("POST", `/v1/people/sessions/${id}/replies`, { text }, text);
  }
};

test("two hundred agents on twenty machines post and are steered at once while the hub is killed twice", {
  timeout: 120_000,
}, async () => {
  const hubs = await createHubs();
  const person = await createPerson(hubs);
  const keys = await joinMachines(hubs, person, MACHINES);
  const agents = keys.flatMap((key, machine) =>
    Array.from({ length: AGENTS }, (_, agent) => startAgent(hubs, `m${machine}-a${agent}`, key)),
  );
  await Promise.all(agents.map((agent) => agent.begin()));
  const all = Promise.all(agents.flatMap((agent) => [agent.work(), reply(person, agent)]));
  for (const count of COUNTS) {
    await hubs.after(count);
    await hubs.killAndRestart();
  }
  await all;

  expect(new Set(agents.flatMap(({ sessionIds }) => [...sessionIds])).size).toBe(MACHINES * AGENTS);
  const faults: unknown[] = [];
  for (const agent of agents) {
    const [id] = agent.sessionIds;
    const { items } = await person<Page<Message>>("GET", `/v1/people/sessions/${id}/messages?limit=200`);
    const posts = items.filter(({ kind }) => kind === "post").map(({ text }) => text);
    const receipts = items.filter(({ kind }) => kind === "reply").map(({ receipt }) => receipt?.state);
    const is = { sessions: agent.sessionIds.size, posts, heard: agent.heard, receipts };
    const should = { sessions: 1, posts: agent.posted, heard: textsFor(agent), receipts: ["taken", "taken"] };
    if (JSON.stringify(is) !== JSON.stringify(should)) faults.push({ agent: agent.name, is, should });
  }
  expect(faults).toEqual([]);
});
