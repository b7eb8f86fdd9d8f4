import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startTools, type Tools } from "./tools.ts";
import { until } from "./turns.ts";

// `muster carry` as hooks start it, with a real tmux, and programs that stand in for agents.

const hasTmux =
  process.platform === "linux" &&
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, "tmux")));
let tools: Tools;

beforeAll(async () => {
  tools = await startTools();
});
afterAll(() => tools.close());

let count = 0;
const newId = () => `carried-${(count += 1)}`;

const act = async (kind: string, externalId: string, event: string) => {
  const body = { agent: { kind }, session: { externalId, folder: "/src" }, event };
  expect((await tools.machine.send("POST", "/v1/acts", { body })).statusCode).toBe(200);
};

const isEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

const carry = (words: string[], env: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, [tools.commandLine, "carry", ...words], {
    env: { ...tools.env, ...env },
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill());
  return child;
};

const listens = (externalId: string, carrier: string) =>
  until(async () => (await tools.find(externalId))?.listening.carrier === carrier, "the carrier listens");

/** A program that lives until the test ends. */
const startSleeper = (): ChildProcess & { pid: number } => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void child.kill());
  return child as ChildProcess & { pid: number };
};

/** A `codex` that notes its arguments, and fails when it is told to. */
const startCodex = () => {
  const folder = join(tools.client, newId());
  const log = join(folder, "said");
  mkdirSync(folder);
  const script = `#!${process.execPath}
const { appendFileSync, existsSync } = require("node:fs");
if (existsSync(${JSON.stringify(join(folder, "fails"))})) { console.error("no such thread"); process.exit(1); }
appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + "\\n");
`;
  writeFileSync(join(folder, "codex"), script);
  chmodSync(join(folder, "codex"), 0o755);
  return {
    env: { PATH: `${folder}${delimiter}${tools.env["PATH"]}` },
    said: () =>
      (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []).map((line) => JSON.parse(line)),
    fail: () => writeFileSync(join(folder, "fails"), ""),
  };
};

/** A pane in which a program plays the agent: it keeps each line that it is given. */
const startPane = async () => {
  const id = newId();
  const socket = join(tools.client, `${id}.sock`);
  const folder = join(tools.client, `${id}-bin`);
  const asked = join(folder, "asked");
  mkdirSync(folder);
  const real = execFileSync("sh", ["-c", "command -v tmux"]).toString().trim();
  writeFileSync(join(folder, "tmux"), `#!/bin/sh\nprintf '%s\\n' "$*" >>'${asked}'\nexec '${real}' "$@"\n`, {
    mode: 0o755,
  });
  const log = join(tools.client, `${id}.log`);
  const tmux = (...words: string[]) => execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...words]).toString();
  const script = `require("node:readline").createInterface({ input: process.stdin }).on("line", (line) =>
    require("node:fs").appendFileSync(${JSON.stringify(log)}, line + "\\n"))`;
  tmux(
    "new-session",
    "-d",
    "-s",
    "t",
    "-x",
    "200",
    "-y",
    "50",
    "sh",
    "-c",
    `'${process.execPath}' -e '${script}'; true`,
  );
  onTestFinished(() => void tmux("kill-server"));
  const [pane = "", shell = ""] = tmux("display-message", "-p", "-t", "t", "#{pane_id} #{pane_pid}").trim().split(" ");
  const children = () => readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8").trim();
  await until(() => children() !== "", "the program in the pane runs");
  const allow = (terminal: boolean) =>
    tools.person.send("PATCH", `/v1/people/machines/${tools.machine.id}`, { body: { terminal } });
  await allow(true);
  return {
    id,
    tmux,
    pane,
    allow,
    pid: Number(children().split(" ")[0]),
    env: { TMUX: `${socket},1,0`, TMUX_PANE: pane, PATH: `${folder}${delimiter}${tools.env["PATH"]}` },
    /** What tmux was asked to do by the carrier. */
    asked: () => (existsSync(asked) ? readFileSync(asked, "utf8").split("\n").filter(Boolean) : []),
    typed: () => (existsSync(log) ? readFileSync(log, "utf8") : ""),
  };
};

const startQueue = async () => {
  const id = newId();
  const codex = startCodex();
  const agent = startSleeper();
  await act("codex", id, "started");
  const words = ["--kind=codex", `--session=${id}`, "--via=queue", `--pid=${agent.pid}`];
  const carrier = carry(words, codex.env);
  await listens(id, "queue");
  return { id, codex, agent, words, carrier };
};

const startTerminal = async (pidOf = (pid: number) => pid) => {
  const at = await startPane();
  await act("claude", at.id, "started");
  const words = ["--kind=claude", `--session=${at.id}`, "--via=terminal", `--pid=${pidOf(at.pid)}`];
  const carrier = carry(words, at.env);
  await listens(at.id, "terminal");
  return { ...at, carrier };
};

describe("Codex's queue", () => {
  test("gets a reply when the agent is at rest, once", async () => {
    const { id, codex } = await startQueue();
    await tools.reply(id, "Keep the alias\nand test it");
    await tools.holds(id, "Keep the alias\nand test it (taken, queue)");
    expect(codex.said()).toEqual([
      [
        "queue",
        `--thread=${id}`,
        expect.stringMatching(/^--message=\[Muster · .+ \(owner\)\] Keep the alias\nand test it$/),
      ],
    ]);
  });

  test("gets a long reply by a file", async () => {
    const { id, codex } = await startQueue();
    await tools.reply(id, `begin ${"x".repeat(40_000)} end`);
    await until(() => codex.said().length === 1);
    const [, path = ""] = /read all of it in (.+)\)$/.exec(codex.said()[0][2] as string) ?? [];
    expect(readFileSync(path, "utf8")).toMatch(/begin x+ end\n$/);
  });

  test("that refuses makes the receipt say why", async () => {
    const { id, codex } = await startQueue();
    codex.fail();
    await tools.reply(id, "Go on");
    await tools.holds(id, "Go on (failed, queue)");
    expect(codex.said()).toEqual([]);
  });

  test("is not filled with a bare stop word, since there is nothing to stop", async () => {
    const { id, codex } = await startQueue();
    await tools.reply(id, "/stop");
    await tools.holds(id, "/stop (taken, queue)");
    await tools.reply(id, "Go on");
    await tools.holds(id, "Go on (taken, queue)");
    expect(codex.said()).toHaveLength(1);
  });

  test("is served by one process, which ends with the agent", async () => {
    const { id, codex, agent, words, carrier } = await startQueue();
    const second = carry(words, codex.env);
    await until(() => isEnded(second), "the second one ends");
    expect(second.exitCode).toBe(0);
    expect(isEnded(carrier)).toBe(false);
    agent.kill();
    await until(() => isEnded(carrier), "the carrier ends");
    expect(readdirSync(join(tools.client, "carry")).filter((name) => name.includes(id))).toEqual([]);
  });
});

describe.skipIf(!hasTmux)("a tmux pane", () => {
  test("gets a reply as one line that no shell and no tmux reads", async () => {
    const { id, typed } = await startTerminal();
    const text = 'Keep "it"; $(touch /tmp/x) `id`\nC-c Enter \\ #{pane_pid} ;';
    await tools.reply(id, text);
    await tools.holds(id, `${text} (taken, terminal)`);
    await until(() => typed() !== "");
    expect(typed()).toMatch(
      /^\[Muster · .+ \(owner\)\] Keep "it"; \$\(touch \/tmp\/x\) `id` C-c Enter \\ #\{pane_pid\} ;\n$/,
    );
  });

  test("is left alone while somebody scrolls in it", async () => {
    const { id, tmux, pane, typed, asked } = await startTerminal();
    tmux("copy-mode", "-t", pane);
    await tools.reply(id, "Later");
    await until(() => asked().filter((line) => line.includes("display-message")).length === 2, "it looks again");
    expect(asked().join("\n")).not.toContain("send-keys");
    await tools.holds(id, "Later (handed, terminal)");
    expect(typed()).toBe("");
    tmux("send-keys", "-t", pane, "-X", "cancel");
    await tools.holds(id, "Later (taken, terminal)");
    await until(() => typed().includes("Later"));
  });

  test("gets nothing when the agent went on while somebody scrolled in it, and the receipt says so", async () => {
    const { id, tmux, pane, typed, asked } = await startTerminal();
    tmux("copy-mode", "-t", pane);
    await tools.reply(id, "Yes");
    await until(() => asked().some((line) => line.includes("display-message")), "it looks");
    await act("claude", id, "prompted");
    await act("claude", id, "waiting");
    tmux("send-keys", "-t", pane, "-X", "cancel");
    await tools.holds(id, "Yes (failed, terminal)");
    expect(typed()).toBe("");
    expect(asked().join("\n")).not.toContain("send-keys");
  });

  test("that is not the agent's gets nothing, and the receipt says so", async () => {
    const elsewhere = startSleeper();
    const { id, typed } = await startTerminal(() => elsewhere.pid);
    await tools.reply(id, "Go on");
    await tools.holds(id, "Go on (failed, terminal)");
    expect(typed()).toBe("");
  });

  test("gets nothing while the agent works or asks, nor once terminals are switched off", async () => {
    const { id, typed, allow, carrier } = await startTerminal();
    await act("claude", id, "waiting");
    await tools.reply(id, "Yes");
    await tools.holds(id, "Yes (queued, null)");
    await allow(false);
    await until(() => isEnded(carrier), "the carrier ends");
    await act("claude", id, "turn-ended");
    expect(await tools.discussion(id)).toEqual(["Yes (queued, null)"]);
    expect(typed()).toBe("");
  });
});
