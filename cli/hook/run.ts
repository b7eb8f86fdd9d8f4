import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ActAnswer, ActRequest } from "#contract/act.ts";
import type { Report } from "#contract/machine.ts";
import { readBranch } from "../config/branch.ts";
import { findTarget, type Target } from "../config/target.ts";
import { hookKinds } from "../integrations/table.ts";
import { maskSecrets } from "../masking/mask.ts";
import { newKey } from "../outbox/key.ts";
import { listWaiting, outboxFolder } from "../outbox/waiting.ts";
import { keepApprovals, readApprovals } from "./approvals-kept.ts";
import { readHookArguments } from "./arguments.ts";
import type { Call, HookWorld, Tell } from "./call.ts";
import { compose } from "./compose.ts";
import { parseInput } from "./input.ts";
import { logLine } from "./log.ts";
import { openCallsOf } from "./open-calls-folder.ts";
import { openQuickPost, type QuickPost } from "./quick-post.ts";
import { keepReport, readReport } from "./report.ts";

// What most calls need is imported here at once; the rest is loaded by the few that need it.

const actsPath = "/v1/acts";
const boundaries: ReadonlySet<string> = new Set(["started", "prompted", "turn-ended"]);

const hasWaiting = ({ folder }: Target) => listWaiting(outboxFolder(folder)).length > 0;

const composeAct = ({ reading, world, kind }: Call, report: Report): Promise<ActRequest> => {
  const branch = boundaries.has(reading.event) && reading.folder ? readBranch(reading.folder) : undefined;
  const at = new Date(world.now()).toISOString();
  return compose(reading, { kind, at, report, mask: maskSecrets, branch });
};

const send = async (call: Call, key: string, body: ActRequest, opened: QuickPost | undefined): Promise<ActAnswer> => {
  const { address, key: secret } = call.target;
  if (address.secure) return (await import("./tell-otherwise.ts")).tellSecurely(call, key, body);
  const headers = `content-type: application/json\r\nauthorization: Bearer ${secret}\r\nidempotency-key: ${key}\r\n`;
  const answer = await (opened ?? openQuickPost(address)).send(actsPath, headers, JSON.stringify(body));
  if (answer.status === 200) return JSON.parse(answer.body) as ActAnswer;
  throw (await import("./tell-otherwise.ts")).problemOf(answer.status, answer.body);
};

/** `opened` is the connection that was opened for this act. */
const tellOver = async (call: Call, opened?: QuickPost): Promise<ActAnswer | undefined> => {
  const { target, reading, world } = call;
  const report = readReport(target.folder);
  const body = await composeAct(call, report ?? "tools");
  const key = newKey(world.random);
  if (!opened && hasWaiting(target)) {
    await (await import("./keep-act.ts")).keepAct(call, body, key);
    return undefined;
  }
  const take = reading.canTell === true || reading.canRefuse === true;
  try {
    const answer = await send(call, key, take ? { ...body, take } : body, opened);
    if (answer.report !== report) keepReport(target.folder, answer.report);
    if (reading.approves) keepApprovals(target.folder, answer.approvals);
    return answer;
  } catch (error) {
    await (await import("./tell-otherwise.ts")).tellFailed(call, { body, key }, error);
    return undefined;
  }
};

const tell: Tell = (call) => tellOver(call);

/** Whether a rule or a person may have a word on this call. */
const mayBeDecided = ({ reading, target }: Call, answer: ActAnswer | undefined): boolean => {
  const { approves } = reading;
  if (!approves) return false;
  if (approves.at === "dialog" || answer?.denies) return true;
  return approves.isHeld === true && (answer?.approvals ?? readApprovals(target.folder)) === "hold";
};

const hasMore = (call: Call, answer: ActAnswer | undefined): boolean => {
  const { reading, target } = call;
  if (mayBeDecided(call, answer) || (reading.endsApproving && existsSync(openCallsOf(target, reading)))) return true;
  if (reading.asks || (reading.endsAsking && existsSync(join(target.folder, "asking")))) return true;
  if (!answer) return false;
  const { items, interrupt, stop, waitSeconds } = answer;
  return items.length > 0 || interrupt !== null || stop || (waitSeconds > 0 && (reading.mostWaitSeconds ?? 0) > 0);
};

const work = async (words: readonly string[], world: HookWorld, foundFolder: (path: string) => void): Promise<void> => {
  const { kind, limitSeconds, given } = readHookArguments(words);
  const load = Object.hasOwn(hookKinds, kind) ? hookKinds[kind] : undefined;
  if (!load) throw new Error(`there are no hooks for “${kind.slice(0, 40)}”`);
  const startedAt = world.now();
  const target = findTarget(world);
  foundFolder(target.folder);
  const opened = target.address.secure || hasWaiting(target) ? undefined : openQuickPost(target.address);
  const [hook, input] = await Promise.all([load(), given === undefined ? world.input() : parseInput(given)]);
  if (!input) throw new Error(`${kind}: the input is no JSON object`);
  const reading = hook.read(input, world.env);
  if (!reading) return;
  const call: Call = { world, kind, hook, input, reading, target, startedAt, limitSeconds };
  const answer = await tellOver(call, opened);
  if (hasMore(call, answer)) await (await import("./respond.ts")).respond(call, answer, tell);
  const isBeginning = reading.event === "started" || reading.event === "prompted";
  if (isBeginning && answer?.session) await (await import("./opened.ts")).keepOpenedByHook(call, answer.session);
  if (isBeginning && answer?.session && (kind === "codex" || (answer.terminal && world.env.TMUX))) {
    await (await import("./carrier.ts")).startCarrier(call, answer);
  }
};

/** Runs one hook call. It never throws: whatever goes wrong is a line in `hook.log`, and the agent goes on. */
export const runHook = async (words: readonly string[], world: HookWorld): Promise<void> => {
  if (world.env.MUSTER_HOOK_OFF === "1") return;
  let client: string | undefined;
  try {
    await work(words, world, (path) => (client = path));
  } catch (error) {
    const { clientFolder } = await import("../config/folder.ts");
    logLine(client ?? clientFolder(world), error instanceof Error ? error.message : String(error));
  }
};
