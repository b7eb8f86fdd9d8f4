import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runEntry } from "./child.mjs";
import { installByApt, isProgram, onPath, run, say } from "./programs.mjs";
import { inRoot } from "./root.mjs";

/** @typedef {{ executablePath: string, args: string[], from: string }} Browser */

// Quiet ones: nothing that phones home or waits for a first run's questions.
const quietArgs = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Chromium's own sandbox can't run as root. */
const usualArgs = () => (process.getuid?.() === 0 ? ["--no-sandbox", ...quietArgs] : quietArgs);

const argsOfEnv = () => process.env.MUSTER_BROWSER_ARGS?.split(" ").filter(Boolean);

/**
 * The environment in which `findBrowser` finds this browser again.
 * @param {Browser} browser
 */
export const envOfBrowser = ({ executablePath, args }) => ({
  MUSTER_BROWSER: executablePath,
  MUSTER_BROWSER_ARGS: args.join(" "),
});

const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) =>
    join(process.env[name] ?? "", "Google/Chrome/Application/chrome.exe"),
  ),
];

const playwrightsOwn = async () => {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
};

/** @returns {Promise<Browser | null>} a browser that is there already */
const lookForBrowser = async () => {
  const named = process.env.MUSTER_BROWSER;
  if (named && !isProgram(named)) throw new Error(`MUSTER_BROWSER=${named} is not a program.`);
  const path =
    named ||
    onPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) ||
    elsewhere.find((candidate) => isProgram(candidate)) ||
    (await playwrightsOwn());
  if (!path) return null;
  const args = (named && argsOfEnv()) || usualArgs();
  return { executablePath: path, args, from: named ? "MUSTER_BROWSER" : "this computer" };
};

const byApt = () =>
  installByApt("No browser for the tests is here; getting Debian's Chromium:", [
    "chromium",
    "xvfb",
    "fonts-noto-color-emoji",
  ]);

const byPlaywright = () => {
  say("No browser for the tests is here; getting the one of Playwright:");
  return run(process.execPath, [inRoot("node_modules/playwright-core/cli.js"), "install", "chromium"]);
};

/** @returns {Promise<Browser | null>} the Chromium that comes inside an npm package, for Linux on x86-64 */
const fromPackage = async () => {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  say("Neither worked; taking the Chromium of the package @sparticuz/chromium.");
  const { default: packaged } = await import(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
  const executablePath = await packaged.executablePath();
  return { executablePath, args: ["--no-sandbox", ...quietArgs], from: "@sparticuz/chromium" };
};

/** @param {Browser} browser */
const starts = ({ executablePath }) => {
  try {
    return /\d+\.\d+/.test(execFileSync(executablePath, ["--version"], { encoding: "utf8", timeout: 30_000 }));
  } catch {
    return false;
  }
};

/**
 * Finds a Chromium for the tests or gets one, and says what it does. Throws with words when there is no way.
 * @returns {Promise<Browser>}
 */
export const findBrowser = async () => {
  const there = await lookForBrowser();
  if (there) return there;
  if (byApt() || byPlaywright()) {
    const got = await lookForBrowser();
    if (got && starts(got)) return got;
  }
  const packaged = await fromPackage().catch(() => null);
  if (packaged && starts(packaged)) return packaged;
  throw new Error(
    "No browser for the tests could be found or got. Install Chromium or Chrome, or name one with MUSTER_BROWSER=/path/to/it.",
  );
};

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  await runEntry(async () => {
    const { executablePath, from } = await findBrowser();
    process.stdout.write(`${executablePath} (${from})\n`);
    return 0;
  });
}
