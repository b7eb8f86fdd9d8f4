import type { ActRequest } from "#contract/act.ts";
import { kindOf } from "#contract/agent-kinds.ts";
import { titleKey } from "#contract/title.ts";
import type { NewId } from "../ids.ts";
import type { SessionRecord } from "../records.ts";
import { claimAgent } from "../sessions/agents.ts";
import { freeTitle } from "../sessions/open.ts";
import type { SessionPatch, WriteTx } from "../store.ts";
import { isPlaceholder, placeholderOf, titleOfPrompt } from "./title.ts";

export interface Found {
  session: SessionRecord;
  isNew: boolean;
  /** A title that the prompt of this act gives. */
  named: SessionPatch;
}

const make = async (
  tx: WriteTx,
  newId: NewId,
  machineId: string,
  act: ActRequest,
  now: number,
): Promise<SessionRecord> => {
  const { externalId, folder, branch, title } = act.session;
  const agent = await claimAgent(tx, newId, machineId, act.agent, folder ?? null);
  const wanted = titleOfPrompt(title) ?? placeholderOf(kindOf(act.agent.kind).label, folder);
  const free = await freeTitle(tx, machineId, wanted);
  const id = newId();
  await tx.sessions.insert({
    id,
    machineId,
    title: free,
    titleKey: titleKey(free),
    externalId,
    state: "idle",
    folder: folder ?? null,
    branch: branch ?? null,
    createdAt: now,
    agentId: agent.id,
  });
  const session = await tx.sessions.byId(id);
  if (session === undefined) throw new Error("the session that was just written is not there");
  return session;
};

const nameOf = async (tx: WriteTx, session: SessionRecord, act: ActRequest): Promise<SessionPatch> => {
  const title = act.event === "prompted" ? titleOfPrompt(act.session.title) : undefined;
  if (title === undefined) return {};
  const { label } = kindOf(act.agent.kind);
  if (!isPlaceholder(session.title, placeholderOf(label, session.folder))) return {};
  const free = await freeTitle(tx, session.machineId, title);
  return { title: free, titleKey: titleKey(free) };
};

const keepVersion = async (tx: WriteTx, { agent }: SessionRecord, claim: ActRequest["agent"]): Promise<boolean> => {
  const kind = agent.kind ?? claim.kind;
  const version = kind === claim.kind ? (claim.version ?? agent.version) : agent.version;
  if (kind === agent.kind && version === agent.version) return false;
  await tx.agents.update(agent.id, { kind, version });
  return true;
};

/** Finds or makes the session of the agent's own id, and says what this act calls it. */
export const findOrMake = async (
  tx: WriteTx,
  newId: NewId,
  machineId: string,
  act: ActRequest,
  now: number,
): Promise<Found> => {
  const found = await tx.sessions.byExternalId(machineId, act.session.externalId);
  if (found === undefined) return { session: await make(tx, newId, machineId, act, now), isNew: true, named: {} };
  const isChanged = await keepVersion(tx, found, act.agent);
  const session = isChanged ? ((await tx.sessions.byId(found.id)) ?? found) : found;
  return { session, isNew: false, named: await nameOf(tx, session, act) };
};
