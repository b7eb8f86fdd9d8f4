import type { Session } from "#contract/session.ts";
import { isId } from "../config/session-id.ts";
import { isUnreachable } from "../errors.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { Hub } from "../http/hub.ts";
import type { World } from "../world.ts";

const over: ReadonlySet<Session["state"]> = new Set(["done", "failed", "closed"]);

/** Which session a tool call is about. */
export interface WhichSession {
  /** Throws `Failure` (invalid) when there is none, and whatever the hub's silence throws. */
  find(given: string | undefined, signal: AbortSignal): Promise<string>;
  /** The session that an agent works in here, by what its hooks told; undefined when they told nothing. */
  atWork(signal: AbortSignal): Promise<Session | undefined>;
  opened(id: string): void;
  closed(id: string): void;
}

/**
 * In this order: the one that was named, `MUSTER_SESSION`, the one that was opened here, the most recently active one of this
 * folder and kind. A hook tells of a tool call before it is made, so the last is the caller's also where several work.
 */
export const createWhichSession = (world: World, hub: () => Hub, kind: string | undefined): WhichSession => {
  let own: string | undefined;
  let last: string | undefined;

  const ofFolder = async (signal: AbortSignal): Promise<Session | undefined> => {
    const query = { folder: world.cwd, limit: "50" };
    const { items } = await hub().client.call("listSessions", { query, signal });
    return items.find(({ state, agent }) => !over.has(state) && (kind === undefined || agent.kind === kind));
  };

  return {
    async find(given, signal) {
      if (given !== undefined && !isId(given)) {
        throw new Failure(
          exits.invalid,
          `“${given}” is not a session's id. Leave session out for the one of this folder`,
        );
      }
      const named = given ?? (world.env.MUSTER_SESSION || own);
      if (named) return named;
      try {
        last = (await ofFolder(signal))?.id;
      } catch (error) {
        // What was found before serves what can be kept until the hub is back.
        if (!isUnreachable(error) || last === undefined) throw error;
      }
      if (last !== undefined) return last;
      throw new Failure(
        exits.invalid,
        "There is no session for this folder yet. Call open_session with a short title of the work first",
      );
    },
    async atWork(signal) {
      if (kind === undefined) return undefined;
      const found = await ofFolder(signal);
      return found?.externalId != null && found.state === "working" ? found : undefined;
    },
    opened(id) {
      own = id;
    },
    closed(id) {
      if (own === id) own = undefined;
      if (last === id) last = undefined;
    },
  };
};
