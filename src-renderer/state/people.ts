import type { z } from "zod";
import type { Device, DeviceKeyAnswer, InvitedAnswer, Member, MemberChange, NewMember } from "#contract/people.ts";
import { api } from "./api.ts";
import { followRemote, useRemote } from "./remotes/follow-remote.ts";
import { type Read, withItem, withoutItem } from "./remotes/remote.ts";
import { onChange } from "./stream.ts";

type Invited = z.infer<typeof InvitedAnswer>;
type NewKey = z.infer<typeof DeviceKeyAnswer>;

const people = followRemote<Member[]>(async () => (await api.call("members")).items);
const devices = followRemote<Device[]>(async () => (await api.call("devices")).items);

const takePerson = (person: Member) => people.change((items) => withItem(items, person));
const takeDevice = (device: Device) => devices.change((items) => withItem(items, device));

onChange((change) => {
  if (change.type !== "person") return;
  takePerson(change.person);
  // Whoever was shut out has no devices any more; whoever signed in by an invitation has one.
  devices.again();
});

export const usePeople = (): Read<Member[]> => useRemote(people);
export const useDevices = (): Read<Device[]> => useRemote(devices);
export const readPeopleAgain = (): void => people.again();
export const readDevicesAgain = (): void => devices.again();

/** Invites a person; the answer's link is shown once. Throws what the client throws, as all of these do. */
export const invite = async (member: NewMember): Promise<Invited> => {
  const answer = await api.call("invite", { body: member });
  takePerson(answer.person);
  return answer;
};

export const inviteAgain = async (id: string): Promise<Invited> => {
  const answer = await api.call("inviteAgain", { params: { id } });
  takePerson(answer.person);
  return answer;
};

export const changeMember = async (id: string, change: MemberChange): Promise<void> => {
  takePerson((await api.call("changeMember", { params: { id }, body: change })).person);
};

export const shutOut = async (id: string): Promise<void> => {
  takePerson((await api.call("revokeMember", { params: { id } })).person);
  devices.again();
};

/** Makes a key for a command line of the person's own; it is in the answer this once. */
export const addDevice = async (name: string): Promise<NewKey> => {
  const answer = await api.call("addDevice", { body: { name } });
  takeDevice(answer.device);
  return answer;
};

export const renameDevice = async (id: string, name: string): Promise<void> => {
  takeDevice((await api.call("changeDevice", { params: { id }, body: { name } })).device);
};

export const revokeDevice = async (id: string): Promise<void> => {
  await api.call("revokeDevice", { params: { id } });
  devices.change((items) => withoutItem(items, id));
};
