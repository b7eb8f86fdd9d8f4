import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createHub } from "../hub.ts";

const skill = join(import.meta.dirname, "../../cli/skill");
const folder = mkdtempSync(join(tmpdir(), "muster-install-"));
const tools = join(folder, "tools");
cpSync(skill, join(tools, "skill"), { recursive: true });

const find = (program: string) =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((place) => join(place, program))
    .find(existsSync);
const needed = "sh curl sha256sum cut mkdir mv cp chmod sed uname rm cat od tr date sleep".split(" ");
const canRun = needed.every((program) => find(program) !== undefined);

/** A PATH with what a small machine has, and no Node. */
const programs = join(folder, "bin");
mkdirSync(programs);
for (const program of needed) {
  const path = find(program);
  if (path) symlinkSync(path, join(programs, program));
}

const hub = await createHub({ home: join(folder, "hub"), port: 0, host: "127.0.0.1", toolsDir: tools });
const base = `https://127.0.0.1:${hub.port}`;
afterAll(() => hub.close());

const shell = (line: string, env: Record<string, string>) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile("sh", ["-c", line], { env: { PATH: programs, ...env } }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

/** As the hub's page shows it, but for the loopback address, which has no address for others. */
const oneLine = (pin: string) =>
  `curl -fsSk --pinnedpubkey '${pin}' ${base}/install.sh | sed "s|^url=.*|url='${base}'|" | sh`;

test.runIf(canRun)("one line brings the skill to a machine without Node, joins it, and posts", async () => {
  const home = join(folder, "home");
  mkdirSync(join(home, ".claude"), { recursive: true });
  const { code } = await hub.joinCode();
  const env = { HOME: home, MUSTER_CODE: code };
  const done = await shell(oneLine(hub.publicKeyPin), env);
  expect(done).toMatchObject({ code: 0, err: "", out: expect.stringContaining("joined the hub") as string });
  expect(done.out).toMatch(/^ {2}[0-9a-f]{64} {2}muster\.sh$/m);
  for (const skills of [".agents/skills/muster", ".claude/skills/muster"]) {
    expect(readFileSync(join(home, skills, "SKILL.md"), "utf8")).toBe(readFileSync(join(skill, "SKILL.md"), "utf8"));
  }
  const muster = join(home, ".config/muster/bin/muster");
  const posted = await shell(`cd "$HOME" && ${muster} session Installed && ${muster} post hello`, { HOME: home });
  expect(posted).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^\S{36}\n\S{36}\n$/) as string });

  const again = await shell(oneLine(hub.publicKeyPin), { HOME: home });
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("has joined already") as string });
});

test.runIf(canRun)("with another hub's pin nothing is fetched", async () => {
  const home = join(folder, "elsewhere");
  const done = await shell(oneLine(`sha256//${"A".repeat(43)}=`), { HOME: home, MUSTER_CODE: "ABCD2345" });
  expect(done.err).toContain("(90)");
  expect(existsSync(home)).toBe(false);
});

test.runIf(canRun)("a file that is not what the script announces is not kept", async () => {
  const home = join(folder, "tampered");
  const script = await shell(`curl -fsSk --pinnedpubkey '${hub.publicKeyPin}' ${base}/install.sh`, { HOME: home });
  const changed = script.out
    .replace(/^url=.*$/m, `url='${base}'`)
    .replace(/fetch muster\.sh '[0-9a-f]{64}'/, `fetch muster.sh '${"0".repeat(64)}'`);
  writeFileSync(join(folder, "changed.sh"), changed);
  const done = await shell(`sh ${join(folder, "changed.sh")}`, { HOME: home, MUSTER_CODE: "ABCD2345" });
  expect(done).toMatchObject({
    code: 1,
    err: expect.stringContaining("muster.sh is not what the hub announced") as string,
  });
  expect(existsSync(join(home, ".config/muster/bin/muster.sh"))).toBe(false);
});
