import { hash } from "node:crypto";
import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readIfThere, readObject } from "../config/read-file.ts";
import type { Approving, EndsApproving } from "../integrations/hook.ts";
import type { Call } from "./call.ts";
import { openCallsOf } from "./open-calls-folder.ts";

/** A call of an agent that is asked about now, by a hook of this machine. */
export interface OpenCallEntry {
  readonly path: string;
  readonly approvalId: string | undefined;
  readonly subagentId: string | undefined;
}

const sorted = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
};

/** The same for the same call, whichever hook tells of it: some leave out what the model says the call is for. */
const digestOf = (tool: string, input: unknown): string => {
  const { description: _words, ...rest } = (typeof input === "object" ? input : { input }) as Record<string, unknown>;
  return hash("sha256", JSON.stringify([tool, sorted(rest)])).slice(0, 32);
};

const isAlive = (pid: unknown): boolean => {
  if (typeof pid !== "number") return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const write = (path: string, content: object, flag: "w" | "wx" | "r+") => {
  writeFileSync(path, JSON.stringify(content), { mode: 0o600, flag });
};

/** Claims the first free place among identical calls. One whose hook is gone is free: then the agent asks about it again. */
const claim = (folder: string, name: string, own: object): { path: string; place: number } => {
  for (let place = 0; ; place += 1) {
    const path = join(folder, `${name}.${place}`);
    try {
      write(path, own, "wx");
      return { path, place };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isAlive(readObject(readIfThere(path) ?? "")?.pid)) continue;
    write(path, own, "w");
    return { path, place };
  }
};

/** A call that is being asked about, as other hooks of the same session find it. */
export interface Claimed {
  /** The agent's own id of the call, or one that is the same when the agent asks about it again. */
  readonly callId: string;
  /** Notes the approval that it became; false when the call is over already. */
  note(approvalId: string): boolean;
  release(): void;
}

/** Notes that this hook asks about the call. */
export const claimCall = (call: Call, approving: Approving): Claimed => {
  const folder = openCallsOf(call.target, call.reading);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { tool, input, callId, turn, subagentId } = approving;
  const name = digestOf(tool, input);
  const own = { pid: process.pid, ...(subagentId === undefined ? {} : { subagentId }) };
  const { path, place } = claim(folder, name, own);
  const made = hash("sha256", JSON.stringify([call.reading.externalId, turn, subagentId, name, place])).slice(0, 32);
  return {
    callId: callId ?? `muster-${made}`,
    note(approvalId) {
      try {
        write(path, { ...own, approvalId }, "r+");
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
      }
    },
    release() {
      rmSync(path, { force: true });
      forgetIfEmpty(folder);
    },
  };
};

const forgetIfEmpty = (folder: string) => {
  try {
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // Others are asked about still, or another hook was quicker.
  }
};

const isEnded = (name: string, { subagentId }: OpenCallEntry, ends: EndsApproving): boolean => {
  if (ends.type === "all") return true;
  if (ends.type === "agent") return subagentId === ends.subagentId;
  return name.startsWith(`${digestOf(ends.tool, ends.input)}.`);
};

/** Takes out the calls that are over, and gives their approvals; of identical ones that were made, the first. */
export const takeEnded = (call: Call, ends: EndsApproving): readonly string[] => {
  const folder = openCallsOf(call.target, call.reading);
  let names: string[] = [];
  try {
    names = readdirSync(folder).toSorted();
  } catch {
    return [];
  }
  const found = names.flatMap((name): OpenCallEntry[] => {
    const path = join(folder, name);
    const { approvalId, subagentId } = (readObject(readIfThere(path) ?? "") ?? {}) as Partial<OpenCallEntry>;
    const entry = { path, approvalId, subagentId };
    return isEnded(name, entry, ends) ? [entry] : [];
  });
  const over = ends.type === "call" ? found.slice(0, 1) : found;
  for (const { path } of over) rmSync(path, { force: true });
  forgetIfEmpty(folder);
  return over.flatMap(({ approvalId }) => (approvalId === undefined ? [] : [approvalId]));
};
