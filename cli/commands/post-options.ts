import { basename, resolve } from "node:path";
import { limits } from "#contract/limits.ts";
import type { PostMessageRequest } from "#contract/message.ts";
import type { Given } from "../arguments.ts";
import { fileSize } from "../attachments/file-size.ts";
import type { FileToSend } from "../attachments/send.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { readChoice, readProgress } from "../numbers.ts";
import { levels, states } from "../output/words.ts";
import type { verbs } from "../verbs.ts";

type PostOptions = Given<typeof verbs.post.options>["options"];

/** What the options of a post say beside its text. Throws `Failure` (invalid). */
export const readPostOptions = ({ level, state, progress }: PostOptions): Omit<PostMessageRequest, "text"> => ({
  ...(level === undefined ? {} : { level: readChoice("level", level, levels) }),
  ...(state === undefined ? {} : { state: readChoice("state", state, states) }),
  ...(progress === undefined ? {} : { progress: readProgress(progress) }),
});

/** The files that a post shall take along, their paths taken from the working folder. Throws `Failure` (invalid). */
export const readFiles = ({ attach = [] }: PostOptions, cwd: string): FileToSend[] => {
  if (attach.length > limits.attachments) {
    throw new Failure(exits.invalid, `A message takes at most ${limits.attachments} files along`);
  }
  return attach.map((given) => {
    const path = resolve(cwd, given);
    fileSize(path);
    return { path, name: basename(path) };
  });
};
