import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding, MachinesAnswer } from "#contract/machine.ts";
import type { z } from "zod";
import { buildCommandLine } from "../../build/command-line.mjs";
import { startTestHub, type TestHub, type TestMachine } from "./test-hub.ts";

// The command line as it is built, installing itself and looking itself over, with a real hub.

const built = mkdtempSync(join(tmpdir(), "muster-doctor-"));
const program = join(built, "cli", "muster.cjs");
let hub: TestHub;
let host: string;
let machine: TestMachine;

beforeAll(async () => {
  await buildCommandLine({ folder: dirname(program) });
  hub = await startTestHub();
  host = await hub.listen();
  machine = await hub.machine("studio");
});
afterAll(async () => {
  await hub.close();
  rmSync(built, { recursive: true, force: true });
});

const write = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
};

/** A user's home folder, joined to the hub, with Claude Code and Codex on the PATH. */
const newHome = (): string => {
  const home = mkdtempSync(join(built, "home-"));
  write(join(home, "client/hub.json"), JSON.stringify({ version: 1, url: `http://${host}`, key: machine.key }));
  write(join(home, "programs/claude"), '#!/bin/sh\necho "2.1.328 (Claude Code)"\n', 0o755);
  write(join(home, "programs/codex"), "#!/bin/sh\necho codex-cli 0.100.0\n", 0o755);
  return home;
};

interface Ran {
  code: number;
  out: string;
  err: string;
}

const run = (
  home: string,
  words: string[],
  { file = program, env = {} }: { file?: string; env?: Record<string, string> } = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const path = [join(home, "programs"), "/usr/bin", "/bin"].join(":");
    const options = { env: { PATH: path, HOME: home, MUSTER_HOME: home, ...env }, cwd: home };
    execFile(process.execPath, [file, ...words], options, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });

const findingsOf = async (home: string, words: string[] = [], options?: Parameters<typeof run>[2]) => {
  const { code, out } = await run(home, ["doctor", "--json", ...words], options);
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  const of = (agent: string | null, check: string) =>
    findings.find((finding) => finding.agent === agent && finding.check === check);
  return { code, findings, of };
};

describe("muster doctor", () => {
  test("finds all well after an installation, through the installed hook and MCP server, and tells the hub", async () => {
    const home = newHome();
    await run(home, ["install", "claude", "--yes"]);
    const { code, findings, of } = await findingsOf(home, ["claude"]);
    expect(findings.filter(({ status }) => status === "bad" || status === "warning")).toEqual([]);
    expect(code).toBe(0);
    for (const check of ["hub", "key", "clock", "certificate", "programs", "MCP server", "live test"]) {
      expect(of(null, check)).toMatchObject({ check, status: "good", fix: null });
    }
    for (const check of ["agent", "version", "hooks", "skill"]) expect(of("claude", check)?.status).toBe("good");
    expect(of("claude", "last heard")?.status).toBe("unknown");
    const person = await hub.person();
    const { items } = (await person.send("GET", "/v1/people/machines")).json<z.infer<typeof MachinesAnswer>>();
    expect(items.find(({ id }) => id === machine.id)?.doctor?.findings).toEqual(findings);
    const sessions = await machine.send("GET", "/v1/sessions");
    expect(sessions.json<{ items: unknown[] }>().items).toEqual([]);
  });

  test("says that the test event was not heard, when the installed hook keeps it to itself", async () => {
    const home = newHome();
    await run(home, ["install", "claude", "--yes"]);
    await findingsOf(home, ["claude"]);
    writeFileSync(join(home, "client/bin/muster-hook.cjs"), "");
    const { of, code } = await findingsOf(home, ["claude"]);
    expect(of(null, "live test")?.status).toBe("bad");
    expect(of(null, "programs")).toMatchObject({ status: "warning", fix: "muster install all" });
    expect(code).toBe(1);
  });

  test("works from the one file that was installed, which installs and uninstalls as well", async () => {
    const home = newHome();
    await run(home, ["install", "claude", "--yes"]);
    const file = join(home, "client/bin/muster.cjs");
    expect((await findingsOf(home, ["claude"], { file })).code).toBe(0);
    // It knows which home folder it was installed for.
    const away = await findingsOf(home, ["claude"], { file, env: { MUSTER_HOME: "" } });
    expect(away.findings.filter(({ status }) => status === "bad" || status === "warning")).toEqual([]);
    expect(away.of(null, "live test")?.status).toBe("good");
    expect((await run(home, ["install", "claude", "--yes"], { file })).out).toContain("Nothing to change");
    expect((await run(home, ["uninstall", "claude", "--yes"], { file })).code).toBe(0);
    expect(existsSync(join(home, ".claude"))).toBe(false);
  });

  test("tells the version that has been heard from, and when", async () => {
    const home = newHome();
    await run(home, ["install", "claude", "--yes"]);
    await machine.send("POST", "/v1/acts", {
      body: { agent: { kind: "claude" }, session: { externalId: "s-1" }, event: "started" },
    });
    const { of } = await findingsOf(home, ["claude"]);
    expect(of("claude", "last heard")).toMatchObject({ status: "good", text: "Heard from just now (started)" });
  });

  test("says that Codex does not trust the hooks yet, and when it does", async () => {
    const home = newHome();
    await run(home, ["install", "codex", "--yes"]);
    const before = await findingsOf(home, ["codex"]);
    expect(before.code).toBe(1);
    expect(before.of("codex", "trusted")).toMatchObject({ status: "bad", fix: "codex" });
    expect(before.of("codex", "version")?.status).toBe("warning");
    const hooksFile = join(home, ".codex/hooks.json");
    const { hooks } = JSON.parse(readFileSync(hooksFile, "utf8")) as { hooks: Record<string, unknown> };
    const names = Object.keys(hooks).map((event) => event.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase());
    const trust = names.map((name) => `[hooks.state."${hooksFile}:${name}:0:0"]\ntrusted_hash = "sha256:00"\n`);
    const config = join(home, ".codex/config.toml");
    writeFileSync(config, `${readFileSync(config, "utf8")}\n${trust.join("\n")}`);
    expect((await findingsOf(home, ["codex"])).of("codex", "trusted")?.status).toBe("good");
  });

  test("finds hooks that are switched off, lost, of another version, or that call a program that is gone", async () => {
    const home = newHome();
    await run(home, ["install", "claude", "--yes"]);
    const file = join(home, ".claude/settings.json");
    const installed = readFileSync(file, "utf8");
    rmSync(join(home, "client/bin/muster-hook.cjs"));
    const look = async (text: string) => {
      writeFileSync(file, text);
      return (await findingsOf(home, ["claude"])).of;
    };
    expect((await look(installed.replace("{", '{ "disableAllHooks": true,')))("claude", "enabled")?.status).toBe("bad");
    expect((await look("{}"))("claude", "hooks")).toMatchObject({ status: "bad", fix: "muster install claude" });
    expect((await look("{"))("claude", "hooks")?.text).toContain("can't be read");
    expect((await look(installed.replaceAll('"timeout": 15', '"timeout": 14')))("claude", "hooks")?.status).toBe(
      "warning",
    );
    const gone = (await look(installed.replaceAll(process.execPath, "/gone/node")))("claude", "hooks");
    expect(gone).toMatchObject({ status: "bad", text: expect.stringContaining("/gone/node") as string });
    expect((await look(installed))(null, "programs")?.status).toBe("bad");
  });

  test("says what is wrong with the hub: away, another key, not joined", async () => {
    const home = newHome();
    const away = await findingsOf(home, [], { env: { MUSTER_URL: "http://127.0.0.1:1", MUSTER_KEY: "mk_x" } });
    expect(away.of(null, "hub")?.status).toBe("bad");
    const refused = await findingsOf(home, [], { env: { MUSTER_URL: `http://${host}`, MUSTER_KEY: "mk_wrong" } });
    expect(refused.of(null, "key")).toMatchObject({ status: "bad", fix: `muster join http://${host} --force` });
    rmSync(join(home, "client/hub.json"));
    const alone = await findingsOf(home);
    expect(alone.of(null, "joined")).toMatchObject({ status: "bad", fix: "muster join URL" });
    expect(alone.code).toBe(1);
  });

  test("shows each finding on a line, with what mends it", async () => {
    const home = newHome();
    const { out } = await run(home, ["doctor", "claude"]);
    expect(out).toMatch(/^This machine\n {2}✓ hub +test /);
    expect(out).toMatch(
      /\n\nClaude Code\n {2}✓ agent +Claude Code is .*\/claude\n {2}✗ installed .*\n +→ muster install claude\n$/,
    );
    expect(readdirSync(home)).not.toContain(".claude");
  });
});
