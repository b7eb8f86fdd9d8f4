import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPackageWithOptions } from "@electron/asar";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../root.mjs";
import { type Archive, openArchive } from "./archive.ts";
import { checkContents, checkLicences } from "./contents.ts";
import { importedPackages } from "./imports.ts";
import { checkPackages } from "./packages.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-archive-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Packs these files, tools and native ones beside the archive. */
const pack = async (files: Record<string, string>): Promise<Archive> => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "app", path)), { recursive: true });
    writeFileSync(join(folder, "app", path), text, { mode: 0o755 });
  }
  const path = join(folder, "app.asar");
  await createPackageWithOptions(join(folder, "app"), path, { unpack: "{**/*.node,**/out/cli/**}" });
  return openArchive(path);
};

const whole = {
  "package.json": "{}",
  "out/main/desktop.js": "1",
  "out/main/search-worker.js": "1",
  "out/preload/bridge.cjs": "1",
  "out/renderer/index.html": "1",
  "out/licences.txt": "Head\npino 1.0.0 (MIT)\n",
  "build/icons/icon.png": "1",
  "node_modules/tree-sitter-bash/tree-sitter-bash.wasm": "1",
  "node_modules/web-tree-sitter/web-tree-sitter.wasm": "1",
  "node_modules/better-sqlite3/prebuilds/linux-x64.node": "1",
  "out/cli/muster": "1",
  "out/cli/muster.cmd": "1",
  "out/cli/muster.cjs": "1",
  "out/cli/muster-hook.cjs": "1",
  "out/cli/one/muster.cjs": "1",
  "out/cli/skill/SKILL.md": "1",
  "out/cli/skill/muster.sh": "1",
  "out/cli/skill/muster.ps1": "1",
  "out/cli/THIRD-PARTY-NOTICES.txt": "1",
};

describe("the files in an archive", () => {
  test("are enough when all are there that the app reads", async () => {
    expect(checkContents(await pack(whole), "linux", "x64")).toEqual([]);
  });

  test("one that is missing is told", async () => {
    const { "out/renderer/index.html": _, "out/cli/skill/muster.sh": __, ...rest } = whole;
    expect(checkContents(await pack(rest), "linux", "x64")).toEqual([
      "out/renderer/index.html is missing",
      "out/cli/skill/muster.sh is not beside the archive",
    ]);
  });

  test("a native one of another system is told, and that this system's is missing", async () => {
    expect(checkContents(await pack(whole), "win32", "arm64")).toEqual([
      "node_modules/better-sqlite3/prebuilds/win32-arm64.node is not beside the archive",
      "node_modules/better-sqlite3/prebuilds/linux-x64.node is for another system",
    ]);
  });

  test("the command line inside the archive, where no other program reads it, is told", async () => {
    const archive = await pack(whole);
    rmSync(`${archive.path}.unpacked/out/cli/muster.cjs`);
    expect(checkContents(archive, "linux", "x64")).toEqual(["out/cli/muster.cjs is not beside the archive"]);
  });

  test.each([
    "out/main/desktop.js.map",
    "src-main/hub.ts",
    "node_modules/pino/index.d.ts",
    "node_modules/pino/test/basic.test.js",
    "node_modules/better-sqlite3/deps/sqlite3.c.o",
    "out/main/headless.js",
    "docs/cli.md",
    ".env",
  ])("%s has no business there", async (name) => {
    const problems = checkContents(await pack({ ...whole, [name]: "1" }), "linux", "x64");
    expect(problems).toEqual([expect.stringContaining(name)]);
  });

  test("too many megabytes are told", async () => {
    const archive = await pack(whole);
    const files = new Map([...archive.files, ["out/renderer/film", { size: 31e6, isUnpacked: false }] as const]);
    expect(checkContents({ ...archive, files }, "linux", "x64")).toEqual([
      expect.stringMatching(/MB are more than 30/),
    ]);
  });
});

const manifest = (name: string, dependencies: Record<string, string> = {}) =>
  JSON.stringify({ name, version: "1.0.0", dependencies });

describe("the packages in an archive", () => {
  const production = new Set(["pino@1.0.0", "split@1.0.0", "deep@1.0.0", "unused@1.0.0"]);

  test("are followed from what the app imports, nested ones too", async () => {
    const archive = await pack({
      "node_modules/pino/package.json": manifest("pino", { split: "1", deep: "1" }),
      "node_modules/split/package.json": manifest("split"),
      "node_modules/pino/node_modules/deep/package.json": manifest("deep"),
    });
    expect(checkPackages(archive, ["pino"], production)).toEqual({
      inside: expect.arrayContaining(["pino@1.0.0", "split@1.0.0", "deep@1.0.0"]),
      problems: [],
    });
  });

  test("one that is missing, one that nothing loads and one for tests are told", async () => {
    const archive = await pack({
      "node_modules/pino/package.json": manifest("pino", { split: "1" }),
      "node_modules/unused/package.json": manifest("unused"),
      "node_modules/vitest/package.json": manifest("vitest"),
    });
    expect(checkPackages(archive, ["pino", "zod"], production).problems).toEqual([
      "split is missing, which pino loads",
      "zod is missing, which the app loads",
      "node_modules/unused is inside, and nothing loads it",
      "node_modules/vitest is inside, and not what the app was made for",
    ]);
  });

  test("one whose licence is not in the list is told", async () => {
    const archive = await pack(whole);
    expect(checkLicences(archive, ["pino@1.0.0", "zod@4.0.0"])).toEqual(["out/licences.txt has nothing on zod 4.0.0"]);
  });
});

test("what a build imports is found through its parts, in each way of importing", async () => {
  cpSync(inRoot("package.json"), join(folder, "package.json"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    "main.js",
    'import a from "alpha"; import "./part.js"; import fs from "node:fs"; import electron from "electron";',
  );
  write(
    "part.js",
    'export * from "@scope/beta/deep.js"; const c = await import("gamma"); createRequire(import.meta.url).resolve("delta/x.wasm"); import "./main.js";',
  );
  const found = await importedPackages([join(folder, "main.js")]);
  expect([...found].toSorted()).toEqual(["@scope/beta", "alpha", "delta", "gamma"]);
});
