import type { PersonSession } from "#contract/session.ts";
import { dateLabel, formatClock, isToday } from "../../state/now.ts";
import { carrierHelp, carrierNames } from "../../text/carriers.ts";
import type { Tone } from "../../ui/Dot.tsx";

/** What a reply will do now. */
export interface Steer {
  tone: Tone;
  words: string;
  /** How that works, where more can be said; null otherwise. */
  help: string | null;
}

const since = (at: string, now: number) =>
  isToday(at, now) ? formatClock(at) : `${dateLabel(at, now).toLowerCase()}, ${formatClock(at)}`;

const waiting = (count: number) => {
  if (count === 0) return "";
  return count === 1 ? " · 1 reply waits" : ` · ${count} replies wait`;
};

type Steered = Pick<PersonSession, "listening" | "steering" | "dueReplies" | "machine">;

const whenBack = ({ listening: { lastAt } }: Steered, now: number) =>
  lastAt === null
    ? "Has not listened yet: a reply is kept until it asks for it"
    : `Not listening since ${since(lastAt, now)}: it is kept and handed over when it comes back`;

const reachOf = (session: Steered, now: number): Pick<Steer, "tone" | "words"> => {
  const { reach, carrier } = session.steering;
  const by = carrier === null ? "" : ` (${carrierNames[carrier]})`;
  switch (reach) {
    case "at-once":
      return {
        tone: "done",
        words: session.listening.isListening
          ? `Listening now: a reply reaches it at once${by}`
          : `A reply reaches it at once${by}`,
      };
    case "next-tool-call":
      return { tone: "working", words: `Will be seen at its next tool call${by}` };
    case "turn-end":
      return { tone: "working", words: `Will be seen at the end of this turn${by}` };
    case "after-approval":
      return { tone: "working", words: `Will be seen once the approval is answered${by}` };
    case "when-back":
      return { tone: "idle", words: whenBack(session, now) };
    case "never":
      return { tone: "idle", words: "Nothing on its side takes replies now: they are kept here" };
  }
};

/** Says what will happen to a reply, and never more than the hub knows. */
export const steerOf = (session: Steered, { isRevoked, now }: { isRevoked: boolean; now: number }): Steer => {
  const due = waiting(session.dueReplies);
  if (isRevoked)
    return {
      tone: "failed",
      words: `${session.machine.name} was revoked: a reply is kept until the machine joins again${due}`,
      help: null,
    };
  const { tone, words } = reachOf(session, now);
  const { reach, carrier } = session.steering;
  const isCarried = carrier !== null && reach !== "when-back" && reach !== "never";
  return { tone, words: `${words}${due}`, help: isCarried ? carrierHelp[carrier] : null };
};
