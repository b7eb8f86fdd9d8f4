import { resolve } from "node:path";
import type { OpenSessionRequest } from "#contract/session.ts";
import type { Given } from "../arguments.ts";
import { readBranch } from "../config/branch.ts";
import { keepOpened } from "../config/keep-opened.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { contactHub } from "../outbox/contact.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const nonEmpty = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** `muster session`: opens the session of a title and prints its id. */
export const run = async ({ words, options }: Given<typeof verbs.session.options>, world: World): Promise<Exit> => {
  const title = words.join(" ");
  if (title.trim() === "") throw new Failure(exits.invalid, "A session needs a title");
  const folder = resolve(world.cwd, options.folder ?? "");
  const body: OpenSessionRequest = nonEmpty({
    title,
    agent: nonEmpty({ name: options.agent, kind: options.kind }),
    folder,
    branch: options.branch ?? readBranch(folder),
    externalId: options["external-id"],
  });
  const { client } = await contactHub(world);
  const answer = await client.call("openSession", { body });
  const { session, created, reopened } = answer;
  await keepOpened(world, folder, session);
  await world.stdout.write(`${options.json ? JSON.stringify(answer) : session.id}\n`);
  if (world.stdout.isTerminal && !options.json) {
    const done = created ? "made" : reopened ? "opened again" : "found";
    await note(world, plain(`“${session.title}” ${done}, agent ${session.agent.name}`));
  }
  return exits.done;
};
