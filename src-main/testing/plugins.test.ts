import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTools, type Tools } from "./tools.ts";
import { until } from "./turns.ts";

// The plugins as they are installed, in a process that plays the agent, with the built programs and a real hub.

const integrations = join(import.meta.dirname, "../../cli/integrations");
let tools: Tools;
const before = { ...process.env };

beforeAll(async () => {
  tools = await startTools();
  Object.assign(process.env, tools.env);
});
afterAll(async () => {
  process.env = before;
  await tools.close();
});

const load = async (source: string, name: string, hook = tools.hookProgram): Promise<Record<string, unknown>> => {
  const text = readFileSync(join(integrations, source), "utf8")
    .replaceAll("__MUSTER_NODE__", JSON.stringify(process.execPath))
    .replaceAll("__MUSTER_HOOK__", JSON.stringify(hook))
    .replaceAll("__MUSTER_CLI__", JSON.stringify(tools.commandLine));
  const path = join(tools.client, name);
  writeFileSync(path, text);
  return (await import(/* @vite-ignore */ path)) as Record<string, unknown>;
};

type Hook = (input: object, output?: object) => Promise<void>;

let count = 0;

const startOpenCode = async () => {
  count += 1;
  const sessionID = `ses_${count}`;
  const folder = `/src/project-${count}`;
  const put: { path: { id: string }; body: { agent?: string; parts: { text: string }[] } }[] = [];
  const answer: { error?: { message: string } } = {};
  const promptAsync = (message: (typeof put)[number]) => {
    put.push(message);
    return Promise.resolve(answer);
  };
  const { Muster } = await load("opencode/plugin.js", "opencode.mjs");
  const plugin = Muster as (context: object) => Promise<Record<string, Hook>>;
  const hooks = await plugin({ client: { session: { promptAsync } }, directory: folder });
  const event = async (type: string, properties: object = {}) => {
    await hooks["event"]?.({ event: { type, properties: { sessionID, ...properties } } });
  };
  const prompt = async (text: string) => {
    const message = { agent: "plan", model: { providerID: "p", modelID: "m" } };
    await hooks["chat.message"]?.({ sessionID }, { message, parts: [{ type: "text", text }] });
  };
  await event("session.created", { info: { id: sessionID, version: "1.18.33" } });
  await until(async () => (await tools.find(sessionID))?.listening.carrier === "plugin", "the plugin listens");
  return {
    sessionID,
    put,
    answer,
    event,
    prompt,
    beforeTool: (command: string) => hooks["tool.execute.before"]?.({ sessionID, tool: "bash" }, { args: { command } }),
    state: async () => (await tools.find(sessionID))?.state,
    end: () => event("session.deleted", { info: { id: sessionID } }),
  };
};

describe("the plugin for OpenCode", () => {
  test("tells what happens: prompt, tool, steps, last words, use, and the end", async () => {
    const agent = await startOpenCode();
    await agent.prompt("Fix the alias");
    await agent.beforeTool("npm test");
    expect(await tools.find(agent.sessionID)).toMatchObject({
      title: "Fix the alias",
      state: "working",
      activity: { text: "Bash: npm test" },
      agent: { kind: "opencode", version: "1.18.33" },
      folder: expect.stringMatching(/^\/src\/project-/),
    });
    await agent.event("todo.updated", { todos: [{ content: "look", status: "completed" }] });
    await agent.event("permission.asked", { permission: "bash", patterns: ["rm *"] });
    await until(async () => (await agent.state()) === "waiting");
    expect(await tools.find(agent.sessionID)).toMatchObject({
      plan: [{ text: "look", done: true }],
      stateNote: "Permission asked: bash rm *",
    });
    await agent.event("message.updated", { info: { id: "m1", role: "assistant" } });
    await agent.event("message.part.updated", { part: { id: "p1", messageID: "m1", type: "text", text: "All done." } });
    const tokens = { input: 5, output: 2, reasoning: 1, cache: { read: 3, write: 0 } };
    await agent.event("session.updated", { info: { id: agent.sessionID, tokens, cost: 0.5 } });
    await agent.event("session.idle");
    await tools.holds(agent.sessionID, "All done.");
    expect(await tools.find(agent.sessionID)).toMatchObject({
      state: "idle",
      usage: { inputTokens: 8, outputTokens: 3, costUsd: 0.5 },
    });
    await agent.end();
    await until(async () => (await agent.state()) === "done");
  });

  test("puts a reply in once, with the agent and model of the session, and says that it was taken", async () => {
    const agent = await startOpenCode();
    await agent.prompt("Fix it");
    await tools.reply(agent.sessionID, "Keep the alias");
    await tools.holds(agent.sessionID, "Keep the alias (taken, plugin)");
    expect(agent.put).toEqual([
      {
        path: { id: agent.sessionID },
        body: {
          agent: "plan",
          model: { providerID: "p", modelID: "m" },
          parts: [{ type: "text", text: expect.stringMatching(/^\[Muster · .+ \(owner\)\] Keep the alias$/) }],
        },
      },
    ]);
    await agent.end();
  });

  test("puts in a long reply without a broken character, wherever its pieces end", async () => {
    const agent = await startOpenCode();
    const texts = ["x", "xx", "xxx"].map((start) => start + "€".repeat(20_000));
    for (const [index, text] of texts.entries()) {
      await tools.reply(agent.sessionID, text);
      await until(() => agent.put.length === index + 1);
      expect(agent.put[index]?.body.parts[0]?.text.endsWith(` ${text}`)).toBe(true);
    }
    await agent.end();
  });

  test("puts in what would have refused a tool call, had the hub said so sooner", async () => {
    const slow = join(tools.client, "slow-hook.cjs");
    const go = join(tools.client, "go");
    const words = JSON.stringify({ interrupt: "[Muster · ada (owner)] wrong branch" });
    writeFileSync(
      slow,
      `const { existsSync, readFileSync } = require("node:fs");
      const look = () => (existsSync(${JSON.stringify(go)}) ? console.log(${JSON.stringify(words)}) : setTimeout(look, 20));
      if (JSON.parse(readFileSync(0, "utf8")).event === "tool") look();`,
    );
    const put: { body: { parts: { text: string }[] } }[] = [];
    const client = { session: { promptAsync: (message: (typeof put)[number]) => Promise.resolve(put.push(message)) } };
    const { Muster } = await load("opencode/plugin.js", "opencode-slow.mjs", slow);
    const hooks = await (Muster as (context: object) => Promise<Record<string, Hook>>)({
      client,
      directory: "/src/slow",
    });
    await hooks["tool.execute.before"]?.({ sessionID: "ses_slow", tool: "bash" }, { args: { command: "x" } });
    writeFileSync(go, "");
    await until(() => put.length === 1);
    expect(put[0]?.body.parts[0]?.text).toBe("[Muster · ada (owner)] wrong branch");
  });

  test("says why a reply could not be put in", async () => {
    const agent = await startOpenCode();
    agent.answer.error = { message: "no such session" };
    await tools.reply(agent.sessionID, "Go on");
    await tools.holds(agent.sessionID, "Go on (failed, plugin)");
    expect(agent.put).toHaveLength(1);
    await agent.end();
  });

  test("refuses the next tool call for an interruption, and a turn without one reads it", async () => {
    const agent = await startOpenCode();
    await agent.prompt("Fix it");
    await agent.beforeTool("one");
    await tools.reply(agent.sessionID, "/interrupt wrong branch");
    const words = "/interrupt wrong branch";
    await until(async () => {
      const refused = await agent.beforeTool("two")?.then(() => undefined, String);
      return refused?.includes("wrong branch") === true;
    });
    await tools.holds(agent.sessionID, `${words} (taken, plugin)`);
    await agent.beforeTool("three");
    expect(agent.put).toEqual([]);
    await agent.end();
  });

  test("does not wake an agent at rest for a bare stop word", async () => {
    const agent = await startOpenCode();
    await tools.reply(agent.sessionID, "/stop");
    await tools.holds(agent.sessionID, "/stop (taken, plugin)");
    expect(agent.put).toEqual([]);
    await agent.end();
  });

  test("does nothing where hooks are switched off", async () => {
    process.env["MUSTER_HOOK_OFF"] = "1";
    try {
      const { Muster } = await load("opencode/plugin.js", "opencode-off.mjs");
      expect(await (Muster as (context: object) => Promise<object>)({ client: {}, directory: "/src/off" })).toEqual({});
    } finally {
      delete process.env["MUSTER_HOOK_OFF"];
    }
  });

  test("counts a subagent's session with the one that it works for", async () => {
    const agent = await startOpenCode();
    await agent.prompt("Look into it");
    await agent.beforeTool("one");
    await agent.event("session.created", {
      sessionID: "ses_child",
      info: { id: "ses_child", parentID: agent.sessionID },
    });
    await until(async () => (await tools.find(agent.sessionID))?.activity?.subagents === 1);
    await agent.event("session.idle", { sessionID: "ses_child" });
    await until(async () => (await tools.find(agent.sessionID))?.activity?.subagents === 0);
    expect(await tools.find("ses_child")).toBeUndefined();
    await agent.end();
  });
});

type PiHandler = (event: object, context: object) => unknown;

const startPi = async () => {
  count += 1;
  const id = `pi-${count}`;
  const sent: string[] = [];
  const handlers = new Map<string, PiHandler>();
  const entries: object[] = [];
  const context = { cwd: "/src/pi", sessionManager: { getSessionId: () => id, getEntries: () => entries } };
  const fire = async (event: string, fields: object = {}) => handlers.get(event)?.(fields, context);
  const extension = await load("pi/extension.ts", `pi-${count}.ts`);
  (extension["default"] as (pi: object) => void)({
    on: (event: string, handler: PiHandler) => handlers.set(event, handler),
    sendUserMessage: (text: string) => sent.push(text),
  });
  await fire("session_start", { reason: "startup" });
  await until(async () => (await tools.find(id))?.listening.carrier === "plugin", "the extension listens");
  return { id, sent, entries, fire, end: () => fire("session_shutdown", { reason: "quit" }) };
};

describe("the extension for pi", () => {
  test("tells what happens, and that the session is done", async () => {
    const agent = await startPi();
    await agent.fire("input", { text: "Mend the alias", source: "interactive" });
    await agent.fire("agent_start");
    expect(await agent.fire("tool_call", { toolName: "bash", input: { command: "npm test" } })).toBeUndefined();
    expect(await tools.find(agent.id)).toMatchObject({
      title: "Mend the alias",
      state: "working",
      activity: { text: "Bash: npm test" },
    });
    const usage = { input: 5, output: 2, cacheRead: 1, cacheWrite: 0, cost: { total: 0.25 } };
    const message = { role: "assistant", content: [{ type: "text", text: "All done." }], stopReason: "stop", usage };
    agent.entries.push({ type: "message", message });
    await agent.fire("agent_end", { messages: [message] });
    await tools.holds(agent.id, "All done.");
    expect(await tools.find(agent.id)).toMatchObject({
      state: "idle",
      usage: { inputTokens: 6, outputTokens: 2, costUsd: 0.25 },
    });
    await agent.fire("agent_end", { messages: [{ role: "assistant", stopReason: "error", errorMessage: "429" }] });
    expect(await tools.find(agent.id)).toMatchObject({ state: "blocked", stateNote: "429" });
    await agent.end();
    expect(await tools.find(agent.id)).toMatchObject({ state: "done" });
  });

  test("puts a reply in once, and it counts as taken when the model reads it", async () => {
    const agent = await startPi();
    await tools.reply(agent.id, "Keep the alias");
    await until(() => agent.sent.length === 1);
    await tools.holds(agent.id, "Keep the alias (handed, plugin)");
    const [text] = agent.sent;
    await agent.fire("message_start", { message: { role: "user", content: [{ type: "text", text }] } });
    await tools.holds(agent.id, "Keep the alias (taken, plugin)");
    expect(text).toMatch(/^\[Muster · .+ \(owner\)\] Keep the alias$/);
    expect(agent.sent).toHaveLength(1);
    await agent.end();
  });

  test("refuses the next tool call for an interruption", async () => {
    const agent = await startPi();
    await agent.fire("agent_start");
    await tools.reply(agent.id, "/interrupt wrong branch");
    await until(async () => {
      const result = await agent.fire("tool_call", { toolName: "bash", input: { command: "x" } });
      return JSON.stringify(result ?? {}).includes("wrong branch");
    });
    await tools.holds(agent.id, "/interrupt wrong branch (taken, plugin)");
    expect(agent.sent).toEqual([]);
    await agent.end();
  });
});
