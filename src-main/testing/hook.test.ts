import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "#contract/common.ts";
import type { MessagePage } from "#contract/message.ts";
import type { ReplyAnswer } from "#contract/reply.ts";
import type { PersonSession, PersonSessionAnswer } from "#contract/session.ts";
import { buildCommandLine } from "../../build/command-line.mjs";
import { uploadTo } from "./files.ts";
import { createGate } from "./gate.ts";
import { type HookOptions, type Ran, startHook } from "./start-hook.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

// The hook program as it is installed, with what agents gave their hooks, against a real hub.

const recordings = join(import.meta.dirname, "../../cli/integrations");
const built = mkdtempSync(join(tmpdir(), "muster-hook-"));
const program = join(built, "muster-hook.cjs");
let hub: TestHub;
let host: string;
let machine: TestMachine;
let person: TestPerson;

beforeAll(async () => {
  await buildCommandLine({ folder: built });
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

/** Where the client keeps its things; a new one has told nothing yet. */
const newHome = (url = `http://${host}`, key = machine.key): string => {
  const home = mkdtempSync(join(built, "home-"));
  mkdirSync(join(home, "client"));
  writeFileSync(
    join(home, "client/hub.json"),
    JSON.stringify({ version: 1, url, key, machine: { id: machine.id, name: "studio" } }),
  );
  return home;
};

const start = (kind: string, input: Input | undefined, options: Partial<HookOptions> = {}) =>
  startHook(program, kind, input, { home: newHome(), ...options });

const hook = (kind: string, input: Input | undefined, options?: Partial<HookOptions>): Promise<Ran> =>
  start(kind, input, options).ended;

let count = 0;
/** What the agent gave its hook, in a session of its own. */
const recorded = (kind: string, name: string, session: string): Input => {
  const text = readFileSync(join(recordings, kind, "recorded", `${name}.json`), "utf8");
  const input = JSON.parse(text) as Input;
  if (kind === "cline") return { ...input, sessionContext: { rootSessionId: session } };
  return "thread-id" in input ? { ...input, "thread-id": session } : { ...input, session_id: session };
};
const newSession = () => `session-${(count += 1)}`;

const find = async (externalId: string): Promise<PersonSession | undefined> => {
  const { items } = (await person.send("GET", "/v1/people/sessions?limit=200")).json<Page<PersonSession>>();
  return items.find((session) => session.externalId === externalId);
};
const see = async (externalId: string): Promise<PersonSession> => {
  const session = await find(externalId);
  if (!session) throw new Error(`there is no session ${externalId}`);
  return (await person.send("GET", `/v1/people/sessions/${session.id}`)).json<PersonSessionAnswer>().session;
};
const reply = async (externalId: string, text: string) => {
  const { id } = await see(externalId);
  const answer = await person.send("POST", `/v1/people/sessions/${id}/replies`, { body: { text } });
  return answer.json<ReplyAnswer>();
};
const messages = async (externalId: string) => {
  const { id } = await see(externalId);
  return (await person.send("GET", `/v1/people/sessions/${id}/messages`)).json<MessagePage>().items;
};
const said = ({ out }: Ran) => (out === "" ? undefined : (JSON.parse(out) as Input));

const quiet: Ran = { code: 0, out: "", err: "" };

describe("every recorded input", () => {
  const all = readdirSync(recordings).flatMap((kind) => {
    try {
      return readdirSync(join(recordings, kind, "recorded")).map((file) => [kind, file.replace(".json", "")] as const);
    } catch {
      return [];
    }
  });

  test.each(all)("of %s, %s, is taken without a word", async (kind, name) => {
    const home = newHome();
    // A question or a permission waits for its answer, which is another test's.
    if (kind === "claude" && name.startsWith("PermissionRequest")) return;
    expect(await hook(kind, recorded(kind, name, newSession()), { home })).toEqual(quiet);
    expect(readdirSync(join(home, "client")).filter((file) => file === "hook.log" || file === "outbox")).toEqual([]);
  });
});

describe.each([
  ["claude", "SessionStart", "UserPromptSubmit", "PreToolUse-Bash", "PostToolUse-Bash", "Stop"],
  ["codex", "SessionStart", "UserPromptSubmit", "PreToolUse-Bash", "PostToolUse-Bash", "Stop"],
  [
    "gemini",
    "SessionStart",
    "BeforeAgent",
    "BeforeTool-run_shell_command",
    "AfterTool-run_shell_command",
    "AfterAgent",
  ],
  ["qwen", "SessionStart", "UserPromptSubmit", "PreToolUse-run_shell_command", "PostToolUse-run_shell_command", "Stop"],
])("a turn of %s", (kind, started, prompted, tool, done, ended) => {
  test("is told: title, activity, state and last words", async () => {
    const session = newSession();
    for (const name of [started, prompted, tool]) await hook(kind, recorded(kind, name, session));
    expect(await see(session)).toMatchObject({
      title: expect.stringContaining("Fix the failing test of the cart"),
      state: "working",
      folder: "/home/me/shop",
      activity: { text: "Bash: npm test -- cart", toolCalls: 1 },
      agent: { kind },
    });
    for (const name of [done, ended]) await hook(kind, recorded(kind, name, session));
    expect((await see(session)).state).toBe("idle");
    expect((await messages(session)).map(({ text }) => text)).toEqual(["The cart test passes now: 42 passing."]);
  });

  test("a reply is handed over once, at the next tool call, and the next act takes it up", async () => {
    const session = newSession();
    await hook(kind, recorded(kind, prompted, session));
    await reply(session, "use npm ci");
    const answer = said(await hook(kind, recorded(kind, done, session)));
    const { hookEventName, additionalContext } = (answer?.["hookSpecificOutput"] ?? {}) as Input;
    expect(hookEventName).toBe(done.split("-")[0]);
    expect(additionalContext).toMatch(/^\[Muster · .+ \(owner\)\] use npm ci$/);
    for (const name of [done, tool]) expect(await hook(kind, recorded(kind, name, session))).toEqual(quiet);
    const [{ receipt } = {}] = await messages(session);
    expect(receipt).toMatchObject({ state: "taken", carrier: "hook" });
  });

  test("a reply that came late keeps the turn from ending", async () => {
    const session = newSession();
    await hook(kind, recorded(kind, prompted, session));
    await reply(session, "one more thing");
    const answer = said(await hook(kind, recorded(kind, ended, session)));
    expect(answer?.["decision"]).toBe(kind === "gemini" ? "deny" : "block");
    expect(answer?.["reason"]).toContain("] one more thing");
  });

  test("/interrupt refuses the next tool call, with the words", async () => {
    const session = newSession();
    await hook(kind, recorded(kind, prompted, session));
    await reply(session, "/interrupt not on main");
    const answer = said(await hook(kind, recorded(kind, tool, session)));
    const refusal = kind === "gemini" ? answer : (answer?.["hookSpecificOutput"] as Input);
    expect(refusal?.[kind === "gemini" ? "decision" : "permissionDecision"]).toBe("deny");
    expect(refusal?.[kind === "gemini" ? "reason" : "permissionDecisionReason"]).toContain("not on main");
  });

  test("the stop word at its end lets it end", async () => {
    const session = newSession();
    await hook(kind, recorded(kind, prompted, session));
    await reply(session, "/stop");
    expect(await hook(kind, recorded(kind, ended, session))).toEqual(quiet);
    const all = await messages(session);
    expect(all.find(({ kind: of }) => of === "reply")?.receipt?.state).toBe("taken");
  });
});

const usageLine = (id: string, output: number) =>
  JSON.stringify({
    message: { id, usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: output } },
  });

describe("a hook", () => {
  test("that is to wait at a turn's end hands over a reply that comes later", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session));
    const { id } = await see(session);
    await person.send("PATCH", `/v1/people/sessions/${id}`, { body: { waitForMe: true } });
    const { ended } = start("claude", recorded("claude", "Stop", session), { words: ["--limit", "60"] });
    await until(async () => (await see(session)).listening.isListening, "the hook waits");
    await reply(session, "now go on");
    expect(said(await ended)).toEqual({ decision: "block", reason: expect.stringContaining("] now go on") });
  });

  test("ends its wait when nobody wants it any more", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session));
    const { id } = await see(session);
    const waitForMe = (isWanted: boolean) =>
      person.send("PATCH", `/v1/people/sessions/${id}`, { body: { waitForMe: isWanted } });
    await waitForMe(true);
    const { ended } = start("claude", recorded("claude", "Stop", session), { words: ["--limit", "60"] });
    await until(async () => (await see(session)).listening.isListening, "the hook waits");
    await waitForMe(false);
    expect(await ended).toEqual(quiet);
  });

  test("ends its wait before the agent would give up on it", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session));
    const { id } = await see(session);
    await person.send("PATCH", `/v1/people/sessions/${id}`, { body: { waitForMe: true } });
    expect(await hook("claude", recorded("claude", "Stop", session), { words: ["--limit", "6"] })).toEqual(quiet);
  });

  test("shows Claude Code's question and gives it the answer of a person", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session));
    const input = recorded("claude", "PermissionRequest-AskUserQuestion", session);
    const { ended } = start("claude", input, { words: ["--limit", "60"] });
    await until(async () => (await see(session)).openQuestions === 1, "the question is asked");
    const question = (await messages(session)).find(({ kind }) => kind === "question")?.question;
    expect(question).toMatchObject({
      text: "Which colour?",
      options: [{ label: "Red" }, { label: "Blue" }],
      free: true,
    });
    const optionId = question?.options[1]?.id;
    await person.send("POST", `/v1/people/questions/${question?.id}/answer`, { body: { optionId } });
    const tool = input["tool_input"] as Input;
    const updatedInput = { ...tool, answers: { "Which colour?": "Blue" } };
    expect(said(await ended)).toEqual({
      hookSpecificOutput: { hookEventName: "PermissionRequest", decision: { behavior: "allow", updatedInput } },
    });
  });

  test("withdraws the question when the terminal answered first", async () => {
    const session = newSession();
    const home = newHome();
    await hook("claude", recorded("claude", "UserPromptSubmit", session), { home });
    const input = recorded("claude", "PermissionRequest-AskUserQuestion", session);
    const { ended } = start("claude", input, { home, words: ["--limit", "60"] });
    await until(async () => (await see(session)).openQuestions === 1, "the question is asked");
    expect(await hook("claude", recorded("claude", "PostToolUse-AskUserQuestion", session), { home })).toEqual(quiet);
    expect(await ended).toEqual(quiet);
    expect((await see(session)).openQuestions).toBe(0);
  });

  test("withdraws the question when its agent is gone", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session));
    const agent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const { ended } = start("claude", recorded("claude", "PermissionRequest-AskUserQuestion", session), {
      words: ["--limit", "60"],
      env: { CLAUDE_PID: String(agent.pid) },
    });
    await until(async () => (await see(session)).openQuestions === 1, "the question is asked");
    agent.kill();
    expect(await ended).toEqual(quiet);
    expect((await see(session)).openQuestions).toBe(0);
  });

  test("hands over a reply's files as files on this machine", async () => {
    const session = newSession();
    const home = newHome();
    await hook("claude", recorded("claude", "UserPromptSubmit", session), { home });
    const { id } = await see(session);
    const attachment = await uploadTo(person.send, "/v1/people/attachments", "table.csv", "a,b\n1,2\n");
    const given = { text: "use this", attachments: [attachment.id] };
    await person.send("POST", `/v1/people/sessions/${id}/replies`, { body: given });
    const { out } = await hook("claude", recorded("claude", "PostToolUse-Bash", session), { home });
    const path = /Attached file: table\.csv at (.+?)"/.exec(out)?.[1] ?? "";
    expect(path).toContain(join(home, "client/attachments"));
    expect(readFileSync(path, "utf8")).toBe("a,b\n1,2\n");
  });

  test("masks secrets before they leave, and says how many", async () => {
    const session = newSession();
    const secret = ["ghp_", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("");
    const input = { ...recorded("claude", "PreToolUse-Bash", session), tool_input: { command: `push ${secret}` } };
    await hook("claude", input);
    expect((await see(session)).activity).toMatchObject({ text: "Bash: push ‹masked›", masked: 1 });
  });

  test("tells no more than the machine's setting allows", async () => {
    const shy = await hub.machine("shy");
    await person.send("PATCH", `/v1/people/machines/${shy.id}`, { body: { report: "states" } });
    const home = newHome(undefined, shy.key);
    const session = newSession();
    for (const name of ["SessionStart", "UserPromptSubmit", "PreToolUse-Bash", "Stop"]) {
      await hook("claude", recorded("claude", name, session), { home });
    }
    expect(readFileSync(join(home, "client/report"), "utf8")).toBe("states\n");
    expect(await see(session)).toMatchObject({ state: "idle", activity: null, lastSeq: 0 });
    expect((await see(session)).title).not.toContain("cart");
  });

  test("counts tokens by the transcript", async () => {
    const session = newSession();
    const transcript = join(newHome(), "transcript.jsonl");
    writeFileSync(
      transcript,
      [usageLine("m1", 5), usageLine("m1", 20), usageLine("m2", 7), '{"message":{"usage"'].join("\n"),
    );
    await hook("claude", { ...recorded("claude", "Stop", session), transcript_path: transcript });
    expect((await see(session)).usage).toEqual({ inputTokens: 200, outputTokens: 27 });
  });
});

const anInput = () => recorded("claude", "PostToolUse-Bash", newSession());

describe("a hook does no harm:", () => {
  test.each([
    ["nothing on its input", "claude", undefined, {}],
    ["an unknown kind", "emacs", {}, {}],
    ["an event that it does not know", "claude", { session_id: "s", hook_event_name: "Teleport" }, {}],
    ["fields of the wrong kinds", "claude", { session_id: 7, cwd: [], hook_event_name: {} }, {}],
  ])("%s", async (_what, kind, given, options) => {
    expect(await hook(kind, given, options)).toEqual(quiet);
  });

  test("an input that stays open", async () => {
    const session = newSession();
    expect(await hook("claude", recorded("claude", "PreToolUse-Bash", session), { isOpen: true })).toEqual(quiet);
    expect((await see(session)).state).toBe("working");
    expect(await hook("claude", undefined, { isOpen: true })).toEqual(quiet);
  });

  test("a machine that has not joined", async () => {
    const home = mkdtempSync(join(built, "home-"));
    expect(await hook("claude", anInput(), { home })).toEqual(quiet);
    expect(readFileSync(join(home, "client/hook.log"), "utf8")).toContain("has not joined");
  });

  test("a key that is refused", async () => {
    const home = newHome(undefined, "mk_wrong");
    expect(await hook("claude", anInput(), { home })).toEqual(quiet);
    expect(readFileSync(join(home, "client/hook.log"), "utf8")).not.toContain("mk_wrong");
  });

  test("a client folder that can't be written", async () => {
    const home = newHome("http://127.0.0.1:9");
    writeFileSync(join(home, "client/outbox"), "a file in the way");
    expect(await hook("claude", anInput(), { home })).toEqual(quiet);
  });

  test("MUSTER_HOOK_OFF turns it off", async () => {
    const session = newSession();
    await hook("claude", recorded("claude", "UserPromptSubmit", session), { env: { MUSTER_HOOK_OFF: "1" } });
    expect(await find(session)).toBeUndefined();
  });

  test("a hub that is away: the act is kept, with its time, in order", async () => {
    const home = newHome("http://127.0.0.1:9");
    const session = newSession();
    for (const name of ["UserPromptSubmit", "PreToolUse-Bash", "Stop"]) {
      expect(await hook("claude", recorded("claude", name, session), { home })).toEqual(quiet);
    }
    const outbox = join(home, "client/outbox");
    const kept = readdirSync(outbox).filter((name) => name.endsWith(".json"));
    const acts = kept.toSorted().map((name) => JSON.parse(readFileSync(join(outbox, name), "utf8")) as Entry);
    expect(acts.map(({ delivery }) => delivery.body.event)).toEqual(["prompted", "tool", "turn-ended"]);
    for (const { delivery } of acts) {
      expect(delivery.body.at).toMatch(/^\d{4}-.*Z$/);
      expect(delivery.body.take).toBeUndefined();
    }
  });
});

describe("a hub that comes back", () => {
  test("gets everything that was kept, once and in order, without anybody asking", async () => {
    const gate = await createGate(host);
    const home = newHome(gate.url);
    // A sender that was cut off with its computer; its number is another process's by now.
    const lock = join(home, "client/outbox/.flusher");
    mkdirSync(dirname(lock));
    writeFileSync(lock, String(process.pid));
    utimesSync(lock, 1, 1);
    const session = newSession();
    for (const name of ["UserPromptSubmit", "PreToolUse-Bash", "PostToolUse-Bash", "Stop", "UserPromptSubmit"]) {
      expect(await hook("claude", recorded("claude", name, session), { home })).toEqual(quiet);
    }
    expect(await find(session)).toBeUndefined();
    await gate.open();
    await until(() => readdirSync(join(home, "client/outbox")).length === 0, "all was sent, and the sender has ended");
    expect((await see(session)).state).toBe("working");
    expect((await messages(session)).map(({ text }) => text)).toEqual(["The cart test passes now: 42 passing."]);
    // Hooks tell the hub themselves again.
    expect(await hook("claude", recorded("claude", "Stop", session), { home })).toEqual(quiet);
    expect((await see(session)).state).toBe("idle");
  });
});

interface Entry {
  delivery: { body: { event: string; at: string; take?: boolean } };
}
