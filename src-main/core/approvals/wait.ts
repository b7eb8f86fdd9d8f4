import type { ApprovalRecord, MachineRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";
import { park, type WaitRequest } from "../waits/park.ts";
import type { Attendance } from "./attendance.ts";
import { missing } from "./decide.ts";
import type { OpenParts } from "./parts.ts";

/** The approval, if it is this machine's. */
export const approvalOfMachine = async (tx: ReadTx, machineId: string, id: string): Promise<ApprovalRecord> => {
  const approval = await tx.approvals.byId(id);
  const session = approval && (await tx.sessions.byId(approval.sessionId));
  if (approval === undefined || session?.machineId !== machineId) throw missing();
  return approval;
};

/** Makes what waits for the end of an approval: it is attended as long as somebody does. */
export const createWait =
  (parts: OpenParts, attendance: Attendance) =>
  async (machine: MachineRecord, id: string, request: WaitRequest): Promise<ApprovalRecord> => {
    const { store, clock, waiters } = parts;
    await parts.expireIfOverdue(id);
    const approval = await approvalOfMachine(store.read, machine.id, id);
    if (approval.state !== "open" || request.waitSeconds === 0) return approval;
    const { ended, leave } = park(waiters, { id, sessionId: approval.sessionId, machineId: machine.id }, request);
    attendance.came(id);
    try {
      // Kept once: after a restart of the hub it says that somebody may come back.
      if (approval.waitedAt === null) await store.write((tx) => tx.approvals.waited(id, clock()));
      // Parked before it looks again, so that an end in between is not missed.
      if ((await store.read.approvals.byId(id))?.state !== "open") leave();
      return (await ended) ?? (await approvalOfMachine(store.read, machine.id, id));
    } finally {
      leave();
      const isOpen = (await store.read.approvals.byId(id).catch(() => undefined))?.state === "open";
      if (isOpen && !waiters.has(id)) attendance.left(id);
    }
  };
