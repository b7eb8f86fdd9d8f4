import { type Connection, openConnection } from "../load/connection.ts";
import { requestBytes } from "../load/request.ts";
import { openSessions, type RunningHub, startHub } from "../measure/hub.ts";
import { randomOf } from "../measure/random.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Row } from "../report/row.ts";
import type { Part, PartInput } from "./part.ts";

// How long from a person's reply to the agent that waits for it, and what it costs to have many wait.

const WAIT_SECONDS = 300;

interface Woken {
  items: { id: string }[];
}

/** An agent that waits for replies on a connection of its own. */
interface Watcher {
  /** Resolves when the hub has woken it, with the time. */
  woken: Promise<number>;
  /** Acknowledges what woke it and waits again. */
  again(): Promise<void>;
  reply: Buffer;
  close(): void;
}

const park = async (hub: RunningHub, sessionId: string): Promise<Watcher> => {
  const connection = await openConnection(hub.port);
  const path = `/v1/sessions/${sessionId}/replies`;
  const wait = requestBytes({ path: `${path}?wait=${WAIT_SECONDS}`, headers: hub.machine });
  let ids: string[] = [];
  const listen = () =>
    connection.ask(wait).then(({ body }) => {
      const at = performance.now();
      ids = (JSON.parse(body) as Woken).items.map((item) => item.id);
      return at;
    });
  const watcher: Watcher = {
    woken: listen(),
    async again() {
      const ack = requestBytes({ method: "POST", path: `${path}/ack`, headers: hub.machine, body: { ids } });
      const { status } = await connection.ask(ack);
      if (status !== 200) throw new Error(`an acknowledgement was answered with ${status}`);
      watcher.woken = listen();
    },
    reply: requestBytes({
      method: "POST",
      path: `/v1/people/sessions/${sessionId}/replies`,
      headers: { ...hub.person, host: `127.0.0.1:${hub.port}` },
      body: { text: "Keep the old route for one release, then drop it." },
    }),
    close: connection.close,
  };
  return watcher;
};

/** Calls that were sent are parked once the hub has answered one that was sent after them. */
const settle = async (hub: RunningHub, person: Connection) => {
  await person.ask(requestBytes({ path: "/v1/people/me", headers: { ...hub.person, host: `127.0.0.1:${hub.port}` } }));
  await new Promise((resolve) => setTimeout(resolve, 20));
};

interface Bank {
  hub: RunningHub;
  person: Connection;
  watchers: Watcher[];
  times: number[];
}

/** Replies to one after the other and keeps how long each took to be woken. */
const wakeSome = async ({ hub, person, watchers, times }: Bank, count: number, random: () => number) => {
  for (let wakes = 0; wakes < count; wakes += 1) {
    const watcher = watchers[Math.floor(random() * watchers.length)] as Watcher;
    const sentAt = performance.now();
    const [{ status, body }, wokenAt] = await Promise.all([person.ask(watcher.reply), watcher.woken]);
    if (status !== 201) throw new Error(`a reply was answered with ${status}: ${body}`);
    times.push(wokenAt - sentAt);
    await watcher.again();
    await settle(hub, person);
  }
};

const parkAll = async (hub: RunningHub, sessionIds: string[]): Promise<Bank> => {
  const watchers: Watcher[] = [];
  for (const id of sessionIds) watchers.push(await park(hub, id));
  const person = await openConnection(hub.port);
  await settle(hub, person);
  return { hub, person, watchers, times: [] };
};

const KB = 1024;
const MB = 1024 * 1024;
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the hub uses with and without calls that wait; leaves them waiting. */
const measureParked = async (hub: RunningHub, sessionIds: string[], { sizes, say }: PartInput) => {
  const warm = await parkAll(hub, sessionIds.slice(0, 20));
  for (const watcher of warm.watchers) watcher.close();
  warm.person.close();
  // Listening is shown and kept a little later than it begins, and some seconds after work the engine tidies up once.
  await hub.child.collectGarbage();
  await rest(sizes.settleMs);
  const before = await hub.child.usage();
  say(`parking ${sizes.parked} calls`);
  const bank = await parkAll(hub, sessionIds);
  await hub.child.collectGarbage();
  await rest(sizes.settleMs);
  const after = await hub.child.usage();
  const startedAt = performance.now();
  await rest(sizes.idleMs);
  const idle = await hub.child.usage();
  const share = ((idle.cpuMs - after.cpuMs) / (performance.now() - startedAt)) * 100;
  const perCall = (after.rssBytes - before.rssBytes) / sizes.parked / KB;
  const rows: Row[] = [
    {
      what: `memory per parked call, ${sizes.parked} of them`,
      unit: "KB",
      value: perCall,
      target: { is: "at most", value: 50 },
      details: { "heap KB": (after.heapBytes - before.heapBytes) / sizes.parked / KB },
    },
    {
      what: `memory of the hub, idle with ${sizes.parked} parked`,
      unit: "MB",
      value: idle.rssBytes / MB,
      target: { is: "under", value: 150 },
      details: { "without them MB": before.rssBytes / MB },
    },
    {
      what: `CPU of the hub, idle with ${sizes.parked} parked, of one core`,
      unit: "%",
      value: share,
      target: { is: "under", value: 0.5 },
      details: { seconds: sizes.idleMs / 1000 },
    },
  ];
  return { bank, rows };
};

const wakeRows = (many: Bank, one: Bank): Row[] => [
  {
    what: `reply to wake, ${many.watchers.length} parked, p99`,
    unit: "ms",
    value: percentile(many.times, 0.99),
    target: { is: "under", value: 5 },
    details: { "p50 ms": median(many.times), wakes: many.times.length },
  },
  {
    what: `reply to wake, p50 with ${many.watchers.length} parked / with one`,
    unit: "",
    value: median(many.times) / median(one.times),
    target: { is: "at most", value: 1.2 },
    details: { "p50 ms of one": median(one.times), "p99 ms of one": percentile(one.times, 0.99) },
  },
];

const ROUNDS = 10;

export const wake: Part = async (input) => {
  const { sizes, say, folder } = input;
  // Started twice: only the very first start makes a certificate, and keeps the memory that this took.
  const home = await folder();
  const fresh = await startHub(home);
  const sessionIds = await openSessions(fresh, sizes.parked);
  await fresh.child.stop();
  const crowded = await startHub(home);
  const quiet = await startHub(await folder());
  try {
    const { bank: many, rows } = await measureParked(crowded, sessionIds, input);
    const one = await parkAll(quiet, await openSessions(quiet, 1));
    const random = randomOf(1);
    await wakeSome(many, 50, random);
    await wakeSome(one, 50, random);
    many.times.length = 0;
    one.times.length = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      say(`waking, round ${round + 1} of ${ROUNDS}`);
      await wakeSome(many, sizes.wakes / ROUNDS, random);
      await wakeSome(one, sizes.wakes / ROUNDS, random);
    }
    for (const { watchers, person } of [many, one]) {
      for (const watcher of watchers) watcher.close();
      person.close();
    }
    return [...wakeRows(many, one), ...rows];
  } finally {
    await Promise.all([crowded.child.stop(), quiet.child.stop()]);
  }
};
