import type { Agent } from "#contract/agent.ts";
import type { Machine } from "#contract/machine.ts";
import type { PersonView } from "../../core/people/views.ts";
import type { AgentRecord, MachineRecord } from "../../core/records.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";

export const presentMachine = (machine: MachineRecord): Machine => ({
  id: machine.id,
  name: machine.name,
  os: machine.os,
  isLocal: machine.isLocal,
  joinedAt: toInstant(machine.joinedAt),
  lastUsedAt: toInstantOrNull(machine.lastUsedAt),
  report: machine.report,
  terminal: machine.terminal,
  doctor: machine.doctor === null ? null : { ...machine.doctor, at: toInstant(machine.doctor.at) },
  approvals: machine.approvals,
});

export const presentAgent = (agent: AgentRecord): Agent => ({
  id: agent.id,
  name: agent.name,
  kind: agent.kind,
  version: agent.version,
});

/** What a person is told of these machines: those that they may see, in as much detail as they may. */
export const machinesFor = (view: PersonView, machines: readonly MachineRecord[]): Machine[] =>
  machines
    .filter(({ id }) => view.maySeeMachine(id))
    .map((machine) => (view.mayInspectMachines ? presentMachine(machine) : presentMachineName(machine)));

/** A machine for those who need no more than its name. */
export const presentMachineName = (machine: MachineRecord): Machine => ({
  ...presentMachine(machine),
  lastUsedAt: null,
  doctor: null,
});
