import type { CallToolResult } from "@modelcontextprotocol/server";
import { z } from "zod";
import { filesOf } from "../output/reply.ts";
import { forModel } from "../replies/for-model.ts";
import { createListener } from "../watch/listener.ts";
import { withFiles } from "../watch/with-files.ts";
import { session } from "./inputs.ts";
import { withProgress } from "./progress.ts";
import { say, sayFailed } from "./say.ts";
import type { Bench, Call, Tool } from "./tool.ts";

interface Wait {
  seconds: number;
  /** What the model reads when nothing came. */
  nothing: string;
  mostAwayMilliseconds: number;
}

const hear = async (id: string, call: Call, bench: Bench, wait: Wait): Promise<CallToolResult> => {
  const { world, hub } = call;
  const until = world.now() + wait.seconds * 1000;
  const { mostAwayMilliseconds } = wait;
  const listener = createListener(world, hub, id, until, { carrier: "mcp", printed: bench.read, mostAwayMilliseconds });
  const due = await listener.next();
  if (due === "late") return say(wait.nothing);
  if (due === "ended") return sayFailed("The wait was ended. What comes meanwhile is given by the next check_replies.");
  // A result that never left the process was not read: the hub gives these again.
  bench.written.after(call.context.mcpReq.id, () => listener.acknowledge(due.items));
  const items = await withFiles(due.items, world, hub);
  return say(items.map((item) => forModel(item, filesOf(item))).join("\n\n"));
};

export const checkReplies: Tool<z.ZodObject<{ session: typeof session }>> = {
  title: "Check for replies",
  description: "Gives the replies that people wrote to this work since you last looked. Does not wait.",
  input: z.object({ session }),
  isReading: true,
  async run(input, call, bench) {
    const id = await bench.which.find(input.session, call.signal);
    return hear(id, call, bench, { seconds: 0, nothing: "No replies.", mostAwayMilliseconds: 0 });
  },
};

const defaultSeconds = 600;
const mostSeconds = 86_400;
// A hub that restarts is back before that.
const mostAwayMilliseconds = 120_000;

const waitSeconds = z
  .number()
  .int()
  .min(1)
  .max(mostSeconds)
  .optional()
  .describe(`How long to wait, in seconds (default: ${defaultSeconds})`);

export const waitForReply: Tool<z.ZodObject<{ session: typeof session; timeoutSeconds: typeof waitSeconds }>> = {
  title: "Wait for a reply",
  description:
    "Waits until a person replies to this work, and gives the reply. Call it when you are done and want to hear what is " +
    "next, and again when it says that nothing came.",
  input: z.object({ session, timeoutSeconds: waitSeconds }),
  isReading: true,
  async run({ session: given, timeoutSeconds = defaultSeconds }, call, bench) {
    const id = await bench.which.find(given, call.signal);
    const nothing = `No reply within ${timeoutSeconds} seconds. Call wait_for_reply again to go on waiting.`;
    const waiting = hear(id, call, bench, { seconds: timeoutSeconds, nothing, mostAwayMilliseconds });
    return withProgress(call, "Waiting for a reply", waiting);
  },
};
