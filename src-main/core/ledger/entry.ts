import type { ActorRecord, LedgerEntry, MachineRecord, PersonCaller, RuleRecord } from "../records.ts";

type Doer = Pick<LedgerEntry, "by" | "device" | "address">;

/** What the ledger says of a person who did something, and what they did it from. */
export const byPerson = (caller: PersonCaller): Doer => ({
  by: { type: "person", id: caller.id, name: caller.name, role: caller.role },
  device: caller.device === undefined ? null : { id: caller.device.id, name: caller.device.name },
  address: caller.address ?? null,
});

export const byMachine = (machine: Pick<MachineRecord, "id" | "name">, address?: string): Doer => ({
  by: { type: "machine", id: machine.id, name: machine.name, role: null },
  device: null,
  address: address ?? null,
});

export const byRule = (rule: Pick<RuleRecord, "id">): Doer => ({
  by: { type: "rule", id: rule.id, name: "rule", role: null },
  device: null,
  address: null,
});

const noOne = (type: ActorRecord["type"], name: string, address: string | null): Doer => ({
  by: { type, id: null, name, role: null },
  device: null,
  address,
});

/** The hub by itself, e.g. at the end of a time. */
export const byHub = (): Doer => noOne("hub", "hub", null);

/** Somebody who did not say, or could not prove, who they are. */
export const byUnknown = (address?: string): Doer => noOne("unknown", "unknown", address ?? null);
