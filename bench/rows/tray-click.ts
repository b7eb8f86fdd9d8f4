import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../../build/browser.mjs";
import { ensureBuilt } from "../../build/fresh.mjs";
import { openDoor } from "../../e2e/fixtures/door.ts";
import { type DoubleApp, startDoubleApp } from "../../e2e/fixtures/double-app.ts";
import { addressIn } from "../../e2e/fixtures/hub-address.ts";
import { paintProbe } from "../measure/paint.ts";
import { fillSessions } from "../measure/sessions.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// From a click on the tray icon, the window closed, until the newest message of the discussion where the person was has
// been painted. In the double: its Chromium opens a page as Electron's would, its tray icon is an object.

const main = fileURLToPath(new URL("../../out/main/desktop.js", import.meta.url));
const MESSAGES = 200;
const WARM = 3;
const LONGEST_MS = 20_000;
/** What a page does after its first paint, and what closing it leaves to do, is done then. */
const REST_MS = 1000;
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const until = async <T>(look: () => Promise<T | undefined | false>): Promise<T> => {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error("the desktop app did not come so far");
    await rest(20);
  }
};

const openWindow = (app: DoubleApp) =>
  until(async () => (await app.state()).windows.find((window) => window.isVisible && window.url !== ""));

/** Sessions with a few messages, and one with many; resolves with its newest message. */
const fill = async (home: string) => {
  const hub = { url: await addressIn(home), home };
  const sessionId = await fillSessions(hub);
  const door = await openDoor(hub);
  for (let number = 1; number < MESSAGES; number += 1) await door.post(sessionId, `More of it, step ${number}.`);
  const text = "And this is the newest one.";
  const { seq } = await door.post(sessionId, text);
  return { sessionId, newest: { seq, text } };
};

const start = async (home: string, pageScript: string) => {
  const { executablePath: chromiumPath, args: chromiumArgs } = await findBrowser();
  const env = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };
  return startDoubleApp({ main, home, chromiumPath, chromiumArgs, env, given: { pageScript } });
};

const filled = async (home: string) => {
  const app = await start(home, "");
  try {
    await openWindow(app);
    return await fill(home);
  } finally {
    await app.close();
  }
};

interface Opened {
  /** Milliseconds from the click on. */
  painted: number;
  navigated: number;
  answered: number;
  loaded: number;
}

/** The page's own clock says when; both clocks are the computer's. */
const times = `(async () => {
  const painted = await globalThis.firstPaint;
  const [entry] = performance.getEntriesByType("navigation");
  const at = (ms) => performance.timeOrigin + ms;
  return { painted: at(painted), navigated: at(0), answered: at(entry.responseEnd), loaded: at(entry.loadEventEnd) };
})()`;

const openOnce = async (app: DoubleApp): Promise<Opened> => {
  const [open] = (await app.state()).windows;
  if (open) await app.act("closeWindow", open.id);
  await until(async () => (await app.state()).windows.length === 0);
  await rest(REST_MS);
  const clickedAt = performance.timeOrigin + performance.now();
  await app.act("clickTray");
  const { id } = await openWindow(app);
  const at = (await app.evaluate(id, times)) as Opened;
  return {
    painted: at.painted - clickedAt,
    navigated: at.navigated - clickedAt,
    answered: at.answered - clickedAt,
    loaded: at.loaded - clickedAt,
  };
};

export const trayClick: Part = async ({ sizes, say, folder }) => {
  await ensureBuilt();
  const home = await folder();
  const { sessionId, newest } = await filled(home);
  const app = await start(home, paintProbe(newest, LONGEST_MS));
  try {
    const { id } = await openWindow(app);
    await app.evaluate(id, `void (location.hash = "#/s/${sessionId}")`);
    await app.evaluate(id, "globalThis.firstPaint");
    const opened: Opened[] = [];
    for (let run = 0; run < WARM + sizes.trayClicks; run += 1) {
      say(`clicking the tray icon, ${run + 1} of ${WARM + sizes.trayClicks}`);
      const one = await openOnce(app);
      if (run >= WARM) opened.push(one);
    }
    const painted = opened.map((one) => one.painted);
    return [
      {
        what: "click on the tray icon, window closed, to the painted discussion; in Electron's double",
        unit: "ms",
        value: median(painted),
        target: { is: "under", value: 400 },
        details: {
          runs: painted.length,
          "shortest ms": Math.min(...painted),
          "p90 ms": percentile(painted, 0.9),
          "until the page navigates ms": median(opened.map((one) => one.navigated)),
          "until it is answered ms": median(opened.map((one) => one.answered)),
          "until it is loaded ms": median(opened.map((one) => one.loaded)),
        },
      },
    ];
  } finally {
    await app.close();
    await rm(`${home}-person`, { recursive: true, force: true });
  }
};
