import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { Finding } from "#contract/machine.ts";
import type { Programs } from "../install/plan.ts";
import { version } from "../output/help.ts";
import type { World } from "../world.ts";
import { bad, good } from "./findings.ts";

const patienceMilliseconds = 15_000;

const definedOnly = (env: World["env"]): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Starts the installed MCP server as an agent would, and asks it for its tools. */
export const checkMcp = async ({ node, commandLine }: Programs, world: World): Promise<Finding> => {
  const check = "MCP server";
  const client = new Client({ name: "muster-doctor", version });
  const transport = new StdioClientTransport({
    command: node,
    args: [commandLine, "mcp"],
    env: definedOnly(world.env),
    stderr: "ignore",
  });
  try {
    await client.connect(transport, { timeout: patienceMilliseconds });
    const { tools } = await client.listTools(undefined, { timeout: patienceMilliseconds });
    if (tools.length === 0) throw new Error("it offers no tools");
    return good({ check, text: `The MCP server answers and offers ${tools.length} tools` });
  } catch (error) {
    const text = `The MCP server does not answer: ${(error as Error).message}`;
    return bad({ check, text, fix: "muster install all" });
  } finally {
    await client.close().catch(() => {});
  }
};
