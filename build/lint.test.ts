import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** A file of the project and what it may and may not import. */
interface Direction {
  rule: string;
  file: string;
  may: string[];
  mayNot: string[];
}

const directions: Direction[] = [
  {
    rule: "the contract imports only the schema library",
    file: "src-shared/contract/probe.ts",
    may: ["zod", "./common.ts"],
    mayNot: [
      "../client/client.ts",
      "#client/client.ts",
      "../../src-main/hub.ts",
      "../../cli/run.ts",
      "../../src-renderer/state/hub.ts",
      "node:fs",
      "fastify",
      "react",
      "electron",
    ],
  },
  {
    rule: "the client imports only the contract",
    file: "src-shared/client/probe.ts",
    may: ["#contract/session.ts", "./errors.ts"],
    mayNot: ["zod", "node:http", "../../src-main/hub.ts", "../../cli/run.ts", "react", "electron"],
  },
  {
    rule: "core imports only the contract",
    file: "src-main/core/sessions/probe.ts",
    may: ["#contract/session.ts", "../errors.ts", "../store.ts", "../ports.ts", "./open.ts"],
    mayNot: [
      "../../store/open.ts",
      "../../store/tables/messages.ts",
      "../../server/server.ts",
      "../../platform/lock.ts",
      "../../hub.ts",
      "../../headless/run.ts",
      "../../desktop/tray.ts",
      "../../../cli/run.ts",
      "../../../src-renderer/state/hub.ts",
      "#client/client.ts",
      "better-sqlite3",
      "fastify",
      "@fastify/cookie",
      "pino",
      "node:fs",
      "node:fs/promises",
      "node:http",
      "node:net",
      "electron",
    ],
  },
  {
    rule: "core's own top folder holds to it too",
    file: "src-main/core/probe.ts",
    may: ["./store.ts", "./ports.ts", "#contract/session.ts"],
    mayNot: ["../store/open.ts", "../server/server.ts", "../platform/lock.ts", "../hub.ts", "../desktop.ts"],
  },
  {
    rule: "the store implements the ports of core and knows nothing else",
    file: "src-main/store/probe.ts",
    may: ["../core/store.ts", "../core/ports.ts", "better-sqlite3", "./open.ts", "#contract/session.ts"],
    mayNot: [
      "../server/server.ts",
      "../desktop/tray.ts",
      "../hub.ts",
      "../platform/lock.ts",
      "../../cli/run.ts",
      "#client/client.ts",
      "fastify",
      "electron",
    ],
  },
  {
    rule: "the platform implements the ports of core and knows nothing else",
    file: "src-main/platform/probe.ts",
    may: ["../core/ports.ts", "better-sqlite3", "node:fs", "./lock.ts"],
    mayNot: [
      "../server/server.ts",
      "../store/open.ts",
      "../hub.ts",
      "../desktop/tray.ts",
      "../../src-renderer/state/hub.ts",
      "#client/client.ts",
      "@fastify/websocket",
      "electron",
    ],
  },
  {
    rule: "the server calls core, never the store",
    file: "src-main/server/people/probe.ts",
    may: ["../../core/core.ts", "../../core/store.ts", "#contract/session.ts", "fastify", "../problems.ts"],
    mayNot: [
      "../../store/open.ts",
      "../../store/tables/messages.ts",
      "../../platform/addresses.ts",
      "../../hub.ts",
      "../../desktop/tray.ts",
      "../../../cli/run.ts",
      "#client/client.ts",
      "better-sqlite3",
      "electron",
    ],
  },
  {
    rule: "only tests of the server may use the test hub, and they know the store no better",
    file: "src-main/server/people/probe.test.ts",
    may: ["../../testing/test-hub.ts", "../../core/errors.ts", "vitest", "ws"],
    mayNot: ["../../store/open.ts", "../../platform/lock.ts"],
  },
  {
    rule: "the server's own top folder holds to it too",
    file: "src-main/server/probe.ts",
    may: ["../core/core.ts", "../core/store.ts"],
    mayNot: ["../store/open.ts", "../platform/addresses.ts", "../hub.ts", "../testing/test-hub.ts"],
  },
  {
    rule: "the desktop imports hub, platform, contract and electron",
    file: "src-main/desktop/probe.ts",
    may: ["electron", "../hub.ts", "../platform/folders.ts", "#contract/bridge.ts"],
    mayNot: [
      "../core/core.ts",
      "../store/open.ts",
      "../server/server.ts",
      "../../cli/run.ts",
      "../../src-renderer/state/hub.ts",
      "../../src-preload/bridge.ts",
    ],
  },
  {
    rule: "the headless host and the composition root know no Electron and no screen",
    file: "src-main/headless/probe.ts",
    may: ["../hub.ts", "../platform/folders.ts"],
    mayNot: ["electron", "electron/main", "../desktop/tray.ts", "../../src-renderer/state/hub.ts", "../../cli/run.ts"],
  },
  {
    rule: "the preload imports only electron and the contract",
    file: "src-preload/probe.ts",
    may: ["electron", "#contract/bridge.ts"],
    mayNot: ["../src-main/hub.ts", "../src-renderer/state/hub.ts", "#client/client.ts", "node:fs", "zod", "react"],
  },
  {
    rule: "the screen imports contract, client and React",
    file: "src-renderer/state/probe.ts",
    may: ["react", "zustand", "#contract/session.ts", "#client/client.ts", "./hub.ts"],
    mayNot: [
      "../../src-main/hub.ts",
      "../../cli/run.ts",
      "../../src-preload/bridge.ts",
      "electron",
      "node:fs",
      "fastify",
      "better-sqlite3",
    ],
  },
  {
    rule: "the command line imports contract and client",
    file: "cli/commands/probe.ts",
    may: ["#contract/session.ts", "#client/client.ts", "node:http", "../run.ts"],
    mayNot: [
      "../../src-main/platform/lock.ts",
      "../../src-renderer/state/hub.ts",
      "../../src-preload/bridge.ts",
      "electron",
      "zod",
      "fastify",
      "better-sqlite3",
    ],
  },
  {
    rule: "end-to-end tests know the contract and Playwright",
    file: "e2e/probe.spec.ts",
    may: ["@playwright/test", "#contract/session.ts", "./fixtures/test.ts"],
    mayNot: ["../src-main/hub.ts", "../src-renderer/state/hub.ts", "../cli/run.ts", "#client/client.ts"],
  },
];

const ruleNames = ["eslint(no-restricted-imports)", "typescript-eslint(no-restricted-imports)"];

interface Diagnostic {
  code: string;
  filename: string;
}

const lint = async (folder: string): Promise<Diagnostic[]> =>
  new Promise((resolve, reject) => {
    const args = [join(root, "node_modules/oxlint/bin/oxlint"), "--format=json", "."];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 32_000_000 }, (_error, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
      } catch {
        reject(new Error(`oxlint said no JSON: ${stdout.slice(0, 500)} ${stderr}`));
      }
    });
  });

const probes = directions.flatMap(({ file, may, mayNot }) => [
  ...may.map((source) => ({ file, source, isAllowed: true })),
  ...mayNot.map((source) => ({ file, source, isAllowed: false })),
]);

/** Each import stands in a file of its own, in a folder of the same name as in the project. */
const pathOf = (index: number): string => {
  const { file } = probes[index] ?? { file: "" };
  return file.replace("probe", `probe-${index}`);
};

describe("who may import whom", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-lint-"));
  let caught = new Set<string>();

  beforeAll(async () => {
    copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    for (const [index, { source }] of probes.entries()) {
      const path = join(folder, pathOf(index));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { thing } from ${JSON.stringify(source)};\nexport const probe = thing;\n`);
    }
    const found = await lint(folder);
    caught = new Set(found.filter(({ code }) => ruleNames.includes(code)).map(({ filename }) => filename));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(directions)("$rule", ({ file }) => {
    const mine = [...probes.entries()].filter(([, probe]) => probe.file === file);
    const wrong = mine.filter(([index, { isAllowed }]) => caught.has(pathOf(index)) === isAllowed);
    const told = wrong.map(([, { source, isAllowed }]) => `${source} is ${isAllowed ? "refused" : "let through"}`);
    expect(told.join("\n")).toBe("");
  });
});
