import { createClient } from "#client/client.ts";
import type { JoinAnswer, JoinRequest } from "#contract/machine.ts";
import type { Given } from "../arguments.ts";
import { type Address, readAddress, readFingerprint, urlOf } from "../config/address.ts";
import { clientFolder } from "../config/folder.ts";
import { type HubFile, readHubFile, writeHubFile } from "../config/hub-file.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { createTransport } from "../http/transport.ts";
import { readCode } from "../join/code.ts";
import { refusal } from "../join/refusal.ts";
import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";
import { isUnreachable } from "../errors.ts";

type JoinGiven = Given<typeof verbs.join.options>;

const readWord = ([url, more]: readonly string[]): Address => {
  if (url === undefined) throw new Failure(exits.invalid, "Which hub? Give its address, as its “Add machine” shows it");
  if (more !== undefined) throw new Failure(exits.invalid, `“${more}” is one word too many; give the code with --code`);
  return readAddress(url);
};

/** The hub's name when the kept key still opens it. */
const alreadyIn = async (address: Address, file: HubFile | undefined): Promise<string | undefined> => {
  if (!file) return undefined;
  const known = readAddress(file.url);
  const isSame = urlOf(known) === urlOf(address) || (address.fingerprint && address.fingerprint === file.fingerprint);
  const pin = file.fingerprint ? readFingerprint(file.fingerprint) : undefined;
  if (!isSame || (address.fingerprint && address.fingerprint !== pin)) return undefined;
  try {
    const dialled = { ...known, ...(pin ? { fingerprint: pin } : {}) };
    const { machine } = await createClient(createTransport(dialled, { key: file.key })).call("me");
    return machine.name;
  } catch {
    return undefined;
  }
};

const certificateDiffers = () =>
  new Failure(
    exits.unreachable,
    "The hub names another certificate than the one it shows: someone may be in between. Nothing was kept",
  );

/** Trades the code for a key. Throws `Failure` in words that fit a join. */
const trade = async (address: Address, code: string, machine: JoinRequest["machine"]): Promise<JoinAnswer> => {
  let seen = address.fingerprint;
  const onFirstSight = address.fingerprint ? undefined : (fingerprint: string) => (seen = fingerprint);
  const client = createClient(createTransport(address, onFirstSight ? { onFirstSight } : {}));
  try {
    const answer = await client.call("join", { body: { code, machine } });
    if (address.secure && readFingerprint(answer.hub.fingerprint) !== seen) throw certificateDiffers();
    return answer;
  } catch (error) {
    if (isUnreachable(error) && error.reason === "certificate") {
      throw new Failure(
        exits.unreachable,
        "The hub shows another certificate than the address names: check the address. The code was not sent",
      );
    }
    const { exit, words } = refusal(error) ?? explain(error, urlOf(address));
    throw new Failure(exit, words, { cause: error });
  }
};

/** `muster join`: joins this machine to a hub and keeps its key. */
export const run = async ({ words, options }: JoinGiven, world: World): Promise<Exit> => {
  const address = readWord(words);
  const folder = clientFolder(world);
  const name = options.force ? undefined : await alreadyIn(address, readHubFile(folder));
  if (name !== undefined) {
    await note(world, plain(`this machine has joined that hub already, as “${name}”. --force joins it again`));
    return exits.done;
  }
  const code = await readCode(options.code, world);
  const computer = await world.computer();
  const { key, machine, hub } = await trade(address, code, { name: options.name ?? computer.name, os: computer.os });
  writeHubFile(folder, {
    url: urlOf(address),
    key,
    fingerprint: hub.fingerprint,
    // Hubs of the first version don't say it.
    ...(hub.publicKeyPin ? { publicKeyPin: hub.publicKeyPin } : {}),
    hub: { name: hub.name, version: hub.version },
    machine: { id: machine.id, name: machine.name },
  });
  await world.stdout.write(plain(`Joined ${hub.name} at ${urlOf(address)} as “${machine.name}”\n`));
  if (address.secure && !address.fingerprint) {
    await note(world, `its certificate is trusted from now on: ${hub.fingerprint}`);
  }
  return exits.done;
};
