import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { envOfBrowser, findBrowser } from "./browser.mjs";
import { runEntry, runInPlace } from "./child.mjs";
import { findMessageBus } from "./programs.mjs";
import { nodeProgram } from "./node-program.mjs";
import { inRoot, root } from "./root.mjs";

/** @typedef {{ passed: number, failed: number, flaky?: number }} Counts */

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * @param {string} file
 * @returns {any} null when the step ended before it wrote its report
 */
const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/**
 * @param {string} file
 * @returns {Counts}
 */
const vitestCounts = (file) => {
  const report = readReport(file);
  // A file that could not be loaded has no tests of its own, and is a failure all the same.
  const broken = (report?.testResults ?? []).filter(
    (/** @type {any} */ one) => one.status === "failed" && one.assertionResults.length === 0,
  ).length;
  return { passed: report?.numPassedTests ?? 0, failed: (report?.numFailedTests ?? 0) + broken };
};

/**
 * @param {string} file
 * @returns {Counts}
 */
const playwrightCounts = (file) => {
  const report = readReport(file);
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {};
  // Errors outside tests, such as a spec that could not be loaded.
  return {
    passed: expected + flaky,
    flaky,
    failed: unexpected + (unexpected === 0 ? (report?.errors ?? []).length : 0),
  };
};

/** @param {string} file */
const reporters = (file) => ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];

/** @param {string[]} args */
const npm = (args) => {
  const cli = process.env.npm_execpath;
  return cli ? { program: process.execPath, args: [cli, ...args] } : { program: "npm", args };
};

/**
 * The steps of the gate; `counts` reads what a step's tests came to.
 * @param {string} folder for the reports
 * @param {import("./browser.mjs").Browser} browser
 */
const stepsWith = (folder, browser) => {
  const unitReport = join(folder, "unit.json");
  const processReport = join(folder, "processes.json");
  const browserReport = join(folder, "browser.json");
  const browserEnv = envOfBrowser(browser);

  return [
    {
      name: "npm run check: format, lint, types, unit tests",
      ...npm(["run", "--silent", "check", "--", "--", ...reporters(unitReport)]),
      counts: () => vitestCounts(unitReport),
    },
    {
      name: "tests that start and kill programs",
      ...npm(["run", "--silent", "processes", "--", ...reporters(processReport)]),
      counts: () => vitestCounts(processReport),
    },
    { name: "build", program: nodeProgram(), args: [inRoot("build/build.mjs"), "--quiet"] },
    {
      name: "what the packages would hold",
      program: nodeProgram(),
      args: [inRoot("build/pack/check.ts")],
      env: browserEnv,
    },
    {
      name: "tests in a browser",
      program: nodeProgram(),
      args: [inRoot("node_modules/@playwright/test/cli.js"), "test"],
      env: { ...browserEnv, PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
      counts: () => playwrightCounts(browserReport),
    },
  ];
};

/**
 * Runs the steps until one fails.
 * @param {ReturnType<typeof stepsWith>} steps
 * @returns {Promise<Counts & { code: number }>}
 */
const runAll = async (steps) => {
  let passed = 0;
  let failed = 0;
  let flaky = 0;
  for (const { name, program, args, env, counts } of steps) {
    const began = performance.now();
    say(`\n== ${name}`);
    const code = await runInPlace(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      // Windows starts npm by a command file.
      shell: program === "npm" && process.platform === "win32",
    });
    const found = counts?.();
    passed += found?.passed ?? 0;
    failed += found?.failed ?? 0;
    flaky += found?.flaky ?? 0;
    say(`== ${name}: ${code === 0 ? "ok" : `failed with exit code ${code}`}, ${seconds(began)}`);
    if (code !== 0) return { code, passed, failed, flaky };
  }
  return { code: 0, passed, failed, flaky };
};

await runEntry(async () => {
  const began = performance.now();
  const browser = await findBrowser();
  const { executablePath, from } = browser;
  const version = spawnSync(executablePath, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  say(`Browser for the tests: ${executablePath} ${version} (${from})`);
  findMessageBus();
  const folder = mkdtempSync(join(tmpdir(), "muster-reports-"));
  try {
    const { code, passed, failed, flaky = 0 } = await runAll(stepsWith(folder, browser));
    say(`\n${code === 0 ? "All of it" : "Stopped"} after ${seconds(began)}`);
    say(`${passed} passed, ${failed} failed${flaky > 0 ? ` (${flaky} passed only when repeated)` : ""}`);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
