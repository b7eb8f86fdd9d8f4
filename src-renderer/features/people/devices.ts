import type { Device } from "#contract/people.ts";

export interface DeviceGroup {
  personId: string;
  name: string;
  devices: Device[];
}

/** Devices by person, one's own first; in each the one in use, then the last used. */
export const groupsOf = (devices: readonly Device[], meId: string | null): DeviceGroup[] => {
  const groups = new Map<string, DeviceGroup>();
  for (const device of devices) {
    const { personId, personName } = device;
    const group = groups.get(personId) ?? { personId, name: personName, devices: [] };
    group.devices.push(device);
    groups.set(personId, group);
  }
  for (const group of groups.values())
    group.devices.sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.lastUsedAt.localeCompare(a.lastUsedAt));
  return [...groups.values()].toSorted(
    (a, b) => Number(b.personId === meId) - Number(a.personId === meId) || a.name.localeCompare(b.name),
  );
};
