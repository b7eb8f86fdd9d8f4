import type { SessionState } from "#contract/session.ts";
import type { Change, Changes } from "../changes.ts";
import { byHub } from "../ledger/entry.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { RuleRecord } from "../records.ts";
import type { ReadTx, WriteTx } from "../store.ts";
import { aboutRule } from "./ledger.ts";
import { isOver, type Standing } from "./standing.ts";

interface Parts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  standing: Standing;
  /** Takes over what was written here. */
  committed(rules: readonly RuleRecord[]): void;
}

export interface Ends {
  /** Ends what is over now. */
  sweep(): Promise<void>;
  /** Ends it in the next moments, without waiting for it. */
  soon(): void;
  /** Has it ended when its time has come. */
  watch(rule: RuleRecord): void;
  close(): Promise<void>;
}

/** Timers don't follow a clock that is set anew, so it is read at least so often while a rule can run out. */
const LOOK_AGAIN_MS = 60_000;

const ended: ReadonlySet<SessionState> = new Set(["closed", "done", "failed"]);

/** Whether the session that a rule ends with is over, or gone. */
export const isSessionOver = async (tx: ReadTx, rule: RuleRecord): Promise<boolean> => {
  if (rule.until !== "session") return false;
  const session = rule.scope?.sessionId === undefined ? undefined : await tx.sessions.byId(rule.scope.sessionId);
  return session === undefined || ended.has(session.state);
};

const endIn = async (
  tx: WriteTx,
  { id, until }: RuleRecord,
  { at, wasOver }: { at: number; wasOver: boolean },
): Promise<RuleRecord | undefined> => {
  const rule = await tx.rules.byId(id);
  if (rule === undefined || rule.endedAt !== null) return undefined;
  const isEnd = isOver(rule, at) || (wasOver && rule.until === until) || (await isSessionOver(tx, rule));
  if (!isEnd) return undefined;
  const why = rule.until === "session" ? "session" : "time";
  await tx.rules.update(id, { endedAt: at, endedWhy: why });
  const after: RuleRecord = { ...rule, endedAt: at, endedWhy: why };
  await tx.ledger.append({ ...byHub(), at, type: "rule-ended", ...aboutRule(after, { why, used: rule.used }) });
  return after;
};

/** The session of a change after which rules of that session are over. */
const overBy = (change: Change): string | undefined => {
  if (change.type === "session-deleted") return change.sessionId;
  if (change.type !== "session" && change.type !== "message") return undefined;
  return ended.has(change.session.state) ? change.session.id : undefined;
};

const createTimer = (clock: Clock, look: () => void) => {
  let next: { at: number; timer: NodeJS.Timeout } | undefined;
  return {
    watch(at: number) {
      if (next !== undefined && next.at <= at) return;
      clearTimeout(next?.timer);
      const run = () => {
        next = undefined;
        look();
      };
      next = { at, timer: setTimeout(run, Math.min(Math.max(0, at - clock()) + 1, LOOK_AGAIN_MS)).unref() };
    },
    stop: () => clearTimeout(next?.timer),
  };
};

/** Ends rules whose time, or whose session, is over. */
export const createEnds = ({ store, clock, logger, changes, standing, committed }: Parts): Ends => {
  let running = Promise.resolve();
  let isClosed = false;
  const watchNext = () => {
    const times = standing.all().flatMap(({ until }) => (typeof until === "number" ? [until] : []));
    if (!isClosed && times.length > 0) timer.watch(Math.min(...times));
  };
  const sweep = async () => {
    const at = clock();
    const inForce = new Set(standing.inForce(at).map(({ id }) => id));
    const may = standing.all().filter(({ id, until }) => until === "session" || !inForce.has(id));
    if (may.length > 0) {
      const done = await store.write(async (tx) => {
        const rules: RuleRecord[] = [];
        for (const one of may) {
          const rule = await endIn(tx, one, { at, wasOver: !inForce.has(one.id) });
          if (rule !== undefined) rules.push(rule);
        }
        return rules;
      });
      committed(done);
    }
    watchNext();
  };
  const soon = () => {
    if (isClosed) return;
    running = running.then(sweep).catch((error: unknown) => {
      logger.warn({ error: String(error) }, "rules that are over could not be ended; trying again");
      if (!isClosed) timer.watch(clock() + LOOK_AGAIN_MS);
    });
  };
  const timer = createTimer(clock, soon);
  const unsubscribe = changes.subscribe((change) => {
    const over = overBy(change);
    if (over === undefined) return;
    if (standing.sessionOver(over)) soon();
  });
  return {
    sweep,
    soon,
    watch(rule) {
      if (!isClosed && typeof rule.until === "number") timer.watch(rule.until);
    },
    async close() {
      isClosed = true;
      unsubscribe();
      timer.stop();
      await running;
    },
  };
};
