import type { Carrier } from "#contract/receipt.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { MachineRecord, MessageRecord, SessionRecord } from "../records.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { SettingsService } from "../settings/settings.ts";
import type { WriteTx } from "../store.ts";
import { leaseTimes, mayTake, noteHandedOver, rankOf, silentCarriers } from "./carriers.ts";
import { handOverDue } from "./handover.ts";
import type { Leases } from "./leases.ts";
import type { ListeningService } from "./listening.ts";
import { park } from "./park.ts";
import type { Waiter, Waiters } from "./waiters.ts";

export interface AskForReplies {
  carrier: Carrier;
  waitSeconds: number;
  /** Aborted when the one who asks is gone. */
  signal?: AbortSignal;
}

export interface DueService {
  /**
   * The replies that are due, now or as soon as there is one; empty at the end of the wait, and at once where this
   * carrier can't get any as things stand. Throws `forbidden` for a terminal that may not be typed into.
   */
  ask(machine: MachineRecord, sessionId: string, request: AskForReplies): Promise<MessageRecord[]>;
  /** Gives what is due to the best of those who wait on the session, if anyone may have it. */
  offer(sessionId: string): Promise<void>;
  /** Puts replies back that were handed to a call whose answer never left. */
  putBack(messages: MessageRecord[]): Promise<void>;
}

export interface DueParts {
  store: Store;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  settings: SettingsService;
  waiters: Waiters;
  leases: Leases;
  listening: ListeningService;
}

/** Tells screens where the receipts of these messages are now. */
export const publishReceipts = async (
  parts: Pick<DueParts, "store" | "changes">,
  messages: MessageRecord[],
): Promise<void> => {
  const first = messages[0];
  if (first === undefined) return;
  for (const { receipt } of messages) if (receipt) parts.changes.publish({ type: "receipt", receipt });
  const session = await parts.store.read.sessions.byId(first.sessionId);
  if (session) parts.changes.publish({ type: "session", session, stateBefore: session.state });
};

const timesOf = (parts: DueParts, session: SessionRecord) => ({
  ...leaseTimes(session, parts.settings.current().leaseSeconds),
  now: parts.clock(),
});

/** Hands over inside a transaction, if this carrier may have it, and counts it against the end of the turn. */
export const handOverBy = async (
  tx: WriteTx,
  parts: DueParts,
  session: SessionRecord,
  carrier: Carrier,
): Promise<MessageRecord[]> => {
  if (!mayTake(carrier, session, parts.settings.current())) return [];
  const items = await handOverDue(tx, session.id, carrier, timesOf(parts, session));
  const { stopWord } = parts.settings.current();
  await noteHandedOver(tx, session, { items, isTurnEnd: carrier === "hook", stopWord });
  return items;
};

/** Has those who wait be offered again what this carrier was handed, when its time is over. */
export const watchLease = (parts: DueParts, session: SessionRecord, carrier: Carrier): void => {
  const { now, leaseMs, actLeaseMs } = timesOf(parts, session);
  parts.leases.watch(session.id, now + (silentCarriers.includes(carrier) ? actLeaseMs : leaseMs));
};

const handOver = async (parts: DueParts, session: SessionRecord, carrier: Carrier): Promise<MessageRecord[]> => {
  // Most calls find nothing: they cost a read and no write.
  if (!mayTake(carrier, session, parts.settings.current())) return [];
  if ((await parts.store.read.receipts.due(session.id, timesOf(parts, session))).length === 0) return [];
  const items = await parts.store.write(async (tx) => {
    const now = await tx.sessions.byId(session.id);
    return now === undefined ? [] : handOverBy(tx, parts, now, carrier);
  });
  if (items.length > 0) {
    watchLease(parts, session, carrier);
    await publishReceipts(parts, items);
  }
  return items;
};

/** Has those who wait be offered again what was handed over first, when its time is over. */
const watchOldest = async (parts: DueParts, session: SessionRecord): Promise<void> => {
  const end = await parts.store.read.receipts.endOfLease(session.id, timesOf(parts, session));
  if (end !== undefined) parts.leases.watch(session.id, end);
};

const isSooner = (carrier: Carrier): boolean => rankOf(carrier) < rankOf("hook");

/** Lets go of the end of a turn that is held up for a reply which something sooner would get. */
const endHeldTurn = (parts: DueParts, session: SessionRecord): void => {
  const isHook = (waiter: Waiter) => waiter.sessionId === session.id && waiter.carrier === "hook";
  if (session.turn !== null) for (const waiter of parts.waiters.takeIdle(isHook)) waiter.resolve([]);
};

/** A hook that would get nothing must not hold up its agent. */
const isInVain = (parts: DueParts, session: SessionRecord, carrier: Carrier): boolean => {
  if (carrier !== "hook") return false;
  const isServed = session.turn !== null && parts.waiters.carriersOf(session.id).some(isSooner);
  return isServed || !mayTake("hook", session, parts.settings.current());
};

const askAndWait = async (parts: DueParts, session: SessionRecord, request: AskForReplies) => {
  // Parked before it looks, so that a reply which comes in between finds it.
  const { waiter, result } = park(parts.waiters, session, request);
  if (isSooner(request.carrier)) endHeldTurn(parts, session);
  parts.listening.began(session.id);
  try {
    const handed = await handOver(parts, session, request.carrier);
    if (handed.length > 0) {
      if (parts.waiters.remove(waiter)) waiter.resolve(handed);
      // A reply that came in the meantime resolved the wait with what was due then; these are further ones.
      else return [...handed, ...(await result)];
    } else {
      await watchOldest(parts, session);
    }
    return await result;
  } finally {
    parts.waiters.remove(waiter);
    parts.listening.asked(session.id);
  }
};

const offerTo = async (parts: DueParts, sessionId: string): Promise<void> => {
  const session = await parts.store.read.sessions.byId(sessionId);
  if (session === undefined) return;
  const rules = parts.settings.current();
  const waiter = parts.waiters.claim(sessionId, (carrier) => mayTake(carrier, session, rules));
  if (waiter === undefined) return;
  try {
    const items = await handOver(parts, session, waiter.carrier);
    if (items.length > 0) waiter.resolve(items);
    else waiter.giveBack();
    if (parts.waiters.has(sessionId)) await watchOldest(parts, session);
  } catch (error) {
    parts.logger.warn({ error: String(error), sessionId }, "could not hand over");
    waiter.giveBack();
    parts.leases.watch(sessionId, parts.clock() + parts.settings.current().leaseSeconds * 1000);
  }
};

const putBack = async (parts: DueParts, messages: MessageRecord[]): Promise<void> => {
  const receipts = await parts.store.write(async (tx) => {
    const still: string[] = [];
    for (const { id, receipt } of messages) {
      const now = await tx.receipts.byMessage(id);
      // One that was given to another since is the other's.
      if (now?.state === "handed" && (receipt?.state !== "handed" || receipt.at === now.at)) still.push(id);
    }
    return tx.receipts.move(still, { state: "queued", at: parts.clock(), carrier: null });
  });
  const byMessage = new Map(receipts.map((receipt) => [receipt.messageId, receipt]));
  const back = messages.flatMap((message) => {
    const receipt = byMessage.get(message.id);
    return receipt ? [{ ...message, receipt }] : [];
  });
  await publishReceipts(parts, back);
  const sessionId = back[0]?.sessionId;
  if (sessionId !== undefined) await offerTo(parts, sessionId);
};

export const createDue = (parts: DueParts): DueService => ({
  async ask(machine, sessionId, request) {
    const session = await sessionOfMachine(parts.store.read, machine.id, sessionId);
    if (request.carrier === "terminal" && !machine.terminal) {
      throw new HubError(
        "forbidden",
        "Replies may not be typed into this machine's terminals. Its owner can allow it.",
      );
    }
    if (isInVain(parts, session, request.carrier)) return [];
    if (request.waitSeconds > 0) return askAndWait(parts, session, request);
    const items = await handOver(parts, session, request.carrier);
    parts.listening.asked(sessionId);
    return items;
  },
  offer: (sessionId) => offerTo(parts, sessionId),
  putBack: (messages) => putBack(parts, messages),
});
