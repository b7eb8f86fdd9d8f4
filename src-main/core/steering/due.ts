import type { Carrier } from "#contract/receipt.ts";
import type { Changes } from "../changes.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { MachineRecord, MessageRecord } from "../records.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { SettingsService } from "../settings/settings.ts";
import { handOverDue } from "./handover.ts";
import type { Leases } from "./leases.ts";
import type { ListeningService } from "./listening.ts";
import type { Waiter, Waiters } from "./waiters.ts";

export interface AskForReplies {
  carrier: Carrier;
  waitSeconds: number;
  /** Aborted when the one who asks is gone. */
  signal?: AbortSignal;
}

export interface DueService {
  /** The replies that are due, now or as soon as there is one; empty at the end of the wait. */
  ask(machine: MachineRecord, sessionId: string, request: AskForReplies): Promise<MessageRecord[]>;
  /** Gives what is due to whoever waits on the session, if anyone does. */
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

const handOver = async (parts: DueParts, sessionId: string, carrier: Carrier): Promise<MessageRecord[]> => {
  const now = parts.clock();
  const leaseMs = parts.settings.current().leaseSeconds * 1000;
  const handedBefore = now - leaseMs;
  // Most calls find nothing: they cost a read and no write.
  if ((await parts.store.read.receipts.due(sessionId, { handedBefore, now })).length === 0) return [];
  const items = await parts.store.write((tx) => handOverDue(tx, sessionId, carrier, { now, leaseMs }));
  if (items.length > 0) {
    parts.leases.watch(sessionId, now + leaseMs);
    await publishReceipts(parts, items);
  }
  return items;
};

const park = (parts: DueParts, machineId: string, sessionId: string, request: AskForReplies) => {
  let waiter: Waiter | undefined;
  let isOver = false;
  const result = new Promise<MessageRecord[]>((resolve, reject) => {
    const end = (items: MessageRecord[]) => {
      clearTimeout(timer);
      resolve(items);
    };
    const own: Waiter = {
      sessionId,
      machineId,
      carrier: request.carrier,
      resolve: end,
      reject: (error) => {
        clearTimeout(timer);
        reject(error);
      },
      giveBack: () => {
        if (isOver) end([]);
        else parts.waiters.add(own);
      },
    };
    const leave = () => {
      isOver = true;
      if (parts.waiters.remove(own)) end([]);
    };
    const timer = setTimeout(leave, request.waitSeconds * 1000);
    request.signal?.addEventListener("abort", leave, { once: true });
    waiter = own;
    parts.waiters.add(own);
  });
  return { waiter: waiter as Waiter, result };
};

/** Has those who wait be offered again what was handed over first, when its time is over. */
const watchOldest = async (parts: DueParts, sessionId: string): Promise<void> => {
  const oldest = await parts.store.read.receipts.oldestHandedAt(sessionId);
  if (oldest !== undefined) parts.leases.watch(sessionId, oldest + parts.settings.current().leaseSeconds * 1000);
};

const askAndWait = async (parts: DueParts, machineId: string, sessionId: string, request: AskForReplies) => {
  // Parked before it looks, so that a reply which comes in between finds it.
  const { waiter, result } = park(parts, machineId, sessionId, request);
  parts.listening.began(sessionId);
  try {
    const handed = await handOver(parts, sessionId, request.carrier);
    if (handed.length > 0) {
      if (parts.waiters.remove(waiter)) waiter.resolve(handed);
      // A reply that came in the meantime resolved the wait with what was due then; these are further ones.
      else return [...handed, ...(await result)];
    } else {
      await watchOldest(parts, sessionId);
    }
    return await result;
  } finally {
    parts.waiters.remove(waiter);
    parts.listening.asked(sessionId);
  }
};

const offerTo = async (parts: DueParts, sessionId: string): Promise<void> => {
  const waiter = parts.waiters.claim(sessionId);
  if (waiter === undefined) return;
  try {
    const items = await handOver(parts, sessionId, waiter.carrier);
    if (items.length > 0) waiter.resolve(items);
    else waiter.giveBack();
    if (parts.waiters.has(sessionId)) await watchOldest(parts, sessionId);
  } catch (error) {
    parts.logger.warn({ error: String(error), sessionId }, "could not hand over");
    waiter.giveBack();
    parts.leases.watch(sessionId, parts.clock() + parts.settings.current().leaseSeconds * 1000);
  }
};

export const createDue = (parts: DueParts): DueService => ({
  async ask(machine, sessionId, request) {
    await sessionOfMachine(parts.store.read, machine.id, sessionId);
    if (request.waitSeconds > 0) return askAndWait(parts, machine.id, sessionId, request);
    const items = await handOver(parts, sessionId, request.carrier);
    parts.listening.asked(sessionId);
    return items;
  },
  offer: (sessionId) => offerTo(parts, sessionId),
  async putBack(messages) {
    const ids = messages.map((message) => message.id);
    const receipts = await parts.store.write(async (tx) => {
      const still: string[] = [];
      for (const id of ids) if ((await tx.receipts.byMessage(id))?.state === "handed") still.push(id);
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
  },
});
