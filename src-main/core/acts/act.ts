import type { ActEvent, ActRequest } from "#contract/act.ts";
import { kindOf } from "#contract/agent-kinds.ts";
import type { SessionState } from "#contract/session.ts";
import type { Change, Changes } from "../changes.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import { refuseLongText } from "../messages/text.ts";
import type { Clock, Store } from "../ports.ts";
import type { ApprovalRecord, MachineRecord, MessageRecord, ReceiptRecord, SessionRecord } from "../records.ts";
import type { SettingsService } from "../settings/settings.ts";
import { isTurnEndOpen, leaseTimes, rankOf, waitsForMe } from "../steering/carriers.ts";
import type { DueService } from "../steering/due.ts";
import type { Leases } from "../steering/leases.ts";
import type { Waiters } from "../steering/waiters.ts";
import type { SessionPatch, WriteTx } from "../store.ts";
import { endByAct } from "../approvals/withdraw.ts";
import { after } from "./after.ts";
import { allowedOf } from "./allowed.ts";
import { findOrMake } from "./find.ts";
import { takeAtAct, takenByAct, type Taken } from "./take.ts";

export interface Acted {
  session: { id: string; title: string; state: SessionState } | null;
  items: MessageRecord[];
  interrupt: MessageRecord | null;
  /** Seconds for which the end of this turn may wait for replies. */
  waitSeconds: number;
}

export type Act = (machine: MachineRecord, request: ActRequest, once?: Once) => Promise<Acted>;

export interface ActParts {
  store: Store;
  writeOnce: WriteOnce;
  newId: NewId;
  clock: Clock;
  changes: Changes;
  settings: SettingsService;
  waiters: Waiters;
  leases: Leases;
  due: Pick<DueService, "offer" | "putBack">;
  /** Ends the hooks that wait at the end of a turn of this session. */
  endHookWaits(sessionId: string): void;
  /** Ends the waits for approvals that an act ended, and tells screens. */
  tellEnded(ended: readonly ApprovalRecord[]): Promise<void>;
}

/** What is left to do once the act is on disk. */
interface Aftermath {
  session: SessionRecord;
  stateBefore: SessionState | null;
  message: MessageRecord | null;
  receipts: ReceiptRecord[];
  handed: MessageRecord[];
  /** Approvals that the agent has behind it. */
  ended: ApprovalRecord[];
}

/** As long as an agent's hook may wait at all; each kind has a limit of its own, which its hook knows. */
const MOST_WAIT_SECONDS = 86_400;

const nothing: Acted = { session: null, items: [], interrupt: null, waitSeconds: 0 };

const write = async (
  tx: WriteTx,
  parts: ActParts,
  { before, act, patch }: { before: SessionRecord; act: ActRequest; patch: SessionPatch },
): Promise<MessageRecord | null> => {
  if (act.post === undefined) {
    await tx.sessions.update(before.id, patch);
    return null;
  }
  const now = parts.clock();
  return tx.messages.append(
    {
      id: parts.newId(),
      sessionId: before.id,
      kind: "post",
      from: { type: "agent", id: before.agent.id, name: before.agent.name, role: null },
      text: act.post.text,
      level: act.post.level ?? "info",
      replyTo: null,
      quote: null,
      createdAt: now,
    },
    { ...patch, updatedAt: now },
  );
};

const waitSecondsOf = (parts: ActParts, session: SessionRecord, act: ActRequest, taken: Taken): number => {
  const { waitForMe } = parts.settings.current();
  const isOver = act.event === "turn-ended" && act.take === true && act.subagent !== true && taken.items.length === 0;
  if (!isOver || session.state === "working" || !kindOf(session.agent.kind).atTurnEnd) return 0;
  if (!waitsForMe(session, { waitForMe }) || !isTurnEndOpen(session) || session.turn?.isStopped) return 0;
  // Whoever waits already brings a reply as soon.
  const isServed = parts.waiters.carriersOf(session.id).some((carrier) => rankOf(carrier) < rankOf("hook"));
  return isServed ? 0 : MOST_WAIT_SECONDS;
};

const actInside = async (tx: WriteTx, parts: ActParts, machine: MachineRecord, act: ActRequest) => {
  const now = parts.clock();
  const happenedAt = act.at === undefined ? now : Math.min(now, Date.parse(act.at));
  await tx.lastActs.set(machine.id, {
    kind: act.agent.kind,
    version: act.agent.version ?? null,
    event: act.event,
    at: happenedAt,
  });
  if (act.event === "test") return { value: nothing, aftermath: undefined };
  const { session: before, isNew, named } = await findOrMake(tx, parts.newId, machine.id, act, now);
  const { patch, isLate } = after(before, act, { now, happenedAt });
  const message = await write(tx, parts, { before, act, patch: { ...patch, ...named } });
  const receipts = isLate ? [] : await takenByAct(tx, before.id, act, now);
  const ended = isLate ? [] : await endByAct(tx, before, act, { now, happenedAt });
  const acted = (await tx.sessions.byId(before.id)) ?? before;
  const times = { ...leaseTimes(acted, parts.settings.current().leaseSeconds), now };
  const taken = await takeAtAct(tx, acted, act, { times, isLate, stopWord: parts.settings.current().stopWord });
  const session = (await tx.sessions.byId(before.id)) ?? acted;
  const handed = taken.interrupt === null ? taken.items : [taken.interrupt];
  const { id, title, state } = session;
  const value: Acted = {
    session: { id, title, state },
    ...taken,
    waitSeconds: isLate ? 0 : waitSecondsOf(parts, session, act, taken),
  };
  const stateBefore = isNew ? null : before.state;
  return { value, aftermath: { session, stateBefore, message, receipts, handed, ended } };
};

const tell = (parts: ActParts, { session, stateBefore, message, receipts, handed }: Aftermath): void => {
  const changes: Change[] = receipts.map((receipt) => ({ type: "receipt", receipt }));
  for (const { receipt } of handed) if (receipt) changes.push({ type: "receipt", receipt });
  if (message) changes.push({ type: "message", message, session, stateBefore: stateBefore ?? "idle" });
  else changes.push({ type: "session", session, stateBefore });
  parts.changes.publish(...changes);
};

/**
 * The first answer again. What was put back meanwhile, or was taken up, is not given a second time. One that asks for no
 * replies now comes from an outbox: the call that took some never heard the answer, so they are put back.
 */
const replayed = async (parts: ActParts, first: Acted, isTaking: boolean): Promise<Acted> => {
  const isOpen = async (message: MessageRecord | null): Promise<boolean> => {
    const receipt = message && (await parts.store.read.receipts.byMessage(message.id));
    return receipt?.state === "handed" && receipt.carrier === "hook" && receipt.at === message?.receipt?.at;
  };
  const items: MessageRecord[] = [];
  for (const item of first.items) if (await isOpen(item)) items.push(item);
  const interrupt = (await isOpen(first.interrupt)) ? first.interrupt : null;
  if (isTaking) return { ...first, items, interrupt };
  const unheard = interrupt === null ? items : [...items, interrupt];
  if (unheard.length > 0) await parts.due.putBack(unheard);
  return { ...first, items: [], interrupt: null, waitSeconds: 0 };
};

/** Events after which one may be served that was held back while the agent worked. */
const opensOthers: ReadonlySet<ActEvent> = new Set(["started", "turn-ended", "subagent-ended"]);

/**
 * Takes in one act of an agent: its session is found or made, changed, posted to and handed what is due, all in one
 * transaction. Throws `too-large` for a post over the limit.
 */
export const createAct =
  (parts: ActParts): Act =>
  async (machine, request, once) => {
    const act = allowedOf(request, machine.report);
    if (act.post !== undefined) refuseLongText(act.post.text);
    let aftermath: Aftermath | undefined;
    const { value, isReplay } = await parts.writeOnce(once, async (tx) => {
      const done = await actInside(tx, parts, machine, act);
      aftermath = done.aftermath;
      return done.value;
    });
    if (isReplay) return replayed(parts, value, request.take === true);
    if (aftermath === undefined) return value;
    const { session, handed, ended } = aftermath;
    tell(parts, aftermath);
    await parts.tellEnded(ended);
    if (handed.length > 0) {
      const { actLeaseMs } = leaseTimes(session, parts.settings.current().leaseSeconds);
      parts.leases.watch(session.id, parts.clock() + actLeaseMs);
    }
    // It works again, so nobody holds up the end of its turn any more.
    if (session.turn?.isOver === false) parts.endHookWaits(session.id);
    if (opensOthers.has(act.event) && parts.waiters.has(session.id)) void parts.due.offer(session.id);
    return value;
  };
