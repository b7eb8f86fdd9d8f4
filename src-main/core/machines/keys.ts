import type { Changes } from "../changes.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { MachineRecord } from "../records.ts";
import { hashSecret, isSameHash } from "../secrets.ts";

export interface MachineKeys {
  /** The machine of this key, unless it was revoked. */
  check(key: string): MachineRecord | undefined;
  /** Whether this machine has a key. */
  isJoined(machineId: string): boolean;
  /** Takes in a machine that is new, renamed, has a new key or was revoked. */
  set(machine: MachineRecord): void;
  close(): Promise<void>;
}

/** A last-used time is written at most this often: it is for people, and a write each call would cost too much. */
const TOUCH_MS = 60_000;

/** All keys in memory: every call of an agent asks for one. */
export const createMachineKeys = async (parts: {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
}): Promise<MachineKeys> => {
  const { store, clock, logger, changes } = parts;
  const byHash = new Map<string, MachineRecord>();
  const hashOf = new Map<string, string>();
  const pending = new Set<Promise<void>>();

  const set = (machine: MachineRecord) => {
    const old = hashOf.get(machine.id);
    if (old !== undefined) byHash.delete(old);
    hashOf.delete(machine.id);
    if (machine.revokedAt !== null) return;
    byHash.set(machine.keyHash, machine);
    hashOf.set(machine.id, machine.keyHash);
  };
  const touch = (machine: MachineRecord) => {
    const now = clock();
    if (machine.lastUsedAt !== null && Math.abs(now - machine.lastUsedAt) < TOUCH_MS) return;
    machine.lastUsedAt = now;
    const done = store
      .write((tx) => tx.machines.update(machine.id, { lastUsedAt: now }))
      .then(() => changes.publish({ type: "machine", machine: { ...machine } }))
      .catch((error: unknown) => logger.warn({ error: String(error) }, "could not keep a last-used time"))
      .finally(() => pending.delete(done));
    pending.add(done);
  };

  for (const machine of await store.read.machines.list()) set({ ...machine });
  return {
    check(key) {
      const hash = hashSecret(key);
      const machine = byHash.get(hash);
      if (machine === undefined || !isSameHash(machine.keyHash, hash)) return undefined;
      touch(machine);
      return machine;
    },
    isJoined: (machineId) => hashOf.has(machineId),
    set: (machine) => set({ ...machine }),
    async close() {
      await Promise.all(pending);
    },
  };
};
