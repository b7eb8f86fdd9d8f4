import { type Approval, ApprovalRequest } from "#contract/approval.ts";
import { requestOf } from "../approvals/request.ts";
import { awaitDecision, type Desk, openApproval, withdraw } from "../approvals/settle.ts";
import type { Given } from "../arguments.ts";
import { readObject } from "../config/read-file.ts";
import { findSession, isId } from "../config/session-id.ts";
import { isUnreachable } from "../errors.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub, type Hub } from "../http/hub.ts";
import { readStdin } from "../read-text.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const Call = ApprovalRequest.pick({
  tool: true,
  input: true,
  summary: true,
  timeoutSeconds: true,
  callId: true,
  suggestions: true,
}).strict();

/** What standard input holds. */
type Asked = ReturnType<typeof Call.parse> & {
  readonly session?: string;
  readonly title?: string;
  readonly folder?: string;
  readonly takesInput: boolean;
};

/** A hub that is just starting is there before that. */
const openMilliseconds = 3000;

const refuse = (words: string): never => {
  throw new Failure(exits.invalid, `Standard input: ${words}`);
};

const optionalText = (fields: Record<string, unknown>, name: "session" | "title" | "folder") => {
  const value = fields[name];
  if (value === undefined) return {};
  if (typeof value !== "string" || value === "") return refuse(`${name} must be a text`);
  if (name === "session" && !isId(value)) return refuse(`“${value}” is not a session's id`);
  return { [name]: value };
};

const readAsked = async (world: World): Promise<Asked> => {
  const given = readObject(await readStdin(world)) ?? refuse('one JSON object is needed: {"tool": …, "input": …}');
  const { session: _session, title: _title, folder: _folder, takesInput = false, ...call } = given;
  const read = Call.safeParse(call);
  const [issue] = read.error?.issues ?? [];
  if (!read.success) return refuse(`${issue?.path.join(".") || "it"}: ${issue?.message}`);
  if (typeof takesInput !== "boolean") return refuse("takesInput must be true or false");
  const where = {
    ...optionalText(given, "session"),
    ...optionalText(given, "title"),
    ...optionalText(given, "folder"),
  };
  return { ...read.data, ...where, takesInput };
};

const sessionOf = async (world: World, { client }: Hub, { session, title, folder }: Asked): Promise<string> => {
  if (session !== undefined || title === undefined) return findSession(world, session);
  return (await client.call("openSession", { body: { title, folder: folder ?? world.cwd } })).session.id;
};

const exitOf: Record<Approval["state"], Exit> = {
  open: exits.late,
  allowed: exits.done,
  denied: exits.denied,
  expired: exits.late,
  withdrawn: exits.invalid,
};

const print = async (world: World, approval: Approval, asked: Asked): Promise<Exit> => {
  const { state, decision } = approval;
  const allow = state === "allowed";
  const input = allow ? (decision?.input ?? asked.input) : null;
  const shown = { state: state === "open" ? "expired" : state, decision, allow, note: decision?.note ?? null, input };
  await world.stdout.write(`${JSON.stringify(shown)}\n`);
  return exitOf[state];
};

/** Waits for the end of it; throws when the hub is away at the end of the wait. */
const settled = async (world: World, hub: Hub, desk: Desk, opened: Approval): Promise<Approval> => {
  const ended = await awaitDecision(desk, opened, { until: Number.POSITIVE_INFINITY, gone: world.ending() });
  if (ended !== undefined || world.ending().aborted) return ended ?? opened;
  try {
    return (await hub.client.call("approval", { params: { id: opened.id }, query: {} })).approval;
  } catch (error) {
    if (isUnreachable(error)) throw error;
    return { ...opened, state: "withdrawn" };
  }
};

/**
 * `muster approve-wait`: for scripts and agents without hooks. Reads one call from standard input, waits until a person or a
 * rule decides, and prints what was decided. Ctrl-C takes the approval back.
 */
export const run = async (_given: Given<(typeof verbs)["approve-wait"]["options"]>, world: World): Promise<Exit> => {
  const asked = await readAsked(world);
  const hub = findHub(world);
  const { now, random, pause } = world;
  const desk: Desk = { client: hub.client, waiting: hub.waiting, now, random, pause };
  const session = await sessionOf(world, hub, asked);
  const { tool, input, summary, timeoutSeconds, callId, suggestions, takesInput, folder = world.cwd } = asked;
  const takes = { input: takesInput, note: true, allow: true };
  const call = { tool, input, summary, timeoutSeconds, callId, suggestions, takes, folder };
  const patience = { openUntil: now() + openMilliseconds, gone: world.ending() };
  const opened = await openApproval(desk, session, await requestOf(call, world), patience);
  if (!opened) throw new Failure(exits.unexpected, "The hub opened no approval");
  const ended = await settled(world, hub, desk, opened);
  if (ended.state === "open" && world.ending().aborted) {
    await withdraw(desk, ended.id);
    return world.hasEnded() ?? exits.interrupted;
  }
  return print(world, ended, asked);
};
