import type { Changes } from "../changes.ts";
import type { Store } from "../ports.ts";
import type { PersonRecord, ReceiptRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";

export interface ShutOut {
  deviceIds: string[];
  /** Of their replies that won't be handed over any more. */
  receipts: ReceiptRecord[];
}

const notes = {
  queued: "Its author was shut out before it was handed over.",
  handed: "It was handed over, but nobody said that it was taken up; its author was shut out since.",
} as const;

/** Ends all that a person has, inside a transaction. Their messages stay, with their name on them. */
export const shutOut = async (tx: WriteTx, person: PersonRecord, now: number): Promise<ShutOut> => {
  await tx.people.update(person.id, { revokedAt: now });
  await tx.people.removeTickets(person.id);
  const deviceIds = await tx.devices.removeOf(person.id);
  const open = await tx.receipts.openBy(person.id);
  const receipts: ReceiptRecord[] = [];
  for (const state of ["queued", "handed"] as const) {
    const ids = open.filter((receipt) => receipt.state === state).map(({ messageId }) => messageId);
    receipts.push(...(await tx.receipts.move(ids, { state: "withdrawn", at: now, note: notes[state] })));
  }
  return { deviceIds, receipts };
};

/** Tells screens what became of the replies. */
export const publishShutOut = async (
  { store, changes }: { store: Store; changes: Changes },
  receipts: readonly ReceiptRecord[],
): Promise<void> => {
  for (const receipt of receipts) changes.publish({ type: "receipt", receipt });
  for (const sessionId of new Set(receipts.map((receipt) => receipt.sessionId))) {
    const session = await store.read.sessions.byId(sessionId);
    if (session) changes.publish({ type: "session", session, stateBefore: session.state });
  }
};
