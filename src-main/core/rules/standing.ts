import type { RuleRecord } from "../records.ts";

/** The rules that have not ended, kept in memory: every call of a tool is judged by them. */
export interface Standing {
  /** Takes over a rule as it is on disk. */
  set(rule: RuleRecord): void;
  /** All that are not known to have ended, newest first. */
  all(): RuleRecord[];
  /** Those that count at this time, newest first. */
  inForce(at: number): RuleRecord[];
  /** The session is over, and with it the rules that end with it, though it may go on later. Gives whether there are any. */
  sessionOver(sessionId: string): boolean;
}

/** Whether the time of a rule is over. */
export const isOver = ({ until }: Pick<RuleRecord, "until">, at: number): boolean =>
  typeof until === "number" && until <= at;

const newestFirst = (a: RuleRecord, b: RuleRecord) =>
  b.createdAt - a.createdAt || (b.id > a.id ? 1 : b.id < a.id ? -1 : 0);

/** `onOver` is called when rules are seen to be over for the first time. */
export const createStanding = (rules: readonly RuleRecord[], onOver: () => void): Standing => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  let sorted = rules.toSorted(newestFirst);
  /** Seen to be over: a clock that is set back does not bring them to life. */
  const over = new Set<string>();
  return {
    set(rule) {
      if (rule.endedAt === null) byId.set(rule.id, rule);
      else byId.delete(rule.id);
      over.delete(rule.id);
      sorted = [...byId.values()].toSorted(newestFirst);
    },
    all: () => sorted,
    inForce(at) {
      const before = over.size;
      for (const rule of sorted) if (isOver(rule, at)) over.add(rule.id);
      if (over.size > before) onOver();
      return over.size === 0 ? sorted : sorted.filter(({ id }) => !over.has(id));
    },
    sessionOver(sessionId) {
      const ended = sorted.filter(({ until, scope }) => until === "session" && scope?.sessionId === sessionId);
      for (const { id } of ended) over.add(id);
      return ended.length > 0;
    },
  };
};
