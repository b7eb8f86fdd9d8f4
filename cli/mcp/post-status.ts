import { z } from "zod";
import { MessageText, type PostMessageRequest } from "#contract/message.ts";
import { Level, Progress, SessionState } from "#contract/session.ts";
import { canWait, type Delivery, deliver } from "../outbox/entry.ts";
import { flush } from "../outbox/flush.ts";
import { newKey } from "../outbox/key.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { listWaiting, outboxFolder } from "../outbox/waiting.ts";
import { explain } from "../output/explain.ts";
import { session } from "./inputs.ts";
import { say } from "./say.ts";
import type { Call, Tool } from "./tool.ts";

const input = z.object({
  text: MessageText.describe("What people should know, in Markdown; short"),
  level: Level.optional().describe("info (default), success, warning or urgent"),
  state: SessionState.exclude(["closed"]).optional().describe("What the work does from now on"),
  progress: Progress.optional().describe("How far the whole work is, from 0 to 1"),
  session,
});

const sent = "Posted.";
const kept = (why: string) =>
  `${why}. The message is kept on this machine and will be sent later; go on with your work.`;

/** Puts it behind what waits already, so that the order of posting is kept. */
const sendBehind = async ({ hub, world }: Call, delivery: Delivery): Promise<string> => {
  const outbox = openOutbox(hub.target.folder, world.now);
  const name = outbox.add(delivery, hub.target.identity);
  const { sent: done, failed, stopped, isBusy } = await flush(hub, outbox, world, 5000);
  const refused = failed.get(name);
  if (refused) throw refused.error;
  if (done.has(name) || (stopped === undefined && !isBusy)) return sent;
  return kept(isBusy ? "Other messages are being sent just now" : explain(stopped, hub.url).words);
};

const send = async (call: Call, delivery: Delivery): Promise<string> => {
  const { hub, world } = call;
  if (listWaiting(outboxFolder(hub.target.folder)).length > 0) return sendBehind(call, delivery);
  try {
    await deliver(hub.client, delivery);
    return sent;
  } catch (error) {
    if (!canWait(error)) throw error;
    openOutbox(hub.target.folder, world.now).add(delivery, hub.target.identity);
    return kept(explain(error, hub.url).words);
  }
};

export const postStatus: Tool<typeof input> = {
  title: "Post a status",
  description:
    "Tells people how this work goes: a result, a decision, a problem. Post when something is worth reading, not for " +
    "every step; use level urgent only when a person has to act now.",
  input,
  async run({ session: given, text, level, state, progress }, call, { which, world }) {
    const id = await which.find(given, call.signal);
    const body: PostMessageRequest = {
      text,
      ...(level === undefined ? {} : { level }),
      ...(state === undefined ? {} : { state }),
      ...(progress === undefined ? {} : { progress }),
    };
    const delivery: Delivery = { call: "postMessage", session: id, key: newKey(world.random), body };
    return say(await send(call, delivery));
  },
};
