import { randomInt } from "node:crypto";
import type { AgentClaim } from "#contract/agent.ts";
import type { NewId } from "../ids.ts";
import type { AgentRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { adjectives, animals } from "./words.ts";

const memorableName = () => `${adjectives[randomInt(adjectives.length)]}${animals[randomInt(animals.length)]}`;

const freeName = async (tx: WriteTx, machineId: string): Promise<string> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const name = memorableName();
    if ((await tx.agents.byName(machineId, name)) === undefined) return name;
  }
  return `${memorableName()}${randomInt(1000, 10_000)}`;
};

const find = (tx: WriteTx, machineId: string, claim: AgentClaim, folder: string | null) =>
  claim.name === undefined
    ? tx.agents.byPlace(machineId, claim.kind ?? null, folder)
    : tx.agents.byName(machineId, claim.name);

/** Finds or makes the agent that a session names; without a name it gets a memorable one for its kind and folder. */
export const claimAgent = async (
  tx: WriteTx,
  newId: NewId,
  machineId: string,
  claim: AgentClaim,
  folder: string | null,
): Promise<AgentRecord> => {
  const found = await find(tx, machineId, claim, folder);
  if (found !== undefined) {
    const patch = { kind: claim.kind ?? found.kind, version: claim.version ?? found.version };
    if (patch.kind !== found.kind || patch.version !== found.version) await tx.agents.update(found.id, patch);
    return { ...found, ...patch };
  }
  const agent: AgentRecord = {
    id: newId(),
    machineId,
    name: claim.name ?? (await freeName(tx, machineId)),
    kind: claim.kind ?? null,
    version: claim.version ?? null,
    folder: claim.name === undefined ? folder : null,
    isNameGiven: claim.name !== undefined,
  };
  await tx.agents.insert(agent);
  return agent;
};
