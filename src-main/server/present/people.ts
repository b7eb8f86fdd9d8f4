import type { Device, Member } from "#contract/people.ts";
import type { Person } from "#contract/person.ts";
import type { OwnedDevice } from "../../core/people/devices.ts";
import type { MemberRecord, PersonRecord } from "../../core/records.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";

export const presentPerson = ({ id, name, role }: PersonRecord): Person => ({ id, name, role });

export const presentMember = (member: MemberRecord): Member => ({
  id: member.id,
  name: member.name,
  role: member.role,
  sees: member.sees,
  narrowings: member.narrowings,
  invitedUntil: toInstantOrNull(member.invitedUntil),
  lastSeenAt: toInstantOrNull(member.lastSeenAt),
  createdAt: toInstantOrNull(member.createdAt),
  revokedAt: toInstantOrNull(member.revokedAt),
});

/** `thisId` is the device that asks. */
export const presentDevice = (device: OwnedDevice, thisId: string | undefined): Device => ({
  id: device.id,
  personId: device.personId,
  personName: device.personName,
  name: device.name,
  kind: device.kind,
  isThis: device.id === thisId,
  address: device.address,
  createdAt: toInstant(device.createdAt),
  lastUsedAt: toInstant(device.lastUsedAt),
});
