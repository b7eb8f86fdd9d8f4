import type { ActAnswer } from "#contract/act.ts";
import type { RepliesAnswer } from "#contract/reply.ts";
import type { Due } from "../integrations/hook.ts";
import { newKey } from "../outbox/key.ts";
import { approve, endApproving } from "./approve.ts";
import { answerAsking, endAsking } from "./ask.ts";
import type { Call, OpenCall, Tell } from "./call.ts";
import { openDoor } from "./door.ts";
import { dueOf, dueOfInterrupt } from "./due.ts";
import { waitForReplies } from "./wait.ts";

const acknowledge = async (
  { door, world }: OpenCall,
  session: string,
  ids: readonly string[],
  failure?: string,
): Promise<void> => {
  const body = { ids: [...ids], ...(failure ? { outcome: "failed" as const, note: failure } : {}) };
  const options = { params: { id: session }, idempotencyKey: newKey(world.random), body };
  if (ids.length > 0) await door.client.call("ackReplies", options);
};

/** Says it to the agent. What it could not hear is told to the hub. */
const say = async (call: OpenCall, session: string, ids: readonly string[], due: Due): Promise<void> => {
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
  if (output.endsTurn) await call.tell({ ...call, reading: { ...call.reading, event: "turn-ended", canTell: false } });
};

/** Hands over what is due; gives whether there was anything. */
const handOver = async (call: OpenCall, session: string, { items, stop }: RepliesAnswer): Promise<boolean> => {
  const hasFiles = items.some(({ attachments }) => attachments.length > 0);
  const filesOf = hasFiles ? await (await import("./files.ts")).fetchFiles(call, items) : undefined;
  const due = dueOf(items, stop, filesOf);
  const ids = items.map(({ id }) => id);
  if (due) await say(call, session, ids, due);
  return due !== undefined;
};

const giveDue = async (call: OpenCall, { session, items, interrupt, stop, waitSeconds }: ActAnswer): Promise<void> => {
  if (!session) return;
  if (interrupt) {
    await say(call, session.id, [interrupt.id], dueOfInterrupt(interrupt));
    return;
  }
  if (await handOver(call, session.id, { items, stop })) return;
  if (waitSeconds === 0 || !call.reading.mostWaitSeconds) return;
  const found = await waitForReplies(call, session.id, waitSeconds);
  if (found) await handOver(call, session.id, found);
};

/** What a call does after its act was told: questions, replies, a wait at the end of the turn. */
export const respond = async (call: Call, answer: ActAnswer | undefined, tell: Tell): Promise<void> => {
  const open: OpenCall = { ...call, tell, door: openDoor(call.target) };
  const { asks, endsAsking, approves, endsApproving } = call.reading;
  if (endsAsking) await endAsking(open);
  if (endsApproving) await endApproving(open);
  if (asks && answer?.session) await answerAsking(open, answer.session.id, asks);
  // Whoever interrupts the call has refused it already.
  if (approves && !answer?.interrupt && (await approve(open, approves, answer))) return;
  if (answer) await giveDue(open, answer);
};
