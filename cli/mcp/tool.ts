import type { CallToolResult, McpServer, ServerContext } from "@modelcontextprotocol/server";
import type { z } from "zod";
import { findHub, type Hub } from "../http/hub.ts";
import { maskAll } from "../masking/mask.ts";
import { explainHere } from "../output/explain-here.ts";
import type { World } from "../world.ts";
import { sayFailed } from "./say.ts";
import type { WhichSession } from "./which-session.ts";
import type { Written } from "./written.ts";

/** What every tool works with. */
export interface Bench {
  readonly world: World;
  readonly kind: string | undefined;
  readonly which: WhichSession;
  readonly written: Written;
  /** The ids of replies that a model of this process has read. */
  readonly read: Set<string>;
  /** Everything that is under way, for an end that leaves nothing half done. */
  readonly running: Set<Promise<unknown>>;
}

/** One call of a tool. */
export interface Call {
  readonly hub: Hub;
  /** The world while the call lasts: its end is the call's end. */
  readonly world: World;
  readonly signal: AbortSignal;
  readonly context: ServerContext;
}

export interface Tool<I extends z.ZodObject> {
  readonly title: string;
  readonly description: string;
  readonly input: I;
  /** It changes nothing that could be missed. */
  readonly isReading?: boolean;
  /** Its input is needed as it is, secrets included. */
  readonly isWhole?: boolean;
  run(input: z.infer<I>, call: Call, bench: Bench): Promise<CallToolResult>;
}

const callOf = ({ world }: Bench, context: ServerContext): Call => {
  const signal = AbortSignal.any([context.mcpReq.signal, world.ending()]);
  return { hub: findHub(world), world: { ...world, ending: () => signal }, signal, context };
};

/** Adds a tool to a server. Whatever goes wrong in it is answered in words. */
export const addTool = <I extends z.ZodObject>(server: McpServer, bench: Bench, name: string, tool: Tool<I>): void => {
  const attempt = async (given: z.infer<I>, context: ServerContext): Promise<CallToolResult> => {
    try {
      // What an agent says leaves this machine without secrets, as by its hooks.
      const input = tool.isWhole ? given : ((await maskAll(given)) as z.infer<I>);
      return await tool.run(input, callOf(bench, context), bench);
    } catch (error) {
      return sayFailed(`${explainHere(error, bench.world).words}.`);
    }
  };
  const annotations = { readOnlyHint: tool.isReading === true, destructiveHint: false, openWorldHint: false };
  const { title, description } = tool;
  const inputSchema: z.ZodObject = tool.input;
  const handle = (input: unknown, context: ServerContext) => {
    const run = attempt(input as z.infer<I>, context).finally(() => bench.running.delete(run));
    bench.running.add(run);
    return run;
  };
  server.registerTool(name, { title, description, inputSchema, annotations }, handle);
};
