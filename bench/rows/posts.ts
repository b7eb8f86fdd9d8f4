import { type Blaster, type Blast, createBlaster, type NextRequest } from "../load/blast.ts";
import { requestBytes } from "../load/request.ts";
import { type SubjectName, subjectFile } from "../measure/built.ts";
import { type Child, startChild } from "../measure/child.ts";
import {
  type Door,
  noLimits,
  openSessions,
  type RunningHub,
  searchCaughtUp,
  searchLag,
  startHub,
} from "../measure/hub.ts";
import { median } from "../measure/statistics.ts";
import { createTexts } from "../measure/texts.ts";
import type { Row, Target } from "../report/row.ts";
import type { Part, PartInput } from "./part.ts";

// How many posts of about 300 bytes a second: the hub beside servers that do less or wait more.

const SESSIONS = 16;
const TEXTS = 1024;
const WORDS = 42;

/** A ring of ready requests that posts in turn to each session. */
const postsTo = (sessionIds: string[], machine: Record<string, string>): NextRequest => {
  const text = createTexts(1);
  const ring = Array.from({ length: TEXTS }, (_, number) =>
    requestBytes({
      method: "POST",
      path: `/v1/sessions/${sessionIds[number % sessionIds.length]}/messages`,
      headers: machine,
      body: { text: text(WORDS), level: "info" },
    }),
  );
  let next = 0;
  return () => {
    next = (next + 1) % ring.length;
    return ring[next] as Buffer;
  };
};

const KEY_DIGITS = 12;
/** The same posts, each with an idempotency key of its own, as the command line sends them. */
const withKeys = (sessionIds: string[], machine: Record<string, string>): NextRequest => {
  const marker = "0".repeat(KEY_DIGITS);
  const next = postsTo(sessionIds, { ...machine, "idempotency-key": marker });
  let count = 0;
  return () => {
    const bytes = Buffer.from(next());
    count += 1;
    bytes.write(String(count).padStart(KEY_DIGITS, "0"), bytes.indexOf(marker), "latin1");
    return bytes;
  };
};

interface Subject {
  name: string;
  port: number;
  next: NextRequest;
  /** Runs after each of its turns, so that what it left does not weigh on the next one's. */
  rest(): Promise<void>;
}

const noRest = async () => {};

interface Running {
  subjects: Subject[];
  lags: number[];
  catchUps: number[];
  stop(): Promise<void>;
}

const startSubjects = async (input: PartInput): Promise<Running> => {
  const children: Child<unknown>[] = [];
  const lags: number[] = [];
  const catchUps: number[] = [];
  const bare = async (name: SubjectName): Promise<Subject> => {
    const child = await startChild<{ port: number }>(subjectFile(name));
    children.push(child);
    return { name, port: child.ready.port, next: postsTo(["bare"], {}), rest: noRest };
  };
  const assembled = async (name: SubjectName, args: string[]): Promise<Subject> => {
    const child = await startChild<{ port: number; key: string }>(subjectFile(name), args, noLimits);
    children.push(child);
    const door: Door = { port: child.ready.port, machine: { authorization: `Bearer ${child.ready.key}` } };
    return { name, port: door.port, next: postsTo(await openSessions(door, SESSIONS), door.machine), rest: noRest };
  };
  const catchUp = async (hub: RunningHub) => {
    lags.push(await searchLag(hub));
    catchUps.push(await searchCaughtUp(hub));
  };
  const hub = await startHub(await input.folder());
  children.push(hub.child);
  const sessions = await openSessions(hub, SESSIONS);
  const rest = () => catchUp(hub);
  const subjects = [
    await bare("raw"),
    await bare("bare-http"),
    await bare("bare-fastify"),
    await assembled("no-store", []),
    { name: "hub", port: hub.port, next: postsTo(sessions, hub.machine), rest },
    { name: "hub-keys", port: hub.port, next: withKeys(sessions, hub.machine), rest },
    await assembled("commit-each", [await input.folder()]),
  ];
  return {
    subjects,
    lags,
    catchUps,
    stop: async () => void (await Promise.all(children.map((child) => child.stop()))),
  };
};

type Measured = Record<string, Blast[]>;

const measure = async (subjects: Subject[], connections: number, { sizes, say }: PartInput): Promise<Measured> => {
  const blasters = new Map<Subject, Blaster>();
  const measured: Measured = {};
  for (const subject of subjects) {
    const blaster = await createBlaster(subject.port, connections);
    blasters.set(subject, blaster);
    await blaster.blast(subject.next, sizes.warmMs);
    await subject.rest();
  }
  for (let round = 0; round < sizes.rounds; round += 1) {
    say(`posts at ${connections} connections, round ${round + 1} of ${sizes.rounds}`);
    // Each round begins with another one, so that none is always the one after the slowest.
    const order = subjects.map((_, at) => subjects[(at + round) % subjects.length] as Subject);
    for (const subject of order) {
      const blast = await blasters.get(subject)?.blast(subject.next, sizes.roundMs);
      if (blast) (measured[subject.name] ??= []).push(blast);
      await subject.rest();
    }
  }
  for (const blaster of blasters.values()) blaster.close();
  return measured;
};

const perSecond = (measured: Measured, name: string) => median((measured[name] ?? []).map((blast) => blast.perSecond));

/** The median of the ratios of the rounds. */
const ratio = (measured: Measured, name: string, reference: string): number =>
  median(
    (measured[name] ?? []).map((blast, round) => blast.perSecond / (measured[reference]?.[round]?.perSecond ?? 0)),
  );

const p99Of = (measured: Measured, name: string) => median((measured[name] ?? []).map((blast) => blast.p99Ms));

const rowsOf = (measured: Measured, connections: number): Row[] => {
  const at = `${connections} connections`;
  const isTarget = connections === 64;
  const row = (what: string, name: string, reference: string, target?: Target): Row => ({
    what: `${what}, ${at}`,
    unit: "",
    value: ratio(measured, name, reference),
    ...(target === undefined || !isTarget ? {} : { target }),
    details: {
      [`${name}/s`]: perSecond(measured, name),
      [`${reference}/s`]: perSecond(measured, reference),
      "p99 ms": p99Of(measured, name),
      "reference p99 ms": p99Of(measured, reference),
    },
  });
  return [
    row("durable posts / the same server without a store", "hub", "no-store", { is: "at least", value: 0.85 }),
    row("durable posts / bare Fastify", "hub", "bare-fastify", { is: "at least", value: 0.55 }),
    row("durable posts / bare Node http", "hub", "bare-http"),
    row("durable posts / one commit per request", "hub", "commit-each", { is: "at least", value: 6 }),
    row("posts with idempotency keys / without", "hub-keys", "hub"),
    row("a server that only echoes bytes / bare Fastify", "raw", "bare-fastify"),
    {
      what: `load generator: its share of a core while it loads bare Fastify, ${at}`,
      unit: "%",
      value: median((measured["bare-fastify"] ?? []).map((blast) => blast.busy)) * 100,
      details: { "with the hub": median((measured["hub"] ?? []).map((blast) => blast.busy)) * 100 },
    },
  ];
};

export const posts: Part = async (input) => {
  const running = await startSubjects(input);
  try {
    const rows: Row[] = [];
    for (const connections of input.sizes.connections) {
      rows.push(...rowsOf(await measure(running.subjects, connections, input), connections));
    }
    const { lags, catchUps } = running;
    rows.push({
      what: "search index caught up after a load of posts",
      unit: "ms",
      value: median(catchUps),
      details: { "messages behind": median(lags), "longest ms": Math.max(...catchUps) },
    });
    return rows;
  } finally {
    await running.stop();
  }
};
