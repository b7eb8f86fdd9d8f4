import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeNotices } from "./notices.mjs";

test("each package that was bundled is named once, with its version and the text of its licence", () => {
  const target = join(mkdtempSync(join(tmpdir(), "muster-notices-")), "notices.txt");
  writeNotices(
    [
      "cli/main.ts",
      "node_modules/zod/index.js",
      "node_modules/zod/v4/core.js",
      "node_modules/@secretlint/core/module/index.js",
    ],
    target,
  );
  const text = readFileSync(target, "utf8");
  expect(text.match(/^\S+ \d+\.\d+\.\d+ \(.*\)$/gm)).toEqual([
    expect.stringMatching(/^@secretlint\/core .* \(MIT\)$/),
    expect.stringMatching(/^zod .* \(MIT\)$/),
  ]);
  expect(text.match(/Permission is hereby granted/g)).toHaveLength(2);
});
