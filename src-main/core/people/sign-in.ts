import { limits } from "#contract/limits.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { DeviceRecord, PersonCaller, PersonRecord } from "../records.ts";
import { hashSecret, newSecret } from "../secrets.ts";

/** What a browser tells of itself. */
export interface SignInPlace {
  name?: string;
  /** Network address. */
  address?: string;
}

export interface SignInService {
  owner(): Promise<PersonRecord>;
  /** A one-time ticket for the owner. */
  createTicket(): Promise<string>;
  /** Trades a ticket for the secret of a new sign-in. Throws `gone` for one that is used, over or unknown. */
  useTicket(ticket: string, from?: SignInPlace): Promise<string>;
  /** The person behind a sign-in's or a device key's secret, with the device. */
  check(secret: string): Promise<PersonCaller | undefined>;
  signOut(secret: string): Promise<void>;
}

/** A sign-in that nobody used for so long is over. */
const SIGN_IN_DAYS = 90;
const DAY_MS = 86_400_000;
const TOUCH_MS = 3_600_000;

const noTicket = () =>
  new HubError("gone", "This sign-in link was used already, or its ten minutes are over. Ask the hub for a new one.");

/** Adds a ticket of the owner; a process beside the hub may do so too. */
export const addTicket = async (store: Store, clock: Clock, personId: string): Promise<string> => {
  const ticket = newSecret("st");
  await store.write(async (tx) => {
    await tx.people.removeExpired(clock() - SIGN_IN_DAYS * DAY_MS);
    await tx.devices.removeUnusedSince(clock() - SIGN_IN_DAYS * DAY_MS);
    await tx.people.insertTicket({
      ticketHash: hashSecret(ticket),
      personId,
      expiresAt: clock() + limits.signInTicketMinutes * 60_000,
      usedAt: null,
      isInvitation: false,
    });
  });
  return ticket;
};

const ensureOwner = async (parts: { store: Store; newId: NewId; ownerName: string }): Promise<PersonRecord> => {
  const known = await parts.store.read.people.owner();
  if (known !== undefined) return known;
  const owner: PersonRecord = {
    id: parts.newId(),
    name: parts.ownerName,
    role: "owner",
    sees: "all",
    createdAt: null,
    lastSeenAt: null,
    revokedAt: null,
  };
  await parts.store.write((tx) => tx.people.insert(owner));
  return owner;
};

/** Spends a ticket and begins the sign-in that it stands for, in one transaction. */
const spendTicket = (
  { store, clock, newId }: { store: Store; clock: Clock; newId: NewId },
  ticket: string,
  tokenHash: string,
  { name = "Browser", address }: SignInPlace,
): Promise<void> =>
  store.write(async (tx) => {
    const ticketHash = hashSecret(ticket);
    const record = await tx.people.ticket(ticketHash);
    const now = clock();
    if (record === undefined || record.usedAt !== null || record.expiresAt <= now) throw noTicket();
    await tx.people.useTicket(ticketHash, now);
    await tx.devices.insert({
      id: newId(),
      tokenHash,
      personId: record.personId,
      kind: "browser",
      name,
      address: address ?? null,
      createdAt: now,
      lastUsedAt: now,
    });
  });

interface KnownSignIn {
  person: PersonRecord;
  device: DeviceRecord;
}

/** Sign-ins in memory: each call of a screen asks for one. */
const createKnown = (store: Store) => {
  const known = new Map<string, KnownSignIn>();
  return {
    async find(tokenHash: string): Promise<KnownSignIn | undefined> {
      const cached = known.get(tokenHash);
      if (cached) return cached;
      const found = await store.read.devices.byToken(tokenHash);
      if (found === undefined) return undefined;
      known.set(tokenHash, found);
      return found;
    },
    forget: (tokenHash: string) => known.delete(tokenHash),
  };
};

export const createSignIn = async (parts: {
  store: Store;
  clock: Clock;
  newId: NewId;
  logger: Logger;
  ownerName: string;
}): Promise<SignInService> => {
  const { store, clock } = parts;
  const owner = await ensureOwner(parts);
  const known = createKnown(store);
  const touch = (id: string, at: number) =>
    store
      .write((tx) => tx.devices.update(id, { lastUsedAt: at }))
      .catch((error: unknown) => parts.logger.warn({ error: String(error) }, "could not keep a last-used time"));

  return {
    owner: () => Promise.resolve(owner),
    createTicket: () => addTicket(store, clock, owner.id),
    async useTicket(ticket, from = {}) {
      const secret = newSecret("ps");
      await spendTicket(parts, ticket, hashSecret(secret), from);
      return secret;
    },
    async check(secret) {
      const tokenHash = hashSecret(secret);
      const entry = await known.find(tokenHash);
      const now = clock();
      if (entry === undefined || entry.person.revokedAt !== null) return undefined;
      const { person, device } = entry;
      if (device.kind === "browser" && now - device.lastUsedAt > SIGN_IN_DAYS * DAY_MS) return undefined;
      if (now - device.lastUsedAt > TOUCH_MS) {
        device.lastUsedAt = now;
        await touch(device.id, now);
      }
      return { ...person, device };
    },
    async signOut(secret) {
      const tokenHash = hashSecret(secret);
      await store.write(async (tx) => {
        const found = await tx.devices.byToken(tokenHash);
        if (found !== undefined) await tx.devices.remove(found.device.id);
      });
      // Only now: a call that came during the write would have remembered it again.
      known.forget(tokenHash);
    },
  };
};
