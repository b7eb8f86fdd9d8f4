import type { PageNotice } from "#contract/attention.ts";
import type { PersonSession } from "#contract/session.ts";

type Known = Pick<PersonSession, "attention" | "readSeq" | "muted" | "state">;

const asks: ReadonlySet<PageNotice["kind"]> = new Set(["approval", "question", "waiting"]);

/** Whether nobody needs to be told any more, by what the screen knows of its session; `undefined` is one that is gone. */
export const isSettled = (
  { kind, sessionId, messageSeq }: Pick<PageNotice, "kind" | "sessionId" | "messageSeq">,
  session: Known | undefined,
): boolean => {
  if (sessionId === null) return false;
  if (!session || session.muted || session.state === "closed") return true;
  if (asks.has(kind)) return session.attention === null;
  return messageSeq !== null && session.readSeq >= messageSeq;
};
