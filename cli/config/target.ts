import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { World } from "../world.ts";
import { type Address, readAddress, readFingerprint } from "./address.ts";
import { clientFolder } from "./folder.ts";
import { readHubFile } from "./hub-file.ts";

/** The hub that a verb talks to, and as whom. */
export interface Target {
  readonly address: Address;
  readonly key: string;
  /** What tells this hub and machine from others, for what is kept to be sent later. */
  readonly identity: string;
  readonly machine?: { readonly id: string; readonly name: string };
  readonly folder: string;
}

const joinFirst = () =>
  new Failure(
    exits.refused,
    "This machine has not joined a hub yet. In the hub choose “Add machine”, or run: muster join URL",
  );

// The key goes into a header as it is: a line break in it would begin another header.
const cleanKey = (key: string) => {
  const trimmed = key.trim();
  if (/[^\x21-\x7e]/.test(trimmed)) throw new Failure(exits.invalid, "MUSTER_KEY does not hold a key");
  return trimmed;
};

/** The hub from `MUSTER_URL` and `MUSTER_KEY`, else from the client folder. Throws `Failure` when there is none. */
export const findTarget = (world: Pick<World, "env" | "platform" | "home">): Target => {
  const folder = clientFolder(world);
  const { MUSTER_URL: url, MUSTER_KEY: key } = world.env;
  const file = url && key ? undefined : readHubFile(folder);
  if (!(url || file) || !(key || file)) throw joinFirst();
  const given = readAddress(url || (file?.url as string));
  const known = given.fingerprint ?? (file?.fingerprint ? readFingerprint(file.fingerprint) : undefined);
  const machine = key ? undefined : file?.machine;
  return {
    address: { ...given, ...(known ? { fingerprint: known } : {}) },
    key: cleanKey(key || (file?.key as string)),
    identity: machine?.id ?? `${given.host}:${given.port}`,
    ...(machine ? { machine } : {}),
    folder,
  };
};
