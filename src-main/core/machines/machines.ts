import type { JoinRequest, MachineChange, MeChange } from "#contract/machine.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import { byHub, byMachine, byPerson } from "../ledger/entry.ts";
import type { Refusals } from "../ledger/refusals.ts";
import type { Clock, Store } from "../ports.ts";
import type { AgentRecord, LastActRecord, LedgerEntry, MachineRecord, PersonCaller } from "../records.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import type { ReadTx, WriteTx } from "../store.ts";
import { createJoinCodes, type JoinCodes } from "./codes.ts";
import type { MachineKeys } from "./keys.ts";
import { aboutMachine, differences } from "./ledger.ts";

export interface JoinedMachine {
  machine: MachineRecord;
  /** Given out this once; only its hash is kept. */
  key: string;
}

export interface MachinesService {
  readonly codes: JoinCodes;
  join(request: JoinRequest, address: string): Promise<JoinedMachine>;
  /** Makes or re-keys the hub's own machine. */
  joinLocal(machine: { name: string; os: string }): Promise<JoinedMachine>;
  list(): Promise<MachineRecord[]>;
  /** Throws `not-found` for one that is unknown or revoked. */
  byId(id: string): Promise<MachineRecord>;
  agentsOf(machine: MachineRecord): Promise<AgentRecord[]>;
  /** Renames it, or sets what it tells and takes. */
  change(caller: PersonCaller, id: string, change: MachineChange): Promise<MachineRecord>;
  /** Keeps what a machine found out about itself. */
  keepDoctor(machine: MachineRecord, report: MeChange["doctor"]): Promise<MachineRecord>;
  /** When the hooks of each kind of agent last said something. */
  lastActsOf(machine: MachineRecord): Promise<LastActRecord[]>;
  rotate(caller: PersonCaller, id: string): Promise<JoinedMachine>;
  /** Ends its key at once; its sessions stay. */
  revoke(caller: PersonCaller, id: string): Promise<MachineRecord>;
}

interface Parts {
  store: Store;
  clock: Clock;
  newId: NewId;
  changes: Changes;
  keys: MachineKeys;
  refusals: Refusals;
  /** Ends the calls that wait with this machine's key. */
  endWaiting(machineId: string): void;
  /** Ends those that wait to type into its terminals. */
  endTerminals(machineId: string): void;
}

const machineById = async (tx: ReadTx, id: string): Promise<MachineRecord> => {
  const machine = await tx.machines.byId(id);
  if (machine === undefined || machine.revokedAt !== null) {
    throw new HubError("not-found", "There is no joined machine with this id.");
  }
  return machine;
};

const freeName = async (tx: WriteTx, wanted: string): Promise<string> => {
  const taken = new Set((await tx.machines.list()).map((machine) => machine.name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}-${number}`;
  return name;
};

type MachinePatch = Partial<
  Pick<MachineRecord, "name" | "keyHash" | "revokedAt" | "report" | "terminal" | "approvals" | "doctor">
>;
type WriteDown = (tx: WriteTx, before: MachineRecord, after: MachineRecord) => Promise<void>;

const changeMachine = async (
  { store, keys, changes }: Parts,
  id: string,
  patch: MachinePatch,
  writeDown?: WriteDown,
): Promise<MachineRecord> => {
  const machine = await store.write(async (tx) => {
    const before = await machineById(tx, id);
    await tx.machines.update(id, patch);
    const after = { ...before, ...patch };
    await writeDown?.(tx, before, after);
    return after;
  });
  keys.set(machine);
  if (machine.revokedAt === null) changes.publish({ type: "machine", machine });
  else changes.publish({ type: "machine-revoked", machineId: id });
  return machine;
};

const addMachine = async (
  { store, clock, newId, keys, changes }: Parts,
  wanted: { name: string; os: string | null; isLocal: boolean; address?: string },
): Promise<JoinedMachine> => {
  const key = newSecret("mk");
  const machine = await store.write(async (tx) => {
    const record: MachineRecord = {
      id: newId(),
      name: await freeName(tx, wanted.name),
      os: wanted.os,
      isLocal: wanted.isLocal,
      keyHash: hashSecret(key),
      joinedAt: clock(),
      lastUsedAt: null,
      revokedAt: null,
      report: "tools",
      terminal: false,
      doctor: null,
      approvals: "beside",
    };
    await tx.machines.insert(record);
    const { os, isLocal } = record;
    const doer = isLocal ? byHub() : byMachine(record, wanted.address);
    await tx.ledger.append({
      ...doer,
      at: record.joinedAt,
      type: "machine-joined",
      ...aboutMachine(record, { os, isLocal }),
    });
    return record;
  });
  keys.set(machine);
  changes.publish({ type: "machine", machine });
  return { machine, key };
};

type Doer = Pick<LedgerEntry, "by" | "device" | "address">;

export const createMachines = (parts: Parts): MachinesService => {
  const codes = createJoinCodes(parts);
  const at = parts.clock;
  const rotate = async (by: Doer, id: string): Promise<JoinedMachine> => {
    const key = newSecret("mk");
    const machine = await changeMachine(parts, id, { keyHash: hashSecret(key) }, async (tx, _before, after) => {
      await tx.ledger.append({ ...by, at: at(), type: "key-rotated", ...aboutMachine(after) });
    });
    parts.endWaiting(id);
    return { machine, key };
  };
  return {
    codes,
    async join(request, address) {
      await codes.use(request.code, address);
      return addMachine(parts, { name: request.machine.name, os: request.machine.os ?? null, isLocal: false, address });
    },
    async joinLocal({ name, os }) {
      const local = await parts.store.read.machines.local();
      return local === undefined ? addMachine(parts, { name, os, isLocal: true }) : rotate(byHub(), local.id);
    },
    list: () => parts.store.read.machines.list(),
    byId: (id) => machineById(parts.store.read, id),
    agentsOf: (machine) => parts.store.read.agents.list(machine.id),
    lastActsOf: (machine) => parts.store.read.lastActs.list(machine.id),
    async change(caller, id, change) {
      const machine = await changeMachine(parts, id, change, async (tx, before, after) => {
        const details = differences(before, after);
        if (Object.keys(details).length === 0) return;
        const entry = { ...byPerson(caller), at: at(), type: "machine-changed" } as const;
        await tx.ledger.append({ ...entry, ...aboutMachine(before, details) });
      });
      if (change.terminal === false) parts.endTerminals(id);
      return machine;
    },
    keepDoctor: (machine, report) => changeMachine(parts, machine.id, { doctor: { ...report, at: parts.clock() } }),
    rotate: (caller, id) => rotate(byPerson(caller), id),
    async revoke(caller, id) {
      const machine = await changeMachine(parts, id, { revokedAt: at() }, async (tx, before) => {
        await tx.ledger.append({ ...byPerson(caller), at: at(), type: "key-revoked", ...aboutMachine(before) });
      });
      parts.endWaiting(id);
      return machine;
    },
  };
};
