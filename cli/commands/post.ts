import { limits } from "#contract/limits.ts";
import type { PostMessageAnswer, PostMessageRequest } from "#contract/message.ts";
import type { Given } from "../arguments.ts";
import type { FileToSend } from "../attachments/send.ts";
import { findSession, isId } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub } from "../http/hub.ts";
import { canWait, type Delivery } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { listWaiting, outboxFolder } from "../outbox/waiting.ts";
import { deliverWhole } from "../outbox/with-files.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

type PostGiven = Given<typeof verbs.post.options>;

const readWords = async (words: readonly string[], world: World) => {
  if (words.length !== 1 || words[0] !== "-") return words.join(" ");
  const { readStdin } = await import("../read-text.ts");
  return readStdin(world);
};

interface More {
  body: Omit<PostMessageRequest, "text">;
  files?: readonly FileToSend[];
}

const readText = async (
  { options: { file } }: PostGiven,
  words: readonly string[],
  files: readonly FileToSend[] | undefined,
  world: World,
): Promise<string> => {
  const parts = [await readWords(words, world)];
  if (file !== undefined) {
    const { readTextFile } = await import("../read-text.ts");
    parts.push(readTextFile(world, file));
  }
  const said = parts
    .filter((part) => part !== "")
    .join("\n\n")
    .trimEnd();
  // A message has words: those of files that come without are their names.
  const text = said === "" && files ? files.map(({ name }) => name).join(", ") : said;
  if (text.trim() === "") throw new Failure(exits.invalid, "There is nothing to post: give a text, - or --file");
  if (Buffer.byteLength(text) > limits.textBytes) {
    throw new Failure(exits.invalid, `The text is too large: a message holds ${limits.textBytes / 1024} KiB`);
  }
  return text;
};

const readOptions = async ({ options }: PostGiven, world: World): Promise<More> => {
  if (Object.keys(options).length === 0) return { body: {} };
  const { readFiles, readPostOptions } = await import("./post-options.ts");
  const files = readFiles(options, world.cwd);
  return { body: readPostOptions(options), ...(files.length === 0 ? {} : { files }) };
};

const printSent = async (answer: PostMessageAnswer | undefined, given: PostGiven, world: World): Promise<Exit> => {
  const { id = "", seq } = answer?.message ?? {};
  await world.stdout.write(`${given.options.json ? JSON.stringify({ id, seq }) : id}\n`);
  return exits.done;
};

/** `muster post`: sends a message and prints its id, or keeps it to be sent later. */
export const run = async (given: PostGiven, world: World): Promise<Exit> => {
  const [first = "", ...others] = given.words;
  const [id, words] = isId(first) ? [first, others] : [undefined, given.words];
  const { body: more, files } = await readOptions(given, world);
  const text = await readText(given, words, files, world);
  const hub = findHub(world);
  const delivery: Delivery = {
    call: "postMessage",
    session: findSession(world, id),
    key: newKey(world.random),
    body: { text, ...more },
    ...(files ? { files } : {}),
  };
  const post = { hub, delivery, json: given.options.json === true };
  if (listWaiting(outboxFolder(hub.target.folder)).length > 0) {
    const { postBehind } = await import("../outbox/keep.ts");
    const sent = await postBehind(world, post);
    return typeof sent === "number" ? sent : printSent(sent, given, world);
  }
  try {
    return await printSent(await deliverWhole(hub, delivery), given, world);
  } catch (error) {
    if (!canWait(error)) throw error;
    const { keep } = await import("../outbox/keep.ts");
    return keep(world, { ...post, error });
  }
};
