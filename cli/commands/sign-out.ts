import type { Given } from "../arguments.ts";
import { clientFolder } from "../config/folder.ts";
import { isProblem } from "../errors.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import { knownPerson } from "../person/hub.ts";
import { readPersonFile, removePersonFile } from "../person/person-file.ts";
import { asPerson } from "../person/refusals.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const revoke = async (world: World): Promise<void> => {
  // What is kept here is what ends, not a key that the environment puts over it.
  const hub = knownPerson({ ...world, env: { ...world.env, MUSTER_DEVICE_KEY: undefined } });
  try {
    await hub?.client.call("signOut");
  } catch (error) {
    // A key that the hub does not take any more is over already.
    if (isProblem(error) && error.code === "unauthorized") return;
    throw error;
  }
};

/** `muster sign-out`: ends the device key in the hub and forgets it here. */
export const run = async ({ words }: Given<(typeof verbs)["sign-out"]["options"]>, world: World): Promise<Exit> => {
  if (words.length > 0) throw new Failure(exits.invalid, `“${words[0]}” is one word too many`);
  const folder = clientFolder(world);
  const file = readPersonFile(folder);
  if (!file) {
    await note(world, "nobody has signed in here");
    return exits.done;
  }
  try {
    await asPerson(file.url, () => revoke(world));
  } catch (error) {
    await note(world, "the key is forgotten here, but the hub was not told: revoke it there, under Devices");
    throw error;
  } finally {
    removePersonFile(folder);
  }
  await world.stdout.write(plain(`Signed out: the key of ${file.person.name} is over\n`));
  return exits.done;
};
