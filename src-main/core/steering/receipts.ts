import type { AckRequest } from "#contract/reply.ts";
import { signAt } from "../attention/habit.ts";
import { HubError } from "../errors.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import { roleIn } from "../people/access.ts";
import type { MachineRecord, PersonRecord, ReceiptRecord } from "../records.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { WriteTx } from "../store.ts";
import type { DueParts } from "./due.ts";

export interface ReceiptsService {
  /** The agent's side took replies up, or says that it could not. Repeating it changes nothing. */
  acknowledge(machine: MachineRecord, sessionId: string, request: AckRequest, once?: Once): Promise<ReceiptRecord[]>;
  /** Takes a reply back if it is still queued; `isWithdrawn` says whether this call did so. */
  withdraw(person: PersonRecord, messageId: string): Promise<{ receipt: ReceiptRecord; isWithdrawn: boolean }>;
}

interface Parts extends Pick<DueParts, "store" | "clock" | "changes"> {
  writeOnce: WriteOnce;
}

const receiptsOf = async (tx: WriteTx, sessionId: string, ids: string[]): Promise<ReceiptRecord[]> => {
  const receipts: ReceiptRecord[] = [];
  const unknown: string[] = [];
  for (const id of new Set(ids)) {
    const receipt = await tx.receipts.byMessage(id);
    if (receipt?.sessionId === sessionId) receipts.push(receipt);
    else unknown.push(id);
  }
  if (unknown.length > 0) {
    throw new HubError("not-found", `No reply of this session has the id ${unknown.join(", ")}.`);
  }
  return receipts;
};

const isOpen = (receipt: ReceiptRecord) => receipt.state === "queued" || receipt.state === "handed";

const publishMoved = async (parts: Pick<Parts, "store" | "changes">, moved: ReceiptRecord[]) => {
  const first = moved[0];
  if (first === undefined) return;
  for (const receipt of moved) parts.changes.publish({ type: "receipt", receipt });
  const session = await parts.store.read.sessions.byId(first.sessionId);
  if (session) parts.changes.publish({ type: "session", session, stateBefore: session.state });
};

export const createReceipts = (parts: Parts): ReceiptsService => ({
  async acknowledge(machine, sessionId, request, once) {
    const { value, isReplay } = await parts.writeOnce(once, async (tx) => {
      const session = await sessionOfMachine(tx, machine.id, sessionId);
      const known = await receiptsOf(tx, sessionId, request.ids);
      const open = known.filter(isOpen).map((receipt) => receipt.messageId);
      const at = parts.clock();
      const note = request.note === undefined ? {} : { note: request.note };
      const moved = await tx.receipts.move(open, { state: request.outcome ?? "taken", at, ...note });
      if (moved.length > 0) await tx.sessions.update(sessionId, signAt(session, at));
      const byId = new Map(moved.map((receipt) => [receipt.messageId, receipt]));
      return { moved, all: known.map((receipt) => byId.get(receipt.messageId) ?? receipt) };
    });
    if (!isReplay) await publishMoved(parts, value.moved);
    return value.all;
  },
  async withdraw(person, messageId) {
    const { receipt, moved } = await parts.store.write(async (tx) => {
      const before = await tx.receipts.byMessage(messageId);
      const role = before && (await roleIn(tx, person, before.sessionId));
      if (before === undefined || role === undefined) {
        throw new HubError("not-found", "There is no reply with this id.");
      }
      if (role === "viewer") throw new HubError("forbidden", "A viewer can't withdraw a reply.");
      if (before.state !== "queued") return { receipt: before, moved: [] };
      const after = await tx.receipts.move([messageId], { state: "withdrawn", at: parts.clock() });
      return { receipt: after[0] ?? before, moved: after };
    });
    await publishMoved(parts, moved);
    return { receipt, isWithdrawn: moved.length > 0 };
  },
});
