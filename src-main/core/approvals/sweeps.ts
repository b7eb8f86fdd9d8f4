import type { Change } from "../changes.ts";
import type { ApprovalRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";
import { byItself, endAll } from "./end.ts";
import type { OpenParts } from "./parts.ts";

/** All that are open, oldest first. */
export async function* allOpen(tx: ReadTx): AsyncGenerator<ApprovalRecord> {
  const limit = 200;
  let after: ApprovalRecord | undefined;
  for (;;) {
    const slice = after === undefined ? { limit } : { limit, after };
    const found = await tx.approvals.list({ states: ["open"], order: "oldest" }, slice);
    yield* found;
    if (found.length < limit) return;
    after = found.at(-1);
  }
}

/** Whether open approvals may be left that nobody can wait for. */
export const mayStrand = (change: Change): boolean => {
  if (change.type === "machine-revoked") return true;
  if (change.type !== "session" && change.type !== "message") return false;
  const { state, openApprovals } = change.session;
  return openApprovals > 0 && (state === "closed" || state === "done" || state === "failed");
};

/** Ends what ran out and what nobody can wait for any more; both in the next moment after a start of the hub, too. */
export const createSweeps = ({ store, clock, tellEnded }: Pick<OpenParts, "store" | "clock" | "tellEnded">) => ({
  /** Gives when the next one runs out. */
  async expire(): Promise<number | undefined> {
    const now = clock();
    // Again and again, since the store gives a bounded number at once.
    while ((await store.read.approvals.expired(now)).length > 0) {
      const ended = await store.write(async (tx) =>
        endAll(tx, await tx.approvals.expired(now), byItself("expired", now, "time")),
      );
      await tellEnded(ended);
    }
    return store.read.approvals.nextExpiry();
  },
  async withdrawStranded(): Promise<void> {
    while ((await store.read.approvals.stranded()).length > 0) {
      const ended = await store.write(async (tx) =>
        endAll(tx, await tx.approvals.stranded(), byItself("withdrawn", clock(), "session-over")),
      );
      await tellEnded(ended);
    }
  },
  /** Nobody came back to wait for it within the lease. */
  async withdrawUnattended(id: string): Promise<void> {
    const ended = await store.write(async (tx) => {
      const approval = await tx.approvals.byId(id);
      return approval === undefined ? [] : endAll(tx, [approval], byItself("withdrawn", clock(), "nobody-waits"));
    });
    await tellEnded(ended);
  },
});
