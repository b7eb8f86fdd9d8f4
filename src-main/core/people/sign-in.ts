import { cleanName } from "#contract/people.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import { byPerson, byUnknown } from "../ledger/entry.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { DeviceRecord, PersonCaller, PersonRecord } from "../records.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import type { WriteTx } from "../store.ts";
import { insertDevice, isOver } from "./devices.ts";
import type { KnownDevices } from "./known-devices.ts";
import { addTicket, spendTicket } from "./tickets.ts";
import { memberOf } from "./member.ts";
import type { PeopleViews } from "./views.ts";
import { createWrongSecrets } from "./wrong-secrets.ts";

/** What a browser tells of itself. */
export interface SignInPlace {
  name?: string;
  /** Network address. */
  address?: string;
}

/** How a secret came: by a browser's cookie, or as a bearer key. */
interface Shown {
  kind?: DeviceRecord["kind"];
  /** Network address. */
  address?: string;
}

export interface SignInService {
  /** The owner who has been here longest. */
  owner(): Promise<PersonRecord>;
  /** A one-time ticket for that owner. */
  createTicket(): Promise<string>;
  /** Trades a ticket for the secret of a new sign-in. Throws `gone` for one that is used, over or unknown. */
  useTicket(ticket: string, from?: SignInPlace): Promise<string>;
  /** The person behind a sign-in's or a device key's secret, with the device. */
  check(secret: string, shown?: Shown): Promise<PersonCaller | undefined>;
  /** Writes down that somebody came with a key that opens nothing. Throws `rate-limited` when that is too often. */
  refuseKey(address: string): Promise<void>;
  /** Whether a device that called before is still one. */
  isOpen(deviceId: string): boolean;
  /** Ends the device that the person calls from. */
  signOut(caller: PersonCaller): Promise<void>;
}

interface Parts {
  store: Store;
  clock: Clock;
  newId: NewId;
  logger: Logger;
  changes: Changes;
  views: PeopleViews;
  known: KnownDevices;
}

/** Kept not more often, unless the address changed; then once a minute. */
const TOUCH_MS = 600_000;
const MOVED_MS = 60_000;

const noTicket = () =>
  new HubError("gone", "This sign-in link was used already, or its time is over. Ask for a new one.");

const ensureOwner = async ({ store, newId }: Parts, ownerName: string): Promise<void> => {
  if ((await store.read.people.owner()) !== undefined) return;
  const name = cleanName(ownerName) || "owner";
  const owner = { id: newId(), name, role: "owner", sees: "all" } as const;
  await store.write((tx) => tx.people.insert({ ...owner, createdAt: null, lastSeenAt: null, revokedAt: null }));
};

const ownerNow = async (store: Store): Promise<PersonRecord> => {
  const owner = await store.read.people.owner();
  if (owner === undefined) throw new Error("the hub has no owner");
  return owner;
};

const refusal = (at: number, address: string, details: Record<string, string>) =>
  ({
    ...byUnknown(address),
    at,
    type: "sign-in-refused",
    sessionId: null,
    subject: null,
    details,
  }) as const;

const writeSignIn = async (tx: WriteTx, person: PersonRecord, device: DeviceRecord) => {
  const caller = { ...person, device, ...(device.address === null ? {} : { address: device.address }) };
  const at = device.createdAt;
  await insertDevice(tx, caller, device);
  await tx.people.update(person.id, { lastSeenAt: at });
  await tx.ledger.append({
    ...byPerson(caller),
    at,
    type: "signed-in",
    sessionId: null,
    subject: { type: "device", id: device.id, name: device.name },
    details: {},
  });
};

/** Keeps when and where a device was used, now and then. */
const touch = async ({ store, logger }: Parts, device: DeviceRecord, now: number, address: string | undefined) => {
  const since = now - device.lastUsedAt;
  const isMoved = address !== undefined && address !== device.address;
  if (since <= (isMoved ? MOVED_MS : TOUCH_MS)) return;
  device.lastUsedAt = now;
  if (address !== undefined) device.address = address;
  const { address: place, id, personId } = device;
  await store
    .write(async (tx) => {
      await tx.devices.update(id, { lastUsedAt: now, ...(place === null ? {} : { address: place }) });
      await tx.people.update(personId, { lastSeenAt: now });
    })
    .catch((error: unknown) => logger.warn({ error: String(error) }, "could not keep a last-used time"));
};

const createCheck =
  (parts: Parts): SignInService["check"] =>
  async (secret, { kind, address } = {}) => {
    const device = await parts.known.find(hashSecret(secret));
    if (device === undefined || (kind !== undefined && device.kind !== kind)) return undefined;
    const now = parts.clock();
    if (isOver(device, now)) return undefined;
    const person = (await parts.views.get(device.personId))?.person;
    if (person === undefined || person.revokedAt !== null) return undefined;
    await touch(parts, device, now, address);
    return { ...person, device: { ...device }, ...(address === undefined ? {} : { address }) };
  };

const createUseTicket =
  (parts: Parts, countWrong: (address: string) => void): SignInService["useTicket"] =>
  async (ticket, { name = "Browser", address } = {}) => {
    const secret = newSecret("ps");
    const now = parts.clock();
    const done = await parts.store.write(async (tx) => {
      const spent = await spendTicket(tx, ticket, now);
      if ("why" in spent) {
        countWrong(address ?? "");
        const details = { why: spent.why, ...(spent.person === undefined ? {} : { person: spent.person.name }) };
        await tx.ledger.append(refusal(now, address ?? "", details));
        return undefined;
      }
      await writeSignIn(tx, spent.person, {
        id: parts.newId(),
        tokenHash: hashSecret(secret),
        personId: spent.person.id,
        kind: "browser",
        name,
        address: address ?? null,
        createdAt: now,
        lastUsedAt: now,
      });
      const { isInvitation, person } = spent;
      return { isInvitation, member: await memberOf(tx, { ...person, lastSeenAt: now }, now) };
    });
    if (done === undefined) throw noTicket();
    // Owners wait for it.
    if (done.isInvitation) parts.changes.publish({ type: "person", member: done.member, isAccessChanged: false });
    return secret;
  };

export const createSignIn = async (parts: Parts & { ownerName: string }): Promise<SignInService> => {
  const { store, clock, known } = parts;
  await ensureOwner(parts, parts.ownerName);
  const wrong = createWrongSecrets(clock);
  return {
    owner: () => ownerNow(store),
    createTicket: async () => addTicket(store, clock, (await ownerNow(store)).id),
    useTicket: createUseTicket(parts, wrong.count),
    check: createCheck(parts),
    async refuseKey(address) {
      wrong.count(address);
      await store.write((tx) => tx.ledger.append(refusal(clock(), address, { why: "wrong-key" })));
    },
    isOpen: known.isKnown,
    async signOut(caller) {
      const { device } = caller;
      if (device === undefined) return;
      await store.write(async (tx) => {
        if ((await tx.devices.byId(device.id)) === undefined) return;
        await tx.devices.remove(device.id);
        await tx.ledger.append({
          ...byPerson(caller),
          at: clock(),
          type: "signed-out",
          sessionId: null,
          subject: { type: "device", id: device.id, name: device.name },
          details: {},
        });
      });
      // Only now: a call that came during the write would have remembered it again.
      known.forget([device.id]);
      parts.changes.publish({ type: "devices-ended", deviceIds: [device.id] });
    },
  };
};
