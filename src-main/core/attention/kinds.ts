import type { AttentionKind, QuietExceptions } from "#contract/attention.ts";

/** Nothing goes on without a person: what is escalated. */
const awaitsPerson: ReadonlySet<AttentionKind> = new Set(["approval", "question", "waiting", "urgent"]);
export const isAwaited = (kind: AttentionKind): boolean => awaitsPerson.has(kind);

/** Worth a person's time although they asked for no news. */
const needsPerson: ReadonlySet<AttentionKind> = new Set([...awaitsPerson, "mention", "failed"]);
export const isNeed = (kind: AttentionKind): boolean => needsPerson.has(kind);

const exceptions: Record<QuietExceptions, ReadonlySet<AttentionKind>> = {
  nothing: new Set(),
  "urgent-and-approvals": new Set(["urgent", "approval"]),
};
/** Whether it comes through in a quiet time with these exceptions. */
export const isLetThrough = (kind: AttentionKind, lets: QuietExceptions): boolean => exceptions[lets].has(kind);

/**
 * What goes into one notification with others of its session; null for what has buttons of its own, which another one must
 * never take the place of. Only alike goes together, so that the text of an urgent message is not lost under a plain one.
 */
export const bundleOf = (kind: AttentionKind): string | null => {
  if (kind === "approval" || kind === "question") return null;
  return isNeed(kind) ? kind : "news";
};
