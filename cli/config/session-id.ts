import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { World } from "../world.ts";
import { lastOpened } from "./last-opened.ts";

/** Whether a word has the form of a session's id (a UUID, RFC 9562). */
export const isId = (word: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(word);

/** The session meant: the given id, else `MUSTER_SESSION`, else the one last opened in this folder. */
export const findSession = (world: World, given?: string): string => {
  const id = given || world.env.MUSTER_SESSION || lastOpened(world)?.id;
  if (id) return id;
  throw new Failure(
    exits.invalid,
    "No session: name one by its id, set MUSTER_SESSION, or open one with muster session",
  );
};

/** The session of a verb whose only word may be an id. */
export const sessionOf = (world: World, words: readonly string[]): string => {
  const [first, more] = words;
  if (more !== undefined)
    throw new Failure(exits.invalid, `“${more}” is one word too many: only a session's id goes here`);
  if (first !== undefined && !isId(first)) throw new Failure(exits.invalid, `“${first}” is not a session's id`);
  return findSession(world, first);
};
