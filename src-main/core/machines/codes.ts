import { limits } from "#contract/limits.ts";
import { HubError } from "../errors.ts";
import { byHub, byPerson } from "../ledger/entry.ts";
import type { Refusals } from "../ledger/refusals.ts";
import type { Clock, Store } from "../ports.ts";
import type { PersonCaller } from "../records.ts";
import { CODE_PREFIX_LENGTH, hashSecret, isSameHash, newJoinCode } from "../secrets.ts";
import type { WriteTx } from "../store.ts";

export interface JoinCodes {
  /** For a person, or for whoever starts the hub and reads what it prints. */
  create(caller?: PersonCaller): Promise<{ code: string; expiresAt: number }>;
  /** Uses the code up. Throws `forbidden`, `gone` or `rate-limited`; every wrong try is counted. */
  use(code: string, address: string): Promise<void>;
}

const prefixOf = (code: string) => code.slice(0, CODE_PREFIX_LENGTH);
const WINDOW_MS = limits.joinCodeMinutes * 60_000;
const MOST_ADDRESSES = 10_000;

/** Counts wrong tries of an address within the life of a code. */
const createTries = (clock: Clock) => {
  const byAddress = new Map<string, { count: number; since: number }>();
  const of = (address: string) => {
    const known = byAddress.get(address);
    return known !== undefined && clock() - known.since < WINDOW_MS ? known : undefined;
  };
  return {
    tooMany(address: string): HubError | undefined {
      const known = of(address);
      if (known === undefined || known.count < limits.joinCodeTries) return undefined;
      const retryAfterSeconds = Math.max(1, Math.ceil((known.since + WINDOW_MS - clock()) / 1000));
      return new HubError(
        "rate-limited",
        "Too many wrong codes from this address. Wait ten minutes, then ask for a new code.",
        { retryAfterSeconds },
      );
    },
    countWrong(address: string) {
      if (byAddress.size >= MOST_ADDRESSES) byAddress.clear();
      const known = of(address);
      if (known) known.count += 1;
      else byAddress.set(address, { count: 1, since: clock() });
    },
  };
};

type Outcome = "good" | "wrong" | "gone";

const judge = async (tx: WriteTx, clock: Clock, code: string): Promise<Outcome> => {
  const record = await tx.joinCodes.byPrefix(prefixOf(code));
  if (record === undefined) return "wrong";
  const isRight = isSameHash(record.codeHash, hashSecret(code));
  const isOver = record.usedAt !== null || record.expiresAt <= clock() || record.triesLeft <= 0;
  if (isOver) return isRight ? "gone" : "wrong";
  if (!isRight) {
    await tx.joinCodes.update(record.codeHash, { triesLeft: record.triesLeft - 1 });
    return "wrong";
  }
  await tx.joinCodes.update(record.codeHash, { usedAt: clock() });
  return "good";
};

export const createJoinCodes = ({
  store,
  clock,
  refusals,
}: {
  store: Store;
  clock: Clock;
  refusals: Refusals;
}): JoinCodes => {
  const tries = createTries(clock);
  return {
    async create(caller) {
      const expiresAt = clock() + WINDOW_MS;
      const code = await store.write(async (tx) => {
        await tx.joinCodes.removeExpired(clock() - WINDOW_MS);
        let fresh = newJoinCode();
        while ((await tx.joinCodes.byPrefix(prefixOf(fresh))) !== undefined) fresh = newJoinCode();
        await tx.joinCodes.insert({
          codeHash: hashSecret(fresh),
          prefix: prefixOf(fresh),
          createdAt: clock(),
          expiresAt,
          triesLeft: limits.joinCodeTries,
          usedAt: null,
        });
        await tx.ledger.append({
          ...(caller === undefined ? byHub() : byPerson(caller)),
          at: clock(),
          type: "join-code-made",
          sessionId: null,
          subject: null,
          details: { expiresAt: new Date(expiresAt).toISOString() },
        });
        return fresh;
      });
      return { code, expiresAt };
    },
    async use(code, address) {
      const outcome = await store.write(async (tx) => {
        // Counted inside, where one try comes after the other: of many at once none gets past the limit.
        const tooMany = tries.tooMany(address);
        if (tooMany !== undefined) return tooMany;
        const judged = await judge(tx, clock, code);
        if (judged !== "good") tries.countWrong(address);
        return judged;
      });
      if (outcome === "good") return;
      refusals.note("join-refused", address, { why: typeof outcome === "string" ? outcome : "too-many-tries" });
      if (outcome instanceof HubError) throw outcome;
      if (outcome === "gone") {
        throw new HubError("gone", "This code was used already, or its ten minutes are over. Ask for a new one.");
      }
      throw new HubError("forbidden", "This is not a code that the hub gave out. Check it, or ask for a new one.");
    },
  };
};
