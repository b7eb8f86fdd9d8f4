import { limits } from "#contract/limits.ts";
import type { OpenSessionRequest } from "#contract/session.ts";
import { titleKey } from "#contract/title.ts";
import { signAt } from "../attention/habit.ts";
import type { Changes } from "../changes.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import type { Clock } from "../ports.ts";
import type { MachineRecord, SessionRecord } from "../records.ts";
import type { SessionPatch, WriteTx } from "../store.ts";
import { claimAgent } from "./agents.ts";

export interface OpenedSession {
  session: SessionRecord;
  created: boolean;
  reopened: boolean;
}

interface Parts {
  writeOnce: WriteOnce;
  newId: NewId;
  clock: Clock;
  changes: Changes;
}

/** The title with a number at its end, cut so that it is still one that may be sent. */
const numbered = (title: string, number: number) => {
  const suffix = ` (${number})`;
  return `${Array.from(title)
    .slice(0, limits.titleChars - suffix.length)
    .join("")
    .trimEnd()}${suffix}`;
};

/** The first of `title`, `title (2)`, `title (3)` … that no other session of the machine has. */
export const freeTitle = async (tx: WriteTx, machineId: string, title: string): Promise<string> => {
  let candidate = title;
  for (let number = 2; (await tx.sessions.byTitle(machineId, titleKey(candidate))) !== undefined; number += 1) {
    candidate = numbered(title, number);
  }
  return candidate;
};

const findExisting = async (tx: WriteTx, machineId: string, request: OpenSessionRequest) => {
  if (request.externalId !== undefined) {
    const known = await tx.sessions.byExternalId(machineId, request.externalId);
    if (known !== undefined) return known;
  }
  const named = await tx.sessions.byTitle(machineId, titleKey(request.title));
  // A session that carries another external id is another task that happens to have this title.
  const isOther = request.externalId !== undefined && named !== undefined && named.externalId !== null;
  return isOther ? undefined : named;
};

const create = async (tx: WriteTx, parts: Parts, machine: MachineRecord, request: OpenSessionRequest) => {
  const folder = request.folder ?? null;
  const agent = await claimAgent(tx, parts.newId, machine.id, request.agent ?? {}, folder);
  const title = request.externalId === undefined ? request.title : await freeTitle(tx, machine.id, request.title);
  const id = parts.newId();
  await tx.sessions.insert({
    id,
    machineId: machine.id,
    title,
    titleKey: titleKey(title),
    externalId: request.externalId ?? null,
    state: "working",
    folder,
    branch: request.branch ?? null,
    createdAt: parts.clock(),
    agentId: agent.id,
  });
  return id;
};

const resume = async (tx: WriteTx, parts: Parts, found: SessionRecord, request: OpenSessionRequest) => {
  const now = parts.clock();
  const patch: SessionPatch = signAt(found, now);
  const folder = request.folder ?? found.folder;
  if (request.agent !== undefined) {
    const claim = { ...request.agent, kind: request.agent.kind ?? found.agent.kind ?? undefined };
    const isSameUnnamed = claim.name === undefined && claim.kind === (found.agent.kind ?? undefined);
    const named = isSameUnnamed ? { ...claim, name: found.agent.name } : claim;
    patch.agentId = (await claimAgent(tx, parts.newId, found.machineId, named, folder)).id;
  }
  if (request.folder !== undefined) patch.folder = request.folder;
  if (request.branch !== undefined) patch.branch = request.branch;
  if (request.externalId !== undefined) patch.externalId = request.externalId;
  if (found.state === "closed") {
    patch.state = "working";
    patch.closedAt = null;
    patch.updatedAt = now;
  }
  await tx.sessions.update(found.id, patch);
};

/** Finds or makes the session of this title or external id; opening a closed one reopens it. */
export const createOpenSession =
  (parts: Parts) =>
  async (machine: MachineRecord, request: OpenSessionRequest, once?: Once): Promise<OpenedSession> => {
    let stateBefore: SessionRecord["state"] | null = null;
    const { value, isReplay } = await parts.writeOnce(once, async (tx): Promise<OpenedSession> => {
      const found = await findExisting(tx, machine.id, request);
      stateBefore = found?.state ?? null;
      if (found !== undefined) await resume(tx, parts, found, request);
      const id = found?.id ?? (await create(tx, parts, machine, request));
      const session = await tx.sessions.byId(id);
      if (session === undefined) throw new Error("the session that was just written is not there");
      return { session, created: found === undefined, reopened: found?.state === "closed" };
    });
    if (!isReplay) parts.changes.publish({ type: "session", session: value.session, stateBefore });
    return value;
  };
