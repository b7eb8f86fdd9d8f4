import type { Carrier } from "#contract/receipt.ts";
import type { PersonSession } from "#contract/session.ts";
import { dateLabel, formatClock, isToday } from "../../state/now.ts";
import type { Tone } from "../../ui/Dot.tsx";

/** What a reply will do now. */
export interface Steer {
  tone: Tone;
  words: string;
}

/** Whether the carrier brings a reply at once, or only when the agent comes by. */
const isInstant: Record<Carrier, boolean> = {
  watch: true,
  mcp: true,
  plugin: true,
  queue: true,
  terminal: true,
  runner: true,
  hook: false,
};

const since = (at: string, now: number) =>
  isToday(at, now) ? formatClock(at) : `${dateLabel(at, now).toLowerCase()}, ${formatClock(at)}`;

const waiting = (count: number) => {
  if (count === 0) return "";
  return count === 1 ? " · 1 reply waits" : ` · ${count} replies wait`;
};

/** Says what will happen to a reply, and never more than the hub knows. */
export const steerOf = (
  session: Pick<PersonSession, "listening" | "dueReplies" | "machine">,
  { isRevoked, now }: { isRevoked: boolean; now: number },
): Steer => {
  const { isListening, carrier, lastAt } = session.listening;
  const due = waiting(session.dueReplies);
  if (isRevoked)
    return {
      tone: "failed",
      words: `${session.machine.name} was revoked: a reply is kept until the machine joins again${due}`,
    };
  if (isListening)
    return carrier === null || isInstant[carrier]
      ? { tone: "done", words: `Listening now: a reply reaches it at once${due}` }
      : { tone: "working", words: `A reply will be seen at its next tool call${due}` };
  if (lastAt === null)
    return { tone: "idle", words: `Has not listened yet: a reply is kept until it asks for it${due}` };
  return {
    tone: "idle",
    words: `Not listening since ${since(lastAt, now)}: a reply is kept and handed over when it comes back${due}`,
  };
};
