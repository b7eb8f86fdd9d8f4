import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packagesOf, productionPackages, readLicences, writeLicences } from "./licences.mjs";
import { inRoot } from "./root.mjs";

test("each package that was bundled is named once, with its version and the text of its licence", async () => {
  const target = join(mkdtempSync(join(tmpdir(), "muster-licences-")), "licences.txt");
  const packages = packagesOf([
    "cli/main.ts",
    "node_modules/zod/index.js",
    inRoot("node_modules/zod/v4/core.js"),
    "node_modules\\@secretlint\\core\\module\\index.js",
  ]);
  writeLicences(target, "Work of others.", packages, await readLicences());
  const text = readFileSync(target, "utf8");
  expect(text.match(/^\S+ \d+\.\d+\.\d+ \(.*\)$/gm)).toEqual([
    expect.stringMatching(/^@secretlint\/core .* \(MIT\)$/),
    expect.stringMatching(/^zod .* \(MIT\)$/),
  ]);
  expect(text.match(/Permission is hereby granted/g)).toHaveLength(2);
});

test("what the app loads at run time is in the list, what only builds and tests it is not", () => {
  const names = [...productionPackages()].map((key) => key.slice(0, key.lastIndexOf("@")));
  expect(names).toEqual(expect.arrayContaining(["fastify", "better-sqlite3", "@fastify/send"]));
  expect(names).not.toContain("vitest");
  expect(names).not.toContain("electron-builder");
});

test("a package whose licence is not known stops the build", () => {
  expect(() => writeLicences(join(tmpdir(), "none"), "", ["nobody@1.0.0"], new Map())).toThrow(/nobody@1\.0\.0/);
});
