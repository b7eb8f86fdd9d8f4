/** Something that was sent under an idempotency key. */
export interface Sent {
  key: string;
  kind: "post" | "reply" | "question";
  sessionId: string;
  /** Unlike every other text, so that it can be counted. */
  text: string;
}

/** What the callers know: what they sent, and what the hub said before it died. */
export interface Ledger {
  /** A new message to send. */
  next(kind: Sent["kind"], sessionId: string): Sent;
  /** The hub said with a 2xx that the message is kept under this id. */
  confirm(sent: Sent, id: string): void;
  /** No answer came: it is kept once or not at all. */
  loseAnswer(sent: Sent): void;
  /** Takes out some of those whose answer was lost, to be sent again. */
  takeLost(share: number, random: () => number): Sent[];
  /** A watcher got this reply. */
  deliver(id: string): void;
  /** An acknowledgement is sent; whether it was kept is not known yet. */
  tryToAcknowledge(ids: string[]): void;
  acknowledge(ids: string[]): void;

  readonly sent: ReadonlyMap<string, Sent>;
  /** Ids by idempotency key. */
  readonly confirmed: ReadonlyMap<string, string>;
  /** How often each reply came, by id. */
  readonly delivered: ReadonlyMap<string, number>;
  readonly tried: ReadonlySet<string>;
  readonly acknowledged: ReadonlySet<string>;
  /** Things the hub said that contradict each other. */
  readonly contradictions: readonly string[];
}

export const createLedger = (): Ledger => {
  const sent = new Map<string, Sent>();
  const confirmed = new Map<string, string>();
  const delivered = new Map<string, number>();
  const tried = new Set<string>();
  const acknowledged = new Set<string>();
  const contradictions: string[] = [];
  let lost: Sent[] = [];
  return {
    sent,
    confirmed,
    delivered,
    tried,
    acknowledged,
    contradictions,
    next(kind, sessionId) {
      const key = `key-${sent.size}`;
      const one: Sent = { key, kind, sessionId, text: `${kind} of ${key}` };
      sent.set(key, one);
      return one;
    },
    confirm({ key }, id) {
      const before = confirmed.get(key);
      if (before !== undefined && before !== id) contradictions.push(`${key} was confirmed as ${before} and as ${id}`);
      confirmed.set(key, id);
    },
    loseAnswer: (one) => lost.push(one),
    takeLost(share, random) {
      const taken = lost.filter(() => random() < share);
      lost = lost.filter((one) => !taken.includes(one));
      return taken;
    },
    deliver: (id) => delivered.set(id, (delivered.get(id) ?? 0) + 1),
    tryToAcknowledge(ids) {
      for (const id of ids) tried.add(id);
    },
    acknowledge(ids) {
      for (const id of ids) acknowledged.add(id);
    },
  };
};
