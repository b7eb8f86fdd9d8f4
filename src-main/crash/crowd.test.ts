import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ActAnswer, ActRequest } from "#contract/act.ts";
import type { Page } from "#contract/common.ts";
import type { JoinAnswer, JoinCode } from "#contract/machine.ts";
import type { Message } from "#contract/message.ts";
import { type Call, createCaller, type Outgoing } from "./call.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

const MACHINES = 20;
const AGENTS = 10;
const ROUNDS = 2;
const REPLIES = 2;
const MOST_ROUNDS = 300;
/** After how many answers each of the hubs is killed. */
const COUNTS = [150, 700];

/** One hub after the other on the same folder; whoever calls repeats its call until one of them answers. */
const createHubs = async () => {
  const home = await mkdtemp(join(tmpdir(), "muster-crowd-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const noLimits = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };
  const start = async (): Promise<{ hub: HubProcess; call: Call }> => {
    const hub = await startHubProcess(home, noLimits);
    const caller = createCaller(hub.url);
    onTestFinished(() => {
      caller.close();
      return hub.kill();
    });
    return { hub, call: caller.call };
  };
  let running = start();
  let answers = 0;
  let onCount: (() => void) | undefined;
  return {
    hub: async () => (await running).hub,
    /** Resolves after so many more answers. */
    after(count: number): Promise<void> {
      const at = answers + count;
      return new Promise((resolve) => {
        onCount = () => answers >= at && resolve();
      });
    },
    async killAndRestart() {
      const { hub } = await running;
      await hub.kill();
      running = start();
      await running;
    },
    async call<T>(path: string, outgoing: (hub: HubProcess) => Outgoing): Promise<T> {
      for (;;) {
        const { hub, call } = await running;
        const answer = await call(path, outgoing(hub));
        if (answer === undefined) continue;
        if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        answers += 1;
        onCount?.();
        return answer.body as T;
      }
    },
  };
};
type Hubs = Awaited<ReturnType<typeof createHubs>>;

const createPerson = async (hubs: Hubs) => {
  const hub = await hubs.hub();
  const caller = createCaller(hub.url);
  const signedIn = await caller.call(hub.signIn.slice(hub.url.length));
  caller.close();
  const cookie = String(signedIn?.headers["set-cookie"]).split(";", 1)[0] ?? "";
  return <T>(method: "GET" | "POST", path: string, body?: unknown, key?: string) =>
    hubs.call<T>(path, ({ url }) => ({
      method,
      body,
      headers: { cookie, origin: url, ...(key === undefined ? {} : { "idempotency-key": key }) },
    }));
};
type Person = Awaited<ReturnType<typeof createPerson>>;

const join20 = (hubs: Hubs, person: Person) =>
  Promise.all(
    Array.from({ length: MACHINES }, async (_, number) => {
      const { code } = await person<JoinCode>("POST", "/v1/people/machines/codes", {});
      const body = { code, machine: { name: `machine-${number}` } };
      return (await hubs.call<JoinAnswer>("/v1/join", () => ({ method: "POST", body }))).key;
    }),
  );

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
  const keys = await join20(hubs, person);
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
