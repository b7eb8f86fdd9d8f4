import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { ensureBuilt } from "../../build/fresh.mjs";
import { openSessions, type RunningHub, startHub, urlOf } from "../measure/hub.ts";
import { median } from "../measure/statistics.ts";
import type { Row } from "../report/row.ts";
import type { Part } from "./part.ts";

// What a tool call by MCP costs, beside a tool that does nothing; and how soon a reply is the result of one that waits for it.

const program = fileURLToPath(new URL("../../out/cli/muster.cjs", import.meta.url));
const bare = fileURLToPath(new URL("../subjects/bare-mcp.ts", import.meta.url));

const connect = async (words: string[], env: Record<string, string> = {}): Promise<Client> => {
  const client = new Client({ name: "bench", version: "1" });
  const inherited = { PATH: process.env["PATH"] ?? "" };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: words, env: { ...inherited, ...env } }),
  );
  return client;
};

const timed = async (client: Client, name: string, times: number[]) => {
  const startedAt = performance.now();
  const { isError } = await client.callTool({ name, arguments: {} });
  if (isError) throw new Error(`${name} failed`);
  times.push(performance.now() - startedAt);
};

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds from a person's reply until whoever waits has it. */
const waited = async (hub: RunningHub, sessionId: string, wait: () => Promise<unknown>): Promise<number> => {
  const waiting = wait().then(() => performance.now());
  await pause(30);
  const sentAt = performance.now();
  const { status } = await fetch(urlOf(hub, `/v1/people/sessions/${sessionId}/replies`), {
    method: "POST",
    headers: { ...hub.person, "content-type": "application/json" },
    body: JSON.stringify({ text: "Keep the old route for one release, then drop it." }),
  });
  if (status !== 201) throw new Error(`a reply was answered with ${status}`);
  return (await waiting) - sentAt;
};

export const mcp: Part = async ({ sizes, say, folder }) => {
  await ensureBuilt();
  const home = await folder();
  const hub = await startHub(home);
  const [sessionId = "", otherId = ""] = await openSessions(hub, 2);
  const server = await connect([program, "mcp"], { MUSTER_HOME: home, MUSTER_SESSION: sessionId });
  const reference = await connect([bare]);
  try {
    const rounds = sizes.starts * 10;
    say(`calling tools, ${rounds} times each`);
    const [checks, echoes, waits, wakes]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let round = 0; round < rounds; round += 1) {
      await timed(server, "check_replies", checks);
      await timed(reference, "echo", echoes);
    }
    const byMcp = () => server.callTool({ name: "wait_for_reply", arguments: {} });
    const byHttp = async () =>
      (await fetch(urlOf(hub, `/v1/sessions/${otherId}/replies?wait=60`), { headers: hub.machine })).text();
    for (let round = 0; round < sizes.starts; round += 1) {
      waits.push(await waited(hub, sessionId, byMcp));
      wakes.push(await waited(hub, otherId, byHttp));
    }
    const rows: Row[] = [
      {
        what: "MCP round trip: `check_replies` / a tool that does nothing",
        unit: "",
        value: median(checks) / median(echoes),
        target: { is: "at most", value: 6 },
        details: { checkMs: median(checks), nothingMs: median(echoes) },
      },
      {
        what: "MCP: a reply to the result of `wait_for_reply` / to a waiting HTTP call",
        unit: "",
        value: median(waits) / median(wakes),
        target: { is: "at most", value: 2 },
        details: { resultMs: median(waits), wakeMs: median(wakes) },
      },
    ];
    return rows;
  } finally {
    await Promise.all([server.close(), reference.close()]);
    await hub.child.stop();
  }
};
