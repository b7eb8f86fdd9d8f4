import { isAtLeast } from "#contract/role.ts";
import type { AuthorRecord, SessionRecord } from "../records.ts";
import type { ReadTx, WriteTx } from "../store.ts";

type Behind = NonNullable<SessionRecord["behind"]>;

/** Carriers whose replies come to the agent as a prompt. */
const typesPrompts: ReadonlySet<string | null> = new Set(["queue", "terminal", "plugin", "runner"]);

/** Of those whose words the agent works on the one who may do least counts: rights never mix. */
const lower = (before: Behind | null, author: Pick<AuthorRecord, "id" | "name" | "role">): Behind => {
  const { id, name } = author;
  const role = author.role ?? "viewer";
  if (before !== null && !isAtLeast(before.role, role)) return before;
  return { id, name, role, prompts: before?.prompts ?? 0 };
};

/** Keeps whose words the agent was given, in the transaction that gives them. `carrier` is what brings them. */
export const noteBehind = async (
  tx: WriteTx,
  sessionId: string,
  authors: readonly Pick<AuthorRecord, "id" | "name" | "role">[],
  carrier: string | null,
): Promise<void> => {
  if (authors.length === 0) return;
  const before = (await tx.sessions.byId(sessionId))?.behind ?? null;
  const after = authors.reduce(lower, before);
  if (after === null) return;
  const prompts = after.prompts + (typesPrompts.has(carrier) ? 1 : 0);
  await tx.sessions.update(sessionId, { behind: { ...after, prompts } });
};

/**
 * What a prompt makes of it: one that a reply came as leaves its author behind it; any other was typed at the agent's own
 * terminal, and what came before is over.
 */
export const behindAfterPrompt = (behind: SessionRecord["behind"]): SessionRecord["behind"] =>
  behind !== null && behind.prompts > 0 ? { ...behind, prompts: behind.prompts - 1 } : null;

/** Whose words the agent of a session works on; null when it was told at its own terminal. */
export const behindOf = async (
  tx: ReadTx,
  sessionId: string,
): Promise<{ id: string; name: string; role: Behind["role"] } | null> => {
  const behind = (await tx.sessions.byId(sessionId))?.behind ?? null;
  return behind && { id: behind.id, name: behind.name, role: behind.role };
};
