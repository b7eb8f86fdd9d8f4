import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import { byPerson } from "../ledger/entry.ts";
import type { Clock, Store } from "../ports.ts";
import type { DeviceRecord, LedgerEntry, PersonCaller } from "../records.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import type { ReadTx, WriteTx } from "../store.ts";
import type { KnownDevices } from "./known-devices.ts";
import { SIGN_IN_MS } from "./sign-in-time.ts";

/** A device with the name of its person. */
export interface OwnedDevice extends DeviceRecord {
  personName: string;
}

export interface DevicesService {
  /** The person's own; an owner gets those of everyone. Last used first. */
  list(caller: PersonCaller): Promise<OwnedDevice[]>;
  /** A key for a command line of the person, given out this once; only its hash is kept. */
  addKey(caller: PersonCaller, name: string): Promise<{ device: OwnedDevice; key: string }>;
  /** Throws `not-found` for one that is neither the person's own nor under them as an owner. */
  rename(caller: PersonCaller, id: string, name: string): Promise<OwnedDevice>;
  /** Ends it at once, with its streams. */
  revoke(caller: PersonCaller, id: string): Promise<void>;
}

interface Parts {
  store: Store;
  clock: Clock;
  newId: NewId;
  changes: Changes;
  known: KnownDevices;
}

/** What the ledger says of something that was done to a device. */
const about = (device: DeviceRecord, personName: string): Pick<LedgerEntry, "sessionId" | "subject" | "details"> => ({
  sessionId: null,
  subject: { type: "device", id: device.id, name: device.name },
  details: { person: personName, kind: device.kind },
});

/** Adds a device of the caller inside a transaction. */
export const insertDevice = async (tx: WriteTx, caller: PersonCaller, device: DeviceRecord): Promise<void> => {
  await tx.devices.insert(device);
  await tx.ledger.append({
    ...byPerson(caller),
    at: device.createdAt,
    type: "device-added",
    ...about(device, caller.name),
  });
};

/** As of this transaction: someone who is shut out meanwhile has nothing any more. */
const deviceFor = async (tx: ReadTx, caller: PersonCaller, id: string): Promise<OwnedDevice> => {
  const device = await tx.devices.byId(id);
  const person = device && (await tx.people.byId(device.personId));
  const now = await tx.people.byId(caller.id);
  const isTheirs = person?.id === now?.id || now?.role === "owner";
  if (device === undefined || person === undefined || now === undefined || now.revokedAt !== null || !isTheirs) {
    throw new HubError("not-found", "There is no device with this id here.");
  }
  return { ...device, personName: person.name };
};

/** Whether it is a browser that was signed out for want of use. */
export const isOver = (device: DeviceRecord, now: number): boolean =>
  device.kind === "browser" && now - device.lastUsedAt > SIGN_IN_MS;

const addKey =
  ({ store, clock, newId }: Parts): DevicesService["addKey"] =>
  async (caller, name) => {
    const key = newSecret("dk");
    const now = clock();
    const device: DeviceRecord = {
      id: newId(),
      tokenHash: hashSecret(key),
      personId: caller.id,
      kind: "key",
      name,
      address: null,
      createdAt: now,
      lastUsedAt: now,
    };
    await store.write(async (tx) => {
      const person = await tx.people.byId(caller.id);
      if (person === undefined || person.revokedAt !== null) throw new HubError("unauthorized", "Sign in first.");
      await insertDevice(tx, caller, device);
      await tx.ledger.append({ ...byPerson(caller), at: now, type: "key-made", ...about(device, caller.name) });
    });
    return { device: { ...device, personName: caller.name }, key };
  };

export const createDevices = (parts: Parts): DevicesService => {
  const { store, clock, known } = parts;
  return {
    async list(caller) {
      const names = new Map((await store.read.people.list()).map(({ id, name }) => [id, name]));
      const found = await store.read.devices.list(caller.role === "owner" ? undefined : caller.id);
      return found
        .filter((device) => !isOver(device, clock()))
        .map((device) => ({ ...device, personName: names.get(device.personId) ?? "" }));
    },
    addKey: addKey(parts),
    async rename(caller, id, name) {
      const device = await store.write(async (tx) => {
        const before = await deviceFor(tx, caller, id);
        await tx.devices.update(id, { name });
        return { ...before, name };
      });
      known.rename(id, name);
      return device;
    },
    async revoke(caller, id) {
      await store.write(async (tx) => {
        const found = await deviceFor(tx, caller, id);
        await tx.devices.remove(id);
        const entry = { ...byPerson(caller), at: clock(), type: "device-revoked" } as const;
        await tx.ledger.append({ ...entry, ...about(found, found.personName) });
      });
      known.forget([id]);
      parts.changes.publish({ type: "devices-ended", deviceIds: [id] });
    },
  };
};
