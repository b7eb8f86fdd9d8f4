import type { ActEvent, ActRequest } from "#contract/act.ts";
import { kindOf } from "#contract/agent-kinds.ts";
import type { MessageRecord, ReceiptRecord, SessionRecord } from "../records.ts";
import { isTurnEndOpen, noteHandedOver } from "../steering/carriers.ts";
import { handOverDue } from "../steering/handover.ts";
import { parseReply } from "../steering/stopword.ts";
import type { LeaseTimes, WriteTx } from "../store.ts";

/** What an act takes along. */
export interface Taken {
  items: MessageRecord[];
  /** At a tool call: what refuses it. */
  interrupt: MessageRecord | null;
}

const none: Taken = { items: [], interrupt: null };

/** Acts that show what the model made of what it read; a tool's end follows from what it read before. */
const proves: ReadonlySet<ActEvent> = new Set(["prompted", "tool", "plan", "waiting", "turn-ended"]);
/** Acts of an agent that reads no more. */
const hearsNothing: ReadonlySet<ActEvent> = new Set(["ended", "blocked"]);

/** Moves on what an earlier call handed over: the agent went on after it. Gives the receipts that moved. */
export const takenByAct = async (
  tx: WriteTx,
  sessionId: string,
  act: ActRequest,
  now: number,
): Promise<ReceiptRecord[]> => {
  if (act.subagent === true || !proves.has(act.event)) return [];
  const ids = await tx.receipts.provenByActs(sessionId);
  return ids.length === 0 ? [] : tx.receipts.move(ids, { state: "taken", at: now });
};

const handOverAtAct = async (
  tx: WriteTx,
  session: SessionRecord,
  act: ActRequest,
  { times, isLate, stopWord }: { times: LeaseTimes & { now: number }; isLate: boolean; stopWord: string },
): Promise<Taken> => {
  const isDeaf = act.take !== true || act.subagent === true || isLate || hearsNothing.has(act.event);
  if (isDeaf || session.dueReplies === 0) return none;
  const { interrupt: canRefuse } = kindOf(session.agent.kind);
  const isInterrupt = ({ text }: MessageRecord) => parseReply(text, stopWord).command === "interrupt";
  const take = (which?: (message: MessageRecord) => boolean) => handOverDue(tx, session.id, "hook", times, which);
  if (act.event === "tool") {
    let isFound = false;
    const [interrupt = null] = await take((message) => canRefuse && !isFound && (isFound = isInterrupt(message)));
    return { items: [], interrupt };
  }
  if (act.event === "tool-done") return { items: await take((m) => !(canRefuse && isInterrupt(m))), interrupt: null };
  if (act.event !== "turn-ended") return { items: await take(), interrupt: null };
  return isTurnEndOpen(session) ? { items: await take(), interrupt: null } : none;
};

/** Hands over what is due and can reach the agent by the answer to this act. */
export const takeAtAct: typeof handOverAtAct = async (tx, session, act, how) => {
  const taken = await handOverAtAct(tx, session, act, how);
  const items = taken.interrupt === null ? taken.items : [taken.interrupt];
  await noteHandedOver(tx, session, { items, isTurnEnd: act.event === "turn-ended", stopWord: how.stopWord });
  return taken;
};
