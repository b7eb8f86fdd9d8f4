import type { Client } from "#client/client.ts";
import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import { limits } from "#contract/limits.ts";
import { isProblem } from "../errors.ts";
import { canWait } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { createPauses } from "../watch/pauses.ts";

/** How the hub is reached, and how time goes by. */
export interface Desk {
  readonly client: Client;
  /** A client whose calls may wait for so long before the hub answers. */
  waiting(seconds: number): Client;
  readonly now: () => number;
  readonly random: () => number;
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** How long may be waited, as `now()` counts, and what ends it before. */
export interface Patience {
  /** The opening is given up then; 0: tried once. */
  readonly openUntil: number;
  /** The wait is given up then. */
  readonly until: number;
  readonly gone: AbortSignal;
}

// A repeat after an error of the hub's own may go well too.
const mayPass = (error: unknown) => canWait(error) || (isProblem(error) && error.status >= 500);
/** An answer sooner than this, of one that is open still, means that the hub did not wait. */
const soonMilliseconds = 500;
/** The hub takes one that waits no more for gone; so the pauses are shorter than the shortest lease. */
const longestPause = 4000;
/** The hub that closes it in time may answer so much later. */
const graceMilliseconds = 10_000;

const createShortPauses = (desk: Desk, gone: AbortSignal) => {
  const pauses = createPauses(desk.random);
  return {
    pause: () => desk.pause(Math.min(longestPause, pauses.next()), gone),
    reset: pauses.reset,
  };
};

/** Opens an approval; the same key makes a repeated try the same one. Throws the last error when the time is up. */
export const openApproval = async (
  desk: Desk,
  session: string,
  body: ApprovalRequest,
  { openUntil, gone }: Pick<Patience, "openUntil" | "gone">,
): Promise<Approval | null> => {
  const idempotencyKey = newKey(desk.random);
  const pauses = createShortPauses(desk, gone);
  for (;;) {
    try {
      const { approval } = await desk.client.call("openApproval", { params: { id: session }, body, idempotencyKey });
      return approval;
    } catch (error) {
      if (gone.aborted || !mayPass(error) || desk.now() >= openUntil) throw error;
      await pauses.pause();
    }
  }
};

/**
 * Waits until an approval is no longer open. A hub that is away is waited for until a little after the approval runs out.
 * Undefined when the time is up, when it is not to be found any more, or when nobody is left to hear the answer.
 */
export const awaitDecision = async (
  desk: Desk,
  approval: Approval,
  { until, gone }: Pick<Patience, "until" | "gone">,
): Promise<Approval | undefined> => {
  const pauses = createShortPauses(desk, gone);
  // By this machine's clock, which may differ from the hub's.
  const lasts = Date.parse(approval.expiresAt) - Date.parse(approval.createdAt);
  const end = Math.min(until, desk.now() + lasts + graceMilliseconds);
  let seen = approval;
  while (seen.state === "open" && !gone.aborted) {
    const seconds = Math.min(limits.waitSeconds, Math.floor((end - desk.now()) / 1000));
    if (seconds < 1) return undefined;
    const askedAt = desk.now();
    try {
      const query = { wait: String(seconds) };
      const options = { params: { id: approval.id }, query, signal: gone };
      ({ approval: seen } = await desk.waiting(seconds).call("approval", options));
      if (seen.state !== "open") return seen;
      if (desk.now() - askedAt >= soonMilliseconds) pauses.reset();
      else await pauses.pause();
    } catch (error) {
      if (gone.aborted || !mayPass(error)) return undefined;
      await pauses.pause();
    }
  }
  return gone.aborted ? undefined : seen;
};

/** Takes an approval back. One that is over already needs nothing more. */
export const withdraw = async ({ client }: Pick<Desk, "client">, id: string, by?: string): Promise<void> => {
  await client
    .call("withdrawApproval", { params: { id }, body: by === undefined ? {} : { by } })
    .catch(() => undefined);
};
