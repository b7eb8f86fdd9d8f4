import type { ApprovalEnd, ApprovalQuery, ApprovalRequest } from "#contract/approval.ts";
import type { Page } from "#contract/common.ts";
import type { Once } from "../idempotency.ts";
import { byMachine } from "../ledger/entry.ts";
import { roleIn } from "../people/access.ts";
import type { ApprovalRecord, MachineCaller, MachineRecord, PersonRecord } from "../records.ts";
import type { WaitRequest } from "../waits/park.ts";
import { type Answers, createAnswers } from "./answers.ts";
import { missing } from "./decide.ts";
import { type Ended, endIn } from "./end.ts";
import { startLife } from "./life.ts";
import { listFor } from "./list.ts";
import { callOf, type Opened, openIn } from "./open.ts";
import type { ApprovalParts, OpenParts } from "./parts.ts";
import { approvalOfMachine, createWait } from "./wait.ts";
import { elsewhere, withdrawnByAgent } from "./withdraw.ts";

export interface ApprovalsService extends Answers {
  /**
   * Asks the rules, and opens an approval where none decides; null where only rules were to be asked. Resolves once it is
   * on disk.
   */
  open(
    machine: MachineCaller,
    sessionId: string,
    request: ApprovalRequest,
    once?: Once,
  ): Promise<ApprovalRecord | null>;
  /** The approval, at once or as soon as it is no longer open; open still at the end of the wait. */
  wait(machine: MachineRecord, id: string, request: WaitRequest): Promise<ApprovalRecord>;
  /** Takes it back: it was answered elsewhere, or nobody waits any more. */
  withdraw(machine: MachineCaller, id: string, by?: ApprovalEnd["by"]): Promise<Ended>;
  /** Those of the discussions that the person may see, a page at a time. */
  list(person: PersonRecord, query: ApprovalQuery): Promise<Page<ApprovalRecord>>;
  /** Throws `not-found` for one of a discussion that the person may not see. */
  ofPerson(person: PersonRecord, id: string): Promise<ApprovalRecord>;
  /** Ends the waits for approvals that another transaction ended, and tells screens. */
  tellEnded(ended: readonly ApprovalRecord[]): Promise<void>;
  endOfMachine(machineId: string, error: Error): void;
  endOfSession(sessionId: string, error: Error): void;
  /** Ends every wait, for a hub that closes. */
  close(): Promise<void>;
}

const createOpen =
  (parts: OpenParts, watch: (at: number) => void): ApprovalsService["open"] =>
  async (machine, sessionId, request, once) => {
    if (request.rulesOnly && (await isOpenToRules(parts, machine, sessionId, request))) return null;
    const { value, isReplay } = await parts.writeOnce(once, (tx): Promise<Opened> => {
      return openIn(tx, parts, machine, sessionId, request);
    });
    const { approval, news, used, ended } = value;
    if (isReplay) return approval;
    parts.rules.committed(used);
    await parts.tellEnded(ended);
    if (approval?.state === "open") watch(approval.expiresAt);
    if (approval !== null && news !== null) {
      parts.changes.publish({ type: "message", ...news }, { type: "approval", approval, session: news.session });
    }
    return approval;
  };

/** Most calls that only rules are asked about find none: they cost reads and no write. */
const isOpenToRules = async (
  { store, rules }: OpenParts,
  machine: MachineRecord,
  sessionId: string,
  request: ApprovalRequest,
): Promise<boolean> => {
  const session = await store.read.sessions.byId(sessionId);
  if (session?.machineId !== machine.id) return false;
  const { effect } = rules.judge(callOf(session, request));
  return request.rulesOnly === "deny" ? effect !== "deny" : effect === "ask";
};

/** Approvals of agents and their ends. Ends at once what ran out while the hub was off. */
export const createApprovals = async (base: ApprovalParts): Promise<ApprovalsService> => {
  const { store, clock } = base;
  const { parts, attendance, watch, close } = await startLife(base);
  const { waiters, tellEnded, expireIfOverdue } = parts;
  return {
    ...createAnswers(parts),
    open: createOpen(parts, watch),
    wait: createWait(parts, attendance),
    async withdraw(machine, id, by) {
      await expireIfOverdue(id);
      const done = await store.write(async (tx) => {
        const approval = await approvalOfMachine(tx, machine.id, id);
        const session = await tx.sessions.byId(approval.sessionId);
        if (session === undefined) throw missing();
        const doer = byMachine(machine, machine.address);
        return endIn(tx, approval, { ...withdrawnByAgent(session, clock(), elsewhere(by)), doer });
      });
      if (done.isDone) await tellEnded([done.approval]);
      return done;
    },
    list: (person, query) => listFor(store, person, query),
    async ofPerson(person, id) {
      await expireIfOverdue(id);
      const approval = await store.read.approvals.byId(id);
      const role = approval && (await roleIn(store.read, person, approval.sessionId));
      if (approval === undefined || role === undefined) throw missing();
      return approval;
    },
    tellEnded,
    endOfMachine: (machineId, error) => waiters.end((waiter) => waiter.machineId === machineId, error),
    endOfSession: (sessionId, error) => waiters.end((waiter) => waiter.sessionId === sessionId, error),
    close,
  };
};
