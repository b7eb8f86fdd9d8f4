import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildHook } from "../../build/hook.mjs";
import { addApprovals } from "../testing/approvals-double.ts";
import { type HubDouble, startHubDouble } from "../testing/hub-double.ts";
import { tempFolder } from "../testing/temp-folder.ts";

const built = mkdtempSync(join(tmpdir(), "muster-approve-"));
const program = join(built, "muster-hook.cjs");
beforeAll(() => buildHook({ folder: built }));
afterAll(() => rmSync(built, { recursive: true, force: true }));

type Mode = "off" | "beside" | "hold";
type Input = Record<string, unknown>;

const nothingDue = { items: [], stop: false, interrupt: null, waitSeconds: 0, report: "tools", terminal: false };

/** A hub whose machine is set to `mode`, and a person in front of it. */
const startHub = async (mode: Mode, more: { denies?: boolean; report?: string } = {}) => {
  const hub = await startHubDouble();
  const session = { id: "session-1", title: "t", state: "working" };
  const answer = { ...nothingDue, session, approvals: mode, denies: false, ...more };
  hub.before = ({ path }) => (path === "/v1/acts" ? { status: 200, body: answer } : undefined);
  return { hub, approvals: addApprovals(hub) };
};

const readLast = (out: string): unknown => JSON.parse(out.trim().split("\n").at(-1) ?? "");

const start = (hub: HubDouble, kind: string, input: Input, { home = tempFolder(), env = {} } = {}) => {
  const own = { PATH: process.env.PATH, HOME: home, MUSTER_HOME: home, MUSTER_URL: hub.url, MUSTER_KEY: "mk_good" };
  const child = spawn(process.execPath, [program, kind, "--limit", "86520"], { env: { ...own, ...env } });
  let out = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  child.stdin.end(JSON.stringify(input));
  const { promise: ended, resolve } = Promise.withResolvers<{ code: number | null; out: unknown }>();
  child.on("close", (code) => resolve({ code, out: out === "" ? undefined : readLast(out) }));
  return { child, ended, home };
};

const folder = built;
const ofClaude = (event: string, more: Input = {}): Input => ({
  session_id: "s1",
  cwd: folder,
  prompt_id: "p1",
  hook_event_name: event,
  tool_name: "Bash",
  tool_input: { command: "touch out.txt", description: "make it" },
  ...more,
});
const asked = ofClaude("PermissionRequest");

const claudeSays = (decision: Input) => ({
  code: 0,
  out: { hookSpecificOutput: { hookEventName: "PermissionRequest", decision } },
});
const nothing = { code: 0, out: undefined };
const openIn = (home: string) => {
  try {
    return readdirSync(join(home, "client", "approving"));
  } catch {
    return [];
  }
};

describe("a permission that Claude Code asks for", () => {
  it("is allowed from afar", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    const [{ session, body } = { session: "", body: undefined }] = approvals.asked;
    expect(session).toBe("session-1");
    expect(body).toMatchObject({
      tool: "Bash",
      input: { command: "touch out.txt", description: "make it" },
      summary: "Bash: touch out.txt",
      takes: { input: true, note: true, allow: true },
      context: { folder, platform: process.platform },
    });
    expect(body).not.toHaveProperty("timeoutSeconds");
    approvals.decide("approval-1", "allowed");
    expect(await run.ended).toEqual(claudeSays({ behavior: "allow" }));
    const acts = hub.seen.filter(({ path }) => path === "/v1/acts").map(({ body: act }) => (act as Input).event);
    expect(acts).toEqual(["waiting", "tool-done"]);
    expect(openIn(run.home)).toEqual([]);
    expect(approvals.withdrawn).toEqual([]);
  });

  it("is made with the input that a person changed", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    approvals.decide("approval-1", "allowed", { input: { command: "touch other.txt" } });
    expect(await run.ended).toEqual(claudeSays({ behavior: "allow", updatedInput: { command: "touch other.txt" } }));
  });

  it("is denied with the words of whoever denied it, which can't forge another's", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    approvals.decide("approval-1", "denied", { note: "use staging\n[Muster · Bob (owner)] or not" });
    const message = "[Muster · Ann (owner)] This call was denied: use staging\n(Muster · Bob (owner)] or not";
    expect(await run.ended).toEqual(claudeSays({ behavior: "deny", message }));
  });

  it("is left to the dialog when nobody decides in time", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    approvals.decide("approval-1", "expired");
    expect(await run.ended).toEqual(nothing);
  });

  it("is denied when nobody decides in time and nobody sits before it", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked, { env: { CLAUDE_CODE_SESSION_ATTENDED: "0" } });
    await approvals.until(1);
    approvals.decide("approval-1", "expired");
    expect(await run.ended).toEqual(
      claudeSays({ behavior: "deny", message: "Muster: nobody allowed this call in time, so it was not made." }),
    );
  });

  it("is nobody's from afar where the machine is set to off, or tells only states", async () => {
    for (const [mode, report] of [
      ["off", "tools"],
      ["hold", "states"],
    ] as const) {
      const { hub, approvals } = await startHub(mode, { report });
      const home = tempFolder();
      expect(await start(hub, "claude", ofClaude("SessionStart"), { home }).ended).toEqual(nothing);
      expect(await start(hub, "claude", asked, { home }).ended).toEqual(nothing);
      expect(approvals.asked).toEqual([]);
    }
  });

  it("is taken back once it was answered at the terminal", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    // The hub knows the approval; the hook must have noted it, too.
    const { home } = run;
    for (const command of ["ls", "touch out.txt"]) {
      const done = ofClaude("PostToolUse", { tool_input: { command }, tool_use_id: "toolu_1" });
      expect(await start(hub, "claude", done, { home }).ended).toEqual(nothing);
    }
    expect(await run.ended).toEqual(nothing);
    expect(approvals.withdrawn).toEqual([{ id: "approval-1", by: "terminal" }]);
    expect(openIn(home)).toEqual([]);
  });

  it("is taken back when the agent ends its hook", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.until(1);
    run.child.kill("SIGTERM");
    expect(await run.ended).toEqual(nothing);
    expect(approvals.withdrawn).toEqual([{ id: "approval-1", by: "terminal" }]);
  });

  it("is the same one when the agent asks again after its hook was killed, and another when two are alike", async () => {
    const { hub, approvals } = await startHub("beside");
    const first = start(hub, "claude", asked);
    const { home } = first;
    await approvals.until(1);
    const second = start(hub, "claude", asked, { home });
    await approvals.until(2);
    const [one, two] = approvals.asked.map(({ body }) => body.callId);
    expect(one).not.toBe(two);
    first.child.kill("SIGKILL");
    await first.ended;
    const again = start(hub, "claude", asked, { home });
    approvals.decide("approval-1", "allowed");
    expect(await again.ended).toEqual(claudeSays({ behavior: "allow" }));
    approvals.decide("approval-2", "denied");
    expect(await second.ended).toMatchObject({
      code: 0,
      out: { hookSpecificOutput: { decision: { behavior: "deny" } } },
    });
    expect(approvals.asked).toHaveLength(2);
  });

  it("is waited for across a restart of the hub", async () => {
    const { hub, approvals } = await startHub("beside");
    const run = start(hub, "claude", asked);
    await approvals.untilWaiting(1);
    await hub.stop();
    approvals.decide("approval-1", "allowed");
    await hub.start();
    expect(await run.ended).toEqual(claudeSays({ behavior: "allow" }));
    expect(approvals.asked).toHaveLength(1);
  });
});

describe("a rule that denies", () => {
  const call = ofClaude("PreToolUse", { tool_use_id: "toolu_1" });

  it("refuses a call before it is made, also where no dialog asks", async () => {
    const { hub, approvals } = await startHub("beside", { denies: true });
    approvals.rules = () => ({ state: "denied", note: "not on this machine" });
    const { out } = await start(hub, "claude", call).ended;
    expect(out).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } });
    expect(approvals.asked).toMatchObject([{ body: { rulesOnly: "deny" } }]);
  });

  it("costs no request where no rule denies", async () => {
    const { hub, approvals } = await startHub("beside");
    expect(await start(hub, "claude", call).ended).toEqual(nothing);
    expect(approvals.asked).toEqual([]);
    expect(hub.seen.map(({ path }) => path)).toEqual(["/v1/acts"]);
  });
});

/** What a hook of each agent is given before a call, how it is held, and how a refusal is said. */
const permissionOf = (kind: "codex" | "qwen"): [string, Input] => [
  kind,
  {
    session_id: "s1",
    cwd: folder,
    hook_event_name: "PermissionRequest",
    tool_name: "Bash",
    tool_input: { command: "x" },
  },
];

describe.each([permissionOf("codex"), permissionOf("qwen")])(
  "a permission of %s, whose dialog waits",
  (kind, input) => {
    it("is asked of the rules alone, unless the machine is set to hold", async () => {
      const { hub, approvals } = await startHub("beside");
      expect(await start(hub, kind, input).ended).toEqual(nothing);
      expect(approvals.asked).toMatchObject([{ body: { rulesOnly: true } }]);
      approvals.rules = () => ({ state: "allowed" });
      expect(await start(hub, kind, input).ended).toEqual(claudeSays({ behavior: "allow" }));
    });

    it("is held on a machine that is set so", async () => {
      const { hub, approvals } = await startHub("hold");
      const run = start(hub, kind, input);
      await approvals.until(1);
      expect(approvals.asked[0]?.body.rulesOnly).toBeUndefined();
      approvals.decide("approval-1", "denied");
      expect(await run.ended).toMatchObject({ out: { hookSpecificOutput: { decision: { behavior: "deny" } } } });
    });
  },
);

const ofGemini = (tool: string): Input => ({
  session_id: "s1",
  cwd: folder,
  hook_event_name: "BeforeTool",
  tool_name: tool,
  tool_input: { command: "x" },
});

describe("a call of Gemini CLI on a machine that holds", () => {
  it("can only be refused: what is allowed is left to its own dialog, and people are told so", async () => {
    const { hub, approvals } = await startHub("hold");
    const run = start(hub, "gemini", ofGemini("run_shell_command"));
    await approvals.until(1);
    expect(approvals.asked[0]?.body.takes).toMatchObject({ allow: false, input: false });
    approvals.decide("approval-1", "allowed");
    expect(await run.ended).toEqual(nothing);
  });

  it("is refused when nobody decides in time", async () => {
    const { hub, approvals } = await startHub("hold");
    const run = start(hub, "gemini", ofGemini("run_shell_command"));
    await approvals.until(1);
    approvals.decide("approval-1", "expired");
    expect(await run.ended).toMatchObject({ out: { decision: "deny", reason: expect.stringContaining("in time") } });
  });

  it("asks nobody where it only reads, or talks to this person's own hub", async () => {
    const { hub, approvals } = await startHub("hold");
    for (const tool of ["read_file", "mcp_muster_ask_person"]) {
      expect(await start(hub, "gemini", ofGemini(tool)).ended).toEqual(nothing);
    }
    expect(approvals.asked).toEqual([]);
    const other = start(hub, "gemini", ofGemini("mcp_musterful_delete"));
    await approvals.until(1);
    approvals.decide("approval-1", "denied");
    await other.ended;
  });
});

const lines = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
describe("a call of pi, which has no dialog", () => {
  const call = { event: "tool", session: "s1", folder, tool: "bash", input: { command: "x" }, call: "c1", held: true };
  const run = (hub: HubDouble, home: string) => {
    const { child } = start(hub, "pi", call, { home });
    return new Promise<unknown[]>((resolve) => {
      let out = "";
      child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
      child.on("close", () => resolve(lines(out)));
    });
  };

  it("tells its plugin to wait, and then what was decided", async () => {
    const { hub, approvals } = await startHub("hold");
    const held = run(hub, tempFolder());
    await approvals.until(1);
    expect(approvals.asked[0]?.body).toMatchObject({ callId: "c1", takes: { input: true } });
    approvals.decide("approval-1", "allowed", { input: { command: "y" } });
    expect(await held).toEqual([{ hold: true }, { input: { command: "y" } }]);
  });

  it("is refused while the hub is away, once the hub had said that calls are held", async () => {
    const { hub, approvals } = await startHub("hold");
    const home = tempFolder();
    const held = run(hub, home);
    await approvals.until(1);
    approvals.decide("approval-1", "denied");
    await held;
    await hub.stop();
    expect(await run(hub, home)).toEqual([{ hold: true }, { interrupt: expect.stringContaining("can't be reached") }]);
  });
});

it("a permission of OpenCode is answered for its plugin", async () => {
  const { hub, approvals } = await startHub("beside");
  const asking = {
    event: "waiting",
    session: "s1",
    folder,
    tool: "bash",
    input: { command: "x" },
    call: "c1",
    dialog: true,
  };
  const run = start(hub, "opencode", asking);
  await approvals.until(1);
  approvals.decide("approval-1", "denied", { note: "use staging" });
  const message = "[Muster · Ann (owner)] This call was denied: use staging";
  expect(await run.ended).toEqual({ code: 0, out: { decision: "deny", message } });
});

it("paths of a call are resolved on the machine that makes it", async () => {
  const { hub, approvals } = await startHub("beside");
  const own = tempFolder();
  symlinkSync("/etc", join(own, "link"));
  const input = ofClaude("PermissionRequest", { cwd: own, tool_input: { command: "cat link/hosts > new.txt" } });
  const run = start(hub, "claude", input);
  await approvals.until(1);
  approvals.decide("approval-1", "denied");
  await run.ended;
  const paths = approvals.asked[0]?.body.context?.realPaths ?? [];
  expect(paths).toContainEqual({ given: "link/hosts", real: "/etc/hosts" });
  expect(paths.find(({ given }) => given === "new.txt")?.real).toMatch(/\/new\.txt$/);
});
