import { subjectFile } from "./built.ts";
import { startChild } from "./child.ts";
import { openSessions, type RunningHub, searchCaughtUp, startHub } from "./hub.ts";

export interface FilledHub extends RunningHub {
  /** The session that most messages went to, and the others. */
  longId: string;
  otherIds: string[];
  /** From the start of its process until it can be asked. */
  startMs: number;
  /** From then until everything can be found. */
  indexMs: number;
}

const SESSIONS = 200;

/** A hub whose store was filled while it was off; resolves once everything in it can be found. */
export const startFilledHub = async (
  home: string,
  { messages, longDiscussion }: { messages: number; longDiscussion: number },
): Promise<FilledHub> => {
  const empty = await startHub(home);
  await openSessions(empty, SESSIONS);
  await empty.child.stop();
  const args = [home, String(messages), String(longDiscussion / messages)];
  const fill = await startChild<{ longId: string; otherIds: string[] }>(subjectFile("fill"), args);
  await fill.stop();
  const startedAt = performance.now();
  const hub = await startHub(home);
  const startMs = performance.now() - startedAt;
  return { ...hub, ...fill.ready, startMs, indexMs: await searchCaughtUp(hub) };
};
