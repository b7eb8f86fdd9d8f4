import type { ActAnswer } from "#contract/act.ts";
import type { DueReply } from "#contract/reply.ts";
import type { Due } from "../integrations/hook.ts";
import { allForModel, type SavedFile, stopWords } from "../replies/for-model.ts";

type Interrupt = NonNullable<ActAnswer["interrupt"]>;

const isBareStop = ({ stop, text, attachments, quote }: DueReply) =>
  stop && text === "" && attachments.length === 0 && !quote;

/** What the replies come to for the agent; undefined when there are none. */
export const dueOf = (
  items: readonly DueReply[],
  stop: boolean,
  filesOf?: (reply: DueReply) => readonly SavedFile[],
): Due | undefined => {
  if (items.length === 0) return stop ? { type: "stop", text: stopWords } : undefined;
  const text = allForModel(items, filesOf);
  return items.every(isBareStop) ? { type: "stop", text } : { type: "tell", text, stop };
};

/** An interruption, in the words of a reply. */
export const dueOfInterrupt = ({ id, text, from }: Interrupt): Due => {
  const rest = { seq: 0, stop: false, attachments: [], quote: null, createdAt: "" };
  return { type: "refuse", text: allForModel([{ id, text, from, command: "interrupt", ...rest }]) };
};
