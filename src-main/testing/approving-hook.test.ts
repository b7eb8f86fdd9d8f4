import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { Page } from "#contract/common.ts";
import { buildHook } from "../../build/hook.mjs";
import { startHook } from "./start-hook.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

// The hook program as it is installed, with a permission that Claude Code asks for, against a real hub.

const built = mkdtempSync(join(tmpdir(), "muster-approving-"));
const program = join(built, "muster-hook.cjs");
let hub: TestHub;
let host: string;
let machine: TestMachine;
let person: TestPerson;

beforeAll(async () => {
  await buildHook({ folder: built });
  hub = await startTestHub();
  host = await hub.listen();
  machine = await hub.machine("studio");
  person = await hub.person();
});
afterAll(async () => {
  await hub.close();
  rmSync(built, { recursive: true, force: true });
});

type Input = Record<string, unknown>;

const newHome = (): string => {
  const home = mkdtempSync(join(built, "home-"));
  mkdirSync(join(home, "client"));
  const joined = { version: 1, url: `http://${host}`, key: machine.key, machine: { id: machine.id, name: "studio" } };
  writeFileSync(join(home, "client/hub.json"), JSON.stringify(joined));
  return home;
};

let count = 0;
const newSession = () => `approving-${(count += 1)}`;
const recorded = (name: string, session: string, more: Input = {}): Input => {
  const path = join(import.meta.dirname, "../../cli/integrations/claude/recorded", `${name}.json`);
  return { ...(JSON.parse(readFileSync(path, "utf8")) as Input), session_id: session, ...more };
};

const list = async (state: Approval["state"]) =>
  (await person.send("GET", `/v1/people/approvals?state=${state}`)).json<Page<Approval>>().items;
const nextOpen = async (): Promise<Approval> => {
  await until(async () => (await list("open")).length > 0, "an approval is open");
  const [found] = await list("open");
  if (found === undefined) throw new Error("the approval is over already");
  return found;
};
const decide = (id: string, body: object) => person.send("POST", `/v1/people/approvals/${id}/decision`, { body });

const countClosed = async () => (await list("denied")).length + (await list("allowed")).length;

const ask = (session: string, home = newHome()) =>
  startHook(program, "claude", recorded("PermissionRequest-Bash", session), { home, words: ["--limit", "600"] });

test("a permission is allowed by a person, and denied with their words", async () => {
  const session = newSession();
  const allowed = ask(session);
  const { id, tool, agentKind, takes } = await nextOpen();
  expect({ tool, agentKind, takes }).toMatchObject({ tool: "Bash", agentKind: "claude", takes: { input: true } });
  await decide(id, { decision: "allow" });
  expect(JSON.parse((await allowed.ended).out)).toMatchObject({
    hookSpecificOutput: { decision: { behavior: "allow" } },
  });
  const denied = ask(session);
  await decide((await nextOpen()).id, { decision: "deny", note: "use staging" });
  expect(JSON.parse((await denied.ended).out)).toMatchObject({
    hookSpecificOutput: { decision: { behavior: "deny", message: expect.stringMatching(/denied: use staging$/) } },
  });
});

test("a permission that the terminal answered first is withdrawn", async () => {
  const session = newSession();
  const home = newHome();
  const run = ask(session, home);
  const { id, input } = await nextOpen();
  const done = recorded("PostToolUse-Bash", session, { tool_input: input });
  await startHook(program, "claude", done, { home }).ended;
  expect(await run.ended).toMatchObject({ code: 0, out: "" });
  expect((await list("withdrawn")).find((approval) => approval.id === id)?.decision?.via).toBe("terminal");
});

test("a rule that denies refuses the call before it is made, and one that allows leaves no trace there", async () => {
  const session = newSession();
  const call = recorded("PreToolUse-Bash", session);
  const rule = { effect: "deny", tool: "Bash", match: { exact: "rm -rf /" }, note: "never" };
  await person.send("POST", "/v1/people/rules", { body: rule });
  const before = await countClosed();
  expect((await startHook(program, "claude", call, { home: newHome() }).ended).out).toBe("");
  expect(await countClosed()).toBe(before);
  const { tool_input: input } = call as { tool_input: Input };
  const refused = { ...call, tool_input: { ...input, command: "rm -rf /" } };
  const { out } = await startHook(program, "claude", refused, { home: newHome() }).ended;
  expect(JSON.parse(out)).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } });
  expect(out).toContain("never");
  expect(await countClosed()).toBe(before + 1);
});
