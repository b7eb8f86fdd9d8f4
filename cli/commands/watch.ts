import type { Carrier } from "#contract/receipt.ts";
import type { Given } from "../arguments.ts";
import { sessionOf } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub, type Hub } from "../http/hub.ts";
import { readChoice, readSeconds } from "../numbers.ts";
import { jsonLine, modelLine, replyText } from "../output/reply.ts";
import type { verbs } from "../verbs.ts";
import { createListener, type Listener } from "../watch/listener.ts";
import { withFiles } from "../watch/with-files.ts";
import type { World } from "../world.ts";

type WatchGiven = Given<typeof verbs.watch.options>;

const carriers: Readonly<Record<Carrier, true>> = {
  watch: true,
  hook: true,
  mcp: true,
  plugin: true,
  queue: true,
  terminal: true,
  runner: true,
};

const findSession = async (given: WatchGiven, world: World, hub: Hub, until: number): Promise<string | undefined> => {
  const externalId = given.options["external-id"];
  if (externalId === undefined) return sessionOf(world, given.words);
  if (given.words.length > 0) throw new Failure(exits.invalid, "Give a session's id or --external-id, not both");
  const { awaitSession } = await import("../watch/find-session.ts");
  return (await awaitSession(world, hub, externalId, until))?.id;
};

const hearReplies = async ({ options }: WatchGiven, world: World, hub: Hub, listener: Listener): Promise<Exit> => {
  const isLines = options.follow === true || options.json === true;
  const inLines = options["ack-stdin"] ? modelLine : jsonLine;
  const format = isLines ? inLines : replyText(world.stdout.isTerminal);
  for (;;) {
    const due = await listener.next();
    if (due === "late") return exits.late;
    if (due === "ended") return world.hasEnded() ?? exits.done;
    const text = (await withFiles(due.items, world, hub)).map(format).filter((piece) => piece !== "");
    if (text.length > 0) await world.stdout.write(text.join(isLines ? "" : "\n"));
    if (!options["ack-stdin"]) await listener.acknowledge(due.items);
    if (due.stop && !options["ack-stdin"]) return exits.stop;
    if (!options.follow) return exits.done;
  }
};

interface Watched {
  readonly hub: Hub;
  readonly session: string;
  readonly listener: Listener;
}

/** Finds the session and hears its replies until the time is up. */
const watchSession = async (given: WatchGiven, world: World, started: (watched: Watched) => void): Promise<Exit> => {
  const { timeout: limit, carrier: name = "watch" } = given.options;
  const carrier = readChoice("carrier", name, carriers);
  const timeout = limit === undefined ? undefined : readSeconds("timeout", limit);
  const until = timeout === undefined ? Number.POSITIVE_INFINITY : world.now() + timeout * 1000;
  const hub = findHub(world);
  const session = await findSession(given, world, hub, until);
  if (session === undefined) return world.hasEnded() ?? (world.ending().aborted ? exits.done : exits.late);
  const listener = createListener(world, hub, session, until, { carrier });
  started({ hub, session, listener });
  return hearReplies(given, world, hub, listener);
};

/** The same while standard input says what became of each reply; its end is the end of the watch. */
const watchAndRead = async (given: WatchGiven, world: World): Promise<Exit> => {
  const { readAcks } = await import("../watch/acks-from-stdin.ts");
  const over = new AbortController();
  const ending = AbortSignal.any([world.ending(), over.signal]);
  const here: World = { ...world, ending: () => ending };
  let watched: Watched | undefined;
  const readAll = async (): Promise<Exit> => {
    await readAcks(here, over.signal, async ({ id, ...result }) => watched?.listener.acknowledge([{ id }], result));
    if (watched && given.options["done-at-end"] && !ending.aborted) {
      const params = { id: watched.session };
      await watched.hub.client.call("changeSession", { params, body: { state: "done" } });
    }
    return exits.done;
  };
  const reading = readAll();
  const hearing = watchSession(given, here, (found) => {
    watched = found;
  });
  try {
    return await Promise.race([hearing, reading]);
  } finally {
    over.abort();
    await Promise.allSettled([reading, hearing]);
  }
};

/** `muster watch`: waits for replies, prints each and acknowledges it once it was printed. */
export const run = (given: WatchGiven, world: World): Promise<Exit> =>
  given.options["ack-stdin"] ? watchAndRead(given, world) : watchSession(given, world, () => {});
