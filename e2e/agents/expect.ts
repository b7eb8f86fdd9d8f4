import type { Conversation } from "./model/conversation.ts";
import type { Ended } from "./place.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** Throws with words unless it holds. */
export function ensure(holds: boolean, words: string | (() => string)): asserts holds {
  if (!holds) throw new Error(typeof words === "string" ? words : words());
}

/** What the model read of a text: each piece that holds it, whoever wrote the piece but the model itself. */
export const readings = ({ pieces }: Conversation, text: string) =>
  pieces.filter(
    (piece) =>
      piece.text.includes(text) &&
      piece.role !== "assistant" &&
      // Claude Code says a Stop hook's words twice: as the user's, and as the cause of the hook's "error".
      !piece.text.startsWith("Stop hook blocking error"),
  );

/** The whole conversation as the model last saw it. */
export const lastAsked = ({ model }: World): Conversation => {
  const last = model.asked().at(-1);
  ensure(last !== undefined, "the model was never asked");
  return last;
};

/** Throws unless so many pieces of the model's whole conversation hold the text. */
export const ensureReadTimes = (world: World, text: string, times: number) => {
  const found = readings(lastAsked(world), text);
  ensure(found.length === times, `the model read "${text}" ${found.length} times: ${JSON.stringify(found)}`);
};

/** Throws unless the model read the text exactly once in its whole conversation, with the mark of a reply before it. */
export const ensureReadOnce = (world: World, text: string) => {
  const found = readings(lastAsked(world), text);
  ensure(found.length === 1, `the model read "${text}" ${found.length} times: ${JSON.stringify(found)}`);
  const words = found[0]?.text ?? "";
  ensure(/\[Muster · [^\]]+ \(owner\)\]/.test(words), `the reply has no mark: ${words}`);
  const times = words.split(text).length - 1;
  ensure(times === 1, `the text stands ${times} times in: ${words}`);
};

/** Throws unless the agent ended well. */
export const ensureUnharmed = (ended: Ended) => {
  ensure(
    ended.code === 0,
    () => `the agent ended with ${ended.code}: ${ended.stdout.slice(-600)} ${ended.stderr.slice(-600)}`,
  );
};

/** Waits until a reply's receipt says that it was taken up, by this carrier. */
export const ensureTaken = async (world: World, sessionId: string, messageId: string, carrier: string) => {
  let seen = "";
  await until(
    `the reply is taken up by ${carrier}`,
    async () => {
      const messages = await world.person().messages(sessionId);
      const receipt = messages.find(({ id }) => id === messageId)?.receipt;
      seen = JSON.stringify(receipt);
      return receipt?.state === "taken" && receipt.carrier === carrier;
    },
    10,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; the receipt is ${seen}`);
  });
};
