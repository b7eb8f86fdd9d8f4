import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  checkConfiguration,
  contentProblems,
  entitlementProblems,
  readConfiguration,
  schemaProblems,
} from "./configuration.ts";

test("the configuration is as the packager's schema has it, with and without a repository and certificates", async () => {
  expect(await checkConfiguration()).toEqual([]);
});

test("an option that the packager doesn't know, or of another kind, is told", async () => {
  const [unknown] = await schemaProblems(await readConfiguration({ sinopsis: "x" }));
  expect(unknown).toContain("unknown property 'sinopsis'");
  const [kind] = await schemaProblems(await readConfiguration({ mac: { hardenedRuntime: "yes" } }));
  expect(kind).toContain("configuration.mac");
});

test("a target that is missing, a file that nobody has, and links of another's are told", async () => {
  const configuration = await readConfiguration({});
  const problems = contentProblems({
    ...configuration,
    linux: { ...configuration.linux, target: ["deb"] },
    mac: { ...configuration.mac, hardenedRuntime: false },
    win: { ...configuration.win, icon: "build/icons/none.ico" },
    protocols: { name: "x", schemes: ["x"] },
  });
  expect(problems).toEqual([
    "linux has no target AppImage",
    "linux has no target rpm",
    "there is no build/icons/none.ico",
    "the links muster:// are not the app's",
    "macOS' hardened runtime is off",
  ]);
});

test("an entitlement more than is needed is told, and one that is missing", () => {
  const file = join(mkdtempSync(join(tmpdir(), "muster-entitlements-")), "e.plist");
  writeFileSync(
    file,
    '<?xml version="1.0"?><plist version="1.0"><dict><key>com.apple.security.cs.disable-library-validation</key><true/></dict></plist>',
  );
  expect(entitlementProblems(file)).toEqual([
    "com.apple.security.cs.disable-library-validation is more than needed",
    "com.apple.security.cs.allow-jit is missing",
  ]);
});
