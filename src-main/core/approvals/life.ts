import type { ApprovalRecord, SessionRecord } from "../records.ts";
import { createExpiry } from "../waits/expiry.ts";
import { createWaiters } from "../waits/waiters.ts";
import { type Attendance, createAttendance } from "./attendance.ts";
import { followRules } from "./follow-rules.ts";
import type { ApprovalParts, OpenParts } from "./parts.ts";
import { allOpen, createSweeps, mayStrand } from "./sweeps.ts";

const tellEndedBy =
  ({ store, changes }: ApprovalParts, waiters: OpenParts["waiters"], attendance: Attendance) =>
  async (ended: readonly ApprovalRecord[]): Promise<void> => {
    for (const approval of ended) {
      waiters.settle(approval);
      attendance.forget(approval.id);
    }
    for (const approval of ended) {
      const session: SessionRecord | undefined = await store.read.sessions.byId(approval.sessionId);
      if (session === undefined) continue;
      const stateBefore = session.state;
      changes.publish({ type: "approval", approval, session }, { type: "session", session, stateBefore });
    }
  };

/** Those that somebody waited for when the hub ended: their leases begin anew. */
const resumeAttendance = async ({ store }: ApprovalParts, attendance: Attendance): Promise<void> => {
  for await (const { id, waitedAt } of allOpen(store.read)) if (waitedAt !== null) attendance.left(id);
};

/** Runs one thing after the other that nobody waits for. */
const createChain = ({ logger }: ApprovalParts) => {
  let running = Promise.resolve();
  return {
    run(work: () => Promise<void>) {
      running = running.then(work).catch((error: unknown) => {
        logger.warn({ error: String(error) }, "approvals that nobody waits for could not be withdrawn");
      });
    },
    settled: () => running,
  };
};

/** What ends approvals that no call ends, from the hub's start on. */
export interface Life {
  parts: OpenParts;
  attendance: Attendance;
  /** Has approvals looked at when this time has come. */
  watch(at: number): void;
  /** Stops, and ends every wait. */
  close(): Promise<void>;
}

/** Ends at once what ran out or was left alone while the hub was off, and follows what goes on from there. */
export const startLife = async (base: ApprovalParts): Promise<Life> => {
  const { store, clock, changes, settings } = base;
  const waiters = createWaiters<ApprovalRecord>();
  const chain = createChain(base);
  const attendance = createAttendance({
    leaseMs: () => settings.current().leaseSeconds * 1000,
    onGone: (id) => chain.run(() => sweeps.withdrawUnattended(id)),
  });
  const tellEnded = tellEndedBy(base, waiters, attendance);
  const sweeps = createSweeps({ ...base, tellEnded });
  const parts: OpenParts = {
    ...base,
    waiters,
    tellEnded,
    async expireIfOverdue(id) {
      const approval = await store.read.approvals.byId(id);
      if (approval?.state === "open" && approval.expiresAt <= clock()) await sweeps.expire();
    },
  };
  const expiry = createExpiry({ ...base, of: "approvals", expire: sweeps.expire });
  const unsubscribe = changes.subscribe((change) => {
    if (mayStrand(change)) chain.run(sweeps.withdrawStranded);
  });
  await sweeps.withdrawStranded();
  const next = await sweeps.expire();
  if (next !== undefined) expiry.watch(next);
  await resumeAttendance(base, attendance);
  const unfollowRules = followRules(parts);
  return {
    parts,
    attendance,
    watch: expiry.watch,
    async close() {
      unsubscribe();
      await expiry.close();
      await unfollowRules();
      attendance.close();
      await chain.settled();
      waiters.end(() => true);
    },
  };
};
