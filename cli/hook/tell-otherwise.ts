import type { ActAnswer, ActRequest } from "#contract/act.ts";
import { openDoor } from "./door.ts";
import { ProblemError } from "#client/errors.ts";
import { canWait } from "../outbox/entry.ts";
import type { Call } from "./call.ts";
import { keepAct } from "./keep-act.ts";
import { logLine } from "./log.ts";

/** What became of an act that was not simply taken. */
export const tellFailed = async (call: Call, act: { body: ActRequest; key: string }, error: unknown): Promise<void> => {
  logLine(call.target.folder, `${call.kind} ${call.reading.event}: ${(error as Error).message}`);
  if (canWait(error)) await keepAct(call, act.body, act.key);
};

/** The error that an answer with this status and body stands for. */
export const problemOf = (status: number, body: string): Error => {
  try {
    return new ProblemError(status, JSON.parse(body) as object);
  } catch {
    return new ProblemError(status, {}); // Not the hub's own words: something between answered.
  }
};

/** Tells the hub over an encrypted connection. */
export const tellSecurely = ({ target }: Call, key: string, body: ActRequest): Promise<ActAnswer> =>
  openDoor(target).client.call("act", { idempotencyKey: key, body });
