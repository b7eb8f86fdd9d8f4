import type { Given } from "../arguments.ts";
import { isRunning } from "../carriers/agent-process.ts";
import { carryLock, type ViaCarrier } from "../carriers/applies.ts";
import { carrierWays } from "../carriers/carriers.ts";
import { carryReplies } from "../carriers/carry.ts";
import { type Held, takeLock } from "../config/lock.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub } from "../http/hub.ts";
import { readChoice, readCount } from "../numbers.ts";
import type { verbs } from "../verbs.ts";
import { awaitSession } from "../watch/find-session.ts";
import type { World } from "../world.ts";

type CarryGiven = Given<typeof verbs.carry.options>;

const lookMilliseconds = 3000;
const appearMilliseconds = 600_000;
const mostPid = 4_194_304;

/** Aborted when the agent ends; until then the lock shows that it is held. */
const whenGone = (pid: number, held: Held, over: AbortSignal): AbortSignal => {
  const gone = new AbortController();
  const timer = setInterval(() => {
    held.touch();
    if (!isRunning(pid)) gone.abort();
  }, lookMilliseconds);
  over.addEventListener("abort", () => clearInterval(timer));
  return gone.signal;
};

const readOptions = ({ options }: CarryGiven) => {
  const { kind = "", session: externalId = "", via: name = "", pid: number = "" } = options;
  if (externalId === "" || kind === "") throw new Failure(exits.invalid, "muster carry needs --kind and --session");
  const via: ViaCarrier = readChoice("via", name, carrierWays);
  return { kind, externalId, via, pid: readCount("pid", number, [2, mostPid]) };
};

/** `muster carry`: brings replies to an agent that can't fetch them, as long as it runs. Hooks start it. */
export const run = async (given: CarryGiven, world: World): Promise<Exit> => {
  const { kind, externalId, via, pid } = readOptions(given);
  const hub = findHub(world);
  const held = takeLock(carryLock(hub.target.folder, kind, externalId));
  if (!held) return exits.done; // Another one does it.
  const over = new AbortController();
  const ending = AbortSignal.any([world.ending(), whenGone(pid, held, over.signal)]);
  const here: World = { ...world, ending: () => ending };
  try {
    const session = await awaitSession(here, hub, externalId, here.now() + appearMilliseconds);
    if (!session) return world.hasEnded() ?? exits.late;
    const way = carrierWays[via]({ world: here, kind, externalId, pid });
    await carryReplies({ world: here, hub, session: session.id, via, way });
    return world.hasEnded() ?? exits.done;
  } catch (error) {
    if (ending.aborted) return world.hasEnded() ?? exits.done;
    throw error;
  } finally {
    over.abort();
    held.release();
  }
};
