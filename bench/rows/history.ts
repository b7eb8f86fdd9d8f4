import { type Connection, openConnection } from "../load/connection.ts";
import { requestBytes } from "../load/request.ts";
import { type FilledHub, startFilledHub } from "../measure/filled-hub.ts";
import { pick, randomOf } from "../measure/random.ts";
import { median, percentile } from "../measure/statistics.ts";
import { vocabulary } from "../measure/texts.ts";
import type { Row } from "../report/row.ts";
import type { Part, PartInput } from "./part.ts";

// A hub with a long history: searches in it and pages of it.

/** Asks for one thing after the other and keeps how long each took, in milliseconds. */
const timesOf = async (connection: Connection, hub: FilledHub, paths: string[]): Promise<number[]> => {
  const headers = { ...hub.person, host: `127.0.0.1:${hub.port}` };
  const times: number[] = [];
  for (const path of paths) {
    const request = requestBytes({ path: `/v1/people${path}`, headers });
    const sentAt = performance.now();
    const { status, body } = await connection.ask(request);
    times.push(performance.now() - sentAt);
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${body}`);
  }
  return times;
};

/** Ranks in the vocabulary that words of a search are taken from, from the commonest to those hardly ever used. */
const bands = [
  [0, 10],
  [10, 100],
  [100, 1000],
  [1000, 20_000],
] as const;

const wordIn = (band: readonly [number, number], random: () => number) =>
  vocabulary[Math.floor(band[0] + random() * (band[1] - band[0]))];

/** Two words each, of every mixture of common and rare. */
const queries = (count: number, random: () => number): string[] =>
  Array.from({ length: count }, (_, number) => {
    const [first, second] = [bands[number % 4], bands[Math.floor(number / 4) % 4]] as const;
    return `${wordIn(first ?? bands[0], random)} ${wordIn(second ?? bands[0], random)}`;
  });

const searchRow = (what: string, times: number[], messages: number): Row => ({
  what: `${what}, ${messages} messages, p99`,
  unit: "ms",
  value: percentile(times, 0.99),
  target: { is: "under", value: 15 },
  details: {
    "p50 ms": median(times),
    "p90 ms": percentile(times, 0.9),
    "longest ms": Math.max(...times),
    searches: times.length,
  },
});

const searchRows = async (connection: Connection, hub: FilledHub, { sizes }: PartInput): Promise<Row[]> => {
  const random = randomOf(4);
  const asked = queries(sizes.searches, random).map((query) => `/search?q=${encodeURIComponent(query)}`);
  await timesOf(connection, hub, asked.slice(0, 50));
  const everywhere = await timesOf(connection, hub, asked);
  const inLong = await timesOf(
    connection,
    hub,
    asked.map((path) => `${path}&session=${hub.longId}`),
  );
  const inOthers = await timesOf(
    connection,
    hub,
    asked.map((path) => `${path}&session=${pick(random, hub.otherIds)}`),
  );
  return [
    searchRow("search of two words over all", everywhere, sizes.messages),
    searchRow(`search of two words inside a discussion of ${sizes.longDiscussion}`, inLong, sizes.messages),
    searchRow("search of two words inside other discussions", inOthers, sizes.messages),
  ];
};

const PAGE = 50;
const ROUNDS = 10;

const pageRows = async (connection: Connection, hub: FilledHub, { sizes }: PartInput): Promise<Row[]> => {
  const random = randomOf(5);
  const path = `/sessions/${hub.longId}/messages?limit=${PAGE}`;
  const count = Math.ceil(sizes.pages / ROUNDS);
  const newestPaths = Array.from({ length: count }, () => path);
  const deepPaths = () =>
    newestPaths.map(() => `${path}&before=${PAGE + 1 + Math.floor(random() * sizes.longDiscussion * 0.9)}`);
  await timesOf(connection, hub, [...newestPaths, ...deepPaths()]);
  const newest: number[] = [];
  const deep: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    newest.push(...(await timesOf(connection, hub, newestPaths)));
    deep.push(...(await timesOf(connection, hub, deepPaths())));
  }
  return [
    {
      what: `random deep page of ${PAGE} / newest page, ${sizes.longDiscussion} messages`,
      unit: "",
      value: median(deep) / median(newest),
      target: { is: "at most", value: 2 },
      details: {
        "deep p50 ms": median(deep),
        "deep p99 ms": percentile(deep, 0.99),
        "newest p50 ms": median(newest),
        "newest p99 ms": percentile(newest, 0.99),
      },
    },
  ];
};

export const history: Part = async (input) => {
  const { sizes, say, folder } = input;
  say(`filling a hub with ${sizes.messages} messages`);
  const hub = await startFilledHub(await folder(), sizes);
  const connection = await openConnection(hub.port);
  try {
    say("searching and paging");
    const rows = [...(await searchRows(connection, hub, input)), ...(await pageRows(connection, hub, input))];
    const { rssBytes } = await hub.child.usage();
    return [
      ...rows,
      {
        what: `start of the hub on ${sizes.messages} messages`,
        unit: "ms",
        value: hub.startMs,
        details: { "index from nothing ms": hub.indexMs, "memory MB": rssBytes / 2 ** 20 },
      },
    ];
  } finally {
    connection.close();
    await hub.child.stop();
  }
};
