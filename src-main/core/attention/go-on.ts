import type { WriteTx } from "../store.ts";
import { goingOnAt } from "./habit.ts";

/** Notes that what an agent waited for has ended: it is given time before no sign of it is unusual. */
export const goOn = async (tx: WriteTx, sessionId: string, now: number): Promise<void> => {
  const session = await tx.sessions.byId(sessionId);
  if (session?.state === "working") await tx.sessions.update(sessionId, goingOnAt(session, now));
};
