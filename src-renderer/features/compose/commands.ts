import { kindOf } from "#contract/agent-kinds.ts";
import type { PersonSession } from "#contract/session.ts";
import { askToRename } from "../list/dialogs.ts";
import * as acts from "../list/session-acts.ts";

/** Something that can be chosen after a slash. */
export interface Command {
  name: string;
  /** What it does, and what it doesn't. */
  words: string;
  /** What it does here; null for a word that is sent to the agent. */
  run: (() => void) | null;
  /** Words may follow it. */
  takesWords?: boolean;
}

/** What stands in the box once a command that is sent was chosen. */
export const chosenText = ({ name, takesWords = false }: Command): string => (takesWords ? `${name} ` : name);

const here = (session: PersonSession): Command[] => [
  session.state === "done"
    ? {
        name: "/reopen",
        words: "Takes “done” back here. The agent isn't told.",
        run: () => void acts.reopenSession(session.id),
      }
    : {
        name: "/done",
        words: "Marks the session as done here. The agent isn't told.",
        run: () => void acts.markDone(session.id),
      },
  {
    name: "/close",
    words: "Hides the session from the list and keeps it. The agent isn't told.",
    run: () => void acts.closeSession(session, null),
  },
  { name: "/rename", words: "Gives the session another title.", run: () => askToRename(session.id) },
  session.muted
    ? { name: "/unmute", words: "It notifies you again.", run: () => void acts.toggleMuted(session) }
    : { name: "/mute", words: "No more notifications from it, for you.", run: () => void acts.toggleMuted(session) },
  {
    name: session.pinned ? "/unpin" : "/pin",
    words: session.pinned ? "Takes it from the top of your list." : "Keeps it at the top of your list.",
    run: () => void acts.togglePinned(session),
  },
];

const sent = ({ agent }: PersonSession, stopWord: string): Command[] => [
  {
    name: stopWord,
    words: "Sent to the agent: alone it ends its loop; at the end of a reply it does the rest first, then stops.",
    run: null,
  },
  {
    name: "/interrupt",
    words: kindOf(agent.kind).interrupt
      ? "Sent to the agent: refuses its next tool call, with the words after it as the reason."
      : "Sent to the agent as text: nothing is known that could refuse a tool call of it.",
    run: null,
    takesWords: true,
  },
  { name: "/status", words: "Sent to the agent: asks it to post how far it is, in short.", run: null },
];

/** What a person may choose after a slash: first the words that are sent to the agent, the stop word before all. */
export const commandsOf = (session: PersonSession, stopWord: string): Command[] => [
  ...sent(session, stopWord),
  ...here(session),
];

/** The commands that go on from what is typed; none once it can't be a command any more. */
export const matching = (commands: readonly Command[], typed: string): readonly Command[] =>
  typed.startsWith("/") && !/\s/.test(typed) ? commands.filter(({ name }) => name.startsWith(typed.toLowerCase())) : [];
