import { AuditType, type AuditQuery } from "#contract/audit.ts";
import type { Page } from "#contract/common.ts";
import { limits } from "#contract/limits.ts";
import type { Settings } from "#contract/settings.ts";
import { HubError } from "../errors.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { LedgerRecord, PersonCaller } from "../records.ts";
import { parseSeqCursor } from "../sessions/cursor.ts";
import type { LedgerFilter } from "../store-safety.ts";
import { byPerson } from "./entry.ts";
import { createRefusals, type Refusals } from "./refusals.ts";
import { createRetention } from "./retention.ts";
import { type LedgerCheck, verifyLedger } from "./verify.ts";

/** What happened, for those who look at it later. Entries are written by the services that did what they say. */
export interface LedgerService {
  /** Newest first. Throws `invalid` for a type that there is not, or a cursor that the hub did not give. */
  list(query: AuditQuery): Promise<Page<LedgerRecord>>;
  /** Looks through the whole chain; `head` is a hash that must be in it. */
  verify(head?: string): Promise<LedgerCheck>;
  /** All that the query means, oldest first, in pieces; that it was taken out is written down before. */
  export(caller: PersonCaller, query: AuditQuery): Promise<AsyncIterable<LedgerRecord[]>>;
  readonly refusals: Refusals;
  /** Takes away what is too old, and writes down what was only counted. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface Parts {
  store: Store;
  clock: Clock;
  logger: Logger;
  settings: { current(): Settings };
}

const ENTRIES_A_PIECE = 500;

const readTypes = (text: string): string[] => {
  const types = text.split(",").map((type) => type.trim());
  const wrong = types.find((type) => !AuditType.safeParse(type).success);
  if (wrong === undefined) return types;
  const message = `“${wrong.slice(0, 40)}” is not a type of entry; there are ${AuditType.options.join(", ")}`;
  throw new HubError("invalid", `type: ${message}`, { issues: [{ path: "type", message }] });
};

const filterOf = ({ type, person, machine, session, since, until }: AuditQuery): LedgerFilter => ({
  ...(type === undefined ? {} : { types: readTypes(type) }),
  ...(person === undefined ? {} : { personId: person }),
  ...(machine === undefined ? {} : { machineId: machine }),
  ...(session === undefined ? {} : { sessionId: session }),
  ...(since === undefined ? {} : { since: Date.parse(since) }),
  ...(until === undefined ? {} : { until: Date.parse(until) }),
});

const list = async (store: Store, query: AuditQuery): Promise<Page<LedgerRecord>> => {
  const { limit = limits.pageItemsDefault, before, after } = query;
  const found = await store.read.ledger.list(filterOf(query), {
    limit: limit + 1,
    ...(before === undefined ? {} : { before: parseSeqCursor(before, "before") }),
    ...(after === undefined ? {} : { after: parseSeqCursor(after, "after") }),
  });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? String(last.seq) : null };
};

async function* pieces(store: Store, filter: LedgerFilter, upTo: number): AsyncGenerator<LedgerRecord[]> {
  let after = 0;
  while (after < upTo) {
    const found = (await store.read.ledger.onwards(after, ENTRIES_A_PIECE, filter)).filter(({ seq }) => seq <= upTo);
    const last = found.at(-1);
    if (last === undefined) return;
    yield found;
    after = last.seq;
  }
}

const startExport = async (
  { store, clock }: Parts,
  caller: PersonCaller,
  query: AuditQuery,
): Promise<AsyncIterable<LedgerRecord[]>> => {
  const filter = filterOf(query);
  const { type, person, machine, session, since, until } = query;
  const asked = Object.entries({ type, person, machine, session, since, until });
  const details = Object.fromEntries(asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const entry = { ...byPerson(caller), at: clock(), type: "ledger-exported", sessionId: null, subject: null } as const;
  // With its own entry, so that the copy says when it was made and by whom.
  const { seq } = await store.write((tx) => tx.ledger.append({ ...entry, details }));
  return pieces(store, filter, seq);
};

export const createLedger = (parts: Parts): LedgerService => {
  const { store } = parts;
  const refusals = createRefusals(parts);
  const prune = createRetention(parts);
  return {
    list: (query) => list(store, query),
    verify: (head) => verifyLedger(store.read.ledger, head),
    export: (caller, query) => startExport(parts, caller, query),
    refusals,
    async tidy() {
      await refusals.flush();
      await prune();
    },
    close: () => refusals.settled(),
  };
};
