import { type Client, createClient } from "#client/client.ts";
import { type Address, readAddress, readFingerprint, urlOf } from "../config/address.ts";
import { clientFolder } from "../config/folder.ts";
import { readHubFile } from "../config/hub-file.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { Way } from "../http/bytes.ts";
import { createTransport } from "../http/transport.ts";
import type { World } from "../world.ts";
import { readPersonFile } from "./person-file.ts";

/** The way to the hub as a person. */
export interface PersonHub {
  readonly url: string;
  readonly way: Way;
  readonly client: Client;
}

/** A device key as it was given. Throws `Failure` (invalid) for what is none; the text itself is never said. */
export const readDeviceKey = (text: string): string => {
  const key = text.trim();
  if (key === "") throw new Failure(exits.invalid, "No key was given. Make one in the hub, under Devices");
  if (/^dk_[\w-]{20,200}$/.test(key)) return key;
  throw new Failure(exits.invalid, "That is no device key: it begins with dk_. Make one in the hub, under Devices");
};

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

/** Throws `Failure` (unreachable) where the key would go over the network for all to read. */
export const refuseOpenWay = (address: Address): void => {
  if (address.secure || loopback.test(address.host)) return;
  throw new Failure(exits.unreachable, "A person's key is sent by https only. Use the hub's https address");
};

const placeOf = (world: World): { url: string; fingerprint?: string | undefined } | undefined => {
  const folder = clientFolder(world);
  const { MUSTER_URL: url } = world.env;
  return url ? { url } : (readPersonFile(folder) ?? readHubFile(folder));
};

/** The hub as the person whose key this user has; undefined when they have none. */
export const knownPerson = (world: World): PersonHub | undefined => {
  const { MUSTER_DEVICE_KEY: given } = world.env;
  const file = given ? undefined : readPersonFile(clientFolder(world));
  const place = file ?? (given ? placeOf(world) : undefined);
  if (given && !place)
    throw new Failure(exits.invalid, "MUSTER_DEVICE_KEY is set, but no hub is known: set MUSTER_URL");
  if (!place) return undefined;
  const key = readDeviceKey(given || (file?.key ?? ""));
  const address = readAddress(place.url);
  const fingerprint = address.fingerprint ?? (place.fingerprint ? readFingerprint(place.fingerprint) : undefined);
  const way = { address: { ...address, ...(fingerprint ? { fingerprint } : {}) }, key };
  refuseOpenWay(way.address);
  return { url: urlOf(address), way, client: createClient(createTransport(way.address, { key })) };
};

/** The same. Throws `Failure` (refused) where nobody has signed in. */
export const findPerson = (world: World): PersonHub => {
  const hub = knownPerson(world);
  if (hub) return hub;
  throw new Failure(
    exits.refused,
    "Nobody has signed in here. Make a device key in the hub, under Devices, then run: muster sign-in URL",
  );
};
