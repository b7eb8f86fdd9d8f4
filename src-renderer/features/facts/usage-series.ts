import type { Usage } from "#contract/session.ts";

/** One point of what a session has used so far. */
interface Sample {
  at: number;
  tokens: number;
}

const MINUTE = 60_000;
const minutesKept = 30;
const mostSessions = 60;

const tokensOf = (usage: Usage) => (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);

/** What sessions used while this screen looked on; nothing is made up for the time before. */
export interface UsageSeries {
  take(sessionId: string, usage: Usage | null, at: number): void;
  /** Tokens in each minute up to now, oldest first; empty until two totals were seen in different minutes. */
  perMinute(sessionId: string, now: number): number[];
}

export const createUsageSeries = (): UsageSeries => {
  const series = new Map<string, Sample[]>();
  return {
    take(sessionId, usage, at) {
      if (usage === null || (usage.inputTokens === undefined && usage.outputTokens === undefined)) return;
      const tokens = tokensOf(usage);
      const known = series.get(sessionId) ?? [];
      if (known.at(-1)?.tokens === tokens) return;
      // A total that went down is a new count: what was before says nothing about it.
      const samples = (known.at(-1)?.tokens ?? 0) > tokens ? [] : known.filter((s) => at - s.at < minutesKept * MINUTE);
      series.delete(sessionId);
      series.set(sessionId, [...samples, { at, tokens }]);
      for (const oldest of series.keys()) {
        if (series.size <= mostSessions) break;
        series.delete(oldest);
      }
    },
    perMinute(sessionId, now) {
      const samples = series.get(sessionId) ?? [];
      const first = samples[0];
      if (samples.length < 2 || !first) return [];
      const thisMinute = Math.floor(now / MINUTE);
      const from = Math.max(Math.floor(first.at / MINUTE), thisMinute - minutesKept + 1);
      const minutes = Array.from({ length: Math.max(0, thisMinute - from + 1) }, () => 0);
      for (const [at, sample] of samples.entries()) {
        const before = samples[at - 1];
        const minute = Math.floor(sample.at / MINUTE) - from;
        if (before && minutes[minute] !== undefined) minutes[minute] += sample.tokens - before.tokens;
      }
      return minutes.length > 1 && minutes.some((count) => count > 0) ? minutes : [];
    },
  };
};
