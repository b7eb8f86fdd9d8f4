import type { Receipt } from "#contract/receipt.ts";
import { receiptLine } from "./receipts.ts";

/** One step of a reply on its way; `at` is null where only that it happened is known. */
export interface ReceiptStep {
  words: string;
  at: string | null;
}

const given = (receipt: Receipt, agentName: string): ReceiptStep => ({
  words: receiptLine({ ...receipt, state: "handed" }, agentName),
  at: receipt.handedAt,
});

const passedHandover = (receipt: Receipt) =>
  receipt.carrier !== null && (receipt.state === "taken" || receipt.state === "failed");

/** All that is known of a reply's way, oldest first: `seen` is what came while this screen was there. */
export const receiptSteps = (
  createdAt: string,
  receipt: Receipt,
  seen: readonly Receipt[],
  agentName: string,
): ReceiptStep[] => {
  const isKnown = seen.some(({ state, at }) => state === receipt.state && at === receipt.at);
  const all = (isKnown ? seen : [...seen, receipt]).filter(({ state, at }) => state !== "queued" || at !== createdAt);
  const steps = all.map(
    (step): ReceiptStep => ({
      words: step.state === "queued" ? "put back: waits again" : receiptLine(step, agentName),
      at: step.at,
    }),
  );
  const lacksHandover = passedHandover(receipt) && !all.some(({ state }) => state === "handed");
  return [{ words: "written", at: createdAt }, ...(lacksHandover ? [given(receipt, agentName)] : []), ...steps];
};
