import { join } from "node:path";
import type { DueReply } from "#contract/reply.ts";
import type { SessionState } from "#contract/session.ts";
import { keepFile } from "../config/keep-file.ts";
import type { Hub } from "../http/hub.ts";
import { canWait } from "../outbox/entry.ts";
import { explain } from "../output/explain.ts";
import { filesOf } from "../output/reply.ts";
import { forModel, isBareStop } from "../replies/for-model.ts";
import { createListener, type Listener } from "../watch/listener.ts";
import { withFiles } from "../watch/with-files.ts";
import type { World } from "../world.ts";
import type { ViaCarrier } from "./applies.ts";
import type { CarrierWay } from "./carrier.ts";

const over: ReadonlySet<SessionState> = new Set(["done", "failed", "closed"]);
/** How long one round listens before it looks whether the session still goes on. */
const roundMilliseconds = 50_000;

export interface Carried {
  readonly world: World;
  readonly hub: Hub;
  readonly session: string;
  readonly via: ViaCarrier;
  readonly way: CarrierWay;
}

/** What is too long for the way goes into a file that the agent is asked to read. */
const fit = (text: string, reply: DueReply, { hub, way }: Carried): string => {
  if (text.length <= way.mostChars) return text;
  const path = join(hub.target.folder, "replies", `${reply.id}.txt`);
  keepFile(path, `${text}\n`);
  return `${text.slice(0, Math.min(200, way.mostChars)).toWellFormed()} … (this reply is long: read all of it in ${path})`;
};

const stateOf = async ({ hub, session, world }: Carried): Promise<SessionState> =>
  (await hub.client.call("getSession", { params: { id: session }, signal: world.ending() })).session.state;

/** Hands them over and tells the hub what became of them. The agent is idle: a bare stop word has nothing to stop. */
const deliver = async (items: readonly DueReply[], carried: Carried, listener: Listener): Promise<void> => {
  const { world, hub, way } = carried;
  await listener.acknowledge(items.filter(isBareStop));
  const rest = await withFiles(
    items.filter((item) => !isBareStop(item)),
    world,
    hub,
  );
  if (rest.length === 0) return;
  const text = rest.map((item) => fit(forModel(item, filesOf(item)), item, carried)).join("\n\n");
  try {
    await way.deliver(text, async () => (await stateOf(carried)) === "idle");
  } catch (error) {
    const note = explain(error, hub.url).words;
    await listener.acknowledge(rest, { outcome: "failed", note: note.slice(0, 2000) });
    return;
  }
  await listener.acknowledge(rest);
};

const isOver = async (carried: Carried): Promise<boolean> => {
  try {
    return over.has(await stateOf(carried));
  } catch (error) {
    const { world } = carried;
    // A hub that is away is waited for by the next round.
    if (world.ending().aborted || canWait(error)) return false;
    throw error;
  }
};

/**
 * Brings the replies of a session to its agent until the session is over or the process is asked to end. Throws when the hub
 * refuses the carrier or the key.
 */
export const carryReplies = async (carried: Carried): Promise<void> => {
  const { world, hub, session, via } = carried;
  const printed = new Set<string>();
  while (!world.ending().aborted) {
    const listener = createListener(world, hub, session, world.now() + roundMilliseconds, { carrier: via, printed });
    const due = await listener.next();
    if (due === "ended") return;
    if (due !== "late") await deliver(due.items, carried, listener);
    else if (await isOver(carried)) return;
  }
};
