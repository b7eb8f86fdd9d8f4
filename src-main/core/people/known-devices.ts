import type { DeviceRecord } from "../records.ts";
import type { DeviceReader } from "../store-safety.ts";

/** The devices that called lately, in memory: each call of a screen asks for one. */
export interface KnownDevices {
  /** The device with this secret; what it holds may be changed, and is what the next call gets. */
  find(tokenHash: string): Promise<DeviceRecord | undefined>;
  isKnown(id: string): boolean;
  /** The same for all: to be called once their end is on disk. */
  forget(ids: readonly string[]): void;
  rename(id: string, name: string): void;
}

export const createKnownDevices = (devices: Pick<DeviceReader, "byToken">): KnownDevices => {
  const byHash = new Map<string, DeviceRecord>();
  const byId = new Map<string, DeviceRecord>();
  let forgotten = 0;
  return {
    async find(tokenHash) {
      const known = byHash.get(tokenHash);
      if (known !== undefined) return known;
      for (;;) {
        const before = forgotten;
        const device = (await devices.byToken(tokenHash))?.device;
        if (device === undefined) return undefined;
        // One that was ended while it was being read must not be remembered.
        if (before !== forgotten) continue;
        const other = byHash.get(tokenHash);
        if (other !== undefined) return other;
        byHash.set(tokenHash, device);
        byId.set(device.id, device);
        return device;
      }
    },
    isKnown: (id) => byId.has(id),
    forget(ids) {
      forgotten += 1;
      for (const id of ids) {
        const device = byId.get(id);
        byId.delete(id);
        if (device !== undefined) byHash.delete(device.tokenHash);
      }
    },
    rename(id, name) {
      const device = byId.get(id);
      if (device !== undefined) device.name = name;
    },
  };
};
