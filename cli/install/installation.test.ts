import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exits } from "../exits.ts";
import { placeAgent, placePrograms, writeIn } from "../testing/programs.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { createTestWorld, type TestWorld } from "../testing/test-world.ts";
import { shellLine } from "./command.ts";

const settings = `{
  // what I like
  "model": "opus",
  "hooks": {
    "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }]
  }
}
`;
const codexConfig = 'model = "x" # why not\n\n[mcp_servers.other]\ncommand = "a"\n';

const everyFile = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => [join(entry.parentPath, entry.name), entry] as const)
      .map(([path, entry]) => [path.slice(folder.length), entry.isFile() ? readFileSync(path, "latin1") : "folder"]),
  );

const createWorld = (): TestWorld & { read(path: string): string } => {
  const world = createTestWorld({ env: { MUSTER_HOME: undefined, PATH: "/usr/bin:/bin" } });
  placePrograms(world);
  return Object.assign(world, { read: (path: string) => readFileSync(join(world.home(), path), "utf8") });
};

const count = (text: string, word: string) => text.split(word).length - 1;

describe("muster install", () => {
  it("puts itself beside what is there, and uninstall leaves every byte as it was", async () => {
    const world = createWorld();
    writeIn(world.home(), ".claude/settings.json", settings);
    writeIn(world.home(), ".codex/config.toml", codexConfig);
    writeIn(world.home(), ".config/muster/hub.json", "{}");
    const before = everyFile(world.home());
    expect(await world.run("install", "claude", "codex", "--yes")).toBe(exits.done);
    const installed = world.read(".claude/settings.json");
    expect(installed).toContain("// what I like");
    expect(installed).toContain('{ "hooks": [{ "type": "command", "command": "say done" }] }');
    expect(installed).toContain("muster-hook.cjs claude --limit 3600");
    expect(world.read(".codex/config.toml")).toMatch(
      /^model = "x" # why not\n\n\[mcp_servers\.other\][\s\S]*\[mcp_servers\.muster\]/,
    );
    expect(JSON.parse(world.read(".claude.json"))).toHaveProperty("mcpServers.muster.args.1", "mcp");
    expect(world.read(".claude/skills/muster/SKILL.md")).toContain(world.node);
    expect(await world.run("uninstall", "claude", "codex", "--yes")).toBe(exits.done);
    expect(everyFile(world.home())).toEqual(before);
  });

  it("changes nothing when it is repeated, and brings an older installation up to date without doubling it", async () => {
    const world = createWorld();
    writeIn(world.home(), ".claude/settings.json", settings);
    writeIn(world.home(), ".config/muster/hub.json", "{}");
    const before = everyFile(world.home());
    await world.run("install", "claude", "--yes");
    const first = everyFile(world.home());
    world.out.text = "";
    expect(await world.run("install", "claude", "--yes")).toBe(exits.done);
    expect(world.out.text).toContain("Nothing to change");
    expect(everyFile(world.home())).toEqual(first);
    placePrograms(world, "2");
    const other = { ...world, node: "/opt/other/node", run: world.run };
    const { runCommandLine } = await import("../run.ts");
    expect(await runCommandLine(["install", "claude", "--yes"], other)).toBe(exits.done);
    const updated = world.read(".claude/settings.json");
    expect(updated).not.toContain(world.node);
    expect(count(updated, "muster-hook.cjs")).toBe(count(first["/.claude/settings.json"] ?? "", "muster-hook.cjs"));
    expect(world.read(".config/muster/bin/muster.cjs")).toContain("2");
    await world.run("uninstall", "claude", "--yes");
    placePrograms(world);
    expect(everyFile(world.home())).toEqual(before);
  });

  it("takes out only its own part of a file that was changed since, and says so", async () => {
    const world = createWorld();
    const path = writeIn(world.home(), ".claude/settings.json", settings);
    await world.run("install", "claude", "--yes");
    writeFileSync(path, world.read(".claude/settings.json").replace('"opus"', '"haiku"'));
    expect(await world.run("uninstall", "claude", "--yes")).toBe(exits.done);
    expect(world.out.text).toContain("it was changed since");
    expect(world.read(".claude/settings.json")).toBe(settings.replace('"opus"', '"haiku"'));
  });

  it("leaves a file alone that it can't read, says what to add by hand, and does the others", async () => {
    const world = createWorld();
    writeIn(world.home(), ".claude/settings.json", '{ "model": }');
    writeIn(world.home(), ".codex/config.toml", "model = \n");
    expect(await world.run("install", "claude", "codex", "--yes")).toBe(exits.invalid);
    expect(world.err.text).toContain("settings.json is left as it is: line 1");
    expect(world.err.text).toMatch(/add by hand:[\s\S]*"SessionStart"/);
    expect(world.err.text).toMatch(/config.toml is left as it is: line \d[\s\S]*\[mcp_servers.muster\]/);
    expect(world.read(".claude/settings.json")).toBe('{ "model": }');
    expect(world.read(".codex/config.toml")).toBe("model = \n");
    expect(existsSync(join(world.home(), ".claude.json"))).toBe(true);
  });

  it("writes nothing without a yes: as a dry run, or where nobody can be asked", async () => {
    const world = createWorld();
    writeIn(world.home(), ".claude/settings.json", settings);
    const before = everyFile(world.home());
    expect(await world.run("install", "claude", "--dry-run")).toBe(exits.done);
    expect(world.out.text).toContain("+++ ");
    expect(await world.run("install", "claude")).toBe(exits.invalid);
    expect(world.err.text).toContain("--yes");
    expect(everyFile(world.home())).toEqual(before);
  });

  it("asks on a terminal, and takes anything but yes for no", async () => {
    for (const [answer, written] of [
      ["n\n", false],
      ["yes\n", true],
    ] as const) {
      const world = createTestWorld({ env: { MUSTER_HOME: undefined }, stdin: answer, isTerminal: true });
      placePrograms(world);
      const stdin = Object.assign(world.stdin(), { isTTY: true });
      const asked = Object.assign(world, { stdin: () => stdin });
      expect(await asked.run("install", "claude")).toBe(exits.done);
      expect(existsSync(join(world.home(), ".claude/settings.json"))).toBe(written);
    }
  });

  it("keeps what the agent writes into its files while the person is asked", async () => {
    for (const verb of ["install", "uninstall"]) {
      const world = createTestWorld({ env: { MUSTER_HOME: undefined }, stdin: "yes\n", isTerminal: true });
      placePrograms(world);
      writeIn(world.home(), ".claude.json", '{"starts": 1}\n');
      if (verb === "uninstall") await world.run("install", "claude", "--yes");
      const stdin = Object.assign(world.stdin(), { isTTY: true });
      const path = join(world.home(), ".claude.json");
      const stderr = {
        ...world.stderr,
        async write(text: string) {
          if (text.includes("[y/N]"))
            writeFileSync(path, readFileSync(path, "utf8").replace('"starts": 1', '"starts": 2'));
          await world.stderr.write(text);
        },
      };
      const { runCommandLine } = await import("../run.ts");
      expect(await runCommandLine([verb, "claude"], { ...world, stdin: () => stdin, stderr })).toBe(exits.done);
      const written = readFileSync(path, "utf8");
      expect([written.includes('"starts": 2'), written.includes("muster")]).toEqual([true, verb === "install"]);
    }
  });

  it.skipIf(process.platform === "win32")("follows links, and keeps permissions", async () => {
    const world = createWorld();
    const real = writeIn(tempFolder(), "my-settings.json", settings, 0o600);
    writeIn(world.home(), ".claude/other", "");
    const link = join(world.home(), ".claude/settings.json");
    symlinkSync(real, link);
    await world.run("install", "claude", "--yes");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, "utf8")).toContain("muster-hook.cjs");
    expect(statSync(real).mode & 0o777).toBe(0o600);
    await world.run("uninstall", "claude", "--yes");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, "utf8")).toBe(settings);
  });

  it("says which file can't be written", async () => {
    const world = createWorld();
    // A file where a folder should be.
    writeIn(world.home(), ".claude/skills", "mine");
    expect(await world.run("install", "claude", "--yes")).toBe(exits.invalid);
    expect(world.err.text).toMatch(/skills\/muster\/SKILL\.md can't be written: E/);
    expect(await world.run("uninstall", "claude", "--yes")).toBe(exits.done);
    expect(world.read(".claude/skills")).toBe("mine");
    expect(existsSync(join(world.home(), ".claude/settings.json"))).toBe(false);
  });

  it.skipIf(process.platform === "win32")("keeps Muster's own folder for the user alone", async () => {
    const world = createWorld();
    writeIn(world.home(), ".claude/settings.json", settings);
    await world.run("install", "claude", "--yes");
    const client = join(world.home(), ".config/muster");
    expect(statSync(client).mode & 0o077).toBe(0);
    const [backup = ""] = readdirSync(join(client, "backups"));
    expect(statSync(join(client, "backups", backup)).mode & 0o077).toBe(0);
    expect(readFileSync(join(client, "backups", backup), "utf8")).toBe(settings);
  });

  it("finds its programs also through a link", async () => {
    const world = createWorld();
    writeIn(world.home(), "program/muster.cjs", "");
    const link = join(tempFolder(), "muster");
    symlinkSync(world.program, link);
    const { runCommandLine } = await import("../run.ts");
    expect(await runCommandLine(["install", "pi", "--yes"], { ...world, program: link })).toBe(exits.done);
    expect(world.read(".config/muster/bin/muster.cjs")).toContain("command line 1");
  });

  it("leaves programs alone that came by another way", async () => {
    const world = createWorld();
    const program = writeIn(world.home(), ".config/muster/bin/muster.cjs", "// brought");
    writeIn(world.home(), ".config/muster/bin/muster-hook.cjs", "// brought");
    const { runCommandLine } = await import("../run.ts");
    for (const verb of ["install", "uninstall"]) {
      expect(await runCommandLine([verb, "pi", "--yes"], { ...world, program })).toBe(exits.done);
    }
    expect(readdirSync(join(world.home(), ".config/muster/bin"))).toEqual(["muster-hook.cjs", "muster.cjs"]);
  });

  it("keeps what another agent still needs", async () => {
    const world = createWorld();
    await world.run("install", "codex", "opencode", "--yes");
    expect(await world.run("uninstall", "codex", "claude", "--yes")).toBe(exits.done);
    expect(world.out.text).toContain("Uninstalled for Codex.");
    expect(existsSync(join(world.home(), ".agents/skills/muster/SKILL.md"))).toBe(true);
    expect(existsSync(join(world.home(), ".config/muster/bin/muster-hook.cjs"))).toBe(true);
    expect(existsSync(join(world.home(), ".codex"))).toBe(false);
    await world.run("uninstall", "opencode", "--yes");
    expect(existsSync(join(world.home(), ".agents"))).toBe(false);
    expect(existsSync(join(world.home(), ".config/muster/bin"))).toBe(false);
  });

  it("takes all that are found on this machine, by program or by folder, and no others", async () => {
    const world = createWorld();
    placeAgent(world, "gemini", "0.61.0");
    writeIn(world.home(), ".pi/agent/settings.json", "{}");
    expect(await world.run("install", "all", "--yes")).toBe(exits.done);
    expect(world.err.text).toContain("Gemini CLI 0.61.0");
    expect(world.out.text).toContain("Installed for Gemini CLI, pi.");
    expect(existsSync(join(world.home(), ".claude"))).toBe(false);
  });

  it("reads an agent's version from its package, without running it", async () => {
    const world = createWorld();
    const folder = tempFolder();
    const program = writeIn(
      folder,
      "node_modules/@google/gemini-cli/bundle/gemini.js",
      '#!/bin/sh\necho 1.2.3 > "$0.ran"\n',
      0o755,
    );
    writeIn(folder, "node_modules/@google/gemini-cli/package.json", '{"name":"@google/gemini-cli","version":"0.61.0"}');
    writeIn(folder, "bin/other", "");
    symlinkSync(program, join(folder, "bin/gemini"));
    world.env.PATH = `${join(folder, "bin")}:/usr/bin:/bin`;
    await world.run("install", "gemini", "--dry-run");
    expect(world.err.text).toContain(`Gemini CLI 0.61.0 (${join(folder, "bin/gemini")})`);
    expect(Object.keys(everyFile(folder)).filter((path) => path.endsWith(".ran"))).toEqual([]);
  });

  it("says so when an agent is not found, or not known", async () => {
    const world = createWorld();
    expect(await world.run("install", "claude", "--dry-run")).toBe(exits.done);
    expect(world.err.text).toContain("Claude Code was not found");
    expect(await world.run("install", "emacs")).toBe(exits.invalid);
    expect(await world.run("install")).toBe(exits.invalid);
  });

  it("installs into one project only", async () => {
    const world = createWorld();
    const before = everyFile(world.cwd);
    expect(await world.run("install", "all", "claude", "--project", "--yes")).toBe(exits.invalid);
    expect(await world.run("install", "claude", "opencode", "--project", "--yes")).toBe(exits.done);
    expect(Object.keys(everyFile(world.cwd))).toEqual(
      expect.arrayContaining([
        "/.claude/settings.local.json",
        "/.mcp.json",
        "/opencode.json",
        "/.opencode/plugin/muster.js",
      ]),
    );
    expect(existsSync(join(world.home(), ".claude"))).toBe(false);
    await world.run("uninstall", "claude", "opencode", "--project", "--yes");
    expect(everyFile(world.cwd)).toEqual(before);
  });

  it("names events to Claude Code only that its version knows", async () => {
    const [older, newer] = [createWorld(), createWorld()];
    placeAgent(older, "claude", "2.1.197 (Claude Code)");
    placeAgent(newer, "claude", "2.1.330 (Claude Code)");
    for (const world of [older, newer]) await world.run("install", "claude", "--yes");
    expect(older.read(".claude/settings.json")).not.toContain("StopFailure");
    expect(newer.read(".claude/settings.json")).toContain("StopFailure");
  });

  it("never writes the key of this machine", async () => {
    const world = createWorld();
    writeIn(world.home(), ".config/muster/hub.json", '{"url":"http://127.0.0.1:1","key":"mk_secret"}');
    world.env.MUSTER_KEY = "mk_secret_too";
    const kinds = ["claude", "codex", "opencode", "gemini", "qwen", "cline", "windsurf", "pi"];
    expect(await world.run("install", ...kinds, "--yes")).toBe(exits.done);
    const { "/.config/muster/hub.json": _, ...others } = everyFile(world.home());
    expect(Object.values(others).filter((text) => text.includes("mk_secret"))).toEqual([]);
    expect(world.out.text + world.err.text).not.toContain("mk_secret");
  });

  it("does not take over a file of that name that somebody else made", async () => {
    const world = createWorld();
    const path = writeIn(world.home(), ".cline/hooks/PreToolUse", "#!/bin/sh\necho mine\n", 0o755);
    expect(await world.run("install", "cline", "--yes")).toBe(exits.invalid);
    expect(world.err.text).toContain("there is another file of that name");
    await world.run("uninstall", "cline", "--yes");
    expect(readFileSync(path, "utf8")).toBe("#!/bin/sh\necho mine\n");
  });
});

describe("a command in a configuration", () => {
  it("reaches its program whatever is in the path", () => {
    const folder = tempFolder();
    const program = writeIn(folder, 'it\'s a $HOME `x` "y"/print.cjs', "console.log(process.argv.slice(2).join('|'))");
    const line = shellLine([process.execPath, program, "claude", "--limit", "3600"], "linux");
    expect(spawnSync("sh", ["-c", line], { encoding: "utf8" }).stdout).toBe("claude|--limit|3600\n");
  });

  it("is quoted for Windows so that cmd and Git Bash both understand it", () => {
    expect(shellLine(["C:\\Program Files\\nodejs\\node.exe", "C:\\a\\b.cjs", "claude"], "win32")).toBe(
      '"C:/Program Files/nodejs/node.exe" C:/a/b.cjs claude',
    );
  });
});
