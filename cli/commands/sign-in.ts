import { createClient } from "#client/client.ts";
import type { PersonAnswer } from "#contract/person.ts";
import type { Given } from "../arguments.ts";
import { type Address, hostOf, readAddress, readFingerprint, urlOf } from "../config/address.ts";
import { clientFolder } from "../config/folder.ts";
import { readHubFile } from "../config/hub-file.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { createTransport } from "../http/transport.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import { askKey } from "../person/ask-key.ts";
import { refuseOpenWay } from "../person/hub.ts";
import { readPersonFile, writePersonFile } from "../person/person-file.ts";
import { asPerson } from "../person/refusals.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const agentsCould =
  "agents on this computer run as you, and could allow their own calls with this key. Sign in where none run, give agents " +
  "an account of their own, or use the key of a person with fewer rights";

const readWord = ([url, more]: readonly string[]): Address => {
  if (url === undefined) throw new Failure(exits.invalid, "Which hub? Give its address, as its Devices page shows it");
  if (more?.startsWith("dk_")) {
    throw new Failure(
      exits.invalid,
      "Never put a key on a command line: others can read it there. It will be asked for",
    );
  }
  if (more !== undefined) throw new Failure(exits.invalid, `“${more}” is one word too many`);
  return readAddress(url);
};

/** The pin for a hub that this machine has joined. */
const pinOfHub = (world: World, address: Address): string | undefined => {
  const file = readHubFile(clientFolder(world));
  if (!file?.fingerprint) return undefined;
  return hostOf(readAddress(file.url)) === hostOf(address) ? readFingerprint(file.fingerprint) : undefined;
};

/** The address with the certificate that counts from now on; at first sight it is the one that the hub shows. */
const pinned = async (address: Address, known: string | undefined): Promise<Address> => {
  let fingerprint = address.fingerprint ?? known;
  const options = fingerprint ? {} : { onFirstSight: (seen: string) => (fingerprint = seen) };
  const to = { ...address, ...(fingerprint ? { fingerprint } : {}) };
  await asPerson(urlOf(address), () => createClient(createTransport(to, options)).call("health"));
  return { ...address, ...(fingerprint ? { fingerprint } : {}) };
};

const check = async (address: Address, key: string): Promise<PersonAnswer> => {
  const answer = await asPerson(urlOf(address), () => createClient(createTransport(address, { key })).call("person"));
  if (!address.secure || readFingerprint(answer.hub.fingerprint) === address.fingerprint) return answer;
  throw new Failure(
    exits.unreachable,
    "The hub names another certificate than the one it shows: someone may be in between. Nothing was kept",
  );
};

/** `muster sign-in`: keeps a device key, so that this user's command line can act for a person. */
export const run = async ({ words }: Given<(typeof verbs)["sign-in"]["options"]>, world: World): Promise<Exit> => {
  const given = readWord(words);
  refuseOpenWay(given);
  const folder = clientFolder(world);
  const known = pinOfHub(world, given);
  const address = await pinned(given, known);
  if (address.secure && !given.fingerprint && !known) {
    await note(world, `its certificate will be trusted from now on: ${address.fingerprint}`);
  }
  const key = await askKey(world);
  const { person, hub } = await check(address, key);
  const isFirst = readPersonFile(folder) === undefined;
  const pin = address.fingerprint ? { fingerprint: address.fingerprint } : {};
  writePersonFile(folder, { url: urlOf(address), key, ...pin, person: { name: person.name, role: person.role } });
  await world.stdout.write(plain(`Signed in to ${hub.name} at ${urlOf(address)} as ${person.name} (${person.role})\n`));
  if (isFirst) await note(world, agentsCould);
  return exits.done;
};
