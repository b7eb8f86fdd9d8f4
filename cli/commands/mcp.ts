import { Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { serveMcp } from "../mcp/serve.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const outputOf = ({ stdout }: World) =>
  new Writable({
    decodeStrings: false,
    async write(text: string, _encoding, done) {
      try {
        await stdout.write(text);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });

/** `muster mcp`: an MCP server over standard input and output, for an agent that starts it. */
export const run = async ({ words, options }: Given<typeof verbs.mcp.options>, world: World): Promise<Exit> => {
  if (words.length > 0) throw new Failure(exits.invalid, "muster mcp takes no words");
  await serveMcp(world, new StdioServerTransport(world.stdin(), outputOf(world)), options.kind);
  return world.hasEnded() ?? exits.done;
};
