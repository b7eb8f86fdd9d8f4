import { kindOf } from "#contract/agent-kinds.ts";
import type { Carrier } from "#contract/receipt.ts";
import type { MessageRecord, SessionRecord } from "../records.ts";
import type { LeaseTimes, WriteTx } from "../store.ts";
import { parseReply } from "./stopword.ts";

/**
 * Of several that wait, the first of these gets the reply: the surer and the sooner ones first. A model that waits by an MCP
 * call hears nothing else before that call has ended.
 */
const order: readonly Carrier[] = ["mcp", "watch", "runner", "plugin", "hook", "queue", "terminal"];

export const rankOf = (carrier: Carrier): number => order.indexOf(carrier);

/** What the rules need to know beside the session. */
export interface CarrierRules {
  /** Whether sessions without a choice of their own wait for a person at the end of a turn. */
  waitForMe: boolean;
}

/** Whether the end of a turn may still be answered with replies; beyond that the agent would ignore them. */
export const isTurnEndOpen = (session: SessionRecord): boolean =>
  session.turn === null || session.turn.endHandovers < kindOf(session.agent.kind).mostAtTurnEnd;

export const waitsForMe = (session: SessionRecord, rules: CarrierRules): boolean =>
  session.waitForMe ?? rules.waitForMe;

/**
 * Whether what waits with this carrier may have a reply of the session as it is now. Without hooks nothing is known of
 * the agent's turns, so only the terminal, which types into whatever stands there, is held back then.
 */
export const mayTake = (carrier: Carrier, session: SessionRecord, rules: CarrierRules): boolean => {
  const { turn } = session;
  switch (carrier) {
    case "hook":
      return turn === null || (turn.isOver && isTurnEndOpen(session) && waitsForMe(session, rules));
    case "queue":
      // While it works, its hooks are sooner.
      return turn === null || turn.isOver;
    case "terminal":
      // Never into a dialog that asks for something, nor into the shell that an agent left behind.
      return session.state === "idle" && turn !== null && turn.lastEvent !== "ended";
    default:
      return true;
  }
};

/**
 * Carriers that can't say what became of a reply, so that the agent's next act has to. The others say it: an act that comes before
 * their word proves nothing, e.g. when a person types into the terminal that a carrier is about to type into.
 */
export const provenByActs: readonly Carrier[] = ["hook"];

/** Carriers that may need long before it is known what became of a reply. */
export const silentCarriers: readonly Carrier[] = ["hook", "queue", "terminal"];

/** How many times longer than a lease a model may take from a reply to its next act. */
const ACT_LEASES = 10;

export const leaseTimes = (session: Pick<SessionRecord, "turn">, leaseSeconds: number): LeaseTimes => {
  const leaseMs = leaseSeconds * 1000;
  return { leaseMs, actLeaseMs: session.turn === null ? leaseMs : leaseMs * ACT_LEASES };
};

/** What the end of a turn has to know of replies that were handed over. */
export interface HandedOver {
  items: readonly MessageRecord[];
  isTurnEnd: boolean;
  stopWord: string;
}

/**
 * Notes what was handed over: an answer to the end of a turn is counted, and after the stop word the turn's end waits for
 * nobody. Nothing for an agent without hooks.
 */
export const noteHandedOver = async (
  tx: WriteTx,
  { id, turn }: SessionRecord,
  { items, isTurnEnd, stopWord }: HandedOver,
): Promise<void> => {
  if (turn === null || items.length === 0) return;
  const isStopped = items.some(({ text }) => parseReply(text, stopWord).stop);
  if (!isTurnEnd && isStopped === turn.isStopped) return;
  await tx.sessions.update(id, { turn: { ...turn, isStopped, endHandovers: turn.endHandovers + (isTurnEnd ? 1 : 0) } });
};
