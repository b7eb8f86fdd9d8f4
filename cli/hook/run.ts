import type { ActAnswer, ActRequest } from "#contract/act.ts";
import type { RepliesAnswer } from "#contract/reply.ts";
import { readBranch } from "../config/branch.ts";
import { findTarget, type Target } from "../config/target.ts";
import type { Due, HookKind, Output, Reading } from "../integrations/hook.ts";
import { hookKinds } from "../integrations/table.ts";
import { maskSecrets } from "../masking/mask.ts";
import { canWait } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { listWaiting, outboxFolder } from "../outbox/waiting.ts";
import type { World } from "../world.ts";
import { readHookArguments } from "./arguments.ts";
import { compose } from "./compose.ts";
import { type Door, openDoor } from "./door.ts";
import { type Input, parseInput } from "./input.ts";
import { logLine } from "./log.ts";
import { keepReport, readReport } from "./report.ts";

/** What a hook may know and touch of the computer. */
export interface HookWorld extends Pick<World, "env" | "platform" | "home" | "now" | "random" | "pause"> {
  /** The file that runs. */
  readonly program: string;
  input(): Promise<Input | undefined>;
  /** Throws when nobody reads any more. */
  print(output: Output): void;
}

/** One call of a hook, from its input on. */
export interface Call {
  readonly world: HookWorld;
  readonly kind: string;
  readonly hook: HookKind;
  readonly input: Input;
  readonly reading: Reading;
  readonly target: Target;
  readonly door: Door;
  readonly startedAt: number;
  readonly limitSeconds: number | undefined;
}

const hasWaiting = ({ folder }: Target) => listWaiting(outboxFolder(folder)).length > 0;

const composeAct = async ({ reading, world, kind, target }: Call): Promise<ActRequest> => {
  const isBoundary = reading.event === "started" || reading.event === "prompted" || reading.event === "turn-ended";
  const branch = isBoundary && reading.folder ? readBranch(reading.folder) : undefined;
  const report = readReport(target.folder);
  const at = new Date(world.now()).toISOString();
  return compose(reading, { kind, at, report, mask: maskSecrets, branch });
};

const keep = async ({ target, world }: Call, body: ActRequest, key: string): Promise<void> => {
  const { openOutbox } = await import("../outbox/outbox.ts");
  const { startFlusher } = await import("./flusher.ts");
  openOutbox(target.folder, world.now).add({ call: "act", key, body }, target.identity);
  await startFlusher(target.folder, world.program, world.env);
};

/** Tells the hub, or keeps it for later. Gives the hub's answer, where there is one. */
const tell = async (call: Call): Promise<ActAnswer | undefined> => {
  const { target, reading, door, world } = call;
  const body = await composeAct(call);
  const key = newKey(world.random);
  if (hasWaiting(target)) {
    await keep(call, body, key);
    return undefined;
  }
  const take = reading.canTell === true || reading.canRefuse === true;
  try {
    const answer = await door.client.call("act", { idempotencyKey: key, body: take ? { ...body, take } : body });
    keepReport(target.folder, answer.report);
    return answer;
  } catch (error) {
    logLine(target.folder, `${call.kind} ${reading.event}: ${(error as Error).message}`);
    if (canWait(error)) await keep(call, body, key);
    return undefined;
  }
};

const acknowledge = async (
  { door, world }: Call,
  session: string,
  ids: readonly string[],
  failure?: string,
): Promise<void> => {
  const body = { ids: [...ids], ...(failure ? { outcome: "failed" as const, note: failure } : {}) };
  const options = { params: { id: session }, idempotencyKey: newKey(world.random), body };
  if (ids.length > 0) await door.client.call("ackReplies", options);
};

/** Says it to the agent. What it could not hear is told to the hub. */
const say = async (call: Call, session: string, ids: readonly string[], due: Due): Promise<void> => {
  const output = call.hook.answer(call.input, due);
  try {
    if (!output) throw new Error("this hook has no way to say it");
    call.world.print(output);
  } catch (error) {
    await acknowledge(call, session, ids, `The agent's hook could not hand it over: ${(error as Error).message}`);
    return;
  }
  // A bare stop word is done with; everything else counts as taken up by the agent's next act.
  if (due.type === "stop") await acknowledge(call, session, ids);
  if (output.endsTurn) await tell({ ...call, reading: { ...call.reading, event: "turn-ended", canTell: false } });
};

/** Hands over what is due; gives whether there was anything. */
const handOver = async (call: Call, session: string, { items, stop }: RepliesAnswer): Promise<boolean> => {
  const { dueOf } = await import("./due.ts");
  const hasFiles = items.some(({ attachments }) => attachments.length > 0);
  const filesOf = hasFiles ? await (await import("./files.ts")).fetchFiles(call, items) : undefined;
  const due = dueOf(items, stop, filesOf);
  const ids = items.map(({ id }) => id);
  if (due) await say(call, session, ids, due);
  return due !== undefined;
};

const respond = async (call: Call, { session, items, interrupt, stop, waitSeconds }: ActAnswer): Promise<void> => {
  if (!session) return;
  if (interrupt) {
    const { dueOfInterrupt } = await import("./due.ts");
    await say(call, session.id, [interrupt.id], dueOfInterrupt(interrupt));
    return;
  }
  if (await handOver(call, session.id, { items, stop })) return;
  if (waitSeconds === 0 || !call.reading.mostWaitSeconds) return;
  const { waitForReplies } = await import("./wait.ts");
  const found = await waitForReplies(call, session.id, waitSeconds);
  if (found) await handOver(call, session.id, found);
};

const open = async (
  world: HookWorld,
  words: readonly string[],
  folder: (path: string) => void,
): Promise<Call | undefined> => {
  const { kind, limitSeconds, given } = readHookArguments(words);
  const load = Object.hasOwn(hookKinds, kind) ? hookKinds[kind] : undefined;
  if (!load) throw new Error(`there are no hooks for “${kind.slice(0, 40)}”`);
  const startedAt = world.now();
  const target = findTarget(world);
  folder(target.folder);
  const door = openDoor(target);
  if (!hasWaiting(target)) door.knock();
  const [hook, input] = await Promise.all([load(), given === undefined ? world.input() : parseInput(given)]);
  if (!input) throw new Error(`${kind}: the input is no JSON object`);
  const reading = hook.read(input, world.env);
  if (!reading) return undefined;
  return { world, kind, hook, input, reading, target, door, startedAt, limitSeconds };
};

/** Runs one hook call. It never throws: whatever goes wrong is a line in `hook.log`, and the agent goes on. */
export const runHook = async (words: readonly string[], world: HookWorld): Promise<void> => {
  if (world.env.MUSTER_HOOK_OFF === "1") return;
  let client: string | undefined;
  try {
    const call = await open(world, words, (path) => (client = path));
    if (!call) return;
    const answer = await tell(call);
    if (call.reading.endsAsking || call.reading.asks) {
      const { answerAsking, endAsking } = await import("./ask.ts");
      if (call.reading.endsAsking) await endAsking(call);
      if (call.reading.asks && answer?.session) await answerAsking(call, answer.session.id, call.reading.asks);
    }
    const hasWords = answer && (answer.items.length > 0 || answer.interrupt || answer.stop || answer.waitSeconds > 0);
    if (hasWords) await respond(call, answer);
    const isBeginning = call.reading.event === "started" || call.reading.event === "prompted";
    if (isBeginning && answer?.session && (call.kind === "codex" || (answer.terminal && world.env.TMUX))) {
      const { startCarrier } = await import("./carrier.ts");
      await startCarrier(call, answer);
    }
  } catch (error) {
    const { clientFolder } = await import("../config/folder.ts");
    logLine(client ?? clientFolder(world), error instanceof Error ? error.message : String(error));
  }
};
