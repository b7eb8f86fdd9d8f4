import type { Given } from "../arguments.ts";
import { sessionOf } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { contactHub } from "../outbox/contact.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** `muster close`: hides a session from the list; its title opens it again. */
export const run = async ({ words, options }: Given<typeof verbs.close.options>, world: World): Promise<Exit> => {
  const id = sessionOf(world, words);
  const { client } = await contactHub(world);
  const body = options.note === undefined ? {} : { note: options.note };
  const { session } = await client.call("closeSession", { params: { id }, body });
  if (world.stdout.isTerminal) await note(world, plain(`“${session.title}” is closed`));
  return exits.done;
};
