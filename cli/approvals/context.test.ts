import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { contextOf } from "./context.ts";

const { platform } = process;
const realOf = (call: { tool: string; input: unknown }, folder: string, home = "/nowhere") => {
  const paths = contextOf(call, folder, { platform, home: () => home }).realPaths ?? [];
  return new Map(paths.map(({ given, real }) => [given, real]));
};

it("a file that is not there yet has the real path of its folder", () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "real"));
  symlinkSync(join(folder, "real"), join(folder, "link"));
  const found = realOf(
    { tool: "Write", input: { file_path: join(folder, "link/a/b.txt"), content: "/etc/passwd" } },
    folder,
  );
  expect(found.get(join(folder, "link/a/b.txt"))).toBe(join(folder, "real/a/b.txt"));
  expect(found.has("/etc/passwd")).toBe(false);
  expect(found.get(folder)).toBe(folder);
});

it("the home folder is found behind a tilde, and files of a patch with their spaces", () => {
  const folder = tempFolder();
  const home = tempFolder();
  writeFileSync(join(home, "secret"), "");
  symlinkSync(join(home, "secret"), join(folder, "my file"));
  const patch = "*** Begin Patch\n*** Update File: my file\n@@\n-a\n+b\n*** End Patch\n";
  expect(realOf({ tool: "apply_patch", input: { command: patch } }, folder, home).get("my file")).toBe(
    join(home, "secret"),
  );
  expect(realOf({ tool: "Bash", input: { command: "cat ~/secret" } }, folder, home).get("~/secret")).toBe(
    join(home, "secret"),
  );
});

it("a line of many words neither takes long nor leaves out what leads elsewhere", () => {
  const folder = tempFolder();
  symlinkSync("/etc", join(folder, "link"));
  const command = `cat ${Array.from({ length: 900 }, (_none, at) => `file${at}`).join(" ")} link/hosts`;
  const found = realOf({ tool: "Bash", input: { command } }, folder);
  expect(found.get("link/hosts")).toBe("/etc/hosts");
  expect(found.size).toBe(200);
});
