import type { Given } from "../arguments.ts";
import { sessionOf } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { findHub } from "../http/hub.ts";
import { readSeconds } from "../numbers.ts";
import { jsonLine, replyText } from "../output/reply.ts";
import type { verbs } from "../verbs.ts";
import { createListener } from "../watch/listener.ts";
import type { World } from "../world.ts";

/** `muster watch`: waits for replies, prints each and acknowledges it once it was printed. */
export const run = async ({ words, options }: Given<typeof verbs.watch.options>, world: World): Promise<Exit> => {
  const session = sessionOf(world, words);
  const timeout = options.timeout === undefined ? undefined : readSeconds("timeout", options.timeout);
  const until = timeout === undefined ? Number.POSITIVE_INFINITY : world.now() + timeout * 1000;
  const listener = createListener(world, findHub(world), session, until);
  const format = options.follow || options.json ? jsonLine : replyText(world.stdout.isTerminal);
  for (;;) {
    const due = await listener.next();
    if (due === "late") return exits.late;
    if (due === "ended") return world.hasEnded() ?? exits.done;
    const text = due.items.map(format).filter((piece) => piece !== "");
    if (text.length > 0) await world.stdout.write(text.join(options.follow || options.json ? "" : "\n"));
    await listener.acknowledge(due.items);
    if (due.stop) return exits.stop;
    if (!options.follow) return exits.done;
  }
};
