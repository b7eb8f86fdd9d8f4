import type { Receipt } from "#contract/receipt.ts";

/** The states that receipts went through while this screen was there. */
export interface Steps {
  note(receipt: Receipt): void;
  /** In the order in which they were seen, one for each time it came into a state. */
  of(messageId: string): readonly Receipt[];
}

const mostRemembered = 300;
const none: readonly Receipt[] = [];

export const createSteps = (): Steps => {
  const steps = new Map<string, readonly Receipt[]>();
  return {
    note(receipt) {
      const before = steps.get(receipt.messageId) ?? none;
      if (before.some(({ state, at }) => state === receipt.state && at === receipt.at)) return;
      steps.delete(receipt.messageId);
      steps.set(receipt.messageId, [...before, receipt]);
      for (const oldest of steps.keys()) {
        if (steps.size <= mostRemembered) return;
        steps.delete(oldest);
      }
    },
    of: (messageId) => steps.get(messageId) ?? none,
  };
};
