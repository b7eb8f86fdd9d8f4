import { type AgentKind, kindOf } from "#contract/agent-kinds.ts";
import type { Carrier } from "#contract/receipt.ts";
import type { Steering } from "#contract/session.ts";
import type { SessionRecord } from "../records.ts";
import { type CarrierRules, isTurnEndOpen, mayTake } from "./carriers.ts";
import type { ListeningNow } from "./listening.ts";

/** What is known of the agent's side now. */
export interface KnownSide {
  /** The carriers that wait, best first. */
  waiting: readonly Carrier[];
  listening: ListeningNow;
  /** Whether its machine has a key. */
  isJoined: boolean;
  rules: CarrierRules;
}

const back = (carrier: Carrier | null): Steering => ({ reach: "when-back", carrier });

/** Who brings a reply once the agent, which does nothing now, does something again. */
const whenBack = (session: SessionRecord, kind: AgentKind): Steering => {
  if (kind.plugin) return back("plugin");
  if (session.turn !== null && (kind.atToolCall || kind.atTurnEnd)) return back("hook");
  // Its hooks report and bring nothing, and it never asked by other means.
  return session.turn !== null && session.lastAskedAt === null ? { reach: "never", carrier: null } : back(null);
};

/** When a reply that is sent now will reach the agent, and what will most likely bring it. */
export const reachOf = (session: SessionRecord, side: KnownSide): Steering => {
  if (!side.isJoined) return { reach: "never", carrier: null };
  const kind = kindOf(session.agent.kind);
  const { isListening, carrier: last } = side.listening;
  // One that renews its wait just now counts as waiting.
  const waiting = side.waiting.length === 0 && isListening && last !== null ? [last] : side.waiting;
  const best = waiting.find((carrier) => mayTake(carrier, session, side.rules));
  if (best !== undefined) return { reach: "at-once", carrier: best };
  if (session.isHeld) return { reach: "after-approval", carrier: session.turn === null ? null : "hook" };
  const isBusy = session.turn?.isOver === false && (session.state === "working" || session.state === "waiting");
  if (isBusy && kind.atToolCall) return { reach: "next-tool-call", carrier: "hook" };
  if (isBusy && kind.atTurnEnd && isTurnEndOpen(session)) return { reach: "turn-end", carrier: "hook" };
  return whenBack(session, kind);
};
