import type { Message } from "#contract/message.ts";
import type { Given } from "../arguments.ts";
import { sessionOf } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { readCount } from "../numbers.ts";
import { contactHub } from "../outbox/contact.ts";
import { messageText } from "../output/message.ts";
import { readPages } from "../pages.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster log`: the newest messages of a session, newest last. */
export const run = async ({ words, options }: Given<typeof verbs.log.options>, world: World): Promise<Exit> => {
  const id = sessionOf(world, words);
  const most = options.last === undefined ? 20 : readCount("last", options.last, [1, 100_000]);
  const { client } = await contactHub(world);
  const pages = await readPages(most, (query) => client.call("listMessages", { params: { id }, query }));
  const items: Message[] = pages.toReversed().flat();
  const text = options.json ? `${JSON.stringify(items)}\n` : items.map(messageText(world)).join("");
  if (text !== "") await world.stdout.write(text);
  return exits.done;
};
