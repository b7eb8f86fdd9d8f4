import type { Effect } from "#contract/rule.ts";
import type { RuleRecord } from "../records.ts";

/** One part of a call, such as a path or a simple command, and what the rules about it say. */
export interface Piece {
  text: string;
  /** Null when no rule is about it. */
  effect: Effect | null;
  rule: RuleRecord | null;
  why: string;
}

export interface Pieces {
  pieces: Piece[];
  /** Why the call is not understood whole: then it may do more than its pieces say. Null when it is. */
  problem: string | null;
}
