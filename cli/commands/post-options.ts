import type { PostMessageRequest } from "#contract/message.ts";
import type { Given } from "../arguments.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { readChoice, readProgress } from "../numbers.ts";
import { levels, states } from "../output/words.ts";
import type { verbs } from "../verbs.ts";

/** What the options of a post say beside its text. Throws `Failure` (invalid). */
export const readPostOptions = ({
  level,
  state,
  progress,
  attach,
}: Given<typeof verbs.post.options>["options"]): Omit<PostMessageRequest, "text"> => {
  if (attach !== undefined) {
    throw new Failure(exits.invalid, "--attach: hubs of this version don't take attachments yet; nothing was posted");
  }
  return {
    ...(level === undefined ? {} : { level: readChoice("level", level, levels) }),
    ...(state === undefined ? {} : { state: readChoice("state", state, states) }),
    ...(progress === undefined ? {} : { progress: readProgress(progress) }),
  };
};
